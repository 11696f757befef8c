//! Times in the calendar for planned contacts and workshops.

use domain::codes::CountyCode;
use domain::ids::{OrganisationId, PersonId};
use domain::mail::Meeting;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::page::Slice;
use crate::row::{find_all, find_one, instant};
use crate::{Connection, Error, Page, Tx, on};

/// A time in the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Appointment {
    /// Id; the calendar's UID follows from it.
    pub id: Uuid,
    /// `contact` or `mapping`.
    pub subject_kind: String,
    /// Which.
    pub subject: Uuid,
    /// The firm.
    pub organisation: OrganisationId,
    /// Who invites.
    pub by_organisation: OrganisationId,
    /// Name of that organisation.
    pub by_organisation_name: String,
    /// When, how long, where, whom.
    #[serde(flatten)]
    pub meeting: Meeting,
    /// Version for calendars, from 0.
    pub sequence: i64,
    /// Called off.
    pub is_cancelled: bool,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl Appointment {
    /// Which version this is.
    pub fn version(&self) -> Version {
        Version { id: self.id, sequence: self.sequence }
    }
}

/// A time as somebody read it: what a change of it is based on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    /// Which time.
    pub id: Uuid,
    /// How often it had been changed.
    pub sequence: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    subject_kind: String,
    subject: Uuid,
    organisation: Uuid,
    by_organisation: Uuid,
    by_organisation_name: String,
    starts_at: i64,
    minutes: i64,
    place: String,
    email: String,
    sequence: i64,
    is_cancelled: bool,
    updated_at: i64,
}

impl Row {
    fn read(self) -> Result<Appointment, Error> {
        Ok(Appointment {
            id: self.id,
            subject_kind: self.subject_kind,
            subject: self.subject,
            organisation: OrganisationId(self.organisation),
            by_organisation: OrganisationId(self.by_organisation),
            by_organisation_name: self.by_organisation_name,
            meeting: Meeting {
                starts_at: instant(self.starts_at)?,
                minutes: self.minutes,
                place: self.place,
                email: self.email,
            },
            sequence: self.sequence,
            is_cancelled: self.is_cancelled,
            updated_at: instant(self.updated_at)?,
        })
    }
}

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "SELECT t.id, t.subject_kind, t.subject, t.organisation, t.by_organisation,
                o.name AS by_organisation_name, t.starts_at, t.minutes, t.place, t.email,
                t.sequence, t.is_cancelled, t.updated_at
             FROM appointment t
             JOIN organisation o ON o.county = t.county AND o.id = t.by_organisation ",
            $rest
        )
    };
}

/// The latest time that stands for something. One that is called off does not stand, whatever its
/// day was.
pub async fn latest(
    connection: &mut Connection,
    county: &CountyCode,
    subject_kind: &str,
    subject: Uuid,
) -> Result<Option<Appointment>, Error> {
    find_one!(
        connection,
        Row,
        columns!(
            "WHERE t.county = $1 AND t.subject_kind = $2 AND t.subject = $3
           AND t.is_cancelled = FALSE
         ORDER BY t.starts_at DESC, t.id DESC LIMIT 1"
        ),
        county.as_str(),
        subject_kind,
        subject
    )
}

/// One time.
pub async fn find(
    connection: &mut Connection,
    county: &CountyCode,
    id: Uuid,
) -> Result<Option<Appointment>, Error> {
    find_one!(connection, Row, columns!("WHERE t.county = $1 AND t.id = $2"), county.as_str(), id)
}

/// Whose times a list shows: those for contacts an organisation has made and for mappings it leads,
/// or for those that one of its people leads where the person is given.
macro_rules! theirs {
    () => {
        "WHERE t.county = $1 AND (
            (t.subject_kind = 'contact' AND EXISTS (SELECT 1 FROM contact c
                WHERE c.county = t.county AND c.id = t.subject AND c.by_organisation = $2))
            OR (t.subject_kind = 'mapping' AND EXISTS (SELECT 1 FROM mapping m
                WHERE m.county = t.county AND m.id = t.subject AND m.leader_organisation = $2)
              AND ($5 IS NULL OR EXISTS (SELECT 1 FROM mapping_lead g WHERE g.county = t.county
                AND g.mapping = t.subject AND g.ended_at IS NULL AND g.person = $5))))
         AND ($3 = '' OR t.subject_kind = $3) AND (t.subject = $4 OR $3 = '') "
    };
}

/// Times of an organisation, those that were called off too, latest first; for one thing when
/// `subject` names its kind and id.
pub async fn page(
    connection: &mut Connection,
    county: &CountyCode,
    (own, leader): (OrganisationId, Option<PersonId>),
    subject: Option<(&str, Uuid)>,
    slice: Slice,
) -> Result<Page<Appointment>, Error> {
    let (kind, id) = subject.unwrap_or(("", Uuid::nil()));
    let leader = leader.map(|person| person.0);
    let total: i64 = on!(connection, |c| sqlx::query_scalar(concat!(
        "SELECT COUNT(*) FROM appointment t ",
        theirs!()
    ))
    .bind(county.as_str())
    .bind(own.0)
    .bind(kind)
    .bind(id)
    .bind(leader)
    .fetch_one(c)
    .await?);
    let items = find_all!(
        connection,
        Row,
        concat!(columns!(""), theirs!(), "ORDER BY t.starts_at DESC, t.id DESC LIMIT $6 OFFSET $7"),
        county.as_str(),
        own.0,
        kind,
        id,
        leader,
        slice.limit(),
        slice.offset()
    )?;
    Ok(Page { items, total, next: None })
}

/// Sets a time, or a new version of one.
pub async fn put(tx: &mut Tx, county: &CountyCode, new: &Appointment) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO appointment (county, id, subject_kind, subject, organisation, by_organisation,
            starts_at, minutes, place, email, sequence, is_cancelled, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)
         ON CONFLICT (county, id) DO UPDATE SET starts_at = excluded.starts_at,
            minutes = excluded.minutes, place = excluded.place, email = excluded.email,
            sequence = excluded.sequence, is_cancelled = excluded.is_cancelled,
            updated_at = excluded.updated_at"
    )
    .bind(county.as_str())
    .bind(new.id)
    .bind(&new.subject_kind)
    .bind(new.subject)
    .bind(new.organisation.0)
    .bind(new.by_organisation.0)
    .bind(new.meeting.starts_at.as_microsecond())
    .bind(new.meeting.minutes)
    .bind(&new.meeting.place)
    .bind(&new.meeting.email)
    .bind(new.sequence)
    .bind(new.is_cancelled)
    .bind(new.updated_at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}
