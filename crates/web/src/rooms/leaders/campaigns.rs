//! Campaigns of networks: the list, one with its members, and the form.

use app::leaders::campaigns::{self, CampaignView, MemberRow, StoredCampaign};
use app::mappings::{Invitation, Invited};
use askama::Template;
use axum::extract::Path;
use domain::fault::Fault;
use domain::ids::{CampaignId, OrganisationId};
use domain::leaders::campaigns::CampaignForm;
use domain::needs::mapping::QUESTION_SETS;
use serde::Deserialize;

use super::{login, versioned};
use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::{Guard, Right};
use crate::l10n::{L, Language};
use crate::page::{Answer, render, render_with};
use crate::rights::{KeepCampaigns, ReadCampaigns};
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

struct Row {
    id: String,
    name: String,
    network: String,
    period: String,
    invited: String,
    begun: String,
    approved: String,
    led: String,
}

fn row(l: L, one: &StoredCampaign) -> Row {
    let campaign = &one.campaign;
    Row {
        id: one.id.to_string(),
        name: campaign.name.clone(),
        network: one.network_name.clone(),
        period: period(l, one),
        invited: of(l, one.invited, one.members),
        begun: l.number(one.begun),
        approved: l.number(one.approved),
        led: of(l, one.led, campaign.quota),
    }
}

fn period(l: L, one: &StoredCampaign) -> String {
    l.ta("campaigns-period")
        .a("from", l.day(one.campaign.starts_on))
        .a("to", l.day(one.campaign.ends_on))
        .to_string()
}

fn of(l: L, some: i64, all: i64) -> String {
    l.ta("campaigns-of").a("some", some).a("all", all).to_string()
}

#[derive(Template)]
#[template(path = "leaders/campaigns.html")]
struct ListPage {
    shell: Shell,
    l: L,
    rows: Vec<Row>,
    keeps: bool,
}

pub(super) async fn list(guard: Guard<ReadCampaigns>) -> Answer {
    let l = guard.l();
    let found = campaigns::list(&guard.app, &guard.actor).await?;
    render(&ListPage {
        shell: guard.shell(),
        l,
        rows: found.iter().map(|one| row(l, one)).collect(),
        keeps: KeepCampaigns::allows(guard.actor.role()),
    })
}

#[expect(clippy::struct_excessive_bools, reason = "each is one thing the row asks")]
struct Member {
    id: String,
    name: String,
    place: String,
    invited: String,
    state: String,
    is_led: bool,
    waits: bool,
    href: Option<String>,
    can_invite: bool,
    is_again: bool,
}

fn member(l: L, one: &MemberRow, can_invite: bool) -> Member {
    let is_over = one.state.is_some_and(|state| {
        state.is_approved() || state == domain::needs::mapping::MappingState::Withdrawn
    });
    Member {
        id: one.organisation.to_string(),
        name: one.name.clone(),
        place: one.municipality_name.clone(),
        invited: one.invited_at.map_or_else(|| l.t("campaigns-not-yet"), |at| l.day_of(at)),
        state: one
            .state
            .map_or_else(|| l.t("campaigns-not-invited"), |it| l.code("mapping-state", it)),
        is_led: one.track == Some(domain::needs::mapping::Track::Led),
        waits: one.waits_for_leader,
        href: one.mapping.map(|id| format!("/kartlaggningar/{id}")),
        can_invite: can_invite && !is_over,
        is_again: one.mapping.is_some(),
    }
}

/// A link that has just been made, for whom.
struct LinkView {
    firm: String,
    address: Option<String>,
}

#[derive(Template)]
#[template(path = "leaders/campaign.html")]
struct CampaignPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    campaign: Row,
    editions: String,
    members: Vec<Member>,
    link: Option<LinkView>,
    /// The firm somebody is about to invite, where the form came back.
    asked: String,
    keeps: bool,
    is_open: bool,
}

fn show_view<R>(
    guard: &Guard<R>,
    view: &CampaignView,
    link: Option<LinkView>,
    form: FormState,
) -> Answer {
    let l = guard.l();
    let campaign = row(l, &view.campaign);
    render_with(
        form.status(),
        &CampaignPage {
            shell: guard.shell(),
            l,
            crumbs: vec![
                Crumb::up("/natverk/kampanjer", l.t("campaigns-title")),
                Crumb::here(campaign.name.clone()),
            ],
            campaign,
            editions: view.campaign.campaign.question_set.clone(),
            members: view.rows.iter().map(|one| member(l, one, view.can_invite)).collect(),
            link,
            asked: form.value("organisation").to_owned(),
            keeps: KeepCampaigns::allows(guard.actor.role()),
            is_open: view.can_invite,
            form,
        },
    )
}

pub(super) async fn show(guard: Guard<ReadCampaigns>, Path(id): Path<CampaignId>) -> Answer {
    let view = campaigns::find(&guard.app, &guard.actor, id).await?;
    let form = FormState::with(&guard, Typed::of([("organisation", "")]));
    show_view(&guard, &view, None, form)
}

/// Whom to invite.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Invite {
    organisation: String,
    email: String,
    reason: String,
}

pub(super) async fn invite(
    guard: Guard<KeepCampaigns>,
    Path(id): Path<CampaignId>,
    form: Form<Invite>,
) -> Answer {
    let Ok(firm) = form.value.organisation.parse::<OrganisationId>() else {
        let nobody = Failure::invalid(Fault::new("organisation", "required"));
        let state = form.faulty(&guard, nobody)?;
        let view = campaigns::find(&guard.app, &guard.actor, id).await?;
        return show_view(&guard, &view, None, state);
    };
    let email = form.value.email.trim().to_owned();
    let invitation = Invitation {
        send: if email.is_empty() { String::new() } else { "yes".to_owned() },
        email,
        reason: form.value.reason.clone(),
        // What stands in the ledger of contacts is in the county's language.
        topic: L::new(Language::Swedish).t("campaigns-usual-topic"),
        ..Invitation::default()
    };
    let by = login(&guard)?;
    let made = campaigns::invite(&guard.app, by, id, firm, &invitation, form.key()).await;
    match made {
        // The link is shown once, on the page that answers.
        Ok(made) => {
            let view = campaigns::find(&guard.app, &guard.actor, id).await?;
            let link = link_of(&guard, &view, firm, made);
            let form = FormState::with(&guard, Typed::of([("organisation", "")]));
            show_view(&guard, &view, Some(link), form)
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let view = campaigns::find(&guard.app, &guard.actor, id).await?;
            show_view(&guard, &view, None, state)
        }
    }
}

fn link_of<R>(
    guard: &Guard<R>,
    view: &CampaignView,
    firm: OrganisationId,
    made: Invited,
) -> LinkView {
    let name = view.rows.iter().find(|row| row.organisation == firm).map(|row| row.name.clone());
    let base = &guard.app.settings.base_url;
    LinkView {
        firm: name.unwrap_or_default(),
        address: made.token.map(|token| format!("{base}/k/{token}")),
    }
}

#[derive(Template)]
#[template(path = "leaders/campaign_form.html")]
struct FormPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    heading: String,
    action: String,
    networks: Vec<Choice>,
    editions: Vec<Choice>,
    is_new: bool,
}

async fn form_page(
    guard: &Guard<KeepCampaigns>,
    there: Option<&StoredCampaign>,
    form: FormState,
) -> Answer {
    let l = guard.l();
    let networks = campaigns::networks(&guard.app, &guard.actor).await?;
    let heading = there.map_or_else(|| l.t("campaigns-new-title"), |one| one.campaign.name.clone());
    let edition =
        |one: &&str| Choice::new(one, l.ta("campaigns-edition").a("edition", *one).to_string());
    render_with(
        form.status(),
        &FormPage {
            shell: guard.shell(),
            l,
            crumbs: vec![
                Crumb::up("/natverk/kampanjer", l.t("campaigns-title")),
                Crumb::here(heading.clone()),
            ],
            heading,
            action: there.map_or_else(
                || "/natverk/kampanjer/ny".to_owned(),
                |one| format!("/natverk/kampanjer/{}/andra", one.id),
            ),
            networks: networks.iter().map(|one| Choice::new(one.id, &one.name)).collect(),
            editions: QUESTION_SETS.iter().map(edition).collect(),
            is_new: there.is_none(),
            form,
        },
    )
}

pub(super) async fn blank(guard: Guard<KeepCampaigns>) -> Answer {
    let networks = campaigns::networks(&guard.app, &guard.actor).await?;
    let usual = CampaignForm {
        network: networks.first().map(|one| one.id.to_string()).unwrap_or_default(),
        starts_on: guard.today().to_string(),
        question_set: QUESTION_SETS.first().copied().unwrap_or_default().to_owned(),
        ..CampaignForm::default()
    };
    let form = FormState::filled(&guard, &usual);
    form_page(&guard, None, form).await
}

/// The fields of the form with the version it was filled in from.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Sent {
    version: i64,
    network: String,
    name: String,
    starts_on: String,
    ends_on: String,
    quota: String,
    question_set: String,
}

impl Sent {
    fn campaign(&self) -> CampaignForm {
        CampaignForm {
            network: self.network.clone(),
            name: self.name.clone(),
            starts_on: self.starts_on.clone(),
            ends_on: self.ends_on.clone(),
            quota: self.quota.clone(),
            question_set: self.question_set.clone(),
        }
    }
}

pub(super) async fn create(guard: Guard<KeepCampaigns>, form: Form<Sent>) -> Answer {
    let sent = form.value.campaign();
    match campaigns::create(&guard.app, &guard.actor, &sent, form.key()).await {
        Ok(kept) => {
            let to = format!("/natverk/kampanjer/{}", kept.id);
            Ok(guard.redirect_with(&to, &Flash::new("flash-campaign-created")))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            form_page(&guard, None, state).await
        }
    }
}

pub(super) async fn edit(guard: Guard<KeepCampaigns>, Path(id): Path<CampaignId>) -> Answer {
    let there = campaigns::find(&guard.app, &guard.actor, id).await?.campaign;
    let form = versioned(&guard, &CampaignForm::from(&there.campaign), there.version);
    form_page(&guard, Some(&there), form).await
}

pub(super) async fn change(
    guard: Guard<KeepCampaigns>,
    Path(id): Path<CampaignId>,
    form: Form<Sent>,
) -> Answer {
    let (sent, version) = (form.value.campaign(), form.value.version);
    match campaigns::change(&guard.app, &guard.actor, id, &sent, version, form.key()).await {
        Ok(_) => {
            let to = format!("/natverk/kampanjer/{id}");
            Ok(guard.redirect_with(&to, &Flash::new("flash-campaign-changed")))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let there = campaigns::find(&guard.app, &guard.actor, id).await?.campaign;
            let stands = CampaignForm::from(&there.campaign);
            form_page(&guard, Some(&there), state.beside_form(&stands, there.version)).await
        }
    }
}
