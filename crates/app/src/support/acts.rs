//! What people do with support money.

use domain::access::{ACTORS, Actor, Role};
use domain::codes::CountyCode;
use domain::fault::Fault;
use domain::ids::{FundId, GrantId, NotificationId, OrganisationId};
use domain::support::{
    ApplyForm, DECIDED_DAYS_MAX, Decision, DecisionForm, EffectForm, FundForm, GrantState, Granted,
    cents_of, since, weigh, within_budget,
};
use domain::text::{self, BODY_MAX};
use domain::time::{self, Date, Timestamp, day_of};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Tx;
use store::events::{NewEvent, Subject};
use store::notifications::{NewNotification, Reader};
use store::support::{Change, EffectDue, NewGrant, StoredGrant};
use uuid::Uuid;

use super::{GrantView, fund, view};
use crate::acting::{Speaker, request_key};
use crate::cases::derived;
use crate::contacts::desks_of;
use crate::{App, Error, mail, organisations};

/// What those who decide are told when a firm asks: a kind of notice.
const APPLIED: &str = "grant-applied";
/// What a firm is told when its application has been decided, or money taken back.
const DECIDED: &str = "grant-decided";
/// What a firm and those who decided are told on the day it is asked what came of the money.
const EFFECT_DUE: &str = "grant-effect-due";
/// What those who decided are told when the firm has answered.
const EFFECT_ANSWERED: &str = "grant-effect-answered";
/// Most firms asked in one turn.
const ASKED_AT_ONCE: i64 = 200;

/// A fund that has been written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptFund {
    /// Id.
    pub id: FundId,
    /// Name.
    pub name: String,
}

/// A grant that has been changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeptGrant {
    /// Id.
    pub id: GrantId,
    /// Name of the firm.
    pub organisation_name: String,
}

/// The day money was paid.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PayForm {
    /// ISO.
    pub paid_on: String,
}

/// Why money is taken back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EndForm {
    /// In words.
    pub reason: String,
}

fn subject(grant: &StoredGrant) -> Subject {
    Subject { kind: "grant", id: grant.id.0, organisation: Some(grant.organisation) }
}

fn kept(grant: &StoredGrant) -> KeptGrant {
    KeptGrant { id: grant.id, organisation_name: grant.organisation_name.clone() }
}

/// Tells readers something about a grant; `seed` makes the ids, one per reader.
async fn tell(
    tx: &mut Tx,
    county: &CountyCode,
    (kind, seed): (&'static str, Uuid),
    (grant, about): (GrantId, &str),
    readers: &[Reader],
    now: Timestamp,
) -> Result<(), Error> {
    for (nth, reader) in (1..).zip(readers) {
        let notice = NewNotification {
            id: NotificationId(derived(seed, nth)),
            reader: *reader,
            kind,
            subject_kind: "grant",
            subject: grant.0,
            about: about.to_owned(),
            at: now,
        };
        mail::tell(tx, county, &notice).await?;
    }
    Ok(())
}

/// Adds a fund of the actor's own organisation, or changes one if nobody else has since `version`.
/// A budget never becomes less than what is bound.
pub async fn keep_fund(
    app: &App,
    actor: &Actor,
    known: Option<(FundId, i64)>,
    form: &FundForm,
    key: Option<&str>,
) -> Result<KeptFund, Error> {
    let (county, now) = (actor.county(), app.now());
    if !actor.is_one_of(ACTORS) {
        return Err(Error::forbidden());
    }
    if let Some((id, _)) = known
        && !fund(app, actor, id).await?.can_decide
    {
        return Err(Error::forbidden());
    }
    let new = &form.parse()?;
    let speaker = Speaker::of(&mut app.store.read().await?, actor).await?;
    let owner = speaker.organisation();
    let id = known.map_or_else(|| app.new_id(), |(id, _)| id);
    let kind = if known.is_some() { "support.fund-changed" } else { "support.fund-created" };
    let about = Subject { kind: "fund", id: id.0, organisation: None };
    let event = &NewEvent::by(actor, now, kind, about)
        .saying(json!({ "budgetOre": new.budget_ore, "basis": new.basis }));
    let kept = &KeptFund { id, name: new.name.clone() };
    let key = request_key(actor, key, "support.fund", &(known, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            match known {
                None => store::support::insert_fund(tx, county, id, owner, new, now).await?,
                Some((id, version)) => {
                    let stands = store::support::find_fund(tx, county, id).await?;
                    let stands = stands.ok_or_else(Error::invisible)?;
                    if new.budget_ore < stands.bound_ore {
                        let least = stands.bound_ore.saturating_add(99) / 100;
                        let fault = Fault::new("budget", "support-budget-bound");
                        return Err(Error::from(fault.with("min", least)));
                    }
                    if new.basis != stands.fund.basis {
                        return Err(Fault::new("basis", "support-basis-stays").into());
                    }
                    store::support::update_fund(tx, county, id, new, version, now).await?;
                }
            }
            store::events::append(tx, county, event).await?;
            Ok(kept.clone())
        })
        .await
}

/// Writes down what a firm asks for. The firm itself may, and whoever works with firms.
pub async fn apply(
    app: &App,
    actor: &Actor,
    firm: OrganisationId,
    form: &ApplyForm,
    key: Option<&str>,
) -> Result<KeptGrant, Error> {
    let (county, now) = (actor.county(), app.now());
    if !actor.is_one_of(ACTORS) && actor.role() != Role::EmployerAdmin {
        return Err(Error::forbidden());
    }
    let mut connection = app.store.read().await?;
    let found = organisations::reachable(&mut connection, actor, firm).await?;
    let speaker = Speaker::of(&mut connection, actor).await?;
    let asked = form.parse()?;
    let unknown = || Error::from(Fault::new("fund", "required"));
    let id: FundId = form.fund.parse().map_err(|_| unknown())?;
    let stored = store::support::find_fund(&mut connection, county, id).await?;
    let fund = &stored.ok_or_else(unknown)?;
    let is_own = fund.organisation == speaker.organisation();
    let readers =
        if is_own { vec![] } else { desks_of(&mut connection, actor, fund.organisation).await? };
    drop(connection);
    let new = &NewGrant {
        id: app.new_id(),
        fund: fund.id,
        organisation: firm,
        asked,
        basis: fund.fund.basis,
        by_organisation: speaker.organisation(),
        by_name: speaker.name.clone(),
        applied_on: app.today(),
        created_at: now,
    };
    let name = &found.organisation.name;
    let about = Subject { kind: "grant", id: new.id.0, organisation: Some(firm) };
    let event = &NewEvent::by(actor, now, "support.applied", about)
        .saying(json!({ "fund": fund.id, "amountOre": new.asked.amount_ore }));
    let kept = &KeptGrant { id: new.id, organisation_name: name.clone() };
    let readers = &readers;
    let key = request_key(actor, key, "support.apply", &(firm, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            // Asked here: what is sent again after the last day gets its first answer.
            if !fund.fund.is_open_on(new.applied_on) {
                return Err(closed("fund", fund.fund.starts_on, fund.fund.ends_on).into());
            }
            store::support::insert(tx, county, new).await?;
            store::events::append(tx, county, event).await?;
            tell(tx, county, (APPLIED, event.id.0), (new.id, name), readers, now).await?;
            Ok::<_, Error>(kept.clone())
        })
        .await
}

fn closed(field: &'static str, starts_on: Date, ends_on: Date) -> Fault {
    Fault::new(field, "support-fund-closed").with("from", starts_on).with("to", ends_on)
}

/// The grant as it stands in the transaction, if it can take the step and nobody else has changed
/// it since it was read.
async fn standing(
    tx: &mut Tx,
    county: &CountyCode,
    (id, version): (GrantId, i64),
    next: GrantState,
) -> Result<StoredGrant, Error> {
    let grant = store::support::find(tx, county, id).await?.ok_or_else(Error::invisible)?;
    if grant.version != version {
        return Err(store::Error::Changed.into());
    }
    if grant.state.may_become(next) {
        Ok(grant)
    } else {
        Err(Fault::new("state", "support-step").into())
    }
}

/// Budget and ceiling are weighed where the yes is written, so that two who decide at once can
/// never overdraw either.
async fn weigh_and_grant(
    tx: &mut Tx,
    county: &CountyCode,
    change: Change<'_>,
    granted: Granted,
) -> Result<(), Error> {
    let at = (change.id, change.version);
    let grant = standing(tx, county, at, GrantState::Granted).await?;
    let fund = store::support::find_fund(tx, county, grant.fund).await?;
    let fund = fund.ok_or_else(Error::invisible)?;
    if !fund.fund.is_open_on(granted.on) {
        return Err(closed("decidedOn", fund.fund.starts_on, fund.fund.ends_on).into());
    }
    within_budget(fund.fund.budget_ore, fund.bound_ore, granted.amount_ore)?;
    let cents = cents_of(granted.amount_ore, granted.rate);
    if grant.basis.counts() {
        let from = since(granted.on);
        let aids = store::support::counted(tx, county, grant.organisation, from).await?;
        weigh(&aids, granted.on, cents).map_err(|stop| stop.fault())?;
    }
    Ok(store::support::grant(tx, county, change, granted, cents).await?)
}

/// Decides about an application: yes with an amount, a day and that day's rate, or no with a
/// reason. The firm is told.
pub async fn decide(
    app: &App,
    actor: &Actor,
    id: GrantId,
    version: i64,
    form: &DecisionForm,
    key: Option<&str>,
) -> Result<KeptGrant, Error> {
    let (county, now, today) = (actor.county(), app.now(), app.today());
    let mut connection = app.store.read().await?;
    let seen = view(&mut connection, actor, id).await?;
    let speaker = &Speaker::of(&mut connection, actor).await?;
    drop(connection);
    decides(actor, &seen)?;
    let decision = &form.parse(today)?;
    let grant = &seen.grant;
    let event = &match decision {
        Decision::Granted(granted) => NewEvent::by(actor, now, "support.granted", subject(grant))
            .saying(json!({
                "amountOre": granted.amount_ore,
                "rate": granted.rate,
                "on": granted.on,
            })),
        Decision::Refused(_) => NewEvent::by(actor, now, "support.refused", subject(grant)),
    };
    let kept = &kept(grant);
    let (firm, fund) = ([Reader::Organisation(grant.organisation)], &grant.fund_name);
    let (change, firm) = (Change { id, version, by_name: &speaker.name, now }, &firm);
    let key = request_key(actor, key, "support.decide", &(id, version, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            match decision {
                Decision::Granted(granted) => {
                    weigh_and_grant(tx, county, change, *granted).await?;
                }
                Decision::Refused(reason) => {
                    standing(tx, county, (id, version), GrantState::Refused).await?;
                    let why = (today, reason.as_str());
                    store::support::end(tx, county, change, GrantState::Refused, why).await?;
                }
            }
            store::events::append(tx, county, event).await?;
            store::notifications::settle(tx, county, APPLIED, id.0, now).await?;
            tell(tx, county, (DECIDED, event.id.0), (id, fund), firm, now).await?;
            Ok::<_, Error>(kept.clone())
        })
        .await
}

/// Only the organisation whose money it is decides.
fn decides(actor: &Actor, seen: &GrantView) -> Result<(), Error> {
    let own = actor.organisation();
    if actor.is_one_of(ACTORS) && own == Some(seen.grant.fund_organisation) {
        Ok(())
    } else {
        Err(Error::forbidden())
    }
}

/// Writes that the money has been paid, and when the firm is asked what came of it.
pub async fn pay(
    app: &App,
    actor: &Actor,
    id: GrantId,
    version: i64,
    form: &PayForm,
    key: Option<&str>,
) -> Result<KeptGrant, Error> {
    let (county, now, today) = (actor.county(), app.now(), app.today());
    let mut connection = app.store.read().await?;
    let seen = view(&mut connection, actor, id).await?;
    let speaker = &Speaker::of(&mut connection, actor).await?;
    drop(connection);
    decides(actor, &seen)?;
    let on = time::date_from_iso("paidOn", &form.paid_on)?;
    let on = on.ok_or_else(|| Fault::new("paidOn", "required"))?;
    let grant = &seen.grant;
    let decided = grant.decided_on.unwrap_or(on);
    if on > today || on < decided || on < time::days_after(today, -DECIDED_DAYS_MAX * 12) {
        return Err(Fault::new("paidOn", "support-paid-day").with("value", on).into());
    }
    let due = time::months_after(on, grant.effect_months.unwrap_or(12));
    let event = &NewEvent::by(actor, now, "support.paid", subject(grant));
    let kept = &kept(grant);
    let change = Change { id, version, by_name: &speaker.name, now };
    let key = request_key(actor, key, "support.pay", &(id, version, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            standing(tx, county, (id, version), GrantState::Paid).await?;
            store::support::pay(tx, county, change, (on, due)).await?;
            store::events::append(tx, county, event).await?;
            Ok::<_, Error>(kept.clone())
        })
        .await
}

/// Takes an application back, or money before it is paid; then it binds nothing and counts no more.
pub async fn withdraw(
    app: &App,
    actor: &Actor,
    id: GrantId,
    version: i64,
    form: &EndForm,
    key: Option<&str>,
) -> Result<KeptGrant, Error> {
    let (county, now, today) = (actor.county(), app.now(), app.today());
    let mut connection = app.store.read().await?;
    let seen = view(&mut connection, actor, id).await?;
    let speaker = &Speaker::of(&mut connection, actor).await?;
    drop(connection);
    let reason = &text::required("reason", &form.reason, BODY_MAX)?;
    let grant = &seen.grant;
    let event = &NewEvent::by(actor, now, "support.withdrawn", subject(grant))
        .saying(json!({ "byName": speaker.name }));
    let kept = &kept(grant);
    let is_by_firm = actor.organisation() == Some(grant.organisation);
    let firm = if is_by_firm { vec![] } else { vec![Reader::Organisation(grant.organisation)] };
    let (firm, fund) = (&firm, &grant.fund_name);
    let change = Change { id, version, by_name: &speaker.name, now };
    let key = request_key(actor, key, "support.withdraw", &(id, version, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let (tx, next) = (&mut tx, GrantState::Withdrawn);
            // Read again inside: a form that is sent twice gets its first answer, not a no.
            let stands = view(tx, actor, id).await?;
            if stands.grant.version == version && !stands.can_withdraw {
                return Err(Error::forbidden());
            }
            standing(tx, county, (id, version), next).await?;
            store::support::end(tx, county, change, next, (today, reason)).await?;
            store::events::append(tx, county, event).await?;
            store::notifications::settle(tx, county, APPLIED, id.0, now).await?;
            tell(tx, county, (DECIDED, event.id.0), (id, fund), firm, now).await?;
            Ok::<_, Error>(kept.clone())
        })
        .await
}

/// Says what came of the money: the firm itself, or whoever decided and has asked it.
pub async fn answer_effect(
    app: &App,
    actor: &Actor,
    id: GrantId,
    version: i64,
    form: &EffectForm,
    key: Option<&str>,
) -> Result<KeptGrant, Error> {
    let (county, now) = (actor.county(), app.now());
    let mut connection = app.store.read().await?;
    let seen = view(&mut connection, actor, id).await?;
    let speaker = &Speaker::of(&mut connection, actor).await?;
    let grant = &seen.grant;
    let is_decider = actor.organisation() == Some(grant.fund_organisation);
    let readers = &if is_decider {
        vec![]
    } else {
        desks_of(&mut connection, actor, grant.fund_organisation).await?
    };
    drop(connection);
    if !seen.can_answer && grant.state == GrantState::Paid {
        return Err(Error::forbidden());
    }
    let (effect, words) = &form.parse()?;
    let event = &NewEvent::by(actor, now, "support.effect-answered", subject(grant))
        .saying(json!({ "effect": effect }));
    let kept = &kept(grant);
    let change = Change { id, version, by_name: &speaker.name, now };
    let key = request_key(actor, key, "support.effect", &(id, version, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            standing(tx, county, (id, version), GrantState::Answered).await?;
            store::support::answer_effect(tx, county, change, *effect, words).await?;
            store::events::append(tx, county, event).await?;
            store::notifications::settle(tx, county, EFFECT_DUE, id.0, now).await?;
            let about = (id, kept.organisation_name.as_str());
            tell(tx, county, (EFFECT_ANSWERED, event.id.0), about, readers, now).await?;
            Ok::<_, Error>(kept.clone())
        })
        .await
}

/// Asks every firm whose day has come what came of the money; gives how many.
pub(crate) async fn ask_effects(app: &App, now: Timestamp) -> Result<u64, Error> {
    let mut connection = app.store.read().await?;
    let due = store::support::effects_due(&mut connection, day_of(now), ASKED_AT_ONCE).await?;
    drop(connection);
    let mut asked = 0;
    for one in &due {
        asked += u64::from(ask(app, one, now).await?);
    }
    Ok(asked)
}

async fn ask(app: &App, due: &EffectDue, now: Timestamp) -> Result<bool, Error> {
    let (county, id) = (&due.county, due.id);
    let system = &Actor::Anyone { county: county.clone() };
    let about = Subject { kind: "grant", id: id.0, organisation: Some(due.organisation) };
    let mut event = NewEvent::by(system, now, "support.effect-asked", about);
    event.role = Role::Admin;
    let event = &event;
    app.store
        .write(county, None, |mut tx| async move {
            let tx = &mut tx;
            if !store::support::mark_asked(tx, county, id, now).await? {
                return Ok(false);
            }
            let grant = store::support::find(tx, county, id).await?;
            let grant = grant.ok_or_else(Error::invisible)?;
            let mut readers = vec![Reader::Organisation(due.organisation)];
            readers.extend(desks_of(tx, system, grant.fund_organisation).await?);
            store::events::append(tx, county, event).await?;
            let about = (id, due.fund_name.as_str());
            tell(tx, county, (EFFECT_DUE, event.id.0), about, &readers, now).await?;
            Ok::<_, Error>(true)
        })
        .await
}
