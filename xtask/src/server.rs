//! The demo, started for a test in a data directory of its own.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::process::{self, Scratch};
use crate::workspace;

/// The password of every demo login in tests.
pub(crate) const PASSWORD: &str = "Sommar-i-fjallen-2026";

const START_LIMIT: Duration = Duration::from_mins(5);
const STOP_LIMIT: Duration = Duration::from_secs(30);
const READY_LINE: &str = "listening on ";

/// Which build of the program.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Build {
    /// Fast to make: for tests.
    Debug,
    /// As shipped: for measuring.
    Release,
}

/// Builds the program and answers where it is.
pub(crate) fn build(build: Build) -> Result<PathBuf> {
    let mut command = Command::new(workspace::cargo());
    command.args(["build", "--quiet", "--package", "samkraft"]).current_dir(workspace::root());
    let folder = match build {
        Build::Debug => "debug",
        Build::Release => {
            command.arg("--release");
            "release"
        }
    };
    process::run(&mut command).context("build samkraft")?;
    Ok(workspace::target().join(folder).join("samkraft"))
}

/// Where the demo keeps its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Database<'a> {
    /// In its data directory.
    Sqlite,
    /// At this address.
    Postgres(&'a str),
}

impl Database<'_> {
    /// Its name in file names and tables.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres(_) => "postgres",
        }
    }
}

/// One account of the demo.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Login {
    /// What to log in with.
    pub(crate) email: String,
    /// Role code.
    pub(crate) role: String,
}

/// What `demo --json` prints.
#[derive(Debug, Deserialize)]
pub(crate) struct Filled {
    /// Every account.
    pub(crate) logins: Vec<Login>,
}

impl Filled {
    /// The first account in this role.
    pub(crate) fn email_of(&self, role: &str) -> Result<&str> {
        let login = self.logins.iter().find(|login| login.role == role);
        Ok(&login.with_context(|| format!("the demo has no login in the role {role}"))?.email)
    }
}

/// A program, a data directory and a database: filled once, started as often as needed.
pub(crate) struct Demo<'a> {
    program: PathBuf,
    database: Database<'a>,
    scratch: Scratch,
    running: Option<Running>,
    wrapper: Vec<String>,
    environment: Vec<(String, String)>,
    port: u16,
    scale: u64,
}

struct Running {
    child: Child,
    url: String,
}

impl<'a> Demo<'a> {
    /// Prepares a new data directory; nothing runs yet.
    pub(crate) fn new(program: &Path, database: Database<'a>) -> Result<Self> {
        let scratch = Scratch::new("demo")?;
        Ok(Self {
            program: program.to_path_buf(),
            database,
            scratch,
            running: None,
            wrapper: Vec::new(),
            environment: Vec::new(),
            port: 0,
            scale: 1,
        })
    }

    /// Starts it through another program from here on, such as `unshare --mount`.
    pub(crate) fn wrap(&mut self, words: &[&str]) {
        self.wrapper = words.iter().map(|&word| word.to_owned()).collect();
    }

    /// Starts it with this in its environment from here on.
    pub(crate) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.environment.push((name.to_owned(), value.into()));
    }

    /// Fills it with a larger county from here on.
    pub(crate) fn grow(&mut self, scale: u64) {
        self.scale = scale;
    }

    /// Starts it on this port from here on.
    pub(crate) fn listen_on(&mut self, port: u16) {
        self.port = port;
    }

    /// The folder that goes with it.
    pub(crate) fn folder(&self) -> &Path {
        self.scratch.path()
    }

    /// The running process.
    pub(crate) fn process(&self) -> Result<u32> {
        Ok(self.running.as_ref().context("the demo is not running")?.child.id())
    }

    /// The data directory.
    pub(crate) fn data(&self) -> PathBuf {
        self.scratch.path().join("data")
    }

    /// A command of the program, with the settings of this demo.
    pub(crate) fn command(&self, subcommand: &str) -> Command {
        let mut command = match self.wrapper.split_first() {
            Some((first, rest)) => {
                let mut command = Command::new(first);
                command.args(rest).arg(&self.program);
                command
            }
            None => Command::new(&self.program),
        };
        // Settings of the person who runs the tests must not change what they test.
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("SAMKRAFT_") {
                command.env_remove(name);
            }
        }
        command
            .arg(subcommand)
            .env("SAMKRAFT_DATA_DIR", self.data())
            .current_dir(self.scratch.path())
            .env("SAMKRAFT_DEMO_PASSWORD", PASSWORD)
            // Every request of a test comes from one address.
            .env("SAMKRAFT_RATE_LIMITS", "off")
            .stdin(Stdio::null());
        if let Database::Postgres(url) = self.database {
            command.env("SAMKRAFT_DATABASE_URL", url);
        }
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }

    /// The command that fills an empty database.
    fn filling(&self) -> Command {
        let mut command = self.command("demo");
        command.arg("--scale").arg(self.scale.to_string());
        command
    }

    /// Fills the database with the demo county.
    pub(crate) fn fill(&self) -> Result<Filled> {
        let text = process::read(self.filling().arg("--json")).context("fill the demo")?;
        serde_json::from_str(&text).context("demo --json printed something else")
    }

    /// Imports a vocabulary into the filled database.
    pub(crate) fn import_taxonomy(&self, folder: &Path) -> Result<()> {
        process::run(self.command("import").arg("taxonomy").arg(folder))
            .with_context(|| format!("import the taxonomy in {}", folder.display()))
    }

    /// Starts the server on a free port; answers how long it took to be ready.
    pub(crate) fn start(&mut self) -> Result<Duration> {
        let log = std::fs::File::create(self.log())?;
        let start = Instant::now();
        let mut child = self
            .filling()
            .arg("--port")
            .arg(self.port.to_string())
            .process_group(0)
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .with_context(|| format!("start {}", self.program.display()))?;
        self.scratch.watch(child.id(), "KILL")?;
        let output = child.stdout.take().context("no standard output")?;
        let answer = wait_for_address(output);
        let took = start.elapsed();
        let Some(url) = answer else {
            child.kill()?;
            child.wait()?;
            self.scratch.stopped()?;
            bail!("the demo did not get ready: {}", self.complaint());
        };
        self.running = Some(Running { child, url });
        Ok(took)
    }

    /// Where a test may leave the list of accounts for another program.
    pub(crate) fn logins_file(&self) -> PathBuf {
        self.scratch.path().join("logins.json")
    }

    fn log(&self) -> PathBuf {
        self.scratch.path().join("log")
    }

    /// The last lines of what the server complained about.
    pub(crate) fn complaint(&self) -> String {
        let log = std::fs::read_to_string(self.log()).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines.get(lines.len().saturating_sub(20)..).unwrap_or_default().join("\n")
    }

    /// `http://HOST:PORT`.
    pub(crate) fn url(&self) -> Result<&str> {
        Ok(&self.running.as_ref().context("the demo is not running")?.url)
    }

    /// Memory the server holds right now, in MiB.
    pub(crate) fn memory_mib(&self) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process()?))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok());
        Ok(kib.context("the kernel did not say how much memory it holds")? / 1024)
    }

    /// Pulls the plug: SIGKILL, and no more.
    pub(crate) fn kill(&mut self) -> Result<()> {
        if let Some(mut running) = self.running.take() {
            running.child.kill()?;
            running.child.wait()?;
            self.scratch.stopped()?;
        }
        Ok(())
    }

    /// Asks the server to end and waits for it.
    pub(crate) fn stop(&mut self) -> Result<()> {
        if let Some(running) = &mut self.running {
            process::signal(running.child.id(), "TERM")?;
            if process::wait_at_most(&mut running.child, STOP_LIMIT)? {
                self.running = None;
                return self.scratch.stopped();
            }
        }
        self.kill()
    }
}

impl Drop for Demo<'_> {
    fn drop(&mut self) {
        if let Err(error) = self.stop() {
            eprintln!("xtask: the demo may still run: {error:#}");
        }
    }
}

/// Reads until the address comes, then goes on reading aside so that the pipe never fills.
fn wait_for_address(output: ChildStdout) -> Option<String> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if let Some(url) = line.strip_prefix(READY_LINE) {
                // Nobody waits any more when the limit has passed.
                let _ = sender.send(url.trim().to_owned());
            }
        }
    });
    receiver.recv_timeout(START_LIMIT).ok()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn program(scratch: &Scratch, body: &str) -> PathBuf {
        let path = scratch.path().join("program");
        std::fs::write(&path, format!("#!/bin/sh\n{body}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
        path
    }

    #[test]
    fn a_demo_is_filled_started_and_killed() {
        let scratch = Scratch::new("test").unwrap();
        let program = program(
            &scratch,
            r#"case "$*" in
                 *--json*) echo '{"logins":[{"email":"a@example.org","role":"broker"}]}' ;;
                 *) echo "first words"; echo "listening on http://127.0.0.1:9"; exec sleep 60 ;;
               esac"#,
        );
        let mut demo = Demo::new(&program, Database::Sqlite).unwrap();
        let filled = demo.fill().unwrap();
        assert_eq!(filled.email_of("broker").unwrap(), "a@example.org");
        assert!(filled.email_of("admin").is_err());
        assert!(demo.url().is_err());
        demo.start().unwrap();
        assert_eq!(demo.url().unwrap(), "http://127.0.0.1:9");
        demo.kill().unwrap();
        demo.start().unwrap();
        demo.stop().unwrap();
        assert!(demo.url().is_err());
    }

    #[test]
    fn a_demo_that_does_not_start_tells_why() {
        let scratch = Scratch::new("test").unwrap();
        let program = program(&scratch, "echo 'no such setting' >&2; exit 2");
        let mut demo = Demo::new(&program, Database::Postgres("postgres://nowhere")).unwrap();
        let error = demo.start().unwrap_err();
        assert!(error.to_string().contains("no such setting"), "{error}");
    }
}
