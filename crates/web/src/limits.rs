//! How much at once, and how fast: lanes with a queue of their own, and rates by device before
//! network.
//!
//! Lanes: what watches the server has none and is always answered; logging in, logging in through
//! a provider, those who are logged in and everyone else have one each, so that a crowd on the
//! public pages leaves the staff their places and a slow provider leaves passwords theirs. A full
//! queue is answered 503 at once, with when to come back.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use app::App;
use app::throttle::Rate;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::failure::Failure;
use crate::visitor::{Visitor, cookie, session_cookie};

/// Writes of one person or program.
const PER_PERSON: Rate = Rate { burst: 3_000, per_second: 300.0 };
/// Writes of one device that is not logged in.
const PER_DEVICE: Rate = Rate { burst: 60, per_second: 2.0 };
/// Writes of a network's devices that carry no cookie of ours.
const PER_NETWORK: Rate = Rate { burst: 600, per_second: 10.0 };
/// Devices of a network that are told apart.
const NEW_DEVICES: Rate = Rate { burst: 600, per_second: 1.0 };
/// Links tried that lead nowhere: nobody finds one by guessing.
const MISSES: Rate = Rate { burst: 30, per_second: 0.2 };
/// Seconds after which a full lane asks to be tried again.
const COME_BACK_SECONDS: i64 = 2;
/// Addresses that begin so hold a secret that could be guessed at.
const SECRET_PATHS: &[&str] =
    &["/k/", "/uppfoljning/", "/utskick/avsluta/", "/api/v1/follow-ups/by-link/"];
/// Addresses that begin so wait for the provider of logins.
const PROVIDER_PATH: &str = "/logga-in/tjanst";

/// One lane: places, and a queue before them.
struct Lane {
    places: Arc<Semaphore>,
    waiting: AtomicUsize,
    waiting_max: usize,
    patience: Duration,
}

impl Lane {
    fn new(places: usize, waiting_max: usize, patience: Duration) -> Self {
        let places = Arc::new(Semaphore::new(places));
        Self { places, waiting: AtomicUsize::new(0), waiting_max, patience }
    }

    async fn enter(&self) -> Option<OwnedSemaphorePermit> {
        if let Ok(place) = Arc::clone(&self.places).try_acquire_owned() {
            return Some(place);
        }
        if self.waiting.fetch_add(1, Ordering::Relaxed) >= self.waiting_max {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            return None;
        }
        let waiting = Waiting(&self.waiting);
        let place = tokio::time::timeout(self.patience, Arc::clone(&self.places).acquire_owned());
        let place = place.await.ok().and_then(Result::ok);
        drop(waiting);
        place
    }
}

/// Leaves the queue also when the one who waits hangs up.
struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The lanes of a server.
pub(crate) struct Lanes {
    provider: Lane,
    sign_in: Lane,
    signed_in: Lane,
    everyone: Lane,
}

impl Default for Lanes {
    fn default() -> Self {
        Self {
            provider: Lane::new(8, 64, Duration::from_secs(5)),
            sign_in: Lane::new(16, 256, Duration::from_secs(5)),
            signed_in: Lane::new(64, 512, Duration::from_secs(5)),
            everyone: Lane::new(32, 256, Duration::from_secs(2)),
        }
    }
}

/// A place in a lane, given back when dropped; none is needed for what watches the server.
pub(crate) type Place = Option<OwnedSemaphorePermit>;

impl Lanes {
    /// Waits for a place.
    pub(crate) async fn enter(&self, app: &App, parts: &Parts) -> Result<Place, Failure> {
        let path = parts.uri.path();
        if matches!(path, "/healthz" | "/readyz" | "/version") || path.starts_with("/assets/") {
            return Ok(None);
        }
        let is_signed_in = parts.headers.contains_key(AUTHORIZATION)
            || cookie(&parts.headers, &session_cookie(app)).is_some();
        match self.lane(path, is_signed_in).enter().await {
            Some(place) => Ok(Some(place)),
            None => Err(Failure {
                retry_after_seconds: Some(COME_BACK_SECONDS),
                ..Failure::of_kind(app::Kind::Unavailable)
            }),
        }
    }

    fn lane(&self, path: &str, is_signed_in: bool) -> &Lane {
        if path.starts_with(PROVIDER_PATH) {
            &self.provider
        } else if path.starts_with("/logga-in") || path == "/api/v1/session" {
            &self.sign_in
        } else if is_signed_in {
            &self.signed_in
        } else {
            &self.everyone
        }
    }
}

/// Refuses what comes too fast.
pub(crate) fn check(app: &App, parts: &Parts, visitor: &Visitor) -> Result<(), Failure> {
    if !app.protection.limits.are_on || visitor.origin.network.is_empty() {
        return Ok(());
    }
    let is_read = matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS);
    let now = app.now();
    if has_secret(&visitor.path) {
        // Only looks: what counts is a miss, noted when the answer is known.
        app.protection.rates.look(&miss_key(visitor), MISSES, now).map_err(too_fast)?;
    }
    if is_read {
        return Ok(());
    }
    let (key, rate) = match (&visitor.signed, &visitor.origin.device) {
        (Some(signed), _) => (format!("person {}", signed.person), PER_PERSON),
        (None, Some(device)) => (format!("device {device}"), PER_DEVICE),
        (None, None) => (format!("network {}", visitor.origin.network), PER_NETWORK),
    };
    app.protection.rates.take(&key, rate, now).map_err(too_fast)
}

fn has_secret(path: &str) -> bool {
    SECRET_PATHS.iter().any(|start| path.starts_with(start))
}

fn miss_key(visitor: &Visitor) -> String {
    match &visitor.origin.device {
        Some(device) => format!("miss device {device}"),
        None => format!("miss network {}", visitor.origin.network),
    }
}

/// Notes a link that led nowhere.
pub(crate) fn note(app: &App, visitor: &Visitor, status: StatusCode) {
    let is_miss = status == StatusCode::NOT_FOUND && has_secret(&visitor.path);
    if is_miss && app.protection.limits.are_on && !visitor.origin.network.is_empty() {
        let _ = app.protection.rates.take(&miss_key(visitor), MISSES, app.now());
    }
}

/// A cookie for a device that opens a form and has none yet. How many a network gets is bounded,
/// so that throwing cookies away does not help.
pub(crate) fn new_device(app: &App, visitor: &Visitor) -> Option<String> {
    let opens_form = visitor.is_read && (has_secret(&visitor.path) || visitor.path == "/logga-in");
    if !opens_form || visitor.origin.device.is_some() {
        return None;
    }
    let key = format!("new device {}", visitor.origin.network);
    let may_have = app.protection.rates.take(&key, NEW_DEVICES, app.now()).is_ok();
    may_have.then(|| crate::origin::device_cookie(app, None, None))
}

fn too_fast(seconds: i64) -> Failure {
    Failure { retry_after_seconds: Some(seconds), ..Failure::of_kind(app::Kind::TooManyAttempts) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_full_lane_says_so_at_once_and_others_stay_open() {
        let lane = Arc::new(Lane::new(1, 1, Duration::from_secs(5)));
        let place = lane.enter().await.expect("a place");
        let other = Arc::clone(&lane);
        let waiting = tokio::spawn(async move { other.enter().await.is_some() });
        while lane.waiting.load(Ordering::Relaxed) == 0 {
            tokio::task::yield_now().await;
        }
        assert!(lane.enter().await.is_none(), "the queue is full");
        drop(place);
        assert!(waiting.await.expect("no panic"));
        assert_eq!(lane.waiting.load(Ordering::Relaxed), 0);
    }

    #[tokio::test]
    async fn a_slow_provider_leaves_passwords_their_places() {
        let lanes = Lanes::default();
        let provider = lanes.lane("/logga-in/tjanst/svar", false);
        let free = provider.places.available_permits();
        let mut held = Vec::new();
        for _ in 0..free {
            held.push(provider.enter().await.expect("a place"));
        }
        assert_eq!(provider.places.available_permits(), 0);
        for path in ["/logga-in", "/logga-in/kod", "/api/v1/session"] {
            assert!(lanes.lane(path, false).places.available_permits() >= 16, "{path}");
        }
    }
}
