//! The form a pool begins with, and the same form to change its plan.

use app::pooling::{self, Candidate, Pool};
use askama::Template;
use axum::extract::{Path, Query};
use domain::ids::PoolId;
use domain::pooling::PoolForm;
use domain::time;
use serde::Deserialize;

use super::{crumbs, sums};
use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::Guard;
use crate::l10n::{L, Language};
use crate::page::{Answer, render_with};
use crate::rights::WorkPools;
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

/// Days until the deadline that a new form begins with.
const DEADLINE_DAYS: i64 = 45;
/// Days until the next step that a new form begins with.
const STEP_DAYS: i64 = 14;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct NewQuery {
    yrke: String,
}

#[derive(Template)]
#[template(path = "pooling/form.html")]
struct FormPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    heading: String,
    lede: String,
    action: String,
    occupation: String,
    is_new: bool,
    needs: Vec<Choice>,
}

fn need_choice(l: L, need: &Candidate) -> Choice {
    let who = l
        .ta("pooling-need-of")
        .a("name", &need.organisation_name)
        .a("place", &need.municipality_name)
        .to_string();
    let start = need.start_by.map_or_else(|| l.t("pooling-need-no-day"), |day| l.day(day));
    let hint = l
        .ta("pooling-need-is")
        .a("persons", need.persons)
        .a("occupation", &need.occupation)
        .a("day", start);
    Choice::new(need.need, who).hint(hint.to_string())
}

async fn new_page(
    guard: &Guard<WorkPools>,
    ssyk: &str,
    begin: impl FnOnce(&pooling::Offered) -> FormState,
) -> Answer {
    let l = guard.l();
    let offered = pooling::candidates(&guard.app, &guard.actor, ssyk).await?;
    let form = begin(&offered);
    render_with(
        form.status(),
        &FormPage {
            shell: guard.shell(),
            l,
            crumbs: vec![
                Crumb::up("/samlingar", l.t("pooling-title")),
                Crumb::here(l.t("pooling-new-title")),
            ],
            heading: l.ta("pooling-new-heading").a("occupation", &offered.occupation).to_string(),
            lede: l.ta("pooling-new-lede").a("sum", sums(l, Some(offered.figures))).to_string(),
            action: "/samlingar/ny".to_owned(),
            occupation: offered.ssyk.to_string(),
            is_new: true,
            needs: offered.needs.iter().map(|need| need_choice(l, need)).collect(),
            form,
        },
    )
}

pub(super) async fn blank(guard: Guard<WorkPools>, Query(query): Query<NewQuery>) -> Answer {
    // A form that came back with its language changed has the occupation in it.
    let drafted = || FormState::drafted(&guard, "occupation");
    let asked = Some(query.yrke).filter(|asked| !asked.is_empty()).or_else(drafted);
    let Some(ssyk) = asked else {
        // What is to be pooled is chosen first, among the suggestions.
        return Ok(guard.redirect("/samlingar"));
    };
    let today = guard.today();
    new_page(&guard, &ssyk, |offered| {
        // What is written for others to read is Swedish.
        let swedish = L::new(Language::Swedish);
        let title = swedish.ta("pooling-usual-title").a("occupation", &offered.occupation);
        let mut fields = vec![
            ("title", title.to_string()),
            ("deadline", time::days_after(today, DEADLINE_DAYS).to_string()),
            ("nextStep", swedish.t("pooling-usual-step")),
            ("nextStepOn", time::days_after(today, STEP_DAYS).to_string()),
        ];
        fields.extend(offered.needs.iter().map(|need| ("needs", need.need.to_string())));
        FormState::with(&guard, Typed::of(fields))
    })
    .await
}

/// The fields of the form with what it is about.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Sent {
    occupation: String,
    title: String,
    deadline: String,
    next_step: String,
    next_step_on: String,
    needs: Vec<String>,
}

pub(super) async fn form(guard: Guard<WorkPools>, form: Form<Sent>) -> Answer {
    let sent = &form.value;
    let ssyk = sent.occupation.clone();
    let pool = PoolForm {
        title: sent.title.clone(),
        deadline: sent.deadline.clone(),
        next_step: sent.next_step.clone(),
        next_step_on: sent.next_step_on.clone(),
        needs: sent.needs.clone(),
        version: String::new(),
    };
    match pooling::form(&guard.app, &guard.actor, &ssyk, &pool, form.key()).await {
        Ok(kept) => {
            let flash = Flash::new("flash-pooling-formed").a("name", kept.title);
            Ok(guard.redirect_with(&format!("/samlingar/{}", kept.id), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            new_page(&guard, &ssyk, |_| state).await
        }
    }
}

fn plan_form(pool: &Pool) -> PoolForm {
    PoolForm {
        title: pool.plan.title.clone(),
        deadline: pool.plan.deadline.to_string(),
        next_step: pool.plan.next_step.clone(),
        next_step_on: pool.plan.next_step_on.to_string(),
        needs: Vec::new(),
        version: pool.version.to_string(),
    }
}

/// The pool whose plan is changed.
async fn workable(guard: &Guard<WorkPools>, id: PoolId) -> Result<Pool, Failure> {
    Ok(pooling::read(&guard.app, &guard.actor, id).await?.pool)
}

fn edit_page(guard: &Guard<WorkPools>, pool: &Pool, form: FormState) -> Answer {
    let l = guard.l();
    render_with(
        form.status(),
        &FormPage {
            shell: guard.shell(),
            l,
            crumbs: crumbs(l, pool.id, &pool.plan.title, "pooling-edit-title"),
            heading: l.t("pooling-edit-title"),
            lede: l.t("pooling-edit-lede"),
            action: format!("/samlingar/{}/andra", pool.id),
            occupation: String::new(),
            is_new: false,
            needs: Vec::new(),
            form,
        },
    )
}

pub(super) async fn edit(guard: Guard<WorkPools>, Path(id): Path<PoolId>) -> Answer {
    let pool = workable(&guard, id).await?;
    let form = FormState::filled(&guard, &plan_form(&pool));
    edit_page(&guard, &pool, form)
}

pub(super) async fn change(
    guard: Guard<WorkPools>,
    Path(id): Path<PoolId>,
    form: Form<PoolForm>,
) -> Answer {
    match pooling::change(&guard.app, &guard.actor, id, &form.value, form.key()).await {
        Ok(kept) => {
            let flash = Flash::new("flash-pooling-changed").a("name", kept.title);
            Ok(guard.redirect_with(&format!("/samlingar/{id}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let pool = workable(&guard, id).await?;
            let state = state.beside_form(&plan_form(&pool), pool.version);
            edit_page(&guard, &pool, state)
        }
    }
}
