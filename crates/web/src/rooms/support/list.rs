//! What there is to ask for, applications and decisions; and the form of an application.

use app::support::{self, FundView, ListQuery, StoredGrant};
use askama::Template;
use axum::extract::Query;
use domain::access::{EMPLOYERS, Role};
use domain::ids::OrganisationId;
use domain::support::{ApplyForm, GrantState};
use domain::time::Date;
use serde::Deserialize;

use super::{kronor, tag};
use crate::failure::Failure;
use crate::files::Spreadsheet;
use crate::forms::{Form, FormState, Typed};
use crate::guard::{Guard, Right};
use crate::l10n::L;
use crate::page::{Answer, render, render_with};
use crate::paging::{self, Numbered};
use crate::rights::{ApplySupport, KeepSupport, ReadSupport};
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb, Paging};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Address {
    lage: String,
    stod: String,
    organisation: String,
    sida: String,
}

impl Address {
    fn query(&self) -> ListQuery {
        ListQuery {
            state: self.lage.clone(),
            fund: self.stod.clone(),
            organisation: self.organisation.clone(),
            municipality: String::new(),
        }
    }

    fn kept(&self) -> String {
        paging::query(&[
            ("lage", &self.lage),
            ("stod", &self.stod),
            ("organisation", &self.organisation),
        ])
    }
}

/// A fund in the list.
struct FundRow {
    id: String,
    name: String,
    owner: String,
    basis: String,
    period: String,
    left: Option<String>,
    is_open: bool,
}

struct Row {
    id: String,
    firm: String,
    place: String,
    fund: String,
    amount: String,
    day: String,
    tag: (&'static str, &'static str, String),
}

#[derive(Template)]
#[template(path = "support/list.html")]
struct ListPage {
    shell: Shell,
    l: L,
    query: ListQuery,
    funds: Vec<FundRow>,
    fund_choices: Vec<Choice>,
    states: Vec<Choice>,
    rows: Vec<Row>,
    total: i64,
    paging: Paging,
    /// Where the same list is a file.
    file: String,
    is_firm: bool,
    can_apply: bool,
    can_keep: bool,
    own_account: Option<String>,
}

fn fund_row(l: L, fund: &FundView) -> FundRow {
    FundRow {
        id: fund.id.to_string(),
        name: fund.fund.name.clone(),
        owner: fund.organisation_name.clone(),
        basis: l.code("aid-basis", fund.fund.basis),
        period: l
            .ta("support-period")
            .a("from", l.day(fund.fund.starts_on))
            .a("to", l.day(fund.fund.ends_on))
            .to_string(),
        left: fund.left_ore.map(|ore| kronor(l, ore)),
        is_open: fund.is_open,
    }
}

pub(super) async fn list(guard: Guard<ReadSupport>, Query(address): Query<Address>) -> Answer {
    let l = guard.l();
    let (query, kept) = (address.query(), address.kept());
    let page = Numbered::of(&address.sida)?;
    let found = support::list(&guard.app, &guard.actor, &query, page.slice()).await?;
    let funds = support::funds(&guard.app, &guard.actor, false).await?;
    let is_firm = guard.actor.is_one_of(EMPLOYERS);
    let own = guard.actor.organisation().filter(|_| is_firm);
    render(&ListPage {
        shell: guard.shell(),
        l,
        fund_choices: funds.iter().map(|one| Choice::new(one.id, &one.fund.name)).collect(),
        funds: funds.iter().map(|one| fund_row(l, one)).collect(),
        states: Choice::codes(l, "grant-state", GrantState::ALL),
        rows: found
            .items
            .iter()
            .map(|grant| Row {
                id: grant.id.to_string(),
                firm: grant.organisation_name.clone(),
                place: grant.municipality_name.clone(),
                fund: grant.fund_name.clone(),
                amount: kronor(l, grant.amount_ore),
                day: l.day(grant.decided_on.unwrap_or(grant.applied_on)),
                tag: tag(l, grant.state),
            })
            .collect(),
        total: found.total,
        paging: page.beside("/stod", &kept, found.total),
        file: paging::address("/stod.csv", &kept),
        is_firm,
        can_apply: ApplySupport::allows(guard.actor.role()),
        can_keep: KeepSupport::allows(guard.actor.role()),
        own_account: own.map(|id| format!("/stodkonto/{id}")),
        query,
    })
}

/// The same applications as a file that opens in a spreadsheet.
pub(super) async fn csv(guard: Guard<ReadSupport>, Query(address): Query<Address>) -> Answer {
    let (l, query) = (guard.l(), address.query());
    let heads =
        ["firm", "municipality", "fund", "amount", "applied", "decided", "paid", "state", "effect"];
    let mut sheet = Spreadsheet::of(&heads.map(|head| l.code("support-csv", head)));
    while let Some(slice) = sheet.wants() {
        let part = support::list(&guard.app, &guard.actor, &query, slice).await?;
        sheet.take(part, |grant| cells(l, grant));
    }
    Ok(sheet.answer("stod.csv"))
}

fn cells(l: L, grant: StoredGrant) -> [String; 9] {
    let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    [
        grant.organisation_name,
        grant.municipality_name,
        grant.fund_name,
        // A spreadsheet adds up plain figures only.
        format!("{},{:02}", grant.amount_ore / 100, grant.amount_ore % 100),
        grant.applied_on.to_string(),
        day(grant.decided_on),
        day(grant.paid_on),
        l.code("grant-state", grant.state),
        grant.effect.map_or_else(String::new, |effect| l.code("grant-effect", effect)),
    ]
}

/// What the address of the form says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct NewQuery {
    organisation: String,
    stod: String,
}

/// A fund to choose, with its terms.
struct Terms {
    name: String,
    terms: String,
}

#[derive(Template)]
#[template(path = "support/form.html")]
struct FormPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    heading: String,
    organisation: OrganisationId,
    funds: Vec<Choice>,
    terms: Vec<Terms>,
}

async fn form_page(guard: &Guard<ApplySupport>, firm: OrganisationId, form: FormState) -> Answer {
    let l = guard.l();
    let found = app::organisations::find(&guard.app, &guard.actor, firm).await?;
    let funds = support::funds(&guard.app, &guard.actor, true).await?;
    let choice = |one: &FundView| {
        let owner = &one.organisation_name;
        let text = l.ta("support-fund-of").a("name", &one.fund.name).a("owner", owner);
        Choice::new(one.id, text)
    };
    let terms =
        |one: &FundView| Terms { name: one.fund.name.clone(), terms: one.fund.terms.clone() };
    render_with(
        form.status(),
        &FormPage {
            shell: guard.shell(),
            l,
            crumbs: vec![
                Crumb::up("/stod", l.t("support-title")),
                Crumb::here(l.t("support-new-title")),
            ],
            heading: l.ta("support-new-heading").a("name", found.organisation.name).to_string(),
            organisation: firm,
            funds: funds.iter().map(choice).collect(),
            terms: funds.iter().map(terms).collect(),
            form,
        },
    )
}

pub(super) async fn blank(guard: Guard<ApplySupport>, Query(query): Query<NewQuery>) -> Answer {
    let drafted = || FormState::drafted(&guard, "organisation");
    let own = guard.actor.organisation().filter(|_| guard.actor.role() == Role::EmployerAdmin);
    let asked = Some(query.organisation).filter(|asked| !asked.is_empty()).or_else(drafted);
    let Some(asked) = asked.or_else(|| own.map(|id| id.to_string())) else {
        // The firm is chosen first, where one can search for it.
        return Ok(guard.redirect("/organisationer"));
    };
    let firm = app::organisations::resolve(&guard.app, &guard.actor, &asked).await?;
    let form = FormState::with(&guard, Typed::of([("fund", query.stod)]));
    form_page(&guard, firm, form).await
}

/// The fields of the form with the firm it is about.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    organisation: String,
    fund: String,
    amount: String,
    purpose: String,
}

pub(super) async fn apply(guard: Guard<ApplySupport>, form: Form<Sent>) -> Answer {
    let sent = &form.value;
    let firm: OrganisationId = sent.organisation.parse().map_err(|_| Failure::not_found())?;
    let asked = ApplyForm {
        fund: sent.fund.clone(),
        amount: sent.amount.clone(),
        purpose: sent.purpose.clone(),
    };
    match support::apply(&guard.app, &guard.actor, firm, &asked, form.key()).await {
        Ok(kept) => {
            let flash = Flash::new("flash-support-applied").a("name", kept.organisation_name);
            Ok(guard.redirect_with(&format!("/stod/{}", kept.id), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            form_page(&guard, firm, state).await
        }
    }
}
