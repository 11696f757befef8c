//! Ages of a firm's staff in bands, without names, and how many can be expected to leave each year.

use serde::{Deserialize, Serialize};

use crate::fault::{Fault, Faults};
use crate::text::{self, LINE_MAX};

/// How many bands there are.
pub const BANDS: usize = 8;
/// Most roles one firm tells of.
pub const ROLES_MAX: usize = 20;
/// Most persons in a band.
pub const BAND_MAX: i64 = 9_999;
/// Years ahead that are counted.
pub const YEARS: usize = 10;
/// Ages at which people can be taken to leave.
pub const PENSION_AGES: std::ops::RangeInclusive<i64> = 61..=70;
/// The age taken when nobody says another: the reference age for pension of those born in 1960
/// (socialförsäkringsbalken 2 kap. 10 a–10 d §§; Pensionsmyndigheten).
pub const PENSION_AGE: i64 = 67;
/// Parts a person is counted in, so that every share below is whole: the least number that the
/// widths of all bands divide.
pub const PARTS: i64 = 60;

/// Youngest and oldest age of each band, in whole years. The open ends are taken to be from 18, and
/// to 69, the age to which one may stay at work (lagen om anställningsskydd 1982:80, 32 a §).
pub const AGES: [(i64, i64); BANDS] =
    [(18, 29), (30, 39), (40, 49), (50, 54), (55, 59), (60, 62), (63, 65), (66, 69)];
/// Codes of the bands, by their youngest age.
pub const BAND_CODES: [&str; BANDS] = ["18", "30", "40", "50", "55", "60", "63", "66"];

/// Persons of one role, by band.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleAges {
    /// What they do, such as «Kock».
    pub role: String,
    /// How many, youngest band first.
    pub counts: [i64; BANDS],
}

impl RoleAges {
    /// All of them.
    pub fn persons(&self) -> i64 {
        self.counts.iter().sum()
    }

    /// How many can be expected to leave in each of the next years, in [`PARTS`] of a person.
    ///
    /// The persons of a band are taken to be spread evenly over its ages, so that each age has
    /// `count / width` of them. Somebody who is `a` years old and leaves at `p` leaves in year
    /// `p - a` from now, and in the first year if they are past `p` already:
    ///
    /// `leavers(y) = Σ count / width` over all bands and ages `a` with `max(1, p - a) = y`.
    ///
    /// Nobody is taken to leave for another reason.
    pub fn leavers(&self, pension_age: i64) -> [i64; YEARS] {
        let mut years = [0; YEARS];
        for ((first, last), count) in AGES.into_iter().zip(self.counts) {
            let share = count * (PARTS / (last - first + 1));
            for age in first..=last {
                let year = usize::try_from((pension_age - age).max(1) - 1).unwrap_or(YEARS);
                if let Some(leavers) = years.get_mut(year) {
                    *leavers += share;
                }
            }
        }
        years
    }
}

/// What a firm tells of its staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StaffAges {
    /// Age at which people are taken to leave.
    pub pension_age: i64,
    /// Roles.
    pub roles: Vec<RoleAges>,
}

impl Default for StaffAges {
    fn default() -> Self {
        Self { pension_age: PENSION_AGE, roles: Vec::new() }
    }
}

impl StaffAges {
    /// All roles together.
    pub fn leavers(&self) -> [i64; YEARS] {
        let mut sum = [0; YEARS];
        for role in &self.roles {
            for (sum, part) in sum.iter_mut().zip(role.leavers(self.pension_age)) {
                *sum += part;
            }
        }
        sum
    }
}

/// What a person types about one role: a number for each band, empty where there is nobody.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RoleForm {
    /// What they do.
    pub role: String,
    /// Age at which everybody of the firm is taken to leave; empty takes the usual one.
    pub pension_age: String,
    /// Younger than 30.
    pub ages18: String,
    /// 30 to 39.
    pub ages30: String,
    /// 40 to 49.
    pub ages40: String,
    /// 50 to 54.
    pub ages50: String,
    /// 55 to 59.
    pub ages55: String,
    /// 60 to 62.
    pub ages60: String,
    /// 63 to 65.
    pub ages63: String,
    /// 66 and older.
    pub ages66: String,
}

impl RoleForm {
    /// Reads the role and the age at which people are taken to leave.
    pub fn parse(&self) -> Result<(RoleAges, i64), Faults> {
        let mut faults = Faults::default();
        let role = faults.take(text::required("role", &self.role, LINE_MAX));
        let pension_age = faults.take(
            text::whole_number("pensionAge", &self.pension_age, PENSION_AGES)
                .map(|age| age.unwrap_or(PENSION_AGE)),
        );
        let mut count = |field, text: &str| {
            let count = faults.take(text::whole_number(field, text, 0..=BAND_MAX));
            count.flatten().unwrap_or(0)
        };
        let counts = [
            count("ages18", &self.ages18),
            count("ages30", &self.ages30),
            count("ages40", &self.ages40),
            count("ages50", &self.ages50),
            count("ages55", &self.ages55),
            count("ages60", &self.ages60),
            count("ages63", &self.ages63),
            count("ages66", &self.ages66),
        ];
        if faults.is_empty() && counts.iter().sum::<i64>() == 0 {
            faults.push(Fault::new("ages18", "staff-nobody"));
        }
        match (role, pension_age) {
            (Some(role), Some(age)) if faults.is_empty() => Ok((RoleAges { role, counts }, age)),
            _ => Err(faults),
        }
    }

    /// The form as it would be filled in for a role.
    pub fn of(role: &RoleAges, pension_age: i64) -> Self {
        let [ages18, ages30, ages40, ages50, ages55, ages60, ages63, ages66] =
            role.counts.map(|count| count.to_string());
        Self {
            role: role.role.clone(),
            pension_age: pension_age.to_string(),
            ages18,
            ages30,
            ages40,
            ages50,
            ages55,
            ages60,
            ages63,
            ages66,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn role(counts: [i64; BANDS]) -> RoleAges {
        RoleAges { role: "Kock".into(), counts }
    }

    #[test]
    fn leavers_of_a_small_kitchen_counted_by_hand() {
        // Three of 60–62: one each of 60, 61, 62, who turn 67 in seven, six and five years.
        // Three of 63–65: one each, in four, three and two. Two of 66+: half a person of each age,
        // all in the first year.
        let leavers = role([4, 0, 0, 0, 0, 3, 3, 2]).leavers(67);
        assert_eq!(leavers, [120, 60, 60, 60, 60, 60, 60, 0, 0, 0]);
        // Five of 55–59: 59 leaves in year 8, 58 in 9, 57 in 10; the others later.
        let later = role([0, 0, 0, 0, 5, 0, 0, 0]).leavers(67);
        assert_eq!(later, [0, 0, 0, 0, 0, 0, 0, 60, 60, 60]);
        // One of 63–65 who leaves at 65: a third in each of years 2 and 1, and 65 is there already.
        let soon = role([0, 0, 0, 0, 0, 0, 1, 0]).leavers(65);
        assert_eq!(soon, [40, 20, 0, 0, 0, 0, 0, 0, 0, 0]);
    }

    #[test]
    fn every_share_is_whole() {
        for (first, last) in AGES {
            assert_eq!(PARTS % (last - first + 1), 0, "{first}–{last}");
        }
        for (pair, code) in AGES.into_iter().zip(BAND_CODES) {
            assert_eq!(pair.0.to_string(), code);
        }
    }

    #[test]
    fn a_role_is_read_from_its_numbers_and_back() {
        let form = RoleForm {
            role: " Kock ".into(),
            ages18: "1".into(),
            ages40: "2".into(),
            ..RoleForm::default()
        };
        let (read, age) = form.parse().expect("reads");
        assert_eq!((read.clone(), age), (role([1, 0, 2, 0, 0, 0, 0, 0]), PENSION_AGE));
        assert_eq!(RoleForm::of(&read, 65).parse(), Ok((read, 65)));
        for (wrong, field) in [
            (RoleForm { role: String::new(), ..form.clone() }, "role"),
            (RoleForm { pension_age: "71".into(), ..form.clone() }, "pensionAge"),
            (RoleForm { ages66: "många".into(), ..form.clone() }, "ages66"),
            (RoleForm { role: "Kock".into(), ..RoleForm::default() }, "ages18"),
        ] {
            assert!(wrong.parse().expect_err(field).of(field).is_some(), "{field}");
        }
    }

    proptest! {
        #[test]
        fn nobody_leaves_twice_and_the_old_all_leave(
            counts in proptest::array::uniform8(0i64..200),
            age in PENSION_AGES,
        ) {
            let role = role(counts);
            let leavers: i64 = role.leavers(age).iter().sum();
            prop_assert!(leavers <= role.persons() * PARTS);
            let within: i64 = AGES.iter().zip(counts)
                .filter(|((first, _), _)| age - first <= 10).map(|(_, count)| count).sum();
            prop_assert!(leavers >= within * PARTS);
        }

        #[test]
        fn no_text_makes_it_panic(role in ".{0,80}", age in ".{0,4}", count in ".{0,9}") {
            let form = RoleForm { role, pension_age: age, ages18: count, ..RoleForm::default() };
            let _ = form.parse();
        }
    }
}
