//! Ownership transfer: whose a listing is, when a teaser may be published, what is told at which
//! level, and that nothing of it is written anywhere else.

use app::succession::{self, ContactView};
use app::{App, Kind, Slice, keeping};
use domain::access::{Actor, Role};
use domain::codes::{MunicipalityCode, Sni, SniVersion};
use domain::ids::{ListingId, SuccessionContactId};
use domain::organisations::Organisation;
use domain::succession::cover::TeaserForm;
use domain::succession::{
    AGREEMENT_VERSION, AgreementForm, ContactState, ListingState, NewsKind, NoteForm, ProfileForm,
    StepKind,
};
use store::on;

use crate::harness::{county, organisation_with, person, told, unread};
use crate::on_both;

struct House {
    owner: Actor,
    colleague: Actor,
    buyer: Actor,
    rival: Actor,
    broker: Actor,
    adviser: Actor,
    admin: Actor,
}

fn kitchen(organisation: Organisation) -> Organisation {
    Organisation { sni: Sni::parse(SniVersion::Sni2007, "56100").ok(), ..organisation }
}

async fn house(app: &App) -> House {
    let elsewhere = |organisation| Organisation {
        municipality: MunicipalityCode::parse("2282").expect("code"),
        ..kitchen(organisation)
    };
    let firm = organisation_with(app, "559999-0016", "Sidensjö Kök", kitchen).await;
    organisation_with(app, "559999-0024", "Andra Köket", kitchen).await;
    organisation_with(app, "559999-0032", "Tredje Köket", elsewhere).await;
    let region = organisation_with(app, "559999-0040", "Demo region", |organisation| {
        Organisation { is_actor: true, ..organisation }
    })
    .await;
    House {
        owner: person(app, Role::EmployerAdmin, firm, "Lena Wiklund").await,
        colleague: person(app, Role::EmployerMember, firm, "Samir Haddad").await,
        buyer: person(app, Role::Person, region, "Amina Barzani").await,
        rival: person(app, Role::Person, region, "Rolf Karlberg").await,
        broker: person(app, Role::Broker, region, "Karin Nordin").await,
        adviser: person(app, Role::MuniAdviser, region, "Mats Kommun").await,
        admin: person(app, Role::Admin, region, "Ada Drift").await,
    }
}

fn note() -> NoteForm {
    NoteForm { title: "När jag slutar".into(), body: "Fråga dottern först.".into() }
}

fn teaser(places: &[&str]) -> TeaserForm {
    TeaserForm {
        industry: "hospitality".into(),
        municipalities: places.iter().map(ToString::to_string).collect(),
        size_from: "5-9".into(),
        size_to: String::new(),
        words: "Lunch med fasta gäster sedan många år.".into(),
    }
}

async fn noted(app: &App, house: &House) -> ListingId {
    succession::add(app, &house.owner, &note(), None).await.expect("noted")
}

async fn published(app: &App, house: &House) -> ListingId {
    let id = noted(app, house).await;
    let done = succession::publish(app, &house.owner, (id, 1), &teaser(&[]), None).await;
    done.expect("published")
}

async fn profiled(app: &App, buyer: &Actor) {
    let form = ProfileForm {
        looking: "Ett litet kök".into(),
        background: "Kock i tio år".into(),
        ..ProfileForm::default()
    };
    succession::keep_profile(app, buyer, 0, &form, None).await.expect("kept");
}

async fn interested(app: &App, buyer: &Actor, id: ListingId) -> SuccessionContactId {
    profiled(app, buyer).await;
    let words = "Jag vill gärna veta mer.";
    succession::show_interest(app, buyer, id, words, None).await.expect("in touch")
}

async fn contact(app: &App, reader: &Actor, id: SuccessionContactId) -> ContactView {
    succession::read_contact(app, reader, id).await.expect("contact")
}

fn yes() -> AgreementForm {
    AgreementForm { agreed: "yes".into(), agreement: AGREEMENT_VERSION.into() }
}

async fn both_agree(app: &App, house: &House, id: SuccessionContactId) {
    for reader in [&house.owner, &house.buyer] {
        let version = contact(app, reader, id).await.version;
        succession::agree(app, reader, (id, version), &yes(), None).await.expect("agreed");
    }
}

/// The first code of what was refused, and its kind.
fn refused<T: std::fmt::Debug>(result: Result<T, app::Error>) -> (Kind, &'static str) {
    let error = result.expect_err("refused");
    (error.kind, error.faults.0.first().map_or("", |fault| fault.code))
}

const HIDDEN: (Kind, &str) = (Kind::Invisible, "");

/// Changes the county from outside the room.
async fn changed(app: &App, sql: &'static str) {
    let county = &county();
    let done = app.store.write::<(), store::Error, _, _>(county, None, |mut tx| async move {
        on!(tx, |c| sqlx::query(sql).execute(c).await.map(|_| ()))?;
        Ok(())
    });
    done.await.expect(sql);
}

/// The worker's turn at a time.
async fn turn(app: &App, at: &str) {
    app.clock.set(at.parse().expect("instant"));
    app::worker::tick(app, app.now()).await.expect("turn");
}

/// A firm more that fits.
async fn fourth(app: &App) {
    organisation_with(app, "559999-0057", "Fjärde Köket", kitchen).await;
}

async fn steps(app: &App, reader: &Actor, id: ListingId) -> (ListingState, Vec<StepKind>) {
    let view = succession::read(app, reader, id).await.expect("read");
    (view.state, view.steps.iter().map(|step| step.kind).collect())
}

/// The same account in another role.
fn as_person(actor: &Actor) -> Actor {
    let held = actor.assignment().expect("held").clone();
    Actor::Assigned(domain::access::Assignment { role: Role::Person, ..held })
}

/// The first firm does not have the owner any more.
const LEFT: &str = "UPDATE assignment SET valid_to = '2026-01-02' WHERE person IN
    (SELECT id FROM person WHERE name = 'Lena Wiklund')";

async fn count(app: &App, sql: &'static str) -> i64 {
    let mut connection = app.store.read().await.expect("connection");
    on!(connection, |c| sqlx::query_scalar(sql).fetch_one(c).await.expect("count"))
}

on_both! {
    async fn a_note_is_the_accounts_own_and_nobody_elses(app: &App) {
        let house = house(app).await;
        let id = noted(app, &house).await;
        let view = succession::read(app, &house.owner, id).await.expect("one's own");
        assert_eq!((view.note.title.as_str(), view.state), ("När jag slutar", ListingState::Note));
        for stranger in
            [&house.colleague, &house.broker, &house.adviser, &house.admin, &house.buyer]
        {
            assert_eq!(refused(succession::read(app, stranger, id).await), HIDDEN);
            let home = succession::home(app, stranger).await.expect("home");
            assert!(home.listings.is_empty() && home.advised.is_empty() && home.news.is_empty());
        }
        let change = succession::change(app, &house.colleague, (id, 1), &note(), None).await;
        assert_eq!(refused(change), HIDDEN, "an account at the same firm");
        let by_broker = succession::add(app, &house.broker, &note(), None).await;
        assert_eq!(refused(by_broker), (Kind::Forbidden, ""));
        let list = succession::teasers(app, &house.adviser, "", Slice::top(9)).await;
        assert_eq!(refused(list), (Kind::Forbidden, ""), "a municipality lists no sellers");
    }

    async fn nothing_is_written_outside_the_compartment(app: &App) {
        let house = house(app).await;
        let before = count(app, "SELECT COUNT(*) FROM event").await;
        let id = published(app, &house).await;
        let talk = interested(app, &house.buyer, id).await;
        both_agree(app, &house, talk).await;
        succession::let_in(app, &house.owner, id, &email_of(app, &house.adviser).await, None)
            .await
            .expect("let in");
        for (sql, least) in [
            ("SELECT COUNT(*) FROM event", before),
            ("SELECT COUNT(*) FROM reading", 0),
            ("SELECT COUNT(*) FROM notification", 0),
            ("SELECT COUNT(*) FROM search_term WHERE subject_kind LIKE 'success%'", 0),
        ] {
            assert_eq!(count(app, sql).await, least, "{sql}");
        }
        let plain = "SELECT COUNT(*) FROM succession_listing
            WHERE body LIKE '%slutar%' OR body LIKE '%dottern%' OR teaser LIKE '%Lunch%'";
        assert_eq!(count(app, plain).await, 0, "words are sealed");
        let said = "SELECT COUNT(*) FROM succession_message WHERE body LIKE '%veta mer%'";
        assert_eq!(count(app, said).await, 0, "letters too");
    }

    async fn a_teaser_that_too_few_firms_fit_has_to_say_less(app: &App) {
        let house = house(app).await;
        let id = noted(app, &house).await;
        let narrow = teaser(&["2284"]);
        let done = succession::publish(app, &house.owner, (id, 1), &narrow, None).await;
        assert_eq!(refused(done), (Kind::Invalid, "succession-too-narrow"));
        let ways = succession::ways(app, &house.owner, id, &narrow).await.expect("ways");
        let first = TeaserForm::of(ways.first().expect("a way"), &narrow.words);
        assert!(first.municipalities.is_empty(), "both municipalities are the county: {first:?}");
        succession::publish(app, &house.owner, (id, 1), &first, None).await.expect("published");
        let draft = succession::draft(app, &house.owner, id).await.expect("draft");
        assert_eq!(draft.view.state, ListingState::Published);
        assert_eq!(draft.form, first);
        let again = succession::publish(app, &house.owner, (id, 1), &first, None).await;
        assert_eq!(refused(again).0, Kind::Conflict);
    }

    async fn a_teaser_names_nobody(app: &App) {
        let house = house(app).await;
        let id = noted(app, &house).await;
        for (words, code) in [
            ("Sidensjö är vackert", "succession-tells-name"),
            ("Ring Wiklund", "succession-tells-name"),
            ("Vi ligger i Örnsköldsvik", "succession-tells-place"),
            ("Nummer 5599990016", "succession-tells-number"),
            ("Skriv till mig@demo.test", "succession-tells-address"),
            ("", "required"),
        ] {
            let form = TeaserForm { words: words.into(), ..teaser(&[]) };
            let done = succession::publish(app, &house.owner, (id, 1), &form, None).await;
            assert_eq!(refused(done), (Kind::Invalid, code), "{words}");
        }
    }

    async fn a_teaser_is_taken_in_when_a_firm_leaves_and_its_owner_is_told(app: &App) {
        let house = house(app).await;
        let id = published(app, &house).await;
        turn(app, "2026-12-08T08:00:00Z").await;
        let view = succession::read(app, &house.owner, id).await.expect("read");
        assert_eq!(view.state, ListingState::Published, "three firms fit");
        let larger = "UPDATE organisation SET employees = 80, version = version + 1
            WHERE name = 'Andra Köket'";
        changed(app, larger).await;
        let late = succession::teaser(app, &house.buyer, id).await;
        assert_eq!(refused(late), HIDDEN, "before anybody has looked");
        let list = succession::teasers(app, &house.buyer, "", Slice::top(9)).await.expect("list");
        assert_eq!((list.total, list.items.len()), (0, 0));
        profiled(app, &house.buyer).await;
        let write = succession::show_interest(app, &house.buyer, id, "Hej du", None).await;
        assert_eq!(refused(write), HIDDEN);
        // At night too: the register has changed.
        turn(app, "2026-12-09T01:00:00Z").await;
        let view = succession::read(app, &house.owner, id).await.expect("read");
        assert_eq!(view.state, ListingState::Paused);
        assert!(view.steps.iter().any(|step| step.kind == StepKind::Unsafe));
        assert_eq!(told(app, &house.owner).await, ["something-to-read"]);
        assert!(told(app, &house.colleague).await.is_empty(), "nobody else at the firm");
        let none = succession::teaser(app, &house.buyer, id).await;
        assert_eq!(refused(none), HIDDEN);
    }

    async fn two_editions_that_name_the_firm_together_are_not_published(app: &App) {
        let house = house(app).await;
        for (number, name) in [("559999-0057", "Stora Köket"), ("559999-0065", "Större Köket")] {
            organisation_with(app, number, name, |organisation| {
                let of = kitchen(organisation);
                Organisation { employees: Some(60), ..of }
            })
            .await;
        }
        changed(app, "UPDATE organisation SET municipality = '2282' WHERE name = 'Andra Köket'")
            .await;
        let id = noted(app, &house).await;
        let by_place = TeaserForm { size_from: String::new(), ..teaser(&["2284"]) };
        let by_size = teaser(&[]);
        succession::publish(app, &house.owner, (id, 1), &by_place, None).await.expect("one alone");
        let both = succession::publish(app, &house.owner, (id, 2), &by_size, None).await;
        assert_eq!(refused(both), (Kind::Invalid, "succession-told-before"));
        let ways = succession::ways(app, &house.owner, id, &by_size).await.expect("ways");
        assert!(!ways.is_empty() && ways.iter().all(|way| way.sizes.is_none()), "{ways:?}");
        // Taken in and with other words in the note, it has still been told.
        succession::pause(app, &house.owner, (id, 2), None).await.expect("taken in");
        succession::change(app, &house.owner, (id, 3), &note(), None).await.expect("changed");
        let both = succession::publish(app, &house.owner, (id, 4), &by_size, None).await;
        assert_eq!(refused(both), (Kind::Invalid, "succession-told-before"));
        let first = succession::publish(app, &house.owner, (id, 4), &by_place, None).await;
        first.expect("the same again tells nothing more");
        let anew = noted(app, &house).await;
        let done = succession::publish(app, &house.owner, (anew, 1), &by_size, None).await;
        done.expect("another listing");
    }

    async fn editions_count_together_when_the_register_changes(app: &App) {
        let house = house(app).await;
        fourth(app).await;
        let id = noted(app, &house).await;
        let narrow = teaser(&["2284"]);
        succession::publish(app, &house.owner, (id, 1), &narrow, None).await.expect("three there");
        succession::publish(app, &house.owner, (id, 2), &teaser(&[]), None).await.expect("wider");
        turn(app, "2026-12-08T08:00:00Z").await;
        assert_eq!(steps(app, &house.owner, id).await.0, ListingState::Published);
        let moved = "UPDATE organisation SET municipality = '2282', version = version + 1
            WHERE name = 'Fjärde Köket'";
        changed(app, moved).await;
        turn(app, "2026-12-08T08:01:00Z").await;
        let (state, steps) = steps(app, &house.owner, id).await;
        assert_eq!((state, steps.first()), (ListingState::Paused, Some(&StepKind::Unsafe)));
    }

    async fn a_teaser_that_is_not_true_any_more_changes_for_nobody_but_its_owner(app: &App) {
        let house = house(app).await;
        fourth(app).await;
        let id = published(app, &house).await;
        let before = succession::teaser(app, &house.buyer, id).await.expect("shown");
        // Whoever keeps the register tries which teaser goes when a firm changes.
        let larger = "UPDATE organisation SET employees = 80, version = version + 1
            WHERE name = 'Sidensjö Kök'";
        changed(app, larger).await;
        for at in ["2026-12-08T08:00:00Z", "2026-12-08T08:01:00Z", "2026-12-09T08:00:00Z"] {
            turn(app, at).await;
        }
        let after = succession::teaser(app, &house.buyer, id).await.expect("shown");
        assert_eq!(before, after);
        let (state, steps) = steps(app, &house.owner, id).await;
        assert_eq!(state, ListingState::Published);
        let told = steps.iter().filter(|kind| **kind == StepKind::Untrue).count();
        assert_eq!(told, 1, "once: {steps:?}");
        let home = succession::home(app, &house.owner).await.expect("home");
        let kinds: Vec<_> = home.news.iter().map(|news| news.kind).collect();
        assert_eq!(kinds, [NewsKind::Untrue]);
        assert!(told_nothing(app, &house.colleague).await);
    }

    async fn whoever_has_left_the_firm_cannot_offer_it(app: &App) {
        let house = house(app).await;
        let (id, other) = (published(app, &house).await, noted(app, &house).await);
        let talk = interested(app, &house.buyer, id).await;
        changed(app, LEFT).await;
        let done = succession::publish(app, &house.owner, (other, 1), &teaser(&[]), None).await;
        assert_eq!(refused(done), (Kind::Invalid, "succession-not-speaking"));
        let at = (talk, contact(app, &house.owner, talk).await.version);
        let yes_of_owner = succession::agree(app, &house.owner, at, &yes(), None).await;
        assert_eq!(refused(yes_of_owner), (Kind::Invalid, "succession-not-speaking"));
        let of_buyer = succession::agree(app, &house.buyer, at, &yes(), None).await;
        of_buyer.expect("the buyer may");
        turn(app, "2026-12-08T08:00:00Z").await;
        let (state, steps) = steps(app, &house.owner, id).await;
        assert_eq!((state, steps.first()), (ListingState::Paused, Some(&StepKind::Orphaned)));
    }

    async fn an_owner_keeps_their_listing_whatever_they_are_logged_in_as(app: &App) {
        let house = house(app).await;
        let (id, own) = (published(app, &house).await, &as_person(&house.owner));
        let email = email_of(app, &house.adviser).await;
        succession::let_in(app, &house.owner, id, &email, None).await.expect("let in");
        let refused_to = succession::publish(app, own, (id, 2), &teaser(&[]), None).await;
        assert_eq!(refused(refused_to), (Kind::Forbidden, ""), "only for a firm");
        succession::change(app, own, (id, 2), &note(), None).await.expect("changed");
        succession::pause(app, own, (id, 3), None).await.expect("taken in");
        let who = house.adviser.assignment().expect("held").person;
        succession::shut_out(app, own, id, who, None).await.expect("shut out");
        assert_eq!(refused(succession::read(app, &house.adviser, id).await), HIDDEN);
        succession::end(app, own, (id, 4), "withdrawn", None).await.expect("ended");
        let not_theirs = succession::pause(app, &as_person(&house.colleague), (id, 5), None).await;
        assert_eq!(refused(not_theirs), HIDDEN);
    }

    async fn a_firm_that_has_ended_is_not_offered(app: &App) {
        let house = house(app).await;
        fourth(app).await;
        let (id, other) = (published(app, &house).await, noted(app, &house).await);
        let talk = interested(app, &house.buyer, id).await;
        let ended = "UPDATE organisation SET ended_on = '2026-12-01', version = version + 1
            WHERE name = 'Sidensjö Kök'";
        changed(app, ended).await;
        let done = succession::publish(app, &house.owner, (other, 1), &teaser(&[]), None).await;
        assert_eq!(refused(done), (Kind::Invalid, "succession-firm-gone"));
        let at = (talk, contact(app, &house.owner, talk).await.version);
        let agreed = succession::agree(app, &house.owner, at, &yes(), None).await;
        assert_eq!(refused(agreed), (Kind::Invalid, "succession-firm-gone"));
        turn(app, "2026-12-08T08:00:00Z").await;
        assert_eq!(steps(app, &house.owner, id).await.0, ListingState::Paused);
    }

    async fn a_colleague_sees_what_everybody_sees_and_the_owner_is_told_of_the_tie(app: &App) {
        let house = house(app).await;
        let id = published(app, &house).await;
        let seen = succession::teaser(app, &house.colleague, id).await.expect("shown");
        assert_eq!(seen, succession::teaser(app, &house.buyer, id).await.expect("shown"));
        let list = async |reader: &Actor| {
            succession::teasers(app, reader, "", Slice::top(9)).await.expect("list")
        };
        assert_eq!(list(&house.colleague).await, list(&house.buyer).await);
        let (tied, free) =
            (interested(app, &house.colleague, id).await, interested(app, &house.buyer, id).await);
        for (talk, has_tie) in [(tied, true), (free, false)] {
            let view = contact(app, &house.owner, talk).await;
            assert_eq!((view.has_tie, view.names), (has_tie, None), "before any promise");
        }
        assert!(!contact(app, &house.colleague, tied).await.has_tie, "the owner alone");
        changed(app, "UPDATE assignment SET valid_to = '2026-01-02' WHERE person IN
            (SELECT id FROM person WHERE name = 'Samir Haddad')").await;
        assert!(contact(app, &house.owner, tied).await.has_tie, "who has worked there too");
    }

    async fn an_adviser_is_no_buyer_and_goes_when_it_ends(app: &App) {
        let house = house(app).await;
        let id = published(app, &house).await;
        let email = email_of(app, &house.rival).await;
        succession::let_in(app, &house.owner, id, &email, None).await.expect("let in");
        profiled(app, &house.rival).await;
        let both = succession::show_interest(app, &house.rival, id, "Hej du", None).await;
        assert_eq!(refused(both), (Kind::Invalid, "succession-advises"));
        let (other, email) = (noted(app, &house).await, email_of(app, &house.adviser).await);
        succession::publish(app, &house.owner, (other, 1), &teaser(&[]), None).await.expect("two");
        succession::let_in(app, &house.owner, other, &email, None).await.expect("let in");
        succession::end(app, &house.owner, (id, 2), "ended", None).await.expect("ended");
        assert_eq!(refused(succession::read(app, &house.rival, id).await), HIDDEN);
        assert!(told_nothing(app, &house.rival).await);
        let talk = interested(app, &house.buyer, other).await;
        both_agree(app, &house, talk).await;
        let at = |view: ContactView| (talk, view.version);
        let now = at(contact(app, &house.owner, talk).await);
        succession::negotiate(app, &house.owner, now, None).await.expect("negotiate");
        let now = at(contact(app, &house.owner, talk).await);
        succession::finish(app, &house.owner, now, "transferred", None).await.expect("done");
        assert_eq!(refused(succession::read(app, &house.adviser, other).await), HIDDEN);
    }

    async fn a_purge_takes_it_and_tells_nobody(app: &App) {
        let house = house(app).await;
        let id = published(app, &house).await;
        succession::end(app, &house.owner, (id, 2), "ended", None).await.expect("ended");
        app.clock.set("2029-01-08T08:00:00Z".parse().expect("instant"));
        let dry = keeping::retention::Asked { is_dry: true, ..Default::default() };
        let asked = keeping::retention::Asked { now: true, ..Default::default() };
        for asked in [dry, asked] {
            let runs = keeping::purge(app, asked).await.expect("purged");
            assert!(runs.len() > 10 && runs.iter().all(|run| run.class != "succession"));
        }
        assert_eq!(refused(succession::read(app, &house.owner, id).await), HIDDEN, "gone");
        let told = count(app, "SELECT COUNT(*) FROM event WHERE kind = 'retention.purged'").await;
        let counts = count(app, "SELECT COUNT(*) FROM purge WHERE class = 'succession'").await;
        assert_eq!((told, counts), (0, 0));
    }

    async fn names_are_told_when_both_have_agreed_and_hidden_at_the_end(app: &App) {
        let house = house(app).await;
        let id = published(app, &house).await;
        let talk = interested(app, &house.buyer, id).await;
        for reader in [&house.owner, &house.buyer] {
            assert_eq!(contact(app, reader, talk).await.names, None);
        }
        assert!(contact(app, &house.owner, talk).await.profile.is_some());
        assert!(contact(app, &house.buyer, talk).await.profile.is_none());
        let early = "Jag heter Amina Barzani";
        let slip = succession::write(app, &house.buyer, talk, early, None).await;
        assert_eq!(refused(slip), (Kind::Invalid, "succession-tells-name"));
        let silent = AgreementForm { agreed: String::new(), ..yes() };
        let at = (talk, contact(app, &house.owner, talk).await.version);
        let no = succession::agree(app, &house.owner, at, &silent, None).await;
        assert_eq!(refused(no), (Kind::Invalid, "succession-agreement-needed"));
        let one = succession::agree(app, &house.owner, at, &yes(), None).await.expect("one");
        assert_eq!(one, ContactState::Interest);
        assert_eq!(contact(app, &house.buyer, talk).await.names, None, "one alone");
        let at = (talk, contact(app, &house.buyer, talk).await.version);
        let two = succession::agree(app, &house.buyer, at, &yes(), None).await.expect("both");
        assert_eq!(two, ContactState::Exchanged);
        let seen = contact(app, &house.buyer, talk).await;
        assert!(seen.own_agreed.is_some() && seen.other_agreed.is_some(), "logged for each");
        let names = seen.names.expect("names");
        assert_eq!(names.seller, "Lena Wiklund");
        assert_eq!(names.firm.map(|firm| firm.0).as_deref(), Some("Sidensjö Kök"));
        succession::write(app, &house.buyer, talk, early, None).await.expect("no secret any more");
        let at = (talk, contact(app, &house.buyer, talk).await.version);
        succession::finish(app, &house.buyer, at, "ended", None).await.expect("either side ends");
        for reader in [&house.owner, &house.buyer] {
            let over = contact(app, reader, talk).await;
            assert!(over.names.is_none() && over.messages.is_empty() && over.was_exchanged);
            let late = succession::write(app, reader, talk, "Hej", None).await;
            assert_eq!(refused(late), (Kind::Invalid, "succession-closed"));
        }
    }

    async fn a_contact_is_for_the_two_of_them(app: &App) {
        let house = house(app).await;
        let id = published(app, &house).await;
        let talk = interested(app, &house.buyer, id).await;
        let other = interested(app, &house.rival, id).await;
        for stranger in [&house.rival, &house.colleague, &house.broker, &house.admin] {
            assert_eq!(refused(succession::read_contact(app, stranger, talk).await), HIDDEN);
        }
        let own = succession::teaser(app, &house.owner, id).await.expect("as buyers see it");
        assert!(own.is_own);
        let self_interest = succession::show_interest(app, &house.owner, id, "Hej", None).await;
        assert_eq!(refused(self_interest), (Kind::Forbidden, ""));
        let twice = succession::show_interest(app, &house.buyer, id, "Igen", None).await;
        assert_eq!(refused(twice), (Kind::Invalid, "succession-already"));
        both_agree(app, &house, talk).await;
        let at = |view: ContactView| (talk, view.version);
        let now = at(contact(app, &house.buyer, talk).await);
        succession::negotiate(app, &house.buyer, now, None).await.expect("negotiate");
        let now = at(contact(app, &house.buyer, talk).await);
        let not_theirs = succession::finish(app, &house.buyer, now, "transferred", None).await;
        assert_eq!(refused(not_theirs), (Kind::Forbidden, ""), "the owner says so");
        let done = succession::finish(app, &house.owner, now, "transferred", None).await;
        assert_eq!(done.expect("done"), ContactState::Transferred);
        let view = succession::read(app, &house.owner, id).await.expect("read");
        assert_eq!(view.state, ListingState::Transferred);
        assert_eq!(contact(app, &house.rival, other).await.state, ContactState::Ended);
    }

    async fn an_adviser_sees_what_they_are_let_in_to_until_they_are_shut_out(app: &App) {
        let house = house(app).await;
        let id = noted(app, &house).await;
        let email = email_of(app, &house.adviser).await;
        let unknown = succession::let_in(app, &house.owner, id, "ingen@demo.test", None).await;
        assert_eq!(refused(unknown), (Kind::Invalid, "succession-adviser-unknown"));
        let own = email_of(app, &house.owner).await;
        let oneself = succession::let_in(app, &house.owner, id, &own, None).await;
        assert_eq!(refused(oneself), (Kind::Invalid, "succession-adviser-self"));
        succession::let_in(app, &house.owner, id, &email, None).await.expect("let in");
        let view = succession::read(app, &house.adviser, id).await.expect("let in");
        assert!(!view.is_own && view.advisers.is_empty());
        assert_eq!(told(app, &house.adviser).await, ["something-to-read"]);
        assert!(unread(app, &house.adviser).await.iter().all(|notice| notice.about.is_empty()));
        let change = succession::change(app, &house.adviser, (id, 1), &note(), None).await;
        assert_eq!(refused(change), (Kind::Forbidden, ""));
        let who = house.adviser.assignment().expect("held").person;
        succession::shut_out(app, &house.owner, id, who, None).await.expect("shut out");
        assert_eq!(refused(succession::read(app, &house.adviser, id).await), HIDDEN);
        assert!(told(app, &house.adviser).await.is_empty());
    }

    async fn mine_tells_the_account_and_not_its_colleague(app: &App) {
        let house = house(app).await;
        published(app, &house).await;
        succession::intend(app, &house.owner, "unknown", None).await.expect("answered");
        let held = |mine: keeping::Mine| {
            let section = mine.sections.into_iter().find(|one| one.code == "succession");
            section.expect("a section").rows
        };
        let own = held(keeping::mine(app, &house.owner).await.expect("mine"));
        assert_eq!(own.len(), 2);
        assert!(format!("{own:?}").contains("Fråga dottern"));
        let mine = keeping::mine(app, &house.colleague).await.expect("mine");
        assert!(!format!("{mine:?}").contains("dottern"));
        assert!(held(mine).is_empty());
    }

    async fn an_export_of_the_area_knows_nothing(app: &App) {
        let house = house(app).await;
        published(app, &house).await;
        let mut names = Vec::new();
        let area = keeping::Area::parse("22").expect("area");
        let exported = keeping::export(app, &area, true, |name| {
            names.push(name.to_owned());
            Ok(std::io::sink())
        });
        exported.await.expect("exported");
        assert!(names.len() > 10 && !names.iter().any(|name| name.contains("succession")));
    }

    async fn a_note_nobody_saw_is_taken_away_at_once(app: &App) {
        let house = house(app).await;
        let id = noted(app, &house).await;
        let left = succession::end(app, &house.owner, (id, 1), "", None).await;
        assert!(!left.expect("removed"));
        assert_eq!(refused(succession::read(app, &house.owner, id).await), HIDDEN);
        let id = published(app, &house).await;
        let open = succession::end(app, &house.owner, (id, 2), "", None).await;
        assert_eq!(refused(open), (Kind::Invalid, "required"));
        let left = succession::end(app, &house.owner, (id, 2), "withdrawn", None).await;
        assert!(left.expect("ended"), "what was published is kept for two years");
    }

    async fn the_same_request_twice_happens_once(app: &App) {
        let house = house(app).await;
        let one = succession::add(app, &house.owner, &note(), Some("k")).await.expect("one");
        let two = succession::add(app, &house.owner, &note(), Some("k")).await.expect("two");
        assert_eq!(one, two);
        let home = succession::home(app, &house.owner).await.expect("home");
        assert_eq!(home.listings.len(), 1);
    }

    async fn a_teaser_is_true_of_its_firm(app: &App) {
        let house = house(app).await;
        let id = noted(app, &house).await;
        let false_size = TeaserForm { size_from: "50".into(), ..teaser(&[]) };
        let done = succession::publish(app, &house.owner, (id, 1), &false_size, None).await;
        assert_eq!(refused(done), (Kind::Invalid, "succession-not-own"));
    }
}

async fn told_nothing(app: &App, reader: &Actor) -> bool {
    told(app, reader).await.is_empty()
}

async fn email_of(app: &App, actor: &Actor) -> String {
    let mut connection = app.store.read().await.expect("connection");
    let id = actor.assignment().expect("held").person;
    let found = store::access::person_by_id(&mut connection, id).await.expect("read");
    found.expect("person").email
}
