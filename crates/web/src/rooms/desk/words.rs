//! Puts what stands on a desk into words.

use app::cases::StoredCase;
use app::desk::StoredSignal;
use app::desk::{CountyDesk, EmployerDesk, Notification, Todo, Waiting, WorkDesk};
use app::mappings::StoredMapping;
use app::organisations::StoredNeed;
use domain::cases::Clock;
use domain::needs::lanes::{Lane, sum};
use domain::needs::mapping::MappingState;
use domain::signals::SignalState;

use crate::l10n::L;
use crate::rooms::cases::clock_view;
use crate::rooms::signals;
use crate::ui::ClockView;

/// One thing to do: clock or day to the left, what and why, a button.
pub(super) struct TodoRow {
    pub(super) clock: Option<ClockView>,
    /// Said instead of a clock.
    pub(super) when: String,
    pub(super) title: String,
    pub(super) href: String,
    pub(super) is_demo: bool,
    pub(super) why: String,
    pub(super) button: String,
    pub(super) is_late: bool,
}

/// A figure with its label.
pub(super) struct Figure {
    pub(super) label: String,
    pub(super) value: String,
    pub(super) note: String,
    /// Class of a stat tile: `ok`, `warn`, `bad` or nothing.
    pub(super) kind: &'static str,
}

/// Something that waits for somebody else.
pub(super) struct WaitingRow {
    pub(super) href: String,
    pub(super) text: String,
    pub(super) is_demo: bool,
    pub(super) note: String,
}

/// A mapping that is not approved yet.
pub(super) struct MappingRow {
    pub(super) href: String,
    pub(super) firm: String,
    pub(super) is_demo: bool,
    pub(super) place: String,
    pub(super) state: String,
    pub(super) track: String,
    pub(super) since: String,
}

/// An unread notification.
pub(super) struct Notice {
    pub(super) text: String,
    pub(super) href: String,
    pub(super) about: String,
    pub(super) when: String,
}

/// An open case as the firm sees it.
pub(super) struct FirmCase {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) number: String,
    pub(super) clock: ClockView,
    pub(super) state: String,
    pub(super) owner: String,
    pub(super) phone: Option<String>,
    pub(super) next_step: String,
}

/// A need of the firm with its ways.
pub(super) struct NeedRow {
    pub(super) href: String,
    pub(super) words: String,
    pub(super) note: String,
    pub(super) state: String,
    pub(super) next: String,
    pub(super) lanes: Vec<(String, String)>,
    pub(super) sum: String,
}

/// Tables of the county.
pub(super) struct CountyRows {
    pub(super) desks: Vec<DeskRow>,
    pub(super) occupations: Vec<OccupationRow>,
    pub(super) unanswered: Vec<WaitingRow>,
    pub(super) mappings: Vec<(String, String)>,
}

/// One desk of the county.
pub(super) struct DeskRow {
    pub(super) name: String,
    pub(super) organisation: String,
    pub(super) open: String,
    pub(super) late: i64,
    pub(super) escalated: String,
    pub(super) median: String,
    pub(super) answers: String,
}

/// One occupation.
pub(super) struct OccupationRow {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) persons: String,
    pub(super) firms: String,
    pub(super) unanswered: String,
}

/// `Tre saker att göra först`.
pub(super) fn heading(l: L, count: usize) -> String {
    match count {
        0 => l.t("desk-nothing-to-do"),
        count => l.ta("desk-to-do-first").a("count", count).to_string(),
    }
}

/// One thing to do.
pub(super) fn todo(l: L, todo: &Todo) -> TodoRow {
    match todo {
        Todo::Answer { case, clock } => answer(l, case, *clock),
        Todo::Step { case, on } => TodoRow {
            clock: None,
            when: l.ta("desk-step-day").a("date", l.weekday(*on)).to_string(),
            title: step_of(case),
            href: case_href(case),
            is_demo: case.is_demo,
            why: about(l, "desk-step-why", case),
            button: l.t("desk-step-button"),
            is_late: false,
        },
        Todo::Coordinate(asked) => TodoRow {
            clock: None,
            when: l.ta("desk-asked-day").a("date", l.moment(asked.asked_at)).to_string(),
            title: l
                .ta("desk-coordinate-title")
                .a("name", &asked.from_name)
                .a("firm", &asked.organisation_name)
                .to_string(),
            href: format!("/samordning/{}", asked.id),
            is_demo: false,
            why: asked.words.clone(),
            button: l.t("desk-coordinate-button"),
            is_late: false,
        },
        Todo::Lead(mapping) => TodoRow {
            clock: None,
            when: l.code("mapping-state", mapping.state),
            title: l.ta("desk-lead-title").a("name", &mapping.organisation_name).to_string(),
            href: format!("/kartlaggningar/{}", mapping.id),
            is_demo: mapping.is_demo,
            why: l.t("desk-lead-why"),
            button: l.t("desk-lead-button"),
            is_late: false,
        },
        Todo::Signal(signal) => waiting_signal(l, signal),
    }
}

/// A signal nobody has begun, or whose day has come.
fn waiting_signal(l: L, signal: &StoredSignal) -> TodoRow {
    let why = match signal.state {
        SignalState::New => l.t("desk-signal-why-new"),
        SignalState::Dialogue => l.t("desk-signal-why-asked"),
        _ => l.t("desk-signal-why-due"),
    };
    let since = |at| l.ta("desk-since").a("date", l.day_of(at)).to_string();
    TodoRow {
        clock: None,
        when: signal.due_on.map_or_else(
            || since(signal.created_at),
            |on| l.ta("desk-step-day").a("date", l.weekday(on)).to_string(),
        ),
        title: signals::title(l, signal),
        href: format!("/signaler/{}", signal.id),
        is_demo: false,
        why,
        button: l.t("desk-signal-button"),
        is_late: false,
    }
}

fn answer(l: L, case: &StoredCase, clock: Clock) -> TodoRow {
    let is_late = matches!(clock, Clock::Late { .. });
    let taken = case.fields.taken_by_name.as_deref();
    let mut why = about(l, "desk-answer-why", case);
    if let Some(name) = taken {
        why.push(' ');
        why.push_str(&l.ta("desk-taken-by").a("name", name).to_string());
    }
    if case.fields.alarm != domain::cases::AlarmStage::None {
        why.push(' ');
        why.push_str(
            &l.ta("desk-alarm").a("alarm", l.code("alarm", case.fields.alarm)).to_string(),
        );
    }
    TodoRow {
        clock: Some(ClockView::of(l, clock, case.fields.promised_at)),
        when: String::new(),
        title: l
            .ta("desk-answer-title")
            .a("firm", &case.organisation_name)
            .a("title", &case.title)
            .to_string(),
        href: case_href(case),
        is_demo: case.is_demo,
        why,
        button: if taken.is_some() { l.t("desk-answer-button") } else { l.t("desk-take-button") },
        is_late,
    }
}

fn case_href(case: &StoredCase) -> String {
    format!("/arenden/{}", case.id)
}

fn step_of(case: &StoredCase) -> String {
    case.fields.next_step.as_ref().map(|step| step.what.clone()).unwrap_or_default()
}

fn about(l: L, key: &str, case: &StoredCase) -> String {
    l.ta(key)
        .a("firm", &case.organisation_name)
        .a("municipality", &case.municipality_name)
        .a("number", &case.number)
        .a("title", &case.title)
        .a("step", step_of(case))
        .a("date", l.moment(case.created_at))
        .to_string()
}

/// «Din månad».
pub(super) fn month(l: L, desk: &WorkDesk) -> Vec<Figure> {
    let month = &desk.month;
    let figure =
        |key: &str, value: String, note: String| Figure { label: l.t(key), value, note, kind: "" };
    let none = || l.t("desk-month-none");
    let promise = desk.promise_days.map(|days| l.ta("desk-month-promise").a("count", days));
    let together = match month.together {
        0 => String::new(),
        count => l.ta("desk-month-together").a("count", count).to_string(),
    };
    vec![
        figure(
            "desk-month-time",
            month.median_tenths.map_or_else(none, |wait| working_days(l, wait)),
            promise.map(|text| text.to_string()).unwrap_or_default(),
        ),
        figure(
            "desk-month-in-time",
            if month.answers == 0 {
                none()
            } else {
                l.ta("desk-of").a("part", month.in_time).a("whole", month.answers).to_string()
            },
            String::new(),
        ),
        figure("desk-month-visits", l.number(month.visits), together),
    ]
}

/// Something that waits for somebody else.
pub(super) fn waiting(l: L, waiting: &Waiting) -> WaitingRow {
    match waiting {
        Waiting::Approval(mapping) => WaitingRow {
            href: format!("/kartlaggningar/{}", mapping.id),
            text: l.ta("desk-waits-approval").a("name", &mapping.organisation_name).to_string(),
            is_demo: mapping.is_demo,
            note: l.ta("desk-since").a("date", l.day_of(mapping.updated_at)).to_string(),
        },
        Waiting::Party(case) => WaitingRow {
            href: case_href(case),
            text: l
                .ta("desk-waits-party")
                .a("name", &case.organisation_name)
                .a("step", step_of(case))
                .to_string(),
            is_demo: case.is_demo,
            note: l.ta("desk-since").a("date", l.day_of(case.updated_at)).to_string(),
        },
    }
}

/// A mapping that is not approved yet.
pub(super) fn mapping(l: L, mapping: &StoredMapping) -> MappingRow {
    MappingRow {
        href: format!("/kartlaggningar/{}", mapping.id),
        firm: mapping.organisation_name.clone(),
        is_demo: mapping.is_demo,
        place: mapping.municipality_name.clone(),
        state: l.code("mapping-state", mapping.state),
        track: l.code("track", mapping.track),
        since: l.day_of(mapping.updated_at),
    }
}

/// Somebody at the desk who is away, and who steps in.
pub(super) fn away(l: L, away: &app::continuity::Away) -> String {
    let deputy = away.deputy.clone().unwrap_or_else(|| l.t("continuity-away-desk-deputy"));
    l.ta("continuity-away-until")
        .a("name", &away.name)
        .a("date", l.day(away.until))
        .a("deputy", deputy)
        .to_string()
}

/// Unread notifications.
pub(super) fn notices(l: L, notices: &[Notification]) -> Vec<Notice> {
    let notice = |one: &Notification| Notice {
        text: l.code("told", &one.kind),
        href: match one.subject_kind.as_str() {
            "case" => format!("/arenden/{}", one.subject),
            "coordination" => format!("/samordning/{}", one.subject),
            "contact" => "/kontaktfrid".to_owned(),
            "mapping" => format!("/kartlaggningar/{}", one.subject),
            "need" => format!("/behov/{}", one.subject),
            "visit" => format!("/besok/{}", one.subject),
            "pool" => format!("/samlingar/{}", one.subject),
            "signal" => format!("/signaler/{}", one.subject),
            "grant" => format!("/stod/{}", one.subject),
            "gathering" => format!("/traffar/{}", one.subject),
            "idea" => format!("/ideer/{}", one.subject),
            "agreement" => format!("/avtal/{}", one.subject),
            "organisation" => format!("/organisationer/{}", one.subject),
            "redundancy" => format!("/varsel/{}", one.subject),
            "handover" => format!("/overlamningar/{}", one.subject),
            "own" => "/agarskifte".to_owned(),
            _ => "/skrivbord".to_owned(),
        },
        about: match one.subject_kind.as_str() {
            "own" => l.t("succession-only-you"),
            _ => one.about.clone(),
        },
        when: l.moment(one.at),
    };
    notices.iter().map(notice).collect()
}

/// What waits for the firm itself.
pub(super) fn employer_todo(l: L, desk: &EmployerDesk) -> Vec<TodoRow> {
    let row = |title: String, href: String, why: String, button: String, when: String| TodoRow {
        clock: None,
        when,
        title,
        href,
        is_demo: false,
        why,
        button,
        is_late: false,
    };
    let mappings = desk.mappings.iter().map(|mapping| {
        let key = match mapping.state {
            MappingState::Compiled => "approve",
            MappingState::Invited => "begin",
            _ => "go-on",
        };
        row(
            l.code("desk-firm-mapping", key),
            format!("/kartlaggningar/{}", mapping.id),
            l.code("desk-firm-mapping-why", key),
            l.code("desk-firm-mapping-button", key),
            l.day_of(mapping.updated_at),
        )
    });
    let proposals = desk.proposals.iter().map(|proposal| {
        row(
            l.ta("desk-firm-proposal").a("title", &proposal.title).to_string(),
            format!("/behov/{}", proposal.need),
            l.ta("desk-firm-proposal-why")
                .a("name", &proposal.by_name)
                .a("words", &proposal.words)
                .to_string(),
            l.t("desk-firm-proposal-button"),
            l.day_of(proposal.at),
        )
    });
    mappings.chain(proposals).collect()
}

/// An open case as the firm sees it.
pub(super) fn firm_case(l: L, case: &StoredCase, clock: Clock) -> FirmCase {
    let owner = [case.fields.taken_by_name.clone(), case.desk_name.clone()];
    FirmCase {
        href: case_href(case),
        title: case.title.clone(),
        number: case.number.clone(),
        clock: clock_view(l, clock, case),
        state: l.code("case-state", case.fields.state),
        owner: owner.into_iter().flatten().collect::<Vec<_>>().join(", "),
        phone: case.desk_phone.clone(),
        next_step: case
            .fields
            .next_step
            .as_ref()
            .map(|step| {
                l.ta("desk-firm-next")
                    .a("what", &step.what)
                    .a("date", l.weekday(step.on))
                    .to_string()
            })
            .unwrap_or_default(),
    }
}

/// A need of the firm: the next step first, then its ways.
pub(super) fn need(l: L, need: &StoredNeed, lanes: &[Lane]) -> NeedRow {
    let next = lanes
        .iter()
        .filter_map(|lane| Some((lane.next_step_on?, lane.next_step.clone()?)))
        .min_by_key(|(on, _)| *on);
    let active = lanes.iter().filter(|lane| lane.is_active());
    let lines = active.map(|lane| {
        let count = l.ta("desk-lane-of").a("filled", lane.filled).a("planned", lane.planned);
        (l.code("lane", lane.kind), count.to_string())
    });
    let filled = sum(lanes).filled;
    NeedRow {
        href: format!("/behov/{}", need.id),
        words: need.need.words.clone(),
        note: need.coding.as_ref().map(|coding| coding.label.clone()).unwrap_or_default(),
        state: l.code("need-state", need.state),
        next: next.map_or_else(
            || l.t("desk-need-no-step"),
            |(on, what)| {
                l.ta("desk-firm-next").a("what", what).a("date", l.weekday(on)).to_string()
            },
        ),
        lanes: lines.collect(),
        sum: l.ta("desk-need-sum").a("filled", filled).a("count", need.need.count).to_string(),
    }
}

/// The county in four figures.
pub(super) fn county_stats(l: L, desk: &CountyDesk) -> Vec<Figure> {
    let overview = &desk.overview;
    let open: i64 = overview.desks.iter().map(|one| one.load.open).sum();
    let escalated: i64 = overview.desks.iter().map(|one| one.load.escalated).sum();
    let under_way: i64 = overview
        .mappings
        .iter()
        .filter(|(state, _)| !state.is_approved())
        .map(|(_, count)| count)
        .sum();
    let figure = |key: &str, value: i64, note: &str, kind: &'static str| Figure {
        label: l.t(key),
        value: l.number(value),
        note: l.t(note),
        kind,
    };
    let alert = |count: i64, kind: &'static str| if count > 0 { kind } else { "ok" };
    vec![
        figure("desk-stat-open", open, "desk-stat-open-note", ""),
        figure(
            "desk-stat-late",
            desk.late_total,
            "desk-stat-late-note",
            alert(desk.late_total, "bad"),
        ),
        figure(
            "desk-stat-escalated",
            escalated,
            "desk-stat-escalated-note",
            alert(escalated, "warn"),
        ),
        figure("desk-stat-mappings", under_way, "desk-stat-mappings-note", ""),
    ]
}

/// A time in tenths of a working day.
fn working_days(l: L, tenths: i64) -> String {
    let days = f64::from(i32::try_from(tenths).unwrap_or(i32::MAX)) / 10.0;
    l.ta("desk-days").a("days", days).to_string()
}

/// Tables of the county.
pub(super) fn county_rows(l: L, desk: &CountyDesk) -> CountyRows {
    let overview = &desk.overview;
    let desks = overview.desks.iter().map(|one| DeskRow {
        name: one.load.name.clone(),
        organisation: one.load.organisation_name.clone(),
        open: l.number(one.load.open),
        late: one.load.late,
        escalated: l.number(one.load.escalated),
        median: one
            .median_tenths
            .map_or_else(|| l.t("desk-month-none"), |wait| working_days(l, wait)),
        answers: l.number(i64::try_from(one.answers).unwrap_or(0)),
    });
    let occupations = overview.occupations.iter().map(|one| OccupationRow {
        name: one.occupation.clone(),
        href: format!("/behov?ssyk={}", one.ssyk),
        persons: l.number(one.persons),
        firms: l.number(one.firms),
        unanswered: l.number(one.unanswered),
    });
    let unanswered = overview.unanswered.iter().map(|one| WaitingRow {
        href: format!("/behov/{}", one.need),
        text: one.words.clone(),
        is_demo: false,
        note: l
            .ta("desk-unanswered-note")
            .a("name", &one.organisation_name)
            .a("municipality", &one.municipality_name)
            .a("date", l.day_of(one.since))
            .to_string(),
    });
    let mappings = overview
        .mappings
        .iter()
        .map(|(state, count)| (l.code("mapping-state", state), l.number(*count)));
    CountyRows {
        desks: desks.collect(),
        occupations: occupations.collect(),
        unanswered: unanswered.collect(),
        mappings: mappings.collect(),
    }
}
