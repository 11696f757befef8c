//! Messages of a case. All are read here; who may see which is decided by the domain's envelope.

use domain::cases::{Audience, Envelope};
use domain::codes::CountyCode;
use domain::ids::{CaseId, MessageId, OrganisationId};
use domain::time::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use crate::row::{code, find_all, instant};
use crate::{Connection, Error, Tx, on};

/// What a message says and whom it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// From whom and for whom.
    pub envelope: Envelope,
    /// Name of the writer.
    pub from_name: String,
    /// The words.
    pub body: String,
}

/// A message about to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMessage {
    /// Id, made before the transaction.
    pub id: MessageId,
    /// In which case.
    pub case: CaseId,
    /// What it says.
    pub message: Message,
    /// When.
    pub sent_at: Timestamp,
}

/// A message as read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredMessage {
    /// Id.
    pub id: MessageId,
    /// From whom and for whom.
    #[serde(skip)]
    pub envelope: Envelope,
    /// Whom it is for.
    pub audience: Audience,
    /// Name of the writer.
    pub from_name: String,
    /// Name of their organisation.
    pub from_organisation_name: String,
    /// Name of the one other reader.
    pub to_organisation_name: Option<String>,
    /// The words.
    pub body: String,
    /// When.
    pub sent_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct MessageRow {
    id: Uuid,
    from_organisation: Uuid,
    from_name: String,
    from_organisation_name: String,
    audience: String,
    to_organisation: Option<Uuid>,
    to_organisation_name: Option<String>,
    body: String,
    sent_at: i64,
}

impl MessageRow {
    fn read(self) -> Result<StoredMessage, Error> {
        let audience = code("message.audience", Audience::parse(&self.audience))?;
        Ok(StoredMessage {
            id: MessageId(self.id),
            envelope: Envelope {
                from: OrganisationId(self.from_organisation),
                audience,
                to: self.to_organisation.map(OrganisationId),
            },
            audience,
            from_name: self.from_name,
            from_organisation_name: self.from_organisation_name,
            to_organisation_name: self.to_organisation_name,
            body: self.body,
            sent_at: instant(self.sent_at)?,
        })
    }
}

/// Writes a message.
pub async fn insert_message(
    tx: &mut Tx,
    county: &CountyCode,
    new: &NewMessage,
) -> Result<(), Error> {
    let envelope = new.message.envelope;
    on!(tx, |c| sqlx::query(
        "INSERT INTO message (county, id, case_file, from_organisation, from_name, audience,
            to_organisation, body, sent_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    )
    .bind(county.as_str())
    .bind(new.id.0)
    .bind(new.case.0)
    .bind(envelope.from.0)
    .bind(&new.message.from_name)
    .bind(envelope.audience.code())
    .bind(envelope.to.map(|id| id.0))
    .bind(&new.message.body)
    .bind(new.sent_at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Every message of a case, oldest first.
pub async fn messages(
    connection: &mut Connection,
    county: &CountyCode,
    case: CaseId,
) -> Result<Vec<StoredMessage>, Error> {
    find_all!(
        connection,
        MessageRow,
        "SELECT g.id, g.from_organisation, g.from_name, a.name AS from_organisation_name,
            g.audience, g.to_organisation, b.name AS to_organisation_name, g.body, g.sent_at
         FROM message g
         JOIN organisation a ON a.county = g.county AND a.id = g.from_organisation
         LEFT JOIN organisation b ON b.county = g.county AND b.id = g.to_organisation
         WHERE g.county = $1 AND g.case_file = $2 ORDER BY g.sent_at, g.id",
        county.as_str(),
        case.0
    )
}
