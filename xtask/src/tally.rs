//! Counting passed, failed and skipped, from whatever form a test runner prints them in.

use std::fmt;
use std::ops::AddAssign;

use regex::Regex;

/// What a test prints first on a line when it cannot run here; the reason follows and names the
/// setting that is missing.
pub(crate) const SKIP_MARK: &str = "skipped: ";

/// How many tests passed, failed and were skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Ran and held.
    pub(crate) passed: u64,
    /// Ran and did not hold, or could not be built.
    pub(crate) failed: u64,
    /// Did not run.
    pub(crate) skipped: u64,
}

impl Tally {
    /// One thing that went wrong as a whole, such as a build.
    pub(crate) const ONE_FAILED: Self = Self { passed: 0, failed: 1, skipped: 0 };

    /// True when nothing failed.
    pub(crate) fn holds(self) -> bool {
        self.failed == 0
    }

    /// Counts one check.
    pub(crate) fn count(&mut self, holds: bool) {
        if holds {
            self.passed += 1;
        } else {
            self.failed += 1;
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

/// A test that said it could not run.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Skip {
    /// The test's name.
    pub(crate) test: String,
    /// Its own words.
    pub(crate) reason: String,
}

/// Reads nextest's `JUnit` file. Tests that were ignored are not in it.
pub(crate) fn from_junit(xml: &str) -> (Tally, Vec<Skip>) {
    let mut tally = Tally::default();
    let mut skips = Vec::new();
    for case in xml.split("<testcase ").skip(1) {
        let opening = case.split('>').next().unwrap_or_default();
        let end = if opening.ends_with('/') { opening.len() } else { case.len() };
        let body = case.get(..end).unwrap_or_default();
        let body = body.split("</testcase>").next().unwrap_or_default();
        if body.contains("<failure") || body.contains("<error") {
            tally.failed += 1;
        } else if let Some(reason) = skip_reason(body) {
            tally.skipped += 1;
            skips.push(Skip { test: attribute(opening, "name"), reason });
        } else {
            tally.passed += 1;
        }
    }
    (tally, skips)
}

fn attribute(tag: &str, name: &str) -> String {
    let start = format!("{name}=\"");
    tag.split(&start).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
}

fn skip_reason(output: &str) -> Option<String> {
    // The first line of the output follows its tag directly.
    output.lines().find_map(|line| {
        let line = line.rsplit("<system-err>").next().unwrap_or(line);
        let line = line.rsplit("<system-out>").next().unwrap_or(line);
        line.trim()
            .strip_prefix(SKIP_MARK)
            .map(|reason| reason.split("</system").next().unwrap_or(reason).trim().to_owned())
    })
}

/// Sums the `test result:` lines of `cargo test -- --show-output`; tests that say they skipped are
/// moved from passed to skipped.
pub(crate) fn from_libtest(output: &str) -> (Tally, Vec<Skip>) {
    let mut tally = Tally::default();
    for line in output.lines().filter(|line| line.starts_with("test result:")) {
        tally.passed += number_before(line, "passed");
        tally.failed += number_before(line, "failed");
        tally.skipped += number_before(line, "ignored");
    }
    let mut skips = Vec::new();
    let mut test = String::new();
    for line in output.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix("---- ") {
            name.split(' ').next().unwrap_or_default().clone_into(&mut test);
        } else if let Some(reason) = line.strip_prefix(SKIP_MARK) {
            skips.push(Skip { test: test.clone(), reason: reason.to_owned() });
        }
    }
    let moved = u64::try_from(skips.len()).unwrap_or(u64::MAX).min(tally.passed);
    tally.passed -= moved;
    tally.skipped += moved;
    (tally, skips)
}

/// The number that stands before a word on a line, else 0.
pub(crate) fn number_before(line: &str, word: &str) -> u64 {
    let pattern = Regex::new(&format!(r"(\d+) {word}\b"));
    pattern
        .ok()
        .and_then(|pattern| pattern.captures(line)?.get(1)?.as_str().parse().ok())
        .unwrap_or(0)
}

/// Reads the closing lines of the TAP report of `node --test`.
pub(crate) fn from_tap(report: &str) -> Option<Tally> {
    let value = |name: &str| {
        report
            .lines()
            .rev()
            .find_map(|line| line.strip_prefix(&format!("# {name} "))?.trim().parse::<u64>().ok())
    };
    Some(Tally {
        passed: value("pass")?,
        failed: value("fail")? + value("cancelled").unwrap_or(0),
        skipped: value("skipped").unwrap_or(0) + value("todo").unwrap_or(0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn junit_cases_are_counted_by_outcome() {
        let xml = r#"<testsuite name="a" tests="4">
<testcase name="one" classname="a" time="0.1"/>
<testcase name="two" classname="a"><failure type="x">no</failure></testcase>
<testcase name="three" classname="a"><system-err>skipped: TEST_DATABASE_URL is not set
</system-err></testcase>
<testcase name="four" classname="a"><system-out>
running 1 test
test four ... ok
</system-out></testcase></testsuite>"#;
        let (tally, skips) = from_junit(xml);
        assert_eq!(tally, Tally { passed: 2, failed: 1, skipped: 1 });
        let reason = "TEST_DATABASE_URL is not set".to_owned();
        assert_eq!(skips, vec![Skip { test: "three".into(), reason }]);
    }

    #[test]
    fn cargo_tests_own_lines_are_summed() {
        let output = "running 2 tests\n\
            ---- reads stdout ----\nskipped: TEST_DATA_DIR is not set\n\n\
            test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n\
            test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out\n";
        let (tally, skips) = from_libtest(output);
        assert_eq!(tally, Tally { passed: 4, failed: 1, skipped: 2 });
        assert_eq!(skips.first().map(|skip| skip.test.as_str()), Some("reads"));
    }

    #[test]
    fn a_tap_report_is_read_from_its_end() {
        let report = "# pass 99\nok 1 - a\n1..1\n# tests 5\n# pass 3\n# fail 1\n# cancelled 0\n\
            # skipped 1\n# todo 0\n";
        assert_eq!(from_tap(report), Some(Tally { passed: 3, failed: 1, skipped: 1 }));
        assert_eq!(from_tap("nothing"), None);
    }

    #[test]
    fn the_closing_line_reads_as_the_contract_says() {
        let mut tally = Tally { passed: 2, failed: 0, skipped: 1 };
        tally.count(true);
        assert_eq!(tally.to_string(), "3 passed, 0 failed, 1 skipped");
        assert!(tally.holds());
    }
}
