//! For those who look for a firm: teasers, interest, and what they say of themselves.

use app::succession::{self, Municipality, Teaser};
use askama::Template;
use axum::extract::{Path, Query};
use domain::ids::ListingId;
use domain::leaders::Industry;
use domain::succession::ProfileForm;
use serde::{Deserialize, Serialize};

use super::{PATH, Told, home_crumb};
use crate::forms::{Form, FormState};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render, render_with};
use crate::paging::{self, Numbered};
use crate::rights::SeekSuccession;
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb, Paging};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Address {
    bransch: String,
    sida: String,
}

struct Row {
    id: String,
    told: Told,
    words: String,
    when: String,
}

#[derive(Template)]
#[template(path = "succession/teasers.html")]
struct ListPage {
    shell: Shell,
    l: L,
    crumbs: Vec<Crumb>,
    industry: String,
    industries: Vec<Choice>,
    rows: Vec<Row>,
    total: i64,
    paging: Paging,
    /// The reader has said what they look for.
    has_profile: bool,
}

pub(super) async fn list(guard: Guard<SeekSuccession>, Query(address): Query<Address>) -> Answer {
    let l = guard.l();
    let (app, actor) = (&guard.app, &guard.actor);
    let page = Numbered::of(&address.sida)?;
    let found = succession::teasers(app, actor, &address.bransch, page.slice()).await?;
    let places = succession::places(app, actor).await?;
    let row = |one: &Teaser| Row {
        id: one.id.to_string(),
        told: Told::of(l, &one.cover, &places),
        words: one.words.clone(),
        when: l.day_of(one.published_at),
    };
    let title = l.t("succession-teasers");
    let kept = paging::query(&[("bransch", &address.bransch)]);
    render(&ListPage {
        shell: guard.shell(),
        l,
        crumbs: vec![home_crumb(l), Crumb::here(title)],
        industries: Choice::codes(l, "industry", Industry::ALL),
        rows: found.items.iter().map(row).collect(),
        total: found.total,
        paging: page.beside(&format!("{PATH}/annonser"), &kept, found.total),
        has_profile: succession::profile(app, actor).await?.1 > 0,
        industry: address.bransch,
    })
}

#[derive(Template)]
#[template(path = "succession/teaser.html")]
struct TeaserPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    heading: String,
    id: ListingId,
    told: Told,
    words: String,
    published: String,
    is_own: bool,
    has_profile: bool,
    /// Address of what the reader already is in touch about.
    contact: Option<String>,
}

async fn teaser_page(guard: &Guard<SeekSuccession>, id: ListingId, form: FormState) -> Answer {
    let l = guard.l();
    let seen = succession::teaser(&guard.app, &guard.actor, id).await?;
    let places: Vec<Municipality> = succession::places(&guard.app, &guard.actor).await?;
    let told = Told::of(l, &seen.cover, &places);
    let heading = told.line();
    let page = TeaserPage {
        shell: guard.shell(),
        l,
        crumbs: vec![
            home_crumb(l),
            Crumb::up(&format!("{PATH}/annonser"), l.t("succession-teasers")),
            Crumb::here(&heading),
        ],
        heading,
        id,
        told,
        words: seen.words,
        published: l.day_of(seen.published_at),
        is_own: seen.is_own,
        has_profile: seen.has_profile,
        contact: seen.contact.map(|contact| format!("{PATH}/samtal/{contact}")),
        form,
    };
    render_with(page.form.status(), &page)
}

pub(super) async fn show(guard: Guard<SeekSuccession>, Path(id): Path<ListingId>) -> Answer {
    let form = FormState::blank(&guard);
    teaser_page(&guard, id, form).await
}

/// What a buyer writes first.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Words {
    words: String,
}

pub(super) async fn interest(
    guard: Guard<SeekSuccession>,
    Path(id): Path<ListingId>,
    form: Form<Words>,
) -> Answer {
    let words = &form.value.words;
    match succession::show_interest(&guard.app, &guard.actor, id, words, form.key()).await {
        Ok(contact) => {
            let flash = Flash::new("flash-succession-interest");
            Ok(guard.redirect_with(&format!("{PATH}/samtal/{contact}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            teaser_page(&guard, id, state).await
        }
    }
}

#[derive(Template)]
#[template(path = "succession/buyer.html")]
struct BuyerPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    industries: Vec<Choice>,
    places: Vec<Choice>,
}

/// The fields of the form, with the version it was filled in from.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    version: String,
    looking: String,
    background: String,
    industries: Vec<String>,
    municipalities: Vec<String>,
}

impl Sent {
    fn profile(&self) -> ProfileForm {
        ProfileForm {
            looking: self.looking.clone(),
            background: self.background.clone(),
            industries: self.industries.clone(),
            municipalities: self.municipalities.clone(),
        }
    }
}

/// A form with the version it is filled in from.
#[derive(Serialize)]
struct Versioned<'a> {
    version: i64,
    #[serde(flatten)]
    form: &'a ProfileForm,
}

async fn buyer_page(guard: &Guard<SeekSuccession>, form: FormState) -> Answer {
    let l = guard.l();
    let places = succession::places(&guard.app, &guard.actor).await?;
    let page = BuyerPage {
        shell: guard.shell(),
        l,
        form,
        crumbs: vec![home_crumb(l), Crumb::here(l.t("succession-profile"))],
        industries: Choice::codes(l, "industry", Industry::ALL),
        places: places.iter().map(|one| Choice::new(&one.code, &one.name)).collect(),
    };
    render_with(page.form.status(), &page)
}

pub(super) async fn profile_page(guard: Guard<SeekSuccession>) -> Answer {
    let (profile, version) = succession::profile(&guard.app, &guard.actor).await?;
    let form = &ProfileForm::of(&profile);
    let form = FormState::filled(&guard, &Versioned { version, form });
    buyer_page(&guard, form).await
}

pub(super) async fn keep_profile(guard: Guard<SeekSuccession>, form: Form<Sent>) -> Answer {
    let version = form.value.version.parse().unwrap_or_default();
    let (app, actor, sent) = (&guard.app, &guard.actor, form.value.profile());
    match succession::keep_profile(app, actor, version, &sent, form.key()).await {
        Ok(()) => {
            let flash = Flash::new("flash-succession-profile");
            Ok(guard.redirect_with(&format!("{PATH}/annonser"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let (stands, version) = succession::profile(app, actor).await?;
            let state = state.beside_form(&ProfileForm::of(&stands), version);
            buyer_page(&guard, state).await
        }
    }
}
