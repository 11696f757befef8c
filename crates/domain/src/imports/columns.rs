//! Which column of a file holds what: guessed from its heading, said by a person, remembered.

use serde::{Deserialize, Serialize};

use crate::code_enum;
use crate::fault::{Fault, Faults};

code_enum! {
    /// What a column can hold.
    Field, "column" {
        /// Organisation number of the firm.
        OrgNumber = "orgNumber",
        /// Name of the firm, for one that is not known yet.
        Firm = "firm",
        /// Municipality of the same, by code or name.
        Municipality = "municipality",
        /// The need in the firm's words.
        Words = "words",
        /// The occupation: a code of SSYK, an id of JobTech or a name.
        Occupation = "occupation",
        /// How many persons.
        Persons = "persons",
        /// What kind of change.
        Kind = "kind",
        /// How serious it is.
        Severity = "severity",
        /// When the first must be in place.
        StartBy = "startBy",
        /// The year the answers are of.
        Year = "year",
        /// What the answer is called where it was given.
        Reference = "reference",
        /// The goal behind the need.
        Goal = "goal",
    }
}

impl Field {
    /// Its heading in our own templates and exports; they are the same in every language, so that a
    /// file can be read wherever it was written.
    pub fn heading(self) -> &'static str {
        match self {
            Self::OrgNumber => "Organisationsnummer",
            Self::Firm => "Företag",
            Self::Municipality => "Kommun",
            Self::Words => "Behov med egna ord",
            Self::Occupation => "Yrke",
            Self::Persons => "Antal personer",
            Self::Kind => "Slag",
            Self::Severity => "Allvar",
            Self::StartBy => "Behövs senast",
            Self::Year => "År",
            Self::Reference => "Referens",
            Self::Goal => "Mål",
        }
    }

    /// Other headings it is known by, as [`plain`] writes them.
    fn known_as(self) -> &'static [&'static str] {
        match self {
            Self::OrgNumber => &["orgnr", "orgnummer", "orgno", "organisationnumber", "orgnumber"],
            Self::Firm => &[
                "företagsnamn",
                "arbetsgivare",
                "organisation",
                "bolag",
                "company",
                "companyname",
                "employer",
                "namn",
            ],
            Self::Municipality => &["kommunkod", "ort", "municipality"],
            Self::Words => &[
                "behov",
                "kompetensbehov",
                "roll",
                "rollbeskrivning",
                "beskrivning",
                "kompetens",
                "need",
                "description",
                "role",
                "fritext",
            ],
            Self::Occupation => &[
                "ssyk",
                "ssykkod",
                "ssyk2012",
                "yrkeskod",
                "yrkesroll",
                "yrkesbenämning",
                "conceptid",
                "occupation",
                "befattning",
            ],
            Self::Persons => &["antal", "personer", "volym", "count", "number", "persons"],
            Self::Kind => &["typ", "åtgärd", "behovstyp", "kind", "type"],
            Self::Severity => &["allvarlighet", "prioritet", "påverkan", "severity", "priority"],
            Self::StartBy => &["startdatum", "senast", "start", "behövsfrån", "när", "startby"],
            Self::Year => &["svarsår", "period", "datum", "svarsdatum", "year", "date"],
            Self::Reference => {
                &["id", "ref", "svarsid", "kartläggning", "reference", "responseid", "externtid"]
            }
            Self::Goal => &["utvecklingsmål", "målsättning", "goal"],
        }
    }
}

/// A heading without case, blanks and signs.
fn plain(heading: &str) -> String {
    heading.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Which field each column holds, in the order of the file; none for one that is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Columns(pub Vec<Option<Field>>);

impl Columns {
    /// Reads what a person has chosen: one code per column, empty for none. Each field is chosen
    /// at most once; the firm and the need have to be among them.
    pub fn read(chosen: &[String], count: usize) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let mut columns = Vec::new();
        for text in chosen.iter().map(|text| text.trim()).take(count) {
            let field = if text.is_empty() { Ok(None) } else { Field::parse(text).map(Some) };
            let Some(field) = faults.take(field) else { continue };
            if field.is_some() && columns.contains(&field) {
                let heading = field.map_or("", Field::heading);
                faults.push(Fault::new("column", "import-column-twice").with("value", heading));
            }
            columns.push(field);
        }
        columns.resize(count, None);
        if !columns.contains(&Some(Field::OrgNumber)) {
            faults.push(Fault::new("column", "import-column-number"));
        }
        if !columns.contains(&Some(Field::Words)) && !columns.contains(&Some(Field::Occupation)) {
            faults.push(Fault::new("column", "import-column-need"));
        }
        faults.into_result()?;
        Ok(Self(columns))
    }

    /// True when a column holds the field.
    pub fn has(&self, field: Field) -> bool {
        self.0.contains(&Some(field))
    }

    /// The cell of a field; empty where no column holds it or the row ends before it.
    pub fn cell<'c>(&self, cells: &'c [String], field: Field) -> &'c str {
        let place = self.0.iter().position(|held| *held == Some(field));
        place.and_then(|place| cells.get(place)).map_or("", String::as_str)
    }
}

/// Guesses from headings what each column holds. What was chosen for this source before goes first:
/// pairs of a heading and a field, the field empty for a column that was left out.
pub fn guess(headings: &[String], before: &[(String, Option<Field>)]) -> Columns {
    let mut taken = Vec::new();
    let mut columns: Vec<Option<Option<Field>>> = vec![None; headings.len()];
    for (column, heading) in columns.iter_mut().zip(headings) {
        let known = before.iter().find(|(name, _)| plain(name) == plain(heading));
        let Some((_, field)) = known else { continue };
        if field.is_none() || !taken.contains(field) {
            *column = Some(*field);
            taken.push(*field);
        }
    }
    // Its own heading goes before other names of the same.
    let own: fn(Field, &str) -> bool = |field, name| plain(field.heading()) == name;
    let others: fn(Field, &str) -> bool = |field, name| field.known_as().contains(&name);
    for is_known in [own, others] {
        for (column, heading) in columns.iter_mut().zip(headings) {
            let name = plain(heading);
            let is_free = |field: &&Field| !taken.contains(&Some(**field));
            let found = Field::ALL.iter().filter(is_free).find(|field| is_known(**field, &name));
            if let (None, Some(field)) = (&column, found) {
                *column = Some(Some(*field));
                taken.push(Some(*field));
            }
        }
    }
    Columns(columns.into_iter().map(Option::flatten).collect())
}
