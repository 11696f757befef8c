//! One pool: what it comes to, who stands behind it as far as the reader may know, what was said
//! when, and the page where it goes on or ends.

use app::pooling::{self, PoolFirm, PoolVersion, View};
use askama::Template;
use axum::extract::Path;
use domain::ids::PoolId;
use domain::pooling::{Consent, PoolState, StepForm};

use super::{answer_tag, crumbs, sums, tag};
use crate::failure::Failure;
use crate::forms::{Form, FormState};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render, render_with};
use crate::rights::{ReadPools, WorkPools};
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

struct Figure {
    label: String,
    value: String,
}

struct FirmRow {
    id: String,
    name: String,
    place: String,
    persons: String,
    tag: (&'static str, &'static str, String),
    how: String,
    named: String,
    needs: Vec<String>,
    can_call: bool,
}

struct VersionRow {
    number: i64,
    when: String,
    persons: String,
    firms: String,
    places: String,
    why: String,
}

struct Own {
    sum: String,
    tag: (&'static str, &'static str, String),
    how: String,
    named: String,
}

#[derive(Template)]
#[template(path = "pooling/show.html")]
struct ShowPage {
    shell: Shell,
    l: L,
    crumbs: Vec<Crumb>,
    view: View,
    tag: (&'static str, &'static str, String),
    figures: Vec<Figure>,
    hidden: String,
    firms: Vec<FirmRow>,
    named: Vec<String>,
    versions: Vec<VersionRow>,
    own: Option<Own>,
    has_answered: bool,
    deadline: String,
    next_step_on: String,
    is_late: bool,
    who: String,
    ended: String,
}

/// How an answer came: by whom, when, and who wrote it down.
fn how(l: L, firm: &PoolFirm) -> String {
    let (Some(by), Some(on)) = (&firm.said_by_name, firm.said_on) else { return String::new() };
    let told = match &firm.recorded_by_name {
        Some(recorded) => l.ta("pooling-said-by-phone").a("recorded", recorded),
        None => l.ta("pooling-said"),
    };
    told.a("name", by).a("date", l.day(on)).to_string()
}

fn named(l: L, firm: &PoolFirm) -> String {
    match (firm.consent, firm.may_be_named) {
        (Consent::Yes, true) => l.t("pooling-may-be-named"),
        (Consent::Yes, false) => l.t("pooling-not-named"),
        _ => String::new(),
    }
}

fn persons(l: L, count: i64) -> String {
    l.ta("pooling-persons").a("count", count).to_string()
}

fn firm_row(l: L, view: &View, firm: &PoolFirm) -> FirmRow {
    let own = view.parts.iter().filter(|part| part.organisation == firm.organisation);
    FirmRow {
        id: firm.organisation.to_string(),
        name: firm.name.clone(),
        place: firm.municipality_name.clone(),
        persons: persons(l, view.persons_of(firm.organisation)),
        tag: answer_tag(l, firm.consent),
        how: how(l, firm),
        named: named(l, firm),
        needs: own.map(|part| part.need.to_string()).collect(),
        can_call: view.pool.state.is_live(),
    }
}

fn version_row(l: L, version: &PoolVersion) -> VersionRow {
    VersionRow {
        number: version.version,
        when: l.moment(version.at),
        persons: l.number(version.figures.persons),
        firms: l.number(version.figures.firms),
        places: l.number(version.figures.municipalities),
        why: l.code("pooling-change", version.why),
    }
}

fn figures(l: L, view: &View) -> Vec<Figure> {
    let Some(sums) = view.pool.figures else { return Vec::new() };
    let lines = [
        ("pooling-figure-persons", sums.persons),
        ("pooling-figure-firms", sums.firms),
        ("pooling-figure-places", sums.municipalities),
    ];
    let figure = |(key, value)| Figure { label: l.t(key), value: l.number(value) };
    lines.map(figure).into_iter().collect()
}

fn own(l: L, view: &View) -> Option<Own> {
    let firm = view.own.as_ref()?;
    Some(Own {
        sum: persons(l, view.persons_of(firm.organisation)),
        tag: answer_tag(l, firm.consent),
        how: how(l, firm),
        named: named(l, firm),
    })
}

pub(super) async fn show(guard: Guard<ReadPools>, Path(id): Path<PoolId>) -> Answer {
    let l = guard.l();
    let view = pooling::read(&guard.app, &guard.actor, id).await?;
    let pool = &view.pool;
    let known = view.firms.iter().map(|firm| {
        let line = l.ta("pooling-need-of").a("name", &firm.name);
        line.a("place", &firm.municipality_name).to_string()
    });
    let who = l
        .ta("pooling-by")
        .a("name", &pool.by_name)
        .a("organisation", &pool.by_organisation_name)
        .to_string();
    let firms = if view.can_work { view.firms.as_slice() } else { &[] };
    render(&ShowPage {
        shell: guard.shell(),
        l,
        crumbs: vec![Crumb::up("/samlingar", l.t("pooling-title")), Crumb::here(&pool.plan.title)],
        tag: tag(l, pool.state),
        figures: figures(l, &view),
        hidden: sums(l, pool.figures),
        firms: firms.iter().map(|firm| firm_row(l, &view, firm)).collect(),
        named: if view.can_work { Vec::new() } else { known.collect() },
        versions: view.versions.iter().map(|version| version_row(l, version)).collect(),
        own: own(l, &view),
        has_answered: view.own.as_ref().is_some_and(|firm| firm.consent != Consent::Asked),
        deadline: l.day(pool.plan.deadline),
        next_step_on: l.day(pool.plan.next_step_on),
        is_late: pool.state.is_live() && pool.plan.next_step_on < guard.today(),
        who,
        ended: pool.ended_at.map_or_else(String::new, |at| l.day_of(at)),
        view,
    })
}

#[derive(Template)]
#[template(path = "pooling/steps.html")]
struct StepsPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    id: PoolId,
    now: String,
    states: Vec<Choice>,
}

fn steps_page(guard: &Guard<WorkPools>, view: &View, form: FormState) -> Answer {
    let (l, pool) = (guard.l(), &view.pool);
    let step = |state: &PoolState| {
        let hint = l.code("pooling-step-hint", state);
        Choice::new(state, l.code("pooling-step", state)).hint(hint)
    };
    render_with(
        form.status(),
        &StepsPage {
            shell: guard.shell(),
            l,
            crumbs: crumbs(l, pool.id, &pool.plan.title, "pooling-steps-title"),
            id: pool.id,
            now: l.code("pooling-state", pool.state),
            states: pool.state.next().iter().map(step).collect(),
            form,
        },
    )
}

/// The pool, for those who work with it.
async fn workable(guard: &Guard<WorkPools>, id: PoolId) -> Result<View, Failure> {
    Ok(pooling::read(&guard.app, &guard.actor, id).await?)
}

pub(super) async fn steps(guard: Guard<WorkPools>, Path(id): Path<PoolId>) -> Answer {
    let view = workable(&guard, id).await?;
    let version = view.pool.version.to_string();
    let form = FormState::filled(&guard, &StepForm { version, ..StepForm::default() });
    steps_page(&guard, &view, form)
}

pub(super) async fn step(
    guard: Guard<WorkPools>,
    Path(id): Path<PoolId>,
    form: Form<StepForm>,
) -> Answer {
    match pooling::step(&guard.app, &guard.actor, id, &form.value, form.key()).await {
        Ok(kept) => {
            let state = guard.l().code("pooling-state", kept.state);
            let flash = Flash::new("flash-pooling-stepped").a("name", kept.title);
            let flash = flash.a("state", state);
            Ok(guard.redirect_with(&format!("/samlingar/{id}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let view = workable(&guard, id).await?;
            let state = state.rebased(view.pool.version);
            steps_page(&guard, &view, state)
        }
    }
}
