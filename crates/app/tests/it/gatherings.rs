//! Events: who invites and who comes, five hundred who want fifty seats, who is told what, and that
//! an event ends with an outcome.

use app::gatherings::{self, ListQuery, View};
use app::{App, Kind, Slice};
use domain::access::{Actor, Assignment, Role};
use domain::codes::{MunicipalityCode, OrgNumber};
use domain::gatherings::seats::{Mandate, SeatState, SignUpForm};
use domain::gatherings::{
    Act, CancellingForm, ClosingForm, GatheringForm, GatheringState, Outcome,
};
use domain::ids::{AssignmentId, GatheringId, NetworkId, OrganisationId};
use domain::organisations::{Organisation, Sector};
use store::organisations::Network;
use store::{Error, on};
use uuid::Uuid;

use crate::harness::{county, organisation, organisation_with, person, told, unread};
use crate::on_both;

struct House {
    region: OrganisationId,
    firm: OrganisationId,
    broker: Actor,
    coordinator: Actor,
    adviser: Actor,
    analyst: Actor,
    employer: Actor,
    other: Actor,
}

async fn house(app: &App) -> House {
    let is_public =
        |organisation| Organisation { sector: Sector::Public, is_actor: true, ..organisation };
    let firm = organisation(app, "559999-0016", "Sidensjö Möbler").await;
    let other = organisation(app, "559999-0024", "Ådalens Plåt").await;
    let region = organisation_with(app, "559999-0032", "Demo region", is_public).await;
    let council = organisation_with(app, "559999-0040", "Demo kommun", is_public).await;
    let network = organisation(app, "559999-0057", "Demo Matlänken").await;
    House {
        broker: person(app, Role::Broker, region, "Karin Nordin").await,
        coordinator: person(app, Role::NetworkCoord, network, "Stina Fors").await,
        adviser: person(app, Role::MuniAdviser, council, "Mats Kommun").await,
        analyst: person(app, Role::Analyst, region, "Ada Analys").await,
        employer: person(app, Role::EmployerAdmin, firm, "Lena Wiklund").await,
        other: person(app, Role::EmployerMember, other, "Per Ström").await,
        region,
        firm,
    }
}

fn form(seats: &str) -> GatheringForm {
    GatheringForm {
        kind: "workshop".into(),
        title: "Fler svetsare".into(),
        text: "Vi delar det som har fungerat.".into(),
        starts_on: "2026-12-15".into(),
        starts_at: "13".into(),
        ends_at: "15".into(),
        place: "Folkets hus".into(),
        municipality: "2282".into(),
        link: "https://moten.example/abc".into(),
        seats: seats.into(),
        ..GatheringForm::default()
    }
}

fn sign_up(persons: i64, mandate: &str) -> SignUpForm {
    SignUpForm {
        persons: persons.to_string(),
        mandate: mandate.into(),
        contact_name: "Lena Wiklund".into(),
        contact_email: "lena@demo.samkraft.test".into(),
    }
}

/// An event of the broker's that one can sign up to.
async fn opened(app: &App, house: &House, form: &GatheringForm) -> GatheringId {
    let kept = gatherings::add(app, &house.broker, form, None).await.expect("added");
    gatherings::open(app, &house.broker, kept.id, 1, None).await.expect("opened").id
}

async fn read(app: &App, reader: &Actor, id: GatheringId) -> View {
    gatherings::read(app, reader, id).await.expect("read")
}

/// Signs up for the first time.
async fn comes(app: &App, who: &Actor, id: GatheringId, persons: i64) -> SeatState {
    let form = sign_up(persons, "listens");
    gatherings::sign_up(app, who, id, 0, &form, None).await.expect("signed up").state
}

/// Signs up from what was read at a version: so many, with a mandate.
async fn tries(
    app: &App,
    who: &Actor,
    id: GatheringId,
    (version, persons, mandate): (i64, i64, &str),
) -> Result<gatherings::SignedUp, app::Error> {
    let form = sign_up(persons, mandate);
    gatherings::sign_up(app, who, id, version, &form, None).await
}

/// The only code of what was refused, and its kind.
fn refused<T: std::fmt::Debug>(result: Result<T, app::Error>) -> (Kind, &'static str) {
    let error = result.expect_err("refused");
    (error.kind, error.faults.0.first().map_or("", |fault| fault.code))
}

fn anyone() -> Actor {
    Actor::Anyone { county: county() }
}

/// Mails that wait about an event: kind, and version of the time in them.
async fn mails(app: &App, id: GatheringId) -> Vec<(String, i64)> {
    let mut connection = app.store.read().await.expect("connection");
    let sql = "SELECT kind, number FROM outbox WHERE subject = $1 ORDER BY created_at, kind, id";
    on!(&mut connection, |c| sqlx::query_as(sql).bind(id.0).fetch_all(c).await.expect("mails"))
}

/// An organisation number: nine digits and the one that proves them (Luhn).
fn number(n: u32) -> OrgNumber {
    let nine = format!("559998{n:03}");
    let weighed = nine.bytes().zip([2, 1].into_iter().cycle()).map(|(digit, weight)| {
        let value = u32::from(digit - b'0') * weight;
        value / 10 + value % 10
    });
    let check = (10 - weighed.sum::<u32>() % 10) % 10;
    OrgNumber::parse(&format!("{}-{}{check}", &nine[..6], &nine[6..])).expect("number")
}

/// So many organisations, each with somebody who signs it up.
async fn crowd(app: &App, like: &Actor, count: u32) -> Vec<Actor> {
    let held = like.assignment().expect("logged in");
    let all: Vec<Assignment> = (0..count)
        .map(|_| Assignment {
            id: AssignmentId(Uuid::now_v7()),
            organisation: OrganisationId(Uuid::now_v7()),
            ..held.clone()
        })
        .collect();
    let (county, now, rows) = (&county(), app.now(), &all);
    let made = app.store.write(county, None, |mut tx| async move {
        for (n, one) in (0..).zip(rows) {
            let firm = Organisation {
                org_number: number(n),
                name: format!("Demo {n}"),
                municipality: MunicipalityCode::parse("2284").expect("code"),
                sector: Sector::Private,
                sni: None,
                employees: None,
                turnover_thousand_sek: None,
                is_actor: false,
            };
            let id = one.organisation;
            store::organisations::insert(&mut tx, county, id, None, &firm, true, now).await?;
        }
        Ok::<_, Error>(())
    });
    made.await.expect("a crowd");
    all.into_iter().map(Actor::Assigned).collect()
}

/// Signs up as a browser does: told to come back, it comes back with the same key.
async fn insist(app: App, who: Actor, id: GatheringId, n: usize) -> SeatState {
    let (form, key) = (sign_up(1, "listens"), format!("form-{n}"));
    loop {
        match gatherings::sign_up(&app, &who, id, 0, &form, Some(&key)).await {
            Ok(done) => return done.state,
            Err(error) if error.kind == Kind::Unavailable => {}
            Err(error) => panic!("{error}"),
        }
    }
}

on_both! {
    async fn five_hundred_at_once_take_fifty_seats_and_the_rest_stand_in_line(app: &App) {
        let house = house(app).await;
        let id = opened(app, &house, &form("50")).await;
        let all = crowd(app, &house.employer, 500).await;
        let tasks: Vec<_> = (0..)
            .zip(&all)
            .map(|(n, who)| tokio::spawn(insist(app.clone(), who.clone(), id, n)))
            .collect();
        let mut answers = Vec::new();
        for task in tasks {
            answers.push(task.await.expect("ran"));
        }
        let seats = answers.iter().filter(|state| **state == SeatState::Seated).count();
        assert_eq!(seats, 50, "as many are told that they have a seat");
        let mut stands = Vec::new();
        for offset in [0, 200, 400] {
            let slice = Slice::Page { offset, limit: 200 };
            let part = gatherings::signed_up(app, &house.broker, id, slice).await.expect("list");
            assert_eq!(part.total, 500, "nobody is lost");
            stands.extend(part.items);
        }
        assert!(stands.windows(2).all(|two| two[0].line < two[1].line), "in the order they came");
        let have_seats = |one: &gatherings::StoredSignUp| one.state == SeatState::Seated;
        assert!(stands.iter().take(50).all(have_seats));
        assert!(!stands.iter().skip(50).any(have_seats));
        let mut who: Vec<_> = stands.iter().map(|one| one.organisation.0).collect();
        who.sort_unstable();
        who.dedup();
        assert_eq!(who.len(), 500, "nobody is doubled");
        assert_eq!(mails(app, id).await.len(), 50, "who has a seat gets the time, once");
        let view = read(app, &house.broker, id).await;
        assert_eq!((view.seen.free, view.seen.stored.waiting), (Some(0), 450));
    }

    async fn who_may_invite_does_and_others_read_what_is_open(app: &App) {
        let house = house(app).await;
        let kept = gatherings::add(app, &house.broker, &form(""), Some("k")).await.expect("added");
        let again = gatherings::add(app, &house.broker, &form(""), Some("k")).await;
        assert_eq!(again.expect("the first answer").id, kept.id);
        for stranger in [&house.employer, &house.adviser, &house.analyst, &anyone()] {
            let hidden = (Kind::Invisible, "");
            assert_eq!(refused(gatherings::read(app, stranger, kept.id).await), hidden);
            let open = gatherings::open(app, stranger, kept.id, 1, None).await;
            assert_eq!(refused(open), hidden, "a draft is nobody else's");
        }
        let file = gatherings::calendar(app, &house.broker, kept.id).await;
        assert_eq!(refused(file).0, Kind::Invisible, "a draft has no place in a calendar");
        gatherings::open(app, &house.broker, kept.id, 1, None).await.expect("opened");
        for reader in [&house.employer, &house.adviser, &house.analyst, &anyone()] {
            let view = read(app, reader, kept.id).await;
            assert!(!view.keeps && !view.can(Act::Change));
            assert_eq!(view.seen.stored.gathering.link.as_deref(), Some(""), "no address");
            let list = gatherings::list(app, reader, &ListQuery::default(), Slice::top(9)).await;
            let list = list.expect("list");
            assert_eq!((list.total, list.items[0].stored.id), (1, kept.id));
            assert_eq!(list.items[0].stored.gathering.link.as_deref(), Some(""));
            let change = gatherings::change(app, reader, kept.id, 2, &form("5"), None).await;
            assert_eq!(refused(change), (Kind::Forbidden, ""));
            let names = gatherings::signed_up(app, reader, kept.id, Slice::top(9)).await;
            assert_eq!(refused(names), (Kind::Forbidden, ""));
        }
        for stranger in [&house.employer, &house.analyst, &anyone()] {
            let add = gatherings::add(app, stranger, &form(""), None).await;
            assert_eq!(refused(add), (Kind::Forbidden, ""));
        }
        for stranger in [&house.analyst, &anyone()] {
            let no = tries(app, stranger, kept.id, (0, 1, "listens"));
            assert_eq!(refused(no.await), (Kind::Forbidden, ""));
        }
        let file = gatherings::calendar(app, &anyone(), kept.id).await.expect("file");
        assert!(file.contains("SUMMARY:Fler svetsare") && file.contains("LOCATION:Folkets hus"));
        assert!(!file.contains("moten.example"), "{file}");
    }

    async fn an_event_of_a_network_is_for_its_members(app: &App) {
        let house = house(app).await;
        let network = NetworkId(Uuid::now_v7());
        let own = house.coordinator.organisation().expect("own");
        let name = "Matlänken".to_owned();
        let stored = &Network { id: network, slug: None, name, organisation: own };
        let (county, firm) = (&county(), house.firm);
        let made = app.store.write(county, None, |mut tx| async move {
            store::organisations::insert_network(&mut tx, county, stored).await?;
            store::organisations::insert_member(&mut tx, county, network, firm).await
        });
        made.await.expect("a network");
        let inner = GatheringForm { network: network.to_string(), ..form("") };
        let foreign = gatherings::add(app, &house.broker, &inner, None).await;
        assert_eq!(refused(foreign), (Kind::Invalid, "unknown-choice"), "not the broker's network");
        let away = GatheringForm { municipality: "2180".into(), ..form("") };
        let away = gatherings::add(app, &house.coordinator, &away, None).await;
        assert_eq!(refused(away), (Kind::Invalid, "unknown-choice"), "of another county");
        let kept = gatherings::add(app, &house.coordinator, &inner, None).await.expect("added");
        gatherings::open(app, &house.coordinator, kept.id, 1, None).await.expect("opened");
        assert_eq!(comes(app, &house.employer, kept.id, 1).await, SeatState::Seated);
        for stranger in [&house.other, &house.broker, &anyone()] {
            let hidden = (Kind::Invisible, "");
            assert_eq!(refused(gatherings::read(app, stranger, kept.id).await), hidden);
            assert_eq!(refused(gatherings::calendar(app, stranger, kept.id).await), hidden);
            let no = tries(app, stranger, kept.id, (0, 1, "listens"));
            assert_eq!(refused(no.await), hidden);
        }
    }

    async fn a_seat_is_changed_given_back_and_goes_to_who_waits(app: &App) {
        let house = house(app).await;
        let id = opened(app, &house, &form("3")).await;
        assert_eq!(comes(app, &house.employer, id, 2).await, SeatState::Seated);
        assert_eq!(comes(app, &house.other, id, 2).await, SeatState::Waiting);
        let seated = read(app, &house.employer, id).await;
        assert_eq!(seated.seen.stored.gathering.link.as_deref(), Some("https://moten.example/abc"));
        assert!(seated.can_sign_up && seated.can_leave);
        let waits = read(app, &house.other, id).await;
        assert_eq!(waits.seen.stored.gathering.link.as_deref(), Some(""), "only with a seat");
        let same = tries(app, &house.employer, id, (0, 2, "listens"));
        assert_eq!(same.await.expect("the same").state, SeatState::Seated);
        let stale = tries(app, &house.employer, id, (0, 3, "listens"));
        assert_eq!(refused(stale.await).0, Kind::Conflict, "a colleague was first");
        let more = tries(app, &house.employer, id, (1, 4, "listens"));
        assert_eq!(refused(more.await), (Kind::Invalid, "gathering-no-room"));
        let view = read(app, &house.employer, id).await;
        assert_eq!(view.own.expect("own").sign_up.persons, 2, "who asks for more loses nothing");
        let fewer = tries(app, &house.employer, id, (1, 1, "decides"));
        assert_eq!(fewer.await.expect("changed").state, SeatState::Seated);
        assert_eq!(told(app, &house.other).await, ["gathering-seat"], "two seats are enough");
        let sent = mails(app, id).await;
        let seats = sent.iter().filter(|mail| mail.0 == "gathering-seat").count();
        assert_eq!(seats, 2, "a change of the number alone sends no time anew");
        assert!(told(app, &house.employer).await.is_empty(), "they did it themselves");
        let leave = async || gatherings::leave(app, &house.employer, id, None).await;
        assert_eq!(leave().await.expect("left"), "Fler svetsare");
        leave().await.expect("once more changes nothing");
        let view = read(app, &house.broker, id).await;
        assert_eq!((view.seen.stored.taken, view.seen.free), (2, Some(1)));
        assert_eq!(view.mix.sectors[&Sector::Private].organisations, 1);
    }

    async fn the_organiser_sees_whether_somebody_may_decide(app: &App) {
        let house = house(app).await;
        let id = opened(app, &house, &form("9")).await;
        assert!(read(app, &house.broker, id).await.lacks_deciders());
        comes(app, &house.employer, id, 2).await;
        assert!(read(app, &house.broker, id).await.lacks_deciders());
        let form = sign_up(1, "decides");
        gatherings::sign_up(app, &house.adviser, id, 0, &form, None).await.expect("signed up");
        let view = read(app, &house.broker, id).await;
        assert!(!view.lacks_deciders());
        assert_eq!(view.mix.mandates[&Mandate::Decides].organisations, 1);
        assert_eq!(view.mix.mandates[&Mandate::Listens].persons, 2);
        assert_eq!(view.mix.sectors[&Sector::Public].persons, 1);
    }

    async fn those_signed_up_are_told_of_a_new_time_and_new_seats(app: &App) {
        let house = house(app).await;
        let id = opened(app, &house, &form("2")).await;
        comes(app, &house.employer, id, 2).await;
        comes(app, &house.other, id, 1).await;
        let change = async |version: i64, form: GatheringForm| {
            gatherings::change(app, &house.broker, id, version, &form, None).await
        };
        let words = GatheringForm { text: "Vi delar mer.".into(), ..form("2") };
        assert_eq!(change(2, words).await.expect("changed").told, 0, "nothing to tell");
        assert!(told(app, &house.employer).await.is_empty());
        assert_eq!(refused(change(2, form("9")).await).0, Kind::Conflict);
        let few = change(3, form("1")).await;
        assert_eq!(refused(few), (Kind::Invalid, "gathering-seats-taken"));
        let moved = GatheringForm { starts_at: "14".into(), ends_at: "16".into(), ..form("3") };
        let moved = change(3, moved).await.expect("moved");
        assert_eq!(moved.told, 3, "two of the time, one of a seat");
        assert_eq!(told(app, &house.employer).await, ["gathering-moved"]);
        let mut other = told(app, &house.other).await;
        other.sort();
        assert_eq!(other, ["gathering-moved", "gathering-seat"]);
        let about = &unread(app, &house.employer).await[0];
        assert_eq!((about.about.as_str(), about.subject), ("Fler svetsare", id.0));
        let sent = mails(app, id).await;
        assert!(sent.contains(&("gathering-moved".to_owned(), 1)), "{sent:?}");
        assert_eq!(sent.iter().filter(|mail| mail.0 == "gathering-moved").count(), 1, "{sent:?}");
        let past = GatheringForm { starts_on: "2026-12-01".into(), ..form("3") };
        assert_eq!(refused(change(4, past).await), (Kind::Invalid, "time-has-passed"));
    }

    async fn what_is_called_off_needs_a_reason_and_tells_everybody(app: &App) {
        let house = house(app).await;
        let id = opened(app, &house, &form("1")).await;
        comes(app, &house.employer, id, 1).await;
        comes(app, &house.other, id, 1).await;
        let cancel = async |reason: &str| {
            let form = CancellingForm { reason: reason.into() };
            gatherings::cancel(app, &house.broker, id, 2, &form, Some(reason)).await
        };
        assert_eq!(refused(cancel("").await), (Kind::Invalid, "required"));
        let gone = cancel("Snö").await.expect("called off");
        assert_eq!(gone.told, 2, "those who wait too");
        assert_eq!(cancel("Snö").await.expect("the first answer"), gone);
        for guest in [&house.employer, &house.other] {
            assert_eq!(told(app, guest).await, ["gathering-cancelled"]);
        }
        assert!(mails(app, id).await.contains(&("gathering-cancelled".to_owned(), 1)));
        let view = read(app, &anyone(), id).await;
        assert_eq!(view.seen.state, GatheringState::Cancelled);
        assert_eq!(view.seen.stored.reason.as_deref(), Some("Snö"));
        let file = gatherings::calendar(app, &anyone(), id).await.expect("file");
        assert!(file.contains("STATUS:CANCELLED") && file.contains("SEQUENCE:1"), "{file}");
        let late = tries(app, &house.adviser, id, (0, 1, "listens"));
        assert_eq!(refused(late.await), (Kind::Invalid, "gathering-no-sign-up"));
        let change = gatherings::change(app, &house.broker, id, 3, &form("5"), None).await;
        assert_eq!(refused(change), (Kind::Invalid, "gathering-state"));
    }

    async fn an_event_is_closed_only_when_it_has_been_and_with_an_outcome(app: &App) {
        let house = house(app).await;
        let id = opened(app, &house, &form("")).await;
        comes(app, &house.employer, id, 2).await;
        let close = async |words: &str, version: i64| {
            let (outcome, came) = ("decision".to_owned(), "2".to_owned());
            let form = ClosingForm { outcome, words: words.into(), came };
            gatherings::close(app, &house.broker, id, version, &form, None).await
        };
        assert_eq!(refused(close("Klart", 2).await), (Kind::Invalid, "gathering-state"));
        app.clock.set("2026-12-15T13:00:00Z".parse().expect("instant"));
        let leave = gatherings::leave(app, &house.employer, id, None).await;
        assert_eq!(refused(leave), (Kind::Invalid, "gathering-begun"));
        let late = tries(app, &house.other, id, (0, 1, "listens"));
        assert_eq!(refused(late.await), (Kind::Invalid, "gathering-no-sign-up"));
        app.clock.set("2026-12-16T07:00:00Z".parse().expect("instant"));
        assert_eq!(read(app, &house.employer, id).await.seen.state, GatheringState::Held);
        let tick = async || app::worker::tick(app, app.now()).await.expect("turn").reminded;
        assert_eq!((tick().await, tick().await), (1, 0), "who invited is asked once");
        assert_eq!(told(app, &house.broker).await, ["gathering-outcome"]);
        assert!(told(app, &house.employer).await.is_empty());
        let cancel = CancellingForm { reason: "Nej".into() };
        let cancel = gatherings::cancel(app, &house.broker, id, 2, &cancel, None).await;
        assert_eq!(refused(cancel), (Kind::Invalid, "gathering-state"));
        assert_eq!(refused(close(" ", 2).await), (Kind::Invalid, "required"));
        assert_eq!(refused(close("Klart", 1).await).0, Kind::Conflict);
        close("Kommunen ordnar en kurs i mars", 2).await.expect("closed");
        let view = read(app, &anyone(), id).await;
        assert_eq!(view.seen.state, GatheringState::Closed);
        assert_eq!(view.seen.stored.outcome, Some(Outcome::Decision));
        assert_eq!(view.seen.stored.came, Some(2));
        assert!(told(app, &house.broker).await.is_empty(), "nothing is left to do");
        let past = ListQuery { when: "past".into(), ..ListQuery::default() };
        let list = gatherings::list(app, &anyone(), &past, Slice::top(9)).await.expect("list");
        assert_eq!(list.total, 1);
        assert_eq!(house.region, view.seen.stored.organisation);
    }
}
