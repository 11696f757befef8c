//! `xtask deps`: licences, sources and forbidden packages, by the rules in `deny.toml`.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::workspace::{self, Metadata, Package};

#[derive(Deserialize)]
struct Rules {
    licenses: Licences,
    bans: Bans,
}

#[derive(Deserialize)]
struct Licences {
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Ban>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    #[serde(default)]
    deny_multiple_versions: bool,
    #[serde(default)]
    reason: String,
}

/// Prints every fault; true when there is none.
pub(crate) fn run() -> Result<bool> {
    let text = std::fs::read_to_string(workspace::root().join("deny.toml"))?;
    let rules: Rules = basic_toml::from_str(&text).context("deny.toml")?;
    let metadata = Metadata::read()?;
    let faults = faults(&rules, &metadata.packages);
    for fault in &faults {
        println!("{fault}");
    }
    println!("deps: {} packages, {} faults", metadata.packages.len(), faults.len());
    Ok(faults.is_empty())
}

fn faults(rules: &Rules, packages: &[Package]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for package in packages {
        let Package { name, version, .. } = package;
        versions.entry(name).or_default().push(version);
        let licence = package.license.as_deref().unwrap_or_default();
        if !is_allowed(licence, &rules.licenses.allow) {
            let shown = if licence.is_empty() { "no licence" } else { licence };
            faults.push(format!("{name} {version}: {shown} is not allowed in deny.toml"));
        }
        let is_foreign = |source: &str| !source.starts_with("registry+");
        if let Some(source) = package.source.as_deref().filter(|source| is_foreign(source)) {
            faults.push(format!("{name} {version}: comes from {source}, not from the registry"));
        }
    }
    for ban in &rules.bans.deny {
        let found = versions.get(ban.name.as_str()).map_or(&[][..], Vec::as_slice);
        if ban.deny_multiple_versions {
            if found.len() > 1 {
                faults.push(format!("{}: several versions, {}", ban.name, found.join(" and ")));
            }
        } else if !found.is_empty() {
            faults.push(format!("{} {}: {}", ban.name, found.join(" and "), ban.reason));
        }
    }
    faults
}

/// Whether an SPDX expression can be met with allowed licences alone.
fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    // Cargo's older way of writing "or".
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Expression { words: &words, allowed };
    let holds = reader.any();
    holds && reader.words.is_empty()
}

struct Expression<'a> {
    words: &'a [&'a str],
    allowed: &'a [String],
}

impl Expression<'_> {
    fn any(&mut self) -> bool {
        let mut holds = self.all();
        while self.takes("OR") {
            holds |= self.all();
        }
        holds
    }

    fn all(&mut self) -> bool {
        let mut holds = self.one();
        while self.takes("AND") {
            holds &= self.one();
        }
        holds
    }

    fn one(&mut self) -> bool {
        if self.takes("(") {
            let holds = self.any();
            return self.takes(")") && holds;
        }
        let Some((name, rest)) = self.words.split_first() else { return false };
        self.words = rest;
        let mut licence = (*name).to_owned();
        if self.takes("WITH")
            && let Some((exception, rest)) = self.words.split_first()
        {
            self.words = rest;
            licence = format!("{licence} WITH {exception}");
        }
        self.allowed.contains(&licence)
    }

    fn takes(&mut self, word: &str) -> bool {
        match self.words.split_first() {
            Some((first, rest)) if *first == word => {
                self.words = rest;
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, version: &str, licence: &str, source: &str) -> Package {
        Package {
            id: format!("{name}@{version}"),
            name: name.into(),
            version: version.into(),
            license: Some(licence.into()),
            source: Some(source.into()),
            dependencies: Vec::new(),
        }
    }

    #[test]
    fn expressions_are_read_by_their_rules() {
        let allowed = ["MIT", "Apache-2.0 WITH LLVM-exception", "ISC"].map(String::from);
        assert!(is_allowed("MIT", &allowed));
        assert!(is_allowed("MIT OR GPL-3.0", &allowed));
        assert!(is_allowed("GPL-3.0/MIT", &allowed));
        assert!(is_allowed("(GPL-3.0 OR ISC) AND MIT", &allowed));
        assert!(is_allowed("Apache-2.0 WITH LLVM-exception OR GPL-3.0", &allowed));
        assert!(!is_allowed("Apache-2.0", &allowed));
        assert!(!is_allowed("MIT AND GPL-3.0", &allowed));
        assert!(!is_allowed("(MIT", &allowed));
        assert!(!is_allowed("", &allowed));
    }

    #[test]
    fn each_rule_finds_its_fault() {
        let rules: Rules = basic_toml::from_str(
            "[licenses]\nallow = ['MIT']\n[bans]\ndeny = [\n\
             { crate = 'bad', reason = 'it is bad' },\n\
             { crate = 'one', deny-multiple-versions = true },\n]",
        )
        .unwrap();
        let registry = "registry+https://example.org";
        let found = faults(
            &rules,
            &[
                package("bad", "1.0.0", "MIT", registry),
                package("one", "1.0.0", "MIT", registry),
                package("one", "2.0.0", "MIT", registry),
                package("copyleft", "1.0.0", "GPL-3.0", registry),
                package("fork", "1.0.0", "MIT", "git+https://example.org"),
            ],
        );
        assert_eq!(
            found,
            [
                "copyleft 1.0.0: GPL-3.0 is not allowed in deny.toml",
                "fork 1.0.0: comes from git+https://example.org, not from the registry",
                "bad 1.0.0: it is bad",
                "one: several versions, 1.0.0 and 2.0.0",
            ]
        );
    }
}
