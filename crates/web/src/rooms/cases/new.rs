//! A case opened by hand, when a firm has called: one form, in the time the call takes.

use app::cases::{self, CaseForm};
use app::contacts;
use app::organisations::{self, Meant, StoredOrganisation};
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use domain::fault::Fault;
use serde::Deserialize;

use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::{Guard, Right};
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::{KeepOrganisations, WorkCases};
use crate::rooms::contacts::LedgerView;
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct NewQuery {
    organisation: String,
    q: String,
}

#[derive(Template)]
#[template(path = "cases/call.html")]
struct CallPage {
    shell: Shell,
    l: L,
    form: FormState,
    /// Firms that fit what was written, where several do.
    firms: Vec<Choice>,
    promise: String,
    /// The reader may add a firm.
    can_add: bool,
    log_choices: Vec<Choice>,
    crumbs: Vec<Crumb>,
}

#[derive(Template)]
#[template(path = "cases/new.html")]
struct NewPage {
    shell: Shell,
    l: L,
    form: FormState,
    organisation: String,
    ledger: LedgerView,
    log_choices: Vec<Choice>,
    crumbs: Vec<Crumb>,
}

/// One form for a call; from a firm's page the firm is known.
pub(super) async fn blank(guard: Guard<WorkCases>, Query(query): Query<NewQuery>) -> Answer {
    let l = guard.l();
    let begun = [("nextStep", l.t("cases-first-step")), ("logCall", "yes".to_owned())];
    if query.organisation.is_empty() {
        let begun = begun.into_iter().chain([("firm", query.q)]);
        return call_page(&guard, Vec::new(), FormState::with(&guard, Typed::of(begun))).await;
    }
    let form = FormState::with(&guard, Typed::of(begun));
    new_page(&guard, &query.organisation, form).await
}

async fn call_page(guard: &Guard<WorkCases>, firms: Vec<Choice>, form: FormState) -> Answer {
    let l = guard.l();
    let promise = cases::promise_now(&guard.app, &guard.actor).await?;
    let promise = promise.map(|at| l.ta("cases-call-promise").a("date", l.moment(at)).to_string());
    render_with(
        form.status(),
        &CallPage {
            shell: guard.shell(),
            l,
            firms,
            promise: promise.unwrap_or_default(),
            can_add: KeepOrganisations::allows(guard.actor.role()),
            log_choices: vec![Choice::new("yes", l.t("cases-log-call"))],
            crumbs: vec![
                Crumb::up("/arenden", l.t("nav-cases")),
                Crumb::here(l.t("cases-new-title")),
            ],
            form,
        },
    )
}

async fn new_page(guard: &Guard<WorkCases>, name: &str, form: FormState) -> Answer {
    let l = guard.l();
    let firm = app::organisations::resolve(&guard.app, &guard.actor, name).await?;
    app::organisations::find(&guard.app, &guard.actor, firm).await?;
    let ledger = contacts::ledger(&guard.app, &guard.actor, firm).await?;
    render_with(
        form.status(),
        &NewPage {
            shell: guard.shell(),
            l,
            organisation: firm.to_string(),
            crumbs: vec![
                Crumb::up("/arenden", l.t("nav-cases")),
                Crumb::up(&format!("/organisationer/{firm}"), &ledger.organisation_name),
                Crumb::here(l.t("cases-new-title")),
            ],
            ledger: LedgerView::of(l, &ledger),
            log_choices: vec![Choice::new("yes", l.t("cases-log-call"))],
            form,
        },
    )
}

/// Opens the case. A firm that is named rather than chosen is looked up first.
pub(super) async fn open(guard: Guard<WorkCases>, form: Form<CaseForm>) -> Answer {
    let (app, actor) = (&guard.app, &guard.actor);
    let named = form.typed.get("firm");
    let mut value = form.value.clone();
    let mut firms = Vec::new();
    let mut fault = None;
    if let (Some(named), true) = (&named, value.organisation.is_empty()) {
        match organisations::meant(app, actor, named).await? {
            Meant::One(id) => value.organisation = id.to_string(),
            Meant::Several(several) => {
                firms.extend(several.iter().map(|one| firm_choice(guard.l(), one)));
                fault = Some(Fault::new("organisation", "which-firm"));
            }
            Meant::None if named.trim().is_empty() => {
                fault = Some(Fault::new("firm", "required"));
            }
            Meant::None => fault = Some(Fault::new("firm", "no-such-firm").with("value", named)),
        }
    }
    if let Some(fault) = fault {
        let state = form.faulty(&guard, Failure::invalid(fault))?;
        return call_page(&guard, firms, state).await;
    }
    match cases::open_by_hand(app, actor, &value, form.key()).await {
        Ok(receipt) => Ok(opened(&guard, &receipt)),
        Err(error) => {
            let state = form.faulty(&guard, Failure::from(error))?;
            match named {
                Some(_) => call_page(&guard, firms, state).await,
                None => new_page(&guard, &value.organisation, state).await,
            }
        }
    }
}

fn firm_choice(l: L, one: &StoredOrganisation) -> Choice {
    let note = l
        .ta("cases-firm-note")
        .a("number", one.organisation.org_number.to_string())
        .a("municipality", &one.municipality_name);
    Choice::new(one.id, &one.organisation.name).hint(note)
}

fn opened(guard: &Guard<WorkCases>, receipt: &cases::Receipt) -> Response {
    let flash = Flash::new("flash-case-opened")
        .a("number", &receipt.number)
        .a("name", &receipt.desk_name)
        .a("date", guard.l().moment(receipt.promised_at));
    guard.redirect_with(&format!("/arenden/{}", receipt.id), &flash)
}
