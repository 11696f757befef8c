//! A mail server that keeps what it gets. Addresses decide what it says: `never@…` is refused for
//! good, `later@…` the first time only, `rule@…` by a rule, `login@…` for want of a login.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A letter as it came.
#[derive(Debug, Clone)]
pub(crate) struct Received {
    pub(crate) to: String,
    pub(crate) data: String,
}

impl Received {
    /// The value of a header, unfolded.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let head = self.data.split("\r\n\r\n").next().unwrap_or_default().replace("\r\n ", " ");
        head.split("\r\n").find_map(|line| {
            let (given, value) = line.split_once(':')?;
            given.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    }
}

/// The mail server.
#[derive(Clone)]
pub(crate) struct Sink {
    pub(crate) port: u16,
    received: Arc<Mutex<Vec<Received>>>,
    refused: Arc<Mutex<Vec<String>>>,
}

impl Sink {
    /// Opens on a port, 0 for any.
    pub(crate) async fn open(port: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.expect("port");
        let port = listener.local_addr().expect("address").port();
        let sink = Self { port, received: Arc::default(), refused: Arc::default() };
        let own = sink.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let own = own.clone();
                tokio::spawn(async move {
                    // A client that hangs up ends its own conversation only.
                    let _ = own.talk(stream).await;
                });
            }
        });
        sink
    }

    /// What has come so far.
    pub(crate) fn mails(&self) -> Vec<Received> {
        self.received.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn answer_to(&self, to: &str) -> &'static str {
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        if to.starts_with("never@") {
            return "550 no such mailbox\r\n";
        }
        if to.starts_with("rule@") {
            return "550 5.7.1 relaying denied\r\n";
        }
        if to.starts_with("login@") {
            return "530 5.7.0 authentication required\r\n";
        }
        if to.starts_with("later@") && !refused.contains(&to.to_owned()) {
            refused.push(to.to_owned());
            return "451 come back\r\n";
        }
        "250 ok\r\n"
    }

    async fn talk(&self, stream: TcpStream) -> std::io::Result<()> {
        let (reader, mut writer) = stream.into_split();
        let mut lines = BufReader::new(reader).lines();
        writer.write_all(b"220 sink\r\n").await?;
        let mut to = String::new();
        while let Some(line) = lines.next_line().await? {
            let word = line.get(..4).unwrap_or(&line).to_uppercase();
            let answer = match word.as_str() {
                "EHLO" => "250-sink\r\n250 8BITMIME\r\n",
                "RCPT" => {
                    to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                    self.answer_to(&to)
                }
                "DATA" => {
                    writer.write_all(b"354 go on\r\n").await?;
                    let mut data = String::new();
                    while let Some(line) = lines.next_line().await? {
                        if line == "." {
                            break;
                        }
                        data.push_str(line.strip_prefix('.').unwrap_or(&line));
                        data.push_str("\r\n");
                    }
                    let mail = Received { to: to.clone(), data };
                    self.received.lock().unwrap_or_else(PoisonError::into_inner).push(mail);
                    "250 taken\r\n"
                }
                "QUIT" => {
                    writer.write_all(b"221 bye\r\n").await?;
                    break;
                }
                _ => "250 ok\r\n",
            };
            writer.write_all(answer.as_bytes()).await?;
        }
        Ok(())
    }
}
