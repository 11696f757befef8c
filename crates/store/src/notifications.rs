//! Notifications: what a desk or an organisation has to be told. They stand on the desk until read.

use domain::access::Role;
use domain::codes::{CountyCode, MunicipalityCode};
use domain::ids::{DeskId, NotificationId, OrganisationId};
use domain::time::{Date, Timestamp};
use serde::Serialize;
use uuid::Uuid;

use crate::row::instant;
use crate::{Connection, Error, Tx, on};

/// Who is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Everybody who serves a desk.
    Desk(DeskId),
    /// Those who step in at a desk.
    Deputies(DeskId),
    /// An organisation.
    Organisation(OrganisationId),
}

/// A notification about to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNotification {
    /// Id, made before the transaction.
    pub id: NotificationId,
    /// Who is told.
    pub reader: Reader,
    /// What has happened: `case-opened`, `promise-broken`, …; the Fluent key after `told-`.
    pub kind: &'static str,
    /// Kind of what it is about: `case`, `contact`, `mapping`, …
    pub subject_kind: &'static str,
    /// Which.
    pub subject: Uuid,
    /// Name of what it is about.
    pub about: String,
    /// When.
    pub at: Timestamp,
}

/// A notification as read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Notification {
    /// Id.
    pub id: NotificationId,
    /// What has happened.
    pub kind: String,
    /// Kind of what it is about.
    pub subject_kind: String,
    /// Which.
    pub subject: Uuid,
    /// Name of what it is about.
    pub about: String,
    /// When.
    pub at: Timestamp,
}

/// Writes a notification.
pub async fn insert(tx: &mut Tx, county: &CountyCode, new: &NewNotification) -> Result<(), Error> {
    let (desk, organisation, is_for_deputy) = match new.reader {
        Reader::Desk(id) => (Some(id.0), None, false),
        Reader::Deputies(id) => (Some(id.0), None, true),
        Reader::Organisation(id) => (None, Some(id.0), false),
    };
    on!(tx, |c| sqlx::query(
        "INSERT INTO notification (county, id, desk, organisation, is_for_deputy, kind,
            subject_kind, subject, about, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    )
    .bind(county.as_str())
    .bind(new.id.0)
    .bind(desk)
    .bind(organisation)
    .bind(is_for_deputy)
    .bind(new.kind)
    .bind(new.subject_kind)
    .bind(new.subject)
    .bind(&new.about)
    .bind(new.at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Where those who hold one of two roles in a municipality read: at their desks, or as an
/// organisation when some of them have none.
pub async fn readers_in(
    connection: &mut Connection,
    county: &CountyCode,
    municipality: &MunicipalityCode,
    roles: [Role; 2],
    on_day: Date,
) -> Result<Vec<Reader>, Error> {
    let rows: Vec<(Uuid, Option<Uuid>)> = on!(connection, |c| sqlx::query_as(
        "SELECT DISTINCT a.organisation, a.desk
         FROM assignment a JOIN person p ON p.id = a.person
         WHERE a.county = $1 AND a.municipality = $2 AND a.role IN ($3, $4)
           AND p.is_disabled = FALSE
           AND a.valid_from <= $5 AND (a.valid_to IS NULL OR a.valid_to >= $5)"
    )
    .bind(county.as_str())
    .bind(municipality.as_str())
    .bind(roles[0].code())
    .bind(roles[1].code())
    .bind(on_day.to_string())
    .fetch_all(c)
    .await?);
    let lacks_desk = |organisation: Uuid| rows.contains(&(organisation, None));
    let mut ids: Vec<(Uuid, Option<Uuid>)> = rows
        .iter()
        .map(|(organisation, desk)| (*organisation, desk.filter(|_| !lacks_desk(*organisation))))
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let reader = |(organisation, desk): (Uuid, Option<Uuid>)| {
        desk.map_or(Reader::Organisation(OrganisationId(organisation)), |id| {
            Reader::Desk(DeskId(id))
        })
    };
    Ok(ids.into_iter().map(reader).collect())
}

/// Who reads: their organisation, the desks they serve and the desks where they step in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mailbox {
    /// Organisation they speak for.
    pub organisation: Option<OrganisationId>,
    /// Desks they serve as holder.
    pub desks: Vec<DeskId>,
    /// Desks where they step in.
    pub deputy_desks: Vec<DeskId>,
    /// Kinds of subjects they may be told of; none is every kind.
    pub subjects: Option<&'static [&'static str]>,
}

/// Adds which notifications are in a mailbox.
macro_rules! push_mailbox {
    ($query:expr, $county:expr, $mailbox:expr) => {{
        $query.push(" WHERE county = ").push_bind($county.as_str().to_owned());
        $query.push(" AND read_at IS NULL AND (desk IN (NULL");
        for desk in &$mailbox.desks {
            $query.push(", ").push_bind(desk.0);
        }
        for desk in &$mailbox.deputy_desks {
            $query.push(", ").push_bind(desk.0);
        }
        $query.push(") AND (is_for_deputy = FALSE OR desk IN (NULL");
        for desk in &$mailbox.deputy_desks {
            $query.push(", ").push_bind(desk.0);
        }
        $query.push("))");
        if let Some(organisation) = $mailbox.organisation {
            $query.push(" OR organisation = ").push_bind(organisation.0);
        }
        $query.push(")");
        if let Some(subjects) = $mailbox.subjects {
            $query.push(" AND subject_kind IN (NULL");
            for subject in subjects {
                $query.push(", ").push_bind(*subject);
            }
            $query.push(")");
        }
    }};
}

/// What a mailbox has not read yet, newest first.
pub async fn unread(
    connection: &mut Connection,
    county: &CountyCode,
    mailbox: &Mailbox,
    limit: i64,
) -> Result<Vec<Notification>, Error> {
    let rows: Vec<(Uuid, String, String, Uuid, String, i64)> = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new(
            "SELECT id, kind, subject_kind, subject, about, created_at FROM notification",
        );
        push_mailbox!(query, county, mailbox);
        query.push(" ORDER BY created_at DESC, id DESC LIMIT ").push_bind(limit);
        query.build_query_as().fetch_all(c).await?
    });
    rows.into_iter()
        .map(|(id, kind, subject_kind, subject, about, at)| {
            Ok(Notification {
                id: NotificationId(id),
                kind,
                subject_kind,
                subject,
                about,
                at: instant(at)?,
            })
        })
        .collect()
}

/// Marks what was told about something as read by everyone: it has been dealt with.
pub async fn settle(
    tx: &mut Tx,
    county: &CountyCode,
    kind: &str,
    subject: Uuid,
    now: Timestamp,
) -> Result<u64, Error> {
    Ok(on!(tx, |c| sqlx::query(
        "UPDATE notification SET read_at = $4
         WHERE county = $1 AND kind = $2 AND subject = $3 AND read_at IS NULL"
    )
    .bind(county.as_str())
    .bind(kind)
    .bind(subject)
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected()))
}

/// Marks notifications of a mailbox as read, one or all up to an instant; gives how many.
pub async fn mark_read(
    tx: &mut Tx,
    county: &CountyCode,
    mailbox: &Mailbox,
    only: Option<NotificationId>,
    now: Timestamp,
) -> Result<u64, Error> {
    Ok(on!(tx, |c| {
        let mut query = sqlx::QueryBuilder::new("UPDATE notification SET read_at = ");
        query.push_bind(now.as_microsecond());
        push_mailbox!(query, county, mailbox);
        query.push(" AND created_at <= ").push_bind(now.as_microsecond());
        if let Some(id) = only {
            query.push(" AND id = ").push_bind(id.0);
        }
        query.build().execute(c).await?.rows_affected()
    }))
}
