//! The form for the telephone: a visit ahead, one that has just been, or the report of one; and the
//! form where a municipality names its committees.

use app::visits::{self, View};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use domain::contacts::{ContactForm, ContactKind};
use domain::ids::{OrganisationId, VisitId};
use domain::time;
use domain::visits::{DEFAULT_COMMITTEE, Inventory, ObstacleKind, VisitForm, VisitState};
use serde::Deserialize;

use super::{Said, answers, organisations};
use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::Guard;
use crate::l10n::{L, Language};
use crate::page::{Answer, render_with};
use crate::rights::{KeepVisits, NameCommittees};
use crate::rooms::contacts::{LedgerView, VerdictView};
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct NewQuery {
    organisation: String,
    on: String,
}

/// What somebody else has written, beside what one is about to write.
struct Stands {
    title: String,
    who: String,
    answers: Vec<Said>,
    /// Where one says that one took part in it.
    join: Option<String>,
    href: String,
}

#[derive(Template)]
#[template(path = "visits/form.html")]
struct FormPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    heading: String,
    action: String,
    /// Name of the draft that is kept on the device.
    draft: String,
    organisation: OrganisationId,
    /// Version the report is filled in from; empty for a new visit.
    base: String,
    is_new: bool,
    companions: Vec<Choice>,
    grades: Vec<Choice>,
    kinds: Vec<Choice>,
    stands: Option<Stands>,
    ledger: Option<LedgerView>,
    /// What becomes of a new visit as it is typed, by what the firm has asked for.
    verdict: Option<VerdictView>,
    asks_reason: bool,
}

fn grades(l: L) -> Vec<Choice> {
    (1..=6).map(|grade| Choice::new(grade, l.code("visits-grade", grade))).collect()
}

async fn new_page(guard: &Guard<KeepVisits>, firm: OrganisationId, form: FormState) -> Answer {
    let l = guard.l();
    let ledger = app::contacts::ledger(&guard.app, &guard.actor, firm).await?;
    let companions = visits::companions(&guard.app, &guard.actor).await?;
    let day = time::date_from_iso("on", form.value("on")).ok().flatten();
    let stands = match day.filter(|_| form.has_errors()) {
        Some(day) => visits::on_day(&guard.app, &guard.actor, firm, day).await?,
        None => None,
    };
    let verdict = verdict_of(guard, firm, &form).await?;
    let name = ledger.organisation_name.clone();
    render_with(
        form.status(),
        &FormPage {
            shell: guard.shell(),
            l,
            crumbs: vec![
                Crumb::up("/besok", l.t("visits-title")),
                Crumb::up(&format!("/organisationer/{firm}"), &name),
                Crumb::here(l.t("visits-new-title")),
            ],
            heading: l.ta("visits-new-heading").a("name", &name).to_string(),
            action: "/besok/ny".to_owned(),
            draft: format!("besok-{firm}"),
            organisation: firm,
            base: String::new(),
            is_new: true,
            companions: companions.iter().map(|(id, name)| Choice::new(id, name)).collect(),
            grades: grades(l),
            kinds: Choice::codes(l, "obstacle-kind", ObstacleKind::ALL),
            stands: stands.map(|view| stands_of(l, &view)),
            ledger: Some(LedgerView::of(l, &ledger)),
            asks_reason: verdict.as_ref().is_some_and(|verdict| verdict.asks_reason),
            verdict,
            form,
        },
    )
}

/// Said only where something stands in the way, so that the form stays short.
async fn verdict_of(
    guard: &Guard<KeepVisits>,
    firm: OrganisationId,
    form: &FormState,
) -> Result<Option<VerdictView>, Failure> {
    let visit = ContactForm {
        kind: ContactKind::Visit.code().to_owned(),
        on: form.value("on").to_owned(),
        ..ContactForm::default()
    };
    match app::contacts::peace::verdict(&guard.app, &guard.actor, firm, &visit).await {
        Ok(verdict) => Ok(Some(VerdictView::of(guard.l(), &verdict)).filter(|one| one.asks_reason)),
        // A day that cannot be read is told of at its field.
        Err(error) if error.is_invalid() => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn stands_of(l: L, view: &View) -> Stands {
    Stands {
        title: l.ta("visits-stands-title").a("date", l.day(view.visit.on)).to_string(),
        who: organisations(view),
        answers: answers(l, &view.visit.inventory),
        join: view.can_join.then(|| format!("/besok/{}/med", view.visit.id)),
        href: format!("/besok/{}", view.visit.id),
    }
}

pub(super) async fn blank(guard: Guard<KeepVisits>, Query(query): Query<NewQuery>) -> Answer {
    // A form that came back with faults has the firm in it, not in its address.
    let drafted = || FormState::drafted(&guard, "organisation");
    let asked = Some(query.organisation).filter(|asked| !asked.is_empty()).or_else(drafted);
    let Some(asked) = asked else {
        // The firm is chosen first, where one can search for it.
        return Ok(guard.redirect("/organisationer"));
    };
    let firm = app::organisations::resolve(&guard.app, &guard.actor, &asked).await?;
    let day = time::date_from_iso("on", &query.on).ok().flatten().unwrap_or(guard.today());
    let form = FormState::with(&guard, Typed::of([("on", day.to_string())]));
    new_page(&guard, firm, form).await
}

/// The fields of the form with what it is about.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Sent {
    organisation: String,
    base: String,
    on: String,
    with: Vec<String>,
    topic: String,
    reason: String,
    education: String,
    retirements_one_year: String,
    retirements_three_years: String,
    retirements_five_years: String,
    mentors: String,
    theses: String,
    climate: String,
    obstacle_kind: String,
    obstacle: String,
    promise: String,
    promise_on: String,
}

impl Sent {
    fn visit(&self) -> VisitForm {
        VisitForm {
            on: self.on.clone(),
            with: self.with.clone(),
            topic: self.topic.clone(),
            reason: self.reason.clone(),
            education: self.education.clone(),
            retirements_one_year: self.retirements_one_year.clone(),
            retirements_three_years: self.retirements_three_years.clone(),
            retirements_five_years: self.retirements_five_years.clone(),
            mentors: self.mentors.clone(),
            theses: self.theses.clone(),
            climate: self.climate.clone(),
            obstacle_kind: self.obstacle_kind.clone(),
            obstacle: self.obstacle.clone(),
            promise: self.promise.clone(),
            promise_on: self.promise_on.clone(),
        }
    }
}

/// What stands in the ledger when nobody has said what the visit is about. What the service writes
/// for others to read is Swedish.
pub(super) fn usual_topic() -> String {
    L::new(Language::Swedish).t("visits-usual-topic")
}

pub(super) async fn keep(guard: Guard<KeepVisits>, form: Form<Sent>) -> Answer {
    let firm: OrganisationId = form.value.organisation.parse().map_err(|_| Failure::not_found())?;
    let (visit, topic) = (form.value.visit(), usual_topic());
    match visits::keep(&guard.app, &guard.actor, firm, &visit, &topic, form.key()).await {
        Ok(kept) => {
            let key = match kept.state {
                VisitState::Planned => "flash-visit-planned",
                VisitState::Held => "flash-visit-held",
                _ => "flash-visit-reported",
            };
            let day = guard.l().day(kept.on);
            let flash = Flash::new(key).a("name", kept.organisation_name).a("date", day);
            Ok(guard.redirect_with(&format!("/besok/{}", kept.id), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            new_page(&guard, firm, state).await
        }
    }
}

fn typed(inventory: &Inventory) -> Typed {
    let number = |value: Option<i64>| value.map_or_else(String::new, |value| value.to_string());
    Typed::of([
        ("education", inventory.education.clone().unwrap_or_default()),
        ("retirementsOneYear", number(inventory.retirements_one_year)),
        ("retirementsThreeYears", number(inventory.retirements_three_years)),
        ("retirementsFiveYears", number(inventory.retirements_five_years)),
        ("mentors", number(inventory.mentors)),
        ("theses", number(inventory.theses)),
        ("climate", number(inventory.climate)),
    ])
}

/// The report of a visit. When somebody else has written meanwhile, both stand side by side, and
/// the next time the form is sent it takes the place of what stands.
async fn report_form(
    guard: &Guard<KeepVisits>,
    id: VisitId,
    mended: Option<(FormState, String)>,
) -> Answer {
    let l = guard.l();
    let view = visits::read(&guard.app, &guard.actor, id).await?;
    if !view.is_party {
        return Err(Failure::forbidden());
    }
    let version = view.visit.version.to_string();
    let (form, base) = match mended {
        Some((form, base)) if form.status() != StatusCode::CONFLICT => (form, base),
        Some((form, _)) => (form, version),
        None => {
            let base = FormState::drafted(guard, "base").unwrap_or(version);
            (FormState::with(guard, typed(&view.visit.inventory)), base)
        }
    };
    let is_conflict = form.status() == StatusCode::CONFLICT;
    let (name, firm) = (view.visit.organisation_name.clone(), view.visit.organisation);
    render_with(
        form.status(),
        &FormPage {
            shell: guard.shell(),
            l,
            crumbs: vec![
                Crumb::up("/besok", l.t("visits-title")),
                Crumb::up(&format!("/besok/{id}"), &name),
                Crumb::here(l.t("visits-report-title")),
            ],
            heading: l.ta("visits-report-heading").a("name", &name).to_string(),
            action: format!("/besok/{id}/rapport"),
            draft: format!("besok-{id}"),
            organisation: firm,
            base,
            is_new: false,
            companions: Vec::new(),
            grades: grades(l),
            kinds: Choice::codes(l, "obstacle-kind", ObstacleKind::ALL),
            stands: is_conflict.then(|| stands_of(l, &view)),
            ledger: None,
            verdict: None,
            asks_reason: false,
            form,
        },
    )
}

pub(super) async fn report_page(guard: Guard<KeepVisits>, Path(id): Path<VisitId>) -> Answer {
    report_form(&guard, id, None).await
}

pub(super) async fn report(
    guard: Guard<KeepVisits>,
    Path(id): Path<VisitId>,
    form: Form<Sent>,
) -> Answer {
    let (visit, base) = (form.value.visit(), form.value.base.clone());
    let version = base.parse().unwrap_or_default();
    match visits::report(&guard.app, &guard.actor, id, &visit, version, form.key()).await {
        Ok(kept) => {
            let day = guard.l().day(kept.on);
            let flash =
                Flash::new("flash-visit-reported").a("name", kept.organisation_name).a("date", day);
            Ok(guard.redirect_with(&format!("/besok/{id}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            report_form(&guard, id, Some((state, base))).await
        }
    }
}

#[derive(Template)]
#[template(path = "visits/committees.html")]
struct CommitteesPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    kinds: Vec<Choice>,
}

fn committees_page(guard: &Guard<NameCommittees>, form: FormState) -> Answer {
    let l = guard.l();
    render_with(
        form.status(),
        &CommitteesPage {
            shell: guard.shell(),
            l,
            crumbs: vec![
                Crumb::up("/besok", l.t("visits-title")),
                Crumb::here(l.t("visits-committees-title")),
            ],
            kinds: Choice::codes(l, "obstacle-kind", ObstacleKind::ALL),
            form,
        },
    )
}

pub(super) async fn committees(guard: Guard<NameCommittees>) -> Answer {
    let named = visits::committees(&guard.app, &guard.actor).await?;
    let or_default = |name: Option<String>| name.unwrap_or_else(|| DEFAULT_COMMITTEE.to_owned());
    let fields = named.into_iter().map(|(kind, name)| (kind.code(), or_default(name)));
    let form = FormState::with(&guard, Typed::of(fields));
    committees_page(&guard, form)
}

/// A form whose fields are read by name.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Named {}

pub(super) async fn name_committees(guard: Guard<NameCommittees>, form: Form<Named>) -> Answer {
    let names: Vec<_> = ObstacleKind::ALL
        .iter()
        .map(|kind| (*kind, form.typed.first(kind.code()).to_owned()))
        .collect();
    match visits::name_committees(&guard.app, &guard.actor, &names, form.key()).await {
        Ok(()) => Ok(guard.redirect_with("/besok/hinder", &Flash::new("flash-committees-named"))),
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            committees_page(&guard, state)
        }
    }
}
