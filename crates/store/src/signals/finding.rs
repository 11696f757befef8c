//! What the rules read: reports, answers, needs, cases and contacts of a county.

use domain::codes::{CountyCode, MunicipalityCode};
use domain::ids::OrganisationId;
use domain::signals::{Heard, KEY_FIRM_EMPLOYEES, SignalKind, Source, SourceKind};
use domain::time::{Date, Time, Timestamp, instant_of};
use uuid::Uuid;

use crate::row::{code, day_opt};
use crate::{Connection, Error, Tx, on};

/// Most pieces a rule reads at once, the latest or most pressing first.
pub const SOURCES_MAX: i64 = 5_000;

/// Which days are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// First day.
    pub since: Date,
    /// The day it is.
    pub today: Date,
    /// The instant it is.
    pub now: Timestamp,
    /// As far ahead as the first day lies back.
    pub ahead: Date,
}

impl Window {
    fn since_at(&self) -> i64 {
        instant_of(self.since, Time::midnight()).as_microsecond()
    }
}

type Row = (Option<String>, String, String, Option<String>, Uuid, Uuid, i64);

/// Obstacles of a kind that says what it is, by municipality and kind.
const OBSTACLES: &str = "SELECT b.municipality, o.municipality, b.kind, CAST(NULL AS TEXT), b.id,
        v.organisation, CAST(1 AS BIGINT)
    FROM visit_obstacle b
    JOIN visit v ON v.county = b.county AND v.id = b.visit
    JOIN organisation o ON o.county = v.county AND o.id = v.organisation
    WHERE b.county = $1 AND b.sent_at >= $2 AND b.kind <> 'other'
    ORDER BY b.sent_at DESC, b.id LIMIT $3";

/// Persons who leave within a year, by each firm's latest answer.
const LEAVERS: &str = "SELECT o.municipality, o.municipality, '', CAST(NULL AS TEXT), v.id,
        v.organisation, v.retirements_one_year
    FROM visit v JOIN organisation o ON o.county = v.county AND o.id = v.organisation
    WHERE v.county = $1 AND v.held_on >= $2 AND v.state = 'reported'
      AND v.retirements_one_year > 0
      AND NOT EXISTS (SELECT 1 FROM visit w WHERE w.county = v.county
        AND w.organisation = v.organisation AND w.state = 'reported'
        AND w.retirements_one_year IS NOT NULL
        AND (w.held_on > v.held_on OR (w.held_on = v.held_on AND w.id > v.id)))
    ORDER BY v.held_on DESC, v.id LIMIT $3";

/// Needs to replace somebody within a year, by occupation over the whole county.
const REPLACEMENTS: &str = "SELECT CAST(NULL AS TEXT), o.municipality, n.ssyk, n.occupation, n.id,
        n.organisation, n.persons
    FROM need n JOIN organisation o ON o.county = n.county AND o.id = n.organisation
    WHERE n.county = $1 AND n.kind = 'replace' AND n.ssyk IS NOT NULL
      AND n.state IN ('confirmed', 'in-progress', 'pooled')
      AND n.start_by_on >= $2 AND n.start_by_on <= $4
    ORDER BY n.created_at DESC, n.id LIMIT $3";

/// Needs with an occupation for which nobody has put forward an offer and no way is at work.
const UNSERVED: &str = "SELECT CAST(NULL AS TEXT), o.municipality, n.ssyk, n.occupation, n.id,
        n.organisation, n.persons
    FROM need n JOIN organisation o ON o.county = n.county AND o.id = n.organisation
    WHERE n.county = $1 AND n.state = 'confirmed' AND n.ssyk IS NOT NULL AND n.created_at >= $2
      AND NOT EXISTS (SELECT 1 FROM proposal p WHERE p.county = n.county AND p.need = n.id)
    ORDER BY n.created_at DESC, n.id LIMIT $3";

/// Cases without a first answer whose promise has passed.
const LATE_CASES: &str = "SELECT o.municipality, o.municipality, '', CAST(NULL AS TEXT), f.id,
        f.organisation, CAST(1 AS BIGINT)
    FROM case_file f JOIN organisation o ON o.county = f.county AND o.id = f.organisation
    WHERE f.county = $1 AND f.state <> 'closed' AND f.answered_at IS NULL AND f.promised_at < $2
    ORDER BY f.promised_at, f.id LIMIT $3";

/// Firms that matter and that nobody has been in touch with, nor is about to be: large ones, and
/// those with a need. What a firm has asked for comes first: one that wants peace is left alone.
const SILENT_FIRMS: &str = "SELECT o.municipality, o.municipality, '', CAST(NULL AS TEXT),
        COALESCE((SELECT k.id FROM contact k WHERE k.county = o.county AND k.organisation = o.id
            AND k.is_cancelled = FALSE ORDER BY k.held_on DESC, k.id DESC LIMIT 1), o.id),
        o.id, CAST(1 AS BIGINT)
    FROM organisation o
    WHERE o.county = $1 AND o.is_actor = FALSE AND o.ended_on IS NULL AND o.created_at < $2
      AND (o.employees >= $5 OR EXISTS (SELECT 1 FROM need n WHERE n.county = o.county
        AND n.organisation = o.id AND n.state IN ('confirmed', 'in-progress', 'pooled')))
      AND NOT EXISTS (SELECT 1 FROM contact k WHERE k.county = o.county AND k.organisation = o.id
        AND k.is_cancelled = FALSE AND k.held_on >= $4)
      AND NOT EXISTS (SELECT 1 FROM mapping g WHERE g.county = o.county AND g.organisation = o.id
        AND g.updated_at >= $2)
      AND NOT EXISTS (SELECT 1 FROM case_file f WHERE f.county = o.county
        AND f.organisation = o.id AND (f.state <> 'closed' OR f.updated_at >= $2))
      AND NOT EXISTS (SELECT 1 FROM quiet_period q WHERE q.county = o.county
        AND q.organisation = o.id AND q.starts_on <= $6 AND q.ends_on >= $6)
      AND NOT EXISTS (SELECT 1 FROM contact_wish x WHERE x.county = o.county
        AND x.organisation = o.id AND x.quarter_limit = 0)
    ORDER BY COALESCE(o.employees, 0) DESC, o.id LIMIT $3";

/// What was heard of a kind; nothing of what people write themselves.
pub async fn heard(
    connection: &mut Connection,
    county: &CountyCode,
    kind: SignalKind,
    window: &Window,
) -> Result<Vec<Heard>, Error> {
    match kind {
        SignalKind::Obstacle => {
            let rows = by_instant(connection, county, OBSTACLES, window.since_at()).await?;
            read(kind, SourceKind::Obstacle, rows)
        }
        SignalKind::Retirements => {
            let mut all =
                read(kind, SourceKind::Visit, by_day(connection, county, LEAVERS, window).await?)?;
            let rows = replacements(connection, county, window).await?;
            all.extend(read(kind, SourceKind::Need, rows)?);
            Ok(all)
        }
        SignalKind::Unserved => {
            let rows = by_instant(connection, county, UNSERVED, window.since_at()).await?;
            read(kind, SourceKind::Need, rows)
        }
        SignalKind::LateCases => {
            let now = window.now.as_microsecond();
            let rows = by_instant(connection, county, LATE_CASES, now).await?;
            read(kind, SourceKind::Case, rows)
        }
        SignalKind::SilentFirm => {
            let rows = silent(connection, county, window).await?;
            read(kind, SourceKind::Contact, rows)
        }
        SignalKind::Written => Ok(Vec::new()),
    }
}

async fn by_instant(
    connection: &mut Connection,
    county: &CountyCode,
    sql: &'static str,
    since: i64,
) -> Result<Vec<Row>, Error> {
    Ok(on!(connection, |c| sqlx::query_as(sql)
        .bind(county.as_str())
        .bind(since)
        .bind(SOURCES_MAX)
        .fetch_all(c)
        .await?))
}

async fn by_day(
    connection: &mut Connection,
    county: &CountyCode,
    sql: &'static str,
    window: &Window,
) -> Result<Vec<Row>, Error> {
    Ok(on!(connection, |c| sqlx::query_as(sql)
        .bind(county.as_str())
        .bind(window.since.to_string())
        .bind(SOURCES_MAX)
        .fetch_all(c)
        .await?))
}

async fn replacements(
    connection: &mut Connection,
    county: &CountyCode,
    window: &Window,
) -> Result<Vec<Row>, Error> {
    Ok(on!(connection, |c| sqlx::query_as(REPLACEMENTS)
        .bind(county.as_str())
        .bind(window.today.to_string())
        .bind(SOURCES_MAX)
        .bind(window.ahead.to_string())
        .fetch_all(c)
        .await?))
}

async fn silent(
    connection: &mut Connection,
    county: &CountyCode,
    window: &Window,
) -> Result<Vec<Row>, Error> {
    Ok(on!(connection, |c| sqlx::query_as(SILENT_FIRMS)
        .bind(county.as_str())
        .bind(window.since_at())
        .bind(SOURCES_MAX)
        .bind(window.since.to_string())
        .bind(KEY_FIRM_EMPLOYEES)
        .bind(window.today.to_string())
        .fetch_all(c)
        .await?))
}

fn read(kind: SignalKind, source: SourceKind, rows: Vec<Row>) -> Result<Vec<Heard>, Error> {
    let place = |text: &str| code("municipality", MunicipalityCode::parse(text));
    let one = |(municipality, home, subject, title, id, organisation, amount): Row| {
        let is_firm = kind == SignalKind::SilentFirm;
        Ok(Heard {
            municipality: municipality.as_deref().map(place).transpose()?,
            place: place(&home)?,
            subject: if is_firm { organisation.to_string() } else { subject },
            title,
            source: Source {
                kind: source,
                id,
                organisation: Some(OrganisationId(organisation)),
                amount,
            },
        })
    };
    rows.into_iter().map(one).collect()
}

/// The last day on which a county's causes were looked for.
pub async fn looked_on(
    connection: &mut Connection,
    county: &CountyCode,
) -> Result<Option<Date>, Error> {
    let on: Option<String> = on!(connection, |c| sqlx::query_scalar(
        "SELECT looked_on FROM signal_look WHERE county = $1"
    )
    .bind(county.as_str())
    .fetch_optional(c)
    .await?);
    day_opt(on.as_deref())
}

/// Writes down on which day a county's causes were looked for.
pub async fn mark_looked(tx: &mut Tx, county: &CountyCode, on: Date) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO signal_look (county, looked_on) VALUES ($1, $2)
         ON CONFLICT (county) DO UPDATE SET looked_on = excluded.looked_on"
    )
    .bind(county.as_str())
    .bind(on.to_string())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}
