//! The map of OWASP ASVS: a row for every requirement of levels 1 and 2, every row whole, and every
//! test and place it names there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Sections of OWASP ASVS 5.0.0 with the level of each of their requirements in order: `1.3` with
/// `112…` is 1.3.1 and 1.3.2 of level 1, 1.3.3 of level 2, and so on.
const STANDARD: &str = "\
    1.1 22|1.2 1111122223|1.3 112222222223|1.4 222|1.5 123|\
    2.1 122|2.2 112|2.3 12223|2.4 23|\
    3.1 3|3.2 113|3.3 12223|3.4 11222233|3.5 11122333|3.6 3|3.7 22333|\
    4.1 12233|4.2 23333|4.3 22|4.4 1222|\
    5.1 2|5.2 112333|5.3 113|5.4 222|\
    6.1 122|6.2 111111112222|6.3 11223333|6.4 112233|6.5 22222333|6.6 2223|6.7 33|6.8 2222|\
    7.1 222|7.2 1111|7.3 22|7.4 11222|7.5 223|7.6 22|\
    8.1 1233|8.2 1123|8.3 133|8.4 23|\
    9.1 111|9.2 1222|\
    10.1 22|10.2 223|10.3 22223|10.4 1111122222233333|10.5 22222|10.6 22|10.7 222|\
    11.1 2233|11.2 22233|11.3 11233|11.4 1222|11.5 23|11.6 23|11.7 33|\
    12.1 12233|12.2 11|12.3 22223|\
    13.1 2333|13.2 222223|13.3 2233|13.4 1222233|\
    14.1 22|14.2 12223333|14.3 122|\
    15.1 12233|15.2 12233|15.3 1222222|15.4 3333|\
    16.1 2|16.2 22222|16.3 2222|16.4 222|16.5 2223|\
    17.1 23|17.2 22223333|17.3 22";

/// Every requirement of the standard with its level.
fn standard() -> BTreeMap<String, u8> {
    let mut levels = BTreeMap::new();
    for section in STANDARD.split('|') {
        let (section, of_section) = section.split_once(' ').expect("section");
        for (place, level) in of_section.bytes().enumerate() {
            levels.insert(format!("{section}.{}", place + 1), level - b'0');
        }
    }
    levels
}

/// Names of every test of the workspace: functions that are marked as one, or stand in a block that
/// makes one for each database.
fn tests(directory: &Path, names: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(directory).expect("directory").flatten() {
        let path = entry.path();
        if path.is_dir() {
            tests(&path, names);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let source = std::fs::read_to_string(&path).expect("source");
            let lists = source.split("on_both!(").skip(1).filter_map(|rest| rest.split(')').next());
            let listed = lists.flat_map(|list| list.split(',')).map(str::trim);
            names.extend(listed.filter(|name| !name.is_empty()).map(ToOwned::to_owned));
            let (mut is_marked, mut is_in_block) = (false, false);
            for line in source.lines() {
                let code = line.trim_start();
                is_marked |= code.starts_with("#[test]") || code.starts_with("#[tokio::test");
                is_in_block = (is_in_block || line.starts_with("on_both! {")) && line != "}";
                let after = code.strip_prefix("async fn ").or_else(|| code.strip_prefix("fn "));
                let Some(name) = after.and_then(|rest| rest.split('(').next()) else { continue };
                if is_marked || is_in_block {
                    names.insert(name.to_owned());
                }
                is_marked = false;
            }
        }
    }
}

/// A row of the map.
struct Row {
    number: String,
    level: u8,
    status: String,
}

/// The rows, each one whole by itself.
fn rows() -> Vec<Row> {
    let map = std::fs::read_to_string(root().join("docs/asvs.csv")).expect("docs/asvs.csv");
    let mut names = BTreeSet::new();
    tests(&root().join("crates"), &mut names);
    tests(&root().join("xtask"), &mut names);
    let mut lines = map.lines();
    assert_eq!(lines.next(), Some("requirement,level,what,status,test,note"));
    let mut rows = Vec::new();
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        let [number, level, what, status, test, note] = cells.as_slice() else {
            panic!("six cells, no comma in them: {line}")
        };
        assert!(what.len() > 10, "{line}");
        for name in test.split(' ').filter(|name| !name.is_empty()) {
            assert!(names.contains(name), "{number}: there is no test {name}");
        }
        let places = note.split([' ', ';', '(', ')']).map(|word| word.trim_end_matches([':', '.']));
        let is_place =
            |word: &&str| ["crates/", "docs/", "deploy/"].iter().any(|it| word.starts_with(it));
        for place in places.filter(is_place) {
            assert!(root().join(place).exists(), "{number}: there is no {place}");
        }
        match *status {
            "met" => {
                assert!(!test.is_empty() || !note.is_empty(), "{number}: neither test nor note");
            }
            "partly" | "not-met" | "not-applicable" => {
                assert!(!note.is_empty(), "{number}: {status}, and the note says nothing");
            }
            other => panic!("{number}: {other} is no status"),
        }
        let level = level.parse().expect("level");
        rows.push(Row { number: (*number).to_owned(), level, status: (*status).to_owned() });
    }
    rows
}

#[test]
fn every_requirement_of_levels_1_and_2_stands_once_in_its_order() {
    let standard = standard();
    let of_level = |level: u8| standard.values().filter(|one| **one == level).count();
    assert_eq!([1, 2, 3].map(of_level), [70, 183, 92], "as many as OWASP has published");
    let rows = rows();
    let mut seen = BTreeSet::new();
    for row in &rows {
        assert!(seen.insert(&row.number), "{} stands twice", row.number);
        assert_eq!(standard.get(&row.number), Some(&row.level), "{}", row.number);
    }
    let is_missing = |(number, level): &(&String, &u8)| **level < 3 && !seen.contains(number);
    let missing: Vec<_> = standard.iter().filter(is_missing).map(|(number, _)| number).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let places = rows.iter().map(|row| {
        let parts = row.number.split('.').map(|part| part.parse::<u8>().expect("number"));
        parts.collect::<Vec<_>>()
    });
    assert!(places.is_sorted(), "in the order of the standard");
}

#[test]
fn the_threat_model_tells_how_many_are_met() {
    let rows = rows();
    let count =
        |status: &str| rows.iter().filter(|row| row.level < 3 && row.status == status).count();
    let told = std::fs::read_to_string(root().join("docs/threat-model.md")).expect("model");
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    let expected = format!(
        "{} met, {} partly, {} not met, {} that do not apply",
        count("met"),
        count("partly"),
        count("not-met"),
        count("not-applicable"),
    );
    assert!(told.contains(&expected), "docs/threat-model.md should say: {expected}");
}
