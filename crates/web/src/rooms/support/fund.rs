//! Support to ask for: its page, and the form where its owner writes it.

use app::support::{self, FundView, KeptFund};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::ids::FundId;
use domain::support::{AidBasis, FundForm};

use super::kronor;
use crate::failure::Failure;
use crate::forms::{Form, FormState};
use crate::guard::{Guard, Right};
use crate::l10n::L;
use crate::page::{Answer, render, render_with};
use crate::rights::{ApplySupport, KeepSupport, ReadSupport};
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

#[derive(Template)]
#[template(path = "support/fund.html")]
struct FundPage {
    shell: Shell,
    l: L,
    crumbs: Vec<Crumb>,
    fund: FundView,
    basis: String,
    period: String,
    budget: String,
    left: Option<String>,
    can_apply: bool,
}

pub(super) async fn show(guard: Guard<ReadSupport>, Path(id): Path<FundId>) -> Answer {
    let l = guard.l();
    let fund = support::fund(&guard.app, &guard.actor, id).await?;
    render(&FundPage {
        shell: guard.shell(),
        l,
        crumbs: vec![Crumb::up("/stod", l.t("support-title")), Crumb::here(&fund.fund.name)],
        basis: l.code("aid-basis", fund.fund.basis),
        period: l
            .ta("support-period")
            .a("from", l.day(fund.fund.starts_on))
            .a("to", l.day(fund.fund.ends_on))
            .to_string(),
        budget: kronor(l, fund.fund.budget_ore),
        left: fund.left_ore.map(|ore| kronor(l, ore)),
        can_apply: fund.is_open && ApplySupport::allows(guard.actor.role()),
        fund,
    })
}

#[derive(Template)]
#[template(path = "support/fund_form.html")]
struct FormPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    heading: String,
    action: String,
    /// Version the form is filled in from; empty for a new one.
    version: String,
    bases: Vec<Choice>,
}

fn form_page(guard: &Guard<KeepSupport>, fund: Option<&FundView>, form: FormState) -> Answer {
    let l = guard.l();
    let mut crumbs = vec![Crumb::up("/stod", l.t("support-title"))];
    let (heading, action, version) = match fund {
        None => (l.t("support-fund-new"), "/stodprogram/nytt".to_owned(), String::new()),
        Some(fund) => {
            let up = format!("/stodprogram/{}", fund.id);
            crumbs.push(Crumb::up(&up, &fund.fund.name));
            let typed = form.value("version");
            let stands = fund.version.to_string();
            let version = if typed.is_empty() { stands } else { typed.to_owned() };
            (l.t("support-fund-edit"), format!("{up}/andra"), version)
        }
    };
    crumbs.push(Crumb::here(&heading));
    render_with(
        form.status(),
        &FormPage {
            shell: guard.shell(),
            l,
            form,
            crumbs,
            heading,
            action,
            version,
            bases: Choice::codes(l, "aid-basis", AidBasis::ALL),
        },
    )
}

fn done(guard: &Guard<KeepSupport>, kept: KeptFund) -> Response {
    let flash = Flash::new("flash-support-fund-kept").a("name", kept.name);
    guard.redirect_with(&format!("/stodprogram/{}", kept.id), &flash)
}

pub(super) async fn blank(guard: Guard<KeepSupport>) -> Answer {
    let form = FormState::blank(&guard);
    form_page(&guard, None, form)
}

pub(super) async fn add(guard: Guard<KeepSupport>, form: Form<FundForm>) -> Answer {
    match support::keep_fund(&guard.app, &guard.actor, None, &form.value, form.key()).await {
        Ok(kept) => Ok(done(&guard, kept)),
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            form_page(&guard, None, state)
        }
    }
}

async fn own(guard: &Guard<KeepSupport>, id: FundId) -> Result<FundView, Failure> {
    let fund = support::fund(&guard.app, &guard.actor, id).await?;
    if fund.can_decide { Ok(fund) } else { Err(Failure::forbidden()) }
}

pub(super) async fn edit_page(guard: Guard<KeepSupport>, Path(id): Path<FundId>) -> Answer {
    let fund = own(&guard, id).await?;
    let form = FormState::filled(&guard, &FundForm::of(&fund.fund));
    form_page(&guard, Some(&fund), form)
}

pub(super) async fn edit(
    guard: Guard<KeepSupport>,
    Path(id): Path<FundId>,
    form: Form<FundForm>,
) -> Answer {
    let fund = own(&guard, id).await?;
    let version = form.typed.first("version").parse().unwrap_or_default();
    let known = Some((id, version));
    match support::keep_fund(&guard.app, &guard.actor, known, &form.value, form.key()).await {
        Ok(kept) => Ok(done(&guard, kept)),
        Err(error) => {
            let stands = FundForm::of(&fund.fund);
            let state = form.faulty(&guard, error)?.beside_form(&stands, fund.version);
            form_page(&guard, Some(&fund), state)
        }
    }
}
