//! Into the outbox, inside the transaction of what the mail tells of.

use domain::codes::CountyCode;
use domain::ids::PersonId;
use domain::ids::{CaseId, OrganisationId};
use domain::mail::{MailChoice, MailKind, ORGANISATION_READERS};
use domain::text;
use domain::time::{Timestamp, day_of};
use store::Tx;
use store::cases::StoredCase;
use store::mail::{Leased, NewMail, Recipient};
use store::notifications::{NewNotification, Reader};
use uuid::Uuid;

use crate::cases::derived;
use crate::{App, Error, Kind};

/// A mail before it is known who gets it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Draft<'a> {
    /// Id made before the transaction, or one that follows from it; every copy gets its own.
    pub(crate) seed: Uuid,
    /// What makes it one and the same.
    pub(crate) once: &'a str,
    /// What it is about.
    pub(crate) kind: MailKind,
    /// What it tells of.
    pub(crate) subject: Uuid,
    /// A number that belongs to the kind.
    pub(crate) number: i64,
    /// Token of a link in it, as [`seal`] gives it.
    pub(crate) secret: Option<&'a str>,
    /// When.
    pub(crate) at: Timestamp,
}

impl Draft<'_> {
    /// Copies get ids far from those that notifications and events derive.
    fn copy(&self, nth: u128, once: &str) -> NewMail {
        NewMail {
            id: derived(self.seed, (nth + 1) << 16),
            once: format!("{}/{once}", self.once),
            kind: self.kind,
            person: None,
            address: None,
            language: MailChoice::default().language,
            subject: self.subject,
            number: self.number,
            secret: self.secret.map(str::to_owned),
            due_at: self.at,
            created_at: self.at,
        }
    }
}

/// What the token of a link is sealed for while its mail waits.
const SEALED_FOR: &str = "outbox";

/// Seals the token of a link: while the mail waits, whoever reads the database or a backup of it
/// cannot open the link.
pub(crate) fn seal(app: &App, token: &str) -> Result<String, Error> {
    app.protection.seal(SEALED_FOR, token.as_bytes())
}

/// A mail with its token as it stands in the link.
pub(super) fn opened(app: &App, mail: &Leased) -> Result<Leased, Error> {
    let Some(sealed) = &mail.secret else { return Ok(mail.clone()) };
    let token = app.protection.open(SEALED_FOR, sealed);
    let token = token.and_then(|token| String::from_utf8(token).ok()).ok_or_else(|| {
        tracing::error!("a mail was sealed with another secret: see SAMKRAFT_SECRET_FILE");
        Error::of(Kind::Internal)
    })?;
    Ok(Leased { secret: Some(token), ..mail.clone() })
}

/// Writes a mail to an address without a login; false when it is none, such as one that has been
/// erased, or the mail stands there already.
pub(crate) async fn to_address(
    tx: &mut Tx,
    county: &CountyCode,
    draft: &Draft<'_>,
    address: &str,
) -> Result<bool, Error> {
    if text::email("email", address).is_err() {
        return Ok(false);
    }
    let mail = NewMail { address: Some(address.to_owned()), ..draft.copy(0, "address") };
    Ok(store::mail::insert(tx, county, &mail).await?)
}

/// Writes a mail to one person with a login, if they want it.
pub(crate) async fn to_person(
    tx: &mut Tx,
    county: &CountyCode,
    draft: &Draft<'_>,
    person: PersonId,
) -> Result<(), Error> {
    let found = store::mail::recipient(tx, person).await?;
    let Some(Recipient { person, choice }) = found.filter(|one| one.choice.wants(draft.kind))
    else {
        return Ok(());
    };
    let mail = NewMail {
        person: Some(person),
        language: choice.language.clone(),
        ..draft.copy(1, &person.to_string())
    };
    store::mail::insert(tx, county, &mail).await?;
    Ok(())
}

/// Writes a mail to everyone who reads there and wants it; gives how many readers there are,
/// whether they want it or not.
pub(crate) async fn to_readers(
    tx: &mut Tx,
    county: &CountyCode,
    draft: &Draft<'_>,
    reader: Reader,
) -> Result<usize, Error> {
    let today = day_of(draft.at);
    let found = store::mail::readers(tx, county, reader, ORGANISATION_READERS, today).await?;
    for (nth, Recipient { person, choice }) in (1..).zip(&found) {
        if choice.wants(draft.kind) {
            let mail = NewMail {
                person: Some(*person),
                language: choice.language.clone(),
                ..draft.copy(nth, &person.to_string())
            };
            store::mail::insert(tx, county, &mail).await?;
        }
    }
    Ok(found.len())
}

/// Writes a mail to a firm: to its people with a login, else to the address it has given.
pub(crate) async fn to_firm(
    tx: &mut Tx,
    county: &CountyCode,
    draft: &Draft<'_>,
    firm: OrganisationId,
    case: Option<CaseId>,
) -> Result<bool, Error> {
    if to_readers(tx, county, draft, Reader::Organisation(firm)).await? > 0 {
        return Ok(true);
    }
    let Some(case) = case else { return Ok(false) };
    match store::mail::firm_address(tx, county, case).await? {
        Some(address) => to_address(tx, county, draft, &address).await,
        None => Ok(false),
    }
}

/// Tells on the desk and by mail.
pub(crate) async fn tell(
    tx: &mut Tx,
    county: &CountyCode,
    notification: &NewNotification,
) -> Result<(), Error> {
    store::notifications::insert(tx, county, notification).await?;
    let Ok(kind) = MailKind::parse(notification.kind) else { return Ok(()) };
    let once = format!("told/{}", notification.id);
    let draft = Draft {
        seed: notification.id.0,
        once: &once,
        kind,
        subject: notification.subject,
        number: 0,
        secret: None,
        at: notification.at,
    };
    let readers = to_readers(tx, county, &draft, notification.reader).await?;
    if let (0, Reader::Desk(desk)) = (readers, notification.reader) {
        // Nobody holds the desk today: its own address is better than silence.
        let desk = store::access::find_desk(tx, county, desk).await?;
        if let Some(address) = desk.and_then(|desk| desk.email) {
            to_address(tx, county, &draft, &address).await?;
        }
    }
    Ok(())
}

/// Tells the firm of a case on its desk and by mail, also where nobody there has a login.
pub(crate) async fn tell_firm(
    tx: &mut Tx,
    county: &CountyCode,
    case: &StoredCase,
    notification: &NewNotification,
    is_first_answer: bool,
) -> Result<(), Error> {
    store::notifications::insert(tx, county, notification).await?;
    let kind = match MailKind::parse(notification.kind) {
        Ok(MailKind::CaseMessage) if is_first_answer => MailKind::CaseAnswered,
        Ok(kind) => kind,
        Err(_) => return Ok(()),
    };
    let once = format!("told/{}", notification.id);
    let draft = Draft {
        seed: notification.id.0,
        once: &once,
        kind,
        subject: case.id.0,
        number: 0,
        secret: None,
        at: notification.at,
    };
    to_firm(tx, county, &draft, case.organisation, Some(case.id)).await?;
    Ok(())
}
