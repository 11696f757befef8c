//! The hand-told stories: mappings, needs, cases with their threads, and contacts.

use app::cases::{self as opening, Opening};
use app::secrets::token_hash;
use domain::access::{Actor, Role};
use domain::cases::{AlarmStage, Audience, Closing, Envelope, NextStep, alarm_at};
use domain::contacts::Contact;
use domain::contacts::peace::{Forced, Quiet, Wishes};
use domain::ids::{CaseId, ContactId, GoalId, MappingId, MessageId, NeedId, OrganisationId};
use domain::needs::coding::AcceptedCoding;
use domain::needs::lanes::Lane;
use domain::needs::mapping::{MappingState, Track};
use domain::needs::{Need, NeedState};
use domain::time::Timestamp;
use serde_json::json;
use store::cases::{CaseFields, Message, NewMessage};
use store::contacts::NewContact;
use store::contacts::peace::{self, Said};
use store::events::{self, NewEvent, Subject};
use store::mappings::{Link, NewMapping, Yes};
use store::needs::{NewNeed, StoredGoal};
use store::{Tx, cases, mappings, needs, notifications, search};
use vocabulary::Vocabulary;
use vocabulary::analysis::search_terms;

use super::{Error, Filling};
use crate::content::{self, Story, StoryCase, StoryNeed, Writer};

/// The link of the demo's invitation, so that it can be tried without an account.
pub(crate) const DEMO_LINK: &str = "demo-prova-sjalv";

pub(super) async fn fill(filling: &mut Filling<'_>) -> Result<(), Error> {
    for story in content::stories() {
        tell(filling, &story).await?;
    }
    for contact in content::contacts() {
        store_contact(filling, contact).await?;
    }
    for wishes in content::wishes() {
        store_wishes(filling, wishes).await?;
    }
    Ok(())
}

/// Everything about a story that is made before its transaction.
struct Told {
    firm: OrganisationId,
    firm_name: String,
    mapping: NewMapping,
    answers: domain::needs::answers::Answers,
    invited_at: Timestamp,
    approval: Option<Approval>,
    events: Vec<NewEvent>,
}

struct Approval {
    at: Timestamp,
    by_name: String,
    goals: Vec<StoredGoal>,
    needs: Vec<(NewNeed, NeedState, Vec<Lane>)>,
    case: Option<ToldCase>,
}

struct ToldCase {
    opening: Opening,
    fields: CaseFields,
    messages: Vec<NewMessage>,
    parties: Vec<OrganisationId>,
}

async fn tell(filling: &mut Filling<'_>, story: &Story) -> Result<(), Error> {
    let told = &prepare(filling, story).await?;
    let (county, state) = (&filling.county, story.state);
    filling
        .app
        .store
        .write(county, None, |mut tx| async move {
            let tx = &mut tx;
            mappings::insert(tx, county, &told.mapping, told.invited_at).await?;
            let (id, at) = (told.mapping.id, told.invited_at);
            let draft_state = if state.is_approved() { MappingState::Compiled } else { state };
            if state != MappingState::Invited {
                mappings::save_answers(tx, county, id, &told.answers, draft_state, 1, at).await?;
            }
            for event in &told.events {
                events::append(tx, county, event).await?;
            }
            match &told.approval {
                Some(approval) => store_approval(tx, county, told, approval).await,
                None => Ok(()),
            }
        })
        .await
}

async fn store_approval(
    tx: &mut Tx,
    county: &domain::codes::CountyCode,
    told: &Told,
    approval: &Approval,
) -> Result<(), Error> {
    for (position, goal) in (1..).zip(&approval.goals) {
        needs::insert_goal(tx, county, goal, position).await?;
    }
    for (new, state, lanes) in &approval.needs {
        needs::insert(tx, county, new, approval.at).await?;
        search::index(tx, county, "need", new.id.0, need_terms(told, new)).await?;
        let first = if new.coding.is_some() { NeedState::Confirmed } else { NeedState::Registered };
        if *state != first {
            needs::set_state(tx, county, new.id, *state, None, 1, approval.at).await?;
        }
        for lane in lanes {
            needs::put_lane(tx, county, new.id, lane).await?;
        }
    }
    let Some(case) = &approval.case else { return Ok(()) };
    opening::open(tx, county, &case.opening).await?;
    let id = case.opening.id;
    for &party in &case.parties {
        cases::insert_party(tx, county, id, party, case.opening.opened_at).await?;
    }
    for message in &case.messages {
        cases::insert_message(tx, county, message).await?;
    }
    let last = case.messages.last().map_or(approval.at, |message| message.sent_at);
    cases::save(tx, county, id, 1, &case.fields, last.max(approval.at)).await?;
    if case.fields.taken_by.is_some() || case.fields.answered_at.is_some() {
        notifications::settle(tx, county, "case-opened", id.0, last).await?;
    }
    let yes = Yes {
        by_name: approval.by_name.clone(),
        case_file: id,
        link_expires_at: domain::time::instant_of(
            domain::time::days_after(domain::time::day_of(approval.at), 365),
            domain::time::Time::midnight(),
        ),
    };
    mappings::approve(tx, county, told.mapping.id, &yes, 2, approval.at).await?;
    Ok(())
}

fn need_terms(told: &Told, new: &NewNeed) -> Vec<String> {
    let occupation = new.coding.as_ref().map_or("", |coding| coding.label.as_str());
    search_terms(&format!("{} {} {occupation}", told.firm_name, new.need.words))
}

async fn prepare(filling: &mut Filling<'_>, story: &Story) -> Result<Told, Error> {
    let firm: OrganisationId = filling.get(story.firm)?;
    let firm_name = {
        let mut connection = filling.app.store.read().await?;
        let stored = store::organisations::find(&mut connection, &filling.county, firm).await?;
        stored.map(|stored| stored.organisation.name).unwrap_or_default()
    };
    let invited_at = filling.morning(story.invited);
    let opener = story.leader.unwrap_or("broker@demo.samkraft.test");
    let by = filling.person(opener)?;
    let id: MappingId = filling.ids.named(story.slug, invited_at);
    let is_led = story.track == Track::Led;
    let is_open_invitation = story.state == MappingState::Invited && !is_led;
    let mapping = NewMapping {
        id,
        slug: Some(story.slug.to_owned()),
        organisation: firm,
        track: story.track,
        opened_by_organisation: by.organisation,
        opened_by_name: by.name.to_owned(),
        leader_organisation: is_led.then_some(by.organisation),
        link: is_open_invitation
            .then(|| Link { hash: token_hash(DEMO_LINK), expires_at: filling.morning(60) }),
        invited_email: None,
    };
    let subject = Subject { kind: "mapping", id: id.0, organisation: Some(firm) };
    let mut told = Told {
        firm,
        firm_name,
        mapping,
        answers: story.answers(filling.today),
        invited_at,
        approval: None,
        events: vec![NewEvent::by(&by.actor, invited_at, "mapping.invited", subject)],
    };
    if let Some(days) = story.approved {
        told.approval = Some(approve(filling, story, &mut told, days)?);
    }
    Ok(told)
}

fn approve(
    filling: &mut Filling<'_>,
    story: &Story,
    told: &mut Told,
    days: i64,
) -> Result<Approval, Error> {
    let at = filling.morning(days).max(told.invited_at);
    let firm_actor = Actor::Anyone { county: filling.county.clone() };
    let (mut goals, mut stored) = (Vec::new(), Vec::new());
    for goal in &story.goals {
        let id: GoalId = filling.ids.next(at);
        let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        goals.push(StoredGoal {
            id,
            mapping: told.mapping.id,
            goal: goal.goal.to_owned(),
            obstacle: goal.obstacle,
            consequence: said(goal.consequence),
            capability: said(goal.capability),
            gap: said(goal.gap),
        });
        for need in &goal.needs {
            let new = new_need(filling, told, id, goal.severity, need, at)?;
            let kind = if new.coding.is_some() { "need.confirmed" } else { "need.registered" };
            let subject = Subject { kind: "need", id: new.id.0, organisation: Some(told.firm) };
            told.events.push(NewEvent::by(&firm_actor, at, kind, subject));
            stored.push((new, need.state, lanes(filling, need)));
        }
    }
    let subject = Subject { kind: "mapping", id: told.mapping.id.0, organisation: Some(told.firm) };
    let detail = json!({ "by": story.contact_name });
    told.events.push(NewEvent::by(&firm_actor, at, "mapping.approved", subject).saying(detail));
    let ids: Vec<NeedId> = stored.iter().map(|(new, ..)| new.id).collect();
    let case = match &story.case {
        Some(case) => Some(prepare_case(filling, story, told, case, ids)?),
        None => None,
    };
    Ok(Approval { at, by_name: story.contact_name.to_owned(), goals, needs: stored, case })
}

fn new_need(
    filling: &mut Filling<'_>,
    told: &Told,
    goal: GoalId,
    severity: domain::needs::Severity,
    need: &StoryNeed,
    at: Timestamp,
) -> Result<NewNeed, Error> {
    let coding = match need.ssyk {
        Some(ssyk) => {
            let accepter = need.accepted_by.map(|login| filling.person(login)).transpose()?;
            let name = accepter.as_ref().map_or("företaget", |person| person.name).to_owned();
            let actor = accepter
                .map_or(Actor::Anyone { county: filling.county.clone() }, |person| person.actor);
            let vocabulary = filling.app.vocabulary();
            Some(accept(&vocabulary, need.words, ssyk, (&actor, &name), at)?)
        }
        None => None,
    };
    Ok(NewNeed {
        id: filling.ids.named(need.slug, at),
        slug: Some(need.slug.to_owned()),
        organisation: told.firm,
        mapping: told.mapping.id,
        goal,
        need: Need {
            words: need.words.to_owned(),
            kind: need.kind,
            count: need.count,
            start_by: need.start.map(|days| filling.day(days)),
            severity,
        },
        coding,
    })
}

/// Accepts what the vocabulary suggests within the group the content names, else the group.
pub(super) fn accept(
    vocabulary: &Vocabulary,
    words: &str,
    ssyk: &str,
    accepter: (&Actor, &str),
    at: Timestamp,
) -> Result<AcceptedCoding, Error> {
    let reading = app::coding::read(vocabulary, words);
    let within = reading
        .occupations
        .iter()
        .find(|one| one.ssyk.as_ref().is_some_and(|code| code.as_str() == ssyk));
    let occupation = if let Some(suggestion) = within {
        suggestion.concept_id.0.clone()
    } else {
        let code = domain::codes::Ssyk::parse(ssyk)?;
        let group = vocabulary.group(&code).ok_or_else(|| Error::Missing(ssyk.to_owned()))?;
        group.id.0.clone()
    };
    let sure = reading.skills.iter().filter(|skill| skill.score >= 0.8).take(3);
    let skills = sure.map(|skill| skill.concept_id.0.clone()).collect();
    let choice = app::coding::Choice { occupation, skills };
    Ok(app::coding::accept(vocabulary, words, &choice, accepter, at)?)
}

fn lanes(filling: &Filling<'_>, need: &StoryNeed) -> Vec<Lane> {
    need.lanes
        .iter()
        .map(|lane| Lane {
            kind: lane.kind,
            state: lane.state,
            planned: lane.planned,
            filled: lane.filled,
            next_step: lane.next_step.map(str::to_owned),
            next_step_on: lane.next_step_on.map(|days| filling.day(days)),
        })
        .collect()
}

fn prepare_case(
    filling: &mut Filling<'_>,
    story: &Story,
    told: &mut Told,
    case: &StoryCase,
    ids: Vec<NeedId>,
) -> Result<ToldCase, Error> {
    let opened_at = filling.moment(case.opened);
    let id: CaseId = filling.ids.named(case.slug, opened_at);
    let subject = Subject { kind: "case", id: id.0, organisation: Some(told.firm) };
    let anyone = Actor::Anyone { county: filling.county.clone() };
    let holder = case.holder.map(|login| filling.person(login)).transpose()?;
    let answered_at = case.answered.map(|moment| filling.moment(moment));
    let promised_at =
        domain::time::after_working_days(opened_at, domain::cases::PROMISE_WORKING_DAYS);
    let by = holder.as_ref().map_or(&anyone, |holder| &holder.actor);
    if let Some(at) = answered_at {
        told.events.push(NewEvent::by(by, at, "case.answered", subject));
    }
    let closing = case.closed.map(|(outcome, words, days)| {
        (Closing { outcome, words: words.to_owned() }, filling.morning(days).max(opened_at))
    });
    if let Some((closing, at)) = &closing {
        let detail = json!({ "outcome": closing.outcome.code() });
        told.events.push(NewEvent::by(by, *at, "case.closed", subject).saying(detail));
    }
    let next_step = match (case.next_step, case.next_step_on) {
        (Some(what), Some(days)) => Some(NextStep { what: what.to_owned(), on: filling.day(days) }),
        _ => None,
    };
    let alarm = match answered_at {
        None if closing.is_none() => alarm_at(promised_at, filling.now),
        _ => AlarmStage::None,
    };
    let fields = CaseFields {
        state: case.state,
        desk: Some(filling.get(case.desk)?),
        owner_role: Some(Role::Broker),
        taken_by: holder.as_ref().and_then(|one| one.actor.assignment().map(|held| held.id)),
        taken_by_name: holder.as_ref().map(|holder| holder.name.to_owned()),
        next_step,
        promised_at,
        answered_at,
        alarm,
        closed_at: closing.as_ref().map(|(_, at)| *at),
        closing: closing.map(|(closing, _)| closing),
    };
    let opening = Opening {
        id,
        organisation: told.firm,
        title: case.title.to_owned(),
        needs: ids,
        next_step: "Läs kartläggningen och ring företaget".to_owned(),
        opened_at,
        event: NewEvent::by(&anyone, opened_at, "case.opened", subject),
        slug: Some(case.slug.to_owned()),
        is_mailed: false,
    };
    let parties = case.parties.iter().map(|slug| filling.get(slug)).collect::<Result<_, _>>()?;
    let messages = messages(filling, story, told, case, id)?;
    Ok(ToldCase { opening, fields, messages, parties })
}

fn messages(
    filling: &mut Filling<'_>,
    story: &Story,
    told: &Told,
    case: &StoryCase,
    id: CaseId,
) -> Result<Vec<NewMessage>, Error> {
    let mut written = Vec::new();
    for message in &case.messages {
        let sent_at = filling.moment(message.at);
        let (from, from_name) = match message.from {
            Writer::Firm => (told.firm, story.contact_name),
            Writer::Person(login) => {
                let person = filling.person(login)?;
                (person.organisation, person.name)
            }
        };
        let to = message.to.map(|slug| filling.get(slug)).transpose()?;
        let to = if message.audience == Audience::One { to } else { None };
        written.push(NewMessage {
            id: filling.ids.next::<MessageId>(sent_at),
            case: id,
            message: Message {
                envelope: Envelope { from, audience: message.audience, to },
                from_name: from_name.to_owned(),
                body: message.text.to_owned(),
            },
            sent_at,
        });
    }
    Ok(written)
}

async fn store_contact(
    filling: &mut Filling<'_>,
    contact: &content::StoryContact,
) -> Result<(), Error> {
    let by = filling.person(contact.by)?;
    let at = filling.morning(contact.on.min(0));
    let new = &NewContact {
        id: filling.ids.next::<ContactId>(at),
        organisation: filling.get(contact.firm)?,
        by_organisation: by.organisation,
        by_name: by.name.to_owned(),
        contact: Contact {
            kind: contact.kind,
            on: filling.day(contact.on),
            topic: contact.topic.to_owned(),
            note: contact.note.map(str::to_owned),
        },
        asked_for: None,
        forced: contact.forced.map(|(over, why)| Forced { over: over.to_vec(), why: why.into() }),
        created_at: at,
    };
    let county = &filling.county;
    filling
        .app
        .store
        .write(county, None, |mut tx| async move {
            Ok(store::contacts::insert(&mut tx, county, new).await?)
        })
        .await
}

async fn store_wishes(
    filling: &mut Filling<'_>,
    story: &content::StoryWishes,
) -> Result<(), Error> {
    let (at, said_on) = (filling.morning(story.said), filling.day(story.said));
    let firm: OrganisationId = filling.get(story.firm)?;
    let said = &Said { by_name: story.by.to_owned(), at };
    let wishes = &Wishes {
        limit: story.limit,
        preferred: story.preferred.to_vec(),
        refused: story.refused.to_vec(),
        ask_for: story.ask_for.map(str::to_owned),
        said_on: Some(said_on),
        quiet: Vec::new(),
    };
    let quiet = &story.quiet.map(|(from, until, why)| Quiet {
        from: filling.day(from),
        until: filling.day(until),
        why: Some(why.to_owned()),
        said_on,
    });
    let id: ContactId = filling.ids.next(at);
    let county = &filling.county;
    filling
        .app
        .store
        .write(county, None, |mut tx| async move {
            peace::save(&mut tx, county, firm, 0, wishes, said).await?;
            if let Some(quiet) = quiet {
                peace::insert_quiet(&mut tx, county, firm, id.0, quiet, said).await?;
            }
            Ok(())
        })
        .await
}
