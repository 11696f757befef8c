//! `/fragor`: what a municipality or the region asks firms at the end of a mapping, and what they
//! answered, version by version.

mod api;
mod results;

use app::questions::{self, Line, StoredQuestion};
use askama::Template;
use axum::extract::Path;
use domain::ids::LocalQuestionId;
use domain::questions::{AnswerKind, QuestionForm};
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::forms::{Form, FormState};
use crate::guard::Guard;
use crate::guarded::{Routes, get};
use crate::l10n::L;
use crate::page::{Answer, render, render_with};
use crate::rights::{AskQuestions, ReadQuestions};
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

/// Where the questions are.
const PATH: &str = "/fragor";

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page(PATH, get(list))
        .page("/fragor/ny", get(blank).post(ask))
        .page("/fragor/{id}", get(results::show))
        .page("/fragor/{id}/andra", get(edit).post(change))
        .page("/fragor/{id}/dra-tillbaka", get(before_withdrawing).post(withdraw))
        .page("/fragor/{id}/svar.csv", get(results::csv))
        .merge(api::routes())
}

fn id_of(name: &str) -> Result<LocalQuestionId, Failure> {
    name.parse().map_err(|_| Failure::not_found())
}

/// Numbers that may be too small to show.
fn told(l: L, number: Option<i64>) -> String {
    number.map_or_else(|| l.t("questions-too-few"), |number| l.number(number))
}

/// Where a question is asked.
fn place_of(l: L, question: &StoredQuestion) -> String {
    question.municipality_name.clone().unwrap_or_else(|| l.t("questions-whole-county"))
}

/// Whether it is asked, as a mark: kind, icon, words.
fn tag_of(l: L, question: &StoredQuestion) -> (&'static str, &'static str, String) {
    match question.withdrawn_at {
        None => ("ok", "check", l.t("questions-state-asked")),
        Some(_) => ("line", "", l.t("questions-state-withdrawn")),
    }
}

struct Row {
    id: LocalQuestionId,
    text: String,
    from: String,
    place: String,
    version: i64,
    answers: String,
    tag: (&'static str, &'static str, String),
}

fn row_of(l: L, line: &Line) -> Row {
    let question = &line.question;
    Row {
        id: question.id,
        text: question.wording.text.clone(),
        from: question.from.clone(),
        place: place_of(l, question),
        version: question.version,
        answers: told(l, line.answered.map(|(answers, _)| answers)),
        tag: tag_of(l, question),
    }
}

#[derive(Template)]
#[template(path = "questions/list.html")]
struct ListPage {
    shell: Shell,
    l: L,
    rows: Vec<Row>,
    can_ask: bool,
    max: usize,
}

async fn list(guard: Guard<ReadQuestions>) -> Answer {
    let l = guard.l();
    let listed = questions::list(&guard.app, &guard.actor).await?;
    let rows = listed.lines.iter().map(|line| row_of(l, line)).collect();
    let (can_ask, max) = (listed.can_ask, domain::questions::ASKED_MAX);
    render(&ListPage { shell: guard.shell(), l, rows, can_ask, max })
}

#[derive(Template)]
#[template(path = "questions/form.html")]
struct FormPage {
    shell: Shell,
    l: L,
    crumbs: Vec<Crumb>,
    heading: String,
    action: String,
    back: String,
    form: FormState,
    kinds: Vec<Choice>,
    /// Version it was filled in from; empty for a new one.
    version: String,
    /// The version that a change makes.
    next: i64,
}

fn page(guard: &Guard<AskQuestions>, of: Option<&StoredQuestion>, form: FormState) -> Answer {
    let l = guard.l();
    let list = Crumb::up(PATH, l.t("questions-title"));
    let (heading, back, crumbs) = if let Some(question) = of {
        let (heading, back) = (l.t("questions-edit-title"), format!("{PATH}/{}", question.id));
        let one = Crumb::up(&back, l.t("questions-one-title"));
        let crumbs = vec![list, one, Crumb::here(&heading)];
        (heading, back, crumbs)
    } else {
        let heading = l.t("questions-new-title");
        let crumbs = vec![list, Crumb::here(&heading)];
        (heading, PATH.to_owned(), crumbs)
    };
    let kind = |kind: &AnswerKind| {
        Choice::new(kind, l.code("answer-kind", kind)).hint(l.code("questions-kind-hint", kind))
    };
    render_with(
        form.status(),
        &FormPage {
            shell: guard.shell(),
            l,
            crumbs,
            heading,
            action: of
                .map_or_else(|| format!("{PATH}/ny"), |one| format!("{PATH}/{}/andra", one.id)),
            back,
            kinds: AnswerKind::ALL.iter().map(kind).collect(),
            version: form.value("version").to_owned(),
            next: of.map_or(1, |question| question.version + 1),
            form,
        },
    )
}

async fn blank(guard: Guard<AskQuestions>) -> Answer {
    let form = FormState::filled(&guard, &QuestionForm::default());
    page(&guard, None, form)
}

async fn ask(guard: Guard<AskQuestions>, form: Form<QuestionForm>) -> Answer {
    match questions::ask(&guard.app, &guard.actor, &form.value, form.key()).await {
        Ok(kept) => {
            let to = format!("{PATH}/{}", kept.id);
            Ok(guard.redirect_with(&to, &Flash::new("flash-question-asked")))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            page(&guard, None, state)
        }
    }
}

/// A question as its form begins, with its version.
#[derive(Serialize)]
struct Stands {
    #[serde(flatten)]
    form: QuestionForm,
    version: i64,
}

impl Stands {
    fn of(question: &StoredQuestion) -> Self {
        Self { form: QuestionForm::of(&question.wording), version: question.version }
    }
}

async fn edit(guard: Guard<AskQuestions>, Path(name): Path<String>) -> Answer {
    let question = questions::find_own(&guard.app, &guard.actor, id_of(&name)?).await?;
    let form = FormState::filled(&guard, &Stands::of(&question));
    page(&guard, Some(&question), form)
}

async fn change(
    guard: Guard<AskQuestions>,
    Path(name): Path<String>,
    form: Form<QuestionForm>,
) -> Answer {
    let id = id_of(&name)?;
    let (app, actor) = (&guard.app, &guard.actor);
    let version = form.typed.first("version").parse().unwrap_or(0);
    match questions::change(app, actor, id, version, &form.value, form.key()).await {
        Ok(kept) => {
            let flash = Flash::new("flash-question-changed").a("number", kept.version);
            Ok(guard.redirect_with(&format!("{PATH}/{id}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let question = questions::find(app, actor, id).await?;
            let state = state.beside_form(&Stands::of(&question), question.version);
            page(&guard, Some(&question), state)
        }
    }
}

#[derive(Template)]
#[template(path = "questions/withdraw.html")]
struct WithdrawPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    text: String,
    path: String,
    version: i64,
}

/// Which version is withdrawn.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Withdrawing {
    version: i64,
}

fn ask_first(guard: &Guard<AskQuestions>, question: &StoredQuestion, form: FormState) -> Answer {
    let l = guard.l();
    let path = format!("{PATH}/{}", question.id);
    let crumbs = vec![
        Crumb::up(PATH, l.t("questions-title")),
        Crumb::up(&path, l.t("questions-one-title")),
        Crumb::here(l.t("questions-withdraw-title")),
    ];
    let (text, version) = (question.wording.text.clone(), question.version);
    let page = WithdrawPage { shell: guard.shell(), l, form, crumbs, text, path, version };
    render_with(page.form.status(), &page)
}

/// Before withdrawing: what that means.
async fn before_withdrawing(guard: Guard<AskQuestions>, Path(name): Path<String>) -> Answer {
    let question = questions::find_own(&guard.app, &guard.actor, id_of(&name)?).await?;
    let form = FormState::blank(&guard);
    ask_first(&guard, &question, form)
}

async fn withdraw(
    guard: Guard<AskQuestions>,
    Path(name): Path<String>,
    form: Form<Withdrawing>,
) -> Answer {
    let id = id_of(&name)?;
    let (app, actor, version) = (&guard.app, &guard.actor, form.value.version);
    match questions::withdraw(app, actor, id, version, form.key()).await {
        Ok(_) => {
            let flash = Flash::new("flash-question-withdrawn");
            Ok(guard.redirect_with(&format!("{PATH}/{id}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let question = questions::find(app, actor, id).await?;
            ask_first(&guard, &question, state)
        }
    }
}
