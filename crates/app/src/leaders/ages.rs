//! Ages of a firm's staff, and who can be expected to leave.

use domain::leaders::ages::{ROLES_MAX, RoleForm};
use domain::needs::mapping::MappingState;
use domain::{fault::Fault, ids::MappingId};
use store::leaders::{self as stored, StoredStaff};

use crate::acting::request_key;
use crate::mappings::{Door, Entered, Seat, enter};
use crate::{App, Error, keeping};

/// What a firm has told of its staff, for those who may read its answers.
#[derive(Debug, Clone)]
pub struct AgesView {
    /// Who has come in, to which mapping.
    pub entered: Entered,
    /// What is told.
    pub staff: StoredStaff,
    /// The reader can change it.
    pub can_write: bool,
}

/// The firm itself tells of its staff as long as the mapping stands; its leader while it takes
/// answers.
fn can_write(entered: &Entered) -> bool {
    match entered.seat {
        Seat::Firm => entered.mapping.state != MappingState::Withdrawn,
        Seat::Leader => entered.mapping.state.takes_answers(),
        Seat::Reader | Seat::Watcher => false,
    }
}

/// Ages of a firm's staff. Before the firm has approved they are for the firm and its leader alone,
/// like its answers.
pub async fn view(app: &App, door: Door<'_>) -> Result<AgesView, Error> {
    let entered = enter(app, door).await?;
    entered.must_read()?;
    let (county, id) = (&entered.county, entered.mapping.id);
    let staff = stored::staff_of(&mut app.store.read().await?, county, id).await?;
    let subject = keeping::of_firm("mapping", id.0, entered.mapping.organisation);
    keeping::note(app, &entered.actor, subject).await;
    let can_write = can_write(&entered);
    Ok(AgesView { entered, staff, can_write })
}

/// Writes the ages of one role. `version` is what the form was filled in from.
pub async fn put(
    app: &App,
    door: Door<'_>,
    form: &RoleForm,
    version: i64,
    key: Option<&str>,
) -> Result<MappingId, Error> {
    let entered = &writer(app, door).await?;
    let (role, pension_age) = &form.parse()?;
    let (county, id, now) = (&entered.county, entered.mapping.id, app.now());
    let event = &entered.event(app, "mapping.ages-told");
    let key = request_key(&entered.actor, key, "mapping.ages", &(id, form, version), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let there = stored::staff_of(tx, county, id).await?.staff;
            let is_new = !there.roles.iter().any(|one| one.role == role.role);
            if is_new && there.roles.len() >= ROLES_MAX {
                return Err(Error::from(Fault::new("role", "too-many").with("max", ROLES_MAX)));
            }
            let what = (role, *pension_age);
            stored::put_role(tx, county, id, what, &entered.name, version, now).await?;
            store::events::append(tx, county, event).await?;
            Ok(id)
        })
        .await
}

/// Takes a role away.
pub async fn forget(
    app: &App,
    door: Door<'_>,
    role: &str,
    version: i64,
    key: Option<&str>,
) -> Result<MappingId, Error> {
    let entered = &writer(app, door).await?;
    let (county, id, now) = (&entered.county, entered.mapping.id, app.now());
    let event = &entered.event(app, "mapping.ages-told");
    let key = request_key(&entered.actor, key, "mapping.ages-forget", &(id, role, version), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let age = stored::staff_of(tx, county, id).await?.staff.pension_age;
            let what = (role, age);
            stored::forget_role(tx, county, id, what, &entered.name, version, now).await?;
            store::events::append(tx, county, event).await?;
            Ok::<_, Error>(id)
        })
        .await
}

async fn writer(app: &App, door: Door<'_>) -> Result<Entered, Error> {
    let entered = enter(app, door).await?;
    if can_write(&entered) { Ok(entered) } else { Err(Error::forbidden()) }
}
