//! One question group per page, for the firm alone and for a leader together with it.

use app::mappings::{self, Page, Save, Saved, Seen, Typed};
use askama::Template;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::needs::answers::Obstacle;
use domain::needs::mapping::{Question, Track};
use domain::needs::{NeedKind, Severity};
use domain::questions::{AnswerKind, Asked, LOCAL_FIELDS, YesNo};
use domain::time::{self, Timestamp};
use serde::{Deserialize, Serialize};

use super::way::Way;
use crate::failure::Failure;
use crate::forms::{self, Form, FormState};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::shell::{Flash, Shell, redirect};
use crate::ui::Choice;

/// Everything a page of questions sends; the answers themselves are read by field name.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct StepForm {
    step: String,
    base: String,
    /// Kept while typing, without leaving the page.
    autosave: String,
    /// To go on another day.
    senare: String,
    /// To the page before.
    tillbaka: String,
    /// Where to go after, when one came to change a single answer.
    efter: String,
}

/// From the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct After {
    efter: String,
}

/// What somebody else wrote in the same place.
struct Theirs {
    label: String,
    text: String,
}

/// A local question as its page shows it.
struct LocalView {
    name: &'static str,
    text: String,
    help: String,
    from: String,
    is_choice: bool,
    is_number: bool,
    /// The choices are in the words of whoever asks.
    is_own: bool,
    choices: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "mappings/question.html")]
struct QuestionPage {
    shell: Shell,
    l: L,
    form: FormState,
    base: String,
    at: usize,
    of: usize,
    question: &'static str,
    heading: String,
    hint: String,
    about: String,
    note: String,
    saved: String,
    seen: Seen,
    efter: String,
    is_link: bool,
    theirs: Vec<Theirs>,
    choices: Vec<Choice>,
    local: Vec<LocalView>,
}

/// Minutes left: half a minute a question, at least one.
fn minutes_left(at: usize, of: usize) -> usize {
    (of.saturating_sub(at) + 1).div_ceil(2)
}

fn saved_at(l: L, at: Timestamp) -> String {
    let time = l.clock_time(time::local(at).time());
    l.ta("mappings-saved").a("time", time).to_string()
}

fn choices_of(l: L, question: Question) -> Vec<Choice> {
    match question {
        Question::Obstacle => Obstacle::ALL
            .iter()
            .map(|code| {
                Choice::new(code, l.code("mappings-obstacle", code))
                    .hint(l.code("mappings-obstacle-hint", code))
            })
            .collect(),
        Question::Consequence => Choice::codes(l, "severity", Severity::ALL),
        Question::Scope => Choice::codes(l, "need-kind", NeedKind::ALL),
        _ => Vec::new(),
    }
}

fn local_views(l: L, asked: &[Asked]) -> Vec<LocalView> {
    let view = |(one, name): (&Asked, &'static str)| {
        let wording = &one.wording;
        LocalView {
            name,
            text: wording.text.clone(),
            help: wording.help.clone().unwrap_or_default(),
            from: one.from.clone(),
            is_choice: matches!(wording.kind, AnswerKind::YesNo | AnswerKind::Choice),
            is_number: wording.kind == AnswerKind::Number,
            is_own: wording.kind == AnswerKind::Choice,
            choices: match wording.kind {
                AnswerKind::YesNo => Choice::codes(l, "yes-no", YesNo::ALL),
                _ => wording.choices.iter().map(|one| Choice::new(one, one)).collect(),
            },
        }
    };
    asked.iter().zip(LOCAL_FIELDS).map(view).collect()
}

/// What a page asks; of local questions, who asks them.
fn heading_of(l: L, page: &Page) -> String {
    if page.asked.is_empty() {
        return l.code("question", page.step.question);
    }
    let mut names: Vec<&str> = Vec::new();
    for one in &page.asked {
        if !names.contains(&one.from.as_str()) {
            names.push(&one.from);
        }
    }
    l.ta("questions-step-heading").a("names", names.join(", ")).to_string()
}

/// Which goal and need a page is about, when there are several.
fn about(l: L, page: &Page) -> String {
    let is_of_need =
        matches!(page.step.question, Question::Words | Question::Scope | Question::Start);
    if matches!(page.step.question, Question::Contact | Question::Local) {
        String::new()
    } else if is_of_need && page.needs > 1 {
        l.ta("mappings-about-need")
            .a("need", page.step.need + 1)
            .a("needs", page.needs)
            .a("goal", page.goal.as_str())
            .to_string()
    } else if page.goals > 1 {
        let text = l.ta("mappings-about-goal").a("goal", page.step.goal + 1);
        text.a("goals", page.goals).to_string()
    } else {
        String::new()
    }
}

fn show_page<R>(
    guard: &Guard<R>,
    way: &Way,
    page: &Page,
    form: FormState,
    theirs: Vec<Theirs>,
    efter: String,
) -> Answer {
    let l = guard.l();
    let code = page.step.question.code();
    let mapping = &page.entered.mapping;
    let is_kept = mapping.state != domain::needs::mapping::MappingState::Invited;
    let note = l.ta("mappings-minutes").a("minutes", minutes_left(page.at, page.of));
    render_with(
        form.status(),
        &QuestionPage {
            shell: guard.shell(),
            l,
            base: way.base(),
            at: page.at,
            of: page.of,
            question: code,
            heading: heading_of(l, page),
            local: local_views(l, &page.asked),
            hint: l.code("mappings-hint", code),
            about: about(l, page),
            note: if mapping.track == Track::Micro { note.to_string() } else { String::new() },
            saved: if is_kept { saved_at(l, mapping.updated_at) } else { String::new() },
            seen: page.seen.clone(),
            efter,
            is_link: way.is_link(),
            theirs,
            choices: choices_of(l, page.step.question),
            form,
        },
    )
}

/// Shows a page of questions.
pub(super) async fn show<R>(guard: &Guard<R>, way: &Way, at: usize, after: After) -> Answer {
    // Local questions that stand in a form already stay in its order.
    let drafted = guard.visitor.draft.as_ref().map(|draft| draft.first("step").to_owned());
    let name = drafted.unwrap_or_default();
    let page = match mappings::page_again(&guard.app, way.door(), at, &name).await {
        Ok(Some(page)) => page,
        Ok(None) => return Ok(redirect(&way.review())),
        Err(error) => return way.lost(error),
    };
    if !page.entered.mapping.state.takes_answers() {
        return Ok(redirect(&way.base()));
    }
    let mut page = page;
    // What was typed before the language changed still builds on what was read then.
    if let Some(draft) = guard.visitor.draft.as_ref().filter(|draft| draft.get("base").is_some()) {
        let (step, base) = (draft.first("step").to_owned(), draft.first("base").to_owned());
        page.seen = Seen { step, base };
    }
    let form = FormState::with(guard, forms::Typed::of(page.values.clone()));
    show_page(guard, way, &page, form, Vec::new(), after.efter)
}

/// What a browser hears that keeps answers while somebody types.
#[derive(Serialize)]
struct Kept {
    /// `Sparat kl. 14.03`.
    text: String,
    /// What the page is shown with from here on.
    base: String,
}

fn kept(l: L, saved: &Saved) -> Response {
    match saved {
        Saved::Kept { at, seen, .. } => {
            Json(Kept { text: saved_at(l, *at), base: seen.base.clone() }).into_response()
        }
        Saved::Meanwhile { .. } => {
            let text = l.t("mappings-meanwhile-short");
            (StatusCode::CONFLICT, Json(Kept { text, base: String::new() })).into_response()
        }
    }
}

/// Keeps a page, right or wrong, and goes where the person asked.
pub(super) async fn save<R>(
    guard: &Guard<R>,
    way: &Way,
    at: usize,
    form: Form<StepForm>,
) -> Answer {
    let sent = &form.value;
    let typed = typed_answers(&form);
    let seen = Seen { step: sent.step.clone(), base: sent.base.clone() };
    let saving = Save { seen: &seen, typed: &typed };
    let saved = mappings::save(&guard.app, way.door(), &saving).await;
    if sent.autosave == "1" {
        return Ok(kept(guard.l(), &saved?));
    }
    let saved = match saved {
        Ok(saved) => saved,
        Err(error) if error.faults.is_empty() && error.kind == app::Kind::Invisible => {
            return way.lost(error);
        }
        Err(error) => {
            let page = mappings::page_again(&guard.app, way.door(), at, &sent.step).await?;
            let page = page.ok_or_else(Failure::not_found)?;
            let state = form.faulty(guard, error)?;
            return show_page(guard, way, &page, state, Vec::new(), sent.efter.clone());
        }
    };
    if let Saved::Kept { next, .. } = &saved {
        if sent.tillbaka == "1" {
            let to = if at > 1 { way.question(at - 1) } else { way.base() };
            return Ok(redirect(&to));
        }
        if sent.senare == "1" {
            return Ok(guard.redirect_with(&way.base(), &Flash::new("flash-mapping-saved")));
        }
        if saved.faults().is_empty() {
            let is_change = sent.efter == "granska";
            let to = if is_change { way.review() } else { way.question(*next) };
            return Ok(redirect(&to));
        }
    }
    again(guard, way, at, form, saved).await
}

/// The same page with what to mend, or with what somebody else wrote.
async fn again<R>(
    guard: &Guard<R>,
    way: &Way,
    at: usize,
    form: Form<StepForm>,
    saved: Saved,
) -> Answer {
    let page = mappings::page_again(&guard.app, way.door(), at, &form.value.step).await?;
    let mut page = page.ok_or_else(Failure::not_found)?;
    let l = guard.l();
    let faults = saved.faults();
    let (theirs, state) = match saved {
        Saved::Kept { seen, .. } => {
            page.seen = seen;
            (Vec::new(), form.faulty(guard, Failure::invalid(faults))?)
        }
        Saved::Meanwhile { theirs, seen } => {
            page.seen = seen;
            let theirs =
                theirs.into_iter().map(|(field, text)| shown(l, &page.asked, &field, &text));
            let conflict = Failure::of_kind(app::Kind::Conflict);
            (theirs.collect(), form.faulty(guard, conflict)?)
        }
    };
    show_page(guard, way, &page, state, theirs, form.value.efter)
}

fn shown(l: L, asked: &[Asked], field: &str, text: &str) -> Theirs {
    let local = LOCAL_FIELDS.iter().position(|one| *one == field);
    if let Some(one) = local.and_then(|place| asked.get(place)) {
        let (text, _) = local_text(l, one, text);
        return Theirs { label: one.wording.text.clone(), text };
    }
    let words = match field {
        "obstacle" => l.code("mappings-obstacle", text),
        "severity" => l.code("severity", text),
        "kind" => l.code("need-kind", text),
        _ => text.to_owned(),
    };
    Theirs { label: l.code("mappings-field", field), text: words }
}

/// An answer to a local question in words, and whether they are the firm's own or the asker's. What
/// cannot be read is shown as typed.
pub(super) fn local_text(l: L, asked: &Asked, typed: &str) -> (String, bool) {
    match (asked.wording.kind, YesNo::parse(typed)) {
        (AnswerKind::YesNo, Ok(answer)) => (l.code("yes-no", answer), false),
        (AnswerKind::Number, _) => (typed.to_owned(), false),
        _ => (typed.to_owned(), true),
    }
}

/// The answers of a page, by field. A choice that nobody has made is sent as nothing at all.
fn typed_answers(form: &Form<StepForm>) -> Typed {
    Question::ALL
        .iter()
        .flat_map(|question| mappings::fields_of(*question))
        .chain(&LOCAL_FIELDS)
        .filter_map(|field| Some(((*field).to_owned(), form.typed.get(field)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_question_still_takes_a_minute() {
        assert_eq!(minutes_left(1, 7), 4);
        assert_eq!(minutes_left(3, 8), 3);
        assert_eq!(minutes_left(7, 7), 1);
    }

    #[test]
    fn every_question_and_field_has_its_words() {
        let l = L::default();
        for question in Question::ALL {
            assert!(l.has(&format!("mappings-hint-{question}")), "{question}");
            for field in mappings::fields_of(*question) {
                assert!(l.has(&format!("mappings-field-{field}")), "{field}");
            }
        }
        for obstacle in Obstacle::ALL {
            assert!(l.has(&format!("mappings-obstacle-{obstacle}")));
            assert!(l.has(&format!("mappings-obstacle-hint-{obstacle}")));
        }
    }
}
