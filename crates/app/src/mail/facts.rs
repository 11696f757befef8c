//! What a mail says, read when it is sent. A mail whose matter is settled or gone says nothing.

use domain::access::Reach;
use domain::gatherings::GatheringState;
use domain::ids::GatheringId;
use domain::ids::PoolId;
use domain::ids::SignalId;
use domain::ids::{CaseId, MappingId, NeedId, VisitId};
use domain::mail::{MailKind, week_of};
use domain::needs::mapping::MappingState;
use store::Connection;
use store::appointments::Appointment;
use store::cases::StoredCase;
use store::gatherings::StoredGathering;
use store::mail::Leased;
use store::mappings::{Scope, StoredMapping};
use store::pooling::Scope as PoolScope;
use store::visits::StoredObstacle;

use super::Facts;
use super::queue::opened;
use crate::{App, Error, secrets};

impl Facts {
    fn of(mail: &Leased) -> Self {
        Self {
            kind: mail.kind,
            language: mail.language.clone(),
            county: String::new(),
            has_login: mail.person.is_some(),
            number: None,
            at: None,
            on: None,
            months: 0,
            minutes: 0,
            sequence: 0,
            place: String::new(),
            organisation: String::new(),
            waiting: None,
            path: String::new(),
            unsubscribe: None,
        }
    }

    /// A path that leads somewhere only for who can log in.
    fn at_login(mut self, path: String) -> Self {
        if self.has_login {
            self.path = path;
        }
        self
    }
}

/// What a mail says now; none when there is no use for it any longer.
pub async fn facts(app: &App, mail: &Leased) -> Result<Option<Facts>, Error> {
    let mail = &opened(app, mail)?;
    let mut connection = app.store.read().await?;
    let connection = &mut connection;
    let Some(facts) = about(app, connection, mail).await? else { return Ok(None) };
    let county = store::organisations::county_name(connection, &mail.county).await?;
    Ok(Some(Facts { county: county.unwrap_or_else(|| mail.county.to_string()), ..facts }))
}

async fn about(
    app: &App,
    connection: &mut Connection,
    mail: &Leased,
) -> Result<Option<Facts>, Error> {
    match mail.kind {
        MailKind::MappingInvitation | MailKind::ApprovalReminder => {
            about_mapping(app, connection, mail).await
        }
        MailKind::MappingReceipt => receipt(app, connection, mail).await,
        MailKind::CoordinationAsked | MailKind::CoordinationReplied => {
            about_coordination(connection, mail).await
        }
        MailKind::ObstacleSent | MailKind::ObstacleAnswered => about_visit(connection, mail).await,
        MailKind::PoolAsked | MailKind::PoolEnded => about_pool(connection, mail).await,
        MailKind::SignalAnswered => about_signal(connection, mail).await,
        MailKind::OfferProposed
        | MailKind::ProposalAnswered
        | MailKind::FactAsked
        | MailKind::ProposalReminder => about_need(connection, mail).await,
        MailKind::AppointmentSet | MailKind::AppointmentCancelled => {
            about_meeting(app, connection, mail).await
        }
        MailKind::GatheringSeat | MailKind::GatheringMoved | MailKind::GatheringCancelled => {
            about_gathering(app, connection, mail).await
        }
        MailKind::SomethingToRead => about_own_news(connection, mail).await,
        MailKind::FollowUp => follow_up(app, connection, mail).await,
        MailKind::Digest => digest(app, connection, mail).await,
        _ => about_case(connection, mail).await,
    }
}

async fn mapping(
    connection: &mut Connection,
    mail: &Leased,
) -> Result<Option<StoredMapping>, Error> {
    let (scope, id) = (Scope::Reach(Reach::County), MappingId(mail.subject));
    Ok(store::mappings::find(connection, &mail.county, &scope, id).await?)
}

/// Where the link of a mail leads; none when it has been renewed or has ended.
async fn link_path(
    app: &App,
    connection: &mut Connection,
    mail: &Leased,
    token: &str,
) -> Result<Option<String>, Error> {
    let hash = secrets::token_hash(token);
    let found = store::mappings::find_by_link(connection, &hash).await?;
    let works = found.is_some_and(|(county, mapping)| {
        (county, mapping.id.0) == (mail.county.clone(), mail.subject)
            && mapping.link_expires_at.is_some_and(|end| end > app.now())
    });
    Ok(works.then(|| format!("/k/{token}")))
}

async fn about_mapping(
    app: &App,
    connection: &mut Connection,
    mail: &Leased,
) -> Result<Option<Facts>, Error> {
    let found = mapping(connection, mail).await?;
    let waits =
        |one: &StoredMapping| !one.state.is_approved() && one.state != MappingState::Withdrawn;
    let Some(mapping) = found.filter(waits) else { return Ok(None) };
    let facts = Facts {
        organisation: mapping.opened_by_organisation_name,
        on: mapping.link_expires_at.map(domain::time::day_of),
        ..Facts::of(mail)
    };
    let Some(token) = &mail.secret else {
        return Ok(Some(facts.at_login(format!("/kartlaggningar/{}", mapping.id))));
    };
    // An invitation whose link has been renewed would lead nowhere.
    let path = link_path(app, connection, mail, token).await?;
    Ok(path.map(|path| Facts { path, ..facts }))
}

async fn receipt(
    app: &App,
    connection: &mut Connection,
    mail: &Leased,
) -> Result<Option<Facts>, Error> {
    let Some(mapping) = mapping(connection, mail).await? else { return Ok(None) };
    let Some(case) = mapping.case_file else { return Ok(None) };
    let Some(case) = store::cases::find(connection, &mail.county, case).await? else {
        return Ok(None);
    };
    let facts = with_case(Facts::of(mail), &case);
    let Some(token) = &mail.secret else {
        return Ok(Some(facts.at_login(format!("/kartlaggningar/{}", mapping.id))));
    };
    // Number and promise are worth having without the link too.
    let path = link_path(app, connection, mail, token).await?.unwrap_or_default();
    Ok(Some(Facts { path, ..facts }))
}

fn with_case(facts: Facts, case: &StoredCase) -> Facts {
    Facts {
        number: Some(case.number.clone()),
        at: Some(case.fields.promised_at),
        organisation: case.desk_organisation_name.clone().unwrap_or_default(),
        ..facts
    }
}

async fn about_case(connection: &mut Connection, mail: &Leased) -> Result<Option<Facts>, Error> {
    let found = store::cases::find(connection, &mail.county, CaseId(mail.subject)).await?;
    let Some(case) = found else { return Ok(None) };
    let step = case.fields.next_step.as_ref().map(|step| step.on);
    let is_settled = match mail.kind {
        MailKind::CaseOpened | MailKind::PromiseBroken | MailKind::CaseEscalated => {
            case.fields.answered_at.is_some()
        }
        MailKind::CaseClosed => case.fields.state.is_open(),
        MailKind::CaseReopened | MailKind::CaseHandedOver => !case.fields.state.is_open(),
        // The number is the step's day, so that a step that has moved reminds on its own day.
        MailKind::StepReminder => step.map(day_number) != Some(mail.number),
        _ => false,
    };
    if is_settled {
        return Ok(None);
    }
    let facts = Facts { on: step, ..with_case(Facts::of(mail), &case) };
    Ok(Some(facts.at_login(format!("/arenden/{}", case.id))))
}

/// A day as the number of a mail: `20261207`.
pub(super) fn day_number(day: domain::time::Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

async fn about_coordination(
    connection: &mut Connection,
    mail: &Leased,
) -> Result<Option<Facts>, Error> {
    let found = store::contacts::find_coordination(connection, &mail.county, mail.subject).await?;
    let is_of_use =
        |reply: &Option<String>| reply.is_none() || mail.kind == MailKind::CoordinationReplied;
    let Some(asked) = found.filter(|one| is_of_use(&one.reply)) else { return Ok(None) };
    Ok(Some(Facts::of(mail).at_login(format!("/samordning/{}", asked.id))))
}

async fn about_visit(connection: &mut Connection, mail: &Leased) -> Result<Option<Facts>, Error> {
    let id = VisitId(mail.subject);
    let obstacles = store::visits::obstacles_of(connection, &mail.county, id).await?;
    let is_of_use =
        |one: &StoredObstacle| one.answer.is_some() == (mail.kind == MailKind::ObstacleAnswered);
    if !obstacles.iter().any(is_of_use) {
        return Ok(None);
    }
    Ok(Some(Facts::of(mail).at_login(format!("/besok/{id}"))))
}

/// Asking is of no use once the pool has ended.
async fn about_pool(connection: &mut Connection, mail: &Leased) -> Result<Option<Facts>, Error> {
    let (county, id) = (&mail.county, PoolId(mail.subject));
    let found = store::pooling::find(connection, county, PoolScope::County, id).await?;
    let is_of_use = |live: bool| live == (mail.kind == MailKind::PoolAsked);
    if !found.is_some_and(|pool| is_of_use(pool.state.is_live())) {
        return Ok(None);
    }
    Ok(Some(Facts::of(mail).at_login(format!("/samlingar/{id}"))))
}

async fn about_signal(connection: &mut Connection, mail: &Leased) -> Result<Option<Facts>, Error> {
    let id = SignalId(mail.subject);
    if store::signals::find(connection, &mail.county, id).await?.is_none() {
        return Ok(None);
    }
    Ok(Some(Facts::of(mail).at_login(format!("/signaler/{id}"))))
}

/// Only that there is something, until it has been read; the path says nothing either.
async fn about_own_news(
    connection: &mut Connection,
    mail: &Leased,
) -> Result<Option<Facts>, Error> {
    let waits = store::succession::is_unread(connection, &mail.county, mail.subject).await?;
    Ok(waits.then(|| Facts::of(mail).at_login("/skrivbord".to_owned())))
}

async fn about_need(connection: &mut Connection, mail: &Leased) -> Result<Option<Facts>, Error> {
    let (county, id) = (&mail.county, NeedId(mail.subject));
    if store::needs::find(connection, county, &Reach::County, id).await?.is_none() {
        return Ok(None);
    }
    if matches!(mail.kind, MailKind::OfferProposed | MailKind::ProposalReminder) {
        let proposals = store::needs::proposals_of(connection, county, id).await?;
        if !proposals.iter().any(|one| one.replied_at.is_none()) {
            return Ok(None);
        }
    }
    Ok(Some(Facts::of(mail).at_login(format!("/behov/{id}"))))
}

async fn about_meeting(
    app: &App,
    connection: &mut Connection,
    mail: &Leased,
) -> Result<Option<Facts>, Error> {
    let now = app.now();
    let found = store::appointments::find(connection, &mail.county, mail.subject).await?;
    // A version that a newer one has replaced says nothing, nor does one whose time has passed.
    let is_of_use = |one: &Appointment| one.sequence == mail.number && one.meeting.starts_at > now;
    let Some(meeting) = found.filter(is_of_use) else { return Ok(None) };
    Ok(Some(Facts {
        at: Some(meeting.meeting.starts_at),
        minutes: meeting.meeting.minutes,
        place: meeting.meeting.place,
        sequence: meeting.sequence,
        organisation: meeting.by_organisation_name,
        ..Facts::of(mail)
    }))
}

async fn about_gathering(
    app: &App,
    connection: &mut Connection,
    mail: &Leased,
) -> Result<Option<Facts>, Error> {
    let (now, id) = (app.now(), GatheringId(mail.subject));
    let found = store::gatherings::find_any(connection, &mail.county, id).await?;
    // A version that a newer one has replaced says nothing, nor does one whose time has passed.
    let is_of_use = |one: &StoredGathering| {
        let is_off = one.stored_state == GatheringState::Cancelled;
        one.sequence == mail.number
            && one.gathering.ends_at > now
            && is_off == (mail.kind == MailKind::GatheringCancelled)
    };
    let Some(event) = found.filter(is_of_use) else { return Ok(None) };
    // Nor one to somebody who has given the seat back meanwhile.
    let to = mail.to.as_deref().unwrap_or_default();
    if mail.kind != MailKind::GatheringCancelled
        && !store::gatherings::sign_ups::is_seated(connection, &mail.county, id, to).await?
    {
        return Ok(None);
    }
    let facts = Facts {
        at: Some(event.gathering.starts_at),
        minutes: event.gathering.minutes(),
        place: crate::gatherings::site(&event.gathering).unwrap_or_default(),
        sequence: event.sequence,
        organisation: event.organisation_name,
        ..Facts::of(mail)
    };
    let path = format!("/traffar/{id}");
    // Only an event for everyone can be read without a login.
    Ok(Some(match event.gathering.network {
        None => Facts { path, ..facts },
        Some(_) => facts.at_login(path),
    }))
}

async fn follow_up(
    app: &App,
    connection: &mut Connection,
    mail: &Leased,
) -> Result<Option<Facts>, Error> {
    let found = store::follow_ups::find(connection, &mail.county, mail.subject).await?;
    let (Some(asked), Some(token)) = (found, &mail.secret) else { return Ok(None) };
    if asked.answered_at.is_some() || asked.link_expires_at <= app.now() {
        return Ok(None);
    }
    let case = store::cases::find(connection, &mail.county, asked.case).await?;
    let Some(case) = case else { return Ok(None) };
    Ok(Some(Facts {
        path: format!("/uppfoljning/{token}"),
        months: asked.months,
        on: Some(domain::time::day_of(asked.link_expires_at)),
        ..with_case(Facts::of(mail), &case)
    }))
}

async fn digest(
    app: &App,
    connection: &mut Connection,
    mail: &Leased,
) -> Result<Option<Facts>, Error> {
    let Some(person) = mail.person else { return Ok(None) };
    let Some((choice, token)) = store::mail::choice_of(connection, person).await? else {
        return Ok(None);
    };
    let (today, now) = (app.today(), app.now());
    // The digest of a week that has passed would say what the one of this week says.
    if mail.number != day_number(week_of(today)) {
        return Ok(None);
    }
    let waiting = store::mail::waiting(connection, &mail.county, person, today, now).await?;
    if !choice.digest || waiting == store::mail::Waiting::default() {
        return Ok(None);
    }
    Ok(Some(Facts {
        waiting: Some(waiting),
        unsubscribe: Some(format!("/utskick/avsluta/{token}")),
        ..Facts::of(mail).at_login("/skrivbord".to_owned())
    }))
}
