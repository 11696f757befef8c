//! Handing a letter to a mail server (RFC 5321), as text, HTML and perhaps a calendar file.

use std::time::{Duration, SystemTime};

use exchange::calendar;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{AsyncSmtpTransport, PoolConfig};
use lettre::{Address, AsyncTransport, Message, Tokio1Executor};

use super::{Outgoing, Wording};

/// How long one answer of the mail server may take.
const ANSWER_WITHIN: Duration = Duration::from_secs(20);
/// How long one letter may take in all.
const LETTER_WITHIN: Duration = Duration::from_secs(40);
/// Answers that concern this address or this letter for good (RFC 5321, 4.2.3). All other refusals
/// may be mended, so the letter waits.
const FOR_GOOD: &[u16] = &[550, 551, 552, 553, 555, 556];
/// The mail server closes, or lets us in neither plain, by TLS nor with our login (RFC 4954, 6;
/// RFC 3207): that is between it and us, whatever the letter.
const NOT_LET_IN: &[u16] = &[421, 454, 530, 534, 535, 538];
/// Reasons that lie with the sender or a rule of the mail server, not with the address (RFC 3463):
/// the sender's address is wrong, or policy forbids. The settings can be mended.
const OUR_OWN: &[&str] = &["5.1.7", "5.1.8", "5.7."];

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
        let refused = || PostError::From(from.to_owned());
        let mut from: Mailbox = from.parse().map_err(|_| refused())?;
        from.email = ascii(from.email.as_ref()).ok_or_else(refused)?;
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
    pub(crate) fn domain(&self) -> &str {
        self.from.email.domain()
    }

    pub(super) async fn deliver(&self, mail: &Outgoing) -> Delivery {
        let Some(message) = self.message(mail) else {
            return Delivery::Never("address".to_owned());
        };
        let sending = tokio::time::timeout(LETTER_WITHIN, self.transport.send(message));
        let Ok(sent) = sending.await else { return Delivery::Unreachable };
        let Err(error) = sent else { return Delivery::Taken };
        verdict(error.status().map(u16::from), &error.to_string())
    }

    /// The letter as a message; none when its address cannot be written.
    fn message(&self, mail: &Outgoing) -> Option<Message> {
        let to = Mailbox::new(None, ascii(&mail.to)?);
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

/// What an answer means, by its code and its words; no code when there was no answer, or none that
/// could be understood.
fn verdict(code: Option<u16>, words: &str) -> Delivery {
    let is_our_own = || {
        let reasons = words.split(|c: char| !(c.is_ascii_digit() || c == '.'));
        reasons.into_iter().any(|word| OUR_OWN.iter().any(|reason| word.starts_with(reason)))
    };
    match code {
        None => Delivery::Unreachable,
        Some(code) if NOT_LET_IN.contains(&code) => Delivery::Unreachable,
        Some(code) if FOR_GOOD.contains(&code) && !is_our_own() => {
            Delivery::Never(format!("smtp-{code}"))
        }
        Some(code) => Delivery::Later(format!("smtp-{code}")),
    }
}

/// An address with its host as A-labels (RFC 5890), which every mail server takes.
fn ascii(address: &str) -> Option<Address> {
    let (local, host) = address.rsplit_once('@')?;
    Address::new(local, idna::domain_to_ascii(host).ok()?).ok()
}

fn raw(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

fn system_time(at: domain::time::Timestamp) -> SystemTime {
    let seconds = u64::try_from(at.as_second()).unwrap_or(0);
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::{Facts, Letter};

    #[test]
    fn only_what_concerns_the_address_ends_a_letter() {
        let never = |code| Delivery::Never(format!("smtp-{code}"));
        let later = |code| Delivery::Later(format!("smtp-{code}"));
        for (code, words, means) in [
            (None, "Connection error", Delivery::Unreachable),
            (Some(421), "4.3.2 closing", Delivery::Unreachable),
            (Some(454), "4.7.0 TLS not available", Delivery::Unreachable),
            (Some(530), "5.7.0 Authentication required", Delivery::Unreachable),
            (Some(535), "5.7.8 Bad credentials", Delivery::Unreachable),
            (Some(550), "permanent error (550): 5.1.1 no such user", never(550)),
            (Some(550), "permanent error (550): no such user at 15.7.1.2", never(550)),
            (Some(550), "permanent error (550): 5.7.1 Relaying denied", later(550)),
            (Some(550), "permanent error (550): [#5.7.1] Relaying denied", later(550)),
            (Some(553), "permanent error (553): 5.1.8 Sender domain unknown", later(553)),
            (Some(451), "4.7.1 greylisted", later(451)),
            (Some(554), "5.7.1 spam", later(554)),
        ] {
            assert_eq!(verdict(code, words), means, "{code:?} {words}");
        }
    }

    /// Words nothing: its letters are made by the test.
    struct Silent;

    impl Wording for Silent {
        fn letter(&self, _facts: &Facts, _base_url: &str) -> Letter {
            letter("")
        }
    }

    fn letter(subject: &str) -> Letter {
        Letter {
            subject: subject.to_owned(),
            text: "Hej\r\n.\r\nRCPT TO:<evil@evil.test>".to_owned(),
            html: String::new(),
            summary: String::new(),
        }
    }

    #[tokio::test]
    async fn nothing_in_a_letter_becomes_a_header_or_an_address_of_its_own() {
        let from = "Samkraft <svara-inte@region.test>";
        let post = Post::new("smtp://127.0.0.1:1", from, Box::new(Silent)).expect("post");
        let mail = |to: &str, subject: &str| Outgoing {
            id: uuid::Uuid::nil(),
            to: to.to_owned(),
            language: "sv\r\nBcc: evil@evil.test".to_owned(),
            at: domain::time::Timestamp::UNIX_EPOCH,
            letter: letter(subject),
            event: None,
            unsubscribe: Some("https://x.test/\r\nBcc: evil@evil.test".to_owned()),
        };
        for subject in ["Svar\r\nBcc: evil@evil.test", "Svar\n\nBcc: evil@evil.test", "Svår\rBcc:"]
        {
            let message = post.message(&mail("lena@demo.test", subject)).expect("message");
            let whole = String::from_utf8_lossy(&message.formatted()).into_owned();
            let head = whole.split("\r\n\r\n").next().unwrap_or_default();
            let is_bcc = |line: &str| line.to_lowercase().starts_with("bcc");
            assert!(!head.split(['\r', '\n']).any(is_bcc), "{head}");
            let to: Vec<String> = message.envelope().to().iter().map(ToString::to_string).collect();
            assert_eq!(to, ["lena@demo.test"]);
        }
        for odd in
            ["lena@demo.test\r\nBcc: x@evil.test", "lena@demo.test>, <x@evil.test", "a b@x.se"]
        {
            assert!(post.message(&mail(odd, "Svar")).is_none(), "{odd}");
        }
    }

    #[test]
    fn a_host_with_letters_of_its_own_is_written_as_every_server_reads_it() {
        let written = |address| ascii(address).map(|address| address.to_string());
        assert_eq!(written("a@räksmörgås.se").as_deref(), Some("a@xn--rksmrgs-5wao1o.se"));
        assert_eq!(written("lena@demo.test").as_deref(), Some("lena@demo.test"));
        assert_eq!(written("lena"), None);
    }
}
