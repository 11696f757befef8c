//! The wizard: whose things, and who takes over each.

use app::continuity::{self, Candidate, Item, Wizard};
use askama::Template;
use axum::extract::Query;
use domain::continuity::{HandoverForm, Holder};
use serde::Deserialize;

use super::{PATH, state, when};
use crate::forms::{Form, FormState};
use crate::guard::Guard;
use crate::l10n::{L, Language};
use crate::page::{Answer, render, render_with};
use crate::rights::HandOver;
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

/// Whom the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    person: String,
    organisation: String,
    /// The whole organisation.
    hela: String,
}

struct Person {
    href: String,
    name: String,
    desk: String,
    open: String,
    has_open: bool,
    is_here: bool,
}

#[derive(Template)]
#[template(path = "continuity/choose.html")]
struct ChoosePage {
    shell: Shell,
    l: L,
    crumbs: Vec<Crumb>,
    organisation: String,
    organisation_name: String,
    organisations: Vec<Choice>,
    people: Vec<Person>,
    /// Where the whole organisation is handed over.
    whole: Option<String>,
}

/// One thing and who takes over.
struct Row {
    key: String,
    what: String,
    title: String,
    firm: String,
    state: String,
    step: String,
    day: String,
    chosen: String,
}

#[derive(Template)]
#[template(path = "continuity/wizard.html")]
struct WizardPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    heading: String,
    lede: String,
    person: String,
    organisation: String,
    rows: Vec<Row>,
    /// Things that only the choice for all reaches.
    more: i64,
    holders: Vec<Choice>,
    is_here: bool,
}

pub(super) async fn open(guard: Guard<HandOver>, Query(asked): Query<Asked>) -> Answer {
    // A form that came back with faults has its person in it, not in its address.
    let or_drafted = |asked: String, field: &str| {
        if asked.is_empty() { FormState::drafted(&guard, field).unwrap_or_default() } else { asked }
    };
    let person = or_drafted(asked.person, "person");
    let organisation = or_drafted(asked.organisation, "organisation");
    let is_drafted = FormState::drafted(&guard, "all").is_some();
    if person.is_empty() && asked.hela.is_empty() && !is_drafted {
        return choose(&guard, &organisation).await;
    }
    let about = HandoverForm { person, organisation, ..HandoverForm::default() };
    let form = FormState::blank(&guard);
    page(&guard, &about, form).await
}

async fn choose(guard: &Guard<HandOver>, organisation: &str) -> Answer {
    let l = guard.l();
    let found = continuity::choices(&guard.app, &guard.actor, organisation).await?;
    let of = found.organisation;
    let people = found.people.iter().map(|one| Person {
        href: format!("/overlamningar/ny?person={}&organisation={of}", one.member.person),
        name: one.member.name.clone(),
        desk: one.member.desk_name.clone().unwrap_or_default(),
        open: l.ta("continuity-open").a("count", one.open).to_string(),
        has_open: one.open > 0,
        is_here: one.member.is_here,
    });
    let organisations = found.organisations.iter();
    render(&ChoosePage {
        shell: guard.shell(),
        l,
        crumbs: vec![
            Crumb::up(PATH, l.t("continuity-title")),
            Crumb::here(l.t("continuity-choose-title")),
        ],
        organisation: of.to_string(),
        organisations: organisations.map(|(id, name)| Choice::new(id, name)).collect(),
        people: people.collect(),
        whole: found.can_leave.then(|| format!("/overlamningar/ny?organisation={of}&hela=ja")),
        organisation_name: found.organisation_name,
    })
}

async fn page(guard: &Guard<HandOver>, about: &HandoverForm, form: FormState) -> Answer {
    let l = guard.l();
    let wizard = continuity::wizard(&guard.app, &guard.actor, about).await?;
    let heading = l.ta("continuity-wizard-title").a("name", &wizard.name).to_string();
    let shown = i64::try_from(wizard.items.len()).unwrap_or(i64::MAX);
    let lede = if wizard.total == 0 {
        l.t("continuity-nothing-open")
    } else {
        l.ta("continuity-wizard-lede").a("count", wizard.total).to_string()
    };
    render_with(
        form.status(),
        &WizardPage {
            shell: guard.shell(),
            l,
            crumbs: vec![
                Crumb::up(PATH, l.t("continuity-title")),
                Crumb::up("/overlamningar/ny", l.t("continuity-choose-title")),
                Crumb::here(&wizard.name),
            ],
            heading,
            lede,
            person: wizard.person.map_or_else(String::new, |id| id.to_string()),
            organisation: wizard.organisation.to_string(),
            rows: wizard.items.iter().map(|item| row(l, item, &form)).collect(),
            more: wizard.total - shown,
            holders: holders(l, &wizard),
            is_here: wizard.is_here,
            form,
        },
    )
}

fn row(l: L, item: &Item, form: &FormState) -> Row {
    let key = item.key().to_string();
    Row {
        chosen: form.paired("item", &key, "to"),
        key,
        what: l.code("continuity-kind", item.kind),
        title: item.title.clone(),
        firm: item.firm_name.clone().unwrap_or_default(),
        state: state(l, item.kind, &item.state),
        step: item.next_step.clone().unwrap_or_default(),
        day: when(l, item.next_step_on),
    }
}

/// Each desk, with those who serve it after it.
fn holders(l: L, wizard: &Wizard) -> Vec<Choice> {
    let mut choices = Vec::new();
    let mut last = None;
    for one in &wizard.candidates {
        if last != Some(one.desk) {
            last = Some(one.desk);
            let text = l
                .ta("continuity-whole-desk")
                .a("desk", &one.desk_name)
                .a("organisation", &one.organisation_name);
            choices.push(Choice::new(Holder::Desk(one.desk), text));
        }
        choices.push(person(l, one));
    }
    choices
}

fn person(l: L, one: &Candidate) -> Choice {
    let text = l.ta("continuity-on-desk").a("name", &one.name).a("desk", &one.desk_name);
    Choice::new(Holder::Person(one.assignment), text)
}

pub(super) async fn finish(guard: Guard<HandOver>, form: Form<HandoverForm>) -> Answer {
    // Whoever takes over reads it, whatever language it was made in.
    let usual = L::new(Language::Swedish).t("continuity-usual-reason");
    let made = continuity::finish(&guard.app, &guard.actor, &form.value, &usual, form.key()).await;
    match made {
        Ok(made) => {
            let flash = Flash::new("flash-handover-made").a("name", made.name);
            let to = format!("{PATH}/{}", made.id);
            Ok(guard.redirect_with(&to, &flash.a("count", made.count)))
        }
        Err(error) => {
            let about = form.value.clone();
            let state = form.faulty(&guard, error)?;
            page(&guard, &about, state).await
        }
    }
}
