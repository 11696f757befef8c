//! Process leaders: who may lead, what they see and until when, ages, campaigns, and led beside
//! alone.

use app::leaders::campaigns as drives;
use app::leaders::{self, AppointForm, RegisterQuery, StopForm, TextForm, WishForm};
use app::mappings::{self, Door, Invitation, Login, Save, Seat, Typed};
use app::{App, Kind, Slice};
use domain::access::{Actor, Role};
use domain::contacts::peace::QuietForm;
use domain::ids::{MappingId, NetworkId, OrganisationId};
use domain::leaders::ages::RoleForm;
use domain::leaders::campaigns::CampaignForm;
use domain::leaders::{LeaderForm, Part, Preparation};
use domain::needs::mapping::Track;
use domain::organisations::Organisation;
use store::mappings::NewMapping;
use store::organisations::Network;
use uuid::Uuid;

use crate::harness::{county, enrol, need, organisation, organisation_with, person};
use crate::on_both;

struct House {
    firm: OrganisationId,
    iuc: OrganisationId,
    region: OrganisationId,
    broker: Actor,
    leader: Actor,
    colleague: Actor,
    ambassador: Actor,
    employer: Actor,
}

async fn actor(app: &App, number: &str, name: &str) -> OrganisationId {
    let is_actor = |organisation| Organisation { is_actor: true, ..organisation };
    organisation_with(app, number, name, is_actor).await
}

async fn house(app: &App) -> House {
    let firm = organisation(app, "559999-0016", "Höga Kusten Kök").await;
    let iuc = actor(app, "559999-0032", "Demo IUC").await;
    let region = actor(app, "559999-0040", "Demo region").await;
    House {
        broker: person(app, Role::Broker, region, "Karin Nordin").await,
        leader: person(app, Role::Leader, iuc, "Eva Lindkvist").await,
        colleague: person(app, Role::Leader, iuc, "Åke Kollega").await,
        ambassador: person(app, Role::Ambassador, iuc, "Bertil Nyhamn").await,
        employer: person(app, Role::EmployerAdmin, firm, "Lena Wiklund").await,
        firm,
        iuc,
        region,
    }
}

fn login(actor: &Actor) -> Login<'_> {
    Login { actor, name: "Demo" }
}

fn led() -> Invitation {
    Invitation { track: "led".into(), ..Invitation::default() }
}

async fn led_by_leader(app: &App, house: &House) -> MappingId {
    let made = mappings::invite(app, login(&house.leader), house.firm, &led(), None).await;
    made.expect("invited").id
}

/// What a person would type about somebody in the register.
fn register(actor: &Actor) -> LeaderForm {
    LeaderForm {
        assignment: actor.assignment().expect("logged in").id.to_string(),
        kind: "leader".into(),
        status: "trained".into(),
        trained_on: "2026-10-01".into(),
        valid_until: "2028-10-01".into(),
        capacity: "1".into(),
        municipalities: vec!["2282".into()],
        languages: vec!["fi".into(), "sv".into()],
        industries: vec!["care".into()],
    }
}

/// Kinds of events about a mapping, oldest first.
async fn told(app: &App, id: MappingId) -> Vec<String> {
    let mut connection = app.store.read().await.expect("connection");
    let all = store::events::about(&mut connection, &county(), "mapping", id.0, 50).await;
    all.expect("events").into_iter().map(|event| event.kind).collect()
}

/// The only code of what was refused.
fn code<T: std::fmt::Debug>(refused: Result<T, app::Error>) -> &'static str {
    let faults = refused.expect_err("refused").faults;
    faults.0.first().map_or("", |fault| fault.code)
}

on_both! {
    async fn the_register_is_kept_by_few_and_found_by_place_and_language(app: &App) {
        let house = house(app).await;
        let form = register(&house.leader);
        let refused = leaders::add(app, &house.leader, &form, None).await.expect_err("not they");
        assert_eq!(refused.kind, Kind::Forbidden);
        let kept = leaders::add(app, &house.broker, &form, Some("k")).await.expect("kept");
        let again = leaders::add(app, &house.broker, &form, Some("k")).await.expect("the same");
        assert_eq!(kept, again, "sent twice, written once");
        assert_eq!(
            code(leaders::add(app, &house.broker, &form, None).await),
            "leader-registered"
        );
        let inviter = LeaderForm { kind: "leader".into(), ..register(&house.ambassador) };
        let refused = leaders::add(app, &house.broker, &inviter, None).await;
        assert_eq!(code(refused), "leader-role-invites");
        let employer = register(&house.employer);
        assert_eq!(
            code(leaders::add(app, &house.broker, &employer, None).await),
            "unknown-choice"
        );
        let found = async |municipality: &str, language: &str| {
            let query = RegisterQuery {
                municipality: municipality.into(),
                language: language.into(),
                ..RegisterQuery::default()
            };
            let found = leaders::list(app, &house.leader, &query, Slice::top(10)).await;
            found.expect("register").total
        };
        assert_eq!(found("2282", "fi").await, 1);
        assert_eq!(found("2284", "").await, 0, "elsewhere");
        assert_eq!(found("", "so").await, 0, "another language");
        let all = RegisterQuery::default();
        let stranger = leaders::list(app, &house.employer, &all, Slice::top(10));
        assert_eq!(stranger.await.expect_err("no").kind, Kind::Invisible);
        let rests = LeaderForm { status: "resting".into(), ..form.clone() };
        let changed = leaders::change(app, &house.broker, kept.id, &rests, 1, None).await;
        changed.expect("changed");
        let late = leaders::change(app, &house.broker, kept.id, &form, 1, None).await;
        assert_eq!(late.expect_err("somebody was first").kind, Kind::Conflict);
    }

    async fn only_the_trained_with_room_lead(app: &App) {
        let house = house(app).await;
        let alone = mappings::invite(app, login(&house.leader), house.firm, &led(), None).await;
        assert_eq!(code(alone), "leader-not-registered");
        let id = enrol(app, &house.leader, 1).await;
        led_by_leader(app, &house).await;
        let full = mappings::invite(app, login(&house.leader), house.firm, &led(), None).await;
        let fault = full.expect_err("full").faults.0.remove(0);
        assert_eq!((fault.field, fault.code), ("track", "leader-is-full"));
        let chosen = Invitation { leader: id.to_string(), ..led() };
        let by_broker =
            mappings::invite(app, login(&house.broker), house.firm, &chosen, None).await;
        assert_eq!(code(by_broker), "leader-is-full");
        let micro = Invitation { track: "micro".into(), ..Invitation::default() };
        let made = mappings::invite(app, login(&house.broker), house.firm, &micro, None).await;
        let other = made.expect("invited").id;
        let form = AppointForm { leader: id.to_string() };
        let refused = leaders::appoint(app, login(&house.broker), other, &form, None).await;
        assert_eq!(code(refused), "leader-is-full");
        let over = LeaderForm {
            trained_on: "2024-01-01".into(),
            valid_until: "2026-12-06".into(),
            capacity: "9".into(),
            ..register(&house.leader)
        };
        leaders::change(app, &house.broker, id, &over, 1, None).await.expect("changed");
        let refused = leaders::appoint(app, login(&house.broker), other, &form, None).await;
        assert_eq!(code(refused), "leader-training-over");
        assert!(leaders::free(app, &house.broker).await.expect("list").is_empty());
    }

    async fn two_who_give_away_the_last_place_at_once_give_it_once(app: &App) {
        let house = house(app).await;
        let id = enrol(app, &house.leader, 1).await;
        let form = &AppointForm { leader: id.to_string() };
        let micro = &Invitation { track: "micro".into(), ..Invitation::default() };
        let open = async || {
            let made = mappings::invite(app, login(&house.broker), house.firm, micro, None).await;
            made.expect("invited").id
        };
        let (one, two) = (open().await, open().await);
        let (first, second) = tokio::join!(
            leaders::appoint(app, login(&house.broker), one, form, None),
            leaders::appoint(app, login(&house.broker), two, form, None),
        );
        let done = [first, second].into_iter().flatten().count();
        assert_eq!(done, 1);
    }

    async fn a_leader_sees_what_they_lead_and_nothing_the_moment_it_ends(app: &App) {
        let house = house(app).await;
        enrol(app, &house.leader, 2).await;
        let id = led_by_leader(app, &house).await;
        let door = Door::Login(login(&house.leader), id);
        mappings::page(app, door, 1).await.expect("theirs").expect("the first page");
        let colleague = mappings::enter(app, Door::Login(login(&house.colleague), id)).await;
        assert_eq!(colleague.expect_err("of the same house").kind, Kind::Invisible);
        let broker = login(&house.broker);
        let led_by = |who: &Actor| {
            who.assignment().expect("logged in").person.to_string()
        };
        let late = StopForm { why: "done".into(), led_by: led_by(&house.colleague) };
        let late = leaders::stop(app, login(&house.broker), id, &late, None).await;
        assert_eq!(late.expect_err("somebody else leads").kind, Kind::Conflict);
        let why = StopForm { why: "done".into(), led_by: led_by(&house.leader) };
        let not_theirs = leaders::stop(app, login(&house.employer), id, &why, None).await;
        assert_eq!(not_theirs.expect_err("no").kind, Kind::Forbidden);
        leaders::stop(app, broker, id, &why, None).await.expect("ended");
        let gone = mappings::enter(app, door).await.expect_err("gone");
        assert_eq!(gone.kind, Kind::Invisible, "not found the moment it ends");
        let gone = leaders::led(app, login(&house.leader), id).await.expect_err("gone");
        assert_eq!(gone.kind, Kind::Invisible);
        let all = mappings::Narrowing::default();
        let list = mappings::list(app, &house.leader, &all, Slice::top(10));
        assert_eq!(list.await.expect("list").total, 0);
        let waiting = leaders::wishes(app, &house.broker).await.expect("list");
        assert_eq!((waiting.len(), waiting[0].mapping), (1, id), "waits for another");
        let kinds = told(app, id).await;
        let of = |kind: &str| kinds.iter().filter(|one| *one == kind).count();
        assert_eq!((of("mapping.leading-begun"), of("mapping.leading-ended")), (1, 1));
        let view = leaders::led(app, broker, id).await.expect("in their hands now");
        assert_eq!(view.entered.mapping.leader_organisation, Some(house.region));
        assert!(view.can_write && view.history[0].ended_at.is_some());
        let again = leaders::stop(app, broker, id, &why, None).await;
        assert_eq!(again.expect_err("nobody leads").kind, Kind::Forbidden);
    }

    async fn what_a_firm_answers_alone_is_its_own_until_it_asks_for_help(app: &App) {
        let house = house(app).await;
        let micro = Invitation { track: "micro".into(), ..Invitation::default() };
        let made = mappings::invite(app, login(&house.broker), house.firm, &micro, None).await;
        let (id, broker) = (made.expect("invited").id, login(&house.broker));
        let firm = Door::Login(login(&house.employer), id);
        let page = mappings::page(app, firm, 1).await.expect("page").expect("there");
        let typed = Typed::from([("goal".to_owned(), "Zirkonsvets".to_owned())]);
        let save = Save { seen: &page.seen, typed: &typed };
        mappings::save(app, firm, &save).await.expect("saved");
        let leader = AppointForm { leader: enrol(app, &house.leader, 5).await.to_string() };
        let refused = leaders::appoint(app, broker, id, &leader, None).await;
        assert_eq!(code(refused), "leader-not-asked");
        let wish = WishForm { words: "Vi vill ha hjälp".into() };
        leaders::ask(app, firm, &wish, None).await.expect("asked");
        leaders::appoint(app, broker, id, &leader, None).await.expect("asked for");
        mappings::withdraw(app, firm).await.expect("called off");
        let mut connection = app.store.read().await.expect("connection");
        let history = store::leaders::history(&mut connection, &county(), id).await;
        assert!(history.expect("history")[0].ended_at.is_some(), "nobody leads what is over");
    }

    async fn an_organisation_in_whose_hands_it_came_reads_nothing_a_firm_answers_alone(app: &App) {
        let house = house(app).await;
        for (track, seat) in [(Track::Micro, Seat::Reader), (Track::Led, Seat::Leader)] {
            let id = plant(app, track, house.firm, house.region).await;
            let door = Door::Login(login(&house.broker), id);
            let entered = mappings::enter(app, door).await.expect("within reach");
            assert_eq!(entered.seat, seat);
            assert_eq!(mappings::draft(app, door).await.is_ok(), seat == Seat::Leader);
        }
    }

    async fn an_ambassador_invites_and_never_reads(app: &App) {
        let house = house(app).await;
        let micro = Invitation { track: "micro".into(), ..Invitation::default() };
        let made = mappings::invite(app, login(&house.ambassador), house.firm, &micro, None).await;
        let id = made.expect("invited").id;
        let door = Door::Login(login(&house.ambassador), id);
        let refused = leaders::ages::view(app, door).await.expect_err("never");
        assert_eq!(refused.kind, Kind::Forbidden);
        let refused = leaders::led(app, login(&house.ambassador), id).await.expect_err("never");
        assert_eq!(refused.kind, Kind::Forbidden);
        let refused = mappings::draft(app, door).await.expect_err("never");
        assert_eq!(refused.kind, Kind::Forbidden);
    }

    async fn a_led_mapping_is_prepared_noted_and_summed_up(app: &App) {
        let house = house(app).await;
        enrol(app, &house.leader, 2).await;
        let (id, by) = (led_by_leader(app, &house).await, login(&house.leader));
        let step = (Preparation::People, true);
        leaders::set_step(app, by, id, step, None).await.expect("done");
        let words = |text: &str| TextForm { words: text.into() };
        let write = async |part, text: &str, version| {
            leaders::write_text(app, by, id, (part, &words(text)), version, None).await
        };
        write(Part::First, "Målet är lunch", 0).await.expect("written");
        write(Part::Summary, "Tre kockar till våren", 0).await.expect("written");
        let late = write(Part::First, "Något annat", 0).await.expect_err("somebody was first");
        assert_eq!(late.kind, Kind::Conflict);
        write(Part::First, "Målet är lunch för 120", 1).await.expect("written anew");
        assert_eq!(code(write(Part::Second, " ", 0).await), "required");
        let view = leaders::led(app, by, id).await.expect("theirs");
        assert_eq!((view.steps.len(), view.texts.len()), (1, 2));
        let firm = Door::Login(login(&house.employer), id);
        let summary = mappings::draft(app, firm).await.expect("read").summary.expect("there");
        assert_eq!(summary.words, "Tre kockar till våren", "before the firm says yes");
        let broker = leaders::led(app, login(&house.broker), id).await.expect("its state");
        assert!(broker.texts.is_empty(), "not before the firm has approved");
        mappings::withdraw(app, firm).await.expect("called off");
        let mut connection = app.store.read().await.expect("connection");
        let left = store::leaders::texts_of(&mut connection, &county(), id).await.expect("read");
        assert!(left.is_empty(), "called off, the words are gone");
    }

    async fn ages_are_for_the_firm_and_its_leader_until_it_has_approved(app: &App) {
        let house = house(app).await;
        enrol(app, &house.leader, 2).await;
        let id = led_by_leader(app, &house).await;
        let firm = Door::Login(login(&house.employer), id);
        let kock = RoleForm {
            role: "Kock".into(),
            ages60: "3".into(),
            ages63: "3".into(),
            ages66: "2".into(),
            ..RoleForm::default()
        };
        leaders::ages::put(app, firm, &kock, 0, None).await.expect("told");
        let late = leaders::ages::put(app, firm, &kock, 0, None).await.expect_err("meanwhile");
        assert_eq!(late.kind, Kind::Conflict);
        let seen = leaders::ages::view(app, Door::Login(login(&house.leader), id)).await;
        let seen = seen.expect("its leader");
        // By hand: the two oldest next year, then one each of ages 65 to 60 in years 2 to 7.
        let leavers = [120, 60, 60, 60, 60, 60, 60, 0, 0, 0];
        assert_eq!((seen.staff.staff.leavers(), seen.staff.version), (leavers, 1));
        let early = leaders::ages::view(app, Door::Login(login(&house.broker), id)).await;
        assert_eq!(early.expect_err("not yet").kind, Kind::Forbidden);
        let again = RoleForm { ages60: "4".into(), ..kock };
        leaders::ages::put(app, firm, &again, 1, None).await.expect("told anew");
        let seen = leaders::ages::view(app, firm).await.expect("own").staff;
        assert_eq!((seen.staff.roles.len(), seen.staff.roles[0].counts[5]), (1, 4));
        leaders::ages::forget(app, firm, "Kock", seen.version, None).await.expect("forgotten");
        let seen = leaders::ages::view(app, firm).await.expect("own").staff;
        assert!(seen.staff.roles.is_empty());
    }

    async fn a_network_invites_its_members_and_sees_how_far_they_come(app: &App) {
        let house = house(app).await;
        let drive = drive(app, &house).await;
        let by = login(&drive.coordinator);
        let invitation = Invitation { topic: "Inbjudan".into(), ..Invitation::default() };
        let invite = async |firm| {
            drives::invite(app, by, drive.id, firm, &invitation, None).await
        };
        let first = invite(house.firm).await.expect("invited");
        let other = organisation(app, "559999-0065", "Ingen medlem").await;
        assert_eq!(invite(other).await.expect_err("no member").kind, Kind::Invisible);
        let again = invite(house.firm).await.expect("a new link");
        assert_eq!(first.id, again.id, "one mapping for each member");
        let token = again.token.expect("told once");
        let page = mappings::page(app, Door::Link(&token), 1).await.expect("page").expect("there");
        let typed = Typed::from([("goal".to_owned(), "Zirkonsvets".to_owned())]);
        let save = Save { seen: &page.seen, typed: &typed };
        mappings::save(app, Door::Link(&token), &save).await.expect("saved");
        let view = drives::find(app, &drive.coordinator, drive.id).await.expect("own");
        let campaign = &view.campaign;
        assert_eq!((campaign.members, campaign.invited, campaign.begun), (2, 1, 1));
        assert_eq!((campaign.approved, campaign.led), (0, 0));
        let shown = serde_json::to_string(&view).expect("text");
        assert!(!shown.contains("Zirkonsvets"), "never answers: {shown}");
        let refused = mappings::draft(app, Door::Login(by, first.id)).await.expect_err("never");
        assert_eq!(refused.kind, Kind::Forbidden);
        let stranger = person(app, Role::NetworkCoord, house.iuc, "Annan Samordnare").await;
        let hidden = drives::find(app, &stranger, drive.id).await.expect_err("another network");
        assert_eq!(hidden.kind, Kind::Invisible);
        let wish = WishForm { words: "Vi vill ha hjälp".into() };
        leaders::ask(app, Door::Link(&token), &wish, None).await.expect("asked");
        assert_eq!(leaders::wishes(app, &house.broker).await.expect("list").len(), 1);
        let leader = AppointForm { leader: enrol(app, &house.leader, 5).await.to_string() };
        let appoint = async |id| {
            leaders::appoint(app, login(&house.broker), id, &leader, None).await
        };
        appoint(first.id).await.expect("appointed");
        assert!(leaders::wishes(app, &house.broker).await.expect("list").is_empty());
        let second = invite(drive.member).await.expect("invited");
        assert_eq!(code(appoint(second.id).await), "campaign-quota");
        app.clock.set("2027-06-01T08:00:00Z".parse().expect("instant"));
        assert_eq!(code(invite(drive.member).await), "campaign-closed");
    }

    async fn an_invitation_to_a_campaign_respects_contact_peace(app: &App) {
        let house = house(app).await;
        let drive = drive(app, &house).await;
        let quiet = QuietForm {
            from: "2026-12-07".into(),
            until: "2026-12-20".into(),
            why: "Julhandel".into(),
        };
        let said = app::contacts::peace::say_quiet(app, &house.employer, &quiet, None).await;
        said.expect("said");
        let invitation = Invitation { topic: "Inbjudan".into(), ..Invitation::default() };
        let by = login(&drive.coordinator);
        let refused = drives::invite(app, by, drive.id, house.firm, &invitation, None).await;
        assert_eq!(refused.expect_err("left alone").kind, Kind::Invalid);
        let seen = drives::find(app, &drive.coordinator, drive.id).await.expect("own");
        assert_eq!(seen.campaign.invited, 0, "nothing is written");
    }

    async fn led_beside_alone_gives_the_planted_figures(app: &App) {
        let house = house(app).await;
        // Micro: three firms with an approved mapping and one need each, by the harness.
        for (number, name) in
            [("559999-0073", "Ett"), ("559999-0081", "Två"), ("559999-0099", "Tre")]
        {
            let firm = organisation(app, number, name).await;
            need(app, firm, "Kock", 1).await;
        }
        // Led: two firms, too few to show.
        plant_led(app, &house, house.firm).await;
        let other = organisation(app, "559999-0107", "Fyra").await;
        plant_led(app, &house, other).await;
        let analyst = person(app, Role::Analyst, house.region, "Ada Analys").await;
        let seen = leaders::compare(app, &analyst, None).await.expect("figures");
        assert_eq!(seen.tracks[0].track, Track::Led);
        assert!(seen.tracks[0].counts.is_none(), "two firms are too few");
        let micro = seen.tracks[1].counts.expect("three firms");
        assert_eq!((micro.opened, micro.approved, micro.needs), (3, 0, 3));
        assert_eq!(micro.completion_tenths(), Some(0));
        let third = organisation(app, "559999-0115", "Fem").await;
        plant_led(app, &house, third).await;
        let led = leaders::compare(app, &analyst, None).await.expect("figures").tracks[0].counts;
        let led = led.expect("three firms");
        assert_eq!((led.opened, led.approved, led.needs), (3, 0, 0));
        let refused = leaders::compare(app, &house.leader, None).await.expect_err("not they");
        assert_eq!(refused.kind, Kind::Invisible);
        assert!(!seen.mixes_editions);
    }
}

struct Drive {
    id: domain::ids::CampaignId,
    coordinator: Actor,
    member: OrganisationId,
}

/// A network with two members, its coordinator, and a campaign for one led mapping.
async fn drive(app: &App, house: &House) -> Drive {
    let owner = actor(app, "559999-0057", "Demo Matlänken").await;
    let member = organisation(app, "559999-0024", "Nylands bageri").await;
    let network = &Network {
        id: NetworkId(Uuid::now_v7()),
        slug: None,
        name: "Matlänken".into(),
        organisation: owner,
    };
    let firm = house.firm;
    app.store
        .write(&county(), None, |mut tx| async move {
            store::organisations::insert_network(&mut tx, &county(), network).await?;
            for one in [firm, member] {
                let id = network.id;
                store::organisations::insert_member(&mut tx, &county(), id, one).await?;
            }
            Ok::<_, store::Error>(())
        })
        .await
        .expect("network");
    let coordinator = person(app, Role::NetworkCoord, owner, "Stina Fors").await;
    let form = CampaignForm {
        network: network.id.to_string(),
        name: "Våren".into(),
        starts_on: "2026-12-01".into(),
        ends_on: "2027-05-31".into(),
        quota: "1".into(),
        question_set: "1".into(),
    };
    let refused = drives::create(app, &house.broker, &form, None).await.expect_err("not they");
    assert_eq!(refused.kind, Kind::Forbidden);
    let id = drives::create(app, &coordinator, &form, None).await.expect("made").id;
    Drive { id, coordinator, member }
}

/// A led mapping that is under way.
async fn plant_led(app: &App, house: &House, firm: OrganisationId) {
    plant(app, Track::Led, firm, house.iuc).await;
}

/// A mapping in the hands of an organisation.
async fn plant(app: &App, track: Track, firm: OrganisationId, own: OrganisationId) -> MappingId {
    let new = &NewMapping {
        id: MappingId(Uuid::now_v7()),
        slug: None,
        organisation: firm,
        track,
        opened_by_organisation: own,
        opened_by_name: "Demo Eva".into(),
        leader_organisation: Some(own),
        link: None,
        invited_email: None,
    };
    let now = app.now();
    app.store
        .write(&county(), None, |mut tx| async move {
            store::mappings::insert(&mut tx, &county(), new, now).await
        })
        .await
        .expect("mapping");
    new.id
}
