//! Occupations and skills inside running text, with the bytes they stand at.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use domain::codes::{ConceptId, Isco, Ssyk};
use serde::{Deserialize, Serialize};

use crate::analysis::{Token, is_stop_word, keys, tokens};
use crate::concept::{Concept, ConceptKind};
use crate::cues::Cues;
use crate::index::{Index, Posting, Side, Term, TermRole, one_slip};
use crate::quality::{Reading, Way, Word, fit, told, words};
use crate::suggest::{How, Reason};
use crate::vocabulary::Vocabulary;

/// How much the text wants what it mentions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Strength {
    /// A requirement.
    Must,
    /// An advantage.
    Merit,
    /// It can be learned there.
    Learn,
}

/// A concept found in running text. `start..end` are UTF-8 byte offsets of the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Mention {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The words as written.
    pub text: String,
    /// Occupation or skill.
    pub kind: ConceptKind,
    /// The concept.
    pub concept_id: ConceptId,
    /// Its label.
    pub label: String,
    /// Its SSYK 2012 code.
    pub ssyk: Option<Ssyk>,
    /// Its ISCO-08 codes.
    pub isco: Vec<Isco>,
    /// 0 to 1.
    pub score: f64,
    /// True when the text says that it is not needed: «inget krav på».
    pub negated: bool,
    /// How much it is wanted, where the text says so.
    pub strength: Option<Strength>,
    /// What the score is made of.
    pub reasons: Vec<Reason>,
}

/// Words that are names of concepts and, in running text, nearly always something else. True:
/// they count where the text demands or welcomes something («svenska» is often no language).
static GENERIC: LazyLock<HashMap<&'static str, bool>> = LazyLock::new(|| {
    let lines = include_str!("../data/generic.txt").lines();
    let words = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    words.map(|word| word.strip_prefix('?').map_or((word, false), |word| (word, true))).collect()
});

/// Below this, in ten-thousandths, a resemblance is not called a mention.
const LEAST: u32 = 6_000;

/// Shorter words are too often one slip from something else.
const LEAST_MISSPELT: usize = 9;

/// A name found at a run of tokens.
struct Found<'a> {
    first: usize,
    last: usize,
    concept: &'a Concept,
    term: &'a Term,
    /// Words of the label that stand anywhere in the text.
    support: usize,
    points: u32,
    parts: Vec<(usize, usize, How, u32)>,
}

impl Vocabulary {
    /// Occupations and skills in running text, in the order of the text and without overlaps:
    /// where several fit, the longest is kept, then the best.
    pub fn mentions(&self, text: &str) -> Vec<Mention> {
        let found = tokens(text);
        let words = words(self.index(), &found, LEAST_MISSPELT);
        let cues = Cues::read(text, &found);
        let mut starts: HashMap<usize, Vec<&Word>> = HashMap::new();
        for word in &words {
            starts.entry(word.first).or_default().push(word);
        }
        let said: HashSet<String> = found.iter().flat_map(|token| keys(&token.folded)).collect();
        let reader = Reader { vocabulary: self, tokens: &found, starts: &starts, cues: &cues };
        let mut candidates: Vec<Found<'_>> =
            words.iter().flat_map(|word| reader.names_from(word, &said)).collect();
        candidates.sort_by(|one, other| one.rank().cmp(&other.rank()));
        let vague = vague(&candidates);
        let mut taken = vec![false; found.len()];
        let mut mentions = Vec::new();
        for candidate in candidates {
            if vague.contains(&candidate.place()) {
                continue;
            }
            let Some(run) = taken.get_mut(candidate.first..=candidate.last) else { continue };
            if run.iter().any(|used| *used) {
                continue;
            }
            run.fill(true);
            mentions.extend(mention(self, text, &found, &cues, candidate));
        }
        mentions.sort_by_key(|mention| mention.start);
        mentions
    }
}

/// More concepts than this with an equal claim on a bare «Forskare» tell nothing.
const MOST_EQUALS: usize = 3;

/// Places where only the short form of many different labels stands.
fn vague(candidates: &[Found<'_>]) -> HashSet<(usize, usize, u32, usize)> {
    let mut codes: HashMap<(usize, usize, u32, usize), BTreeSet<Option<&Ssyk>>> = HashMap::new();
    for found in candidates.iter().filter(|found| found.term.role == TermRole::Short) {
        codes.entry(found.place()).or_default().insert(found.concept.ssyk.as_ref());
    }
    codes.retain(|_, codes| codes.len() > MOST_EQUALS);
    codes.into_keys().collect()
}

impl Found<'_> {
    fn place(&self) -> (usize, usize, u32, usize) {
        (self.first, self.last, self.points, self.support)
    }

    fn rank(&self) -> impl Ord + '_ {
        (
            Reverse(self.last - self.first),
            Reverse(self.points),
            Reverse(self.support),
            self.concept.kind,
            &self.concept.label,
            &self.concept.id,
            self.first,
        )
    }
}

struct Reader<'a> {
    vocabulary: &'a Vocabulary,
    tokens: &'a [Token<'a>],
    starts: &'a HashMap<usize, Vec<&'a Word>>,
    cues: &'a Cues,
}

impl<'a> Reader<'a> {
    fn index(&self) -> &'a Index {
        self.vocabulary.index()
    }

    /// Every name that begins with this word.
    fn names_from(&self, word: &'a Word, said: &HashSet<String>) -> Vec<Found<'a>> {
        let mut found = Vec::new();
        if self.cues.apart(word.first, word.last) {
            return found;
        }
        let wanted = self.cues.at(word.first) != (None, false);
        for reading in &word.readings {
            for posting in self.index().postings(&reading.key) {
                found.extend(self.name_at(word, wanted, reading, *posting, said));
            }
        }
        found
    }

    fn name_at(
        &self,
        word: &'a Word,
        wanted: bool,
        reading: &Reading,
        posting: Posting,
        said: &HashSet<String>,
    ) -> Option<Found<'a>> {
        if posting.word != 0 || posting.side != Side::Whole {
            return None;
        }
        let term = self.index().term(posting.term)?;
        let concept = self.vocabulary.at(term.concept)?;
        if !may_name(word, reading, term, concept, wanted) {
            return None;
        }
        let exact = term.words.first()?.folded == word.folded;
        let (quality, how) = fit(reading, &posting, exact)?;
        let mut parts = vec![(word.start, word.end, told(how, term.role), quality)];
        let mut last = word.last;
        for place in 1..term.words.len() {
            let (next, quality, how) = self.goes_on(term, posting.term, place, last)?;
            let token = self.tokens.get(next)?;
            parts.push((token.start, token.end, told(how, term.role), quality));
            last = next;
        }
        let size = u32::try_from(parts.len()).ok()?;
        let worth = term.role.worth();
        for part in &mut parts {
            part.3 = part.3 * worth / (100 * size);
        }
        let points: u32 = parts.iter().map(|part| part.3).sum();
        let own: HashSet<String> =
            tokens(&concept.label).into_iter().map(|token| token.folded).collect();
        let spoken = |folded: &String| {
            !is_stop_word(folded) && keys(folded).iter().any(|key| said.contains(key))
        };
        let support = own.iter().filter(|folded| spoken(folded)).count();
        (points >= LEAST).then_some(Found {
            first: word.first,
            last,
            concept,
            term,
            support,
            points,
            parts,
        })
    }

    /// Where the name's next word stands: the next token, or the one after skipped small words.
    fn goes_on(
        &self,
        term: &Term,
        term_at: u32,
        place: usize,
        last: usize,
    ) -> Option<(usize, u32, How)> {
        let wanted = term.words.get(place)?;
        for next in last + 1..=last + 3 {
            if self.cues.apart(last, next) {
                return None;
            }
            let at = self.starts.get(&next).into_iter().flatten();
            for word in at.filter(|word| word.last == next) {
                for reading in word.readings.iter().filter(|r| r.way == Way::Whole) {
                    let exact = wanted.folded == word.folded;
                    let here = |p: &&Posting| {
                        p.term == term_at && usize::from(p.word) == place && p.side == Side::Whole
                    };
                    let posting = self.index().postings(&reading.key).iter().find(here);
                    if let Some((quality, how)) = posting.and_then(|p| fit(reading, p, exact)) {
                        return Some((next, quality, how));
                    }
                }
            }
            if !self.tokens.get(next).is_some_and(|token| is_stop_word(&token.folded)) {
                return None;
            }
        }
        None
    }
}

/// Whether a word read this way may name a concept in running text, where most words are no name.
fn may_name(word: &Word, reading: &Reading, term: &Term, concept: &Concept, wanted: bool) -> bool {
    let single = term.words.len() == 1;
    let letters = word.folded.chars().count();
    let skill = concept.kind == ConceptKind::Skill;
    let first = term.words.first().map_or("", |word| word.folded.as_str());
    if concept.kind == ConceptKind::OccupationGroup || term.role == TermRole::Keyword {
        return false;
    }
    let plain = |folded: &str| {
        GENERIC.get(folded).is_some_and(|counts| !(*counts && wanted)) || is_stop_word(folded)
    };
    if single && (letters < 2 || plain(&word.folded) || plain(first)) {
        return false;
    }
    // «Teknik, undervisning grundskolenivå»: the bare first word means much else.
    if single && skill && term.role == TermRole::Short {
        return false;
    }
    match reading.way {
        // Three letters or fewer are only ever themselves.
        Way::Whole if letters <= 3 => first == word.folded || term.role == TermRole::Abbreviation,
        Way::Whole => !single || !skill || inflects(first, &word.folded),
        Way::Joined | Way::Completed => single,
        Way::Head => single && term.role != TermRole::Short && (!skill || reading.share >= 500),
        Way::GuessedHead => single && !skill && first.chars().count() >= 6,
        Way::Misspelt(_) => {
            single && !skill && letters >= LEAST_MISSPELT && one_slip(&word.folded, first)
        }
        Way::Part => false,
    }
}

/// True when a word can be a form of a name: the stems agree for more than that («målen» is no
/// form of «måla»).
fn inflects(name: &str, word: &str) -> bool {
    const VERB: [&str; 12] =
        ["a", "ar", "ade", "at", "as", "ande", "an", "or", "orna", "ans", "er", "te"];
    match name.strip_suffix('a').filter(|base| base.chars().count() >= 3) {
        Some(base) => word.strip_prefix(base).is_some_and(|ending| VERB.contains(&ending)),
        None => true,
    }
}

/// What a found name means. «Kock» is the short form of «Kock, fartyg» and of other cooks: then the
/// group they share is the honest answer.
fn meant<'a>(vocabulary: &'a Vocabulary, found: &Found<'a>) -> &'a Concept {
    let is_short =
        found.term.role == TermRole::Short && found.concept.kind == ConceptKind::Occupation;
    let group = found.concept.ssyk.as_ref().filter(|_| is_short);
    group.and_then(|ssyk| vocabulary.group(ssyk)).unwrap_or(found.concept)
}

fn mention(
    vocabulary: &Vocabulary,
    text: &str,
    tokens: &[Token<'_>],
    cues: &Cues,
    found: Found<'_>,
) -> Option<Mention> {
    let (start, end) = (tokens.get(found.first)?.start, tokens.get(found.last)?.end);
    let (strength, negated) = cues.at(found.first);
    let concept = meant(vocabulary, &found);
    let points = |points: u32| f64::from(points) / 10_000.0;
    let reasons = found.parts.into_iter().map(|(start, end, how, value)| Reason {
        word: text.get(start..end).unwrap_or("").to_owned(),
        start,
        end,
        term: found.term.text.clone(),
        how,
        points: points(value),
    });
    Some(Mention {
        start,
        end,
        text: text.get(start..end)?.to_owned(),
        kind: concept.kind,
        concept_id: concept.id.clone(),
        label: concept.label.clone(),
        ssyk: concept.ssyk.clone(),
        isco: concept.isco.clone(),
        score: points(found.points),
        negated,
        strength,
        reasons: reasons.collect(),
    })
}
