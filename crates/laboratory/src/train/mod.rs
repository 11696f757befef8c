//! Training: embedded parameters, built from label files and nothing else.

mod learn;
mod pairs;
mod random;
mod trees;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use clap::Subcommand;
use vocabulary::linking::{Index, OtherLanguage};

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
    },
}

/// Trains; false when `--check` finds other bytes.
pub(crate) fn run(train: &Train) -> Result<bool> {
    let Train::Linking { check } = train;
    linking(*check)
}

fn linking(check: bool) -> Result<bool> {
    let library = data::library();
    let corpora = melo::corpora(&library)?;
    let parents = parents(&library)?;
    let started = Instant::now();
    let jobs: Vec<(usize, usize)> =
        (0..corpora.len()).flat_map(|corpus| (0..3).map(move |way| (corpus, way))).collect();
    let (mut first, mut second) = (vec![], vec![]);
    std::thread::scope(|scope| -> Result<()> {
        let run = |parity: usize| {
            let jobs = jobs.iter().enumerate().filter(move |(at, _)| at % 2 == parity);
            jobs.map(|(_, job)| examples(&corpora, &parents, *job)).collect::<Result<Vec<_>>>()
        };
        let other = scope.spawn(move || run(1));
        first = run(0)?;
        second = other.join().map_err(|_| anyhow::anyhow!("a thread stopped"))??;
        Ok(())
    })?;
    // In the order of the jobs, whoever did them.
    let mut second = second.into_iter();
    let sets: Vec<(Index, Vec<Example>)> =
        first.into_iter().flat_map(|set| [Some(set), second.next()]).flatten().collect();
    println!("{} s for the examples", started.elapsed().as_secs());
    let mut all: Vec<(Example, &Index)> = Vec::new();
    let (indexes, examples): (Vec<Index>, Vec<Vec<Example>>) = sets.into_iter().unzip();
    for (index, examples) in indexes.iter().zip(examples) {
        all.extend(examples.into_iter().map(|example| (example, index)));
    }
    tell(&all);
    let learned = learn::learn(&all);
    println!("{} s with learning", started.elapsed().as_secs());
    for (name, forest) in [("occupations", &learned.occupations), ("groups", &learned.groups)] {
        let asked = learn::asked(forest);
        let asked: Vec<String> =
            asked.iter().take(15).map(|(name, count)| format!("{name} {count}")).collect();
        println!("{name}: {}", asked.join(", "));
    }
    let bytes = learned.write();
    let file = data::root().join("crates/vocabulary/data/linking.bin");
    let same = std::fs::read(&file).is_ok_and(|known| known == bytes);
    println!("{} bytes, {}", bytes.len(), if same { "as embedded" } else { "not as embedded" });
    if !check {
        std::fs::write(&file, bytes).with_context(|| format!("{}", file.display()))?;
    }
    Ok(same || !check)
}

/// With all other languages, with one, and with none: all three must work.
fn examples(
    corpora: &[melo::Corpus],
    parents: &BTreeMap<String, String>,
    (at, way): (usize, usize),
) -> Result<(Index, Vec<Example>)> {
    let corpus = &corpora[at];
    let others = corpora.iter().enumerate().filter(|(other, _)| *other != at);
    let also: Vec<OtherLanguage> = match way {
        0 => others.map(|(_, other)| melo::other(other)).collect(),
        // The one other language is English, and for English German.
        1 => {
            let one = if corpus.language == "en" { "de" } else { "en" };
            others.filter(|(_, other)| other.language == one).map(|(_, o)| melo::other(o)).collect()
        }
        _ => vec![],
    };
    let counts = if way == 0 { Counts::FULL } else { Counts::HALF };
    let seed = u64::try_from(at * 10 + way)?;
    pairs::examples(&corpus.labels, &also, parents, counts, seed)
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
