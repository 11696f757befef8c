//! Handovers when somebody leaves, and absences with somebody who steps in.

mod api;
mod away;
mod document;
mod wizard;

use app::continuity::{self, ContactChange, Document, StoredHandover, StoredHandoverItem};
use askama::Template;
use axum::extract::{Path, Query};
use domain::continuity::ItemKind;
use domain::ids::{ContactChangeId, HandoverId};
use domain::time::Date;
use serde::Deserialize;

use crate::files::Spreadsheet;
use crate::forms::Form;
use crate::guard::{Guard, Right};
use crate::guarded::{Routes, get, post};
use crate::l10n::L;
use crate::page::{Answer, render};
use crate::paging::Numbered;
use crate::rights::{HandOver, ReadHandovers, SeeNewContact};
use crate::shell::{Flash, Shell};
use crate::ui::{Crumb, Paging};

/// The list.
const PATH: &str = "/overlamningar";

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page(PATH, get(list))
        .page("/overlamningar/ny", get(wizard::open).post(wizard::finish))
        .page("/overlamningar/{id}", get(show))
        .page("/overlamningar/{id}/lista.csv", get(csv))
        .page("/overlamningar/{id}/lista.pdf", get(document::pdf))
        .page("/ny-kontakt/{id}/sedd", post(see))
        .page("/franvaro", get(away::show).post(away::keep))
        .page("/franvaro/{id}/avsluta", post(away::end))
        .merge(api::routes())
}

/// What a firm is told of its new contact.
pub(crate) struct ChangeRow {
    pub(crate) action: String,
    pub(crate) title: String,
    pub(crate) desk: String,
    pub(crate) phone: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) since: String,
}

/// New contacts in words.
pub(crate) fn changes(l: L, changes: &[ContactChange]) -> Vec<ChangeRow> {
    let row = |one: &ContactChange| {
        let name = one.name.as_ref().unwrap_or(&one.desk_name);
        ChangeRow {
            action: format!("/ny-kontakt/{}/sedd", one.id),
            title: l.ta("continuity-new-contact").a("name", name).to_string(),
            desk: one.name.as_ref().map_or_else(String::new, |_| one.desk_name.clone()),
            phone: one.desk_phone.clone(),
            email: one.desk_email.clone(),
            since: l.ta("continuity-since").a("date", l.day_of(one.at)).to_string(),
        }
    };
    changes.iter().map(row).collect()
}

/// Where a thing stands, in the words of its own kind.
fn state(l: L, kind: ItemKind, state: &str) -> String {
    match kind {
        ItemKind::Case => l.code("case-state", state),
        ItemKind::Visit => l.code("visit-state", state),
        ItemKind::Obstacle => l.code("obstacle-kind", state),
        ItemKind::Contact => l.code("contact-kind", state),
        ItemKind::Mapping => l.code("mapping-state", state),
        ItemKind::Reminder => l.code("mail-what", state),
        ItemKind::Promise => l.t("continuity-state-promised"),
        ItemKind::Desk => l.t("continuity-state-bare"),
    }
}

/// The page of a thing, where it has one.
fn href(kind: ItemKind, id: uuid::Uuid) -> Option<String> {
    match kind {
        ItemKind::Case => Some(format!("/arenden/{id}")),
        ItemKind::Visit => Some(format!("/besok/{id}")),
        ItemKind::Mapping => Some(format!("/kartlaggningar/{id}")),
        _ => None,
    }
}

fn when(l: L, day: Option<Date>) -> String {
    day.map_or_else(|| l.t("continuity-no-day"), |day| l.day(day))
}

struct Line {
    href: String,
    from: String,
    organisation: String,
    by: String,
    when: String,
    count: String,
}

/// Something that has no holder.
struct Orphan {
    what: String,
    title: String,
    firm: String,
}

#[derive(Template)]
#[template(path = "continuity/list.html")]
struct ListPage {
    shell: Shell,
    l: L,
    rows: Vec<Line>,
    total: i64,
    paging: Paging,
    can_hand_over: bool,
    /// How many open things have no holder; none where the reader does not keep them.
    orphans: Option<i64>,
    orphaned: Vec<Orphan>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Address {
    sida: String,
}

async fn list(guard: Guard<ReadHandovers>, Query(address): Query<Address>) -> Answer {
    let l = guard.l();
    let page = Numbered::of(&address.sida)?;
    let found = continuity::overview(&guard.app, &guard.actor, page.slice()).await?;
    let total = found.handovers.total;
    let rows = found.handovers.items.iter().map(|one| Line {
        href: format!("{PATH}/{}", one.id),
        from: one.from_name.clone(),
        organisation: one.organisation_name.clone(),
        by: one.by_name.clone(),
        when: l.day_of(one.made_at),
        count: l.number(one.count),
    });
    let orphaned = found.orphaned.iter().map(|item| Orphan {
        what: l.code("continuity-kind", item.kind),
        title: item.title.clone(),
        firm: item.firm_name.clone().unwrap_or_default(),
    });
    render(&ListPage {
        shell: guard.shell(),
        l,
        rows: rows.collect(),
        total,
        paging: page.beside(PATH, "", total),
        can_hand_over: HandOver::allows(guard.actor.role()),
        orphans: found.orphans,
        orphaned: orphaned.collect(),
    })
}

/// One thing of the document.
struct Row {
    what: String,
    title: String,
    href: Option<String>,
    firm: String,
    contact: String,
    state: String,
    step: String,
    day: String,
    to: String,
    phone: String,
}

impl Row {
    fn of(l: L, item: &StoredHandoverItem) -> Self {
        Self {
            what: l.code("continuity-kind", item.kind),
            title: item.title.clone(),
            href: href(item.kind, item.id),
            firm: item.firm_name.clone().unwrap_or_default(),
            contact: item.contact_name.clone().unwrap_or_default(),
            state: state(l, item.kind, &item.state),
            step: item.next_step.clone().unwrap_or_default(),
            day: when(l, item.next_step_on),
            to: match &item.to_name {
                Some(name) => l
                    .ta("continuity-on-desk")
                    .a("name", name)
                    .a("desk", &item.desk_name)
                    .to_string(),
                None => item.desk_name.clone(),
            },
            phone: item.desk_phone.clone().unwrap_or_default(),
        }
    }
}

/// What the document is called.
fn heading(l: L, handover: &StoredHandover) -> String {
    l.ta("continuity-document").a("name", &handover.from_name).to_string()
}

/// When it was made and how much there is.
fn made(l: L, Document { handover, items }: &Document) -> String {
    l.ta("continuity-made")
        .a("date", l.day_of(handover.made_at))
        .a("name", &handover.by_name)
        .a("count", items.len())
        .to_string()
}

#[derive(Template)]
#[template(path = "continuity/show.html")]
struct ShowPage {
    shell: Shell,
    l: L,
    crumbs: Vec<Crumb>,
    heading: String,
    made: String,
    reason: String,
    pdf: String,
    file: String,
    rows: Vec<Row>,
}

async fn show(guard: Guard<ReadHandovers>, Path(id): Path<HandoverId>) -> Answer {
    let l = guard.l();
    let document = continuity::read(&guard.app, &guard.actor, id).await?;
    let heading = heading(l, &document.handover);
    render(&ShowPage {
        shell: guard.shell(),
        l,
        crumbs: vec![Crumb::up(PATH, l.t("continuity-title")), Crumb::here(&heading)],
        heading,
        made: made(l, &document),
        reason: document.handover.reason,
        pdf: format!("{PATH}/{id}/lista.pdf"),
        file: format!("{PATH}/{id}/lista.csv"),
        rows: document.items.iter().map(|item| Row::of(l, item)).collect(),
    })
}

/// The same things as a file that opens in a spreadsheet.
async fn csv(guard: Guard<ReadHandovers>, Path(id): Path<HandoverId>) -> Answer {
    let l = guard.l();
    let document = continuity::read(&guard.app, &guard.actor, id).await?;
    let heads = ["what", "title", "firm", "contact", "state", "step", "day", "to", "phone"];
    let mut sheet = Spreadsheet::of(&heads.map(|head| l.code("continuity-head", head)));
    for item in &document.items {
        let row = Row::of(l, item);
        let day = item.next_step_on.map_or_else(String::new, |day| day.to_string());
        sheet.push(&[
            row.what,
            row.title,
            row.firm,
            row.contact,
            row.state,
            row.step,
            day,
            row.to,
            row.phone,
        ]);
    }
    Ok(sheet.answer("overlamning.csv"))
}

/// A form with nothing in it but its tokens.
#[derive(Debug, Default, Deserialize)]
struct Empty {}

/// The firm has seen who its new contact is.
async fn see(
    guard: Guard<SeeNewContact>,
    Path(id): Path<ContactChangeId>,
    form: Form<Empty>,
) -> Answer {
    continuity::see_contact_change(&guard.app, &guard.actor, id, form.key()).await?;
    Ok(guard.redirect_with("/skrivbord", &Flash::new("flash-contact-seen")))
}
