//! One signal: what stands behind it, what has been done, and the next step.

use app::signals::{self, Evidence, Reading, StoredStep, View};
use askama::Template;
use axum::extract::{Path, Query};
use domain::ids::SignalId;
use domain::signals::{SignalKind, SignalState, SourceKind, StepForm};
use serde::Deserialize;

use super::list::{ToldPage, behind};
use super::{ToldRow, tag, title};
use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::{Guard, Right};
use crate::l10n::L;
use crate::page::{Answer, render, render_with};
use crate::rights::{KeepSignals, SeeSignals};
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb, Paging};

/// Which step the address asks to take.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    steg: String,
}

struct EvidenceRow {
    kind: String,
    firm: String,
    href: String,
    words: String,
    when: String,
}

/// One line of what has been done.
struct StepRow {
    when: String,
    at: String,
    what: String,
    words: String,
}

/// The step whose form is open.
struct Open {
    code: &'static str,
    heading: String,
    hint: String,
    words: String,
    button: String,
    asks: bool,
    does: bool,
}

#[derive(Template)]
#[template(path = "signals/show.html")]
struct ShowPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    title: String,
    is_own_words: bool,
    view: View,
    tag: (&'static str, &'static str, String),
    how: String,
    behind: String,
    place: String,
    due: Option<String>,
    written_by: Option<String>,
    evidence: Vec<EvidenceRow>,
    steps: Vec<StepRow>,
    /// Form of the step one is about to take.
    open: Option<Open>,
    /// The other steps: code and text.
    others: Vec<Choice>,
    desks: Vec<Choice>,
}

impl ShowPage {
    /// Id of the form that the switch of language sends.
    fn form_id(&self) -> &'static str {
        if self.open.is_some() { "formular" } else { "" }
    }
}

async fn page<R: Right>(guard: &Guard<R>, id: SignalId, form: FormState) -> Answer {
    let l = guard.l();
    let view = match signals::read(&guard.app, &guard.actor, id).await? {
        Reading::Whole(view) => *view,
        Reading::Told(told) => {
            let told: Vec<_> = told.iter().map(|one| ToldRow::of(l, one)).collect();
            let here = told.first().map(|one| one.title.clone()).unwrap_or_default();
            return render(&ToldPage {
                shell: guard.shell(),
                l,
                crumbs: vec![Crumb::up("/signaler", l.t("signals-told-title")), Crumb::here(here)],
                told,
                paging: Paging { previous: None, next: None },
            });
        }
    };
    let signal = &view.seen.signal;
    let allowed = if view.seen.can_work { signal.state.steps() } else { &[] };
    let asked = SignalState::parse(form.value("state")).ok();
    // The natural next step stands open, except where something has ended.
    let natural = allowed.first().filter(|_| signal.state.is_open());
    let open = asked.filter(|step| allowed.contains(step)).or(natural.copied());
    let others = allowed.iter().filter(|step| Some(**step) != open);
    let heading = title(l, signal);
    let form = begun(form, open, signal.version);
    let desks = match open {
        Some(SignalState::Dialogue | SignalState::Measure) => {
            signals::desks(&guard.app, &guard.actor).await?
        }
        _ => Vec::new(),
    };
    let shown = ShowPage {
        shell: guard.shell(),
        l,
        crumbs: vec![Crumb::up("/signaler", l.t("signals-title")), Crumb::here(&heading)],
        is_own_words: signal.kind == SignalKind::Written,
        tag: tag(l, signal.state),
        how: how(l, &view),
        behind: behind(l, &view.seen),
        place: signal.municipality_name.clone().unwrap_or_else(|| l.t("signals-whole-county")),
        due: signal.due_on.map(|on| l.day_long(on)),
        written_by: signal.by_name.as_ref().map(|name| {
            let whose = signal.by_organisation_name.clone().unwrap_or_default();
            l.ta("signals-written-by").a("name", name).a("organisation", whose).to_string()
        }),
        evidence: view.evidence.iter().map(|one| evidence_row(l, one)).collect(),
        steps: steps(l, &view),
        open: open.map(|step| open_step(l, step)),
        others: others.map(|step| Choice::new(step, l.code("signals-do", step))).collect(),
        desks: desks.iter().map(|(id, name)| Choice::new(id, name)).collect(),
        title: heading,
        view,
        form,
    };
    render_with(shown.form.status(), &shown)
}

/// The form as it begins: for the step that stands open, from the version that is shown.
fn begun(form: FormState, open: Option<SignalState>, version: i64) -> FormState {
    let code = open.map_or("", SignalState::code);
    form.starting("state", code).starting("version", &version.to_string())
}

/// How it came about.
fn how(l: L, view: &View) -> String {
    let signal = &view.seen.signal;
    if signal.kind == SignalKind::Written {
        return l.t("signals-how-written");
    }
    l.ta("signals-how")
        .a("rule", l.code("signals-rule", signal.kind))
        .a("since", l.day(signal.since))
        .a("until", l.day(signal.until))
        .to_string()
}

fn evidence_row(l: L, one: &Evidence) -> EvidenceRow {
    let href = match (one.kind, one.visit, one.organisation) {
        (SourceKind::Obstacle | SourceKind::Visit, Some(visit), _) => format!("/besok/{visit}"),
        (SourceKind::Need, ..) => format!("/behov/{}", one.id),
        (SourceKind::Case, ..) => format!("/arenden/{}", one.id),
        (_, _, Some(firm)) => format!("/organisationer/{firm}"),
        _ => "/organisationer".to_owned(),
    };
    EvidenceRow {
        kind: l.code("signal-source", one.kind),
        firm: one.organisation_name.clone().unwrap_or_default(),
        href,
        words: one.words.clone().unwrap_or_default(),
        when: l.day_of(one.at),
    }
}

fn steps(l: L, view: &View) -> Vec<StepRow> {
    let row = |step: &StoredStep| {
        let who = [step.by_name.clone(), step.by_organisation_name.clone()];
        let who: Vec<_> = who.into_iter().flatten().collect();
        let when = l.moment_year(step.at);
        let by_service = who.is_empty();
        let what = if by_service {
            l.code("signals-passed", step.state)
        } else {
            l.code("signals-done", step.state)
        };
        let whom = [step.asked.clone(), step.desk_name.clone()];
        let whom: Vec<_> = whom.into_iter().flatten().collect();
        let what = match (whom.is_empty(), step.due_on) {
            (false, Some(on)) => l
                .ta("signals-with")
                .a("what", what)
                .a("whom", whom.join(", "))
                .a("date", l.day(on))
                .to_string(),
            _ => what,
        };
        let signed = if by_service { when } else { format!("{when} · {}", who.join(", ")) };
        StepRow {
            when: signed,
            at: step.at.to_string(),
            what,
            words: step.words.clone().unwrap_or_default(),
        }
    };
    view.steps.iter().map(row).collect()
}

fn open_step(l: L, step: SignalState) -> Open {
    Open {
        code: step.code(),
        heading: l.code("signals-do", step),
        hint: l.code("signals-hint", step),
        words: l.code("signals-words", step),
        button: l.code("signals-button", step),
        asks: step == SignalState::Dialogue,
        does: step == SignalState::Measure,
    }
}

pub(super) async fn show(
    guard: Guard<SeeSignals>,
    Path(id): Path<SignalId>,
    Query(asked): Query<Asked>,
) -> Answer {
    let form = FormState::with(&guard, Typed::of([("state", asked.steg)]));
    page(&guard, id, form).await
}

/// A step with the version it was filled in from.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    version: String,
    state: String,
    words: String,
    asked: String,
    desk: String,
    on: String,
}

impl Sent {
    fn step(&self) -> StepForm {
        StepForm {
            state: self.state.clone(),
            words: self.words.clone(),
            asked: self.asked.clone(),
            desk: self.desk.clone(),
            on: self.on.clone(),
        }
    }
}

pub(super) async fn step(
    guard: Guard<KeepSignals>,
    Path(id): Path<SignalId>,
    form: Form<Sent>,
) -> Answer {
    let (step, version) = (form.value.step(), form.value.version.parse().unwrap_or_default());
    match signals::step(&guard.app, &guard.actor, id, &step, version, form.key()).await {
        Ok(kept) => {
            let flash = Flash::new(match kept.state {
                SignalState::Dialogue => "flash-signal-asked",
                SignalState::Measure => "flash-signal-measure",
                SignalState::Answered => "flash-signal-answered",
                SignalState::Parked | SignalState::Lapsed => "flash-signal-parked",
                SignalState::New => "flash-signal-taken-up",
            });
            Ok(guard.redirect_with(&format!("/signaler/{id}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, Failure::from(error))?;
            let version = version_of(&guard, id).await?;
            page(&guard, id, state.rebased(version)).await
        }
    }
}

/// The version that stands now.
async fn version_of<R: Right>(guard: &Guard<R>, id: SignalId) -> Result<i64, Failure> {
    match signals::read(&guard.app, &guard.actor, id).await? {
        Reading::Whole(view) => Ok(view.seen.signal.version),
        Reading::Told(_) => Err(Failure::not_found()),
    }
}
