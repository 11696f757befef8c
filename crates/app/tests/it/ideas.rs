//! Ideas: who reads which, one vote per organisation, who answers and whom they tell, one idea into
//! another, posts that go and posts that are hidden, and words that become a need.

use app::ideas::{self, ListQuery, View};
use app::mappings::Login;
use app::{App, Kind, Slice};
use domain::access::{Actor, Role};
use domain::ideas::{AnswerForm, HideForm, IdeaForm, IdeaState, MergeForm, NeedForm, PostForm};
use domain::ids::{IdeaId, IdeaPostId, NetworkId, OrganisationId};
use domain::organisations::{Organisation, Sector};
use store::organisations::Network;
use uuid::Uuid;

use crate::harness::{county, organisation, organisation_with, person, told, unread};
use crate::on_both;

struct House {
    network: NetworkId,
    firm: OrganisationId,
    lena: Actor,
    colleague: Actor,
    bakery: Actor,
    stranger: Actor,
    coordinator: Actor,
    strategist: Actor,
    admin: Actor,
    adviser: Actor,
    private: Actor,
}

async fn house(app: &App) -> House {
    let is_actor = |organisation| Organisation { is_actor: true, ..organisation };
    let is_public =
        |organisation| Organisation { sector: Sector::Public, ..is_actor(organisation) };
    let firm = organisation(app, "559999-0016", "Sidensjö Möbler").await;
    let bakery = organisation(app, "559999-0024", "Nylands bageri").await;
    let outside = organisation(app, "559999-0032", "Ånge Plåt").await;
    let runner = organisation_with(app, "559999-0040", "Demo nätverk", is_actor).await;
    let region = organisation_with(app, "559999-0057", "Demo region", is_public).await;
    let council = organisation_with(app, "559999-0065", "Demo kommun", is_public).await;
    let network = NetworkId(Uuid::now_v7());
    let (county, new) = (
        &county(),
        &Network { id: network, slug: None, name: "Matlänken".into(), organisation: runner },
    );
    let written = app.store.write(county, None, |mut tx| async move {
        store::organisations::insert_network(&mut tx, county, new).await?;
        for member in [firm, bakery] {
            store::organisations::insert_member(&mut tx, county, network, member).await?;
        }
        Ok::<_, store::Error>(())
    });
    written.await.expect("network");
    House {
        network,
        firm,
        lena: person(app, Role::EmployerAdmin, firm, "Lena Wiklund").await,
        colleague: person(app, Role::EmployerMember, firm, "Nils Berg").await,
        bakery: person(app, Role::EmployerAdmin, bakery, "Anki Nyman").await,
        stranger: person(app, Role::EmployerAdmin, outside, "Bo Ek").await,
        coordinator: person(app, Role::NetworkCoord, runner, "Stina Fors").await,
        strategist: person(app, Role::Strategist, region, "Stina Ström").await,
        admin: person(app, Role::Admin, region, "Ture Modig").await,
        adviser: person(app, Role::MuniAdviser, council, "Mats Kommun").await,
        private: person(app, Role::Person, region, "Amina Said").await,
    }
}

fn form(title: &str) -> IdeaForm {
    IdeaForm { title: title.into(), words: "Dagen innan räcker.".into(), ..IdeaForm::default() }
}

fn for_network(title: &str, network: NetworkId) -> IdeaForm {
    IdeaForm { network: network.to_string(), ..form(title) }
}

async fn added(app: &App, by: &Actor, form: &IdeaForm) -> IdeaId {
    ideas::add(app, by, form, None).await.expect("added").id
}

async fn read(app: &App, reader: &Actor, id: IdeaId) -> View {
    ideas::read(app, reader, id).await.expect("read")
}

fn answer(state: &str, words: &str, publish: &str) -> AnswerForm {
    AnswerForm { state: state.into(), answer: words.into(), publish: publish.into() }
}

/// The only code of what was refused, and its kind.
fn refused<T: std::fmt::Debug>(result: Result<T, app::Error>) -> (Kind, &'static str) {
    let error = result.expect_err("refused");
    (error.kind, error.faults.0.first().map_or("", |fault| fault.code))
}

const HIDDEN: (Kind, &str) = (Kind::Invisible, "");
const FORBIDDEN: (Kind, &str) = (Kind::Forbidden, "");

async fn titles(app: &App, reader: &Actor, query: &ListQuery) -> Vec<String> {
    let slice = Slice::Page { offset: 0, limit: 50 };
    let page = ideas::list(app, reader, query, slice).await.expect("list");
    assert_eq!(page.total, i64::try_from(page.items.len()).expect("few"));
    page.items.into_iter().map(|one| one.idea.idea.title).collect()
}

async fn votes(app: &App, reader: &Actor, id: IdeaId) -> i64 {
    read(app, reader, id).await.seen.idea.votes
}

async fn post(app: &App, by: &Actor, id: IdeaId, words: &str) -> IdeaPostId {
    ideas::post(app, by, id, &PostForm { post: words.into() }, None).await.expect("posted");
    let posts = read(app, by, id).await.posts;
    posts.into_iter().rev().find(|one| one.post.words == words).expect("there").post.id
}

on_both! {
    async fn a_network_reads_its_own_ideas_and_everyone_those_for_the_service(app: &App) {
        let house = house(app).await;
        let inner = added(app, &house.lena, &for_network("Gemensam kurs", house.network)).await;
        let open = added(app, &house.lena, &form("Påminn oss")).await;
        for member in [&house.colleague, &house.bakery, &house.coordinator] {
            assert_eq!(read(app, member, inner).await.seen.idea.idea.title, "Gemensam kurs");
            assert_eq!(titles(app, member, &ListQuery::default()).await.len(), 2);
        }
        for other in [&house.stranger, &house.strategist, &house.admin, &house.adviser] {
            assert_eq!(refused(ideas::read(app, other, inner).await), HIDDEN);
            assert_eq!(refused(ideas::vote(app, other, inner, true, None).await), HIDDEN);
            let say = PostForm { post: "Hej".into() };
            assert_eq!(refused(ideas::post(app, other, inner, &say, None).await), HIDDEN);
            assert_eq!(titles(app, other, &ListQuery::default()).await, ["Påminn oss"]);
            assert_eq!(read(app, other, open).await.seen.idea.idea.title, "Påminn oss");
        }
        let asked = |network: String| ListQuery { network, ..ListQuery::default() };
        let of_network = titles(app, &house.bakery, &asked(house.network.to_string())).await;
        assert_eq!(of_network, ["Gemensam kurs"]);
        assert_eq!(titles(app, &house.bakery, &asked("service".into())).await, ["Påminn oss"]);
        let no = ideas::add(app, &house.stranger, &for_network("Nej", house.network), None).await;
        assert_eq!(refused(no), (Kind::Invalid, "unknown-choice"));
    }

    async fn a_firm_is_named_to_itself_its_network_and_to_who_answers(app: &App) {
        let house = house(app).await;
        let open = added(app, &house.lena, &form("Påminn oss")).await;
        let inner = added(app, &house.lena, &for_network("Gemensam kurs", house.network)).await;
        let name = async |reader: &Actor, id| {
            let idea = read(app, reader, id).await.seen.idea;
            (idea.organisation_name, idea.by_name)
        };
        let whole = ("Sidensjö Möbler".to_owned(), "Lena Wiklund".to_owned());
        assert_eq!(name(&house.colleague, open).await, whole);
        assert_eq!(name(&house.strategist, open).await, whole);
        assert_eq!(name(&house.coordinator, inner).await, whole);
        assert_eq!(name(&house.bakery, inner).await, (whole.0, String::new()));
        for other in [&house.bakery, &house.stranger, &house.adviser, &house.private] {
            assert_eq!(name(other, open).await, (String::new(), String::new()));
        }
        let by_adviser = added(app, &house.adviser, &form("Karta")).await;
        assert_eq!(name(&house.stranger, by_adviser).await.0, "Demo kommun");
    }

    async fn two_of_one_firm_are_one_vote_and_it_can_be_taken_back(app: &App) {
        let house = house(app).await;
        let id = added(app, &house.adviser, &form("Påminn oss")).await;
        let vote = async |by: &Actor, wants| ideas::vote(app, by, id, wants, None).await;
        let both = tokio::join!(vote(&house.lena, true), vote(&house.colleague, true));
        both.0.expect("Lena votes");
        both.1.expect("so does Nils");
        assert_eq!(votes(app, &house.stranger, id).await, 1, "one firm, one vote");
        let (one, two) = tokio::join!(vote(&house.bakery, true), vote(&house.stranger, true));
        one.expect("the bakery");
        two.expect("the stranger");
        assert_eq!(votes(app, &house.lena, id).await, 3);
        assert!(read(app, &house.colleague, id).await.seen.idea.has_voted);
        vote(&house.colleague, false).await.expect("taken back for the firm");
        vote(&house.lena, false).await.expect("again changes nothing");
        assert_eq!(votes(app, &house.lena, id).await, 2);
        assert!(!read(app, &house.lena, id).await.seen.idea.has_voted);
        let private = vote(&house.private, true).await;
        assert_eq!(refused(private), FORBIDDEN, "who speaks for nobody has no vote");
        let done = answer("done", "Klart", "");
        ideas::answer(app, &house.strategist, id, 1, &done, None).await.expect("answered");
        assert_eq!(refused(vote(&house.lena, true).await), (Kind::Invalid, "idea-closed"));
        assert!(!read(app, &house.lena, id).await.may.vote);
    }

    async fn those_with_most_votes_stand_first_unless_asked_otherwise(app: &App) {
        let house = house(app).await;
        let old = added(app, &house.lena, &form("Gammal")).await;
        app.clock.set("2026-12-08T08:00:00Z".parse().expect("instant"));
        let wanted = added(app, &house.lena, &form("Önskad")).await;
        app.clock.set("2026-12-09T08:00:00Z".parse().expect("instant"));
        added(app, &house.lena, &form("Ny")).await;
        ideas::vote(app, &house.bakery, wanted, true, None).await.expect("vote");
        let considered = answer("considered", "", "");
        ideas::answer(app, &house.strategist, old, 1, &considered, None).await.expect("answer");
        let sorted = async |sort: &str| {
            let query = ListQuery { sort: sort.into(), ..ListQuery::default() };
            titles(app, &house.lena, &query).await
        };
        assert_eq!(sorted("").await, ["Önskad", "Ny", "Gammal"]);
        assert_eq!(sorted("newest").await, ["Ny", "Önskad", "Gammal"]);
        assert_eq!(sorted("oldest").await, ["Gammal", "Önskad", "Ny"]);
        assert_eq!(sorted("state").await, ["Önskad", "Ny", "Gammal"]);
        let query = ListQuery { state: "considered".into(), ..ListQuery::default() };
        assert_eq!(titles(app, &house.lena, &query).await, ["Gammal"]);
    }

    async fn only_who_answers_for_an_idea_answers_it_and_tells_all_who_want_it(app: &App) {
        let house = house(app).await;
        let id = added(app, &house.lena, &form("Påminn oss")).await;
        ideas::vote(app, &house.bakery, id, true, None).await.expect("vote");
        let plan = answer("planned", "I mars", "yes");
        for other in [&house.lena, &house.coordinator, &house.adviser, &house.private] {
            let no = ideas::answer(app, other, id, 1, &plan, None).await;
            assert_eq!(refused(no), FORBIDDEN, "{}", other.role());
            assert!(!read(app, other, id).await.may.answer);
        }
        let mute = answer("planned", "", "");
        let silent = ideas::answer(app, &house.strategist, id, 1, &mute, None).await;
        assert_eq!(refused(silent), (Kind::Invalid, "required"));
        assert!(told(app, &house.lena).await.is_empty());
        ideas::answer(app, &house.strategist, id, 1, &plan, None).await.expect("answered");
        for reader in [&house.lena, &house.bakery] {
            assert_eq!(told(app, reader).await, ["idea-answered"]);
            assert_eq!(unread(app, reader).await[0].about, "Påminn oss");
        }
        assert!(told(app, &house.stranger).await.is_empty(), "they did not ask for it");
        let done = answer("done", "Klart", "");
        let late = ideas::answer(app, &house.admin, id, 1, &done, None).await;
        assert_eq!(refused(late), (Kind::Conflict, ""), "who comes second is told");
        let view = read(app, &house.bakery, id).await;
        assert_eq!((view.seen.idea.state, view.steps.len()), (IdeaState::Planned, 1));
        assert_eq!(view.seen.idea.answer.as_deref(), Some("I mars"));
        let second = ideas::answer(app, &house.admin, id, 2, &done, None).await;
        second.expect("the service's own too");
        assert_eq!(read(app, &house.bakery, id).await.steps.len(), 2);
    }

    async fn a_network_is_answered_by_who_runs_it_and_never_in_public(app: &App) {
        let house = house(app).await;
        let id = added(app, &house.lena, &for_network("Gemensam kurs", house.network)).await;
        let yes = answer("done", "Kursen är bokad", "yes");
        assert_eq!(refused(ideas::answer(app, &house.strategist, id, 1, &yes, None).await), HIDDEN);
        assert_eq!(refused(ideas::answer(app, &house.bakery, id, 1, &yes, None).await), FORBIDDEN);
        ideas::answer(app, &house.coordinator, id, 1, &yes, None).await.expect("answered");
        assert!(!read(app, &house.lena, id).await.seen.idea.is_public);
        let anyone = Actor::Anyone { county: county() };
        assert!(titles(app, &anyone, &ListQuery::default()).await.is_empty());
    }

    async fn everyone_reads_what_was_answered_for_everyone_and_nothing_else(app: &App) {
        let house = house(app).await;
        let anyone = Actor::Anyone { county: county() };
        let [open, silent, inner] = ["Öppen", "Tyst", "Inre"].map(form);
        let open = added(app, &house.lena, &open).await;
        let silent = added(app, &house.lena, &silent).await;
        let inner = added(app, &house.lena, &inner).await;
        let nothing = titles(app, &anyone, &ListQuery::default()).await;
        assert!(nothing.is_empty(), "{nothing:?}");
        let say = async |id, form: AnswerForm| {
            ideas::answer(app, &house.strategist, id, 1, &form, None).await.expect("answered");
        };
        say(open, answer("planned", "I mars", "yes")).await;
        say(silent, answer("considered", "", "yes")).await;
        say(inner, answer("planned", "I april", "")).await;
        assert_eq!(titles(app, &anyone, &ListQuery::default()).await, ["Öppen"]);
        let slice = Slice::Page { offset: 0, limit: 9 };
        let page = ideas::list(app, &anyone, &ListQuery::default(), slice).await.expect("list");
        let seen = &page.items[0];
        let names = (seen.idea.organisation_name.as_str(), seen.idea.by_name.as_str());
        assert_eq!(names, ("", ""), "never who wrote it");
        assert_eq!(refused(ideas::read(app, &anyone, open).await), HIDDEN);
        ideas::withdraw(app, &house.lena, open, 2, None).await.expect("withdrawn");
        assert!(titles(app, &anyone, &ListQuery::default()).await.is_empty());
    }

    async fn its_own_firm_changes_a_new_idea_and_takes_an_open_one_back(app: &App) {
        let house = house(app).await;
        let id = added(app, &house.lena, &form("Påminn oss")).await;
        let other = ideas::edit(app, &house.bakery, id, 1, &form("Nej"), None).await;
        assert_eq!(refused(other), FORBIDDEN);
        let kept = ideas::edit(app, &house.colleague, id, 1, &form("Påminn alla"), None).await;
        assert_eq!(kept.expect("changed").title, "Påminn alla");
        let second = ideas::edit(app, &house.lena, id, 1, &form("Påminn mig"), None).await;
        assert_eq!(refused(second), (Kind::Conflict, ""));
        let considered = answer("considered", "", "");
        ideas::answer(app, &house.strategist, id, 2, &considered, None).await.expect("taken up");
        let late = ideas::edit(app, &house.lena, id, 3, &form("Sent"), None).await;
        assert_eq!(refused(late), (Kind::Invalid, "idea-taken-up"));
        let other = ideas::withdraw(app, &house.bakery, id, 3, None).await;
        assert_eq!(refused(other), FORBIDDEN);
        ideas::withdraw(app, &house.lena, id, 3, None).await.expect("withdrawn");
        assert_eq!(refused(ideas::read(app, &house.bakery, id).await), HIDDEN);
        assert_eq!(refused(ideas::read(app, &house.strategist, id).await), HIDDEN);
        let own = read(app, &house.colleague, id).await;
        assert_eq!(own.seen.idea.state, IdeaState::Withdrawn);
        assert!(!own.may.vote && !own.may.edit && !own.may.withdraw && !own.may.post);
        let again = ideas::withdraw(app, &house.lena, id, 4, None).await;
        assert_eq!(refused(again), FORBIDDEN);
    }

    async fn the_same_form_sent_twice_writes_one_idea(app: &App) {
        let house = house(app).await;
        let send = async || ideas::add(app, &house.lena, &form("En gång"), Some("k")).await;
        let (one, two) = (send().await.expect("first"), send().await.expect("again"));
        assert_eq!(one, two);
        assert_eq!(titles(app, &house.lena, &ListQuery::default()).await.len(), 1);
    }

    async fn of_two_ideas_that_say_the_same_one_stays_with_all_votes(app: &App) {
        let house = house(app).await;
        let twin = added(app, &house.lena, &form("Påminn oss")).await;
        let stays = added(app, &house.bakery, &form("Påminnelse före möten")).await;
        let inner = added(app, &house.lena, &for_network("Påminn", house.network)).await;
        for (by, id) in [(&house.lena, twin), (&house.bakery, twin), (&house.bakery, stays)] {
            ideas::vote(app, by, id, true, None).await.expect("vote");
        }
        let into = |id: IdeaId| MergeForm { into: id.to_string(), words: "Samma sak".into() };
        let no = ideas::merge(app, &house.lena, twin, 1, &into(stays), None).await;
        assert_eq!(refused(no), FORBIDDEN);
        let merge = async |id, version, target| {
            ideas::merge(app, &house.strategist, id, version, &into(target), None).await
        };
        assert_eq!(refused(merge(twin, 1, twin).await), (Kind::Invalid, "idea-into-itself"));
        assert_eq!(refused(merge(twin, 1, inner).await), (Kind::Invalid, "idea-not-alike"));
        let choices = ideas::mergeable(app, &house.strategist, twin).await.expect("choices");
        assert_eq!(choices, [(stays, "Påminnelse före möten".to_owned())]);
        merge(twin, 1, stays).await.expect("merged");
        assert_eq!(votes(app, &house.lena, stays).await, 2, "an organisation counts once");
        let gone = read(app, &house.lena, twin).await;
        assert_eq!(gone.into, Some((stays, "Påminnelse före möten".to_owned())));
        assert!(!gone.may.vote && !gone.may.post);
        assert_eq!(read(app, &house.lena, stays).await.merged, [(twin, "Påminn oss".into())]);
        let all = titles(app, &house.stranger, &ListQuery::default()).await;
        assert_eq!(all, ["Påminnelse före möten"]);
        for reader in [&house.lena, &house.bakery] {
            assert_eq!(told(app, reader).await, ["idea-merged"]);
        }
        assert_eq!(refused(merge(stays, 1, twin).await), (Kind::Invalid, "idea-not-alike"));
        assert_eq!(refused(merge(twin, 2, stays).await), FORBIDDEN);
    }

    async fn who_answers_sees_what_waits_the_oldest_first_and_how_long_it_takes(app: &App) {
        let house = house(app).await;
        let first = added(app, &house.lena, &form("Först")).await;
        let inner = added(app, &house.lena, &for_network("I nätverket", house.network)).await;
        app.clock.set("2026-12-12T08:00:00Z".parse().expect("instant"));
        let answered = added(app, &house.bakery, &form("Besvarad")).await;
        let waiting = async |reader: &Actor| {
            let slice = Slice::Page { offset: 0, limit: 9 };
            let backlog = ideas::backlog(app, reader, slice).await.expect("backlog");
            let rows = backlog.waiting.items.iter().map(|one| (one.idea.id, one.is_late));
            (rows.collect::<Vec<_>>(), backlog.late, backlog.median_days)
        };
        let all = vec![(first, false), (answered, false)];
        assert_eq!(waiting(&house.strategist).await, (all, 0, None));
        assert_eq!(waiting(&house.coordinator).await, (vec![(inner, false)], 0, None));
        assert_eq!(waiting(&house.lena).await, (Vec::new(), 0, None), "they run no network");
        for other in [&house.adviser, &house.private, &house.colleague] {
            let no = ideas::backlog(app, other, Slice::Page { offset: 0, limit: 9 }).await;
            assert_eq!(refused(no), FORBIDDEN);
        }
        app.clock.set("2027-01-06T08:00:00Z".parse().expect("instant"));
        let silent = answer("considered", "", "");
        ideas::answer(app, &house.strategist, first, 1, &silent, None).await.expect("taken up");
        let plan = answer("planned", "I mars", "");
        ideas::answer(app, &house.strategist, answered, 1, &plan, None).await.expect("answered");
        let (rows, late, median) = waiting(&house.strategist).await;
        assert_eq!((rows, late, median), (vec![(first, false)], 0, Some(25)), "day thirty");
        app.clock.set("2027-01-07T08:00:00Z".parse().expect("instant"));
        assert_eq!(waiting(&house.strategist).await.0, [(first, true)], "still without words");
        assert_eq!(waiting(&house.strategist).await.1, 1);
        assert!(read(app, &house.lena, first).await.seen.is_late);
    }

    async fn a_new_idea_is_told_to_who_runs_the_network_until_it_is_answered(app: &App) {
        let house = house(app).await;
        let id = added(app, &house.lena, &for_network("Gemensam kurs", house.network)).await;
        assert_eq!(told(app, &house.coordinator).await, ["idea-new"]);
        let plan = answer("planned", "I mars", "");
        ideas::answer(app, &house.coordinator, id, 1, &plan, None).await.expect("answered");
        assert!(told(app, &house.coordinator).await.is_empty());
    }

    async fn a_post_is_taken_away_by_its_own_and_hidden_by_who_answers(app: &App) {
        let house = house(app).await;
        let id = added(app, &house.lena, &form("Påminn oss")).await;
        let mine = post(app, &house.bakery, id, "Vi också").await;
        let rude = post(app, &house.stranger, id, "Dumt förslag").await;
        assert_eq!(told(app, &house.lena).await, ["idea-posted", "idea-posted"]);
        let no = ideas::remove_post(app, &house.stranger, (id, mine), None).await;
        assert_eq!(refused(no), FORBIDDEN);
        let no = ideas::remove_post(app, &house.strategist, (id, mine), None).await;
        assert_eq!(refused(no), FORBIDDEN, "who answers hides, and takes nothing away");
        ideas::remove_post(app, &house.bakery, (id, mine), None).await.expect("gone");
        let again = ideas::remove_post(app, &house.bakery, (id, mine), None).await;
        assert_eq!(refused(again), HIDDEN);
        let why = HideForm { reason: "Håll god ton".into() };
        let no = ideas::hide_post(app, &house.lena, (id, rude), &why, None).await;
        assert_eq!(refused(no), FORBIDDEN);
        let silent = HideForm::default();
        let no = ideas::hide_post(app, &house.strategist, (id, rude), &silent, None).await;
        assert_eq!(refused(no), (Kind::Invalid, "required"));
        let hidden = ideas::hide_post(app, &house.strategist, (id, rude), &why, None).await;
        hidden.expect("hidden");
        assert_eq!(told(app, &house.stranger).await, ["idea-post-hidden"]);
        let words = async |reader: &Actor| {
            let posts = read(app, reader, id).await.posts;
            posts.into_iter().map(|one| one.post.words).collect::<Vec<_>>()
        };
        assert_eq!(words(&house.lena).await, ["", ""]);
        assert_eq!(words(&house.stranger).await, ["", "Dumt förslag"]);
        assert_eq!(words(&house.strategist).await, ["", "Dumt förslag"]);
        let private = PostForm { post: "Hej".into() };
        let no = ideas::post(app, &house.private, id, &private, None).await;
        assert_eq!(refused(no), FORBIDDEN);
    }

    async fn words_of_a_firm_become_a_need_of_its_own_once(app: &App) {
        let house = house(app).await;
        let id = added(app, &house.lena, &for_network("Vi behöver kockar", house.network)).await;
        let said = post(app, &house.bakery, id, "Vi söker en bagare").await;
        let form = NeedForm { words: "Två kockar till mars".into() };
        let of = async |by: &Actor, post| ideas::begin_need(app, by, (id, post), &form, None).await;
        assert_eq!(refused(of(&house.bakery, None).await), FORBIDDEN, "not their idea");
        assert_eq!(refused(of(&house.lena, Some(said)).await), FORBIDDEN, "not their post");
        assert_eq!(refused(of(&house.coordinator, None).await), FORBIDDEN);
        assert_eq!(refused(of(&house.stranger, None).await), HIDDEN);
        assert!(read(app, &house.colleague, id).await.may.turn);
        let mapping = of(&house.colleague, None).await.expect("begun");
        assert_eq!(refused(of(&house.lena, None).await), (Kind::Invalid, "idea-turned"));
        let mut connection = app.store.read().await.expect("connection");
        let answers = store::mappings::answers_of(&mut connection, &county(), mapping).await;
        let answers = answers.expect("read").expect("a draft");
        assert_eq!(answers.need(0, 0).expect("a need").words, "Två kockar till mars");
        drop(connection);
        let own = read(app, &house.lena, id).await;
        assert!(!own.may.turn);
        assert_eq!(own.turned.len(), 1);
        assert_eq!((own.turned[0].mapping, own.turned[0].need), (mapping, None));
        assert!(read(app, &house.bakery, id).await.turned.is_empty(), "nobody else's");
        of(&house.bakery, Some(said)).await.expect("their own words");
        let theirs = read(app, &house.bakery, id).await;
        assert_eq!(theirs.turned.len(), 1);
        assert!(theirs.posts.iter().all(|one| !one.can_turn));
        let login = Login { actor: &house.lena, name: "Lena Wiklund" };
        let listed = app::mappings::find(app, login, mapping).await.expect("reads it");
        assert_eq!(listed.mapping.organisation, house.firm);
    }
}
