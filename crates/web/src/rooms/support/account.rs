//! A firm's account of small aid: what counts and until when, aid from other givers, and the firms
//! that share the ceiling.

use app::support::{self, Account};
use askama::Template;
use axum::extract::Path;
use domain::ids::OrganisationId;
use domain::support::{AidForm, MemberForm};
use serde::Deserialize;

use super::euro;
use crate::forms::{Form, FormState};
use crate::guard::{Guard, Right};
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::{KeepSupport, ReadSupport};
use crate::shell::{Flash, Shell};
use crate::ui::Crumb;

struct Row {
    id: String,
    href: Option<String>,
    giver: String,
    firm: String,
    source: String,
    amount: String,
    day: String,
    free: String,
    can_remove: bool,
}

#[derive(Template)]
#[template(path = "support/account.html")]
struct AccountPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    heading: String,
    account: Account,
    says: String,
    since: String,
    rows: Vec<Row>,
}

async fn page<R: Right>(guard: &Guard<R>, firm: OrganisationId, form: FormState) -> Answer {
    let l = guard.l();
    let account = support::read_account(&guard.app, &guard.actor, firm).await?;
    let heading = l.ta("support-account-heading").a("name", &account.organisation_name);
    let says = l
        .ta("support-account-says")
        .a("sum", euro(l, account.sum_cents))
        .a("room", euro(l, account.room_cents))
        .a("ceiling", euro(l, account.ceiling_cents))
        .to_string();
    let rows = account.counted.iter().map(|one| Row {
        id: one.aid.id.to_string(),
        href: one.can_open.then(|| format!("/stod/{}", one.aid.id)),
        giver: one.aid.giver.clone(),
        firm: one.aid.organisation_name.clone(),
        source: one.aid.source.clone().unwrap_or_default(),
        amount: euro(l, one.aid.aid.cents),
        day: l.day(one.aid.aid.on),
        free: if one.counts_today {
            l.day(one.free_on)
        } else {
            l.ta("support-free-already").a("date", l.day(one.free_on)).to_string()
        },
        can_remove: account.can_keep && !one.aid.is_grant && one.aid.organisation == firm,
    });
    let shown = AccountPage {
        shell: guard.shell(),
        l,
        crumbs: vec![
            Crumb::up("/stod", l.t("support-title")),
            Crumb::here(l.t("support-account-title")),
        ],
        heading: heading.to_string(),
        says,
        since: l.ta("support-account-since").a("date", l.day(account.since)).to_string(),
        rows: rows.collect(),
        account,
        form,
    };
    render_with(shown.form.status(), &shown)
}

pub(super) async fn show(guard: Guard<ReadSupport>, Path(firm): Path<OrganisationId>) -> Answer {
    let form = FormState::blank(&guard);
    page(&guard, firm, form).await
}

async fn done<T>(
    guard: &Guard<KeepSupport>,
    (firm, form): (OrganisationId, Form<T>),
    result: Result<(), app::Error>,
    flash: &str,
) -> Answer {
    match result {
        Ok(()) => Ok(guard.redirect_with(&format!("/stodkonto/{firm}"), &Flash::new(flash))),
        Err(error) => {
            let state = form.faulty(guard, error)?;
            page(guard, firm, state).await
        }
    }
}

pub(super) async fn register(
    guard: Guard<KeepSupport>,
    Path(firm): Path<OrganisationId>,
    form: Form<AidForm>,
) -> Answer {
    let sent = form.value.clone();
    let result = support::register_aid(&guard.app, &guard.actor, firm, &sent, form.key()).await;
    done(&guard, (firm, form), result, "flash-support-aid-kept").await
}

/// Which row.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct About {
    about: String,
}

pub(super) async fn remove(
    guard: Guard<KeepSupport>,
    Path(firm): Path<OrganisationId>,
    form: Form<About>,
) -> Answer {
    let aid = (firm, form.value.about.as_str());
    let result = support::remove_aid(&guard.app, &guard.actor, aid, form.key()).await;
    done(&guard, (firm, form), result, "flash-support-aid-removed").await
}

pub(super) async fn add_member(
    guard: Guard<KeepSupport>,
    Path(firm): Path<OrganisationId>,
    form: Form<MemberForm>,
) -> Answer {
    let sent = form.value.clone();
    let result = support::add_member(&guard.app, &guard.actor, firm, &sent, form.key()).await;
    done(&guard, (firm, form), result, "flash-support-member-joined").await
}

pub(super) async fn remove_member(
    guard: Guard<KeepSupport>,
    Path(firm): Path<OrganisationId>,
    form: Form<About>,
) -> Answer {
    let member = (firm, form.value.about.as_str());
    let result = support::remove_member(&guard.app, &guard.actor, member, form.key()).await;
    done(&guard, (firm, form), result, "flash-support-member-left").await
}
