//! Whether a sentence demands something, welcomes it, teaches it, or says it is not needed.

use std::collections::HashSet;

use crate::analysis::Token;
use crate::mention::Strength;

/// What the cues of a text say about its words.
#[derive(Debug)]
pub(crate) struct Cues {
    /// Sentence and clause of every token.
    places: Vec<(usize, usize)>,
    signals: Vec<Cue>,
    /// Tokens that «inte» or «ej» stands right before: «men inte CE-kort eller truckkort».
    denied: HashSet<usize>,
    /// Cue of the heading that a sentence stands under.
    headings: Vec<Option<(Strength, bool)>>,
}

#[derive(Debug, Clone, Copy)]
struct Cue {
    token: usize,
    strength: Strength,
    negated: bool,
}

/// What stands between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Clause,
    Sentence,
    Colon,
    Line,
    Blank,
}

impl Cues {
    pub(crate) fn read(text: &str, tokens: &[Token<'_>]) -> Cues {
        let gaps = gaps(text, tokens);
        let mut places = Vec::with_capacity(tokens.len());
        let (mut sentence, mut clause) = (0, 0);
        for (token, gap) in tokens.iter().zip(&gaps) {
            if *gap >= Gap::Sentence {
                (sentence, clause) = (sentence + 1, 0);
            } else if *gap == Gap::Clause || is_turn(&token.folded) {
                clause += 1;
            }
            places.push((sentence, clause));
        }
        let cues = cues(tokens, &places);
        let bullets = bullets(text, tokens);
        let stops = stops(text, tokens);
        let headings = headings(&places, &gaps, (&bullets, &stops), &cues);
        let denied = denied(tokens, &places);
        Cues { places, signals: cues, denied, headings }
    }

    /// True when a sentence or a line ends between two tokens, so that no name spans them.
    pub(crate) fn apart(&self, one: usize, other: usize) -> bool {
        self.places.get(one).map(|place| place.0) != self.places.get(other).map(|place| place.0)
    }

    /// What holds for the word at a token: its strength, and whether it is said not to be needed.
    pub(crate) fn at(&self, token: usize) -> (Option<Strength>, bool) {
        let Some((sentence, clause)) = self.places.get(token).copied() else {
            return (None, false);
        };
        if self.denied.contains(&token) {
            return (None, true);
        }
        let place = |cue: &&Cue| self.places.get(cue.token).copied().unwrap_or((usize::MAX, 0));
        let nearest = |fits: &dyn Fn(usize) -> bool| {
            self.signals
                .iter()
                .filter(|cue| place(cue).0 == sentence && fits(place(cue).1))
                .min_by_key(|cue| (cue.token.abs_diff(token), cue.token))
        };
        let found = nearest(&|other| other == clause)
            .or_else(|| nearest(&|other| other < clause))
            .or_else(|| nearest(&|other| other > clause));
        match found {
            Some(cue) if cue.negated => (None, true),
            Some(cue) => (Some(cue.strength), false),
            None => match self.headings.get(sentence).copied().flatten() {
                Some((_, true)) => (None, true),
                Some((strength, false)) => (Some(strength), false),
                None => (None, false),
            },
        }
    }
}

/// Tokens after «inte» or «ej» in their clause, and those that «eller» joins to them. «Kan du inte
/// svetsa, lär vi dig» denies nothing.
fn denied(tokens: &[Token<'_>], places: &[(usize, usize)]) -> HashSet<usize> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.folded.as_str());
    let mut found = HashSet::new();
    for at in 0..tokens.len() {
        let asks = at.checked_sub(1).is_some_and(|b| matches!(word(b), "du" | "ni" | "man"));
        if asks || !matches!(word(at), "inte" | "ej" | "icke") {
            continue;
        }
        let here = |other: usize| places.get(other) == places.get(at);
        let mut next = at + 1;
        while here(next) {
            found.insert(next);
            if word(next + 1) != "eller" {
                break;
            }
            next += 2;
        }
    }
    found
}

/// Words that begin a clause of its own.
fn is_turn(folded: &str) -> bool {
    matches!(folded, "men" | "dock" | "däremot" | "medan")
}

/// What stands before every token.
fn gaps(text: &str, tokens: &[Token<'_>]) -> Vec<Gap> {
    let mut before = 0;
    tokens
        .iter()
        .map(|token| {
            let between = text.get(before..token.start).unwrap_or("");
            before = token.end;
            gap(between)
        })
        .collect()
}

fn gap(between: &str) -> Gap {
    let lines = between.matches('\n').count();
    let colon = between.trim_start().starts_with(':');
    match lines {
        2.. if !colon => Gap::Blank,
        _ if colon => Gap::Colon,
        1.. => Gap::Line,
        _ if between.contains(['!', '?', ';', '•', '·', '|', '*']) => Gap::Sentence,
        // A full stop ends a sentence when a blank follows it.
        _ if between.contains(". ") || between.contains(".\t") => Gap::Sentence,
        _ if between.contains(" - ") || between.contains(['–', '—', ',', '(', ')']) => {
            Gap::Clause
        }
        _ => Gap::None,
    }
}

/// Whether a dash or a dot stands before every token, as at the beginning of a listed line.
fn bullets(text: &str, tokens: &[Token<'_>]) -> Vec<bool> {
    let before = |token: &Token<'_>| text.get(..token.start).unwrap_or("").trim_end();
    tokens.iter().map(|token| before(token).ends_with(['-', '–', '•', '*', '·'])).collect()
}

/// Whether a full stop, or a mark like it, stands right before every token.
fn stops(text: &str, tokens: &[Token<'_>]) -> Vec<bool> {
    let mut before = 0;
    let stop = |token: &Token<'_>| {
        let between = text.get(before..token.start).unwrap_or("");
        before = token.end;
        between.trim_start().starts_with(['.', '!', '?'])
    };
    tokens.iter().map(stop).collect()
}

fn cues(tokens: &[Token<'_>], places: &[(usize, usize)]) -> Vec<Cue> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.folded.as_str());
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        let Some(strength) = strength(word(at), word(at + 1), word(at + 2)) else { continue };
        let before = at.checked_sub(1).map_or("", word);
        // «Om du har truckkort är det en fördel» asks; it does not demand.
        if word(at) == "du" && matches!(before, "om" | "när" | "kanske") {
            continue;
        }
        let place = |other: usize| places.get(other).copied().unwrap_or((usize::MAX, 0));
        let same = |other: &usize| place(*other).0 == place(at).0;
        // «Vi ser gärna att du har»: what is welcomed is not demanded.
        let welcomed = found.last().is_some_and(|last: &Cue| {
            last.strength != Strength::Must && last.token + 5 > at && same(&last.token)
        });
        if strength == Strength::Must && welcomed && matches!(word(at), "du" | "ska" | "dig") {
            continue;
        }
        // «Inget krav på körkort, truckkort krävs»: the first demand has used the «inget».
        let spent = found.last().map_or(0, |last: &Cue| last.token);
        let early =
            (at.saturating_sub(7).max(spent)..at).filter(same).any(|other| is_none(word(other)));
        // «Körkort krävs inte, truckkort krävs»: what is denied in one clause holds there.
        let mut near = (at.saturating_sub(3)..at + 4)
            .filter(|other| *other != at && place(*other) == place(at));
        let negated = strength == Strength::Must
            && (early
                || is_none(word(at))
                || near.any(|other| is_negation(word(other), other > at)));
        found.push(Cue { token: at, strength, negated });
    }
    found
}

fn is_negation(folded: &str, after: bool) -> bool {
    match folded {
        "inte" | "ej" | "inget" | "ingen" | "inga" | "icke" | "varken" => true,
        "utan" => !after,
        _ => false,
    }
}

/// «Ingen erfarenhet av lagerarbete krävs»: the requirement may come late.
fn is_none(folded: &str) -> bool {
    matches!(folded, "inget" | "ingen" | "inga" | "varken")
}

fn strength(word: &str, next: &str, third: &str) -> Option<Strength> {
    if teaches(word, next, third) {
        return Some(Strength::Learn);
    }
    if welcomes(word, next, third) {
        return Some(Strength::Merit);
    }
    let must = match word {
        "kvalifikationer" | "förutsätter" | "förutsättning" | "kravprofil" | "kravet"
        | "kräver" | "krävs" | "fordras" | "erfordras" | "måste" | "nödvändig" | "nödvändigt"
        | "nödvändiga" | "obligatorisk" | "obligatoriskt" | "obligatoriska" => true,
        "ska" | "skall" => matches!(next, "ha" | "kunna" | "behärska" | "inneha"),
        "behöver" if matches!(next, "du" | "ni" | "man") => {
            matches!(third, "ha" | "kunna" | "inte" | "ej")
        }
        "behöver" => matches!(next, "ha" | "kunna" | "inte"),
        "ingen" | "inga" | "inget" => {
            matches!(next, "erfarenhet" | "förkunskaper" | "vana" | "utbildning" | "körkort")
        }
        // «Du är delaktig i» tells of the work, not of the person.
        "du" if next == "är" => {
            !matches!(third, "behjälplig" | "delaktig" | "ansvarig" | "med" | "välkommen")
        }
        "du" => matches!(next, "har" | "kan" | "behärskar" | "talar" | "innehar" | "besitter"),
        "dig" => next == "som",
        "din" => matches!(next, "profil" | "bakgrund" | "kompetens"),
        // «Skallkrav», «kvalifikationskrav», «behörighetskrav».
        _ => word.ends_with("krav"),
    };
    must.then_some(Strength::Must)
}

fn teaches(word: &str, next: &str, third: &str) -> bool {
    match word {
        "lär" | "lära" => matches!(next, "dig" | "upp" | "vi" | "er" | "sig") || third == "dig",
        "utbildar" => matches!(next, "dig" | "vi" | "er"),
        "erbjuder" => matches!(next, "utbildning" | "upplärning"),
        "utbildning" => matches!(next, "ges" | "erbjuds"),
        "får" if next == "du" => matches!(third, "utbildning" | "lära"),
        "får" => next == "utbildning" || next == "lära" || third == "internutbildning",
        "läras" | "upplärning" | "internutbildning" | "upplärd" | "lärs" => true,
        _ => false,
    }
}

fn welcomes(word: &str, next: &str, third: &str) -> bool {
    match word {
        "merit" | "meriter" | "fördel" | "fördelaktigt" | "gärna" | "underlättar" | "önskvärt"
        | "önskvärd" | "önskvärda" => true,
        "ett" | "stort" => next == "plus",
        "bra" => next == "om" || (next == "att" && third == "ha"),
        _ => word.starts_with("meriterande"),
    }
}

/// For every sentence the cue of the heading above it, if any. A heading ends with a colon, or is
/// a short line that begins or ends with its cue («Krav», «Vi söker dig som»), without a full stop,
/// and is no list item.
fn headings(
    places: &[(usize, usize)],
    gaps: &[Gap],
    (bullets, stops): (&[bool], &[bool]),
    cues: &[Cue],
) -> Vec<Option<(Strength, bool)>> {
    let sentences = places.last().map_or(0, |place| place.0 + 1);
    let mut before = vec![Gap::Blank; sentences];
    // First token and number of tokens.
    let mut extent = vec![(0usize, 0usize); sentences];
    for (token, ((sentence, _), gap)) in places.iter().zip(gaps).enumerate() {
        if let (Some(first), Some(run)) = (before.get_mut(*sentence), extent.get_mut(*sentence)) {
            if run.1 == 0 {
                *first = *gap;
                run.0 = token;
            }
            run.1 += 1;
        }
    }
    let stands_alone = |sentence: usize| {
        let (first, count) = extent.get(sentence).copied().unwrap_or((0, 0));
        let ends = |cue: &Cue| cue.token == first || cue.token + 2 >= first + count;
        count <= 5
            && bullets.get(first) == Some(&false)
            && stops.get(first + count) != Some(&true)
            && cues.iter().any(|cue| (first..first + count).contains(&cue.token) && ends(cue))
    };
    let cue_of = |sentence: usize| {
        let here = |cue: &&Cue| places.get(cue.token).is_some_and(|place| place.0 == sentence);
        cues.iter().rev().find(here).map(|cue| (cue.strength, cue.negated))
    };
    let mut headings = vec![None; sentences];
    let mut current: Option<(Strength, bool)> = None;
    let mut one_line = false;
    let mut below = false;
    for sentence in 0..sentences {
        let gap = before.get(sentence).copied().unwrap_or(Gap::Blank);
        // A blank line ends what stands under a heading, but not right below it.
        if (gap == Gap::Blank && !below) || (one_line && gap != Gap::Colon) {
            current = None;
        }
        below = false;
        let next = before.get(sentence + 1).copied().unwrap_or(Gap::Blank);
        if next == Gap::Colon || (next >= Gap::Line && stands_alone(sentence)) {
            current = cue_of(sentence);
            (one_line, below) = (false, true);
            continue;
        }
        if let Some(slot) = headings.get_mut(sentence) {
            *slot = current;
        }
        // After «Krav: truckkort.» on one line the heading is spent.
        one_line = gap == Gap::Colon && next == Gap::Sentence;
    }
    headings
}
