//! «Mitt»: everything the system holds about whoever is logged in and the firm they speak for, who
//! has read it, downloads and erasure. And the way by hand for protected identity.

mod api;
mod words;

use app::{account, keeping};
use askama::Template;
use axum::extract::Query;
use serde::Deserialize;

use super::sign_in::without_session;
use crate::failure::Failure;
use crate::files::{CSV, attachment};
use crate::forms::{Form, FormState};
use crate::guard::Guard;
use crate::guarded::{Routes, get};
use crate::l10n::L;
use crate::page::{Answer, render, render_with};
use crate::paging;
use crate::rights::{KeepAccount, ReadPublic, UseDesk};
use crate::shell::{Flash, Shell};
use crate::ui::{Crumb, Paging};
use words::{ReadingRow, SectionView};

/// Where it is.
const PATH: &str = "/mitt";
/// Readings on the page; the rest is a page away.
const READINGS: i64 = 10;

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page(PATH, get(show))
        .page("/mitt/uppgifter.json", get(as_json))
        .page("/mitt/uppgifter.csv", get(as_csv))
        .page("/mitt/radera", get(before_erasing).post(erase))
        .page("/skyddade-uppgifter", get(by_hand))
        .merge(api::routes())
}

/// From the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Address {
    efter: String,
}

#[derive(Template)]
#[template(path = "mine/show.html")]
struct ShowPage {
    shell: Shell,
    l: L,
    sections: Vec<SectionView>,
    /// Names of the kinds of which there is nothing.
    empty: String,
    readings: Vec<ReadingRow>,
    total: i64,
    has_firm: bool,
    paging: Paging,
}

async fn show(guard: Guard<UseDesk>, Query(address): Query<Address>) -> Answer {
    let l = guard.l();
    let mine = keeping::mine_in_short(&guard.app, &guard.actor).await?;
    let sections = mine.sections.iter().map(|section| SectionView::of(l, section));
    let (empty, sections): (Vec<_>, _) = sections.partition(|section| section.rows.is_empty());
    let empty: Vec<_> = empty.into_iter().map(|section| section.title).collect();
    let slice = paging::rows_after(&address.efter, READINGS);
    let read = keeping::readings_of_mine(&guard.app, &guard.actor, slice).await?;
    render(&ShowPage {
        shell: guard.shell(),
        l,
        has_firm: mine.firm.is_some(),
        sections,
        empty: empty.join(", "),
        total: read.total,
        paging: paging::beside(PATH, "", &address.efter, read.next),
        readings: read.items.iter().map(|one| ReadingRow::of(l, one)).collect(),
    })
}

async fn as_json(guard: Guard<UseDesk>) -> Answer {
    let mine = keeping::mine(&guard.app, &guard.actor).await?;
    let body = serde_json::to_vec_pretty(&api::MineJson::of(&mine)).unwrap_or_default();
    Ok(attachment("mina-uppgifter.json", "application/json", body))
}

async fn as_csv(guard: Guard<UseDesk>) -> Answer {
    let mine = keeping::mine(&guard.app, &guard.actor).await?;
    let body = words::csv(&mine).map_err(|_| Failure::internal())?;
    Ok(attachment("mina-uppgifter.csv", CSV, body))
}

#[derive(Template)]
#[template(path = "mine/erase.html")]
struct ErasePage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    has_password: bool,
}

async fn erase_page(guard: &Guard<KeepAccount>, form: FormState) -> Answer {
    let l = guard.l();
    let signed = guard.signed().ok_or_else(Failure::not_signed_in)?;
    let has_password = account::read(&guard.app, signed).await?.has_password;
    let crumbs = vec![Crumb::up(PATH, l.t("mine-title")), Crumb::here(l.t("mine-erase-title"))];
    let page = ErasePage { shell: guard.shell(), l, form, crumbs, has_password };
    render_with(page.form.status(), &page)
}

async fn before_erasing(guard: Guard<KeepAccount>) -> Answer {
    erase_page(&guard, FormState::blank(&guard)).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct EraseForm {
    email: String,
    current: String,
}

async fn erase(guard: Guard<KeepAccount>, form: Form<EraseForm>) -> Answer {
    let signed = guard.signed().ok_or_else(Failure::not_signed_in)?;
    match keeping::erase_own(&guard.app, signed, &form.value.email, &form.value.current).await {
        Ok(_) => {
            let response = guard.redirect_with("/logga-in", &Flash::new("flash-mine-erased"));
            without_session(&guard.app, response)
        }
        Err(error) => erase_page(&guard, form.faulty(&guard, error)?).await,
    }
}

/// Somebody to call.
struct Desk {
    name: String,
    phone: String,
    tel: String,
}

#[derive(Template)]
#[template(path = "mine/by-hand.html")]
struct ByHandPage {
    shell: Shell,
    l: L,
    desks: Vec<Desk>,
}

async fn by_hand(guard: Guard<ReadPublic>) -> Answer {
    let desks = keeping::desks_by_hand(&guard.app).await?.into_iter().map(|desk| {
        let phone = desk.phone.unwrap_or_default();
        let tel = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        Desk { name: desk.name, phone, tel }
    });
    let desks = desks.collect();
    render(&ByHandPage { shell: guard.shell(), l: guard.l(), desks })
}
