//! «Fick ni hjälp?»: the firm answers by the link of a mail, without an account.

mod api;

use app::follow_ups::{self, FollowUp};
use askama::Template;
use axum::extract::Path;
use domain::mail::{FollowUpAnswer, FollowUpForm};

use crate::forms::{Form, FormState, Typed};
use crate::guard::Guard;
use crate::guarded::{Routes, get};
use crate::l10n::L;
use crate::page::{Answer, render, render_with};
use crate::rights::AnswerByLink;
use crate::shell::Shell;
use crate::ui::Choice;

/// Routes.
pub fn routes() -> Routes {
    Routes::new().page("/uppfoljning/{token}", get(show).post(answer)).merge(api::routes())
}

#[derive(Template)]
#[template(path = "follow-up/ask.html")]
struct AskPage {
    shell: Shell,
    l: L,
    form: FormState,
    token: String,
    number: String,
    months: i64,
    answers: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "follow-up/thanks.html")]
struct ThanksPage {
    shell: Shell,
    l: L,
    again: String,
    number: String,
    answer: String,
    needs_help: bool,
}

fn ask(guard: &Guard<AnswerByLink>, token: String, asked: FollowUp, form: FormState) -> Answer {
    let l = guard.l();
    let page = AskPage {
        shell: guard.shell(),
        l,
        token,
        number: asked.case_number,
        months: asked.months,
        answers: Choice::codes(l, "follow-up-answer", FollowUpAnswer::ALL),
        form,
    };
    render_with(page.form.status(), &page)
}

/// The answer as it stands, to begin changing it with.
fn typed(asked: &FollowUp) -> Typed {
    Typed::of([
        ("version", asked.version().to_string()),
        ("answer", asked.answer.map(|answer| answer.code().to_owned()).unwrap_or_default()),
        ("words", asked.words.clone().unwrap_or_default()),
    ])
}

async fn show(guard: Guard<AnswerByLink>, Path(token): Path<String>) -> Answer {
    let asked = follow_ups::by_link(&guard.app, &token).await?;
    let form = FormState::with(&guard, typed(&asked));
    ask(&guard, token, asked, form)
}

async fn answer(
    guard: Guard<AnswerByLink>,
    Path(token): Path<String>,
    form: Form<FollowUpForm>,
) -> Answer {
    let l = guard.l();
    let version = form.typed.first("version").parse().unwrap_or(0);
    match follow_ups::answer(&guard.app, &token, version, &form.value, form.key()).await {
        Ok(asked) => {
            let said = asked.answer.unwrap_or(FollowUpAnswer::Gone);
            render(&ThanksPage {
                shell: guard.shell(),
                l,
                again: format!("/uppfoljning/{token}"),
                number: asked.case_number,
                answer: l.code("follow-up-answer", said),
                needs_help: matches!(said, FollowUpAnswer::NotSolved | FollowUpAnswer::Partly),
            })
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let asked = follow_ups::by_link(&guard.app, &token).await?;
            let state = state.beside(typed(&asked));
            ask(&guard, token, asked, state)
        }
    }
}
