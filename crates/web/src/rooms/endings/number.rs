//! The form where an organisation is given another number.

use app::endings::{self, Story};
use app::organisations::{self, StoredOrganisation};
use askama::Template;
use axum::extract::Path;
use domain::endings::NumberForm;

use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::KeepOrganisations;
use crate::shell::{Flash, Shell};
use crate::ui::Crumb;

use super::StoryView;

#[derive(Template)]
#[template(path = "endings/number.html")]
struct NumberPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    heading: String,
    id: String,
    number: String,
    former: Vec<String>,
}

/// The organisation with the numbers it has had, for who may change it.
async fn known(
    guard: &Guard<KeepOrganisations>,
    name: &str,
) -> Result<(StoredOrganisation, Story), Failure> {
    let id = organisations::resolve(&guard.app, &guard.actor, name).await?;
    let known = organisations::editable(&guard.app, &guard.actor, id).await?;
    let story = endings::story(&guard.app, &guard.actor, id).await?;
    Ok((known, story))
}

fn page(
    guard: &Guard<KeepOrganisations>,
    (known, story): &(StoredOrganisation, Story),
    form: FormState,
) -> Answer {
    let l = guard.l();
    let up = format!("/organisationer/{}", known.id);
    let heading = l.ta("endings-number-heading").a("name", &known.organisation.name).to_string();
    let version = known.version.to_string();
    let form = form.starting("version", &version);
    render_with(
        form.status(),
        &NumberPage {
            shell: guard.shell(),
            l,
            crumbs: vec![
                Crumb::up("/organisationer", l.t("nav-organisations")),
                Crumb::up(&up, &known.organisation.name),
                Crumb::here(&heading),
            ],
            heading,
            id: known.id.to_string(),
            number: known.organisation.org_number.to_string(),
            former: StoryView::of(l, story).numbers,
            form,
        },
    )
}

pub(super) async fn blank(guard: Guard<KeepOrganisations>, Path(name): Path<String>) -> Answer {
    let known = known(&guard, &name).await?;
    let form = FormState::with(&guard, Typed::of([("from", guard.today().to_string())]));
    page(&guard, &known, form)
}

pub(super) async fn save(
    guard: Guard<KeepOrganisations>,
    Path(name): Path<String>,
    form: Form<NumberForm>,
) -> Answer {
    let id = organisations::resolve(&guard.app, &guard.actor, &name).await?;
    let version = form.typed.first("version").parse().unwrap_or_default();
    let (app, actor) = (&guard.app, &guard.actor);
    match endings::change_number(app, actor, id, version, &form.value, form.key()).await {
        Ok(kept) => {
            let flash = Flash::new("flash-organisation-number").a("name", kept.name);
            Ok(guard.redirect_with(&format!("/organisationer/{id}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let known = known(&guard, &id.to_string()).await?;
            // What somebody else has written down meanwhile.
            let last = known.1.numbers.first();
            let stands = NumberForm {
                org_number: known.0.organisation.org_number.to_string(),
                from: last.map(|one| one.until.to_string()).unwrap_or_default(),
                reason: last.map(|one| one.reason.clone()).unwrap_or_default(),
            };
            let state = state.beside_form(&stands, known.0.version);
            page(&guard, &known, state)
        }
    }
}
