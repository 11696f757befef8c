//! The map of OWASP ASVS: every row is whole, and every test it names is there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Names of every test function of the workspace.
fn tests(directory: &Path, names: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(directory).expect("directory").flatten() {
        let path = entry.path();
        if path.is_dir() {
            tests(&path, names);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let source = std::fs::read_to_string(&path).expect("source");
            let found = source.split("fn ").skip(1).filter_map(|rest| rest.split('(').next());
            names.extend(found.map(ToOwned::to_owned));
        }
    }
}

#[test]
fn every_requirement_names_a_test_that_is_there_or_says_why() {
    let map = std::fs::read_to_string(root().join("docs/asvs.csv")).expect("docs/asvs.csv");
    let mut names = BTreeSet::new();
    tests(&root().join("crates"), &mut names);
    tests(&root().join("xtask"), &mut names);
    let mut lines = map.lines();
    assert_eq!(lines.next(), Some("requirement,level,what,status,test,note"));
    let (mut seen, mut tested) = (BTreeSet::new(), 0);
    let mut of_level = [0; 3];
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        let [number, level, what, status, test, note] = cells.as_slice() else {
            panic!("six cells, no comma in them: {line}")
        };
        assert!(seen.insert(*number), "{number} stands twice");
        assert_eq!(
            number.split('.').filter(|part| part.parse::<u8>().is_ok()).count(),
            3,
            "{line}"
        );
        let place: usize = level.parse().expect("level");
        assert!((1..=3).contains(&place) && what.len() > 10, "{line}");
        of_level[place - 1] += 1;
        assert!(["met", "partly", "not-met", "not-applicable"].contains(status), "{line}");
        for name in test.split(' ').filter(|name| !name.is_empty()) {
            assert!(names.contains(name), "{number}: there is no test {name}");
            tested += 1;
        }
        assert!(!test.is_empty() || !note.is_empty(), "{number}: neither test nor note");
    }
    println!("{} requirements, {tested} tests named", seen.len());
    let told = std::fs::read_to_string(root().join("docs/threat-model.md")).expect("model");
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    let mapped = format!("maps {} of the 253 requirements", of_level[0] + of_level[1]);
    assert!(told.contains(&mapped), "docs/threat-model.md should say: {mapped}");
}
