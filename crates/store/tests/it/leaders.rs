//! The register of process leaders, who leads what, ages, campaigns and counts.

use domain::access::Reach;
use domain::ids::{CampaignId, LeaderId, MappingId, NetworkId, OrganisationId, PersonId};
use domain::leaders::ages::RoleAges;
use domain::leaders::campaigns::Campaign;
use domain::leaders::{EndReason, Industry, LeaderKind, LeaderStatus, Part, Tongue, Training};
use domain::needs::mapping::Track;
use domain::time::{Date, Timestamp};
use store::access::Person;
use store::leaders::{self, Filter, NewLeader, NewLeading, campaigns};
use store::mappings::{self, NewMapping, Scope};
use store::organisations::Network;
use store::page::Slice;
use store::retention::{self, Class};
use store::{Error, Store, on};
use uuid::Uuid;

use crate::harness::{county, insert_firm, now};
use crate::on_both;

on_both!(
    the_register_is_narrowed_by_place_language_and_room,
    a_mapping_is_led_by_one_and_seen_by_them_alone,
    notes_and_ages_are_written_over_nobody,
    a_campaign_counts_states,
    tracks_are_counted_apart,
    names_of_those_who_never_stopped_go_with_the_rest,
);

async fn person(store: &Store, name: &str) -> PersonId {
    let id = PersonId(Uuid::now_v7());
    let person = &Person {
        id,
        email: format!("{}@demo.samkraft.test", id.0.simple()),
        name: name.into(),
        password_hash: None,
        is_disabled: false,
    };
    store
        .write(&county(), None, |mut tx| async move {
            store::access::insert_person(&mut tx, person, now()).await
        })
        .await
        .expect("person");
    id
}

async fn enrol(store: &Store, person: PersonId, own: OrganisationId, tongue: Tongue) {
    let new = &NewLeader {
        id: LeaderId(Uuid::now_v7()),
        person,
        organisation: own,
        training: Training {
            kind: LeaderKind::Leader,
            status: LeaderStatus::Active,
            trained_on: Date::constant(2026, 1, 1),
            valid_until: Date::constant(2027, 12, 31),
            capacity: 1,
            municipalities: Vec::new(),
            languages: vec![tongue],
            industries: if tongue == Tongue::Arabic { vec![Industry::Care] } else { Vec::new() },
        },
    };
    let (county, at) = (&county(), now());
    let twice = store.write(county, None, |mut tx| async move {
        let first = leaders::insert(&mut tx, county, new, at).await?;
        let again = NewLeader { id: LeaderId(Uuid::now_v7()), ..new.clone() };
        Ok::<_, Error>((first, leaders::insert(&mut tx, county, &again, at).await?))
    });
    assert_eq!(twice.await.expect("written"), (true, false), "once for each thing");
}

async fn mapping(store: &Store, firm: OrganisationId, by: OrganisationId) -> MappingId {
    let new = &NewMapping {
        id: MappingId(Uuid::now_v7()),
        slug: None,
        organisation: firm,
        track: Track::Led,
        opened_by_organisation: by,
        opened_by_name: "Karin Nordin".into(),
        leader_organisation: Some(by),
        link: None,
        invited_email: None,
    };
    let county = &county();
    store
        .write(
            county,
            None,
            |mut tx| async move { mappings::insert(&mut tx, county, new, now()).await },
        )
        .await
        .expect("mapping");
    new.id
}

async fn begin(store: &Store, mapping: MappingId, person: PersonId, own: OrganisationId) {
    let new = &NewLeading {
        id: Uuid::now_v7(),
        mapping,
        person,
        organisation: own,
        by_name: "Karin Nordin".into(),
        at: now(),
    };
    let county = &county();
    store
        .write(county, None, |mut tx| async move { leaders::begin(&mut tx, county, new).await })
        .await
        .expect("begun");
}

async fn the_register_is_narrowed_by_place_language_and_room(store: &Store) {
    let iuc = insert_firm(store, "559999-0016", "Demo IUC").await;
    let firm = insert_firm(store, "559999-0024", "Nylands bageri").await;
    let (eva, ali) = (person(store, "Eva").await, person(store, "Ali").await);
    enrol(store, eva, iuc, Tongue::Swedish).await;
    enrol(store, ali, iuc, Tongue::Arabic).await;
    let count = async |filter: Filter| {
        let mut connection = store.read().await.expect("connection");
        let found = leaders::list(&mut connection, &county(), &filter, Slice::top(10)).await;
        let found = found.expect("list");
        assert_eq!(found.total, i64::try_from(found.items.len()).expect("few"));
        found.items.iter().map(|one| one.name.clone()).collect::<Vec<_>>()
    };
    let free = || Filter { free_on: Some(Date::constant(2026, 12, 7)), ..Filter::default() };
    assert_eq!(count(Filter::default()).await, ["Ali", "Eva"], "by name");
    let arabic = Filter { language: Some(Tongue::Arabic), ..Filter::default() };
    assert_eq!(count(arabic).await, ["Ali"]);
    let knows = |industry| Filter { industry: Some(industry), ..Filter::default() };
    assert_eq!(count(knows(Industry::Care)).await, ["Ali", "Eva"], "Eva knows any");
    assert_eq!(count(knows(Industry::Trade)).await, ["Eva"]);
    assert_eq!(count(free()).await, ["Ali", "Eva"]);
    begin(store, mapping(store, firm, iuc).await, eva, iuc).await;
    assert_eq!(count(free()).await, ["Ali"], "Eva has what she has room for");
    let late = Filter { free_on: Some(Date::constant(2028, 1, 1)), ..Filter::default() };
    assert!(count(late).await.is_empty(), "the training is over");
}

async fn a_mapping_is_led_by_one_and_seen_by_them_alone(store: &Store) {
    let iuc = insert_firm(store, "559999-0016", "Demo IUC").await;
    let firm = insert_firm(store, "559999-0024", "Nylands bageri").await;
    let (eva, ali) = (person(store, "Eva").await, person(store, "Ali").await);
    let id = mapping(store, firm, iuc).await;
    begin(store, id, eva, iuc).await;
    let sees = async |person: PersonId| {
        let mut connection = store.read().await.expect("connection");
        let scope = Scope::Reach(Reach::Leading { person, organisation: iuc });
        let found = mappings::find(&mut connection, &county(), &scope, id).await;
        found.expect("read").is_some()
    };
    assert!(sees(eva).await && !sees(ali).await, "a colleague sees nothing");
    let county = &county();
    let end = store.write(county, None, |mut tx| async move {
        leaders::end(&mut tx, county, id, EndReason::Done, "Karin Nordin", now()).await
    });
    assert_eq!(end.await.expect("ended"), Some(eva));
    assert!(!sees(eva).await, "nothing the moment it ends");
    let mut connection = store.read().await.expect("connection");
    let history = leaders::history(&mut connection, county, id).await.expect("history");
    assert_eq!(history[0].ended_why, Some(EndReason::Done));
}

async fn notes_and_ages_are_written_over_nobody(store: &Store) {
    let iuc = insert_firm(store, "559999-0016", "Demo IUC").await;
    let firm = insert_firm(store, "559999-0024", "Nylands bageri").await;
    let (county, id) = (&county(), mapping(store, firm, iuc).await);
    let write = async |words: &str, version: i64| {
        let what = (Part::First, words);
        store
            .write(county, None, |mut tx| async move {
                leaders::put_text(&mut tx, county, id, what, "Eva", version, now()).await
            })
            .await
    };
    write("Ett", 0).await.expect("first");
    assert!(matches!(write("Två", 0).await, Err(Error::Changed)));
    write("Två", 1).await.expect("second");
    let role = &RoleAges { role: "Kock".into(), counts: [1, 0, 0, 0, 0, 0, 3, 0] };
    let told = async |version: i64| {
        store
            .write(county, None, |mut tx| async move {
                leaders::put_role(&mut tx, county, id, (role, 66), "Lena", version, now()).await
            })
            .await
    };
    told(0).await.expect("first");
    assert!(matches!(told(0).await, Err(Error::Changed)));
    told(1).await.expect("the same role again");
    let mut connection = store.read().await.expect("connection");
    let staff = leaders::staff_of(&mut connection, county, id).await.expect("read");
    assert_eq!((staff.version, staff.staff.pension_age), (2, 66));
    assert_eq!(staff.staff.roles, std::slice::from_ref(role));
    let texts = leaders::texts_of(&mut connection, county, id).await.expect("read");
    assert_eq!((texts[0].words.as_str(), texts[0].version), ("Två", 2));
}

async fn a_campaign_counts_states(store: &Store) {
    let owner = insert_firm(store, "559999-0016", "Demo Matlänken").await;
    let firm = insert_firm(store, "559999-0024", "Nylands bageri").await;
    let (county, led) = (&county(), mapping(store, firm, owner).await);
    let network = &Network {
        id: NetworkId(Uuid::now_v7()),
        slug: None,
        name: "Matlänken".into(),
        organisation: owner,
    };
    let new = &Campaign {
        name: "Våren".into(),
        starts_on: Date::constant(2026, 12, 1),
        ends_on: Date::constant(2027, 5, 31),
        quota: 2,
        question_set: "1".into(),
    };
    let id = CampaignId(Uuid::now_v7());
    let member = (firm, led);
    let added = store.write(county, None, |mut tx| async move {
        let tx = &mut tx;
        store::organisations::insert_network(tx, county, network).await?;
        store::organisations::insert_member(tx, county, network.id, firm).await?;
        campaigns::insert(tx, county, (id, network.id), new, now()).await?;
        let first = campaigns::insert_member(tx, county, id, member, now()).await?;
        Ok::<_, Error>((first, campaigns::insert_member(tx, county, id, member, now()).await?))
    });
    assert_eq!(added.await.expect("written"), (true, false), "each member once");
    let mut connection = store.read().await.expect("connection");
    let seen = campaigns::find(&mut connection, county, Some(owner), id).await.expect("read");
    let seen = seen.expect("own");
    assert_eq!((seen.members, seen.invited, seen.begun, seen.led), (1, 1, 0, 1));
    let hidden = campaigns::find(&mut connection, county, Some(firm), id).await.expect("read");
    assert!(hidden.is_none(), "another's");
    let rows = campaigns::members(&mut connection, county, id, 10).await.expect("read");
    assert_eq!((rows.len(), rows[0].mapping), (1, Some(led)));
}

async fn tracks_are_counted_apart(store: &Store) {
    let iuc = insert_firm(store, "559999-0016", "Demo IUC").await;
    let firm = insert_firm(store, "559999-0024", "Nylands bageri").await;
    for _ in 0..2 {
        mapping(store, firm, iuc).await;
    }
    let elsewhere = mapping(store, firm, iuc).await;
    store
        .write(&county(), None, |mut tx| async move {
            on!(tx, |c| sqlx::query("UPDATE mapping SET source = 'forms' WHERE id = $1")
                .bind(elsewhere.0)
                .execute(c)
                .await
                .map(|_| ()))?;
            Ok::<_, Error>(())
        })
        .await
        .expect("answered elsewhere");
    let mut connection = store.read().await.expect("connection");
    let far = "2030-01-01T00:00:00Z".parse().expect("instant");
    let begin = "2000-01-01T00:00:00Z".parse().expect("instant");
    let rows = leaders::by_track(&mut connection, &county(), begin, far).await.expect("counts");
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].opened, rows[0].approved, rows[0].needs, rows[0].firms), (2, 0, 0, 1));
}

async fn names_of_those_who_never_stopped_go_with_the_rest(store: &Store) {
    let iuc = insert_firm(store, "559999-0016", "Demo IUC").await;
    let firm = insert_firm(store, "559999-0024", "Nylands bageri").await;
    let id = mapping(store, firm, iuc).await;
    begin(store, id, person(store, "Eva").await, iuc).await;
    let county = &county();
    let purge = async |before: Timestamp| {
        let day = domain::time::day_of(before);
        let done = store.write(county, None, |mut tx| async move {
            retention::purge(&mut tx, county, Class::Led, before, day, now()).await
        });
        done.await.expect("purged")
    };
    assert_eq!(purge(now()).await, 0, "not yet");
    let later = "2040-01-01T00:00:00Z".parse().expect("instant");
    assert_eq!((purge(later).await, purge(later).await), (1, 0), "once");
    let mut connection = store.read().await.expect("connection");
    let history = leaders::history(&mut connection, county, id).await.expect("history");
    assert_eq!(history[0].ended_at, None, "they still lead");
}
