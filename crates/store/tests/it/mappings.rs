//! Mappings: the draft is kept, two writers never overwrite each other, and what is not approved
//! is for nobody to find.

use domain::access::Reach;
use domain::codes::CountyCode;
use domain::ids::{CaseId, MappingId, NetworkId, OrganisationId};
use domain::needs::answers::Answers;
use domain::needs::mapping::{MappingState, Question, Step, Track};
use domain::time::Timestamp;
use store::mappings::{self, Filter, Link, NewMapping, Scope, StoredMapping, Yes};
use store::organisations::{self, Network};
use store::page::Slice;
use store::{Error, Store, events, search};
use uuid::Uuid;

use crate::harness::{county, insert_firm, now};
use crate::on_both;

const WORD: &str = "Zirkonsvets";

fn later() -> Timestamp {
    "2027-02-01T08:00:00Z".parse().expect("instant")
}

fn everyone() -> Scope {
    Scope::Reach(Reach::County)
}

fn new(organisation: OrganisationId, by: OrganisationId, track: Track) -> NewMapping {
    let id = MappingId(Uuid::now_v7());
    NewMapping {
        id,
        slug: None,
        organisation,
        track,
        opened_by_organisation: by,
        opened_by_name: "Demo Lena".into(),
        leader_organisation: (track == Track::Led).then_some(by),
        link: Some(Link { hash: format!("hash-{id}"), expires_at: later() }),
        invited_email: Some("kok@demo.samkraft.test".into()),
    }
}

async fn insert(store: &Store, mapping: &NewMapping) {
    let county = &county();
    store
        .write(county, None, |mut tx| async move {
            mappings::insert(&mut tx, county, mapping, now()).await
        })
        .await
        .expect("mapping");
}

async fn find(store: &Store, scope: &Scope, id: MappingId) -> Option<StoredMapping> {
    let mut connection = store.read().await.expect("connection");
    mappings::find(&mut connection, &county(), scope, id).await.expect("find")
}

async fn list(store: &Store, scope: &Scope, filter: &Filter) -> Vec<StoredMapping> {
    let mut connection = store.read().await.expect("connection");
    let page = mappings::list(&mut connection, &county(), scope, filter, Slice::top(50))
        .await
        .expect("list");
    assert_eq!(page.total, i64::try_from(page.items.len()).expect("few"));
    page.items
}

fn draft() -> Answers {
    let mut answers = Answers::begin();
    let step = Step { question: Question::Words, goal: 0, need: 0 };
    answers.write(step, &|_| Some(format!("Två som kan {WORD}")));
    answers
}

async fn keep(store: &Store, id: MappingId, answers: &Answers, version: i64) -> Result<(), Error> {
    let county = &county();
    store
        .write(county, None, |mut tx| async move {
            let state = MappingState::Started;
            mappings::save_answers(&mut tx, county, id, answers, state, version, now()).await
        })
        .await
}

on_both!(
    a_draft_is_kept_and_the_second_of_two_writers_is_told,
    a_mapping_as_others_see_it_holds_no_word_of_the_draft,
    scope_decides_who_knows_of_a_mapping,
    a_list_is_narrowed_by_state_track_place_and_name,
    a_new_link_replaces_the_old,
    a_yes_is_given_once_and_to_what_was_read,
    calling_off_erases_the_draft_and_keeps_that_it_happened,
    a_state_is_set_by_who_read_it_last,
);

async fn a_draft_is_kept_and_the_second_of_two_writers_is_told(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Höga Kusten Kök").await;
    let mapping = new(firm, firm, Track::Micro);
    insert(store, &mapping).await;
    keep(store, mapping.id, &draft(), 1).await.expect("first");
    assert!(matches!(keep(store, mapping.id, &Answers::begin(), 1).await, Err(Error::Changed)));
    let mut connection = store.read().await.expect("connection");
    let kept = mappings::answers_of(&mut connection, &county(), mapping.id).await.expect("read");
    assert_eq!(kept, Some(draft()));
    let read = find(store, &everyone(), mapping.id).await.expect("there");
    assert_eq!((read.state, read.version), (MappingState::Started, 2));
    assert_eq!(read.organisation_name, "Höga Kusten Kök");
}

async fn a_mapping_as_others_see_it_holds_no_word_of_the_draft(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Höga Kusten Kök").await;
    let mapping = new(firm, firm, Track::Micro);
    insert(store, &mapping).await;
    keep(store, mapping.id, &draft(), 1).await.expect("kept");
    let listed = list(store, &everyone(), &Filter::default()).await;
    assert_eq!(listed.len(), 1);
    let shown = format!("{} {listed:?}", serde_json::to_string(&listed).expect("json"));
    assert!(!shown.contains(WORD), "{shown}");
    let terms = vec![WORD.to_lowercase()];
    assert!(list(store, &everyone(), &Filter { terms, ..Filter::default() }).await.is_empty());
    let mut connection = store.read().await.expect("connection");
    let needs = store::needs::list(
        &mut connection,
        &county(),
        &Reach::County,
        &store::needs::Filter::default(),
        Slice::top(10),
    )
    .await
    .expect("needs");
    assert_eq!(needs.total, 0);
}

async fn scope_decides_who_knows_of_a_mapping(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Höga Kusten Kök").await;
    let leader = insert_firm(store, "559999-0024", "IUC").await;
    let other = insert_firm(store, "559999-0032", "Annan").await;
    let (county, led) = (&county(), new(firm, leader, Track::Led));
    insert(store, &led).await;
    let network = &Network {
        id: NetworkId(Uuid::now_v7()),
        slug: None,
        name: "Matlänken".into(),
        organisation: other,
    };
    for (scope, knows) in [
        (everyone(), true),
        (Scope::Reach(Reach::Organisation(firm)), true),
        (Scope::Reach(Reach::Organisation(other)), false),
        (Scope::Reach(Reach::Involved(leader)), true),
        (Scope::Reach(Reach::Involved(other)), false),
        (Scope::Reach(Reach::Municipality("2284".to_owned().try_into().expect("code"))), true),
        (Scope::Reach(Reach::Municipality("2282".to_owned().try_into().expect("code"))), false),
        (Scope::Reach(Reach::Nothing), false),
        (Scope::Network(other), false),
        (Scope::Network(leader), true),
    ] {
        assert_eq!(find(store, &scope, led.id).await.is_some(), knows, "{scope:?}");
        assert_eq!(list(store, &scope, &Filter::default()).await.len(), usize::from(knows));
    }
    store
        .write(county, None, |mut tx| async move {
            organisations::insert_network(&mut tx, county, network).await?;
            organisations::insert_member(&mut tx, county, network.id, firm).await
        })
        .await
        .expect("network");
    assert!(find(store, &Scope::Network(other), led.id).await.is_some());
    let elsewhere = &CountyCode::parse("21").expect("code");
    let mut connection = store.read().await.expect("connection");
    let seen = mappings::find(&mut connection, elsewhere, &everyone(), led.id).await;
    assert!(seen.expect("find").is_none());
}

async fn a_list_is_narrowed_by_state_track_place_and_name(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Höga Kusten Kök").await;
    let leader = insert_firm(store, "559999-0024", "IUC").await;
    let (micro, led) = (new(firm, leader, Track::Micro), new(leader, leader, Track::Led));
    insert(store, &micro).await;
    insert(store, &led).await;
    let county = &county();
    store
        .write(county, None, |mut tx| async move {
            search::index(&mut tx, county, "organisation", firm.0, vec!["kök".into()]).await
        })
        .await
        .expect("terms");
    let of = |filter: Filter| async move {
        list(store, &everyone(), &filter).await.into_iter().map(|one| one.id).collect::<Vec<_>>()
    };
    let any = Filter::default;
    assert_eq!(of(Filter { track: Some(Track::Led), ..any() }).await, [led.id]);
    assert_eq!(of(Filter { organisation: Some(firm), ..any() }).await, [micro.id]);
    assert_eq!(of(Filter { terms: vec!["kö".into()], ..any() }).await, [micro.id]);
    assert_eq!(of(Filter { state: Some(MappingState::Approved), ..any() }).await, []);
    assert_eq!(of(Filter { state: Some(MappingState::Invited), ..any() }).await.len(), 2);
    let kramfors = "2282".to_owned().try_into().expect("code");
    assert_eq!(of(Filter { municipality: Some(kramfors), ..any() }).await, []);
}

async fn a_new_link_replaces_the_old(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Höga Kusten Kök").await;
    let mapping = new(firm, firm, Track::Micro);
    insert(store, &mapping).await;
    let by = async |hash: &str| {
        let mut connection = store.read().await.expect("connection");
        mappings::find_by_link(&mut connection, hash).await.expect("read")
    };
    let first = mapping.link.clone().expect("link").hash;
    let (at, found) = by(&first).await.expect("there");
    assert_eq!((at, found.id), (county(), mapping.id));
    let (county, link) = (&county(), &Link { hash: "second".into(), expires_at: later() });
    store
        .write(county, None, |mut tx| async move {
            mappings::set_link(&mut tx, county, mapping.id, link, None).await
        })
        .await
        .expect("link");
    assert!(by(&first).await.is_none());
    let (_, found) = by("second").await.expect("there");
    assert_eq!(
        (found.link_expires_at, found.invited_email, found.version),
        (Some(later()), None, 1)
    );
}

async fn a_yes_is_given_once_and_to_what_was_read(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Höga Kusten Kök").await;
    let mapping = new(firm, firm, Track::Micro);
    insert(store, &mapping).await;
    keep(store, mapping.id, &draft(), 1).await.expect("kept");
    let case_file = CaseId(Uuid::now_v7());
    let (county, yes) =
        (&county(), &Yes { by_name: "Demo Sara".into(), case_file, link_expires_at: later() });
    let approve = async |version: i64| -> Result<(), Error> {
        store
            .write(county, None, |mut tx| async move {
                mappings::approve(&mut tx, county, mapping.id, yes, version, now()).await
            })
            .await
    };
    assert!(matches!(approve(1).await, Err(Error::Changed)), "an older version was read");
    approve(2).await.expect("yes");
    assert!(matches!(approve(3).await, Err(Error::Changed)), "once is enough");
    let read = find(store, &everyone(), mapping.id).await.expect("there");
    assert_eq!((read.state, read.case_file), (MappingState::Approved, Some(case_file)));
    assert_eq!(
        (read.approved_at, read.approved_by_name.as_deref()),
        (Some(now()), Some("Demo Sara"))
    );
    assert!(matches!(keep(store, mapping.id, &Answers::begin(), 3).await, Err(Error::Changed)));
}

async fn calling_off_erases_the_draft_and_keeps_that_it_happened(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Höga Kusten Kök").await;
    let mapping = new(firm, firm, Track::Micro);
    insert(store, &mapping).await;
    keep(store, mapping.id, &draft(), 1).await.expect("kept");
    let subject = events::Subject { kind: "mapping", id: mapping.id.0, organisation: Some(firm) };
    let actor = domain::access::Actor::Anyone { county: county() };
    let event = events::NewEvent::by(&actor, now(), "mapping.sent-back", subject)
        .saying(serde_json::json!({ "words": WORD }));
    let (county, event) = (&county(), &event);
    store
        .write(county, None, |mut tx| async move {
            events::append(&mut tx, county, event).await?;
            mappings::withdraw(&mut tx, county, mapping.id, 2, now()).await
        })
        .await
        .expect("withdrawn");
    let mut connection = store.read().await.expect("connection");
    let kept = mappings::answers_of(&mut connection, county, mapping.id).await.expect("read");
    assert_eq!(kept, Some(Answers::default()));
    let told =
        events::about(&mut connection, county, "mapping", mapping.id.0, 9).await.expect("events");
    assert_eq!((told.len(), &told[0].detail), (1, &serde_json::Value::Null));
    let read = find(store, &everyone(), mapping.id).await.expect("there");
    assert_eq!((read.state, read.invited_email), (MappingState::Withdrawn, None));
}

async fn a_state_is_set_by_who_read_it_last(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Höga Kusten Kök").await;
    let mut mapping = new(firm, firm, Track::Led);
    mapping.slug = Some("demo-kok".into());
    insert(store, &mapping).await;
    let county = &county();
    let set = async |version: i64| -> Result<(), Error> {
        store
            .write(county, None, |mut tx| async move {
                mappings::set_state(
                    &mut tx,
                    county,
                    mapping.id,
                    MappingState::Started,
                    version,
                    now(),
                )
                .await
            })
            .await
    };
    set(1).await.expect("set");
    assert!(matches!(set(1).await, Err(Error::Changed)));
    let mut connection = store.read().await.expect("connection");
    let id = mappings::id_by_slug(&mut connection, county, "demo-kok").await.expect("slug");
    assert_eq!(id, Some(mapping.id));
}
