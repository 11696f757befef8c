//! Adding and changing one's own organisation's offers.

use app::offers::{self, ConditionForm, OfferForm};
use askama::Template;
use axum::extract::Path;
use domain::offers::{Fact, OfferKind, Stage};
use serde::Deserialize;

use crate::failure::Failure;
use crate::forms::{Form, FormState};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::KeepOffers;
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

#[derive(Template)]
#[template(path = "offers/edit.html")]
struct EditPage {
    shell: Shell,
    l: L,
    crumbs: Vec<Crumb>,
    title: String,
    action: String,
    form: FormState,
    kinds: Vec<Choice>,
    stages: Vec<Choice>,
    audiences: Vec<Choice>,
    facts: Vec<Choice>,
    rows: Vec<ConditionForm>,
    /// The offer is there already.
    is_change: bool,
}

async fn page(
    guard: &Guard<KeepOffers>,
    form: FormState,
    typed: &OfferForm,
    id: Option<&str>,
) -> Answer {
    let l = guard.l();
    let title = l.t(if id.is_some() { "offers-change-title" } else { "offers-new-title" });
    let mut audiences = vec![Choice::new("everyone", l.t("offers-audience-everyone"))];
    for network in offers::audiences(&guard.app, &guard.actor).await? {
        let label = l.ta("offers-audience-network").a("name", &network.name);
        audiences.push(Choice::new(network.id, label));
    }
    let mut crumbs = vec![Crumb::up("/insatser", l.t("nav-offers"))];
    if let Some(id) = id {
        crumbs.push(Crumb::up(&format!("/insatser/{id}"), &typed.title));
    }
    crumbs.push(Crumb::here(&title));
    render_with(
        form.status(),
        &EditPage {
            shell: guard.shell(),
            l,
            crumbs,
            title,
            action: id
                .map_or_else(|| "/insatser/ny".to_owned(), |id| format!("/insatser/{id}/andra")),
            form,
            kinds: Choice::codes(l, "offer-kind", OfferKind::ALL),
            stages: Choice::codes(l, "stage", Stage::ALL),
            audiences,
            facts: Choice::codes(l, "fact", Fact::ALL),
            rows: typed.rows(),
            is_change: id.is_some(),
        },
    )
}

pub(super) async fn blank(guard: Guard<KeepOffers>) -> Answer {
    let typed = OfferForm { audience: "everyone".into(), ..OfferForm::default() };
    page(&guard, FormState::filled(&guard, &typed), &typed, None).await
}

pub(super) async fn create(guard: Guard<KeepOffers>, form: Form<OfferForm>) -> Answer {
    match offers::create(&guard.app, &guard.actor, &form.value, form.key()).await {
        Ok(id) => {
            let flash = Flash::new("offers-flash-added").a("name", &form.value.title);
            Ok(guard.redirect_with(&format!("/insatser/{id}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            page(&guard, state, &form.value, None).await
        }
    }
}

/// The offer, if the reader keeps it.
async fn kept(guard: &Guard<KeepOffers>, name: &str) -> Result<offers::StoredOffer, Failure> {
    let id = offers::resolve(&guard.app, &guard.actor, name).await?;
    let offer = offers::read(&guard.app, &guard.actor, id, None).await?;
    if offers::can_keep(&guard.actor, &offer) { Ok(offer) } else { Err(Failure::forbidden()) }
}

pub(super) async fn filled(guard: Guard<KeepOffers>, Path(name): Path<String>) -> Answer {
    let offer = kept(&guard, &name).await?;
    let typed = OfferForm::of(&offer.offer, offer.version);
    let id = offer.id.to_string();
    page(&guard, FormState::filled(&guard, &typed), &typed, Some(&id)).await
}

pub(super) async fn update(
    guard: Guard<KeepOffers>,
    Path(name): Path<String>,
    form: Form<OfferForm>,
) -> Answer {
    let offer = kept(&guard, &name).await?;
    // A form that names no version builds on none.
    let version = form.value.version.trim().parse().unwrap_or(0);
    let (app, actor) = (&guard.app, &guard.actor);
    match offers::update(app, actor, offer.id, &form.value, version, form.key()).await {
        Ok(()) => {
            let flash = Flash::new("offers-flash-changed").a("name", &form.value.title);
            Ok(guard.redirect_with(&format!("/insatser/{}", offer.id), &flash))
        }
        Err(error) => {
            let stands = OfferForm::of(&offer.offer, offer.version);
            let state = form.faulty(&guard, error)?.beside_form(&stands, offer.version);
            page(&guard, state, &form.value, Some(&offer.id.to_string())).await
        }
    }
}

/// A form that is only a button.
#[derive(Deserialize)]
pub(super) struct Empty {}

pub(super) async fn review(
    guard: Guard<KeepOffers>,
    Path(name): Path<String>,
    form: Form<Empty>,
) -> Answer {
    let id = offers::resolve(&guard.app, &guard.actor, &name).await?;
    offers::review(&guard.app, &guard.actor, id, form.key()).await?;
    Ok(guard.redirect_with(&format!("/insatser/{id}"), &Flash::new("offers-flash-reviewed")))
}
