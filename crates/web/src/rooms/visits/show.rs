//! One visit: what was heard, what stands in the way and who answers, what was promised and told
//! back, and what the firm thought.

use app::visits::{self, Kept, StoredObstacle, View, WordsForm};
use askama::Template;
use axum::extract::Path;
use domain::ids::VisitId;
use domain::visits::{RatingForm, VisitState};
use serde::Deserialize;

use super::{Said, answers, organisations, tag};
use crate::failure::Failure;
use crate::forms::{Form, FormState};
use crate::guard::{Guard, Right};
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::{KeepVisits, RateVisits, ReadVisits};
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

struct ObstacleRow {
    id: String,
    kind: String,
    words: String,
    sent: String,
    to: String,
    answer: Option<(String, String)>,
    /// An answer to it stands in the form that was sent.
    is_typed: bool,
}

struct PromiseRow {
    id: String,
    words: String,
    who: String,
    kept: Option<String>,
    is_late: bool,
    is_own: bool,
}

#[derive(Template)]
#[template(path = "visits/show.html")]
struct ShowPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    view: View,
    day: String,
    who: String,
    tag: (&'static str, &'static str, String),
    /// What the firm is told stands in the form that was sent.
    is_told_typed: bool,
    answers: Vec<Said>,
    obstacles: Vec<ObstacleRow>,
    promises: Vec<PromiseRow>,
    feedback: Option<(String, String)>,
    steps: Vec<Choice>,
    grades: Vec<Choice>,
    can_report: bool,
    can_rate: bool,
    rating: Option<String>,
}

async fn page<R: Right>(guard: &Guard<R>, id: VisitId, form: FormState) -> Answer {
    let l = guard.l();
    let view = visits::read(&guard.app, &guard.actor, id).await?;
    let (visit, today) = (&view.visit, guard.today());
    let has_come = visit.on <= today;
    let steps: &[VisitState] = match (visit.state, view.is_party) {
        (VisitState::Planned, true) if has_come => {
            &[VisitState::Held, VisitState::Missed, VisitState::Cancelled]
        }
        (VisitState::Planned, true) => &[VisitState::Cancelled],
        _ => &[],
    };
    let rating = visit.rating.map(|given| {
        l.ta("visits-rated")
            .a("useful", given.useful)
            .a("listened", given.listened)
            .a("again", given.again)
            .to_string()
    });
    let signed = |name: &Option<String>, at: Option<_>| {
        let when = at.map_or_else(String::new, |at| l.day_of(at));
        format!("{}, {when}", name.clone().unwrap_or_default())
    };
    let shown = ShowPage {
        shell: guard.shell(),
        l,
        crumbs: vec![
            Crumb::up("/besok", l.t("visits-title")),
            Crumb::here(&visit.organisation_name),
        ],
        day: l.day_long(visit.on),
        who: organisations(&view),
        tag: tag(l, visit.state),
        is_told_typed: form.value("about") == "feedback",
        answers: answers(l, &visit.inventory),
        obstacles: obstacles_of(l, &view, &form),
        promises: promises_of(guard, &view),
        feedback: visit
            .feedback
            .clone()
            .map(|words| (words, signed(&visit.feedback_by_name, visit.feedback_at))),
        steps: Choice::codes(l, "visits-step", steps),
        grades: (1..=5).map(|grade| Choice::new(grade, grade)).collect(),
        can_report: view.is_party && has_come && visit.state.may_become(VisitState::Reported),
        can_rate: view.is_firm && visit.state.has_been() && visit.rating.is_none(),
        rating,
        view,
        form,
    };
    render_with(shown.form.status(), &shown)
}

fn obstacles_of(l: L, view: &View, form: &FormState) -> Vec<ObstacleRow> {
    let row = |one: &StoredObstacle| ObstacleRow {
        id: one.id.to_string(),
        kind: l.code("obstacle-kind", one.obstacle.kind),
        words: one.obstacle.words.clone(),
        sent: l.ta("visits-sent").a("date", l.day_of(one.sent_at)).to_string(),
        to: format!("{}, {}", one.committee, one.municipality_name),
        answer: one.answer.clone().map(|answer| {
            let when = one.answered_at.map_or_else(String::new, |at| l.day_of(at));
            (answer, l.ta("visits-answered").a("date", when).to_string())
        }),
        is_typed: form.value("about") == one.id.to_string(),
    };
    view.obstacles.iter().map(row).collect()
}

fn promises_of<R>(guard: &Guard<R>, view: &View) -> Vec<PromiseRow> {
    let l = guard.l();
    let rows = view.promises.iter().map(|one| PromiseRow {
        id: one.id.to_string(),
        words: one.promise.words.clone(),
        who: l
            .ta("visits-promised-by")
            .a("name", &one.by_name)
            .a("organisation", &one.by_organisation_name)
            .a("date", l.day(one.promise.by))
            .to_string(),
        kept: one.kept_at.map(|at| l.ta("visits-kept").a("date", l.day_of(at)).to_string()),
        is_late: one.kept_at.is_none() && one.promise.by < guard.today(),
        is_own: guard.actor.organisation() == Some(one.by_organisation),
    });
    rows.collect()
}

pub(super) async fn show(guard: Guard<ReadVisits>, Path(id): Path<VisitId>) -> Answer {
    let form = FormState::blank(&guard);
    page(&guard, id, form).await
}

/// Back to the visit, saying what has been done; with faults the page itself, nothing lost.
async fn done<R: Right, T>(
    guard: &Guard<R>,
    (id, form): (VisitId, Form<T>),
    result: Result<Kept, app::Error>,
    flash: &str,
) -> Answer {
    match result {
        Ok(kept) => {
            let flash = Flash::new(flash).a("name", kept.organisation_name);
            Ok(guard.redirect_with(&format!("/besok/{id}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(guard, Failure::from(error))?;
            page(guard, id, state).await
        }
    }
}

/// A form with nothing in it but its tokens.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Empty {}

/// A step.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct StepForm {
    state: String,
}

pub(super) async fn step(
    guard: Guard<KeepVisits>,
    Path(id): Path<VisitId>,
    form: Form<StepForm>,
) -> Answer {
    let next = VisitState::parse(&form.value.state).map_err(Failure::invalid)?;
    let result = visits::step(&guard.app, &guard.actor, id, next, form.key()).await;
    done(&guard, (id, form), result, "flash-visit-stepped").await
}

pub(super) async fn join(
    guard: Guard<KeepVisits>,
    Path(id): Path<VisitId>,
    form: Form<Empty>,
) -> Answer {
    let result = visits::join(&guard.app, &guard.actor, id, form.key()).await;
    done(&guard, (id, form), result, "flash-visit-joined").await
}

pub(super) async fn answer(
    guard: Guard<KeepVisits>,
    Path(id): Path<VisitId>,
    form: Form<WordsForm>,
) -> Answer {
    let sent = form.value.clone();
    let result = visits::answer_obstacle(&guard.app, &guard.actor, id, &sent, form.key()).await;
    done(&guard, (id, form), result, "flash-obstacle-answered").await
}

pub(super) async fn keep_promise(
    guard: Guard<KeepVisits>,
    Path(id): Path<VisitId>,
    form: Form<WordsForm>,
) -> Answer {
    let sent = form.value.clone();
    let result = visits::keep_promise(&guard.app, &guard.actor, id, &sent, form.key()).await;
    done(&guard, (id, form), result, "flash-promise-kept").await
}

pub(super) async fn feed_back(
    guard: Guard<KeepVisits>,
    Path(id): Path<VisitId>,
    form: Form<WordsForm>,
) -> Answer {
    let sent = form.value.clone();
    let result = visits::feed_back(&guard.app, &guard.actor, id, &sent, form.key()).await;
    done(&guard, (id, form), result, "flash-visit-told").await
}

pub(super) async fn rate(
    guard: Guard<RateVisits>,
    Path(id): Path<VisitId>,
    form: Form<RatingForm>,
) -> Answer {
    let sent = form.value.clone();
    let result = visits::rate(&guard.app, &guard.actor, id, &sent, form.key()).await;
    done(&guard, (id, form), result, "flash-visit-rated").await
}
