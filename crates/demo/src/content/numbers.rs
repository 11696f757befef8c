//! Numbers that are made up but always the same: organisation numbers and a small generator.

use domain::codes::OrgNumber;
use domain::fault::Fault;

/// Numbers with one six-digit beginning: three digits and a check digit, 001–999.
const PER_BEGINNING: u64 = 999;

/// The demo's organisation number at a place in the series, counted from 1: 559999-0016,
/// 559999-0024, … and, when those are used up, downwards from 559998-0016. Bolagsverket is far
/// from these numbers.
pub fn demo_org_number(place: u64) -> Result<OrgNumber, Fault> {
    let place = place.saturating_sub(1);
    let beginning = 559_999_u64.saturating_sub(place / PER_BEGINNING);
    let nine = format!("{beginning}{:03}", place % PER_BEGINNING + 1);
    let check = (10 - luhn_sum_before_check(&nine) % 10) % 10;
    OrgNumber::parse(&format!("{nine}{check}"))
}

/// Luhn sum of the digits before the check digit: the last of them counts double.
fn luhn_sum_before_check(digits: &str) -> u32 {
    let weighted = digits.bytes().rev().enumerate().map(|(place, byte)| {
        let digit = u32::from(byte.saturating_sub(b'0'));
        let weighted = if place % 2 == 0 { digit * 2 } else { digit };
        weighted / 10 + weighted % 10
    });
    weighted.sum()
}

/// `SplitMix64` (Steele, Lea and Flood 2014): a short generator whose numbers depend on nothing but
/// the seed. For filling the demo only.
#[derive(Debug, Clone)]
pub struct SplitMix {
    state: u64,
}

impl SplitMix {
    /// A generator of its own for one index of one seed.
    pub fn of(seed: u64, index: u64) -> Self {
        let mut start = Self { state: seed };
        let mixed = start.next().wrapping_add(index.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        Self { state: mixed }
    }

    /// The next number.
    #[expect(clippy::should_implement_trait, reason = "an endless source, never `None`")]
    pub fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 when `end` is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next().checked_rem(end).unwrap_or(0)
    }

    /// A number from `least` to `most`, both counted.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        let width = u64::try_from(most - least + 1).unwrap_or(1);
        least + i64::try_from(self.below(width)).unwrap_or(0)
    }

    /// One of the choices, or the fallback when there are none.
    pub fn pick<T: Copy>(&mut self, choices: &[T], fallback: T) -> T {
        let count = u64::try_from(choices.len()).unwrap_or(0);
        let at = usize::try_from(self.below(count)).unwrap_or(0);
        choices.get(at).copied().unwrap_or(fallback)
    }
}
