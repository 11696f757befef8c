//! The form where an agreement is written down, and where it is changed.

use app::agreements::{self, Kept, View};
use app::organisations::resolve;
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::agreements::{AgreementForm, AgreementKind};
use domain::fault::Fault;
use domain::ids::{AgreementId, OrganisationId};
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::KeepAgreements;
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

#[derive(Template)]
#[template(path = "agreements/form.html")]
struct FormPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    heading: String,
    action: String,
    /// Whom it can be with; none for one that is there.
    partners: Vec<Choice>,
    is_new: bool,
    kinds: Vec<Choice>,
    places: Vec<Choice>,
}

/// The fields of the form: with whom, and the version it was filled in from.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Sent {
    organisation: String,
    version: String,
    kind: String,
    scope: String,
    municipalities: Vec<String>,
    valid_from: String,
    valid_until: String,
    reference: String,
    signed_on: String,
}

impl Sent {
    fn agreement(&self) -> AgreementForm {
        AgreementForm {
            kind: self.kind.clone(),
            scope: self.scope.clone(),
            municipalities: self.municipalities.clone(),
            valid_from: self.valid_from.clone(),
            valid_until: self.valid_until.clone(),
            reference: self.reference.clone(),
            signed_on: self.signed_on.clone(),
        }
    }
}

/// A form with the version it is filled in from.
#[derive(Serialize)]
struct Versioned<'a> {
    version: i64,
    #[serde(flatten)]
    form: &'a AgreementForm,
}

async fn form_page(guard: &Guard<KeepAgreements>, there: Option<&View>, form: FormState) -> Answer {
    let l = guard.l();
    let places = agreements::places(&guard.app, &guard.actor).await?;
    let mut crumbs = vec![Crumb::up("/avtal", l.t("agreements-title"))];
    let (heading, action, partners) = match there {
        None => {
            let all = agreements::partners(&guard.app, &guard.actor).await?;
            (l.t("agreements-new"), "/avtal/ny".to_owned(), all)
        }
        Some(view) => {
            let stored = &view.seen.agreement;
            let up = format!("/avtal/{}", stored.id);
            crumbs.push(Crumb::up(&up, &stored.organisation_name));
            let heading = l.ta("agreements-edit-heading").a("name", &stored.organisation_name);
            (heading.to_string(), format!("{up}/andra"), Vec::new())
        }
    };
    crumbs.push(Crumb::here(&heading));
    render_with(
        form.status(),
        &FormPage {
            shell: guard.shell(),
            l,
            form,
            crumbs,
            heading,
            action,
            partners: partners.iter().map(|(id, name)| Choice::new(id, name)).collect(),
            is_new: there.is_none(),
            kinds: Choice::codes(l, "agreement-kind", AgreementKind::ALL),
            places: places.iter().map(|one| Choice::new(&one.code, &one.name)).collect(),
        },
    )
}

fn done(guard: &Guard<KeepAgreements>, kept: Kept, flash: &str) -> Response {
    let flash = Flash::new(flash).a("name", kept.organisation_name);
    guard.redirect_with(&format!("/avtal/{}", kept.id), &flash)
}

/// What the address of the form says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct NewQuery {
    organisation: String,
}

pub(super) async fn blank(guard: Guard<KeepAgreements>, Query(query): Query<NewQuery>) -> Answer {
    let with = if query.organisation.is_empty() {
        String::new()
    } else {
        resolve(&guard.app, &guard.actor, &query.organisation).await?.to_string()
    };
    let form = FormState::with(&guard, Typed::of([("organisation", with)]));
    form_page(&guard, None, form).await
}

/// With whom: one of the list.
fn with(text: &str) -> Result<OrganisationId, Fault> {
    match text.trim() {
        "" => Err(Fault::new("organisation", "required")),
        id => {
            id.parse().map_err(|_| Fault::new("organisation", "unknown-choice").with("value", id))
        }
    }
}

pub(super) async fn add(guard: Guard<KeepAgreements>, form: Form<Sent>) -> Answer {
    let (app, actor, sent) = (&guard.app, &guard.actor, form.value.agreement());
    let added = match with(&form.value.organisation) {
        Ok(with) => {
            agreements::add(app, actor, with, &sent, form.key()).await.map_err(Failure::from)
        }
        Err(fault) => {
            let mut faults = sent.parse(guard.today()).err().unwrap_or_default();
            faults.0.insert(0, fault);
            Err(Failure::invalid(faults))
        }
    };
    match added {
        Ok(kept) => Ok(done(&guard, kept, "flash-agreement-added")),
        Err(failure) => {
            let state = form.faulty(&guard, failure)?;
            form_page(&guard, None, state).await
        }
    }
}

/// The agreement, if it can be changed.
async fn changeable(guard: &Guard<KeepAgreements>, id: AgreementId) -> Result<View, Failure> {
    let view = agreements::read(&guard.app, &guard.actor, id).await?;
    if view.can_change { Ok(view) } else { Err(Failure::forbidden()) }
}

pub(super) async fn edit_page(guard: Guard<KeepAgreements>, Path(id): Path<AgreementId>) -> Answer {
    let view = changeable(&guard, id).await?;
    let stored = &view.seen.agreement;
    let form = &AgreementForm::of(&stored.agreement);
    let form = FormState::filled(&guard, &Versioned { version: stored.version, form });
    form_page(&guard, Some(&view), form).await
}

pub(super) async fn edit(
    guard: Guard<KeepAgreements>,
    Path(id): Path<AgreementId>,
    form: Form<Sent>,
) -> Answer {
    let version = form.value.version.parse().unwrap_or_default();
    let (app, actor, sent) = (&guard.app, &guard.actor, form.value.agreement());
    match agreements::change(app, actor, id, version, &sent, form.key()).await {
        Ok(kept) => Ok(done(&guard, kept, "flash-agreement-changed")),
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            // Ended meanwhile, there is nothing left to change.
            let view = changeable(&guard, id).await?;
            let stored = &view.seen.agreement;
            let stands = AgreementForm::of(&stored.agreement);
            let state = state.beside_form(&stands, stored.version);
            form_page(&guard, Some(&view), state).await
        }
    }
}
