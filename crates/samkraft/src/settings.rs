//! Settings: environment `SAMKRAFT_…` over `samkraft.toml` over the defaults below.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, bail};
use domain::codes::CountyCode;
use domain::time::Timestamp;
use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};

use crate::protection;

/// Prefix of every setting in the environment.
const PREFIX: &str = "SAMKRAFT_";
/// The file beside which the program is started.
const FILE: &str = "samkraft.toml";
/// Longest time a server may say that it will stop before it does.
const DRAIN_SECONDS_MAX: u64 = 60;
/// Settings of the contract that later parts of the product read. They are known, so that one
/// environment file serves several versions, and the start says that they have no effect yet.
const OF_LATER_PARTS: &[&str] = &["ranking", "llm_url", "max_upload_mb"];

/// What is written in environment and file, as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Raw {
    bind: String,
    base_url: String,
    data_dir: String,
    database_url: String,
    county: String,
    demo_password: String,
    clock: String,
    retention_decision: String,
    log: String,
    metrics_bind: String,
    drain_seconds: String,
    secret_file: String,
    rate_limits: String,
    trusted_proxies: String,
    import_allowlist: String,
    second_factor_roles: String,
    oidc_issuer: String,
    oidc_client_id: String,
    oidc_client_secret_file: String,
    oidc_label: String,
    security_contact: String,
    smtp_url: String,
    mail_from: String,
}

impl Default for Raw {
    fn default() -> Self {
        Self {
            bind: "127.0.0.1:8080".to_owned(),
            base_url: String::new(),
            data_dir: "data".to_owned(),
            database_url: String::new(),
            county: "22".to_owned(),
            demo_password: String::new(),
            clock: String::new(),
            retention_decision: String::new(),
            log: "info,sqlx=warn".to_owned(),
            metrics_bind: String::new(),
            drain_seconds: "0".to_owned(),
            rate_limits: "on".to_owned(),
            secret_file: String::new(),
            trusted_proxies: String::new(),
            import_allowlist: String::new(),
            second_factor_roles: String::new(),
            oidc_issuer: String::new(),
            oidc_client_id: String::new(),
            oidc_client_secret_file: String::new(),
            oidc_label: String::new(),
            security_contact: String::new(),
            smtp_url: String::new(),
            mail_from: String::new(),
        }
    }
}

/// Settings, read and checked.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// Address to listen on; port 0 takes a free one.
    pub(crate) bind: SocketAddr,
    /// Where people reach the pages; empty is the address listened on.
    pub(crate) base_url: String,
    /// Folder of the embedded database.
    pub(crate) data_dir: PathBuf,
    /// Database; none is the embedded one in `data_dir`.
    database_url: Option<String>,
    /// County of the public pages.
    pub(crate) county: CountyCode,
    /// Password of the demo's logins; none is a random one.
    pub(crate) demo_password: Option<String>,
    /// Instant at which a demo's time starts.
    pub(crate) clock: Option<Timestamp>,
    /// Reference of the decision by which official documents may be purged.
    pub(crate) retention_decision: Option<String>,
    /// Log filter.
    pub(crate) log: String,
    /// Address of the figures for those who watch; none without it.
    pub(crate) metrics_bind: Option<SocketAddr>,
    /// How long a server that is asked to stop says so before it stops taking connections.
    pub(crate) drain: Duration,
    /// Limits, secret, provider of logins.
    pub(crate) protection: protection::Settings,
    /// Mail server and sender; none leaves mail in the outbox.
    pub(crate) mail: Option<MailServer>,
    origins: Vec<Origin>,
    later: Vec<String>,
}

/// Where mail is handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MailServer {
    /// Address of the mail server, with its login.
    pub(crate) url: String,
    /// Sender.
    pub(crate) from: String,
}

/// A setting, its value and where it came from.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Origin {
    /// Name in the environment.
    pub(crate) name: String,
    /// Value; secrets are not shown.
    pub(crate) value: String,
    /// `default`, `samkraft.toml` or `environment`.
    pub(crate) source: &'static str,
}

impl Settings {
    /// Reads the environment and the file.
    pub(crate) fn load() -> anyhow::Result<Self> {
        Self::from_figment(&figment())
    }

    fn from_figment(figment: &Figment) -> anyhow::Result<Self> {
        let given: BTreeMap<String, figment::value::Value> = figment.extract()?;
        let defaults = serde_json::to_value(Raw::default())?;
        let known = |name: &str| defaults.get(name).is_some();
        let later: Vec<String> = given
            .keys()
            .filter(|name| !known(name))
            .map(|name| {
                if is_later(name) {
                    Ok(environment_name(name))
                } else {
                    bail!(
                        "{} is not a setting; «samkraft config» lists them all",
                        environment_name(name)
                    )
                }
            })
            .collect::<anyhow::Result<_>>()?;
        let raw = Raw {
            bind: text(&given, "bind"),
            base_url: text(&given, "base_url"),
            data_dir: text(&given, "data_dir"),
            database_url: text(&given, "database_url"),
            county: text(&given, "county"),
            demo_password: text(&given, "demo_password"),
            clock: text(&given, "clock"),
            retention_decision: text(&given, "retention_decision"),
            log: text(&given, "log"),
            metrics_bind: text(&given, "metrics_bind"),
            drain_seconds: text(&given, "drain_seconds"),
            secret_file: text(&given, "secret_file"),
            rate_limits: text(&given, "rate_limits"),
            trusted_proxies: text(&given, "trusted_proxies"),
            import_allowlist: text(&given, "import_allowlist"),
            second_factor_roles: text(&given, "second_factor_roles"),
            oidc_issuer: text(&given, "oidc_issuer"),
            oidc_client_id: text(&given, "oidc_client_id"),
            oidc_client_secret_file: text(&given, "oidc_client_secret_file"),
            oidc_label: text(&given, "oidc_label"),
            security_contact: text(&given, "security_contact"),
            smtp_url: text(&given, "smtp_url"),
            mail_from: text(&given, "mail_from"),
        };
        let origins = given.keys().filter(|name| known(name)).map(|name| Origin {
            name: environment_name(name),
            value: shown(name, &text(&given, name)),
            source: source_of(figment, name),
        });
        Self::parse(&raw, origins.collect(), later)
    }

    fn parse(raw: &Raw, origins: Vec<Origin>, later: Vec<String>) -> anyhow::Result<Self> {
        let set = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let bind = raw.bind.parse().with_context(|| {
            format!("SAMKRAFT_BIND: «{}» is not an address such as 127.0.0.1:8080", raw.bind)
        })?;
        let county = CountyCode::parse(&raw.county).map_err(|_| {
            anyhow::anyhow!("SAMKRAFT_COUNTY: «{}» is not a county code such as 22", raw.county)
        })?;
        let clock = set(&raw.clock)
            .map(|text| {
                text.parse().with_context(|| {
                    format!("SAMKRAFT_CLOCK: «{text}» is not a time such as 2026-12-07T08:00:00Z")
                })
            })
            .transpose()?;
        let metrics_bind = set(&raw.metrics_bind)
            .map(|text| {
                text.parse().with_context(|| {
                    format!("SAMKRAFT_METRICS_BIND: «{text}» is no address such as 127.0.0.1:9108")
                })
            })
            .transpose()?;
        let drain = raw.drain_seconds.parse().ok().filter(|seconds| *seconds <= DRAIN_SECONDS_MAX);
        let drain = drain.with_context(|| {
            format!("SAMKRAFT_DRAIN_SECONDS: «{}» is not a number such as 5", raw.drain_seconds)
        })?;
        Ok(Self {
            bind,
            base_url: raw.base_url.trim_end_matches('/').to_owned(),
            data_dir: PathBuf::from(&raw.data_dir),
            database_url: set(&raw.database_url),
            county,
            demo_password: set(&raw.demo_password),
            clock,
            retention_decision: set(&raw.retention_decision),
            log: raw.log.clone(),
            metrics_bind,
            drain: Duration::from_secs(drain),
            protection: protection::Settings::parse(&raw.protection())?,
            mail: mail_server(&raw.smtp_url, &raw.mail_from)?,
            origins,
            later,
        })
    }

    /// Address of the database.
    pub(crate) fn database_url(&self) -> String {
        self.database_url
            .clone()
            .unwrap_or_else(|| format!("sqlite:{}", self.data_dir.join("samkraft.db").display()))
    }

    /// True when the database lies in `data_dir`, which then has to exist.
    pub(crate) fn is_embedded(&self) -> bool {
        self.database_url.is_none()
    }

    /// The defaults, over another folder.
    #[cfg(test)]
    pub(crate) fn of_folder(folder: &std::path::Path) -> Self {
        let raw = Raw { data_dir: folder.display().to_string(), ..Raw::default() };
        Self::parse(&raw, Vec::new(), Vec::new()).expect("the defaults are whole")
    }

    /// Every setting, its value and where it came from.
    pub(crate) fn origins(&self) -> &[Origin] {
        &self.origins
    }

    /// Names that are set but that this version does not use.
    pub(crate) fn without_effect(&self) -> &[String] {
        &self.later
    }
}

impl Raw {
    fn protection(&self) -> protection::Written {
        protection::Written {
            secret_file: self.secret_file.clone(),
            rate_limits: self.rate_limits.clone(),
            trusted_proxies: self.trusted_proxies.clone(),
            import_allowlist: self.import_allowlist.clone(),
            second_factor_roles: self.second_factor_roles.clone(),
            oidc_issuer: self.oidc_issuer.clone(),
            oidc_client_id: self.oidc_client_id.clone(),
            oidc_client_secret_file: self.oidc_client_secret_file.clone(),
            oidc_label: self.oidc_label.clone(),
            security_contact: self.security_contact.clone(),
        }
    }
}

fn mail_server(url: &str, from: &str) -> anyhow::Result<Option<MailServer>> {
    match (url.is_empty(), from.is_empty()) {
        (true, _) => Ok(None),
        (false, true) => {
            bail!(
                "SAMKRAFT_MAIL_FROM: a sender such as «Samkraft <svara-inte@region.se>» is needed"
            )
        }
        (false, false) => Ok(Some(MailServer { url: url.to_owned(), from: from.to_owned() })),
    }
}

fn figment() -> Figment {
    Figment::from(Serialized::defaults(Raw::default()))
        .merge(Toml::file(FILE))
        .merge(Env::prefixed(PREFIX))
}

fn is_later(name: &str) -> bool {
    OF_LATER_PARTS.contains(&name)
}

fn environment_name(name: &str) -> String {
    format!("{PREFIX}{}", name.to_uppercase())
}

/// A value as text, whatever type the file or the environment made of it.
fn text(given: &BTreeMap<String, figment::value::Value>, name: &str) -> String {
    use figment::value::Value;
    match given.get(name) {
        Some(Value::String(_, text)) => text.clone(),
        Some(Value::Num(_, number)) => number
            .to_i128()
            .map(|n| n.to_string())
            .or_else(|| number.to_u128().map(|n| n.to_string()))
            .or_else(|| number.to_f64().map(|n| n.to_string()))
            .unwrap_or_default(),
        Some(Value::Bool(_, flag)) => flag.to_string(),
        Some(Value::Char(_, character)) => character.to_string(),
        _ => String::new(),
    }
}

fn source_of(figment: &Figment, name: &str) -> &'static str {
    match figment.find_metadata(name).map(|metadata| metadata.name.as_ref()) {
        Some(name) if name.contains("TOML") => FILE,
        Some(name) if name.contains("environment") => "environment",
        _ => "default",
    }
}

fn shown(name: &str, value: &str) -> String {
    let is_secret = name.contains("password") || (name.ends_with("_url") && value.contains('@'));
    if is_secret && !value.is_empty() { "(set, not shown)".to_owned() } else { value.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(pairs: &[(&str, &str)]) -> anyhow::Result<Settings> {
        let given = Figment::from(Serialized::defaults(Raw::default()));
        let given = pairs
            .iter()
            .fold(given, |figment, (name, value)| figment.merge(Serialized::default(name, *value)));
        Settings::from_figment(&given)
    }

    #[test]
    fn the_defaults_are_a_complete_installation() {
        let settings = load(&[]).expect("defaults");
        assert_eq!(settings.database_url(), "sqlite:data/samkraft.db");
        assert!(settings.is_embedded() && settings.without_effect().is_empty());
    }

    #[test]
    fn an_unknown_name_stops_the_start() {
        let error = load(&[("bnid", "127.0.0.1:1")]).expect_err("typo").to_string();
        assert!(error.contains("SAMKRAFT_BNID"), "{error}");
    }

    #[test]
    fn a_setting_of_a_later_part_is_known_but_has_no_effect() {
        let settings = load(&[("llm_url", "http://localhost")]).expect("known");
        assert_eq!(settings.without_effect(), ["SAMKRAFT_LLM_URL"]);
    }

    #[test]
    fn a_wrong_value_says_what_a_right_one_looks_like() {
        for (name, value) in [
            ("bind", "nowhere"),
            ("county", "Norrland"),
            ("clock", "imorgon"),
            ("metrics_bind", "yes"),
            ("drain_seconds", "soon"),
        ] {
            let error = load(&[(name, value)]).expect_err(name).to_string();
            assert!(error.contains("such as"), "{error}");
        }
    }

    #[test]
    fn a_mail_server_needs_a_sender() {
        let url = ("smtp_url", "smtps://user:hemligt@mail.example");
        let error = load(&[url]).expect_err("no sender").to_string();
        assert!(error.contains("SAMKRAFT_MAIL_FROM") && error.contains("such as"), "{error}");
        let settings = load(&[url, ("mail_from", "svara-inte@region.example")]).expect("both");
        assert!(settings.mail.is_some());
        let origins = serde_json::to_string(settings.origins()).expect("json");
        assert!(!origins.contains("hemligt"));
        assert!(load(&[]).expect("defaults").mail.is_none());
    }

    #[test]
    fn secrets_are_not_shown() {
        let settings = load(&[("demo_password", "hemligt")]).expect("settings");
        let origins = serde_json::to_string(settings.origins()).expect("json");
        assert!(!origins.contains("hemligt"));
    }
}
