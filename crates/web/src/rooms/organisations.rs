//! Organisations: finding a firm, its page, adding one, mending what is known.

mod api;

use app::agreements;
use app::organisations::{self, ListQuery, OrganisationView, StoredOrganisation};
use askama::Template;
use axum::extract::{Path, Query};
use domain::organisations::{OrganisationForm, Sector, SizeClass};
use serde::Deserialize;

use crate::failure::Failure;
use crate::forms::{Form, FormState};
use crate::guard::{Guard, Right};
use crate::guarded::{Routes, get, post};
use crate::l10n::L;
use crate::page::{Answer, render, render_with};
use crate::paging;
use crate::rights::{ApplySupport, InviteToMappings};
use crate::rights::{ConsentToFigures, EditOrganisations, KeepOrganisations, ReadOrganisations};
use crate::rights::{KeepAgreements, ReadAgreements};
use crate::rooms::agreements::CardRow;
use crate::rooms::contacts::LedgerView;
use crate::rooms::endings::StoryView;
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb, Paging};

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page("/organisationer", get(list))
        .page("/organisationer/ny", get(blank).post(add))
        .page("/organisationer/{id}", get(show))
        .page("/organisationer/{id}/andra", get(edit_page).post(edit))
        .page("/organisationer/{id}/oppna-tal", post(consent))
        .merge(api::routes())
}

/// The address of a list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Address {
    q: String,
    kommun: String,
    visa: String,
    avslutade: String,
    efter: String,
}

/// One line of the list.
struct Row {
    id: String,
    name: String,
    is_demo: bool,
    number: String,
    municipality: String,
    sector: String,
    size: String,
    /// Since when it is no more.
    ended: Option<String>,
}

#[derive(Template)]
#[template(path = "organisations/list.html")]
struct ListPage {
    shell: Shell,
    l: L,
    q: String,
    municipality: String,
    municipalities: Vec<Choice>,
    kind: String,
    with_ended: bool,
    rows: Vec<Row>,
    total: i64,
    can_add: bool,
    is_actor: bool,
    paging: Paging,
}

async fn list(guard: Guard<ReadOrganisations>, Query(address): Query<Address>) -> Answer {
    let l = guard.l();
    if guard.actor.is_one_of(domain::access::EMPLOYERS)
        && let Some(own) = guard.actor.organisation()
    {
        return Ok(guard.redirect(&format!("/organisationer/{own}")));
    }
    let kind = if address.visa.is_empty() { "firms" } else { address.visa.as_str() };
    let query = ListQuery {
        q: address.q.clone(),
        municipality: address.kommun.clone(),
        kind: kind.to_owned(),
        ended: if address.avslutade == "ja" { "yes".to_owned() } else { String::new() },
    };
    let slice = paging::after(&address.efter);
    let page = organisations::list(&guard.app, &guard.actor, &query, slice).await?;
    let known = organisations::municipalities(&guard.app, &guard.actor).await?;
    let kept = paging::query(&[
        ("q", &address.q),
        ("kommun", &address.kommun),
        ("visa", &address.visa),
        ("avslutade", &address.avslutade),
    ]);
    render(&ListPage {
        shell: guard.shell(),
        l,
        q: address.q,
        municipality: address.kommun,
        municipalities: known.iter().map(|one| Choice::new(&one.code, &one.name)).collect(),
        kind: kind.to_owned(),
        with_ended: query.ended == "yes",
        total: page.total,
        paging: paging::beside("/organisationer", &kept, &address.efter, page.next),
        rows: page.items.into_iter().map(|one| row_of(l, one)).collect(),
        can_add: KeepOrganisations::allows(guard.actor.role()),
        is_actor: guard.actor.is_one_of(domain::access::ACTORS),
    })
}

fn row_of(l: L, one: StoredOrganisation) -> Row {
    let facts = one.organisation;
    Row {
        id: one.id.to_string(),
        ended: one.ended_on.map(|day| l.ta("endings-tag").a("day", l.day(day)).to_string()),
        is_demo: one.is_demo,
        number: facts.org_number.to_string(),
        municipality: one.municipality_name,
        sector: l.code("sector", facts.sector),
        size: facts.employees.map_or_else(
            || l.t("organisations-unknown"),
            |employees| l.code("size", SizeClass::of(employees)),
        ),
        name: facts.name,
    }
}

/// Something the firm has going on: a mapping, a need, a case.
struct Matter {
    href: String,
    title: String,
    /// The title is the firm's own words, which stay as they are in every language.
    is_own: bool,
    note: String,
    tag: String,
    tag_kind: &'static str,
}

#[derive(Template)]
#[template(path = "organisations/show.html")]
struct ShowPage {
    shell: Shell,
    l: L,
    id: String,
    name: String,
    is_demo: bool,
    is_own: bool,
    facts: Vec<(String, String)>,
    networks: Vec<String>,
    /// How it has ended, and numbers it has had.
    story: StoryView,
    lacks_turnover: bool,
    /// Where the reader decides for the firm: whether its numbers may show in public figures.
    consent: Option<bool>,
    ledger: LedgerView,
    mappings: Vec<Matter>,
    needs: Vec<Matter>,
    cases: Vec<Matter>,
    /// Agreements with it, where the reader may know of them and it is one who helps firms.
    agreements: Option<Vec<CardRow>>,
    /// Where all of them are, when there are more than the card shows.
    all_agreements: Option<String>,
    may: May,
    crumbs: Vec<Crumb>,
}

/// What the reader may do on a firm's page.
#[expect(clippy::struct_excessive_bools, reason = "each is a right of its own on the page")]
struct May {
    edit: bool,
    work: bool,
    invite: bool,
    apply: bool,
    notify: bool,
    agree: bool,
}

async fn show(guard: Guard<ReadOrganisations>, Path(name): Path<String>) -> Answer {
    let l = guard.l();
    let id = organisations::resolve(&guard.app, &guard.actor, &name).await?;
    let view = organisations::read(&guard.app, &guard.actor, id).await?;
    let facts = &view.organisation.organisation;
    let role = guard.actor.role();
    let sees_agreements = facts.is_actor && ReadAgreements::allows(role);
    let found = agreements::of_organisation(&guard.app, &guard.actor, id).await?;
    let shown: Vec<_> = found.items.iter().map(|one| CardRow::of(l, one)).collect();
    let story = app::endings::story(&guard.app, &guard.actor, id).await?;
    let is_open = story.ended.is_none();
    let has_more = found.total > i64::try_from(shown.len()).unwrap_or(i64::MAX);
    render(&ShowPage {
        shell: guard.shell(),
        l,
        id: id.to_string(),
        name: facts.name.clone(),
        is_demo: view.organisation.is_demo,
        is_own: guard.actor.organisation() == Some(id),
        facts: facts_of(l, &view.organisation),
        networks: view.networks.iter().map(|network| network.name.clone()).collect(),
        story: StoryView::of(l, &story),
        lacks_turnover: is_open
            && view.can_edit
            && facts.turnover_thousand_sek.is_none()
            && !facts.is_actor,
        consent: view.can_consent.then_some(view.organisation.consents_to_figures),
        ledger: LedgerView::of(l, &view.ledger),
        mappings: mappings_of(l, &view),
        needs: needs_of(l, &view),
        cases: cases_of(l, &view),
        all_agreements: has_more.then(|| format!("/avtal?organisation={id}")),
        agreements: sees_agreements.then_some(shown),
        may: May {
            edit: view.can_edit,
            work: is_open && view.can_work && !facts.is_actor,
            invite: is_open && InviteToMappings::allows(role) && !facts.is_actor,
            apply: is_open && ApplySupport::allows(role) && !facts.is_actor,
            notify: crate::rights::KeepRedundancies::allows(role) && !facts.is_actor,
            agree: is_open && KeepAgreements::allows(role) && facts.is_actor,
        },
        crumbs: vec![
            Crumb::up("/organisationer", l.t("nav-organisations")),
            Crumb::here(&facts.name),
        ],
    })
}

fn facts_of(l: L, stored: &StoredOrganisation) -> Vec<(String, String)> {
    let facts = &stored.organisation;
    let unknown = || l.t("organisations-unknown");
    let turnover = |value| l.ta("organisations-turnover-value").a("count", value).to_string();
    vec![
        (l.t("organisations-number"), facts.org_number.to_string()),
        (l.t("organisations-municipality"), stored.municipality_name.clone()),
        (l.t("organisations-sector"), l.code("sector", facts.sector)),
        (l.t("organisations-sni"), facts.sni.as_ref().map_or_else(unknown, |sni| sni.code.clone())),
        (l.t("organisations-employees"), facts.employees.map_or_else(unknown, |n| l.number(n))),
        (l.t("organisations-turnover"), facts.turnover_thousand_sek.map_or_else(unknown, turnover)),
    ]
}

fn mappings_of(l: L, view: &OrganisationView) -> Vec<Matter> {
    let matter = |one: &app::mappings::StoredMapping| Matter {
        href: format!("/kartlaggningar/{}", one.id),
        title: l.code("track", one.track),
        is_own: false,
        note: l.day_of(one.created_at),
        tag: l.code("mapping-state", one.state),
        tag_kind: if one.state.is_approved() { "ok" } else { "" },
    };
    view.mappings.items.iter().map(matter).collect()
}

fn needs_of(l: L, view: &OrganisationView) -> Vec<Matter> {
    let matter = |one: &organisations::StoredNeed| Matter {
        href: format!("/behov/{}", one.id),
        title: one.need.words.clone(),
        is_own: true,
        note: l.ta("organisations-need-note").a("count", one.need.count).to_string(),
        tag: l.code("need-state", one.state),
        tag_kind: if one.state.is_open() { "accent" } else { "line" },
    };
    view.needs.items.iter().map(matter).collect()
}

fn cases_of(l: L, view: &OrganisationView) -> Vec<Matter> {
    let matter = |one: &app::cases::StoredCase| Matter {
        href: format!("/arenden/{}", one.id),
        title: one.title.clone(),
        is_own: true,
        note: one.number.clone(),
        tag: l.code("case-state", one.fields.state),
        tag_kind: crate::rooms::cases::tag_kind(one.fields.state),
    };
    view.cases.items.iter().map(matter).collect()
}

/// What the firm says about its numbers.
#[derive(Debug, Default, Deserialize, serde::Serialize)]
#[serde(default)]
struct ConsentForm {
    /// `yes` or `no`.
    show: String,
}

async fn consent(
    guard: Guard<ConsentToFigures>,
    Path(name): Path<String>,
    form: Form<ConsentForm>,
) -> Answer {
    let id = organisations::resolve(&guard.app, &guard.actor, &name).await?;
    let is_given = form.value.show == "yes";
    let (app, actor) = (&guard.app, &guard.actor);
    organisations::consent_to_figures(app, actor, id, is_given, form.key()).await?;
    let flash = if is_given { "flash-consent-given" } else { "flash-consent-withdrawn" };
    Ok(guard.redirect_with(&format!("/organisationer/{id}"), &Flash::new(flash)))
}

#[derive(Template)]
#[template(path = "organisations/form.html")]
struct FormPage {
    shell: Shell,
    l: L,
    form: FormState,
    /// Where to send; the number cannot be changed once it is there.
    action: String,
    title: String,
    submit: String,
    number: Option<String>,
    version: i64,
    sectors: Vec<Choice>,
    municipalities: Vec<Choice>,
    crumbs: Vec<Crumb>,
}

async fn form_page<R: Right>(
    guard: &Guard<R>,
    known: Option<&StoredOrganisation>,
    form: FormState,
) -> Answer {
    let l = guard.l();
    let municipalities = organisations::municipalities(&guard.app, &guard.actor).await?;
    let mut crumbs = vec![Crumb::up("/organisationer", l.t("nav-organisations"))];
    let (action, title, submit) = match known {
        Some(known) => {
            let up = format!("/organisationer/{}", known.id);
            crumbs.push(Crumb::up(&up, &known.organisation.name));
            let title = l.ta("organisations-edit-title").a("name", &known.organisation.name);
            (format!("{up}/andra"), title.to_string(), l.t("organisations-save"))
        }
        None => (
            "/organisationer/ny".to_owned(),
            l.t("organisations-new-title"),
            l.t("organisations-add"),
        ),
    };
    crumbs.push(Crumb::here(&title));
    // What was typed before the language changed still builds on what was read then.
    let draft = guard.visitor.draft.as_ref();
    let drafted = draft.and_then(|draft| draft.first("version").parse().ok());
    render_with(
        form.status(),
        &FormPage {
            shell: guard.shell(),
            l,
            action,
            title,
            submit,
            number: known.map(|known| known.organisation.org_number.to_string()),
            version: drafted.or(known.map(|known| known.version)).unwrap_or(0),
            sectors: Choice::codes(l, "sector", Sector::ALL),
            municipalities: municipalities
                .iter()
                .map(|one| Choice::new(&one.code, &one.name))
                .collect(),
            crumbs,
            form,
        },
    )
}

async fn blank(guard: Guard<KeepOrganisations>) -> Answer {
    let form = FormState::blank(&guard);
    form_page(&guard, None, form).await
}

async fn add(guard: Guard<KeepOrganisations>, form: Form<OrganisationForm>) -> Answer {
    match organisations::add(&guard.app, &guard.actor, &form.value, form.key()).await {
        Ok(kept) => {
            let flash = Flash::new("flash-organisation-added").a("name", kept.name);
            Ok(guard.redirect_with(&format!("/organisationer/{}", kept.id), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            form_page(&guard, None, state).await
        }
    }
}

async fn edit_page(guard: Guard<EditOrganisations>, Path(name): Path<String>) -> Answer {
    let id = organisations::resolve(&guard.app, &guard.actor, &name).await?;
    let known = organisations::editable(&guard.app, &guard.actor, id).await?;
    let form = FormState::filled(&guard, &organisations::form_of(&known.organisation));
    form_page(&guard, Some(&known), form).await
}

async fn edit(
    guard: Guard<EditOrganisations>,
    Path(name): Path<String>,
    form: Form<OrganisationForm>,
) -> Answer {
    let id = organisations::resolve(&guard.app, &guard.actor, &name).await?;
    let known = organisations::editable(&guard.app, &guard.actor, id).await?;
    let version =
        form.typed.first("version").parse().map_err(|_| Failure::of_kind(app::Kind::Conflict));
    let saved = match version {
        Ok(version) => {
            let (app, actor) = (&guard.app, &guard.actor);
            organisations::edit(app, actor, id, version, &form.value, form.key())
                .await
                .map_err(Failure::from)
        }
        Err(failure) => Err(failure),
    };
    match saved {
        Ok(kept) => {
            let flash = Flash::new("flash-organisation-saved").a("name", kept.name);
            Ok(guard.redirect_with(&format!("/organisationer/{id}"), &flash))
        }
        Err(failure) => {
            let stands = organisations::form_of(&known.organisation);
            let state = form.faulty(&guard, failure)?.beside_form(&stands, known.version);
            form_page(&guard, Some(&known), state).await
        }
    }
}
