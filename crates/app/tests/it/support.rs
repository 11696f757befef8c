//! Support money: the stop at the ceiling and at the budget, who decides, and what is asked later.

use app::support::{self, EndForm, FundView, ListQuery, PayForm};
use app::{App, Kind, Slice};
use domain::access::{Actor, Role};
use domain::ids::{FundId, GrantId, OrganisationId};
use domain::organisations::Organisation;
use domain::support::{
    AidForm, ApplyForm, DecisionForm, EffectForm, FundForm, GrantState, MemberForm,
};

use crate::harness::{organisation, organisation_with, person, told};
use crate::on_both;

struct House {
    firm: OrganisationId,
    broker: Actor,
    /// Works at the organisation whose money it is.
    giver: Actor,
    adviser: Actor,
    outsider: Actor,
    employer: Actor,
    rival: Actor,
}

async fn house(app: &App) -> House {
    let is_actor = |organisation| Organisation { is_actor: true, ..organisation };
    let firm = organisation(app, "559999-0016", "Sidensjö Möbler").await;
    let rival = organisation(app, "559999-0024", "Timrå Lack").await;
    let region = organisation_with(app, "559999-0032", "Demo region", is_actor).await;
    let office = organisation_with(app, "559999-0040", "Demo arbetsförmedling", is_actor).await;
    let council = organisation_with(app, "559999-0057", "Demo kommun", is_actor).await;
    House {
        broker: person(app, Role::Broker, council, "Karin Nordin").await,
        giver: person(app, Role::Strategist, region, "Stina Ström").await,
        adviser: person(app, Role::MuniAdviser, council, "Mats Kommun").await,
        outsider: person(app, Role::AfAdviser, office, "Ove Utanför").await,
        employer: person(app, Role::EmployerAdmin, firm, "Lena Wiklund").await,
        rival: person(app, Role::EmployerAdmin, rival, "Rut Rival").await,
        firm,
    }
}

fn fund_form(kronor: &str) -> FundForm {
    FundForm {
        name: "Kompetenscheck".into(),
        budget: kronor.into(),
        basis: "de-minimis".into(),
        starts_on: "2026-01-01".into(),
        ends_on: "2027-12-31".into(),
        terms: "Till företag med 2 till 49 anställda.".into(),
    }
}

async fn fund(app: &App, house: &House, kronor: &str) -> FundId {
    let kept = support::keep_fund(app, &house.giver, None, &fund_form(kronor), None).await;
    kept.expect("fund").id
}

async fn applied(app: &App, house: &House, fund: FundId, kronor: &str) -> GrantId {
    let form = ApplyForm {
        fund: fund.to_string(),
        amount: kronor.into(),
        purpose: "En plan för kompetens".into(),
    };
    let kept = support::apply(app, &house.broker, house.firm, &form, None).await;
    kept.expect("applied").id
}

fn yes(kronor: &str) -> DecisionForm {
    DecisionForm {
        decision: "granted".into(),
        amount: kronor.into(),
        decided_on: "2026-12-07".into(),
        rate: "11,2".into(),
        months: "6".into(),
        reason: String::new(),
    }
}

fn aid(euro: &str, on: &str) -> AidForm {
    AidForm {
        giver: "Demo myndighet".into(),
        euro: euro.into(),
        granted_on: on.into(),
        source: "Företagets försäkran 2026-12-01".into(),
    }
}

on_both! {
    async fn a_cheque_over_the_ceiling_stops_and_names_sum_room_and_day(app: &App) {
        let house = house(app).await;
        let fund = fund(app, &house, "1 000 000").await;
        for (euro, on) in [("15 000", "2024-02-01"), ("275 000", "2025-05-05")] {
            let form = aid(euro, on);
            support::register_aid(app, &house.broker, house.firm, &form, None).await.expect("aid");
        }
        let account = support::read_account(app, &house.employer, house.firm).await.expect("own");
        assert_eq!((account.sum_cents, account.room_cents), (29_000_000, 1_000_000));
        assert_eq!(account.counted[1].free_on.to_string(), "2027-02-02");
        let id = applied(app, &house, fund, "224 000").await;
        let stop = support::decide(app, &house.giver, id, 1, &yes("224 000"), None).await;
        let stop = stop.expect_err("20 000 euro more");
        let fault = stop.faults.of("amount").expect("at the amount");
        let value = |name| {
            let found = fault.values.iter().find(|(key, _)| *key == name);
            found.expect("value").1.clone()
        };
        assert_eq!(fault.code, "de-minimis");
        assert_eq!([value("count"), value("limit")], ["290000", "300000"]);
        assert_eq!([value("max"), value("day")], ["10000", "2027-02-02"]);
        let seen = support::read(app, &house.giver, id).await.expect("seen").grant;
        assert_eq!((seen.state, seen.cents), (GrantState::Applied, None), "nothing was written");
        support::decide(app, &house.giver, id, 1, &yes("112 000"), None).await.expect("fits");
        let seen = support::read(app, &house.employer, id).await.expect("seen").grant;
        assert_eq!((seen.cents, seen.rate), (Some(1_000_000), Some(112_000)));
        assert_eq!(told(app, &house.employer).await, ["grant-decided"]);
        let full = support::read_account(app, &house.giver, house.firm).await.expect("account");
        assert_eq!(full.room_cents, 0);
    }

    async fn two_decisions_at_once_never_overdraw_budget_or_ceiling(app: &App) {
        let house = house(app).await;
        let small = fund(app, &house, "100 000").await;
        let ids = [
            applied(app, &house, small, "60 000").await,
            applied(app, &house, small, "60 000").await,
        ];
        let form = yes("60 000");
        let (one, two) = tokio::join!(
            support::decide(app, &house.giver, ids[0], 1, &form, None),
            support::decide(app, &house.giver, ids[1], 1, &form, None),
        );
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        let no = one.err().or(two.err()).expect("one of them");
        assert_eq!(no.faults.of("amount").map(|fault| fault.code), Some("support-budget"));
        let view: FundView = support::fund(app, &house.giver, small).await.expect("fund");
        assert_eq!(view.left_ore, Some(4_000_000));
        let large = fund(app, &house, "100 000 000").await;
        let mut ids = Vec::new();
        for _ in 0..4 {
            ids.push(applied(app, &house, large, "1 680 000").await);
        }
        // 150 000 euro each, beside what the first has taken of the ceiling: one more fits.
        let form = yes("1 680 000");
        let decide = |id| support::decide(app, &house.giver, id, 1, &form, None);
        let (a, b, c, d) = tokio::join!(
            decide(ids[0]), decide(ids[1]), decide(ids[2]), decide(ids[3]),
        );
        let granted = [&a, &b, &c, &d].iter().filter(|result| result.is_ok()).count();
        assert_eq!(granted, 1, "{a:?} {b:?} {c:?} {d:?}");
        let account = support::read_account(app, &house.giver, house.firm).await.expect("account");
        assert!(account.sum_cents <= account.ceiling_cents, "{}", account.sum_cents);
    }

    async fn firms_of_one_undertaking_share_the_ceiling(app: &App) {
        let house = house(app).await;
        let sister = house.rival.organisation().expect("firm");
        let form = MemberForm { org_number: "559999-0024".into() };
        support::add_member(app, &house.broker, house.firm, &form, None).await.expect("joined");
        let form = aid("290 000", "2026-05-05");
        support::register_aid(app, &house.broker, sister, &form, None).await.expect("aid");
        let fund = fund(app, &house, "1 000 000").await;
        let id = applied(app, &house, fund, "224 000").await;
        let stop = support::decide(app, &house.giver, id, 1, &yes("224 000"), None).await;
        assert_eq!(stop.expect_err("shared").faults.0[0].code, "de-minimis");
        let own = support::read_account(app, &house.employer, house.firm).await.expect("own");
        assert!(own.counted.is_empty() && own.sum_cents == 29_000_000, "a firm reads its own");
        assert_eq!(own.members.len(), 2);
        let gone = (house.firm, sister.to_string());
        let gone = (gone.0, gone.1.as_str());
        support::remove_member(app, &house.broker, gone, None).await.expect("parted");
        support::decide(app, &house.giver, id, 1, &yes("224 000"), None).await.expect("its own");
    }

    async fn an_application_opens_the_account_only_when_somebody_else_wrote_it(app: &App) {
        let house = house(app).await;
        let sister = house.rival.organisation().expect("firm");
        let form = MemberForm { org_number: "559999-0024".into() };
        support::add_member(app, &house.broker, house.firm, &form, None).await.expect("joined");
        for one in [house.firm, sister] {
            let form = aid("1 000", "2026-05-05");
            support::register_aid(app, &house.broker, one, &form, None).await.expect("aid");
        }
        let own = support::keep_fund(app, &house.outsider, None, &fund_form("1 000"), None).await;
        let own = own.expect("fund").id;
        let form = ApplyForm { fund: own.to_string(), amount: "1".into(), purpose: "?".into() };
        let written = support::apply(app, &house.outsider, house.firm, &form, None).await;
        let written = written.expect("written by the giver itself").id;
        let seen = support::read(app, &house.outsider, written).await.expect("its own");
        assert!(seen.can_decide && !seen.sees_account);
        let account = support::read_account(app, &house.outsider, house.firm).await;
        assert_eq!(account.expect_err("hidden").kind, Kind::Invisible);
        let id = applied(app, &house, own, "1").await;
        let seen = support::read(app, &house.outsider, id).await.expect("asked for its money");
        assert!(seen.sees_account);
        let account = support::read_account(app, &house.outsider, house.firm).await;
        let account = account.expect("to be weighed");
        assert_eq!(account.sum_cents, 200_000);
        let firms: Vec<_> = account.counted.iter().map(|one| one.aid.organisation).collect();
        assert_eq!(firms, [house.firm], "not what the sister has been given");
        let all = support::read_account(app, &house.broker, house.firm).await.expect("all");
        assert_eq!(all.counted.len(), 2);
    }

    async fn an_employer_of_an_organisation_that_gives_sees_its_own_grants_alone(app: &App) {
        let house = house(app).await;
        let fund = fund(app, &house, "1 000 000").await;
        applied(app, &house, fund, "50 000").await;
        let region = house.giver.organisation().expect("region");
        let employer = person(app, Role::EmployerAdmin, region, "Eva Personal").await;
        let query = ListQuery::default();
        let page = support::list(app, &employer, &query, Slice::top(5)).await.expect("list");
        assert_eq!(page.total, 0);
    }

    async fn aid_counts_for_a_decision_of_last_month_when_it_no_longer_counts_today(app: &App) {
        let house = house(app).await;
        let fund = fund(app, &house, "1 000 000").await;
        let old = aid("290 000", "2023-11-20");
        support::register_aid(app, &house.broker, house.firm, &old, None).await.expect("aid");
        let account = support::read_account(app, &house.giver, house.firm).await.expect("account");
        assert_eq!((account.sum_cents, account.room_cents), (0, 30_000_000));
        assert!(account.counted.len() == 1 && !account.counted[0].counts_today);
        let id = applied(app, &house, fund, "224 000").await;
        let then = DecisionForm { decided_on: "2026-11-10".into(), ..yes("224 000") };
        let stop = support::decide(app, &house.giver, id, 1, &then, None).await;
        assert_eq!(stop.expect_err("it counted then").faults.0[0].code, "de-minimis");
        support::decide(app, &house.giver, id, 1, &yes("224 000"), None).await.expect("not today");
    }

    async fn what_is_sent_twice_gets_its_first_answer(app: &App) {
        let house = house(app).await;
        let fund = fund(app, &house, "1 000 000").await;
        let id = applied(app, &house, fund, "50 000").await;
        let form = MemberForm { org_number: "559999-0024".into() };
        support::add_member(app, &house.broker, house.firm, &form, None).await.expect("joined");
        let form = aid("1 000", "2026-05-05");
        support::register_aid(app, &house.broker, house.firm, &form, None).await.expect("aid");
        let account = support::read_account(app, &house.broker, house.firm).await.expect("account");
        let given = account.counted[0].aid.id.to_string();
        let sister = house.rival.organisation().expect("firm").to_string();
        let end = EndForm { reason: "Köpet blev inte av".into() };
        let (given, sister) = ((house.firm, given.as_str()), (house.firm, sister.as_str()));
        for _ in 0..2 {
            let done = support::withdraw(app, &house.broker, id, 1, &end, Some("a")).await;
            assert_eq!(done.expect("taken back").id, id);
            support::remove_aid(app, &house.broker, given, Some("b")).await.expect("removed");
            support::remove_member(app, &house.broker, sister, Some("c")).await.expect("parted");
        }
        let again = support::remove_aid(app, &house.broker, given, None).await;
        assert_eq!(again.expect_err("gone").kind, Kind::Invisible);
        let again = support::remove_member(app, &house.broker, sister, None).await;
        assert_eq!(again.expect_err("gone").kind, Kind::Invisible);
    }

    async fn only_those_whose_money_it_is_decide_and_others_see_nothing(app: &App) {
        let house = house(app).await;
        let fund = fund(app, &house, "1 000 000").await;
        let id = applied(app, &house, fund, "50 000").await;
        for (reader, kind) in [
            (&house.broker, Kind::Forbidden),
            (&house.adviser, Kind::Forbidden),
            (&house.employer, Kind::Forbidden),
            (&house.rival, Kind::Invisible),
            (&house.outsider, Kind::Invisible),
        ] {
            let no = support::decide(app, reader, id, 1, &yes("50 000"), None).await;
            assert_eq!(no.expect_err("not theirs").kind, kind, "{}", reader.role());
            let page = support::list(app, reader, &ListQuery::default(), Slice::top(5)).await;
            let sees = kind == Kind::Forbidden;
            assert_eq!(page.expect("list").total, i64::from(sees), "{}", reader.role());
        }
        for stranger in [&house.rival, &house.outsider] {
            let account = support::read_account(app, stranger, house.firm).await;
            assert_eq!(account.expect_err("hidden").kind, Kind::Invisible);
            let form = aid("1", "2026-12-01");
            let no = support::register_aid(app, stranger, house.firm, &form, None).await;
            assert_eq!(no.expect_err("hidden").kind, Kind::Invisible);
        }
        let form = aid("1", "2026-12-01");
        let no = support::register_aid(app, &house.employer, house.firm, &form, None).await;
        assert_eq!(no.expect_err("reads").kind, Kind::Forbidden);
        let seen = support::fund(app, &house.employer, fund).await.expect("terms are for all");
        assert_eq!((seen.left_ore, seen.can_decide), (None, false));
        let known = Some((fund, 1));
        let change = support::keep_fund(app, &house.broker, known, &fund_form("1"), None).await;
        assert_eq!(change.expect_err("not its").kind, Kind::Forbidden);
    }

    async fn money_is_paid_and_the_firm_is_asked_on_its_day(app: &App) {
        let house = house(app).await;
        let fund = fund(app, &house, "1 000 000").await;
        let id = applied(app, &house, fund, "50 000").await;
        support::decide(app, &house.giver, id, 1, &yes("50 000"), Some("k")).await.expect("yes");
        let again = support::decide(app, &house.giver, id, 1, &yes("50 000"), Some("k")).await;
        assert!(again.is_ok(), "sent twice, decided once");
        let paid = PayForm { paid_on: "2026-12-07".into() };
        let stale = support::pay(app, &house.giver, id, 1, &paid, None).await;
        assert_eq!(stale.expect_err("read before the yes").kind, Kind::Conflict);
        support::pay(app, &house.giver, id, 2, &paid, None).await.expect("paid");
        let end = EndForm { reason: "Ångrat".into() };
        let no = support::withdraw(app, &house.giver, id, 3, &end, None).await;
        assert_eq!(no.expect_err("paid is paid").kind, Kind::Forbidden);
        let turn = |text: &str| {
            app.clock.set(text.parse().expect("instant"));
            app::worker::tick(app, app.now())
        };
        turn("2027-06-06T08:00:00Z").await.expect("turn");
        assert_eq!(told(app, &house.employer).await, ["grant-decided"]);
        for _ in 0..2 {
            turn("2027-06-07T08:00:00Z").await.expect("turn");
        }
        assert_eq!(told(app, &house.employer).await, ["grant-effect-due", "grant-decided"]);
        let form = EffectForm { effect: "partly".into(), words: "Två har gått kursen".into() };
        let rival = support::answer_effect(app, &house.rival, id, 3, &form, None).await;
        assert_eq!(rival.expect_err("hidden").kind, Kind::Invisible);
        support::answer_effect(app, &house.employer, id, 3, &form, None).await.expect("answered");
        assert_eq!(told(app, &house.employer).await, ["grant-decided"], "it has been answered");
        let seen = support::read(app, &house.giver, id).await.expect("seen").grant;
        assert_eq!(seen.state, GrantState::Answered);
        assert_eq!(seen.effect_by_name.as_deref(), Some("Lena Wiklund"));
    }

    async fn a_budget_is_never_less_than_what_is_bound_and_bad_input_is_told(app: &App) {
        let house = house(app).await;
        let fund = fund(app, &house, "100 000").await;
        let id = applied(app, &house, fund, "60 000").await;
        support::decide(app, &house.giver, id, 1, &yes("60 000"), None).await.expect("yes");
        let less = fund_form("59 999");
        let no = support::keep_fund(app, &house.giver, Some((fund, 1)), &less, None).await;
        assert_eq!(no.expect_err("bound").faults.0[0].code, "support-budget-bound");
        let more = fund_form("60 000");
        support::keep_fund(app, &house.giver, Some((fund, 1)), &more, None).await.expect("kept");
        let stale = support::keep_fund(app, &house.giver, Some((fund, 1)), &more, None).await;
        assert_eq!(stale.expect_err("changed").kind, Kind::Conflict);
        let end = EndForm::default();
        let no = support::withdraw(app, &house.giver, id, 2, &end, None).await;
        assert_eq!(no.expect_err("why").faults.0[0].code, "required");
        let end = EndForm { reason: "Köpet blev inte av".into() };
        support::withdraw(app, &house.giver, id, 2, &end, None).await.expect("taken back");
        let seen = support::fund(app, &house.giver, fund).await.expect("fund");
        assert_eq!(seen.left_ore, Some(6_000_000), "all of it is there again");
        let unknown = ApplyForm { fund: "ingen".into(), amount: "1".into(), purpose: "?".into() };
        let no = support::apply(app, &house.employer, house.firm, &unknown, None).await;
        assert_eq!(no.expect_err("which").faults.0[0].field, "fund");
    }
}
