use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::access::Role;
use domain::cases::CaseState;
use domain::codes::{MunicipalityCode, Ssyk};
use domain::ids::OfferId;
use domain::needs::answers::Answers;
use domain::offers::{Fact, Facts, OfferKind, Stage};
use domain::organisations::Sector;
use domain::time::Date;
use matching::{Catalogue, Question};
use proptest::prelude::*;
use uuid::Uuid;
use vocabulary::Vocabulary;

use super::*;

const TODAY: Date = Date::constant(2026, 12, 7);

fn firm_slugs() -> BTreeSet<String> {
    firms().expect("firms").into_iter().map(|firm| firm.slug).collect()
}

fn actor_slugs() -> BTreeSet<&'static str> {
    actors().expect("actors").into_iter().map(|actor| actor.slug).collect()
}

fn emails() -> BTreeSet<&'static str> {
    people().map(|person| person.email).collect()
}

#[test]
fn every_organisation_number_is_valid_and_nobody_elses() {
    let mut seen = BTreeMap::new();
    let firms = firms().expect("firms").into_iter().map(|firm| (firm.slug, firm.organisation));
    let actors = actors().expect("actors").into_iter().map(|a| (a.slug.to_owned(), a.organisation));
    let generated = (0..2_500).map(|index| generated_firm(index, 7).expect("generated"));
    let generated = generated.map(|firm| (firm.slug, firm.organisation));
    for (slug, organisation) in firms.chain(actors).chain(generated) {
        let number = organisation.org_number.to_string();
        assert!(slug.starts_with("demo-"), "{slug}");
        assert_eq!(seen.insert(number.clone(), slug.clone()), None, "{number} {slug}");
    }
    assert!(seen.len() > 2_590);
}

#[test]
fn a_national_actor_is_one_organisation_present_in_both_counties() {
    let actors = actors().expect("actors");
    assert!(PRESENT_TOO.len() >= 2);
    for (slug, municipality) in PRESENT_TOO {
        let known = actors.iter().find(|actor| actor.slug == *slug).expect("actor");
        assert_eq!((known.county, known.is_real), (COUNTY, true), "{slug}");
        let there = MunicipalityCode::parse(municipality).expect("code").county();
        assert_eq!(there.as_str(), OTHER_COUNTY, "{slug}");
    }
}

#[test]
fn the_contracts_numbers_belong_to_the_firms_of_the_stories() {
    let firms = firms().expect("firms");
    let numbers: Vec<_> =
        firms.iter().take(8).map(|firm| firm.organisation.org_number.to_string()).collect();
    let tails = ["0016", "0024", "0032", "0040", "0057", "0065", "0073", "0081"];
    assert_eq!(numbers, tails.map(|tail| format!("559999-{tail}")));
    assert_eq!(firms[0].organisation.name, "Höga Kusten Kök");
    assert_eq!(firms[0].organisation.employees, Some(8));
}

#[test]
fn every_municipality_has_firms_public_employers_a_contact_point_and_a_broker() {
    let firms = firms().expect("firms");
    for place in MUNICIPALITIES {
        let here: Vec<_> = firms
            .iter()
            .filter(|firm| firm.organisation.municipality.as_str() == place.code)
            .collect();
        assert!(here.len() >= 6, "{}: {}", place.name, here.len());
        assert!(
            here.iter().any(|firm| firm.organisation.sector.code() == "public"),
            "{}",
            place.name
        );
        for kind in [DeskKind::ContactPoint, DeskKind::Broker] {
            assert!(
                desks()
                    .iter()
                    .any(|desk| desk.kind == kind && desk.municipalities.contains(&place.code)),
                "{} {kind:?}",
                place.name
            );
        }
    }
    assert!(firms.len() >= 60);
}

#[test]
fn every_role_and_municipality_has_its_login() {
    let logins = emails();
    assert_eq!(logins.len(), people().count(), "a login stands once");
    for role in Role::ALL.iter().filter(|role| **role != Role::Public) {
        let code = role.code();
        let of_county = logins.contains(format!("{code}@demo.samkraft.test").as_str());
        let of_all = MUNICIPALITIES.iter().all(|place| {
            logins.contains(format!("{code}.{}@demo.samkraft.test", place.slug).as_str())
        });
        assert!(of_county || of_all, "{code}");
    }
}

#[test]
fn every_person_and_desk_stands_on_something_that_exists() {
    let (firms, actors) = (firm_slugs(), actor_slugs());
    let desk_slugs: BTreeSet<_> = desks().iter().map(|desk| desk.slug).collect();
    for person in people() {
        let organisation = person.organisation;
        let is_employer = matches!(person.role, Role::EmployerAdmin | Role::EmployerMember);
        assert_eq!(firms.contains(organisation), is_employer, "{}", person.email);
        assert_eq!(actors.contains(organisation), !is_employer, "{}", person.email);
        assert!(person.desk.is_none_or(|desk| desk_slugs.contains(desk)), "{}", person.email);
    }
    for desk in desks() {
        assert!(actors.contains(desk.organisation), "{}", desk.slug);
        assert!(desk.escalates_to.is_none_or(|up| desk_slugs.contains(up)), "{}", desk.slug);
        assert!(people().any(|person| person.desk == Some(desk.slug) && !person.is_deputy));
    }
}

#[test]
fn every_network_offer_and_contact_stands_on_something_that_exists() {
    let (firms, actors, logins) = (firm_slugs(), actor_slugs(), emails());
    let network_slugs: BTreeSet<_> = networks().iter().map(|network| network.slug).collect();
    for network in networks() {
        assert!(actors.contains(network.owner), "{}", network.slug);
        assert!(network.members.iter().all(|slug| firms.contains(*slug)), "{}", network.slug);
    }
    for offer in offers(TODAY) {
        assert!(actors.contains(offer.provider), "{}", offer.slug);
        assert!(offer.network.is_none_or(|slug| network_slugs.contains(slug)), "{}", offer.slug);
    }
    for one in wishes() {
        assert!(firms.contains(one.firm), "{}", one.firm);
    }
    for contact in contacts() {
        assert!(firms.contains(contact.firm), "{}", contact.firm);
        assert!(logins.contains(contact.by), "{}", contact.by);
        let is_asked = |wishes: &&StoryWishes| wishes.firm == contact.firm;
        let is_forced = contact.forced.is_some();
        assert!(!is_forced || wishes().iter().any(|one| is_asked(&one)), "{}", contact.firm);
    }
}

#[test]
fn the_service_map_covers_every_stage_and_kind_and_all_its_edge_cases() {
    let offers = offers(TODAY);
    let slugs: BTreeSet<_> = offers.iter().map(|offer| offer.slug).collect();
    assert_eq!(slugs.len(), offers.len());
    assert!(offers.len() >= 36);
    for stage in Stage::ALL {
        assert!(offers.iter().any(|one| one.offer.stages.contains(stage)), "{stage}");
    }
    for kind in OfferKind::ALL {
        assert!(offers.iter().filter(|one| one.offer.kind == *kind).count() >= 2, "{kind}");
    }
    assert!(offers.iter().filter(|one| one.network.is_some()).count() >= 3);
    assert!(offers.iter().any(|one| one.offer.review_is_due(TODAY)));
    let ended = |one: &ListedOffer| one.offer.conditions.iter().any(|c| !c.is_valid_on(TODAY));
    assert!(offers.iter().any(ended));
    for one in &offers {
        assert!(!one.offer.stages.is_empty() && !one.offer.contact.is_empty(), "{}", one.slug);
        assert!(one.offer.conditions.iter().all(|c| !c.reason.is_empty()), "{}", one.slug);
        assert!(one.is_demo || one.offer.url.is_some(), "{} needs a source", one.slug);
        assert!(one.offer.title.chars().count() <= domain::text::NAME_MAX);
    }
}

#[test]
fn every_code_is_one_the_vocabulary_knows() {
    let vocabulary = Vocabulary::embedded();
    let groups: Vec<String> = vocabulary
        .groups()
        .filter_map(|group| group.ssyk.as_ref().map(|ssyk| ssyk.as_str().to_owned()))
        .collect();
    for one in offers(TODAY) {
        for prefix in &one.offer.occupations {
            assert!(groups.iter().any(|code| code.starts_with(prefix)), "{} {prefix}", one.slug);
        }
    }
    let stories = stories();
    let told = stories.iter().flat_map(|s| &s.goals).flat_map(|g| &g.needs).filter_map(|n| n.ssyk);
    let made = (0..400).map(|index| generated_need(index, 3).ssyk);
    for code in told.chain(made) {
        let ssyk = Ssyk::parse(code).expect("four digits");
        assert!(vocabulary.group(&ssyk).is_some(), "{code}");
    }
}

#[test]
fn the_cheque_stands_as_the_scenario_says() {
    let offers = offers(TODAY);
    let cheque = offers
        .iter()
        .find(|one| one.slug == "demo-insats-affarsutvecklingscheck")
        .expect("the cheque");
    let facts: Vec<_> = cheque.offer.conditions.iter().map(|c| c.fact).collect();
    assert_eq!(facts, [Fact::Employees, Fact::Turnover]);
    assert!(cheque.offer.price.contains("50 000–250 000 kr"));
    assert!(cheque.offer.conditions.iter().all(|c| {
        c.source.as_deref().is_some_and(|source| source.starts_with("https://tillvaxtverket.se"))
    }));
}

fn catalogue(offers: &[ListedOffer]) -> Catalogue<Arc<Offer>> {
    let numbered = offers.iter().zip(1u128..);
    Catalogue::of(
        numbered
            .map(|(one, number)| (OfferId(Uuid::from_u128(number)), Arc::new(one.offer.clone()))),
    )
}

/// The best two answers to a need for one person of an occupation.
fn leading(offers: &[ListedOffer], ssyk: &str, division: &str) -> Vec<String> {
    let facts = Facts {
        employees: Some(20),
        municipality: MunicipalityCode::parse("2282").ok(),
        sector: Some(Sector::Private),
        industry: Some(division.to_owned()),
        need_kind: Some(NeedKind::Recruit),
        need_count: Some(2),
        occupation: Ssyk::parse(ssyk).ok(),
        days_to_start: Some(200),
        ..Facts::default()
    };
    let offers = catalogue(offers);
    let title = |id| offers.get(id).map(|offer| offer.title.clone());
    let question = Question { facts: &facts, words: "", labels: &[], today: TODAY };
    let answers = offers.answer(&question, |_| true);
    answers.into_iter().take(2).filter_map(|answer| title(answer.offer)).collect()
}

#[test]
fn occupations_lead_to_different_offers() {
    let offers = offers(TODAY);
    let mut seen = BTreeSet::new();
    for (ssyk, division) in [
        ("5120", "56"),
        ("7212", "25"),
        ("7132", "45"),
        ("8341", "02"),
        ("5321", "88"),
        ("5312", "85"),
        ("2512", "62"),
        ("7233", "33"),
        ("7111", "41"),
        ("4322", "52"),
    ] {
        assert!(seen.insert(leading(&offers, ssyk, division)), "{ssyk}: {seen:?}");
    }
}

#[test]
fn a_plain_question_about_welders_gives_courses_trials_and_channels() {
    let offers = offers(TODAY);
    let offers = catalogue(&offers);
    let vocabulary = Vocabulary::embedded();
    let result = offers.search("Jag hittar ingen svetsare", &vocabulary, |_| true);
    let kinds: BTreeSet<_> = result
        .hits
        .iter()
        .filter_map(|hit| offers.get(hit.offer))
        .map(|offer| offer.kind.code())
        .collect();
    for kind in ["education", "validation", "placement", "recruitment"] {
        assert!(kinds.contains(kind), "{kind}");
    }
}

fn check_case(story: &Story, case: &StoryCase) {
    let (actors, logins) = (actor_slugs(), emails());
    let slug = case.slug;
    assert!(desks().iter().any(|desk| desk.slug == case.desk), "{slug}");
    assert!(case.holder.is_none_or(|login| logins.contains(login)), "{slug}");
    assert!(case.parties.iter().all(|party| actors.contains(party)), "{slug}");
    assert_eq!(case.state == CaseState::Closed, case.closed.is_some(), "{slug}");
    assert_eq!(case.state.is_open(), case.next_step.is_some(), "{slug}");
    assert_eq!(case.next_step.is_some(), case.next_step_on.is_some(), "{slug}");
    assert!(case.opened.day >= story.approved.expect("a case follows a yes"), "{slug}");
    assert!(case.answered.is_none_or(|answered| answered >= case.opened), "{slug}");
    for message in &case.messages {
        assert!(message.at >= case.opened && message.at.day <= 0, "{slug}");
        assert!(message.to.is_none_or(|to| case.parties.contains(&to)), "{slug}");
        if let Writer::Person(login) = message.from {
            let writer = people().find(|person| person.email == login).expect("a login");
            let desk = desks().iter().find(|desk| desk.slug == case.desk).expect("a desk");
            assert!(
                writer.organisation == desk.organisation
                    || case.parties.contains(&writer.organisation),
                "{slug}: {login} is no party"
            );
        }
    }
}

#[test]
fn every_story_holds_together() {
    let (firms, logins) = (firm_slugs(), emails());
    let stories = stories();
    assert!(stories.len() >= 14);
    let mut slugs = BTreeSet::new();
    for story in &stories {
        assert!(slugs.insert(story.slug) && firms.contains(story.firm), "{}", story.slug);
        assert_eq!(story.track == Track::Led, story.leader.is_some(), "{}", story.slug);
        assert!(story.leader.is_none_or(|login| logins.contains(login)), "{}", story.slug);
        assert_eq!(story.state.is_approved(), story.approved.is_some(), "{}", story.slug);
        assert_eq!(story.state.is_approved(), story.case.is_some(), "{}", story.slug);
        if let Some(network) = story.network {
            let network = networks().iter().find(|one| one.slug == network).expect("network");
            assert!(network.members.contains(&story.firm), "{} {}", story.slug, network.slug);
        }
        for need in story.goals.iter().flat_map(|goal| &goal.needs) {
            assert!(slugs.insert(need.slug), "{}", need.slug);
            assert!(need.accepted_by.is_none_or(|login| logins.contains(login)), "{}", need.slug);
            let planned: i64 = need.lanes.iter().map(|lane| lane.planned).sum();
            assert!(planned <= need.count, "{}", need.slug);
        }
        if let Some(case) = &story.case {
            assert!(slugs.insert(case.slug));
            check_case(story, case);
        }
    }
}

#[test]
fn what_a_story_says_can_be_approved() {
    for story in stories().iter().filter(|story| story.state != MappingState::Invited) {
        let answers: Answers = story.answers(TODAY);
        let approved = answers.approve(story.track);
        let goals = approved.unwrap_or_else(|step| panic!("{} {step:?}", story.slug));
        assert_eq!(goals.len(), story.goals.len(), "{}", story.slug);
    }
}

#[test]
fn the_telltale_word_stands_in_one_unapproved_draft_only() {
    let tells = |story: &&Story| format!("{story:?}").contains(TELLTALE);
    let stories = stories();
    let telling: Vec<_> = stories.iter().filter(tells).collect();
    assert_eq!(telling.len(), 1);
    assert!(!telling[0].state.is_approved());
    assert!(!format!("{:?}{:?}", offers(TODAY), contacts()).contains(TELLTALE));
}

#[test]
fn one_link_waits_and_one_summary_waits_for_a_yes() {
    let stories = stories();
    let waiting = |state, track| stories.iter().any(|s| s.state == state && s.track == track);
    assert!(waiting(MappingState::Invited, Track::Micro));
    assert!(waiting(MappingState::Compiled, Track::Led));
    assert!(contacts().iter().any(|contact| {
        contact.firm == "demo-sidensjo-mobler"
            && contact.by.starts_with("af-adviser")
            && contact.on == -10
    }));
}

proptest! {
    #[test]
    fn the_same_index_and_seed_always_give_the_same(index in 0u64..20_000, seed in 0u64..1_000) {
        prop_assert_eq!(generated_firm(index, seed), generated_firm(index, seed));
        let firm = generated_firm(index, seed).expect("valid");
        prop_assert!(firm.organisation.name.starts_with("Demo "));
        let need = generated_need_of(index, seed, &firm.organisation);
        prop_assert_eq!(&need, &generated_need_of(index, seed, &firm.organisation));
        prop_assert_eq!(generated_need(index, seed), generated_need(index, seed));
        let is_filled_in = !need.words.contains(['{', '}']);
        prop_assert!(is_filled_in && need.count >= 1 && need.approved < 0);
    }
}
