//! Organisations: firms and public employers, the same in every way that matters here.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::codes::{MunicipalityCode, OrgNumber, Sni, SniVersion};
use crate::fault::{Fault, Faults};
use crate::text;

/// Declares an enum whose variants are stored, sent and read as stable codes.
#[macro_export]
macro_rules! code_enum {
    ($(#[$doc:meta])* $name:ident, $field:literal {
        $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)?
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $code)] $variant),+
        }

        impl $name {
            /// Every variant, in the order people meet them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The stable code: stored, sent and part of the Fluent key.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// Reads a code.
            pub fn parse(text: &str) -> Result<Self, $crate::fault::Fault> {
                match text.trim() {
                    $($code => Ok(Self::$variant),)+
                    "" => Err($crate::fault::Fault::new($field, "required")),
                    other => {
                        let fault = $crate::fault::Fault::new($field, "unknown-choice");
                        Err(fault.with("value", other))
                    }
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}

code_enum! {
    /// Who an organisation belongs to.
    Sector, "sector" {
        /// Owned privately.
        Private = "private",
        /// A municipality, region or state authority.
        Public = "public",
        /// An association, foundation or cooperative without profit motive.
        NonProfit = "non-profit",
    }
}

code_enum! {
    /// Size by number of employees, the classes of the European Commission's definition of small
    /// and medium-sized firms (2003/361/EC) with one-person firms apart.
    SizeClass, "size" {
        /// No employees besides the owner.
        Solo = "solo",
        /// 1–9 employees.
        Micro = "micro",
        /// 10–49 employees.
        Small = "small",
        /// 50–249 employees.
        Medium = "medium",
        /// 250 employees or more.
        Large = "large",
    }
}

impl SizeClass {
    /// The class a number of employees falls in.
    pub fn of(employees: i64) -> Self {
        match employees {
            ..=0 => Self::Solo,
            1..=9 => Self::Micro,
            10..=49 => Self::Small,
            50..=249 => Self::Medium,
            _ => Self::Large,
        }
    }
}

/// What is known of an organisation in one county.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Organisation {
    /// Registered number.
    pub org_number: OrgNumber,
    /// Name people know it by.
    pub name: String,
    /// Where it is in the county.
    pub municipality: MunicipalityCode,
    /// Who owns it.
    pub sector: Sector,
    /// Main industry, where known.
    pub sni: Option<Sni>,
    /// Employees in the county, where known.
    pub employees: Option<i64>,
    /// Yearly turnover in thousands of kronor, where known.
    pub turnover_thousand_sek: Option<i64>,
    /// True when it runs services for employers (has offers in the service map).
    pub is_actor: bool,
}

/// How many employees an organisation can have.
pub const EMPLOYEES: RangeInclusive<i64> = 0..=500_000;
/// How much an organisation can turn over in a year, in thousands of kronor.
pub const TURNOVER_THOUSAND_SEK: RangeInclusive<i64> = 0..=1_000_000_000;

/// What a person types about an organisation; every field as text.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct OrganisationForm {
    /// Organisation number.
    pub org_number: String,
    /// Name.
    pub name: String,
    /// Municipality code.
    pub municipality: String,
    /// Sector code.
    pub sector: String,
    /// SNI code.
    pub sni: String,
    /// Number of employees.
    pub employees: String,
    /// Turnover in thousands of kronor.
    pub turnover_thousand_sek: String,
}

impl OrganisationForm {
    /// Reads every field, or says all that is wrong.
    pub fn parse(&self) -> Result<Organisation, Faults> {
        let mut faults = Faults::default();
        let org_number = faults.take(OrgNumber::parse(&self.org_number));
        let name = faults.take(text::required("name", &self.name, text::NAME_MAX));
        let municipality = faults.take(MunicipalityCode::parse(&self.municipality));
        let sector = faults.take(Sector::parse(&self.sector));
        let sni = faults.take(optional_sni(&self.sni));
        let employees = faults.take(text::whole_number("employees", &self.employees, EMPLOYEES));
        let turnover_thousand_sek = faults.take(text::whole_number(
            "turnoverThousandSek",
            &self.turnover_thousand_sek,
            TURNOVER_THOUSAND_SEK,
        ));
        match (org_number, name, municipality, sector, sni, employees, turnover_thousand_sek) {
            (
                Some(org_number),
                Some(name),
                Some(municipality),
                Some(sector),
                Some(sni),
                Some(employees),
                Some(turnover_thousand_sek),
            ) => Ok(Organisation {
                org_number,
                name,
                municipality,
                sector,
                sni,
                employees,
                turnover_thousand_sek,
                is_actor: false,
            }),
            _ => Err(faults),
        }
    }
}

/// SNI 2007 until the switch is decided; empty is allowed, since few know their code by heart.
fn optional_sni(text: &str) -> Result<Option<Sni>, Fault> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    Sni::parse(SniVersion::Sni2007, text).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_names_every_fault_at_once() {
        let form = OrganisationForm { employees: "många".into(), ..Default::default() };
        let faults = form.parse().expect_err("empty form");
        let fields: Vec<_> = faults.0.iter().map(|fault| fault.field).collect();
        assert_eq!(fields, ["orgNumber", "name", "municipality", "sector", "employees"]);
    }

    #[test]
    fn size_classes_meet_at_their_limits() {
        for (employees, class) in [
            (0, SizeClass::Solo),
            (1, SizeClass::Micro),
            (9, SizeClass::Micro),
            (10, SizeClass::Small),
            (49, SizeClass::Small),
            (50, SizeClass::Medium),
            (249, SizeClass::Medium),
            (250, SizeClass::Large),
        ] {
            assert_eq!(SizeClass::of(employees), class, "{employees}");
        }
    }
}
