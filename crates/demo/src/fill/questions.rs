//! Local questions: one that Ånge asks now, and one of the region's that was asked in two versions,
//! answered in both, and withdrawn.

use domain::codes::MunicipalityCode;
use domain::ids::LocalQuestionId;
use domain::questions::{AnswerKind, LocalAnswer, Wording};
use domain::time::Timestamp;
use store::events::{self, NewEvent, Subject};
use store::mappings::{self, Filter, Scope, StoredMapping};
use store::page::Slice;
use store::questions::{self, NewQuestion};

use super::{Acting, Error, Filling};

const ANGE: &str = "muni-contact.ange@demo.samkraft.test";
const REGION: &str = "strategist@demo.samkraft.test";
/// Most mappings that have answered the region's question.
const ANSWERS: usize = 40;
const FIRST: [&str; 3] = ["Ja", "Kanske", "Nej"];
const SECOND: [&str; 4] = ["Ja, i år", "Ja, nästa år", "Nej", "Vi vet inte än"];
/// Which choice each mapping made, over and over.
const CHOSEN: [usize; 8] = [0, 1, 0, 2, 0, 1, 2, 1];

fn wording(kind: AnswerKind, text: &str, choices: &[&str]) -> Wording {
    Wording {
        text: text.to_owned(),
        help: None,
        kind,
        choices: choices.iter().map(|&choice| choice.to_owned()).collect(),
    }
}

pub(super) async fn fill(filling: &mut Filling<'_>) -> Result<(), Error> {
    let words = "Kan ni ta emot elever på praktik till våren?";
    let asking = filling.person(ANGE)?;
    let at = filling.morning(-14);
    ask(filling, &asking, Some("2260"), wording(AnswerKind::YesNo, words, &[]), at).await?;
    of_region(filling).await
}

async fn ask(
    filling: &mut Filling<'_>,
    asking: &Acting,
    municipality: Option<&str>,
    wording: Wording,
    at: Timestamp,
) -> Result<LocalQuestionId, Error> {
    let new = &NewQuestion {
        id: filling.ids.next(at),
        municipality: municipality.map(MunicipalityCode::parse).transpose()?,
        organisation: asking.organisation,
        wording,
        at,
    };
    let event = &event(asking, "local-question.asked", new.id, at);
    let county = &filling.county;
    filling
        .app
        .store
        .write(county, None, |mut tx| async move {
            questions::insert(&mut tx, county, new).await?;
            events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(())
        })
        .await?;
    Ok(new.id)
}

fn event(by: &Acting, kind: &'static str, id: LocalQuestionId, at: Timestamp) -> NewEvent {
    let subject = Subject { kind: "local-question", id: id.0, organisation: None };
    NewEvent::by(&by.actor, at, kind, subject)
}

/// Mappings in the order they were approved.
async fn approved(filling: &Filling<'_>) -> Result<Vec<(Timestamp, StoredMapping)>, Error> {
    let scope = Scope::Reach(domain::access::Reach::County);
    let slice = Slice::top(store::page::LIMIT_MAX);
    let mut connection = filling.app.store.read().await?;
    let county = &filling.county;
    let found = mappings::list(&mut connection, county, &scope, &Filter::default(), slice).await?;
    let with_time = |mapping: StoredMapping| Some((mapping.approved_at?, mapping));
    let mut all: Vec<_> = found.items.into_iter().filter_map(with_time).collect();
    all.sort_by_key(|(at, mapping)| (*at, mapping.id));
    all.truncate(ANSWERS);
    Ok(all)
}

async fn of_region(filling: &mut Filling<'_>) -> Result<(), Error> {
    let mappings = approved(filling).await?;
    let half = mappings.len() / 2;
    let (Some((first, _)), Some((middle, _)), Some((last, _))) =
        (mappings.first(), mappings.get(half), mappings.last())
    else {
        return Ok(());
    };
    let asking = filling.person(REGION)?;
    let words = "Vill ni vara med på en gemensam rekryteringsmässa?";
    let id =
        ask(filling, &asking, None, wording(AnswerKind::Choice, words, &FIRST), *first).await?;
    let words = "När vill ni vara med på en gemensam rekryteringsmässa?";
    let (second, at) = (&wording(AnswerKind::Choice, words, &SECOND), *middle);
    let changed = &event(&asking, "local-question.changed", id, at);
    let ended = (*last).max(filling.morning(-1)).min(filling.now);
    let withdrawn = &event(&asking, "local-question.withdrawn", id, ended);
    let (county, mappings) = (&filling.county, &mappings);
    filling
        .app
        .store
        .write(county, None, |mut tx| async move {
            questions::put_version(&mut tx, county, id, 1, second, at).await?;
            events::append(&mut tx, county, changed).await?;
            for (place, (at, mapping)) in mappings.iter().enumerate() {
                let (version, choices) =
                    if place < half { (1, &FIRST[..]) } else { (2, &SECOND[..]) };
                let chosen = CHOSEN.iter().cycle().nth(place).copied().unwrap_or_default();
                let value = choices.get(chosen).copied().unwrap_or_default().to_owned();
                let answer = &LocalAnswer { question: id, version, value };
                let of = (mapping.id, &mapping.municipality);
                questions::insert_answer(&mut tx, county, of, answer, *at).await?;
            }
            questions::withdraw(&mut tx, county, id, 2, ended).await?;
            events::append(&mut tx, county, withdrawn).await?;
            Ok::<_, Error>(())
        })
        .await
}
