//! What an offer's conditions need to know and nobody has said: the firm is asked, and answers.

use domain::access::Actor;
use domain::codes::{Sni, SniVersion};
use domain::fault::Fault;
use domain::ids::NeedId;
use domain::offers::{Fact, Facts};
use domain::organisations::Organisation;
use domain::text;
use domain::time::{self, Date, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::events::Event;
use store::needs::StoredNeed;
use store::{Key, Tx};

use super::{allowed, event, told};
use crate::acting::Speaker;
use crate::{App, Error};

/// A fact the firm has been asked for and not yet given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AskedFact {
    /// Which.
    pub fact: Fact,
    /// When.
    pub at: Timestamp,
    /// For which organisation somebody asked.
    pub by: Option<String>,
}

/// True when the firm can tell this; the rest is known or follows from the need.
pub fn is_askable(fact: Fact) -> bool {
    matches!(fact, Fact::Employees | Fact::Turnover | Fact::Industry | Fact::DaysToStart)
}

/// What is known of a firm and its need.
pub(super) fn known(firm: &Organisation, need: &StoredNeed, today: Date) -> Facts {
    let start = need.need.start_by;
    Facts {
        employees: firm.employees,
        turnover_thousand_sek: firm.turnover_thousand_sek,
        municipality: Some(firm.municipality.clone()),
        sector: Some(firm.sector),
        industry: firm.sni.as_ref().map(|sni| sni.division().to_owned()),
        need_kind: Some(need.need.kind),
        need_count: Some(need.need.count),
        occupation: need.coding.as_ref().map(|coding| coding.ssyk.clone()),
        days_to_start: start.map(|day| time::days_between(today, day)),
    }
}

/// Questions without an answer, from the events of a need.
pub(super) fn asked_of(events: &[Event]) -> Vec<AskedFact> {
    let mut asked: Vec<AskedFact> = Vec::new();
    for event in events {
        let fact = event.detail.get("fact").and_then(|fact| fact.as_str());
        let Some(fact) = fact.and_then(|code| Fact::parse(code).ok()) else { continue };
        match event.kind.as_str() {
            "need.fact-asked" if !asked.iter().any(|one| one.fact == fact) => {
                let by = event.by_organisation_name.clone();
                asked.push(AskedFact { fact, at: event.at, by });
            }
            "need.fact-filled" => asked.retain(|one| one.fact != fact),
            _ => {}
        }
    }
    asked
}

/// Asks the firm for a fact. Asking again while the question stands changes nothing.
pub async fn ask_fact(
    app: &App,
    actor: &Actor,
    id: NeedId,
    fact: &str,
    key: Option<&Key>,
) -> Result<(), Error> {
    let now = app.now();
    let fact = Fact::parse(fact)?;
    if !is_askable(fact) {
        return Err(Fault::new("fact", "unknown-choice").with("value", fact).into());
    }
    let county = actor.county();
    let mut connection = app.store.read().await?;
    let need = allowed(&mut connection, actor, id, |can| can.propose).await?;
    let speaker = Speaker::of(&mut connection, actor).await?;
    drop(connection);
    let notification = &told(app, need.organisation, "fact-asked", &need);
    let event = &event(actor, now, "need.fact-asked", id, need.organisation)
        .saying(json!({ "fact": fact.code(), "by": speaker.name }));
    app.store
        .write(county, key, |mut tx| async move {
            let events = store::events::about(&mut tx, county, "need", id.0, 1_000).await?;
            if asked_of(&events).iter().any(|one| one.fact == fact) {
                return Ok(());
            }
            store::events::append(&mut tx, county, event).await?;
            crate::mail::tell(&mut tx, county, notification).await?;
            Ok::<_, Error>(())
        })
        .await
}

/// What a person types about a fact.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct FactForm {
    /// Code of the fact.
    pub fact: String,
    /// The value: a number, an SNI code, or a day as ISO text.
    pub value: String,
}

/// Where a fact is kept.
#[derive(Clone)]
enum Change {
    Firm(Organisation),
    Start(Date),
}

/// Fills in a fact about the firm or its need. Turnover is typed in thousands of kronor.
pub async fn fill_fact(
    app: &App,
    actor: &Actor,
    id: NeedId,
    form: &FactForm,
    key: Option<&Key>,
) -> Result<(), Error> {
    let now = app.now();
    let county = actor.county();
    let mut connection = app.store.read().await?;
    let need = allowed(&mut connection, actor, id, |can| can.work).await?;
    let speaker = Speaker::of(&mut connection, actor).await?;
    let firm = store::organisations::find(&mut connection, county, need.organisation).await?;
    let firm = firm.ok_or_else(Error::invisible)?;
    drop(connection);
    let fact = Fact::parse(&form.fact)?;
    let change = &changed(fact, &form.value, &firm.organisation)?;
    let event = &event(actor, now, "need.fact-filled", id, need.organisation)
        .saying(json!({ "fact": fact.code(), "by": speaker.name }));
    let (need, firm) = (&need, &firm);
    app.store
        .write(county, key, |mut tx| async move {
            match change {
                Change::Firm(organisation) => {
                    let tx: &mut Tx = &mut tx;
                    store::organisations::update(
                        tx,
                        county,
                        firm.id,
                        organisation,
                        firm.version,
                        now,
                    )
                    .await?;
                }
                Change::Start(day) => {
                    let version = need.version;
                    store::needs::set_start_by(&mut tx, county, id, *day, version, now).await?;
                }
            }
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(())
        })
        .await
}

fn changed(fact: Fact, value: &str, firm: &Organisation) -> Result<Change, Fault> {
    let required = || Fault::new("value", "required");
    let number = |most| {
        text::whole_number("value", value, 0..=most).and_then(|number| number.ok_or_else(required))
    };
    Ok(match fact {
        Fact::Employees => {
            Change::Firm(Organisation { employees: Some(number(500_000)?), ..firm.clone() })
        }
        Fact::Turnover => Change::Firm(Organisation {
            turnover_thousand_sek: Some(number(1_000_000_000)?),
            ..firm.clone()
        }),
        Fact::Industry => {
            let sni = Sni::parse(SniVersion::Sni2007, value)
                .map_err(|fault| Fault { field: "value", ..fault })?;
            Change::Firm(Organisation { sni: Some(sni), ..firm.clone() })
        }
        Fact::DaysToStart => {
            let day = time::date_from_iso("value", value)?;
            Change::Start(day.ok_or_else(required)?)
        }
        _ => return Err(Fault::new("fact", "unknown-choice").with("value", fact)),
    })
}
