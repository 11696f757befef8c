//! The description of the API is complete, and the committed copy is fresh.

use serde_json::Value;

const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");

fn described() -> Value {
    serde_json::to_value(web::openapi()).expect("json")
}

#[test]
fn every_operation_names_roles_that_exist() {
    let api = described();
    assert!(api["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
    for (path, item) in api["paths"].as_object().expect("paths") {
        assert!(path.starts_with("/api/v1/"), "{path}");
        for (method, operation) in item.as_object().expect("item") {
            let roles = operation["x-samkraft-access"].as_array().expect("roles");
            assert!(!roles.is_empty(), "{method} {path}");
            for role in roles {
                let role = role.as_str().expect("code");
                assert!(domain::access::Role::parse(role).is_ok(), "{method} {path}: {role}");
            }
            assert!(operation["summary"].is_string(), "{method} {path}: no summary");
        }
    }
}

#[test]
fn every_operation_tells_what_can_go_wrong_and_who_is_let_in() {
    let api = described();
    let problems = api["components"]["responses"].as_object().expect("responses");
    for (name, problem) in problems {
        assert!(problem["content"]["application/problem+json"].is_object(), "{name}");
    }
    for (path, item) in api["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("item") {
            let answers = operation["responses"].as_object().expect("responses");
            assert!(!answers.contains_key("default"), "{method} {path}");
            for (status, answer) in answers.iter().filter(|(status, _)| status.as_str() >= "4") {
                let of = format!("#/components/responses/Problem{status}");
                assert_eq!(answer["$ref"], of, "{method} {path}");
                assert!(problems.contains_key(&format!("Problem{status}")), "{status}");
            }
            let roles = operation["x-samkraft-access"].as_array().expect("roles");
            let needs_login = !roles.contains(&"public".into());
            assert_eq!(answers.contains_key("401"), needs_login, "{method} {path}");
            assert_eq!(operation["security"].is_array(), needs_login, "{method} {path}");
            let has_body = operation["requestBody"].is_object();
            for status in ["413", "415"] {
                assert_eq!(answers.contains_key(status), has_body, "{method} {path}");
            }
            assert!(answers.contains_key("503"), "{method} {path}");
        }
    }
}

#[test]
fn every_field_is_spelled_in_camel_case() {
    let api = described();
    for (name, schema) in api["components"]["schemas"].as_object().expect("schemas") {
        for field in schema["properties"].as_object().into_iter().flatten().map(|(key, _)| key) {
            assert!(!field.contains('_'), "{name}.{field}");
        }
    }
}

#[test]
fn the_committed_description_is_fresh() {
    let fresh = serde_json::to_string_pretty(&described()).expect("json") + "\n";
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(COMMITTED, &fresh).expect("written");
    }
    let committed = std::fs::read_to_string(COMMITTED).unwrap_or_default();
    assert!(committed == fresh, "run UPDATE_OPENAPI=1 cargo test -p web and look at the change");
}
