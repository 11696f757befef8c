//! What changes hands, each kind in its own table.

use domain::codes::CountyCode;
use domain::continuity::ItemKind;
use domain::ids::{DeskId, MappingId, OrganisationId, PersonId, VisitId};
use domain::leaders::EndReason;
use domain::time::{Date, Timestamp, days_after};
use uuid::Uuid;

use super::{Candidate, Item, Leaver};
use crate::{Error, Tx, on};

/// Gives something to whoever takes over: a person on a desk, or everybody at it. Cases are given
/// with their own fields, by those who know their rules.
pub async fn give(
    tx: &mut Tx,
    county: &CountyCode,
    item: &Item,
    to: &Candidate,
    is_person: bool,
    now: Timestamp,
) -> Result<(), Error> {
    let name = if is_person { &to.name } else { &to.desk_name };
    match item.kind {
        ItemKind::Case => return Ok(()),
        ItemKind::Visit => give_visit(tx, county, item.id, to, name, now).await?,
        ItemKind::Contact => give_contact(tx, county, item.id, to, name).await?,
        ItemKind::Promise => give_promise(tx, county, item.id, to, name).await?,
        ItemKind::Mapping => give_mapping(tx, county, item.id, to).await?,
        ItemKind::Reminder => return give_reminder(tx, county, item.id, to.person).await,
        ItemKind::Desk => return give_desk(tx, county, DeskId(item.id), to.desk).await,
        ItemKind::Obstacle => {}
    }
    let assignment = is_person.then_some(to.assignment);
    super::hold(tx, county, item.key(), Some(to.desk), assignment, now).await
}

async fn give_visit(
    tx: &mut Tx,
    county: &CountyCode,
    id: Uuid,
    to: &Candidate,
    name: &str,
    now: Timestamp,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "UPDATE visit SET by_organisation = $3, by_name = $4, updated_at = $5,
            version = version + 1
         WHERE county = $1 AND id = $2"
    )
    .bind(county.as_str())
    .bind(id)
    .bind(to.organisation.0)
    .bind(name)
    .bind(now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    crate::visits::join(tx, county, VisitId(id), to.organisation, Some(to.role.code())).await?;
    let contact: Option<Uuid> =
        on!(tx, |c| sqlx::query_scalar("SELECT contact FROM visit WHERE county = $1 AND id = $2")
            .bind(county.as_str())
            .bind(id)
            .fetch_optional(c)
            .await?);
    match contact {
        Some(contact) => give_contact(tx, county, contact, to, name).await,
        None => Ok(()),
    }
}

/// The contact, and the time in the calendar that belongs to it.
async fn give_contact(
    tx: &mut Tx,
    county: &CountyCode,
    id: Uuid,
    to: &Candidate,
    name: &str,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "UPDATE contact SET by_organisation = $3, by_name = $4 WHERE county = $1 AND id = $2"
    )
    .bind(county.as_str())
    .bind(id)
    .bind(to.organisation.0)
    .bind(name)
    .execute(c)
    .await
    .map(|_| ()))?;
    give_times(tx, county, "contact", id, to).await
}

async fn give_times(
    tx: &mut Tx,
    county: &CountyCode,
    kind: &str,
    subject: Uuid,
    to: &Candidate,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "UPDATE appointment SET by_organisation = $4
         WHERE county = $1 AND subject_kind = $2 AND subject = $3"
    )
    .bind(county.as_str())
    .bind(kind)
    .bind(subject)
    .bind(to.organisation.0)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

async fn give_promise(
    tx: &mut Tx,
    county: &CountyCode,
    id: Uuid,
    to: &Candidate,
    name: &str,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "UPDATE visit_promise SET by_organisation = $3, by_name = $4
         WHERE county = $1 AND id = $2"
    )
    .bind(county.as_str())
    .bind(id)
    .bind(to.organisation.0)
    .bind(name)
    .execute(c)
    .await
    .map(|_| ()))?;
    // Only who took part in the visit can say that the promise is kept.
    let visit: Option<Uuid> = on!(tx, |c| sqlx::query_scalar(
        "SELECT visit FROM visit_promise WHERE county = $1 AND id = $2"
    )
    .bind(county.as_str())
    .bind(id)
    .fetch_optional(c)
    .await?);
    if let Some(visit) = visit {
        crate::visits::join(tx, county, VisitId(visit), to.organisation, None).await?;
    }
    Ok(())
}

/// A draft is for the firm and whoever leads: what a firm answers alone gets no leading
/// organisation, and whoever still leads keeps theirs. The time of the last change stays: reminders
/// to the firm are counted from it.
async fn give_mapping(
    tx: &mut Tx,
    county: &CountyCode,
    id: Uuid,
    to: &Candidate,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "UPDATE mapping SET version = version + 1, leader_organisation = CASE
           WHEN track = 'led' AND NOT EXISTS (SELECT 1 FROM mapping_lead l
             WHERE l.county = mapping.county AND l.mapping = mapping.id AND l.ended_at IS NULL)
           THEN $3 ELSE leader_organisation END
         WHERE county = $1 AND id = $2"
    )
    .bind(county.as_str())
    .bind(id)
    .bind(to.organisation.0)
    .execute(c)
    .await
    .map(|_| ()))?;
    give_times(tx, county, "mapping", id, to).await
}

async fn give_reminder(
    tx: &mut Tx,
    county: &CountyCode,
    id: Uuid,
    to: PersonId,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "UPDATE outbox SET person = $3 WHERE county = $1 AND id = $2 AND state = 'waiting'"
    )
    .bind(county.as_str())
    .bind(id)
    .bind(to.0)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// New cases come to the other desk from now on, and so does what is lifted; open signals and what
/// is left to do about notices of redundancy go along.
async fn give_desk(
    tx: &mut Tx,
    county: &CountyCode,
    from: DeskId,
    to: DeskId,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query("UPDATE desk_area SET desk = $3 WHERE county = $1 AND desk = $2")
        .bind(county.as_str())
        .bind(from.0)
        .bind(to.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    for along in [
        "UPDATE signal SET desk = $3, version = version + 1
         WHERE county = $1 AND desk = $2 AND state IN ('new', 'dialogue', 'measure')",
        "UPDATE redundancy_task SET desk = $3
         WHERE county = $1 AND desk = $2 AND done_at IS NULL",
    ] {
        on!(tx, |c| sqlx::query(along)
            .bind(county.as_str())
            .bind(from.0)
            .bind(to.0)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    // A desk does not lift anything to itself.
    on!(tx, |c| sqlx::query(
        "UPDATE desk SET escalates_to = CASE WHEN id = $3 THEN NULL ELSE $3 END
         WHERE county = $1 AND escalates_to = $2"
    )
    .bind(county.as_str())
    .bind(from.0)
    .bind(to.0)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Ends what whoever leaves leads for their organisation, before it is given to others; gives the
/// mappings with their firms.
pub async fn end_leads(
    tx: &mut Tx,
    county: &CountyCode,
    leaver: Leaver,
    by_name: &str,
    now: Timestamp,
) -> Result<Vec<(MappingId, OrganisationId)>, Error> {
    let ended: Vec<(Uuid, Uuid)> = on!(tx, |c| sqlx::query_as(
        "UPDATE mapping_lead SET ended_at = $5, ended_why = $6, ended_by_name = $7
         WHERE county = $1 AND ended_at IS NULL
           AND person IN (SELECT a.person FROM assignment a
             WHERE a.county = $1 AND a.organisation = $2 AND ($4 = TRUE OR a.person = $3))
           AND mapping IN (SELECT m.id FROM mapping m
             WHERE m.county = $1 AND m.leader_organisation = $2)
         RETURNING mapping,
           (SELECT m.organisation FROM mapping m WHERE m.id = mapping_lead.mapping)"
    )
    .bind(county.as_str())
    .bind(leaver.organisation.0)
    .bind(leaver.person_or_nil())
    .bind(leaver.person.is_none())
    .bind(now.as_microsecond())
    .bind(EndReason::Unable.code())
    .bind(by_name)
    .fetch_all(c)
    .await?);
    let ids = |(mapping, firm)| (MappingId(mapping), OrganisationId(firm));
    Ok(ended.into_iter().map(ids).collect())
}

/// Ends every assignment of whoever leaves, with the day before `today` as the last, and their
/// absences with it; gives the people whose assignments held until now.
pub async fn end_assignments(
    tx: &mut Tx,
    county: &CountyCode,
    leaver: Leaver,
    today: Date,
) -> Result<Vec<PersonId>, Error> {
    let last = days_after(today, -1).to_string();
    let (organisation, person) = (leaver.organisation.0, leaver.person_or_nil());
    let is_whole = leaver.person.is_none();
    let people: Vec<Uuid> = on!(tx, |c| sqlx::query_scalar(
        "SELECT DISTINCT person FROM assignment
         WHERE county = $1 AND organisation = $2 AND ($4 = TRUE OR person = $3)
           AND (valid_to IS NULL OR valid_to > $5)"
    )
    .bind(county.as_str())
    .bind(organisation)
    .bind(person)
    .bind(is_whole)
    .bind(&last)
    .fetch_all(c)
    .await?);
    for query in [
        "UPDATE absence SET deputy = NULL, version = version + 1
         WHERE county = $1 AND ends_on > $5 AND deputy IN (
           SELECT id FROM assignment WHERE county = $1 AND organisation = $2
             AND ($4 = TRUE OR person = $3))",
        "DELETE FROM absence
         WHERE county = $1 AND ends_on > $5 AND assignment IN (
           SELECT id FROM assignment WHERE county = $1 AND organisation = $2
             AND ($4 = TRUE OR person = $3))",
        "UPDATE assignment SET valid_to = $5
         WHERE county = $1 AND organisation = $2 AND ($4 = TRUE OR person = $3)
           AND (valid_to IS NULL OR valid_to > $5)",
    ] {
        on!(tx, |c| sqlx::query(query)
            .bind(county.as_str())
            .bind(organisation)
            .bind(person)
            .bind(is_whole)
            .bind(&last)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(people.into_iter().map(PersonId).collect())
}

/// Lets everything a person has in hand go back to their desks, before they are erased: a desk can
/// go on without knowing who it was.
pub async fn release(tx: &mut Tx, person: PersonId) -> Result<u64, Error> {
    let mut rows = 0;
    for query in [
        "UPDATE case_file SET taken_by = NULL, taken_by_name = NULL
         WHERE state <> 'closed'
           AND taken_by IN (SELECT id FROM assignment WHERE person = $1)",
        "UPDATE holding SET assignment = NULL
         WHERE desk IS NOT NULL
           AND assignment IN (SELECT id FROM assignment WHERE person = $1)",
        // Without a desk the thing is the organisation's, where it stands with the thing itself.
        "DELETE FROM holding WHERE desk IS NULL
           AND assignment IN (SELECT id FROM assignment WHERE person = $1)",
        "UPDATE absence SET deputy = NULL, version = version + 1
         WHERE deputy IN (SELECT id FROM assignment WHERE person = $1)",
        "DELETE FROM absence
         WHERE assignment IN (SELECT id FROM assignment WHERE person = $1)",
    ] {
        rows += on!(tx, |c| sqlx::query(query).bind(person.0).execute(c).await?.rows_affected());
    }
    Ok(rows)
}

/// Puts into the hands of whoever planned it what was written down by other means, such as an
/// import: the one of that organisation who has the name.
pub async fn adopt(tx: &mut Tx, county: &CountyCode, today: Date) -> Result<(), Error> {
    for query in ADOPTED {
        on!(tx, |c| sqlx::query(*query)
            .bind(county.as_str())
            .bind(today.to_string())
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

/// Adopts rows of `$table`, known as `t`.
macro_rules! adopted {
    ($kind:literal, $from:literal, $at:literal, $by:literal, $name:literal, $open:literal) => {
        concat!(
            "INSERT INTO holding (county, kind, subject, desk, assignment, since_at)
             SELECT w.county, '",
            $kind,
            "', w.id, a.desk, a.id, w.since_at
             FROM (SELECT t.county, t.id, ",
            $at,
            " AS since_at,
                 (SELECT b.id FROM assignment b JOIN person p ON p.id = b.person
                  WHERE b.county = t.county AND b.organisation = ",
            $by,
            " AND p.name = ",
            $name,
            " ORDER BY b.valid_from DESC, b.id LIMIT 1) AS assignment
               FROM ",
            $from,
            " WHERE t.county = $1 AND $2 = $2 AND ",
            $open,
            " AND NOT EXISTS (SELECT 1 FROM holding h WHERE h.county = t.county
                   AND h.kind = '",
            $kind,
            "' AND h.subject = t.id)) w
             JOIN assignment a ON a.county = w.county AND a.id = w.assignment"
        )
    };
}

const ADOPTED: &[&str] = &[
    adopted!(
        "visit",
        "visit t",
        "t.created_at",
        "t.by_organisation",
        "t.by_name",
        "t.state = 'planned' AND t.held_on >= $2"
    ),
    adopted!(
        "contact",
        "contact t",
        "t.created_at",
        "t.by_organisation",
        "t.by_name",
        "t.is_cancelled = FALSE AND t.held_on >= $2
         AND NOT EXISTS (SELECT 1 FROM visit v WHERE v.county = t.county AND v.contact = t.id)"
    ),
    adopted!(
        "promise",
        "visit_promise t",
        "t.made_at",
        "t.by_organisation",
        "t.by_name",
        "t.kept_at IS NULL"
    ),
    adopted!(
        "obstacle",
        "visit_obstacle t JOIN visit v ON v.county = t.county AND v.id = t.visit",
        "t.sent_at",
        "v.by_organisation",
        "v.reported_by_name",
        "t.answer IS NULL"
    ),
    adopted!(
        "mapping",
        "mapping t",
        "t.created_at",
        "t.opened_by_organisation",
        "t.opened_by_name",
        "t.approved_at IS NULL AND t.state <> 'withdrawn'
         AND t.opened_by_organisation <> t.organisation"
    ),
];
