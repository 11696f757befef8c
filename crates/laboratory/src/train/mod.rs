//! Training: embedded parameters, built from label files and nothing else.

pub(crate) mod confidence;
mod learn;
mod pairs;
mod random;
mod trees;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use clap::Subcommand;
use vocabulary::linking::{Groups, Index, OtherLanguage, Parameters};

use crate::{csv, data, melo};
use pairs::{Counts, Example, Kind};
pub(crate) use random::Random;

/// What can be trained.
#[derive(Subcommand)]
pub(crate) enum Train {
    /// The parameters of `samkraft link rank`, from the labels of ESCO in five languages.
    Linking {
        /// Compare with the embedded parameters instead of writing them.
        #[arg(long)]
        check: bool,
        /// Only the curves from scores to confidence, in seconds.
        #[arg(long)]
        confidence: bool,
    },
}

/// Trains; false when `--check` finds other bytes.
pub(crate) fn run(train: &Train) -> Result<bool> {
    let Train::Linking { check, confidence } = train;
    let same = *confidence || linking(*check)?;
    if !same && !*check {
        println!("confidence: built on other forests; build and train once more for its curves");
        return Ok(true);
    }
    let curves = confidence::learn()?.write();
    println!("{} bytes", curves.len());
    let known = keep("confidence.tsv", curves.as_bytes(), *check)?;
    Ok((same && known) || !*check)
}

/// Whether the embedded file has these bytes; writes them unless this is a check.
fn keep(file: &str, bytes: &[u8], check: bool) -> Result<bool> {
    let file = data::root().join("crates/vocabulary/data").join(file);
    let known = std::fs::read(&file).is_ok_and(|known| known == bytes);
    println!("{}", if known { "as embedded" } else { "not as embedded" });
    if !check {
        std::fs::write(&file, bytes).with_context(|| format!("{}", file.display()))?;
    }
    Ok(known)
}

/// A file of parameters, and the ways in which its examples are made.
const SETS: [(&str, &[Way]); 2] = [
    ("linking.bin", &[Way::AllLanguages, Way::OneLanguage, Way::Alone]),
    ("linking-titles.bin", &[Way::FirstNames, Way::KnownGroups]),
];

/// What the corpus of an example has beside its labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// All other languages; groups are guessed.
    AllLanguages,
    /// One other language; groups are guessed.
    OneLanguage,
    /// Nothing; groups are guessed.
    Alone,
    /// One name per concept, and the groups: as an official list is.
    FirstNames,
    /// All names, and the groups: as a list with everyday names is.
    KnownGroups,
}

/// Trains the forests; whether they are as embedded.
fn linking(check: bool) -> Result<bool> {
    let library = data::library();
    let corpora = melo::corpora(&library)?;
    let parents = parents(&library)?;
    let mut same = true;
    for (file, ways) in SETS {
        println!("{file}");
        let started = Instant::now();
        let sets = make(&corpora, &parents, ways)?;
        println!("{} s for the examples", started.elapsed().as_secs());
        let bytes = learn_from(sets, &parents).write();
        println!("{} s with learning, {} bytes", started.elapsed().as_secs(), bytes.len());
        same &= keep(file, &bytes, check)?;
    }
    Ok(same)
}

type Set = (Index, Vec<Example>);

/// Every corpus in every way, on two threads; in the same order whoever does them.
fn make(
    corpora: &[melo::Corpus],
    parents: &BTreeMap<String, String>,
    ways: &[Way],
) -> Result<Vec<Set>> {
    let jobs: Vec<(usize, Way)> =
        (0..corpora.len()).flat_map(|at| ways.iter().map(move |way| (at, *way))).collect();
    let run = |parity: usize| {
        let jobs = jobs.iter().enumerate().filter(move |(at, _)| at % 2 == parity);
        jobs.map(|(_, (at, way))| examples(corpora, parents, *at, *way)).collect::<Result<Vec<_>>>()
    };
    let (first, second) = std::thread::scope(|scope| {
        let other = scope.spawn(|| run(1));
        (run(0), other.join())
    });
    let mut second = second.map_err(|_| anyhow::anyhow!("a thread stopped"))??.into_iter();
    Ok(first?.into_iter().flat_map(|set| [Some(set), second.next()]).flatten().collect())
}

fn learn_from(sets: Vec<Set>, parents: &BTreeMap<String, String>) -> Parameters {
    let (indexes, examples): (Vec<Index>, Vec<Vec<Example>>) = sets.into_iter().unzip();
    let mut all: Vec<(Example, &Index)> = Vec::new();
    for (index, examples) in indexes.iter().zip(examples) {
        all.extend(examples.into_iter().map(|example| (example, index)));
    }
    tell(&all);
    for index in &indexes {
        println!("{}", placed(index, parents));
    }
    let learned = learn::learn(&all);
    for (name, forest) in [("occupations", &learned.occupations), ("groups", &learned.groups)] {
        let asked = learn::asked(forest);
        let asked: Vec<String> =
            asked.iter().take(15).map(|(name, count)| format!("{name} {count}")).collect();
        println!("{name}: {}", asked.join(", "));
    }
    learned
}

fn examples(
    corpora: &[melo::Corpus],
    parents: &BTreeMap<String, String>,
    at: usize,
    way: Way,
) -> Result<Set> {
    let corpus = &corpora[at];
    let others = corpora.iter().enumerate().filter(|(other, _)| *other != at);
    let also: Vec<OtherLanguage> = match way {
        Way::AllLanguages => others.map(|(_, other)| melo::other(other)).collect(),
        // The one other language is English, and for English German.
        Way::OneLanguage => {
            let one = if corpus.language == "en" { "de" } else { "en" };
            others.filter(|(_, other)| other.language == one).map(|(_, o)| melo::other(o)).collect()
        }
        _ => vec![],
    };
    let counts = match way {
        Way::AllLanguages | Way::FirstNames => Counts::FULL,
        _ => Counts::HALF,
    };
    let groups = matches!(way, Way::FirstNames | Way::KnownGroups).then(|| known(parents));
    let seed = u64::try_from(at * 10 + way as usize)?;
    let drawn = pairs::draw(&corpus.labels, parents, counts, seed, way == Way::FirstNames);
    pairs::ask(drawn, &also, groups.as_ref())
}

/// ESCO's own groups.
fn known(parents: &BTreeMap<String, String>) -> Groups {
    Groups { units: parents.values().cloned().collect(), parents: parents.clone() }
}

/// The group of each occupation, from ESCO's own table.
fn parents(library: &Path) -> Result<BTreeMap<String, String>> {
    let text = data::read(&library.join("taxonomy/esco/occupations.csv"))?;
    let mut rows = csv::rows(&text).into_iter();
    let head = rows.next().unwrap_or_default();
    let column = |name: &str| head.iter().position(|cell| cell == name);
    let (Some(address), Some(code)) = (column("ESCOURI"), column("ISCOGROUPCODE")) else {
        anyhow::bail!("occupations.csv lacks ESCOURI or ISCOGROUPCODE");
    };
    let found: BTreeMap<String, String> = rows
        .filter_map(|row| {
            let code = row.get(code)?;
            let group = format!("http://data.europa.eu/esco/isco/C{code}");
            Some((row.get(address)?.clone(), group))
        })
        .collect();
    ensure!(found.len() > 2_000, "occupations.csv has only {} rows", found.len());
    Ok(found)
}

/// How many occupations their words place in the group that ESCO gives them.
fn placed(index: &Index, parents: &BTreeMap<String, String>) -> String {
    let told: Vec<(Option<usize>, usize)> = (0..index.concept_count())
        .filter_map(|at| {
            let group = index.find(parents.get(index.concept(at))?)?;
            Some((index.parent(at), group))
        })
        .collect();
    let right = told.iter().filter(|(found, group)| *found == Some(*group)).count();
    format!("{right} of {} occupations placed in their own group", told.len())
}

fn tell(all: &[(Example, &Index)]) {
    for (name, kind) in [
        ("kept", Kind::Kept),
        ("without", Kind::Without),
        ("hard", Kind::Hard),
        ("group", Kind::Group),
    ] {
        let count = all.iter().filter(|(example, _)| example.kind == kind).count();
        println!("{name}: {count} examples with the right answer among the candidates");
    }
}
