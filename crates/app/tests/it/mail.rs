//! Mail from the deed to the mail server: what goes out, to whom, once; and what the clock sets
//! off.

use app::appointments::{self, For};
use app::cases::{self, CaseForm, ClosingForm, LetterForm, Receipt};
use app::contacts;
use app::mail::{self, Facts, Letter, Post, Wording};
use app::mappings::{self, Invitation, Login};
use app::{App, Kind, Slice, follow_ups, worker};
use domain::access::{Actor, Assignment, Role};
use domain::codes::MunicipalityCode;
use domain::contacts::ContactForm;
use domain::ids::{AssignmentId, DeskId, OrganisationId, PersonId};
use domain::mail::{FollowUpAnswer, FollowUpForm, MailChoiceForm, MeetingForm};
use domain::time::Date;
use store::access::{Desk, Person};
use uuid::Uuid;

use crate::harness::{county, organisation, person};
use crate::on_both;
use crate::sink::Sink;

/// Letters that say their kind and where they lead.
struct Plain;

impl Wording for Plain {
    fn letter(&self, facts: &Facts, base_url: &str) -> Letter {
        let text = format!("{} {}{}", facts.kind, base_url, facts.path);
        Letter {
            subject: facts.kind.to_string(),
            html: format!("<p>{text}</p>"),
            text,
            summary: "Möte".into(),
        }
    }
}

fn posting(app: &App, port: u16) -> App {
    let url = format!("smtp://127.0.0.1:{port}");
    let post = Post::new(&url, "Samkraft <svara-inte@samkraft.test>", Box::new(Plain));
    app.clone().with_post(post.expect("post"))
}

struct House {
    app: App,
    sink: Sink,
    firm: OrganisationId,
    broker: Actor,
    admin: Actor,
}

fn login(actor: &Actor) -> Login<'_> {
    Login { actor, name: "Demo Karin" }
}

async fn desk_with_broker(app: &App, region: OrganisationId) -> Actor {
    let (county, now) = (&county(), app.now());
    let desk = &Desk {
        id: DeskId(Uuid::now_v7()),
        slug: None,
        organisation: region,
        role: Role::Broker,
        name: "Kompetensmäklare".into(),
        phone: None,
        email: None,
        promise_working_days: 2,
        escalates_to: None,
    };
    let person = &Person {
        id: PersonId(Uuid::now_v7()),
        email: "karin@demo.samkraft.test".into(),
        name: "Demo Karin".into(),
        password_hash: None,
        is_disabled: false,
    };
    let held = &Assignment {
        id: AssignmentId(Uuid::now_v7()),
        county: county.clone(),
        person: person.id,
        role: Role::Broker,
        organisation: region,
        municipality: None,
        desk: Some(desk.id),
        is_deputy: false,
        valid_from: Date::constant(2026, 1, 1),
        valid_to: None,
    };
    app.store
        .write(county, None, |mut tx| async move {
            let place = MunicipalityCode::parse("2284").expect("code");
            store::access::insert_desk(&mut tx, county, desk).await?;
            store::access::set_desk_area(&mut tx, county, &place, "", desk.id).await?;
            store::access::insert_person(&mut tx, person, now).await?;
            store::access::insert_assignment(&mut tx, held).await
        })
        .await
        .expect("desk");
    Actor::Assigned(held.clone())
}

async fn house(app: &App) -> House {
    let sink = Sink::open(0).await;
    let firm = organisation(app, "559999-0016", "Ådalens Plåt").await;
    let region = organisation(app, "559999-0024", "Demo region").await;
    House {
        app: posting(app, sink.port),
        sink,
        firm,
        broker: desk_with_broker(app, region).await,
        admin: person(app, Role::Admin, region, "Demo Admin").await,
    }
}

impl House {
    /// Sends what is due; gives the kinds sent, which the subjects say.
    async fn sent(&self) -> Vec<String> {
        let before = self.sink.mails().len();
        mail::turn(&self.app, "test").await.expect("turn");
        let new = self.sink.mails().split_off(before);
        new.iter().filter_map(|one| one.header("subject")).collect()
    }

    async fn tick(&self, at: &str) -> worker::Turn {
        self.app.clock.set(at.parse().expect("instant"));
        worker::tick(&self.app, self.app.now()).await.expect("tick")
    }

    async fn invite(&self, email: &str, send: &str) -> Result<mappings::Invited, app::Error> {
        let invitation = Invitation {
            track: "micro".into(),
            email: email.into(),
            send: send.into(),
            ..Invitation::default()
        };
        mappings::invite(&self.app, login(&self.broker), self.firm, &invitation, None).await
    }

    async fn case(&self) -> Receipt {
        let form = CaseForm {
            organisation: self.firm.to_string(),
            title: "Två svetsare".into(),
            words: "Vi behöver två svetsare.".into(),
            next_step: "Ring tillbaka".into(),
            log_call: String::new(),
        };
        cases::open_by_hand(&self.app, &self.broker, &form, None).await.expect("case")
    }

    async fn waiting(&self) -> i64 {
        let slice = Slice::top(5);
        let outbox = mail::outbox(&self.app, &self.admin, None, slice).await;
        outbox.expect("outbox").counts.waiting
    }
}

/// Which version of the answer a firm reads by its link.
async fn version(app: &App, token: &str) -> i64 {
    follow_ups::by_link(app, token).await.expect("a link that works").version()
}

on_both! {
    async fn an_invitation_goes_out_once_and_its_link_is_forgotten(app: &App) {
        let house = house(app).await;
        let invited = house.invite("lena@demo.samkraft.test", "yes").await.expect("invited");
        let waiting = mail::outbox(&house.app, &house.admin, None, Slice::top(5)).await;
        let kept = waiting.expect("outbox").entries.items[0].leased.secret.clone();
        let is_sealed = |token: &String| kept.as_ref().is_some_and(|kept| !kept.contains(token));
        assert!(invited.token.as_ref().is_some_and(is_sealed), "{kept:?}");
        assert_eq!(house.sent().await, ["mapping-invitation"]);
        assert_eq!(house.sent().await, [""; 0]);
        let mails = house.sink.mails();
        assert_eq!(mails[0].to, "lena@demo.samkraft.test");
        let link = format!("/k/{}", invited.token.expect("token"));
        assert!(mails[0].data.replace("=\r\n", "").contains(&link), "{}", mails[0].data);
        assert!(mails[0].header("message-id").expect("id").ends_with("@samkraft.test>"));
        assert_eq!(mails[0].header("auto-submitted").as_deref(), Some("auto-generated"));
        let outbox = mail::outbox(&house.app, &house.admin, None, Slice::top(5)).await;
        let outbox = outbox.expect("outbox");
        assert_eq!((outbox.counts.sent, outbox.counts.waiting), (1, 0));
        assert_eq!(outbox.entries.items[0].leased.secret, None);
        let hidden = mail::outbox(&house.app, &house.broker, None, Slice::top(5)).await;
        assert_eq!(hidden.expect_err("no admin").kind, Kind::Invisible);
    }

    async fn an_address_that_could_write_a_head_of_its_own_is_refused_at_the_field(app: &App) {
        let house = house(app).await;
        for bad in ["", "a@b.se\r\nBcc: c@d.se", "a@b.se, c@d.se", "\"a\\\r\nX: y\"@b.se"] {
            let faults = house.invite(bad, "yes").await.expect_err(bad).faults.0;
            assert_eq!(faults[0].field, "email", "{bad}");
        }
        assert_eq!(house.waiting().await, 0);
    }

    async fn what_the_mail_server_says_decides(app: &App) {
        let house = house(app).await;
        for to in ["never@demo.samkraft.test", "later@demo.samkraft.test"] {
            house.invite(to, "yes").await.expect("invited");
        }
        assert_eq!(house.sent().await, [""; 0]);
        assert_eq!(mail::failed(&house.app, &house.admin).await.expect("count"), 1);
        assert_eq!(house.waiting().await, 1);
        assert_eq!(house.sent().await, [""; 0], "it waits");
        house.app.clock.set("2026-12-07T08:02:00Z".parse().expect("instant"));
        assert_eq!(house.sent().await, ["mapping-invitation"]);
        assert_eq!(house.sink.mails()[0].to, "later@demo.samkraft.test");
    }

    async fn a_rule_of_the_mail_server_ends_no_mail_and_a_refused_login_counts_no_try(app: &App) {
        let house = house(app).await;
        house.invite("rule@demo.samkraft.test", "yes").await.expect("invited");
        house.sent().await;
        house.invite("login@demo.samkraft.test", "yes").await.expect("invited");
        assert!(mail::turn(&house.app, "test").await.expect("turn").is_unreachable);
        let outbox = mail::outbox(&house.app, &house.admin, None, Slice::top(5)).await;
        let entries = outbox.expect("outbox").entries.items;
        let seen: Vec<_> = entries
            .iter()
            .map(|one| (one.state.code(), one.attempts, one.trouble.as_deref()))
            .collect();
        let login = ("waiting", 0, Some("unreachable"));
        assert_eq!(seen, [login, ("waiting", 1, Some("smtp-550"))]);
    }

    async fn an_address_with_letters_of_its_own_gets_its_mail(app: &App) {
        let house = house(app).await;
        house.invite("lena@räksmörgås.se", "yes").await.expect("invited");
        assert_eq!(house.sent().await, ["mapping-invitation"]);
        assert_eq!(house.sink.mails()[0].to, "lena@xn--rksmrgs-5wao1o.se");
    }

    async fn a_renewed_link_leaves_nothing_of_the_old_one_in_the_outbox(app: &App) {
        let house = house(app).await;
        let invited = house.invite("lena@demo.samkraft.test", "yes").await.expect("invited");
        let by = login(&house.broker);
        // Told aloud this time: the mail that waits would lead nowhere.
        mappings::new_link(&house.app, by, invited.id, ("", "")).await.expect("link");
        assert_eq!(house.sent().await, [""; 0]);
        let to = ("lena@demo.samkraft.test", "yes");
        mappings::new_link(&house.app, by, invited.id, to).await.expect("link");
        assert_eq!(house.sent().await, ["mapping-invitation"]);
    }

    async fn mail_that_waited_for_weeks_is_not_sent_as_news(app: &App) {
        let house = house(app).await;
        house.case().await;
        for day in ["2026-12-08", "2026-12-14", "2026-12-21"] {
            house.tick(&format!("{day}T09:00:00Z")).await;
        }
        // The case of the first week, its alarms and its digest have waited for more than 14 days.
        house.tick("2026-12-28T09:00:00Z").await;
        let sent = house.sent().await;
        assert_eq!(sent.iter().filter(|kind| *kind == "digest").count(), 1, "{sent:?}");
        assert!(!sent.contains(&"case-opened".to_owned()), "{sent:?}");
    }

    async fn while_the_mail_server_is_away_everything_waits_and_then_goes_once(app: &App) {
        let house = house(app).await;
        let gone = std::net::TcpListener::bind("127.0.0.1:0").expect("port");
        let port = gone.local_addr().expect("address").port();
        drop(gone);
        let away = posting(app, port);
        for number in 0..25 {
            let to = format!("firma{number}@demo.samkraft.test");
            house.invite(&to, "yes").await.expect("invited");
        }
        for minute in 1..11 {
            away.clock.set(format!("2026-12-07T08:{minute:02}:00Z").parse().expect("instant"));
            let turn = mail::turn(&away, "away").await.expect("turn");
            assert!(turn.is_unreachable && turn.sent == 0, "{turn:?}");
        }
        assert_eq!(house.waiting().await, 25);
        let back = Sink::open(port).await;
        away.clock.set("2026-12-07T08:30:00Z".parse().expect("instant"));
        let turn = mail::turn(&away, "back").await.expect("turn");
        assert_eq!((turn.sent, turn.is_unreachable), (25, false));
        let mut ids: Vec<_> = back.mails().iter().map(|one| one.header("message-id")).collect();
        ids.sort();
        ids.dedup();
        assert_eq!((ids.len(), house.waiting().await), (25, 0));
    }

    async fn a_case_is_told_of_to_those_who_read_it(app: &App) {
        let house = house(app).await;
        let lena = person(app, Role::EmployerAdmin, house.firm, "Demo Lena").await;
        let case = house.case().await;
        assert_eq!(house.sent().await, ["case-opened"]);
        assert_eq!(house.sink.mails()[0].to, "karin@demo.samkraft.test");
        let letter = |words: &str| LetterForm { body: words.into(), ..LetterForm::default() };
        let form = letter("Vi har en utbildning.");
        cases::write(&house.app, &house.broker, case.id, &form, None).await.expect("answer");
        assert_eq!(house.sent().await, ["case-answered"]);
        cases::write(&house.app, &lena, case.id, &letter("Tack!"), None).await.expect("reply");
        assert_eq!(house.sent().await, ["case-message"]);
        let none = MailChoiceForm { language: "en".into(), ..MailChoiceForm::default() };
        mail::choices::choose(&house.app, &house.broker, &none, None).await.expect("choice");
        cases::write(&house.app, &lena, case.id, &letter("Hej?"), None).await.expect("reply");
        assert_eq!(house.sent().await, [""; 0], "no mail is wanted");
    }

    async fn a_case_that_was_answered_meanwhile_is_not_called_new(app: &App) {
        let house = house(app).await;
        let case = house.case().await;
        let form = LetterForm { body: "Svar".into(), ..LetterForm::default() };
        cases::write(&house.app, &house.broker, case.id, &form, None).await.expect("answer");
        assert_eq!(house.sent().await, [""; 0]);
        assert_eq!(house.waiting().await, 0, "dropped, not waiting");
    }

    async fn a_meeting_is_asked_for_moved_and_called_off(app: &App) {
        let house = house(app).await;
        let visit = ContactForm {
            kind: "visit".into(),
            on: "2026-12-15".into(),
            topic: "Kompetensbehov".into(),
            ..ContactForm::default()
        };
        let kept = contacts::keep(&house.app, &house.broker, house.firm, &visit, None).await;
        let (kept, by) = (kept.expect("kept"), login(&house.broker));
        let what = For::Contact(kept.id);
        let form = |at: &str, email: &str| MeetingForm {
            on: "2026-12-15".into(),
            at: at.into(),
            minutes: "60".into(),
            place: "Storgatan 1".into(),
            email: email.into(),
        };
        let (lena, per) = ("lena@demo.samkraft.test", "per@demo.samkraft.test");
        for (at, to, kinds) in [
            ("13", lena, &["appointment-set"][..]),
            ("14.30", lena, &["appointment-set"]),
            ("14.30", per, &["appointment-cancelled", "appointment-set"]),
        ] {
            let stands = appointments::occasion(&house.app, by, what).await.expect("occasion").set;
            let seen = stands.map(|one| one.version());
            let set = appointments::set(&house.app, by, what, seen, &form(at, to), None).await;
            set.expect("set");
            let mut sent = house.sent().await;
            sent.sort_unstable();
            assert_eq!(sent, kinds, "{at} {to}");
        }
        contacts::cancel(&house.app, &house.broker, kept.id, None).await.expect("called off");
        assert_eq!(house.sent().await, ["appointment-cancelled"]);
        let mut mails = house.sink.mails();
        // Two mails of one moment leave in any order.
        if mails[2].header("subject").as_deref() == Some("appointment-set") {
            mails.swap(2, 3);
        }
        let part = |nth: usize, words: &str| {
            let data = mails[nth].data.replace("=\r\n", "").replace("=3D", "=");
            assert!(data.contains(words), "{nth} {words}: {data}");
        };
        for (nth, method, sequence) in
            [(0, "REQUEST", 0), (1, "REQUEST", 1), (2, "CANCEL", 2), (3, "REQUEST", 0)]
        {
            part(nth, &format!("method={method}"));
            part(nth, &format!("SEQUENCE:{sequence}\r\n"));
        }
        part(0, "DTSTART;TZID=Europe/Stockholm:20261215T130000");
        part(1, "DTSTART;TZID=Europe/Stockholm:20261215T143000");
        part(4, "METHOD:CANCEL");
        let uid = |nth: usize| {
            let data = mails[nth].data.replace("=\r\n", "");
            data.lines().find(|line| line.starts_with("UID:")).map(str::to_owned)
        };
        assert!(uid(0).is_some() && uid(0) == uid(1) && uid(1) == uid(2) && uid(2) != uid(3));
    }

    async fn a_firm_is_asked_three_times_in_a_year_and_its_answer_stands_in_the_case(app: &App) {
        let house = house(app).await;
        person(app, Role::EmployerAdmin, house.firm, "Demo Lena").await;
        let case = house.case().await;
        let closing = ClosingForm { outcome: "met".into(), outcome_words: "Klart.".into() };
        let view = cases::read(&house.app, &house.broker, case.id).await.expect("case");
        let closed = view.case.version;
        cases::close(&house.app, &house.broker, case.id, closed, &closing, None)
            .await
            .expect("closed");
        house.sent().await;
        assert_eq!(house.tick("2027-03-05T09:00:00Z").await.asked, 0, "two days early");
        for (day, kinds) in [
            ("2027-03-08T09:00:00Z", &["follow-up"][..]),
            ("2027-03-09T09:00:00Z", &[]),
            ("2027-06-08T09:00:00Z", &["follow-up"]),
            ("2027-12-07T09:00:00Z", &["follow-up"]),
            ("2028-03-07T09:00:00Z", &[]),
        ] {
            let asked = house.tick(day).await.asked;
            assert_eq!(house.tick(day).await.asked, 0, "{day}: twice in a row");
            assert_eq!(usize::try_from(asked), Ok(kinds.len()), "{day}");
            let sent: Vec<_> =
                house.sent().await.into_iter().filter(|kind| kind == "follow-up").collect();
            assert_eq!(sent, kinds, "{day}");
        }
        house.app.clock.set("2027-12-10T09:00:00Z".parse().expect("instant"));
        let last = house.sink.mails();
        let last = last.iter().rfind(|one| one.header("subject").as_deref() == Some("follow-up"));
        let data = last.expect("mail").data.replace("=\r\n", "");
        let token = data.split("/uppfoljning/").nth(1).expect("link");
        let token: String = token.chars().take_while(char::is_ascii_alphanumeric).collect();
        let form = FollowUpForm { answer: "partly".into(), words: "En av två.".into() };
        let unsolved = FollowUpForm { answer: "not-solved".into(), words: String::new() };
        for (said, told) in [
            (&form, &["follow-up-answered"][..]),
            (&form, &[]),
            (&unsolved, &["follow-up-answered"]),
            (&form, &["follow-up-answered"]),
        ] {
            let seen = version(&house.app, &token).await;
            follow_ups::answer(&house.app, &token, seen, said, None).await.expect("answered");
            assert_eq!(house.sent().await, told, "{said:?}");
        }
        let seen = version(&house.app, &token).await;
        for _ in 0..2 {
            let key = Some("8f14e45f-ceea-467f-a0e6-3b2c6f6a7d11");
            let answered = follow_ups::answer(&house.app, &token, seen, &unsolved, key).await;
            answered.expect("answered");
        }
        assert_eq!(house.sent().await, ["follow-up-answered"], "the same form sent twice");
        let late = follow_ups::answer(&house.app, &token, 0, &form, None).await;
        assert_eq!(late.expect_err("a colleague has answered").kind, Kind::Conflict);
        let seen = version(&house.app, &token).await;
        follow_ups::answer(&house.app, &token, seen, &form, None).await.expect("answered");
        house.sent().await;
        let said = follow_ups::of_case(&house.app, &house.broker, case.id).await.expect("read");
        let answers: Vec<_> = said.iter().map(|one| (one.months, one.answer)).collect();
        assert_eq!(answers, [(3, None), (6, None), (12, Some(FollowUpAnswer::Partly))]);
        let unknown = follow_ups::by_link(&house.app, "0").await;
        assert_eq!(unknown.expect_err("no such link").kind, Kind::Invisible);
        house.app.clock.set("2028-03-10T09:00:00Z".parse().expect("instant"));
        let late = follow_ups::answer(&house.app, &token, seen, &form, None).await;
        assert_eq!(late.expect_err("its time is out").kind, Kind::Invisible);
    }

    async fn reminders_and_digests_come_once_and_one_click_ends_the_digest(app: &App) {
        let house = house(app).await;
        house.invite("lena@demo.samkraft.test", "").await.expect("invited");
        house.case().await;
        house.sent().await;
        assert_eq!(house.tick("2026-12-08T05:00:00Z").await.digests, 0, "before seven");
        let turn = house.tick("2026-12-08T09:00:00Z").await;
        assert_eq!((turn.digests, turn.reminded), (1, 0));
        assert_eq!(house.tick("2026-12-09T09:00:00Z").await.digests, 0, "the same week");
        assert_eq!(house.sent().await, ["digest"]);
        let digest = house.sink.mails().pop().expect("digest");
        let leave = digest.header("list-unsubscribe").expect("a way out");
        let one_click = digest.header("list-unsubscribe-post");
        assert_eq!(one_click.as_deref(), Some("List-Unsubscribe=One-Click"));
        let turn = house.tick("2026-12-14T09:00:00Z").await;
        assert_eq!((turn.digests, turn.reminded), (1, 1), "a week later");
        assert_eq!(house.tick("2026-12-15T09:00:00Z").await.reminded, 0);
        let mut sent = house.sent().await;
        sent.retain(|kind| kind != "promise-broken" && kind != "case-escalated");
        sent.sort();
        assert_eq!(sent, ["approval-reminder", "digest"]);
        let token = leave.rsplit('/').next().expect("token").trim_end_matches('>').to_owned();
        mail::choices::unsubscribe(&house.app, &token).await.expect("known");
        assert_eq!(house.tick("2026-12-21T09:00:00Z").await.digests, 0);
        let unknown = mail::choices::unsubscribe(&house.app, "0").await;
        assert_eq!(unknown.expect_err("nobody's").kind, Kind::Invisible);
    }

    async fn two_workers_send_each_mail_once(app: &App) {
        let house = house(app).await;
        for number in 0..60 {
            let to = format!("firma{number}@demo.samkraft.test");
            house.invite(&to, "yes").await.expect("invited");
        }
        let (one, two) = tokio::join!(
            mail::turn(&house.app, "one"),
            async { mail::turn(&posting(app, house.sink.port), "two").await },
        );
        let (one, two) = (one.expect("one"), two.expect("two"));
        assert_eq!(one.sent + two.sent, 60, "{one:?} {two:?}");
        assert_eq!(house.sink.mails().len(), 60);
    }
}

#[test]
fn a_post_that_cannot_be_says_what_a_right_one_looks_like() {
    let refused = |url: &str, from: &str| {
        Post::new(url, from, Box::new(Plain)).err().map(|error| error.to_string())
    };
    let tokio = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let _inside = tokio.as_ref().map(tokio::runtime::Runtime::enter);
    for (url, from) in [("mail.example", "a@b.se"), ("smtp://mail.example", "nobody")] {
        let words = refused(url, from).expect("refused");
        assert!(words.contains("such as"), "{words}");
    }
    assert_eq!(refused("smtps://user:x@mail.example", "Samkraft <a@b.se>"), None);
}
