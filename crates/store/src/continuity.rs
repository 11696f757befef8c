//! Who has what in hand: everything open that names somebody, and how much of it nobody has.

mod absences;
mod giving;
mod handovers;

use domain::access::Role;
use domain::codes::CountyCode;
use domain::continuity::{ItemKey, ItemKind};
use domain::ids::{AssignmentId, DeskId, OrganisationId, PersonId};
use domain::time::{Date, Timestamp};
use serde::Serialize;
use uuid::Uuid;

use crate::row::{code, day_opt, find_all};
use crate::{Connection, Error, Tx, on};

pub use absences::{
    NewAbsence, StandIn, StoredAbsence, absences_of_desk, end_absence, find_absence,
    insert_absence, leave_deputy, standing_in,
};
pub use giving::{adopt, end_assignments, end_leads, give, release};
pub use handovers::{
    ContactChange, HandoverScope, NewContactChange, NewHandover, NewHandoverItem, StoredHandover,
    StoredHandoverItem, contact_changes, find_handover, handover_items, handovers,
    insert_contact_change, insert_handover, insert_handover_item, see_contact_change,
};

/// Whose things are looked for: a person's in an organisation, or the whole organisation's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaver {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The person; none is everybody there.
    pub person: Option<PersonId>,
}

impl Leaver {
    fn person_or_nil(self) -> Uuid {
        self.person.map_or_else(Uuid::nil, |id| id.0)
    }
}

/// Something open that names somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// Kind.
    pub kind: ItemKind,
    /// Which.
    pub id: Uuid,
    /// Number, topic or words.
    pub title: String,
    /// The firm it is about.
    pub firm: Option<OrganisationId>,
    /// Name of that firm.
    pub firm_name: Option<String>,
    /// Code of where it stands, of a family that the kind decides.
    pub state: String,
    /// Who at the firm last wrote.
    pub contact_name: Option<String>,
    /// What happens next.
    pub next_step: Option<String>,
    /// And when.
    pub next_step_on: Option<Date>,
}

impl Item {
    /// As a form names it.
    pub fn key(&self) -> ItemKey {
        ItemKey { kind: self.kind, id: self.id }
    }
}

#[derive(sqlx::FromRow)]
struct ItemRow {
    kind: String,
    id: Uuid,
    title: String,
    firm: Option<Uuid>,
    firm_name: Option<String>,
    state: String,
    contact_name: Option<String>,
    next_step: Option<String>,
    next_step_on: Option<String>,
}

impl ItemRow {
    fn read(self) -> Result<Item, Error> {
        Ok(Item {
            kind: code("item.kind", ItemKind::parse(&self.kind))?,
            id: self.id,
            title: self.title,
            firm: self.firm.map(OrganisationId),
            firm_name: self.firm_name,
            state: self.state,
            contact_name: self.contact_name,
            next_step: self.next_step,
            next_step_on: day_opt(self.next_step_on.as_deref())?,
        })
    }
}

/// Assignments of those who leave, and desks that nobody serves without them. `$1` county, `$2`
/// organisation, `$3` person, `$4` everybody there, `$5` today.
macro_rules! leaving {
    () => {
        "WITH gone AS (
           SELECT a.id, a.desk, a.person FROM assignment a
           WHERE a.county = $1 AND a.organisation = $2 AND ($4 = TRUE OR a.person = $3)
         ), bare AS (
           SELECT d.id FROM desk d
           WHERE d.county = $1
             AND (($4 = TRUE AND d.organisation = $2) OR d.id IN (SELECT g.desk FROM gone g))
             AND NOT EXISTS (
               SELECT 1 FROM assignment b JOIN person p ON p.id = b.person
               WHERE b.county = d.county AND b.desk = d.id AND p.is_disabled = FALSE
                 AND b.valid_from <= $5 AND (b.valid_to IS NULL OR b.valid_to >= $5)
                 AND b.id NOT IN (SELECT g.id FROM gone g))
         )"
    };
}

/// The same for assignments that have ended without anybody taking over, of one organisation or,
/// where `$4` says so, of the county.
macro_rules! left {
    () => {
        "WITH gone AS (
           SELECT a.id, a.desk, a.person FROM assignment a JOIN person p ON p.id = a.person
           WHERE a.county = $1 AND ($4 = TRUE OR a.organisation = $2) AND a.person <> $3
             AND (p.is_disabled = TRUE OR (a.valid_to IS NOT NULL AND a.valid_to < $5))
         ), bare AS (
           SELECT d.id FROM desk d
           WHERE d.county = $1 AND ($4 = TRUE OR d.organisation = $2)
             AND EXISTS (SELECT 1 FROM gone g WHERE g.desk = d.id)
             AND NOT EXISTS (
               SELECT 1 FROM assignment b JOIN person p ON p.id = b.person
               WHERE b.county = d.county AND b.desk = d.id AND p.is_disabled = FALSE
                 AND (b.valid_to IS NULL OR b.valid_to >= $5))
         )"
    };
}

/// Everything open that somebody of `gone` has, or that lies at a desk of `bare`; the soonest
/// first. `$6` is the most rows.
macro_rules! items {
    ($gone:ident, $pick:literal, $order:literal) => {
        concat!(
            $gone!(),
            " SELECT ",
            $pick,
            " FROM (
           SELECT 'case' AS kind, 1 AS place, f.id, f.number AS title, f.organisation AS firm,
             o.name AS firm_name, f.state AS state,
             (SELECT m.from_name FROM message m WHERE m.county = f.county
                AND m.case_file = f.id AND m.from_organisation = f.organisation
              ORDER BY m.sent_at DESC, m.id DESC LIMIT 1) AS contact_name,
             f.next_step AS next_step, f.next_step_on AS next_step_on
           FROM case_file f JOIN organisation o ON o.county = f.county AND o.id = f.organisation
           WHERE f.county = $1 AND f.state <> 'closed'
             AND (f.taken_by IN (SELECT g.id FROM gone g) OR f.desk IN (SELECT b.id FROM bare b))
           UNION ALL
           SELECT 'visit', 2, v.id, v.topic, v.organisation, o.name, v.state,
             CAST(NULL AS TEXT), CAST(NULL AS TEXT), v.held_on
           FROM holding h JOIN visit v ON v.county = h.county AND v.id = h.subject
           JOIN organisation o ON o.county = v.county AND o.id = v.organisation
           WHERE h.county = $1 AND h.kind = 'visit' AND v.state = 'planned'
             AND (h.assignment IN (SELECT g.id FROM gone g)
               OR (h.assignment IS NULL AND h.desk IN (SELECT b.id FROM bare b)))
           UNION ALL
           SELECT 'promise', 3, s.id, s.words, v.organisation, o.name, 'promised',
             CAST(NULL AS TEXT), CAST(NULL AS TEXT), s.due_on
           FROM holding h JOIN visit_promise s ON s.county = h.county AND s.id = h.subject
           JOIN visit v ON v.county = s.county AND v.id = s.visit
           JOIN organisation o ON o.county = v.county AND o.id = v.organisation
           WHERE h.county = $1 AND h.kind = 'promise' AND s.kept_at IS NULL
             AND (h.assignment IN (SELECT g.id FROM gone g)
               OR (h.assignment IS NULL AND h.desk IN (SELECT b.id FROM bare b)))
           UNION ALL
           SELECT 'obstacle', 4, s.id, s.words, v.organisation, o.name, s.kind,
             CAST(NULL AS TEXT), s.committee, CAST(NULL AS TEXT)
           FROM holding h JOIN visit_obstacle s ON s.county = h.county AND s.id = h.subject
           JOIN visit v ON v.county = s.county AND v.id = s.visit
           JOIN organisation o ON o.county = v.county AND o.id = v.organisation
           WHERE h.county = $1 AND h.kind = 'obstacle' AND s.answer IS NULL
             AND (h.assignment IN (SELECT g.id FROM gone g)
               OR (h.assignment IS NULL AND h.desk IN (SELECT b.id FROM bare b)))
           UNION ALL
           SELECT 'contact', 5, k.id, k.topic, k.organisation, o.name, k.kind,
             CAST(NULL AS TEXT), CAST(NULL AS TEXT), k.held_on
           FROM holding h JOIN contact k ON k.county = h.county AND k.id = h.subject
           JOIN organisation o ON o.county = k.county AND o.id = k.organisation
           WHERE h.county = $1 AND h.kind = 'contact' AND k.is_cancelled = FALSE
             AND k.held_on >= $5
             AND NOT EXISTS (SELECT 1 FROM visit v
               WHERE v.county = k.county AND v.contact = k.id)
             AND (h.assignment IN (SELECT g.id FROM gone g)
               OR (h.assignment IS NULL AND h.desk IN (SELECT b.id FROM bare b)))
           UNION ALL
           SELECT 'mapping', 6, m.id, o.name, m.organisation, o.name, m.state,
             CAST(NULL AS TEXT), CAST(NULL AS TEXT), CAST(NULL AS TEXT)
           FROM mapping m JOIN organisation o ON o.county = m.county AND o.id = m.organisation
           WHERE m.county = $1 AND m.approved_at IS NULL AND m.state <> 'withdrawn'
             AND m.id IN (
               SELECT h.subject FROM holding h
               WHERE h.county = $1 AND h.kind = 'mapping'
                 AND (h.assignment IN (SELECT g.id FROM gone g)
                   OR (h.assignment IS NULL AND h.desk IN (SELECT b.id FROM bare b)))
               UNION
               SELECT l.mapping FROM mapping_lead l
               JOIN mapping n ON n.county = l.county AND n.id = l.mapping
               WHERE l.county = $1 AND l.ended_at IS NULL
                 AND l.person IN (SELECT g.person FROM gone g)
                 AND NOT EXISTS (
                   SELECT 1 FROM assignment b JOIN person p ON p.id = b.person
                   WHERE b.county = l.county AND b.person = l.person
                     AND b.organisation = n.leader_organisation AND p.is_disabled = FALSE
                     AND (b.valid_to IS NULL OR b.valid_to >= $5)
                     AND b.id NOT IN (SELECT g.id FROM gone g)))
           UNION ALL
           SELECT 'reminder', 7, x.id, f.number, f.organisation, o.name, x.kind,
             CAST(NULL AS TEXT), CAST(NULL AS TEXT), CAST(NULL AS TEXT)
           FROM outbox x JOIN case_file f ON f.county = x.county AND f.id = x.subject
           JOIN organisation o ON o.county = f.county AND o.id = f.organisation
           WHERE x.county = $1 AND x.state = 'waiting'
             AND x.kind IN ('step-reminder', 'promise-broken', 'case-escalated')
             AND x.person IN (SELECT g.person FROM gone g)
             AND NOT EXISTS (
               SELECT 1 FROM assignment b JOIN person p ON p.id = b.person
               WHERE b.county = x.county AND b.person = x.person AND p.is_disabled = FALSE
                 AND (b.valid_to IS NULL OR b.valid_to >= $5)
                 AND b.id NOT IN (SELECT g.id FROM gone g))
           UNION ALL
           SELECT 'desk', 8, d.id, d.name, CAST(NULL AS UUID), CAST(NULL AS TEXT), 'bare',
             CAST(NULL AS TEXT), CAST(NULL AS TEXT), CAST(NULL AS TEXT)
           FROM desk d
           WHERE d.county = $1 AND d.id IN (SELECT b.id FROM bare b)
             AND (EXISTS (SELECT 1 FROM desk_area r WHERE r.county = d.county AND r.desk = d.id)
               OR EXISTS (SELECT 1 FROM desk e WHERE e.county = d.county
                 AND e.escalates_to = d.id AND e.id NOT IN (SELECT b.id FROM bare b))
               OR EXISTS (SELECT 1 FROM signal s WHERE s.county = d.county AND s.desk = d.id
                 AND s.state IN ('new', 'dialogue', 'measure'))
               OR EXISTS (SELECT 1 FROM redundancy_task t WHERE t.county = d.county
                 AND t.desk = d.id AND t.done_at IS NULL))
         ) item ",
            $order
        )
    };
}

const OPEN: &str = items!(
    leaving,
    "kind, id, title, firm, firm_name, state, contact_name, next_step, next_step_on",
    "ORDER BY place, next_step_on IS NULL, next_step_on, id LIMIT $6"
);
const LEFT: &str = items!(
    left,
    "kind, id, title, firm, firm_name, state, contact_name, next_step, next_step_on",
    "ORDER BY place, next_step_on IS NULL, next_step_on, id LIMIT $6"
);
const COUNT_OPEN: &str = items!(leaving, "COUNT(*)", "");
const COUNT_LEFT: &str = items!(left, "COUNT(*)", "");

async fn rows(
    connection: &mut Connection,
    sql: &'static str,
    county: &CountyCode,
    leaver: Leaver,
    is_whole: bool,
    today: Date,
    limit: i64,
) -> Result<Vec<Item>, Error> {
    find_all!(
        connection,
        ItemRow,
        sql,
        county.as_str(),
        leaver.organisation.0,
        leaver.person_or_nil(),
        is_whole,
        today.to_string(),
        limit,
    )
}

async fn count(
    connection: &mut Connection,
    sql: &'static str,
    county: &CountyCode,
    leaver: Leaver,
    is_whole: bool,
    today: Date,
) -> Result<i64, Error> {
    Ok(on!(connection, |c| sqlx::query_scalar(sql)
        .bind(county.as_str())
        .bind(leaver.organisation.0)
        .bind(leaver.person_or_nil())
        .bind(is_whole)
        .bind(today.to_string())
        .fetch_one(c)
        .await?))
}

/// Everything open that names whoever leaves, the soonest of each kind first.
pub async fn open_items(
    connection: &mut Connection,
    county: &CountyCode,
    leaver: Leaver,
    today: Date,
    limit: i64,
) -> Result<Vec<Item>, Error> {
    rows(connection, OPEN, county, leaver, leaver.person.is_none(), today, limit).await
}

/// How much that is.
pub async fn count_open(
    connection: &mut Connection,
    county: &CountyCode,
    leaver: Leaver,
    today: Date,
) -> Result<i64, Error> {
    count(connection, COUNT_OPEN, county, leaver, leaver.person.is_none(), today).await
}

fn whole_or(scope: HandoverScope) -> (Leaver, bool) {
    let (is_county, organisation) = scope.binds();
    (Leaver { organisation: OrganisationId(organisation), person: None }, is_county)
}

/// How many open things name somebody who is no longer there, of an organisation or of the county.
/// There shall be none.
pub async fn orphans(
    connection: &mut Connection,
    county: &CountyCode,
    scope: HandoverScope,
    today: Date,
) -> Result<i64, Error> {
    let (leaver, is_whole) = whole_or(scope);
    count(connection, COUNT_LEFT, county, leaver, is_whole, today).await
}

/// Which they are.
pub async fn orphaned(
    connection: &mut Connection,
    county: &CountyCode,
    scope: HandoverScope,
    today: Date,
    limit: i64,
) -> Result<Vec<Item>, Error> {
    let (leaver, is_whole) = whole_or(scope);
    rows(connection, LEFT, county, leaver, is_whole, today, limit).await
}

/// Somebody of an organisation who may have things in hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// Name of the desk they serve.
    pub desk_name: Option<String>,
    /// Has an assignment there today.
    pub is_here: bool,
}

/// Everybody who has had an assignment in an organisation, by name: those who are there first.
pub async fn members(
    connection: &mut Connection,
    county: &CountyCode,
    organisation: OrganisationId,
    today: Date,
    limit: i64,
) -> Result<Vec<Member>, Error> {
    let rows: Vec<(Uuid, String, Option<String>, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT p.id, p.name, MIN(d.name), CAST(MAX(CASE WHEN p.is_disabled = FALSE
             AND a.valid_from <= $3 AND (a.valid_to IS NULL OR a.valid_to >= $3)
             THEN 1 ELSE 0 END) AS BIGINT) AS here
         FROM assignment a JOIN person p ON p.id = a.person
         LEFT JOIN desk d ON d.county = a.county AND d.id = a.desk
         WHERE a.county = $1 AND a.organisation = $2
         GROUP BY p.id, p.name ORDER BY here DESC, p.name, p.id LIMIT $4"
    )
    .bind(county.as_str())
    .bind(organisation.0)
    .bind(today.to_string())
    .bind(limit)
    .fetch_all(c)
    .await?);
    let read = |(person, name, desk_name, here): (Uuid, String, Option<String>, i64)| Member {
        person: PersonId(person),
        name,
        desk_name,
        is_here: here == 1,
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Somebody who can take over, on their desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Candidate {
    /// Desk.
    pub desk: DeskId,
    /// Name of the desk.
    pub desk_name: String,
    /// Role of those who serve it.
    pub role: Role,
    /// Whose desk.
    pub organisation: OrganisationId,
    /// Name of that organisation.
    pub organisation_name: String,
    /// Who, on the desk.
    pub assignment: AssignmentId,
    /// The person.
    pub person: PersonId,
    /// Name.
    pub name: String,
}

#[derive(sqlx::FromRow)]
struct CandidateRow {
    desk: Uuid,
    desk_name: String,
    role: String,
    organisation: Uuid,
    organisation_name: String,
    assignment: Uuid,
    person: Uuid,
    name: String,
}

impl CandidateRow {
    fn read(self) -> Result<Candidate, Error> {
        Ok(Candidate {
            desk: DeskId(self.desk),
            desk_name: self.desk_name,
            role: code("desk.role", Role::parse(&self.role))?,
            organisation: OrganisationId(self.organisation),
            organisation_name: self.organisation_name,
            assignment: AssignmentId(self.assignment),
            person: PersonId(self.person),
            name: self.name,
        })
    }
}

/// Everybody who serves a desk of the county and does not leave, those of the leaver's own
/// organisation first.
pub async fn candidates(
    connection: &mut Connection,
    county: &CountyCode,
    leaver: Leaver,
    today: Date,
    limit: i64,
) -> Result<Vec<Candidate>, Error> {
    find_all!(
        connection,
        CandidateRow,
        "SELECT d.id AS desk, d.name AS desk_name, d.role, d.organisation,
            o.name AS organisation_name, a.id AS assignment, a.person, p.name
         FROM assignment a
         JOIN person p ON p.id = a.person
         JOIN desk d ON d.county = a.county AND d.id = a.desk
         JOIN organisation o ON o.county = d.county AND o.id = d.organisation
         WHERE a.county = $1 AND p.is_disabled = FALSE
           AND a.valid_from <= $5 AND (a.valid_to IS NULL OR a.valid_to >= $5)
           AND NOT (a.organisation = $2 AND ($4 = TRUE OR a.person = $3))
           AND NOT ($4 = TRUE AND d.organisation = $2)
         ORDER BY CASE WHEN d.organisation = $2 THEN 0 ELSE 1 END, d.name, d.id, a.is_deputy,
            p.name, a.id
         LIMIT $6",
        county.as_str(),
        leaver.organisation.0,
        leaver.person_or_nil(),
        leaver.person.is_none(),
        today.to_string(),
        limit,
    )
}

/// The desk of an assignment that holds on a day, of somebody who may log in; none when it does
/// not hold. Read where something is put into somebody's hands, so that whoever leaves in the same
/// moment gets nothing more.
pub async fn holds(
    connection: &mut Connection,
    county: &CountyCode,
    assignment: AssignmentId,
    day: Date,
) -> Result<Option<Option<DeskId>>, Error> {
    let row: Option<(Option<Uuid>,)> = on!(connection, |c| sqlx::query_as(
        "SELECT a.desk FROM assignment a JOIN person p ON p.id = a.person
         WHERE a.county = $1 AND a.id = $2 AND p.is_disabled = FALSE
           AND a.valid_from <= $3 AND (a.valid_to IS NULL OR a.valid_to >= $3)"
    )
    .bind(county.as_str())
    .bind(assignment.0)
    .bind(day.to_string())
    .fetch_optional(c)
    .await?);
    Ok(row.map(|(desk,)| desk.map(DeskId)))
}

/// Puts something into somebody's hands; whoever had it has it no longer.
pub async fn hold(
    tx: &mut Tx,
    county: &CountyCode,
    item: ItemKey,
    desk: Option<DeskId>,
    assignment: Option<AssignmentId>,
    now: Timestamp,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO holding (county, kind, subject, desk, assignment, since_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (county, kind, subject) DO UPDATE
         SET desk = excluded.desk, assignment = excluded.assignment,
             since_at = excluded.since_at"
    )
    .bind(county.as_str())
    .bind(item.kind.code())
    .bind(item.id)
    .bind(desk.map(|id| id.0))
    .bind(assignment.map(|id| id.0))
    .bind(now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// How many open things a person has in every county and organisation.
pub async fn count_everywhere(
    connection: &mut Connection,
    person: PersonId,
    today: Date,
) -> Result<i64, Error> {
    let rows: Vec<(String, Uuid)> = on!(connection, |c| sqlx::query_as(
        "SELECT DISTINCT county, organisation FROM assignment WHERE person = $1"
    )
    .bind(person.0)
    .fetch_all(c)
    .await?);
    let mut total = 0;
    for (county, organisation) in rows {
        let county = code("assignment.county", CountyCode::parse(&county))?;
        let leaver = Leaver { organisation: OrganisationId(organisation), person: Some(person) };
        total += count_open(connection, &county, leaver, today).await?;
    }
    Ok(total)
}
