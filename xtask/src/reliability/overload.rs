//! More requests than can be answered, clients that dawdle, and a long time.

use std::io::Write;
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::{Row, Setting};
use crate::http::Client;
use crate::server::PASSWORD;
use crate::writers::ROLE;

/// Visitors at once when the server is just busy.
const BUSY: usize = 8;
/// How many times as many come when it is too much.
const TOO_MANY: usize = 5;
/// The page that is asked for.
const PAGE: &str = "/insatser";
/// Useful answers under overload, in percent of those when busy.
const USEFUL_PERCENT: usize = 70;
/// Longest time in which staff log in under overload.
const LOGIN_WITHIN: Duration = Duration::from_secs(1);
/// Growth of memory over the long time, in percent.
const GROWTH_PERCENT: u64 = 5;

pub(super) fn run(setting: &Setting) -> Result<Row> {
    let (mut demo, filled) = setting.demo()?;
    // A server for so many connections has more files open than a shell gives.
    demo.wrap(&["sh", "-c", "ulimit -n 16384 2>/dev/null; exec \"$0\" \"$@\""]);
    demo.start()?;
    let url = demo.url()?.to_owned();
    let email = filled.email_of(ROLE)?;
    let mut row = Row { rounds: 1, ..Row::default() };
    let time = Duration::from_secs(setting.pick(4, 20));
    crowd(&url, BUSY, time / 4, || {});
    let busy = crowd(&url, BUSY, time, || {});
    let mut logins = Vec::new();
    let overloaded = crowd(&url, BUSY * TOO_MANY, time, || {
        let begun = Instant::now();
        while begun.elapsed() < time {
            let login = Instant::now();
            let worked = Client::log_in(&url, email, PASSWORD).is_ok();
            logins.push((login.elapsed(), worked));
            std::thread::sleep(Duration::from_millis(300));
        }
    });
    row.must(
        overloaded.useful * 100 >= busy.useful * USEFUL_PERCENT,
        format!("{} useful answers under overload, {} before", overloaded.useful, busy.useful),
    );
    row.must(overloaded.broken == 0, format!("{} connections broke", overloaded.broken));
    let slowest_login = logins.iter().map(|(took, _)| *took).max().unwrap_or_default();
    row.must(logins.iter().all(|(_, worked)| *worked), "staff could not log in under overload");
    row.must(
        slowest_login <= LOGIN_WITHIN,
        format!("a login took {} ms under overload", slowest_login.as_millis()),
    );
    let dawdling = setting.pick(500, 2_000);
    let beside = beside_slow_clients(&url, dawdling, time)?;
    row.must(beside.broken == 0 && beside.useful > 0, "slow clients stopped the others");
    row.must(
        beside.slowest < Duration::from_secs(2),
        format!("beside slow clients a page took {} ms", beside.slowest.as_millis()),
    );
    let before = demo.memory_mib()?;
    crowd(&url, 2, Duration::from_secs(setting.pick(5, 600)), || {});
    let after = demo.memory_mib()?;
    row.must(
        after * 100 <= before * (100 + GROWTH_PERCENT) + 100,
        format!("memory grew from {before} to {after} MiB"),
    );
    row.note = format!(
        "{} pages/s busy, {} at {TOO_MANY} times the crowd, slowest login {} ms, slowest page \
         beside {dawdling} slow clients {} ms, memory {before} to {after} MiB",
        busy.useful / usize::try_from(time.as_secs())?,
        overloaded.useful / usize::try_from(time.as_secs())?,
        slowest_login.as_millis(),
        beside.slowest.as_millis()
    );
    Ok(row)
}

/// What a crowd got.
struct Got {
    /// Answers of 2xx.
    useful: usize,
    /// No answer at all.
    broken: usize,
    /// The slowest useful answer.
    slowest: Duration,
}

fn crowd(url: &str, visitors: usize, time: Duration, meanwhile: impl FnOnce()) -> Got {
    let (useful, broken) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let slowest = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..visitors)
            .map(|_| {
                scope.spawn(|| {
                    let mut client = Client::new(url);
                    let mut slowest = Duration::ZERO;
                    let begun = Instant::now();
                    while begun.elapsed() < time {
                        let asked = Instant::now();
                        match client.get(PAGE) {
                            Ok(answer) if answer.is_success() => {
                                useful.fetch_add(1, Ordering::Relaxed);
                                slowest = slowest.max(asked.elapsed());
                            }
                            // Turned away: a visitor waits a little before the next try.
                            Ok(_) => std::thread::sleep(Duration::from_millis(100)),
                            Err(_) => {
                                broken.fetch_add(1, Ordering::Relaxed);
                            }
                        }
                    }
                    slowest
                })
            })
            .collect();
        meanwhile();
        let times = threads.into_iter().map(|thread| thread.join().unwrap_or_default());
        times.max().unwrap_or_default()
    });
    Got { useful: useful.into_inner(), broken: broken.into_inner(), slowest }
}

/// Visitors beside clients that send one byte of a request's head now and then.
fn beside_slow_clients(url: &str, number: usize, time: Duration) -> Result<Got> {
    let authority = url.trim_start_matches("http://");
    let mut slow = Vec::new();
    for _ in 0..number {
        let mut stream = TcpStream::connect(authority).context("a slow client")?;
        stream.write_all(b"GET / HTTP/1.1\r\nhost: a\r\nx-slow: ")?;
        slow.push(stream);
    }
    let ended = AtomicBool::new(false);
    Ok(std::thread::scope(|scope| {
        scope.spawn(|| {
            while !ended.load(Ordering::Relaxed) {
                for stream in &mut slow {
                    // The server may have lost its patience, which is what it is for.
                    let _ = stream.write_all(b"a");
                }
                std::thread::sleep(Duration::from_secs(1));
            }
        });
        let got = crowd(url, 4, time, || {});
        ended.store(true, Ordering::Relaxed);
        got
    }))
}
