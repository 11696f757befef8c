//! Everything about a corpus that does not depend on the query.
#![expect(clippy::cast_precision_loss, reason = "counts of labels are far below 2^24")]
#![expect(clippy::cast_possible_truncation, reason = "a corpus has far fewer than 2^32 labels")]

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::LinkFault;
use super::compound::Compounds;
use super::text::{cognate, end_keys, key, letter_keys, normal};
use super::tree::{Groups, Tree};
use super::view::{Keys, Row, View, counted, rarity, weighed};

/// One label of a concept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Its id, which is printed.
    pub id: String,
    /// The words.
    pub text: String,
    /// The address of its concept.
    pub concept: String,
}

/// The same concepts' labels in one more language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherLanguage {
    /// Words, and the address of their concept.
    pub labels: Vec<(String, String)>,
}

/// A label as it is compared.
pub(crate) struct Name {
    pub(crate) id: String,
    pub(crate) letters: Vec<char>,
    /// Numbers of its words in [`Index::words`].
    pub(crate) words: Vec<u32>,
    /// How many concepts have this very name.
    pub(crate) same: u32,
}

/// A distinct word of the labels.
pub(crate) struct Word {
    pub(crate) letters: Vec<char>,
    pub(crate) rarity: f32,
}

/// A corpus, ready for queries.
pub struct Index {
    /// Addresses, in alphabetical order.
    pub(crate) concepts: Vec<String>,
    /// Labels concept by concept, each concept's in the order of their ids.
    pub(crate) names: Vec<Name>,
    /// Where each concept's labels begin; one more than there are concepts.
    pub(crate) starts: Vec<usize>,
    pub(crate) tree: Tree,
    pub(crate) words: Vec<Word>,
    pub(crate) word_numbers: HashMap<u64, u32, Keys>,
    pub(crate) compounds: Compounds,
    pub(crate) letters: View,
    pub(crate) cognates: View,
    pub(crate) ends: View,
    pub(crate) whole: View,
    pub(crate) parts: View,
    pub(crate) others: Vec<View>,
    pub(crate) documents: View,
}

impl Index {
    /// Builds it. The order of the labels makes no difference.
    pub fn new(labels: Vec<Label>, also: &[OtherLanguage]) -> Result<Self, LinkFault> {
        Self::build(labels, also, None)
    }

    /// The same where the groups are known: others are guessed from addresses and words.
    pub fn with_groups(labels: Vec<Label>, groups: &Groups) -> Result<Self, LinkFault> {
        Self::build(labels, &[], Some(groups))
    }

    fn build(
        labels: Vec<Label>,
        also: &[OtherLanguage],
        groups: Option<&Groups>,
    ) -> Result<Self, LinkFault> {
        let labels = in_order(labels)?;
        let concepts = concepts_of(&labels);
        let texts: Vec<String> = labels.iter().map(|label| normal(&label.text)).collect();
        let owners = owners(&labels, &concepts);
        let (words, word_numbers) = words(&texts);
        let compounds = Compounds::new(words.iter().map(|(word, _)| word.as_str()));
        let count = concepts.len();
        let view = |keys: &dyn Fn(&str, &mut Vec<u64>)| {
            View::new(&texts, owners.clone(), count, |text, found| keys(text, found))
        };
        let others: Vec<Translated> =
            also.iter().map(|other| Translated::new(other, &concepts)).collect();
        let mut tree = match groups {
            Some(groups) => Tree::known(&concepts, groups),
            None => Tree::of_groups(&concepts),
        };
        let (ids, rarity, rows) = documents(&texts, &owners, &others, count);
        if groups.is_none() {
            tree.place_occupations(&rows, ids.len());
        }
        let rows = tree.smooth(&rows);
        let owner = (0..count as u32).collect();
        let documents = View::of_rows(ids, rarity, rows, owner, count);
        Ok(Self {
            letters: view(&|text, found| letter_keys(text, 2, 5, found)),
            cognates: view(&|text, found| letter_keys(&cognate(text), 2, 4, found)),
            ends: view(&end_keys),
            whole: view(&|text, found| found.extend(text.split(' ').map(|word| key(0, word)))),
            parts: view(&|text, found| compounds.keys(text, found)),
            others: others.into_iter().map(|other| other.view(count)).collect(),
            documents,
            starts: starts(&owners, count),
            names: names(&labels, &texts, &owners, &word_numbers),
            words: words
                .into_iter()
                .map(|(word, rarity)| Word { letters: word.chars().collect(), rarity })
                .collect(),
            word_numbers,
            compounds,
            tree,
            concepts,
        })
    }

    /// Number of concepts.
    pub fn concept_count(&self) -> usize {
        self.concepts.len()
    }

    /// The address of a concept.
    pub fn concept(&self, at: usize) -> &str {
        self.concepts.get(at).map_or("", String::as_str)
    }

    /// The number of a concept, by its address.
    pub fn find(&self, address: &str) -> Option<usize> {
        self.concepts.binary_search_by(|known| known.as_str().cmp(address)).ok()
    }

    /// True for concepts that are groups of occupations.
    pub fn is_group(&self, concept: usize) -> bool {
        self.tree.is_group(concept)
    }

    /// True for the finest groups.
    pub fn is_unit(&self, concept: usize) -> bool {
        self.tree.is_unit(concept)
    }

    /// The group that an occupation's words place it in.
    pub fn parent(&self, concept: usize) -> Option<usize> {
        self.tree.parents.get(concept).copied().flatten()
    }

    /// Bytes of the lists, near enough for a figure.
    pub fn bytes(&self) -> usize {
        let views =
            [&self.letters, &self.cognates, &self.ends, &self.whole, &self.parts, &self.documents];
        let lists: usize = views.into_iter().chain(&self.others).map(View::bytes).sum();
        let names: usize = self.names.iter().map(|name| name.letters.len() * 4 + 80).sum();
        lists + names
    }

    pub(crate) fn names_of(&self, concept: usize) -> &[Name] {
        let from = self.starts.get(concept).copied().unwrap_or(0);
        let to = self.starts.get(concept + 1).copied().unwrap_or(from);
        self.names.get(from..to).unwrap_or_default()
    }
}

/// Labels concept by concept, each concept's in the order of their ids; every id once.
fn in_order(mut labels: Vec<Label>) -> Result<Vec<Label>, LinkFault> {
    if labels.is_empty() {
        return Err(LinkFault::NoLabels);
    }
    labels.sort_by(|a, b| (&a.concept, &a.id).cmp(&(&b.concept, &b.id)));
    let mut ids = BTreeSet::new();
    match labels.iter().find(|label| !ids.insert(label.id.as_str())) {
        Some(twice) => Err(LinkFault::DuplicateLabel { id: twice.id.clone() }),
        None => Ok(labels),
    }
}

/// Addresses of the concepts of labels that are in order.
fn concepts_of(labels: &[Label]) -> Vec<String> {
    let mut concepts: Vec<String> = labels.iter().map(|label| label.concept.clone()).collect();
    concepts.dedup();
    concepts
}

/// The labels of each concept of a corpus, in the order of the concepts, without an index of them.
pub(crate) fn names_of_corpus(labels: Vec<Label>) -> Result<Vec<Vec<Name>>, LinkFault> {
    let labels = in_order(labels)?;
    let concepts = concepts_of(&labels);
    let texts: Vec<String> = labels.iter().map(|label| normal(&label.text)).collect();
    let owners = owners(&labels, &concepts);
    let (_, numbers) = words(&texts);
    let mut rest = names(&labels, &texts, &owners, &numbers).into_iter();
    let starts = starts(&owners, concepts.len());
    let counts = starts.windows(2).map(|pair| pair[1] - pair[0]);
    Ok(counts.map(|count| rest.by_ref().take(count).collect()).collect())
}

fn owners(labels: &[Label], concepts: &[String]) -> Vec<u32> {
    let place: BTreeMap<&str, u32> =
        concepts.iter().enumerate().map(|(at, concept)| (concept.as_str(), at as u32)).collect();
    labels.iter().filter_map(|label| place.get(label.concept.as_str()).copied()).collect()
}

fn starts(owners: &[u32], concepts: usize) -> Vec<usize> {
    let mut starts = vec![0; concepts + 1];
    for owner in owners {
        starts[*owner as usize + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    starts
}

/// Distinct words in alphabetical order with how telling they are.
fn words(texts: &[String]) -> (Vec<(String, f32)>, HashMap<u64, u32, Keys>) {
    let mut often: BTreeMap<&str, u32> = BTreeMap::new();
    for text in texts {
        let distinct: BTreeSet<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
        for word in distinct {
            *often.entry(word).or_default() += 1;
        }
    }
    let all = texts.len() as f32 + 1.0;
    let numbers = often.keys().enumerate().map(|(at, word)| (key(0, word), at as u32)).collect();
    let words = often
        .into_iter()
        .map(|(word, often)| (word.to_owned(), (all / (often as f32 + 1.0)).ln()))
        .collect();
    (words, numbers)
}

fn names(
    labels: &[Label],
    texts: &[String],
    owners: &[u32],
    numbers: &HashMap<u64, u32, Keys>,
) -> Vec<Name> {
    let mut holders: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for (text, owner) in texts.iter().zip(owners) {
        holders.entry(text).or_default().insert(*owner);
    }
    labels
        .iter()
        .zip(texts)
        .map(|(label, text)| Name {
            id: label.id.clone(),
            letters: text.chars().collect(),
            words: text.split(' ').filter_map(|word| numbers.get(&key(0, word)).copied()).collect(),
            same: holders.get(text.as_str()).map_or(1, |all| all.len() as u32),
        })
        .collect()
}

/// Another language's labels of concepts that the corpus has.
struct Translated {
    texts: Vec<String>,
    owners: Vec<u32>,
}

impl Translated {
    fn new(other: &OtherLanguage, concepts: &[String]) -> Self {
        let mut known: Vec<(u32, String)> = other
            .labels
            .iter()
            .filter_map(|(text, concept)| {
                let at = concepts.binary_search(concept).ok()?;
                Some((at as u32, cognate(text)))
            })
            .collect();
        known.sort();
        let (owners, texts) = known.into_iter().unzip();
        Self { texts, owners }
    }

    fn view(self, concepts: usize) -> View {
        View::new(&self.texts, self.owners, concepts, |text, found| letter_keys(text, 2, 5, found))
    }
}

/// One document per concept: all its labels in all languages, as weighted keys.
fn documents(
    texts: &[String],
    owners: &[u32],
    others: &[Translated],
    count: usize,
) -> (HashMap<u64, u32, Keys>, Vec<f32>, Vec<Row>) {
    let mut buffers: Vec<Vec<u64>> = vec![vec![]; count];
    for (text, owner) in texts.iter().zip(owners) {
        letter_keys(&cognate(text), 3, 5, &mut buffers[*owner as usize]);
    }
    for other in others {
        for (text, owner) in other.texts.iter().zip(&other.owners) {
            letter_keys(text, 3, 5, &mut buffers[*owner as usize]);
        }
    }
    let (ids, rows) = numbered(&buffers);
    let rarity = rarity(&rows, ids.len());
    let rows: Vec<Row> = rows.into_iter().map(|row| weighed(row, &rarity)).collect();
    (ids, rarity, rows)
}

/// Numbers the keys that stand in at least two documents and in at most a fifth of them.
fn numbered(buffers: &[Vec<u64>]) -> (HashMap<u64, u32, Keys>, Vec<Row>) {
    let mut often: HashMap<u64, (u32, usize), Keys> = HashMap::default();
    for (at, buffer) in buffers.iter().enumerate() {
        for key in buffer {
            let known = often.entry(*key).or_insert((0, usize::MAX));
            if known.1 != at {
                *known = (known.0 + 1, at);
            }
        }
    }
    let most = (buffers.len() / 5).max(2);
    let mut ids: HashMap<u64, u32, Keys> = HashMap::default();
    let rows = buffers
        .iter()
        .map(|buffer| {
            let kept = buffer.iter().filter(|key| {
                often.get(key).is_some_and(|(often, _)| (2..=most).contains(&(*often as usize)))
            });
            let numbers = kept.map(|key| {
                let next = ids.len() as u32;
                *ids.entry(*key).or_insert(next)
            });
            counted(numbers.collect())
        })
        .collect();
    (ids, rows)
}
