//! The firm's yes. In one transaction: the mapping is approved, its goals and needs exist, one case
//! is open with all of them, and the firm has a receipt.

use domain::codes::{CountyCode, MunicipalityCode};
use domain::fault::Fault;
use domain::ids::{CaseId, GoalId, MappingId, NeedId, OrganisationId};
use domain::mail::MailKind;
use domain::needs::answers::{Answers, ApprovedGoal, ApprovedNeed};
use domain::needs::mapping::{MappingState, Track};
use domain::questions::{Asked, LocalAnswer};
use domain::text::{self, NAME_MAX};
use domain::time::Timestamp;
use serde_json::json;
use store::Tx;
use store::events::{NewEvent, Subject};
use store::mappings::{self as stored, Yes};
use store::needs::{NewNeed, StoredGoal};

use super::inviting::link_end;
use super::moving::unfinished;
use super::{Door, Entered, Seat, enter, local, receipt};
use crate::cases::{Opening, Receipt};
use crate::{App, Error, Key, Kind, mail};

/// Longest title of a case made from the firm's words, in characters.
const TITLE_MAX: usize = 90;

/// Everything an approval writes. Ids, events and times are made before the transaction.
#[derive(Debug, Clone)]
pub struct Approval {
    /// Mapping.
    pub mapping: MappingId,
    /// Its version when the firm read it.
    pub version: i64,
    /// Name of the firm, to find its needs by.
    pub organisation_name: String,
    /// The yes.
    pub yes: Yes,
    /// Goals with their needs.
    pub goals: Vec<NewGoal>,
    /// Municipality of the firm, where its local answers count.
    pub municipality: MunicipalityCode,
    /// Local answers, each to the version it was given to.
    pub local: Vec<LocalAnswer>,
    /// The case that answers.
    pub opening: Opening,
    /// What has happened, in order.
    pub events: Vec<NewEvent>,
    /// When.
    pub at: Timestamp,
}

/// A goal with its needs, about to be stored.
#[derive(Debug, Clone)]
pub struct NewGoal {
    /// The goal.
    pub goal: StoredGoal,
    /// Its needs.
    pub needs: Vec<NewNeed>,
}

/// The firm approves. Pressing twice gives the same receipt. `version` is the one the firm read:
/// other answers need another yes. `next_step` is what the desk does first.
pub async fn approve(
    app: &App,
    door: Door<'_>,
    version: i64,
    name: &str,
    next_step: &str,
) -> Result<Receipt, Error> {
    let entered = enter(app, door).await?;
    if entered.seat != Seat::Firm {
        return Err(Error::forbidden());
    }
    if entered.mapping.state.is_approved() {
        return receipt(app, &entered).await;
    }
    let (county, id) = (&entered.county, entered.mapping.id);
    let mut connection = app.store.read().await?;
    let answers = stored::answers_of(&mut connection, county, id).await?;
    let answers = answers.ok_or_else(Error::invisible)?;
    let asked = local::answered(&mut connection, county, &entered.mapping, &answers).await?;
    drop(connection);
    if entered.mapping.version != version {
        return Err(Error::of(Kind::Conflict));
    }
    let approval = &prepare(app, &entered, (&answers, &asked), name, next_step)?;
    let to = answers.mail_address().or_else(|| entered.mapping.invited_email.clone());
    let to = to.as_deref();
    // Whoever came by the link gets it back in the receipt; who is logged in needs none.
    let token = match door {
        Door::Link(token) => Some(mail::seal(app, token)?),
        Door::Login(..) => None,
    };
    let token = token.as_deref();
    let key = &Key::new(&format!("approve-{id}"), "mapping", &[b"approve"], approval.at);
    app.store
        .write(county, Some(key), |mut tx| async move {
            let receipt = carry_out(&mut tx, county, approval).await?;
            mail_receipt(&mut tx, county, approval, to, token).await?;
            Ok::<_, Error>(receipt)
        })
        .await
}

/// Sends the receipt to whoever has approved: to the address the firm is answered at, else where
/// the invitation went.
async fn mail_receipt(
    tx: &mut Tx,
    county: &CountyCode,
    approval: &Approval,
    to: Option<&str>,
    token: Option<&str>,
) -> Result<(), Error> {
    let once = format!("receipt/{}", approval.mapping);
    let draft = mail::Draft {
        seed: approval.opening.event.id.0,
        once: &once,
        kind: MailKind::MappingReceipt,
        subject: approval.mapping.0,
        number: 0,
        secret: token,
        at: approval.at,
    };
    match to {
        Some(address) => mail::to_address(tx, county, &draft, address).await.map(|_| ()),
        None => {
            mail::to_firm(tx, county, &draft, approval.opening.organisation, None).await.map(|_| ())
        }
    }
}

/// Reads the draft, with the local questions it has answers to, into an approval, or says what is
/// missing.
pub fn prepare(
    app: &App,
    entered: &Entered,
    draft: (&Answers, &[Asked]),
    name: &str,
    next_step: &str,
) -> Result<Approval, Error> {
    let mapping = &entered.mapping;
    let (answers, asked) = draft;
    unfinished(mapping.track, answers, asked)?;
    if mapping.track == Track::Led && mapping.state != MappingState::Compiled {
        return Err(Fault::new("state", "mapping-not-compiled").into());
    }
    // On the micro track the firm has said its name once already.
    let name = if name.trim().is_empty() { &answers.contact_name } else { name };
    let by_name = text::required("name", name, NAME_MAX)?;
    let approved = answers.approve(mapping.track).map_err(|_| Error::of(Kind::Conflict))?;
    let at = app.now();
    let mut events = Vec::new();
    if mapping.state != MappingState::Compiled {
        events.push(entered.event(app, "mapping.compiled"));
    }
    let case: CaseId = app.new_id();
    events.push(entered.event(app, "mapping.approved").saying(json!({ "case": case })));
    let mut goals = Vec::new();
    for goal in approved {
        goals.push(new_goal(app, entered, goal, &mut events));
    }
    let needs = || goals.iter().flat_map(|goal: &NewGoal| &goal.needs);
    let subject = Subject { kind: "case", id: case.0, organisation: Some(mapping.organisation) };
    let opening = Opening {
        id: case,
        organisation: mapping.organisation,
        title: title(needs().map(|need| need.need.words.as_str())),
        needs: needs().map(|need| need.id).collect(),
        next_step: next_step.to_owned(),
        opened_at: at,
        event: entered
            .event_about(app, "case.opened", subject)
            .saying(json!({ "mapping": mapping.id })),
        slug: None,
        is_mailed: true,
    };
    Ok(Approval {
        mapping: mapping.id,
        version: mapping.version,
        organisation_name: mapping.organisation_name.clone(),
        yes: Yes { by_name, case_file: case, link_expires_at: link_end(app) },
        goals,
        municipality: mapping.municipality.clone(),
        local: answers.read_local(asked),
        opening,
        events,
        at,
    })
}

fn new_goal(
    app: &App,
    entered: &Entered,
    goal: ApprovedGoal,
    events: &mut Vec<NewEvent>,
) -> NewGoal {
    let id: GoalId = app.new_id();
    let mapping = entered.mapping.id;
    let organisation = entered.mapping.organisation;
    let mut needs = Vec::new();
    for approved in goal.needs {
        let need = new_need(app, (organisation, mapping, id), approved);
        let subject = Subject { kind: "need", id: need.id.0, organisation: Some(organisation) };
        let registered = entered.event_about(app, "need.registered", subject);
        events.push(registered.saying(json!({ "mapping": mapping })));
        if let Some(coding) = &need.coding {
            let accepted = entered.event_about(app, "coding.accepted", subject);
            events.push(accepted.saying(json!({
                "concept": coding.concept,
                "label": coding.label,
                "by": coding.accepted_by_name,
            })));
            events.push(entered.event_about(app, "need.confirmed", subject));
        }
        needs.push(need);
    }
    let goal = StoredGoal {
        id,
        mapping,
        goal: goal.goal,
        obstacle: goal.obstacle,
        consequence: goal.consequence,
        capability: goal.capability,
        gap: goal.gap,
    };
    NewGoal { goal, needs }
}

fn new_need(app: &App, of: (OrganisationId, MappingId, GoalId), approved: ApprovedNeed) -> NewNeed {
    let (organisation, mapping, goal) = of;
    let id: NeedId = app.new_id();
    let (need, coding) = (approved.need, approved.coding);
    NewNeed { id, slug: None, organisation, mapping, goal, need, coding }
}

/// One line from the firm's words: the first need's, shortened at a blank.
fn title<'a>(mut words: impl Iterator<Item = &'a str>) -> String {
    let first = words.next().unwrap_or_default();
    let line: Vec<&str> = first.split_whitespace().collect();
    let line = line.join(" ");
    if line.chars().count() <= TITLE_MAX {
        return line;
    }
    let cut: String = line.chars().take(TITLE_MAX - 1).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head);
    format!("{cut}…")
}

/// Carries an approval out inside a transaction.
pub async fn carry_out(
    tx: &mut Tx,
    county: &CountyCode,
    approval: &Approval,
) -> Result<Receipt, Error> {
    let (id, at) = (approval.mapping, approval.at);
    stored::approve(tx, county, id, &approval.yes, approval.version, at).await?;
    for (position, goal) in (0_i64..).zip(&approval.goals) {
        store::needs::insert_goal(tx, county, &goal.goal, position).await?;
        for need in &goal.needs {
            store::needs::insert(tx, county, need, at).await?;
            let label = need.coding.as_ref().map_or("", |coding| coding.label.as_str());
            let words = format!("{} {label} {}", need.need.words, approval.organisation_name);
            let terms = vocabulary::analysis::search_terms(&words);
            store::search::index(tx, county, "need", need.id.0, terms).await?;
        }
    }
    for answer in &approval.local {
        let of = (id, &approval.municipality);
        store::questions::insert_answer(tx, county, of, answer, at).await?;
    }
    for event in &approval.events {
        store::events::append(tx, county, event).await?;
    }
    crate::cases::open(tx, county, &approval.opening).await
}

#[cfg(test)]
mod tests {
    use super::title;

    #[test]
    fn a_title_is_one_line_and_ends_at_a_word() {
        assert_eq!(title(["Två  svetsare\ntill våren"].into_iter()), "Två svetsare till våren");
        let long = "kock ".repeat(40);
        let short = title([long.as_str()].into_iter());
        assert!(short.chars().count() <= super::TITLE_MAX && short.ends_with("kock…"), "{short}");
        assert_eq!(title([].into_iter()), "");
    }
}
