//! One agreement, and the page that asks whether it is to be ended before its time.

use app::agreements::{self, View};
use askama::Template;
use axum::extract::Path;
use domain::agreements::EndingForm;
use domain::ids::AgreementId;

use super::list::places_of;
use super::{tag, validity};
use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render, render_with};
use crate::rights::{KeepAgreements, ReadAgreements};
use crate::shell::{Flash, Shell};
use crate::ui::Crumb;

#[derive(Template)]
#[template(path = "agreements/show.html")]
struct ShowPage {
    shell: Shell,
    l: L,
    crumbs: Vec<Crumb>,
    view: View,
    kind: String,
    tag: (&'static str, &'static str, String),
    /// When it was ended before its time, by whom and why.
    ended: Option<(String, String)>,
    facts: Vec<(String, String)>,
}

fn facts(l: L, view: &View, places: String) -> Vec<(String, String)> {
    let stored = &view.seen.agreement;
    let said = &stored.agreement;
    let signed = said.signed_on.map(|day| l.day(day));
    let written = l
        .ta("agreements-written-by")
        .a("name", &stored.by_name)
        .a("organisation", &stored.by_organisation_name)
        .a("day", l.day_of(stored.created_at))
        .to_string();
    let facts = [
        ("agreements-with", Some(stored.organisation_name.clone())),
        ("agreements-validity", Some(validity(l, said))),
        ("agreements-places", Some(places)),
        ("agreements-signed", signed),
        ("agreements-reference", said.reference.clone()),
        ("agreements-written", Some(written)),
    ];
    facts.into_iter().filter_map(|(key, value)| Some((l.t(key), value?))).collect()
}

fn ended(l: L, view: &View) -> Option<(String, String)> {
    let stored = &view.seen.agreement;
    let on = l.day(stored.ended_on?);
    let name = stored.ended_by_name.clone().unwrap_or_default();
    let when = l.ta("agreements-ended-by").a("day", on).a("name", name).to_string();
    Some((when, stored.ended_reason.clone().unwrap_or_default()))
}

pub(super) async fn show(guard: Guard<ReadAgreements>, Path(id): Path<AgreementId>) -> Answer {
    let l = guard.l();
    let view = agreements::read(&guard.app, &guard.actor, id).await?;
    let known = agreements::places(&guard.app, &guard.actor).await?;
    let stored = &view.seen.agreement;
    let places = places_of(l, &view.seen, &known);
    render(&ShowPage {
        shell: guard.shell(),
        l,
        crumbs: vec![
            Crumb::up("/avtal", l.t("agreements-title")),
            Crumb::here(&stored.organisation_name),
        ],
        kind: l.code("agreement-kind", stored.agreement.kind),
        tag: tag(l, view.seen.state),
        ended: ended(l, &view),
        facts: facts(l, &view, places),
        view,
    })
}

#[derive(Template)]
#[template(path = "agreements/end.html")]
struct EndPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    heading: String,
    id: AgreementId,
    kind: String,
    scope: String,
    validity: String,
}

/// The agreement, if it can be ended.
async fn endable(guard: &Guard<KeepAgreements>, id: AgreementId) -> Result<View, Failure> {
    let view = agreements::read(&guard.app, &guard.actor, id).await?;
    if view.can_end { Ok(view) } else { Err(Failure::forbidden()) }
}

fn page(guard: &Guard<KeepAgreements>, view: &View, form: FormState) -> Answer {
    let l = guard.l();
    let stored = &view.seen.agreement;
    let heading = l.ta("agreements-end-heading").a("name", &stored.organisation_name).to_string();
    render_with(
        form.status(),
        &EndPage {
            shell: guard.shell(),
            l,
            form,
            crumbs: vec![
                Crumb::up("/avtal", l.t("agreements-title")),
                Crumb::up(&format!("/avtal/{}", stored.id), &stored.organisation_name),
                Crumb::here(&heading),
            ],
            heading,
            id: stored.id,
            kind: l.code("agreement-kind", stored.agreement.kind),
            scope: stored.agreement.scope.clone(),
            validity: validity(l, &stored.agreement),
        },
    )
}

pub(super) async fn end_page(guard: Guard<KeepAgreements>, Path(id): Path<AgreementId>) -> Answer {
    let view = endable(&guard, id).await?;
    let typed = Typed::of([
        ("endedOn", guard.today().to_string()),
        ("version", view.seen.agreement.version.to_string()),
    ]);
    let form = FormState::with(&guard, typed);
    page(&guard, &view, form)
}

pub(super) async fn end(
    guard: Guard<KeepAgreements>,
    Path(id): Path<AgreementId>,
    form: Form<EndingForm>,
) -> Answer {
    let version = form.typed.first("version").parse().unwrap_or_default();
    let (app, actor) = (&guard.app, &guard.actor);
    match agreements::end(app, actor, id, version, &form.value, form.key()).await {
        Ok(kept) => {
            let flash = Flash::new("flash-agreement-ended").a("name", kept.organisation_name);
            Ok(guard.redirect_with(&format!("/avtal/{id}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            // Ended meanwhile, there is nothing left to end.
            let view = endable(&guard, id).await?;
            page(&guard, &view, state.rebased(view.seen.agreement.version))
        }
    }
}
