//! Cases: numbers, versions, alarms, what each reader sees, and figures from events.

use domain::access::{Actor, Reach, Role};
use domain::cases::{AlarmStage, Audience, CaseOutcome, CaseState, Closing, Envelope, NextStep};
use domain::codes::CountyCode;
use domain::ids::{CaseId, DeskId, MessageId, OrganisationId};
use domain::time::{Date, Timestamp};
use store::access::{self, Desk};
use store::cases::{self, Filter, Held, Message, NewCase, NewMessage, Sight, Sort, States};
use store::events::{self, NewEvent, Subject};
use store::notifications::{self, Mailbox, NewNotification, Reader};
use store::page::Slice;
use store::{Error, Store};
use uuid::Uuid;

use crate::harness::{county, insert_firm, now};
use crate::on_both;

fn at(text: &str) -> Timestamp {
    text.parse().expect("instant")
}

async fn insert_desk(store: &Store, n: u128, organisation: OrganisationId) -> DeskId {
    let (county, id) = (&county(), DeskId(Uuid::from_u128(n)));
    let desk = &Desk {
        id,
        slug: None,
        organisation,
        role: Role::Broker,
        name: format!("Skrivbord {n}"),
        phone: None,
        email: None,
        promise_working_days: 2,
        escalates_to: None,
    };
    store
        .write(
            county,
            None,
            |mut tx| async move { access::insert_desk(&mut tx, county, desk).await },
        )
        .await
        .expect("desk");
    id
}

/// Opens a case for a firm at a desk, promised at an instant, with its parties.
async fn open(
    store: &Store,
    firm: OrganisationId,
    desk: DeskId,
    promised_at: Timestamp,
    parties: &[OrganisationId],
) -> CaseId {
    let (county, id) = (&county(), CaseId(Uuid::now_v7()));
    let case = &NewCase {
        id,
        slug: None,
        organisation: firm,
        title: "Två svetsare".into(),
        desk,
        owner_role: Role::Broker,
        next_step: NextStep { what: "Ring".into(), on: Date::constant(2026, 12, 8) },
        promised_at,
        opened_at: now(),
    };
    store
        .write(county, None, |mut tx| async move {
            let number = cases::next_number(&mut tx, county, now()).await?;
            cases::insert(&mut tx, county, case, &number).await?;
            for party in parties {
                cases::insert_party(&mut tx, county, id, *party, now()).await?;
            }
            Ok::<_, Error>(())
        })
        .await
        .expect("case");
    id
}

fn sight(reach: Reach, organisation: Option<OrganisationId>) -> Sight {
    Sight { reach, organisation }
}

on_both!(
    numbers_follow_each_other_within_a_year_and_start_over,
    a_case_is_read_back_and_saved_by_one_editor_only,
    an_open_case_without_next_step_cannot_be_saved,
    everyone_sees_the_cases_of_their_reach_and_those_they_are_let_into,
    a_filter_narrows_and_a_keyset_shows_every_case_once,
    an_alarm_moves_once_however_many_ask,
    messages_parties_and_needs_are_read_back_in_order,
    first_answers_are_counted_at_the_desk_and_by_who_gave_them,
    a_case_opened_again_leaves_its_first_answer_as_it_was,
    a_notification_reaches_those_it_is_for_until_they_have_read_it,
);

async fn numbers_follow_each_other_within_a_year_and_start_over(store: &Store) {
    let county = &county();
    let next = async |instant: &str| {
        let instant = at(instant);
        store
            .write(county, None, |mut tx| async move {
                cases::next_number(&mut tx, county, instant).await
            })
            .await
            .expect("number")
    };
    assert_eq!(next("2026-12-07T08:00:00Z").await, "2026-0001");
    assert_eq!(next("2026-12-07T09:00:00Z").await, "2026-0002");
    // 23.30 UTC on New Year's Eve is already next year in Sweden.
    assert_eq!(next("2026-12-31T23:30:00Z").await, "2027-0001");
}

async fn a_case_is_read_back_and_saved_by_one_editor_only(store: &Store) {
    let (firm, region) = (
        insert_firm(store, "559999-0016", "Ådalens Plåt").await,
        insert_firm(store, "559999-0024", "Demo region").await,
    );
    let desk = insert_desk(store, 1, region).await;
    let id = open(store, firm, desk, at("2026-12-09T08:00:00Z"), &[firm, region]).await;
    let county = &county();
    let mut connection = store.read().await.expect("connection");
    let case = cases::find(&mut connection, county, id).await.expect("find").expect("there");
    assert_eq!(
        (case.number.as_str(), case.organisation_name.as_str()),
        ("2026-0001", "Ådalens Plåt")
    );
    assert_eq!((case.desk_organisation, case.fields.state), (Some(region), CaseState::Received));
    for name in [id.to_string(), "2026-0001".to_owned()] {
        assert_eq!(
            cases::resolve(&mut connection, county, &name).await.expect("resolve"),
            Some(id)
        );
    }
    assert!(
        cases::resolve(&mut connection, county, "demo-nothing").await.expect("resolve").is_none()
    );
    let elsewhere = CountyCode::parse("21").expect("code");
    assert!(cases::find(&mut connection, &elsewhere, id).await.expect("find").is_none());
    drop(connection);
    let mut fields = case.fields.clone();
    fields.state = CaseState::Closed;
    fields.closing =
        Some(Closing { outcome: CaseOutcome::Met, words: "Två är på plats".into() });
    fields.closed_at = Some(now());
    fields.next_step = None;
    let fields = &fields;
    let save = async || -> Result<(), Error> {
        store
            .write(county, None, |mut tx| async move {
                cases::save(&mut tx, county, id, 1, fields, now()).await
            })
            .await
    };
    save().await.expect("first");
    assert!(matches!(save().await, Err(Error::Changed)));
    let mut connection = store.read().await.expect("connection");
    let case = cases::find(&mut connection, county, id).await.expect("find").expect("there");
    assert_eq!((&case.fields, case.version), (fields, 2));
}

async fn an_open_case_without_next_step_cannot_be_saved(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Ådalens Plåt").await;
    let desk = insert_desk(store, 1, firm).await;
    let id = open(store, firm, desk, now(), &[firm]).await;
    let county = &county();
    let mut connection = store.read().await.expect("connection");
    let case = cases::find(&mut connection, county, id).await.expect("find").expect("there");
    drop(connection);
    let mut fields = case.fields;
    fields.next_step = None;
    let fields = &fields;
    let refused = store
        .write(county, None, |mut tx| async move {
            cases::save(&mut tx, county, id, 1, fields, now()).await
        })
        .await
        .expect_err("refused");
    assert!(refused.is_constraint("case_open_has_owner_and_next_step"), "{refused}");
}

async fn everyone_sees_the_cases_of_their_reach_and_those_they_are_let_into(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Ådalens Plåt").await;
    let other = insert_firm(store, "559999-0024", "Bergåsens Skog").await;
    let region = insert_firm(store, "559999-0032", "Demo region").await;
    let school = insert_firm(store, "559999-0040", "Demo komvux").await;
    let desk = insert_desk(store, 1, region).await;
    let first = open(store, firm, desk, at("2026-12-09T08:00:00Z"), &[firm, region, school]).await;
    let second = open(store, other, desk, at("2026-12-08T08:00:00Z"), &[other, region]).await;
    let here = "2284".to_owned().try_into().expect("code");
    let elsewhere = "2282".to_owned().try_into().expect("code");
    let county = &county();
    let mut connection = store.read().await.expect("connection");
    for (reader, seen) in [
        (sight(Reach::County, Some(region)), vec![second, first]),
        (sight(Reach::Municipality(here), None), vec![second, first]),
        (sight(Reach::Municipality(elsewhere), Some(school)), vec![first]),
        (sight(Reach::Organisation(firm), Some(firm)), vec![first]),
        (sight(Reach::Involved(school), Some(school)), vec![first]),
        (sight(Reach::Nothing, Some(school)), vec![]),
    ] {
        let page =
            cases::list(&mut connection, county, &reader, &Filter::default(), Slice::top(10))
                .await
                .expect("list");
        let found: Vec<_> = page.items.iter().map(|case| case.id).collect();
        assert_eq!(found, seen, "{reader:?}");
        assert_eq!(page.total, i64::try_from(seen.len()).expect("small"));
        for id in [first, second] {
            let is_visible =
                cases::visible(&mut connection, county, &reader, id).await.expect("visible");
            assert_eq!(is_visible, seen.contains(&id), "{reader:?}");
        }
    }
}

async fn a_filter_narrows_and_a_keyset_shows_every_case_once(store: &Store) {
    let region = insert_firm(store, "559999-0032", "Demo region").await;
    let (mine, theirs) = (insert_desk(store, 1, region).await, insert_desk(store, 2, region).await);
    let firm = insert_firm(store, "559999-0016", "Ådalens Plåt").await;
    let mut ids = Vec::new();
    for n in 0..5 {
        let desk = if n < 3 { mine } else { theirs };
        let promised = at(&format!("2026-12-0{}T08:00:00Z", 9 - n));
        ids.push(open(store, firm, desk, promised, &[firm, region]).await);
    }
    let (county, all) = (&county(), sight(Reach::County, Some(region)));
    let mut connection = store.read().await.expect("connection");
    for (filter, expected) in [
        (Filter::default(), 5),
        (Filter { held: Held::Desks(vec![theirs]), ..Filter::default() }, 2),
        (Filter { held: Held::Desks(vec![]), ..Filter::default() }, 0),
        (
            Filter {
                held: Held::Mine { desks: vec![mine], assignments: vec![] },
                ..Filter::default()
            },
            3,
        ),
        (Filter { states: States::LateAt(at("2026-12-06T12:00:00Z")), ..Filter::default() }, 2),
        (Filter { states: States::Only(CaseState::Closed), ..Filter::default() }, 0),
        (Filter { states: States::All, organisation: Some(firm), ..Filter::default() }, 5),
        (Filter { organisation: Some(region), ..Filter::default() }, 0),
        (Filter { terms: vec!["finnsinte".into()], ..Filter::default() }, 0),
    ] {
        let count = cases::count(&mut connection, county, &all, &filter).await.expect("count");
        assert_eq!(count, expected, "{filter:?}");
    }
    for sort in [Sort::Promise, Sort::Newest] {
        let filter = Filter { sort, ..Filter::default() };
        let (mut seen, mut cursor) = (Vec::new(), None);
        loop {
            let slice = Slice::After { cursor, limit: 2 };
            let page =
                cases::list(&mut connection, county, &all, &filter, slice).await.expect("list");
            seen.extend(page.items.iter().map(|case| case.id));
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(seen, ids.iter().rev().copied().collect::<Vec<_>>(), "{sort:?}");
    }
    let by_firm = Filter { sort: Sort::Firm, ..Filter::default() };
    let page =
        cases::list(&mut connection, county, &all, &by_firm, Slice::Page { offset: 4, limit: 2 })
            .await
            .expect("list");
    assert_eq!((page.items.len(), page.total), (1, 5));
}

async fn an_alarm_moves_once_however_many_ask(store: &Store) {
    let region = insert_firm(store, "559999-0032", "Demo region").await;
    let desk = insert_desk(store, 1, region).await;
    let id = open(store, region, desk, at("2026-12-07T08:00:00Z"), &[region]).await;
    open(store, region, desk, at("2026-12-20T08:00:00Z"), &[region]).await;
    let county = &county();
    let later = at("2026-12-07T08:00:00Z");
    let mut connection = store.read().await.expect("connection");
    let overdue = cases::overdue(&mut connection, later, 10).await.expect("overdue");
    assert_eq!(overdue.iter().map(|(_, case)| case.id).collect::<Vec<_>>(), [id]);
    drop(connection);
    let raise = async |from, to| {
        store
            .write(county, None, |mut tx| async move {
                cases::move_alarm(&mut tx, county, id, from, to, later).await
            })
            .await
            .expect("alarm")
    };
    assert!(raise(AlarmStage::None, AlarmStage::Deputy).await);
    assert!(!raise(AlarmStage::None, AlarmStage::Deputy).await);
    assert!(raise(AlarmStage::Deputy, AlarmStage::Escalated).await);
    let mut connection = store.read().await.expect("connection");
    assert!(cases::overdue(&mut connection, later, 10).await.expect("overdue").is_empty());
    let loads = cases::desk_loads(&mut connection, county, at("2026-12-08T08:00:00Z"))
        .await
        .expect("loads");
    assert_eq!((loads[0].open, loads[0].late, loads[0].escalated), (2, 1, 1));
}

async fn messages_parties_and_needs_are_read_back_in_order(store: &Store) {
    let region = insert_firm(store, "559999-0032", "Demo region").await;
    let firm = insert_firm(store, "559999-0016", "Ådalens Plåt").await;
    let desk = insert_desk(store, 1, region).await;
    let id = open(store, firm, desk, now(), &[firm, region]).await;
    let county = &county();
    let letter = |n: u128, audience, to| NewMessage {
        id: MessageId(Uuid::from_u128(n)),
        case: id,
        message: Message {
            envelope: Envelope { from: region, audience, to },
            from_name: "Karin Nordin".into(),
            body: format!("Brev {n}"),
        },
        sent_at: now(),
    };
    let letters = &[
        letter(1, Audience::Parties, None),
        letter(2, Audience::One, Some(firm)),
        letter(3, Audience::Own, None),
    ];
    store
        .write(county, None, |mut tx| async move {
            for letter in letters {
                cases::insert_message(&mut tx, county, letter).await?;
            }
            assert!(!cases::insert_party(&mut tx, county, id, firm, now()).await?);
            Ok::<_, Error>(())
        })
        .await
        .expect("letters");
    let mut connection = store.read().await.expect("connection");
    let read = cases::messages(&mut connection, county, id).await.expect("messages");
    assert_eq!(
        read.iter().map(|one| one.body.as_str()).collect::<Vec<_>>(),
        ["Brev 1", "Brev 2", "Brev 3"]
    );
    assert_eq!(read[1].to_organisation_name.as_deref(), Some("Ådalens Plåt"));
    assert_eq!(cases::parties(&mut connection, county, id).await.expect("parties").len(), 2);
    assert!(cases::needs(&mut connection, county, id).await.expect("needs").is_empty());
    assert!(cases::invitable(&mut connection, county, id).await.expect("invitable").is_empty());
}

async fn first_answers_are_counted_at_the_desk_and_by_who_gave_them(store: &Store) {
    let region = insert_firm(store, "559999-0032", "Demo region").await;
    let (desk, other) = (insert_desk(store, 1, region).await, insert_desk(store, 2, region).await);
    let id = open(store, region, desk, at("2026-12-09T08:00:00Z"), &[region]).await;
    let county = &county();
    let answered_at = at("2026-12-08T08:00:00Z");
    let subject = Subject { kind: "case", id: id.0, organisation: Some(region) };
    let anyone = Actor::Anyone { county: county.clone() };
    let event = &NewEvent {
        by_organisation: Some(region),
        ..NewEvent::by(&anyone, answered_at, "case.answered", subject)
    };
    store
        .write(county, None, |mut tx| async move {
            let case = cases::find(&mut tx, county, id).await?.expect("there");
            let fields = cases::CaseFields {
                state: CaseState::Answered,
                answered_at: Some(answered_at),
                ..case.fields
            };
            cases::save(&mut tx, county, id, 1, &fields, answered_at).await?;
            events::append(&mut tx, county, event).await
        })
        .await
        .expect("event");
    let c = &mut store.read().await.expect("connection");
    let later = at("2026-12-08T08:00:01Z");
    let all = cases::answers_since(c, county, now()).await.expect("answers");
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].desk, all[0].opened_at), (Some(desk), now()));
    assert!(cases::answers_since(c, county, later).await.expect("answers").is_empty());
    assert_eq!(cases::answers_at_desk(c, county, desk, now()).await.expect("answers"), all);
    assert!(cases::answers_at_desk(c, county, desk, later).await.expect("answers").is_empty());
    assert!(cases::answers_at_desk(c, county, other, now()).await.expect("answers").is_empty());
    assert_eq!(cases::answers_by(c, county, region, now()).await.expect("answers"), all);
    assert!(cases::answers_by(c, county, region, later).await.expect("answers").is_empty());
    assert_eq!(events::last(c, county).await.expect("last"), Some(event.id));
    for (kind, is_there) in [("case.answered", true), ("case.closed", false)] {
        let found = events::has_happened(c, county, kind, "case", id.0).await.expect("event");
        assert_eq!(found, is_there, "{kind}");
    }
}

async fn a_case_opened_again_leaves_its_first_answer_as_it_was(store: &Store) {
    let region = insert_firm(store, "559999-0032", "Demo region").await;
    let desk = insert_desk(store, 1, region).await;
    let promised_at = at("2026-12-09T08:00:00Z");
    let id = open(store, region, desk, promised_at, &[region]).await;
    let county = &county();
    let answered_at = at("2026-12-08T08:00:00Z");
    // Answered in time, opened again with a new promise, and answered far too late.
    let lives = [
        (promised_at, Some(answered_at)),
        (at("2027-02-03T08:00:00Z"), None),
        (at("2027-02-03T08:00:00Z"), Some(at("2027-03-01T08:00:00Z"))),
    ];
    for (version, (promised_at, answered_at)) in (1..).zip(lives) {
        store
            .write(county, None, |mut tx| async move {
                let case = cases::find(&mut tx, county, id).await?.expect("there");
                let fields = cases::CaseFields {
                    state: CaseState::Answered,
                    promised_at,
                    answered_at,
                    ..case.fields
                };
                cases::save(&mut tx, county, id, version, &fields, promised_at).await
            })
            .await
            .expect("saved");
        let c = &mut store.read().await.expect("connection");
        let answers = cases::answers_at_desk(c, county, desk, now()).await.expect("answers");
        assert_eq!(cases::answers_since(c, county, now()).await.expect("answers"), answers);
        let first: Vec<_> = answers.iter().map(|one| (one.promised_at, one.answered_at)).collect();
        assert_eq!(first, [(lives[0].0, lives[0].1.expect("first"))], "{version}");
        let until = at("2028-01-01T00:00:00Z");
        let told = store::figures::promises(c, county, now(), until).await.expect("promises");
        let told: Vec<_> = told.iter().map(|one| (one.promised_at, one.answered_at)).collect();
        assert_eq!(told, [lives[0]], "{version}");
    }
}

async fn a_notification_reaches_those_it_is_for_until_they_have_read_it(store: &Store) {
    let region = insert_firm(store, "559999-0032", "Demo region").await;
    let desk = insert_desk(store, 1, region).await;
    let county = &county();
    let notice = |n: u128, reader| NewNotification {
        id: Uuid::from_u128(n).into(),
        reader,
        kind: "case-opened",
        subject_kind: "case",
        subject: Uuid::nil(),
        about: n.to_string(),
        at: now(),
    };
    let notices = &[
        notice(1, Reader::Desk(desk)),
        notice(2, Reader::Deputies(desk)),
        notice(3, Reader::Organisation(region)),
    ];
    store
        .write(county, None, |mut tx| async move {
            for notice in notices {
                notifications::insert(&mut tx, county, notice).await?;
            }
            Ok::<_, Error>(())
        })
        .await
        .expect("notices");
    let holder = &Mailbox { desks: vec![desk], ..Mailbox::default() };
    let deputy = &Mailbox { deputy_desks: vec![desk], ..Mailbox::default() };
    let colleague = &Mailbox { organisation: Some(region), ..Mailbox::default() };
    let read = async |mailbox: &Mailbox| {
        let mut connection = store.read().await.expect("connection");
        let mut about: Vec<_> = notifications::unread(&mut connection, county, mailbox, 10)
            .await
            .expect("unread")
            .into_iter()
            .map(|notice| notice.about)
            .collect();
        about.sort();
        about
    };
    assert_eq!(read(holder).await, ["1"]);
    assert_eq!(read(deputy).await, ["1", "2"]);
    assert_eq!(read(colleague).await, ["3"]);
    assert!(read(&Mailbox::default()).await.is_empty());
    let mark = async |mailbox: &Mailbox, only| {
        store
            .write(county, None, |mut tx| async move {
                notifications::mark_read(&mut tx, county, mailbox, only, now()).await
            })
            .await
            .expect("mark")
    };
    assert_eq!(mark(holder, Some(Uuid::from_u128(2).into())).await, 0);
    assert_eq!(mark(deputy, Some(Uuid::from_u128(2).into())).await, 1);
    assert_eq!(mark(holder, None).await, 1);
    assert!(read(deputy).await.is_empty());
    assert_eq!(read(colleague).await, ["3"]);
}
