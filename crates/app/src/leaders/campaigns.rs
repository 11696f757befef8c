//! Campaigns: a network invites its members, and follows how far they come.

use domain::access::{Actor, Role};
use domain::fault::Fault;
use domain::ids::{CampaignId, MappingId, OrganisationId};
use domain::leaders::campaigns::{CampaignForm, MEMBERS_MAX};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::events::{NewEvent, Subject};
use store::leaders::campaigns as stored;
use store::organisations::Network;

use crate::acting::request_key;
use crate::mappings::{Door, Invitation, Invited, Login, enter, invite_member, renew_link};
use crate::{App, Error};

pub use store::leaders::campaigns::{MemberRow, StoredCampaign};

/// Who follows campaigns: a network's coordinator its own, the region's strategist all.
const READERS: &[Role] = &[Role::NetworkCoord, Role::Strategist];
/// Most campaigns on one page.
const CAMPAIGNS_MAX: i64 = 100;

/// Whose campaigns an actor sees; none is everybody's.
fn run_by(actor: &Actor) -> Result<Option<OrganisationId>, Error> {
    match (actor.is_one_of(READERS), actor.organisation()) {
        (true, Some(_)) if actor.role() == Role::Strategist => Ok(None),
        (true, Some(own)) => Ok(Some(own)),
        _ => Err(Error::invisible()),
    }
}

fn keeps(actor: &Actor) -> Result<OrganisationId, Error> {
    let own = actor.organisation().filter(|_| actor.role() == Role::NetworkCoord);
    own.ok_or_else(Error::forbidden)
}

/// Campaigns within reach, the latest first.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<StoredCampaign>, Error> {
    let own = run_by(actor)?;
    let mut connection = app.store.read().await?;
    Ok(stored::list(&mut connection, actor.county(), own, CAMPAIGNS_MAX).await?)
}

/// A campaign with its members, never with what they answer.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CampaignView {
    /// The campaign.
    #[serde(flatten)]
    pub campaign: StoredCampaign,
    /// Members and how far they have come.
    pub rows: Vec<MemberRow>,
    /// The reader invites.
    pub can_invite: bool,
}

/// One campaign.
pub async fn find(app: &App, actor: &Actor, id: CampaignId) -> Result<CampaignView, Error> {
    let own = run_by(actor)?;
    let county = actor.county();
    let mut connection = app.store.read().await?;
    let campaign = stored::find(&mut connection, county, own, id).await?;
    let campaign = campaign.ok_or_else(Error::invisible)?;
    let rows = stored::members(&mut connection, county, id, MEMBERS_MAX).await?;
    let can_invite = keeps(actor).is_ok() && campaign.campaign.is_open_on(app.today());
    Ok(CampaignView { campaign, rows, can_invite })
}

/// Networks the actor's organisation runs.
pub async fn networks(app: &App, actor: &Actor) -> Result<Vec<Network>, Error> {
    let own = keeps(actor)?;
    let mut connection = app.store.read().await?;
    Ok(stored::networks_run_by(&mut connection, actor.county(), own).await?)
}

/// What is kept of a campaign: which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptCampaign {
    /// Id.
    pub id: CampaignId,
}

/// Makes a campaign for a network one runs.
pub async fn create(
    app: &App,
    actor: &Actor,
    form: &CampaignForm,
    key: Option<&str>,
) -> Result<KeptCampaign, Error> {
    let (county, now) = (actor.county(), app.now());
    let networks = networks(app, actor).await?;
    let campaign = form.parse();
    let network = networks.iter().find(|one| one.id.to_string() == form.network.trim());
    let (campaign, network) = match (campaign, network) {
        (Ok(campaign), Some(network)) => (campaign, network.id),
        (campaign, network) => {
            let mut faults = campaign.err().unwrap_or_default();
            if network.is_none() {
                let value = form.network.trim();
                faults.push(match value {
                    "" => Fault::new("network", "required"),
                    _ => Fault::new("network", "unknown-choice").with("value", value),
                });
            }
            return Err(faults.into());
        }
    };
    let (id, campaign): (CampaignId, _) = (app.new_id(), &campaign);
    let subject = Subject { kind: "campaign", id: id.0, organisation: actor.organisation() };
    let event = &NewEvent::by(actor, now, "campaign.created", subject)
        .saying(json!({ "network": network, "quota": campaign.quota }));
    let key = request_key(actor, key, "campaign.create", form, now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            stored::insert(&mut tx, county, (id, network), campaign, now).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(KeptCampaign { id })
        })
        .await
}

/// Changes a campaign; its network and the edition of its questions stay.
pub async fn change(
    app: &App,
    actor: &Actor,
    id: CampaignId,
    form: &CampaignForm,
    version: i64,
    key: Option<&str>,
) -> Result<KeptCampaign, Error> {
    keeps(actor)?;
    let (county, now) = (actor.county(), app.now());
    let there = find(app, actor, id).await?.campaign;
    let form = CampaignForm { question_set: there.campaign.question_set, ..form.clone() };
    let campaign = &form.parse()?;
    let subject = Subject { kind: "campaign", id: id.0, organisation: actor.organisation() };
    let event = &NewEvent::by(actor, now, "campaign.changed", subject)
        .saying(json!({ "quota": campaign.quota, "until": campaign.ends_on }));
    let key = request_key(actor, key, "campaign.change", &(id, &form, version), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            stored::update(&mut tx, county, id, campaign, version, now).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(KeptCampaign { id })
        })
        .await
}

/// Invites a member, or makes it a new link when it has been invited before. What the firm has
/// asked of those who get in touch is weighed like any invitation.
pub async fn invite(
    app: &App,
    login: Login<'_>,
    id: CampaignId,
    organisation: OrganisationId,
    invitation: &Invitation,
    key: Option<&str>,
) -> Result<Invited, Error> {
    keeps(login.actor)?;
    let seen = find(app, login.actor, id).await?;
    let member = seen.rows.iter().find(|row| row.organisation == organisation);
    let member = member.ok_or_else(Error::invisible)?;
    if !seen.can_invite {
        return Err(Fault::new("organisation", "campaign-closed").into());
    }
    if let Some(mapping) = member.mapping {
        return again(app, login, mapping, invitation).await;
    }
    let mut connection = app.store.read().await?;
    let firm = store::organisations::find(&mut connection, login.actor.county(), organisation);
    let firm = firm.await?.ok_or_else(Error::invisible)?;
    drop(connection);
    let edition = seen.campaign.campaign.question_set;
    invite_member(app, login, &firm, (id, &edition), invitation, key).await
}

async fn again(
    app: &App,
    login: Login<'_>,
    mapping: MappingId,
    invitation: &Invitation,
) -> Result<Invited, Error> {
    let entered = enter(app, Door::Login(login, mapping)).await?;
    if entered.mapping.state.is_approved() {
        return Err(Fault::new("organisation", "mapping-is-approved").into());
    }
    renew_link(app, &entered, (&invitation.email, &invitation.send)).await
}
