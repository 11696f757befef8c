//! MELO, the official label-level measures, in five languages.

use std::time::Instant;

use anyhow::Result;
use vocabulary::linking::{Linker, Order, OtherLanguage, Prior};

use super::peers;
use super::score::{MEASURES, Scores, figure, judge, mean, paired, row};
use crate::melo::{Corpus, Queries, SETS, corpora, other, queries};
use crate::{csv, data};

pub(crate) fn run(alone: bool, only: &[String]) -> Result<()> {
    let library = data::library();
    let corpora = corpora(&library)?;
    let published = data::read(&library.join("matching/melo_published_results.tsv"))?;
    for (at, (language, folder)) in SETS.iter().enumerate() {
        if !only.is_empty() && !only.iter().any(|wanted| wanted == language) {
            continue;
        }
        let asked = queries(&library, folder)?;
        println!("\n### {language}: {} queries, {folder}\n", asked.ids.len());
        println!("| method | {} | ms a query |", MEASURES.join(" | "));
        println!("|---|{}", "--:|".repeat(MEASURES.len() + 1));
        let ours = own(&corpora, at, &asked)?;
        if !alone {
            compare(&corpora[at], &asked, &ours)?;
            tell_published(&published, folder);
        }
    }
    Ok(())
}

/// Prints our rows; hands out the one with one label per concept first.
fn own(corpora: &[Corpus], at: usize, asked: &Queries) -> Result<Vec<Scores>> {
    let labels = &corpora[at].labels;
    let others = corpora.iter().enumerate().filter(|(other, _)| *other != at);
    let also: Vec<OtherLanguage> = others.map(|(_, corpus)| other(corpus)).collect();
    let started = Instant::now();
    let mut linker = Linker::new(labels.clone(), &also, Prior::FINE)?;
    let built = started.elapsed();
    let mut first = vec![];
    for (name, prior, order) in [
        ("Samkraft, `concept`", Prior::FINE, Order::Concept),
        ("Samkraft, `label`", Prior::FINE, Order::Label),
        ("Samkraft, `group`", Prior::FINE, Order::Group),
        ("Samkraft, `concept`, coarse prior", Prior::COARSE, Order::Concept),
        ("Samkraft, `label`, coarse prior", Prior::COARSE, Order::Label),
    ] {
        linker = linker.with_prior(prior);
        let scores = ask(&linker, order, name, asked);
        if first.is_empty() {
            first = scores;
        }
    }
    let alone = Linker::new(labels.clone(), &[], Prior::FINE)?;
    ask(&alone, Order::Concept, "Samkraft, `concept`, no other language", asked);
    println!(
        "\nIndex: {} MiB with four other languages, built in {} ms; {} MiB alone.",
        linker.index().bytes() / 1024 / 1024,
        built.as_millis(),
        alone.index().bytes() / 1024 / 1024,
    );
    Ok(first)
}

fn ask(linker: &Linker, order: Order, name: &str, asked: &Queries) -> Vec<Scores> {
    let started = Instant::now();
    let scores: Vec<Scores> = asked
        .texts
        .iter()
        .zip(&asked.answers)
        .map(|(text, right)| {
            let ranked = linker.rank(text, order, 100);
            let list: Vec<&str> = ranked.iter().map(|row| row.label).collect();
            judge(&list, right)
        })
        .collect();
    print_row(name, &scores, started.elapsed().as_secs_f64());
    scores
}

fn print_row(name: &str, scores: &[Scores], seconds: f64) {
    #[expect(clippy::cast_precision_loss, reason = "a few thousand queries")]
    let each = seconds * 1000.0 / scores.len().max(1) as f64;
    println!("{} {each:.2} |", row(name, &mean(scores)));
}

fn compare(corpus: &Corpus, asked: &Queries, ours: &[Scores]) -> Result<()> {
    let labels: Vec<(&str, &str)> =
        corpus.labels.iter().map(|label| (label.id.as_str(), label.text.as_str())).collect();
    let queries: Vec<(&str, &str)> =
        asked.ids.iter().zip(&asked.texts).map(|(id, text)| (id.as_str(), text.as_str())).collect();
    println!("\n| peer in the same run | {} | ms a query |", MEASURES.join(" | "));
    println!("|---|{}", "--:|".repeat(MEASURES.len() + 1));
    let mut differences = vec![];
    for peer in peers::ask(&labels, &queries)? {
        let scores: Vec<Scores> = asked
            .ids
            .iter()
            .zip(&asked.answers)
            .map(|(id, right)| {
                let list = peer.lists.get(id).map(Vec::as_slice).unwrap_or_default();
                judge(&list.iter().map(String::as_str).collect::<Vec<_>>(), right)
            })
            .collect();
        print_row(&peer.name, &scores, peer.seconds);
        let (mean, low, high) = paired(ours, &scores, 0);
        differences.push(format!("{} {mean:+.3} [{low:+.3}, {high:+.3}]", peer.name));
    }
    println!(
        "\nMRR of `concept` less that of the peer, 95 % interval of the same queries: {}.",
        differences.join("; ")
    );
    Ok(())
}

fn tell_published(published: &str, folder: &str) {
    println!("\n| published (MELO 2024) | {} |", MEASURES.join(" | "));
    println!("|---|{}", "--:|".repeat(MEASURES.len()));
    let mut best = [0.0_f64; 7];
    for row in csv::tabbed(published).into_iter().filter(|row| row[0] == folder) {
        let cells: Vec<f64> = row.iter().skip(2).filter_map(|cell| cell.parse().ok()).collect();
        for (best, cell) in best.iter_mut().zip(&cells) {
            *best = best.max(*cell);
        }
        let cells: Vec<String> = cells.into_iter().map(figure).collect();
        println!("| {} | {} |", row[1], cells.join(" | "));
    }
    println!("{}", row("best of each column", &best));
}
