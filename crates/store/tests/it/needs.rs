//! Needs: reach, coding, lanes and proposals.

use domain::access::Reach;
use domain::codes::{ConceptId, Ssyk};
use domain::ids::{GoalId, MappingId, NeedId, OrganisationId};
use domain::needs::answers::Obstacle;
use domain::needs::coding::AcceptedCoding;
use domain::needs::lanes::{Lane, LaneKind, LaneState};
use domain::needs::mapping::Track;
use domain::needs::{Need, NeedKind, NeedState, Severity};
use domain::time::Date;
use store::mappings::{self, NewMapping};
use store::needs::{self, Filter, NewNeed, Proposal, StoredGoal};
use store::page::Slice;
use store::{Error, Store};
use uuid::Uuid;

use crate::harness::{county, insert_firm, now};
use crate::on_both;

/// An accepted occupation.
pub(crate) fn coding(ssyk: &str, label: &str) -> AcceptedCoding {
    AcceptedCoding {
        concept: ConceptId(format!("c-{ssyk}")),
        label: label.to_owned(),
        ssyk: Ssyk::parse(ssyk).expect("code"),
        isco: Vec::new(),
        skills: Vec::new(),
        vocabulary: "samkraft-1".into(),
        suggestion: None,
        accepted_by: None,
        accepted_by_name: "företaget".into(),
        accepted_at: now(),
    }
}

/// Stores a need of a firm with the mapping and the goal behind it.
pub(crate) async fn insert_need(
    store: &Store,
    firm: OrganisationId,
    words: &str,
    count: i64,
    coding: Option<AcceptedCoding>,
) -> NeedId {
    let county = &county();
    let [id, mapping, goal] = [0; 3].map(|_| Uuid::now_v7());
    let new_mapping = &NewMapping {
        id: MappingId(mapping),
        slug: None,
        organisation: firm,
        track: Track::Micro,
        opened_by_organisation: firm,
        opened_by_name: "Demo Lena".into(),
        leader_organisation: None,
        link: None,
        invited_email: None,
    };
    let new_goal = &StoredGoal {
        id: GoalId(goal),
        mapping: MappingId(mapping),
        goal: "Öppna lunch".into(),
        obstacle: Obstacle::Find,
        consequence: None,
        capability: None,
        gap: None,
    };
    let new = &NewNeed {
        id: NeedId(id),
        slug: None,
        organisation: firm,
        mapping: MappingId(mapping),
        goal: GoalId(goal),
        need: Need {
            words: words.into(),
            kind: NeedKind::Recruit,
            count,
            start_by: None,
            severity: Severity::Slows,
        },
        coding,
    };
    store
        .write(county, None, |mut tx| async move {
            mappings::insert(&mut tx, county, new_mapping, now()).await?;
            needs::insert_goal(&mut tx, county, new_goal, 0).await?;
            needs::insert(&mut tx, county, new, now()).await
        })
        .await
        .expect("need");
    NeedId(id)
}

on_both!(
    a_need_is_seen_by_its_firm_and_its_county_only,
    a_list_narrows_by_occupation_state_and_missing_code,
    an_accepted_occupation_is_kept_whole_and_by_one_editor,
    a_state_without_an_occupation_is_refused,
    a_start_day_can_be_filled_in,
    three_lanes_are_always_there_and_each_is_kept,
    a_proposal_is_put_once_and_answered,
    goals_come_back_in_the_order_they_were_said,
);

async fn a_need_is_seen_by_its_firm_and_its_county_only(store: &Store) {
    let own = insert_firm(store, "559999-0016", "Höga Kusten Kök").await;
    let other = insert_firm(store, "559999-0024", "Annan").await;
    let id = insert_need(store, own, "Tre kockar", 3, None).await;
    let mut c = store.read().await.expect("connection");
    for (reach, seen) in [
        (Reach::County, true),
        (Reach::Organisation(own), true),
        (Reach::Organisation(other), false),
        (Reach::Involved(other), false),
        (Reach::Municipality("2284".to_owned().try_into().expect("code")), true),
        (Reach::Municipality("2282".to_owned().try_into().expect("code")), false),
        (Reach::Nothing, false),
    ] {
        let found = needs::find(&mut c, &county(), &reach, id).await.expect("find");
        assert_eq!(found.is_some(), seen, "{reach:?}");
        let page = needs::list(&mut c, &county(), &reach, &Filter::default(), Slice::top(5))
            .await
            .expect("list");
        assert_eq!(page.total, i64::from(seen), "{reach:?}");
    }
}

async fn a_list_narrows_by_occupation_state_and_missing_code(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Höga Kusten Kök").await;
    insert_need(store, firm, "Tre kockar", 3, Some(coding("5120", "Kockar"))).await;
    insert_need(store, firm, "En svetsare", 1, None).await;
    let mut c = store.read().await.expect("connection");
    let filters = [
        (Filter { ssyk: Some("51".into()), ..Filter::default() }, 1),
        (Filter { ssyk: Some("72".into()), ..Filter::default() }, 0),
        (Filter { state: Some(NeedState::Registered), ..Filter::default() }, 1),
        (Filter { only_uncoded: true, ..Filter::default() }, 1),
        (Filter { only_open: true, organisation: Some(firm), ..Filter::default() }, 2),
    ];
    for (filter, hits) in filters {
        let page = needs::list(&mut c, &county(), &Reach::County, &filter, Slice::top(5))
            .await
            .expect("list");
        assert_eq!(page.total, hits, "{filter:?}");
    }
}

async fn an_accepted_occupation_is_kept_whole_and_by_one_editor(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Höga Kusten Kök").await;
    let id = insert_need(store, firm, "Tre kockar", 3, None).await;
    let (county, accepted) = (&county(), &coding("5120", "Kockar och kallskänkor"));
    let accept = async || -> Result<(), Error> {
        store
            .write(county, None, |mut tx| async move {
                needs::set_coding(&mut tx, county, id, accepted, NeedState::Confirmed, 1, now())
                    .await
            })
            .await
    };
    accept().await.expect("first");
    assert!(matches!(accept().await, Err(Error::Changed)));
    let mut c = store.read().await.expect("connection");
    let need = needs::find(&mut c, county, &Reach::County, id).await.expect("find").expect("there");
    assert_eq!(
        (need.coding.as_ref(), need.state, need.version),
        (Some(accepted), NeedState::Confirmed, 2)
    );
}

async fn a_state_without_an_occupation_is_refused(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Höga Kusten Kök").await;
    let (county, id) = (&county(), insert_need(store, firm, "Tre kockar", 3, None).await);
    let refused = store
        .write::<(), Error, _, _>(county, None, |mut tx| async move {
            needs::set_state(&mut tx, county, id, NeedState::InProgress, None, 1, now()).await
        })
        .await
        .expect_err("uncoded");
    assert!(refused.is_constraint("need_confirmed_is_coded"), "{refused}");
    store
        .write::<(), Error, _, _>(county, None, |mut tx| async move {
            needs::set_state(&mut tx, county, id, NeedState::WrittenOff, Some("Lagt ned"), 1, now())
                .await
        })
        .await
        .expect("written off");
    let mut c = store.read().await.expect("connection");
    let need = needs::find(&mut c, county, &Reach::County, id).await.expect("find").expect("there");
    assert_eq!(need.state_reason.as_deref(), Some("Lagt ned"));
}

async fn a_start_day_can_be_filled_in(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Höga Kusten Kök").await;
    let (county, id) = (&county(), insert_need(store, firm, "Tre kockar", 3, None).await);
    let day = Date::constant(2027, 6, 1);
    store
        .write::<(), Error, _, _>(county, None, |mut tx| async move {
            needs::set_start_by(&mut tx, county, id, day, 1, now()).await
        })
        .await
        .expect("day");
    let mut c = store.read().await.expect("connection");
    let need = needs::find(&mut c, county, &Reach::County, id).await.expect("find").expect("there");
    assert_eq!((need.need.start_by, need.version), (Some(day), 2));
    assert!(needs::case_of(&mut c, county, id).await.expect("case").is_none());
}

async fn three_lanes_are_always_there_and_each_is_kept(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Höga Kusten Kök").await;
    let (county, id) = (&county(), insert_need(store, firm, "Tre kockar", 3, None).await);
    let lane = &Lane {
        state: LaneState::Started,
        planned: 1,
        next_step: Some("Prövning".into()),
        next_step_on: Some(Date::constant(2027, 1, 12)),
        ..Lane::unused(LaneKind::Upskill)
    };
    for _ in 0..2 {
        store
            .write::<(), Error, _, _>(county, None, |mut tx| async move {
                needs::put_lane(&mut tx, county, id, lane).await
            })
            .await
            .expect("lane");
    }
    let mut c = store.read().await.expect("connection");
    let lanes = needs::lanes_of(&mut c, county, id).await.expect("lanes");
    assert_eq!(
        lanes,
        [lane.clone(), Lane::unused(LaneKind::TryOut), Lane::unused(LaneKind::Recruit)]
    );
}

async fn a_proposal_is_put_once_and_answered(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Höga Kusten Kök").await;
    let (county, need) = (&county(), insert_need(store, firm, "Tre kockar", 3, None).await);
    let offer = crate::offers::insert_offer(store, firm, "Kurs", None).await;
    let proposal = &Proposal {
        need,
        offer,
        state: "proposed".into(),
        proposed_by_name: "Demo Karin".into(),
        proposed_by_organisation: firm,
        proposed_at: now(),
        replied_at: None,
    };
    for _ in 0..2 {
        store
            .write::<(), Error, _, _>(county, None, |mut tx| async move {
                needs::propose(&mut tx, county, proposal).await
            })
            .await
            .expect("proposal");
    }
    let mut c = store.read().await.expect("connection");
    assert_eq!(
        needs::proposals_of(&mut c, county, need).await.expect("read"),
        std::slice::from_ref(proposal)
    );
    store
        .write::<(), Error, _, _>(county, None, |mut tx| async move {
            needs::answer_proposal(&mut tx, county, need, offer, true, now()).await
        })
        .await
        .expect("answer");
    let read = needs::proposals_of(&mut c, county, need).await.expect("read");
    assert_eq!((read[0].state.as_str(), read[0].replied_at), ("accepted", Some(now())));
}

async fn goals_come_back_in_the_order_they_were_said(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Höga Kusten Kök").await;
    let (county, need) = (&county(), insert_need(store, firm, "Tre kockar", 3, None).await);
    let mut c = store.read().await.expect("connection");
    let need =
        needs::find(&mut c, county, &Reach::County, need).await.expect("find").expect("there");
    let goal = needs::find_goal(&mut c, county, need.goal).await.expect("find").expect("there");
    assert_eq!(goal.goal, "Öppna lunch");
    assert_eq!(needs::goals_of(&mut c, county, need.mapping).await.expect("goals"), [goal]);
    assert!(needs::id_by_slug(&mut c, county, "demo-none").await.expect("slug").is_none());
}
