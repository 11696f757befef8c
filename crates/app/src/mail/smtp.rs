//! Handing a letter to a mail server (RFC 5321), as text, HTML and perhaps a calendar file.

use std::time::{Duration, SystemTime};

use exchange::calendar;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{AsyncSmtpTransport, PoolConfig};
use lettre::{AsyncTransport, Message, Tokio1Executor};

use super::{Outgoing, Wording};

/// How long one answer of the mail server may take.
const ANSWER_WITHIN: Duration = Duration::from_secs(20);
/// How long one letter may take in all.
const LETTER_WITHIN: Duration = Duration::from_secs(40);
/// Answers that concern this address or this letter for good (RFC 5321, 4.2.3). All other refusals,
/// such as of a login, may be mended, so the letter waits.
const FOR_GOOD: &[u16] = &[550, 551, 552, 553, 555, 556];

/// Why no post can be set up.
#[derive(Debug, thiserror::Error)]
pub enum PostError {
    /// The sender is no address.
    #[error("SAMKRAFT_MAIL_FROM: «{0}» is not an address such as Samkraft <svara-inte@region.se>")]
    From(String),
    /// The address of the mail server cannot be read.
    #[error(
        "SAMKRAFT_SMTP_URL is not an address such as smtps://user:password@mail.region.se \
         or smtp://localhost:25: {0}"
    )]
    Url(String),
}

/// What became of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Delivery {
    /// The mail server has taken it.
    Taken,
    /// Not now; the code says why.
    Later(String),
    /// Never; the code says why.
    Never(String),
    /// The mail server does not answer.
    Unreachable,
}

/// A mail server, the sender's address and the words of letters.
pub struct Post {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    pub(super) wording: Box<dyn Wording>,
}

impl Post {
    /// Sets the post up; nothing is connected yet. `smtps://` is TLS from the first byte,
    /// `smtp://…?tls=required` is STARTTLS, `smtp://` is plain.
    pub fn new(url: &str, from: &str, wording: Box<dyn Wording>) -> Result<Self, PostError> {
        let from: Mailbox = from.parse().map_err(|_| PostError::From(from.to_owned()))?;
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|error| PostError::Url(error.to_string()))?
            .hello_name(ClientId::Domain(from.email.domain().to_owned()))
            .timeout(Some(ANSWER_WITHIN))
            // One letter at a time: what a killed server leaves in doubt is one letter.
            .pool_config(PoolConfig::new().max_size(1))
            .build();
        Ok(Self { transport, from, wording })
    }

    /// Address letters come from.
    pub(super) fn sender_address(&self) -> String {
        self.from.email.to_string()
    }

    /// Name of the mail house: what ids of mails and meetings end in.
    pub(super) fn domain(&self) -> &str {
        self.from.email.domain()
    }

    pub(super) async fn deliver(&self, mail: &Outgoing) -> Delivery {
        let Some(message) = self.message(mail) else {
            return Delivery::Never("address".to_owned());
        };
        let sending = tokio::time::timeout(LETTER_WITHIN, self.transport.send(message));
        let Ok(sent) = sending.await else { return Delivery::Unreachable };
        let Err(error) = sent else { return Delivery::Taken };
        match error.status().map(u16::from) {
            Some(421) | None => Delivery::Unreachable,
            Some(code) if FOR_GOOD.contains(&code) => Delivery::Never(format!("smtp-{code}")),
            Some(code) => Delivery::Later(format!("smtp-{code}")),
        }
    }

    /// The letter as a message; none when its address cannot be written.
    fn message(&self, mail: &Outgoing) -> Option<Message> {
        let to = Mailbox::new(None, mail.to.parse().ok()?);
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(mail.letter.subject.clone())
            .date(system_time(mail.at))
            .message_id(Some(format!("<{}@{}>", mail.id, self.domain())))
            // RFC 3834: no out-of-office answers to this.
            .raw_header(raw("Auto-Submitted", "auto-generated"))
            .raw_header(raw("Content-Language", &mail.language));
        if let Some(address) = &mail.unsubscribe {
            message = message
                .raw_header(raw("List-Unsubscribe", &format!("<{address}>")))
                .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }
        let mut parts =
            MultiPart::alternative_plain_html(mail.letter.text.clone(), mail.letter.html.clone());
        if let Some((event, method)) = &mail.event {
            let kind = format!("text/calendar; charset=utf-8; method={}", method.name());
            let part = SinglePart::builder()
                .header(ContentType::parse(&kind).ok()?)
                .body(calendar::print(event, *method));
            parts = parts.singlepart(part);
        }
        message.multipart(parts).ok()
    }
}

fn raw(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

fn system_time(at: domain::time::Timestamp) -> SystemTime {
    let seconds = u64::try_from(at.as_second()).unwrap_or(0);
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}
