//! Taking away what has been kept long enough. Which rules there are, and why, is told in
//! `app::keeping::retention`; here is what each of them does.

use domain::codes::CountyCode;
use domain::time::{Date, Timestamp};
use uuid::Uuid;

use crate::personal::ERASED;
use crate::{Connection, Error, Tx, on, seals};

/// What can be taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Notifications that have been read.
    Notifications,
    /// Address of an invitation that is no longer open.
    Invitations,
    /// Drafts that were withdrawn or never approved.
    Drafts,
    /// Who has read what.
    Readings,
    /// Details of events.
    EventDetails,
    /// Contacts in the ledger: names and notes.
    Contacts,
    /// Letters and names of closed cases.
    Cases,
}

impl Class {
    /// Counts what a deletion would reach. `$1` county, `$2` instant, `$3` day, `$4` the mark.
    fn count(self) -> &'static str {
        match self {
            Self::Notifications => {
                "SELECT COUNT(*) FROM notification WHERE county = $1 AND read_at < $2
                    AND $3 = $3 AND $4 = $4"
            }
            Self::Invitations => {
                "SELECT COUNT(*) FROM mapping WHERE county = $1 AND link_expires_at < $2
                    AND invited_email IS NOT NULL AND $3 = $3 AND $4 = $4"
            }
            Self::Drafts => {
                "SELECT COUNT(*) FROM mapping WHERE county = $1 AND updated_at < $2
                    AND approved_at IS NULL AND answers <> '{}' AND $3 = $3 AND $4 = $4"
            }
            Self::Readings => {
                "SELECT COUNT(*) FROM reading WHERE county = $1 AND read_at < $2
                    AND $3 = $3 AND $4 = $4"
            }
            Self::EventDetails => {
                "SELECT COUNT(*) FROM event_detail d JOIN event e
                    ON e.county = d.county AND e.id = d.event
                 WHERE d.county = $1 AND e.happened_at < $2 AND $3 = $3 AND $4 = $4"
            }
            Self::Contacts => {
                "SELECT COUNT(*) FROM contact WHERE county = $1 AND created_at < $2
                    AND held_on < $3 AND (by_name <> $4 OR note IS NOT NULL)"
            }
            Self::Cases => {
                "SELECT COUNT(*) FROM message m JOIN case_file f
                    ON f.county = m.county AND f.id = m.case_file
                 WHERE m.county = $1 AND f.closed_at < $2 AND m.body <> $4 AND $3 = $3"
            }
        }
    }

    /// What is done, in order, with the same values.
    fn statements(self) -> &'static [&'static str] {
        match self {
            Self::Notifications => &["DELETE FROM notification WHERE county = $1 AND read_at < $2
                    AND $3 = $3 AND $4 = $4"],
            Self::Invitations => {
                // The link's hash stays: its page says whom to ask, and shows the receipt.
                &["UPDATE mapping SET invited_email = NULL WHERE county = $1
                    AND link_expires_at < $2 AND invited_email IS NOT NULL
                    AND $3 = $3 AND $4 = $4"]
            }
            Self::Drafts => {
                &["UPDATE mapping SET answers = '{}' WHERE county = $1 AND updated_at < $2
                    AND approved_at IS NULL AND answers <> '{}' AND $3 = $3 AND $4 = $4"]
            }
            // The chain is told: see `seals::purge_readings`.
            Self::Readings => &[],
            Self::EventDetails => {
                &["DELETE FROM event_detail WHERE county = $1 AND $3 = $3 AND $4 = $4
                    AND EXISTS (SELECT 1 FROM event e WHERE e.county = event_detail.county
                        AND e.id = event_detail.event AND e.happened_at < $2)"]
            }
            Self::Contacts => &["UPDATE contact SET by_name = $4, note = NULL WHERE county = $1
                    AND created_at < $2 AND held_on < $3
                    AND (by_name <> $4 OR note IS NOT NULL)"],
            Self::Cases => &[
                "UPDATE message SET body = $4, from_name = $4 WHERE county = $1
                        AND body <> $4 AND $3 = $3 AND EXISTS (SELECT 1 FROM case_file f
                            WHERE f.county = message.county AND f.id = message.case_file
                              AND f.closed_at < $2)",
                "UPDATE case_file SET taken_by_name = $4 WHERE county = $1
                        AND closed_at < $2 AND taken_by_name IS NOT NULL AND $3 = $3",
                "UPDATE mapping SET answers = '{}' WHERE county = $1 AND $3 = $3 AND $4 = $4
                        AND EXISTS (SELECT 1 FROM case_file f WHERE f.county = mapping.county
                            AND f.id = mapping.case_file AND f.closed_at < $2)",
            ],
        }
    }
}

/// How much a rule would take away.
pub async fn count(
    connection: &mut Connection,
    county: &CountyCode,
    class: Class,
    before: Timestamp,
    before_day: Date,
) -> Result<i64, Error> {
    Ok(on!(connection, |c| sqlx::query_scalar(class.count())
        .bind(county.as_str())
        .bind(before.as_microsecond())
        .bind(before_day.to_string())
        .bind(ERASED)
        .fetch_one(c)
        .await?))
}

/// Takes away what is older; gives how much.
pub async fn purge(
    tx: &mut Tx,
    county: &CountyCode,
    class: Class,
    before: Timestamp,
    before_day: Date,
    now: Timestamp,
) -> Result<i64, Error> {
    let due = count(tx, county, class, before, before_day).await?;
    if class == Class::Readings {
        seals::purge_readings(tx, county, before, now).await?;
    }
    for &statement in class.statements() {
        on!(tx, |c| sqlx::query(statement)
            .bind(county.as_str())
            .bind(before.as_microsecond())
            .bind(before_day.to_string())
            .bind(ERASED)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(due)
}

/// What has been taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purged {
    /// Id.
    pub id: Uuid,
    /// Code of the rule.
    pub class: &'static str,
    /// When.
    pub at: Timestamp,
    /// How much.
    pub rows: i64,
    /// On whose decision.
    pub decision: Option<String>,
}

/// Keeps the count of a purge.
pub async fn remember(tx: &mut Tx, county: &CountyCode, purged: &Purged) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO purge (county, id, class, purged_at, row_count, decision)
         VALUES ($1, $2, $3, $4, $5, $6)"
    )
    .bind(county.as_str())
    .bind(purged.id)
    .bind(purged.class)
    .bind(purged.at.as_microsecond())
    .bind(purged.rows)
    .bind(purged.decision.as_deref())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// When a county was last purged.
pub async fn last(
    connection: &mut Connection,
    county: &CountyCode,
) -> Result<Option<Timestamp>, Error> {
    let at: Option<i64> = on!(connection, |c| sqlx::query_scalar(
        "SELECT MAX(purged_at) FROM purge WHERE county = $1"
    )
    .bind(county.as_str())
    .fetch_one(c)
    .await?);
    crate::row::instant_opt(at)
}
