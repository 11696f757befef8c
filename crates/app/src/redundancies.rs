//! Notices of redundancy: one step opens the tasks of the first days, the joint page of what people
//! can learn, and the way to open needs of the same occupations.

mod joint;
mod reporting;

use std::collections::BTreeSet;

use domain::access::{ACTORS, Actor, EMPLOYERS, Role};
use domain::codes::MunicipalityCode;
use domain::fault::Fault;
use domain::figures::FIRMS_LEAST;
use domain::ids::{OrganisationId, RedundancyId};
use domain::redundancies::{NoticeState, Sight, Task};
use serde::{Deserialize, Serialize};
use store::Connection;
use store::events::{NewEvent, Subject};
use store::redundancies::Filter;

use crate::acting::{Speaker, request_key};
use crate::{App, Error, Page, Slice, keeping};

pub use joint::{JointOffer, JointPage, joint_page};
pub use reporting::{occupations, report};
pub use store::needs::StoredNeed;
pub use store::redundancies::{Affected, StoredNotice, StoredTask};

/// Who writes notices down and works with them.
const RESPONSIBLE: &[Role] = &[Role::AfAdviser, Role::MuniContact, Role::Broker];
/// Most open needs of an occupation that are looked at.
const NEEDS_MAX: i64 = 500;
/// Most of them shown by name.
const NEEDS_SHOWN: usize = 10;

/// A notice that has been written down or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Kept {
    /// Id.
    pub id: RedundancyId,
    /// Name of the firm.
    pub organisation_name: String,
}

/// Open needs of an occupation that the reader may not see one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum Beside {
    /// There are none.
    None,
    /// There are some, of fewer firms than may be shown.
    Few,
    /// So many.
    Some {
        /// Needs.
        needs: usize,
        /// Persons they ask for.
        persons: i64,
        /// Firms behind them.
        firms: usize,
    },
}

/// An affected occupation and where the same people are asked for.
#[derive(Debug, Clone)]
pub struct AffectedView {
    /// Who is affected.
    pub affected: Affected,
    /// Open needs of the occupation that the reader sees, at other firms.
    pub needs: Vec<StoredNeed>,
    /// How many of those there are.
    pub needs_total: usize,
    /// The others of the county, together.
    pub beside: Beside,
}

/// A notice with all around it.
#[derive(Debug, Clone)]
pub struct View {
    /// The notice.
    pub notice: StoredNotice,
    /// It is public.
    pub is_public: bool,
    /// The reader answers for it.
    pub is_responsible: bool,
    /// Who is affected, most persons first.
    pub affected: Vec<AffectedView>,
    /// What has to be done.
    pub tasks: Vec<StoredTask>,
}

fn reads(actor: &Actor) -> Result<(), Error> {
    let is_reader = actor.is_one_of(ACTORS) || actor.is_one_of(EMPLOYERS);
    if is_reader { Ok(()) } else { Err(Error::invisible()) }
}

/// How a list of notices is asked for; all text as it stands in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    /// Municipality code.
    pub municipality: String,
    /// Code of a state.
    pub state: String,
}

/// Notices the reader sees, latest first.
pub async fn list(
    app: &App,
    actor: &Actor,
    query: &ListQuery,
    slice: Slice,
) -> Result<Page<StoredNotice>, Error> {
    reads(actor)?;
    let filter = Filter {
        municipality: MunicipalityCode::parse(&query.municipality).ok(),
        state: NoticeState::parse(&query.state).ok(),
    };
    let (sight, county) = (Sight::of(actor), actor.county());
    let mut connection = app.store.read().await?;
    let seen = (&sight, app.today());
    Ok(store::redundancies::list(&mut connection, county, seen, &filter, slice).await?)
}

async fn seen(
    connection: &mut Connection,
    app: &App,
    actor: &Actor,
    id: RedundancyId,
) -> Result<StoredNotice, Error> {
    reads(actor)?;
    let (sight, county) = (Sight::of(actor), actor.county());
    let found = store::redundancies::find(connection, county, &sight, app.today(), id).await?;
    found.ok_or_else(Error::invisible)
}

/// What a reading or an event is about. Before its day nothing of a notice is tied to the firm:
/// the firm's own people could read it there.
fn subject(notice: &StoredNotice, is_public: bool) -> Subject {
    let organisation = is_public.then_some(notice.organisation);
    Subject { kind: "redundancy", id: notice.id.0, organisation }
}

/// One notice, if the reader sees it. That somebody read it is written down.
pub async fn read(app: &App, actor: &Actor, id: RedundancyId) -> Result<View, Error> {
    let mut connection = app.store.read().await?;
    let c = &mut connection;
    let notice = seen(c, app, actor, id).await?;
    let tasks = store::redundancies::tasks_of(c, actor.county(), id).await?;
    let mut affected = Vec::new();
    for one in store::redundancies::affected(c, actor.county(), id).await? {
        affected.push(with_needs(c, actor, notice.organisation, one).await?);
    }
    drop(connection);
    let is_public = notice.public_from <= app.today();
    keeping::note(app, actor, subject(&notice, is_public)).await;
    Ok(View {
        is_public,
        is_responsible: Sight::of(actor).is_responsible_in(&notice.municipality),
        affected,
        tasks,
        notice,
    })
}

/// Open needs of an affected occupation at other firms: those within reach one by one, the others
/// together, and only when enough firms stand behind them.
async fn with_needs(
    c: &mut Connection,
    actor: &Actor,
    firm: OrganisationId,
    affected: Affected,
) -> Result<AffectedView, Error> {
    let county = actor.county();
    let open = store::redundancies::open_needs(c, county, &affected.ssyk, NEEDS_MAX).await?;
    let filter = store::needs::Filter {
        ssyk: Some(affected.ssyk.as_str().to_owned()),
        only_open: true,
        ..store::needs::Filter::default()
    };
    let slice = Slice::Glance { limit: NEEDS_MAX };
    let reach = actor.reach();
    let within = store::needs::list(c, county, &reach, &filter, slice).await?.items;
    let is_meant =
        |need: &StoredNeed| need.organisation != firm && open.iter().any(|one| one.id == need.id);
    let mut needs: Vec<_> = within.into_iter().filter(is_meant).collect();
    let named: BTreeSet<_> = needs.iter().map(|need| need.id).collect();
    let others = open.iter().filter(|one| one.organisation != firm && !named.contains(&one.id));
    let others: Vec<_> = others.collect();
    let firms: BTreeSet<_> = others.iter().map(|one| one.organisation).collect();
    let beside = match (others.len(), firms.len()) {
        (0, _) => Beside::None,
        (_, firms) if firms < FIRMS_LEAST => Beside::Few,
        (needs, firms) => {
            Beside::Some { needs, persons: others.iter().map(|one| one.persons).sum(), firms }
        }
    };
    let needs_total = needs.len();
    needs.truncate(NEEDS_SHOWN);
    Ok(AffectedView { affected, needs, needs_total, beside })
}

/// The notice, for somebody who answers for it.
async fn own(app: &App, actor: &Actor, id: RedundancyId) -> Result<(StoredNotice, Speaker), Error> {
    let mut connection = app.store.read().await?;
    let notice = seen(&mut connection, app, actor, id).await?;
    if !Sight::of(actor).is_responsible_in(&notice.municipality) {
        return Err(Error::forbidden());
    }
    let speaker = Speaker::of(&mut connection, actor).await?;
    Ok((notice, speaker))
}

fn kept(notice: &StoredNotice) -> Kept {
    Kept { id: notice.id, organisation_name: notice.organisation_name.clone() }
}

/// A task is done, or is not after all. Where somebody else has ticked it, nothing happens. Whether
/// the work is over is read where the tick is written, so that nothing is ticked after it.
pub async fn tick(
    app: &App,
    actor: &Actor,
    id: RedundancyId,
    (task, is_done): (Task, bool),
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now) = (actor.county(), app.now());
    let (notice, speaker) = &own(app, actor, id).await?;
    let kind = if is_done { "redundancy.task-done" } else { "redundancy.task-undone" };
    let is_public = notice.public_from <= app.today();
    let event = &NewEvent::by(actor, now, kind, subject(notice, is_public))
        .saying(serde_json::json!({ "task": task }));
    let kept = &kept(notice);
    let key = request_key(actor, key, "redundancy.tick", &(id, task, is_done), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            if seen(tx, app, actor, id).await?.state == NoticeState::Closed {
                return Err(Error::from(Fault::new("task", "redundancy-closed")));
            }
            let done = is_done.then_some((speaker.name.as_str(), now));
            if store::redundancies::tick(tx, county, (id, task), done).await? {
                store::events::append(tx, county, event).await?;
            }
            Ok(kept.clone())
        })
        .await
}

/// The work begins or is over.
pub async fn step(
    app: &App,
    actor: &Actor,
    (id, version): (RedundancyId, i64),
    next: NoticeState,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now) = (actor.county(), app.now());
    let (notice, _) = &own(app, actor, id).await?;
    let kind = match next {
        NoticeState::Closed => "redundancy.closed",
        _ => "redundancy.begun",
    };
    let is_public = notice.public_from <= app.today();
    let event = &NewEvent::by(actor, now, kind, subject(notice, is_public));
    let kept = &kept(notice);
    let key = request_key(actor, key, "redundancy.step", &(id, version, next), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let stands = seen(tx, app, actor, id).await?;
            if stands.version != version {
                return Err(Error::from(store::Error::Changed));
            }
            if !stands.state.may_become(next) {
                return Err(Fault::new("state", "redundancy-step").into());
            }
            store::redundancies::set_state(tx, county, (id, version), next, now).await?;
            store::events::append(tx, county, event).await?;
            Ok(kept.clone())
        })
        .await
}
