//! Settings of protection, read and checked, and the installation's own secret.

use std::collections::BTreeSet;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use app::protection::{Limits, Protection, Provider};
use domain::access::Role;

/// What is written about protection in environment and file, as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) secret_file: String,
    pub(crate) rate_limits: String,
    pub(crate) trusted_proxies: String,
    pub(crate) import_allowlist: String,
    pub(crate) second_factor_roles: String,
    pub(crate) oidc_issuer: String,
    pub(crate) oidc_client_id: String,
    pub(crate) oidc_client_secret_file: String,
    pub(crate) oidc_label: String,
    pub(crate) security_contact: String,
}

/// Settings of protection, checked.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// File of the installation's secret; none is a file of its own in the data folder.
    secret_file: Option<PathBuf>,
    limits: Limits,
    client_secret_file: Option<PathBuf>,
    /// Hosts that imports may be fetched from.
    pub(crate) import_allowlist: Vec<String>,
}

fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ' ']).map(str::trim).filter(|one| !one.is_empty())
}

fn set(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

impl Settings {
    /// Reads what is written.
    pub(crate) fn parse(written: &Written) -> anyhow::Result<Self> {
        let are_on = match written.rate_limits.as_str() {
            "" | "on" | "true" | "1" => true,
            "off" | "false" | "0" => false,
            other => bail!("SAMKRAFT_RATE_LIMITS: «{other}» is not a choice such as on or off"),
        };
        let trusted_proxies = list(&written.trusted_proxies).map(|one| {
            let wrong = || {
                anyhow::anyhow!(
                    "SAMKRAFT_TRUSTED_PROXIES: «{one}» is not an address or a block such as \
                     10.0.0.0/8"
                )
            };
            one.parse().map_err(|()| wrong())
        });
        let roles = list(&written.second_factor_roles).map(|one| {
            Role::parse(one).map_err(|_| {
                anyhow::anyhow!(
                    "SAMKRAFT_SECOND_FACTOR_ROLES: «{one}» is not a role code such as broker"
                )
            })
        });
        let limits = Limits {
            are_on,
            second_factor_roles: roles.collect::<anyhow::Result<BTreeSet<_>>>()?,
            provider: provider(written)?,
            trusted_proxies: trusted_proxies.collect::<anyhow::Result<_>>()?,
            security_contact: contact(&written.security_contact)?,
        };
        Ok(Self {
            secret_file: set(&written.secret_file).map(PathBuf::from),
            limits,
            client_secret_file: set(&written.oidc_client_secret_file).map(PathBuf::from),
            import_allowlist: list(&written.import_allowlist).map(str::to_lowercase).collect(),
        })
    }

    /// The protection of an installation whose data lie in this folder.
    pub(crate) fn open(&self, data_dir: &Path) -> anyhow::Result<Protection> {
        let secret = match &self.secret_file {
            Some(file) => std::fs::read(file).with_context(|| {
                format!("SAMKRAFT_SECRET_FILE: {} cannot be read", file.display())
            })?,
            None => own_secret(&data_dir.join("secret"))?,
        };
        let secret = secret.trim_ascii();
        if secret.len() < Protection::SECRET_MIN {
            bail!(
                "the secret has {} bytes and needs {}: make one with «openssl rand -hex 32»",
                secret.len(),
                Protection::SECRET_MIN
            );
        }
        let mut limits = self.limits.clone();
        if let (Some(provider), Some(file)) = (&mut limits.provider, &self.client_secret_file) {
            let read = std::fs::read_to_string(file).with_context(|| {
                format!("SAMKRAFT_OIDC_CLIENT_SECRET_FILE: {} cannot be read", file.display())
            })?;
            provider.client_secret = Some(read.trim().to_owned());
        }
        Ok(Protection::new(secret, limits))
    }
}

fn contact(written: &str) -> anyhow::Result<Option<String>> {
    let Some(contact) = set(written) else { return Ok(None) };
    let is_address = contact.starts_with("mailto:") || contact.starts_with("https://");
    if !is_address || contact.chars().any(|c| c.is_whitespace() || c.is_control()) {
        bail!("SAMKRAFT_SECURITY_CONTACT: «{contact}» is not an address such as mailto:it@x.se");
    }
    Ok(Some(contact.to_owned()))
}

fn provider(written: &Written) -> anyhow::Result<Option<Provider>> {
    let Some(issuer) = set(&written.oidc_issuer) else { return Ok(None) };
    let Some(client_id) = set(&written.oidc_client_id) else {
        bail!("SAMKRAFT_OIDC_CLIENT_ID is missing: what the provider calls this installation")
    };
    let is_here = ["http://127.0.0.1", "http://localhost", "http://[::1]"]
        .iter()
        .any(|here| issuer.starts_with(here));
    if !issuer.starts_with("https://") && !is_here {
        bail!("SAMKRAFT_OIDC_ISSUER: «{issuer}» is not an address such as https://id.example.org");
    }
    Ok(Some(Provider {
        issuer: issuer.to_owned(),
        client_id: client_id.to_owned(),
        client_secret: None,
        label: set(&written.oidc_label).unwrap_or("OpenID Connect").to_owned(),
    }))
}

/// The secret in the data folder, made at the first start and readable by its owner alone.
fn own_secret(file: &Path) -> anyhow::Result<Vec<u8>> {
    match std::fs::read(file) {
        Ok(secret) if !secret.is_empty() => return Ok(secret),
        Ok(_) => bail!("{} is empty: remove it, or restore it", file.display()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => {
            return Err(error).with_context(|| format!("{} cannot be read", file.display()));
        }
    }
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    }
    let secret = app::secrets::token()?;
    // Written beside and renamed, so that a start killed midway leaves no half secret.
    let beside = file.with_extension(format!("new-{}", std::process::id()));
    let written = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&beside)
        .and_then(|mut open| open.write_all(secret.as_bytes()).and_then(|()| open.sync_all()))
        .and_then(|()| std::fs::hard_link(&beside, file));
    let _ = std::fs::remove_file(&beside);
    match written {
        Ok(()) => Ok(secret.into_bytes()),
        // Another process was first: its secret is the one.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))
        }
        Err(error) => Err(error).with_context(|| format!("{} cannot be written", file.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_written_is_protected() {
        let settings = Settings::parse(&Written::default()).expect("defaults");
        assert!(settings.limits.are_on && settings.limits.provider.is_none());
        assert!(settings.import_allowlist.is_empty());
    }

    #[test]
    fn a_wrong_value_says_what_a_right_one_looks_like() {
        type Set = fn(&mut Written);
        let wrong: &[Set] = &[
            |written| written.rate_limits = "maybe".into(),
            |written| written.trusted_proxies = "10.0.0.0/99".into(),
            |written| written.second_factor_roles = "boss".into(),
            |written| {
                written.oidc_issuer = "http://id.example.org".into();
                written.oidc_client_id = "samkraft".into();
            },
        ];
        for change in wrong {
            let mut written = Written::default();
            change(&mut written);
            let error = Settings::parse(&written).expect_err("wrong").to_string();
            assert!(error.contains("such as"), "{error}");
        }
    }

    #[test]
    fn the_own_secret_is_made_once_and_is_private() {
        use std::os::unix::fs::PermissionsExt;
        let folder = std::env::temp_dir().join(format!("samkraft-secret-{}", std::process::id()));
        let file = folder.join("secret");
        let first = own_secret(&file).expect("made");
        assert_eq!(own_secret(&file).expect("read"), first);
        let mode = std::fs::metadata(&file).expect("file").permissions().mode();
        assert_eq!(mode & 0o077, 0);
        std::fs::write(&file, "").expect("emptied");
        assert!(own_secret(&file).is_err(), "an empty secret is no secret");
        let _ = std::fs::remove_dir_all(&folder);
    }
}
