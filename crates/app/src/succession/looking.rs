//! What owners intend, in sums; and the look at whether published teasers may still stand.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use domain::access::{Actor, Role};
use domain::codes::CountyCode;
use domain::mail::is_morning;
use domain::succession::cover::Firm;
use domain::succession::intentions::{Gauge, Intention, gauge};
use domain::succession::{NewsKind, StepKind};
use domain::time::{Date, Timestamp, day_of};
use store::Connection;
use store::succession::{NewStep, Published, RegisterStamp};

use super::standing::{Standing, is_safe, standing};
use super::{Body, Told, counted, open, owner, seal, tell};
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
/// Most teasers looked at in one turn.
const AT_ONCE: i64 = 200;
/// Most answers that are counted, the last ones first.
const ANSWERS_MAX: i64 = 20_000;
/// As long as the longest code of an answer, or longer.
const CODE_WIDTH: usize = 16;

/// What the owners of the county intend, as far as it may be shown.
pub async fn intentions(app: &App, actor: &Actor) -> Result<Gauge, Error> {
    if !actor.is_one_of(READERS) {
        return Err(Error::invisible());
    }
    let mut connection = app.store.read().await?;
    let all = store::succession::intentions(&mut connection, actor.county(), ANSWERS_MAX).await?;
    let read = all.iter().filter_map(|sealed| open_intention(app, sealed));
    let counts: Vec<_> = read.map(|one| (one, 1)).collect();
    Ok(gauge(&counts))
}

/// What the account has answered itself; nobody else is told.
pub async fn intention(app: &App, actor: &Actor) -> Result<Option<Intention>, Error> {
    let Ok((person, _)) = owner(actor) else { return Ok(None) };
    let mut connection = app.store.read().await?;
    let found = store::succession::intention_of(&mut connection, actor.county(), person).await?;
    Ok(found.and_then(|sealed| open_intention(app, &sealed)))
}

/// An answer as it is kept: sealed, and each as long as another, since a length can be seen.
pub fn seal_intention(app: &App, intention: Intention) -> Result<String, Error> {
    seal(app, &format!("{:<CODE_WIDTH$}", intention.code()))
}

pub(super) fn open_intention(app: &App, sealed: &str) -> Option<Intention> {
    Intention::parse(open::<String>(app, sealed).trim()).ok()
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
    let sealed = &seal_intention(app, said)?;
    let key = request_key(actor, key, "succession.intend", &said, now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            store::succession::intend(&mut tx, county, person, sealed, now).await?;
            Ok::<_, Error>(said)
        })
        .await
}

/// When the published teasers of a county were looked at last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Look {
    /// The register as it was.
    register: Option<RegisterStamp>,
    /// The day of the last whole look.
    day: Option<Date>,
}

/// The last looks, by county. They are this server's own: another one looks for itself.
#[derive(Debug, Default)]
pub(crate) struct Looks(Mutex<BTreeMap<String, Look>>);

impl Looks {
    fn last(&self, county: &CountyCode) -> Look {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(county.as_str()).copied().unwrap_or_default()
    }

    fn keep(&self, county: &CountyCode, look: Look) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(county.as_str().to_owned(), look);
    }
}

/// Looks at the published teasers of every county where the register has changed since the last
/// look: one that too few firms fit is taken in. Once a day the look is whole: what nobody may
/// offer any more is taken in as well, and an owner whose teaser is not true any more is told. It
/// may run as often as one likes.
pub(crate) async fn watch(app: &App, now: Timestamp) -> Result<(), Error> {
    let today = is_morning(now).then(|| day_of(now));
    let counties = store::succession::counties(&mut app.store.read().await?).await?;
    for county in &counties {
        let mut connection = app.store.read().await?;
        let stamp = store::succession::register_stamp(&mut connection, county).await?;
        drop(connection);
        let last = app.looks.last(county);
        let is_whole = today.is_some() && last.day != today;
        if is_whole || last.register != Some(stamp) {
            look(app, county, is_whole, now).await?;
            let day = today.or(last.day);
            app.looks.keep(county, Look { register: Some(stamp), day });
        }
    }
    Ok(())
}

async fn look(app: &App, county: &CountyCode, is_whole: bool, now: Timestamp) -> Result<(), Error> {
    let mut connection = app.store.read().await?;
    let register = store::succession::register(&mut connection, county).await?;
    drop(connection);
    let mut last = None;
    loop {
        let connection = &mut app.store.read().await?;
        let all = store::succession::published(connection, county, last, AT_ONCE).await?;
        let Some(end) = all.last() else { return Ok(()) };
        last = Some(end.id);
        let mut found = Vec::new();
        for one in &all {
            let verdict = judge(app, connection, county, one, (&register, is_whole, now)).await?;
            found.extend(verdict.map(|kind| (one, kind)));
        }
        for (one, kind) in found {
            say(app, county, one, kind, now).await?;
        }
    }
}

/// What is wrong with a teaser, if anything. Who keeps the register can change what it says of a
/// firm, and must not learn from the teasers which of them is hit: one that is not true any more
/// stands as it did, while enough firms fit it.
async fn judge(
    app: &App,
    connection: &mut Connection,
    county: &CountyCode,
    one: &Published,
    (register, is_whole, now): (&[Firm], bool, Timestamp),
) -> Result<Option<StepKind>, Error> {
    if !is_safe(app, &one.body, &one.cover, register) {
        return Ok(Some(StepKind::Unsafe));
    }
    if !is_whole {
        return Ok(None);
    }
    let firm = open::<Body>(app, &one.body).organisation;
    let firm = match standing(connection, county, (one.person, firm), day_of(now)).await? {
        Standing::Sound(firm) => firm,
        Standing::Gone | Standing::Left => return Ok(Some(StepKind::Orphaned)),
    };
    if one.cover.covers(&counted(&firm)) {
        return Ok(None);
    }
    let (kind, since) = (StepKind::Untrue, one.published_at);
    let is_told =
        store::succession::has_step_since(connection, county, one.id, kind, since).await?;
    Ok((!is_told).then_some(kind))
}

/// Takes a teaser in, unless it is only untrue, and tells its owner.
async fn say(
    app: &App,
    county: &CountyCode,
    one: &Published,
    kind: StepKind,
    now: Timestamp,
) -> Result<(), Error> {
    let id = one.id;
    let step = &NewStep { id: app.new_id(), listing: id, contact: None, side: None, kind, at: now };
    let stands = kind == StepKind::Untrue;
    let news = if stands { NewsKind::Untrue } else { NewsKind::Unsafe };
    let told = Told { id: app.new_id(), listing: id, contact: None, kind: news, at: now };
    app.store
        .write(county, None, |mut tx| async move {
            let tx = &mut tx;
            if stands || store::succession::pause(tx, county, id, now).await? {
                store::succession::insert_step(tx, county, step).await?;
                tell(tx, county, told, one.person).await?;
            }
            Ok::<_, Error>(())
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_an_answer_has_room() {
        assert!(Intention::ALL.iter().all(|one| one.code().len() <= CODE_WIDTH));
    }
}
