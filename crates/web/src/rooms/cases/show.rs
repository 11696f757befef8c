//! One case: the promise, the next step, who is in it, and the thread.

use app::cases::{self, CaseView, Entry, Event};
use askama::Template;
use axum::extract::Path;
use domain::access::Role;
use domain::cases::{AlarmStage, Audience, CaseOutcome, Closing};
use domain::ids::CaseId;

use crate::failure::Failure;
use crate::forms::{FormState, Typed};
use crate::guard::{Guard, Right};
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::ReadCases;
use crate::rooms::cases::notes::{self, Noted};
use crate::rooms::cases::{clock_view, tag_kind};
use crate::shell::Shell;
use crate::ui::{Choice, ClockView, Crumb};

/// Which form of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    Letter,
    Step,
    Move,
    HandOver,
    Invite,
    Closing,
    Reopening,
    Note,
}

/// A form that came back to be mended.
pub(super) struct Returned {
    pub(super) which: Which,
    pub(super) state: FormState,
}

/// One line of the thread.
struct Line {
    when: String,
    at: String,
    what: String,
    /// Paragraphs of a message, or the words of an event.
    words: Vec<String>,
    is_message: bool,
    /// Whom a message is for, when not for everybody.
    only: String,
}

#[derive(Template)]
#[template(path = "cases/show.html")]
struct ShowPage {
    shell: Shell,
    l: L,
    view: CaseView,
    clock: ClockView,
    state: String,
    tag_kind: &'static str,
    alarm: String,
    next_on: String,
    outcome: String,
    follow_ups: Vec<(String, String, String)>,
    lines: Vec<Line>,
    owner: String,
    deputies: String,
    readers: Vec<Choice>,
    moves: Vec<Choice>,
    desks: Vec<Choice>,
    invitable: Vec<Choice>,
    outcomes: Vec<Choice>,
    can_write: bool,
    can_take: bool,
    letter: FormState,
    step: FormState,
    moving: FormState,
    hand_over: FormState,
    invite: FormState,
    closing: FormState,
    reopening: FormState,
    note: FormState,
    noted: Noted,
    /// Templates to put into an answer; none where they are switched off.
    templates: Option<Vec<Choice>>,
    open_form: Option<Which>,
    crumbs: Vec<Crumb>,
    /// Who the firm's contact is now.
    changes: Vec<crate::rooms::continuity::ChangeRow>,
    /// How the firm has ended.
    ended: Option<String>,
}

impl ShowPage {
    fn is_open(&self, which: &str) -> bool {
        let name = match self.open_form {
            Some(Which::Step) => "step",
            Some(Which::Move) => "move",
            Some(Which::HandOver) => "hand-over",
            Some(Which::Invite) => "invite",
            Some(Which::Closing) => "closing",
            _ => "",
        };
        name == which || self.is_drafted(which)
    }

    /// True when a folded form was being filled in before its language changed.
    fn is_drafted(&self, which: &str) -> bool {
        match which {
            "move" => self.moving.is_drafted("state"),
            "hand-over" => self.hand_over.is_drafted("desk") || self.hand_over.is_drafted("reason"),
            "invite" => self.invite.is_drafted("organisation"),
            "closing" => {
                self.closing.is_drafted("outcome") || self.closing.is_drafted("outcomeWords")
            }
            _ => self.step.is_drafted("nextStep"),
        }
    }

    /// Id of the form that the switch of language sends.
    fn form_id(&self) -> &'static str {
        let fields = &self.view.case.fields;
        let can_reopen =
            !fields.state.is_open() && (self.view.part.is_owner || self.view.part.is_firm);
        if self.can_write || can_reopen { "formular" } else { "" }
    }

    /// The page's title; begins «Fel:» when a form came back.
    fn heading(&self) -> String {
        let forms = [
            &self.letter,
            &self.step,
            &self.moving,
            &self.hand_over,
            &self.invite,
            &self.closing,
            &self.reopening,
            &self.note,
        ];
        let faulty = forms.into_iter().find(|form| form.has_errors());
        faulty
            .map_or_else(|| self.view.case.title.clone(), |form| form.title(&self.view.case.title))
    }
}

/// One case.
pub(super) async fn show(guard: Guard<ReadCases>, Path(name): Path<String>) -> Answer {
    let id = cases::resolve(&guard.app, &guard.actor, &name).await?;
    page(&guard, id, None).await
}

/// The page, with a form that came back if there is one.
pub(super) async fn page<R: Right>(
    guard: &Guard<R>,
    id: CaseId,
    returned: Option<Returned>,
) -> Answer {
    let l = guard.l();
    let view = cases::read(&guard.app, &guard.actor, id).await?;
    let follow_ups = follow_ups(guard, id).await?;
    let noted = Noted::read(guard, id).await?;
    let templates = notes::templates(guard).await?;
    let changes = app::continuity::contact_changes(&guard.app, &guard.actor).await?;
    let status = returned.as_ref().map(|one| one.state.status()).unwrap_or_default();
    let form = |which: Which, typed: Typed| match &returned {
        Some(one) if one.which == which => one.state.clone(),
        _ => FormState::with(guard, typed),
    };
    let none = || Typed::of::<&str, &str>([]);
    let case = &view.case;
    let holder = case.fields.taken_by_name.clone();
    let ended = app::endings::of_case(&guard.app, &guard.actor, &view).await?;
    let page = ShowPage {
        shell: guard.shell(),
        l,
        clock: clock_view(l, view.clock, case),
        state: l.code("case-state", case.fields.state),
        tag_kind: tag_kind(case.fields.state),
        alarm: alarm(l, case.fields.alarm),
        next_on: case.fields.next_step.as_ref().map(|step| l.weekday(step.on)).unwrap_or_default(),
        outcome: outcome(l, case.fields.closing.as_ref()),
        follow_ups,
        lines: view.thread.iter().map(|entry| line_of(l, entry)).collect(),
        owner: holder.unwrap_or_else(|| names(&view, false)),
        deputies: names(&view, true),
        readers: readers(l, guard, &view),
        moves: Choice::codes(l, "case-state", &view.moves),
        desks: view.desks.iter().map(|desk| Choice::new(desk.id, &desk.name)).collect(),
        invitable: view
            .invitable
            .iter()
            .map(|one| Choice::new(one.organisation, &one.name))
            .collect(),
        outcomes: Choice::codes(l, "case-outcome", CaseOutcome::ALL),
        can_write: view.part.is_owner || view.part.is_party,
        can_take: view.part.is_owner
            && case.fields.state.is_open()
            && case.fields.taken_by != guard.actor.assignment().map(|own| own.id),
        letter: form(Which::Letter, Typed::of([("audience", "parties")])),
        step: form(Which::Step, step_typed(&view)).beside(step_typed(&view)),
        moving: form(Which::Move, none()),
        hand_over: form(Which::HandOver, none()),
        invite: form(Which::Invite, none()),
        closing: form(Which::Closing, none()),
        reopening: form(
            Which::Reopening,
            Typed::of([("nextStep", l.t("cases-reopened-first-step"))]),
        ),
        note: form(Which::Note, none()),
        noted,
        templates,
        open_form: returned.as_ref().map(|one| one.which),
        crumbs: vec![Crumb::up("/arenden", l.t("nav-cases")), Crumb::here(&case.number)],
        changes: crate::rooms::continuity::changes(l, &changes),
        ended: ended.map(|one| crate::rooms::endings::told(l, &one)),
        view,
    };
    render_with(status, &page)
}

fn alarm(l: L, stage: AlarmStage) -> String {
    if stage == AlarmStage::None { String::new() } else { l.code("alarm", stage) }
}

fn outcome(l: L, closing: Option<&Closing>) -> String {
    closing.map(|closing| l.code("case-outcome", closing.outcome)).unwrap_or_default()
}

/// What the firm has said since the case was closed: when it was asked, its answer, its words.
async fn follow_ups<R>(
    guard: &Guard<R>,
    id: CaseId,
) -> Result<Vec<(String, String, String)>, Failure> {
    let l = guard.l();
    let found = app::follow_ups::of_case(&guard.app, &guard.actor, id).await?;
    let shown = found.into_iter().map(|one| {
        let key = if one.was_mailed { "follow-up-asked" } else { "follow-up-time" };
        let asked = l.ta(key).a("count", one.months).to_string();
        let answer = match one.answer {
            Some(answer) => l.code("follow-up-answer", answer),
            None if one.was_mailed => l.t("follow-up-waiting"),
            None => l.t("follow-up-call"),
        };
        (asked, answer, one.words.unwrap_or_default())
    });
    Ok(shown.collect())
}

/// Who serves the desk today, or who steps in.
fn names(view: &CaseView, is_deputy: bool) -> String {
    let held = view.holders.iter().filter(|holder| holder.is_deputy == is_deputy);
    held.map(|holder| holder.name.clone()).collect::<Vec<_>>().join(", ")
}

/// The next step as it stands, to begin changing it with.
fn step_typed(view: &CaseView) -> Typed {
    let step = view.case.fields.next_step.as_ref();
    Typed::of([
        ("nextStep", step.map(|step| step.what.clone()).unwrap_or_default()),
        ("nextStepOn", step.map(|step| step.on.to_string()).unwrap_or_default()),
    ])
}

/// Whom one can write to: everybody, one's own, or one other party.
fn readers<R>(l: L, guard: &Guard<R>, view: &CaseView) -> Vec<Choice> {
    let own = guard.actor.organisation();
    let mut readers = vec![
        Choice::new(Audience::Parties, l.t("cases-to-parties")),
        Choice::new(Audience::Own, l.t("cases-to-own")),
    ];
    let others = view.parties.iter().filter(|party| Some(party.organisation) != own);
    readers.extend(others.map(|party| {
        let text = l.ta("cases-to-one").a("name", &party.name);
        Choice::new(format!("{}:{}", Audience::One, party.organisation), text)
    }));
    readers
}

fn line_of(l: L, entry: &Entry) -> Line {
    let at = entry.at();
    match entry {
        Entry::Message(message) => Line {
            when: l.moment(at),
            at: at.to_string(),
            what: l
                .ta("cases-wrote")
                .a("name", &message.from_name)
                .a("organisation", &message.from_organisation_name)
                .to_string(),
            words: paragraphs(&message.body),
            is_message: true,
            only: match (message.audience, &message.to_organisation_name) {
                (Audience::Parties, _) => String::new(),
                (Audience::One, Some(to)) => l
                    .ta("cases-only-one")
                    .a("from", &message.from_organisation_name)
                    .a("to", to)
                    .to_string(),
                _ => l.t("cases-only-own"),
            },
        },
        Entry::Event(event) => Line {
            when: l.moment(at),
            at: at.to_string(),
            what: event_text(l, event),
            words: event_words(l, event),
            is_message: false,
            only: String::new(),
        },
    }
}

pub(super) fn paragraphs(body: &str) -> Vec<String> {
    body.lines().map(str::trim).filter(|line| !line.is_empty()).map(ToOwned::to_owned).collect()
}

fn detail<'a>(event: &'a Event, name: &str) -> &'a str {
    event.detail.get(name).and_then(|value| value.as_str()).unwrap_or_default()
}

fn event_text(l: L, event: &Event) -> String {
    let nobody = if event.role == Role::Public { "cases-by-firm" } else { "cases-by-system" };
    let by = event.by_organisation_name.clone().unwrap_or_else(|| l.t(nobody));
    let text = |key: &str| l.ta(key).a("by", by.clone());
    match event.kind.as_str() {
        "case.opened" => text("cases-event-opened"),
        "case.taken" => text("cases-event-taken").a("name", detail(event, "name")),
        "case.answered" | "case.answered-again" => {
            let is_kept = event.detail.get("kept").and_then(serde_json::Value::as_bool);
            text(if is_kept == Some(false) {
                "cases-event-answered-late"
            } else {
                "cases-event-answered"
            })
        }
        "case.planned" => text("cases-event-planned"),
        "case.moved" => {
            text("cases-event-moved").a("state", l.code("case-state", detail(event, "to")))
        }
        "case.move-undone" => {
            text("cases-event-move-undone").a("state", l.code("case-state", detail(event, "to")))
        }
        "case.handed-over" => text("cases-event-handed-over").a("desk", detail(event, "to")),
        "case.party-invited" => text("cases-event-invited").a("name", detail(event, "name")),
        "case.closed" => text("cases-event-closed")
            .a("outcome", l.code("case-outcome", detail(event, "outcome"))),
        "case.reopened" => text("cases-event-reopened"),
        "case.firm-merged" => {
            text("endings-event-case").a("from", detail(event, "from")).a("to", detail(event, "to"))
        }
        "case.promise-broken" => text("cases-event-broken"),
        "case.escalated" => text("cases-event-escalated"),
        "case.follow-up-asked" => text("cases-event-follow-up-asked"),
        "case.follow-up-answered" => text("cases-event-follow-up-answered"),
        _ => text("cases-event-other"),
    }
    .to_string()
}

fn event_words(l: L, event: &Event) -> Vec<String> {
    let reason = detail(event, "reason");
    let (what, on) = (detail(event, "what"), detail(event, "on"));
    let on = on.parse().map(|day| l.day_short(day)).unwrap_or_default();
    match (reason, what) {
        ("", "") => Vec::new(),
        ("", what) => vec![l.ta("cases-step-on").a("what", what).a("date", on).to_string()],
        (reason, _) => vec![reason.to_owned()],
    }
}
