//! The MELO benchmark's files: labels, concepts, queries and their answers.
//! Zhao, Pizzato et al. 2024, «MELO: Multilingual Entity Linking of Occupations», MIT licence.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Result, bail};
use exchange::rank;
use vocabulary::linking::{Label, OtherLanguage};

use crate::data::read;

/// Languages with their folder in `matching/melo`.
pub(crate) const SETS: [(&str, &str); 5] = [
    ("da", "dnk_q_da_c_da"),
    ("nl", "nld_q_nl_c_nl"),
    ("de", "deu_q_de_c_de"),
    ("en", "usa_q_en_c_en"),
    ("no", "nor_q_no_c_no"),
];

/// Labels of one language.
pub(crate) struct Corpus {
    pub(crate) language: &'static str,
    pub(crate) labels: Vec<Label>,
}

/// Queries with the ids of their right labels.
pub(crate) struct Queries {
    pub(crate) ids: Vec<String>,
    pub(crate) texts: Vec<String>,
    pub(crate) answers: Vec<BTreeSet<String>>,
}

/// Every corpus, in the order of [`SETS`]. Opens label files only.
pub(crate) fn corpora(data: &Path) -> Result<Vec<Corpus>> {
    SETS.iter().map(|(language, folder)| corpus(data, language, folder)).collect()
}

fn corpus(data: &Path, language: &'static str, folder: &str) -> Result<Corpus> {
    let folder = data.join("matching/melo").join(folder);
    let texts = read(&folder.join("corpus_elements.tsv"))?;
    let concepts = read(&folder.join("concept_mapping.tsv"))?;
    let labels = rank::labels(texts.as_bytes(), concepts.as_bytes());
    let labels = labels.map_err(|fault| anyhow::anyhow!("{}: {fault:?}", folder.display()))?;
    Ok(Corpus { language, labels })
}

/// The labels of a corpus as another language of the same concepts.
pub(crate) fn other(corpus: &Corpus) -> OtherLanguage {
    rank::other_language(corpus.labels.clone())
}

/// The queries of a set, and what is right.
pub(crate) fn queries(data: &Path, folder: &str) -> Result<Queries> {
    let folder = data.join("matching/melo").join(folder);
    let asked = read(&folder.join("queries.tsv"))?;
    let asked = rank::rows(asked.as_bytes(), rank::QUERY_COLUMNS)?.into_iter();
    let (ids, texts): (Vec<_>, Vec<_>) =
        asked.map(|(id, text)| (id.to_owned(), text.to_owned())).unzip();
    let mut right: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in read(&folder.join("annotations.tsv"))?.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [query, _, label, relevance] = cells[..] else { bail!("annotations.tsv: {line}") };
        if relevance.trim() != "0" {
            right.entry(query.to_owned()).or_default().insert(label.to_owned());
        }
    }
    let answers = ids.iter().map(|id| right.remove(id).unwrap_or_default()).collect();
    Ok(Queries { ids, texts, answers })
}
