//! The six stations and what has happened, told from the records and events of a need.

use app::needs::{Event, NeedView, Proposal};
use domain::needs::NeedState;
use domain::needs::lanes::LaneKind;
use domain::offers::Fact;
use domain::time::day_of;

use crate::l10n::L;
use crate::ui::{ThreadStep, TimelineEntry, thread};

/// Where the need is: the number of stations behind it, and a note for each.
pub(super) fn stations(l: L, view: &NeedView, proposals: &[&Proposal]) -> Vec<ThreadStep> {
    let notes = [
        heard(l, view),
        understood(l, view),
        answered(l, view, proposals),
        done(l, view),
        l.t("needs-note-effect"),
        told(l, view),
    ];
    thread(l, current(view, proposals), &notes)
}

fn current(view: &NeedView, proposals: &[&Proposal]) -> usize {
    let is_answered = !proposals.is_empty()
        || view.case.as_ref().is_some_and(|held| held.case.fields.answered_at.is_some());
    let is_done = matches!(view.need.state, NeedState::Fulfilled | NeedState::Partly);
    match (view.need.coding.is_some(), is_answered, is_done) {
        (false, ..) => 1,
        (true, false, false) => 2,
        (true, true, false) => 3,
        (true, _, true) => 4,
    }
}

fn heard(l: L, view: &NeedView) -> String {
    let day = l.day_short(day_of(view.need.created_at));
    let leader = view.mapping.as_ref().and_then(|mapping| mapping.leader_organisation_name.clone());
    match leader {
        Some(name) => l.ta("needs-note-heard-led").a("day", day).a("name", name).to_string(),
        None => l.ta("needs-note-heard").a("day", day).to_string(),
    }
}

fn understood(l: L, view: &NeedView) -> String {
    match &view.need.coding {
        Some(coding) => l
            .ta("needs-note-understood")
            .a("day", l.day_short(day_of(coding.accepted_at)))
            .a("name", &coding.accepted_by_name)
            .to_string(),
        None => l.t("needs-note-not-understood"),
    }
}

fn answered(l: L, view: &NeedView, proposals: &[&Proposal]) -> String {
    if let Some(held) = &view.case {
        let fields = &held.case.fields;
        let desk = held.case.desk_name.clone().unwrap_or_default();
        return match fields.answered_at {
            Some(at) => l
                .ta("needs-note-answered")
                .a("day", l.day_short(day_of(at)))
                .a("name", desk)
                .to_string(),
            None => {
                l.ta("needs-note-promised").a("moment", l.moment(fields.promised_at)).to_string()
            }
        };
    }
    proposals.first().map_or_else(String::new, |first| {
        let day = l.day_short(day_of(first.proposed_at));
        l.ta("needs-note-proposed").a("day", day).a("count", proposals.len()).to_string()
    })
}

fn done(l: L, view: &NeedView) -> String {
    let need = &view.need.need;
    if view.sum.filled > 0 {
        let filled = l.ta("needs-note-filled").a("filled", view.sum.filled).a("count", need.count);
        return filled.to_string();
    }
    match need.start_by {
        Some(day) => {
            l.ta("needs-note-aim").a("count", need.count).a("day", l.day_short(day)).to_string()
        }
        None => l.ta("needs-note-aim-open").a("count", need.count).to_string(),
    }
}

fn told(l: L, view: &NeedView) -> String {
    let closed = view.case.as_ref().and_then(|held| held.case.fields.closed_at);
    match closed {
        Some(at) => l.ta("needs-note-told").a("day", l.day_short(day_of(at))).to_string(),
        None => l.t("needs-note-tell"),
    }
}

/// What has happened, newest first.
pub(super) fn timeline(l: L, events: &[Event]) -> Vec<TimelineEntry> {
    events.iter().rev().filter_map(|event| entry(l, event)).collect()
}

fn entry(l: L, event: &Event) -> Option<TimelineEntry> {
    let text = |name: &str| {
        event.detail.get(name).and_then(|value| value.as_str()).unwrap_or_default().to_owned()
    };
    let mut more = String::new();
    let what = match event.kind.as_str() {
        "need.registered" => l.t("needs-event-registered"),
        // A mapping that is approved tells both; the second has nothing to add.
        "coding.accepted" => l.ta("needs-event-confirmed").a("name", text("label")).to_string(),
        "need.confirmed" if text("occupation").is_empty() => return None,
        "need.confirmed" => l.ta("needs-event-confirmed").a("name", text("occupation")).to_string(),
        "need.recoded" => {
            let before = text("before");
            if !before.is_empty() {
                more = l.ta("needs-event-before").a("name", before).to_string();
            }
            l.ta("needs-event-recoded").a("name", text("occupation")).to_string()
        }
        "need.lane-set" => {
            more = text("nextStep");
            let lane = LaneKind::parse(&text("lane")).ok()?;
            l.ta("needs-event-lane")
                .a("name", l.code("lane", lane))
                .a("state", l.code("lane-state", text("state")).to_lowercase())
                .to_string()
        }
        "need.state-changed" => {
            more = text("reason");
            l.ta("needs-event-state").a("state", l.code("need-state", text("to"))).to_string()
        }
        "need.offer-proposed" => l.ta("needs-event-proposed").a("name", text("title")).to_string(),
        "need.proposal-answered" => {
            let is_yes = event.detail.get("accepted").and_then(serde_json::Value::as_bool);
            let key = if is_yes == Some(true) { "needs-event-yes" } else { "needs-event-no" };
            l.ta(key).a("name", text("title")).to_string()
        }
        "need.fact-asked" | "need.fact-filled" => {
            let fact = Fact::parse(&text("fact")).ok()?;
            let is_asked = event.kind == "need.fact-asked";
            let key = if is_asked { "needs-event-asked" } else { "needs-event-filled" };
            l.ta(key).a("name", l.code("fact", fact).to_lowercase()).to_string()
        }
        _ => return None,
    };
    let who = [text("by"), event.by_organisation_name.clone().unwrap_or_default()];
    let who: Vec<String> = who.into_iter().filter(|part| !part.is_empty()).collect();
    let moment = l.moment_year(event.at);
    let when = if who.is_empty() { moment } else { format!("{moment} · {}", who.join(", ")) };
    Some(TimelineEntry { when, at: event.at, what, more })
}
