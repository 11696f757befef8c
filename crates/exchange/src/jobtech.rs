//! JobTech Taxonomy as Arbetsförmedlingen publishes it: a directory of JSON files, each
//! `{"data": {"concepts": […]}}`, joined on concept id.
//!
//! Everything is read and checked before anything is handed out. Relations to concepts that the
//! files lack, and concepts marked as deprecated, are left out and noted; that is how the
//! published files look between two versions.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;

use domain::codes::{ConceptId, Isco, Ssyk};
use serde_json::Value;
use sha2::{Digest, Sha256};
use vocabulary::{Alternative, Concept, ConceptKind, LabelRole, VocabularyVersion};

use crate::fault::{Collector, ImportFault, ImportFaults, ImportNote};

const GROUPS: &str = "ssyk-level-4-groups.json";
const OCCUPATIONS: &str = "ssyk-level-4-groups-with-related-occupations.json";
const GROUP_SKILLS: &str = "ssyk-level-4-groups-with-related-skills.json";
const ISCO: &str = "ssyk-level-4-with-related-isco-level-4-groups.json";
const SKILLS: &str = "skills.json";
const KEYWORDS: &str = "keyword-concepts-with-relations.json";

/// Files without which there is no vocabulary.
pub const REQUIRED_FILES: [&str; 5] = [GROUPS, OCCUPATIONS, GROUP_SKILLS, ISCO, SKILLS];

/// Files that add something when they are there.
pub const OPTIONAL_FILES: [&str; 1] = [KEYWORDS];

/// A keyword that leads to more concepts than this («Hälsa») tells nothing about any of them.
const MOST_RELATIONS_OF_A_KEYWORD: usize = 5;

/// What a directory holds, ready for [`vocabulary::Vocabulary::new`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taxonomy {
    /// `jobtech-` and twelve digits of the SHA-256 of the content; the same files in another
    /// order or with other blanks give the same version.
    pub version: VocabularyVersion,
    /// Groups, occupations and skills, ordered by id.
    pub concepts: Vec<Concept>,
    /// What was left out, in the order of files and rows.
    pub notes: Vec<ImportNote>,
}

/// Reads a directory given as file names (with or without folders before them) and contents.
/// Other files than [`REQUIRED_FILES`] and [`OPTIONAL_FILES`] are ignored.
pub fn parse(files: &[(String, Vec<u8>)]) -> Result<Taxonomy, ImportFaults> {
    let mut reader = Reader { files, collector: Collector::default() };
    let groups = reader.groups();
    let isco = reader.relations(ISCO, "related", "isco-level-4");
    let occupations = reader.relations(OCCUPATIONS, "narrower", "occupation-name");
    let related = reader.relations(GROUP_SKILLS, "related", "skill");
    let skills = reader.skills();
    let keywords = reader.keywords();
    let concepts = reader.assemble(groups, &isco, &occupations, &related, skills, &keywords);
    let notes = reader.collector.finish()?;
    let version = version(&concepts);
    Ok(Taxonomy { version, concepts, notes })
}

fn version(concepts: &[Concept]) -> VocabularyVersion {
    let mut digest = Sha256::new();
    for concept in concepts {
        // Concepts are plain data; one that could not be printed would only miss in the digest.
        digest.update(serde_json::to_vec(concept).unwrap_or_default());
        digest.update(b"\n");
    }
    let mut version = "jobtech-".to_owned();
    for byte in digest.finalize().iter().take(6) {
        // Writing to a String cannot fail.
        let _ = write!(version, "{byte:02x}");
    }
    VocabularyVersion(version)
}

/// A concept named inside another one.
struct Relation {
    row: usize,
    column: String,
    /// The concept it stands in.
    owner: String,
    id: String,
    label: String,
    isco: Option<Isco>,
    kind: String,
}

struct Reader<'a> {
    files: &'a [(String, Vec<u8>)],
    collector: Collector,
}

impl Reader<'_> {
    /// The concepts of a file; none, and a fault, when it is missing or no such file.
    fn concepts(&mut self, file: &'static str) -> Vec<Value> {
        let named = |(name, _): &&(String, Vec<u8>)| {
            name.rsplit(['/', '\\']).next().is_some_and(|last| last == file)
        };
        let Some((_, bytes)) = self.files.iter().find(named) else {
            if !OPTIONAL_FILES.contains(&file) {
                let message = "The file is missing.".to_owned();
                let remedy = "Put it in the directory beside the others; JobTech publishes all of \
                              them together.";
                self.collector.fault(file_fault(file, "file-missing", message, remedy));
            }
            return vec![];
        };
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let parsed: Value = match serde_json::from_slice(text) {
            Ok(parsed) => parsed,
            Err(error) => {
                let message = format!("This is no JSON: {error}.");
                let remedy = "Download the file again; it may have been cut off.";
                let fault = file_fault(file, "json-invalid", message, remedy);
                let (line, column) = (Some(error.line()), Some(error.column().to_string()));
                self.collector.fault(ImportFault { line, column, ..fault });
                return vec![];
            }
        };
        let found = parsed.pointer("/data/concepts").and_then(Value::as_array);
        match found {
            Some(concepts) if !concepts.is_empty() => concepts.clone(),
            Some(_) => {
                let message = "The list of concepts is empty.".to_owned();
                let remedy = "Download the file again.";
                self.collector.fault(file_fault(file, "concepts-empty", message, remedy));
                vec![]
            }
            None => {
                let message = "There is no list under data.concepts.".to_owned();
                let remedy =
                    "Give the file as JobTech publishes it: {\"data\":{\"concepts\":[…]}}.";
                let fault = file_fault(file, "concepts-missing", message, remedy);
                let column = Some("data.concepts".to_owned());
                self.collector.fault(ImportFault { column, ..fault });
                vec![]
            }
        }
    }

    /// A text field that must be there.
    fn text(
        &mut self,
        file: &'static str,
        row: usize,
        concept: &Value,
        within: &str,
        field: &str,
    ) -> Option<String> {
        match concept.get(field).and_then(Value::as_str).map(str::trim) {
            Some(text) if !text.is_empty() => Some(text.to_owned()),
            _ => {
                let message = format!("The field {field} is missing, empty or no text.");
                let column = format!("{within}{field}");
                self.row_fault(file, row, column, "field-missing", message);
                None
            }
        }
    }

    fn row_fault(
        &mut self,
        file: &'static str,
        row: usize,
        column: String,
        code: &'static str,
        message: String,
    ) {
        let remedy = "Mend the field, or download the file again.";
        let fault = file_fault(file, code, message, remedy);
        self.collector.fault(ImportFault { row: Some(row), column: Some(column), ..fault });
    }

    /// Id and label of a concept; None when it is deprecated or at fault.
    fn named(
        &mut self,
        file: &'static str,
        row: usize,
        concept: &Value,
        within: &str,
    ) -> Option<(String, String)> {
        let id = self.text(file, row, concept, within, "id");
        if concept.get("deprecated").and_then(Value::as_bool) == Some(true) {
            let value = id.unwrap_or_default();
            self.collector.note(file, row, format!("{within}deprecated"), "deprecated", &value);
            return None;
        }
        let label = self.text(file, row, concept, within, "preferred_label");
        Some((id?, label?))
    }

    fn groups(&mut self) -> BTreeMap<Ssyk, (ConceptId, String)> {
        let mut found = BTreeMap::new();
        for (row, concept) in self.concepts(GROUPS).iter().enumerate() {
            let Some((id, label)) = self.named(GROUPS, row, concept, "") else { continue };
            let Some(code) = self.text(GROUPS, row, concept, "", "ssyk_code_2012") else {
                continue;
            };
            let column = "ssyk_code_2012".to_owned();
            let Ok(ssyk) = Ssyk::parse(&code) else {
                let message = format!("«{code}» is no SSYK code of four digits.");
                self.row_fault(GROUPS, row, column, "ssyk-malformed", message);
                continue;
            };
            if found.insert(ssyk, (ConceptId(id), label)).is_some() {
                let message = format!("The code {code} stands on more than one group.");
                self.row_fault(GROUPS, row, column, "ssyk-duplicate", message);
            }
        }
        found
    }

    fn skills(&mut self) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        for (row, concept) in self.concepts(SKILLS).iter().enumerate() {
            let Some((id, label)) = self.named(SKILLS, row, concept, "") else { continue };
            if found.insert(id.clone(), label).is_some() {
                let message = format!("The id {id} stands on more than one skill.");
                self.row_fault(SKILLS, row, "id".to_owned(), "id-duplicate", message);
            }
        }
        found
    }

    fn relations(
        &mut self,
        file: &'static str,
        field: &'static str,
        kind: &'static str,
    ) -> Vec<Relation> {
        let mut found = Vec::new();
        for (row, concept) in self.concepts(file).iter().enumerate() {
            let Some((owner, _)) = self.named(file, row, concept, "") else { continue };
            found.extend(
                self.related(file, row, concept, &owner, field)
                    .into_iter()
                    .filter(|relation| relation.kind == kind),
            );
        }
        found
    }

    /// The concepts in a list field of a concept.
    fn related(
        &mut self,
        file: &'static str,
        row: usize,
        concept: &Value,
        owner: &str,
        field: &'static str,
    ) -> Vec<Relation> {
        let list = match concept.get(field) {
            Some(Value::Array(list)) => list.as_slice(),
            None | Some(Value::Null) => &[],
            Some(_) => {
                let message = format!("The field {field} is no list.");
                self.row_fault(file, row, field.to_owned(), "list-malformed", message);
                &[]
            }
        };
        let mut found = Vec::new();
        for (place, other) in list.iter().enumerate() {
            let within = format!("{field}[{place}].");
            let Some((id, label)) = self.named(file, row, other, &within) else { continue };
            let kind = other.get("type").and_then(Value::as_str).unwrap_or("").to_owned();
            let isco = if kind == "isco-level-4" {
                let Some(isco) = self.isco(file, row, other, &within) else { continue };
                Some(isco)
            } else {
                None
            };
            let (owner, column) = (owner.to_owned(), format!("{within}id"));
            found.push(Relation { row, column, owner, id, label, isco, kind });
        }
        found
    }

    fn isco(
        &mut self,
        file: &'static str,
        row: usize,
        concept: &Value,
        within: &str,
    ) -> Option<Isco> {
        let code = self.text(file, row, concept, within, "isco_code_08")?;
        let parsed = Isco::parse(&code).ok();
        if parsed.is_none() {
            let message = format!("«{code}» is no ISCO-08 code of four digits.");
            let column = format!("{within}isco_code_08");
            self.row_fault(file, row, column, "isco-malformed", message);
        }
        parsed
    }

    /// Keywords of few occupations or skills: id of the concept and the keyword.
    fn keywords(&mut self) -> Vec<(Relation, String)> {
        let mut found = Vec::new();
        for (row, concept) in self.concepts(KEYWORDS).iter().enumerate() {
            let Some((owner, label)) = self.named(KEYWORDS, row, concept, "") else { continue };
            let relations = self.related(KEYWORDS, row, concept, &owner, "related");
            let useful = |relation: &Relation| {
                relation.kind == "occupation-name" || relation.kind == "skill"
            };
            let relations: Vec<Relation> = relations.into_iter().filter(useful).collect();
            if relations.len() <= MOST_RELATIONS_OF_A_KEYWORD {
                found.extend(relations.into_iter().map(|relation| (relation, label.clone())));
            }
        }
        found
    }

    fn assemble(
        &mut self,
        groups: BTreeMap<Ssyk, (ConceptId, String)>,
        isco: &[Relation],
        occupations: &[Relation],
        related: &[Relation],
        skills: BTreeMap<String, String>,
        keywords: &[(Relation, String)],
    ) -> Vec<Concept> {
        let code_of: HashMap<String, Ssyk> =
            groups.iter().map(|(ssyk, (id, _))| (id.0.clone(), ssyk.clone())).collect();
        let mut isco_of: BTreeMap<Ssyk, Vec<Isco>> = BTreeMap::new();
        for relation in self.of_known_groups(ISCO, isco, &code_of) {
            if let (Some(ssyk), Some(isco)) = (code_of.get(&relation.owner), &relation.isco) {
                isco_of.entry(ssyk.clone()).or_default().push(isco.clone());
            }
        }
        for codes in isco_of.values_mut() {
            codes.sort();
            codes.dedup();
        }
        let mut skills_of: BTreeMap<Ssyk, Vec<ConceptId>> = BTreeMap::new();
        for relation in self.of_known_groups(GROUP_SKILLS, related, &code_of) {
            let Some(ssyk) = code_of.get(&relation.owner) else { continue };
            if skills.contains_key(&relation.id) {
                skills_of.entry(ssyk.clone()).or_default().push(ConceptId(relation.id.clone()));
            } else {
                self.leave_out(GROUP_SKILLS, relation, "unknown-skill");
            }
        }
        for ids in skills_of.values_mut() {
            ids.sort();
            ids.dedup();
        }
        let mut made: BTreeMap<ConceptId, Concept> = BTreeMap::new();
        let mut occupations = self.of_known_groups(OCCUPATIONS, occupations, &code_of);
        occupations.sort_by_key(|relation| code_of.get(&relation.owner));
        for relation in occupations {
            let Some(ssyk) = code_of.get(&relation.owner) else { continue };
            let id = ConceptId(relation.id.clone());
            if made.contains_key(&id) {
                self.leave_out(OCCUPATIONS, relation, "second-group");
                continue;
            }
            let isco = isco_of.get(ssyk).cloned().unwrap_or_default();
            let concept = concept(&id, ConceptKind::Occupation, &relation.label);
            made.insert(id, Concept { ssyk: Some(ssyk.clone()), isco, ..concept });
        }
        for (id, label) in skills {
            let id = ConceptId(id);
            let skill = concept(&id, ConceptKind::Skill, &label);
            self.insert(&mut made, SKILLS, skill);
        }
        for (ssyk, (id, label)) in groups {
            let isco = isco_of.remove(&ssyk).unwrap_or_default();
            let skills = skills_of.remove(&ssyk).unwrap_or_default();
            let group = concept(&id, ConceptKind::OccupationGroup, &label);
            self.insert(&mut made, GROUPS, Concept { ssyk: Some(ssyk), isco, skills, ..group });
        }
        self.add_keywords(&mut made, keywords);
        made.into_values().collect()
    }

    fn insert(
        &mut self,
        made: &mut BTreeMap<ConceptId, Concept>,
        file: &'static str,
        concept: Concept,
    ) {
        let id = concept.id.clone();
        if made.insert(id.clone(), concept).is_some() {
            let message = format!("The id {id} also stands on a concept of another kind.");
            let remedy = "Download the files again, all of one version.";
            self.collector.fault(file_fault(file, "id-duplicate", message, remedy));
        }
    }

    fn add_keywords(
        &mut self,
        made: &mut BTreeMap<ConceptId, Concept>,
        keywords: &[(Relation, String)],
    ) {
        for (relation, keyword) in keywords {
            match made.get_mut(&ConceptId(relation.id.clone())) {
                Some(concept) => concept
                    .alternatives
                    .push(Alternative { text: keyword.clone(), role: LabelRole::Keyword }),
                None => self.leave_out(KEYWORDS, relation, "unknown-concept"),
            }
        }
        for concept in made.values_mut() {
            concept.alternatives.sort();
            concept.alternatives.dedup();
        }
    }

    /// The relations whose group is known; the others are noted, each group once.
    fn of_known_groups<'r>(
        &mut self,
        file: &'static str,
        relations: &'r [Relation],
        code_of: &HashMap<String, Ssyk>,
    ) -> Vec<&'r Relation> {
        let mut told = HashSet::new();
        let mut known = Vec::new();
        for relation in relations {
            if code_of.contains_key(&relation.owner) {
                known.push(relation);
            } else if told.insert(&relation.owner) {
                let (row, column) = (relation.row, "id".to_owned());
                self.collector.note(file, row, column, "unknown-group", &relation.owner);
            }
        }
        known
    }

    fn leave_out(&mut self, file: &'static str, relation: &Relation, code: &'static str) {
        self.collector.note(file, relation.row, relation.column.clone(), code, &relation.id);
    }
}

fn concept(id: &ConceptId, kind: ConceptKind, label: &str) -> Concept {
    Concept {
        id: id.clone(),
        kind,
        label: label.to_owned(),
        alternatives: vec![],
        ssyk: None,
        isco: vec![],
        skills: vec![],
    }
}

fn file_fault(file: &str, code: &'static str, message: String, remedy: &str) -> ImportFault {
    ImportFault {
        file: file.to_owned(),
        row: None,
        line: None,
        column: None,
        code,
        message,
        remedy: remedy.to_owned(),
    }
}
