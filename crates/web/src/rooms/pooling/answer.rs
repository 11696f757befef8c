//! The firm's answer, by itself or written down after a call.

use app::pooling::{self, PoolFirm, View};
use askama::Template;
use axum::extract::{Path, Query};
use domain::ids::PoolId;
use domain::pooling::{AnswerForm, Consent};
use serde::Deserialize;

use super::{answer_tag, crumbs, sums};
use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::{AnswerPools, WorkPools};
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

#[derive(Template)]
#[template(path = "pooling/answer.html")]
struct AnswerPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    view: View,
    sum: String,
    persons: String,
    deadline: String,
    tag: (&'static str, &'static str, String),
    answers: Vec<Choice>,
    naming: Vec<Choice>,
}

/// What a firm can answer now.
fn answers(l: L, stands: Consent) -> Vec<Choice> {
    let possible = [Consent::Yes, Consent::No, Consent::Withdrawn];
    let open = possible.iter().filter(|answer| stands.may_become(**answer));
    let choice = |answer: &Consent| {
        let hint = l.code("pooling-answer-hint", answer);
        Choice::new(answer, l.code("pooling-answer", answer)).hint(hint)
    };
    open.map(choice).collect()
}

fn naming(l: L) -> Vec<Choice> {
    vec![Choice::new("yes", l.t("pooling-naming")).hint(l.t("pooling-naming-hint"))]
}

/// The pool and the reader's firm in it.
async fn asked(guard: &Guard<AnswerPools>, id: PoolId) -> Result<(View, PoolFirm), Failure> {
    let view = pooling::read(&guard.app, &guard.actor, id).await?;
    let own = view.own.clone().ok_or_else(Failure::not_found)?;
    Ok((view, own))
}

fn own_page(guard: &Guard<AnswerPools>, view: View, own: &PoolFirm, form: FormState) -> Answer {
    let l = guard.l();
    let persons = view.persons_of(own.organisation);
    render_with(
        form.status(),
        &AnswerPage {
            shell: guard.shell(),
            l,
            crumbs: crumbs(l, view.pool.id, &view.pool.plan.title, "pooling-own-title"),
            sum: sums(l, view.pool.figures),
            persons: l.ta("pooling-persons").a("count", persons).to_string(),
            deadline: l.day(view.pool.plan.deadline),
            tag: answer_tag(l, own.consent),
            answers: answers(l, own.consent),
            naming: naming(l),
            view,
            form,
        },
    )
}

/// The form as the firm's answer stands.
fn begun(own: &PoolFirm) -> Typed {
    let named = if own.may_be_named { "yes" } else { "" };
    let answer = if own.consent == Consent::Yes { own.consent.code() } else { "" };
    let version = own.version.to_string();
    Typed::of([("answer", answer), ("named", named), ("version", version.as_str())])
}

pub(super) async fn own(guard: Guard<AnswerPools>, Path(id): Path<PoolId>) -> Answer {
    let (view, own) = asked(&guard, id).await?;
    let form = FormState::with(&guard, begun(&own));
    own_page(&guard, view, &own, form)
}

pub(super) async fn answer(
    guard: Guard<AnswerPools>,
    Path(id): Path<PoolId>,
    form: Form<AnswerForm>,
) -> Answer {
    let sent = form.value.clone();
    match pooling::answer(&guard.app, &guard.actor, id, &sent, form.key()).await {
        Ok(kept) => {
            let key = match Consent::parse(&sent.answer) {
                Ok(Consent::Yes) => "flash-pooling-yes",
                Ok(Consent::Withdrawn) => "flash-pooling-withdrawn",
                _ => "flash-pooling-no",
            };
            let flash = Flash::new(key).a("name", kept.title);
            Ok(guard.redirect_with(&format!("/samlingar/{id}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let (view, own) = asked(&guard, id).await?;
            let state = state.rebased(own.version);
            own_page(&guard, view, &own, state)
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct CallQuery {
    foretag: String,
}

#[derive(Template)]
#[template(path = "pooling/call.html")]
struct CallPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    id: PoolId,
    firm: Option<String>,
    firms: Vec<Choice>,
    answers: Vec<Choice>,
    naming: Vec<Choice>,
}

/// The pool, for those who work with it.
async fn workable(guard: &Guard<WorkPools>, id: PoolId) -> Result<View, Failure> {
    Ok(pooling::read(&guard.app, &guard.actor, id).await?)
}

/// The firm a form is about.
fn chosen<'a>(view: &'a View, id: &str) -> Option<&'a PoolFirm> {
    view.firms.iter().find(|firm| firm.organisation.to_string() == id)
}

fn call_page(guard: &Guard<WorkPools>, view: &View, form: FormState) -> Answer {
    let l = guard.l();
    let firm = chosen(view, form.value("organisation"));
    let stands = firm.map_or(Consent::Asked, |firm| firm.consent);
    let choice = |firm: &PoolFirm| {
        let name =
            l.ta("pooling-need-of").a("name", &firm.name).a("place", &firm.municipality_name);
        Choice::new(firm.organisation, name.to_string())
    };
    render_with(
        form.status(),
        &CallPage {
            shell: guard.shell(),
            l,
            crumbs: crumbs(l, view.pool.id, &view.pool.plan.title, "pooling-call-title"),
            id: view.pool.id,
            firm: firm.map(|firm| firm.name.clone()),
            firms: view.firms.iter().map(choice).collect(),
            answers: answers(l, stands),
            naming: naming(l),
            form,
        },
    )
}

pub(super) async fn call(
    guard: Guard<WorkPools>,
    Path(id): Path<PoolId>,
    Query(query): Query<CallQuery>,
) -> Answer {
    let view = workable(&guard, id).await?;
    let firm = chosen(&view, &query.foretag);
    let version = firm.map_or_else(String::new, |firm| firm.version.to_string());
    let on = guard.today().to_string();
    let fields = [
        ("organisation", query.foretag.as_str()),
        ("saidOn", on.as_str()),
        ("version", version.as_str()),
    ];
    let form = FormState::with(&guard, Typed::of(fields));
    call_page(&guard, &view, form)
}

pub(super) async fn record(
    guard: Guard<WorkPools>,
    Path(id): Path<PoolId>,
    form: Form<AnswerForm>,
) -> Answer {
    let sent = form.value.clone();
    match pooling::record(&guard.app, &guard.actor, id, &sent, form.key()).await {
        Ok(kept) => {
            let flash = Flash::new("flash-pooling-recorded").a("name", kept.title);
            Ok(guard.redirect_with(&format!("/samlingar/{id}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let view = workable(&guard, id).await?;
            let version = chosen(&view, &sent.organisation).map(|firm| firm.version);
            let state = state.rebased(version.unwrap_or_default());
            call_page(&guard, &view, state)
        }
    }
}
