//! «Så läste vi yrket»: what the vocabulary reads, with the reasons, and a person's choice.

use app::coding::{Choice as Chosen, how_code};
use app::needs::{self, NeedView};
use askama::Template;
use axum::extract::{Path, Query};
use domain::needs::coding::{AcceptedCoding, CodingSuggestion};
use serde::Deserialize;
use vocabulary::{ConceptKind, Suggestion, Vocabulary};

use super::page::title_of;
use crate::forms::{Form, FormState, Typed};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::WorkNeeds;
use crate::shell::{Flash, Shell};
use crate::ui::Crumb;

/// A skill is worth asking about from here.
const SKILL_SHOWN: f64 = 0.35;
/// And ticked beforehand from here.
const SKILL_TICKED: f64 = 0.6;

/// A row of the table of reasons.
pub(super) struct ReasonRow {
    pub(super) word: String,
    pub(super) means: String,
    pub(super) points: String,
}

/// The reasons of one suggestion; their points add up to the sum.
pub(super) struct ReasonTable {
    pub(super) rows: Vec<ReasonRow>,
    pub(super) sum: String,
    pub(super) next_best: String,
}

/// An occupation to choose.
pub(super) struct OccupationChoice {
    pub(super) concept: String,
    pub(super) label: String,
    pub(super) meta: String,
    pub(super) is_chosen: bool,
}

/// A skill to tick.
pub(super) struct Skill {
    pub(super) concept: String,
    pub(super) label: String,
    pub(super) is_chosen: bool,
}

/// What the form of a choice shows.
pub(super) struct Choices {
    pub(super) occupations: Vec<OccupationChoice>,
    pub(super) skills: Vec<Skill>,
    /// Words searched for by hand.
    pub(super) searched: String,
}

/// Points as people read them: `0,71`.
fn points(l: L, milli: i64) -> String {
    let milli = u32::try_from(milli.max(0)).unwrap_or(0);
    l.decimals(f64::from(milli) / 1000.0, 2)
}

#[expect(clippy::cast_possible_truncation, reason = "scores lie between 0 and 1")]
fn milli(score: f64) -> i64 {
    (score * 1000.0).round() as i64
}

fn means(l: L, how: &str, term: &str) -> String {
    l.ta("needs-reason").a("term", term).a("how", l.code("needs-how", how)).to_string()
}

/// The table of what was suggested when somebody chose.
pub(super) fn kept_table(
    l: L,
    suggestion: &CodingSuggestion,
    others: &[Suggestion],
) -> ReasonTable {
    let parts = suggestion.reasons.iter().map(|reason| {
        (reason.word.clone(), means(l, &reason.how, &reason.term), reason.points_milli)
    });
    let first = others.iter().find(|other| other.concept_id == suggestion.concept);
    let next = others.iter().find(|other| {
        other.concept_id != suggestion.concept
            && other.ssyk != first.and_then(|one| one.ssyk.clone())
    });
    table(l, parts.collect(), suggestion.score_milli, next)
}

/// The table of a suggestion made now.
pub(super) fn fresh_table(l: L, suggestions: &[Suggestion]) -> Option<ReasonTable> {
    let first = suggestions.first()?;
    let parts = first.reasons.iter().map(|reason| {
        let how = how_code(reason.how);
        (reason.word.clone(), means(l, how, &reason.term), milli(reason.points))
    });
    let next = suggestions.iter().find(|other| other.ssyk != first.ssyk);
    Some(table(l, parts.collect(), milli(first.score), next))
}

/// Hundredths shown must add up: what rounding leaves over goes to the first part.
fn table(
    l: L,
    parts: Vec<(String, String, i64)>,
    score_milli: i64,
    next: Option<&Suggestion>,
) -> ReasonTable {
    let hundredths = |milli: i64| (milli + 5) / 10;
    let mut shown: Vec<i64> = parts.iter().map(|(_, _, milli)| hundredths(*milli)).collect();
    let left = hundredths(score_milli) - shown.iter().sum::<i64>();
    if let Some(first) = shown.first_mut() {
        *first += left;
    }
    let rows = parts.into_iter().zip(shown).map(|((word, means, _), hundredths)| ReasonRow {
        word,
        means,
        points: points(l, hundredths * 10),
    });
    ReasonTable {
        rows: rows.collect(),
        sum: points(l, hundredths(score_milli) * 10),
        next_best: next.map_or_else(String::new, |next| {
            let sum = points(l, milli(next.score));
            l.ta("needs-next-best").a("label", &next.label).a("points", sum).to_string()
        }),
    }
}

/// Codes of an occupation on one line.
pub(super) fn codes(l: L, coding: &AcceptedCoding) -> String {
    let isco: Vec<&str> = coding.isco.iter().map(domain::codes::Isco::as_str).collect();
    let mut parts = vec![format!("SSYK {}", coding.ssyk.as_str())];
    if !isco.is_empty() {
        parts.push(format!("ISCO {}", isco.join(", ")));
    }
    parts.push(coding.concept.0.clone());
    parts.push(l.ta("needs-vocabulary").a("version", &coding.vocabulary).to_string());
    parts.join(" · ")
}

/// What one may choose between: the reading, or what a search by hand gave.
pub(super) fn choices(
    l: L,
    view: &NeedView,
    found: Option<Vec<Suggestion>>,
    searched: &str,
    vocabulary: &Vocabulary,
    draft: Option<&Typed>,
) -> Choices {
    let accepted = view.need.coding.as_ref();
    let is_search = found.is_some();
    let listed = found.unwrap_or_else(|| view.reading.occupations.clone());
    let current = accepted.map(|coding| coding.concept.clone());
    let occupations = listed.iter().enumerate().map(|(place, one)| {
        let ssyk = one.ssyk.as_ref().map_or_else(String::new, |ssyk| ssyk.as_str().to_owned());
        let group = one.ssyk.as_ref().and_then(|ssyk| vocabulary.group(ssyk));
        let group = group.map_or("", |group| group.label.as_str());
        let key = match one.kind {
            ConceptKind::OccupationGroup => "needs-option-group",
            _ => "needs-option",
        };
        let meta =
            l.ta(key).a("ssyk", ssyk).a("group", group).a("points", points(l, milli(one.score)));
        let is_chosen = match (&current, draft) {
            (_, Some(draft)) => draft.first("occupation") == one.concept_id.0,
            (Some(current), None) if !is_search => *current == one.concept_id,
            _ => place == 0,
        };
        let (concept, label) = (one.concept_id.0.clone(), one.label.clone());
        OccupationChoice { concept, label, meta: meta.to_string(), is_chosen }
    });
    let mut skills: Vec<Skill> = accepted
        .into_iter()
        .flat_map(|coding| &coding.skills)
        .map(|skill| Skill {
            concept: skill.concept.0.clone(),
            label: skill.label.clone(),
            is_chosen: true,
        })
        .collect();
    for one in &view.reading.skills {
        let is_known = skills.iter().any(|skill| skill.concept == one.concept_id.0);
        if !is_known && one.score >= SKILL_SHOWN {
            let (concept, label) = (one.concept_id.0.clone(), one.label.clone());
            let is_chosen = accepted.is_none() && one.score >= SKILL_TICKED;
            skills.push(Skill { concept, label, is_chosen });
        }
    }
    if let Some(draft) = draft {
        for skill in &mut skills {
            skill.is_chosen = draft.all("skills").any(|chosen| chosen == skill.concept);
        }
    }
    Choices { occupations: occupations.collect(), skills, searched: searched.to_owned() }
}

/// The search on the page of the choice.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Search {
    q: String,
}

#[derive(Template)]
#[template(path = "needs/coding.html")]
struct CodingPage {
    shell: Shell,
    l: L,
    crumbs: Vec<Crumb>,
    id: String,
    words: String,
    version: i64,
    choices: Choices,
    form: FormState,
}

async fn page(guard: &Guard<WorkNeeds>, name: &str, search: &str, form: FormState) -> Answer {
    let l = guard.l();
    let id = needs::resolve(&guard.app, &guard.actor, name).await?;
    let view = needs::read(&guard.app, &guard.actor, id).await?;
    if !view.can.work {
        return Err(crate::failure::Failure::forbidden());
    }
    let draft = guard.visitor.draft.as_ref();
    let found = (!search.trim().is_empty()).then(|| needs::search_occupation(&guard.app, search));
    let vocabulary = guard.app.vocabulary();
    let need = &view.need;
    render_with(
        form.status(),
        &CodingPage {
            shell: guard.shell(),
            l,
            crumbs: vec![
                Crumb::up("/behov", l.t("nav-needs")),
                Crumb::up(&format!("/behov/{id}"), title_of(need)),
                Crumb::here(l.t("needs-coding-title")),
            ],
            id: id.to_string(),
            words: need.need.words.clone(),
            version: need.version,
            choices: choices(l, &view, found, search, &vocabulary, draft),
            form,
        },
    )
}

pub(super) async fn choose(
    guard: Guard<WorkNeeds>,
    Path(name): Path<String>,
    Query(search): Query<Search>,
) -> Answer {
    let draft = guard.visitor.draft.as_ref();
    // On a page that came back from a form, the search stands in the form and not in the address.
    let drafted = draft.map(|draft| draft.first("q").to_owned()).unwrap_or_default();
    let search = if search.q.is_empty() { drafted } else { search.q };
    page(&guard, &name, &search, FormState::blank(&guard)).await
}

/// A person's choice.
#[derive(Debug, Deserialize, Default)]
#[serde(default)]
pub(super) struct ChoiceForm {
    occupation: String,
    skills: Vec<String>,
    version: String,
    q: String,
}

pub(super) async fn accept(
    guard: Guard<WorkNeeds>,
    Path(name): Path<String>,
    form: Form<ChoiceForm>,
) -> Answer {
    let id = needs::resolve(&guard.app, &guard.actor, &name).await?;
    let chosen =
        Chosen { occupation: form.value.occupation.clone(), skills: form.value.skills.clone() };
    let version = form.value.version.trim().parse().unwrap_or(0);
    let done =
        needs::accept_coding(&guard.app, &guard.actor, id, &chosen, version, form.key()).await;
    match done {
        Ok(()) => {
            let flash = Flash::new("needs-flash-coded");
            Ok(guard.redirect_with(&format!("/behov/{id}#yrke"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            page(&guard, &name, &form.value.q, state).await
        }
    }
}
