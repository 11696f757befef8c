//! Contacts: the ledger shown before anything is opened towards a firm, writing a contact down,
//! and «Samordna».

mod api;
mod peace;

use app::contacts::{self, CoordinateForm, Coordination, Ledger, Line};
use askama::Template;
use axum::extract::{Path, Query};
use domain::contacts::{ContactForm, ContactKind};
use domain::ids::{ContactId, OrganisationId};
use domain::time;
use serde::Deserialize;

use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::Guard;
use crate::guarded::{Routes, get, post};
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::{KeepContacts, SeeContacts};
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

pub use self::peace::VerdictView;

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page("/kontakter/ny", get(blank).post(keep))
        .page("/kontakter/{id}/stall-in", post(cancel))
        .page("/kontakter/{id}/samordna", get(coordinate_page).post(coordinate))
        .page("/samordning/{id}", get(request_page).post(reply))
        .merge(peace::routes())
        .merge(api::routes())
}

/// One contact, ready to print.
#[derive(Debug, Clone)]
pub struct LedgerRow {
    /// `27 nov 2026`.
    pub day: String,
    /// `Besök`, with what it was about.
    pub what: String,
    /// Who, for which organisation.
    pub who: String,
    /// Own note.
    pub note: Option<String>,
    /// Where to ask to do it together.
    pub coordinate: Option<String>,
    /// Where to call it off.
    pub cancel: Option<String>,
    /// Where to set a time in the calendar for it.
    pub meeting: Option<String>,
    /// The firm had asked for it.
    pub is_asked_for: bool,
    /// Which wishes it goes against, and why: for the firm and for whoever planned it.
    pub forced: Option<String>,
    /// What has been asked and answered about it.
    pub asked: Vec<String>,
}

/// The ledger, ready for `contacts/ledger.html`: include it where `ledger`, `shell` and `l` are
/// fields of the page.
#[derive(Debug, Clone)]
pub struct LedgerView {
    /// Name of the firm.
    pub organisation_name: String,
    /// Heading: who has been in touch, with them or with us.
    pub title: String,
    /// One sentence: what to think of before one gets in touch.
    pub says: String,
    /// Somebody else has been in touch or plans to be.
    pub is_warning: bool,
    /// Heading of what the firm asks.
    pub wishes_title: String,
    /// What it asks of those who get in touch.
    pub wishes: Vec<String>,
    /// Where the firm changes that.
    pub change: Option<&'static str>,
    /// The last 90 days.
    pub recent: Vec<LedgerRow>,
    /// To come.
    pub planned: Vec<LedgerRow>,
}

impl LedgerView {
    /// Puts a ledger into words.
    pub fn of(l: L, ledger: &Ledger) -> Self {
        if !ledger.is_for_actors {
            return Self::of_own_firm(l, ledger);
        }
        let others = |lines: &[Line]| lines.iter().filter(|line| !line.is_own).count();
        let (recent, planned) = (others(&ledger.recent), others(&ledger.planned));
        let says = match (ledger.is_empty(), recent + planned) {
            (true, _) => l.t("contacts-ledger-empty"),
            (false, 0) => l.t("contacts-ledger-own"),
            (false, _) => {
                l.ta("contacts-ledger-others").a("recent", recent).a("planned", planned).to_string()
            }
        };
        let rows = |lines: &[Line]| lines.iter().map(|line| row_of(l, ledger, line)).collect();
        Self {
            organisation_name: ledger.organisation_name.clone(),
            title: l.t("contacts-ledger-title"),
            says,
            wishes_title: l.t("peace-asks"),
            wishes: peace::wishes(l, &ledger.wishes),
            change: None,
            is_warning: recent + planned > 0,
            recent: rows(&ledger.recent),
            planned: rows(&ledger.planned),
        }
    }

    /// The ledger as the firm itself reads it.
    fn of_own_firm(l: L, ledger: &Ledger) -> Self {
        let rows = |lines: &[Line]| lines.iter().map(|line| row_of(l, ledger, line)).collect();
        let says = if ledger.is_empty() { "contacts-firm-empty" } else { "contacts-firm-says" };
        Self {
            organisation_name: ledger.organisation_name.clone(),
            title: l.t("contacts-firm-title"),
            says: l.t(says),
            wishes_title: l.t("peace-we-ask"),
            wishes: peace::wishes(l, &ledger.wishes),
            change: Some("/kontaktfrid"),
            is_warning: false,
            recent: rows(&ledger.recent),
            planned: rows(&ledger.planned),
        }
    }
}

fn row_of(l: L, ledger: &Ledger, line: &Line) -> LedgerRow {
    let stored = &line.contact;
    let is_planned = stored.contact.is_planned(ledger.today);
    LedgerRow {
        day: l.day(stored.contact.on),
        what: l
            .ta("contacts-what")
            .a("kind", l.code("contact-kind", stored.contact.kind))
            .a("topic", &stored.contact.topic)
            .to_string(),
        who: l
            .ta("contacts-who")
            .a("name", &stored.by_name)
            .a("organisation", &stored.by_organisation_name)
            .to_string(),
        note: stored.contact.note.clone(),
        coordinate: line.can_coordinate.then(|| format!("/kontakter/{}/samordna", stored.id)),
        cancel: (line.is_own && is_planned).then(|| format!("/kontakter/{}/stall-in", stored.id)),
        meeting: (line.is_own && is_planned).then(|| format!("/kontakter/{}/tid", stored.id)),
        is_asked_for: stored.asked_for.is_some(),
        forced: stored.forced.as_ref().map(|forced| peace::forced(l, forced)),
        asked: line.coordinations.iter().flat_map(|one| asked_of(l, one)).collect(),
    }
}

fn asked_of(l: L, asked: &Coordination) -> Vec<String> {
    let said = |key: &str, name: &str, words: &str| {
        l.ta(key).a("name", name.to_owned()).a("words", words.to_owned()).to_string()
    };
    let mut lines = vec![said("contacts-asked", &asked.from_name, &asked.words)];
    if let (Some(reply), Some(name)) = (&asked.reply, &asked.replied_by_name) {
        lines.push(said("contacts-replied", name, reply));
    }
    lines
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct NewQuery {
    organisation: String,
    kind: String,
    on: String,
}

#[derive(Template)]
#[template(path = "contacts/new.html")]
struct NewPage {
    shell: Shell,
    l: L,
    form: FormState,
    kinds: Vec<Choice>,
    ledger: LedgerView,
    /// What becomes of the contact as it is typed; none until its way and day are chosen.
    verdict: Option<VerdictView>,
    asks_reason: bool,
    organisation: OrganisationId,
    crumbs: Vec<Crumb>,
}

async fn new_page(guard: &Guard<KeepContacts>, firm: OrganisationId, form: FormState) -> Answer {
    let l = guard.l();
    let (app, actor) = (&guard.app, &guard.actor);
    let ledger = contacts::ledger(app, actor, firm).await?;
    let typed = ContactForm {
        kind: form.value("kind").to_owned(),
        on: form.value("on").to_owned(),
        ..ContactForm::default()
    };
    // Without a way and a day there is nothing to weigh yet; the form says what is missing.
    let verdict = match contacts::peace::verdict(app, actor, firm, &typed).await {
        Ok(verdict) => Some(VerdictView::of(l, &verdict)),
        Err(error) if error.is_invalid() => None,
        Err(error) => return Err(error.into()),
    };
    let address = format!("/organisationer/{firm}");
    render_with(
        form.status(),
        &NewPage {
            shell: guard.shell(),
            l,
            kinds: Choice::codes(l, "contact-kind", ContactKind::ALL),
            crumbs: vec![
                Crumb::up("/organisationer", l.t("nav-organisations")),
                Crumb::up(&address, &ledger.organisation_name),
                Crumb::here(l.t("contacts-new-title")),
            ],
            ledger: LedgerView::of(l, &ledger),
            asks_reason: verdict.as_ref().is_some_and(|verdict| verdict.asks_reason),
            verdict,
            organisation: firm,
            form,
        },
    )
}

async fn blank(guard: Guard<KeepContacts>, Query(query): Query<NewQuery>) -> Answer {
    // A form that came back with faults has the firm in it, not in its address.
    let drafted = || FormState::drafted(&guard, "organisation");
    let asked = Some(query.organisation).filter(|asked| !asked.is_empty()).or_else(drafted);
    let Some(asked) = asked else {
        // The firm is chosen first, where one can search for it.
        return Ok(guard.redirect("/organisationer"));
    };
    let firm = app::organisations::resolve(&guard.app, &guard.actor, &asked).await?;
    if query.kind == ContactKind::Visit.code() {
        // A visit has a form of its own, with room for what was heard.
        let day = time::date_from_iso("on", &query.on).ok().flatten().unwrap_or(guard.today());
        return Ok(guard.redirect(&format!("/besok/ny?organisation={firm}&on={day}")));
    }
    let on = if query.on.is_empty() { guard.today().to_string() } else { query.on };
    let typed = Typed::of([("kind", query.kind), ("on", on)]);
    let form = FormState::with(&guard, typed);
    new_page(&guard, firm, form).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct KeepForm {
    organisation: String,
    /// `yes` to see what becomes of it, without writing anything.
    check: String,
    #[serde(flatten)]
    contact: ContactForm,
}

async fn keep(guard: Guard<KeepContacts>, form: Form<KeepForm>) -> Answer {
    let firm: OrganisationId = form.value.organisation.parse().map_err(|_| Failure::not_found())?;
    if form.value.check == "yes" {
        let state = FormState::with(&guard, form.typed);
        return new_page(&guard, firm, state).await;
    }
    let typed = &form.value.contact;
    match contacts::keep(&guard.app, &guard.actor, firm, typed, form.key()).await {
        Ok(kept) => {
            let key = match (kept.is_forced, kept.is_planned) {
                (true, _) => "flash-contact-forced",
                (false, true) => "flash-contact-planned",
                (false, false) => "flash-contact-logged",
            };
            let flash =
                Flash::new(key).a("name", kept.organisation_name).a("date", guard.l().day(kept.on));
            Ok(guard.redirect_with(&format!("/organisationer/{firm}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            new_page(&guard, firm, state).await
        }
    }
}

/// A form with nothing in it but its tokens.
#[derive(Debug, Default, Deserialize)]
struct Empty {}

async fn cancel(
    guard: Guard<KeepContacts>,
    Path(id): Path<ContactId>,
    form: Form<Empty>,
) -> Answer {
    let firm = contacts::cancel(&guard.app, &guard.actor, id, form.key()).await?;
    let flash = Flash::new("flash-contact-cancelled");
    Ok(guard.redirect_with(&format!("/organisationer/{firm}"), &flash))
}

#[derive(Template)]
#[template(path = "contacts/coordinate.html")]
struct CoordinatePage {
    shell: Shell,
    l: L,
    form: FormState,
    id: ContactId,
    asked: LedgerRow,
    organisation_name: String,
    by_organisation_name: String,
    crumbs: Vec<Crumb>,
}

async fn coordinate_form(guard: &Guard<SeeContacts>, id: ContactId, form: FormState) -> Answer {
    let l = guard.l();
    let line = contacts::read(&guard.app, &guard.actor, id).await?;
    let firm = line.contact.organisation;
    let ledger = contacts::ledger(&guard.app, &guard.actor, firm).await?;
    render_with(
        form.status(),
        &CoordinatePage {
            shell: guard.shell(),
            l,
            id,
            asked: row_of(l, &ledger, &line),
            by_organisation_name: line.contact.by_organisation_name.clone(),
            crumbs: vec![
                Crumb::up("/organisationer", l.t("nav-organisations")),
                Crumb::up(&format!("/organisationer/{firm}"), &ledger.organisation_name),
                Crumb::here(l.t("contacts-coordinate-title")),
            ],
            organisation_name: ledger.organisation_name,
            form,
        },
    )
}

async fn coordinate_page(guard: Guard<SeeContacts>, Path(id): Path<ContactId>) -> Answer {
    let form = FormState::blank(&guard);
    coordinate_form(&guard, id, form).await
}

async fn coordinate(
    guard: Guard<SeeContacts>,
    Path(id): Path<ContactId>,
    form: Form<CoordinateForm>,
) -> Answer {
    match contacts::coordinate(&guard.app, &guard.actor, id, &form.value, form.key()).await {
        Ok(firm) => {
            let flash = Flash::new("flash-coordination-asked");
            Ok(guard.redirect_with(&format!("/organisationer/{firm}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            coordinate_form(&guard, id, state).await
        }
    }
}

#[derive(Template)]
#[template(path = "contacts/request.html")]
struct RequestPage {
    shell: Shell,
    l: L,
    form: FormState,
    asked: Coordination,
    day: String,
    when: String,
    can_reply: bool,
    crumbs: Vec<Crumb>,
}

async fn request_form(guard: &Guard<SeeContacts>, id: uuid::Uuid, form: FormState) -> Answer {
    let l = guard.l();
    let asked = contacts::read_coordination(&guard.app, &guard.actor, id).await?;
    let is_asked = guard.actor.organisation() == Some(asked.to_organisation);
    render_with(
        form.status(),
        &RequestPage {
            shell: guard.shell(),
            l,
            day: l.day(asked.on),
            when: l.moment(asked.asked_at),
            can_reply: is_asked && asked.reply.is_none(),
            crumbs: vec![
                Crumb::up("/skrivbord", l.t("nav-desk")),
                Crumb::here(l.t("contacts-request-title")),
            ],
            asked,
            form,
        },
    )
}

async fn request_page(guard: Guard<SeeContacts>, Path(id): Path<uuid::Uuid>) -> Answer {
    let form = FormState::blank(&guard);
    request_form(&guard, id, form).await
}

async fn reply(
    guard: Guard<SeeContacts>,
    Path(id): Path<uuid::Uuid>,
    form: Form<CoordinateForm>,
) -> Answer {
    match contacts::reply(&guard.app, &guard.actor, id, &form.value, form.key()).await {
        Ok(asked) => {
            let flash = Flash::new("flash-coordination-replied").a("name", asked.from_name);
            Ok(guard.redirect_with("/skrivbord", &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            request_form(&guard, id, state).await
        }
    }
}
