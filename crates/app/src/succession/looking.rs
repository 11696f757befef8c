//! What owners intend, in sums; and the daily look at whether published teasers still cover enough
//! firms.

use domain::access::{Actor, Role};
use domain::codes::CountyCode;
use domain::succession::cover::Firm;
use domain::succession::intentions::{Gauge, Intention, gauge};
use domain::succession::{NewsKind, StepKind};
use domain::time::Timestamp;
use store::Connection;
use store::succession::{NewStep, Published};

use super::{Body, Told, counted, open, owner, tell};
use crate::acting::request_key;
use crate::{App, Error};

/// Who reads what owners intend: those who plan, and owners themselves.
const READERS: &[Role] = &[
    Role::Broker,
    Role::Strategist,
    Role::MuniAdviser,
    Role::MuniContact,
    Role::Analyst,
    Role::Politician,
    Role::EmployerAdmin,
    Role::EmployerMember,
];
/// Most teasers looked at in one turn of the daily look.
const AT_ONCE: i64 = 200;

/// What the owners of the county intend, as far as it may be shown.
pub async fn intentions(app: &App, actor: &Actor) -> Result<Gauge, Error> {
    if !actor.is_one_of(READERS) {
        return Err(Error::invisible());
    }
    let mut connection = app.store.read().await?;
    let counts = store::succession::intentions(&mut connection, actor.county()).await?;
    Ok(gauge(&counts))
}

/// What the account has answered itself; nobody else is told.
pub async fn intention(app: &App, actor: &Actor) -> Result<Option<Intention>, Error> {
    let Ok((person, _)) = owner(actor) else { return Ok(None) };
    let mut connection = app.store.read().await?;
    Ok(store::succession::intention_of(&mut connection, actor.county(), person).await?)
}

/// Keeps what an owner intends.
pub async fn intend(
    app: &App,
    actor: &Actor,
    intention: &str,
    key: Option<&str>,
) -> Result<Intention, Error> {
    let (county, now, person) = (actor.county(), app.now(), owner(actor)?.0);
    let said = Intention::parse(intention)?;
    let key = request_key(actor, key, "succession.intend", &said, now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            store::succession::intend(&mut tx, county, person, said, now).await?;
            Ok::<_, Error>(said)
        })
        .await
}

/// Takes in every published teaser that covers too few firms by now, or whose firm does not fit it
/// any more, and tells its owner; gives how many. It may run as often as one likes.
pub(crate) async fn watch(app: &App, now: Timestamp) -> Result<u64, Error> {
    let (mut taken, mut last) = (0, None::<Published>);
    let mut register: Option<(CountyCode, Vec<Firm>)> = None;
    loop {
        let mut connection = app.store.read().await?;
        let all = store::succession::published(&mut connection, last.as_ref(), AT_ONCE).await?;
        let Some(end) = all.last().cloned() else { return Ok(taken) };
        for one in &all {
            if register.as_ref().is_none_or(|(county, _)| *county != one.county) {
                let firms = store::succession::register(&mut connection, &one.county).await?;
                register = Some((one.county.clone(), firms));
            }
            let firms = register.as_ref().map_or(&[][..], |(_, firms)| firms);
            if !holds(app, &mut connection, one, firms).await? {
                taken += u64::from(take_in(app, one, now).await?);
            }
        }
        last = Some(end);
    }
}

/// A teaser still hides its firm among enough others.
async fn holds(
    app: &App,
    connection: &mut Connection,
    one: &Published,
    register: &[Firm],
) -> Result<bool, Error> {
    let body: Body = open(app, &one.body);
    let Some(firm) = body.organisation else { return Ok(false) };
    let firm = store::organisations::find(connection, &one.county, firm).await?;
    let fits = firm.is_some_and(|firm| one.cover.covers(&counted(&firm)));
    Ok(fits && one.cover.is_anonymous(register))
}

async fn take_in(app: &App, one: &Published, now: Timestamp) -> Result<bool, Error> {
    let (county, id) = (&one.county, one.id);
    let step = &NewStep {
        id: app.new_id(),
        listing: id,
        contact: None,
        side: None,
        kind: StepKind::Unsafe,
        at: now,
    };
    let told =
        Told { id: app.new_id(), listing: id, contact: None, kind: NewsKind::Unsafe, at: now };
    app.store
        .write(county, None, |mut tx| async move {
            let tx = &mut tx;
            if !store::succession::pause(tx, county, id, now).await? {
                return Ok(false);
            }
            store::succession::insert_step(tx, county, step).await?;
            tell(tx, county, told, one.person).await?;
            Ok::<_, Error>(true)
        })
        .await
}
