//! Contact peace: what a firm asks of those who get in touch, and weighing a contact against it.

use domain::access::{Actor, EMPLOYERS, Role};
use domain::codes::CountyCode;
use domain::contacts::peace::{
    ANSWER_DAYS, AskedFor, Proposed, QUIET_MAX, Quiet, QuietForm, Verdict, Wishes, WishesForm,
    judge, quarter_of, unasked_in_quarter,
};
use domain::contacts::{ContactForm, ContactKind, recent_since};
use domain::fault::{Fault, Faults};
use domain::ids::OrganisationId;
use domain::time::{self, Date, Time, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Connection;
use store::contacts::peace::{self as stored, Meeting, Said};
use store::events::{NewEvent, Subject};
use uuid::Uuid;

use super::Ledger;
use crate::acting::{Speaker, request_key};
use crate::{App, Error, Kind};

/// What a firm asks of those who get in touch, and how it stands with that.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FirmWishes {
    /// What it asks.
    #[serde(flatten)]
    pub wishes: Wishes,
    /// Contacts of this quarter, past and planned, that it had not asked for.
    pub unasked: i64,
    /// Ids of its quiet periods, in the same order.
    #[serde(skip)]
    pub quiet_ids: Vec<Uuid>,
    /// Counts changes of what stands beside the quiet periods.
    #[serde(skip)]
    pub version: i64,
}

pub(super) async fn wishes_of(
    connection: &mut Connection,
    county: &CountyCode,
    firm: OrganisationId,
    today: Date,
) -> Result<FirmWishes, Error> {
    let found = stored::wishes(connection, county, firm, today).await?;
    let earlier = stored::earlier(connection, county, firm, quarter_of(today).0).await?;
    let unasked = unasked_in_quarter(&earlier, today).len();
    Ok(FirmWishes {
        wishes: found.wishes,
        unasked: i64::try_from(unasked).unwrap_or(i64::MAX),
        quiet_ids: found.quiet_ids,
        version: found.version,
    })
}

/// Who would be in touch with whom, how and when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) firm: OrganisationId,
    pub(crate) by: OrganisationId,
    pub(crate) kind: ContactKind,
    pub(crate) on: Date,
}

/// A plan with what has become of it.
pub(crate) struct Weighed {
    pub(crate) verdict: Verdict,
    pub(crate) asked_for: Option<AskedFor>,
}

/// Weighs a contact against what the firm has asked for. Whoever writes one weighs it in the same
/// transaction, so that two who plan at once see each other.
pub(crate) async fn weigh(
    connection: &mut Connection,
    county: &CountyCode,
    plan: &Plan,
    now: Timestamp,
) -> Result<Weighed, Error> {
    let Plan { firm, by, kind, on } = *plan;
    let today = time::day_of(now);
    let found = stored::wishes(connection, county, firm, on.min(today)).await?;
    let since = recent_since(today).min(quarter_of(on).0);
    let earlier = stored::earlier(connection, county, firm, since).await?;
    let meeting = Meeting { county, firm, by };
    let asked_for = asked_for(connection, meeting, plan, now).await?;
    let is_together = stored::is_together(connection, meeting, on).await?;
    let proposed = Proposed { by, kind, on, asked_for, is_together };
    Ok(Weighed { verdict: judge(&found.wishes, &earlier, &proposed, today), asked_for })
}

/// A case is a request for help, never for a survey.
async fn asked_for(
    connection: &mut Connection,
    meeting: Meeting<'_>,
    plan: &Plan,
    now: Timestamp,
) -> Result<Option<AskedFor>, Error> {
    if plan.kind == ContactKind::Survey {
        return Ok(None);
    }
    let day = plan.on.min(time::day_of(now));
    let begins = |day| time::instant_of(day, Time::midnight());
    let span = (begins(day), now.min(begins(time::days_after(day, 1))));
    let written_since = begins(time::days_after(day, -ANSWER_DAYS));
    Ok(stored::asked_for(connection, meeting, span, written_since).await?)
}

/// What would become of a contact, before anything is written: kind and day as typed.
pub async fn verdict(
    app: &App,
    actor: &Actor,
    firm: OrganisationId,
    form: &ContactForm,
) -> Result<Verdict, Error> {
    let (county, now) = (actor.county(), app.now());
    let mut faults = Faults::default();
    let kind = faults.take(ContactKind::parse(&form.kind));
    let on = faults.take(form.day(app.today()));
    let (Some(kind), Some(on)) = (kind, on) else { return Err(faults.into()) };
    let by = actor.organisation().ok_or_else(|| Error::of(Kind::NotSignedIn))?;
    let mut connection = app.store.read().await?;
    let found = store::organisations::find(&mut connection, county, firm).await?;
    if found.is_none() || !actor.is_one_of(domain::access::ACTORS) {
        return Err(Error::invisible());
    }
    let plan = Plan { firm, by, kind, on };
    Ok(weigh(&mut connection, county, &plan, now).await?.verdict)
}

/// A firm's own page: what it asks, who has been in touch, and whether the reader may change it.
#[derive(Debug, Clone)]
pub struct OwnPeace {
    /// Who has been in touch and plans to be, with what the firm asks.
    pub ledger: Ledger,
    /// The reader decides for the firm.
    pub can_change: bool,
}

/// The reader's own firm.
pub async fn own(app: &App, actor: &Actor) -> Result<OwnPeace, Error> {
    let firm = own_firm(actor)?;
    let ledger = super::ledger(app, actor, firm).await?;
    Ok(OwnPeace { ledger, can_change: can_change(actor) })
}

fn own_firm(actor: &Actor) -> Result<OrganisationId, Error> {
    actor.organisation().filter(|_| actor.is_one_of(EMPLOYERS)).ok_or_else(Error::invisible)
}

fn can_change(actor: &Actor) -> bool {
    actor.role() == Role::EmployerAdmin
}

/// Somebody who decides for a firm, about to say something.
struct Saying {
    firm: OrganisationId,
    said: Said,
}

async fn saying(app: &App, actor: &Actor) -> Result<Saying, Error> {
    let firm = own_firm(actor)?;
    if !can_change(actor) {
        return Err(Error::forbidden());
    }
    let mut connection = app.store.read().await?;
    let speaker = Speaker::of(&mut connection, actor).await?;
    Ok(Saying { firm, said: Said { by_name: speaker.name, at: app.now() } })
}

fn about(firm: OrganisationId) -> Subject {
    Subject { kind: "organisation", id: firm.0, organisation: Some(firm) }
}

/// The firm says how it wants to be met.
pub async fn say(
    app: &App,
    actor: &Actor,
    form: &WishesForm,
    key: Option<&str>,
) -> Result<(), Error> {
    let county = actor.county();
    let Saying { firm, said } = &saying(app, actor).await?;
    let wishes = &form.parse(app.today())?;
    let version = form.version.trim().parse::<i64>().unwrap_or(0);
    let detail = json!({ "limit": wishes.limit, "preferred": wishes.preferred,
        "refused": wishes.refused });
    let event = &NewEvent::by(actor, said.at, "contact.wishes-said", about(*firm)).saying(detail);
    let key = request_key(actor, key, "contact.wishes", form, said.at);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            if !stored::save(&mut tx, county, *firm, version, wishes, said).await? {
                return Err(Error::of(Kind::Conflict));
            }
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(())
        })
        .await
}

/// A quiet period as it was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptQuiet {
    /// Id.
    pub id: Uuid,
    /// When and why.
    pub quiet: Quiet,
}

/// The firm says when it wants to be left alone.
pub async fn say_quiet(
    app: &App,
    actor: &Actor,
    form: &QuietForm,
    key: Option<&str>,
) -> Result<KeptQuiet, Error> {
    let (county, today) = (actor.county(), app.today());
    let Saying { firm, said } = &saying(app, actor).await?;
    let kept = &KeptQuiet { id: app.new_id(), quiet: form.parse(today)? };
    let detail = json!({ "from": kept.quiet.from, "until": kept.quiet.until });
    let event = &NewEvent::by(actor, said.at, "contact.quiet-said", about(*firm)).saying(detail);
    let key = request_key(actor, key, "contact.quiet", form, said.at);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let found = stored::wishes(&mut tx, county, *firm, today).await?;
            if found.wishes.quiet.len() >= QUIET_MAX {
                let fault = Fault::new("from", "peace-too-many").with("max", QUIET_MAX);
                return Err(Error::from(fault));
            }
            stored::insert_quiet(&mut tx, county, *firm, kept.id, &kept.quiet, said).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(kept.clone())
        })
        .await
}

/// The firm takes a quiet period back.
pub async fn end_quiet(app: &App, actor: &Actor, id: Uuid, key: Option<&str>) -> Result<(), Error> {
    let county = actor.county();
    let Saying { firm, said } = &saying(app, actor).await?;
    let event = &NewEvent::by(actor, said.at, "contact.quiet-ended", about(*firm));
    let key = request_key(actor, key, "contact.quiet-end", &id, said.at);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            if !stored::delete_quiet(&mut tx, county, *firm, id).await? {
                return Err(Error::invisible());
            }
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(())
        })
        .await
}
