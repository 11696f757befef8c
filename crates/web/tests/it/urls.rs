//! Odd addresses, methods and types, sent as bytes over a socket: never a fault of ours.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::house::House;

/// Paths as they stand in the request line.
const PATHS: &[&[u8]] = &[
    b"/%2e%2e/%2e%2e/etc/passwd",
    b"/../../etc/passwd",
    b"/assets/../../Cargo.toml",
    b"/assets/%2e%2e%2f%2e%2e%2fCargo.toml",
    b"/assets/..%5c..%5cCargo.toml",
    b"/assets/%c0%ae%c0%ae/x",
    b"/%c0%af%c0%af",
    b"/%e0%80%af",
    b"/%ff%fe",
    b"/\xc3\xa5",
    b"/\xff",
    b"//behov",
    b"///",
    b"/behov//",
    b"/behov/",
    b"/behov/%00",
    b"/behov/\x00",
    b"/behov/00000000-0000-0000-0000-000000000000",
    b"/behov/99999999999999999999999999999999999999",
    b"/behov/-1",
    b"/behov/018f0000-0000-7000-8000-000000000000%20",
    b"/behov?page=99999999999999999999",
    b"/behov?page=-1&limit=0",
    b"/api/v1/needs?page=18446744073709551616",
    b"/api/v1/needs?limit=-5&page=abc",
    b"/api/v1/needs?page=2147483648&limit=200",
    b"/api/v1/needs?q=%ff",
    b"/api/v1/needs?q=a&q=b&q[]=c",
    b"/behov?q=%",
    b"/behov?q=%zz",
    b"/behov?%00=%00",
    b"/behov?efter=AAAA&fore=BBBB",
    b"/k/%2e%2e%2f",
    b"/k/",
    b"/yrken/%F0%9F%92%A9",
    b"/insatser/;id=1",
    b"/insatser/x?x=y?z=1#frag",
    b"/insatser/%25%32%65",
    b"/BEHOV",
    b"*",
    b"http://evil.test/behov",
    b"http://127.0.0.1:1/healthz",
    b"/.git/config",
    b"/.env",
    b"/api/v1/../../healthz",
    b"/logga-in?till=//evil.test",
    b"/logga-in?till=%0d%0aset-cookie:x=1",
    b"/finns-inte%0d%0ax-evil:1",
];

/// Methods that nobody uses here.
const METHODS: &[&str] =
    &["HEAD", "OPTIONS", "TRACE", "CONNECT", "PUT", "PATCH", "DELETE", "PROPFIND", "X"];

async fn serve() -> (House, SocketAddr) {
    let house = House::open().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("listens");
    let address = listener.local_addr().expect("address");
    tokio::spawn(web::server::serve(listener, house.router.clone(), std::future::pending()));
    (house, address)
}

/// Sends bytes and reads until the other side closes.
async fn say(address: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.expect("connects");
    stream.write_all(bytes).await.expect("sends");
    let mut answer = Vec::new();
    let read = stream.read_to_end(&mut answer);
    let _ = tokio::time::timeout(Duration::from_secs(10), read).await;
    String::from_utf8_lossy(&answer).into_owned()
}

fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or_default()
}

#[tokio::test]
async fn odd_addresses_are_never_our_fault() {
    let (house, address) = serve().await;
    let cookie = house.log_in("broker@demo.test").await;
    assert!(PATHS.len() >= 30);
    for path in PATHS {
        for cookie in ["", cookie.as_str()] {
            let mut request = b"GET ".to_vec();
            request.extend_from_slice(path);
            let rest = format!(
                " HTTP/1.1\r\nhost: samkraft.test\r\ncookie: {cookie}\r\nconnection: close\r\n\r\n"
            );
            request.extend_from_slice(rest.as_bytes());
            let answer = say(address, &request).await;
            let shown = String::from_utf8_lossy(path);
            assert!((200..500).contains(&status(&answer)), "{shown}: {answer:.200}");
            let head = answer.split("\r\n\r\n").next().unwrap_or_default();
            for foreign in ["x-evil", "set-cookie: x=1", "location: //evil", "location: http"] {
                assert!(!head.to_lowercase().contains(foreign), "{shown}: {head}");
            }
            for secret in ["[workspace]", "root:x:", "[core]"] {
                assert!(!answer.contains(secret), "{shown}");
            }
        }
    }
}

#[tokio::test]
async fn odd_methods_types_and_heads_are_never_our_fault() {
    let (_house, address) = serve().await;
    let end = "host: samkraft.test\r\nconnection: close\r\n";
    let mut requests = Vec::new();
    for method in METHODS {
        for path in ["/behov", "/api/v1/needs", "/logga-in", "/healthz"] {
            requests.push(format!("{method} {path} HTTP/1.1\r\n{end}\r\n"));
        }
    }
    for kind in
        ["", "text/plain", "application/xml", "multipart/form-data", "a/b; charset=x", "\u{e5}"]
    {
        for path in ["/logga-in", "/api/v1/session", "/logga-in/kod"] {
            requests.push(format!(
                "POST {path} HTTP/1.1\r\n{end}content-type: {kind}\r\ncontent-length: 3\r\n\r\nx=%"
            ));
        }
    }
    for body in
        ["[[[[[[[[", "{\"email\":[]}", "null", "1e999", "\"\\ud800\"", "{\"email\":\"\u{0}\"}"]
    {
        requests.push(format!(
            "POST /api/v1/session HTTP/1.1\r\n{end}content-type: application/json\r\n\
             content-length: {}\r\n\r\n{body}",
            body.len()
        ));
    }
    let deep = "[".repeat(100_000);
    requests.push(format!(
        "POST /api/v1/session HTTP/1.1\r\n{end}content-type: application/json\r\n\
         content-length: {}\r\n\r\n{deep}",
        deep.len()
    ));
    for head in [
        "cookie: samkraft_session=\u{7f}",
        "cookie: ;;;=;=",
        "authorization: Bearer",
        "authorization: Bearer smk_x",
        "authorization: Basic eA==",
        "accept-language: *;q=x",
        "if-match: x",
        "idempotency-key: \u{e5}",
        "x-forwarded-for: ,,,",
        "range: bytes=9-1",
        "x-request-id: a\tb",
        "content-length: 0",
    ] {
        requests.push(format!("GET /api/v1/needs HTTP/1.1\r\n{end}{head}\r\n\r\n"));
    }
    for request in &requests {
        let answer = say(address, request.as_bytes()).await;
        assert!((200..500).contains(&status(&answer)), "{request:.200}: {answer:.200}");
    }
}

#[tokio::test]
async fn a_request_has_one_length_and_trace_is_refused() {
    let (_house, address) = serve().await;
    let start = "POST /logga-in HTTP/1.1\r\nhost: samkraft.test\r\nconnection: close\r\n\
                 content-type: application/x-www-form-urlencoded\r\n";
    let body = "email=hela%40demo.test&password=y";
    let length = |bytes: usize| format!("content-length: {bytes}\r\n");
    let one = format!("{start}{}\r\n{body}", length(body.len()));
    assert_eq!(status(&say(address, one.as_bytes()).await), 422, "one length is read");
    let two = format!("{start}{}{}\r\n{body}", length(body.len()), length(4));
    assert_eq!(status(&say(address, two.as_bytes()).await), 400);
    // Chunks and a length: the chunks count, as RFC 9112 section 6.3 says.
    let both = format!(
        "{start}{}transfer-encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n0\r\n\r\n",
        length(4),
        body.len()
    );
    let answer = say(address, both.as_bytes()).await;
    assert!(answer.contains("value=\"hela@demo.test\""), "{answer:.400}");
    for path in ["/", "/logga-in", "/api/v1/needs", "/healthz", "/finns-inte"] {
        let trace = format!(
            "TRACE {path} HTTP/1.1\r\nhost: samkraft.test\r\nx-said: eko-4711\r\n\
             connection: close\r\n\r\n"
        );
        let answer = say(address, trace.as_bytes()).await;
        let expected = if path == "/finns-inte" { 404 } else { 405 };
        assert_eq!(status(&answer), expected, "{path}: {answer:.200}");
        assert!(!answer.contains("eko-4711"), "{path}: nothing is echoed");
    }
}
