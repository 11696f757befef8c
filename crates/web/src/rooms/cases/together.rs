//! `/arenden/valda`: the cases chosen in the list, changed in one go or not at all.

use app::Kind;
use app::cases::StoredCase;
use app::cases::together::{self, Chosen, Refusal, Stopped, TogetherForm};
use askama::Template;
use axum::extract::RawQuery;
use domain::cases::lists::{TOGETHER_MAX, Together};
use domain::fault::Fault;
use domain::ids::CaseId;
use serde::Deserialize;

use super::{Address, PATH as LIST_PATH};
use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::Guard;
use crate::guarded::{Routes, get};
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::WorkCases;
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new().page("/arenden/valda", get(ask).post(change))
}

/// What is asked for in the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// Code of what is to be done.
    action: String,
    /// Ids.
    cases: Vec<String>,
    /// Query of the list, to come back to it.
    lista: String,
}

/// The list one came from. What is no query of a list leads to the whole.
fn back_to(lista: &str) -> Address {
    serde_html_form::from_str(lista).unwrap_or_default()
}

/// A case as the form sends it.
fn value_of(case: &StoredCase) -> String {
    format!("{}:{}", case.id, case.version)
}

/// A case that could not be changed.
#[derive(Debug, Clone)]
struct RefusedRow {
    href: String,
    case: String,
    why: String,
}

impl RefusedRow {
    fn of(l: L, refused: &Refusal) -> Self {
        let why = match (refused.faults.0.first(), refused.kind) {
            (Some(fault), _) => l.fault(fault),
            (None, Kind::Conflict) => l.t("together-why-changed"),
            (None, _) => l.t("together-why-not-yours"),
        };
        Self {
            href: format!("{LIST_PATH}/{}", refused.id),
            case: format!("{} {}", refused.number, refused.organisation_name),
            why,
        }
    }
}

#[derive(Template)]
#[template(path = "cases/together.html")]
struct TogetherPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    action: Together,
    heading: String,
    /// Every case shown, by the value the form sends.
    cases: Vec<Choice>,
    /// Their ids, so that one that is left out can be taken in again.
    shown: Vec<CaseId>,
    desks: Vec<Choice>,
    refused: Vec<RefusedRow>,
    lista: String,
    back: String,
}

impl TogetherPage {
    fn is_hand_over(&self) -> bool {
        self.action == Together::HandOver
    }

    fn is_next_step(&self) -> bool {
        self.action == Together::NextStep
    }
}

fn page(
    guard: &Guard<WorkCases>,
    action: Together,
    chosen: &Chosen,
    refused: &[Refusal],
    lista: &str,
    form: FormState,
) -> Answer {
    let l = guard.l();
    let back = back_to(lista).behind(LIST_PATH);
    let heading = l.code("together-heading", action);
    let choice = |case: &StoredCase| {
        let label = l
            .ta("search-case-note")
            .a("number", &case.number)
            .a("name", &case.organisation_name)
            .a("state", l.code("case-state", case.fields.state));
        Choice::new(value_of(case), label)
    };
    render_with(
        form.status(),
        &TogetherPage {
            shell: guard.shell(),
            l,
            crumbs: vec![Crumb::up(&back, l.t("nav-cases")), Crumb::here(&heading)],
            action,
            heading,
            cases: chosen.cases.iter().map(choice).collect(),
            shown: chosen.cases.iter().map(|case| case.id).collect(),
            desks: chosen.desks.iter().map(|desk| Choice::new(desk.id, &desk.name)).collect(),
            refused: refused.iter().map(|one| RefusedRow::of(l, one)).collect(),
            lista: lista.to_owned(),
            back,
            form,
        },
    )
}

/// Asks for what is needed, with the cases in sight.
async fn ask(guard: Guard<WorkCases>, RawQuery(query): RawQuery) -> Answer {
    let query = query.unwrap_or_default();
    let asked: Asked = serde_html_form::from_str(&query).unwrap_or_default();
    let ids: Vec<CaseId> = asked.cases.iter().filter_map(|id| id.parse().ok()).collect();
    let back = back_to(&asked.lista).behind(LIST_PATH);
    if ids.is_empty() {
        return Ok(guard.redirect_with(&back, &Flash::new("flash-together-none")));
    }
    if ids.len() > TOGETHER_MAX {
        let flash = Flash::new("flash-together-too-many").a("count", TOGETHER_MAX);
        return Ok(guard.redirect_with(&back, &flash));
    }
    let action = Together::parse(&asked.action).map_err(Failure::invalid)?;
    let chosen = together::chosen(&guard.app, &guard.actor, &ids, action).await?;
    let typed = Typed::of(chosen.cases.iter().map(|case| ("cases", value_of(case))));
    let form = FormState::with(&guard, typed);
    page(&guard, action, &chosen, &[], &asked.lista, form)
}

async fn change(guard: Guard<WorkCases>, mut form: Form<TogetherForm>) -> Answer {
    let action = Together::parse(&form.value.action).map_err(Failure::invalid)?;
    let lista = form.typed.first("lista").to_owned();
    let changed = together::change(&guard.app, &guard.actor, &form.value, form.key()).await;
    let (state, refused) = match changed {
        Ok(changed) => {
            let flash = match action {
                Together::Take => Flash::new("flash-together-taken"),
                Together::HandOver => Flash::new("flash-together-handed-over"),
                Together::NextStep => Flash::new("flash-together-planned"),
            };
            let back = back_to(&lista).behind(LIST_PATH);
            return Ok(guard.redirect_with(&back, &flash.a("count", changed.len())));
        }
        Err(Stopped::Failed(error)) => (form.faulty(&guard, error)?, Vec::new()),
        Err(Stopped::Refused(refused)) => {
            form.typed = without(&form.typed, &refused);
            let fault = Fault::new("cases", "nothing-changed-together");
            (form.faulty(&guard, Failure::invalid(fault))?, refused)
        }
    };
    let ids = form.typed.all("shown").filter_map(|id| id.parse().ok());
    let ids: Vec<CaseId> = ids.take(TOGETHER_MAX).collect();
    let chosen = together::chosen(&guard.app, &guard.actor, &ids, action).await?;
    page(&guard, action, &chosen, &refused, &lista, state)
}

/// What was typed, with those cases no longer chosen.
fn without(typed: &Typed, refused: &[Refusal]) -> Typed {
    let refused: Vec<String> = refused.iter().map(|one| one.id.to_string()).collect();
    let is_refused = |value: &str| refused.iter().any(|id| value.starts_with(id.as_str()));
    Typed::of(typed.fields().filter(|&(name, value)| name != "cases" || !is_refused(value)))
}
