//! A firm asks for a process leader, logged in or by its link.

use app::leaders::{self, WishForm};
use app::mappings::{self, Seat};
use askama::Template;
use axum::extract::Path;
use serde::Deserialize;

use crate::failure::Failure;
use crate::forms::{Form, FormState};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::{AnswerAsEmployer, AnswerByLink};
use crate::rooms::mappings::way::Way;
use crate::shell::{Flash, Shell};

#[derive(Template)]
#[template(path = "leaders/wish.html")]
struct WishPage {
    shell: Shell,
    l: L,
    form: FormState,
    firm: String,
    base: String,
    /// Who leads already.
    leader: String,
    can_ask: bool,
}

async fn page<R>(guard: &Guard<R>, way: &Way, form: FormState) -> Answer {
    let entered = match mappings::enter(&guard.app, way.door()).await {
        Ok(entered) => entered,
        Err(error) => return way.lost(error),
    };
    if entered.seat != Seat::Firm {
        return Err(Failure::forbidden());
    }
    let mapping = entered.mapping;
    render_with(
        form.status(),
        &WishPage {
            shell: guard.shell(),
            l: guard.l(),
            firm: mapping.organisation_name,
            base: way.base(),
            can_ask: mapping.led_by.is_none() && mapping.state.takes_answers(),
            leader: mapping.led_by_name.unwrap_or_default(),
            form,
        },
    )
}

/// What the firm says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    words: String,
}

async fn send<R>(guard: &Guard<R>, way: &Way, form: Form<Asked>) -> Answer {
    let wish = WishForm { words: form.value.words.clone() };
    match leaders::ask(&guard.app, way.door(), &wish, form.key()).await {
        Ok(_) => Ok(guard.redirect_with(&way.base(), &Flash::new("flash-leader-asked"))),
        Err(error) => {
            let state = form.faulty(guard, error)?;
            page(guard, way, state).await
        }
    }
}

pub(super) async fn show(guard: Guard<AnswerAsEmployer>, Path(id): Path<String>) -> Answer {
    let way = Way::by_login(&guard, id).await?;
    page(&guard, &way, FormState::blank(&guard)).await
}

pub(super) async fn ask(
    guard: Guard<AnswerAsEmployer>,
    Path(id): Path<String>,
    form: Form<Asked>,
) -> Answer {
    send(&guard, &Way::by_login(&guard, id).await?, form).await
}

pub(super) async fn show_by_link(guard: Guard<AnswerByLink>, Path(token): Path<String>) -> Answer {
    page(&guard, &Way::by_link(&guard, token)?, FormState::blank(&guard)).await
}

pub(super) async fn ask_by_link(
    guard: Guard<AnswerByLink>,
    Path(token): Path<String>,
    form: Form<Asked>,
) -> Answer {
    send(&guard, &Way::by_link(&guard, token)?, form).await
}
