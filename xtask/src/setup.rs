//! What the tests need from the system, and getting it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::process;
use crate::workspace;

/// Something the tests cannot run without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// A browser for the journeys.
    Chromium,
    /// Some font for the browser to draw with.
    Fonts,
    /// The server's own programs, `initdb` and `postgres`.
    PostgreSql,
    /// The runtime of the journeys.
    Node,
    /// Watches and spoils calls to the system.
    Strace,
    /// Another clock for one program.
    Faketime,
    /// In front of several servers.
    Haproxy,
}

impl Need {
    /// Its name in Debian's package list.
    fn package(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Fonts => "fonts-dejavu-core",
            Self::PostgreSql => "postgresql",
            Self::Node => "nodejs npm",
            Self::Strace => "strace",
            Self::Faketime => "libfaketime",
            Self::Haproxy => "haproxy",
        }
    }

    fn is_met(self) -> bool {
        match self {
            Self::Chromium => chromium().is_some(),
            Self::Fonts => Path::new("/usr/share/fonts/truetype").is_dir(),
            Self::PostgreSql => postgres_programs().is_some(),
            Self::Node => process::which("node").is_some() && process::which("npm").is_some(),
            Self::Strace => process::which("strace").is_some(),
            Self::Faketime => faketime().is_some(),
            Self::Haproxy => haproxy().is_some(),
        }
    }
}

/// Sees to it that all of this is on the machine. As root it installs what is missing; as anyone
/// else it names the packages and fails, so that no test is left out in silence.
pub(crate) fn ensure(needs: &[Need]) -> Result<()> {
    let missing = packages(needs, Need::is_met);
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    if !is_root()? {
        bail!("the tests need what is not installed: run `sudo apt-get install {list}` first");
    }
    if process::which("apt-get").is_none() {
        bail!("the tests need what is not installed, and there is no apt-get: install {list}");
    }
    println!("installing {list}");
    apt(&["update"])?;
    let mut install = vec!["install", "--yes", "--no-install-recommends"];
    install.extend(missing);
    apt(&install)?;
    let left = packages(needs, Need::is_met);
    if !left.is_empty() {
        bail!("apt-get installed {list}, but {} is still not found", left.join(" "));
    }
    Ok(())
}

fn packages(needs: &[Need], is_met: impl Fn(Need) -> bool) -> Vec<&'static str> {
    let unmet = needs.iter().copied().filter(|need| !is_met(*need));
    unmet.flat_map(|need| need.package().split(' ')).collect()
}

fn apt(arguments: &[&str]) -> Result<()> {
    process::run(
        Command::new("apt-get")
            .arg("--quiet=2")
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .stdin(Stdio::null())
            .stdout(Stdio::null()),
    )
}

/// True when we run as root.
pub(crate) fn is_root() -> Result<bool> {
    Ok(process::read(Command::new("id").arg("-u"))?.trim() == "0")
}

/// The browser: `CHROMIUM` names one, else the system's.
pub(crate) fn chromium() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        return Some(PathBuf::from(named));
    }
    ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| process::which(name))
}

/// The library that gives one program another clock.
pub(crate) fn faketime() -> Option<PathBuf> {
    let folders = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib"];
    let files = folders.map(|folder| Path::new(folder).join("faketime/libfaketimeMT.so.1"));
    files.into_iter().find(|file| file.is_file())
}

/// Debian keeps it where only root's path leads.
pub(crate) fn haproxy() -> Option<PathBuf> {
    let usual = PathBuf::from("/usr/sbin/haproxy");
    process::which("haproxy").or_else(|| usual.is_file().then_some(usual))
}

/// The directory with `initdb` and `postgres`: Debian keeps one per major version, newest wins.
pub(crate) fn postgres_programs() -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    versions.sort();
    let newest = versions.pop().map(|(_, programs)| programs);
    let elsewhere = process::which("postgres").and_then(|file| Some(file.parent()?.to_path_buf()));
    newest
        .or(elsewhere)
        .filter(|dir| dir.join("initdb").is_file() && dir.join("postgres").is_file())
}

/// Installs the packages of a folder, such as `e2e`, when its lock file is newer than they are.
pub(crate) fn node_modules(name: &str) -> Result<()> {
    let folder = workspace::root().join(name);
    let changed = |name: &str| std::fs::metadata(folder.join(name))?.modified();
    let is_fresh = match (changed("node_modules/.package-lock.json"), changed("package-lock.json"))
    {
        (Ok(installed), Ok(locked)) => installed >= locked,
        _ => false,
    };
    if is_fresh {
        return Ok(());
    }
    println!("installing the packages of {name}");
    process::run(Command::new("npm").args(["ci", "--ignore-scripts"]).current_dir(&folder))
        .with_context(|| format!("install the packages of {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_missing_is_asked_for() {
        let needs = [Need::Chromium, Need::PostgreSql, Need::Node];
        assert_eq!(packages(&needs, |need| need != Need::Node), ["nodejs", "npm"]);
        assert!(packages(&needs, |_| true).is_empty());
    }
}
