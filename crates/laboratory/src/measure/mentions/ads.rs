//! Mentions in Swedish advertisements beside the words that another program found in them.
//!
//! The advertisements are cut off after a few hundred letters and the words are those of the whole,
//! so recall is told of the words that stand in what is left. The words are a machine's, not
//! people's: they say where two programs differ, not who is right.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::{Context, Result};
use serde_json::Value;
use vocabulary::analysis::{keys, tokens};
use vocabulary::{ConceptKind, Mention, Strength, Vocabulary};

use super::share;
use crate::data;
use crate::jobtech::{Half, imported};

/// How many of the advertisements may be looked at while choosing.
const TUNING: usize = 50;
/// How many disagreements are listed.
const LISTED: usize = 20;

/// An advertisement with the words found in it by another program.
pub(super) struct Ad {
    pub(super) text: String,
    occupations: Vec<String>,
    skills: Vec<String>,
    traits: usize,
}

/// What was counted for one kind of concept.
#[derive(Default)]
struct Counts {
    /// Words of the other program, and those of them that stand in the text.
    words: usize,
    standing: usize,
    found: usize,
    /// Different mentions of ours, and those that stand on a word of the other program.
    mentions: usize,
    shared: usize,
    differences: BTreeMap<(&'static str, String), usize>,
}

pub(super) fn run(half: Half, show: bool) -> Result<()> {
    let all = all()?;
    let (from, to) = match half {
        Half::Tuning => (0, TUNING),
        Half::Held => (TUNING, all.len()),
    };
    let ads = all.get(from..to).unwrap_or_default();
    let traits: usize = ads.iter().map(|ad| ad.traits).sum();
    println!("\n### Advertisements {}–{to}, {traits} words for traits left out\n", from + 1);
    let taxonomy = imported()?;
    let imported = Vocabulary::new(taxonomy.version, taxonomy.concepts)?;
    for (name, vocabulary) in [("embedded", Vocabulary::embedded()), ("JobTech", imported)] {
        let read: Vec<(&Ad, Vec<Mention>)> =
            ads.iter().map(|ad| (ad, vocabulary.mentions(&ad.text))).collect();
        if show {
            for (ad, mentions) in &read {
                print_lines(&ad.text, mentions);
            }
        }
        println!("**{name}**\n");
        compare(&read);
        strengths(&read);
    }
    Ok(())
}

fn compare(read: &[(&Ad, Vec<Mention>)]) {
    println!("| kind | words | in the excerpt | of them found | mentions | on a word |");
    println!("|---|--:|--:|--:|--:|--:|");
    let mut differences = vec![];
    for (kind, is_skill) in [("occupation", false), ("skill", true)] {
        let mut counts = Counts::default();
        for (ad, mentions) in read {
            let own: Vec<&Mention> =
                mentions.iter().filter(|m| (m.kind == ConceptKind::Skill) == is_skill).collect();
            counts.add(&ad.text, if is_skill { &ad.skills } else { &ad.occupations }, &own);
        }
        println!(
            "| {kind} | {} | {} | {} ({:.2}) | {} | {} ({:.2}) |",
            counts.words,
            counts.standing,
            counts.found,
            share(counts.found, counts.standing),
            counts.mentions,
            counts.shared,
            share(counts.shared, counts.mentions),
        );
        let named = counts.differences.into_iter();
        differences.extend(named.map(|((what, word), times)| (times, what, kind, word)));
    }
    differences.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.cmp(b)));
    let lines: Vec<String> = differences
        .into_iter()
        .take(LISTED)
        .map(|(times, what, kind, word)| format!("{word} ({kind} {what}, {times})"))
        .collect();
    println!("\nMost frequent disagreements: {}.\n", lines.join("; "));
}

impl Counts {
    fn add(&mut self, text: &str, words: &[String], mentions: &[&Mention]) {
        let mut ranges: Vec<Range<usize>> = vec![];
        for word in words {
            let places = places(text, word);
            self.words += 1;
            if places.is_empty() {
                continue;
            }
            self.standing += 1;
            if mentions.iter().any(|mention| places.iter().any(|place| meet(place, mention))) {
                self.found += 1;
            } else {
                *self.differences.entry(("missed", word.clone())).or_default() += 1;
            }
            ranges.extend(places);
        }
        let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
        for mention in mentions {
            if !seen.insert((mention.text.to_lowercase(), mention.label.clone())) {
                continue;
            }
            self.mentions += 1;
            if ranges.iter().any(|place| meet(place, mention)) {
                self.shared += 1;
            } else {
                let told = format!("«{}» as {}", mention.text.to_lowercase(), mention.label);
                *self.differences.entry(("only ours", told)).or_default() += 1;
            }
        }
    }
}

fn meet(place: &Range<usize>, mention: &Mention) -> bool {
    place.start < mention.end && mention.start < place.end
}

/// Where a word, in any of its forms, stands in a text.
fn places(text: &str, word: &str) -> Vec<Range<usize>> {
    let wanted: Vec<Vec<String>> = tokens(word).iter().map(|token| keys(&token.folded)).collect();
    if wanted.is_empty() {
        return vec![];
    }
    let found = tokens(text);
    let same = |token: &vocabulary::analysis::Token<'_>, wanted: &Vec<String>| {
        keys(&token.folded).iter().any(|key| wanted.contains(key))
    };
    found
        .windows(wanted.len())
        .filter(|run| run.iter().zip(&wanted).all(|(token, wanted)| same(token, wanted)))
        .filter_map(|run| Some(run.first()?.start..run.last()?.end))
        .collect()
}

fn strengths(read: &[(&Ad, Vec<Mention>)]) {
    let mentions = || read.iter().flat_map(|(_, mentions)| mentions);
    let of = |strength: Option<Strength>| {
        mentions().filter(|m| m.strength == strength && !m.negated).count()
    };
    println!(
        "Strength of {} mentions: {} demanded, {} welcomed, {} taught, {} not needed, {} not \
         said.\n",
        mentions().count(),
        of(Some(Strength::Must)),
        of(Some(Strength::Merit)),
        of(Some(Strength::Learn)),
        mentions().filter(|mention| mention.negated).count(),
        of(None),
    );
}

fn print_lines(text: &str, mentions: &[Mention]) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let here = mentions.iter().filter(|m| (at..at + line.len()).contains(&m.start));
        let told: Vec<String> = here
            .map(|mention| {
                let strength = match (mention.negated, mention.strength) {
                    (true, _) => "not needed",
                    (_, Some(Strength::Must)) => "demanded",
                    (_, Some(Strength::Merit)) => "welcomed",
                    (_, Some(Strength::Learn)) => "taught",
                    _ => "–",
                };
                format!("{} → {} ({strength})", mention.text, mention.label)
            })
            .collect();
        if !line.trim().is_empty() {
            println!("  {}\n    [{}]", line.trim(), told.join("; "));
        }
        at += line.len();
    }
    println!();
}

/// Every advertisement, in the order of the file.
pub(super) fn all() -> Result<Vec<Ad>> {
    let text = data::read(&data::library().join("ads/ads-2019-with-keywords.json"))?;
    let all: Value = serde_json::from_str(&text)?;
    let hits = all["hits"].as_array().context("ads-2019-with-keywords.json")?;
    Ok(hits.iter().map(ad).collect())
}

fn ad(hit: &Value) -> Ad {
    let text = |name: &str| hit[name].as_str().unwrap_or_default();
    let words = |name: &str| -> Vec<String> {
        let words = hit["detected_keywords"][name].as_array().into_iter().flatten();
        let words = words.filter_map(Value::as_str).filter(|word| *word != "unknown");
        let distinct: BTreeSet<&str> = words.collect();
        distinct.into_iter().map(str::to_owned).collect()
    };
    let body = Some(text("markup")).filter(|markup| !markup.is_empty()).unwrap_or(text("content"));
    Ad {
        text: format!("{}\n\n{}", text("header"), lines(body)),
        occupations: words("occupations"),
        skills: words("skills"),
        traits: words("traits").len(),
    }
}

/// The text of simple markup, a line for every element.
fn lines(markup: &str) -> String {
    let mut text = String::new();
    for part in markup.split('<') {
        match part.split_once('>') {
            Some((_, after)) => text.extend(["\n", after]),
            None => text.push_str(part),
        }
    }
    text.replace("&#13;", "\n").replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
}

#[cfg(test)]
mod tests {
    use super::{lines, places};

    #[test]
    fn a_word_is_found_in_any_of_its_forms() {
        let text = "Undersköterskor till palliativa vården. Undersköterska!";
        assert_eq!(places(text, "undersköterska"), [0..16, 42..57]);
        assert_eq!(places(text, "palliativ vård").len(), 1);
        assert!(places(text, "kock").is_empty());
    }

    #[test]
    fn every_element_is_a_line() {
        let text = lines("<document><header>Krav</header><paragraph>a &amp; b</paragraph>");
        assert_eq!(
            text.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>(),
            ["Krav", "a & b"]
        );
    }
}
