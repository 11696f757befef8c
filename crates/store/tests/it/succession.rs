//! The compartment of ownership transfer: who finds what, what goes with an account, and that no
//! other module of the store looks into it.

use std::path::{Path, PathBuf};

use domain::access::{Assignment, Role};
use domain::codes::MunicipalityCode;
use domain::ids::{AssignmentId, ListingId, OrganisationId, PersonId, SuccessionContactId};
use domain::leaders::Industry;
use domain::mail::MailKind;
use domain::succession::cover::{Cover, SizeBand};
use domain::succession::{ContactState, ListingState, NewsKind, Side};
use domain::time::{Date, Timestamp, day_of};
use store::access::{self, Person};
use store::mail::{self, NewMail};
use store::page::Slice;
use store::personal::{self, Identity, Reached};
use store::retention::{self, Class};
use store::succession::{
    self, Change, ContactChange, Held, NewContact, NewListing, NewTeaser, News, StoredMessage,
};
use store::{Error, Store, on};
use uuid::Uuid;

use crate::harness::{county, insert_firm, now};
use crate::on_both;

on_both!(
    only_the_owner_and_whom_they_let_in_find_a_listing,
    a_teaser_is_shown_alike_to_everybody,
    a_buyer_is_in_touch_once_and_has_a_number,
    names_cannot_be_told_before_both_have_said_yes,
    news_are_read_by_one_account,
    an_erased_account_takes_everything_along,
    an_erasure_does_not_tell_what_it_took_from_the_compartment,
    advisers_are_shut_out_together,
    what_ended_two_years_ago_is_purged,
    the_register_counts_private_firms_alone,
    one_answer_an_account_and_the_last_one_holds,
);

fn person_id(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

fn listing_id(n: u128) -> ListingId {
    ListingId(Uuid::from_u128(n))
}

async fn person(store: &Store, n: u128, role: Role, organisation: OrganisationId) -> PersonId {
    let id = person_id(n);
    let person = &Person {
        id,
        email: format!("p{n}@demo.samkraft.test"),
        name: format!("Person Nummer{n}"),
        password_hash: None,
        is_disabled: false,
    };
    let assignment = &Assignment {
        id: AssignmentId(Uuid::from_u128(n)),
        county: county(),
        person: id,
        role,
        organisation,
        municipality: None,
        desk: None,
        is_deputy: false,
        valid_from: Date::constant(2026, 1, 1),
        valid_to: None,
    };
    let county = &county();
    let written = store.write(county, None, |mut tx| async move {
        access::insert_person(&mut tx, person, now()).await?;
        access::insert_assignment(&mut tx, assignment).await
    });
    written.await.expect("person");
    id
}

fn cover() -> Cover {
    Cover {
        industry: Some(Industry::Hospitality),
        municipalities: vec![MunicipalityCode::parse("2284").expect("code")],
        sizes: Some((SizeBand::To9, SizeBand::To19)),
    }
}

fn change(n: u128, person: PersonId, version: i64) -> Change {
    Change { id: listing_id(n), person, version, now: now() }
}

/// A published listing.
async fn published(store: &Store, n: u128, person: PersonId) {
    let (county, cover) = (&county(), &cover());
    let new = &NewListing { id: listing_id(n), person, body: "sealed".into(), created_at: now() };
    let written = store.write(county, None, |mut tx| async move {
        succession::insert(&mut tx, county, new).await?;
        let teaser = NewTeaser { cover, words: "words", body: "sealed anew" };
        succession::publish(&mut tx, county, change(n, person, 1), teaser).await
    });
    written.await.expect("published");
}

async fn in_touch(store: &Store, n: u128, listing: u128, buyer: PersonId) -> bool {
    let county = &county();
    let new = &NewContact {
        id: SuccessionContactId(Uuid::from_u128(n)),
        listing: listing_id(listing),
        person: buyer,
        created_at: now(),
    };
    let message = &StoredMessage {
        id: Uuid::from_u128(n),
        contact: new.id,
        side: Side::Buyer,
        body: "sealed".into(),
        sent_at: now(),
    };
    let written = store.write(county, None, |mut tx| async move {
        let is_new = succession::insert_contact(&mut tx, county, new).await?;
        if is_new {
            succession::insert_message(&mut tx, county, message).await?;
        }
        Ok::<_, Error>(is_new)
    });
    written.await.expect("contact")
}

struct House {
    owner: PersonId,
    colleague: PersonId,
    buyer: PersonId,
    admin: PersonId,
}

async fn house(store: &Store) -> House {
    let firm = insert_firm(store, "559999-0016", "Höga Kusten Kök").await;
    let region = insert_firm(store, "559999-0024", "Demo region").await;
    let house = House {
        owner: person(store, 1, Role::EmployerAdmin, firm).await,
        colleague: person(store, 2, Role::EmployerMember, firm).await,
        buyer: person(store, 3, Role::Person, region).await,
        admin: person(store, 4, Role::Admin, region).await,
    };
    published(store, 10, house.owner).await;
    house
}

async fn finds(store: &Store, reader: PersonId) -> bool {
    let mut connection = store.read().await.expect("connection");
    let found = succession::find(&mut connection, &county(), listing_id(10), reader).await;
    found.expect("read").is_some()
}

async fn only_the_owner_and_whom_they_let_in_find_a_listing(store: &Store) {
    let house = house(store).await;
    let county = &county();
    assert!(finds(store, house.owner).await);
    for stranger in [house.colleague, house.buyer, house.admin] {
        assert!(!finds(store, stranger).await);
    }
    let let_in = || async {
        let done = store.write(county, None, |mut tx| async move {
            succession::let_in(&mut tx, county, listing_id(10), person_id(4), now()).await
        });
        done.await.expect("let in")
    };
    assert!(let_in().await && !let_in().await, "once");
    assert!(finds(store, house.admin).await);
    let mut connection = store.read().await.expect("connection");
    let c = &mut connection;
    let advised = succession::list(c, county, house.admin, Held::Advised, 9).await.expect("list");
    assert_eq!(advised.len(), 1);
    let own = succession::list(c, county, house.admin, Held::Own, 9).await.expect("list");
    assert!(own.is_empty());
    drop(connection);
    let shut = store.write(county, None, |mut tx| async move {
        succession::shut_out(&mut tx, county, listing_id(10), person_id(4)).await
    });
    assert!(shut.await.expect("shut out"));
    assert!(!finds(store, house.admin).await);
    let stolen = store.write(county, None, |mut tx| async move {
        let theirs = change(10, person_id(2), 2);
        succession::set_state(&mut tx, county, theirs, ListingState::Paused).await
    });
    assert!(stolen.await.is_err(), "a colleague changes nothing");
    let other = domain::codes::CountyCode::parse("21").expect("code");
    let mut connection = store.read().await.expect("connection");
    let there = succession::find(&mut connection, &other, listing_id(10), house.owner).await;
    assert!(there.expect("read").is_none(), "another county");
}

async fn seen(store: &Store, reader: PersonId) -> (i64, usize) {
    let mut connection = store.read().await.expect("connection");
    let slice = Slice::Page { offset: 0, limit: 9 };
    let page = succession::teasers(&mut connection, &county(), reader, None, slice).await;
    let page = page.expect("teasers");
    (page.total, page.items.len())
}

async fn a_teaser_is_shown_alike_to_everybody(store: &Store) {
    let house = house(store).await;
    assert_eq!(seen(store, house.buyer).await, (1, 1));
    assert_eq!(seen(store, house.colleague).await, (1, 1), "what is hidden would tell whose it is");
    assert_eq!(seen(store, house.owner).await, (0, 0), "one's own is elsewhere");
    let mut connection = store.read().await.expect("connection");
    let c = &mut connection;
    let (county, id) = (&county(), listing_id(10));
    let found = succession::find_teaser(c, county, id, house.buyer).await.expect("read");
    let (teaser, owner) = found.expect("for buyers");
    assert_eq!((&teaser.cover, teaser.is_own, owner), (&cover(), false, house.owner));
    assert_eq!(teaser.body, "sealed anew", "what has been told comes with it");
    let same = succession::find_teaser(c, county, id, house.colleague).await.expect("read");
    assert_eq!(same, Some((teaser, owner)));
    let own = succession::find_teaser(c, county, id, house.owner).await.expect("read");
    assert!(own.is_some_and(|(teaser, _)| teaser.is_own));
    let care = Some(Industry::Care);
    let slice = Slice::Page { offset: 0, limit: 9 };
    let none = succession::teasers(c, county, house.buyer, care, slice).await.expect("teasers");
    assert_eq!(none.total, 0);
}

async fn advisers_are_shut_out_together(store: &Store) {
    let house = filled(store).await;
    tell(store, 31, house.admin).await;
    assert!(finds(store, house.admin).await);
    let county = &county();
    let done = store.write(county, None, |mut tx| async move {
        succession::shut_all_out(&mut tx, county, listing_id(10)).await
    });
    done.await.expect("shut out");
    assert!(!finds(store, house.admin).await && finds(store, house.owner).await);
    assert_eq!((unread(store, house.admin).await, unread(store, house.owner).await), (0, 1));
    let mut connection = store.read().await.expect("connection");
    let c = &mut connection;
    let is = succession::is_adviser(c, county, listing_id(10), house.admin).await;
    assert!(!is.expect("read"));
}

async fn a_buyer_is_in_touch_once_and_has_a_number(store: &Store) {
    let house = house(store).await;
    assert!(in_touch(store, 20, 10, house.buyer).await);
    assert!(!in_touch(store, 21, 10, house.buyer).await, "once");
    assert!(in_touch(store, 22, 10, house.admin).await);
    let mut connection = store.read().await.expect("connection");
    let c = &mut connection;
    let all = succession::contacts_of_listing(c, &county(), listing_id(10), 9).await.expect("read");
    let numbers: Vec<_> = all.iter().map(|one| (one.number, one.buyer)).collect();
    assert_eq!(numbers, [(1, house.buyer), (2, house.admin)]);
    let id = all[0].id;
    for (reader, side) in [
        (house.owner, Some(Side::Seller)),
        (house.buyer, Some(Side::Buyer)),
        (house.admin, None),
        (house.colleague, None),
    ] {
        let found = succession::find_contact(c, &county(), id, reader).await.expect("read");
        assert_eq!(found.and_then(|one| one.side_of(reader)), side);
    }
    let own = succession::contacts_of_buyer(c, &county(), house.buyer, 9).await.expect("read");
    assert_eq!(own.len(), 1);
    assert_eq!(succession::open_contacts(c, &county(), listing_id(10)).await.expect("count"), 2);
    drop(connection);
    let county = &county();
    let ended = store.write(county, None, |mut tx| async move {
        succession::end_all(&mut tx, county, listing_id(10), now()).await
    });
    assert_eq!(ended.await.expect("ended").len(), 2);
    let mut connection = store.read().await.expect("connection");
    let left = succession::open_contacts(&mut connection, county, listing_id(10)).await;
    assert_eq!(left.expect("count"), 0);
}

async fn names_cannot_be_told_before_both_have_said_yes(store: &Store) {
    let house = house(store).await;
    in_touch(store, 20, 10, house.buyer).await;
    let county = &county();
    let at = |version| ContactChange {
        id: SuccessionContactId(Uuid::from_u128(20)),
        version,
        now: now(),
    };
    let early = store.write(county, None, |mut tx| async move {
        let yes = (Side::Buyer, "2026-1");
        succession::agree(&mut tx, county, at(1), yes, ContactState::Exchanged).await
    });
    let refused = early.await.expect_err("one alone");
    assert!(refused.is_constraint("succession_contact_names_after_agreement"), "{refused}");
    let both = store.write(county, None, |mut tx| async move {
        let (tx, text) = (&mut tx, "2026-1");
        succession::agree(tx, county, at(1), (Side::Buyer, text), ContactState::Interest).await?;
        succession::agree(tx, county, at(2), (Side::Seller, text), ContactState::Exchanged).await
    });
    both.await.expect("both");
    let again = store.write(county, None, |mut tx| async move {
        let yes = (Side::Seller, "2026-1");
        succession::agree(&mut tx, county, at(3), yes, ContactState::Exchanged).await
    });
    assert!(again.await.is_err(), "one says yes once");
    let mut connection = store.read().await.expect("connection");
    let found = succession::find_contact(&mut connection, county, at(0).id, house.owner).await;
    let found = found.expect("read").expect("contact");
    assert_eq!((found.state, found.version), (ContactState::Exchanged, 3));
    assert!(found.agreed(Side::Buyer).is_some_and(|yes| yes.version == "2026-1"));
}

async fn tell(store: &Store, n: u128, person: PersonId) {
    let county = &county();
    let news = &News {
        id: Uuid::from_u128(n),
        person,
        listing: listing_id(10),
        contact: None,
        kind: NewsKind::Unsafe,
        at: now(),
    };
    let told = store
        .write(county, None, |mut tx| async move {
            succession::insert_news(&mut tx, county, news).await
        })
        .await;
    told.expect("told");
}

async fn unread(store: &Store, reader: PersonId) -> usize {
    let mut connection = store.read().await.expect("connection");
    succession::unread(&mut connection, &county(), reader, 9).await.expect("unread").len()
}

async fn news_are_read_by_one_account(store: &Store) {
    let house = house(store).await;
    tell(store, 30, house.owner).await;
    assert_eq!((unread(store, house.owner).await, unread(store, house.colleague).await), (1, 0));
    let county = &county();
    let read = |reader: PersonId| async move {
        let done = store.write(county, None, |mut tx| async move {
            succession::mark_read(&mut tx, county, reader, None, now()).await
        });
        done.await.expect("read")
    };
    assert_eq!(read(house.colleague).await, 0, "nobody reads it for another");
    let mut connection = store.read().await.expect("connection");
    assert!(succession::is_unread(&mut connection, county, Uuid::from_u128(30)).await.expect("is"));
    drop(connection);
    assert_eq!(read(house.owner).await, 1);
    assert_eq!(unread(store, house.owner).await, 0);
}

/// Tables of the compartment.
const TABLES: [&str; 8] = [
    "succession_listing",
    "succession_adviser",
    "succession_buyer",
    "succession_contact",
    "succession_message",
    "succession_step",
    "succession_news",
    "succession_intention",
];

async fn rows(store: &Store) -> i64 {
    let mut connection = store.read().await.expect("connection");
    let mut all = 0;
    for table in TABLES {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        all += on!(connection, |c| sqlx::query_scalar::<_, i64>(sqlx::AssertSqlSafe(sql))
            .fetch_one(c)
            .await
            .expect("count"));
    }
    all
}

/// Everything the compartment can hold of an owner and a buyer.
async fn filled(store: &Store) -> House {
    let house = house(store).await;
    in_touch(store, 20, 10, house.buyer).await;
    tell(store, 30, house.owner).await;
    let county = &county();
    let written = store.write(county, None, |mut tx| async move {
        let tx = &mut tx;
        succession::let_in(tx, county, listing_id(10), person_id(4), now()).await?;
        succession::keep_profile(tx, county, (person_id(3), 0), "sealed", now()).await?;
        succession::intend(tx, county, person_id(1), "sealed", now()).await
    });
    written.await.expect("filled");
    house
}

async fn erase(store: &Store, person: PersonId) -> Reached {
    let identity = &Identity { person: Some(person), ..Identity::default() };
    let county = &county();
    let erased = store.write(county, None, |mut tx| async move {
        personal::erase(&mut tx, identity, &[], Date::constant(2026, 12, 7)).await
    });
    erased.await.expect("erased")
}

/// Everything of an account that is not in the compartment, as it is reached there and without.
async fn an_erasure_does_not_tell_what_it_took_from_the_compartment(store: &Store) {
    let house = filled(store).await;
    let mail = &NewMail {
        id: Uuid::from_u128(50),
        once: "news".into(),
        kind: MailKind::SomethingToRead,
        person: Some(house.owner),
        address: None,
        language: "sv".into(),
        subject: Uuid::from_u128(30),
        number: 0,
        secret: None,
        due_at: now(),
        created_at: now(),
    };
    let county = &county();
    let written = store
        .write(county, None, |mut tx| async move { mail::insert(&mut tx, county, mail).await });
    assert!(written.await.expect("mail"));
    let mut connection = store.read().await.expect("connection");
    assert!(mail::any_due(&mut connection, now()).await.expect("due"));
    let counts = mail::waiting_and_failed(&mut connection).await.expect("counts");
    assert_eq!(counts, (0, 0), "a number that no list shows would tell of it");
    drop(connection);
    let (owner, other) = (erase(store, house.owner).await, erase(store, house.colleague).await);
    assert_eq!(owner, other, "whoever owned a listing is erased like their colleague");
    assert!(owner.total() > 0);
    assert_eq!(rows(store).await, 1, "the buyer's profile");
    let mut connection = store.read().await.expect("connection");
    assert!(!mail::any_due(&mut connection, now()).await.expect("due"), "taken all the same");
}

async fn an_erased_account_takes_everything_along(store: &Store) {
    let house = filled(store).await;
    assert_eq!(rows(store).await, 7);
    erase(store, house.buyer).await;
    assert_eq!(rows(store).await, 4, "the contact, its message and the profile are gone");
    erase(store, house.owner).await;
    assert_eq!(rows(store).await, 0);
}

async fn what_ended_two_years_ago_is_purged(store: &Store) {
    let house = filled(store).await;
    let county = &county();
    let ended = store.write(county, None, |mut tx| async move {
        let tx = &mut tx;
        succession::set_state(tx, county, change(10, person_id(1), 2), ListingState::Ended).await?;
        succession::end_all(tx, county, listing_id(10), now()).await
    });
    ended.await.expect("ended");
    let purge = |before: Timestamp| async move {
        let done = store.write(county, None, |mut tx| async move {
            let (class, day) = (Class::Succession, day_of(before));
            retention::purge(&mut tx, county, class, before, day, before).await
        });
        done.await.expect("purged")
    };
    let hour = std::time::Duration::from_hours(1);
    purge(now()).await;
    assert!(finds(store, house.owner).await, "the day has not come");
    purge(now().checked_add(hour).expect("later")).await;
    assert!(!finds(store, house.owner).await);
    assert_eq!(rows(store).await, 0);
}

async fn the_register_counts_private_firms_alone(store: &Store) {
    insert_firm(store, "559999-0016", "Höga Kusten Kök").await;
    let public = insert_firm(store, "559999-0024", "Demo kommun").await;
    let mut connection = store.read().await.expect("connection");
    let before = succession::register(&mut connection, &county()).await.expect("register").len();
    drop(connection);
    assert_eq!(before, 2);
    let county = &county();
    let changed = store.write::<(), Error, _, _>(county, None, |mut tx| async move {
        let sql = "UPDATE organisation SET sector = 'public' WHERE id = $1";
        on!(tx, |c| sqlx::query(sql).bind(public.0).execute(c).await.map(|_| ()))?;
        Ok(())
    });
    changed.await.expect("changed");
    let mut connection = store.read().await.expect("connection");
    let firms = succession::register(&mut connection, county).await.expect("register");
    assert_eq!(firms.len(), 1);
    assert!(Cover::ANY.covers(&firms[0]));
}

async fn one_answer_an_account_and_the_last_one_holds(store: &Store) {
    let house = house(store).await;
    let county = &county();
    for said in ["one", "two"] {
        let done = store.write(county, None, |mut tx| async move {
            succession::intend(&mut tx, county, person_id(1), said, now()).await
        });
        done.await.expect("answered");
    }
    let mut connection = store.read().await.expect("connection");
    let all = succession::intentions(&mut connection, county, 9).await.expect("answers");
    assert_eq!(all, ["two"]);
    let own = succession::intention_of(&mut connection, county, house.owner).await;
    assert_eq!(own.expect("own").as_deref(), Some("two"));
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("folder").flatten() {
        let path = entry.path();
        if path.is_dir() { found.extend(sources(&path)) } else { found.push(path) }
    }
    found
}

/// Who may name the tables: the compartment itself, what is taken away by age, and the list of
/// columns that says they are sealed. Erasure and whole copies walk the schema.
#[test]
fn no_other_module_names_the_tables() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let may = ["retention.rs", "personal/columns.rs"];
    let mut asked = 0;
    for path in sources(&root) {
        let name = path.strip_prefix(&root).expect("within").to_string_lossy().replace('\\', "/");
        let source = std::fs::read_to_string(&path).expect("readable");
        asked += 1;
        if name.starts_with("succession") || may.contains(&name.as_str()) {
            continue;
        }
        let named = TABLES.iter().find(|table| source.contains(*table));
        assert_eq!(named, None, "{name}");
    }
    assert!(asked > 50, "{asked}");
}
