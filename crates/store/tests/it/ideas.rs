//! Ideas: an organisation has one vote however many ask at once, votes of two ideas become one set,
//! nobody sees another network's or another county's, and who comes second changes nothing.

use domain::codes::CountyCode;
use domain::ideas::{Answer, Idea, IdeaOrder, IdeaState};
use domain::ids::{IdeaId, IdeaPostId, NetworkId, OrganisationId};
use store::ideas::{self, By, Change, Filter, For, NewIdea, NewPost, Stewarded, Within};
use store::organisations::Network;
use store::page::Slice;
use store::{Error, Store};
use uuid::Uuid;

use crate::harness::{county, insert_firm, now};
use crate::on_both;

on_both!(
    at_once_an_organisation_still_has_one_vote,
    two_ideas_become_one_set_of_votes,
    a_network_keeps_its_ideas_and_a_county_too,
    who_comes_second_changes_nothing,
    what_waits_is_unanswered_in_words,
    a_post_that_is_taken_away_has_no_words_left,
);

fn id(n: u128) -> IdeaId {
    IdeaId(Uuid::from_u128(n))
}

async fn write(store: &Store, n: u128, by: OrganisationId, network: Option<NetworkId>) {
    let county = &county();
    let new = &NewIdea {
        id: id(n),
        organisation: by,
        by_name: "Lena".into(),
        idea: Idea {
            title: format!("Idé {n}"),
            words: "Ord".into(),
            network,
            offer: None,
            page: Some("/behov/…".into()),
        },
        created_at: now(),
    };
    let written = store
        .write(county, None, |mut tx| async move { ideas::insert(&mut tx, county, new).await });
    written.await.expect("written");
}

async fn vote(store: &Store, n: u128, by: OrganisationId) -> bool {
    let county = &county();
    let voted = store.write(county, None, |mut tx| async move {
        ideas::vote(&mut tx, county, id(n), by, now()).await
    });
    voted.await.expect("voted")
}

async fn network_of(store: &Store, runner: OrganisationId, member: OrganisationId) -> NetworkId {
    let (county, network) = (&county(), NetworkId(Uuid::now_v7()));
    let new = &Network { id: network, slug: None, name: "Ringen".into(), organisation: runner };
    let written = store.write(county, None, |mut tx| async move {
        store::organisations::insert_network(&mut tx, county, new).await?;
        store::organisations::insert_member(&mut tx, county, network, member).await
    });
    written.await.expect("network");
    network
}

fn change(n: u128, version: i64) -> Change {
    Change { id: id(n), version, now: now() }
}

fn by(organisation: OrganisationId) -> By {
    By { step: Uuid::now_v7(), organisation, name: "Stina".into() }
}

async fn answer(
    store: &Store,
    n: u128,
    version: i64,
    words: Option<&str>,
    who: OrganisationId,
) -> Result<(), Error> {
    let (county, by) = (&county(), &by(who));
    let to = IdeaState::Considered;
    let said = &Answer { to, words: words.map(ToOwned::to_owned), is_public: false };
    let answered = store.write(county, None, |mut tx| async move {
        ideas::answer(&mut tx, county, change(n, version), said, by).await
    });
    answered.await
}

async fn votes(store: &Store, n: u128) -> i64 {
    let mut connection = store.read().await.expect("connection");
    let found = ideas::find(&mut connection, &county(), Within::Service, id(n)).await;
    found.expect("read").expect("there").votes
}

/// Numbers of the ideas somebody sees, sorted.
async fn seen(store: &Store, county: &CountyCode, within: Within) -> Vec<u128> {
    let filter = Filter { for_what: None, state: None, offer: None, order: IdeaOrder::Votes };
    let slice = Slice::Page { offset: 0, limit: 50 };
    let mut connection = store.read().await.expect("connection");
    let page = ideas::list(&mut connection, county, within, &filter, slice).await.expect("list");
    assert_eq!(page.total, i64::try_from(page.items.len()).expect("few"));
    let mut numbers: Vec<_> = page.items.iter().map(|one| one.id.0.as_u128()).collect();
    numbers.sort_unstable();
    numbers
}

async fn at_once_an_organisation_still_has_one_vote(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Ett").await;
    let other = insert_firm(store, "559999-0024", "Två").await;
    write(store, 1, firm, None).await;
    let all = tokio::join!(
        vote(store, 1, firm),
        vote(store, 1, firm),
        vote(store, 1, other),
        vote(store, 1, firm),
        vote(store, 1, other),
    );
    let counted = [all.0, all.1, all.2, all.3, all.4];
    assert_eq!(counted.iter().filter(|new| **new).count(), 2, "each is new once");
    assert_eq!(votes(store, 1).await, 2);
    let county = &county();
    let back = async || {
        let back = store.write(county, None, |mut tx| async move {
            ideas::take_back(&mut tx, county, id(1), firm).await
        });
        back.await.expect("taken back")
    };
    assert_eq!((back().await, back().await), (true, false));
    assert_eq!(votes(store, 1).await, 1);
}

async fn two_ideas_become_one_set_of_votes(store: &Store) {
    let one = insert_firm(store, "559999-0016", "Ett").await;
    let two = insert_firm(store, "559999-0024", "Två").await;
    let three = insert_firm(store, "559999-0032", "Tre").await;
    for n in [1, 2] {
        write(store, n, one, None).await;
    }
    for (n, firm) in [(1, one), (1, two), (2, two), (2, three)] {
        assert!(vote(store, n, firm).await);
    }
    let (county, by) = (&county(), &by(three));
    let merged = store.write(county, None, |mut tx| async move {
        ideas::merge(&mut tx, county, change(1, 1), (id(2), "Samma sak"), by).await
    });
    merged.await.expect("merged");
    assert_eq!(votes(store, 2).await, 3, "two of them had one in common");
    let mut connection = store.read().await.expect("connection");
    let c = &mut connection;
    let gone = ideas::find(c, county, Within::Service, id(1)).await.expect("read").expect("there");
    assert_eq!((gone.state, gone.merged_into), (IdeaState::Merged, Some(id(2))));
    assert_eq!(gone.answer.as_deref(), Some("Samma sak"));
    let into = ideas::merged_into(c, county, id(2), 9).await.expect("read");
    assert_eq!(into, [(id(1), "Idé 1".to_owned())]);
    let first = ideas::voters(c, county, id(1), 1).await.expect("voters");
    assert_eq!(first.len(), 1, "no more than asked for");
    drop(connection);
    assert_eq!(seen(store, county, Within::Service).await, [2]);
}

async fn a_network_keeps_its_ideas_and_a_county_too(store: &Store) {
    let member = insert_firm(store, "559999-0016", "Medlem").await;
    let runner = insert_firm(store, "559999-0024", "Ringens").await;
    let outside = insert_firm(store, "559999-0032", "Utanför").await;
    let network = network_of(store, runner, member).await;
    write(store, 1, member, Some(network)).await;
    write(store, 2, outside, None).await;
    let county = county();
    for inside in [member, runner] {
        assert_eq!(seen(store, &county, Within::Member(inside)).await, [1, 2]);
    }
    assert_eq!(seen(store, &county, Within::Member(outside)).await, [2]);
    assert_eq!(seen(store, &county, Within::Service).await, [2]);
    assert!(seen(store, &county, Within::Public).await.is_empty(), "nothing is answered");
    let other = CountyCode::parse("21").expect("code");
    assert!(seen(store, &other, Within::Member(member)).await.is_empty());
    let mut connection = store.read().await.expect("connection");
    let found = ideas::find(&mut connection, &county, Within::Member(outside), id(1)).await;
    assert_eq!(found.expect("read"), None);
    let filter = Filter {
        for_what: Some(For::Network(network)),
        state: None,
        offer: None,
        order: IdeaOrder::Oldest,
    };
    let slice = Slice::Page { offset: 0, limit: 9 };
    let page = ideas::list(&mut connection, &county, Within::Member(member), &filter, slice).await;
    assert_eq!(page.expect("list").total, 1);
}

async fn who_comes_second_changes_nothing(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Ett").await;
    write(store, 1, firm, None).await;
    answer(store, 1, 1, Some("Vi tittar"), firm).await.expect("first");
    let late = answer(store, 1, 1, Some("Nej"), firm).await;
    assert!(matches!(late, Err(Error::Changed)), "{late:?}");
    let county = &county();
    let late = store.write(county, None, |mut tx| async move {
        ideas::withdraw(&mut tx, county, change(1, 1)).await
    });
    assert!(matches!(late.await, Err(Error::Changed)));
    let mut connection = store.read().await.expect("connection");
    let steps = ideas::steps_of(&mut connection, county, id(1), 9).await.expect("steps");
    assert_eq!(steps.len(), 1);
    assert_eq!(steps[0].words.as_deref(), Some("Vi tittar"));
}

async fn what_waits_is_unanswered_in_words(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Ett").await;
    let runner = insert_firm(store, "559999-0024", "Ringens").await;
    let network = network_of(store, runner, firm).await;
    for n in [1, 2] {
        write(store, n, firm, None).await;
    }
    write(store, 3, firm, Some(network)).await;
    answer(store, 1, 1, None, runner).await.expect("silent");
    answer(store, 2, 1, Some("Vi tittar"), runner).await.expect("in words");
    let waits = async |stewarded: Stewarded| {
        let slice = Slice::Page { offset: 0, limit: 9 };
        let mut connection = store.read().await.expect("connection");
        let c = &mut connection;
        let page = ideas::unanswered(c, &county(), &stewarded, firm, slice).await.expect("list");
        let counted = ideas::count_waiting(c, &county(), &stewarded, None).await.expect("count");
        assert_eq!(page.total, counted);
        let answered = ideas::answered(c, &county(), &stewarded, now(), 9).await.expect("answered");
        let numbers: Vec<_> = page.items.iter().map(|one| one.id.0.as_u128()).collect();
        (numbers, answered.len())
    };
    let of = |service, networks: &[NetworkId]| Stewarded { service, networks: networks.to_vec() };
    assert_eq!(waits(of(true, &[])).await, (vec![1], 1));
    assert_eq!(waits(of(false, &[network])).await, (vec![3], 0));
    assert_eq!(waits(of(true, &[network])).await, (vec![1, 3], 1));
    assert_eq!(waits(of(false, &[])).await, (vec![], 0));
}

async fn a_post_that_is_taken_away_has_no_words_left(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Ett").await;
    write(store, 1, firm, None).await;
    let county = &county();
    let post = IdeaPostId(Uuid::from_u128(9));
    let new = &NewPost {
        id: post,
        idea: id(1),
        organisation: firm,
        by_name: "Lena".into(),
        words: "Vi också".into(),
        posted_at: now(),
    };
    let written = store.write(county, None, |mut tx| async move {
        ideas::insert_post(&mut tx, county, new).await?;
        ideas::remove_post(&mut tx, county, post, now()).await
    });
    written.await.expect("there and gone");
    let again = store.write(county, None, |mut tx| async move {
        ideas::hide_post(&mut tx, county, post, ("Sent", "Stina"), now()).await
    });
    assert!(matches!(again.await, Err(Error::Changed)));
    let mut connection = store.read().await.expect("connection");
    let posts = ideas::posts_of(&mut connection, county, id(1), 9).await.expect("posts");
    let left = posts.first().expect("it is still counted");
    assert_eq!((left.words.as_str(), left.by_name.as_str()), ("", ""));
    assert_eq!(ideas::count_posts(&mut connection, county, id(1)).await.expect("count"), 1);
}
