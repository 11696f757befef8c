//! Fetching from other servers without being led astray: only the schemes, hosts and addresses
//! that are allowed, checked after the name has been looked up and again at every redirect, with a
//! bound on size and time. The connection goes to the very address that was checked, so a name that
//! changes its mind in between (DNS rebinding) leads nowhere.

use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use app::network::is_public;
use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::client::conn::http1;
use hyper::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, HOST, LOCATION,
    USER_AGENT,
};
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto};
use url::{Host, Url};

/// Redirects followed, each checked like the first address.
const REDIRECTS_MAX: usize = 3;
/// How long one connection may take to be made.
const CONNECT: Duration = Duration::from_secs(10);

/// Why something was not fetched.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// It is no address.
    #[error("«{0}» is not an address such as https://example.org/file.json")]
    Malformed(String),
    /// Another scheme.
    #[error("{0}: only https addresses are fetched")]
    Scheme(String),
    /// A name and password in the address, or an odd port.
    #[error("{0}: an address with a login or a port of its own is not fetched")]
    Shape(String),
    /// Not among the allowed hosts.
    #[error("{0} is not among the allowed hosts: add it to SAMKRAFT_IMPORT_ALLOWLIST")]
    Host(String),
    /// An address inside.
    #[error("{0} leads to an address that is not on the public internet")]
    Inside(String),
    /// More redirects than are followed.
    #[error("{0}: too many redirects")]
    Redirects(String),
    /// Another status than 200.
    #[error("{0} answered {1}")]
    Status(String, u16),
    /// Larger than allowed, or packed so that its size cannot be known.
    #[error("{0}: larger than {1} MB, or compressed on the way")]
    Large(String, usize),
    /// It took too long.
    #[error("{0}: no whole answer in time")]
    Late(String),
    /// The network failed.
    #[error("{0} cannot be reached: {1}")]
    Network(String, String),
}

/// What may be fetched.
#[derive(Debug, Clone)]
pub struct Rules {
    /// Hosts, lower case, each with those under it when it begins with a dot; none is every host.
    pub hosts: Vec<String>,
    /// Odd ports and addresses inside too: for a provider that the operator has named.
    pub may_be_inside: bool,
    /// Plain HTTP too: for what answers on this machine.
    pub may_be_plain: bool,
    /// Largest answer, in bytes.
    pub bytes_max: usize,
    /// Longest time for it all.
    pub patience: Duration,
}

/// What is sent with the request.
#[derive(Debug, Clone, Default)]
pub struct Sending {
    /// A form, which makes the request a POST.
    pub form: Option<String>,
    /// The header `Authorization`.
    pub authorization: Option<String>,
}

/// Fetches an address.
pub async fn get(address: &str, rules: &Rules) -> Result<Bytes, Refused> {
    send(address, &Sending::default(), rules).await
}

/// Fetches an address, sending something with it. Only what sends nothing follows redirects.
pub async fn send(address: &str, sending: &Sending, rules: &Rules) -> Result<Bytes, Refused> {
    let whole = follow(address, sending, rules);
    let done = tokio::time::timeout(rules.patience, whole).await;
    done.unwrap_or_else(|_| Err(Refused::Late(address.to_owned())))
}

async fn follow(address: &str, sending: &Sending, rules: &Rules) -> Result<Bytes, Refused> {
    let url =
        Url::parse(address).map_err(|_| Refused::Malformed(address.chars().take(200).collect()))?;
    let first = ask(&url, sending, rules).await?;
    to_end(url, first, sending, rules).await
}

/// From the first answer to the last: each redirect is checked like the first address.
async fn to_end(
    mut url: Url,
    mut response: Response<hyper::body::Incoming>,
    sending: &Sending,
    rules: &Rules,
) -> Result<Bytes, Refused> {
    let sends_nothing = sending.form.is_none() && sending.authorization.is_none();
    let mut redirects = 0;
    while response.status().is_redirection() && sends_nothing {
        let next = response.headers().get(LOCATION).and_then(|to| to.to_str().ok());
        let Some(next) = next else { break };
        if redirects == REDIRECTS_MAX {
            return Err(Refused::Redirects(shown(&url)));
        }
        redirects += 1;
        url = url.join(next).map_err(|_| Refused::Malformed(next.to_owned()))?;
        response = ask(&url, sending, rules).await?;
    }
    if response.status() != StatusCode::OK {
        return Err(Refused::Status(shown(&url), response.status().as_u16()));
    }
    read(&url, response, rules).await
}

/// Host and path: queries may hold secrets.
fn shown(url: &Url) -> String {
    format!("{}{}", url.host_str().unwrap_or_default(), url.path())
}

/// Checks everything about an address that can be known before its name is looked up.
fn check(url: &Url, rules: &Rules) -> Result<(), Refused> {
    let is_web = url.scheme() == "https" || (rules.may_be_plain && url.scheme() == "http");
    if !is_web {
        return Err(Refused::Scheme(url.scheme().to_owned()));
    }
    let has_login = !url.username().is_empty() || url.password().is_some();
    if has_login || (url.port().is_some() && !rules.may_be_inside) {
        return Err(Refused::Shape(shown(url)));
    }
    let host = url.host_str().unwrap_or_default().trim_end_matches('.');
    let is_allowed = rules.hosts.is_empty()
        || rules.hosts.iter().any(|allowed| match allowed.strip_prefix('.') {
            Some(above) => host == above || host.ends_with(allowed),
            None => host == allowed,
        });
    if is_allowed { Ok(()) } else { Err(Refused::Host(host.to_owned())) }
}

/// The addresses behind a host, all of them allowed.
async fn addresses(url: &Url, rules: &Rules) -> Result<Vec<SocketAddr>, Refused> {
    let port = url.port_or_known_default().unwrap_or(443);
    let found: Vec<IpAddr> = match url.host() {
        Some(Host::Ipv4(address)) => vec![IpAddr::V4(address)],
        Some(Host::Ipv6(address)) => vec![IpAddr::V6(address)],
        Some(Host::Domain(name)) => tokio::net::lookup_host((name, port))
            .await
            .map_err(|error| Refused::Network(shown(url), error.to_string()))?
            .map(|address| address.ip())
            .collect(),
        None => Vec::new(),
    };
    // One address inside among public ones is how one would be led astray: none is used then.
    if found.is_empty() || (!rules.may_be_inside && !found.iter().all(|one| is_public(*one))) {
        return Err(Refused::Inside(shown(url)));
    }
    Ok(found.into_iter().map(|address| SocketAddr::new(address, port)).collect())
}

async fn ask(
    url: &Url,
    sending: &Sending,
    rules: &Rules,
) -> Result<Response<hyper::body::Incoming>, Refused> {
    check(url, rules)?;
    let failed = |error: String| Refused::Network(shown(url), error);
    let addresses = addresses(url, rules).await?;
    let connecting = tokio::time::timeout(CONNECT, TcpStream::connect(addresses.as_slice()));
    let stream = connecting.await.map_err(|_| Refused::Late(shown(url)))?;
    let stream = stream.map_err(|error| failed(error.to_string()))?;
    let request = request(url, sending).map_err(|error| failed(error.to_string()))?;
    let answered = if url.scheme() == "https" {
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        let name = ServerName::try_from(host).map_err(|error| failed(error.to_string()))?;
        let stream = TlsConnector::from(Arc::clone(&TLS)).connect(name, stream).await;
        exchange(stream.map_err(|error| failed(error.to_string()))?, request).await
    } else {
        exchange(stream, request).await
    };
    answered.map_err(|error| failed(error.to_string()))
}

/// TLS with Mozilla's roots, TLS 1.2 and 1.3.
static TLS: LazyLock<Arc<ClientConfig>> = LazyLock::new(|| {
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let provider = Arc::new(crypto::ring::default_provider());
    let builder =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    #[expect(clippy::expect_used, reason = "the provider has the default versions: a constant")]
    let builder = builder.expect("default versions");
    Arc::new(builder.with_root_certificates(roots).with_no_client_auth())
});

fn request(url: &Url, sending: &Sending) -> Result<Request<Full<Bytes>>, hyper::http::Error> {
    let host = match url.port() {
        Some(port) => format!("{}:{port}", url.host_str().unwrap_or_default()),
        None => url.host_str().unwrap_or_default().to_owned(),
    };
    let target =
        url.query().map_or(url.path().to_owned(), |query| format!("{}?{query}", url.path()));
    let mut request = Request::builder()
        .uri(target)
        .header(HOST, host)
        .header(USER_AGENT, concat!("samkraft/", env!("CARGO_PKG_VERSION")))
        .header(ACCEPT, "application/json, */*;q=0.5")
        .header(ACCEPT_ENCODING, "identity");
    if let Some(authorization) = &sending.authorization {
        request = request.header(AUTHORIZATION, authorization);
    }
    match &sending.form {
        Some(form) => request
            .method(Method::POST)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Full::from(form.clone())),
        None => request.method(Method::GET).body(Full::default()),
    }
}

async fn exchange<S>(
    stream: S,
    request: Request<Full<Bytes>>,
) -> Result<Response<hyper::body::Incoming>, hyper::Error>
where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    // The connection lives as long as its answer is read.
    tokio::spawn(connection);
    sender.send_request(request).await
}

async fn read(
    url: &Url,
    response: Response<hyper::body::Incoming>,
    rules: &Rules,
) -> Result<Bytes, Refused> {
    let large = || Refused::Large(shown(url), rules.bytes_max >> 20);
    let coding = response.headers().get(CONTENT_ENCODING);
    if coding.is_some_and(|coding| coding.as_bytes() != b"identity") {
        return Err(large());
    }
    let body = Limited::new(response.into_body(), rules.bytes_max).collect().await;
    let body = body.map_err(|error| {
        if error.is::<http_body_util::LengthLimitError>() {
            large()
        } else {
            Refused::Network(shown(url), error.to_string())
        }
    })?;
    Ok(body.to_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    /// Rules for what answers on this machine, or for the public internet.
    fn rules(is_here: bool) -> Rules {
        Rules {
            hosts: Vec::new(),
            may_be_inside: is_here,
            may_be_plain: is_here,
            bytes_max: 1_000,
            patience: Duration::from_secs(5),
        }
    }

    /// Answers everything in the same way and counts who came.
    async fn listener(answer: &'static str) -> (u16, Arc<AtomicUsize>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("listens");
        let port = listener.local_addr().expect("address").port();
        let hits = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&hits);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::Relaxed);
                let _ = stream.read(&mut [0; 4_096]).await;
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        });
        (port, hits)
    }

    #[tokio::test]
    async fn nothing_inside_is_reached_however_it_is_written() {
        let (port, hits) = listener("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi").await;
        for host in [
            "127.0.0.1",
            "localhost",
            "[::1]",
            "0.0.0.0",
            "2130706433",
            "0177.0.0.1",
            "0x7f.1",
            "127.1",
            "0x7f000001",
            "[::ffff:127.0.0.1]",
            "[::127.0.0.1]",
            "169.254.169.254",
            "[fd00:ec2::254]",
            "10.0.0.1",
            "192.168.0.1",
            "localhost.",
            "LOCALHOST",
            "①②⑦.⓪.⓪.①",
            "127。0。0。1",
            "[64:ff9b::7f00:1]",
            "[2002:7f00:1::]",
        ] {
            for scheme in ["https", "http", "gopher", "ftp", "file"] {
                let address = format!("{scheme}://{host}:{port}/x");
                assert!(get(&address, &rules(false)).await.is_err(), "{address}");
                let address = format!("{scheme}://{host}/x");
                assert!(get(&address, &rules(false)).await.is_err(), "{address}");
            }
            // Nothing but where it leads is wrong with these.
            let address = format!("https://{host}/x");
            let refused = get(&address, &rules(false)).await;
            // A resolver may not know a name that ends in a dot.
            let is_unknown = host == "localhost." && matches!(refused, Err(Refused::Network(..)));
            assert!(is_unknown || matches!(refused, Err(Refused::Inside(_))), "{refused:?}");
            let url = Url::parse(&format!("http://{host}:{port}/x")).expect("address");
            let found = addresses(&url, &rules(false)).await;
            let is_unknown = host == "localhost." && matches!(found, Err(Refused::Network(..)));
            assert!(is_unknown || matches!(found, Err(Refused::Inside(_))), "{url}: {found:?}");
        }
        for odd in [
            "file:///etc/passwd",
            "unix:/run/socket",
            "data:,x",
            "//127.0.0.1/",
            "javascript:1",
            "https://user:secret@example.org/",
            "https://example.org:22/",
            "",
            "https://",
            "https://127.0.0.1\\@example.org/",
            "jar:https://127.0.0.1!/",
            "dict://127.0.0.1:11211/",
        ] {
            assert!(get(odd, &rules(false)).await.is_err(), "{odd}");
        }
        assert_eq!(hits.load(Ordering::Relaxed), 0, "the listener was reached");
    }

    #[tokio::test]
    async fn only_allowed_hosts_are_asked() {
        let rules = Rules { hosts: vec!["data.test".into(), ".open.test".into()], ..rules(false) };
        let allowed = |address: &str| check(&Url::parse(address).expect(address), &rules).is_ok();
        assert!(allowed("https://data.test/x") && allowed("https://a.open.test/"));
        assert!(allowed("https://open.test/") && allowed("https://DATA.test./x"));
        for other in ["https://data.test.evil.test/", "https://xdata.test/", "https://xopen.test/"]
        {
            assert!(!allowed(other), "{other}");
        }
    }

    #[tokio::test]
    async fn a_redirect_is_checked_like_the_first_address() {
        let (inner, hits) = listener("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi").await;
        let fetched = get(&format!("http://127.0.0.1:{inner}/"), &rules(true)).await;
        assert_eq!(fetched.expect("fetched"), "hi");
        let (outer, _) =
            listener("HTTP/1.1 302 Found\r\nlocation: file:///etc/passwd\r\n\r\n").await;
        let refused = get(&format!("http://127.0.0.1:{outer}/"), &rules(true)).await;
        assert!(matches!(refused, Err(Refused::Scheme(_))), "{refused:?}");
        let (round, _) =
            listener("HTTP/1.1 302 Found\r\nlocation: /\r\nconnection: close\r\n\r\n").await;
        let refused = get(&format!("http://127.0.0.1:{round}/"), &rules(true)).await;
        assert!(matches!(refused, Err(Refused::Redirects(_))), "{refused:?}");
        assert_eq!(hits.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn a_redirect_leads_neither_inside_nor_away_from_tls() {
        let (inner, hits) = listener("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi").await;
        // Stands for an answer from outside: only what comes after it goes by these rules.
        let redirected = async |to: String, rules: Rules| {
            let answer = format!("HTTP/1.1 302 Found\r\nlocation: {to}\r\n\r\n");
            let (outer, _) = listener(answer.leak()).await;
            let url = Url::parse(&format!("http://127.0.0.1:{outer}/")).expect("address");
            let sending = Sending::default();
            let first = ask(&url, &sending, &self::rules(true)).await.expect("answered");
            to_end(url, first, &sending, &rules).await
        };
        for inside in ["https://127.0.0.1/", "https://localhost/", "https://[::1]/"] {
            let refused = redirected(inside.to_owned(), rules(false)).await;
            assert!(matches!(refused, Err(Refused::Inside(_))), "{inside}: {refused:?}");
        }
        // A provider with TLS that lies inside is not followed out of TLS.
        let inside = Rules { may_be_plain: false, ..rules(true) };
        let plain = format!("http://127.0.0.1:{inner}/");
        let refused = redirected(plain.clone(), inside).await;
        assert!(matches!(refused, Err(Refused::Scheme(_))), "{refused:?}");
        assert_eq!(hits.load(Ordering::Relaxed), 0);
        assert_eq!(redirected(plain, rules(true)).await.expect("on this machine"), "hi");
    }

    #[tokio::test]
    async fn what_is_large_packed_or_slow_is_given_up() {
        let (large, _) = listener("HTTP/1.1 200 OK\r\ncontent-length: 1001\r\n\r\n").await;
        let refused = get(&format!("http://127.0.0.1:{large}/"), &rules(true)).await;
        assert!(matches!(refused, Err(Refused::Large(..) | Refused::Network(..))), "{refused:?}");
        let (packed, _) =
            listener("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 1\r\n\r\nx")
                .await;
        let refused = get(&format!("http://127.0.0.1:{packed}/"), &rules(true)).await;
        assert!(matches!(refused, Err(Refused::Large(..))), "{refused:?}");
        let (silent, _) = listener("").await;
        let hasty = Rules { patience: Duration::from_millis(50), ..rules(true) };
        let refused = get(&format!("http://127.0.0.1:{silent}/"), &hasty).await;
        assert!(matches!(refused, Err(Refused::Late(_) | Refused::Network(..))), "{refused:?}");
    }
}
