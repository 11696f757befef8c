//! A mail server that takes everything and keeps who got which mail.

use std::io::{BufRead, BufReader, Result, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};

/// A mail that was taken.
#[derive(Clone, Debug)]
pub(super) struct Taken {
    pub(super) to: String,
    pub(super) message_id: String,
}

/// The mail server; it lives as long as the process.
pub(super) struct Sink {
    taken: Arc<Mutex<Vec<Taken>>>,
}

impl Sink {
    /// Opens at a port.
    pub(super) fn open(port: u16) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", port))?;
        let taken: Arc<Mutex<Vec<Taken>>> = Arc::default();
        let kept = Arc::clone(&taken);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let kept = Arc::clone(&kept);
                // A client that is killed ends its own conversation only.
                std::thread::spawn(move || talk(&stream, &kept));
            }
        });
        Ok(Self { taken })
    }

    /// What has been taken so far.
    pub(super) fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn talk(stream: &TcpStream, kept: &Mutex<Vec<Taken>>) -> Result<()> {
    stream.set_nodelay(true)?;
    let mut writer = stream.try_clone()?;
    let mut lines = BufReader::new(stream).lines();
    writer.write_all(b"220 sink\r\n")?;
    let mut to = String::new();
    while let Some(line) = lines.next() {
        let line = line?;
        let answer: &[u8] = match line.get(..4).unwrap_or(&line).to_uppercase().as_str() {
            "EHLO" => b"250-sink\r\n250 8BITMIME\r\n",
            "RCPT" => {
                line.split(['<', '>']).nth(1).unwrap_or_default().clone_into(&mut to);
                b"250 ok\r\n"
            }
            "DATA" => {
                writer.write_all(b"354 go on\r\n")?;
                let mut message_id = String::new();
                for line in lines.by_ref() {
                    let line = line?;
                    if line == "." {
                        break;
                    }
                    if let Some(id) = line.strip_prefix("Message-ID: ") {
                        id.clone_into(&mut message_id);
                    }
                }
                let mail = Taken { to: to.clone(), message_id };
                kept.lock().unwrap_or_else(PoisonError::into_inner).push(mail);
                b"250 taken\r\n"
            }
            "QUIT" => {
                writer.write_all(b"221 bye\r\n")?;
                break;
            }
            _ => b"250 ok\r\n",
        };
        writer.write_all(answer)?;
    }
    Ok(())
}
