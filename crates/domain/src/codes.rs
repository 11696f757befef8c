//! The field's standard codes, parsed once at the border: what has one of these types is well
//! formed.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::fault::Fault;

/// A string of exactly `$len` ASCII digits, with a name of its own.
macro_rules! digit_code {
    ($(#[$doc:meta])* $name:ident, $len:literal, $fault:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Parses the code; surrounding blanks are ignored.
            pub fn parse(text: &str) -> Result<Self, Fault> {
                let text = text.trim();
                if text.is_empty() {
                    return Err(Fault::new($fault, "required"));
                }
                if text.len() == $len && text.bytes().all(|b| b.is_ascii_digit()) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(Fault::new($fault, concat!($fault, "-malformed")).with("value", text))
                }
            }

            /// The digits.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = Fault;
            fn try_from(text: String) -> Result<Self, Fault> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> String {
                code.0
            }
        }
    };
}

digit_code!(
    /// County (län), SCB's two-digit code; 22 is Västernorrland.
    CountyCode, 2, "county"
);
digit_code!(
    /// Municipality (kommun), SCB's four-digit code; 2284 is Örnsköldsvik.
    MunicipalityCode, 4, "municipality"
);
digit_code!(
    /// SSYK 2012 on its most detailed level, four digits; 5120 is cooks.
    Ssyk, 4, "ssyk"
);
digit_code!(
    /// ISCO-08 unit group, four digits; 5120 is cooks.
    Isco, 4, "isco"
);

impl CountyCode {
    /// The county among the European Union's statistical regions, NUTS 2021 level 3 (Commission
    /// Delegated Regulation (EU) 2019/1755).
    pub fn nuts(&self) -> Option<&'static str> {
        Some(match self.as_str() {
            "01" => "SE110",
            "03" => "SE121",
            "04" => "SE122",
            "05" => "SE123",
            "06" => "SE211",
            "07" => "SE212",
            "08" => "SE213",
            "09" => "SE214",
            "10" => "SE221",
            "12" => "SE224",
            "13" => "SE231",
            "14" => "SE232",
            "17" => "SE311",
            "18" => "SE124",
            "19" => "SE125",
            "20" => "SE312",
            "21" => "SE313",
            "22" => "SE321",
            "23" => "SE322",
            "24" => "SE331",
            "25" => "SE332",
            _ => return None,
        })
    }
}

impl MunicipalityCode {
    /// The county a municipality lies in: the first two digits of its code.
    pub fn county(&self) -> CountyCode {
        CountyCode(self.0.chars().take(2).collect())
    }
}

/// Id of a concept in JobTech Taxonomy, such as `BStc_SJh_DKG`, or in the embedded vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ConceptId(pub String);

impl fmt::Display for ConceptId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Swedish organisation number: ten digits whose last is a Luhn check digit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrgNumber(String);

impl OrgNumber {
    /// Parses `5599990016`, `559999-0016` or the same with blanks. A personal number is refused by
    /// its third digit: an organisation number never has a month there (Skatteverket, SKV 709).
    pub fn parse(text: &str) -> Result<Self, Fault> {
        if text.trim().is_empty() {
            return Err(Fault::new("orgNumber", "required"));
        }
        let fault = |code| Fault::new("orgNumber", code).with("value", text.trim());
        let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        // Authorities sometimes write a leading 16 for «legal person».
        let digits = match digits.strip_prefix("16") {
            Some(rest) if digits.len() == 12 => rest.to_owned(),
            _ => digits,
        };
        if digits.len() != 10 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(fault("org-number-length"));
        }
        if digits.as_bytes().get(2).is_some_and(|third| *third < b'2') {
            // Not shown again: what looks like a personal number is kept nowhere.
            return Err(Fault::new("orgNumber", "org-number-is-personal"));
        }
        if !luhn_sum(&digits).is_multiple_of(10) {
            return Err(fault("org-number-checksum"));
        }
        Ok(Self(digits))
    }

    /// Ten digits, no hyphen.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OrgNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (head, tail) = self.0.split_at(6);
        write!(f, "{head}-{tail}")
    }
}

impl TryFrom<String> for OrgNumber {
    type Error = Fault;
    fn try_from(text: String) -> Result<Self, Fault> {
        Self::parse(&text)
    }
}

impl From<OrgNumber> for String {
    fn from(number: OrgNumber) -> String {
        number.0
    }
}

/// Luhn sum of a digit string: every second digit from the right doubled, digits added
/// (ISO/IEC 7812-1, annex B).
pub(crate) fn luhn_sum(digits: &str) -> u32 {
    digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0');
            let weighted = if place % 2 == 1 { digit * 2 } else { digit };
            weighted / 10 + weighted % 10
        })
        .sum()
}

/// Which edition of SNI an industry code belongs to; both are in use around the change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SniVersion {
    /// SNI 2007.
    #[serde(rename = "2007")]
    Sni2007,
    /// SNI 2025.
    #[serde(rename = "2025")]
    Sni2025,
}

impl SniVersion {
    /// `2007` or `2025`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sni2007 => "2007",
            Self::Sni2025 => "2025",
        }
    }

    /// Reads what [`Self::as_str`] writes.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        match text {
            "2007" => Ok(Self::Sni2007),
            "2025" => Ok(Self::Sni2025),
            _ => Err(Fault::new("sniVersion", "sni-version-unknown").with("value", text)),
        }
    }
}

/// Industry code (SNI): two to five digits and the edition they are read in.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Sni {
    /// Edition.
    pub version: SniVersion,
    /// Two to five digits, such as `56100`.
    pub code: String,
}

impl Sni {
    /// Parses `56.100` or `56100`.
    pub fn parse(version: SniVersion, text: &str) -> Result<Self, Fault> {
        let code: String = text.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
        if (2..=5).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit()) {
            Ok(Self { version, code })
        } else {
            Err(Fault::new("sni", "sni-malformed").with("value", text.trim()))
        }
    }

    /// The two-digit division, the level that routing and statistics use.
    pub fn division(&self) -> &str {
        self.code.get(..2).unwrap_or(&self.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_demo_numbers_of_the_contract_are_valid() {
        for tail in ["0016", "0024", "0032", "0040", "0057", "0065", "0073", "0081"] {
            let number = OrgNumber::parse(&format!("559999-{tail}")).expect("valid");
            assert_eq!(number.to_string(), format!("559999-{tail}"));
        }
    }

    #[test]
    fn a_personal_number_is_refused_as_such() {
        let fault = OrgNumber::parse("811218-9876").expect_err("personal number");
        assert_eq!(fault.code, "org-number-is-personal");
    }

    #[test]
    fn what_was_not_written_is_missing_and_not_malformed() {
        let faults = [OrgNumber::parse(" ").map(|_| ()), MunicipalityCode::parse("").map(|_| ())];
        assert!(faults.into_iter().all(|one| one.expect_err("empty").code == "required"));
        assert_eq!(
            MunicipalityCode::parse("22").expect_err("short").code,
            "municipality-malformed"
        );
    }

    #[test]
    fn a_municipality_names_its_county() {
        let code = MunicipalityCode::parse("2284").expect("code");
        assert_eq!(code.county().as_str(), "22");
    }

    proptest! {
        #[test]
        fn one_changed_digit_is_always_noticed(
            head in 2_000u32..10_000,
            tail in 0u32..1000,
            place in 0usize..10,
            add in 1u8..10,
        ) {
            let nine = format!("55{head:04}{tail:03}");
            let number = (0..10)
                .map(|check| format!("{nine}{check}"))
                .find(|number| luhn_sum(number).is_multiple_of(10))
                .expect("one check digit fits");
            prop_assert!(OrgNumber::parse(&number).is_ok());
            let mut bytes = number.into_bytes();
            bytes[place] = b'0' + (bytes[place] - b'0' + add) % 10;
            prop_assert!(OrgNumber::parse(&String::from_utf8(bytes).expect("ascii")).is_err());
        }

        #[test]
        fn any_text_is_parsed_or_refused_without_panic(text in ".{0,40}") {
            let _ = OrgNumber::parse(&text);
            let _ = MunicipalityCode::parse(&text);
            let _ = Sni::parse(SniVersion::Sni2007, &text);
        }
    }
}
