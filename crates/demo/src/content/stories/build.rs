//! Short ways to write a story down.

use domain::cases::{Audience, CaseState};
use domain::needs::lanes::{LaneKind, LaneState};
use domain::needs::{NeedKind, NeedState};

use crate::content::{Moment, StoryCase, StoryLane, StoryMessage, StoryNeed, Writer};

/// A point in time: days from today, hour and minute.
pub(super) const fn at(day: i64, hour: i8, minute: i8) -> Moment {
    Moment { day, hour, minute }
}

/// A need that the firm has said and nothing more.
pub(super) fn need(
    slug: &'static str,
    words: &'static str,
    kind: NeedKind,
    count: i64,
    start: Option<i64>,
) -> StoryNeed {
    StoryNeed {
        slug,
        words,
        kind,
        count,
        start,
        ssyk: None,
        accepted_by: None,
        state: NeedState::Registered,
        lanes: vec![],
    }
}

impl StoryNeed {
    /// The firm has accepted an occupation.
    pub(super) fn coded(mut self, ssyk: &'static str) -> Self {
        self.ssyk = Some(ssyk);
        self.state = NeedState::Confirmed;
        self
    }

    /// The one who accepted it for the firm.
    pub(super) fn by(mut self, login: &'static str) -> Self {
        self.accepted_by = Some(login);
        self
    }

    /// How far it has come.
    pub(super) fn now(mut self, state: NeedState) -> Self {
        self.state = state;
        self
    }

    /// A lane that waits for its first step.
    pub(super) fn planned(
        mut self,
        kind: LaneKind,
        planned: i64,
        next: &'static str,
        on: i64,
    ) -> Self {
        self.lanes.push(lane(kind, LaneState::Planned, planned, 0, Some((next, on))));
        self
    }

    /// A lane under way.
    pub(super) fn started(
        mut self,
        kind: LaneKind,
        (planned, filled): (i64, i64),
        next: &'static str,
        on: i64,
    ) -> Self {
        self.lanes.push(lane(kind, LaneState::Started, planned, filled, Some((next, on))));
        self
    }

    /// A lane that is done.
    pub(super) fn done(mut self, kind: LaneKind, filled: i64) -> Self {
        self.lanes.push(lane(kind, LaneState::Done, filled, filled, None));
        self
    }
}

fn lane(
    kind: LaneKind,
    state: LaneState,
    planned: i64,
    filled: i64,
    next: Option<(&'static str, i64)>,
) -> StoryLane {
    StoryLane {
        kind,
        state,
        planned,
        filled,
        next_step: next.map(|(what, _)| what),
        next_step_on: next.map(|(_, on)| on),
    }
}

/// A case that has come in to a desk.
pub(super) fn case(
    slug: &'static str,
    title: &'static str,
    desk: &'static str,
    opened: Moment,
) -> StoryCase {
    StoryCase {
        slug,
        title,
        desk,
        holder: None,
        opened,
        answered: None,
        state: CaseState::Received,
        next_step: None,
        next_step_on: None,
        parties: &[],
        messages: vec![],
        closed: None,
    }
}

impl StoryCase {
    /// Somebody has taken it.
    pub(super) fn held_by(mut self, login: &'static str) -> Self {
        self.holder = Some(login);
        self.state = CaseState::Assigned;
        self
    }

    /// The firm has had its first answer.
    pub(super) fn answered(mut self, moment: Moment) -> Self {
        self.answered = Some(moment);
        self.state = CaseState::Answered;
        self
    }

    /// Where it is.
    pub(super) fn now(mut self, state: CaseState) -> Self {
        self.state = state;
        self
    }

    /// What happens next, and when.
    pub(super) fn next(mut self, what: &'static str, on: i64) -> Self {
        self.next_step = Some(what);
        self.next_step_on = Some(on);
        self
    }

    /// Organisations let in.
    pub(super) fn with(mut self, parties: &'static [&'static str]) -> Self {
        self.parties = parties;
        self
    }

    /// The firm writes to everyone in the case.
    pub(super) fn firm_says(self, moment: Moment, text: &'static str) -> Self {
        self.message(Writer::Firm, Audience::Parties, None, moment, text)
    }

    /// Somebody writes to everyone in the case.
    pub(super) fn says(self, login: &'static str, moment: Moment, text: &'static str) -> Self {
        self.message(Writer::Person(login), Audience::Parties, None, moment, text)
    }

    /// A note to the own organisation.
    pub(super) fn notes(self, login: &'static str, moment: Moment, text: &'static str) -> Self {
        self.message(Writer::Person(login), Audience::Own, None, moment, text)
    }

    /// A message to one other party.
    pub(super) fn tells(
        self,
        login: &'static str,
        to: &'static str,
        moment: Moment,
        text: &'static str,
    ) -> Self {
        self.message(Writer::Person(login), Audience::One, Some(to), moment, text)
    }

    fn message(
        mut self,
        from: Writer,
        audience: Audience,
        to: Option<&'static str>,
        at: Moment,
        text: &'static str,
    ) -> Self {
        self.messages.push(StoryMessage { from, audience, to, at, text });
        self
    }
}
