//! The clock jumps: back and forth an hour, over the changes to and from summer time, a leap day
//! and the end of 32-bit time.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use super::{Row, Setting, wait_until_ready};
use crate::http::Client;
use crate::server::PASSWORD;
use crate::setup;
use crate::writers::{self, Manner, ROLE};

/// How long writers work after each jump.
const WORK: Duration = Duration::from_millis(700);
/// The moments: time as the program sees it, and whether a session from the first moment lives, for
/// which twelve hours are its whole life.
const MOMENTS: &[(&str, bool)] = &[
    ("2026-10-24 12:00:00", true),
    // An hour back and an hour on, as after a wrong time server.
    ("2026-10-24 11:00:00", true),
    ("2026-10-24 13:00:00", true),
    // The hour that comes twice in Sweden.
    ("2026-10-25 00:30:00", false),
    ("2026-10-25 01:30:00", false),
    // The hour that Sweden does not have.
    ("2027-03-28 00:59:58", false),
    ("2028-02-29 23:59:58", false),
    ("2038-01-19 03:14:06", false),
];

pub(super) fn run(setting: &Setting) -> Result<Row> {
    let library = setup::faketime().context("libfaketime is missing")?;
    let (mut demo, filled) = setting.demo()?;
    let now: PathBuf = demo.folder().join("now");
    let jump = |moment: &str| std::fs::write(&now, format!("@{moment}\n"));
    jump(MOMENTS.first().context("no moment")?.0)?;
    demo.set("LD_PRELOAD", library.display().to_string());
    demo.set("FAKETIME_TIMESTAMP_FILE", now.display().to_string());
    demo.set("FAKETIME_NO_CACHE", "1");
    demo.set("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    demo.set("TZ", "UTC");
    demo.start()?;
    let url = demo.url()?.to_owned();
    let email = filled.email_of(ROLE)?;
    let mut first = Client::log_in(&url, email, PASSWORD)?;
    let mut row = Row::default();
    let mut last_id = String::new();
    for (number, (moment, session_lives)) in MOMENTS.iter().enumerate() {
        jump(moment)?;
        let ready = wait_until_ready(&url, Duration::from_secs(5))
            .with_context(|| format!("at {moment}"))?;
        row.must(
            !session_lives || first.renew_session().is_ok(),
            format!("the session died at {moment}"),
        );
        let mut reader = Client::log_in(&url, email, PASSWORD)
            .with_context(|| format!("at {moment}: {}", demo.complaint()))?;
        let mut targets = writers::targets(&mut reader)?;
        // The day of the telephone calls is the program's, not ours.
        moment.split(' ').next().unwrap_or_default().clone_into(&mut targets.day);
        let label = format!("c{number}");
        let journal = writers::crowd(&reader, &url, &label, (2, Manner::GoesOn), &targets, || {
            std::thread::sleep(WORK);
            Ok(())
        })?;
        row.must(
            journal.failures == 0,
            format!("{} writes failed at {moment}: {:?}", journal.failures, journal.statuses),
        );
        let mut ids: Vec<&String> = journal.acknowledged.values().collect();
        ids.sort();
        ensure!(!ids.is_empty(), "nothing was written at {moment}: {:?}", journal.refused);
        let is_later = number < 1 || MOMENTS.get(number - 1).is_some_and(|(past, _)| past < moment);
        row.must(
            !is_later || ids.first().is_some_and(|id| **id > last_id),
            format!("ids made at {moment} do not sort after earlier ones"),
        );
        last_id = ids.last().map(|id| (*id).clone()).unwrap_or_default();
        let verdict = writers::judge(&mut reader, &journal, &targets)?;
        row.add(&journal, &verdict, ready);
    }
    "sessions live, ids sort, no failed request".clone_into(&mut row.note);
    Ok(row)
}
