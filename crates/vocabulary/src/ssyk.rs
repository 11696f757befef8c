//! Headings of SSYK 2012 above level four; the groups themselves are concepts.

const HEADINGS: &str = include_str!("../data/headings.tsv");

/// Code and Swedish name of every heading on levels one and two, in the order of their codes.
pub fn headings() -> impl Iterator<Item = (&'static str, &'static str)> {
    HEADINGS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// Swedish name of a heading, such as `72`.
pub fn heading(code: &str) -> Option<&'static str> {
    headings().find(|(found, _)| *found == code).map(|(_, label)| label)
}

#[cfg(test)]
mod tests {
    #[test]
    fn headings_of_both_levels_are_there() {
        assert_eq!(super::headings().count(), 56);
        assert_eq!(super::heading("53"), Some("Omsorgsyrken"));
        assert_eq!(super::heading("99"), None);
    }
}
