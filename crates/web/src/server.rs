//! Serves connections: bounded in number and patience, and ended without cutting anyone off.

use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tower::ServiceExt;

/// How long a client may take to send the head of a request, the wait between two requests on a
/// kept connection included. Bodies are bounded by the time a whole request may take.
const HEAD_WITHIN: Duration = Duration::from_secs(15);
/// How long requests under way may take to end when the server is asked to stop.
const ENDED_WITHIN: Duration = Duration::from_secs(25);
/// Wait before accepting again after the system could not give a connection.
const BREATH: Duration = Duration::from_millis(50);
/// Most bytes kept per connection for a head.
const HEAD_MAX: usize = 64 * 1024;
/// Files that the database, the log and the listener may need beside connections.
const FILES_RESERVED: usize = 128;
/// Most connections when the system does not say how many files may be open.
const CONNECTIONS_DEFAULT: usize = 896;

/// Answers every connection of a listener until `stop` comes; then the listener is closed, what is
/// being answered is answered, and connections that wait are closed.
pub async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(connections_max()));
    let (ending, ended) = watch::channel(false);
    let mut stop = std::pin::pin!(stop);
    loop {
        let next = async {
            // The semaphore is never closed; without a place nobody is accepted.
            let place = Arc::clone(&places).acquire_owned().await.ok();
            (listener.accept().await, place)
        };
        let (accepted, place) = tokio::select! {
            next = next => next,
            () = &mut stop => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                let (router, ended) = (router.clone(), ended.clone());
                tokio::spawn(async move {
                    attend(stream, peer, router, ended).await;
                    drop(place);
                });
            }
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
    drop((listener, ended));
    // Every connection holds a receiver until it has ended; without any, both calls are done.
    let _ = ending.send(true);
    if tokio::time::timeout(ENDED_WITHIN, ending.closed()).await.is_err() {
        tracing::warn!("some requests did not end in time");
    }
}

async fn attend(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    mut ended: watch::Receiver<bool>,
) {
    // Small answers must not wait to be joined; that it fails costs milliseconds only.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        let answer = router.clone().oneshot(request);
        async move { answer.await.map_err(|never: Infallible| never) }
    });
    let mut connection = std::pin::pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_WITHIN)
            .max_buf_size(HEAD_MAX)
            .serve_connection(TokioIo::new(stream), service)
    );
    let served = tokio::select! {
        served = connection.as_mut() => served,
        _ = ended.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = served {
        // Clients hang up and dawdle all day long.
        tracing::debug!(%error, "a connection ended early");
    }
}

/// As many as the system lets us have open, less what we need ourselves.
fn connections_max() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    open_files(&limits).map_or(CONNECTIONS_DEFAULT, |files| {
        files.saturating_sub(FILES_RESERVED).clamp(64, Semaphore::MAX_PERMITS)
    })
}

fn open_files(limits: &str) -> Option<usize> {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::sync::oneshot;

    async fn started(router: Router) -> (SocketAddr, oneshot::Sender<()>, impl Future) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("port");
        let address = listener.local_addr().expect("address");
        let (stop, stopped) = oneshot::channel();
        let served = tokio::spawn(serve(listener, router, async move {
            let _ = stopped.await;
        }));
        (address, stop, served)
    }

    #[tokio::test]
    async fn what_is_being_answered_when_the_server_stops_is_answered() {
        let slow = get(|| async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            "whole"
        });
        let (address, stop, served) = started(Router::new().route("/", slow)).await;
        let mut stream = TcpStream::connect(address).await.expect("connects");
        stream.write_all(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n").await.expect("sent");
        tokio::time::sleep(Duration::from_millis(100)).await;
        stop.send(()).expect("runs");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.expect("read to its end");
        assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("whole"), "{answer}");
        served.await;
        assert!(TcpStream::connect(address).await.is_err(), "the listener is closed");
    }

    #[test]
    fn the_system_says_how_many_files_may_be_open() {
        let limits = "Limit  Soft Limit  Hard Limit  Units\n\
                      Max open files            1024                 524288   files\n";
        assert_eq!(open_files(limits), Some(1024));
        assert_eq!(open_files("Max open files unlimited unlimited files"), None);
    }
}
