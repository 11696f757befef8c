//! `/moduler`: what is on in the county and in each municipality, who decided it, and deciding it.

mod api;

use app::App;
use app::modules::{self, Ask, Line, View};
use askama::Template;
use axum::extract::{Path, Query};
use domain::modules::{DecisionForm, Module, ModuleState};
use domain::time::Date;
use serde::Deserialize;

use crate::failure::{Failure, Told};
use crate::forms::{Form, FormState};
use crate::guard::{Guard, Right};
use crate::guarded::{Routes, get};
use crate::l10n::L;
use crate::page::{Answer, render, render_with};
use crate::rights::{KeepModules, ReadModules};
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};
use crate::visitor::Visitor;

const PATH: &str = "/moduler";

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page(PATH, get(list))
        .page("/moduler/{place}/{module}", get(show).post(decide))
        .merge(api::routes())
}

/// Why a page is not there for a desk, said kindly: who decided, and whom to ask.
pub(crate) async fn closed(app: &App, visitor: &Visitor, module: Module) -> Failure {
    let Some(signed) = &visitor.signed else { return Failure::not_signed_in() };
    let l = visitor.l;
    match modules::whom_to_ask(app, &signed.actor, module).await {
        Ok(ask) => Failure::module_off(told(l, module, &ask)),
        Err(error) => error.into(),
    }
}

fn told(l: L, module: Module, ask: &Ask) -> Told {
    let place = place_name(l, &ask.place);
    let what = match &ask.decision {
        Some((by, on)) => l.ta("modules-off-decided").a("by", by).a("date", l.day(*on)).to_string(),
        None => l.t("modules-off-undecided"),
    };
    let whom =
        if ask.whom.is_empty() { l.t("modules-off-strategist") } else { ask.whom.join(", ") };
    Told {
        title: l
            .ta("modules-off-title")
            .a("place", place)
            .a("module", l.code("module", module))
            .to_string(),
        what,
        remedy: l.ta("modules-off-remedy").a("whom", whom).to_string(),
    }
}

fn place_name(l: L, name: &str) -> String {
    if name.is_empty() { l.t("modules-county") } else { name.to_owned() }
}

/// A state as a tag: kind, icon, text.
fn tag(l: L, state: ModuleState) -> (&'static str, &'static str, String) {
    let (kind, icon) = match state {
        ModuleState::On => ("ok", "check"),
        ModuleState::Pilot => ("accent", "clock"),
        ModuleState::Off | ModuleState::AsCounty => ("", "cross"),
    };
    (kind, icon, l.code("module-state", state))
}

struct Row {
    href: String,
    name: String,
    about: String,
    tag: (&'static str, &'static str, String),
    /// Who has decided, and when.
    decided: String,
    evaluated: String,
    is_due: bool,
    /// In how many municipalities; only in the county's list.
    on_in: String,
}

fn row_of(l: L, place: &str, places: usize, line: &Line) -> Row {
    let decided = line.decision.as_ref().map(|one| {
        let day = l.day_short(one.decided_on);
        l.ta("modules-by-on").a("by", &one.decided_by).a("date", day).to_string()
    });
    let day = line.decision.as_ref().and_then(|one| one.evaluate_on);
    Row {
        href: format!("{PATH}/{place}/{}", line.module),
        name: l.code("module", line.module),
        about: l.code("module-about", line.module),
        tag: tag(l, line.state),
        decided: decided.unwrap_or_else(|| l.t("modules-nobody")),
        evaluated: day.map(|day| l.day(day)).unwrap_or_default(),
        is_due: line.is_due,
        on_in: l.ta("modules-on-in").a("on", line.on_in).a("all", places).to_string(),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Address {
    plats: String,
}

#[derive(Template)]
#[template(path = "modules/list.html")]
struct ListPage {
    shell: Shell,
    l: L,
    place: String,
    heading: String,
    is_county: bool,
    can_decide: bool,
    places: Vec<Choice>,
    rows: Vec<Row>,
}

async fn list(guard: Guard<ReadModules>, Query(address): Query<Address>) -> Answer {
    let l = guard.l();
    let found = modules::overview(&guard.app, &guard.actor, address.plats.trim()).await?;
    let municipalities = found.places.len().saturating_sub(1);
    let code = &found.place.code;
    let rows = found.lines.iter().map(|line| row_of(l, code, municipalities, line));
    render(&ListPage {
        shell: guard.shell(),
        l,
        heading: place_name(l, &found.place.name),
        is_county: found.place.municipality.is_none(),
        can_decide: found.can_decide,
        rows: rows.collect(),
        places: found
            .places
            .iter()
            .map(|one| Choice::new(&one.code, place_name(l, &one.name)))
            .collect(),
        place: found.place.code,
    })
}

/// A decision in the history.
struct Past {
    at: String,
    when: String,
    what: String,
    by: String,
    note: String,
}

#[derive(Template)]
#[template(path = "modules/show.html")]
struct ShowPage {
    shell: Shell,
    l: L,
    crumbs: Vec<Crumb>,
    action: String,
    name: String,
    about: String,
    heading: String,
    tag: (&'static str, &'static str, String),
    is_due: bool,
    evaluated: String,
    can_decide: bool,
    version: i64,
    states: Vec<Choice>,
    form: FormState,
    history: Vec<Past>,
}

fn form_of(view: &View, today: Date) -> DecisionForm {
    let Some(decision) = &view.line.decision else {
        return DecisionForm {
            state: if view.place.municipality.is_some() { "as-county" } else { "on" }.into(),
            decided_on: today.to_string(),
            ..DecisionForm::default()
        };
    };
    DecisionForm {
        state: decision.state.code().into(),
        decided_by: decision.decided_by.clone(),
        decided_on: decision.decided_on.to_string(),
        evaluate_on: decision.evaluate_on.map(|day| day.to_string()).unwrap_or_default(),
        note: decision.note.clone().unwrap_or_default(),
    }
}

fn states(l: L, view: &View) -> Vec<Choice> {
    let choice = |state: &ModuleState| {
        Choice::new(state, l.code("module-state", state)).hint(l.code("module-state-hint", state))
    };
    match view.place.municipality {
        Some(_) => ModuleState::ALL.iter().map(choice).collect(),
        None => ModuleState::OF_COUNTY.iter().map(choice).collect(),
    }
}

fn past_of(l: L, event: &app::cases::Event) -> Past {
    let said = |name: &str| {
        event.detail.get(name).and_then(|value| value.as_str()).unwrap_or_default().to_owned()
    };
    let day = |name: &str| said(name).parse().map(|day| l.day(day)).unwrap_or_default();
    let (state, evaluated) = (said("state"), day("evaluateOn"));
    let state =
        if state.is_empty() { l.t("modules-erased") } else { l.code("module-state", state) };
    let what = if evaluated.is_empty() {
        state
    } else {
        l.ta("modules-until").a("state", state).a("date", evaluated).to_string()
    };
    Past {
        at: event.at.to_string(),
        when: l.moment_year(event.at),
        what,
        by: l
            .ta("modules-decided-by")
            .a("by", said("decidedBy"))
            .a("date", day("decidedOn"))
            .a("organisation", event.by_organisation_name.clone().unwrap_or_default())
            .to_string(),
        note: said("note"),
    }
}

fn page<R: Right>(guard: &Guard<R>, view: &View, form: Option<FormState>) -> Answer {
    let l = guard.l();
    let stands = form_of(view, guard.today());
    let form = form
        .unwrap_or_else(|| FormState::filled(guard, &stands))
        .beside_form(&stands, view.line.version);
    let place = place_name(l, &view.place.name);
    let name = l.code("module", view.line.module);
    let day = view.line.decision.as_ref().and_then(|one| one.evaluate_on);
    let version = form.value("version").parse().unwrap_or(view.line.version);
    render_with(
        form.status(),
        &ShowPage {
            shell: guard.shell(),
            l,
            crumbs: vec![
                Crumb::up(PATH, l.t("modules-title")),
                Crumb::up(&format!("{PATH}?plats={}", view.place.code), &place),
                Crumb::here(&name),
            ],
            action: format!("{PATH}/{}/{}", view.place.code, view.line.module),
            about: l.code("module-about", view.line.module),
            heading: l.ta("modules-heading").a("module", &name).a("place", &place).to_string(),
            tag: tag(l, view.line.state),
            is_due: view.line.is_due,
            evaluated: day.map(|day| l.day(day)).unwrap_or_default(),
            can_decide: view.can_decide,
            version,
            states: states(l, view),
            history: view.history.iter().map(|event| past_of(l, event)).collect(),
            name,
            form,
        },
    )
}

fn module_of(code: &str) -> Result<Module, Failure> {
    Module::parse(code).map_err(|_| Failure::not_found())
}

async fn show(guard: Guard<ReadModules>, Path((place, code)): Path<(String, String)>) -> Answer {
    let view = modules::read(&guard.app, &guard.actor, &place, module_of(&code)?).await?;
    page(&guard, &view, None)
}

async fn decide(
    guard: Guard<KeepModules>,
    Path((place, code)): Path<(String, String)>,
    form: Form<DecisionForm>,
) -> Answer {
    let module = module_of(&code)?;
    let version = form.typed.first("version").parse().unwrap_or(0);
    let at = (place.as_str(), module);
    let (app, actor) = (&guard.app, &guard.actor);
    match modules::decide(app, actor, at, version, &form.value, form.key()).await {
        Ok(decided) => {
            let l = guard.l();
            let flash = Flash::new("flash-module-decided")
                .a("name", l.code("module", decided.module))
                .a("state", l.code("module-state", decided.state));
            Ok(guard.redirect_with(&format!("{PATH}/{place}/{module}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let view = modules::read(&guard.app, &guard.actor, &place, module).await?;
            page(&guard, &view, Some(state))
        }
    }
}
