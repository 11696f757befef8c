//! As much HTTP/1.1 as measuring and checking our own server takes: one kept connection, cookies.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

const TIMEOUT: Duration = Duration::from_secs(30);

/// A visitor with cookies and one connection.
pub(crate) struct Client {
    authority: String,
    connection: Option<BufReader<TcpStream>>,
    cookies: BTreeMap<String, String>,
    csrf: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Response {
    /// Status code.
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    /// The body, decoded from chunks.
    pub(crate) body: Vec<u8>,
}

impl Response {
    /// True for 2xx.
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The body as JSON; anything else is an error that shows how the body begins.
    pub(crate) fn json(&self) -> Result<Value> {
        serde_json::from_slice(&self.body).with_context(|| format!("no JSON: {}", self.start()))
    }

    /// The status and the first characters of the body, for messages.
    pub(crate) fn start(&self) -> String {
        let text: String = String::from_utf8_lossy(&self.body).chars().take(200).collect();
        format!("{} {text}", self.status)
    }

    /// A header by its lower-case name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

impl Client {
    /// A visitor of the server at `http://HOST:PORT`.
    pub(crate) fn new(url: &str) -> Self {
        let authority = url.trim_start_matches("http://").trim_end_matches('/').to_owned();
        Self { authority, connection: None, cookies: BTreeMap::new(), csrf: None }
    }

    /// A visitor who has logged in.
    pub(crate) fn log_in(url: &str, email: &str, password: &str) -> Result<Self> {
        let mut client = Self::new(url);
        let body = serde_json::json!({ "email": email, "password": password });
        let answer = client.post("/api/v1/session", &body, &[])?;
        if !answer.is_success() {
            bail!("{email} could not log in: {}", answer.start());
        }
        client.renew_session().with_context(|| format!("{email} has no session after login"))?;
        Ok(client)
    }

    /// Asks who we are, which also brings the token that writes must carry.
    pub(crate) fn renew_session(&mut self) -> Result<()> {
        let session = self.get("/api/v1/session")?;
        if !session.is_success() {
            bail!("no session: {}", session.start());
        }
        self.csrf = session.json()?.get("csrfToken").and_then(Value::as_str).map(str::to_owned);
        Ok(())
    }

    /// The same visitor, session and all, at a server that has moved to another port.
    pub(crate) fn at(&self, url: &str) -> Self {
        let mut client = Self::new(url);
        client.cookies.clone_from(&self.cookies);
        client.csrf.clone_from(&self.csrf);
        client
    }

    /// Reads a page. A connection that the server closed while idle is opened once more.
    pub(crate) fn get(&mut self, path: &str) -> io::Result<Response> {
        let had_connection = self.connection.is_some();
        match self.exchange("GET", path, &[], None) {
            Err(_) if had_connection => self.exchange("GET", path, &[], None),
            other => other,
        }
    }

    /// Reads JSON; anything but 2xx is an error.
    pub(crate) fn get_json(&mut self, path: &str) -> Result<Value> {
        let answer = self.get(path).with_context(|| format!("GET {path}"))?;
        if !answer.is_success() {
            bail!("GET {path}: {}", answer.start());
        }
        answer.json().with_context(|| format!("GET {path}"))
    }

    /// Sends JSON, once: whoever repeats a write must know that it repeats it.
    pub(crate) fn post(
        &mut self,
        path: &str,
        body: &Value,
        headers: &[(&str, &str)],
    ) -> io::Result<Response> {
        let body = body.to_string();
        self.exchange("POST", path, headers, Some(("application/json", body.as_bytes())))
    }

    /// Sends a body of another kind, once.
    pub(crate) fn send(&mut self, path: &str, kind: &str, body: &[u8]) -> io::Result<Response> {
        self.exchange("POST", path, &[], Some((kind, body)))
    }

    /// The token that writes carry; empty when nobody has logged in.
    pub(crate) fn csrf(&self) -> &str {
        self.csrf.as_deref().unwrap_or_default()
    }

    fn exchange(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<(&str, &[u8])>,
    ) -> io::Result<Response> {
        let head = self.head(method, path, headers, body);
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => self.connect()?,
        };
        let mut message = head.into_bytes();
        message.extend_from_slice(body.map_or(&[], |(_, bytes)| bytes));
        connection.get_mut().write_all(&message)?;
        let response = read_response(&mut connection)?;
        for (name, value) in &response.headers {
            if name == "set-cookie" {
                self.keep_cookie(value);
            }
        }
        if response.header("connection") != Some("close") {
            self.connection = Some(connection);
        }
        Ok(response)
    }

    fn connect(&self) -> io::Result<BufReader<TcpStream>> {
        let stream = TcpStream::connect(&self.authority)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(TIMEOUT))?;
        stream.set_write_timeout(Some(TIMEOUT))?;
        Ok(BufReader::new(stream))
    }

    fn head(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<(&str, &[u8])>,
    ) -> String {
        let mut lines = vec![
            format!("{method} {path} HTTP/1.1"),
            format!("host: {}", self.authority),
            "accept: text/html, application/json".into(),
        ];
        if !self.cookies.is_empty() {
            let pairs: Vec<String> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            lines.push(format!("cookie: {}", pairs.join("; ")));
        }
        if let Some((kind, bytes)) = body {
            lines.push(format!("content-type: {kind}"));
            lines.push(format!("content-length: {}", bytes.len()));
            if let Some(csrf) = &self.csrf {
                lines.push(format!("x-csrf-token: {csrf}"));
            }
        }
        lines.extend(headers.iter().map(|(name, value)| format!("{name}: {value}")));
        lines.join("\r\n") + "\r\n\r\n"
    }

    fn keep_cookie(&mut self, header: &str) {
        let pair = header.split(';').next().unwrap_or_default();
        if let Some((name, value)) = pair.split_once('=') {
            self.cookies.insert(name.trim().to_owned(), value.trim().to_owned());
        }
    }
}

fn read_response(source: &mut impl BufRead) -> io::Result<Response> {
    let first = read_line(source)?;
    let status = first
        .split(' ')
        .nth(1)
        .and_then(|code| code.parse().ok())
        .ok_or_else(|| broken("the first line has no status"))?;
    let mut headers = Vec::new();
    loop {
        let line = read_line(source)?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').ok_or_else(|| broken("a header has no colon"))?;
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let mut response = Response { status, headers, body: Vec::new() };
    response.body = read_body(source, &response)?;
    Ok(response)
}

fn read_body(source: &mut impl BufRead, response: &Response) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    if matches!(response.status, 204 | 304) {
        return Ok(body);
    }
    if response.header("transfer-encoding") == Some("chunked") {
        loop {
            let line = read_line(source)?;
            let digits = line.split(';').next().unwrap_or_default();
            let size = u64::from_str_radix(digits, 16).map_err(|_| broken("no chunk size"))?;
            read_exactly(source, size, &mut body)?;
            read_line(source)?;
            if size == 0 {
                return Ok(body);
            }
        }
    }
    let length = response.header("content-length").and_then(|length| length.parse().ok());
    match length {
        Some(length) => read_exactly(source, length, &mut body)?,
        None => {
            source.read_to_end(&mut body)?;
        }
    }
    Ok(body)
}

fn read_exactly(source: &mut impl BufRead, size: u64, body: &mut Vec<u8>) -> io::Result<()> {
    let read = source.take(size).read_to_end(body)?;
    if u64::try_from(read).ok() == Some(size) { Ok(()) } else { Err(broken("the body ends early")) }
}

fn read_line(source: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    if source.read_line(&mut line)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(line.trim_end().to_owned())
}

fn broken(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_of_stated_length_is_read_and_no_more() {
        let mut source = &b"HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}HTTP"[..];
        let response = read_response(&mut source).unwrap();
        assert!(response.is_success());
        assert_eq!(response.body, b"{}");
        assert_eq!(source, b"HTTP");
    }

    #[test]
    fn chunks_are_joined() {
        let text =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n";
        assert_eq!(read_response(&mut text.as_bytes()).unwrap().body, b"abc");
    }

    #[test]
    fn an_answer_cut_short_is_an_error() {
        let mut source = &b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab"[..];
        assert!(read_response(&mut source).is_err());
    }

    #[test]
    fn cookies_and_the_token_go_back() {
        let mut client = Client::new("http://127.0.0.1:1/");
        client.keep_cookie("session=abc; HttpOnly; Path=/");
        client.csrf = Some("t".into());
        let body = Some(("application/json", &b"{}"[..]));
        let head = client.head("POST", "/x", &[("idempotency-key", "k")], body);
        assert!(head.starts_with("POST /x HTTP/1.1\r\nhost: 127.0.0.1:1\r\n"));
        assert!(head.contains("cookie: session=abc\r\n") && head.contains("x-csrf-token: t\r\n"));
        assert!(
            head.contains("content-length: 2\r\n") && head.ends_with("idempotency-key: k\r\n\r\n")
        );
    }
}
