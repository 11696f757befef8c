//! What fills the county to its size: firms and needs made by rule, answered and closed at the
//! pace a county would have.

use app::cases::{self as opening, Opening};
use domain::access::Actor;
use domain::cases::{AlarmStage, CaseOutcome, CaseState, Closing, NextStep};
use domain::codes::CountyCode;
use domain::contacts::{Contact, ContactKind};
use domain::ids::{CaseId, ContactId, GoalId, MappingId, OrganisationId};
use domain::needs::answers::Answers;
use domain::needs::mapping::{MappingState, Track};
use domain::needs::{Need, NeedState};
use domain::organisations::Organisation;
use domain::time::{self, Timestamp};
use store::cases::CaseFields;
use store::contacts::NewContact;
use store::events::{self, NewEvent, Subject};
use store::mappings::{NewMapping, Yes};
use store::needs::{NewNeed, StoredGoal};
use store::{Tx, cases, mappings, needs, notifications, search};
use vocabulary::analysis::search_terms;

use super::reference::{self, Row};
use super::{Error, Filling, stories};
use crate::content::{self, GeneratedNeed, SplitMix};

/// Firms at scale 1, besides those with a story.
const FIRMS: u64 = 930;
/// Needs at scale 1, besides those of the stories.
const NEEDS: u64 = 1_960;
/// Visits at scale 1, besides those of the stories.
const VISITS: u64 = 120;
/// How many days back they are spread over.
const VISIT_DAYS: u64 = 180;
/// Who makes them.
const VISITORS: &[&str] = &[
    "broker@demo.samkraft.test",
    "broker.kramfors@demo.samkraft.test",
    "broker.sundsvall@demo.samkraft.test",
];
/// What they are about.
const VISIT_TOPICS: &[&str] = &[
    "Hur går det med rekryteringen?",
    "Kompetens för nästa år",
    "Praktik och lärlingar",
    "Kort utbildning för dem som redan arbetar här",
];
/// Needs in one transaction.
const BATCH: usize = 100;
/// What every desk does first.
const FIRST_STEP: &str = "Läs kartläggningen och ring företaget";
/// Firms of the neighbouring county.
const NEIGHBOURS: u64 = 6;

/// Answers with the visits that stand in the ledger.
pub(super) async fn fill(
    filling: &mut Filling<'_>,
    scale: u64,
    seed: u64,
) -> Result<Vec<NewContact>, Error> {
    let firms = firms(filling, scale, seed).await?;
    let opener = filling.person("broker@demo.samkraft.test")?;
    let mut made = Vec::with_capacity(BATCH);
    for index in 0..NEEDS * scale {
        let mut random = SplitMix::of(seed ^ 0x62_6568_6f76, index);
        let place = usize::try_from(random.below(firms.len() as u64)).unwrap_or(0);
        let Some((firm, organisation)) = firms.get(place) else { continue };
        let need = content::generated_need_of(index, seed, organisation);
        let firm = (*firm, organisation.name.as_str());
        made.push(make(filling, &mut random, &opener, firm, &need)?);
        if made.len() == BATCH {
            store_batch(filling, &made).await?;
            made.clear();
        }
    }
    store_batch(filling, &made).await?;
    visits(filling, &firms, scale, seed).await
}

/// Visits of the half year that has passed, on working days.
async fn visits(
    filling: &mut Filling<'_>,
    firms: &[(OrganisationId, Organisation)],
    scale: u64,
    seed: u64,
) -> Result<Vec<NewContact>, Error> {
    let mut made = Vec::new();
    for index in 0..VISITS * scale {
        let mut random = SplitMix::of(seed ^ 0x62_6573_f66b, index);
        let back = i64::try_from(random.below(VISIT_DAYS)).unwrap_or(0);
        let at = (-back - 9..=-back).rev().find(|day| time::is_working_day(filling.day(*day)));
        let Some(day) = at else { continue };
        let mut any = |most: usize| usize::try_from(random.below(most as u64)).unwrap_or(0);
        let Some((firm, _)) = firms.get(any(firms.len())) else { continue };
        let Some(login) = VISITORS.get(any(VISITORS.len())) else { continue };
        let topic = VISIT_TOPICS.get(any(VISIT_TOPICS.len())).copied().unwrap_or_default();
        let (by, at) = (filling.person(login)?, filling.morning(day));
        made.push(NewContact {
            id: filling.ids.next::<ContactId>(at),
            organisation: *firm,
            by_organisation: by.organisation,
            by_name: by.name.to_owned(),
            contact: Contact {
                kind: ContactKind::Visit,
                on: filling.day(day),
                topic: topic.to_owned(),
                note: None,
            },
            asked_for: None,
            forced: None,
            created_at: at,
        });
    }
    let (county, rows) = (&filling.county, &made);
    filling
        .app
        .store
        .write(county, None, |mut tx| async move {
            for contact in rows {
                store::contacts::insert(&mut tx, county, contact).await?;
            }
            Ok::<_, Error>(())
        })
        .await?;
    Ok(made)
}

async fn firms(
    filling: &mut Filling<'_>,
    scale: u64,
    seed: u64,
) -> Result<Vec<(OrganisationId, Organisation)>, Error> {
    let since = filling.morning(-400);
    let mut rows = Vec::new();
    for index in 0..FIRMS * scale {
        let firm = content::generated_firm(index, seed)?;
        rows.push(Row {
            id: filling.ids.next(since),
            county: filling.county.clone(),
            slug: Some(firm.slug),
            organisation: firm.organisation,
            is_demo: true,
        });
    }
    reference::store_organisations(filling, &rows).await?;
    neighbours(filling, scale, seed).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.organisation)).collect())
}

/// A few firms of the neighbouring county: whoever sees them in ours has found a leak.
async fn neighbours(filling: &mut Filling<'_>, scale: u64, seed: u64) -> Result<(), Error> {
    let since = filling.morning(-400);
    let mut rows = Vec::new();
    for index in 0..NEIGHBOURS {
        let mut firm = content::generated_firm(FIRMS * scale + index, seed)?;
        firm.organisation.municipality = domain::codes::MunicipalityCode::parse("2180")?;
        rows.push(Row {
            id: filling.ids.next(since),
            county: CountyCode::parse(content::OTHER_COUNTY)?,
            slug: Some(firm.slug),
            organisation: firm.organisation,
            is_demo: true,
        });
    }
    reference::store_organisations(filling, &rows).await
}

/// A mapping with one goal, one need and one case, ready to store.
struct Made {
    mapping: NewMapping,
    answers: Answers,
    goal: StoredGoal,
    need: NewNeed,
    need_state: NeedState,
    terms: Vec<String>,
    opening: Opening,
    fields: CaseFields,
    events: Vec<NewEvent>,
    approved_at: Timestamp,
    link_expires_at: Timestamp,
}

fn make(
    filling: &mut Filling<'_>,
    random: &mut SplitMix,
    opener: &super::Acting,
    (firm, firm_name): (OrganisationId, &str),
    need: &GeneratedNeed,
) -> Result<Made, Error> {
    let approved_at = filling.morning(need.approved);
    let firm_actor = Actor::Anyone { county: filling.county.clone() };
    let mapping: MappingId = filling.ids.next(approved_at);
    let case: CaseId = filling.ids.next(approved_at);
    let vocabulary = filling.app.vocabulary();
    let accepter = (&firm_actor, "företaget");
    let coding = stories::accept(&vocabulary, &need.words, need.ssyk, accepter, approved_at)?;
    let title = format!("{}, {}", coding.label, need.count);
    let terms = search_terms(&format!("{firm_name} {} {}", need.words, coding.label));
    let goal = goal_of(filling, mapping, need, approved_at);
    let need = NewNeed {
        id: filling.ids.next(approved_at),
        slug: None,
        organisation: firm,
        mapping,
        goal: goal.id,
        need: Need {
            words: need.words.clone(),
            kind: need.kind,
            count: need.count,
            start_by: need.start.map(|days| filling.day(days)),
            severity: need.severity,
        },
        coding: Some(coding),
    };
    let about = |kind, id| Subject { kind, id, organisation: Some(firm) };
    let life = Life::of(random, approved_at, filling.now);
    let mut events = vec![
        NewEvent::by(&opener.actor, approved_at, "mapping.invited", about("mapping", mapping.0)),
        NewEvent::by(&firm_actor, approved_at, "mapping.approved", about("mapping", mapping.0)),
        NewEvent::by(&firm_actor, approved_at, "need.confirmed", about("need", need.id.0)),
    ];
    events.extend(life.events(&opener.actor, about("case", case.0)));
    let opening = Opening {
        id: case,
        organisation: firm,
        title,
        needs: vec![need.id],
        next_step: FIRST_STEP.to_owned(),
        opened_at: approved_at,
        event: NewEvent::by(&firm_actor, approved_at, "case.opened", about("case", case.0)),
        slug: None,
        is_mailed: false,
    };
    Ok(Made {
        mapping: mapping_of(mapping, firm, opener),
        answers: Answers::begin(),
        goal,
        need,
        need_state: life.need_state(),
        terms,
        opening,
        fields: life.fields(filling),
        events,
        approved_at,
        link_expires_at: filling.morning(365),
    })
}

fn mapping_of(id: MappingId, firm: OrganisationId, opener: &super::Acting) -> NewMapping {
    NewMapping {
        id,
        slug: None,
        organisation: firm,
        track: Track::Micro,
        opened_by_organisation: opener.organisation,
        opened_by_name: opener.name.to_owned(),
        leader_organisation: None,
        link: None,
        invited_email: None,
    }
}

fn goal_of(
    filling: &mut Filling<'_>,
    mapping: MappingId,
    need: &GeneratedNeed,
    at: Timestamp,
) -> StoredGoal {
    StoredGoal {
        id: filling.ids.next::<GoalId>(at),
        mapping,
        goal: need.goal.clone(),
        obstacle: need.obstacle,
        consequence: None,
        capability: None,
        gap: None,
    }
}

/// How a made case has gone: most are answered in time, and the older ones are closed.
struct Life {
    opened_at: Timestamp,
    promised_at: Timestamp,
    answered_at: Option<Timestamp>,
    closed_at: Option<Timestamp>,
    is_met: bool,
}

impl Life {
    fn of(random: &mut SplitMix, opened_at: Timestamp, now: Timestamp) -> Self {
        let promised_at = time::after_working_days(opened_at, domain::cases::PROMISE_WORKING_DAYS);
        // One in three the same day, most the day after, a few too late.
        let days = match random.below(100) {
            0..6 => 3,
            6..40 => 0,
            _ => 1,
        };
        let minutes = 1 + random.below(7 * 60);
        let after = |start: Timestamp, minutes: u64| {
            start.saturating_add(std::time::Duration::from_mins(minutes)).unwrap_or(start)
        };
        // Nothing that waits past its promise is left lying: only the stories tell of that.
        let answered_at = Some(after(time::after_working_days(opened_at, days), minutes))
            .filter(|at| *at < now)
            .or_else(|| (promised_at <= now).then_some(promised_at));
        let closed_at = Some(after(opened_at, 24 * 60 * (20 + random.below(200))))
            .filter(|at| *at < now && answered_at.is_some_and(|answered| answered < *at));
        Self { opened_at, promised_at, answered_at, closed_at, is_met: random.below(100) < 70 }
    }

    fn events(&self, by: &Actor, about: Subject) -> Vec<NewEvent> {
        let answered = self.answered_at.map(|at| ("case.answered", at));
        let closed = self.closed_at.map(|at| ("case.closed", at));
        let all = answered.into_iter().chain(closed);
        all.map(|(kind, at)| NewEvent::by(by, at, kind, about)).collect()
    }

    fn need_state(&self) -> NeedState {
        match (self.closed_at, self.answered_at) {
            (Some(_), _) if self.is_met => NeedState::Fulfilled,
            (Some(_), _) => NeedState::Partly,
            (None, Some(_)) => NeedState::InProgress,
            (None, None) => NeedState::Confirmed,
        }
    }

    fn fields(&self, filling: &Filling<'_>) -> CaseFields {
        let outcome = if self.is_met { CaseOutcome::Met } else { CaseOutcome::PartlyMet };
        let opened_on = time::day_of(self.opened_at);
        let days = time::days_between(opened_on, filling.today) % 20;
        CaseFields {
            state: match (self.closed_at, self.answered_at) {
                (Some(_), _) => CaseState::Closed,
                (None, Some(_)) => CaseState::PlanAgreed,
                (None, None) => CaseState::Received,
            },
            desk: None,
            owner_role: None,
            taken_by: None,
            taken_by_name: None,
            next_step: self.closed_at.is_none().then(|| NextStep {
                what: if self.answered_at.is_some() {
                    "Fråga hur det går".to_owned()
                } else {
                    FIRST_STEP.to_owned()
                },
                on: filling.day(1 + days),
            }),
            promised_at: self.promised_at,
            answered_at: self.answered_at,
            alarm: AlarmStage::None,
            closing: self.closed_at.map(|_| Closing {
                outcome,
                words: "Företaget har fått hjälp och vi har följt upp.".to_owned(),
            }),
            closed_at: self.closed_at,
        }
    }
}

async fn store_batch(filling: &Filling<'_>, made: &[Made]) -> Result<(), Error> {
    let county = &filling.county;
    filling
        .app
        .store
        .write(county, None, |mut tx| async move {
            for one in made {
                store_one(&mut tx, county, one).await?;
            }
            Ok(())
        })
        .await
}

async fn store_one(tx: &mut Tx, county: &CountyCode, one: &Made) -> Result<(), Error> {
    let at = one.approved_at;
    let id = one.mapping.id;
    mappings::insert(tx, county, &one.mapping, at).await?;
    let compiled = MappingState::Compiled;
    mappings::save_answers(tx, county, id, &one.answers, compiled, 1, at).await?;
    needs::insert_goal(tx, county, &one.goal, 1).await?;
    needs::insert(tx, county, &one.need, at).await?;
    if one.need_state != NeedState::Confirmed {
        needs::set_state(tx, county, one.need.id, one.need_state, None, 1, at).await?;
    }
    search::index(tx, county, "need", one.need.id.0, one.terms.clone()).await?;
    let receipt = opening::open(tx, county, &one.opening).await?;
    let opened = cases::find(tx, county, receipt.id).await?;
    let mut fields = one.fields.clone();
    if let Some(opened) = opened {
        fields.desk = opened.fields.desk;
        fields.owner_role = opened.fields.owner_role;
    }
    cases::save(tx, county, receipt.id, 1, &fields, at).await?;
    if let Some(answered) = fields.answered_at {
        notifications::settle(tx, county, "case-opened", receipt.id.0, answered).await?;
    }
    let yes = Yes {
        by_name: "Företaget".to_owned(),
        case_file: receipt.id,
        link_expires_at: one.link_expires_at,
    };
    mappings::approve(tx, county, id, &yes, 2, at).await?;
    for event in &one.events {
        events::append(tx, county, event).await?;
    }
    Ok(())
}
