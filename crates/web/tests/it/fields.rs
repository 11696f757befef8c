//! The table of fields: what every role reads in every answer of the API, about what is one's own
//! and what is another organisation's. A field that is added shows as a change of the snapshot, to
//! be held against who may see what.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use axum::http::StatusCode;
use serde_json::Value;
use web::guarded::Access;
use web::rooms;

use crate::callers::callers;
use crate::house::House;
use crate::things::{LINK, Things, Whose};

/// Lists that are asked for one thing: the path, the field of the query, the thing's own path.
const QUERIES: &[(&str, &str, &str)] = &[
    ("/api/v1/contacts", "organisation", "/api/v1/organisations/{id}"),
    ("/api/v1/follow-ups", "case", "/api/v1/cases/{id}"),
];

/// Where the fields of an answer are, `items[].name`: true for those that hold something in it.
fn paths(value: &Value, at: &str, found: &mut BTreeMap<String, bool>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let at = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
                paths(value, &at, found);
            }
        }
        Value::Array(items) => {
            found.entry(format!("{at}[]")).or_default();
            for item in items {
                *found.entry(format!("{at}[]")).or_default() = true;
                paths(item, &format!("{at}[]"), found);
            }
        }
        value => *found.entry(at.to_owned()).or_default() |= !value.is_null(),
    }
}

/// The fields as a line: one that holds nothing anywhere in the answer has a question mark.
fn line(answer: &Value) -> String {
    let mut found = BTreeMap::new();
    paths(answer, "", &mut found);
    let names: BTreeSet<String> = found
        .into_iter()
        // A list of things is told by the fields of its things.
        .map(|(at, holds)| if holds { at } else { format!("{at}?") })
        .collect();
    names.into_iter().collect::<Vec<_>>().join(" ")
}

/// The addresses that an operation is asked at, by whose thing they name.
fn addresses(things: &Things, access: &Access) -> Vec<(&'static str, String)> {
    let path = access.path.as_str();
    let (pattern, address) = match QUERIES.iter().find(|(list, ..)| *list == path) {
        Some((_, field, pattern)) => (*pattern, format!("{path}?{field}={{id}}")),
        None => (path, path.to_owned()),
    };
    if path.contains("{token}") {
        return vec![("own", path.replace("{token}", LINK))];
    }
    let Some(ids) = things.of_path(pattern) else { return vec![("all", address)] };
    let asked = ids.iter().filter(|(whose, _)| matches!(whose, Whose::Own | Whose::Other));
    asked.map(|(whose, id)| (whose.word(), address.replace("{id}", &id.to_string()))).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_role_reads_the_fields_that_are_for_it() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let things = Things::of(&house).await;
    let callers = callers(&house).await;
    let (mut table, mut asked) = (String::new(), 0);
    let routes = rooms::routes();
    let is_asked = |access: &&Access| access.method == "GET" && access.path.starts_with("/api/v1/");
    let reads = routes.access().iter().filter(is_asked);
    for access in reads {
        let _ = writeln!(table, "GET {}", access.path);
        for (whose, address) in addresses(&things, access) {
            let mut said: BTreeMap<String, Vec<&str>> = BTreeMap::new();
            for caller in callers.iter().filter(|caller| !caller.is_of_other_county) {
                let answer = house.get(&address, &caller.cookie).await;
                asked += 1;
                let is_json = answer.header("content-type").starts_with("application/json");
                if answer.status == StatusCode::OK && is_json {
                    said.entry(line(&answer.json())).or_default().push(&caller.name);
                }
            }
            for (fields, names) in said {
                let _ = writeln!(table, "  {whose}: {}\n    {fields}", names.join(" "));
            }
        }
    }
    assert!(asked > 500, "{asked}");
    insta::assert_snapshot!(table);
}

#[test]
fn a_field_that_holds_nothing_is_told_from_one_that_does() {
    let answer = serde_json::json!({
        "items": [{ "name": "x", "note": null }, { "name": "y", "note": "z" }],
        "none": [],
        "gone": null,
    });
    assert_eq!(line(&answer), "gone? items[] items[].name items[].note none[]?");
}
