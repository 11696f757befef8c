//! kill -9: of the server, and of PostgreSQL under a server that goes on.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::{FILLED_DATABASE, Row, Setting, broker, wait_until_ready};
use crate::kill::Moments;
use crate::server::{Database, Demo};
use crate::writers::{self, Manner};

/// Writers at once.
const WRITERS: u64 = 8;
/// A server is ready again within this after kill -9.
const READY_WITHIN: Duration = Duration::from_secs(2);
/// How long a server may need to find a restarted PostgreSQL.
const HEALED_WITHIN: Duration = Duration::from_secs(10);

/// Kills the server on its embedded database.
pub(super) fn server(setting: &Setting) -> Result<Row> {
    let mut row = Row::default();
    let mut moments = Moments(1);
    for block in 0..setting.pick(1, 50) {
        // A new county now and then: counting what is there takes longer with every round.
        let (mut demo, filled) = setting.demo()?;
        demo.start()?;
        for round in 0..setting.pick(5, 20) {
            let (reader, targets) = broker(&demo, filled)?;
            let url = demo.url()?.to_owned();
            let label = format!("k{block}-{round}");
            let journal =
                writers::crowd(&reader, &url, &label, (WRITERS, Manner::Stops), &targets, || {
                    std::thread::sleep(moments.next());
                    demo.kill()
                })?;
            let ready = demo.start()?;
            let mut reader = reader.at(demo.url()?);
            reader.renew_session().context("the session did not survive")?;
            let verdict = writers::judge(&mut reader, &journal, &targets)?;
            row.add(&journal, &verdict, ready);
        }
    }
    row.must(
        row.slowest_ready <= READY_WITHIN,
        format!("ready only after {} ms", row.slowest_ready.as_millis()),
    );
    "server killed".clone_into(&mut row.note);
    Ok(row)
}

/// Kills PostgreSQL; the server stays up, says that it is not ready, and heals by itself.
pub(super) fn postgres(setting: &Setting) -> Result<Row> {
    let (filled_cluster, filled) = setting.filled_postgres()?;
    let mut cluster = filled_cluster.copy()?;
    let url = cluster.url(FILLED_DATABASE);
    let mut demo = Demo::new(&setting.program, Database::Postgres(&url))?;
    demo.start()?;
    let address = demo.url()?.to_owned();
    let (mut reader, targets) = broker(&demo, filled)?;
    let mut row = Row::default();
    let mut moments = Moments(2);
    let mut tries = 0;
    for round in 0..setting.pick(2, 20) {
        let mut healed = Duration::ZERO;
        let mut was_unready = false;
        let journal = writers::crowd(
            &reader,
            &address,
            &format!("p{round}"),
            (WRITERS, Manner::Insists),
            &targets,
            || {
                std::thread::sleep(moments.next());
                cluster.kill()?;
                let answer = crate::http::Client::new(&address).get("/readyz")?;
                was_unready = answer.status == 503;
                cluster.restart()?;
                let begun = Instant::now();
                wait_until_ready(&address, HEALED_WITHIN)?;
                healed = begun.elapsed();
                std::thread::sleep(Duration::from_millis(500));
                Ok(())
            },
        )?;
        let verdict = writers::judge(&mut reader, &journal, &targets)?;
        row.must(was_unready, "the server said it was ready without its database");
        row.must(
            journal.statuses.iter().all(|status| *status == 503),
            format!("other answers than 503: {:?}", journal.statuses),
        );
        tries += journal.failures;
        row.add(&journal, &verdict, healed);
    }
    row.note = format!("{tries} tries answered with 503 or not at all, repeated under their keys");
    Ok(row)
}
