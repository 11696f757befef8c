//! Continuity: nothing is owned by a person. What somebody held gets a new holder before they
//! leave, and a deputy has it while they are away.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::code_enum;
use crate::fault::{Fault, Faults};
use crate::ids::{AssignmentId, DeskId};
use crate::text::{self, LINE_MAX};
use crate::time::{Date, date_from_iso, days_between};

/// Longest absence that is written in at once, in days.
pub const ABSENCE_DAYS_MAX: i64 = 366;
/// How long a firm is told who its new contact is, in days, unless it says that it has seen it.
pub const CONTACT_CHANGE_DAYS: i64 = 30;

code_enum! {
    /// What somebody can hold.
    ItemKind, "kind" {
        /// A case they have taken, or one at a desk that nobody else serves.
        Case = "case",
        /// A visit that is planned.
        Visit = "visit",
        /// Something a firm was promised.
        Promise = "promise",
        /// What stands in a firm's way, not answered yet.
        Obstacle = "obstacle",
        /// A contact that is planned.
        Contact = "contact",
        /// A mapping that is not approved yet.
        Mapping = "mapping",
        /// A reminder that waits to be sent.
        Reminder = "reminder",
        /// A desk that nobody else serves: new cases come to it.
        Desk = "desk",
    }
}

impl ItemKind {
    /// The firm it is about wants to know who has it now.
    pub fn is_firms(self) -> bool {
        !matches!(self, Self::Reminder | Self::Desk | Self::Obstacle)
    }
}

/// One thing that is held, as a form names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemKey {
    /// Kind.
    pub kind: ItemKind,
    /// Which.
    pub id: Uuid,
}

impl ItemKey {
    /// Reads `case:0197…`.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let unknown = || Fault::new("item", "unknown-choice").with("value", text);
        let (kind, id) = text.split_once(':').ok_or_else(unknown)?;
        let kind = ItemKind::parse(kind).map_err(|_| unknown())?;
        Ok(Self { kind, id: id.parse().map_err(|_| unknown())? })
    }
}

impl fmt::Display for ItemKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind, self.id)
    }
}

/// Who takes over: a desk, or a person on a desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// Everybody who serves it.
    Desk(DeskId),
    /// One of those who do.
    Person(AssignmentId),
}

impl Holder {
    /// Reads `desk:0197…` or `person:0197…`; nothing is no choice.
    pub fn parse(field: &'static str, text: &str) -> Result<Option<Self>, Fault> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let unknown = || Fault::new(field, "unknown-choice").with("value", text);
        match text.split_once(':') {
            Some(("desk", id)) => id.parse().map(|id| Some(Self::Desk(id))).map_err(|_| unknown()),
            Some(("person", id)) => {
                id.parse().map(|id| Some(Self::Person(id))).map_err(|_| unknown())
            }
            _ => Err(unknown()),
        }
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Desk(id) => write!(f, "desk:{id}"),
            Self::Person(id) => write!(f, "person:{id}"),
        }
    }
}

/// What a person types in a handover.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct HandoverForm {
    /// Id of the person who leaves.
    pub person: String,
    /// Id of the organisation: the person's, or the one that leaves whole.
    pub organisation: String,
    /// Who takes over whatever is not chosen by itself.
    pub all: String,
    /// Things with a choice of their own, in the order of `to`.
    pub item: Vec<String>,
    /// Who takes over each.
    pub to: Vec<String>,
    /// Why; those who take over read it.
    pub reason: String,
}

/// Who takes over what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// Whatever has no choice of its own.
    pub all: Option<Holder>,
    /// Choices of their own.
    pub own: BTreeMap<ItemKey, Holder>,
    /// Why, when something is said.
    pub reason: Option<String>,
}

impl Choices {
    /// Who takes over a thing; none when nobody has been chosen.
    pub fn of(&self, item: ItemKey) -> Option<Holder> {
        self.own.get(&item).copied().or(self.all)
    }
}

impl HandoverForm {
    /// Reads who takes over what.
    pub fn parse(&self) -> Result<Choices, Faults> {
        let mut faults = Faults::default();
        let all = faults.take(Holder::parse("all", &self.all)).flatten();
        let mut own = BTreeMap::new();
        for (item, to) in self.item.iter().zip(&self.to) {
            let item = faults.take(ItemKey::parse(item));
            let to = faults.take(Holder::parse("to", to)).flatten();
            if let (Some(item), Some(to)) = (item, to) {
                own.insert(item, to);
            }
        }
        let reason = faults.take(text::optional("reason", &self.reason, LINE_MAX)).flatten();
        faults.into_result()?;
        Ok(Choices { all, own, reason })
    }
}

/// Days on which somebody is away, both ends counted, and who steps in: a person on the same desk,
/// or whoever is the desk's deputy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Absence {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Who steps in; none is the desk's deputy.
    pub deputy: Option<AssignmentId>,
}

impl Absence {
    /// Away on a day.
    pub fn is_on(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }

    /// Shares a day with another absence.
    pub fn meets(&self, other: &Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }
}

/// What a person types about being away.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AbsenceForm {
    /// First day, ISO.
    pub from: String,
    /// Last day, ISO.
    pub to: String,
    /// Id of the deputy's assignment; empty is the desk's deputy.
    pub deputy: String,
}

impl AbsenceForm {
    /// Reads an absence of somebody; nobody is their own deputy, and what is over is not planned.
    pub fn parse(&self, own: AssignmentId, today: Date) -> Result<Absence, Faults> {
        let mut faults = Faults::default();
        let from = faults.take(day("from", &self.from));
        let to = faults.take(day("to", &self.to));
        let deputy = faults.take(deputy_of(&self.deputy, own)).flatten();
        if let (Some(from), Some(to)) = (from, to) {
            if to < from {
                faults.push(Fault::new("to", "absence-ends-early"));
            } else if to < today {
                faults.push(Fault::new("to", "absence-is-past"));
            } else if days_between(from, to) >= ABSENCE_DAYS_MAX {
                faults.push(Fault::new("to", "absence-too-long").with("max", ABSENCE_DAYS_MAX));
            }
        }
        faults.clone().into_result()?;
        let (Some(from), Some(to)) = (from, to) else { return Err(faults) };
        Ok(Absence { from, to, deputy })
    }
}

fn day(field: &'static str, text: &str) -> Result<Date, Fault> {
    date_from_iso(field, text)?.ok_or_else(|| Fault::new(field, "required"))
}

fn deputy_of(text: &str, own: AssignmentId) -> Result<Option<AssignmentId>, Fault> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let unknown = || Fault::new("deputy", "unknown-choice").with("value", text);
    let deputy: AssignmentId = text.parse().map_err(|_| unknown())?;
    if deputy == own { Err(Fault::new("deputy", "deputy-is-self")) } else { Ok(Some(deputy)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::days_after;
    use proptest::prelude::*;

    const TODAY: Date = Date::constant(2026, 12, 7);

    fn own() -> AssignmentId {
        AssignmentId(Uuid::from_u128(1))
    }

    fn form(from: &str, to: &str, deputy: &str) -> AbsenceForm {
        AbsenceForm { from: from.into(), to: to.into(), deputy: deputy.into() }
    }

    fn code(form: &AbsenceForm) -> &'static str {
        form.parse(own(), TODAY).expect_err("refused").0.first().expect("a fault").code
    }

    #[test]
    fn an_absence_needs_two_days_in_order_that_are_not_over() {
        let read = form("2026-12-07", "2026-12-07", "").parse(own(), TODAY).expect("one day");
        assert!(read.is_on(TODAY) && read.deputy.is_none());
        assert_eq!(code(&form("", "2026-12-09", "")), "required");
        assert_eq!(code(&form("2026-12-09", "2026-12-08", "")), "absence-ends-early");
        assert_eq!(code(&form("2026-12-01", "2026-12-06", "")), "absence-is-past");
        assert_eq!(code(&form("2026-12-08", "2027-12-09", "")), "absence-too-long");
    }

    #[test]
    fn nobody_is_their_own_deputy() {
        let refused = form("2026-12-08", "2026-12-09", &own().to_string());
        assert_eq!(code(&refused), "deputy-is-self");
        assert_eq!(code(&form("2026-12-08", "2026-12-09", "Karin")), "unknown-choice");
    }

    #[test]
    fn a_choice_of_its_own_goes_before_the_one_for_all() {
        let case = ItemKey { kind: ItemKind::Case, id: Uuid::from_u128(7) };
        let visit = ItemKey { kind: ItemKind::Visit, id: Uuid::from_u128(8) };
        let desk = Holder::Desk(DeskId(Uuid::from_u128(9)));
        let person = Holder::Person(own());
        let form = HandoverForm {
            all: desk.to_string(),
            item: vec![case.to_string(), visit.to_string()],
            to: vec![person.to_string(), String::new()],
            ..HandoverForm::default()
        };
        let choices = form.parse().expect("read");
        assert_eq!(choices.of(case), Some(person));
        assert_eq!(choices.of(visit), Some(desk));
        let nothing = HandoverForm::default().parse().expect("read");
        assert_eq!(nothing.of(case), None, "nobody has been chosen");
        let wrong = HandoverForm { all: "Karin".into(), ..HandoverForm::default() };
        assert_eq!(wrong.parse().expect_err("unknown").0.first().expect("one").field, "all");
    }

    proptest! {
        #[test]
        fn items_and_holders_read_back(id in any::<u128>(), nth in 0..ItemKind::ALL.len()) {
            let kind = *ItemKind::ALL.get(nth).expect("one of them");
            let item = ItemKey { kind, id: Uuid::from_u128(id) };
            prop_assert_eq!(ItemKey::parse(&item.to_string()), Ok(item));
            for holder in [
                Holder::Desk(DeskId(Uuid::from_u128(id))),
                Holder::Person(AssignmentId(Uuid::from_u128(id))),
            ] {
                prop_assert_eq!(Holder::parse("all", &holder.to_string()), Ok(Some(holder)));
            }
        }

        #[test]
        fn absences_meet_when_and_only_when_they_share_a_day(
            a in 0_i64..60, b in 0_i64..20, c in 0_i64..60, d in 0_i64..20,
        ) {
            let of = |start: i64, length: i64| Absence {
                from: days_after(TODAY, start),
                to: days_after(TODAY, start + length),
                deputy: None,
            };
            let (one, other) = (of(a, b), of(c, d));
            let shared = (0..80).map(|n| days_after(TODAY, n))
                .any(|day| one.is_on(day) && other.is_on(day));
            prop_assert_eq!(one.meets(&other), shared);
            prop_assert_eq!(one.meets(&other), other.meets(&one));
        }
    }
}
