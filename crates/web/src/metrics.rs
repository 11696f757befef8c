//! Figures for the one who watches over the servers, in Prometheus' text format, on an address of
//! their own. Numbers by kind of route only: no path, no name, no address.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use app::App;
use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use store::meters::Histogram;
use tokio::time::Instant;

use crate::visitor::API_PREFIX;

/// Upper bounds of the buckets for request times, in microseconds.
const BOUNDS_MICROSECONDS: [u64; 9] =
    [1_000, 5_000, 10_000, 20_000, 50_000, 100_000, 500_000, 1_000_000, 5_000_000];
/// How long the figures may wait for the database.
const COUNTED_WITHIN: Duration = Duration::from_secs(1);
/// Kinds of route.
const CLASSES: [&str; 6] = ["page", "api", "sign-in", "asset", "check", "none"];
/// Hundreds of the status.
const STATUSES: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];

/// What a process has answered since its start.
struct Answered {
    by_class: [Class; CLASSES.len()],
    under_way: AtomicU64,
}

struct Class {
    statuses: [AtomicU64; STATUSES.len()],
    microseconds: Histogram<9>,
}

/// One per process, as the figures are about the process.
static ANSWERED: Answered = Answered {
    by_class: [const {
        Class {
            statuses: [const { AtomicU64::new(0) }; STATUSES.len()],
            microseconds: Histogram::new(&BOUNDS_MICROSECONDS),
        }
    }; CLASSES.len()],
    under_way: AtomicU64::new(0),
};

/// Counts down when the request has ended, or its client has hung up.
struct UnderWay;

impl UnderWay {
    fn begin() -> Self {
        ANSWERED.under_way.fetch_add(1, Relaxed);
        Self
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        ANSWERED.under_way.fetch_sub(1, Relaxed);
    }
}

fn class_of(route: Option<&str>) -> usize {
    match route {
        None => 5,
        Some("/healthz" | "/readyz" | "/version") => 4,
        Some(route) if route.starts_with("/assets/") => 3,
        Some(route) if route.starts_with("/logga-in") || route.ends_with("/session") => 2,
        Some(route) if route.starts_with(API_PREFIX) => 1,
        Some(_) => 0,
    }
}

/// Counts and times every request.
pub(crate) async fn measure(request: Request, next: Next) -> Response {
    let class = class_of(request.extensions().get::<MatchedPath>().map(MatchedPath::as_str));
    let _under_way = UnderWay::begin();
    let begun = Instant::now();
    let response = next.run(request).await;
    if let Some(class) = ANSWERED.by_class.get(class) {
        let took = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        class.microseconds.count(took);
        let hundreds = usize::from(response.status().as_u16() / 100);
        if let Some(counter) = class.statuses.get(hundreds.saturating_sub(1)) {
            counter.fetch_add(1, Relaxed);
        }
    }
    response
}

/// The site of the figures: `/metrics` and nothing else.
pub fn router(app: App) -> Router {
    Router::new().route("/metrics", get(show)).with_state(app)
}

async fn show(State(app): State<App>) -> Response {
    let mail = mail_counts(&app).await;
    match text(&app, mail) {
        Ok(text) => {
            ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Mails that wait and that have failed; none when the database does not answer in time, so that
/// the figures that tell so still show.
async fn mail_counts(app: &App) -> Option<(i64, i64)> {
    tokio::time::timeout(COUNTED_WITHIN, app::mail::waiting_and_failed(app)).await.ok()?.ok()
}

fn text(app: &App, mail: Option<(i64, i64)>) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    let version = env!("CARGO_PKG_VERSION");
    let database = app.store.kind();
    head(&mut out, "samkraft_build_info", "gauge", "Which program this is.")?;
    writeln!(out, "samkraft_build_info{{version=\"{version}\",database=\"{database}\"}} 1")?;
    requests(&mut out)?;
    writes(&mut out, app)?;
    if let Some((waiting, failed)) = mail {
        head(&mut out, "samkraft_mail_waiting", "gauge", "Mails to be sent, of all counties.")?;
        writeln!(out, "samkraft_mail_waiting {waiting}")?;
        head(&mut out, "samkraft_mail_failed", "gauge", "Mails given up or refused.")?;
        writeln!(out, "samkraft_mail_failed {failed}")?;
    }
    head(&mut out, "samkraft_leaving", "gauge", "1 while the server finishes to stop.")?;
    writeln!(out, "samkraft_leaving {}", u8::from(app.is_leaving()))?;
    process(&mut out)?;
    Ok(out)
}

fn requests(out: &mut String) -> std::fmt::Result {
    head(out, "samkraft_requests_total", "counter", "Answers by kind of route and status.")?;
    for (name, class) in CLASSES.iter().zip(&ANSWERED.by_class) {
        for (status, counter) in STATUSES.iter().zip(&class.statuses) {
            let number = counter.load(Relaxed);
            writeln!(
                out,
                "samkraft_requests_total{{class=\"{name}\",status=\"{status}\"}} {number}"
            )?;
        }
    }
    head(out, "samkraft_request_seconds", "histogram", "Time to answer, by kind of route.")?;
    for (name, class) in CLASSES.iter().zip(&ANSWERED.by_class) {
        let label = format!("class=\"{name}\"");
        histogram(out, "samkraft_request_seconds", &label, &class.microseconds, MICROSECONDS)?;
    }
    head(out, "samkraft_requests_under_way", "gauge", "Requests being answered.")?;
    writeln!(out, "samkraft_requests_under_way {}", ANSWERED.under_way.load(Relaxed))
}

fn writes(out: &mut String, app: &App) -> std::fmt::Result {
    let meters = app.store.meters();
    for (name, help, counter) in [
        ("samkraft_writes_total", "Writes answered as durable.", &meters.written),
        ("samkraft_writes_refused_total", "Writes that could not be kept.", &meters.refused),
        ("samkraft_writes_repeated_total", "Transactions run again.", &meters.repeated),
        ("samkraft_commits_failed_total", "Commits that failed.", &meters.failed_commits),
        (
            "samkraft_database_reopened_total",
            "Times writing began anew on another connection or server.",
            &meters.reopened,
        ),
    ] {
        head(out, name, "counter", help)?;
        writeln!(out, "{name} {}", counter.load(Relaxed))?;
    }
    head(out, "samkraft_commit_seconds", "histogram", "Time until a commit was durable.")?;
    histogram(out, "samkraft_commit_seconds", "", &meters.commit_microseconds, MICROSECONDS)?;
    head(out, "samkraft_commit_writes", "histogram", "Writes answered by one commit.")?;
    histogram(out, "samkraft_commit_writes", "", &meters.group_size, 1)?;
    let pool = app.store.pool_use();
    head(out, "samkraft_pool_connections", "gauge", "Connections to the database.")?;
    for (state, number) in
        [("busy", pool.open.saturating_sub(pool.idle)), ("idle", pool.idle), ("most", pool.most)]
    {
        writeln!(out, "samkraft_pool_connections{{state=\"{state}\"}} {number}")?;
    }
    Ok(())
}

/// What the kernel says about us; left out where there is no `/proc`.
fn process(out: &mut String) -> std::fmt::Result {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let resident = resident.and_then(|text| text.trim().strip_suffix(" kB")?.trim().parse().ok());
    if let Some(kibibytes) = resident {
        let bytes: u64 = kibibytes;
        head(out, "process_resident_memory_bytes", "gauge", "Memory held.")?;
        writeln!(out, "process_resident_memory_bytes {}", bytes.saturating_mul(1024))?;
    }
    if let Ok(files) = std::fs::read_dir("/proc/self/fd") {
        head(out, "process_open_fds", "gauge", "Open files and connections.")?;
        writeln!(out, "process_open_fds {}", files.count())?;
    }
    Ok(())
}

fn head(out: &mut String, name: &str, kind: &str, help: &str) -> std::fmt::Result {
    writeln!(out, "# HELP {name} {help}\n# TYPE {name} {kind}")
}

/// Prometheus wants seconds.
const MICROSECONDS: u64 = 1_000_000;

fn histogram<const N: usize>(
    out: &mut String,
    name: &str,
    label: &str,
    histogram: &Histogram<N>,
    per_unit: u64,
) -> std::fmt::Result {
    let (buckets, count, sum) = histogram.read();
    let comma = if label.is_empty() { "" } else { "," };
    let braced = if label.is_empty() { String::new() } else { format!("{{{label}}}") };
    for (bound, number) in buckets {
        let bound = decimal(bound, per_unit);
        writeln!(out, "{name}_bucket{{{label}{comma}le=\"{bound}\"}} {number}")?;
    }
    writeln!(out, "{name}_bucket{{{label}{comma}le=\"+Inf\"}} {count}")?;
    writeln!(out, "{name}_sum{braced} {}", decimal(sum, per_unit))?;
    writeln!(out, "{name}_count{braced} {count}")
}

/// A whole number of parts as a decimal number: 2500 of 1 000 000 is 0.0025.
fn decimal(value: u64, per_unit: u64) -> String {
    if per_unit == 1 {
        return value.to_string();
    }
    let text = format!("{}.{:06}", value / per_unit, value % per_unit);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_histogram_is_printed_as_prometheus_reads_it() {
        static BOUNDS: [u64; 2] = [1_000, 2_500];
        let counted = Histogram::new(&BOUNDS);
        counted.count(2_000);
        counted.count(1_500_000);
        let mut out = String::new();
        histogram(&mut out, "t", "class=\"page\"", &counted, MICROSECONDS).expect("text");
        assert_eq!(
            out,
            "t_bucket{class=\"page\",le=\"0.001\"} 0\n\
             t_bucket{class=\"page\",le=\"0.0025\"} 1\n\
             t_bucket{class=\"page\",le=\"+Inf\"} 2\n\
             t_sum{class=\"page\"} 1.502\n\
             t_count{class=\"page\"} 2\n"
        );
    }

    #[test]
    fn every_route_has_a_kind() {
        for (route, class) in [
            (Some("/behov"), "page"),
            (Some("/api/v1/needs"), "api"),
            (Some("/api/v1/session"), "sign-in"),
            (Some("/logga-in"), "sign-in"),
            (Some("/assets/{*name}"), "asset"),
            (Some("/readyz"), "check"),
            (None, "none"),
        ] {
            assert_eq!(CLASSES.get(class_of(route)), Some(&class), "{route:?}");
        }
    }
}
