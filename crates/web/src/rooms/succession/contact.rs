//! An owner and a buyer in touch: what they write, the agreement, and the end.

use app::succession::{self, ContactView, Message};
use askama::Template;
use axum::extract::Path;
use domain::ids::SuccessionContactId;
use domain::succession::{AGREEMENT_VERSION, AgreementForm, ContactState, Ending, Side};
use serde::Deserialize;

use super::{PATH, Tag, Told, contact_tag, home_crumb, step_line};
use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::UseSuccession;
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

struct Said {
    who: String,
    words: String,
    when: String,
}

#[derive(Template)]
#[template(path = "succession/contact.html")]
struct ContactPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    heading: String,
    view: ContactView,
    is_seller: bool,
    tag: Tag,
    told: Told,
    /// What holds at this level, in a sentence.
    level: String,
    /// Who the other is, once both have said yes.
    other: Vec<(String, String)>,
    /// What the buyer looks for.
    profile: Option<(String, String, String)>,
    messages: Vec<Said>,
    steps: Vec<(String, String)>,
    /// When each has said yes.
    agreed: Vec<(String, String)>,
    is_open: bool,
    can_negotiate: bool,
}

fn heading(l: L, view: &ContactView, told: &Told) -> String {
    match view.side {
        Side::Seller => l.ta("succession-buyer").a("number", view.number).to_string(),
        Side::Buyer => told.line(),
    }
}

fn crumbs(l: L, view: &ContactView, heading: &str) -> Vec<Crumb> {
    let mut crumbs = vec![home_crumb(l)];
    if view.side == Side::Seller {
        let up = format!("{PATH}/{}", view.listing);
        crumbs.push(Crumb::up(&up, l.t("succession-your-listing")));
    }
    crumbs.push(Crumb::here(heading));
    crumbs
}

fn name_of(l: L, view: &ContactView, side: Side) -> String {
    match side {
        side if side == view.side => l.t("succession-you"),
        Side::Seller => l.t("succession-seller"),
        Side::Buyer => l.ta("succession-buyer").a("number", view.number).to_string(),
    }
}

/// Who the other is, line by line.
fn other(l: L, view: &ContactView) -> Vec<(String, String)> {
    let Some(names) = &view.names else { return Vec::new() };
    let lines = match view.side {
        Side::Seller => {
            let mut lines = vec![("succession-name", names.buyer.clone())];
            lines.extend(names.buyer_firms.iter().map(|name| ("succession-firm", name.clone())));
            lines
        }
        Side::Buyer => {
            let mut lines = vec![("succession-name", names.seller.clone())];
            if let Some((name, number, place)) = &names.firm {
                lines.push(("succession-firm", name.clone()));
                lines.push(("succession-number", number.clone()));
                lines.push(("succession-place", place.clone()));
            }
            lines
        }
    };
    lines.into_iter().map(|(key, value)| (l.t(key), value)).collect()
}

fn agreed(l: L, view: &ContactView) -> Vec<(String, String)> {
    let both = [(view.side, &view.own_agreed), (view.side.other(), &view.other_agreed)];
    let said = both.into_iter().map(|(side, agreed)| {
        let when = agreed.as_ref().map_or_else(
            || l.t("succession-not-agreed"),
            |agreed| {
                l.ta("succession-agreed-at")
                    .a("when", l.moment_year(agreed.at))
                    .a("version", &agreed.version)
                    .to_string()
            },
        );
        (name_of(l, view, side), when)
    });
    said.collect()
}

fn level(l: L, view: &ContactView) -> String {
    let key = match view.state {
        ContactState::Interest => "interest",
        ContactState::Exchanged => "exchanged",
        ContactState::Negotiation => "negotiation",
        _ if view.was_exchanged => "ended-known",
        _ => "ended-unknown",
    };
    l.code("succession-level", key)
}

fn show_view(guard: &Guard<UseSuccession>, view: ContactView, form: FormState) -> Answer {
    let l = guard.l();
    let told = Told::of(l, &view.cover, &view.places);
    let heading = heading(l, &view, &told);
    let said = |one: &Message| Said {
        who: name_of(l, &view, one.side),
        words: one.words.clone(),
        when: l.moment_year(one.at),
    };
    let profile = view.profile.as_ref().map(|profile| {
        let industries = profile.industries.iter().map(|one| l.code("industry", one));
        let industries = industries.collect::<Vec<_>>().join(", ");
        (profile.looking.clone(), profile.background.clone(), industries)
    });
    let page = ContactPage {
        shell: guard.shell(),
        l,
        crumbs: crumbs(l, &view, &heading),
        heading,
        is_seller: view.side == Side::Seller,
        tag: contact_tag(l, view.state),
        told,
        level: level(l, &view),
        other: other(l, &view),
        profile,
        messages: view.messages.iter().map(said).collect(),
        steps: view.steps.iter().map(|step| step_line(l, step)).collect(),
        agreed: agreed(l, &view),
        is_open: view.state.is_open(),
        can_negotiate: view.state.may_become(ContactState::Negotiation),
        view,
        form,
    };
    render_with(page.form.status(), &page)
}

async fn read(
    guard: &Guard<UseSuccession>,
    id: SuccessionContactId,
) -> Result<ContactView, Failure> {
    Ok(succession::read_contact(&guard.app, &guard.actor, id).await?)
}

pub(super) async fn show(
    guard: Guard<UseSuccession>,
    Path(id): Path<SuccessionContactId>,
) -> Answer {
    let view = read(&guard, id).await?;
    let form = FormState::blank(&guard);
    show_view(&guard, view, form)
}

/// A message.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Words {
    words: String,
}

pub(super) async fn write(
    guard: Guard<UseSuccession>,
    Path(id): Path<SuccessionContactId>,
    form: Form<Words>,
) -> Answer {
    let words = &form.value.words;
    match succession::write(&guard.app, &guard.actor, id, words, form.key()).await {
        Ok(_) => {
            let flash = Flash::new("flash-succession-sent");
            Ok(guard.redirect_with(&format!("{PATH}/samtal/{id}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let view = read(&guard, id).await?;
            show_view(&guard, view, state)
        }
    }
}

#[derive(Template)]
#[template(path = "succession/agree.html")]
struct AgreePage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    id: SuccessionContactId,
    version: &'static str,
    is_seller: bool,
    /// The owner is told before they promise.
    has_tie: bool,
    boxes: Vec<Choice>,
}

/// The contact, if its reader can say yes to the agreement.
async fn agreeable(
    guard: &Guard<UseSuccession>,
    id: SuccessionContactId,
) -> Result<ContactView, Failure> {
    let view = read(guard, id).await?;
    if view.can_agree() { Ok(view) } else { Err(Failure::forbidden()) }
}

fn agreement(guard: &Guard<UseSuccession>, view: &ContactView, form: FormState) -> Answer {
    let l = guard.l();
    let told = Told::of(l, &view.cover, &view.places);
    let mut way = crumbs(l, view, "");
    way.pop();
    way.push(Crumb::up(&format!("{PATH}/samtal/{}", view.id), heading(l, view, &told)));
    way.push(Crumb::here(l.t("succession-agree")));
    let page = AgreePage {
        shell: guard.shell(),
        l,
        crumbs: way,
        id: view.id,
        version: AGREEMENT_VERSION,
        is_seller: view.side == Side::Seller,
        has_tie: view.has_tie,
        boxes: vec![Choice::new("yes", l.t("succession-agree-box"))],
        form,
    };
    render_with(page.form.status(), &page)
}

pub(super) async fn agree_page(
    guard: Guard<UseSuccession>,
    Path(id): Path<SuccessionContactId>,
) -> Answer {
    let view = agreeable(&guard, id).await?;
    let form = FormState::with(&guard, Typed::of([("version", view.version.to_string())]));
    agreement(&guard, &view, form)
}

/// A yes, the text that was read, and the version of the contact.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Yes {
    version: String,
    agreed: String,
    agreement: String,
}

pub(super) async fn agree(
    guard: Guard<UseSuccession>,
    Path(id): Path<SuccessionContactId>,
    form: Form<Yes>,
) -> Answer {
    let which = (id, form.value.version.parse().unwrap_or_default());
    let sent = AgreementForm {
        agreed: form.value.agreed.clone(),
        agreement: form.value.agreement.clone(),
    };
    match succession::agree(&guard.app, &guard.actor, which, &sent, form.key()).await {
        Ok(state) => {
            let flash = Flash::new(if state == ContactState::Exchanged {
                "flash-succession-exchanged"
            } else {
                "flash-succession-agreed"
            });
            Ok(guard.redirect_with(&format!("{PATH}/samtal/{id}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let view = agreeable(&guard, id).await?;
            agreement(&guard, &view, state.rebased(view.version))
        }
    }
}

/// The version a button was pressed at, and how it ends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Next {
    version: String,
    outcome: String,
}

pub(super) async fn negotiate(
    guard: Guard<UseSuccession>,
    Path(id): Path<SuccessionContactId>,
    form: Form<Next>,
) -> Answer {
    let which = (id, form.value.version.parse().unwrap_or_default());
    succession::negotiate(&guard.app, &guard.actor, which, form.key()).await?;
    let flash = Flash::new("flash-succession-negotiating");
    Ok(guard.redirect_with(&format!("{PATH}/samtal/{id}"), &flash))
}

#[derive(Template)]
#[template(path = "succession/contact-end.html")]
struct EndPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    id: SuccessionContactId,
    /// What can be said of how it ends; for who can say but one thing none.
    outcomes: Vec<Choice>,
    was_exchanged: bool,
}

/// The contact, if it can be ended.
async fn endable(
    guard: &Guard<UseSuccession>,
    id: SuccessionContactId,
) -> Result<ContactView, Failure> {
    let view = read(guard, id).await?;
    if view.state.is_open() { Ok(view) } else { Err(Failure::forbidden()) }
}

fn ending(guard: &Guard<UseSuccession>, view: &ContactView, form: FormState) -> Answer {
    let l = guard.l();
    let told = Told::of(l, &view.cover, &view.places);
    let mut way = crumbs(l, view, "");
    way.pop();
    way.push(Crumb::up(&format!("{PATH}/samtal/{}", view.id), heading(l, view, &told)));
    way.push(Crumb::here(l.t("succession-stop")));
    let outcomes = if view.can_transfer() {
        Choice::codes(l, "succession-ending", &[Ending::Ended, Ending::Transferred])
    } else {
        Vec::new()
    };
    let page = EndPage {
        shell: guard.shell(),
        l,
        crumbs: way,
        id: view.id,
        outcomes,
        was_exchanged: view.was_exchanged,
        form,
    };
    render_with(page.form.status(), &page)
}

pub(super) async fn end_page(
    guard: Guard<UseSuccession>,
    Path(id): Path<SuccessionContactId>,
) -> Answer {
    let view = endable(&guard, id).await?;
    let form = FormState::with(&guard, Typed::of([("version", view.version.to_string())]));
    ending(&guard, &view, form)
}

pub(super) async fn end(
    guard: Guard<UseSuccession>,
    Path(id): Path<SuccessionContactId>,
    form: Form<Next>,
) -> Answer {
    let which = (id, form.value.version.parse().unwrap_or_default());
    let outcome = &form.value.outcome;
    match succession::finish(&guard.app, &guard.actor, which, outcome, form.key()).await {
        Ok(_) => {
            let flash = Flash::new("flash-succession-stopped");
            Ok(guard.redirect_with(&format!("{PATH}/samtal/{id}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            // Ended meanwhile, there is nothing left to end.
            let view = endable(&guard, id).await?;
            ending(&guard, &view, state.rebased(view.version))
        }
    }
}
