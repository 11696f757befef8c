//! The form for a file.

use app::imports::{self, Sending};
use askama::Template;
use axum::http::StatusCode;
use domain::imports::{BYTES_MAX, ROWS_MAX, Source};

use crate::forms::{FormState, Upload};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::ImportAnswers;
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

#[derive(Template)]
#[template(path = "imports/send.html")]
struct SendPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    sources: Vec<Choice>,
    limits: String,
    /// The import that holds the same file already.
    same: Option<String>,
}

fn page(guard: &Guard<ImportAnswers>, form: FormState, same: Option<String>) -> Answer {
    let l = guard.l();
    let megabytes = i64::try_from(BYTES_MAX >> 20).unwrap_or(i64::MAX);
    let limits = l.ta("imports-limits").a("megabytes", megabytes).a("rows", ROWS_MAX).to_string();
    render_with(
        form.status(),
        &SendPage {
            shell: guard.shell(),
            l,
            crumbs: vec![
                Crumb::up("/import", l.t("imports-title")),
                Crumb::here(l.t("imports-new")),
            ],
            sources: Choice::codes(l, "imports-source", Source::OF_FILES),
            limits,
            same,
            form,
        },
    )
}

pub(super) async fn blank(guard: Guard<ImportAnswers>) -> Answer {
    page(&guard, FormState::blank(&guard), None)
}

pub(super) async fn keep(guard: Guard<ImportAnswers>, mut form: Upload) -> Answer {
    let sending = Sending {
        source: form.typed.first("source").to_owned(),
        file_name: std::mem::take(&mut form.file_name),
        bytes: std::mem::take(&mut form.bytes),
    };
    match imports::upload(&guard.app, &guard.actor, sending, form.key()).await {
        Ok(id) => {
            let flash = Flash::new("flash-import-sent");
            Ok(guard.redirect_with(&format!("/import/{id}"), &flash))
        }
        Err(error) => {
            let same = error.faults.of("file").and_then(|fault| {
                fault.values.iter().find(|(name, _)| *name == "id").map(|(_, id)| id.clone())
            });
            let state = form.faulty(&guard, error)?;
            debug_assert_ne!(state.status(), StatusCode::OK);
            page(&guard, state, same.map(|id| format!("/import/{id}")))
        }
    }
}
