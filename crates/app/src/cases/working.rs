//! What is done to a case: taken, answered, planned, handed over, closed, opened again.

use domain::access::Actor;
use domain::cases::{AlarmStage, Audience, CaseState, Closing, Envelope, NextStep};
use domain::fault::{Fault, Faults};
use domain::ids::{CaseId, DeskId, OrganisationId};
use domain::text::{self, BODY_MAX, LINE_MAX};
use domain::time::{self, Date};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::access::Desk;
use store::notifications::Reader;

use super::board::Step;
use super::change::{Change, Changed, Context, May, Request};
use super::opening::promise;
use crate::acting::request_key;
use crate::{App, Error};

/// What a person types when writing in a case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct LetterForm {
    /// The words.
    pub body: String,
    /// Code of whom it is for; empty is every party.
    pub audience: String,
    /// Id of the one other reader.
    pub to: String,
}

/// What a person types about the next step.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct NextStepForm {
    /// What.
    pub next_step: String,
    /// Latest day, ISO.
    pub next_step_on: String,
}

/// What a person types when handing over.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct HandOverForm {
    /// Id of the desk that takes over.
    pub desk: String,
    /// Why; every party reads it.
    pub reason: String,
}

/// Whom to let into a case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct InviteForm {
    /// Id of the organisation.
    pub organisation: String,
}

/// What a person types when closing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ClosingForm {
    /// Code of the outcome.
    pub outcome: String,
    /// In words, told to the firm.
    pub outcome_words: String,
}

/// What a person types when opening a closed case again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ReopenForm {
    /// Why; every party reads it.
    pub reason: String,
    /// What the desk does first.
    pub next_step: String,
}

/// Takes a case that lies at one's desk.
pub async fn take(
    app: &App,
    actor: &Actor,
    id: CaseId,
    version: i64,
    key: Option<&str>,
) -> Result<Changed, Error> {
    let key = request_key(actor, key, "case.take", &id, app.now());
    let request = Request { app, actor, id, version: Some(version), key, may: May::Owner };
    request.carry_out(taking).await
}

/// The speaker takes the case.
pub(super) fn taking(context: &Context) -> Result<Change, Error> {
    let mut fields = context.case.fields.clone();
    fields.taken_by = Some(context.speaker.assignment.id);
    fields.taken_by_name = Some(context.speaker.name.clone());
    if fields.state.next().contains(&CaseState::Assigned) {
        fields.state = CaseState::Assigned;
    } else if !fields.state.is_open() {
        return Err(Fault::new("state", "case-is-closed").into());
    }
    let detail = json!({ "name": context.speaker.name });
    let events = vec![context.event(1, "case.taken", detail)];
    Ok(Change { fields: Some(fields), events, ..Change::default() })
}

/// Whom a message is for.
#[derive(Debug, Clone, Copy)]
struct Address {
    audience: Audience,
    to: Option<OrganisationId>,
}

impl LetterForm {
    fn parse(&self) -> Result<(String, Address), Faults> {
        let mut faults = Faults::default();
        let body = faults.take(text::required("body", &self.body, BODY_MAX));
        let audience = match self.audience.trim() {
            "" => Some(Audience::Parties),
            code => faults.take(Audience::parse(code)),
        };
        let to = match audience {
            Some(Audience::One) => {
                let to = self.to.parse().map_err(|_| Fault::new("to", "required"));
                faults.take(to).map(Some)
            }
            _ => Some(None),
        };
        match (body, audience, to) {
            (Some(body), Some(audience), Some(to)) => Ok((body, Address { audience, to })),
            _ => Err(faults),
        }
    }
}

/// Writes in a case: to every party, to one of them, or a note for one's own organisation. The
/// first answer that reaches the firm from the desk's side stops the clock.
pub async fn write(
    app: &App,
    actor: &Actor,
    id: CaseId,
    form: &LetterForm,
    key: Option<&str>,
) -> Result<Changed, Error> {
    let (body, address) = form.parse()?;
    let key = request_key(actor, key, "case.write", &(id, form), app.now());
    let request = Request { app, actor, id, version: None, key, may: May::Party };
    request.carry_out(|context| letter(context, &body, address)).await
}

fn letter(context: &Context, body: &str, address: Address) -> Result<Change, Error> {
    let Address { audience, to } = address;
    let own = context.speaker.organisation();
    if let Some(to) = to
        && (to == own || !context.parties.iter().any(|party| party.organisation == to))
    {
        return Err(Fault::new("to", "not-a-party").into());
    }
    let envelope = Envelope { from: own, audience, to };
    let reaches_firm = envelope.is_for(context.case.organisation);
    let mut change = Change {
        messages: vec![context.message(0, envelope, body)],
        events: vec![context.event(2, "case.message-written", json!({ "audience": audience }))],
        notifications: match (audience, to) {
            (Audience::Parties, _) => context.tell_parties("case-message"),
            (Audience::One, Some(to)) => {
                vec![context.tell(0, context.reader_of(to), "case-message")]
            }
            _ => Vec::new(),
        },
        ..Change::default()
    };
    let is_owed = context.case.fields.answered_at.is_none() && context.case.fields.state.is_open();
    if context.part.is_owner && !context.part.is_firm && reaches_firm && is_owed {
        let (mut fields, event) =
            context.answered(context.taken(context.case.fields.clone()), "message");
        if fields.state.next().contains(&CaseState::Answered) {
            fields.state = CaseState::Answered;
        }
        change.fields = Some(fields);
        change.events.extend(event);
    }
    Ok(change)
}

/// Changes what happens next and when.
pub async fn plan_next(
    app: &App,
    actor: &Actor,
    id: CaseId,
    version: i64,
    form: &NextStepForm,
    key: Option<&str>,
) -> Result<Changed, Error> {
    let step = NextStep::parse(&form.next_step, &form.next_step_on, app.today())?;
    let key = request_key(actor, key, "case.plan", &(id, form), app.now());
    let request = Request { app, actor, id, version: Some(version), key, may: May::Owner };
    request.carry_out(|context| planning(context, &step)).await
}

/// The case gets another next step.
pub(super) fn planning(context: &Context, step: &NextStep) -> Result<Change, Error> {
    still_open(context)?;
    let mut fields = context.case.fields.clone();
    fields.next_step = Some(step.clone());
    let detail = json!({ "what": step.what, "on": step.on });
    let events = vec![context.event(1, "case.planned", detail)];
    Ok(Change { fields: Some(fields), events, ..Change::default() })
}

/// States one reaches by a move; the others have a way of their own.
pub(super) fn moves(from: CaseState) -> Vec<CaseState> {
    let own_way = [CaseState::Closed, CaseState::HandedOver, CaseState::Reopened];
    from.next().iter().copied().filter(|state| !own_way.contains(state)).collect()
}

/// Moves a case to another state. Whoever moves it to a state after the answer says that the firm
/// has had one, by telephone for instance.
pub async fn move_to(
    app: &App,
    actor: &Actor,
    id: CaseId,
    version: i64,
    state: &str,
    key: Option<&str>,
) -> Result<Changed, Error> {
    let to = CaseState::parse(state)?;
    let key = request_key(actor, key, "case.move", &(id, to), app.now());
    let request = Request { app, actor, id, version: Some(version), key, may: May::Owner };
    request
        .carry_out(|context| {
            let from = context.case.fields.state;
            if !moves(from).contains(&to) {
                let fault = Fault::new("state", "move-not-possible");
                return Err(fault.with("from", from).with("to", to).into());
            }
            let was = &context.case.fields;
            let mut fields = context.taken(was.clone());
            fields.state = to;
            let mut answers = None;
            if !matches!(to, CaseState::Assigned | CaseState::Waiting) {
                (fields, answers) = context.answered(fields, "move");
            }
            let step = Step {
                from,
                to,
                version: context.case.version + 1,
                took: was.taken_by.is_none() && fields.taken_by.is_some(),
                answered: answers.is_some(),
                is_first_answer: answers.is_some() && !context.was_answered_before,
                alarm: was.alarm,
            };
            let mut events = vec![context.event(1, Step::EVENT, json!(step))];
            events.extend(answers);
            Ok(Change { fields: Some(fields), events, ..Change::default() })
        })
        .await
}

/// A hand-over as it is carried out: read, and its desk found.
pub(super) struct HandOver {
    desk: Desk,
    reason: String,
    /// First day of a next step: the new desk has not seen the case before.
    earliest: Date,
}

impl HandOver {
    pub(super) async fn of(app: &App, actor: &Actor, form: &HandOverForm) -> Result<Self, Error> {
        let mut faults = Faults::default();
        let unread = |_| Fault::new("desk", "required");
        let desk = faults.take(form.desk.parse::<DeskId>().map_err(unread));
        let reason = faults.take(text::required("reason", &form.reason, LINE_MAX));
        let (Some(desk), Some(reason)) = (desk, reason) else { return Err(faults.into()) };
        let mut connection = app.store.read().await?;
        let found = store::access::find_desk(&mut connection, actor.county(), desk).await?;
        drop(connection);
        let desk = found.ok_or_else(|| Fault::new("desk", "unknown-choice").with("value", desk))?;
        Ok(Self { desk, reason, earliest: time::next_working_day(app.today()) })
    }

    pub(super) fn change(&self, context: &Context) -> Result<Change, Error> {
        still_open(context)?;
        let Self { desk, reason, earliest } = self;
        if context.case.fields.desk == Some(desk.id) {
            return Err(Fault::new("desk", "same-desk").into());
        }
        let mut fields = context.case.fields.clone();
        fields.state = CaseState::HandedOver;
        fields.desk = Some(desk.id);
        fields.owner_role = Some(desk.role);
        fields.taken_by = None;
        fields.taken_by_name = None;
        // The new desk has its own deputy told before it goes up again.
        fields.alarm = AlarmStage::None;
        fields.next_step = fields.next_step.map(|step| later(step, *earliest));
        let detail = json!({ "from": context.case.desk_name, "to": desk.name, "reason": reason });
        Ok(Change {
            fields: Some(fields),
            parties: vec![desk.organisation],
            events: vec![context.event(1, "case.handed-over", detail)],
            notifications: vec![context.tell(0, Reader::Desk(desk.id), "case-handed-over")],
            ..Change::default()
        })
    }
}

/// Hands a case to another desk, which has to take it; the firm's promise stays as it was.
pub async fn hand_over(
    app: &App,
    actor: &Actor,
    id: CaseId,
    version: i64,
    form: &HandOverForm,
    key: Option<&str>,
) -> Result<Changed, Error> {
    let handed = HandOver::of(app, actor, form).await?;
    let key = request_key(actor, key, "case.hand-over", &(id, form), app.now());
    let request = Request { app, actor, id, version: Some(version), key, may: May::Owner };
    request.carry_out(|context| handed.change(context)).await
}

fn later(step: NextStep, earliest: Date) -> NextStep {
    NextStep { on: step.on.max(earliest), ..step }
}

/// Lets another organisation into a case; it reads what is written to every party.
pub async fn invite(
    app: &App,
    actor: &Actor,
    id: CaseId,
    form: &InviteForm,
    key: Option<&str>,
) -> Result<Changed, Error> {
    let invited: OrganisationId =
        form.organisation.parse().map_err(|_| Fault::new("organisation", "required"))?;
    let mut connection = app.store.read().await?;
    let found = store::organisations::find(&mut connection, actor.county(), invited).await?;
    drop(connection);
    let name = found.map(|found| found.organisation.name).ok_or_else(|| {
        Fault::new("organisation", "unknown-choice").with("value", &form.organisation)
    })?;
    let key = request_key(actor, key, "case.invite", &(id, form), app.now());
    let request = Request { app, actor, id, version: None, key, may: May::Owner };
    request
        .carry_out(|context| {
            still_open(context)?;
            if context.parties.iter().any(|party| party.organisation == invited) {
                return Err(Fault::new("organisation", "already-a-party")
                    .with("name", &name)
                    .into());
            }
            Ok(Change {
                parties: vec![invited],
                events: vec![context.event(1, "case.party-invited", json!({ "name": name }))],
                notifications: vec![context.tell(0, Reader::Organisation(invited), "case-invited")],
                ..Change::default()
            })
        })
        .await
}

/// Closes a case with an outcome, in words that the firm reads in the thread.
pub async fn close(
    app: &App,
    actor: &Actor,
    id: CaseId,
    version: i64,
    form: &ClosingForm,
    key: Option<&str>,
) -> Result<Changed, Error> {
    let closing = Closing::parse(&form.outcome, &form.outcome_words)?;
    let key = request_key(actor, key, "case.close", &(id, form), app.now());
    let request = Request { app, actor, id, version: Some(version), key, may: May::Owner };
    request
        .carry_out(|context| {
            still_open(context)?;
            let fields = context.taken(context.case.fields.clone());
            let (mut fields, answered) = context.answered(fields, "closing");
            fields.state = CaseState::Closed;
            fields.closing = Some(closing.clone());
            fields.closed_at = Some(context.now);
            fields.next_step = None;
            fields.alarm = AlarmStage::None;
            let envelope = Envelope {
                from: context.speaker.organisation(),
                audience: Audience::Parties,
                to: None,
            };
            let detail = json!({ "outcome": closing.outcome });
            let mut events: Vec<_> = answered.into_iter().collect();
            events.push(context.event(1, "case.closed", detail));
            Ok(Change {
                fields: Some(fields),
                messages: vec![context.message(0, envelope, &closing.words)],
                events,
                notifications: context.tell_parties("case-closed"),
                ..Change::default()
            })
        })
        .await
}

/// Opens a closed case again, with a reason; a new first answer is promised.
pub async fn reopen(
    app: &App,
    actor: &Actor,
    id: CaseId,
    version: i64,
    form: &ReopenForm,
    key: Option<&str>,
) -> Result<Changed, Error> {
    let mut faults = Faults::default();
    let reason = faults.take(text::required("reason", &form.reason, LINE_MAX));
    let what = faults.take(text::required("nextStep", &form.next_step, LINE_MAX));
    let (Some(reason), Some(what)) = (reason, what) else { return Err(faults.into()) };
    let key = request_key(actor, key, "case.reopen", &(id, form), app.now());
    let request = Request { app, actor, id, version: Some(version), key, may: May::OwnerOrFirm };
    request
        .carry_out(|context| {
            let mut fields = context.case.fields.clone();
            if fields.state != CaseState::Closed {
                return Err(Fault::new("state", "case-is-open").into());
            }
            let desk = context.desk.as_ref().ok_or_else(Error::invisible)?;
            fields.state = CaseState::Reopened;
            fields.owner_role = Some(desk.role);
            fields.promised_at = promise(desk, context.now);
            fields.answered_at = None;
            fields.alarm = AlarmStage::None;
            fields.closing = None;
            fields.closed_at = None;
            let on = time::day_of(fields.promised_at);
            fields.next_step = Some(NextStep { what: what.clone(), on });
            Ok(Change {
                fields: Some(fields),
                events: vec![context.event(1, "case.reopened", json!({ "reason": reason }))],
                notifications: context.tell_parties("case-reopened"),
                ..Change::default()
            })
        })
        .await
}

fn still_open(context: &Context) -> Result<(), Error> {
    if context.case.fields.state.is_open() {
        Ok(())
    } else {
        Err(Fault::new("state", "case-is-closed").into())
    }
}
