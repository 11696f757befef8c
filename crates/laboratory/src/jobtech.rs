//! JobTech Taxonomy from the data library, and real Swedish titles with their occupations.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use exchange::jobtech::{OPTIONAL_FILES, REQUIRED_FILES, Taxonomy};
use serde_json::Value;
use vocabulary::{Concept, ConceptKind, Vocabulary};

use crate::data;

/// A title that people use, and what it means.
pub(crate) struct Title {
    pub(crate) text: String,
    pub(crate) occupations: BTreeSet<String>,
    pub(crate) groups: BTreeSet<String>,
}

/// Which half of the titles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Half {
    /// To look at while choosing.
    Tuning,
    /// To report.
    Held,
}

/// The imported vocabulary with official names only.
pub(crate) fn official() -> Result<Vocabulary> {
    let mut taxonomy = parsed(&REQUIRED_FILES)?;
    for concept in &mut taxonomy.concepts {
        concept.alternatives.clear();
    }
    Ok(Vocabulary::new(taxonomy.version, taxonomy.concepts)?)
}

/// The concepts as the product imports them: with keywords, and with everyday names.
pub(crate) fn imported() -> Result<Taxonomy> {
    let names: Vec<&str> = REQUIRED_FILES.into_iter().chain(OPTIONAL_FILES).collect();
    let mut taxonomy = parsed(&names)?;
    taxonomy.concepts = vocabulary::enrich(taxonomy.concepts);
    Ok(taxonomy)
}

fn parsed(names: &[&str]) -> Result<Taxonomy> {
    let folder = data::library().join("taxonomy/jobtech");
    let files = names
        .iter()
        .map(|name| {
            let file = folder.join(name);
            let bytes = std::fs::read(&file).with_context(|| file.display().to_string())?;
            Ok(((*name).to_owned(), bytes))
        })
        .collect::<Result<Vec<_>>>()?;
    Ok(exchange::jobtech::parse(&files)?)
}

/// The titles of one half, with the occupations that the vocabulary has.
pub(crate) fn titles(vocabulary: &Vocabulary, half: Half) -> Result<Vec<Title>> {
    let text = data::read(&data::library().join("taxonomy/terms/info_job_titles.json"))?;
    let all: Value = serde_json::from_str(&text)?;
    let concepts = all["data"]["concepts"].as_array().context("info_job_titles.json")?;
    let known: BTreeMap<&str, &Concept> = vocabulary
        .concepts()
        .iter()
        .filter(|concept| concept.kind == ConceptKind::Occupation)
        .map(|concept| (concept.id.0.as_str(), concept))
        .collect();
    let title = |concept: &Value| {
        let text = concept["preferred_label"].as_str()?.to_owned();
        let related = concept["related"].as_array()?;
        let related = related.iter().filter_map(|one| known.get(one["id"].as_str()?));
        let related: Vec<&&Concept> = related.collect();
        Some(Title {
            occupations: related.iter().map(|concept| concept.id.0.clone()).collect(),
            groups: related.iter().filter_map(|concept| code(concept)).collect(),
            text,
        })
    };
    let found = concepts.iter().filter_map(title).filter(|title| !title.occupations.is_empty());
    Ok(found.filter(|title| half_of(&title.text) == half).collect())
}

/// The SSYK code of a concept.
pub(crate) fn code(concept: &Concept) -> Option<String> {
    concept.ssyk.as_ref().map(ToString::to_string)
}

/// The half of a title: by its letters, the same on every machine.
fn half_of(text: &str) -> Half {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    if (hash >> 33).is_multiple_of(2) { Half::Tuning } else { Half::Held }
}
