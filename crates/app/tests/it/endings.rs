//! How organisations end and change their number: what becomes of all they have open, that nothing
//! new begins there, and that nobody is lost on the way.

use app::cases::{self, Entry, LetterForm};
use app::endings::{self, Kept, Story};
use app::imports;
use app::mappings::{self, Invitation, Login};
use app::organisations::{self, ListQuery, Meant};
use app::search::Kinds;
use app::{App, Error, Kind, Slice, contacts, gatherings, ideas, needs, visits};
use domain::access::{Actor, Assignment, Role};
use domain::agreements::AgreementForm;
use domain::cases::CaseState;
use domain::contacts::ContactForm;
use domain::endings::{EndingForm, Fate, NumberForm, Open};
use domain::gatherings::GatheringForm;
use domain::gatherings::seats::{SeatState, SignUpForm};
use domain::ideas::IdeaForm;
use domain::ids::{AssignmentId, NeedId, NetworkId, OrganisationId};
use domain::imports::ImportState;
use domain::needs::NeedState;
use domain::organisations::{Organisation, OrganisationForm};
use domain::pooling::Consent;
use domain::visits::VisitForm;
use store::organisations::Network;
use uuid::Uuid;

use crate::cases::{House, call, house};
use crate::harness::{county, need, organisation, organisation_with, person, told};
use crate::{imports as files, on_both, pooling};

const REASON: &str = "Företaget har upphört";

fn form(kind: &str) -> EndingForm {
    EndingForm {
        kind: kind.into(),
        ended_on: "2026-12-01".into(),
        words: "Stod i tidningen.".into(),
        place: "Uppsala".into(),
        ..EndingForm::default()
    }
}

fn into(successor: OrganisationId) -> EndingForm {
    EndingForm { successor: successor.to_string(), ..form("merged") }
}

fn number(number: &str) -> NumberForm {
    NumberForm {
        org_number: number.into(),
        from: "2026-12-01".into(),
        reason: "Ombildat till aktiebolag".into(),
    }
}

async fn version(app: &App, who: &Actor, id: OrganisationId) -> i64 {
    organisations::find(app, who, id).await.expect("there").version
}

async fn end(app: &App, who: &Actor, id: OrganisationId, form: &EndingForm) -> Result<Kept, Error> {
    let version = version(app, who, id).await;
    endings::end(app, who, id, (version, REASON), form, None).await
}

async fn story(app: &App, who: &Actor, id: OrganisationId) -> Story {
    endings::story(app, who, id).await.expect("story")
}

/// The first code of what was refused, and its kind.
fn refused<T: std::fmt::Debug>(result: Result<T, Error>) -> (Kind, &'static str) {
    let error = result.expect_err("refused");
    (error.kind, error.faults.0.first().map_or("", |fault| fault.code))
}

async fn find_need(app: &App, id: NeedId) -> store::needs::StoredNeed {
    let mut connection = app.store.read().await.expect("connection");
    let all = domain::access::Reach::County;
    let found = store::needs::find(&mut connection, &county(), &all, id).await;
    found.expect("read").expect("there")
}

async fn open_needs(app: &App, firm: OrganisationId) -> i64 {
    let mut connection = app.store.read().await.expect("connection");
    let county = &county();
    store::endings::count_open(&mut connection, county, firm, Open::Needs, app.today())
        .await
        .expect("counted")
}

async fn member(app: &App, run_by: OrganisationId, firm: OrganisationId) {
    let network = &Network {
        id: NetworkId(Uuid::now_v7()),
        slug: None,
        name: "Trä i norr".into(),
        organisation: run_by,
    };
    let county = &county();
    app.store
        .write(county, None, |mut tx| async move {
            store::organisations::insert_network(&mut tx, county, network).await?;
            store::organisations::insert_member(&mut tx, county, network.id, firm).await
        })
        .await
        .expect("member");
}

fn planned(kind: &str, on: &str) -> ContactForm {
    ContactForm {
        kind: kind.into(), on: on.into(), topic: "Möte".into(), ..ContactForm::default()
    }
}

fn micro() -> Invitation {
    Invitation { track: "micro".into(), ..Invitation::default() }
}

async fn invited(app: &App, house: &House, firm: OrganisationId) -> domain::ids::MappingId {
    let login = Login { actor: &house.broker, name: "Karin Nordin" };
    let made = mappings::invite(app, login, firm, &micro(), None).await;
    made.expect("invited").id
}

/// Everything new that could begin with a firm; each is refused for the same reason.
async fn nothing_new(app: &App, house: &House, firm: OrganisationId, code: &str) {
    let no = |result: Result<(), Error>| {
        let error = result.expect_err("refused");
        assert_eq!((error.kind, error.faults.0[0].code), (Kind::Invalid, code));
    };
    let contact = planned("call", "2026-12-05");
    no(contacts::keep(app, &house.broker, firm, &contact, None).await.map(drop));
    let visit = VisitForm { on: "2026-12-20".into(), ..VisitForm::default() };
    no(visits::keep(app, &house.broker, firm, &visit, "Besök", None).await.map(drop));
    let case = app::cases::CaseForm {
        organisation: firm.to_string(),
        title: "Något nytt".into(),
        words: "De ringde".into(),
        next_step: "Ring".into(),
        log_call: String::new(),
    };
    no(app::cases::open_by_hand(app, &house.broker, &case, None).await.map(drop));
    let login = Login { actor: &house.broker, name: "Karin Nordin" };
    let made = mappings::invite(app, login, firm, &micro(), None).await;
    no(made.map(drop));
}

on_both! {
    async fn a_firm_is_found_by_the_number_it_has_and_by_those_it_has_had(app: &App) {
        let house = house(app).await;
        let (broker, firm) = (&house.broker, house.firm);
        let id = need(app, firm, "Två svetsare", 2).await;
        let first = version(app, broker, firm).await;
        let change = |new: &'static str, version| async move {
            endings::change_number(app, broker, firm, version, &number(new), Some(new)).await
        };
        change("559999-0057", first).await.expect("changed");
        change("559999-0057", first).await.expect("the same form again has its first answer");
        assert_eq!(find_need(app, id).await.organisation, firm, "all stays with the firm");
        for said in ["559999-0016", "5599990057"] {
            let query = ListQuery { q: said.into(), ..ListQuery::default() };
            let found = organisations::list(app, broker, &query, Slice::top(9)).await;
            assert_eq!(found.expect("found").items[0].id, firm, "{said}");
            assert_eq!(organisations::resolve(app, broker, said).await.expect("led"), firm);
            let meant = organisations::meant(app, broker, said).await.expect("read");
            assert!(matches!(meant, Meant::One(id) if id == firm), "{said}");
            let kinds = Kinds { cases: true, organisations: true, needs: true };
            let found = app::search::search(app, broker, said, kinds).await.expect("searched");
            assert_eq!(found.organisations.items[0].id, firm, "{said}");
            assert_eq!(found.needs.items[0].id, id, "{said}");
        }
        let numbers = story(app, broker, firm).await.numbers;
        assert_eq!(numbers.len(), 1);
        assert_eq!(numbers[0].org_number.to_string(), "559999-0016");
        assert_eq!(numbers[0].until.to_string(), "2026-12-01");
        assert_eq!(numbers[0].by_name, "Karin Nordin");

        let add = OrganisationForm {
            org_number: "559999-0016".into(),
            name: "En annan".into(),
            municipality: "2284".into(),
            sector: "private".into(),
            ..OrganisationForm::default()
        };
        let taken = (Kind::Invalid, "org-number-taken");
        assert_eq!(refused(organisations::add(app, broker, &add, None).await), taken);
        let other = organisation(app, "559999-0065", "Annan").await;
        let new = &number("559999-0016");
        let of_other = endings::change_number(app, broker, other, 1, new, None);
        assert_eq!(refused(of_other.await), taken, "nobody takes what another has had");
        let own = &number("5599990057");
        let same = endings::change_number(app, broker, firm, first + 1, own, None);
        assert_eq!(refused(same.await).1, "number-is-the-same");
        assert_eq!(refused(change("559999-0073", first).await), (Kind::Conflict, ""));
        change("559999-0016", first + 1).await.expect("its own number again");
        let numbers = story(app, broker, firm).await.numbers;
        assert_eq!(numbers.len(), 1, "what it has is not what it has had");
        assert_eq!(numbers[0].org_number.to_string(), "559999-0057");
    }

    async fn a_firm_that_closes_leaves_nothing_open_but_its_cases(app: &App) {
        let house = house(app).await;
        let (broker, firm) = (&house.broker, house.firm);
        let id = need(app, firm, "Två svetsare", 2).await;
        let mapping = invited(app, &house, firm).await;
        let receipt = call(app, &house).await;
        member(app, house.region, firm).await;
        let meeting = planned("meeting", "2026-12-18");
        contacts::keep(app, broker, firm, &meeting, None).await.expect("planned");
        let visit = VisitForm { on: "2026-12-20".into(), ..VisitForm::default() };
        let visit = visits::keep(app, broker, firm, &visit, "Besök", None).await.expect("planned");
        let preview = endings::preview(app, broker, firm, &form("ceased")).await.expect("told");
        let line = |open| {
            let found = preview.lines.iter().find(|line| line.0 == open);
            found.map(|line| (line.1, line.2))
        };
        assert_eq!(line(Open::Needs), Some((1, Fate::WrittenOff)));
        assert_eq!(line(Open::Cases), Some((1, Fate::ToClose)));
        assert_eq!(line(Open::Visits), Some((1, Fate::CalledOff)));
        assert_eq!(line(Open::Contacts), Some((1, Fate::CalledOff)));
        assert_eq!(line(Open::Memberships), Some((1, Fate::Ends)));
        assert_eq!(line(Open::Accounts), Some((1, Fate::Ends)));
        assert_eq!(line(Open::Pools), None, "what there is none of is not told");

        end(app, broker, firm, &form("ceased")).await.expect("ended");
        let written_off = find_need(app, id).await;
        assert_eq!(written_off.state, NeedState::WrittenOff);
        assert_eq!(written_off.state_reason.as_deref(), Some(REASON));
        let mut connection = app.store.read().await.expect("connection");
        let c = &mut connection;
        let all = store::mappings::Scope::Reach(domain::access::Reach::County);
        let mapping = store::mappings::find(c, &county(), &all, mapping).await.expect("read");
        assert_eq!(mapping.expect("there").state.code(), "withdrawn");
        for open in Open::ALL.iter().filter(|open| **open != Open::Cases) {
            let count = store::endings::count_open(c, &county(), firm, *open, app.today()).await;
            assert_eq!(count.expect("counted"), 0, "{open}");
        }
        let visit = store::visits::find(c, &county(), visit.id).await.expect("read");
        assert_eq!(visit.expect("there").state.code(), "cancelled");
        drop(connection);

        let case = app::cases::read(app, broker, receipt.id).await.expect("case").case;
        assert_ne!(case.fields.state, CaseState::Closed, "the broker closes it");
        assert!(told(app, broker).await.contains(&"case-firm-ended".to_owned()));
        let told_of = story(app, broker, firm).await.ended.expect("ended");
        assert_eq!((told_of.settled.needs, told_of.settled.planned), (1, 2));
        nothing_new(app, &house, firm, "organisation-ceased").await;
        let held = &house.employer.assignment().expect("held").clone();
        let mut connection = app.store.read().await.expect("connection");
        let own = store::access::assignments_of(&mut connection, held.person).await.expect("read");
        assert!(own.iter().all(|one| !one.assignment.is_valid_on(app.today())), "nobody logs in");
        drop(connection);

        let listed = |ended: &'static str| async move {
            let query = ListQuery { ended: ended.into(), ..ListQuery::default() };
            let page = organisations::list(app, broker, &query, Slice::top(20)).await;
            page.expect("list").items.iter().any(|one| one.id == firm)
        };
        assert!(!listed("").await && listed("yes").await);
        assert!(organisations::read(app, broker, firm).await.is_ok(), "its page opens");
        assert_eq!(refused(end(app, broker, firm, &form("left")).await).1, "ending-stands");
    }

    async fn a_firm_that_merges_takes_what_is_open_along_and_leaves_what_has_been(app: &App) {
        let house = house(app).await;
        let (broker, firm) = (&house.broker, house.firm);
        let to = organisation(app, "559999-0057", "Nordplåt").await;
        let chief = person(app, Role::EmployerAdmin, to, "Nora Nord").await;
        let (open, over) = (need(app, firm, "Svetsare", 2).await, need(app, firm, "Kock", 1).await);
        write_off(app, over).await;
        let receipt = call(app, &house).await;
        member(app, house.region, firm).await;
        let visit = VisitForm { on: "2026-12-20".into(), ..VisitForm::default() };
        visits::keep(app, broker, firm, &visit, "Besök", None).await.expect("planned");
        end(app, broker, firm, &into(to)).await.expect("merged");

        assert_eq!(find_need(app, open).await.organisation, to);
        assert_eq!(find_need(app, over).await.organisation, firm, "what has been stays");
        let case = app::cases::read(app, broker, receipt.id).await.expect("case").case;
        assert_eq!(case.organisation, to);
        let mut connection = app.store.read().await.expect("connection");
        let c = &mut connection;
        for (open, count) in
            [(Open::Visits, 1), (Open::Memberships, 1), (Open::Cases, 1), (Open::Accounts, 2)]
        {
            let found = store::endings::count_open(c, &county(), to, open, app.today()).await;
            assert_eq!(found.expect("counted"), count, "{open}");
        }
        drop(connection);
        let query = needs::ListQuery { q: "Nordplåt".into(), ..needs::ListQuery::default() };
        let found = needs::list(app, broker, &query, Slice::top(9)).await.expect("list");
        assert_eq!(found.items[0].id, open, "it is found by its new name");
        assert!(told(app, &chief).await.contains(&"organisation-took-over".to_owned()));
        assert!(told(app, broker).await.contains(&"organisation-merged".to_owned()));
        let gone = story(app, broker, firm).await.ended.expect("ended");
        assert_eq!(gone.ending.successor, Some(to));
        assert_eq!(gone.successor_name.as_deref(), Some("Nordplåt"));
        assert_eq!(story(app, broker, to).await.gone_into[0].organisation, firm);
        nothing_new(app, &house, firm, "organisation-merged").await;
        let error = contacts::keep(app, broker, firm, &planned("call", "2026-12-05"), None).await;
        let fault = error.expect_err("refused").faults.0.remove(0);
        assert!(fault.values.contains(&("link", format!("/organisationer/{to}"))));
        assert_eq!(refused(endings::undo(app, broker, firm, None).await).1, "ending-undo-late");
        let third = organisation(app, "559999-0065", "Tredje").await;
        assert_eq!(refused(end(app, broker, third, &into(firm)).await).1, "ending-into-ended");
    }

    async fn letters_of_a_case_are_read_and_answered_by_who_took_the_firm_over(app: &App) {
        let house = house(app).await;
        let (broker, firm) = (&house.broker, house.firm);
        let to = organisation(app, "559999-0057", "Nordplåt").await;
        let chief = person(app, Role::EmployerAdmin, to, "Nora Nord").await;
        let receipt = call(app, &house).await;
        let letter = |body: &str, audience: &str, to: Option<OrganisationId>| LetterForm {
            body: body.into(),
            audience: audience.into(),
            to: to.map(|id| id.to_string()).unwrap_or_default(),
        };
        let before = letter("Bara till er.", "one", Some(firm));
        cases::write(app, broker, receipt.id, &before, None).await.expect("written");
        end(app, broker, firm, &into(to)).await.expect("merged");

        let reads = async |who: &Actor| {
            let view = cases::read(app, who, receipt.id).await.expect("case");
            let bodies = view.thread.into_iter().filter_map(|entry| match entry {
                Entry::Message(message) => Some(message.body),
                Entry::Event(_) => None,
            });
            bodies.collect::<Vec<_>>()
        };
        for who in [&chief, &house.employer] {
            let held = Actor::Assigned(Assignment {
                organisation: to, ..who.assignment().expect("held").clone()
            });
            assert!(reads(&held).await.contains(&"Bara till er.".to_owned()));
        }
        let answer = letter("Vi svarar.", "parties", None);
        cases::write(app, &chief, receipt.id, &answer, None).await.expect("a party writes");
        let more = letter("Och vi igen.", "parties", None);
        cases::write(app, broker, receipt.id, &more, None).await.expect("written");
        assert!(told(app, &chief).await.contains(&"case-message".to_owned()));
        let view = cases::read(app, broker, receipt.id).await.expect("case");
        assert!(!view.parties.iter().any(|one| one.organisation == firm));
    }

    async fn seats_ideas_and_small_aid_go_along_and_nothing_is_held_by_the_gone(app: &App) {
        let house = house(app).await;
        let (broker, firm) = (&house.broker, house.firm);
        let to = organisation(app, "559999-0057", "Nordplåt").await;
        let third = organisation(app, "559999-0065", "Tredje").await;
        let waiting = &person(app, Role::EmployerAdmin, third, "Tova Tredje").await;
        let event = GatheringForm {
            kind: "workshop".into(),
            title: "Fler svetsare".into(),
            text: "Vi delar det som har fungerat.".into(),
            starts_on: "2026-12-15".into(),
            starts_at: "13".into(),
            ends_at: "15".into(),
            link: "https://moten.example/abc".into(),
            seats: "2".into(),
            ..GatheringForm::default()
        };
        let sign_up = SignUpForm {
            persons: "2".into(),
            mandate: "listens".into(),
            contact_name: "Lena Wiklund".into(),
            contact_email: "lena@demo.samkraft.test".into(),
        };
        let mut events = Vec::new();
        for _ in 0..2 {
            let kept = gatherings::add(app, broker, &event, None).await.expect("added");
            gatherings::open(app, broker, kept.id, 1, None).await.expect("opened");
            for who in [&house.employer, waiting] {
                gatherings::sign_up(app, who, kept.id, 0, &sign_up, None).await.expect("signed");
            }
            events.push(kept.id);
        }
        let said = IdeaForm {
            title: "Påminn oss".into(),
            words: "Dagen innan räcker.".into(),
            ..IdeaForm::default()
        };
        let idea = ideas::add(app, &house.employer, &said, None).await.expect("an idea").id;
        let chief = person(app, Role::EmployerAdmin, to, "Nora Nord").await;
        for who in [waiting, &chief] {
            ideas::vote(app, who, idea, true, None).await.expect("voted");
        }
        end(app, broker, firm, &into(to)).await.expect("merged");
        let mine = async |who: &Actor, id| {
            let view = gatherings::read(app, who, id).await.expect("event");
            view.own.map(|own| own.state)
        };
        for id in &events {
            assert_eq!(mine(&chief, *id).await, Some(SeatState::Seated), "they came along");
        }
        let view = ideas::read(app, &chief, idea).await.expect("idea");
        assert!(view.may.withdraw, "the idea is theirs now");
        end(app, broker, to, &form("ceased")).await.expect("ended");
        for id in &events {
            assert_eq!(mine(waiting, *id).await, Some(SeatState::Seated), "the next in line");
        }
        assert!(told(app, waiting).await.contains(&"gathering-seat".to_owned()));
        let again = &Assignment {
            id: AssignmentId(Uuid::now_v7()),
            organisation: firm,
            ..house.employer.assignment().expect("held").clone()
        };
        let county = &county();
        let no = app.store.write(county, None, |mut tx| async move {
            store::access::insert_assignment(&mut tx, again).await
        });
        assert!(matches!(no.await, Err(store::Error::Ended(_))), "nobody logs in for it again");
    }

    async fn who_wrote_for_a_firm_that_merged_is_erased_there_too(app: &App) {
        let house = house(app).await;
        let (broker, firm) = (&house.broker, house.firm);
        let to = organisation(app, "559999-0057", "Nordplåt").await;
        let said = IdeaForm {
            title: "Påminn oss".into(),
            words: "Dagen innan räcker.".into(),
            ..IdeaForm::default()
        };
        let idea = ideas::add(app, &house.employer, &said, None).await.expect("an idea").id;
        ideas::withdraw(app, &house.employer, idea, 1, None).await.expect("taken back");
        end(app, broker, firm, &into(to)).await.expect("merged");
        let person = house.employer.assignment().expect("held").person;
        let mut connection = app.store.read().await.expect("connection");
        let identity = store::personal::identity_of(&mut connection, person).await.expect("read");
        let identity = identity.expect("there");
        assert!(identity.organisations.contains(&firm.0), "where the idea still stands");
        assert!(identity.organisations.contains(&to.0));
    }

    async fn a_place_in_a_pool_is_given_up_or_goes_along(app: &App) {
        let house = pooling::house(app).await;
        let pool = pooling::formed(app, &house).await;
        for employer in &house.employers {
            pooling::say(app, employer, pool, "yes").await.expect("yes");
        }
        let [first, second, _] = house.firms;
        end(app, &house.broker, first, &form("left")).await.expect("left");
        let seen = pooling::read(app, &house.broker, pool).await;
        let sums = seen.pool.figures.expect("sums");
        assert_eq!((sums.persons, sums.firms), (7, 2), "two persons of the first are gone");
        let of = |firm| seen.firms.iter().find(|one| one.organisation == firm);
        assert_eq!(of(first).expect("asked").consent, Consent::Withdrawn);
        assert_eq!(find_need(app, house.needs[0]).await.state, NeedState::WrittenOff);

        let to = organisation_with(app, "559999-0065", "Nytt kök", |one| one).await;
        end(app, &house.broker, second, &into(to)).await.expect("merged");
        let seen = pooling::read(app, &house.broker, pool).await;
        let sums = seen.pool.figures.expect("sums");
        assert_eq!((sums.persons, sums.firms), (7, 2), "nobody is counted twice or lost");
        assert!(seen.firms.iter().any(|one| one.organisation == to && one.consent == Consent::Yes));
        assert!(!seen.firms.iter().any(|one| one.organisation == second));
        let moved = find_need(app, house.needs[1]).await;
        assert_eq!((moved.organisation, moved.state), (to, NeedState::Pooled));
    }

    async fn an_ending_is_taken_back_within_a_week_and_what_was_closed_stays_closed(app: &App) {
        let house = house(app).await;
        let (broker, firm) = (&house.broker, house.firm);
        let id = need(app, firm, "Två svetsare", 2).await;
        call(app, &house).await;
        assert_eq!(refused(endings::undo(app, broker, firm, None).await).1, "ending-is-gone");
        end(app, broker, firm, &form("left")).await.expect("ended");
        nothing_new(app, &house, firm, "organisation-left").await;
        let stranger = endings::undo(app, &house.strategist, firm, None).await;
        assert_eq!(refused(stranger).0, Kind::Forbidden);
        endings::undo(app, broker, firm, None).await.expect("taken back");
        assert_eq!(find_need(app, id).await.state, NeedState::WrittenOff, "it stays so");
        let told_of = story(app, broker, firm).await;
        assert!(told_of.ended.is_none() && told_of.can_end);
        assert_eq!(told_of.taken_back[0].settled.needs, 1);
        assert_eq!(told_of.taken_back[0].undone_by_name.as_deref(), Some("Karin Nordin"));
        assert!(told(app, broker).await.contains(&"organisation-reopened".to_owned()));
        let call = planned("call", "2026-12-05");
        contacts::keep(app, broker, firm, &call, None).await.expect("new");

        end(app, broker, firm, &form("ceased")).await.expect("ended again");
        let late = app.now() + jiff::SignedDuration::from_hours(24 * 8);
        app.clock.set(late);
        assert!(!story(app, broker, firm).await.can_undo);
        assert_eq!(refused(endings::undo(app, broker, firm, None).await).1, "ending-undo-late");
    }

    async fn of_an_ending_and_a_new_need_at_once_none_is_left_open(app: &App) {
        let house = house(app).await;
        let to = organisation(app, "559999-0057", "Nordplåt").await;
        for round in 0..6_u128 {
            let number = ["0065", "0073", "0081", "0099", "0107", "0115"];
            let number = format!("559999-{}", number[usize::try_from(round).expect("small")]);
            let firm = organisation(app, &number, &format!("Firma {round}")).await;
            let first = need(app, firm, "Kock", 1).await;
            let of = find_need(app, first).await;
            let form = if round % 2 == 0 { form("ceased") } else { into(to) };
            let (ended, written) = tokio::join!(
                end(app, &house.broker, firm, &form),
                another_need(app, &of, NeedId(Uuid::now_v7())),
            );
            ended.expect("ended");
            if let Err(error) = written {
                assert!(error.faults.0[0].code.starts_with("organisation-"), "{error}");
            }
            assert_eq!(open_needs(app, firm).await, 0, "round {round}");
        }
    }

    async fn rows_of_an_ended_firm_are_told_one_by_one_and_old_numbers_are_known(app: &App) {
        let house = house(app).await;
        let broker = &house.broker;
        let other = organisation(app, "559999-0057", "Nordplåt").await;
        let new = &number("559999-0065");
        let changed = endings::change_number(app, broker, other, 1, new, None);
        changed.await.expect("changed");
        let rows = "559999-0016;Två kockar;5120;2;a1;2026;;\n\
            559999-0057;En kock;5120;1;a2;2026;;\n";
        let import = files::tried(app, broker, rows, true).await;
        assert_eq!((import.counts.faults, import.counts.new_firms), (0, 0), "both are known");

        // It ends after the rows were tried and before they are put in.
        end(app, broker, house.firm, &form("ceased")).await.expect("ended");
        let confirmed = imports::confirm(app, broker, import.id, import.version, None).await;
        confirmed.expect("confirmed");
        files::work(app).await;
        let import = imports::find(app, broker, import.id).await.expect("import");
        assert_eq!((import.state, import.counts.faults), (ImportState::Checked, 1));
        let view = imports::read(app, broker, import.id).await.expect("view");
        assert_eq!(view.faults[0].code, "import-firm-ended");
        assert_eq!(view.faults[0].position, 2, "after the headings");
        assert_eq!(open_needs(app, house.firm).await, 0, "none came in");
        assert_eq!(open_needs(app, other).await, 0, "all or nothing");
    }

    async fn only_keepers_within_reach_end_and_bad_input_is_told(app: &App) {
        let house = house(app).await;
        let firm = house.firm;
        for stranger in [&house.strategist, &house.employer] {
            let no = endings::end(app, stranger, firm, (1, REASON), &form("ceased"), None).await;
            assert_eq!(refused(no).0, Kind::Forbidden, "{}", stranger.role());
            let new = &number("559999-0057");
            let no = endings::change_number(app, stranger, firm, 1, new, None);
            assert_eq!(refused(no.await).0, Kind::Forbidden);
            let no = endings::preview(app, stranger, firm, &form("ceased")).await;
            assert_eq!(refused(no).0, Kind::Forbidden);
        }
        let kramfors = organisation_with(app, "559999-0065", "Kramfors Plåt", |one| Organisation {
            municipality: domain::codes::MunicipalityCode::parse("2282").expect("code"),
            ..one
        });
        let kramfors = kramfors.await;
        let council = organisation(app, "559999-0073", "Demo kommun").await;
        let adviser = person(app, Role::MuniAdviser, council, "Mats Kommun").await;
        let no = endings::end(app, &adviser, kramfors, (1, REASON), &form("ceased"), None).await;
        assert_eq!(refused(no).0, Kind::Invisible);
        let no = endings::preview(app, &adviser, firm, &into(kramfors)).await;
        assert_eq!(refused(no), (Kind::Invalid, "unknown-choice"), "not within reach");

        let late = EndingForm { ended_on: "2026-12-09".into(), ..form("ceased") };
        assert_eq!(refused(end(app, &house.broker, firm, &late).await).1, "ending-day");
        let itself = end(app, &house.broker, firm, &into(firm)).await;
        assert_eq!(refused(itself).1, "ending-into-itself");
        let own = end(app, &house.broker, house.region, &form("ceased")).await;
        assert_eq!(refused(own).0, Kind::Forbidden, "nobody ends their own");
        let leader = person(app, Role::Leader, council, "Lars Ledare").await;
        for one in [firm, council] {
            let open = endings::open_now(app, &leader, one).await;
            assert_eq!(refused(open).0, Kind::Forbidden, "a leader sees what they lead");
        }
        let ceased = &form("ceased");
        let stale = endings::end(app, &house.broker, firm, (0, REASON), ceased, None);
        let stale = stale.await;
        assert_eq!(refused(stale), (Kind::Conflict, ""));
        assert!(story(app, &house.broker, firm).await.ended.is_none());

        let is_actor = |one| Organisation { is_actor: true, ..one };
        let iuc = organisation_with(app, "559999-0081", "Demo IUC", is_actor).await;
        let agreement = AgreementForm {
            kind: "leading".into(),
            scope: "Leder kartläggningar".into(),
            valid_from: "2026-10-01".into(),
            ..AgreementForm::default()
        };
        let add = |with| app::agreements::add(app, &house.broker, with, &agreement, None);
        add(iuc).await.expect("an agreement");
        end(app, &house.broker, iuc, &form("ceased")).await.expect("ended");
        assert_eq!(refused(add(iuc).await).1, "organisation-ceased");
    }
}

async fn write_off(app: &App, id: NeedId) {
    let county = &county();
    let version = find_need(app, id).await.version;
    let now = app.now();
    app.store
        .write(county, None, |mut tx| async move {
            let to = NeedState::WrittenOff;
            store::needs::set_state(&mut tx, county, id, to, Some("Nej"), version, now).await
        })
        .await
        .expect("written off");
}

/// One more need beside another, as an approval writes it.
async fn another_need(
    app: &App,
    beside: &store::needs::StoredNeed,
    id: NeedId,
) -> Result<(), Error> {
    let (county, now) = (&county(), app.now());
    let new = &store::needs::NewNeed {
        id,
        slug: None,
        organisation: beside.organisation,
        mapping: beside.mapping,
        goal: beside.goal,
        need: beside.need.clone(),
        coding: None,
    };
    app.store
        .write(county, None, |mut tx| async move {
            Ok::<_, Error>(store::needs::insert(&mut tx, county, new, now).await?)
        })
        .await
}
