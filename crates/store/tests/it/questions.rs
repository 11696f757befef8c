//! Local questions: places and their versions, and that answers keep the version they answered.

use domain::access::Reach;
use domain::codes::MunicipalityCode;
use domain::ids::{CaseId, LocalQuestionId, MappingId, OrganisationId};
use domain::needs::mapping::{MappingState, Track};
use domain::questions::{AnswerKind, LocalAnswer, Wording};
use store::mappings::{self, NewMapping, Yes};
use store::questions::{self, NewQuestion};
use store::{Error, Store};
use uuid::Uuid;

use crate::harness::{county, insert_firm, now};
use crate::on_both;

on_both!(
    a_question_is_asked_where_it_belongs_in_its_latest_version,
    a_version_is_made_at_its_version_and_none_after_it_is_withdrawn,
    answers_are_tallied_by_version_and_told_where_they_were_given,
);

fn place(code: &str) -> MunicipalityCode {
    MunicipalityCode::parse(code).expect("code")
}

fn wording(kind: AnswerKind, text: &str) -> Wording {
    Wording { text: text.into(), help: None, kind, choices: vec!["Ja".into(), "Nej".into()] }
}

async fn ask(
    store: &Store,
    by: OrganisationId,
    municipality: Option<&str>,
    text: &str,
) -> LocalQuestionId {
    let new = &NewQuestion {
        id: LocalQuestionId(Uuid::now_v7()),
        municipality: municipality.map(place),
        organisation: by,
        wording: wording(AnswerKind::Text, text),
        at: now(),
    };
    store
        .write(
            &county(),
            None,
            |mut tx| async move { questions::insert(&mut tx, &county(), new).await },
        )
        .await
        .expect("asked");
    new.id
}

async fn change(store: &Store, id: LocalQuestionId, version: i64) -> Result<(), Error> {
    let new = &wording(AnswerKind::Choice, "Med andra ord?");
    store
        .write(&county(), None, |mut tx| async move {
            questions::put_version(&mut tx, &county(), id, version, new, now()).await
        })
        .await
}

async fn withdraw(store: &Store, id: LocalQuestionId, version: i64) -> Result<(), Error> {
    store
        .write(&county(), None, |mut tx| async move {
            questions::withdraw(&mut tx, &county(), id, version, now()).await
        })
        .await
}

async fn asked(store: &Store, code: &str) -> Vec<(String, i64)> {
    let mut connection = store.read().await.expect("connection");
    let found = questions::asked_in(&mut connection, &county(), &place(code)).await;
    let found = found.expect("asked").into_iter();
    found.map(|one| (one.wording.text, one.version)).collect()
}

async fn a_question_is_asked_where_it_belongs_in_its_latest_version(store: &Store) {
    let by = insert_firm(store, "559999-0016", "Demo kommun").await;
    let own = ask(store, by, Some("2284"), "Hos oss?").await;
    ask(store, by, None, "I länet?").await;
    change(store, own, 1).await.expect("changed");
    let own_place = asked(store, "2284").await;
    assert_eq!(own_place, [("Med andra ord?".to_owned(), 2), ("I länet?".to_owned(), 1)]);
    assert_eq!(asked(store, "2282").await, [("I länet?".to_owned(), 1)]);
    let mut connection = store.read().await.expect("connection");
    let (county, elsewhere) = (&county(), &place("2282"));
    let once = questions::asked_once(&mut connection, county, &place("2284"), (own, 1)).await;
    assert_eq!(once.expect("once").expect("an older version").wording.text, "Hos oss?");
    let other = questions::asked_once(&mut connection, county, elsewhere, (own, 1)).await;
    assert_eq!(other.expect("once"), None, "nobody was asked there");
    for (reach, count) in [
        (Reach::County, 2),
        (Reach::Municipality(place("2284")), 2),
        (Reach::Municipality(place("2282")), 1),
        (Reach::Organisation(by), 0),
        (Reach::Nothing, 0),
    ] {
        let found = questions::list(&mut connection, county, &reach, 50).await.expect("list");
        assert_eq!(found.len(), count, "{reach:?}");
        let seen = questions::find(&mut connection, county, &reach, own).await.expect("find");
        assert_eq!(seen.is_some(), found.iter().any(|one| one.id == own), "{reach:?}");
    }
    let open = questions::count_open(&mut connection, county, Some(&place("2284"))).await;
    assert_eq!(open.expect("count"), 1);
    assert_eq!(questions::count_open(&mut connection, county, None).await.expect("count"), 1);
}

async fn a_version_is_made_at_its_version_and_none_after_it_is_withdrawn(store: &Store) {
    let by = insert_firm(store, "559999-0016", "Demo kommun").await;
    let id = ask(store, by, Some("2284"), "Hos oss?").await;
    change(store, id, 1).await.expect("changed");
    assert!(matches!(change(store, id, 1).await, Err(Error::Changed)));
    assert!(matches!(withdraw(store, id, 1).await, Err(Error::Changed)));
    withdraw(store, id, 2).await.expect("withdrawn");
    assert!(matches!(change(store, id, 2).await, Err(Error::Changed)));
    assert!(asked(store, "2284").await.is_empty());
    let mut connection = store.read().await.expect("connection");
    let versions = questions::versions(&mut connection, &county(), id).await.expect("versions");
    let texts: Vec<_> = versions.iter().map(|one| one.wording.text.as_str()).collect();
    assert_eq!(texts, ["Med andra ord?", "Hos oss?"]);
    assert_eq!(versions[0].wording.choices, ["Ja", "Nej"]);
}

async fn approved(store: &Store, firm: OrganisationId, answer: &LocalAnswer) -> MappingId {
    let id = MappingId(Uuid::now_v7());
    let new = &NewMapping {
        id,
        slug: None,
        organisation: firm,
        track: Track::Micro,
        opened_by_organisation: firm,
        opened_by_name: "Demo Lena".into(),
        leader_organisation: None,
        link: None,
        invited_email: None,
    };
    let yes = &Yes {
        by_name: "Demo Sara".into(),
        case_file: CaseId(Uuid::now_v7()),
        link_expires_at: now(),
    };
    let county = &county();
    store
        .write(county, None, |mut tx| async move {
            mappings::insert(&mut tx, county, new, now()).await?;
            mappings::set_state(&mut tx, county, id, MappingState::Compiled, 1, now()).await?;
            mappings::approve(&mut tx, county, id, yes, 2, now()).await?;
            let of = (id, &place("2284"));
            questions::insert_answer(&mut tx, county, of, answer, now()).await
        })
        .await
        .expect("approved");
    id
}

async fn answers_are_tallied_by_version_and_told_where_they_were_given(store: &Store) {
    let one = insert_firm(store, "559999-0016", "Demo ett").await;
    let two = insert_firm(store, "559999-0024", "Demo två").await;
    let id = ask(store, one, None, "Vad saknas?").await;
    change(store, id, 1).await.expect("changed");
    let answer = |version, value: &str| LocalAnswer { question: id, version, value: value.into() };
    let first = approved(store, one, &answer(1, "En buss")).await;
    approved(store, one, &answer(2, "Ja")).await;
    approved(store, two, &answer(2, "Ja")).await;
    let mut connection = store.read().await.expect("connection");
    let county = &county();
    let here = Reach::Municipality(place("2284"));
    for reach in [&Reach::County, &here] {
        let tally = questions::tally(&mut connection, county, reach, id).await.expect("tally");
        let rows: Vec<_> =
            tally.iter().map(|(version, row)| (*version, row.0.as_str(), row.1)).collect();
        assert_eq!(rows, [(1, "En buss", 1), (2, "Ja", 1), (2, "Ja", 1)]);
        let said = questions::said(&mut connection, county, reach, (id, 1), 50).await;
        let said = said.expect("said");
        assert_eq!((said.len(), said[0].mapping, said[0].firm.as_str()), (1, first, "Demo ett"));
    }
    for reach in [Reach::Municipality(place("2282")), Reach::Nothing, Reach::Organisation(one)] {
        let tally = questions::tally(&mut connection, county, &reach, id).await.expect("tally");
        let said = questions::said(&mut connection, county, &reach, (id, 1), 50).await;
        assert!(tally.is_empty() && said.expect("said").is_empty(), "{reach:?}");
    }
    let given = questions::given(&mut connection, county, first).await.expect("given");
    assert_eq!((given.len(), given[0].0.version, given[0].1.as_str()), (1, 1, "En buss"));
}
