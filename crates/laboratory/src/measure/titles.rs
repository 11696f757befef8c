//! Real Swedish titles to occupations and groups of JobTech Taxonomy. The index holds official
//! names only. A fixed half of the titles was looked at while choosing; the other is reported.

use std::time::Instant;

use anyhow::Result;
use vocabulary::{ConceptKind, Vocabulary};

use super::{peers, reliability};
use crate::jobtech::{Half, Title, code, official, titles};

/// Hits among the first one and the first five, of occupations and of groups.
#[derive(Default, Clone, Copy)]
struct Hits([u32; 4]);

pub(crate) fn run(alone: bool, half: Half) -> Result<()> {
    let vocabulary = official()?;
    let titles = titles(&vocabulary, half)?;
    println!("\n### Swedish titles: {} of the {half:?} half\n", titles.len());
    println!("| method | occupation A@1 | A@5 | SSYK A@1 | A@5 | ms a query |");
    println!("|---|--:|--:|--:|--:|--:|");
    let _ = vocabulary.linked("kock");
    measure("Samkraft, engine alone", &titles, &vocabulary, |text| {
        let found = vocabulary.linked(text).into_iter();
        found.map(|linked| linked.concept.id.0.clone()).collect()
    });
    measure("Samkraft, as suggested in the product", &titles, &vocabulary, |text| {
        let found = vocabulary.suggest(text, None, 20).into_iter();
        found.filter(|one| one.kind != ConceptKind::Skill).map(|one| one.concept_id.0).collect()
    });
    if !alone {
        compare(&vocabulary, &titles)?;
    }
    reliability::run(&vocabulary, &titles);
    Ok(())
}

/// Prints what the peers find for the same titles.
fn compare(vocabulary: &Vocabulary, titles: &[Title]) -> Result<()> {
    let concepts: Vec<(&str, &str)> = vocabulary
        .concepts()
        .iter()
        .filter(|concept| concept.kind == ConceptKind::Occupation)
        .map(|concept| (concept.id.0.as_str(), concept.label.as_str()))
        .collect();
    let numbers: Vec<String> = (0..titles.len()).map(|at| at.to_string()).collect();
    let queries: Vec<(&str, &str)> =
        numbers.iter().zip(titles).map(|(id, title)| (id.as_str(), title.text.as_str())).collect();
    for peer in peers::ask(&concepts, &queries)? {
        let mut hits = Hits::default();
        for (number, title) in numbers.iter().zip(titles) {
            let list = peer.lists.get(number).cloned().unwrap_or_default();
            hits.count(title, &list, vocabulary);
        }
        hits.print(&peer.name, titles.len(), peer.seconds);
    }
    Ok(())
}

fn measure(
    name: &str,
    titles: &[Title],
    vocabulary: &Vocabulary,
    ask: impl Fn(&str) -> Vec<String>,
) {
    let started = Instant::now();
    let mut hits = Hits::default();
    for title in titles {
        hits.count(title, &ask(&title.text), vocabulary);
    }
    hits.print(name, titles.len(), started.elapsed().as_secs_f64());
}

impl Hits {
    fn count(&mut self, title: &Title, list: &[String], vocabulary: &Vocabulary) {
        let concept = |id: &String| vocabulary.get(&domain::codes::ConceptId(id.clone()));
        let kind = |id: &&String| concept(id).is_some_and(|c| c.kind == ConceptKind::Occupation);
        let occupations: Vec<&String> = list.iter().filter(kind).collect();
        let mut groups: Vec<String> = vec![];
        for code in list.iter().filter_map(|id| code(concept(id)?)) {
            if !groups.contains(&code) {
                groups.push(code);
            }
        }
        for (place, depth) in [(0, 1), (1, 5)] {
            let hit = occupations.iter().take(depth).any(|id| title.occupations.contains(*id));
            self.0[place] += u32::from(hit);
            let hit = groups.iter().take(depth).any(|code| title.groups.contains(code));
            self.0[place + 2] += u32::from(hit);
        }
    }

    fn print(self, name: &str, count: usize, seconds: f64) {
        #[expect(clippy::cast_precision_loss, reason = "a few thousand titles")]
        let count = count.max(1) as f64;
        let cells: Vec<String> =
            self.0.iter().map(|hits| super::score::figure(f64::from(*hits) / count)).collect();
        println!("| {name} | {} | {:.2} |", cells.join(" | "), seconds * 1000.0 / count);
    }
}
