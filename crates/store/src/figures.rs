//! What public figures are counted from. Nothing here is public yet: `app::figures` decides, by
//! the rule in `domain::figures`, which of it may be shown.

use std::collections::BTreeSet;

use domain::codes::{CountyCode, MunicipalityCode, Ssyk};
use domain::ids::OrganisationId;
use domain::time::{Date, Timestamp};
use uuid::Uuid;

use crate::contacts::peace::{contact_is_asked_for, contact_is_together};
use crate::dialect::Dialects;
use crate::row::{code, instant, instant_opt};
use crate::{Connection, Error, on};

/// What one firm needs of one occupation: open needs whose occupation a person has accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirmDemand {
    /// Occupation group.
    pub ssyk: Ssyk,
    /// Municipality of the firm.
    pub municipality: MunicipalityCode,
    /// The firm.
    pub organisation: OrganisationId,
    /// Persons needed.
    pub persons: i64,
    /// Persons already in place.
    pub filled: i64,
    /// Needs.
    pub needs: i64,
    /// The firm lets its numbers show where few stand together.
    pub has_consented: bool,
}

#[derive(sqlx::FromRow)]
struct DemandRow {
    ssyk: String,
    municipality: String,
    organisation: Uuid,
    persons: i64,
    filled: i64,
    needs: i64,
    has_consented: bool,
}

/// Demand per firm, occupation and municipality.
pub async fn demand(
    connection: &mut Connection,
    county: &CountyCode,
) -> Result<Vec<FirmDemand>, Error> {
    let rows: Vec<DemandRow> = on!(connection, |c| sqlx::query_as(
        "SELECT n.ssyk, o.municipality, n.organisation,
            CAST(SUM(n.persons) AS BIGINT) AS persons,
            CAST(SUM(COALESCE((SELECT SUM(l.filled) FROM lane l
                WHERE l.county = n.county AND l.need = n.id), 0)) AS BIGINT) AS filled,
            COUNT(*) AS needs, o.consents_to_figures AS has_consented
         FROM need n
         JOIN organisation o ON o.county = n.county AND o.id = n.organisation
         WHERE n.county = $1 AND n.ssyk IS NOT NULL
           AND n.state IN ('confirmed', 'in-progress', 'pooled')
         GROUP BY n.ssyk, o.municipality, n.organisation, o.consents_to_figures
         ORDER BY n.ssyk, o.municipality, n.organisation"
    )
    .bind(county.as_str())
    .fetch_all(c)
    .await?);
    rows.into_iter()
        .map(|row| {
            Ok(FirmDemand {
                ssyk: code("need.ssyk", Ssyk::parse(&row.ssyk))?,
                municipality: code("municipality", MunicipalityCode::parse(&row.municipality))?,
                organisation: OrganisationId(row.organisation),
                persons: row.persons,
                filled: row.filled,
                needs: row.needs,
                has_consented: row.has_consented,
            })
        })
        .collect()
}

/// How many times firms of a county have given or withdrawn their consent to figures.
pub async fn consent_changes(
    connection: &mut Connection,
    county: &CountyCode,
) -> Result<i64, Error> {
    Ok(on!(connection, |c| sqlx::query_scalar(
        "SELECT COUNT(*) FROM event WHERE county = $1
           AND kind IN ('organisation.figures-allowed', 'organisation.figures-closed')"
    )
    .bind(county.as_str())
    .fetch_one(c)
    .await?))
}

/// Firms that let their numbers show where few stand together.
pub async fn consents(
    connection: &mut Connection,
    county: &CountyCode,
) -> Result<BTreeSet<OrganisationId>, Error> {
    let ids: Vec<Uuid> = on!(connection, |c| sqlx::query_scalar(
        "SELECT id FROM organisation WHERE county = $1 AND consents_to_figures = TRUE"
    )
    .bind(county.as_str())
    .fetch_all(c)
    .await?);
    Ok(ids.into_iter().map(OrganisationId).collect())
}

/// How far needs have come. Each station holds those of the stations after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Stations {
    /// Said by a firm and approved.
    pub heard: i64,
    /// Occupation accepted by a person.
    pub understood: i64,
    /// Answered in a case, or with an offer put forward.
    pub answered: i64,
    /// Met in full or in part.
    pub done: i64,
}

/// Counts needs that firms have approved in a span of time.
pub async fn stations(
    connection: &mut Connection,
    county: &CountyCode,
    since: Timestamp,
    until: Timestamp,
) -> Result<Stations, Error> {
    Ok(on!(connection, |c| sqlx::query_as(
        "SELECT COUNT(*) AS heard, COUNT(coding) AS understood,
            COUNT(CASE WHEN coding IS NOT NULL AND (is_done OR is_answered) THEN 1 END) AS answered,
            COUNT(CASE WHEN coding IS NOT NULL AND is_done THEN 1 END) AS done
         FROM (SELECT n.coding, n.state IN ('fulfilled', 'partly') AS is_done,
                 (EXISTS (SELECT 1 FROM case_need cn
                    JOIN case_file f ON f.county = cn.county AND f.id = cn.case_file
                    WHERE cn.county = n.county AND cn.need = n.id
                      AND f.first_answered_at IS NOT NULL)
                  OR EXISTS (SELECT 1 FROM proposal p
                    WHERE p.county = n.county AND p.need = n.id)) AS is_answered
               FROM need n
               WHERE n.county = $1 AND n.created_at >= $2 AND n.created_at < $3) AS counted"
    )
    .bind(county.as_str())
    .bind(since.as_microsecond())
    .bind(until.as_microsecond())
    .fetch_one(c)
    .await?))
}

/// Firms that are known in each municipality, actors left out.
pub async fn firms(
    connection: &mut Connection,
    county: &CountyCode,
) -> Result<Vec<(MunicipalityCode, i64)>, Error> {
    let rows: Vec<(String, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT municipality, COUNT(*) FROM organisation
         WHERE county = $1 AND is_actor = FALSE GROUP BY municipality ORDER BY municipality"
    )
    .bind(county.as_str())
    .fetch_all(c)
    .await?);
    rows.into_iter()
        .map(|(place, count)| Ok((code("municipality", MunicipalityCode::parse(&place))?, count)))
        .collect()
}

/// A promise of a first answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// The firm it was given to.
    pub organisation: OrganisationId,
    /// Municipality of the firm.
    pub municipality: MunicipalityCode,
    /// When the case came in.
    pub opened_at: Timestamp,
    /// When the first answer was promised at the latest.
    pub promised_at: Timestamp,
    /// When it was given first, whether or not the case was opened again later.
    pub answered_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct PromiseRow {
    organisation: Uuid,
    municipality: String,
    created_at: i64,
    promised_at: i64,
    answered_at: Option<i64>,
}

/// Promises of the cases that came in during a span of time.
pub async fn promises(
    connection: &mut Connection,
    county: &CountyCode,
    since: Timestamp,
    until: Timestamp,
) -> Result<Vec<Promise>, Error> {
    let rows: Vec<PromiseRow> = on!(connection, |c| sqlx::query_as(
        "SELECT f.organisation, o.municipality, f.created_at,
            COALESCE(f.first_promised_at, f.promised_at) AS promised_at,
            f.first_answered_at AS answered_at
         FROM case_file f
         JOIN organisation o ON o.county = f.county AND o.id = f.organisation
         WHERE f.county = $1 AND f.created_at >= $2 AND f.created_at < $3
         ORDER BY f.created_at, f.id"
    )
    .bind(county.as_str())
    .bind(since.as_microsecond())
    .bind(until.as_microsecond())
    .fetch_all(c)
    .await?);
    rows.into_iter()
        .map(|row| {
            Ok(Promise {
                organisation: OrganisationId(row.organisation),
                municipality: code("municipality", MunicipalityCode::parse(&row.municipality))?,
                opened_at: instant(row.created_at)?,
                promised_at: instant(row.promised_at)?,
                answered_at: instant_opt(row.answered_at)?,
            })
        })
        .collect()
}

/// Contacts that firms had not asked for, in one quarter.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct QuarterContacts {
    /// Quarter, such as `2026-Q4`.
    pub quarter: String,
    /// Firms, actors and days: what several actors do together on one day is one contact.
    pub contacts: i64,
    /// Firms that were contacted.
    pub firms: i64,
}

/// The query of [`unasked_contacts`], given a day as microseconds since 1970.
macro_rules! unasked {
    ($day:literal) => {
        concat!(
            "SELECT quarter, COUNT(*) AS contacts, COUNT(DISTINCT organisation) AS firms
             FROM (SELECT DISTINCT t.organisation, t.by_organisation, t.held_on,
                     substr(t.held_on, 1, 4) || '-Q'
                     || CASE WHEN substr(t.held_on, 6, 2) < '04' THEN '1'
                             WHEN substr(t.held_on, 6, 2) < '07' THEN '2'
                             WHEN substr(t.held_on, 6, 2) < '10' THEN '3' ELSE '4' END AS quarter
                   FROM contact t
                   WHERE t.county = $1 AND t.held_on >= $2 AND t.held_on <= $3
                     AND t.is_cancelled = FALSE
                     AND NOT ",
            contact_is_asked_for!($day),
            " AND NOT ",
            contact_is_together!(),
            ") AS unasked
             GROUP BY quarter ORDER BY quarter"
        )
    };
}

const UNASKED: Dialects = Dialects {
    sqlite: unasked!("CAST(strftime('%s', t.held_on) AS INTEGER) * 1000000"),
    postgres: unasked!("CAST(EXTRACT(EPOCH FROM CAST(t.held_on AS DATE)) AS BIGINT) * 1000000"),
};

/// Contacts held from one day to another that the firms had not asked for, by quarter.
pub async fn unasked_contacts(
    connection: &mut Connection,
    county: &CountyCode,
    since: Date,
    until: Date,
) -> Result<Vec<QuarterContacts>, Error> {
    let text = UNASKED.text(connection);
    Ok(on!(connection, |c| sqlx::query_as(text)
        .bind(county.as_str())
        .bind(since.to_string())
        .bind(until.to_string())
        .fetch_all(c)
        .await?))
}

/// Something that happened, without the firm it concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// When.
    pub at: Timestamp,
    /// What happened.
    pub kind: String,
    /// The actor that did it; none when a firm or a private person did.
    pub by_actor: Option<String>,
    /// Occupation group of the need it is about.
    pub ssyk: Option<Ssyk>,
    /// Title of the offer it is about, when everyone may see it.
    pub offer: Option<String>,
}

#[derive(sqlx::FromRow)]
struct HappeningRow {
    happened_at: i64,
    kind: String,
    by_actor: Option<String>,
    ssyk: Option<String>,
    offer: Option<String>,
}

/// The latest events of each of some kinds, together newest first. Events about offers that not
/// everyone may see are left out.
pub async fn happenings(
    connection: &mut Connection,
    county: &CountyCode,
    kinds: &[&str],
    of_each: i64,
) -> Result<Vec<Happening>, Error> {
    let mut rows: Vec<HappeningRow> = Vec::new();
    // Kind by kind, each from the end of its index: one query over all of them reads every event.
    for kind in kinds {
        let found: Vec<HappeningRow> = on!(connection, |c| sqlx::query_as(
            "SELECT e.happened_at, e.kind, b.name AS by_actor, n.ssyk, f.title AS offer
             FROM event e
             LEFT JOIN organisation b ON b.county = e.county AND b.id = e.by_organisation
                 AND b.is_actor = TRUE
             LEFT JOIN need n ON n.county = e.county AND n.id = e.subject
                 AND e.subject_kind = 'need'
             LEFT JOIN offer f ON f.county = e.county AND f.id = e.subject
                 AND e.subject_kind = 'offer' AND f.network IS NULL
             WHERE e.county = $1 AND e.kind = $2
               AND (e.subject_kind <> 'offer' OR f.id IS NOT NULL)
             ORDER BY e.happened_at DESC, e.id DESC LIMIT $3"
        )
        .bind(county.as_str())
        .bind(*kind)
        .bind(of_each)
        .fetch_all(c)
        .await?);
        rows.extend(found);
    }
    // The sort is stable: of the same instant, kinds keep their order.
    rows.sort_by_key(|row| std::cmp::Reverse(row.happened_at));
    rows.into_iter()
        .map(|row| {
            let ssyk = row.ssyk.as_deref().map(Ssyk::parse).transpose();
            Ok(Happening {
                at: instant(row.happened_at)?,
                kind: row.kind,
                by_actor: row.by_actor,
                ssyk: code("need.ssyk", ssyk)?,
                offer: row.offer,
            })
        })
        .collect()
}
