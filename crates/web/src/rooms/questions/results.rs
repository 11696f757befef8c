//! What firms answered to a question: one table for each version, and never their sum.

use app::questions::{self, VersionResult, View};
use askama::Template;
use axum::extract::Path;
use domain::questions::{AnswerKind, BANDS, Wording};

use super::{PATH, id_of, place_of, tag_of, told};
use crate::files::Spreadsheet;
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render};
use crate::rights::ReadQuestions;
use crate::shell::Shell;
use crate::ui::Crumb;

struct Bar {
    name: String,
    /// In the words of whoever asks, which are Swedish.
    is_own: bool,
    answers: String,
    /// Length in hundredths of the longest; none where the number is not shown.
    share: Option<i64>,
}

struct Said {
    href: String,
    firm: String,
    words: String,
    when: String,
}

struct VersionView {
    number: i64,
    text: String,
    help: String,
    kind: String,
    asked: String,
    /// What the total is, in a sentence.
    says: String,
    bars: Vec<Bar>,
    median: String,
    /// Whether there are answers in words to list.
    has_words: bool,
    said: Vec<Said>,
}

/// A group of answers in words, and whether the words are the asker's.
fn group_name(l: L, wording: &Wording, value: &str) -> (String, bool) {
    match wording.kind {
        AnswerKind::YesNo => (l.code("yes-no", value), false),
        AnswerKind::Number => (band_name(l, value), false),
        AnswerKind::Choice | AnswerKind::Text => (value.to_owned(), true),
    }
}

fn band_name(l: L, from: &str) -> String {
    let band = BANDS.iter().find(|(least, _)| least.to_string() == from);
    match band {
        Some((from, Some(to))) if from == to => l.number(*from),
        Some((from, Some(to))) => {
            l.ta("questions-band").a("from", l.number(*from)).a("to", l.number(*to)).to_string()
        }
        _ => l.ta("questions-band-more").a("from", from).to_string(),
    }
}

fn asked_text(l: L, result: &VersionResult) -> String {
    let from = l.day_of(result.asked_at);
    match result.asked_until {
        Some(until) => {
            let text = l.ta("questions-asked-between").a("from", from);
            text.a("until", l.day_of(until)).to_string()
        }
        None => l.ta("questions-asked-since").a("from", from).to_string(),
    }
}

fn total_text(l: L, total: Option<(i64, i64)>) -> String {
    match total {
        None => l.t("questions-total-too-few"),
        Some((0, _)) => l.t("questions-total-none"),
        Some((answers, firms)) => {
            l.ta("questions-total").a("answers", answers).a("firms", firms).to_string()
        }
    }
}

fn version_view(l: L, result: VersionResult) -> VersionView {
    let wording = &result.wording;
    let longest = result.counted.groups.iter().filter_map(|one| one.answers).max().unwrap_or(0);
    let bars = result.counted.groups.iter().map(|group| {
        let (name, is_own) = group_name(l, wording, &group.value);
        let share = group.answers.map(|answers| answers * 100 / longest.max(1));
        Bar { name, is_own, answers: told(l, group.answers), share }
    });
    VersionView {
        number: result.version,
        bars: bars.collect(),
        asked: asked_text(l, &result),
        says: total_text(l, result.counted.total),
        median: result.counted.median.map(|middle| l.number(middle)).unwrap_or_default(),
        has_words: wording.kind == AnswerKind::Text
            && !matches!(result.counted.total, Some((0, _))),
        kind: l.code("answer-kind", wording.kind),
        said: result
            .said
            .into_iter()
            .map(|said| Said {
                href: format!("/kartlaggningar/{}", said.mapping),
                firm: said.firm,
                words: said.words,
                when: l.day_of(said.at),
            })
            .collect(),
        text: result.wording.text,
        help: result.wording.help.unwrap_or_default(),
    }
}

#[derive(Template)]
#[template(path = "questions/show.html")]
struct ShowPage {
    shell: Shell,
    l: L,
    crumbs: Vec<Crumb>,
    path: String,
    text: String,
    from: String,
    place: String,
    tag: (&'static str, &'static str, String),
    can_change: bool,
    versions: Vec<VersionView>,
}

pub(super) async fn show(guard: Guard<ReadQuestions>, Path(name): Path<String>) -> Answer {
    let l = guard.l();
    let View { question, versions, can_change } =
        questions::read(&guard.app, &guard.actor, id_of(&name)?).await?;
    render(&ShowPage {
        shell: guard.shell(),
        l,
        crumbs: vec![
            Crumb::up(PATH, l.t("questions-title")),
            Crumb::here(l.t("questions-one-title")),
        ],
        path: format!("{PATH}/{}", question.id),
        place: place_of(l, &question),
        tag: tag_of(l, &question),
        text: question.wording.text,
        from: question.from,
        can_change,
        versions: versions.into_iter().map(|one| version_view(l, one)).collect(),
    })
}

/// The same figures as a file that opens in a spreadsheet, with the version in a column.
pub(super) async fn csv(guard: Guard<ReadQuestions>, Path(name): Path<String>) -> Answer {
    let l = guard.l();
    let view = questions::read(&guard.app, &guard.actor, id_of(&name)?).await?;
    let heads = ["version", "question", "from", "until", "answer", "answers", "firms"];
    let mut sheet = Spreadsheet::of(&heads.map(|head| l.code("questions-csv", head)));
    for result in view.versions {
        let line = |answer: String, answers: Option<i64>, firms: String| {
            [
                result.version.to_string(),
                result.wording.text.clone(),
                l.day_of(result.asked_at),
                result.asked_until.map(|until| l.day_of(until)).unwrap_or_default(),
                answer,
                answers.map_or_else(|| l.t("questions-too-few"), |number| number.to_string()),
                firms,
            ]
        };
        for group in &result.counted.groups {
            let (answer, _) = group_name(l, &result.wording, &group.value);
            sheet.push(&line(answer, group.answers, String::new()));
        }
        let total = result.counted.total;
        let firms = total.map_or_else(|| l.t("questions-too-few"), |(_, firms)| firms.to_string());
        let all = line(l.t("questions-csv-all"), total.map(|(answers, _)| answers), firms);
        sheet.push(&all);
    }
    Ok(sheet.answer("svar.csv"))
}
