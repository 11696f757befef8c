//! Time and memory of reading: running text, suggestions while typing, loading.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use anyhow::Result;
use vocabulary::Vocabulary;

use super::{ads, share};
use crate::jobtech::{Half, imported, official, titles};

/// How many titles are typed, letter by letter.
const TITLES: usize = 200;
/// Seconds for which the advertisements are read over and over.
const READING: f64 = 3.0;

pub(super) fn run() -> Result<()> {
    println!("\n### Speed and size, in processor time of one core\n");
    println!(
        "| vocabulary | concepts | load ms | index MiB | kB/s of running text | ms per letter \
         typed, p50 | p95 | most |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|");
    let typed = typed()?;
    let texts: Vec<String> = ads::all()?.into_iter().map(|ad| ad.text).collect();
    let embedded = Vocabulary::embedded();
    let (version, concepts) = (embedded.version().clone(), embedded.concepts().to_vec());
    let taxonomy = imported()?;
    for (name, version, concepts) in
        [("embedded", version, concepts), ("JobTech", taxonomy.version, taxonomy.concepts)]
    {
        let count = concepts.len();
        let start = processor_seconds();
        let vocabulary = Vocabulary::new(version, concepts)?;
        vocabulary.prepare();
        let load = processor_seconds() - start;
        println!(
            "| {name} | {count} | {:.0} | {:.1} | {:.0} | {} |",
            load * 1000.0,
            share(vocabulary.bytes(), 1024 * 1024),
            kilobytes_per_second(&vocabulary, &texts),
            typing(&vocabulary, &typed),
        );
    }
    println!("\nLetters typed are timed on the wall: other work counts.");
    Ok(())
}

/// Every beginning, from two letters on, of some titles.
fn typed() -> Result<Vec<String>> {
    let titles = titles(&official()?, Half::Tuning)?;
    let step = (titles.len() / TITLES).max(1);
    let some = titles.iter().step_by(step).take(TITLES);
    Ok(some
        .flat_map(|title| {
            let ends = title.text.char_indices().skip(2).map(|(at, _)| at);
            let beginnings = ends.chain([title.text.len()]);
            beginnings
                .filter_map(|end| title.text.get(..end))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect())
}

fn kilobytes_per_second(vocabulary: &Vocabulary, texts: &[String]) -> f64 {
    let start = processor_seconds();
    let (mut bytes, mut found) = (0_usize, 0_usize);
    while processor_seconds() - start < READING {
        for text in texts {
            found += vocabulary.mentions(text).len();
            bytes += text.len();
        }
    }
    std::hint::black_box(found);
    share(bytes, 1000) / (processor_seconds() - start)
}

fn typing(vocabulary: &Vocabulary, typed: &[String]) -> String {
    let mut times: Vec<Duration> = typed
        .iter()
        .map(|text| {
            let start = Instant::now();
            std::hint::black_box(vocabulary.suggest(text, None, 8));
            start.elapsed()
        })
        .collect();
    times.sort();
    let at = |percent: usize| {
        let rank = (times.len() * percent).div_ceil(100).max(1);
        let time = times.get(rank - 1).copied().unwrap_or_default();
        format!("{:.2}", time.as_secs_f64() * 1000.0)
    };
    [at(50), at(95), at(100)].join(" | ")
}

/// Seconds of processor time that this process has used, in hundredths, where the system tells it
/// (the fourteenth and fifteenth words of `/proc/self/stat`); else seconds on the wall.
fn processor_seconds() -> f64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = || -> Option<f64> {
        let line = std::fs::read_to_string("/proc/self/stat").ok()?;
        let (_, after) = line.rsplit_once(')')?;
        let mut ticks = after.split_whitespace().skip(11).map(str::parse::<f64>);
        Some((ticks.next()?.ok()? + ticks.next()?.ok()?) / 100.0)
    };
    told().unwrap_or_else(|| START.elapsed().as_secs_f64())
}
