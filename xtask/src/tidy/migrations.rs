//! Both databases get the same migrations, numbered without holes.

use super::{Fault, File};

const FOLDER: &str = "crates/store/migrations/";

pub(super) fn check(files: &[File]) -> Vec<Fault> {
    let (sqlite, postgres) = (names(files, "sqlite"), names(files, "postgres"));
    let mut faults = missing(&sqlite, &postgres, "postgres");
    faults.extend(missing(&postgres, &sqlite, "sqlite"));
    for (index, name) in sqlite.iter().enumerate() {
        let number = format!("{:04}_", index + 1);
        if !name.starts_with(&number) {
            let path = format!("{FOLDER}sqlite/{name}");
            faults.push(Fault::new(&path, 0, format!("its name should begin with {number}")));
        }
    }
    faults
}

fn names<'a>(files: &'a [File], database: &str) -> Vec<&'a str> {
    let folder = format!("{FOLDER}{database}/");
    let mut names: Vec<&str> = files
        .iter()
        .filter(|file| file.has_extension("sql"))
        .filter_map(|file| file.path.strip_prefix(&folder))
        .collect();
    names.sort_unstable();
    names
}

fn missing(have: &[&str], need: &[&str], database: &str) -> Vec<Fault> {
    have.iter()
        .filter(|name| !need.contains(name))
        .map(|name| {
            let path = format!("{FOLDER}{database}/{name}");
            Fault::new(&path, 0, "missing: every migration is a pair, one file per database")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::file;

    fn faults(paths: &[&str]) -> Vec<String> {
        let files: Vec<File> =
            paths.iter().map(|path| file(&format!("{FOLDER}{path}"), "")).collect();
        check(&files).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn migrations_come_in_pairs() {
        assert!(faults(&["sqlite/0001_a.sql", "postgres/0001_a.sql"]).is_empty());
        let found = faults(&["sqlite/0001_a.sql", "postgres/0001_b.sql"]);
        assert_eq!(found.len(), 2);
        assert!(found[0].contains("postgres/0001_a.sql: missing"));
    }

    #[test]
    fn numbers_have_no_holes() {
        let found = faults(&[
            "sqlite/0001_a.sql",
            "sqlite/0003_b.sql",
            "postgres/0001_a.sql",
            "postgres/0003_b.sql",
        ]);
        assert_eq!(found.len(), 1);
        assert!(found[0].ends_with("its name should begin with 0002_"));
    }
}
