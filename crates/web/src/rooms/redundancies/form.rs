//! The one form of a notice: everything else opens by it.

use app::redundancies;
use askama::Template;
use axum::extract::Query;
use domain::ids::OrganisationId;
use domain::redundancies::{NoticeForm, ROWS};
use serde::Deserialize;

use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::KeepRedundancies;
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

/// A row of the form: names of its fields, and their labels.
struct RowFields {
    occupation: &'static str,
    persons: &'static str,
    occupation_label: String,
    persons_label: String,
}

#[derive(Template)]
#[template(path = "redundancies/form.html")]
struct FormPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    heading: String,
    organisation: OrganisationId,
    places: Vec<Choice>,
    rows: Vec<RowFields>,
    /// Every occupation group as one can type it.
    occupations: Vec<String>,
}

async fn form_page(
    guard: &Guard<KeepRedundancies>,
    firm: OrganisationId,
    form: FormState,
) -> Answer {
    let l = guard.l();
    let found = app::organisations::find(&guard.app, &guard.actor, firm).await?;
    let places = app::offers::municipalities(&guard.app, &guard.actor).await?;
    let own = guard.actor.assignment().and_then(|held| held.municipality.clone());
    let places = places.iter().filter(|one| own.as_ref().is_none_or(|own| *own == one.code));
    let row = |(nth, (occupation, persons)): (i64, &(&'static str, &'static str))| RowFields {
        occupation,
        persons,
        occupation_label: l.ta("redundancies-occupation-nth").a("nth", nth).to_string(),
        persons_label: l.ta("redundancies-persons-nth").a("nth", nth).to_string(),
    };
    let named = |(code, name): (String, String)| format!("{code} {name}");
    render_with(
        form.status(),
        &FormPage {
            shell: guard.shell(),
            l,
            crumbs: vec![
                Crumb::up("/varsel", l.t("redundancies-title")),
                Crumb::here(l.t("redundancies-new-title")),
            ],
            heading: l
                .ta("redundancies-new-heading")
                .a("name", found.organisation.name)
                .to_string(),
            organisation: firm,
            places: places.map(|one| Choice::new(&one.code, &one.name)).collect(),
            rows: (1..).zip(ROWS.iter()).map(row).collect(),
            occupations: redundancies::occupations(&guard.app).into_iter().map(named).collect(),
            form,
        },
    )
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct NewQuery {
    organisation: String,
}

pub(super) async fn blank(guard: Guard<KeepRedundancies>, Query(query): Query<NewQuery>) -> Answer {
    let drafted = || FormState::drafted(&guard, "organisation");
    let asked = Some(query.organisation).filter(|asked| !asked.is_empty()).or_else(drafted);
    let Some(asked) = asked else {
        // The firm is chosen first, where one can search for it.
        return Ok(guard.redirect("/organisationer"));
    };
    let firm = app::organisations::resolve(&guard.app, &guard.actor, &asked).await?;
    let found = app::organisations::find(&guard.app, &guard.actor, firm).await?;
    let form = FormState::with(
        &guard,
        Typed::of([
            ("municipality", found.organisation.municipality.to_string()),
            ("notifiedOn", guard.today().to_string()),
        ]),
    );
    form_page(&guard, firm, form).await
}

/// The fields of the form that are not rows.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Sent {
    organisation: String,
    municipality: String,
    notified_on: String,
    last_day_on: String,
    public_from: String,
}

pub(super) async fn report(guard: Guard<KeepRedundancies>, form: Form<Sent>) -> Answer {
    let sent = &form.value;
    let firm: OrganisationId = sent.organisation.parse().map_err(|_| Failure::not_found())?;
    let typed = |name: &str| form.typed.first(name).to_owned();
    let notice = NoticeForm {
        municipality: sent.municipality.clone(),
        notified_on: sent.notified_on.clone(),
        last_day_on: sent.last_day_on.clone(),
        public_from: sent.public_from.clone(),
        rows: ROWS.iter().map(|(one, count)| (typed(one), typed(count))).collect(),
    };
    match redundancies::report(&guard.app, &guard.actor, firm, &notice, form.key()).await {
        Ok(kept) => {
            let flash = Flash::new("flash-redundancy-reported").a("name", kept.organisation_name);
            Ok(guard.redirect_with(&format!("/varsel/{}", kept.id), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            form_page(&guard, firm, state).await
        }
    }
}
