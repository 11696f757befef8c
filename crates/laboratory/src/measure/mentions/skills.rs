//! English sentences to skills of ESCO: TECH and HOUSE (Decorte and others 2022, CC BY 4.0).
//!
//! As published: one question per sentence with at least one skill of the list, all of ESCO's
//! skills to choose from; MRR and R-precision within the first K. Also the marked words alone.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use anyhow::{Context, Result};
use domain::codes::ConceptId;
use vocabulary::analysis::tokens;
use vocabulary::linking::{Label, Linker, Prior};
use vocabulary::{Concept, ConceptKind, Vocabulary, VocabularyVersion};

use super::share;
use crate::jobtech::Half;
use crate::measure::peers;
use crate::{csv, data};

/// Rows of the papers, as read in the tests of the benchmark kit `WorkRB`: set, model, MRR,
/// RP@1, RP@5, RP@10. What was not found stands as a dash.
const PUBLISHED: [(&str, &str); 3] = [
    ("tech", "*published*: ConTeXT-match | .632 | 50.99 | 63.98 | 73.99 |"),
    ("tech", "*published*: CurriculumMatch | .5726 | – | 59.40 | 69.93 |"),
    ("house", "*published*: CurriculumMatch | .4839 | – | 49.14 | 59.61 |"),
];

/// A text with its right skills.
struct Question {
    text: String,
    right: BTreeSet<String>,
}

pub(super) fn run(alone: bool, half: Half) -> Result<()> {
    let folder = data::library().join("matching/skill-extraction");
    let text = data::read(&folder.join("skills_en_label.txt"))?;
    let names: BTreeSet<&str> = text.lines().map(str::trim).filter(|n| !n.is_empty()).collect();
    let names: Vec<&str> = names.into_iter().collect();
    let reader = Reader::new(&names)?;
    let part = if half == Half::Held { "test" } else { "validation" };
    for set in ["tech", "house"] {
        let rows = data::read(&folder.join(format!("{set}_{part}_annotations.csv")))?;
        let rows = csv::rows(&rows);
        let sentences = sentences(&rows, &names);
        let spans = spans(&rows, &names);
        println!("\n### {set} {part}: {} sentences, {} skills", sentences.len(), names.len());
        table(&reader, &sentences, &names, alone, half)?;
        for (_, row) in PUBLISHED.iter().filter(|(of, _)| *of == set && half == Half::Held) {
            println!("| {row} |");
        }
        println!("\n### {set} {part}: {} marked words alone", spans.len());
        table(&reader, &spans, &names, alone, half)?;
    }
    Ok(())
}

fn table(
    reader: &Reader,
    questions: &[Question],
    names: &[&str],
    alone: bool,
    half: Half,
) -> Result<()> {
    println!("\n| method | MRR | RP@1 | RP@5 | RP@10 | ms each |");
    println!("|---|--:|--:|--:|--:|--:|");
    for (name, method) in methods() {
        if half == Half::Held && !CHOSEN.contains(&name.as_str()) {
            continue;
        }
        let start = Instant::now();
        let lists: Vec<Vec<String>> =
            questions.iter().map(|question| method(reader, &question.text)).collect();
        print(&format!("Samkraft, {name}"), questions, &lists, start.elapsed().as_secs_f64());
    }
    if alone {
        return Ok(());
    }
    let numbers: Vec<String> =
        (0..names.len().max(questions.len())).map(|n| n.to_string()).collect();
    let corpus: Vec<(&str, &str)> =
        numbers.iter().map(String::as_str).zip(names.iter().copied()).collect();
    let clean: Vec<String> = questions.iter().map(|q| q.text.replace(['\t', '\n'], " ")).collect();
    let asked: Vec<(&str, &str)> =
        numbers.iter().map(String::as_str).zip(clean.iter().map(String::as_str)).collect();
    for peer in peers::ask(&corpus, &asked)? {
        let name_of = |number: &String| names.get(number.parse::<usize>().ok()?).copied();
        let lists: Vec<Vec<String>> = asked
            .iter()
            .map(|(number, _)| {
                let list = peer.lists.get(*number).into_iter().flatten();
                list.filter_map(name_of).map(str::to_owned).collect()
            })
            .collect();
        print(&peer.name, questions, &lists, peer.seconds);
    }
    Ok(())
}

fn print(name: &str, questions: &[Question], lists: &[Vec<String>], seconds: f64) {
    let mut sums = [0.0; 4];
    for (question, list) in questions.iter().zip(lists) {
        let hits: Vec<bool> = list.iter().map(|skill| question.right.contains(skill)).collect();
        let first = hits.iter().position(|hit| *hit);
        sums[0] += first.map_or(0.0, |place| share(1, place + 1));
        for (sum, depth) in sums.iter_mut().skip(1).zip([1, 5, 10]) {
            let found = hits.iter().take(depth).filter(|hit| **hit).count();
            *sum += share(found, depth.min(question.right.len()));
        }
    }
    let count = share(questions.len(), 1);
    let [mrr, one, five, ten] = sums.map(|sum| sum / count);
    println!(
        "| {name} | {mrr:.3} | {:.2} | {:.2} | {:.2} | {:.0} |",
        one * 100.0,
        five * 100.0,
        ten * 100.0,
        seconds * 1000.0 / count,
    );
}

/// Every sentence with a skill that is in the list.
fn sentences(rows: &[Vec<String>], names: &[&str]) -> Vec<Question> {
    let mut found: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for row in rows.iter().skip(1) {
        let (Some(sentence), Some(label)) = (row.first(), row.get(3)) else { continue };
        if names.binary_search(&label.trim()).is_ok() {
            found.entry(sentence).or_default().insert(label.trim().to_owned());
        }
    }
    let question = |(text, right): (&str, _)| Question { text: text.to_owned(), right };
    found.into_iter().map(question).collect()
}

/// Every marked run of words with its skill.
fn spans(rows: &[Vec<String>], names: &[&str]) -> Vec<Question> {
    let mut found: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for row in rows.iter().skip(1) {
        let [_, span, inner, label] = &row[..] else { continue };
        let text = if inner.is_empty() { span } else { inner };
        if names.binary_search(&label.trim()).is_ok() {
            found.entry(text).or_default().insert(label.trim().to_owned());
        }
    }
    let question = |(text, right): (&str, _)| Question { text: text.to_owned(), right };
    found.into_iter().map(question).collect()
}

/// What is asked: the vocabulary's words, and the linking engine, both over names of skills.
struct Reader {
    vocabulary: Vocabulary,
    linker: Linker,
}

/// A run of words of a sentence, with what the engine finds: skill, chance, likeness.
struct Window {
    words: usize,
    found: Vec<(usize, f32, f32)>,
}

/// Words that no name begins or ends with.
const SMALL: [&str; 46] = [
    "a",
    "an",
    "the",
    "and",
    "or",
    "of",
    "to",
    "in",
    "on",
    "for",
    "with",
    "as",
    "at",
    "by",
    "is",
    "are",
    "be",
    "we",
    "you",
    "your",
    "our",
    "their",
    "that",
    "this",
    "will",
    "have",
    "has",
    "from",
    "into",
    "it",
    "its",
    "who",
    "which",
    "such",
    "e.g",
    "etc",
    "like",
    "including",
    "can",
    "good",
    "strong",
    "experience",
    "knowledge",
    "skills",
    "ability",
    "years",
];
/// The longest run of words that is read as a name.
const LONGEST: usize = 5;
/// What is kept of what the engine finds for a run of words.
const KEPT: usize = 15;

impl Reader {
    fn new(names: &[&str]) -> Result<Self> {
        let skill = |name: &&str| Concept {
            id: ConceptId((*name).to_owned()),
            kind: ConceptKind::Skill,
            label: (*name).to_owned(),
            alternatives: vec![],
            ssyk: None,
            isco: vec![],
            skills: vec![],
        };
        let version = VocabularyVersion("esco-skills".to_owned());
        let vocabulary = Vocabulary::new(version, names.iter().map(skill).collect())?;
        let label = |(at, name): (usize, &&str)| Label {
            id: at.to_string(),
            text: (*name).to_owned(),
            concept: (*name).to_owned(),
        };
        let labels = names.iter().enumerate().map(label).collect();
        let linker = Linker::new(labels, &[], Prior::FINE).context("skills")?;
        Ok(Self { vocabulary, linker })
    }

    fn words(&self, text: &str) -> Vec<String> {
        self.words_with_scores(text).into_iter().map(|(name, _)| name).collect()
    }

    fn words_with_scores(&self, text: &str) -> Vec<(String, f64)> {
        let found = self.vocabulary.suggest(text, Some(ConceptKind::Skill), 100);
        found.into_iter().map(|one| (one.concept_id.0, one.score)).collect()
    }

    fn whole(&self, text: &str) -> Vec<String> {
        let ranked = self.linker.concepts(text).into_iter();
        ranked.map(|one| self.name(one.concept)).collect()
    }

    /// Every run of words that may be a name.
    fn windows(&self, text: &str) -> Vec<Window> {
        let found = tokens(text);
        let is_small = |word: &str| SMALL.contains(&word);
        let mut seen = BTreeSet::new();
        let mut windows = vec![];
        for from in 0..found.len() {
            for count in 1..=LONGEST {
                let Some(run) = found.get(from..from + count) else { continue };
                let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
                let Some(read) = text.get(first.start..last.end) else { continue };
                let broken = read.contains([',', ';', ':', '(', ')', '/']) && count > 1;
                if is_small(&first.folded) || is_small(&last.folded) || broken {
                    continue;
                }
                if seen.insert(read.to_lowercase()) {
                    let ranked = self.linker.concepts(read).into_iter().take(KEPT);
                    let found = ranked.map(|one| (one.concept, one.share, one.likeness)).collect();
                    windows.push(Window { words: count, found });
                }
            }
        }
        windows
    }

    /// The best run of words for every skill: chance and length to these powers. Best first.
    fn by_windows(&self, text: &str, chance: f32, length: f32) -> Vec<(String, f64)> {
        let mut best: BTreeMap<usize, f32> = BTreeMap::new();
        for window in self.windows(text) {
            #[expect(clippy::cast_precision_loss, reason = "a handful of words")]
            let longer = (window.words as f32).powf(length);
            for (concept, share, likeness) in window.found {
                let value = share.powf(chance) * likeness * longer;
                let known = best.entry(concept).or_default();
                *known = known.max(value);
            }
        }
        let named = best.into_iter().map(|(at, value)| (self.name(at), f64::from(value)));
        in_order(named.collect())
    }

    fn name(&self, at: usize) -> String {
        self.linker.index().concept(at).to_owned()
    }

    /// Both: what the words give, and so much of what the runs of words give, best run for one.
    fn both(&self, text: &str, chance: f32, length: f32, runs: f64) -> Vec<(String, f64)> {
        let windows = self.by_windows(text, chance, length);
        let most = windows.first().map_or(1.0, |(_, value)| value.max(1e-9));
        let mut worth: BTreeMap<String, f64> = self.words_with_scores(text).into_iter().collect();
        for (name, value) in windows {
            *worth.entry(name).or_default() += runs * value / most;
        }
        in_order(worth.into_iter().collect())
    }
}

fn in_order(mut found: Vec<(String, f64)>) -> Vec<(String, f64)> {
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    found.truncate(100);
    found
}

fn names_of(found: Vec<(String, f64)>) -> Vec<String> {
    found.into_iter().map(|(name, _)| name).collect()
}

type Method = Box<dyn Fn(&Reader, &str) -> Vec<String>>;

/// Reported; chosen on the validation sets.
const CHOSEN: [&str; 4] =
    ["words", "engine on the whole", "engine on runs of words", "words and runs of words"];

/// Chance and length to these powers, and what runs are worth beside words: tried on the
/// validation sets, the first chosen.
const TRIED: [(f32, f32, f64); 7] = [
    (0.5, 0.5, 1.0),
    (0.0, 0.25, 1.0),
    (0.75, 0.5, 1.0),
    (0.75, 0.75, 1.0),
    (1.0, 0.5, 0.5),
    (1.0, 0.5, 2.0),
    (1.5, 0.75, 1.0),
];

fn methods() -> Vec<(String, Method)> {
    let mut all: Vec<(String, Method)> = vec![
        ("words".to_owned(), Box::new(Reader::words)),
        ("engine on the whole".to_owned(), Box::new(Reader::whole)),
    ];
    for (at, (chance, length, runs)) in TRIED.into_iter().enumerate() {
        let named = |name: &str| match at {
            0 => name.to_owned(),
            _ => format!("{name}, {chance} {length} {runs}"),
        };
        all.push((
            named("engine on runs of words"),
            Box::new(move |reader, text| names_of(reader.by_windows(text, chance, length))),
        ));
        all.push((
            named("words and runs of words"),
            Box::new(move |reader, text| names_of(reader.both(text, chance, length, runs))),
        ));
    }
    all
}
