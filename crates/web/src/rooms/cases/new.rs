//! A case opened by hand, when a firm has called.

use app::cases::{self, CaseForm};
use app::contacts;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use serde::Deserialize;

use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render, render_with};
use crate::rights::WorkCases;
use crate::rooms::contacts::LedgerView;
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

/// Most firms shown to choose between.
const CHOICES: i64 = 12;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct NewQuery {
    organisation: String,
    q: String,
}

#[derive(Template)]
#[template(path = "cases/choose.html")]
struct ChoosePage {
    shell: Shell,
    l: L,
    q: String,
    is_asked: bool,
    firms: Vec<Choice>,
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

/// First the firm, then what it needs.
pub(super) async fn blank(guard: Guard<WorkCases>, Query(query): Query<NewQuery>) -> Answer {
    if query.organisation.is_empty() {
        return choose(&guard, query.q).await;
    }
    let l = guard.l();
    let typed = Typed::of([("nextStep", l.t("cases-first-step")), ("logCall", "yes".to_owned())]);
    let form = FormState::with(&guard, typed);
    new_page(&guard, &query.organisation, form).await
}

async fn choose(guard: &Guard<WorkCases>, q: String) -> Answer {
    let l = guard.l();
    let mut firms = Vec::new();
    if !q.trim().is_empty() {
        let query = app::organisations::ListQuery { q: q.clone(), ..Default::default() };
        let slice = app::Slice::top(CHOICES);
        let found = app::organisations::list(&guard.app, &guard.actor, &query, slice).await?;
        firms.extend(found.items.into_iter().map(|one| {
            let note = l
                .ta("cases-firm-note")
                .a("number", one.organisation.org_number.to_string())
                .a("municipality", one.municipality_name);
            Choice::new(one.id, one.organisation.name).hint(note)
        }));
    }
    render(&ChoosePage {
        shell: guard.shell(),
        l,
        is_asked: !q.trim().is_empty(),
        q,
        firms,
        crumbs: vec![Crumb::up("/arenden", l.t("nav-cases")), Crumb::here(l.t("cases-new-title"))],
    })
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

/// Opens the case.
pub(super) async fn open(guard: Guard<WorkCases>, form: Form<CaseForm>) -> Answer {
    match cases::open_by_hand(&guard.app, &guard.actor, &form.value, form.key()).await {
        Ok(receipt) => Ok(opened(&guard, &receipt)),
        Err(error) => {
            let failure = Failure::from(error);
            let state = form.faulty(&guard, failure)?;
            new_page(&guard, &form.value.organisation, state).await
        }
    }
}

fn opened(guard: &Guard<WorkCases>, receipt: &cases::Receipt) -> Response {
    let flash = Flash::new("flash-case-opened")
        .a("number", &receipt.number)
        .a("name", &receipt.desk_name)
        .a("date", guard.l().moment(receipt.promised_at));
    guard.redirect_with(&format!("/arenden/{}", receipt.id), &flash)
}
