//! Three servers behind a proxy on one PostgreSQL: one is killed, one is paused, and all are
//! restarted in turn. Nothing that was answered is lost; a restart in turn fails no request.

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};

use super::{FILLED_DATABASE, Row, Setting, wait_until_ready};
use crate::http::Client;
use crate::postgres::free_port;
use crate::process::{self, Scratch};
use crate::server::{Database, Demo, PASSWORD};
use crate::setup;
use crate::workspace;
use crate::writers::{self, Journal, Manner, ROLE, Targets};

/// Writers at once.
const WRITERS: u64 = 6;
/// The proxy takes a server out or back in after two looks, half a second apart.
const NOTICED_AFTER: Duration = Duration::from_secs(2);
/// How long a server that is asked to stop says so first.
const DRAIN_SECONDS: &str = "2";

pub(super) fn run(setting: &Setting) -> Result<Row> {
    let (cluster, filled) = setting.filled_postgres()?;
    let url = cluster.url(FILLED_DATABASE);
    let mut servers = Vec::new();
    for _ in 0..3 {
        let mut demo = Demo::new(&setting.program, Database::Postgres(&url))?;
        demo.listen_on(free_port()?);
        demo.set("SAMKRAFT_DRAIN_SECONDS", DRAIN_SECONDS);
        demo.start()?;
        servers.push(demo);
    }
    let proxy = Proxy::start(&servers)?;
    wait_until_ready(&proxy.url, Duration::from_secs(20))?;
    let mut reader = Client::log_in(&proxy.url, filled.email_of(ROLE)?, PASSWORD)?;
    let targets = writers::targets(&mut reader)?;
    let mut row = Row::default();
    let (mut failed, mut slowest) = (0, Duration::ZERO);
    for round in 0..setting.pick(1, 10) {
        let crowd = Crowd { reader: &reader, url: &proxy.url, targets: &targets };
        let victim = servers.get_mut(round % 3).context("three servers")?;
        let killed = crowd.work(&format!("hk{round}"), || {
            victim.kill()?;
            std::thread::sleep(NOTICED_AFTER);
            victim.start().map(|_| ())
        })?;
        let victim = servers.get((round + 1) % 3).context("three servers")?;
        let paused = crowd.work(&format!("hp{round}"), || {
            process::signal(victim.process()?, "STOP")?;
            std::thread::sleep(NOTICED_AFTER * 2);
            process::signal(victim.process()?, "CONT")
        })?;
        let restarted = crowd.work(&format!("hr{round}"), || {
            for server in &mut servers {
                server.stop()?;
                server.start()?;
                std::thread::sleep(NOTICED_AFTER);
            }
            Ok(())
        })?;
        row.must(
            restarted.failures == 0,
            format!("{} requests failed in a restart in turn", restarted.failures),
        );
        for journal in [killed, paused, restarted] {
            failed += journal.failures;
            slowest = slowest.max(journal.slowest);
            // The proxy has closed a connection that was silent for so long.
            reader = reader.at(&proxy.url);
            let verdict = writers::judge(&mut reader, &journal, &targets)?;
            row.add(&journal, &verdict, Duration::ZERO);
        }
    }
    row.slowest_ready = slowest;
    row.note = format!("{failed} tries repeated after kill and pause, 0 in restarts in turn");
    Ok(row)
}

struct Crowd<'c> {
    reader: &'c Client,
    url: &'c str,
    targets: &'c Targets,
}

impl Crowd<'_> {
    /// Writers that insist, before, while and after something happens.
    fn work(&self, label: &str, meanwhile: impl FnOnce() -> Result<()>) -> Result<Journal> {
        let manner = (WRITERS, Manner::Insists);
        writers::crowd(self.reader, self.url, label, manner, self.targets, || {
            std::thread::sleep(NOTICED_AFTER / 2);
            meanwhile()?;
            std::thread::sleep(NOTICED_AFTER);
            Ok(())
        })
    }
}

/// haproxy with the configuration that we deliver, but for addresses.
struct Proxy {
    child: Child,
    url: String,
    _scratch: Scratch,
}

impl Proxy {
    fn start(servers: &[Demo<'_>]) -> Result<Self> {
        let program = setup::haproxy().context("haproxy is missing")?;
        let scratch = Scratch::new("haproxy")?;
        let port = free_port()?;
        let delivered = workspace::root().join("deploy/haproxy.cfg");
        let delivered = std::fs::read_to_string(delivered).context("deploy/haproxy.cfg")?;
        let mut addresses = servers.iter().map(Demo::url);
        let mut lines = Vec::new();
        for line in delivered.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                // As many files as this would need are not always allowed.
                ["maxconn", ..] => lines.push("    maxconn 1000".to_owned()),
                ["bind", ..] => lines.push(format!("    bind 127.0.0.1:{port}")),
                ["server", name, _, rest @ ..] if name.starts_with("samkraft") => {
                    let url = addresses.next().context("more servers than started")??;
                    let address = url.trim_start_matches("http://");
                    lines.push(format!("    server {name} {address} {}", rest.join(" ")));
                }
                // What needs root or a system log is left out.
                ["user" | "group" | "log" | "chroot" | "http-request", ..] => {}
                // The part for PostgreSQL is another matter.
                ["listen", "postgresql"] => break,
                _ => lines.push(line.to_owned()),
            }
        }
        let file = scratch.path().join("haproxy.cfg");
        std::fs::write(&file, lines.join("\n") + "\n")?;
        let child = Command::new(program)
            .arg("-db")
            .arg("-f")
            .arg(&file)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("start haproxy")?;
        Ok(Self { child, url: format!("http://127.0.0.1:{port}"), _scratch: scratch })
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        if self.child.kill().and_then(|()| self.child.wait().map(|_| ())).is_err() {
            eprintln!("xtask: haproxy may still run");
        }
    }
}
