//! The page of one need.

use std::collections::BTreeMap;

use app::needs::{self, NeedView, OfferAnswer, Proposal, StoredNeed, is_askable};
use askama::Template;
use axum::extract::Path;
use domain::needs::NeedState;
use domain::needs::lanes::{Lane, LaneState};
use domain::offers::{Fact, Outcome, Verdict};
use domain::time::day_of;
use vocabulary::Vocabulary;

use super::coding::{Choices, ReasonTable, choices, codes, fresh_table, kept_table};
use super::story::{stations, timeline};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render};
use crate::rights::ReadNeeds;
use crate::rooms::offers::places;
use crate::rooms::offers::words::{Words, outcome_tag};
use crate::shell::Shell;
use crate::ui::{ClockView, Crumb, Reason, ThreadStep, TimelineEntry};

/// Offers shown before the rest is folded away.
const FIRST_OFFERS: usize = 3;
/// Offers folded away, the nearest ones: nobody reads thousands on one page.
const MORE_OFFERS: usize = 100;
/// Longest title taken from the firm's own words, in characters.
const TITLE_MAX: usize = 80;

/// A piece of the firm's words.
struct Piece {
    text: String,
    is_marked: bool,
}

/// A lane as the page shows it.
struct LaneView {
    id: &'static str,
    title: String,
    about: String,
    planned: i64,
    filled: String,
    tag: (&'static str, String),
    next_step: Option<String>,
    next_step_on: String,
    action: String,
    is_used: bool,
}

/// An offer as the page shows it.
struct OfferView {
    id: String,
    href: String,
    title: String,
    by: String,
    is_demo: bool,
    summary: String,
    tag: (&'static str, &'static str, String),
    reasons: Vec<Reason>,
    why: String,
    network: Option<String>,
    proposal: Option<ProposalView>,
    /// Facts to ask for: code and label.
    unknown: Vec<(Fact, String)>,
    is_impossible: bool,
}

/// Offers as the page shows them.
struct OfferViews {
    /// At once: what has been put forward, and the nearest.
    first: Vec<OfferView>,
    /// Folded away.
    more: Vec<OfferView>,
    /// What is folded away.
    more_text: String,
    /// How many there are.
    total: usize,
    /// How many of them are not on the page.
    left_out: usize,
}

/// What has become of a proposal.
struct ProposalView {
    text: String,
    tag: &'static str,
    waits: bool,
}

/// Who has a part in it.
struct Hands {
    owner: Option<String>,
    deputies: String,
    firm: String,
}

#[derive(Template)]
#[template(path = "needs/one.html")]
struct OnePage {
    shell: Shell,
    l: L,
    crumbs: Vec<Crumb>,
    id: String,
    title: String,
    view: NeedView,
    state: (&'static str, &'static str, String),
    steps: Vec<ThreadStep>,
    words: Vec<Piece>,
    said_by: String,
    start: String,
    codes: String,
    accepted: String,
    by_hand: String,
    table: Option<ReasonTable>,
    choices: Choices,
    lanes: Vec<LaneView>,
    sum: String,
    offers: OfferViews,
    clock: Option<ClockView>,
    next_step_on: String,
    hands: Hands,
    asked: Vec<(Fact, String)>,
    events: Vec<TimelineEntry>,
    is_open: bool,
}

pub(super) async fn show(guard: Guard<ReadNeeds>, Path(name): Path<String>) -> Answer {
    let l = guard.l();
    let (app, actor) = (&guard.app, &guard.actor);
    let id = needs::resolve(app, actor, &name).await?;
    let view = needs::read(app, actor, id).await?;
    let answers = needs::answers(app, actor, id).await?;
    let names = places(app, actor).await?;
    let vocabulary = app.vocabulary();
    let proposals: Vec<&Proposal> =
        answers.iter().filter_map(|one| one.proposal.as_ref()).collect();
    let steps = stations(l, &view, &proposals);
    let offers = offer_views(l, &view, &answers, &names, &vocabulary);
    let title = heading(l, &view.need);
    let case = view.case.as_ref();
    let shell = guard.shell();
    render(&OnePage {
        l,
        crumbs: crumbs(&shell, &view),
        id: id.to_string(),
        state: state_tag(l, view.need.state),
        steps,
        words: pieces(&view.need.need.words, &marked_words(&view)),
        said_by: said_by(l, &view),
        start: view.need.need.start_by.map_or_else(String::new, |day| l.day_long(day)),
        codes: view.need.coding.as_ref().map_or_else(String::new, |coding| codes(l, coding)),
        accepted: accepted(l, &view),
        by_hand: by_hand(l, &view, &vocabulary),
        table: reason_table(l, &view),
        choices: choices(l, &view, None, "", &vocabulary, guard.visitor.draft.as_ref()),
        lanes: view.lanes.iter().map(|lane| lane_view(l, lane, &view.need)).collect(),
        sum: sum_line(l, &view),
        offers,
        clock: case.map(|held| ClockView::of(l, held.clock, held.case.fields.promised_at)),
        next_step_on: case
            .and_then(|held| held.case.fields.next_step.as_ref())
            .map_or_else(String::new, |step| l.weekday(step.on)),
        hands: hands(&view),
        asked: view.asked.iter().map(|one| (one.fact, asked_text(l, one))).collect(),
        events: timeline(l, &view.events),
        is_open: view.need.state.is_open(),
        shell,
        title,
        view,
    })
}

/// The firm's own words, cut at a word when they are long.
pub(super) fn title_of(need: &StoredNeed) -> String {
    let words = need.need.words.trim().replace('\n', " ");
    if words.chars().count() <= TITLE_MAX {
        return words.trim_end_matches('.').to_owned();
    }
    let cut: String = words.chars().take(TITLE_MAX).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{}…", whole.trim_end_matches([',', '.', ':', ';']))
}

/// What the page is called: the occupation, how many and when, once a person has accepted one.
fn heading(l: L, need: &StoredNeed) -> String {
    let Some(coding) = &need.coding else { return title_of(need) };
    let key = if need.need.start_by.is_some() { "needs-heading-by" } else { "needs-heading" };
    let day = need.need.start_by.map_or_else(String::new, |day| l.day_long(day));
    let text = l.ta(key).a("name", &coding.label).a("count", need.need.count);
    text.a("day", day).to_string()
}

/// Class, icon and words of a state.
pub(super) fn state_tag(l: L, state: NeedState) -> (&'static str, &'static str, String) {
    let (class, icon) = match state {
        NeedState::Registered => ("warn", "question"),
        NeedState::Confirmed | NeedState::Fulfilled => ("ok", "check"),
        NeedState::InProgress | NeedState::Pooled => ("accent", "clock"),
        NeedState::Partly => ("ok", ""),
        NeedState::WrittenOff | NeedState::Dormant => ("line", ""),
    };
    (class, icon, l.code("need-state", state))
}

fn crumbs(shell: &Shell, view: &NeedView) -> Vec<Crumb> {
    let mut crumbs = vec![Crumb::up("/behov", shell.l.t("nav-needs"))];
    if !view.can.answer && shell.sees_organisations() {
        let firm = &view.firm;
        let href = format!("/organisationer/{}", firm.id);
        crumbs.push(Crumb::up(&href, &firm.organisation.name));
    }
    crumbs.push(Crumb::here(needs::name_of(&view.need)));
    crumbs
}

/// Words that led to the code: those of the suggestion kept, else of the reading now.
fn marked_words(view: &NeedView) -> Vec<String> {
    let mut words: Vec<String> = if let Some(coding) = &view.need.coding {
        let kept = coding.suggestion.iter().flat_map(|suggestion| &suggestion.reasons);
        kept.map(|reason| reason.word.clone()).collect()
    } else {
        let first = view.reading.occupations.first();
        first.iter().flat_map(|one| &one.reasons).map(|one| one.word.clone()).collect()
    };
    words.extend(
        view.reading.skills.iter().flat_map(|one| &one.reasons).map(|one| one.word.clone()),
    );
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words
}

/// Cuts a text where any of the words stand.
fn pieces(text: &str, words: &[String]) -> Vec<Piece> {
    let mut marks: Vec<(usize, usize)> = Vec::new();
    for word in words.iter().filter(|word| !word.is_empty()) {
        for (start, found) in text.match_indices(word.as_str()) {
            let end = start + found.len();
            if marks.iter().all(|(s, e)| end <= *s || start >= *e) {
                marks.push((start, end));
            }
        }
    }
    marks.sort_unstable();
    // Words that stand side by side are one mark.
    marks.dedup_by(|next, before| {
        let is_beside = text.get(before.1..next.0) == Some(" ");
        if is_beside {
            before.1 = next.1;
        }
        is_beside
    });
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut push = |from: usize, to: usize, is_marked: bool| {
        if let Some(part) = text.get(from..to).filter(|part| !part.is_empty()) {
            pieces.push(Piece { text: part.to_owned(), is_marked });
        }
    };
    for (start, end) in marks {
        push(at, start, false);
        push(start, end, true);
        at = end;
    }
    push(at, text.len(), false);
    pieces
}

fn said_by(l: L, view: &NeedView) -> String {
    let mapping = view.mapping.as_ref();
    let name = mapping.and_then(|mapping| mapping.approved_by_name.clone());
    let day = l.day_long(day_of(view.need.created_at));
    match name {
        Some(name) => l.ta("needs-said-by").a("name", name).a("day", day).to_string(),
        None => l.ta("needs-said").a("day", day).to_string(),
    }
}

fn accepted(l: L, view: &NeedView) -> String {
    view.need.coding.as_ref().map_or_else(String::new, |coding| {
        let day = l.day_long(day_of(coding.accepted_at));
        l.ta("needs-accepted").a("name", &coding.accepted_by_name).a("day", day).to_string()
    })
}

/// Says so when the person chose something else than what was suggested first.
fn by_hand(l: L, view: &NeedView, vocabulary: &Vocabulary) -> String {
    let Some(coding) = &view.need.coding else { return String::new() };
    match &coding.suggestion {
        None => l.t("needs-chosen-by-hand"),
        Some(suggestion) if suggestion.concept != coding.concept => {
            let known = vocabulary.get(&suggestion.concept);
            let label = known.map_or(suggestion.concept.0.as_str(), |one| one.label.as_str());
            l.ta("needs-chosen-instead").a("name", label).to_string()
        }
        Some(_) => String::new(),
    }
}

fn reason_table(l: L, view: &NeedView) -> Option<ReasonTable> {
    match &view.need.coding {
        Some(coding) => {
            let suggestion = coding.suggestion.as_ref()?;
            Some(kept_table(l, suggestion, &view.reading.occupations))
        }
        None => fresh_table(l, &view.reading.occupations),
    }
}

fn lane_view(l: L, lane: &Lane, need: &StoredNeed) -> LaneView {
    let class = match lane.state {
        LaneState::Unused => "line",
        LaneState::Planned => "warn",
        LaneState::Started => "accent",
        LaneState::Done => "ok",
        LaneState::Stopped => "bad",
    };
    let is_used = lane.state != LaneState::Unused;
    LaneView {
        id: lane.kind.code(),
        title: l.code("lane", lane.kind),
        about: l.code("needs-lane-about", lane.kind),
        planned: lane.planned,
        filled: l.ta("needs-lane-filled").a("count", lane.filled).to_string(),
        tag: (class, l.code("lane-state", lane.state)),
        next_step: lane.next_step.clone(),
        next_step_on: lane.next_step_on.map_or_else(String::new, |day| l.weekday(day)),
        action: format!("/behov/{}/vagar/{}", need.id, lane.kind.code()),
        is_used,
    }
}

/// «1 + 1 + 1 = 3 av 3 planerade.»
fn sum_line(l: L, view: &NeedView) -> String {
    let counts = |lane: &&Lane| !matches!(lane.state, LaneState::Unused | LaneState::Stopped);
    let parts: Vec<String> =
        view.lanes.iter().filter(counts).map(|lane| l.number(lane.planned)).collect();
    let terms = if parts.len() > 1 { format!("{} = ", parts.join(" + ")) } else { String::new() };
    l.ta("needs-sum")
        .a("terms", terms)
        .a("planned", view.sum.planned)
        .a("count", view.need.need.count)
        .to_string()
}

fn hands(view: &NeedView) -> Hands {
    let holders = view.case.as_ref().map(|held| held.holders.as_slice()).unwrap_or_default();
    let named = |is_deputy: bool| {
        let of = holders.iter().filter(|one| one.is_deputy == is_deputy);
        of.map(|one| one.name.clone()).collect::<Vec<_>>().join(", ")
    };
    let owner = view.case.as_ref().and_then(|held| held.case.desk_name.clone()).map(|desk| {
        let taken = view.case.as_ref().and_then(|held| held.case.fields.taken_by_name.clone());
        match taken.or_else(|| Some(named(false)).filter(|name| !name.is_empty())) {
            Some(name) => format!("{desk} ({name})"),
            None => desk,
        }
    });
    let mapping = view.mapping.as_ref();
    let contact = mapping.and_then(|mapping| mapping.approved_by_name.clone());
    Hands {
        owner,
        deputies: named(true),
        firm: contact.unwrap_or_else(|| view.firm.organisation.name.clone()),
    }
}

fn asked_text(l: L, asked: &needs::AskedFact) -> String {
    let fact = l.code("fact", asked.fact).to_lowercase();
    let by = asked.by.clone().unwrap_or_else(|| l.t("needs-somebody"));
    l.ta("needs-asked").a("by", by).a("fact", fact).to_string()
}

/// What has been put forward comes first.
fn offer_views(
    l: L,
    view: &NeedView,
    answers: &[OfferAnswer],
    names: &BTreeMap<String, String>,
    vocabulary: &Vocabulary,
) -> OfferViews {
    let words = Words { l, places: names, vocabulary };
    let (proposed, others): (Vec<_>, Vec<_>) =
        answers.iter().partition(|one| one.proposal.is_some());
    let at_once = FIRST_OFFERS.saturating_sub(proposed.len());
    let shown = others.iter().take(at_once + MORE_OFFERS);
    let mut more: Vec<OfferView> = shown.map(|one| offer_view(&words, view, one)).collect();
    let mut first: Vec<OfferView> =
        proposed.iter().map(|one| offer_view(&words, view, one)).collect();
    first.extend(more.drain(..at_once.min(more.len())));
    let key = if more.iter().all(|one| one.is_impossible) {
        "needs-offers-impossible"
    } else {
        "needs-offers-more"
    };
    let left_out = answers.len() - first.len() - more.len();
    let more_text = l.ta(key).a("count", more.len()).to_string();
    OfferViews { first, more, more_text, total: answers.len(), left_out }
}

fn offer_view(words: &Words<'_>, view: &NeedView, one: &OfferAnswer) -> OfferView {
    let l = words.l;
    let stored = &one.offer;
    let unknown = one.answer.tried.iter().filter(|tried| tried.verdict == Verdict::Unknown);
    let mut facts: Vec<Fact> = unknown.map(|tried| tried.condition.fact).collect();
    facts.retain(|fact| is_askable(*fact));
    facts.dedup();
    let is_asked = |fact: &Fact| view.asked.iter().any(|asked| asked.fact == *fact);
    let is_impossible = one.answer.outcome == Outcome::Impossible;
    if is_impossible || (view.can.propose && facts.iter().all(is_asked)) {
        facts.clear();
    }
    OfferView {
        id: stored.id.to_string(),
        href: format!("/insatser/{}?behov={}", stored.id, view.need.id),
        title: stored.offer.title.clone(),
        by: format!("{} · {}", stored.organisation_name, stored.offer.price),
        is_demo: stored.is_demo,
        summary: stored.offer.summary.clone(),
        tag: outcome_tag(l, one.answer.outcome, &one.answer.tried),
        reasons: one.answer.tried.iter().map(|tried| words.reason(tried)).collect(),
        why: words.relevance(&one.answer.relevance),
        network: stored.network_name.clone(),
        proposal: one.proposal.as_ref().map(|proposal| proposal_view(l, proposal)),
        unknown: facts
            .into_iter()
            .map(|fact| (fact, l.code("fact", fact).to_lowercase()))
            .collect(),
        is_impossible,
    }
}

fn proposal_view(l: L, proposal: &Proposal) -> ProposalView {
    let (key, tag) = match proposal.state.as_str() {
        needs::PROPOSAL_ACCEPTED => ("needs-proposal-accepted", "ok"),
        needs::PROPOSAL_DECLINED => ("needs-proposal-declined", "line"),
        _ => ("needs-proposal-waits", "accent"),
    };
    let at = proposal.replied_at.unwrap_or(proposal.proposed_at);
    ProposalView {
        text: l.ta(key).a("day", l.day_short(day_of(at))).to_string(),
        tag,
        waits: proposal.replied_at.is_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_led_to_the_code_are_marked_once() {
        let words = ["laga lunch".to_owned(), "lunch".to_owned(), "kockar".to_owned()];
        let found = pieces("Tre kockar som kan laga lunch.", &words);
        let marked: Vec<&str> =
            found.iter().filter(|one| one.is_marked).map(|one| one.text.as_str()).collect();
        assert_eq!(marked, ["kockar", "laga lunch"]);
        let whole: String = found.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(whole, "Tre kockar som kan laga lunch.");
    }
}
