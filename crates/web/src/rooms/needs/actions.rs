//! What is done with a need: lanes, state, questions to the firm, proposals and answers.

use app::needs::{self, FactForm, NeedView, ProposalForm, StateForm};
use askama::Template;
use axum::extract::Path;
use domain::ids::NeedId;
use domain::needs::NeedState;
use domain::needs::lanes::{Lane, LaneForm, LaneKind, LaneState};
use domain::offers::Fact;
use serde::Deserialize;

use super::page::title_of;
use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::{Guard, Right};
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::{AnswerForFirm, ProposeForNeeds, WorkNeeds};
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

/// The need, if the reader may work with it.
async fn workable(guard: &Guard<WorkNeeds>, name: &str) -> Result<NeedView, Failure> {
    let id = needs::resolve(&guard.app, &guard.actor, name).await?;
    let view = needs::read(&guard.app, &guard.actor, id).await?;
    if view.can.work { Ok(view) } else { Err(Failure::forbidden()) }
}

fn crumbs(l: L, view: &NeedView, title: &str) -> Vec<Crumb> {
    vec![
        Crumb::up("/behov", l.t("nav-needs")),
        Crumb::up(&format!("/behov/{}", view.need.id), title_of(&view.need)),
        Crumb::here(title),
    ]
}

#[derive(Template)]
#[template(path = "needs/lane.html")]
struct LanePage {
    shell: Shell,
    l: L,
    crumbs: Vec<Crumb>,
    title: String,
    about: String,
    action: String,
    count: i64,
    form: FormState,
    states: Vec<Choice>,
}

fn lane_page(guard: &Guard<WorkNeeds>, view: &NeedView, kind: LaneKind, form: FormState) -> Answer {
    let l = guard.l();
    let title = l.code("lane", kind);
    render_with(
        form.status(),
        &LanePage {
            shell: guard.shell(),
            l,
            crumbs: crumbs(l, view, &title),
            about: l.code("needs-lane-about", kind),
            action: format!("/behov/{}/vagar/{}", view.need.id, kind.code()),
            count: view.need.need.count,
            states: Choice::codes(l, "lane-state", LaneState::ALL),
            title,
            form,
        },
    )
}

fn lane_of(code: &str) -> Result<LaneKind, Failure> {
    LaneKind::parse(code).map_err(|_| Failure::not_found())
}

pub(super) async fn lane(
    guard: Guard<WorkNeeds>,
    Path((name, lane)): Path<(String, String)>,
) -> Answer {
    let kind = lane_of(&lane)?;
    let view = workable(&guard, &name).await?;
    lane_page(&guard, &view, kind, FormState::with(&guard, lane_typed(&view, kind)))
}

/// A lane as it stands, or as one begins to plan it.
fn lane_typed(view: &NeedView, kind: LaneKind) -> Typed {
    let stored = view.lanes.iter().find(|lane| lane.kind == kind);
    let left = (view.need.need.count - view.sum.planned).max(1);
    let form = match stored {
        Some(lane) if lane.state != LaneState::Unused => LaneForm {
            state: lane.state.code().to_owned(),
            planned: lane.planned.to_string(),
            filled: lane.filled.to_string(),
            next_step: lane.next_step.clone().unwrap_or_default(),
            next_step_on: lane.next_step_on.map_or_else(String::new, |day| day.to_string()),
        },
        _ => LaneForm {
            state: LaneState::Planned.code().to_owned(),
            planned: left.to_string(),
            filled: "0".to_owned(),
            ..LaneForm::default()
        },
    };
    Typed::of([
        ("version", stored.map(Lane::version).unwrap_or_default()),
        ("state", form.state),
        ("planned", form.planned),
        ("filled", form.filled),
        ("nextStep", form.next_step),
        ("nextStepOn", form.next_step_on),
    ])
}

pub(super) async fn set_lane(
    guard: Guard<WorkNeeds>,
    Path((name, lane)): Path<(String, String)>,
    form: Form<LaneForm>,
) -> Answer {
    let kind = lane_of(&lane)?;
    let (app, actor) = (&guard.app, &guard.actor);
    let id = needs::resolve(app, actor, &name).await?;
    let seen = form.typed.first("version");
    match needs::set_lane(app, actor, id, (kind, seen), &form.value, form.key()).await {
        Ok(()) => {
            let flash = Flash::new("needs-flash-lane").a("name", guard.l().code("lane", kind));
            Ok(guard.redirect_with(&format!("/behov/{id}#vagar"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let view = workable(&guard, &name).await?;
            let state = state.beside(lane_typed(&view, kind));
            lane_page(&guard, &view, kind, state)
        }
    }
}

#[derive(Template)]
#[template(path = "needs/state.html")]
struct StatePage {
    shell: Shell,
    l: L,
    crumbs: Vec<Crumb>,
    id: NeedId,
    now: String,
    form: FormState,
    states: Vec<Choice>,
}

fn state_page(guard: &Guard<WorkNeeds>, view: &NeedView, form: FormState) -> Answer {
    let l = guard.l();
    let next = view.need.state.next().iter().filter(|state| **state != NeedState::Pooled);
    let is_coded = view.need.coding.is_some();
    let open = |state: &&NeedState| {
        is_coded || matches!(state, NeedState::WrittenOff | NeedState::Dormant)
    };
    let states = next.filter(open).copied().collect::<Vec<_>>();
    render_with(
        form.status(),
        &StatePage {
            shell: guard.shell(),
            l,
            crumbs: crumbs(l, view, &l.t("needs-state-title")),
            id: view.need.id,
            now: l.code("need-state", view.need.state),
            states: Choice::codes(l, "need-state", &states),
            form,
        },
    )
}

pub(super) async fn state(guard: Guard<WorkNeeds>, Path(name): Path<String>) -> Answer {
    let view = workable(&guard, &name).await?;
    let form = StateForm { version: view.need.version.to_string(), ..StateForm::default() };
    state_page(&guard, &view, FormState::filled(&guard, &form))
}

pub(super) async fn set_state(
    guard: Guard<WorkNeeds>,
    Path(name): Path<String>,
    form: Form<StateForm>,
) -> Answer {
    let (app, actor) = (&guard.app, &guard.actor);
    let id = needs::resolve(app, actor, &name).await?;
    match needs::change_state(app, actor, id, &form.value, form.key()).await {
        Ok(()) => {
            let state = guard.l().code("need-state", &form.value.state);
            let flash = Flash::new("needs-flash-state").a("state", state);
            Ok(guard.redirect_with(&format!("/behov/{id}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let view = workable(&guard, &name).await?;
            let state = state.rebased(view.need.version);
            state_page(&guard, &view, state)
        }
    }
}

#[derive(Template)]
#[template(path = "needs/fact.html")]
struct FactPage {
    shell: Shell,
    l: L,
    crumbs: Vec<Crumb>,
    action: String,
    fact: Fact,
    title: String,
    hint: String,
    form: FormState,
}

impl FactPage {
    /// A day is asked for as a day.
    fn is_day(&self) -> bool {
        self.fact == Fact::DaysToStart
    }
}

fn fact_page(guard: &Guard<WorkNeeds>, view: &NeedView, fact: Fact, form: FormState) -> Answer {
    let l = guard.l();
    let title = l.code("needs-fact-title", fact);
    render_with(
        form.status(),
        &FactPage {
            shell: guard.shell(),
            l,
            crumbs: crumbs(l, view, &title),
            action: format!("/behov/{}/uppgift/{}", view.need.id, fact.code()),
            fact,
            hint: l.code("needs-fact-hint", fact),
            title,
            form,
        },
    )
}

fn fact_of(code: &str) -> Result<Fact, Failure> {
    let fact = Fact::parse(code).map_err(|_| Failure::not_found())?;
    if needs::is_askable(fact) { Ok(fact) } else { Err(Failure::not_found()) }
}

pub(super) async fn fact(
    guard: Guard<WorkNeeds>,
    Path((name, fact)): Path<(String, String)>,
) -> Answer {
    let fact = fact_of(&fact)?;
    let view = workable(&guard, &name).await?;
    fact_page(&guard, &view, fact, FormState::blank(&guard))
}

/// The value of a fact; which fact stands in the address.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct ValueForm {
    value: String,
}

pub(super) async fn fill(
    guard: Guard<WorkNeeds>,
    Path((name, fact)): Path<(String, String)>,
    form: Form<ValueForm>,
) -> Answer {
    let fact = fact_of(&fact)?;
    let (app, actor) = (&guard.app, &guard.actor);
    let id = needs::resolve(app, actor, &name).await?;
    let filled = FactForm { fact: fact.code().to_owned(), value: form.value.value.clone() };
    match needs::fill_fact(app, actor, id, &filled, form.key()).await {
        Ok(()) => {
            let name = guard.l().code("fact", fact);
            let flash = Flash::new("needs-flash-filled").a("name", name);
            Ok(guard.redirect_with(&format!("/behov/{id}#insatser"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let view = workable(&guard, &name).await?;
            fact_page(&guard, &view, fact, state)
        }
    }
}

/// The id in the address, or nothing there.
async fn need_of<R: Right>(guard: &Guard<R>, name: &str) -> Result<NeedId, Failure> {
    Ok(needs::resolve(&guard.app, &guard.actor, name).await?)
}

/// Which fact is asked for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct AskForm {
    fact: String,
}

pub(super) async fn ask(
    guard: Guard<ProposeForNeeds>,
    Path(name): Path<String>,
    form: Form<AskForm>,
) -> Answer {
    let id = need_of(&guard, &name).await?;
    needs::ask_fact(&guard.app, &guard.actor, id, &form.value.fact, form.key()).await?;
    let fact = guard.l().code("fact", &form.value.fact).to_lowercase();
    let flash = Flash::new("needs-flash-asked").a("name", fact);
    Ok(guard.redirect_with(&format!("/behov/{id}#insatser"), &flash))
}

/// Which offer is put forward.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct OfferForm {
    offer: String,
}

pub(super) async fn propose(
    guard: Guard<ProposeForNeeds>,
    Path(name): Path<String>,
    form: Form<OfferForm>,
) -> Answer {
    let id = need_of(&guard, &name).await?;
    let offer = &form.value.offer;
    needs::propose_offer(&guard.app, &guard.actor, id, offer, form.key()).await?;
    let to = format!("/behov/{id}#insatser");
    Ok(guard.redirect_with(&to, &Flash::new("needs-flash-proposed")))
}

pub(super) async fn answer(
    guard: Guard<AnswerForFirm>,
    Path(name): Path<String>,
    form: Form<ProposalForm>,
) -> Answer {
    let id = need_of(&guard, &name).await?;
    needs::answer_proposal(&guard.app, &guard.actor, id, &form.value, form.key()).await?;
    let is_yes = form.value.answer == needs::PROPOSAL_ACCEPTED;
    let flash = Flash::new(if is_yes { "needs-flash-yes" } else { "needs-flash-no" });
    Ok(guard.redirect_with(&format!("/behov/{id}#insatser"), &flash))
}
