//! Support money: funds, grants to firms, and the ceiling for small aid.
//!
//! The ceiling is that of Regulation (EU) 2023/2831, article 3(2): 300 000 euro per Member State to
//! a single undertaking over any period of three years. Aid is granted on the day the firm gets a
//! legal right to it (article 3(3)), whenever it is paid.

mod forms;
mod window;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::code_enum;
use crate::fault::Fault;
use crate::time::Date;

pub use forms::{
    AidForm, ApplyForm, Asked, Decision, DecisionForm, EffectForm, FundForm, Granted, MemberForm,
    RegisteredAid, euro_text, kronor_text, rate_text,
};
pub use window::{Aid, Stop, first_counted, first_free_day, room, since, weigh};

/// Most small aid to a single undertaking over any three years, in euro cents.
pub const CEILING_CENTS: i64 = 30_000_000;
/// How long aid counts, in months.
pub const WINDOW_MONTHS: i64 = 36;
/// Largest budget of a fund, in öre: ten thousand million kronor.
pub const BUDGET_MAX_ORE: i64 = 1_000_000_000_000;
/// Largest grant, in öre: a hundred million kronor.
pub const AMOUNT_MAX_ORE: i64 = 10_000_000_000;
/// Least and most kronor for a euro, in ten-thousandths. The euro has cost between 8 and 12 kronor
/// since 1999; a slip of the comma would count aid as a tenth of what it is.
pub const RATE_TEN_THOUSANDTHS: std::ops::RangeInclusive<i64> = 70_000..=150_000;
/// How long afterwards a decision can be written down, in days.
pub const DECIDED_DAYS_MAX: i64 = 31;
/// Most firms in a single undertaking.
pub const MEMBERS_MAX: i64 = 50;
/// Most registered aid of one firm that is not from here.
pub const AIDS_MAX: i64 = 200;

code_enum! {
    /// Under which rules a fund gives money.
    AidBasis, "basis" {
        /// Small aid (stöd av mindre betydelse), Regulation (EU) 2023/2831.
        DeMinimis = "de-minimis",
        /// The block exemption, Regulation (EU) 651/2014.
        BlockExemption = "block-exemption",
        /// No state aid: the firm pays what it is worth, or does nothing on a market.
        NoAid = "no-aid",
    }
}

impl AidBasis {
    /// Counts towards the ceiling.
    pub fn counts(self) -> bool {
        self == Self::DeMinimis
    }
}

code_enum! {
    /// Where a grant stands.
    GrantState, "state" {
        /// The firm asks for it.
        Applied = "applied",
        /// Decided: the firm has a right to it.
        Granted = "granted",
        /// Decided: no.
        Refused = "refused",
        /// Paid out.
        Paid = "paid",
        /// The firm has said what came of it.
        Answered = "answered",
        /// Taken back before it was paid.
        Withdrawn = "withdrawn",
    }
}

impl GrantState {
    /// The step can be taken.
    pub fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Applied, Self::Granted | Self::Refused | Self::Withdrawn)
                | (Self::Granted, Self::Paid | Self::Withdrawn)
                | (Self::Paid, Self::Answered)
        )
    }

    /// Money of the fund is bound by it, and it counts towards the ceiling.
    pub fn binds(self) -> bool {
        matches!(self, Self::Granted | Self::Paid | Self::Answered)
    }
}

code_enum! {
    /// What came of the money, in the firm's own judgement.
    Effect, "effect" {
        /// What it was for has been reached.
        Reached = "reached",
        /// Some of it.
        Partly = "partly",
        /// Nothing of it.
        Missed = "missed",
    }
}

/// Money an actor gives to firms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Fund {
    /// Name.
    pub name: String,
    /// All there is, in öre.
    pub budget_ore: i64,
    /// Under which rules it is given.
    pub basis: AidBasis,
    /// First day of decisions.
    pub starts_on: Date,
    /// Last day of decisions.
    pub ends_on: Date,
    /// For whom and for what.
    pub terms: String,
}

impl Fund {
    /// Decisions can be made on a day.
    pub fn is_open_on(&self, day: Date) -> bool {
        self.starts_on <= day && day <= self.ends_on
    }
}

/// What an amount is in euro cents at a rate, rounded up: never counted as less than it is.
pub fn cents_of(amount_ore: i64, rate_ten_thousandths: i64) -> i64 {
    let (ore, rate) = (i128::from(amount_ore.max(0)), i128::from(rate_ten_thousandths.max(1)));
    let cents = (ore * 10_000 + rate - 1) / rate;
    i64::try_from(cents).unwrap_or(i64::MAX)
}

/// Money that is left binds: a budget is never overdrawn.
pub fn within_budget(budget_ore: i64, bound_ore: i64, amount_ore: i64) -> Result<(), Fault> {
    let left = budget_ore.saturating_sub(bound_ore);
    if amount_ore <= left {
        return Ok(());
    }
    let fault = Fault::new("amount", "support-budget");
    Err(fault.with("max", left.max(0) / 100).with("min", amount_ore.saturating_add(99) / 100))
}
