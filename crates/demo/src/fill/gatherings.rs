//! Events: a seminar that fills up, a course with a waiting list, a network's meeting online, one
//! that has been and waits for its outcome, one with an outcome, one called off, and a draft.

use domain::codes::MunicipalityCode;
use domain::gatherings::seats::{Mandate, SignUp};
use domain::gatherings::{Closing, Gathering, GatheringKind, Outcome};
use domain::ids::{GatheringId, OrganisationId};
use domain::time::Timestamp;
use store::gatherings::{self, Change, NewGathering, sign_ups};

use super::{Error, Filling};
use crate::content::Moment;

/// Who comes: slug of the organisation, how many, mandate, and a contact.
struct Guest(&'static str, i64, Mandate, &'static str);

/// How an event has gone on.
enum Went {
    /// Nobody else has seen it.
    Draft,
    /// One can sign up, or it has been.
    Open,
    /// It led to something.
    Closed(Outcome, &'static str, i64),
    /// It did not take place.
    Cancelled(&'static str),
}

/// An event. Days are counted from today.
struct Story {
    by: &'static str,
    kind: GatheringKind,
    title: &'static str,
    text: &'static str,
    on: i64,
    hours: (i8, i8),
    place: Option<(&'static str, &'static str)>,
    link: Option<&'static str>,
    network: Option<&'static str>,
    price: Option<&'static str>,
    seats: Option<i64>,
    guests: &'static [Guest],
    went: Went,
}

const STORIES: &[Story] = &[
    Story {
        by: "muni-adviser.kramfors@demo.samkraft.test",
        kind: GatheringKind::Seminar,
        title: "Så hittar vi fler svetsare i Ådalen",
        text: "Verkstäder, skola och kommun berättar vad som har fungerat. Vi avslutar med en \
               lista över vem som gör vad. Träffen är påhittad.",
        on: 12,
        hours: (13, 16),
        place: Some(("Demo folkets hus, Kramfors", "2282")),
        link: Some("https://moten.samkraft.test/svetsare"),
        network: None,
        price: None,
        seats: Some(40),
        guests: &[
            Guest("demo-lugnviks-mekaniska", 2, Mandate::Prepares, "Demo Maj"),
            Guest("demo-bjasta-svets", 1, Mandate::Listens, "Demo Per"),
            Guest("demo-region-vasternorrland", 2, Mandate::Prepares, "Karin Nordin"),
        ],
        went: Went::Open,
    },
    Story {
        by: "provider@demo.samkraft.test",
        kind: GatheringKind::Course,
        title: "Heta arbeten för sommarens vikarier",
        text: "En dag med teori och övning. Den som klarar provet får intyg. Kursen är påhittad.",
        on: 33,
        hours: (8, 16),
        place: Some(("Demo Komvux, Sollefteå", "2283")),
        link: None,
        network: None,
        price: Some("1 900 kr per person"),
        seats: Some(6),
        guests: &[
            Guest("demo-langsele-verkstad", 4, Mandate::Listens, "Demo Ulla"),
            Guest("demo-indals-mekaniska", 2, Mandate::Listens, "Demo Bo"),
            Guest("demo-njurunda-svets", 3, Mandate::Listens, "Demo Eva"),
            Guest("demo-timra-lack", 1, Mandate::Decides, "Demo Jan"),
        ],
        went: Went::Open,
    },
    Story {
        by: "network-coord@demo.samkraft.test",
        kind: GatheringKind::NetworkMeeting,
        title: "Matlänken: dela kock mellan två kök",
        text: "Tre kök berättar hur de delar på en kock. Mötet är påhittat.",
        on: 19,
        hours: (9, 10),
        place: None,
        link: Some("https://moten.samkraft.test/matlanken"),
        network: Some("demo-matlanken"),
        price: None,
        seats: None,
        guests: &[
            Guest("demo-hoga-kusten-kok", 1, Mandate::Decides, "Demo Lena"),
            Guest("demo-ulvons-fisk", 1, Mandate::Decides, "Demo Kaj"),
        ],
        went: Went::Open,
    },
    Story {
        by: "broker@demo.samkraft.test",
        kind: GatheringKind::Workshop,
        title: "Vilka kurser saknas i länet?",
        text: "Vi går igenom behoven från hösten och väljer tre att arbeta vidare med. \
               Träffen är påhittad.",
        on: -3,
        hours: (13, 15),
        place: Some(("Demo regionens hus, Härnösand", "2280")),
        link: None,
        network: None,
        price: None,
        seats: Some(25),
        guests: &[
            Guest("demo-kommun-kramfors", 1, Mandate::Decides, "Demo Mats"),
            Guest("demo-komvux-solleftea", 2, Mandate::Prepares, "Rut Holmkvist"),
        ],
        went: Went::Open,
    },
    Story {
        by: "broker@demo.samkraft.test",
        kind: GatheringKind::StudyVisit,
        title: "Studiebesök: så lär en verkstad upp nya",
        text: "Vi såg hur faddrar och skola delar på ansvaret. Besöket är påhittat.",
        on: -40,
        hours: (10, 12),
        place: Some(("Demo Ådalens plåt, Kramfors", "2282")),
        link: None,
        network: None,
        price: None,
        seats: Some(12),
        guests: &[
            Guest("demo-bjasta-svets", 2, Mandate::Decides, "Demo Per"),
            Guest("demo-kommun-kramfors", 1, Mandate::Prepares, "Demo Mats"),
        ],
        went: Went::Closed(
            Outcome::Action,
            "Två verkstäder provar faddrar i vår. Kommunen frågar skolan om praktik.",
            3,
        ),
    },
    Story {
        by: "muni-adviser.kramfors@demo.samkraft.test",
        kind: GatheringKind::Fair,
        title: "Jobbmässa i Kramfors",
        text: "Företag och den som söker jobb möts. Mässan är påhittad.",
        on: 26,
        hours: (10, 15),
        place: Some(("Demo sporthallen, Kramfors", "2282")),
        link: None,
        network: None,
        price: None,
        seats: None,
        guests: &[Guest("demo-adalens-plat", 2, Mandate::Decides, "Demo Siv")],
        went: Went::Cancelled("Hallen har fått en vattenskada. Vi återkommer i vår."),
    },
    Story {
        by: "broker@demo.samkraft.test",
        kind: GatheringKind::Seminar,
        title: "Språk på jobbet",
        text: "Utkast till en träff om språkombud. Träffen är påhittad.",
        on: 55,
        hours: (9, 12),
        place: None,
        link: Some("https://moten.samkraft.test/sprak"),
        network: None,
        price: None,
        seats: None,
        guests: &[],
        went: Went::Draft,
    },
];

/// Who wrote an event down and when, and its id.
struct Making {
    id: GatheringId,
    by: OrganisationId,
    name: &'static str,
    /// Written down, opened, and signed up to.
    made_at: Timestamp,
    /// Called off, or closed: never before it has ended.
    ended_at: Timestamp,
}

pub(super) async fn fill(filling: &mut Filling<'_>) -> Result<(), Error> {
    for story in STORIES {
        tell(filling, story).await?;
    }
    Ok(())
}

async fn tell(filling: &mut Filling<'_>, story: &Story) -> Result<(), Error> {
    let by = filling.person(story.by)?;
    let made_at = filling.morning(story.on.min(0) - 14);
    let ended_at = filling.morning(if story.on < 0 { story.on + 1 } else { -1 });
    let making = &Making {
        id: filling.ids.next::<GatheringId>(made_at),
        by: by.organisation,
        name: by.name,
        made_at,
        ended_at,
    };
    let new = &NewGathering {
        id: making.id,
        organisation: making.by,
        gathering: said(filling, story)?,
        by_name: making.name.to_owned(),
        created_at: made_at,
    };
    let guests = story.guests.iter().map(|guest| Ok((filling.get(guest.0)?, sign_up(guest))));
    let guests = &guests.collect::<Result<Vec<(OrganisationId, SignUp)>, Error>>()?;
    let county = &filling.county;
    let store = &filling.app.store;
    store
        .write(county, None, |mut tx| async move {
            let tx = &mut tx;
            gatherings::insert(tx, county, new).await?;
            let change = |version, now| Change { id: making.id, version, now };
            if !matches!(story.went, Went::Draft) {
                gatherings::open(tx, county, change(1, making.made_at)).await?;
            }
            for (guest, sign_up) in guests {
                let line = sign_ups::take_place(tx, county, making.id).await?;
                let line = line.ok_or_else(|| Error::Missing(story.title.to_owned()))?;
                let who = (making.id, *guest);
                sign_ups::insert(tx, county, who, sign_up, line, making.made_at).await?;
                sign_ups::settle(tx, county, making.id, making.made_at).await?;
            }
            let end = change(2, making.ended_at);
            match story.went {
                Went::Draft | Went::Open => {}
                Went::Closed(outcome, words, came) => {
                    let closing = Closing { outcome, words: words.to_owned(), came: Some(came) };
                    gatherings::close(tx, county, end, &closing, making.name).await?;
                }
                Went::Cancelled(reason) => {
                    gatherings::cancel(tx, county, end, reason, making.name).await?;
                }
            }
            Ok::<_, Error>(())
        })
        .await
}

fn said(filling: &Filling<'_>, story: &Story) -> Result<Gathering, Error> {
    let at = |hour: i8| {
        // A past moment never lies after now; these lie days away.
        filling.moment(Moment { day: story.on, hour, minute: 0 })
    };
    let code = story.place.map(|(_, code)| MunicipalityCode::parse(code)).transpose()?;
    Ok(Gathering {
        kind: story.kind,
        title: story.title.to_owned(),
        text: story.text.to_owned(),
        starts_at: at(story.hours.0),
        ends_at: at(story.hours.1),
        sign_up_until: filling.day(story.on - 2),
        place: story.place.map(|(place, _)| place.to_owned()),
        municipality: code,
        link: story.link.map(ToOwned::to_owned),
        network: story.network.map(|slug| filling.get(&format!("network:{slug}"))).transpose()?,
        price: story.price.map(ToOwned::to_owned),
        seats: story.seats,
    })
}

fn sign_up(guest: &Guest) -> SignUp {
    SignUp {
        persons: guest.1,
        mandate: guest.2,
        contact_name: guest.3.to_owned(),
        contact_email: format!(
            "kontakt.{}@demo.samkraft.test",
            guest.0.trim_start_matches("demo-")
        ),
    }
}
