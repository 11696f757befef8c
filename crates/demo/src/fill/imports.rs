//! Imports: a survey that has been taken in, and answers from mindthegap that wait for somebody to
//! mend a row.

use domain::access::Role;
use domain::ids::{GoalId, ImportId, MappingId, NeedId};
use domain::imports::{Columns, Defaults, Field, ImportState, NO_GOAL, Row, Source};
use domain::time::Timestamp;
use serde_json::json;
use store::events::{self, NewEvent, Subject};
use store::imports::{
    Counts, NewFault, NewGoal, NewImport, StagedNeed, add_faults, add_goals, add_needs, add_rows,
};
use store::{Tx, imports};
use vocabulary::analysis::search_terms;

use super::{Acting, Error, Filling};

/// Who sent the files in.
const SENDER: &str = "broker@demo.samkraft.test";
/// Headings of both files.
const HEADING: [&str; 4] =
    ["Organisationsnummer", "Behov med egna ord", "Antal personer", "Referens"];
/// What stands under them.
const FIELDS: [Field; 4] = [Field::OrgNumber, Field::Words, Field::Persons, Field::Reference];
/// The survey.
const SURVEY: &[[&str; 4]] = &[
    ["559999-0016", "Någon som kan programmera våra nya robotar", "1", "demo-svar-1"],
    ["559999-0024", "Två som kan ta emot lärlingar i lackhallen", "2", "demo-svar-2"],
];
/// Answers that nobody has mended yet.
const WAITING: &[[&str; 4]] = &[
    ["559999-0032", "En inköpare som kan tyska", "1", "demo-mtg-1"],
    ["559999-0040", "Montörer till våren", "några", "demo-mtg-2"],
];

pub(super) async fn fill(filling: &mut Filling<'_>) -> Result<(), Error> {
    let sender = filling.person(SENDER)?;
    let survey = new(filling, &sender, Source::Survey, "demo-enkät.csv", -20);
    taken_in(filling, &sender, &survey).await?;
    let waiting = new(filling, &sender, Source::Mindthegap, "demo-mindthegap.csv", -1);
    with_a_fault(filling, &sender, &waiting).await
}

fn new(
    filling: &mut Filling<'_>,
    sender: &Acting,
    source: Source,
    file_name: &str,
    day: i64,
) -> NewImport {
    let at = filling.morning(day);
    let held = sender.actor.assignment().map(|held| held.person);
    let by_person = held.unwrap_or(domain::ids::PersonId(uuid::Uuid::nil()));
    NewImport {
        id: filling.ids.next::<ImportId>(at),
        by_organisation: sender.organisation,
        by_person,
        by_role: Role::Broker,
        by_name: sender.name.to_owned(),
        source,
        file_name: file_name.to_owned(),
        format: "csv",
        digest: format!("demo-{file_name}"),
        year: i64::from(filling.today.year()),
        created_at: at,
    }
}

fn columns() -> Columns {
    Columns(FIELDS.into_iter().map(Some).collect())
}

fn cells(row: &[&str; 4]) -> Vec<String> {
    row.iter().map(|cell| (*cell).to_owned()).collect()
}

/// The file as read, and every row tried.
async fn read(
    tx: &mut Tx,
    filling: &Filling<'_>,
    new: &NewImport,
    rows: &[[&str; 4]],
    counts: &Counts,
) -> Result<(), store::Error> {
    let (county, at) = (&filling.county, new.created_at);
    let heading = HEADING.map(ToOwned::to_owned);
    let count = i64::try_from(rows.len()).unwrap_or_default();
    imports::insert(tx, county, new, at).await?;
    imports::set_read(tx, county, new.id, &heading, &columns(), count).await?;
    let (reading, chosen) = (ImportState::Reading, ImportState::Columns);
    let (trying, tried) = (ImportState::Checking, ImportState::Checked);
    for step in [(reading, chosen), (chosen, trying), (trying, tried)] {
        imports::step(tx, county, new.id, step, None, at).await?;
    }
    imports::set_counts(tx, county, new.id, counts).await
}

fn happened(sender: &Acting, new: &NewImport, kind: &'static str) -> NewEvent {
    let subject = Subject { kind: "import", id: new.id.0, organisation: None };
    NewEvent::by(&sender.actor, new.created_at, kind, subject)
        .saying(json!({ "source": new.source }))
}

async fn taken_in(
    filling: &mut Filling<'_>,
    sender: &Acting,
    new: &NewImport,
) -> Result<(), Error> {
    let (goals, needs) = staged(filling, new).await?;
    let count = i64::try_from(needs.len()).unwrap_or_default();
    let counts = &Counts { needs: count, mappings: count, firms: count, ..Counts::default() };
    let (goals, needs, at) = (&goals, &needs, new.created_at);
    let event = &happened(sender, new, "import.done");
    let (app, filling) = (filling.app, &*filling);
    let county = &filling.county;
    app.store
        .write(county, None, |mut tx| async move {
            let tx = &mut tx;
            read(tx, filling, new, SURVEY, counts).await?;
            add_goals(tx, county, new.id, goals).await?;
            add_needs(tx, county, new.id, needs).await?;
            let (tried, importing) = (ImportState::Checked, ImportState::Importing);
            imports::step(tx, county, new.id, (tried, importing), None, at).await?;
            let in_place = (importing, ImportState::Indexing);
            imports::step_in(tx, county, new.id, in_place, at).await?;
            let by = (new.by_organisation, new.by_name.as_str(), new.file_name.as_str());
            imports::put_in(tx, county, new.id, new.source, by, at).await?;
            let terms = needs.iter().flat_map(|need| {
                search_terms(&need.words).into_iter().map(|term| (need.need.0, term))
            });
            let terms: Vec<_> = terms.collect();
            imports::index_needs(tx, county, &terms).await?;
            let ended = (ImportState::Indexing, ImportState::Done);
            imports::step(tx, county, new.id, ended, None, at).await?;
            Ok::<_, Error>(events::append(tx, county, event).await?)
        })
        .await
}

/// The rows of the survey as the needs they become.
async fn staged(
    filling: &mut Filling<'_>,
    new: &NewImport,
) -> Result<(Vec<NewGoal>, Vec<StagedNeed>), Error> {
    let firms = imports::firms(&mut filling.app.store.read().await?, &filling.county).await?;
    let (mut goals, mut needs) = (Vec::new(), Vec::new());
    for (position, cells) in (2_i64..).zip(SURVEY.iter().map(cells)) {
        let missing = || Error::Missing(cells.join(";"));
        let defaults = Defaults { year: new.year };
        let row = Row::read(&cells, &columns(), defaults).map_err(|_| missing())?;
        let firm = firms.iter().find(|(number, ..)| *number == row.org_number);
        let organisation = firm.map(|(_, id, _)| *id).ok_or_else(missing)?;
        let at: Timestamp = new.created_at;
        let mapping = filling.ids.next::<MappingId>(at);
        let goal = filling.ids.next::<GoalId>(at);
        let (reference, words) = (row.reference.clone(), NO_GOAL.to_owned());
        goals.push(NewGoal { id: goal, mapping, organisation, reference, position: 0, words });
        let (need, words) = (filling.ids.next::<NeedId>(at), row.words.clone());
        needs.push(StagedNeed {
            position,
            need,
            organisation,
            mapping,
            goal,
            row,
            words,
            coding: None,
        });
    }
    Ok((goals, needs))
}

async fn with_a_fault(
    filling: &mut Filling<'_>,
    sender: &Acting,
    new: &NewImport,
) -> Result<(), Error> {
    let counts = &Counts { faults: 1, needs: 1, mappings: 1, firms: 1, ..Counts::default() };
    let fault = &NewFault {
        position: 3,
        field: Field::Persons.code().to_owned(),
        code: "not-a-whole-number".to_owned(),
        said: "några".to_owned(),
        values: vec![("value".to_owned(), "några".to_owned())],
    };
    let rows: &Vec<_> = &(2_i64..).zip(WAITING.iter().map(cells)).collect();
    let event = &happened(sender, new, "import.sent");
    let (app, filling) = (filling.app, &*filling);
    let county = &filling.county;
    app.store
        .write(county, None, |mut tx| async move {
            let tx = &mut tx;
            read(tx, filling, new, WAITING, counts).await?;
            add_rows(tx, county, new.id, rows).await?;
            add_faults(tx, county, new.id, 0, std::slice::from_ref(fault)).await?;
            Ok::<_, Error>(events::append(tx, county, event).await?)
        })
        .await
}
