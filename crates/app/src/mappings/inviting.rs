//! Opening a mapping towards a firm, and the link the firm comes in by.

use std::time::Duration;

use domain::access::{Actor, Reach, Role};
use domain::codes::CountyCode;
use domain::contacts::{Contact, ContactKind};
use domain::continuity::ItemKind;
use domain::fault::Fault;
use domain::ids::{CampaignId, MappingId, OrganisationId};
use domain::mail::MailKind;
use domain::needs::mapping::Track;
use domain::text;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::Tx;
use store::events::{NewEvent, Subject};
use store::mappings::{self as stored, Link, NewMapping};
use store::organisations::StoredOrganisation;
use uuid::Uuid;

use super::{Door, Entered, Login, enter};
use crate::acting::{Speaker, request_key};
use crate::contacts::Keeping;
use crate::continuity;
use crate::leaders::{Appointed, Begin};
use crate::{App, Error, Page, Slice, mail, secrets};

/// How long a link works, in days.
pub const LINK_DAYS: u64 = 60;
/// Who may open a mapping towards a firm.
const OPENERS: &[Role] = &[Role::Leader, Role::Broker, Role::MuniAdviser, Role::Ambassador];
/// Who may lead one themselves.
const LEADERS: &[Role] = &[Role::Leader, Role::Broker, Role::MuniAdviser];

/// What a person says when they open a mapping; every field as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Invitation {
    /// Code of the track.
    pub track: String,
    /// Address to send the link to; may be empty.
    pub email: String,
    /// `yes` when the link shall be mailed there.
    pub send: String,
    /// Id of an entry of the register, for who is to lead; empty is oneself.
    pub leader: String,
    /// Why it cannot wait, where the firm has asked to be met in another way.
    pub reason: String,
    /// What the ledger of contacts calls an invitation.
    #[serde(skip)]
    pub topic: String,
}

/// A mapping that has been opened, or has got a new link.
#[derive(Debug, Clone)]
pub struct Invited {
    /// Which.
    pub id: MappingId,
    /// Token of its link, told once. None when the same form was sent before: then only its hash
    /// is left, and a new link can be made.
    pub token: Option<String>,
}

/// What is kept of an answer under its idempotency key: never the token.
#[derive(Serialize, Deserialize)]
struct Kept {
    id: MappingId,
    link_hash: String,
}

/// How far somebody sees when they look for a firm to open a mapping with. Firms as such are known
/// to every actor; what they need is not.
fn firm_reach(actor: &Actor) -> Result<Reach, Error> {
    if !actor.is_one_of(OPENERS) {
        return Err(Error::forbidden());
    }
    Ok(match actor.reach() {
        Reach::Municipality(municipality) => Reach::Municipality(municipality),
        _ if actor.role() == Role::MuniAdviser => Reach::Nothing,
        _ => Reach::County,
    })
}

/// Firms to choose among, by the beginning of their names.
pub async fn firms(
    app: &App,
    actor: &Actor,
    words: &str,
    slice: Slice,
) -> Result<Page<StoredOrganisation>, Error> {
    let filter = store::organisations::Filter {
        terms: vocabulary::analysis::stem_terms(words),
        is_actor: Some(false),
        ..Default::default()
    };
    let reach = firm_reach(actor)?;
    let mut connection = app.store.read().await?;
    Ok(store::organisations::list(&mut connection, actor.county(), &reach, &filter, slice).await?)
}

/// The firm somebody is about to open a mapping with.
pub async fn open_towards(
    app: &App,
    actor: &Actor,
    organisation: OrganisationId,
) -> Result<StoredOrganisation, Error> {
    let reach = firm_reach(actor)?;
    let mut connection = app.store.read().await?;
    let firm = store::organisations::find(&mut connection, actor.county(), organisation).await?;
    firm.filter(|firm| match &reach {
        Reach::Municipality(municipality) => &firm.organisation.municipality == municipality,
        Reach::County => true,
        _ => false,
    })
    .ok_or_else(Error::invisible)
}

/// Opens a mapping with a firm and makes the link to it. A led one has a leader from the first:
/// whoever opens it, or somebody from the register.
pub async fn invite(
    app: &App,
    login: Login<'_>,
    organisation: OrganisationId,
    invitation: &Invitation,
    key: Option<&str>,
) -> Result<Invited, Error> {
    let firm = open_towards(app, login.actor, organisation).await?;
    let mut faults = domain::fault::Faults::default();
    let track = faults.take(Track::parse(&invitation.track));
    faults.take(link_email(&invitation.email, invitation.send == "yes"));
    faults.into_result()?;
    let along = match track.unwrap_or(Track::Micro) {
        Track::Led if !login.actor.is_one_of(LEADERS) => {
            return Err(Fault::new("track", "track-needs-leader").into());
        }
        Track::Led => Along::Leader(appointed(login.actor, &invitation.leader)?),
        Track::Micro => Along::Nothing,
    };
    open(app, login, &firm, &along, invitation, key).await
}

/// Who is to lead what somebody opens: a process leader themselves and nobody else.
fn appointed(actor: &Actor, chosen: &str) -> Result<Appointed, Error> {
    let held = actor.assignment().ok_or_else(Error::forbidden)?;
    match chosen.trim() {
        "" => Ok(Appointed::Oneself(held.person, held.organisation)),
        _ if held.role == Role::Leader => Ok(Appointed::Oneself(held.person, held.organisation)),
        text => {
            let unknown = |_| Fault::new("leader", "unknown-choice").with("value", text);
            Ok(Appointed::Entry(text.parse().map_err(unknown)?))
        }
    }
}

/// Opens a mapping with a member of a network in a campaign.
pub(crate) async fn invite_member(
    app: &App,
    login: Login<'_>,
    firm: &StoredOrganisation,
    (campaign, edition): (CampaignId, &str),
    invitation: &Invitation,
    key: Option<&str>,
) -> Result<Invited, Error> {
    let along = Along::Campaign(campaign, edition.to_owned());
    open(app, login, firm, &along, invitation, key).await
}

/// What is written together with an invitation.
enum Along {
    Nothing,
    Leader(Appointed),
    Campaign(CampaignId, String),
}

impl Along {
    async fn write(
        &self,
        tx: &mut Tx,
        county: &CountyCode,
        begin: &Begin<'_>,
    ) -> Result<(), Error> {
        match self {
            Self::Nothing => {}
            Self::Leader(appointed) => {
                // A process leader's own form has no field for who leads.
                let beside = |mut error: Error| {
                    if begin.actor.role() == Role::Leader {
                        let of = error.faults.0.iter_mut().filter(|one| one.field == "leader");
                        of.for_each(|fault| fault.field = "track");
                    }
                    error
                };
                appointed.lead(tx, county, begin).await.map_err(beside)?;
            }
            Self::Campaign(campaign, edition) => {
                let member = (begin.firm, begin.mapping);
                let at = begin.at;
                if !store::leaders::campaigns::insert_member(tx, county, *campaign, member, at)
                    .await?
                {
                    return Err(Fault::new("organisation", "campaign-invited").into());
                }
                stored::set_question_set(tx, county, begin.mapping, edition).await?;
            }
        }
        Ok(())
    }
}

async fn open(
    app: &App,
    login: Login<'_>,
    firm: &StoredOrganisation,
    along: &Along,
    invitation: &Invitation,
    key: Option<&str>,
) -> Result<Invited, Error> {
    let own = login.actor.organisation().ok_or_else(Error::forbidden)?;
    let email = link_email(&invitation.email, invitation.send == "yes")?;
    let is_led = matches!(along, Along::Leader(_));
    let track = if is_led { Track::Led } else { Track::Micro };
    let (token, now) = (secrets::token()?, app.now());
    let hash = secrets::token_hash(&token);
    let new = NewMapping {
        id: app.new_id(),
        slug: None,
        organisation: firm.id,
        track,
        opened_by_organisation: own,
        opened_by_name: login.name.to_owned(),
        leader_organisation: is_led.then_some(own),
        link: Some(Link { hash: hash.clone(), expires_at: link_end(app) }),
        invited_email: email,
    };
    let post = Post::of(app, new.id, &token, new.invited_email.as_ref(), &invitation.send)?;
    let subject = Subject { kind: "mapping", id: new.id.0, organisation: Some(firm.id) };
    let event = NewEvent::by(login.actor, now, "mapping.invited", subject)
        .saying(serde_json::json!({ "track": track.code() }));
    let contact = &invitation_of(app, login, firm, track, invitation)?;
    let begin = &Begin {
        id: app.new_id(),
        mapping: new.id,
        firm: firm.id,
        actor: login.actor,
        by_name: login.name,
        today: app.today(),
        at: now,
    };
    let key = request_key(login.actor, key, "mapping.invite", &(firm.id, invitation), now);
    let (county, new, event, post) = (login.actor.county(), &new, &event, post.as_ref());
    let (id, kept_hash) = (new.id, hash.as_str());
    let kept: Kept = app
        .store
        .write(county, key.as_ref(), |mut tx| async move {
            contact.write_if_forced(&mut tx, county).await.map_err(beside_track)?;
            stored::insert(&mut tx, county, new, now).await?;
            continuity::hold(&mut tx, login.actor, ItemKind::Mapping, id.0, now).await?;
            store::events::append(&mut tx, county, event).await?;
            along.write(&mut tx, county, begin).await?;
            if let Some(post) = post {
                post.write(&mut tx, county).await?;
            }
            Ok::<_, Error>(Kept { id, link_hash: kept_hash.to_owned() })
        })
        .await?;
    Ok(Invited { id: kept.id, token: (kept.link_hash == hash).then_some(token) })
}

/// The invitation as a contact with the firm: seven questions to answer alone are a survey, the
/// deeper way is a meeting.
fn invitation_of(
    app: &App,
    login: Login<'_>,
    firm: &StoredOrganisation,
    track: Track,
    invitation: &Invitation,
) -> Result<Keeping, Error> {
    let assignment = login.actor.assignment().ok_or_else(Error::forbidden)?.clone();
    let speaker = Speaker { assignment, name: login.name.to_owned() };
    let contact = Contact {
        kind: if track == Track::Led { ContactKind::Meeting } else { ContactKind::Survey },
        on: app.today(),
        topic: invitation.topic.clone(),
        note: None,
    };
    Ok(Keeping::of(app, login.actor, &speaker, firm, contact, &invitation.reason))
}

/// The form asks for a track where others ask for a way of getting in touch.
fn beside_track(mut error: Error) -> Error {
    for fault in error.faults.0.iter_mut().filter(|fault| fault.field == "kind") {
        fault.field = "track";
    }
    error
}

/// An address that may be empty, unless the link shall be mailed there.
fn link_email(text: &str, is_sent: bool) -> Result<Option<String>, Fault> {
    if text.trim().is_empty() && !is_sent {
        return Ok(None);
    }
    text::email("email", text).map(Some)
}

/// A link on its way by mail.
struct Post {
    seed: Uuid,
    once: String,
    mapping: MappingId,
    /// Sealed.
    token: String,
    to: String,
    at: Timestamp,
}

impl Post {
    fn of(
        app: &App,
        mapping: MappingId,
        token: &str,
        to: Option<&String>,
        send: &str,
    ) -> Result<Option<Self>, Error> {
        let Some(to) = to.filter(|_| send == "yes").cloned() else { return Ok(None) };
        Ok(Some(Self {
            seed: app.new_id(),
            once: format!("invitation/{}", secrets::token_hash(token)),
            mapping,
            token: mail::seal(app, token)?,
            to,
            at: app.now(),
        }))
    }

    async fn write(&self, tx: &mut Tx, county: &CountyCode) -> Result<(), Error> {
        let draft = mail::Draft {
            seed: self.seed,
            once: &self.once,
            kind: MailKind::MappingInvitation,
            subject: self.mapping.0,
            number: 0,
            secret: Some(&self.token),
            at: self.at,
        };
        mail::to_address(tx, county, &draft, &self.to).await.map(|_| ())
    }
}

/// The end of a link's time, from now.
pub(super) fn link_end(app: &App) -> Timestamp {
    let days = Duration::from_secs(LINK_DAYS * 24 * 3600);
    app.now().saturating_add(days).unwrap_or(Timestamp::MAX)
}

/// Makes a new link, and mails it when `send` is `yes`; the old one stops working.
pub async fn new_link(
    app: &App,
    login: Login<'_>,
    id: MappingId,
    (email, send): (&str, &str),
) -> Result<Invited, Error> {
    let entered = enter(app, Door::Login(login, id)).await?;
    if !entered.actor.is_one_of(OPENERS) {
        return Err(Error::forbidden());
    }
    renew_link(app, &entered, (email, send)).await
}

/// The same for somebody who has come in and may.
pub(crate) async fn renew_link(
    app: &App,
    entered: &Entered,
    (email, send): (&str, &str),
) -> Result<Invited, Error> {
    may_handle_link(entered)?;
    let id = entered.mapping.id;
    let email = link_email(email, send == "yes")?;
    let token = secrets::token()?;
    let post = Post::of(app, id, &token, email.as_ref(), send)?;
    let post = post.as_ref();
    let link = Link { hash: secrets::token_hash(&token), expires_at: link_end(app) };
    let event = entered.event(app, "mapping.link-renewed");
    let (county, link, email, event) = (&entered.county, &link, email.as_deref(), &event);
    app.store
        .write(county, None, |mut tx| async move {
            stored::set_link(&mut tx, county, id, link, email).await?;
            store::events::append(&mut tx, county, event).await?;
            match post {
                Some(post) => post.write(&mut tx, county).await,
                None => Ok(()),
            }
        })
        .await?;
    Ok(Invited { id, token: Some(token) })
}

fn may_handle_link(entered: &Entered) -> Result<(), Error> {
    if entered.mapping.state == domain::needs::mapping::MappingState::Withdrawn {
        return Err(Fault::new("state", "mapping-is-withdrawn").into());
    }
    Ok(())
}
