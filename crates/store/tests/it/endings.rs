//! How organisations end: nothing new is written of one that has ended, whichever function writes
//! it, and a number is one organisation's for good.

use domain::agreements::{Agreement, AgreementKind};
use domain::codes::OrgNumber;
use domain::contacts::{Contact, ContactKind};
use domain::endings::{Deed, Ending, EndingKind, NewNumber, Open};
use domain::ids::{
    AgreementId, ContactId, EndingId, MappingId, NetworkId, OrganisationId, VisitId,
};
use domain::needs::mapping::Track;
use domain::time::Date;
use domain::visits::VisitState;
use store::endings::{self, Move, NewEnding, NumberChange, Settled};
use store::organisations::{self, Filter, Network};
use store::page::Slice;
use store::{Error, Store};
use uuid::Uuid;

use crate::harness::{county, insert_firm, now};
use crate::needs::insert_need;
use crate::on_both;

on_both!(
    nothing_new_is_written_of_one_that_has_ended,
    an_ending_is_one_editors_and_stands_once,
    what_was_taken_back_stays_and_opens_again,
    a_number_is_found_by_the_one_that_has_had_it,
    what_is_open_is_counted_and_moves_and_what_has_been_stays,
    those_that_have_ended_are_left_out_of_lists,
    the_other_county_sees_nothing,
);

const DAY: Date = Date::constant(2026, 12, 7);

fn new(n: u128, firm: OrganisationId, successor: Option<OrganisationId>) -> NewEnding {
    NewEnding {
        id: EndingId(Uuid::from_u128(n)),
        organisation: firm,
        ending: Ending {
            kind: if successor.is_some() { EndingKind::Merged } else { EndingKind::Ceased },
            on: DAY,
            words: "Nedlagd".into(),
            successor,
            place: None,
        },
        by_organisation: firm,
        by_name: "Karin".into(),
        made_at: now(),
    }
}

async fn end(store: &Store, new: &NewEnding, version: i64) -> Result<(), Error> {
    let county = &county();
    let written = store.write(county, None, |mut tx| async move {
        endings::insert(&mut tx, county, new, version).await
    });
    written.await
}

async fn asks(store: &Store, firm: OrganisationId, deed: Deed) -> Result<(), Error> {
    let county = &county();
    let asked = store.write(county, None, |mut tx| async move {
        endings::open_for_new(&mut tx, county, firm, deed).await.map(|active| {
            assert_eq!(active.id(), firm);
        })
    });
    asked.await
}

fn is_ended(result: Result<(), Error>) -> bool {
    matches!(result, Err(Error::Ended(ending)) if ending.ending.words == "Nedlagd")
}

/// Writes one thing of a firm, by the function that each room writes it with.
async fn write(store: &Store, firm: OrganisationId, what: &str) -> Result<(), Error> {
    let county = &county();
    let done = store.write(county, None, |mut tx| async move {
        let tx = &mut tx;
        match what {
            "mapping" => {
                let mapping = store::mappings::NewMapping {
                    id: MappingId(Uuid::now_v7()),
                    slug: None,
                    organisation: firm,
                    track: Track::Micro,
                    opened_by_organisation: firm,
                    opened_by_name: "Lena".into(),
                    leader_organisation: None,
                    link: None,
                    invited_email: None,
                };
                store::mappings::insert(tx, county, &mapping, now()).await
            }
            "contact" => contact(tx, firm, ContactId(Uuid::now_v7())).await,
            "membership" => {
                let network = NetworkId(Uuid::now_v7());
                let new =
                    Network { id: network, slug: None, name: "Trä".into(), organisation: firm };
                organisations::insert_network(tx, county, &new).await?;
                organisations::insert_member(tx, county, network, firm).await
            }
            _ => {
                let agreement = store::agreements::NewAgreement {
                    id: AgreementId(Uuid::now_v7()),
                    organisation: firm,
                    agreement: Agreement {
                        kind: AgreementKind::Cooperation,
                        scope: "Allt".into(),
                        municipalities: Vec::new(),
                        valid_from: DAY,
                        valid_until: None,
                        reference: None,
                        signed_on: None,
                    },
                    by_organisation: firm,
                    by_name: "Karin".into(),
                    created_at: now(),
                };
                store::agreements::insert(tx, county, &agreement).await
            }
        }
    });
    done.await
}

async fn contact(tx: &mut store::Tx, firm: OrganisationId, id: ContactId) -> Result<(), Error> {
    let new = store::contacts::NewContact {
        id,
        organisation: firm,
        by_organisation: firm,
        by_name: "Karin".into(),
        contact: Contact {
            kind: ContactKind::Visit,
            on: Date::constant(2026, 12, 20),
            topic: "Möte".into(),
            note: None,
        },
        asked_for: None,
        forced: None,
        created_at: now(),
    };
    store::contacts::insert(tx, &county(), &new).await
}

async fn count(store: &Store, firm: OrganisationId, open: Open) -> i64 {
    let mut connection = store.read().await.expect("connection");
    endings::count_open(&mut connection, &county(), firm, open, DAY).await.expect("counted")
}

const WRITTEN: &[&str] = &["mapping", "contact", "membership", "agreement"];

async fn nothing_new_is_written_of_one_that_has_ended(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Nedlagd").await;
    for what in WRITTEN {
        write(store, firm, what).await.expect(what);
    }
    end(store, &new(1, firm, None), 1).await.expect("ended");
    for what in WRITTEN {
        assert!(is_ended(write(store, firm, what).await), "{what}");
    }
    for deed in Deed::ALL {
        assert_eq!(is_ended(asks(store, firm, *deed).await), deed.is_new(), "{deed:?}");
    }
}

async fn an_ending_is_one_editors_and_stands_once(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Nedlagd").await;
    assert!(matches!(end(store, &new(1, firm, None), 7).await, Err(Error::Changed)));
    end(store, &new(1, firm, None), 1).await.expect("ended");
    assert!(matches!(end(store, &new(2, firm, None), 2).await, Err(Error::Changed)), "once");
    let itself = insert_firm(store, "559999-0024", "Egen").await;
    let refused = end(store, &new(3, itself, Some(itself)), 1).await.expect_err("into itself");
    assert!(refused.is_constraint("organisation_ending_not_into_itself"), "{refused}");
}

async fn what_was_taken_back_stays_and_opens_again(store: &Store) {
    let (county, firm) = (&county(), insert_firm(store, "559999-0016", "Öppen igen").await);
    let new = new(1, firm, None);
    end(store, &new, 1).await.expect("ended");
    let settled = Settled { needs: 3, mappings: 1, planned: 0, pools: 2 };
    let id = new.id;
    let back = || async {
        store
            .write(county, None, |mut tx| async move {
                endings::set_settled(&mut tx, county, id, settled).await?;
                endings::undo(&mut tx, county, (id, firm), "Per", now()).await
            })
            .await
    };
    back().await.expect("taken back");
    assert!(matches!(back().await, Err(Error::Changed)), "once");
    let mut connection = store.read().await.expect("connection");
    let c = &mut connection;
    assert!(endings::standing(c, county, firm).await.expect("read").is_none());
    let all = endings::all_of(c, county, firm).await.expect("read");
    assert_eq!(all[0].settled, settled);
    assert_eq!(all[0].undone_by_name.as_deref(), Some("Per"));
    let found = organisations::find(c, county, firm).await.expect("read").expect("there");
    assert_eq!((found.ended_on, found.version), (None, 3));
    drop(connection);
    write(store, firm, "mapping").await.expect("new again");
    end(store, &self::new(2, firm, None), 3).await.expect("and ended again");
}

async fn renumber(
    store: &Store,
    firm: OrganisationId,
    (old, number): (&str, &str),
    version: i64,
) -> Result<(), Error> {
    let county = &county();
    let old = &OrgNumber::parse(old).expect("number");
    let new = &NewNumber {
        number: OrgNumber::parse(number).expect("number"),
        from: DAY,
        reason: "Ombildat".into(),
    };
    let changed = store.write(county, None, |mut tx| async move {
        let by_name = "Karin";
        let change = NumberChange {
            organisation: firm,
            version,
            old,
            by_organisation: firm,
            by_name,
            now: now(),
        };
        endings::change_number(&mut tx, county, &change, new).await
    });
    changed.await
}

async fn a_number_is_found_by_the_one_that_has_had_it(store: &Store) {
    let (county, firm) = (&county(), insert_firm(store, "559999-0016", "Bytt").await);
    let other = insert_firm(store, "559999-0024", "Annan").await;
    renumber(store, firm, ("559999-0016", "559999-0032"), 1).await.expect("changed");
    let stale = renumber(store, firm, ("559999-0032", "559999-0040"), 1).await;
    assert!(matches!(stale, Err(Error::Changed)));
    let mut connection = store.read().await.expect("connection");
    let c = &mut connection;
    for number in ["559999-0016", "559999-0032"] {
        let parsed = OrgNumber::parse(number).expect("number");
        let found = organisations::find_by_number(c, county, &parsed).await.expect("read");
        assert_eq!(found.expect("found").id, firm, "{number}");
        let led = organisations::resolve(c, county, number).await.expect("read");
        assert_eq!(led, Some(firm), "{number}");
    }
    let former = endings::former_of_county(c, county).await.expect("read");
    assert_eq!(former, [(OrgNumber::parse("559999-0016").expect("number"), firm)]);
    drop(connection);
    // Even if nobody asked first, one number cannot have been two organisations'.
    renumber(store, other, ("559999-0024", "559999-0016"), 1).await.expect("nobody asked");
    let back = renumber(store, other, ("559999-0016", "559999-0024"), 2).await;
    assert!(matches!(back, Err(Error::Constraint(_))), "it was the other's: {back:?}");
}

async fn what_is_open_is_counted_and_moves_and_what_has_been_stays(store: &Store) {
    let (county, from) = (&county(), insert_firm(store, "559999-0016", "Från").await);
    let to = insert_firm(store, "559999-0024", "Till").await;
    let need = insert_need(store, from, "Kock", 1, None).await;
    let contact_id = ContactId(Uuid::now_v7());
    let visit = store::visits::NewVisit {
        id: VisitId(Uuid::now_v7()),
        organisation: from,
        by_organisation: to,
        by_name: "Karin".into(),
        by_role: "broker".into(),
        others: Vec::new(),
        contact: contact_id,
        on: Date::constant(2026, 12, 20),
        topic: "Möte".into(),
        state: VisitState::Planned,
        created_at: now(),
    };
    let visit = &visit;
    let written = store.write(county, None, |mut tx| async move {
        contact(&mut tx, from, contact_id).await?;
        store::visits::insert(&mut tx, county, visit).await
    });
    written.await.expect("planned");
    for (open, expected) in
        [(Open::Needs, 1), (Open::Visits, 1), (Open::Contacts, 0), (Open::Accounts, 0)]
    {
        assert_eq!(count(store, from, open).await, expected, "{open}");
    }
    for open in Open::ALL {
        assert_eq!(count(store, to, *open).await, 0, "{open}");
    }
    let way = Move { from, to, now: now() };
    let moved = store.write(county, None, |mut tx| async move {
        endings::move_contact(&mut tx, county, contact_id, way).await?;
        let once = endings::move_thing(&mut tx, county, "need", need.0, way).await?;
        let twice = endings::move_thing(&mut tx, county, "need", need.0, way).await?;
        Ok::<_, Error>((once, twice))
    });
    assert_eq!(moved.await.expect("moved"), (true, false));
    assert_eq!((count(store, to, Open::Visits).await, count(store, to, Open::Needs).await), (1, 1));
    assert_eq!(count(store, from, Open::Needs).await, 0);
}

async fn those_that_have_ended_are_left_out_of_lists(store: &Store) {
    let (county, gone) = (&county(), insert_firm(store, "559999-0016", "Borta").await);
    let here = insert_firm(store, "559999-0024", "Kvar").await;
    end(store, &new(1, gone, Some(here)), 1).await.expect("ended");
    let mut connection = store.read().await.expect("connection");
    let c = &mut connection;
    let all = &domain::access::Reach::County;
    for (with_ended, expected) in [(false, 1), (true, 2)] {
        let filter = Filter { with_ended, ..Filter::default() };
        let page = organisations::list(c, county, all, &filter, Slice::top(9)).await;
        assert_eq!(page.expect("list").total, expected);
    }
    let into = endings::gone_into(c, county, here).await.expect("read");
    assert_eq!((into[0].organisation, into[0].successor_name.as_deref()), (gone, Some("Kvar")));
    let on = |since, until| (since, until);
    for ((since, until), firms) in [
        (on(Date::constant(2026, 1, 1), Date::constant(2026, 12, 6)), 2),
        (on(Date::constant(2026, 1, 1), DAY), 1),
    ] {
        let rows = store::visits::coverage(c, county, since, until).await.expect("rows");
        assert_eq!(rows.iter().map(|row| row.coverage.firms).sum::<i64>(), firms, "{until}");
    }
}

async fn the_other_county_sees_nothing(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Nedlagd").await;
    renumber(store, firm, ("559999-0016", "559999-0032"), 1).await.expect("changed");
    end(store, &new(1, firm, None), 2).await.expect("ended");
    let elsewhere = &domain::codes::CountyCode::parse("21").expect("code");
    let mut connection = store.read().await.expect("connection");
    let c = &mut connection;
    assert!(endings::of_county(c, elsewhere).await.expect("read").is_empty());
    assert!(endings::former_of_county(c, elsewhere).await.expect("read").is_empty());
    assert!(endings::standing(c, elsewhere, firm).await.expect("read").is_none());
    assert!(endings::former_numbers(c, elsewhere, firm).await.expect("read").is_empty());
}
