//! What owners intend, in sums; and the one question to an owner.

use app::succession;
use askama::Template;
use domain::signals::PERSONS_LEAST;
use domain::succession::intentions::{Gauge, Intention};
use serde::Deserialize;

use super::{PATH, home_crumb};
use crate::forms::{Form, FormState, Typed};
use crate::guard::{Guard, Right};
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::{OwnSuccession, SeeIntentions};
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

struct Row {
    text: String,
    /// How many, and how much of all; none where it is not shown.
    shown: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "succession/intentions.html")]
struct IntentionsPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    rows: Vec<Row>,
    total: Option<i64>,
    hides: bool,
    least: i64,
    /// The reader owns a firm and can answer.
    answers: bool,
    has_answered: bool,
    choices: Vec<Choice>,
}

fn rows(l: L, gauge: &Gauge) -> Vec<Row> {
    let row = |(one, count): &(Intention, Option<i64>)| Row {
        text: l.code("succession-intention", one),
        shown: count.map(|count| (l.number(count), l.percent(gauge.share(count)))),
    };
    gauge.parts.iter().map(row).collect()
}

async fn page<R: Right>(guard: &Guard<R>, form: FormState) -> Answer {
    let l = guard.l();
    let gauge = succession::intentions(&guard.app, &guard.actor).await?;
    let own = succession::intention(&guard.app, &guard.actor).await?;
    let page = IntentionsPage {
        shell: guard.shell(),
        l,
        crumbs: vec![home_crumb(l), Crumb::here(l.t("succession-intentions"))],
        rows: rows(l, &gauge),
        hides: gauge.parts.iter().any(|(_, count)| count.is_none()),
        total: gauge.total,
        least: PERSONS_LEAST,
        answers: OwnSuccession::allows(guard.actor.role()),
        has_answered: own.is_some(),
        choices: Choice::codes(l, "succession-intention", Intention::ALL),
        form,
    };
    render_with(page.form.status(), &page)
}

pub(super) async fn show(guard: Guard<SeeIntentions>) -> Answer {
    let own = succession::intention(&guard.app, &guard.actor).await?;
    let typed = own.map(|own| ("intention", own.code()));
    let form = FormState::with(&guard, Typed::of(typed));
    page(&guard, form).await
}

/// The answer.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    intention: String,
}

pub(super) async fn answer(guard: Guard<OwnSuccession>, form: Form<Sent>) -> Answer {
    let intention = &form.value.intention;
    match succession::intend(&guard.app, &guard.actor, intention, form.key()).await {
        Ok(_) => {
            let flash = Flash::new("flash-succession-intended");
            Ok(guard.redirect_with(&format!("{PATH}/avsikter"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            page(&guard, state).await
        }
    }
}
