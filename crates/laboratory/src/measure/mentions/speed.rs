//! Time and memory of reading: running text, suggestions while typing, loading.

use std::time::{Duration, Instant};

use anyhow::Result;
use vocabulary::Vocabulary;

use super::ads;
use crate::jobtech::{Half, imported, official, titles};

/// How many titles are typed, letter by letter.
const TITLES: usize = 200;
/// How long the advertisements are read over and over.
const READING: Duration = Duration::from_secs(3);

pub(super) fn run() -> Result<()> {
    println!("\n### Speed and size, on one core\n");
    println!(
        "| vocabulary | concepts | load ms | memory MiB | kB/s of running text | ms per letter typed, p50 | p95 | most |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|");
    let typed = typed()?;
    let texts: Vec<String> = ads::all()?.into_iter().map(|ad| ad.text).collect();
    let embedded = Vocabulary::embedded();
    let concepts = embedded.concepts().to_vec();
    let version = embedded.version().clone();
    let taxonomy = imported()?;
    for (name, version, concepts) in
        [("embedded", version, concepts), ("JobTech", taxonomy.version, taxonomy.concepts)]
    {
        let count = concepts.len();
        let before = resident();
        let start = Instant::now();
        let vocabulary = Vocabulary::new(version, concepts)?;
        vocabulary.prepare();
        let load = start.elapsed();
        // The concepts themselves are counted too: they were there before and are kept.
        let memory = resident().zip(before).map(|(after, before)| after.saturating_sub(before));
        let memory = memory.map_or("–".to_owned(), |kib| (kib / 1024).to_string());
        println!(
            "| {name} | {count} | {:.0} | {memory} | {:.0} | {} |",
            load.as_secs_f64() * 1000.0,
            kilobytes_per_second(&vocabulary, &texts),
            typing(&vocabulary, &typed),
        );
    }
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
    let start = Instant::now();
    let (mut bytes, mut found) = (0_usize, 0_usize);
    while start.elapsed() < READING {
        for text in texts {
            found += vocabulary.mentions(text).len();
            bytes += text.len();
        }
    }
    std::hint::black_box(found);
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
    let bytes = bytes as f64;
    bytes / 1000.0 / start.elapsed().as_secs_f64()
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

/// Memory of this process in KiB, where the system tells it.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
