//! Templates for answers, a few that two organisations share and one that is somebody's own; and
//! notes on the oldest open case at the broker's desk.

use domain::ids::{CaseNoteId, OrganisationId, ReplyId};
use domain::replies::Reply;
use store::cases::{self, Filter, NewNote, Sight, Sort};
use store::events::{self, NewEvent, Subject};
use store::page::Slice;
use store::replies::{self, Holder, NewReply};

use super::{Acting, Error, Filling};

const BROKER: &str = "broker@demo.samkraft.test";
/// Whose, what it is called, whether it is shared, and the text.
const TEMPLATES: &[(&str, &str, bool, &str)] = &[
    (
        BROKER,
        "Första svaret",
        true,
        "Hej {kontakt}!\n\nTack för att ni hörde av er. Jag har tagit ärende {ärende} och ringer \
         er inom två dagar.\n\nDen {datum}",
    ),
    (
        BROKER,
        "Förslag på väg",
        true,
        "Hej {kontakt}!\n\nVi har hittat en väg som kan passa {företag}. Läs förslaget i ärende \
         {ärende} och skriv om ni vill gå vidare.",
    ),
    (BROKER, "Vi hörs efter helgen", false, "Hej {kontakt}! Vi hörs efter helgen om {ärende}."),
    (
        "muni-adviser.kramfors@demo.samkraft.test",
        "Tack för besöket",
        true,
        "Hej {kontakt}!\n\nTack för att vi fick komma till {företag}. Det ni frågade om ligger nu \
         i ärende {ärende}.",
    ),
];
/// Notes, in the order they were written.
const NOTES: &[(i64, &str)] = &[
    (-3, "Platschefen nås bäst efter lunch. Ring växeln."),
    (-1, "Stäm av med kommunen innan vi lovar något om lokalen."),
];

pub(super) async fn fill(filling: &mut Filling<'_>) -> Result<(), Error> {
    for (login, name, is_shared, body) in TEMPLATES {
        keep(
            filling,
            login,
            Reply { name: (*name).to_owned(), body: (*body).to_owned(), is_shared: *is_shared },
        )
        .await?;
    }
    notes(filling).await
}

async fn keep(filling: &mut Filling<'_>, login: &str, reply: Reply) -> Result<(), Error> {
    let at = filling.morning(-60);
    let acting = filling.person(login)?;
    let Some(own) = acting.actor.assignment() else { return Ok(()) };
    let holder = Holder { organisation: acting.organisation, person: own.person };
    let new = &NewReply { id: filling.ids.next::<ReplyId>(at), holder, reply, at };
    let subject = Subject { kind: "reply", id: new.id.0, organisation: None };
    let event = &NewEvent::by(&acting.actor, at, "reply.kept", subject);
    let county = &filling.county;
    filling
        .app
        .store
        .write(county, None, |mut tx| async move {
            replies::insert(&mut tx, county, new).await?;
            events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(())
        })
        .await
}

async fn notes(filling: &mut Filling<'_>) -> Result<(), Error> {
    let acting = filling.person(BROKER)?;
    let Some(case) = oldest(filling, &acting).await? else { return Ok(()) };
    for (day, words) in NOTES {
        let at = filling.morning(*day);
        let Some(own) = acting.actor.assignment() else { return Ok(()) };
        let new = &NewNote {
            id: filling.ids.next::<CaseNoteId>(at),
            case,
            organisation: acting.organisation,
            person: own.person,
            by_name: acting.name.to_owned(),
            body: (*words).to_owned(),
            at,
        };
        let subject = Subject { kind: "case-note", id: new.id.0, organisation: None };
        let event = &NewEvent::by(&acting.actor, at, "case-note.written", subject);
        let county = &filling.county;
        filling
            .app
            .store
            .write(county, None, |mut tx| async move {
                cases::insert_note(&mut tx, county, new).await?;
                events::append(&mut tx, county, event).await?;
                Ok::<_, Error>(())
            })
            .await?;
    }
    Ok(())
}

/// The open case whose promise is the oldest, of those at the desk of the one who acts.
async fn oldest(
    filling: &Filling<'_>,
    acting: &Acting,
) -> Result<Option<domain::ids::CaseId>, Error> {
    let own: Option<OrganisationId> = acting.actor.organisation();
    let sight = Sight { reach: acting.actor.reach(), organisation: own };
    let desk = acting.actor.assignment().and_then(|held| held.desk);
    let filter = Filter {
        held: cases::Held::Desks(desk.into_iter().collect()),
        sort: Sort::Promise,
        ..Filter::default()
    };
    let mut connection = filling.app.store.read().await?;
    let county = &filling.county;
    let found = cases::list(&mut connection, county, &sight, &filter, Slice::top(1)).await?;
    Ok(found.items.first().map(|case| case.id))
}
