//! Handovers as they were made, and what firms are told of them.

use domain::codes::CountyCode;
use domain::continuity::ItemKind;
use domain::ids::{ContactChangeId, DeskId, HandoverId, OrganisationId, PersonId};
use domain::time::{Date, Timestamp};
use serde::Serialize;
use uuid::Uuid;

use crate::page::{Page, Slice};
use crate::row::{code, day_opt, find_all, find_one, instant};
use crate::{Connection, Error, Tx, on};

/// A handover about to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewHandover {
    /// Id, made before the transaction.
    pub id: HandoverId,
    /// Organisation of whoever leaves.
    pub organisation: OrganisationId,
    /// Who leaves; none is the whole organisation.
    pub leaver: Option<PersonId>,
    /// Their name, or the organisation's.
    pub from_name: String,
    /// Who made the handover.
    pub by_name: String,
    /// Why.
    pub reason: String,
    /// How many things.
    pub count: i64,
    /// When.
    pub made_at: Timestamp,
}

/// One thing of a handover, as it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewHandoverItem {
    /// The thing.
    pub item: super::Item,
    /// Desk that has it now.
    pub to_desk: DeskId,
    /// Whose desk.
    pub to_organisation: OrganisationId,
    /// Who on the desk; none is everybody.
    pub to_name: Option<String>,
}

/// A handover as read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredHandover {
    /// Id.
    pub id: HandoverId,
    /// Organisation of whoever left.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// The whole organisation left.
    pub is_whole: bool,
    /// Who left.
    pub from_name: String,
    /// Who made the handover.
    pub by_name: String,
    /// Why.
    pub reason: String,
    /// How many things.
    pub count: i64,
    /// When.
    pub made_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct HandoverRow {
    id: Uuid,
    organisation: Uuid,
    organisation_name: String,
    is_whole: bool,
    from_name: String,
    by_name: String,
    reason: String,
    item_count: i64,
    made_at: i64,
}

impl HandoverRow {
    fn read(self) -> Result<StoredHandover, Error> {
        Ok(StoredHandover {
            id: HandoverId(self.id),
            organisation: OrganisationId(self.organisation),
            organisation_name: self.organisation_name,
            is_whole: self.is_whole,
            from_name: self.from_name,
            by_name: self.by_name,
            reason: self.reason,
            count: self.item_count,
            made_at: instant(self.made_at)?,
        })
    }
}

/// One thing of a handover as read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredHandoverItem {
    /// Kind.
    pub kind: ItemKind,
    /// Which.
    pub id: Uuid,
    /// Number, topic or words.
    pub title: String,
    /// The firm it is about.
    #[serde(skip)]
    pub firm: Option<OrganisationId>,
    /// Name of the firm.
    pub firm_name: Option<String>,
    /// Where it stood.
    pub state: String,
    /// Who at the firm had written last.
    pub contact_name: Option<String>,
    /// What was to happen next.
    pub next_step: Option<String>,
    /// And when.
    pub next_step_on: Option<Date>,
    /// Name of the desk that took over.
    pub desk_name: String,
    /// Telephone of the desk.
    pub desk_phone: Option<String>,
    /// Who there; none is everybody.
    pub to_name: Option<String>,
}

#[derive(sqlx::FromRow)]
struct ItemRow {
    kind: String,
    subject: Uuid,
    title: String,
    firm: Option<Uuid>,
    firm_name: Option<String>,
    state: String,
    contact_name: Option<String>,
    next_step: Option<String>,
    next_step_on: Option<String>,
    desk_name: String,
    desk_phone: Option<String>,
    to_name: Option<String>,
}

impl ItemRow {
    fn read(self) -> Result<StoredHandoverItem, Error> {
        Ok(StoredHandoverItem {
            kind: code("handover_item.kind", ItemKind::parse(&self.kind))?,
            id: self.subject,
            title: self.title,
            firm: self.firm.map(OrganisationId),
            firm_name: self.firm_name,
            state: self.state,
            contact_name: self.contact_name,
            next_step: self.next_step,
            next_step_on: day_opt(self.next_step_on.as_deref())?,
            desk_name: self.desk_name,
            desk_phone: self.desk_phone,
            to_name: self.to_name,
        })
    }
}

/// Writes a handover down.
pub async fn insert_handover(
    tx: &mut Tx,
    county: &CountyCode,
    new: &NewHandover,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO handover (county, id, organisation, is_whole, leaver, from_name, by_name,
            reason, item_count, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    )
    .bind(county.as_str())
    .bind(new.id.0)
    .bind(new.organisation.0)
    .bind(new.leaver.is_none())
    .bind(new.leaver.map(|id| id.0))
    .bind(&new.from_name)
    .bind(&new.by_name)
    .bind(&new.reason)
    .bind(new.count)
    .bind(new.made_at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Writes one thing of a handover down.
pub async fn insert_handover_item(
    tx: &mut Tx,
    county: &CountyCode,
    handover: HandoverId,
    position: i64,
    new: &NewHandoverItem,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO handover_item (county, handover, position, kind, subject, title, firm, state,
            contact_name, next_step, next_step_on, to_desk, to_organisation, to_name)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
    )
    .bind(county.as_str())
    .bind(handover.0)
    .bind(position)
    .bind(new.item.kind.code())
    .bind(new.item.id)
    .bind(&new.item.title)
    .bind(new.item.firm.map(|id| id.0))
    .bind(&new.item.state)
    .bind(new.item.contact_name.as_deref())
    .bind(new.item.next_step.as_deref())
    .bind(new.item.next_step_on.map(|day| day.to_string()))
    .bind(new.to_desk.0)
    .bind(new.to_organisation.0)
    .bind(new.to_name.as_deref())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// How far somebody sees among handovers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandoverScope {
    /// All of the county.
    County,
    /// Those from an organisation whole, and of others what came to it.
    Organisation(OrganisationId),
}

impl HandoverScope {
    pub(super) fn binds(self) -> (bool, Uuid) {
        match self {
            Self::County => (true, Uuid::nil()),
            Self::Organisation(id) => (false, id.0),
        }
    }
}

macro_rules! seen {
    () => {
        " FROM handover h
         JOIN organisation o ON o.county = h.county AND o.id = h.organisation
         WHERE h.county = $1 AND ($2 = TRUE OR h.organisation = $3 OR EXISTS (
           SELECT 1 FROM handover_item i WHERE i.county = h.county AND i.handover = h.id
             AND i.to_organisation = $3))"
    };
}

/// Handovers within sight, newest first.
pub async fn handovers(
    connection: &mut Connection,
    county: &CountyCode,
    scope: HandoverScope,
    slice: Slice,
) -> Result<Page<StoredHandover>, Error> {
    let (is_county, own) = scope.binds();
    let items: Result<Vec<StoredHandover>, Error> = find_all!(
        connection,
        HandoverRow,
        concat!(
            "SELECT h.id, h.organisation, o.name AS organisation_name, h.is_whole, h.from_name,
                h.by_name, h.reason, h.item_count, h.made_at",
            seen!(),
            " ORDER BY h.made_at DESC, h.id DESC LIMIT $4 OFFSET $5"
        ),
        county.as_str(),
        is_county,
        own,
        slice.limit(),
        slice.offset(),
    );
    let total: i64 = on!(connection, |c| sqlx::query_scalar(concat!("SELECT COUNT(*)", seen!()))
        .bind(county.as_str())
        .bind(is_county)
        .bind(own)
        .fetch_one(c)
        .await?);
    Ok(Page { items: items?, total, next: None })
}

/// One handover within sight.
pub async fn find_handover(
    connection: &mut Connection,
    county: &CountyCode,
    scope: HandoverScope,
    id: HandoverId,
) -> Result<Option<StoredHandover>, Error> {
    let (is_county, own) = scope.binds();
    find_one!(
        connection,
        HandoverRow,
        concat!(
            "SELECT h.id, h.organisation, o.name AS organisation_name, h.is_whole, h.from_name,
                h.by_name, h.reason, h.item_count, h.made_at",
            seen!(),
            " AND h.id = $4"
        ),
        county.as_str(),
        is_county,
        own,
        id.0,
    )
}

/// What a handover was about, as far as somebody sees.
pub async fn handover_items(
    connection: &mut Connection,
    county: &CountyCode,
    scope: HandoverScope,
    id: HandoverId,
    limit: i64,
) -> Result<Vec<StoredHandoverItem>, Error> {
    let (is_county, own) = scope.binds();
    find_all!(
        connection,
        ItemRow,
        "SELECT i.kind, i.subject, i.title, i.firm, f.name AS firm_name, i.state, i.contact_name,
            i.next_step, i.next_step_on, d.name AS desk_name, d.phone AS desk_phone, i.to_name
         FROM handover_item i
         JOIN handover h ON h.county = i.county AND h.id = i.handover
         JOIN desk d ON d.county = i.county AND d.id = i.to_desk
         LEFT JOIN organisation f ON f.county = i.county AND f.id = i.firm
         WHERE i.county = $1 AND i.handover = $4
           AND ($2 = TRUE OR h.organisation = $3 OR i.to_organisation = $3)
         ORDER BY i.position LIMIT $5",
        county.as_str(),
        is_county,
        own,
        id.0,
        limit,
    )
}

/// A firm is about to be told who its new contact is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewContactChange {
    /// Id, made before the transaction.
    pub id: ContactChangeId,
    /// The firm.
    pub organisation: OrganisationId,
    /// By which handover.
    pub handover: HandoverId,
    /// Desk that answers it now.
    pub desk: DeskId,
    /// Who there; none is everybody.
    pub new_name: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// What a firm is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ContactChange {
    /// Id.
    pub id: ContactChangeId,
    /// Name of the desk.
    pub desk_name: String,
    /// Its telephone.
    pub desk_phone: Option<String>,
    /// Its address.
    pub desk_email: Option<String>,
    /// Who there; none is everybody.
    pub name: Option<String>,
    /// When.
    pub at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct ChangeRow {
    id: Uuid,
    desk_name: String,
    desk_phone: Option<String>,
    desk_email: Option<String>,
    new_name: Option<String>,
    changed_at: i64,
}

impl ChangeRow {
    fn read(self) -> Result<ContactChange, Error> {
        Ok(ContactChange {
            id: ContactChangeId(self.id),
            desk_name: self.desk_name,
            desk_phone: self.desk_phone,
            desk_email: self.desk_email,
            name: self.new_name,
            at: instant(self.changed_at)?,
        })
    }
}

/// Tells a firm who its new contact is.
pub async fn insert_contact_change(
    tx: &mut Tx,
    county: &CountyCode,
    new: &NewContactChange,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO contact_change (county, id, organisation, handover, desk, new_name,
            changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)"
    )
    .bind(county.as_str())
    .bind(new.id.0)
    .bind(new.organisation.0)
    .bind(new.handover.0)
    .bind(new.desk.0)
    .bind(new.new_name.as_deref())
    .bind(new.at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// What a firm has been told since an instant and has not said that it has seen, newest first.
pub async fn contact_changes(
    connection: &mut Connection,
    county: &CountyCode,
    organisation: OrganisationId,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<ContactChange>, Error> {
    find_all!(
        connection,
        ChangeRow,
        "SELECT k.id, d.name AS desk_name, d.phone AS desk_phone, d.email AS desk_email,
            k.new_name, k.changed_at
         FROM contact_change k JOIN desk d ON d.county = k.county AND d.id = k.desk
         WHERE k.county = $1 AND k.organisation = $2 AND k.changed_at > $3 AND k.seen_at IS NULL
         ORDER BY k.changed_at DESC, k.id DESC LIMIT $4",
        county.as_str(),
        organisation.0,
        since.as_microsecond(),
        limit,
    )
}

/// The firm has seen it; false when it was told nothing such.
pub async fn see_contact_change(
    tx: &mut Tx,
    county: &CountyCode,
    organisation: OrganisationId,
    id: ContactChangeId,
    now: Timestamp,
) -> Result<bool, Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE contact_change SET seen_at = COALESCE(seen_at, $4)
         WHERE county = $1 AND organisation = $2 AND id = $3"
    )
    .bind(county.as_str())
    .bind(organisation.0)
    .bind(id.0)
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    Ok(rows == 1)
}
