//! Needs: who sees them, who says what they mean, what is done about them.

use app::coding::Choice;
use app::needs::{self, FactForm, ListQuery, ProposalForm, StateForm};
use app::offers::{self, OfferForm};
use app::{App, Kind, Slice};
use domain::access::{Actor, Role};
use domain::ids::{NeedId, OrganisationId};
use domain::needs::NeedState;
use domain::needs::lanes::{Lane, LaneForm, LaneKind};
use domain::offers::{Fact, Outcome, Verdict};
use domain::organisations::Organisation;

use crate::harness::{need, organisation, organisation_with, person};
use crate::on_both;

/// Scenario 4's cheque, given by an actor of its own.
pub(crate) async fn cheque(app: &App) -> OrganisationId {
    let region = organisation(app, "559999-0057", "Demo regionen").await;
    let editor = person(app, Role::Provider, region, "Demo Ellen").await;
    let list = |values: [&str; 2]| values.map(str::to_owned).to_vec();
    let form = OfferForm {
        title: "Affärsutvecklingscheck".into(),
        summary: "Pengar till en konsult.".into(),
        kind: "grant".into(),
        stages: vec!["develop".into()],
        target: "Små företag".into(),
        price: "50 000–250 000 kr, högst halva kostnaden".into(),
        contact: "Demo regionen".into(),
        condition_fact: list(["employees", "turnover"]),
        condition_min: list(["2", "3000"]),
        condition_max: list(["49", ""]),
        condition_reason: list(["Till för små företag.", "Företaget ska bära sig."]),
        condition_source: list(["https://example.test/villkor", "https://example.test/villkor"]),
        ..OfferForm::default()
    };
    offers::create(app, &editor, &form, None).await.expect("cheque");
    region
}

async fn accept(app: &App, actor: &Actor, id: NeedId) -> Result<(), app::Error> {
    let view = needs::read(app, actor, id).await?;
    let first = view.reading.occupations.first().expect("a suggestion");
    let skills = view.reading.skills.iter().map(|one| one.concept_id.0.clone()).collect();
    let choice = Choice { occupation: first.concept_id.0.clone(), skills };
    needs::accept_coding(app, actor, id, &choice, view.need.version, None).await
}

on_both!(
    other_firms_needs_do_not_exist,
    nothing_is_coded_until_a_person_accepts,
    who_may_say_what_the_words_mean,
    the_second_of_two_who_code_is_told,
    scenario_4_the_cheque_is_explained,
    an_unknown_fact_is_asked_for_filled_in_and_counts,
    an_offer_is_put_forward_and_the_firm_says_yes,
    scenario_9_three_lanes_sum_to_the_need,
    a_need_is_given_up_only_with_a_reason,
    a_coded_need_is_found_by_its_occupation_in_plain_words,
);

async fn other_firms_needs_do_not_exist(app: &App) {
    let own = organisation(app, "559999-0016", "Höga Kusten Kök").await;
    let other = organisation(app, "559999-0024", "Annan").await;
    let lena = person(app, Role::EmployerAdmin, own, "Demo Lena").await;
    let stranger = person(app, Role::EmployerAdmin, other, "Demo Bo").await;
    let analyst = person(app, Role::Analyst, other, "Demo Ann").await;
    let id = need(app, own, "Vi behöver tre kockar", 3).await;
    assert_eq!(
        needs::list(app, &lena, &ListQuery::default(), Slice::top(10)).await.expect("list").total,
        1
    );
    for actor in [&stranger, &analyst] {
        assert_eq!(
            needs::list(app, actor, &ListQuery::default(), Slice::top(10))
                .await
                .expect("list")
                .total,
            0
        );
        assert_eq!(needs::read(app, actor, id).await.expect_err("hidden").kind, Kind::Invisible);
        assert_eq!(needs::answers(app, actor, id).await.expect_err("hidden").kind, Kind::Invisible);
        let lane = LaneForm::default();
        let refused = needs::set_lane(app, actor, id, (LaneKind::Recruit, ""), &lane, None).await;
        assert_eq!(refused.expect_err("hidden").kind, Kind::Invisible);
    }
}

async fn nothing_is_coded_until_a_person_accepts(app: &App) {
    let firm = organisation(app, "559999-0016", "Höga Kusten Kök").await;
    let lena = person(app, Role::EmployerAdmin, firm, "Demo Lena").await;
    let id = need(app, firm, "Vi behöver tre kockar som kan laga lunch", 3).await;
    let before = needs::read(app, &lena, id).await.expect("read");
    assert_eq!((before.need.state, before.need.coding), (NeedState::Registered, None));
    let first = before.reading.occupations.first().expect("suggestion");
    let sum: f64 = first.reasons.iter().map(|reason| reason.points).sum();
    assert!((sum - first.score).abs() < 1e-9, "{sum} is not {}", first.score);
    accept(app, &lena, id).await.expect("accepted");
    let after = needs::read(app, &lena, id).await.expect("read");
    let coding = after.need.coding.expect("coded");
    assert_eq!((after.need.state, coding.ssyk.as_str()), (NeedState::Confirmed, "5120"));
    assert_eq!(coding.accepted_by_name, "Demo Lena");
    assert_eq!(coding.vocabulary, app.vocabulary().version().to_string());
    let suggestion = coding.suggestion.expect("what was suggested is kept");
    assert_eq!(suggestion.concept, first.concept_id);
    let points: i64 = suggestion.reasons.iter().map(|reason| reason.points_milli).sum();
    assert!((points - suggestion.score_milli).abs() <= 3);
    assert!(after.events.iter().any(|event| event.kind == "need.confirmed"));
}

async fn who_may_say_what_the_words_mean(app: &App) {
    let firm = organisation(app, "559999-0016", "Höga Kusten Kök").await;
    let office = organisation(app, "559999-0040", "Demo kommunen").await;
    for (role, is_allowed) in
        [(Role::Broker, true), (Role::MuniAdviser, true), (Role::Strategist, true)]
    {
        let id = need(app, firm, "En svetsare", 1).await;
        let actor = person(app, role, office, "Demo Karin").await;
        assert_eq!(accept(app, &actor, id).await.is_ok(), is_allowed, "{role}");
    }
    let id = need(app, firm, "En svetsare", 1).await;
    let nobody = Actor::Anyone { county: crate::harness::county() };
    assert_eq!(accept(app, &nobody, id).await.expect_err("hidden").kind, Kind::Invisible);
    let broker = person(app, Role::Broker, office, "Demo Karin").await;
    let choice = Choice { occupation: "no-such-concept".into(), skills: vec![] };
    let refused =
        needs::accept_coding(app, &broker, id, &choice, 1, None).await.expect_err("unknown");
    assert!(refused.faults.of("occupation").is_some());
    let skill = app
        .vocabulary()
        .concepts()
        .iter()
        .find(|concept| concept.kind == vocabulary::ConceptKind::Skill)
        .expect("a skill")
        .id
        .0
        .clone();
    let choice = Choice { occupation: skill, skills: vec![] };
    assert!(needs::accept_coding(app, &broker, id, &choice, 1, None).await.is_err());
}

async fn the_second_of_two_who_code_is_told(app: &App) {
    let firm = organisation(app, "559999-0016", "Höga Kusten Kök").await;
    let lena = person(app, Role::EmployerAdmin, firm, "Demo Lena").await;
    let id = need(app, firm, "En svetsare", 1).await;
    let first = app
        .vocabulary()
        .suggest("svetsare", None, 5)
        .into_iter()
        .find(|one| one.ssyk.is_some())
        .expect("welder");
    let choice = Choice { occupation: first.concept_id.0, skills: vec![] };
    needs::accept_coding(app, &lena, id, &choice, 1, None).await.expect("first");
    let second = needs::accept_coding(app, &lena, id, &choice, 1, None).await.expect_err("late");
    assert_eq!(second.kind, Kind::Conflict);
}

async fn scenario_4_the_cheque_is_explained(app: &App) {
    cheque(app).await;
    let cases = [
        ("559999-0016", 12, Some(8_000), Outcome::Possible),
        ("559999-0024", 60, Some(8_000), Outcome::Impossible),
        ("559999-0032", 12, None, Outcome::Maybe),
    ];
    for (number, employees, turnover_thousand_sek, outcome) in cases {
        let sized = |organisation| Organisation {
            employees: Some(employees),
            turnover_thousand_sek,
            ..organisation
        };
        let firm = organisation_with(app, number, "Firman", sized).await;
        let owner = person(app, Role::EmployerAdmin, firm, "Demo Lena").await;
        let id = need(app, firm, "Vi behöver en strategisk kompetensplan", 1).await;
        let answers = needs::answers(app, &owner, id).await.expect("answers");
        let answer = &answers.first().expect("the cheque").answer;
        assert_eq!(answer.outcome, outcome, "{number}");
        assert_eq!(
            answer.tried[0].condition.source.as_deref(),
            Some("https://example.test/villkor")
        );
        let failing: Vec<_> = answer
            .tried
            .iter()
            .filter(|tried| tried.verdict == Verdict::Unmet)
            .map(|tried| tried.condition.fact)
            .collect();
        assert_eq!(
            failing,
            if outcome == Outcome::Impossible { vec![Fact::Employees] } else { vec![] }
        );
        let again = needs::answers(app, &owner, id).await.expect("answers");
        assert_eq!(
            answers.iter().map(|one| one.offer.id).collect::<Vec<_>>(),
            again.iter().map(|one| one.offer.id).collect::<Vec<_>>()
        );
    }
}

async fn an_unknown_fact_is_asked_for_filled_in_and_counts(app: &App) {
    let region = cheque(app).await;
    let firm = organisation(app, "559999-0016", "Höga Kusten Kök").await;
    let broker = person(app, Role::Broker, region, "Demo Karin").await;
    let lena = person(app, Role::EmployerAdmin, firm, "Demo Lena").await;
    let id = need(app, firm, "Strategisk kompetensplan", 1).await;
    for _ in 0..2 {
        needs::ask_fact(app, &broker, id, "turnover", None).await.expect("asked");
    }
    let asked = needs::read(app, &lena, id).await.expect("read").asked;
    assert_eq!(
        asked.iter().map(|one| (one.fact, one.by.as_deref())).collect::<Vec<_>>(),
        [(Fact::Turnover, Some("Demo regionen"))]
    );
    assert_eq!(
        needs::ask_fact(app, &lena, id, "turnover", None).await.expect_err("firm").kind,
        Kind::Forbidden
    );
    assert!(
        needs::ask_fact(app, &broker, id, "sector", None).await.expect_err("known").is_invalid()
    );
    let form = FactForm { fact: "turnover".into(), value: "många".into() };
    assert!(
        needs::fill_fact(app, &lena, id, &form, None)
            .await
            .expect_err("a word")
            .faults
            .of("value")
            .is_some()
    );
    let form = FactForm { fact: "turnover".into(), value: "8 000".into() };
    needs::fill_fact(app, &lena, id, &form, None).await.expect("filled");
    assert!(needs::read(app, &lena, id).await.expect("read").asked.is_empty());
    let answers = needs::answers(app, &lena, id).await.expect("answers");
    assert_eq!(answers[0].answer.outcome, Outcome::Possible);
}

async fn an_offer_is_put_forward_and_the_firm_says_yes(app: &App) {
    let region = cheque(app).await;
    let firm = organisation(app, "559999-0016", "Höga Kusten Kök").await;
    let broker = person(app, Role::Broker, region, "Demo Karin").await;
    let lena = person(app, Role::EmployerAdmin, firm, "Demo Lena").await;
    let id = need(app, firm, "Strategisk kompetensplan", 1).await;
    let offer = needs::answers(app, &broker, id).await.expect("answers")[0].offer.id.to_string();
    for _ in 0..2 {
        needs::propose_offer(app, &broker, id, &offer, None).await.expect("proposed");
    }
    assert_eq!(
        needs::propose_offer(app, &lena, id, &offer, None).await.expect_err("firm").kind,
        Kind::Forbidden
    );
    let yes = ProposalForm { offer: offer.clone(), answer: "accepted".into() };
    assert_eq!(
        needs::answer_proposal(app, &broker, id, &yes, None).await.expect_err("not hers").kind,
        Kind::Forbidden
    );
    needs::answer_proposal(app, &lena, id, &yes, None).await.expect("yes");
    let proposal = needs::answers(app, &lena, id).await.expect("answers")[0].proposal.clone();
    assert_eq!(proposal.expect("there").state, needs::PROPOSAL_ACCEPTED);
    let events = needs::read(app, &lena, id).await.expect("read").events;
    assert_eq!(events.iter().filter(|event| event.kind == "need.offer-proposed").count(), 1);
}

async fn scenario_9_three_lanes_sum_to_the_need(app: &App) {
    let firm = organisation(app, "559999-0016", "Höga Kusten Kök").await;
    let lena = person(app, Role::EmployerAdmin, firm, "Demo Lena").await;
    let id = need(app, firm, "Vi behöver tre kockar", 3).await;
    accept(app, &lena, id).await.expect("coded");
    for kind in LaneKind::ALL {
        let form = LaneForm {
            state: "started".into(),
            planned: "1".into(),
            filled: "0".into(),
            next_step: "Möte".into(),
            next_step_on: "2026-12-10".into(),
        };
        let unused = Lane::unused(*kind).version();
        let which = (*kind, unused.as_str());
        needs::set_lane(app, &lena, id, which, &form, None).await.expect("lane");
        let again = needs::set_lane(app, &lena, id, which, &form, None).await;
        assert_eq!(again.expect_err("it is planned by now").kind, Kind::Conflict);
    }
    let view = needs::read(app, &lena, id).await.expect("read");
    assert_eq!((view.sum.planned, view.need.need.count), (3, 3));
    assert_eq!(view.need.state, NeedState::InProgress);
    let idle = LaneForm { state: "started".into(), planned: "1".into(), ..LaneForm::default() };
    let refused = needs::set_lane(app, &lena, id, (LaneKind::Recruit, ""), &idle, None).await;
    let refused = refused.expect_err("no step");
    assert!(refused.faults.of("nextStep").is_some());
}

async fn a_need_is_given_up_only_with_a_reason(app: &App) {
    let firm = organisation(app, "559999-0016", "Höga Kusten Kök").await;
    let lena = person(app, Role::EmployerAdmin, firm, "Demo Lena").await;
    let id = need(app, firm, "Vi behöver tre kockar", 3).await;
    let form = |state: &str, reason: &str| StateForm {
        state: state.into(),
        reason: reason.into(),
        version: String::new(),
    };
    let change = async |form: StateForm| needs::change_state(app, &lena, id, &form, None).await;
    assert!(change(form("written-off", "")).await.expect_err("why").faults.of("reason").is_some());
    assert!(change(form("fulfilled", "")).await.expect_err("uncoded").is_invalid());
    change(form("written-off", "Vi lägger ned")).await.expect("given up");
    assert!(change(form("confirmed", "")).await.expect_err("over").is_invalid());
    assert_eq!(
        needs::list(app, &lena, &ListQuery::default(), Slice::top(10)).await.expect("list").total,
        0
    );
    let all = ListQuery { state: ListQuery::ANY_STATE.into(), ..ListQuery::default() };
    assert_eq!(needs::list(app, &lena, &all, Slice::top(10)).await.expect("list").total, 1);
}

async fn a_coded_need_is_found_by_its_occupation_in_plain_words(app: &App) {
    let firm = organisation(app, "559999-0016", "Höga Kusten Kök").await;
    let lena = person(app, Role::EmployerAdmin, firm, "Demo Lena").await;
    let id = need(app, firm, "Vi behöver tre kockar", 3).await;
    accept(app, &lena, id).await.expect("coded");
    for (q, hits) in [("kock", 1), ("Kusten", 1), ("svetsare", 0)] {
        let query = ListQuery { q: q.into(), ..ListQuery::default() };
        assert_eq!(
            needs::list(app, &lena, &query, Slice::top(10)).await.expect("list").total,
            hits,
            "{q}"
        );
    }
}
