//! The form where an ending is written down, the page that tells what will happen, and the button
//! that takes it back.

use app::endings::{self, Preview};
use app::organisations::{self, Meant, StoredOrganisation};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::endings::{EndingForm, EndingKind, Fate, Open};
use domain::fault::{Fault, Faults};
use domain::ids::OrganisationId;

use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::Guard;
use crate::l10n::{L, Language};
use crate::page::{Answer, render, render_with};
use crate::rights::EndOrganisations;
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

/// The button that ends, and the one that goes back to the form.
const CONFIRM: &str = "bekrafta";
const CHANGE: &str = "andra";
/// Fields that go along from the form to the page that asks.
const FIELDS: &[&str] =
    &["version", "kind", "endedOn", "words", "successor", "successorName", "place"];

#[derive(Template)]
#[template(path = "endings/form.html")]
struct FormPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    heading: String,
    id: OrganisationId,
    kinds: Vec<Choice>,
    /// Organisations that fit what was written, where several do.
    several: Vec<Choice>,
    open: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "endings/preview.html")]
struct PreviewPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    heading: String,
    id: OrganisationId,
    facts: Vec<(String, String)>,
    words: String,
    fields: Vec<(&'static str, String)>,
    /// What is open, how much, and what becomes of it.
    rows: Vec<(String, String, String)>,
    leaves_open: bool,
    can_be_undone: bool,
}

fn crumbs(l: L, known: &StoredOrganisation, heading: &str) -> Vec<Crumb> {
    let up = format!("/organisationer/{}", known.id);
    vec![
        Crumb::up("/organisationer", l.t("nav-organisations")),
        Crumb::up(&up, &known.organisation.name),
        Crumb::here(heading),
    ]
}

fn open_rows(l: L, open: &[(Open, i64)]) -> Vec<(String, String)> {
    let some = open.iter().filter(|(_, count)| *count > 0);
    some.map(|(open, count)| (l.code("ending-open", open), l.number(*count))).collect()
}

async fn form_page(
    guard: &Guard<EndOrganisations>,
    id: OrganisationId,
    several: Vec<Choice>,
    form: FormState,
) -> Answer {
    let l = guard.l();
    let (known, open) = endings::open_now(&guard.app, &guard.actor, id).await?;
    let heading = l.ta("endings-heading").a("name", &known.organisation.name).to_string();
    let version = known.version.to_string();
    let form = form.rebased(known.version).starting("version", &version);
    render_with(
        form.status(),
        &FormPage {
            shell: guard.shell(),
            l,
            crumbs: crumbs(l, &known, &heading),
            heading,
            id,
            kinds: Choice::codes(l, "ending-kind", EndingKind::ALL),
            several,
            open: open_rows(l, &open),
            form,
        },
    )
}

pub(super) async fn blank(guard: Guard<EndOrganisations>, Path(name): Path<String>) -> Answer {
    let id = organisations::resolve(&guard.app, &guard.actor, &name).await?;
    let form = FormState::with(&guard, Typed::of([("endedOn", guard.today().to_string())]));
    form_page(&guard, id, Vec::new(), form).await
}

/// Looks up what it goes into, where that is named rather than chosen.
async fn chosen(
    guard: &Guard<EndOrganisations>,
    form: &Form<EndingForm>,
) -> Result<(EndingForm, Vec<Choice>, Option<Fault>), Failure> {
    let mut value = form.value.clone();
    let named = form.typed.first("successorName");
    if value.kind != EndingKind::Merged.code() || !value.successor.is_empty() {
        return Ok((value, Vec::new(), None));
    }
    let meant = organisations::meant(&guard.app, &guard.actor, named).await?;
    let fault = match meant {
        Meant::One(id) => {
            value.successor = id.to_string();
            None
        }
        Meant::Several(several) => {
            let choices = several.iter().map(|one| choice(guard.l(), one)).collect();
            return Ok((value, choices, Some(Fault::new("successor", "which-firm"))));
        }
        Meant::None if named.trim().is_empty() => Some(Fault::new("successorName", "required")),
        Meant::None => Some(Fault::new("successorName", "no-such-firm").with("value", named)),
    };
    Ok((value, Vec::new(), fault))
}

fn choice(l: L, one: &StoredOrganisation) -> Choice {
    let note = l
        .ta("cases-firm-note")
        .a("number", one.organisation.org_number.to_string())
        .a("municipality", &one.municipality_name);
    Choice::new(one.id, &one.organisation.name).hint(note)
}

/// Tells what will happen, goes back to the form, or ends: by which button was pressed.
pub(super) async fn send(
    guard: Guard<EndOrganisations>,
    Path(name): Path<String>,
    form: Form<EndingForm>,
) -> Answer {
    let id = organisations::resolve(&guard.app, &guard.actor, &name).await?;
    let step = form.typed.first("step");
    if step == CHANGE {
        let state = FormState::with(&guard, form.typed.clone());
        return form_page(&guard, id, Vec::new(), state).await;
    }
    if step == CONFIRM {
        return end(&guard, id, &form).await;
    }
    let (value, several, fault) = chosen(&guard, &form).await?;
    let told = if let Some(fault) = fault {
        Err(Failure::invalid(with_others(&value, fault, id, &guard)))
    } else {
        let told = endings::preview(&guard.app, &guard.actor, id, &value).await;
        told.map_err(Failure::from)
    };
    match told {
        Ok(preview) => preview_page(&guard, &preview, &form, &value),
        Err(failure) => {
            let state = form.faulty(&guard, failure)?;
            form_page(&guard, id, several, state).await
        }
    }
}

/// The fault of the name with all the others of the form.
fn with_others(
    value: &EndingForm,
    fault: Fault,
    id: OrganisationId,
    guard: &Guard<EndOrganisations>,
) -> Faults {
    let mut faults = value.parse(id, guard.today()).err().unwrap_or_default();
    faults.0.retain(|other| other.field != "successor");
    faults.push(fault);
    faults
}

fn preview_page(
    guard: &Guard<EndOrganisations>,
    preview: &Preview,
    form: &Form<EndingForm>,
    value: &EndingForm,
) -> Answer {
    let (l, ending) = (guard.l(), &preview.ending);
    let name = &preview.organisation.organisation.name;
    let heading = l.ta("endings-preview-heading").a("name", name).to_string();
    let field = |name: &&'static str| {
        let typed =
            if *name == "successor" { value.successor.as_str() } else { form.typed.first(name) };
        (*name, typed.to_owned())
    };
    let row = |(open, count, fate): &(Open, i64, Fate)| {
        (l.code("ending-open", open), l.number(*count), l.code("ending-fate", fate))
    };
    let mut facts = vec![
        (l.t("endings-kind"), l.code("ending-kind", ending.kind)),
        (l.t("endings-on"), l.day(ending.on)),
    ];
    if let Some(successor) = &preview.successor {
        let number = successor.organisation.org_number.to_string();
        let named = format!("{} ({number})", successor.organisation.name);
        facts.push((l.t("endings-successor"), named));
    }
    facts.extend(ending.place.clone().map(|place| (l.t("endings-place"), place)));
    render(&PreviewPage {
        shell: guard.shell(),
        l,
        form: FormState::with(guard, Typed::default()),
        crumbs: crumbs(l, &preview.organisation, &heading),
        heading,
        id: preview.organisation.id,
        facts,
        words: ending.words.clone(),
        fields: FIELDS.iter().map(field).collect(),
        rows: preview.lines.iter().map(row).collect(),
        leaves_open: preview.lines.iter().any(|(_, _, fate)| *fate == Fate::ToClose),
        can_be_undone: ending.kind.can_be_undone(guard.today(), guard.today()),
    })
}

async fn end(
    guard: &Guard<EndOrganisations>,
    id: OrganisationId,
    form: &Form<EndingForm>,
) -> Answer {
    let version = form.typed.first("version").parse().unwrap_or_default();
    // It stands with each need that is written off, whatever language it was made in.
    let swedish = L::new(Language::Swedish);
    let reason = match EndingKind::parse(&form.value.kind) {
        Ok(EndingKind::Left) => swedish.t("endings-reason-left"),
        _ => swedish.t("endings-reason-ceased"),
    };
    let (app, actor) = (&guard.app, &guard.actor);
    match endings::end(app, actor, id, (version, &reason), &form.value, form.key()).await {
        Ok(kept) => Ok(ended(guard, kept, &form.value)),
        Err(error) => {
            let state = form.faulty(guard, error)?;
            form_page(guard, id, Vec::new(), state).await
        }
    }
}

fn ended(guard: &Guard<EndOrganisations>, kept: endings::Kept, form: &EndingForm) -> Response {
    let home = format!("/organisationer/{}", kept.id);
    let flash = Flash::new("flash-organisation-ended").a("name", kept.name);
    let is_merged = form.kind == EndingKind::Merged.code();
    let flash = if is_merged { flash } else { flash.undo(&format!("{home}/ater")) };
    guard.redirect_with(&home, &flash)
}

pub(super) async fn undo(
    guard: Guard<EndOrganisations>,
    Path(name): Path<String>,
    form: Form<EndingForm>,
) -> Answer {
    let id = organisations::resolve(&guard.app, &guard.actor, &name).await?;
    let kept = endings::undo(&guard.app, &guard.actor, id, form.key()).await?;
    let flash = Flash::new("flash-organisation-reopened").a("name", kept.name);
    Ok(guard.redirect_with(&format!("/organisationer/{id}"), &flash))
}
