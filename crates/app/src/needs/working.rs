//! Lanes, and where a need is in its life.

use domain::access::Actor;
use domain::fault::Fault;
use domain::ids::NeedId;
use domain::needs::NeedState;
use domain::needs::lanes::{Lane, LaneForm, LaneKind};
use domain::text::{self, LINE_MAX};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Key;

use super::{allowed, event};
use crate::acting::Speaker;
use crate::{App, Error, pooling};

/// Plans or moves one of the three lanes, if it still is what it was when it was read: `seen` is
/// that [`Lane::version`]. The first lane at work moves a confirmed need on.
pub async fn set_lane(
    app: &App,
    actor: &Actor,
    id: NeedId,
    (kind, seen): (LaneKind, &str),
    form: &LaneForm,
    key: Option<&Key>,
) -> Result<(), Error> {
    let now = app.now();
    let county = actor.county();
    let mut connection = app.store.read().await?;
    let need = allowed(&mut connection, actor, id, |can| can.work).await?;
    let speaker = Speaker::of(&mut connection, actor).await?;
    let lane = form.parse(kind, need.need.count)?;
    let others = store::needs::lanes_of(&mut connection, county, id).await?;
    drop(connection);
    fits(&lane, &others, need.need.count)?;
    let event = event(actor, now, "need.lane-set", id, need.organisation).saying(json!({
        "lane": kind.code(),
        "state": lane.state.code(),
        "planned": lane.planned,
        "filled": lane.filled,
        "nextStep": lane.next_step,
        "by": speaker.name,
    }));
    let begins = need.state == NeedState::Confirmed && lane.is_active();
    let (lane, event, version) = (&lane, &event, need.version);
    app.store
        .write(county, key, |mut tx| async move {
            let stands = store::needs::lanes_of(&mut tx, county, id).await?;
            if stands.iter().find(|one| one.kind == kind).is_none_or(|one| one.version() != seen) {
                return Err(store::Error::Changed.into());
            }
            store::needs::put_lane(&mut tx, county, id, lane).await?;
            if begins {
                let state = NeedState::InProgress;
                store::needs::set_state(&mut tx, county, id, state, None, version, now).await?;
            }
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(())
        })
        .await
}

/// All lanes together never have more people in place than the need asks for.
fn fits(lane: &Lane, all: &[Lane], count: i64) -> Result<(), Fault> {
    let others = all.iter().filter(|other| other.kind != lane.kind);
    let left = (count - others.map(|other| other.filled).sum::<i64>()).max(0);
    if lane.filled > left {
        return Err(Fault::new("filled", "out-of-range")
            .with("value", lane.filled)
            .with("min", 0)
            .with("max", left));
    }
    Ok(())
}

/// What a person types to move a need.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct StateForm {
    /// Code of the state.
    pub state: String,
    /// Why; required when the need is given up or only partly met.
    pub reason: String,
    /// Version of the need as it was read.
    pub version: String,
}

/// Moves a need to another state.
pub async fn change_state(
    app: &App,
    actor: &Actor,
    id: NeedId,
    form: &StateForm,
    key: Option<&Key>,
) -> Result<(), Error> {
    let now = app.now();
    let mut connection = app.store.read().await?;
    let need = allowed(&mut connection, actor, id, |can| can.work).await?;
    let speaker = Speaker::of(&mut connection, actor).await?;
    drop(connection);
    let state = NeedState::parse(&form.state)?;
    let reason = text::optional("reason", &form.reason, LINE_MAX)?;
    if matches!(state, NeedState::WrittenOff | NeedState::Partly) && reason.is_none() {
        return Err(Fault::new("reason", "required").into());
    }
    let version: i64 = form.version.trim().parse().unwrap_or(need.version);
    let seed = event(actor, now, "need.state-changed", id, need.organisation);
    let (county, seed, reason, name) =
        (actor.county(), &seed, reason.as_deref(), speaker.name.as_str());
    app.store
        .write(county, key, |mut tx| async move {
            // Read again inside: a form that is sent twice gets its first answer, not a no.
            let need = super::visible(&mut tx, actor, id).await?;
            may_follow(need.state, state, need.coding.is_some())?;
            store::needs::set_state(&mut tx, county, id, state, reason, version, now).await?;
            let event = seed.clone().saying(json!({
                "from": need.state.code(),
                "to": state.code(),
                "reason": reason,
                "by": name,
            }));
            store::events::append(&mut tx, county, &event).await?;
            pooling::need_left(&mut tx, actor, id, (need.state, state), now).await?;
            Ok::<_, Error>(())
        })
        .await
}

/// Says no to a state that does not follow, or that needs an occupation first. Pooling has a use
/// case of its own.
fn may_follow(from: NeedState, to: NeedState, is_coded: bool) -> Result<(), Fault> {
    if to == NeedState::Pooled || !from.next().contains(&to) {
        return Err(Fault::new("state", "unknown-choice").with("value", to));
    }
    if !is_coded && !matches!(to, NeedState::WrittenOff | NeedState::Dormant) {
        return Err(Fault::new("state", "need-without-occupation"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_people_come_than_were_asked_for() {
        let lane = |kind, filled| Lane { filled, ..Lane::unused(kind) };
        let all = [lane(LaneKind::Upskill, 2), lane(LaneKind::TryOut, 1)];
        assert!(fits(&lane(LaneKind::TryOut, 1), &all, 3).is_ok());
        let fault = fits(&lane(LaneKind::Recruit, 1), &all, 3).expect_err("four of three");
        assert_eq!((fault.field, fault.code), ("filled", "out-of-range"));
    }
}
