//! Needs, the goals behind them, their lanes, and offers put forward for them.

use domain::access::Reach;
use domain::codes::{CountyCode, MunicipalityCode};
use domain::endings::Deed;
use domain::ids::{CaseId, GoalId, MappingId, NeedId, OfferId, OrganisationId};
use domain::needs::answers::Obstacle;
use domain::needs::coding::AcceptedCoding;
use domain::needs::lanes::{Lane, LaneKind, LaneState};
use domain::needs::{Need, NeedKind, NeedState, Severity};
use domain::time::{Date, Timestamp};
use serde::Serialize;
use uuid::Uuid;

use crate::endings::open_for_new;
use crate::page::{Cursor, Page, Slice};
use crate::row::{
    changed, code, day_opt, find_all, find_one, from_json, instant, instant_opt, to_json,
};
use crate::{Connection, Error, Tx, on, push_newest_first, push_search};

/// A goal as approved by the firm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredGoal {
    /// Id.
    pub id: GoalId,
    /// Mapping it was said in.
    pub mapping: MappingId,
    /// What the firm wants to reach.
    pub goal: String,
    /// What is hardest.
    pub obstacle: Obstacle,
    /// What happens otherwise.
    pub consequence: Option<String>,
    /// What one must be able to do.
    pub capability: Option<String>,
    /// What is missing today.
    pub gap: Option<String>,
}

/// Adds a goal.
pub async fn insert_goal(
    tx: &mut Tx,
    county: &CountyCode,
    goal: &StoredGoal,
    position: i64,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO goal (county, id, mapping, position, goal, obstacle, consequence, capability,
            gap)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    )
    .bind(county.as_str())
    .bind(goal.id.0)
    .bind(goal.mapping.0)
    .bind(position)
    .bind(&goal.goal)
    .bind(goal.obstacle.code())
    .bind(goal.consequence.as_deref())
    .bind(goal.capability.as_deref())
    .bind(goal.gap.as_deref())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct GoalRow {
    id: Uuid,
    mapping: Uuid,
    goal: String,
    obstacle: String,
    consequence: Option<String>,
    capability: Option<String>,
    gap: Option<String>,
}

impl GoalRow {
    fn read(self) -> Result<StoredGoal, Error> {
        Ok(StoredGoal {
            id: GoalId(self.id),
            mapping: MappingId(self.mapping),
            goal: self.goal,
            obstacle: code("goal.obstacle", Obstacle::parse(&self.obstacle))?,
            consequence: self.consequence,
            capability: self.capability,
            gap: self.gap,
        })
    }
}

/// One goal.
pub async fn find_goal(
    connection: &mut Connection,
    county: &CountyCode,
    id: GoalId,
) -> Result<Option<StoredGoal>, Error> {
    find_one!(
        connection,
        GoalRow,
        "SELECT id, mapping, goal, obstacle, consequence, capability, gap FROM goal
         WHERE county = $1 AND id = $2",
        county.as_str(),
        id.0
    )
}

/// Goals of a mapping in the order they were said.
pub async fn goals_of(
    connection: &mut Connection,
    county: &CountyCode,
    mapping: MappingId,
) -> Result<Vec<StoredGoal>, Error> {
    find_all!(
        connection,
        GoalRow,
        "SELECT id, mapping, goal, obstacle, consequence, capability, gap FROM goal
         WHERE county = $1 AND mapping = $2 ORDER BY position",
        county.as_str(),
        mapping.0
    )
}

/// A need to store. Its occupation, if a person has accepted one, comes with it.
#[derive(Debug, Clone)]
pub struct NewNeed {
    /// Id.
    pub id: NeedId,
    /// Stable name of a demo record.
    pub slug: Option<String>,
    /// Firm.
    pub organisation: OrganisationId,
    /// Mapping it was said in.
    pub mapping: MappingId,
    /// Goal it serves.
    pub goal: GoalId,
    /// What is needed.
    pub need: Need,
    /// Accepted occupation.
    pub coding: Option<AcceptedCoding>,
}

/// Adds a need: confirmed when its occupation has been accepted, registered until then.
pub async fn insert(
    tx: &mut Tx,
    county: &CountyCode,
    new: &NewNeed,
    now: Timestamp,
) -> Result<(), Error> {
    let state = if new.coding.is_some() { NeedState::Confirmed } else { NeedState::Registered };
    let coding = new.coding.as_ref().map(|coding| to_json("need.coding", coding)).transpose()?;
    let firm = open_for_new(tx, county, new.organisation, Deed::Need).await?;
    on!(tx, |c| sqlx::query(
        "INSERT INTO need (county, id, slug, organisation, mapping, goal, words, kind, persons,
            start_by_on, severity, state, ssyk, occupation, coding, version, created_at,
            updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1, $16, $16)"
    )
    .bind(county.as_str())
    .bind(new.id.0)
    .bind(new.slug.as_deref())
    .bind(firm.id().0)
    .bind(new.mapping.0)
    .bind(new.goal.0)
    .bind(&new.need.words)
    .bind(new.need.kind.code())
    .bind(new.need.count)
    .bind(new.need.start_by.map(|day| day.to_string()))
    .bind(new.need.severity.code())
    .bind(state.code())
    .bind(new.coding.as_ref().map(|coding| coding.ssyk.as_str()))
    .bind(new.coding.as_ref().map(|coding| coding.label.as_str()))
    .bind(coding.as_deref())
    .bind(now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// A need as stored, with what a list shows of its firm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredNeed {
    /// Id.
    pub id: NeedId,
    /// Stable name of a demo record.
    pub slug: Option<String>,
    /// Firm.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Invented for the demo.
    pub is_demo: bool,
    /// Its municipality.
    pub municipality: MunicipalityCode,
    /// Name of the municipality.
    pub municipality_name: String,
    /// Mapping it was said in.
    pub mapping: MappingId,
    /// Goal it serves.
    pub goal: GoalId,
    /// What is needed.
    #[serde(flatten)]
    pub need: Need,
    /// Where it is in its life.
    pub state: NeedState,
    /// Why it is there, where a reason was asked for.
    pub state_reason: Option<String>,
    /// Accepted occupation.
    pub coding: Option<AcceptedCoding>,
    /// Version for optimistic locking.
    pub version: i64,
    /// When the firm approved it.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct NeedRow {
    id: Uuid,
    slug: Option<String>,
    organisation: Uuid,
    organisation_name: String,
    is_demo: bool,
    municipality: String,
    municipality_name: String,
    mapping: Uuid,
    goal: Uuid,
    words: String,
    kind: String,
    persons: i64,
    start_by_on: Option<String>,
    severity: String,
    state: String,
    state_reason: Option<String>,
    coding: Option<String>,
    version: i64,
    created_at: i64,
    updated_at: i64,
}

/// Columns of [`NeedRow`] with `n` the need, `o` its firm and `m` the municipality.
macro_rules! need_columns {
    () => {
        "SELECT n.id, n.slug, n.organisation, o.name AS organisation_name, o.is_demo,
            o.municipality, m.name AS municipality_name, n.mapping, n.goal, n.words, n.kind,
            n.persons, n.start_by_on, n.severity, n.state, n.state_reason, n.coding, n.version,
            n.created_at, n.updated_at
         FROM need n
         JOIN organisation o ON o.county = n.county AND o.id = n.organisation
         JOIN municipality m ON m.county = o.county AND m.code = o.municipality "
    };
}

impl NeedRow {
    fn read(self) -> Result<StoredNeed, Error> {
        Ok(StoredNeed {
            id: NeedId(self.id),
            slug: self.slug,
            organisation: OrganisationId(self.organisation),
            organisation_name: self.organisation_name,
            is_demo: self.is_demo,
            municipality: code("municipality", MunicipalityCode::parse(&self.municipality))?,
            municipality_name: self.municipality_name,
            mapping: MappingId(self.mapping),
            goal: GoalId(self.goal),
            need: Need {
                words: self.words,
                kind: code("need.kind", NeedKind::parse(&self.kind))?,
                count: self.persons,
                start_by: day_opt(self.start_by_on.as_deref())?,
                severity: code("need.severity", Severity::parse(&self.severity))?,
            },
            state: code("need.state", NeedState::parse(&self.state))?,
            state_reason: self.state_reason,
            coding: self.coding.map(|text| from_json("need.coding", &text)).transpose()?,
            version: self.version,
            created_at: instant(self.created_at)?,
            updated_at: instant(self.updated_at)?,
        })
    }
}

/// One need, if it lies within reach.
pub async fn find(
    connection: &mut Connection,
    county: &CountyCode,
    reach: &Reach,
    id: NeedId,
) -> Result<Option<StoredNeed>, Error> {
    let filter = Filter { id: Some(id), ..Filter::default() };
    let rows = rows(connection, county, reach, &filter, Slice::top(1)).await?;
    rows.into_iter().next().map(NeedRow::read).transpose()
}

/// Id of a demo need by its stable name.
pub async fn id_by_slug(
    connection: &mut Connection,
    county: &CountyCode,
    slug: &str,
) -> Result<Option<NeedId>, Error> {
    let id: Option<Uuid> = on!(connection, |c| sqlx::query_scalar(
        "SELECT id FROM need WHERE county = $1 AND slug = $2"
    )
    .bind(county.as_str())
    .bind(slug)
    .fetch_optional(c)
    .await?);
    Ok(id.map(NeedId))
}

/// What a list of needs is narrowed by.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only this need.
    pub id: Option<NeedId>,
    /// Only this firm.
    pub organisation: Option<OrganisationId>,
    /// Only needs said in this mapping.
    pub mapping: Option<MappingId>,
    /// Stemmed words.
    pub terms: Vec<String>,
    /// Only this municipality.
    pub municipality: Option<MunicipalityCode>,
    /// Beginning of an SSYK code.
    pub ssyk: Option<String>,
    /// Only this state.
    pub state: Option<NeedState>,
    /// Only needs somebody still has to do something about.
    pub only_open: bool,
    /// Only needs without an accepted occupation.
    pub only_uncoded: bool,
}

/// Adds the conditions of a list to its query; `$query` already joins n, o and m.
macro_rules! narrow {
    ($query:expr, $county:expr, $reach:expr, $filter:expr) => {{
        $query.push(" WHERE n.county = ").push_bind($county.as_str().to_owned());
        match $reach {
            Reach::County => {}
            Reach::Municipality(municipality) => {
                $query.push(" AND o.municipality = ").push_bind(municipality.as_str().to_owned());
            }
            Reach::Organisation(id) => {
                $query.push(" AND n.organisation = ").push_bind(id.0);
            }
            Reach::Involved(id) => {
                $query
                    .push(
                        " AND (n.mapping IN (SELECT mp.id FROM mapping mp
                          WHERE mp.county = n.county AND mp.leader_organisation = ",
                    )
                    .push_bind(id.0)
                    .push(
                        ") OR n.id IN (SELECT cn.need FROM case_need cn
                          JOIN case_party p ON p.county = cn.county AND p.case_file = cn.case_file
                          WHERE cn.county = n.county AND p.organisation = ",
                    )
                    .push_bind(id.0)
                    .push("))");
            }
            Reach::Leading { person, organisation } => {
                $query
                    .push(
                        " AND (n.mapping IN (SELECT mp.id FROM mapping_lead x
                          JOIN mapping mp ON mp.county = x.county AND mp.id = x.mapping
                          WHERE x.county = n.county AND x.ended_at IS NULL AND x.person = ",
                    )
                    .push_bind(person.0)
                    .push(
                        ") OR n.id IN (SELECT cn.need FROM case_need cn
                          JOIN case_party p ON p.county = cn.county AND p.case_file = cn.case_file
                          WHERE cn.county = n.county AND p.organisation = ",
                    )
                    .push_bind(organisation.0)
                    .push("))");
            }
            Reach::Nothing => {
                $query.push(" AND FALSE");
            }
        }
        if let Some(id) = $filter.id {
            $query.push(" AND n.id = ").push_bind(id.0);
        }
        if let Some(id) = $filter.organisation {
            $query.push(" AND n.organisation = ").push_bind(id.0);
        }
        if let Some(id) = $filter.mapping {
            $query.push(" AND n.mapping = ").push_bind(id.0);
        }
        if let Some(municipality) = &$filter.municipality {
            $query.push(" AND o.municipality = ").push_bind(municipality.as_str().to_owned());
        }
        if let Some(ssyk) = &$filter.ssyk {
            $query.push(" AND n.ssyk >= ").push_bind(ssyk.clone());
            $query.push(" AND n.ssyk < ").push_bind(format!("{ssyk}\u{10FFFF}"));
        }
        if let Some(state) = $filter.state {
            $query.push(" AND n.state = ").push_bind(state.code());
        }
        if $filter.only_open {
            $query.push(" AND n.state NOT IN ('fulfilled', 'partly', 'written-off')");
        }
        if $filter.only_uncoded {
            $query.push(" AND n.coding IS NULL");
        }
        push_search!($query, $county, "need", "n.id", &$filter.terms);
    }};
}

async fn rows(
    connection: &mut Connection,
    county: &CountyCode,
    reach: &Reach,
    filter: &Filter,
    slice: Slice,
) -> Result<Vec<NeedRow>, Error> {
    Ok(on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new(need_columns!());
        narrow!(query, county, reach, filter);
        push_newest_first!(query, "n", slice);
        query.build_query_as().fetch_all(c).await?
    }))
}

/// Needs within reach, newest first.
pub async fn list(
    connection: &mut Connection,
    county: &CountyCode,
    reach: &Reach,
    filter: &Filter,
    slice: Slice,
) -> Result<Page<StoredNeed>, Error> {
    let rows = rows(connection, county, reach, filter, slice).await?;
    let total: i64 = match slice.total_told_by(rows.len()) {
        Some(total) => total,
        None => on!(connection, |c| {
            let mut query = sqlx::QueryBuilder::new(
                "SELECT COUNT(*) FROM need n
                 JOIN organisation o ON o.county = n.county AND o.id = n.organisation",
            );
            narrow!(query, county, reach, filter);
            query.build_query_scalar().fetch_one(c).await?
        }),
    };
    let rows = rows.into_iter().map(NeedRow::read).collect::<Result<Vec<_>, _>>()?;
    Ok(Page::from_one_more(rows, slice, total, |row| Cursor { at: row.created_at, id: row.id.0 }))
}

/// Stores an accepted occupation and the state that follows, if nobody else changed the need.
pub async fn set_coding(
    tx: &mut Tx,
    county: &CountyCode,
    id: NeedId,
    coding: &AcceptedCoding,
    state: NeedState,
    version: i64,
    now: Timestamp,
) -> Result<(), Error> {
    let json = to_json("need.coding", coding)?;
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE need SET coding = $3, ssyk = $4, occupation = $5, state = $6,
            version = version + 1, updated_at = $7
         WHERE county = $1 AND id = $2 AND version = $8"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(&json)
    .bind(coding.ssyk.as_str())
    .bind(&coding.label)
    .bind(state.code())
    .bind(now.as_microsecond())
    .bind(version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Moves a need to another state, if nobody else changed it.
pub async fn set_state(
    tx: &mut Tx,
    county: &CountyCode,
    id: NeedId,
    state: NeedState,
    reason: Option<&str>,
    version: i64,
    now: Timestamp,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE need SET state = $3, state_reason = $4, version = version + 1, updated_at = $5
         WHERE county = $1 AND id = $2 AND version = $6"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(state.code())
    .bind(reason)
    .bind(now.as_microsecond())
    .bind(version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Sets when the first person must be in place, if nobody else changed the need.
pub async fn set_start_by(
    tx: &mut Tx,
    county: &CountyCode,
    id: NeedId,
    start_by: Date,
    version: i64,
    now: Timestamp,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE need SET start_by_on = $3, version = version + 1, updated_at = $4
         WHERE county = $1 AND id = $2 AND version = $5"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(start_by.to_string())
    .bind(now.as_microsecond())
    .bind(version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// The case that answers a need: the open one, else the latest.
pub async fn case_of(
    connection: &mut Connection,
    county: &CountyCode,
    need: NeedId,
) -> Result<Option<CaseId>, Error> {
    let id: Option<Uuid> = on!(connection, |c| sqlx::query_scalar(
        "SELECT f.id FROM case_need cn
         JOIN case_file f ON f.county = cn.county AND f.id = cn.case_file
         WHERE cn.county = $1 AND cn.need = $2
         ORDER BY CASE WHEN f.state = 'closed' THEN 1 ELSE 0 END, f.created_at DESC, f.id
         LIMIT 1"
    )
    .bind(county.as_str())
    .bind(need.0)
    .fetch_optional(c)
    .await?);
    Ok(id.map(CaseId))
}

#[derive(sqlx::FromRow)]
struct LaneRow {
    kind: String,
    state: String,
    planned: i64,
    filled: i64,
    next_step: Option<String>,
    next_step_on: Option<String>,
}

impl LaneRow {
    fn read(self) -> Result<Lane, Error> {
        Ok(Lane {
            kind: code("lane.kind", LaneKind::parse(&self.kind))?,
            state: code("lane.state", LaneState::parse(&self.state))?,
            planned: self.planned,
            filled: self.filled,
            next_step: self.next_step,
            next_step_on: day_opt(self.next_step_on.as_deref())?,
        })
    }
}

/// All three lanes of a need, in the order people meet them; one nobody has chosen is unused.
pub async fn lanes_of(
    connection: &mut Connection,
    county: &CountyCode,
    need: NeedId,
) -> Result<Vec<Lane>, Error> {
    let rows: Vec<LaneRow> = on!(connection, |c| sqlx::query_as(
        "SELECT kind, state, planned, filled, next_step, next_step_on FROM lane
         WHERE county = $1 AND need = $2"
    )
    .bind(county.as_str())
    .bind(need.0)
    .fetch_all(c)
    .await?);
    let stored = rows.into_iter().map(LaneRow::read).collect::<Result<Vec<_>, _>>()?;
    let lane = |&kind: &LaneKind| {
        stored.iter().find(|lane| lane.kind == kind).cloned().unwrap_or_else(|| Lane::unused(kind))
    };
    Ok(LaneKind::ALL.iter().map(lane).collect())
}

/// Stores a lane.
pub async fn put_lane(
    tx: &mut Tx,
    county: &CountyCode,
    need: NeedId,
    lane: &Lane,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO lane (county, need, kind, state, planned, filled, next_step, next_step_on)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (county, need, kind) DO UPDATE SET state = excluded.state,
            planned = excluded.planned, filled = excluded.filled,
            next_step = excluded.next_step, next_step_on = excluded.next_step_on"
    )
    .bind(county.as_str())
    .bind(need.0)
    .bind(lane.kind.code())
    .bind(lane.state.code())
    .bind(lane.planned)
    .bind(lane.filled)
    .bind(lane.next_step.as_deref())
    .bind(lane.next_step_on.map(|day: Date| day.to_string()))
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// An offer put forward to the firm for a need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Proposal {
    /// Need.
    pub need: NeedId,
    /// Offer.
    pub offer: OfferId,
    /// `proposed`, `accepted` or `declined`.
    pub state: String,
    /// Who put it forward.
    pub proposed_by_name: String,
    /// For which organisation.
    pub proposed_by_organisation: OrganisationId,
    /// When.
    pub proposed_at: Timestamp,
    /// When the firm answered.
    pub replied_at: Option<Timestamp>,
}

/// Puts an offer forward; doing it again changes nothing.
pub async fn propose(tx: &mut Tx, county: &CountyCode, proposal: &Proposal) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO proposal (county, need, offer, state, proposed_by_organisation,
            proposed_by_name, proposed_at)
         VALUES ($1, $2, $3, 'proposed', $4, $5, $6)
         ON CONFLICT (county, need, offer) DO NOTHING"
    )
    .bind(county.as_str())
    .bind(proposal.need.0)
    .bind(proposal.offer.0)
    .bind(proposal.proposed_by_organisation.0)
    .bind(&proposal.proposed_by_name)
    .bind(proposal.proposed_at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// The firm's answer to a proposal.
pub async fn answer_proposal(
    tx: &mut Tx,
    county: &CountyCode,
    need: NeedId,
    offer: OfferId,
    is_accepted: bool,
    now: Timestamp,
) -> Result<(), Error> {
    let state = if is_accepted { "accepted" } else { "declined" };
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE proposal SET state = $4, replied_at = $5
         WHERE county = $1 AND need = $2 AND offer = $3"
    )
    .bind(county.as_str())
    .bind(need.0)
    .bind(offer.0)
    .bind(state)
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

#[derive(sqlx::FromRow)]
struct ProposalRow {
    offer: Uuid,
    state: String,
    proposed_by_name: String,
    proposed_by_organisation: Uuid,
    proposed_at: i64,
    replied_at: Option<i64>,
}

/// Offers put forward for a need, oldest first.
pub async fn proposals_of(
    connection: &mut Connection,
    county: &CountyCode,
    need: NeedId,
) -> Result<Vec<Proposal>, Error> {
    let rows: Vec<ProposalRow> = on!(connection, |c| {
        sqlx::query_as(
        "SELECT offer, state, proposed_by_name, proposed_by_organisation, proposed_at, replied_at
         FROM proposal WHERE county = $1 AND need = $2 ORDER BY proposed_at, offer"
    )
    .bind(county.as_str())
    .bind(need.0)
    .fetch_all(c)
    .await?
    });
    rows.into_iter()
        .map(|row| {
            Ok(Proposal {
                need,
                offer: OfferId(row.offer),
                state: row.state,
                proposed_by_name: row.proposed_by_name,
                proposed_by_organisation: OrganisationId(row.proposed_by_organisation),
                proposed_at: instant(row.proposed_at)?,
                replied_at: instant_opt(row.replied_at)?,
            })
        })
        .collect()
}
