//! Which fields the API gives whom: every answer of every role, as the names of its fields.
//!
//! The names are kept in a snapshot beside the table of rights, so that a field that begins to show
//! to somebody is read in review.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use axum::http::StatusCode;
use serde_json::Value;
use web::rooms;

use crate::house::House;
use crate::matrix::{addresses, ask, callers};
use crate::things::{Things, Whose};

/// Names of fields as paths; the items of a list are one.
fn paths(value: &Value, at: &str, all: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let path = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
                paths(value, &path, all);
                all.insert(path);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| paths(item, &format!("{at}[]"), all)),
        _ => {}
    }
}

fn joined<'a>(names: impl Iterator<Item = &'a String>) -> String {
    names.map(String::as_str).collect::<Vec<_>>().join(" ")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_api_gives_each_role_the_fields_that_are_written_down() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let things = Things::of(&house).await;
    let callers = callers(&house).await;
    let (mut table, mut answers) = (String::new(), 0);
    let routes = rooms::routes();
    let is_asked = |path: &str| path.starts_with("/api/v1/");
    for access in routes.access().iter().filter(|it| it.method == "GET" && is_asked(&it.path)) {
        let addresses = addresses(&things, access);
        let address = addresses.get(&Whose::Own).or_else(|| addresses.get(&Whose::Nobody));
        let Some(address) = address else { continue };
        let mut given: BTreeMap<BTreeSet<String>, Vec<&str>> = BTreeMap::new();
        for caller in &callers {
            let answer = ask(&house, caller, access, address).await;
            let is_json = answer.header("content-type").starts_with("application/");
            if answer.status != StatusCode::OK || !is_json {
                continue;
            }
            answers += 1;
            let mut fields = BTreeSet::new();
            paths(&answer.json(), "", &mut fields);
            for secret in ["password", "hash", "secret"] {
                let found = fields.iter().find(|field| field.to_lowercase().contains(secret));
                assert_eq!(found, None, "{} as {}", access.path, caller.name);
            }
            given.entry(fields).or_default().push(&caller.name);
        }
        let mut sets = given.keys().cloned();
        let Some(first) = sets.next() else { continue };
        let common = sets.fold(first, |common, other| &common & &other);
        let _ = writeln!(table, "{}\n  everyone who may: {}", access.path, joined(common.iter()));
        for (fields, names) in &given {
            let more = joined(fields.difference(&common));
            if !more.is_empty() {
                let _ = writeln!(table, "  {}: {more}", names.join(" "));
            }
        }
    }
    assert!(answers > 200, "{answers}");
    insta::assert_snapshot!(table);
}
