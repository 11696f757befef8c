//! The colours of the design hold their contrast, in light and in dark.

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../../assets/css/tokens.css");

/// Light and dark value of every colour, variables followed.
fn colours() -> BTreeMap<String, [String; 2]> {
    let mut colours = BTreeMap::new();
    for line in TOKENS.lines() {
        let Some((name, value)) = line.trim().split_once(": ") else { continue };
        let value = value.split(';').next().unwrap_or_default();
        if let Some(pair) = value.strip_prefix("light-dark(") {
            let mut pair = pair.trim_end_matches(')').split(", ").map(ToOwned::to_owned);
            if let (Some(light), Some(dark)) = (pair.next(), pair.next()) {
                colours.insert(name.to_owned(), [light, dark]);
            }
        } else if let Some(other) = value.strip_prefix("var(")
            && let Some(known) = colours.get(other.trim_end_matches(')')).cloned()
        {
            colours.insert(name.to_owned(), known);
        }
    }
    colours
}

/// Relative luminance, WCAG 2.2.
fn luminance(colour: &str) -> f64 {
    let channel = |place: usize| {
        let value = u8::from_str_radix(&colour[place..place + 2], 16).expect("colour");
        let share = f64::from(value) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn check(pairs: &[(&str, &str)], least: f64) {
    let colours = colours();
    for (front, back) in pairs {
        let (fronts, backs) = (&colours[*front], &colours[*back]);
        for (front_colour, back_colour) in fronts.iter().zip(backs) {
            let ratio = contrast(front_colour, back_colour);
            assert!(ratio >= least, "{front} on {back}: {ratio:.2}");
        }
    }
}

#[test]
fn text_is_read_on_every_ground() {
    check(
        &[
            ("--ink", "--paper"),
            ("--ink", "--surface"),
            ("--ink", "--sunken"),
            ("--ink-2", "--paper"),
            ("--ink-2", "--surface"),
            ("--ink-2", "--sunken"),
            ("--ink-3", "--surface"),
            ("--accent", "--paper"),
            ("--accent", "--surface"),
            ("--accent", "--accent-tint"),
            ("--on-accent", "--accent"),
            ("--on-accent", "--accent-strong"),
            ("--ok", "--ok-tint"),
            ("--warn", "--warn-tint"),
            ("--bad", "--bad-tint"),
            ("--info", "--info-tint"),
            ("--bad", "--paper"),
            ("--bad", "--surface"),
            ("--on-bad", "--bad"),
            ("--on-strip", "--strip"),
        ],
        4.5,
    );
}

#[test]
fn controls_and_marks_are_seen() {
    check(
        &[
            ("--line-strong", "--surface"),
            ("--line-strong", "--paper"),
            ("--focus", "--paper"),
            ("--focus", "--surface"),
            ("--data-1", "--surface"),
            ("--data-2", "--surface"),
        ],
        3.0,
    );
}
