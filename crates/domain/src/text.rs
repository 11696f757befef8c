//! Text that people type, with the limits that hold everywhere: page, API and import.

use crate::fault::Fault;
use crate::personal_number;

/// Longest name of a person, organisation, network or offer, in characters.
pub const NAME_MAX: usize = 120;
/// Longest single line: a title, a next step, a reason. In characters.
pub const LINE_MAX: usize = 200;
/// Longest free text: a goal, a message, a description. In characters.
pub const BODY_MAX: usize = 4_000;

/// A required text of at most `max` characters, blanks trimmed, control characters refused.
pub fn required(field: &'static str, text: &str, max: usize) -> Result<String, Fault> {
    optional(field, text, max)?.ok_or_else(|| Fault::new(field, "required"))
}

/// A text that may be empty; `None` when it is.
pub fn optional(field: &'static str, text: &str, max: usize) -> Result<Option<String>, Fault> {
    let text = text.trim().replace("\r\n", "\n");
    let length = text.chars().count();
    if length > max {
        return Err(Fault::new(field, "too-long").with("max", max).with("length", length));
    }
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(Fault::new(field, "control-characters"));
    }
    // The fault does not carry the value: what is refused is not shown again in any log.
    if personal_number::is_in(field, &text) {
        return Err(Fault::new(field, "personal-number"));
    }
    Ok(if text.is_empty() { None } else { Some(text) })
}

/// A whole number typed by a person: blanks (also no-break ones) inside are read as thousands
/// separators. `None` when the field is empty.
pub fn whole_number(
    field: &'static str,
    text: &str,
    range: std::ops::RangeInclusive<i64>,
) -> Result<Option<i64>, Fault> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.is_empty() {
        return Ok(None);
    }
    let number: i64 = digits
        .parse()
        .map_err(|_| Fault::new(field, "not-a-whole-number").with("value", text.trim()))?;
    if range.contains(&number) {
        return Ok(Some(number));
    }
    Err(Fault::new(field, "out-of-range")
        .with("value", number)
        .with("min", range.start())
        .with("max", range.end()))
}

/// Longest part of an address before the `@`, in octets (RFC 5321, 4.5.3.1.1).
const LOCAL_PART_MAX: usize = 64;

/// An e-mail address, lower-cased: a dot-atom, `@` and a host with a dot (RFC 5321, 4.1.2), the
/// quoted forms that nobody uses left out. Nothing that has a meaning of its own in the head of a
/// mail passes; the letter that arrives is the real proof.
pub fn email(field: &'static str, text: &str) -> Result<String, Fault> {
    let text = required(field, text, NAME_MAX)?.to_lowercase();
    if text.split_once('@').is_some_and(|(local, host)| is_local(local) && is_host(host)) {
        Ok(text)
    } else {
        Err(Fault::new(field, "email-malformed").with("value", text))
    }
}

fn is_local(local: &str) -> bool {
    let is_atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    local.len() <= LOCAL_PART_MAX
        && local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom))
}

fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    host.contains('.') && host.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(whole_number("n", " 8 000 000 ", 0..=10_000_000), Ok(Some(8_000_000)));
        assert_eq!(whole_number("n", "", 0..=1), Ok(None));
        assert_eq!(whole_number("n", "tre", 0..=9).expect_err("word").code, "not-a-whole-number");
        assert_eq!(whole_number("n", "-1", 0..=9).expect_err("below").code, "out-of-range");
    }

    #[test]
    fn text_is_trimmed_and_limited() {
        assert_eq!(required("t", "  hej\r\ndå ", 10), Ok("hej\ndå".to_owned()));
        assert_eq!(required("t", "   ", 10).expect_err("blank").code, "required");
        assert_eq!(required("t", "ååååå", 4).expect_err("long").code, "too-long");
        assert_eq!(required("t", "a\u{0}b", 4).expect_err("nul").code, "control-characters");
        let personal = required("t", "Ring 850709-9805", 40).expect_err("personal number");
        assert_eq!((personal.code, personal.values.len()), ("personal-number", 0));
    }

    #[test]
    fn addresses_without_host_are_refused() {
        assert_eq!(email("e", " Lena@Demo.Samkraft.test "), Ok("lena@demo.samkraft.test".into()));
        assert_eq!(email("e", "o'brien+1@räksmörgås.se"), Ok("o'brien+1@räksmörgås.se".into()));
        for bad in [
            "lena",
            "lena@",
            "@x.se",
            "a b@x.se",
            "a@b@c.se",
            "a@.se",
            "a..b@x.se",
            "a@x..se",
            "a@-x.se",
            "\"a\"@x.se",
            "a@x.se,b@y.se",
            "<a@x.se>",
            "lena;b@x.se",
            "lëna@x.se",
            "a@x.se\r\nbcc:b@y.se",
            "a@x.se\nb@y.se",
        ] {
            assert_eq!(email("e", bad).expect_err(bad).code, "email-malformed");
        }
    }
}
