//! Notices of redundancy: a public one of 120 persons where the work has begun, and one that is
//! still secret.

use domain::codes::{MunicipalityCode, Ssyk};
use domain::ids::{OrganisationId, RedundancyId};
use domain::redundancies::{NoticeState, Task};
use store::organisations;
use store::page::Slice;
use store::redundancies::{self, Affected, NewNotice};

use super::{Error, Filling};

/// A notice of the story: municipality, days ago, days until it is public, who is affected.
type Story = (&'static str, i64, i64, &'static [(&'static str, i64)]);

const STORIES: &[Story] = &[
    ("2282", 12, -5, &[("7212", 45), ("8341", 30), ("4322", 25), ("5120", 20)]),
    ("2281", 2, 12, &[("8131", 18), ("4111", 7)]),
];

pub(super) async fn fill(filling: &mut Filling<'_>) -> Result<(), Error> {
    let adviser = filling.person("af-adviser@demo.samkraft.test")?;
    for (nth, (place, ago, public_in, rows)) in STORIES.iter().enumerate() {
        let municipality = MunicipalityCode::parse(place)?;
        let Some(firm) = firm(filling, &municipality).await? else { continue };
        let at = filling.morning(-ago);
        let new = NewNotice {
            id: filling.ids.next::<RedundancyId>(at),
            organisation: firm,
            municipality,
            notified_on: filling.day(-ago),
            last_day_on: filling.day(180 - ago),
            public_from: filling.day(*public_in),
            by_organisation: adviser.organisation,
            by_name: adviser.name.to_owned(),
            affected: affected(filling, rows)?,
            tasks: tasks(filling, place, *ago).await?,
            created_at: at,
        };
        write(filling, &new, nth == 0, adviser.name).await?;
    }
    Ok(())
}

fn affected(filling: &Filling<'_>, rows: &[(&str, i64)]) -> Result<Vec<Affected>, Error> {
    let vocabulary = filling.app.vocabulary();
    let mut all = Vec::new();
    for (code, persons) in rows {
        let ssyk = Ssyk::parse(code)?;
        let group = vocabulary.group(&ssyk).ok_or_else(|| Error::Missing((*code).to_owned()))?;
        all.push(Affected { occupation: group.label.clone(), ssyk, persons: *persons });
    }
    Ok(all)
}

async fn tasks(
    filling: &Filling<'_>,
    place: &str,
    ago: i64,
) -> Result<Vec<(Task, Option<domain::ids::DeskId>, domain::time::Date)>, Error> {
    let mut connection = filling.app.store.read().await?;
    let municipality = MunicipalityCode::parse(place)?;
    let mut all = Vec::new();
    for task in Task::ALL {
        let desk = redundancies::desk_of(
            &mut connection,
            &filling.county,
            &municipality,
            task.role(),
            filling.today,
        );
        let due = task.due_on(filling.day(-ago), filling.day(180 - ago));
        all.push((*task, desk.await?, due));
    }
    Ok(all)
}

/// The largest firm of a municipality.
async fn firm(
    filling: &Filling<'_>,
    municipality: &MunicipalityCode,
) -> Result<Option<OrganisationId>, Error> {
    let mut connection = filling.app.store.read().await?;
    let filter = organisations::Filter { is_actor: Some(false), ..Default::default() };
    let reach = domain::access::Reach::Municipality(municipality.clone());
    let slice = Slice::Page { offset: 0, limit: 200 };
    let page =
        organisations::list(&mut connection, &filling.county, &reach, &filter, slice).await?;
    let size = |one: &organisations::StoredOrganisation| {
        (one.organisation.employees.unwrap_or(0), one.organisation.name.clone())
    };
    Ok(page.items.into_iter().max_by_key(size).map(|one| one.id))
}

async fn write(
    filling: &Filling<'_>,
    new: &NewNotice,
    has_begun: bool,
    by_name: &str,
) -> Result<(), Error> {
    let (county, at) = (&filling.county, new.created_at);
    filling
        .app
        .store
        .write(county, None, |mut tx| async move {
            let tx = &mut tx;
            redundancies::insert(tx, county, new).await?;
            if has_begun {
                let next = NoticeState::Working;
                redundancies::set_state(tx, county, (new.id, 1), next, at).await?;
                for task in [Task::MeetFirm, Task::JointOffers] {
                    let done = Some((by_name, at));
                    redundancies::tick(tx, county, (new.id, task), done).await?;
                }
            }
            Ok::<_, Error>(())
        })
        .await
}
