//! Crates are floors: each may use only those below it, and some libraries belong to one floor.

use super::Fault;
use crate::workspace::{Metadata, Package};

/// From the ground up. A new crate gets its place here.
const FLOORS: &[&str] = &[
    "domain",
    "vocabulary",
    "matching",
    "themes",
    "forecast",
    "sheet",
    "exchange",
    "store",
    "app",
    "demo",
    "web",
    "samkraft",
    "laboratory",
];

/// Stands beside the house: nobody uses it, it uses nobody.
const OUTSIDE: &str = "xtask";

/// Crates of values in, values out.
pub(super) const PURE: &[&str] = &["domain", "vocabulary", "matching", "themes", "forecast"];

/// Libraries that do input or output: not for pure crates.
const NOT_PURE: &[&str] =
    &["tokio", "sqlx", "axum", "reqwest", "getrandom", "rand", "tracing-subscriber"];

/// Libraries that only these crates may use directly.
const KEPT: &[(&str, &[&str])] = &[
    ("sqlx", &["store"]),
    ("axum", &["web", "samkraft"]),
    ("askama", &["web"]),
    ("tower-http", &["web"]),
    ("fluent-templates", &["web"]),
    ("figment", &["samkraft"]),
];

pub(super) fn check(metadata: &Metadata) -> Vec<Fault> {
    let own: Vec<&Package> = metadata.own().collect();
    let names: Vec<&str> = own.iter().map(|package| package.name.as_str()).collect();
    own.iter().flat_map(|package| check_package(package, &names)).collect()
}

fn floor(name: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| *floor == name)
}

fn check_package(package: &Package, own: &[&str]) -> Vec<Fault> {
    let name = package.name.as_str();
    let file = format!("crates/{name}/Cargo.toml");
    let mut faults = Vec::new();
    if name != OUTSIDE && floor(name).is_none() {
        faults.push(Fault::new(&file, 0, "this crate has no place in FLOORS in xtask/src/tidy"));
        return faults;
    }
    for dependency in &package.dependencies {
        let used = dependency.name.as_str();
        if own.contains(&used) && used != name && floor(used) >= floor(name) {
            faults.push(Fault::new(
                &file,
                0,
                format!("{name} may not use {used}, which is above it"),
            ));
        }
        if dependency.kind.as_deref() == Some("dev") {
            continue;
        }
        if PURE.contains(&name) && NOT_PURE.contains(&used) {
            faults.push(Fault::new(&file, 0, format!("{name} is pure, so it may not use {used}")));
        }
        if let Some((_, owners)) = KEPT.iter().find(|(kept, _)| *kept == used)
            && !owners.contains(&name)
        {
            let owners = owners.join(" and ");
            faults.push(Fault::new(&file, 0, format!("{used} belongs to {owners}, not to {name}")));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Dependency;

    fn package(name: &str, uses: &[(&str, Option<&str>)]) -> Package {
        let dependencies = uses
            .iter()
            .map(|(name, kind)| Dependency { name: (*name).into(), kind: kind.map(String::from) })
            .collect();
        Package {
            id: name.into(),
            name: name.into(),
            version: "0.1.0".into(),
            license: None,
            source: None,
            dependencies,
        }
    }

    fn messages(name: &str, uses: &[(&str, Option<&str>)]) -> Vec<String> {
        let own = ["domain", "store", "app", "web", "xtask", "new"];
        let faults = check_package(&package(name, uses), &own);
        faults.into_iter().map(|fault| fault.message).collect()
    }

    #[test]
    fn only_floors_below_may_be_used() {
        assert!(messages("app", &[("store", None), ("domain", None), ("serde", None)]).is_empty());
        assert_eq!(
            messages("store", &[("app", None)]),
            ["store may not use app, which is above it"]
        );
        assert_eq!(messages("store", &[("web", Some("dev"))]).len(), 1);
        assert_eq!(messages("xtask", &[("domain", None)]).len(), 1);
        assert_eq!(messages("new", &[]).len(), 1);
    }

    #[test]
    fn libraries_keep_to_their_floor() {
        assert!(messages("store", &[("sqlx", None)]).is_empty());
        assert_eq!(messages("app", &[("sqlx", None)]), ["sqlx belongs to store, not to app"]);
        assert_eq!(
            messages("domain", &[("tokio", None)]),
            ["domain is pure, so it may not use tokio"]
        );
        assert!(messages("domain", &[("tokio", Some("dev"))]).is_empty());
    }
}
