//! One notice: who is affected, what has to be done, where the same people are asked for; and the
//! joint page of offers.

use app::redundancies::{self, AffectedView, Beside, JointOffer, Kept, View};
use askama::Template;
use axum::extract::Path;
use domain::ids::RedundancyId;
use domain::offers::Outcome;
use domain::redundancies::{NoticeState, Task};
use serde::Deserialize;

use super::{secret_until, tag};
use crate::failure::Failure;
use crate::forms::{Form, FormState};
use crate::guard::{Guard, Right};
use crate::l10n::L;
use crate::page::{Answer, render, render_with};
use crate::rights::{KeepRedundancies, ReadNeeds, ReadRedundancies};
use crate::shell::{Flash, Shell};
use crate::ui::Crumb;

/// An open need to go to.
struct NeedLink {
    href: Option<String>,
    words: String,
    about: String,
}

struct AffectedRow {
    code: String,
    occupation: String,
    persons: String,
    needs: Vec<NeedLink>,
    more: Option<String>,
    beside: String,
}

struct TaskRow {
    code: &'static str,
    what: String,
    owner: String,
    due: String,
    done: Option<String>,
    is_late: bool,
}

#[derive(Template)]
#[template(path = "redundancies/show.html")]
struct ShowPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    view: View,
    says: String,
    secret: Option<String>,
    tag: (&'static str, &'static str, String),
    notified: String,
    last_day: String,
    by: String,
    affected: Vec<AffectedRow>,
    tasks: Vec<TaskRow>,
    /// The step that can be taken: its code and its words.
    step: Option<(&'static str, String)>,
    can_tick: bool,
}

fn affected_row(l: L, one: &AffectedView, reads_needs: bool) -> AffectedRow {
    let need = |need: &redundancies::StoredNeed| NeedLink {
        href: reads_needs.then(|| format!("/behov/{}", need.id)),
        words: need.need.words.clone(),
        about: l
            .ta("redundancies-need-at")
            .a("name", &need.organisation_name)
            .a("place", &need.municipality_name)
            .a("persons", need.need.count)
            .to_string(),
    };
    let hidden = one.needs_total - one.needs.len();
    AffectedRow {
        code: one.affected.ssyk.as_str().to_owned(),
        occupation: one.affected.occupation.clone(),
        persons: l.number(one.affected.persons),
        needs: one.needs.iter().map(need).collect(),
        more: (hidden > 0).then(|| l.ta("redundancies-needs-more").a("count", hidden).to_string()),
        beside: match one.beside {
            Beside::None if one.needs.is_empty() => l.t("redundancies-needs-none"),
            Beside::None => String::new(),
            Beside::Few => l.t("redundancies-needs-few"),
            Beside::Some { needs, persons, firms } => l
                .ta("redundancies-needs-together")
                .a("needs", needs)
                .a("persons", persons)
                .a("firms", firms)
                .to_string(),
        },
    }
}

fn task_rows<R>(guard: &Guard<R>, view: &View) -> Vec<TaskRow> {
    let (l, today) = (guard.l(), guard.today());
    let rows = view.tasks.iter().map(|one| TaskRow {
        code: one.task.code(),
        what: l.code("redundancy-task", one.task),
        owner: one.desk_name.clone().unwrap_or_else(|| l.code("role", one.task.role())),
        due: l.day(one.due_on),
        done: one.done_at.map(|at| {
            let name = one.done_by_name.clone().unwrap_or_default();
            l.ta("redundancies-done-by").a("name", name).a("date", l.day_of(at)).to_string()
        }),
        is_late: one.done_at.is_none() && one.due_on < today,
    });
    rows.collect()
}

async fn page<R: Right>(guard: &Guard<R>, id: RedundancyId, form: FormState) -> Answer {
    let l = guard.l();
    let view = redundancies::read(&guard.app, &guard.actor, id).await?;
    let notice = &view.notice;
    let step = match (notice.state, view.is_responsible) {
        (NoticeState::Reported, true) => Some(NoticeState::Working),
        (NoticeState::Working, true) => Some(NoticeState::Closed),
        _ => None,
    };
    let reads_needs = ReadNeeds::allows(guard.actor.role());
    let shown = ShowPage {
        shell: guard.shell(),
        l,
        crumbs: vec![
            Crumb::up("/varsel", l.t("redundancies-title")),
            Crumb::here(&notice.organisation_name),
        ],
        says: l
            .ta("redundancies-says")
            .a("persons", notice.persons)
            .a("place", &notice.municipality_name)
            .a("date", l.day(notice.last_day_on))
            .to_string(),
        secret: secret_until(l, notice, guard.today()),
        tag: tag(l, notice.state),
        notified: l.day(notice.notified_on),
        last_day: l.day(notice.last_day_on),
        by: format!("{}, {}", notice.by_name, notice.by_organisation_name),
        affected: view.affected.iter().map(|one| affected_row(l, one, reads_needs)).collect(),
        tasks: task_rows(guard, &view),
        step: step.map(|next| (next.code(), l.code("redundancies-step", next))),
        can_tick: view.is_responsible && notice.state != NoticeState::Closed,
        view,
        form,
    };
    render_with(shown.form.status(), &shown)
}

pub(super) async fn show(guard: Guard<ReadRedundancies>, Path(id): Path<RedundancyId>) -> Answer {
    let form = FormState::blank(&guard);
    page(&guard, id, form).await
}

/// Back to the notice, saying what has been done; with faults the page itself.
async fn done<T>(
    guard: &Guard<KeepRedundancies>,
    (id, form): (RedundancyId, Form<T>),
    result: Result<Kept, app::Error>,
    flash: &str,
) -> Answer {
    match result {
        Ok(kept) => {
            let flash = Flash::new(flash).a("name", kept.organisation_name);
            Ok(guard.redirect_with(&format!("/varsel/{id}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(guard, Failure::from(error))?;
            page(guard, id, state).await
        }
    }
}

/// A step.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct StepForm {
    state: String,
}

pub(super) async fn step(
    guard: Guard<KeepRedundancies>,
    Path(id): Path<RedundancyId>,
    form: Form<StepForm>,
) -> Answer {
    // What one may not see is not found, whatever was sent.
    redundancies::read(&guard.app, &guard.actor, id).await?;
    let next = NoticeState::parse(&form.value.state).map_err(Failure::invalid)?;
    let version = form.typed.first("version").parse().unwrap_or_default();
    let at = (id, version);
    let result = redundancies::step(&guard.app, &guard.actor, at, next, form.key()).await;
    done(&guard, (id, form), result, "flash-redundancy-stepped").await
}

/// A task and whether it is done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct TickForm {
    task: String,
    done: String,
}

pub(super) async fn tick(
    guard: Guard<KeepRedundancies>,
    Path(id): Path<RedundancyId>,
    form: Form<TickForm>,
) -> Answer {
    redundancies::read(&guard.app, &guard.actor, id).await?;
    let task = Task::parse(&form.value.task).map_err(Failure::invalid)?;
    let is_done = form.value.done != "no";
    let about = (task, is_done);
    let result = redundancies::tick(&guard.app, &guard.actor, id, about, form.key()).await;
    let flash = if is_done { "flash-redundancy-ticked" } else { "flash-redundancy-unticked" };
    done(&guard, (id, form), result, flash).await
}

/// An offer of the joint page.
struct OfferRow {
    href: String,
    title: String,
    summary: String,
    kind: String,
    occupations: String,
    is_maybe: bool,
}

/// What one actor offers.
struct Owner {
    anchor: String,
    name: String,
    offers: Vec<OfferRow>,
}

#[derive(Template)]
#[template(path = "redundancies/joint.html")]
struct JointPageView {
    shell: Shell,
    l: L,
    crumbs: Vec<Crumb>,
    says: String,
    secret: Option<String>,
    affected: Vec<String>,
    owners: Vec<Owner>,
    total: usize,
}

fn offer_row(l: L, one: &JointOffer, all: usize, names: &[(String, String)]) -> OfferRow {
    let fits = |(code, name): &(String, String)| {
        let is_for = one.occupations.iter().any(|ssyk| ssyk.as_str() == code);
        is_for.then(|| name.clone())
    };
    let named: Vec<_> = names.iter().filter_map(fits).collect();
    OfferRow {
        href: format!("/insatser/{}", one.offer.id),
        title: one.offer.offer.title.clone(),
        summary: one.offer.offer.summary.clone(),
        kind: l.code("offer-kind", one.offer.offer.kind),
        occupations: if named.len() == all {
            l.t("redundancies-for-all")
        } else {
            l.ta("redundancies-for").a("names", named.join(", ")).to_string()
        },
        is_maybe: one.outcome == Outcome::Maybe,
    }
}

pub(super) async fn joint(guard: Guard<ReadRedundancies>, Path(id): Path<RedundancyId>) -> Answer {
    let l = guard.l();
    let found = redundancies::joint_page(&guard.app, &guard.actor, id).await?;
    let notice = &found.notice;
    let name =
        |one: &redundancies::Affected| (one.ssyk.as_str().to_owned(), one.occupation.clone());
    let names: Vec<_> = found.affected.iter().map(name).collect();
    let mut owners: Vec<Owner> = Vec::new();
    for one in &found.offers {
        let row = offer_row(l, one, names.len(), &names);
        let owner = &one.offer.organisation_name;
        match owners.iter_mut().find(|known| known.name == *owner) {
            Some(known) => known.offers.push(row),
            None => owners.push(Owner {
                anchor: format!("fran-{}", owners.len() + 1),
                name: owner.clone(),
                offers: vec![row],
            }),
        }
    }
    let affected = found.affected.iter().map(|one| {
        l.ta("redundancies-persons-in")
            .a("persons", one.persons)
            .a("occupation", &one.occupation)
            .to_string()
    });
    render(&JointPageView {
        shell: guard.shell(),
        l,
        crumbs: vec![
            Crumb::up("/varsel", l.t("redundancies-title")),
            Crumb::up(&format!("/varsel/{id}"), &notice.organisation_name),
            Crumb::here(l.t("redundancies-joint-title")),
        ],
        says: l
            .ta("redundancies-joint-says")
            .a("persons", notice.persons)
            .a("name", &notice.organisation_name)
            .to_string(),
        secret: secret_until(l, notice, guard.today()),
        affected: affected.collect(),
        total: found.offers.len(),
        owners,
    })
}
