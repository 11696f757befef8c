//! Personal numbers (personnummer, samordningsnummer) are found in whatever people type, and
//! refused: they are never stored and never logged.
//!
//! A number is six or eight digits of a date, a separator or none, and four digits whose last is a
//! Luhn check digit (folkbokföringslagen 1991:481, 18 §; Skatteverket, SKV 704). A coordination
//! number has 60 added to its day.

use jiff::civil::Date;

use crate::codes::luhn_sum;

/// Fields where people write telephone numbers. Ten digits in a row that begin with 0 are one
/// there: `0701234567` would otherwise be somebody born in January 2007.
const TELEPHONE_FIELDS: &[&str] = &["contactReach", "contact", "phone"];

/// Longest gap between date and last digits: `850709 - 9805`.
const GAP_MAX: usize = 3;

/// True when a text holds a personal number or a coordination number.
pub fn is_in(field: &str, text: &str) -> bool {
    let is_telephone_field = TELEPHONE_FIELDS.contains(&field);
    let characters: Vec<char> = text.chars().map(plain).collect();
    let mut place = 0;
    while let Some(&first) = characters.get(place) {
        if !first.is_ascii_digit() {
            place += 1;
            continue;
        }
        let run = run_of_digits(&characters, place);
        if is_number_at(&characters, place, run, is_telephone_field) {
            return true;
        }
        place += run;
    }
    false
}

/// Full-width digits and the many hyphens, as plain ones.
fn plain(character: char) -> char {
    match character {
        '\u{ff10}'..='\u{ff19}' => {
            char::from_digit(u32::from(character) - 0xff10, 10).unwrap_or(character)
        }
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        other => other,
    }
}

fn run_of_digits(characters: &[char], from: usize) -> usize {
    characters.iter().skip(from).take_while(|character| character.is_ascii_digit()).count()
}

fn is_number_at(characters: &[char], from: usize, run: usize, is_telephone_field: bool) -> bool {
    let digits = |from: usize, count: usize| -> String {
        characters.iter().skip(from).take(count).collect()
    };
    match run {
        10 | 12 => {
            let whole = digits(from, run);
            let is_telephone = is_telephone_field && run == 10 && whole.starts_with('0');
            !is_telephone && is_number(&whole)
        }
        6 | 8 => {
            // `850709-9805`, `850709 9805`, `850709/9805`, `850709 - 9805`.
            let from_gap = characters.get(from + run..).unwrap_or_default();
            let is_gap = |c: &&char| matches!(c, '-' | '+' | '/' | ' ');
            let gap = from_gap.iter().take(GAP_MAX).take_while(is_gap).count();
            let next = from + run + gap;
            gap > 0
                && run_of_digits(characters, next) == 4
                && is_number(&(digits(from, run) + &digits(next, 4)))
        }
        // `1985-07-09-9805`; with a blank it is a day and a time, and `2026-12-07-2027-01-31` is
        // a span of days.
        4 => {
            let is_at = |place: usize, wanted: &[char]| {
                characters.get(from + place).is_some_and(|c| wanted.contains(c))
            };
            is_at(4, &['-'])
                && run_of_digits(characters, from + 5) == 2
                && is_at(7, &['-'])
                && run_of_digits(characters, from + 8) == 2
                && is_at(10, &['-', '+', '/'])
                && run_of_digits(characters, from + 11) == 4
                && !is_at(15, &['-'])
                && is_number(
                    &(digits(from, 4)
                        + &digits(from + 5, 2)
                        + &digits(from + 8, 2)
                        + &digits(from + 11, 4)),
                )
        }
        _ => false,
    }
}

/// Ten or twelve digits that are a date and pass the check.
fn is_number(digits: &str) -> bool {
    let (century, short) = match digits.len() {
        12 => digits.split_at(2),
        _ => ("", digits),
    };
    let two = |from: usize| short.get(from..from + 2).and_then(|text| text.parse::<i16>().ok());
    let (Some(year), Some(month), Some(day)) = (two(0), two(2), two(4)) else { return false };
    let centuries: &[i16] = match century {
        "" => &[18, 19, 20],
        "18" => &[18],
        "19" => &[19],
        "20" => &[20],
        _ => return false,
    };
    let day = if day > 60 { day - 60 } else { day };
    let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else { return false };
    let is_date = |century: &i16| Date::new(century * 100 + year, month, day).is_ok();
    centuries.iter().any(is_date) && luhn_sum(short).is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The number with its check digit, from a day and a serial number.
    fn number(year: i16, month: i8, day: i8, serial: u16, is_coordination: bool) -> [String; 2] {
        let day = if is_coordination { day + 60 } else { day };
        let short = format!("{:02}{month:02}{day:02}", year % 100);
        let body = format!("{short}{serial:03}");
        let check = (10 - luhn_sum(&format!("{body}0")) % 10) % 10;
        [short, format!("{serial:03}{check}")]
    }

    proptest! {
        #[test]
        fn every_number_is_found_however_it_is_written(
            year in 1900_i16..2027, month in 1_i8..=12, day in 1_i8..=28, serial in 0_u16..1000,
            is_coordination: bool, form in 0_usize..9, around in 0_usize..4,
        ) {
            let [date, last] = number(year, month, day, serial, is_coordination);
            let century = year / 100;
            let written = match form {
                0 => format!("{date}-{last}"),
                1 => format!("{date}{last}"),
                2 => format!("{century}{date}{last}"),
                3 => format!("{century}{date}-{last}"),
                4 => format!("{date} {last}"),
                5 => format!("{date}/{last}"),
                6 => format!("{century}{}-{}-{}-{last}", &date[..2], &date[2..4], &date[4..]),
                7 => format!("{century}{}-{}-{}/{last}", &date[..2], &date[2..4], &date[4..]),
                _ => format!("{date}+{last}"),
            };
            let text = match around {
                0 => written,
                1 => format!("Ring Lena ({written}) i dag"),
                2 => format!("född:{written}, ring"),
                _ => format!("Anställningsnummer 17.\n{written}"),
            };
            prop_assert!(is_in("body", &text), "{text}");
        }

        #[test]
        fn a_wrong_check_digit_is_no_number(
            year in 1900_i16..2027, month in 1_i8..=12, day in 1_i8..=28, serial in 0_u16..1000,
            off in 1_u32..10,
        ) {
            let [date, last] = number(year, month, day, serial, false);
            let wrong: u32 = (last[3..].parse::<u32>().expect("digit") + off) % 10;
            let text = format!("{date}-{}{wrong}", &last[..3]);
            prop_assert!(!is_in("body", &text), "{text}");
        }

        #[test]
        fn days_times_and_telephones_are_left_alone(
            year in 2000_i16..2100, month in 1_i8..=12, day in 1_i8..=28,
            hour in 0_u8..24, minute in 0_u8..60, area in 10_u16..1000, rest in 10_000_u32..100_000,
        ) {
            let on = format!("{year}-{month:02}-{day:02}");
            for text in [
                format!("{on} {hour:02}{minute:02}"),
                format!("{on} kl. {hour:02}.{minute:02}"),
                format!("{on}T{hour:02}{minute:02}"),
                format!("{on}-{year}-{month:02}-{day:02}"),
                format!("{on}/{day:02}"),
                format!("{on} - {year}"),
                format!("0{area}/{rest}"),
                format!("0{area}-{rest}"),
                format!("+46 {area} {rest}"),
            ] {
                prop_assert!(!is_in("body", &text), "{text}");
            }
        }

        #[test]
        fn whatever_is_typed_is_read(text in "\\PC*") {
            let _ = is_in("body", &text);
        }
    }

    #[test]
    fn other_numbers_are_left_alone() {
        for text in [
            "559999-0016",
            "Ring 0660-123 45 eller 070-174 06 58",
            "8 000 000 kr",
            "2026-12-07",
            "20261207 klockan 1400",
            "order 12345678901234567890",
            "",
        ] {
            assert!(!is_in("body", text), "{text}");
        }
        assert!(!is_in("contactReach", "0701740605"));
    }
}
