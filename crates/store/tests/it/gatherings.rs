//! Events: who sees which, in which order they stand, who gets a seat and who waits, and which lack
//! an outcome.

use domain::codes::{CountyCode, MunicipalityCode};
use domain::gatherings::seats::{Mandate, SeatState, SignUp};
use domain::gatherings::{Closing, Gathering, GatheringKind, GatheringState, Outcome};
use domain::ids::{GatheringId, NetworkId, OrganisationId};
use domain::time::{Timestamp, day_of};
use store::gatherings::sign_ups::{self, StoredSignUp};
use store::gatherings::{self, ANYBODY, Change, Filter, NewGathering, Viewer, Whose};
use store::organisations::{self, Network};
use store::page::{Page, Slice};
use store::{Error, Store};
use uuid::Uuid;

use crate::harness::{county, insert_firm, now};
use crate::on_both;

on_both!(
    everyone_sees_what_is_open_and_only_the_organiser_a_draft,
    an_event_of_a_network_is_for_its_members_and_who_has_signed_up,
    those_to_come_stand_nearest_first_and_those_over_latest_first,
    a_filter_finds_its_own_and_only_those,
    seats_go_to_the_first_in_line_they_are_enough_for,
    what_was_signed_up_changes_once_at_a_time_and_goes_whole,
    many_at_once_take_each_seat_once,
    who_comes_is_counted_by_sector_and_mandate_without_those_who_wait,
    one_changes_at_a_time_and_what_has_ended_stays,
    a_missing_outcome_is_asked_for_once,
);

/// An instant some hours from now.
fn at(hours: i64) -> Timestamp {
    Timestamp::from_second(now().as_second() + hours * 3_600).expect("instant")
}

fn id(n: u128) -> GatheringId {
    GatheringId(Uuid::from_u128(n))
}

fn gathering(hours: i64, seats: Option<i64>) -> Gathering {
    Gathering {
        kind: GatheringKind::Seminar,
        title: "Fler svetsare".into(),
        text: "Vi delar det som har fungerat.".into(),
        starts_at: at(hours),
        ends_at: at(hours + 2),
        sign_up_until: day_of(at(hours)),
        place: Some("Folkets hus".into()),
        municipality: Some(MunicipalityCode::parse("2282").expect("code")),
        link: Some("https://moten.example/abc".into()),
        network: None,
        price: None,
        seats,
    }
}

fn change(n: u128, version: i64) -> Change {
    Change { id: id(n), version, now: now() }
}

async fn draft(store: &Store, n: u128, by: OrganisationId, gathering: Gathering) {
    let county = &county();
    let new = &NewGathering {
        id: id(n),
        organisation: by,
        gathering,
        by_name: "Karin".into(),
        created_at: now(),
    };
    let written = store.write(county, None, |mut tx| async move {
        gatherings::insert(&mut tx, county, new).await
    });
    written.await.expect("written down");
}

async fn open(store: &Store, n: u128, by: OrganisationId, gathering: Gathering) {
    draft(store, n, by, gathering).await;
    let county = &county();
    let opened = store.write(county, None, |mut tx| async move {
        gatherings::open(&mut tx, county, change(n, 1)).await
    });
    opened.await.expect("opened");
}

/// Signs up, as the floor above does; gives who has got seats by it.
async fn sign_up(
    store: &Store,
    n: u128,
    who: OrganisationId,
    persons: i64,
) -> Result<Vec<OrganisationId>, Error> {
    let (county, now) = (&county(), now());
    let sign_up = &SignUp {
        persons,
        mandate: Mandate::Listens,
        contact_name: "Lena".into(),
        contact_email: "lena@demo.samkraft.test".into(),
    };
    let _turn = sign_ups::turn(store, id(n)).await;
    store
        .write(county, None, |mut tx| async move {
            let line = sign_ups::take_place(&mut tx, county, id(n)).await?.expect("an event");
            sign_ups::insert(&mut tx, county, (id(n), who), sign_up, line, now).await?;
            sign_ups::settle(&mut tx, county, id(n), now).await
        })
        .await
}

async fn leave(store: &Store, n: u128, who: OrganisationId) -> Vec<OrganisationId> {
    let (county, now) = (&county(), now());
    let left = store.write(county, None, |mut tx| async move {
        sign_ups::take_place(&mut tx, county, id(n)).await?;
        sign_ups::remove(&mut tx, county, id(n), who).await?;
        sign_ups::settle(&mut tx, county, id(n), now).await
    });
    left.await.expect("left")
}

async fn line(store: &Store, n: u128) -> Page<StoredSignUp> {
    let mut connection = store.read().await.expect("connection");
    let slice = Slice::Page { offset: 0, limit: 200 };
    sign_ups::list(&mut connection, &county(), id(n), slice).await.expect("list")
}

/// Who has seats, in the order they came.
async fn seated(store: &Store, n: u128) -> Vec<OrganisationId> {
    let all = line(store, n).await.items.into_iter();
    all.filter(|one| one.state == SeatState::Seated).map(|one| one.organisation).collect()
}

fn of(organisation: OrganisationId) -> Viewer {
    Viewer { organisation: Some(organisation), keeps: false }
}

fn keeper(organisation: OrganisationId) -> Viewer {
    Viewer { organisation: Some(organisation), keeps: true }
}

async fn sees(store: &Store, viewer: Viewer, n: u128) -> bool {
    let mut connection = store.read().await.expect("connection");
    let found = gatherings::find(&mut connection, &county(), viewer, id(n)).await;
    found.expect("query").is_some()
}

fn everything() -> Filter {
    Filter { now: now(), is_past: false, kind: None, municipality: None, whose: Whose::All }
}

/// Numbers of what a filter finds, as they stand.
async fn found(store: &Store, viewer: Viewer, filter: Filter) -> Vec<u128> {
    let mut connection = store.read().await.expect("connection");
    let slice = Slice::Page { offset: 0, limit: 50 };
    let page = gatherings::list(&mut connection, &county(), viewer, &filter, slice).await;
    let page = page.expect("list");
    assert_eq!(page.total, i64::try_from(page.items.len()).expect("few"));
    page.items.iter().map(|one| one.id.0.as_u128()).collect()
}

async fn three_firms(store: &Store) -> [OrganisationId; 3] {
    [
        insert_firm(store, "559999-0016", "Demo ett").await,
        insert_firm(store, "559999-0024", "Demo två").await,
        insert_firm(store, "559999-0032", "Demo tre").await,
    ]
}

async fn everyone_sees_what_is_open_and_only_the_organiser_a_draft(store: &Store) {
    let [by, other, _] = three_firms(store).await;
    draft(store, 1, by, gathering(48, None)).await;
    open(store, 2, by, gathering(48, None)).await;
    for (viewer, drafts) in
        [(ANYBODY, false), (of(other), false), (keeper(other), false), (of(by), false)]
    {
        assert_eq!((sees(store, viewer, 1).await, sees(store, viewer, 2).await), (drafts, true));
        assert_eq!(found(store, viewer, everything()).await, [2]);
    }
    assert_eq!(found(store, keeper(by), everything()).await, [1, 2]);
    let mut connection = store.read().await.expect("connection");
    let over_there = CountyCode::parse("21").expect("code");
    let hidden = gatherings::find(&mut connection, &over_there, keeper(by), id(2)).await;
    assert_eq!(hidden.expect("query"), None, "the other county sees nothing");
}

async fn an_event_of_a_network_is_for_its_members_and_who_has_signed_up(store: &Store) {
    let [by, member, stranger] = three_firms(store).await;
    let (county, network) = (&county(), NetworkId(Uuid::from_u128(7)));
    let stored = &Network { id: network, slug: None, name: "Demo nät".into(), organisation: by };
    let made = store.write(county, None, |mut tx| async move {
        organisations::insert_network(&mut tx, county, stored).await?;
        organisations::insert_member(&mut tx, county, network, member).await
    });
    made.await.expect("a network");
    open(store, 1, by, Gathering { network: Some(network), ..gathering(48, None) }).await;
    let all = [ANYBODY, of(by), of(member), of(stranger), keeper(stranger)];
    let mut seen = Vec::new();
    for viewer in all {
        seen.push(sees(store, viewer, 1).await);
        assert_eq!(
            found(store, viewer, everything()).await.len(),
            usize::from(seen[seen.len() - 1])
        );
    }
    assert_eq!(seen, [false, true, true, false, false]);
    sign_up(store, 1, stranger, 1).await.expect("as it was open to them then");
    assert!(sees(store, of(stranger), 1).await, "who comes still sees it");
}

async fn those_to_come_stand_nearest_first_and_those_over_latest_first(store: &Store) {
    let [by, ..] = three_firms(store).await;
    for (n, hours) in [(1, 48), (2, 24), (3, -1), (4, -50), (5, -20)] {
        open(store, n, by, gathering(hours, None)).await;
    }
    assert_eq!(found(store, ANYBODY, everything()).await, [3, 2, 1], "one is going on");
    let past = Filter { is_past: true, ..everything() };
    assert_eq!(found(store, ANYBODY, past.clone()).await, [5, 4]);
    let later = Filter { now: at(1), ..past };
    assert_eq!(found(store, ANYBODY, later).await, [3, 5, 4], "it ends this second");
}

async fn a_filter_finds_its_own_and_only_those(store: &Store) {
    let [by, other, guest] = three_firms(store).await;
    open(store, 1, by, gathering(24, None)).await;
    let online = Gathering { place: None, municipality: None, ..gathering(25, None) };
    open(store, 2, other, online).await;
    open(store, 3, by, Gathering { kind: GatheringKind::Course, ..gathering(26, None) }).await;
    sign_up(store, 3, guest, 2).await.expect("signed up");
    let municipality = Some(MunicipalityCode::parse("2282").expect("code"));
    let here = Filter { municipality, ..everything() };
    assert_eq!(found(store, ANYBODY, here).await, [1, 3]);
    let courses = Filter { kind: Some(GatheringKind::Course), ..everything() };
    assert_eq!(found(store, ANYBODY, courses).await, [3]);
    let own = Filter { whose: Whose::Own, ..everything() };
    assert_eq!(found(store, keeper(by), own.clone()).await, [1, 3]);
    assert_eq!(found(store, ANYBODY, own).await, [0; 0], "nobody's own");
    let signed_up = Filter { whose: Whose::SignedUp, ..everything() };
    assert_eq!(found(store, of(guest), signed_up.clone()).await, [3]);
    assert_eq!(found(store, of(by), signed_up).await, [0; 0]);
    let mut connection = store.read().await.expect("connection");
    let one = gatherings::find(&mut connection, &county(), ANYBODY, id(3)).await.expect("query");
    let one = one.expect("there");
    assert_eq!((one.taken, one.seated, one.waiting), (2, 1, 0));
    assert_eq!(one.gathering, Gathering { kind: GatheringKind::Course, ..gathering(26, None) });
}

async fn seats_go_to_the_first_in_line_they_are_enough_for(store: &Store) {
    let [one, two, three] = three_firms(store).await;
    let four = insert_firm(store, "559999-0040", "Demo fyra").await;
    open(store, 1, one, gathering(48, Some(4))).await;
    assert_eq!(sign_up(store, 1, one, 3).await.expect("seats"), [one]);
    assert_eq!(sign_up(store, 1, two, 3).await.expect("line"), []);
    assert_eq!(sign_up(store, 1, three, 2).await.expect("line"), []);
    assert_eq!(sign_up(store, 1, four, 1).await.expect("the last seat"), [four]);
    let stands = line(store, 1).await;
    let order: Vec<_> = stands.items.iter().map(|one| one.organisation).collect();
    assert_eq!((order, stands.total), (vec![one, four, two, three], 4));
    assert_eq!(leave(store, 1, four).await, [], "one seat is enough for nobody");
    assert_eq!(leave(store, 1, one).await, [two], "first in line");
    assert_eq!(seated(store, 1).await, [two]);
    assert_eq!(leave(store, 1, two).await, [three]);
    assert_eq!(leave(store, 1, two).await, [], "once");
    let again = sign_up(store, 1, three, 1).await;
    assert!(matches!(again, Err(Error::Constraint(_))), "an organisation stands once: {again:?}");
}

async fn what_was_signed_up_changes_once_at_a_time_and_goes_whole(store: &Store) {
    let [by, guest, _] = three_firms(store).await;
    open(store, 1, by, gathering(48, Some(9))).await;
    sign_up(store, 1, guest, 2).await.expect("signed up");
    let county = &county();
    let update = async |persons: i64, version: i64| {
        let sign_up = &SignUp {
            persons,
            mandate: Mandate::Decides,
            contact_name: "Olle".into(),
            contact_email: "olle@demo.samkraft.test".into(),
        };
        let updated = store.write(county, None, |mut tx| async move {
            let who = (id(1), guest);
            sign_ups::update(&mut tx, county, who, sign_up, version, now()).await
        });
        updated.await
    };
    update(3, 1).await.expect("changed");
    assert!(matches!(update(4, 1).await, Err(Error::Changed)));
    let mut connection = store.read().await.expect("connection");
    let own = sign_ups::find(&mut connection, county, id(1), guest).await.expect("query");
    let own = own.expect("there");
    assert_eq!((own.sign_up.persons, own.version, own.state), (3, 2, SeatState::Seated));
    drop(connection);
    leave(store, 1, guest).await;
    assert_eq!(line(store, 1).await.total, 0, "nothing of who was to come is kept");
}

async fn many_at_once_take_each_seat_once(store: &Store) {
    let [by, ..] = three_firms(store).await;
    open(store, 1, by, gathering(48, Some(7))).await;
    let mut firms = Vec::new();
    for n in 0..40 {
        let number = format!("5599991{n:02}");
        firms.push(insert_firm(store, &checked(&number), "Demo").await);
    }
    let all = firms.iter().map(|firm| {
        let (store, firm) = (store.clone(), *firm);
        tokio::spawn(async move { sign_up(&store, 1, firm, 1).await })
    });
    for one in all.collect::<Vec<_>>() {
        one.await.expect("ran").expect("signed up");
    }
    let stands = line(store, 1).await;
    assert_eq!(stands.total, 40);
    let seats = stands.items.iter().filter(|one| one.state == SeatState::Seated);
    assert_eq!(seats.clone().count(), 7);
    let last = seats.map(|one| one.line).max().expect("seven");
    let waiting = stands.items.iter().filter(|one| one.state == SeatState::Waiting);
    let mut places: Vec<_> = waiting.map(|one| one.line).collect();
    assert!(places.iter().all(|place| *place > last), "who came first has a seat");
    assert!(places.is_sorted());
    places.dedup();
    assert_eq!(places.len(), 33, "each has a place of its own");
}

/// An organisation number: nine digits and the one that proves them (Luhn).
fn checked(nine: &str) -> String {
    let weighed = nine.bytes().zip([2, 1].into_iter().cycle()).map(|(digit, weight)| {
        let value = u32::from(digit - b'0') * weight;
        value / 10 + value % 10
    });
    let check = (10 - weighed.sum::<u32>() % 10) % 10;
    format!("{}-{}{check}", &nine[..6], &nine[6..])
}

async fn who_comes_is_counted_by_sector_and_mandate_without_those_who_wait(store: &Store) {
    let [by, one, two] = three_firms(store).await;
    open(store, 1, by, gathering(48, Some(5))).await;
    for (who, persons) in [(by, 2), (one, 3), (two, 1)] {
        sign_up(store, 1, who, persons).await.expect("signed up");
    }
    let mut connection = store.read().await.expect("connection");
    let mix = sign_ups::mix(&mut connection, &county(), id(1)).await.expect("mix");
    let counted: Vec<_> = mix.iter().map(|one| (one.organisations, one.persons)).collect();
    assert_eq!(counted, [(2, 5)], "private firms that listen");
    assert_eq!(mix[0].mandate, Mandate::Listens);
}

async fn one_changes_at_a_time_and_what_has_ended_stays(store: &Store) {
    let [by, ..] = three_firms(store).await;
    draft(store, 1, by, gathering(-9, None)).await;
    let county = &county();
    let update = async |version: i64, is_moved: bool| {
        let said = &gathering(-8, Some(5));
        let updated = store.write(county, None, |mut tx| async move {
            gatherings::update(&mut tx, county, change(1, version), said, is_moved).await
        });
        updated.await
    };
    let close = async |version: i64| {
        let closing =
            &Closing { outcome: Outcome::Need, words: "Fler kurser".into(), came: Some(4) };
        let closed = store.write(county, None, |mut tx| async move {
            gatherings::close(&mut tx, county, change(1, version), closing, "Karin").await
        });
        closed.await
    };
    update(1, true).await.expect("first");
    assert!(matches!(update(1, false).await, Err(Error::Changed)));
    assert!(matches!(close(2).await, Err(Error::Changed)), "a draft has not been");
    let opened = store.write(county, None, |mut tx| async move {
        gatherings::open(&mut tx, county, change(1, 2)).await
    });
    opened.await.expect("opened");
    close(3).await.expect("closed");
    assert!(matches!(update(4, false).await, Err(Error::Changed)), "it stays");
    let cancelled = store.write(county, None, |mut tx| async move {
        gatherings::cancel(&mut tx, county, change(1, 4), "Snö", "Karin").await
    });
    assert!(matches!(cancelled.await, Err(Error::Changed)));
    let mut connection = store.read().await.expect("connection");
    let one = gatherings::find_any(&mut connection, county, id(1)).await.expect("query");
    let one = one.expect("there");
    assert_eq!((one.stored_state, one.outcome), (GatheringState::Closed, Some(Outcome::Need)));
    assert_eq!((one.came, one.sequence, one.version), (Some(4), 1, 4));
    assert_eq!(one.outcome_words.as_deref(), Some("Fler kurser"));
}

async fn a_missing_outcome_is_asked_for_once(store: &Store) {
    let [by, ..] = three_firms(store).await;
    open(store, 1, by, gathering(-4, None)).await;
    open(store, 2, by, gathering(-1, None)).await;
    draft(store, 3, by, gathering(-4, None)).await;
    open(store, 4, by, gathering(-400, None)).await;
    let due = async |hours: i64| {
        let mut connection = store.read().await.expect("connection");
        let since = at(hours - 100);
        let all = gatherings::lacking_outcome(&mut connection, since, at(hours), 9).await;
        all.expect("due").into_iter().map(|(_, id)| id.0.as_u128()).collect::<Vec<_>>()
    };
    let mark = async |n: u128| {
        let county = &county();
        let marked = store.write(county, None, |mut tx| async move {
            gatherings::mark_told(&mut tx, county, id(n), now()).await
        });
        marked.await.expect("marked")
    };
    assert_eq!(due(0).await, [1], "not what goes on, what nobody saw, what is long ago");
    assert_eq!(due(1).await, [1, 2]);
    assert!(mark(1).await && !mark(1).await, "once");
    assert!(!mark(2).await && !mark(3).await, "it has not been");
    assert_eq!(due(1).await, [2]);
}
