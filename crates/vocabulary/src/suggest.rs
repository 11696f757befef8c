//! From a title or a free text to concepts, best first, each with its reasons.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::codes::{ConceptId, Isco, Ssyk};
use serde::{Deserialize, Serialize};

use crate::analysis::{Token, is_function_word, is_stop_word, tokens};
use crate::calibration::confidences;
use crate::concept::{Concept, ConceptKind};
use crate::index::{Index, Side, Term, TermRole, TermWord};
use crate::quality::{Way, Word, fit, told, words};
use crate::vocabulary::Vocabulary;

/// How a word of the text led to a word of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum How {
    /// The same word.
    Exact,
    /// The same word in another form: «kockar», «kock».
    Inflection,
    /// The last parts of compounds agree: «verkstadssvetsare», «svetsare».
    CompoundHead,
    /// Another part of a compound agrees.
    CompoundPart,
    /// Nearly the same letters, or a compound written apart.
    Misspelling,
    /// A short form: «usk».
    Abbreviation,
    /// Another name, or a word that often stands near.
    Synonym,
    /// A skill in the text belongs to the occupation.
    RelatedSkill,
    /// The whole title is alike, by the linking engine.
    Likeness,
}

/// One part of a score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reason {
    /// The words of the text, as written.
    pub word: String,
    /// First byte of them in the text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The name they led to.
    pub term: String,
    /// In which way.
    pub how: How,
    /// What it adds to the score.
    pub points: f64,
}

/// A proposed concept. `score` is the sum of the reasons' points, between 0 and 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Suggestion {
    /// The concept.
    pub concept_id: ConceptId,
    /// Its label.
    pub label: String,
    /// Its kind.
    pub kind: ConceptKind,
    /// Its SSYK 2012 code.
    pub ssyk: Option<Ssyk>,
    /// Its ISCO-08 codes.
    pub isco: Vec<Isco>,
    /// 0 to 1.
    pub score: f64,
    /// The chance that it is right, from 0 to 1, as measured on titles; none for skills. See
    /// [`crate::calibration`].
    #[serde(default)]
    pub confidence: Option<f64>,
    /// What the score is made of, the most telling first.
    pub reasons: Vec<Reason>,
}

/// Points are whole ten-thousandths inside, so that parts always add up.
const FULL: u32 = 10_000;
/// Suggestions below this are noise.
const LEAST: u32 = 1_500;
/// What hints alone, without any part of a title, can reach.
const MOST_BY_HINTS: u32 = 6_000;
/// What skills in the text can add to an occupation.
const MOST_BY_SKILLS: u32 = 3_000;
/// Only the first words of a long text are read; an advertisement has 300 to 600.
const MOST_WORDS: usize = 1_200;

/// Texts with more telling words than this are no titles.
const MOST_TITLE_WORDS: usize = 6;
/// How many of the engine's concepts gain.
const LINKED: usize = 12;

/// From here on the words of a title leave no doubt.
const SURE: u32 = 7_500;

/// From here on the words of a sentence say enough by themselves.
const ENOUGH: u32 = 3_000;

/// What words and the whole title are worth beside each other.
struct Weights {
    /// Thousandths of what the words gave that stay.
    own: u32,
    /// Share of what is left that the likeliest can gain.
    most: f32,
    /// Share of that for anything that is alike.
    alike: f32,
}

/// Chosen on the tuning half of the Swedish titles and on the golden cases; see `docs/linking.md`.
const BESIDE: Weights = Weights { own: 1000, most: 0.2, alike: 0.1 };
const AHEAD: Weights = Weights { own: 500, most: 1.0, alike: 0.5 };

impl Weights {
    /// Points for a concept of which `left` are not given yet.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "0 ≤ points ≤ 10 000"
    )]
    fn gain(&self, left: u32, share: f32, likeness: f32) -> u32 {
        let sure = share.clamp(0.0, 1.0) * (1.0 - self.alike) + self.alike;
        (left as f32 * self.most * sure * likeness.clamp(0.0, 1.0)) as u32
    }
}

/// A reason before its text is cut out.
#[derive(Debug, Clone)]
struct Part {
    start: usize,
    end: usize,
    term: String,
    how: How,
    points: u32,
}

/// A word of the text that fits a word of a name.
#[derive(Debug, Clone, Copy)]
struct Hit<'a> {
    place: u16,
    word: usize,
    quality: u32,
    how: How,
    fit: Fit,
    /// What they have in common.
    key: &'a str,
}

/// Which parts of compounds a hit joins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// The last part of a name's word, from a word or a compound of the text.
    Head,
    /// A first part of a name's word, from a compound of the text.
    Part,
    /// A first part of a name's word, from a word of its own in the text.
    WordAsPart,
    /// Any other.
    Other,
}

/// A name with the points the text gives it.
struct Scored<'a> {
    term: &'a Term,
    parts: Vec<Part>,
    words: Vec<usize>,
    points: u32,
}

impl Vocabulary {
    /// Concepts that a title or a free text may mean, best first; of one kind, or of every kind.
    /// The order is total: score, then label, then id.
    pub fn suggest(&self, text: &str, kind: Option<ConceptKind>, limit: usize) -> Vec<Suggestion> {
        let mut found = tokens(text);
        found.truncate(MOST_WORDS);
        let words = words(self.index(), &found, 0);
        let mut parts = by_concept(self.index(), &words, found.len(), self.concepts().len());
        self.roll_down(&mut parts);
        self.add_skills(&mut parts);
        self.roll_up(&mut parts);
        if kind != Some(ConceptKind::Skill) {
            self.add_likeness(text, &found, &mut parts);
        }
        let mut ranked: Vec<(u32, &Concept, Vec<Part>)> = parts
            .into_iter()
            .filter_map(|(at, parts)| Some((total(&parts), self.at(at)?, parts)))
            .filter(|(points, concept, _)| {
                *points >= LEAST && kind.is_none_or(|kind| concept.kind == kind)
            })
            .collect();
        ranked.sort_by(|(points, one, _), (others, other, _)| {
            others.cmp(points).then_with(|| (&one.label, &one.id).cmp(&(&other.label, &other.id)))
        });
        let scores: Vec<(ConceptKind, f64)> =
            ranked.iter().map(|(points, concept, _)| (concept.kind, as_share(*points))).collect();
        let all = ranked.into_iter().zip(confidences(&scores, limit));
        all.map(|((_, concept, parts), confidence)| suggestion(text, concept, parts, confidence))
            .collect()
    }

    /// Occupations also gain from skills in the text that belong to their group.
    fn add_skills(&self, found: &mut BTreeMap<usize, Vec<Part>>) {
        let mut gains: BTreeMap<usize, Vec<Part>> = BTreeMap::new();
        for (at, parts) in &*found {
            let strong = self.at(*at).is_some_and(|c| c.kind == ConceptKind::Skill)
                && total(parts) >= MOST_BY_HINTS;
            let groups = if strong { self.groups_of_skill(*at) } else { &[] };
            let Some(best) = parts.first().filter(|_| !groups.is_empty()) else { continue };
            // A skill of many groups says little about any of them.
            let spread = u32::try_from(groups.len()).unwrap_or(u32::MAX).max(3);
            let points = total(parts) * 9 / 10 / spread;
            for group in groups {
                let ssyk = self.at(*group).and_then(|concept| concept.ssyk.as_ref());
                for place in ssyk.into_iter().flat_map(|ssyk| self.places_of(ssyk)) {
                    let part = Part { points, how: How::RelatedSkill, ..best.clone() };
                    gains.entry(*place).or_default().push(part);
                }
            }
        }
        for (place, mut parts) in gains {
            parts.sort_by(|one, other| {
                (other.points, &one.term, one.start).cmp(&(one.points, &other.term, other.start))
            });
            cap(&mut parts, MOST_BY_SKILLS);
            let all = found.entry(place).or_default();
            all.extend(parts);
            cap(all, FULL);
        }
    }

    /// Lets the linking engine read a title as a whole. Where the words leave no doubt, what it
    /// finds likely gains a little; where they do, the engine orders and the words explain.
    fn add_likeness(
        &self,
        text: &str,
        tokens: &[Token<'_>],
        found: &mut BTreeMap<usize, Vec<Part>>,
    ) {
        let is_telling =
            |token: &&Token<'_>| !is_stop_word(&token.folded) && !is_function_word(&token.folded);
        let telling: Vec<&Token<'_>> = tokens.iter().filter(is_telling).collect();
        let (Some(first), Some(last)) = (telling.first(), telling.last()) else { return };
        if telling.len() > MOST_TITLE_WORDS {
            return;
        }
        let most = found.values().map(|parts| total(parts)).max().unwrap_or(0);
        let is_sentence = telling.len() < tokens.len();
        if is_sentence && most >= ENOUGH {
            return;
        }
        let weights = if is_sentence || most >= SURE { BESIDE } else { AHEAD };
        for parts in found.values_mut().filter(|_| weights.own < 1000) {
            *parts = scaled(parts, weights.own);
        }
        let words: Vec<&str> =
            telling.iter().filter_map(|token| text.get(token.start..token.end)).collect();
        for linked in self.linked(&words.join(" ")).into_iter().take(LINKED) {
            let own = found.entry(linked.place).or_default();
            let left = FULL.saturating_sub(total(own));
            let points = weights.gain(left, linked.share, linked.likeness);
            if points > 0 {
                own.push(Part {
                    start: first.start,
                    end: last.end,
                    term: linked.concept.label.clone(),
                    how: How::Likeness,
                    points,
                });
            }
        }
    }

    /// Where the text names the group, each of its occupations is likely too: JobTech has the
    /// group «Lastbilsförare m.fl.» but no such occupation.
    fn roll_down(&self, found: &mut BTreeMap<usize, Vec<Part>>) {
        let named: Vec<(usize, Vec<Part>)> = found
            .iter()
            .filter(|(_, parts)| total(parts) >= MOST_BY_HINTS)
            .map(|(at, parts)| (*at, scaled(parts, 600)))
            .collect();
        for (at, lent) in named {
            let group = self.at(at).filter(|c| c.kind == ConceptKind::OccupationGroup);
            let Some(ssyk) = group.and_then(|concept| concept.ssyk.as_ref()) else { continue };
            for place in self.places_of(ssyk).iter().filter(|place| **place != at) {
                let own = found.entry(*place).or_default();
                if total(own) < total(&lent) {
                    let little = scaled(own, 100);
                    own.clone_from(&lent);
                    own.extend(little);
                }
            }
        }
    }

    /// A group is at least nearly as likely as its likeliest occupation.
    fn roll_up(&self, found: &mut BTreeMap<usize, Vec<Part>>) {
        let mut best: BTreeMap<usize, Vec<Part>> = BTreeMap::new();
        for (at, parts) in &*found {
            let Some(concept) = self.at(*at) else { continue };
            let Some(ssyk) =
                concept.ssyk.as_ref().filter(|_| concept.kind == ConceptKind::Occupation)
            else {
                continue;
            };
            let Some(group) = self.group_place(ssyk) else { continue };
            let lent = scaled(parts, 970);
            let known = best.entry(group).or_default();
            if total(&lent) > total(known) {
                *known = lent;
            }
        }
        for (group, lent) in best {
            let own = found.entry(group).or_default();
            if total(&lent) > total(own) {
                *own = lent;
            }
        }
    }

    fn group_place(&self, ssyk: &Ssyk) -> Option<usize> {
        self.places_of(ssyk)
            .iter()
            .copied()
            .find(|at| self.at(*at).is_some_and(|c| c.kind == ConceptKind::OccupationGroup))
    }
}

/// The parts of every concept that any name of speaks for.
fn by_concept(
    index: &Index,
    words: &[Word],
    length: usize,
    concepts: usize,
) -> BTreeMap<usize, Vec<Part>> {
    let rarities: Vec<u32> = words.iter().map(|w| index.rarity(&w.folded, concepts)).collect();
    let mut by_concept: HashMap<usize, Vec<Scored<'_>>> = HashMap::new();
    for (at, hits) in hits(index, words) {
        let Some(term) = index.term(at) else { continue };
        let scored = score(term, &hits, words, &rarities, length);
        by_concept.entry(term.concept).or_default().push(scored);
    }
    by_concept.into_iter().map(|(concept, scored)| (concept, combined(scored))).collect()
}

fn hits<'a>(index: &Index, words: &'a [Word]) -> HashMap<u32, Vec<Hit<'a>>> {
    let mut hits: HashMap<u32, Vec<Hit<'a>>> = HashMap::new();
    let mut seen: HashSet<&str> = HashSet::new();
    for (at, word) in words.iter().enumerate() {
        if !seen.insert(&word.folded) {
            continue;
        }
        for reading in &word.readings {
            for posting in index.postings(&reading.key) {
                let Some(term) = index.term(posting.term) else { continue };
                let Some(theirs) = term.words.get(usize::from(posting.word)) else { continue };
                let exact = theirs.folded == word.folded;
                let Some((quality, how)) = fit(reading, posting, exact) else { continue };
                let weak = match term.role {
                    TermRole::Keyword => quality < 600,
                    _ => posting.side != Side::Whole && is_stop_word(&word.folded),
                };
                if !weak {
                    hits.entry(posting.term).or_default().push(Hit {
                        place: posting.word,
                        word: at,
                        quality,
                        how: told(how, term.role),
                        key: &reading.key,
                        fit: match (reading.way, posting.side) {
                            (Way::Head | Way::Whole, Side::Head) => Fit::Head,
                            (Way::Part, Side::Part) => Fit::Part,
                            (Way::Whole, Side::Part) => Fit::WordAsPart,
                            _ => Fit::Other,
                        },
                    });
                }
            }
        }
    }
    hits
}

fn score<'a>(
    term: &'a Term,
    hits: &[Hit<'_>],
    words: &[Word],
    rarities: &[u32],
    length: usize,
) -> Scored<'a> {
    let mut chosen: Vec<(u32, Hit<'_>)> = Vec::new();
    for (place, word) in term.words.iter().enumerate() {
        let here = || hits.iter().filter(move |hit| usize::from(hit.place) == place);
        let best = here().max_by_key(|hit| (hit.quality, std::cmp::Reverse(hit.word), hit.how));
        let Some(best) = best else { continue };
        chosen.push((word.weight, *best));
        // Compounds whose last parts agree are closer when their first parts agree too, whether
        // in one word («skogsmaskinoperatör») or beside it («säljare av försäkringar»).
        let more = here().filter(|hit| best.fit == Fit::Head && joins(best, hit));
        if let Some(more) = more.max_by_key(|hit| (hit.quality, std::cmp::Reverse(hit.word))) {
            let (quality, most) = match more.fit {
                Fit::WordAsPart => (450, 950u32),
                _ => (more.quality, 900),
            };
            let quality = quality.min(most.saturating_sub(best.quality));
            chosen.push((word.weight, Hit { quality, ..*more }));
        }
    }
    let mut factor = factor(&chosen, words, rarities, length, term.words.len());
    let main = |(place, word): (usize, &TermWord)| word.main.then_some(place);
    let main = term.words.iter().enumerate().find_map(main);
    if main.is_some_and(|main| !hits.iter().any(|hit| usize::from(hit.place) == main)) {
        // What only narrows a name does not name it.
        factor /= 2;
    }
    let worth = u64::from(term.role.worth()) * u64::from(factor);
    let mut parts: Vec<Part> = chosen
        .iter()
        .filter_map(|(weight, hit)| {
            let word = words.get(hit.word)?;
            // thousandths⁴ to ten-thousandths
            let points = u64::from(*weight) * u64::from(hit.quality) * worth / 100_000_000;
            Some(Part {
                start: word.start,
                end: word.end,
                term: term.text.clone(),
                how: hit.how,
                points: u32::try_from(points).unwrap_or(FULL),
            })
        })
        .filter(|part| part.points > 0)
        .collect();
    parts.sort_by_key(|part| (std::cmp::Reverse(part.points), part.start, part.how));
    let words = chosen.iter().map(|(_, hit)| hit.word).collect();
    Scored { term, points: total(&parts), parts, words }
}

/// Whether a hit on a first part completes a hit on the last part of the same word.
fn joins(head: &Hit<'_>, part: &Hit<'_>) -> bool {
    if head.key.contains(part.key) {
        // The part lies inside the last part: «sjuk» in «djur-sjukskötare».
        return false;
    }
    match part.fit {
        Fit::Part => part.word == head.word,
        Fit::WordAsPart => part.word != head.word,
        Fit::Head | Fit::Other => false,
    }
}

/// Thousandths: less for a name that leaves much of a short text unsaid, that comes late in the
/// text, or whose words stand far apart.
fn factor(
    chosen: &[(u32, Hit<'_>)],
    words: &[Word],
    rarities: &[u32],
    length: usize,
    size: usize,
) -> u32 {
    let mut used: Vec<usize> = chosen.iter().map(|(_, hit)| hit.word).collect();
    used.sort_unstable();
    used.dedup();
    let weight = |places: &[usize]| -> u32 { places.iter().filter_map(|p| rarities.get(*p)).sum() };
    let mut heaviest = rarities.to_vec();
    heaviest.sort_unstable_by(|one, other| other.cmp(one));
    heaviest.truncate(4);
    let asked = heaviest.iter().sum::<u32>().max(1);
    let covered = (weight(&used) * 1000 / asked).min(1000);
    let place = |word: &usize| words.get(*word).map_or(0, |w| w.first);
    let first = used.iter().map(place).min().unwrap_or(0);
    let last = used.iter().map(place).max().unwrap_or(0);
    let late = u32::try_from(first * 40 / length.max(1)).unwrap_or(40);
    let apart = if last - first > size + 4 { 700 } else { 1000 };
    (850 + 150 * covered / 1000) * (1000 - late) / 1000 * apart / 1000
}

/// The best name counts in full; other names that other words speak for add a little.
fn combined(mut scored: Vec<Scored<'_>>) -> Vec<Part> {
    scored.sort_by(|one, other| {
        (other.points, one.term.role, &one.term.text).cmp(&(
            one.points,
            other.term.role,
            &other.term.text,
        ))
    });
    let mut parts: Vec<Part> = Vec::new();
    let mut used: Vec<usize> = Vec::new();
    let mut named = false;
    for one in scored {
        if one.words.iter().all(|word| used.contains(word)) && !parts.is_empty() {
            continue;
        }
        let hint = one.term.role == TermRole::Keyword;
        let share = match (parts.is_empty(), hint) {
            (true, _) => 1000,
            (false, true) => 300,
            (false, false) => 100,
        };
        named |= !hint;
        used.extend(&one.words);
        parts.extend(scaled(&one.parts, share));
    }
    cap(&mut parts, if named { FULL } else { MOST_BY_HINTS });
    parts
}

fn total(parts: &[Part]) -> u32 {
    parts.iter().map(|part| part.points).sum()
}

fn scaled(parts: &[Part], thousandths: u32) -> Vec<Part> {
    let scale = |part: &Part| Part { points: part.points * thousandths / 1000, ..part.clone() };
    parts.iter().map(scale).filter(|part| part.points > 0).collect()
}

/// Cuts the last parts so that the sum is at most `most`.
fn cap(parts: &mut Vec<Part>, most: u32) {
    let mut left = most;
    for part in &mut *parts {
        part.points = part.points.min(left);
        left -= part.points;
    }
    parts.retain(|part| part.points > 0);
}

fn as_share(points: u32) -> f64 {
    f64::from(points) / f64::from(FULL)
}

fn suggestion(
    text: &str,
    concept: &Concept,
    parts: Vec<Part>,
    confidence: Option<f64>,
) -> Suggestion {
    let score = as_share(total(&parts));
    let mut reasons: Vec<Reason> = parts.into_iter().map(|part| reason(text, part)).collect();
    reasons.sort_by(|one, other| {
        other.points.total_cmp(&one.points).then_with(|| one.start.cmp(&other.start))
    });
    Suggestion {
        concept_id: concept.id.clone(),
        label: concept.label.clone(),
        kind: concept.kind,
        ssyk: concept.ssyk.clone(),
        isco: concept.isco.clone(),
        score,
        confidence,
        reasons,
    }
}

fn reason(text: &str, part: Part) -> Reason {
    Reason {
        word: text.get(part.start..part.end).unwrap_or("").to_owned(),
        start: part.start,
        end: part.end,
        term: part.term,
        how: part.how,
        points: as_share(part.points),
    }
}
