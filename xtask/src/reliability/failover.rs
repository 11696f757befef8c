//! PostgreSQL's primary is lost for good and its synchronous standby takes over: nothing that was
//! answered is gone, and the server writes again by itself.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::{FILLED_DATABASE, Row, Setting, broker, wait_until_ready};
use crate::http::Client;
use crate::kill::Moments;
use crate::postgres::Cluster;
use crate::server::{Database, Demo};
use crate::writers::{self, Manner};

/// Writers at once.
const WRITERS: u64 = 4;
/// Writing goes on within this after the standby was told to take over.
const WRITES_WITHIN: Duration = Duration::from_secs(3);
/// How long a new standby may need to catch up.
const CAUGHT_UP_WITHIN: Duration = Duration::from_secs(30);

pub(super) fn run(setting: &Setting) -> Result<Row> {
    let mut row = Row::default();
    let mut moments = Moments(4);
    let mut slowest_write = Duration::ZERO;
    let (cluster, filled) = setting.filled_postgres()?;
    for round in 0..setting.pick(2, 20) {
        // Two servers of their own for each round, copied from the filled one.
        let mut primary = cluster.copy()?;
        let standby = primary.standby()?;
        wait_for_sync(&primary)?;
        let url = format!(
            "postgres://postgres:{}@{},{}/{}?target_session_attrs=read-write",
            primary.password(),
            primary.host(),
            standby.host(),
            FILLED_DATABASE
        );
        let mut demo = Demo::new(&setting.program, Database::Postgres(&url))?;
        demo.start()?;
        let address = demo.url()?.to_owned();
        let (mut reader, targets) = broker(&demo, filled)?;
        let mut ready_after = Duration::ZERO;
        let mut was_unready = false;
        let journal = writers::crowd(
            &reader,
            &address,
            &format!("o{round}"),
            (WRITERS, Manner::Insists),
            &targets,
            || {
                std::thread::sleep(moments.next());
                primary.kill()?;
                let answer = Client::new(&address).get("/readyz")?;
                was_unready = answer.status == 503;
                let begun = Instant::now();
                promote(&standby)?;
                wait_until_ready(&address, Duration::from_secs(20))?;
                ready_after = begun.elapsed();
                std::thread::sleep(Duration::from_millis(500));
                Ok(())
            },
        )?;
        slowest_write = slowest_write.max(journal.slowest);
        let verdict = writers::judge(&mut reader, &journal, &targets)?;
        row.must(was_unready, "the server said it was ready without its database");
        row.must(
            journal.statuses.iter().all(|status| *status == 503),
            format!("other answers than 503: {:?}", journal.statuses),
        );
        row.add(&journal, &verdict, ready_after);
    }
    row.must(
        row.slowest_ready <= WRITES_WITHIN,
        format!("writing again only after {} ms", row.slowest_ready.as_millis()),
    );
    row.note = format!("longest wait of a write {} ms", slowest_write.as_millis());
    Ok(row)
}

/// Makes a standby the primary.
fn promote(standby: &Cluster) -> Result<()> {
    let promoted = standby.query("postgres", "select pg_promote(true, 20)")?;
    ensure!(promoted.trim() == "t", "the standby did not take over");
    Ok(())
}

/// Demands that commits wait for the standby, once it is there. Set by hand, on this server alone:
/// a copy of the setting on the standby would let its first commit wait for ever after promotion.
fn wait_for_sync(primary: &Cluster) -> Result<()> {
    primary.query("postgres", "alter system set synchronous_standby_names = '*'")?;
    primary.query("postgres", "select pg_reload_conf()")?;
    let begun = Instant::now();
    loop {
        let state = primary.query("postgres", "select sync_state from pg_stat_replication")?;
        if state.trim() == "sync" {
            return Ok(());
        }
        ensure!(begun.elapsed() < CAUGHT_UP_WITHIN, "the standby is {state:?}");
        std::thread::sleep(Duration::from_millis(100));
    }
}
