//! The page of a led mapping: who leads, what is prepared, times, notes and the summary.

use app::agreements;
use app::leaders::{self, AppointForm, LedView, StopForm, StoredLeader, StoredText, TextForm};
use app::mappings;
use askama::Template;
use axum::extract::Path;
use domain::ids::MappingId;
use domain::ids::OrganisationId;
use domain::leaders::{EndReason, Part, Preparation};
use domain::needs::mapping::Track;
use serde::Deserialize;

use super::{login, versioned};
use crate::failure::Failure;
use crate::forms::{Form, FormState};
use crate::guard::{Guard, Right};
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::{AppointLeaders, LeadMappings, ReadMappings, StopLeading};
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

struct Step {
    code: &'static str,
    text: String,
    done: Option<String>,
}

struct Led {
    name: String,
    when: String,
}

struct TextView {
    title: String,
    words: String,
    who: String,
    href: String,
}

struct TimeView {
    which: String,
    when: String,
    place: String,
}

#[derive(Template)]
#[template(path = "leaders/led.html")]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing the page asks")]
struct LedPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    base: String,
    firm: String,
    is_led: bool,
    leader: String,
    /// Who leads, as the form that ends it says.
    led_by: String,
    history: Vec<Led>,
    wish: Option<(String, String)>,
    free: Vec<Choice>,
    /// Organisations of those one can appoint, or of who leads, that have no agreement; by name.
    lacking: String,
    reasons: Vec<Choice>,
    steps: Vec<Step>,
    texts: Vec<TextView>,
    times: Vec<TimeView>,
    can_appoint: bool,
    can_stop: bool,
    can_write: bool,
    has_read: bool,
}

async fn id_of<R>(guard: &Guard<R>, name: &str) -> Result<MappingId, Failure> {
    Ok(mappings::resolve(&guard.app, &guard.actor, name).await?)
}

pub(super) async fn show(guard: Guard<ReadMappings>, Path(id): Path<String>) -> Answer {
    let id = id_of(&guard, &id).await?;
    page(&guard, id, FormState::blank(&guard)).await
}

async fn page<R>(guard: &Guard<R>, id: MappingId, form: FormState) -> Answer {
    let view = leaders::led(&guard.app, login(guard)?, id).await?;
    let l = guard.l();
    let mapping = &view.entered.mapping;
    let lacking = lacking(guard, &view).await?;
    let firm = mapping.organisation_name.clone();
    let base = format!("/kartlaggningar/{id}");
    render_with(
        form.status(),
        &LedPage {
            shell: guard.shell(),
            l,
            crumbs: vec![
                Crumb::up("/kartlaggningar", l.t("nav-mappings")),
                Crumb::up(&base, &firm),
                Crumb::here(l.t("leaders-led-title")),
            ],
            is_led: mapping.track == Track::Led,
            leader: mapping.led_by_name.clone().unwrap_or_default(),
            led_by: mapping.led_by.map(|person| person.to_string()).unwrap_or_default(),
            history: view.history.iter().map(|one| led_of(l, one)).collect(),
            wish: view
                .wish
                .as_ref()
                .filter(|wish| wish.settled_at.is_none())
                .map(|wish| (wish.words.clone(), asked(l, wish))),
            free: view.free.iter().map(|one| choice(l, one)).collect(),
            lacking,
            reasons: Choice::codes(l, "leader-end", EndReason::ALL),
            steps: steps(l, &view),
            texts: texts(l, &view, &base),
            times: times(l, &view),
            can_appoint: view.can_appoint,
            can_stop: view.can_stop,
            can_write: view.can_write,
            has_read: view.entered.seat.reads_answers(mapping),
            firm,
            base,
            form,
        },
    )
}

/// Organisations that lend a leader here without an agreement, for who decides who leads.
async fn lacking<R>(guard: &Guard<R>, view: &LedView) -> Result<String, Failure> {
    if !view.can_appoint {
        return Ok(String::new());
    }
    let all = agreements::lacking(&guard.app, &guard.actor).await?;
    let is_here = |id: &OrganisationId| {
        view.entered.mapping.leader_organisation == Some(*id)
            || view.free.iter().any(|one| one.organisation == *id)
    };
    let names = all.into_iter().filter(|(id, _)| is_here(id)).map(|(_, name)| name);
    Ok(names.collect::<Vec<_>>().join(", "))
}

fn asked(l: L, wish: &leaders::Wish) -> String {
    l.ta("leaders-wish-asked")
        .a("name", wish.asked_by_name.as_str())
        .a("day", l.day_of(wish.asked_at))
        .to_string()
}

fn led_of(l: L, one: &leaders::Leading) -> Led {
    let from = l.day_of(one.begun_at);
    let when = match (one.ended_at, one.ended_why) {
        (Some(end), Some(why)) => l
            .ta("leaders-led-until")
            .a("from", from)
            .a("to", l.moment_year(end))
            .a("why", l.code("leader-end", why))
            .to_string(),
        _ => l.ta("leaders-led-since").a("from", from).to_string(),
    };
    Led { name: one.name.clone(), when }
}

/// Somebody to choose, with how much room they have and where.
fn choice(l: L, one: &StoredLeader) -> Choice {
    let label = l
        .ta("leaders-choice")
        .a("name", one.name.as_str())
        .a("organisation", one.organisation_name.as_str())
        .a("free", one.training.room(one.in_hand));
    Choice::new(one.id, label)
}

fn steps(l: L, view: &LedView) -> Vec<Step> {
    let of = |step: &Preparation| {
        let done = view.steps.iter().find(|done| done.step == *step);
        Step {
            code: step.code(),
            text: l.code("led-step", step),
            done: done.map(|done| {
                l.ta("leaders-step-done")
                    .a("name", done.by_name.as_str())
                    .a("day", l.day_of(done.at))
                    .to_string()
            }),
        }
    };
    Preparation::ALL.iter().map(of).collect()
}

fn texts(l: L, view: &LedView, base: &str) -> Vec<TextView> {
    let of = |part: &Part| {
        let text = view.texts.iter().find(|text| text.part == *part);
        TextView {
            title: l.code("led-part", part),
            words: text.map(|text| text.words.clone()).unwrap_or_default(),
            who: text.map(|text| who(l, text)).unwrap_or_default(),
            href: format!("{base}/anteckning/{part}"),
        }
    };
    Part::ALL.iter().map(of).collect()
}

fn who(l: L, text: &StoredText) -> String {
    l.ta("leaders-text-by")
        .a("name", text.by_name.as_str())
        .a("when", l.moment_year(text.at))
        .to_string()
}

fn times(l: L, view: &LedView) -> Vec<TimeView> {
    let parts = [Part::First, Part::Second];
    let of = |(at, time): (usize, &app::appointments::Appointment)| TimeView {
        which: parts.get(at).map_or_else(|| l.t("leaders-more-time"), |it| l.code("led-time", it)),
        when: l.moment_year(time.meeting.starts_at),
        place: time.meeting.place.clone(),
    };
    view.times.iter().enumerate().map(of).collect()
}

/// Who is to lead.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Appoint {
    leader: String,
}

pub(super) async fn appoint(
    guard: Guard<AppointLeaders>,
    Path(id): Path<String>,
    form: Form<Appoint>,
) -> Answer {
    let id = id_of(&guard, &id).await?;
    let sent = AppointForm { leader: form.value.leader.clone() };
    match leaders::appoint(&guard.app, login(&guard)?, id, &sent, form.key()).await {
        Ok(_) => Ok(done(&guard, id, "flash-leader-appointed")),
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            page(&guard, id, state).await
        }
    }
}

fn done<R>(guard: &Guard<R>, id: MappingId, flash: &'static str) -> axum::response::Response {
    guard.redirect_with(&format!("/kartlaggningar/{id}/ledning"), &Flash::new(flash))
}

/// Why somebody no longer leads.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Stop {
    why: String,
    led_by: String,
}

pub(super) async fn stop(
    guard: Guard<StopLeading>,
    Path(id): Path<String>,
    form: Form<Stop>,
) -> Answer {
    let id = id_of(&guard, &id).await?;
    let sent = StopForm { why: form.value.why.clone(), led_by: form.value.led_by.clone() };
    match leaders::stop(&guard.app, login(&guard)?, id, &sent, form.key()).await {
        // For whoever led it, the page is no longer there.
        Ok(_) if !AppointLeaders::allows(guard.actor.role()) => {
            Ok(guard.redirect_with("/kartlaggningar", &Flash::new("flash-leading-ended")))
        }
        Ok(_) => Ok(done(&guard, id, "flash-leading-ended")),
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            page(&guard, id, state).await
        }
    }
}

/// A step, and whether it is done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct StepForm {
    step: String,
    done: String,
}

pub(super) async fn step(
    guard: Guard<LeadMappings>,
    Path(id): Path<String>,
    form: Form<StepForm>,
) -> Answer {
    let id = id_of(&guard, &id).await?;
    let step = Preparation::parse(&form.value.step).map_err(Failure::invalid)?;
    let what = (step, form.value.done == "yes");
    match leaders::set_step(&guard.app, login(&guard)?, id, what, form.key()).await {
        Ok(_) => Ok(guard.redirect(&format!("/kartlaggningar/{id}/ledning#forbered"))),
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            page(&guard, id, state).await
        }
    }
}

#[derive(Template)]
#[template(path = "leaders/text.html")]
struct TextPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    heading: String,
    hint: String,
    action: String,
}

/// Where a note stands, and its text.
async fn stands<R>(
    guard: &Guard<R>,
    id: MappingId,
    part: &str,
) -> Result<(Part, LedView, TextForm, i64), Failure> {
    let part = Part::parse(part).map_err(|_| Failure::not_found())?;
    let view = leaders::led(&guard.app, login(guard)?, id).await?;
    let text = view.texts.iter().find(|text| text.part == part);
    let words = text.map(|text| text.words.clone()).unwrap_or_default();
    let version = text.map_or(0, |text| text.version);
    Ok((part, view, TextForm { words }, version))
}

fn text_page<R>(guard: &Guard<R>, view: &LedView, part: Part, form: FormState) -> Answer {
    let l = guard.l();
    let mapping = &view.entered.mapping;
    let led = format!("/kartlaggningar/{}/ledning", mapping.id);
    let heading = l.code("led-part", part);
    render_with(
        form.status(),
        &TextPage {
            shell: guard.shell(),
            l,
            crumbs: vec![
                Crumb::up(&format!("/kartlaggningar/{}", mapping.id), &mapping.organisation_name),
                Crumb::up(&led, l.t("leaders-led-title")),
                Crumb::here(heading.clone()),
            ],
            hint: l.code("led-part-hint", part),
            action: format!("/kartlaggningar/{}/anteckning/{part}", mapping.id),
            heading,
            form,
        },
    )
}

pub(super) async fn text(
    guard: Guard<LeadMappings>,
    Path((id, part)): Path<(String, String)>,
) -> Answer {
    let id = id_of(&guard, &id).await?;
    let (part, view, stands, version) = stands(&guard, id, &part).await?;
    if !view.can_write {
        return Err(Failure::forbidden());
    }
    let form = versioned(&guard, &stands, version);
    text_page(&guard, &view, part, form)
}

/// What is written, and from which version.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Written {
    version: i64,
    words: String,
}

pub(super) async fn write(
    guard: Guard<LeadMappings>,
    Path((id, part)): Path<(String, String)>,
    form: Form<Written>,
) -> Answer {
    let id = id_of(&guard, &id).await?;
    let part = Part::parse(&part).map_err(|_| Failure::not_found())?;
    let sent = TextForm { words: form.value.words.clone() };
    let version = form.value.version;
    let by = login(&guard)?;
    match leaders::write_text(&guard.app, by, id, (part, &sent), version, form.key()).await {
        Ok(_) => Ok(done(&guard, id, "flash-led-text")),
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let (_, view, there, version) = stands(&guard, id, part.code()).await?;
            text_page(&guard, &view, part, state.beside_form(&there, version))
        }
    }
}
