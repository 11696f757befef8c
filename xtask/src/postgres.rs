//! A PostgreSQL cluster that lives in a scratch directory and goes with it.

use std::io::Read;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::process::{self, Scratch};
use crate::setup;

const START_LIMIT: Duration = Duration::from_mins(1);
const STOP_LIMIT: Duration = Duration::from_secs(20);

/// Whether a commit waits for the disk.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Durability {
    /// It does not: for tests, whose data nobody misses.
    Off,
    /// It does, as in a real installation: for measuring.
    On,
}

/// A running cluster of our own; dropping it stops the server and removes every file.
pub(crate) struct Cluster {
    scratch: Scratch,
    server: Child,
    port: u16,
    password: String,
    programs: PathBuf,
    account: Option<Account>,
    durability: Durability,
}

/// The account a server runs under when we are root, for which PostgreSQL refuses to start.
#[derive(Clone, Copy)]
struct Account {
    user: u32,
    group: u32,
}

impl Account {
    fn needed() -> Result<Option<Self>> {
        if !setup::is_root()? {
            return Ok(None);
        }
        let id = |flag: &str| -> Result<u32> {
            let text = process::read(Command::new("id").args([flag, "postgres"]))?;
            text.trim().parse().context("id printed no number")
        };
        Ok(Some(Self { user: id("-u")?, group: id("-g")? }))
    }

    fn apply(account: Option<&Self>, command: &mut Command) {
        if let Some(account) = account {
            command.uid(account.user).gid(account.group);
        }
    }
}

impl Cluster {
    /// Makes and starts one on a free port of the loopback address.
    pub(crate) fn start(durability: Durability) -> Result<Self> {
        let programs = setup::postgres_programs().context("PostgreSQL's programs are missing")?;
        let account = Account::needed()?;
        let scratch = Scratch::new("postgres")?;
        if let Some(account) = &account {
            std::os::unix::fs::chown(scratch.path(), Some(account.user), Some(account.group))?;
        }
        let password = make(&programs, scratch.path(), account.as_ref())?;
        Self::run(scratch, (programs, account), password, durability)
    }

    /// A standby of this server, caught up and streaming.
    pub(crate) fn standby(&self) -> Result<Self> {
        let scratch = Scratch::new("standby")?;
        if let Some(account) = &self.account {
            std::os::unix::fs::chown(scratch.path(), Some(account.user), Some(account.group))?;
        }
        let mut command = Command::new(self.programs.join("pg_basebackup"));
        command
            .args(["--wal-method=stream", "--checkpoint=fast", "--write-recovery-conf", "-D"])
            .arg(scratch.path().join("data"))
            .arg("--dbname")
            .arg(self.url("postgres"))
            .current_dir(scratch.path());
        Account::apply(self.account.as_ref(), &mut command);
        process::read(&mut command).context("copy the primary")?;
        let run_as = (self.programs.clone(), self.account);
        Self::run(scratch, run_as, self.password.clone(), self.durability)
    }

    /// A server of its own with the same databases.
    pub(crate) fn copy(&self) -> Result<Self> {
        let copy = self.standby()?;
        copy.query("postgres", "select pg_promote(true, 20)")?;
        Ok(copy)
    }

    fn run(
        scratch: Scratch,
        (programs, account): (PathBuf, Option<Account>),
        password: String,
        durability: Durability,
    ) -> Result<Self> {
        let port = free_port()?;
        let server = spawn(scratch.path(), &programs, account.as_ref(), port, durability)?;
        let mut cluster = Self { scratch, server, port, password, programs, account, durability };
        cluster.scratch.watch(cluster.server.id(), "QUIT")?;
        cluster.wait_until_ready()?;
        Ok(cluster)
    }

    /// Pulls the plug: SIGKILL for the server and everyone that works for it.
    pub(crate) fn kill(&mut self) -> Result<()> {
        let children =
            process::read(Command::new("pgrep").arg("-P").arg(self.server.id().to_string()))
                .unwrap_or_default();
        self.server.kill()?;
        for child in children.split_whitespace() {
            // It may have followed by itself.
            let _ = Command::new("kill").args(["-9", child]).stderr(Stdio::null()).status();
        }
        self.server.wait()?;
        self.scratch.stopped()
    }

    /// Starts it again on its old port.
    pub(crate) fn restart(&mut self) -> Result<()> {
        // The old server's lock names a process; whoever has that number now is not PostgreSQL.
        std::fs::remove_file(self.scratch.path().join("data/postmaster.pid")).unwrap_or_default();
        self.server = spawn(
            self.scratch.path(),
            &self.programs,
            self.account.as_ref(),
            self.port,
            self.durability,
        )?;
        self.scratch.watch(self.server.id(), "QUIT")?;
        self.wait_until_ready()
    }

    /// `HOST:PORT`, to be named among others in one address.
    pub(crate) fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// The password of its only user.
    pub(crate) fn password(&self) -> &str {
        &self.password
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < START_LIMIT {
            if self.server.try_wait()?.is_some() {
                break;
            }
            let listens = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok();
            if listens && self.query("postgres", "select 1").is_ok() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let log = std::fs::read_to_string(self.scratch.path().join("log")).unwrap_or_default();
        bail!("PostgreSQL did not start: {}", log.trim())
    }

    /// The address of one of its databases.
    pub(crate) fn url(&self, database: &str) -> String {
        let (password, port) = (&self.password, self.port);
        format!("postgres://postgres:{password}@127.0.0.1:{port}/{database}")
    }

    /// Makes a new, empty database and answers its address.
    pub(crate) fn new_database(&self, label: &str) -> Result<String> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("{label}_{}", NEXT.fetch_add(1, Ordering::Relaxed));
        self.query("postgres", &format!("create database {name} encoding 'UTF8'"))?;
        Ok(self.url(&name))
    }

    /// Asks one of its databases with psql.
    pub(crate) fn query(&self, database: &str, sql: &str) -> Result<String> {
        process::read(
            Command::new("psql")
                .args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--command", sql])
                .arg(self.url(database)),
        )
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if self.server.try_wait().is_ok_and(|ended| ended.is_some()) {
            return;
        }
        // SIGINT ends its sessions and stops; the scratch directory's own cleaner is the fallback.
        let asked = process::signal(self.server.id(), "INT").is_ok();
        if asked && process::wait_at_most(&mut self.server, STOP_LIMIT).unwrap_or(false) {
            self.scratch.stopped().unwrap_or_default();
        }
    }
}

fn spawn(
    folder: &Path,
    programs: &Path,
    account: Option<&Account>,
    port: u16,
    durability: Durability,
) -> Result<Child> {
    let log = std::fs::File::create(folder.join("log"))?;
    let mut command = Command::new(programs.join("postgres"));
    command
        .arg("-D")
        .arg(folder.join("data"))
        .args(settings(port, durability))
        .arg("-c")
        .arg(format!("unix_socket_directories={}", folder.display()))
        .current_dir(folder)
        .process_group(0)
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log);
    Account::apply(account, &mut command);
    command.spawn().context("start postgres")
}

fn settings(port: u16, durability: Durability) -> Vec<String> {
    let mut settings = vec![
        format!("port={port}"),
        "listen_addresses=127.0.0.1".into(),
        "max_connections=200".into(),
        "shared_buffers=64MB".into(),
        "timezone=UTC".into(),
    ];
    if durability == Durability::Off {
        settings.extend(["fsync=off", "full_page_writes=off"].map(String::from));
    }
    settings.into_iter().flat_map(|setting| ["-c".to_owned(), setting]).collect()
}

/// Makes the cluster's files; answers the password that its only user got.
fn make(programs: &Path, folder: &Path, account: Option<&Account>) -> Result<String> {
    let password = random_word()?;
    let file = folder.join("password");
    std::fs::write(&file, &password)?;
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600))?;
    if let Some(account) = account {
        std::os::unix::fs::chown(&file, Some(account.user), Some(account.group))?;
    }
    let mut command = Command::new(programs.join("initdb"));
    command
        .args(["--no-sync", "--encoding=UTF8", "--locale=C.UTF-8", "--username=postgres"])
        .args(["--auth=scram-sha-256", "--pwfile"])
        .arg(&file)
        .arg("-D")
        .arg(folder.join("data"))
        .current_dir(folder);
    Account::apply(account, &mut command);
    process::read(&mut command).context("make a PostgreSQL cluster")?;
    std::fs::remove_file(&file)?;
    Ok(password)
}

/// 32 hexadecimal digits nobody can guess.
fn random_word() -> Result<String> {
    let mut bytes = [0; 16];
    std::fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}

/// A port that nobody listens on right now.
pub(crate) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tests_do_without_the_disk() {
        let fast = settings(1, Durability::Off).join(" ");
        assert!(fast.contains("-c port=1 ") && fast.contains("-c fsync=off"));
        assert!(!settings(1, Durability::On).join(" ").contains("fsync"));
    }

    #[test]
    fn a_cluster_makes_databases_and_goes() {
        if std::env::var_os("TEST_DATABASE_URL").is_none() {
            // Whoever leaves PostgreSQL out may not have its programs either.
            println!("skipped: TEST_DATABASE_URL is not set");
            return;
        }
        let cluster = Cluster::start(Durability::Off).unwrap();
        let folder = cluster.scratch.path().to_path_buf();
        let (one, other) = (cluster.new_database("a").unwrap(), cluster.new_database("a").unwrap());
        assert_ne!(one, other);
        assert_eq!(cluster.query("a_0", "show fsync").unwrap().trim(), "off");
        drop(cluster);
        assert!(!folder.exists());
    }

    #[test]
    fn passwords_differ() {
        let (one, other) = (random_word().unwrap(), random_word().unwrap());
        assert_eq!(one.len(), 32);
        assert_ne!(one, other);
    }
}
