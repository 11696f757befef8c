//! Two servers on one embedded database: the second is refused, until the first is gone.

use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::Result;

use super::{Row, Setting, wait_until_ready};
use crate::process;

/// A refusal that takes longer leaves people in doubt.
const REFUSED_WITHIN: Duration = Duration::from_secs(10);

pub(super) fn run(setting: &Setting) -> Result<Row> {
    let (mut demo, _) = setting.demo()?;
    demo.start()?;
    let mut row = Row::default();
    for _ in 0..setting.pick(2, 10) {
        for subcommand in ["demo", "serve"] {
            let mut second = demo.command(subcommand);
            second.env("SAMKRAFT_BIND", "127.0.0.1:0").stdout(Stdio::null());
            let mut second = second.stderr(Stdio::piped()).spawn()?;
            let has_ended = process::wait_at_most(&mut second, REFUSED_WITHIN)?;
            if !has_ended {
                second.kill()?;
            }
            let output = second.wait_with_output()?;
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            row.must(has_ended && !output.status.success(), format!("a second {subcommand} ran"));
            row.must(
                said.contains("another Samkraft already serves this database"),
                format!("the refusal does not say why: {said}"),
            );
        }
        let unharmed = wait_until_ready(demo.url()?, REFUSED_WITHIN);
        row.must(unharmed.is_ok(), "the first server was harmed");
        let begun = Instant::now();
        demo.kill()?;
        demo.start()?;
        row.slowest_ready = row.slowest_ready.max(begun.elapsed());
        row.rounds += 1;
    }
    "second refused, free after kill -9".clone_into(&mut row.note);
    Ok(row)
}
