//! The form for a signal of one's own: from a visit, from a case or freely.

use app::signals;
use askama::Template;
use axum::extract::Query;
use domain::access::Role;
use domain::signals::{SourceKind, WrittenForm};
use serde::Deserialize;

use super::list::places;
use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::KeepSignals;
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct NewQuery {
    besok: String,
    arende: String,
}

impl NewQuery {
    /// As the form carries it.
    fn from(&self) -> String {
        match (self.besok.as_str(), self.arende.as_str()) {
            ("", "") => String::new(),
            ("", case) => format!("{}:{case}", SourceKind::Case),
            (visit, _) => format!("{}:{visit}", SourceKind::Visit),
        }
    }
}

#[derive(Template)]
#[template(path = "signals/form.html")]
struct FormPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    /// What it came up in: address and text.
    origin: Option<(String, String)>,
    /// Empty for who writes of their own municipality only.
    places: Vec<Choice>,
}

async fn page(guard: &Guard<KeepSignals>, form: FormState) -> Answer {
    let l = guard.l();
    let written = WrittenForm { from: form.value("from").to_owned(), ..WrittenForm::default() };
    let origin = match (written.origin(), written.from.is_empty()) {
        (Some((SourceKind::Visit, id)), _) => {
            Some((format!("/besok/{id}"), l.t("signals-from-visit")))
        }
        (Some((_, id)), _) => Some((format!("/arenden/{id}"), l.t("signals-from-case"))),
        (None, true) => None,
        (None, false) => return Err(Failure::not_found()),
    };
    let is_local = matches!(guard.actor.role(), Role::MuniAdviser | Role::MuniContact);
    let asks_place = origin.is_none() && !is_local;
    render_with(
        form.status(),
        &FormPage {
            shell: guard.shell(),
            l,
            crumbs: vec![
                Crumb::up("/signaler", l.t("signals-title")),
                Crumb::here(l.t("signals-new-title")),
            ],
            origin,
            places: if asks_place { places(guard).await? } else { Vec::new() },
            form,
        },
    )
}

pub(super) async fn blank(guard: Guard<KeepSignals>, Query(query): Query<NewQuery>) -> Answer {
    let form = FormState::with(&guard, Typed::of([("from", query.from())]));
    page(&guard, form).await
}

pub(super) async fn write_down(guard: Guard<KeepSignals>, form: Form<WrittenForm>) -> Answer {
    match signals::write_down(&guard.app, &guard.actor, &form.value, form.key()).await {
        Ok(kept) => {
            let flash = Flash::new("flash-signal-written");
            Ok(guard.redirect_with(&format!("/signaler/{}", kept.id), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            page(&guard, state).await
        }
    }
}
