//! Trying every row: what it would become, or what is wrong with it.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::codes::{CountyCode, OrgNumber, Ssyk};
use domain::fault::{Fault, Faults};
use domain::ids::{GoalId, ImportId, MappingId, NeedId, OrganisationId};
use domain::imports::{Defaults, FAULTS_MAX, Field, NO_GOAL, Row, SHOWN_MAX, key_of};
use domain::needs::coding::AcceptedCoding;
use domain::organisations::Sector;
use store::endings::StoredEnding;
use store::imports::{Counts, NewFault, NewFirm, NewGoal, StagedNeed, StoredImport};
use store::organisations::Municipality;
use vocabulary::{Concept, ConceptKind, Vocabulary};

use crate::{App, Error};

/// Faults whose value is never shown: it is somebody's number.
const PERSONAL: [&str; 2] = ["personal-number", "org-number-is-personal"];

/// What rows are tried against, and what they have come to so far.
pub(super) struct Trial<'a> {
    app: &'a App,
    import: &'a StoredImport,
    vocabulary: &'a Vocabulary,
    occupations: HashMap<String, &'a Concept>,
    firms: HashMap<OrgNumber, OrganisationId>,
    ended: HashMap<OrganisationId, StoredEnding>,
    places: Vec<Municipality>,
    mappings: HashMap<(OrganisationId, Option<String>, i64), Mapping>,
    /// Where in the file each need was said first.
    said: HashMap<(OrganisationId, String, i64), i64>,
    concerned: HashSet<OrganisationId>,
    faults_kept: usize,
    /// What it comes to.
    pub(super) counts: Counts,
}

/// A mapping as it grows: its goals with their ids.
struct Mapping {
    id: MappingId,
    goals: BTreeMap<String, GoalId>,
}

/// What some rows have come to.
#[derive(Default)]
pub(super) struct Found {
    pub(super) firms: Vec<NewFirm>,
    pub(super) goals: Vec<NewGoal>,
    pub(super) needs: Vec<StagedNeed>,
    pub(super) faults: Vec<NewFault>,
}

impl<'a> Trial<'a> {
    /// Reads what rows are tried against.
    pub(super) async fn begin(
        app: &'a App,
        county: &CountyCode,
        import: &'a StoredImport,
        vocabulary: &'a Vocabulary,
    ) -> Result<Self, Error> {
        let mut connection = app.store.read().await?;
        let firms = store::imports::firms(&mut connection, county).await?;
        // A firm is found by the number it has, and by those it has had.
        let former = store::endings::former_of_county(&mut connection, county).await?;
        let ended = store::endings::of_county(&mut connection, county).await?;
        let places = store::organisations::municipalities(&mut connection, county).await?;
        let mut occupations = HashMap::new();
        let is_occupation = |one: &&Concept| one.kind != ConceptKind::Skill && one.ssyk.is_some();
        for concept in vocabulary.concepts().iter().filter(is_occupation) {
            occupations.entry(concept.label.to_lowercase()).or_insert(concept);
        }
        Ok(Self {
            app,
            import,
            vocabulary,
            occupations,
            firms: firms.into_iter().map(|(number, id, _)| (number, id)).chain(former).collect(),
            ended: ended.into_iter().map(|one| (one.organisation, one)).collect(),
            places,
            mappings: HashMap::new(),
            said: HashMap::new(),
            concerned: HashSet::new(),
            faults_kept: 0,
            counts: Counts::default(),
        })
    }

    /// Tries some rows.
    pub(super) fn rows(&mut self, rows: &[(i64, Vec<String>)]) -> Found {
        let mut found = Found::default();
        for (position, cells) in rows {
            let defaults = Defaults { year: self.import.year };
            let read = Row::read(cells, &self.import.columns, defaults);
            let tried = read.and_then(|row| self.row(*position, row, &mut found));
            if let Err(faults) = tried {
                self.note(*position, cells, &faults, &mut found);
            }
        }
        found
    }

    /// One row that can be read.
    fn row(&mut self, position: i64, row: Row, found: &mut Found) -> Result<(), Faults> {
        let coding = self.coding(row.occupation.as_deref())?;
        let words = words_of(&row, coding.is_some());
        let organisation = self.firm(&row, found)?;
        let key = key_of(coding.as_ref().map(|coding| coding.ssyk.as_str()), &words);
        let first = self.said.entry((organisation, key, row.year)).or_insert(position);
        if *first != position {
            let fault = Fault::new(Field::Words.code(), "import-row-repeated");
            return Err(fault.with("row", *first).into());
        }
        let (mapping, goal) = self.goal(organisation, &row, found);
        self.counts.needs += 1;
        self.counts.coded += i64::from(coding.is_some());
        if self.concerned.insert(organisation) {
            self.counts.firms += 1;
        }
        let need: NeedId = self.app.new_id();
        found.needs.push(StagedNeed {
            position,
            need,
            organisation,
            mapping,
            goal,
            row,
            words,
            coding,
        });
        Ok(())
    }

    /// The occupation a file says: by SSYK, by id or by its whole name. Whoever confirms the
    /// import has accepted it. A name that is not known is left to be read like any words.
    fn coding(&self, said: Option<&str>) -> Result<Option<AcceptedCoding>, Fault> {
        let Some(said) = said else { return Ok(None) };
        let field = Field::Occupation.code();
        let is_code = said.len() == 4 && said.bytes().all(|byte| byte.is_ascii_digit());
        let concept = if is_code {
            let group = Ssyk::parse(said).ok().and_then(|ssyk| self.vocabulary.group(&ssyk));
            Some(group.ok_or_else(|| Fault::new(field, "import-ssyk").with("value", said))?)
        } else {
            let by_id = self.vocabulary.get(&domain::codes::ConceptId(said.to_owned()));
            let by_id = by_id.filter(|concept| concept.kind != ConceptKind::Skill);
            by_id.or_else(|| self.occupations.get(&said.to_lowercase()).copied())
        };
        let coded = concept.and_then(|concept| Some((concept, concept.ssyk.clone()?)));
        Ok(coded.map(|(concept, ssyk)| AcceptedCoding {
            concept: concept.id.clone(),
            label: concept.label.clone(),
            ssyk,
            isco: concept.isco.clone(),
            skills: Vec::new(),
            vocabulary: self.vocabulary.version().to_string(),
            suggestion: None,
            accepted_by: Some(self.import.by_person),
            accepted_by_name: self.import.by_name.clone(),
            accepted_at: self.app.now(),
        }))
    }

    /// The firm of a row: one that is known, or one that the import brings along.
    fn firm(&mut self, row: &Row, found: &mut Found) -> Result<OrganisationId, Faults> {
        if let Some(id) = self.firms.get(&row.org_number) {
            return match self.ended.get(id) {
                Some(ending) => Err(gone(ending).into()),
                None => Ok(*id),
            };
        }
        if !self.import.adds_firms {
            let fault = Fault::new(Field::OrgNumber.code(), "import-firm-unknown");
            return Err(fault.with("value", &row.org_number).into());
        }
        let mut faults = Faults::default();
        if row.firm.is_none() {
            faults.push(Fault::new(Field::Firm.code(), "import-firm-name"));
        }
        let said = row.municipality.as_deref().unwrap_or_default();
        let is_it = |place: &&Municipality| {
            place.code.as_str() == said || place.name.to_lowercase() == said.to_lowercase()
        };
        let place = self.places.iter().find(is_it).map(|place| place.code.as_str().to_owned());
        if place.is_none() {
            let fault = Fault::new(Field::Municipality.code(), "import-firm-place");
            faults.push(fault.with("value", said));
        }
        let (Some(name), Some(municipality)) = (row.firm.clone(), place) else {
            return Err(faults);
        };
        let id: OrganisationId = self.app.new_id();
        self.firms.insert(row.org_number.clone(), id);
        self.counts.new_firms += 1;
        let (org_number, sector) = (row.org_number.clone(), sector_of(&row.org_number).code());
        found.firms.push(NewFirm { id, org_number, name, municipality, sector });
        Ok(id)
    }

    /// The mapping and the goal of a row: one mapping for each answer of a firm in a year.
    fn goal(
        &mut self,
        organisation: OrganisationId,
        row: &Row,
        found: &mut Found,
    ) -> (MappingId, GoalId) {
        let key = (organisation, row.reference.clone(), row.year);
        let (app, counts) = (self.app, &mut self.counts);
        let mapping = self.mappings.entry(key).or_insert_with(|| {
            counts.mappings += 1;
            Mapping { id: app.new_id(), goals: BTreeMap::new() }
        });
        let words = row.goal.clone().unwrap_or_else(|| NO_GOAL.to_owned());
        if let Some(goal) = mapping.goals.get(&words) {
            return (mapping.id, *goal);
        }
        let goal: GoalId = app.new_id();
        let position = i64::try_from(mapping.goals.len()).unwrap_or(i64::MAX);
        mapping.goals.insert(words.clone(), goal);
        let reference = row.reference.clone();
        let new =
            NewGoal { id: goal, mapping: mapping.id, organisation, reference, position, words };
        found.goals.push(new);
        (mapping.id, goal)
    }

    /// Notes what is wrong with a row: all is counted, the first thousand are kept.
    fn note(&mut self, position: i64, cells: &[String], faults: &Faults, found: &mut Found) {
        for fault in &faults.0 {
            self.counts.faults += 1;
            if self.faults_kept >= FAULTS_MAX {
                continue;
            }
            self.faults_kept += 1;
            let field = Field::parse(fault.field).ok();
            let cell = field.map_or("", |field| self.import.columns.cell(cells, field));
            let is_personal = PERSONAL.contains(&fault.code);
            let said = if is_personal { String::new() } else { short(cell) };
            let values = fault.values.iter();
            found.faults.push(NewFault {
                position,
                field: fault.field.to_owned(),
                code: fault.code.to_owned(),
                said,
                values: values.map(|(name, value)| ((*name).to_owned(), short(value))).collect(),
            });
        }
    }
}

/// What is wrong with a row of a firm that is no more.
fn gone(ending: &StoredEnding) -> Fault {
    let code = match ending.successor_name {
        Some(_) => "import-firm-merged",
        None => "import-firm-ended",
    };
    let fault = Fault::new(Field::OrgNumber.code(), code)
        .with("name", &ending.organisation_name)
        .with("on", ending.ending.on);
    match &ending.successor_name {
        Some(successor) => fault.with("successor", successor),
        None => fault,
    }
}

fn short(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if line.chars().count() <= SHOWN_MAX {
        return line;
    }
    line.chars().take(SHOWN_MAX - 1).chain(['…']).collect()
}

/// The words of the need. An occupation that is not known is told in them, so that whoever reads
/// them has it.
fn words_of(row: &Row, is_coded: bool) -> String {
    match &row.occupation {
        Some(said) if !is_coded && !row.words.to_lowercase().contains(&said.to_lowercase()) => {
            format!("{said}: {}", row.words)
        }
        _ => row.words.clone(),
    }
}

/// Who owns an organisation, by the first digit of its number (Skatteverket, SKV 709): 2 is the
/// state, regions and municipalities, 8 is associations and foundations.
fn sector_of(number: &OrgNumber) -> Sector {
    match number.as_str().as_bytes().first() {
        Some(b'2') => Sector::Public,
        Some(b'8') => Sector::NonProfit,
        _ => Sector::Private,
    }
}

/// Tries every row of an import; what they come to is kept in batches.
pub(super) async fn all(
    app: &App,
    county: &CountyCode,
    import: &StoredImport,
) -> Result<Counts, Error> {
    let (id, vocabulary) = (import.id, app.vocabulary());
    let mut trial = Trial::begin(app, county, import, &vocabulary).await?;
    clear(app, county, id).await?;
    let (mut after, mut done, mut kept) = (0, 0, 0);
    loop {
        let limit = i64::try_from(super::work::BATCH).unwrap_or(i64::MAX);
        let mut connection = app.store.read().await?;
        let rows = store::imports::rows(&mut connection, county, id, after, limit).await?;
        drop(connection);
        let Some((last, _)) = rows.last() else { return Ok(trial.counts) };
        after = *last;
        let found = trial.rows(&rows);
        done += i64::try_from(rows.len()).unwrap_or_default();
        keep(app, county, id, &found, kept, done).await?;
        kept += i64::try_from(found.faults.len()).unwrap_or_default();
    }
}

async fn clear(app: &App, county: &CountyCode, id: ImportId) -> Result<(), Error> {
    app.store
        .write(county, None, |mut tx| async move {
            Ok::<_, Error>(store::imports::forget_checked(&mut tx, county, id).await?)
        })
        .await
}

async fn keep(
    app: &App,
    county: &CountyCode,
    id: ImportId,
    found: &Found,
    first_fault: i64,
    done: i64,
) -> Result<(), Error> {
    let until = super::work::lease_end(app.now());
    app.store
        .write(county, None, |mut tx| async move {
            let tx = &mut tx;
            let state = domain::imports::ImportState::Checking;
            store::imports::progress(tx, county, id, state, done, until).await?;
            store::imports::add_firms(tx, county, id, &found.firms).await?;
            store::imports::add_goals(tx, county, id, &found.goals).await?;
            store::imports::add_needs(tx, county, id, &found.needs).await?;
            store::imports::add_faults(tx, county, id, first_fault, &found.faults).await?;
            Ok::<_, Error>(())
        })
        .await
}
