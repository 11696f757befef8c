//! Ownership transfer from outside: a listing leaves no trace for anybody it is not for, a teaser
//! that would tell too much is not published, and names come with the agreement.

use std::fmt::Write;
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use domain::succession::AGREEMENT_VERSION;
use tracing::Subscriber;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt};
use web::rooms;

use crate::callers::callers;
use crate::house::{Answer, House};
use crate::things::{Things, Whose};

const OWNER: &str = "employer-admin.kramfors@demo.samkraft.test";
const COLLEAGUE: &str = "employer-member.kramfors@demo.samkraft.test";
const BUYER: &str = "person@demo.samkraft.test";
const ADVISER: &str = "muni-adviser.kramfors@demo.samkraft.test";

/// In the owner's own words.
const NOTE: &str = "qzxnotejvw";
/// In the words of the teaser.
const TEASER: &str = "qzxteaserjvw";
/// In what the buyer writes.
const LETTER: &str = "qzxletterjvw";
/// In what the buyer says of themselves.
const PROFILE: &str = "qzxprofilejvw";
const MARKS: [&str; 4] = [NOTE, TEASER, LETTER, PROFILE];

async fn send(house: &House, cookie: &str, page: &str, fields: &[(&str, &str)]) -> Answer {
    sent_to(house, cookie, (page, page), fields).await
}

/// Sends a form that stands on a page to an address.
async fn sent_to(
    house: &House,
    cookie: &str,
    (page, action): (&str, &str),
    fields: &[(&str, &str)],
) -> Answer {
    let shown = house.get(page, cookie).await;
    assert_eq!(shown.status, StatusCode::OK, "{page}: {}", shown.body);
    let (csrf, version) = (shown.hidden("csrf"), shown.hidden("version"));
    let mut all = vec![("csrf", csrf.as_str()), ("version", version.as_str())];
    all.extend_from_slice(fields);
    house.post(action, cookie, &all).await
}

/// The address one is sent on to.
fn on_to(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.header("location").split('?').next().expect("address").to_owned()
}

const WIDE: &[(&str, &str)] =
    &[("industry", "manufacturing"), ("sizeFrom", "10-19"), ("sizeTo", "10-19")];

/// A listing with a teaser that four firms of the demo fit; gives its address.
async fn published(house: &House, cookie: &str) -> String {
    let words = format!("Fråga dottern {NOTE}");
    let fields = [("title", NOTE), ("body", words.as_str())];
    let listing = on_to(&send(house, cookie, "/agarskifte/ny", &fields).await);
    let words = format!("Verkstad med fasta kunder {TEASER}");
    let mut fields = WIDE.to_vec();
    fields.push(("words", &words));
    let page = format!("{listing}/annons");
    assert_eq!(on_to(&send(house, cookie, &page, &fields).await), listing);
    listing
}

/// The buyer shows interest; gives the address of the conversation.
async fn in_touch(house: &House, cookie: &str, listing: &str) -> String {
    let looking = format!("En verkstad {PROFILE}");
    let fields = [("looking", looking.as_str()), ("background", "Svetsare i tio år")];
    on_to(&send(house, cookie, "/agarskifte/kopare", &fields).await);
    let id = listing.rsplit('/').next().expect("id");
    let words = format!("Jag vill veta mer {LETTER}");
    let page = format!("/agarskifte/annonser/{id}");
    on_to(&send(house, cookie, &page, &[("words", &words)]).await)
}

/// Everything that is logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

struct Line<'a>(&'a mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let _ = writeln!(self.0, "{field}={value:?}");
    }
}

impl<S: Subscriber> Layer<S> for Log {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        event.record(&mut Line(&mut self.0.lock().expect("log")));
    }

    fn on_new_span(&self, attributes: &Attributes<'_>, _: &Id, _: Context<'_, S>) {
        attributes.record(&mut Line(&mut self.0.lock().expect("log")));
    }
}

/// Which marks a caller may read: the owner all, the buyer what is for buyers and their own.
fn may_read(name: &str) -> &'static [&'static str] {
    match name {
        "employer-admin" => &MARKS,
        "person" => &[TEASER, LETTER, PROFILE],
        // Alike to everybody who looks for a firm, also to those who work there.
        "employer-member" => &[TEASER],
        _ => &[],
    }
}

/// Every address that can be read, with the ids of the own firm's things, and of the listing and
/// the conversation.
fn addresses(things: &Things, listing: &str, talk: &str) -> Vec<String> {
    let routes = rooms::routes();
    let reads = routes.access().iter().filter(|access| access.method == "GET");
    let mut all = Vec::new();
    for path in reads.map(|access| access.path.as_str()) {
        let own = things.of_path(path).and_then(|ids| ids.get(&Whose::Own));
        let ids = match path {
            _ if path.starts_with("/agarskifte/samtal/") => vec![talk.to_owned()],
            _ if path.starts_with("/agarskifte/") => vec![listing.to_owned()],
            // Whatever the id is taken for, it shows nothing.
            _ => own.map(ToString::to_string).into_iter().chain([listing.to_owned()]).collect(),
        };
        for id in ids {
            let parts = path.split('/').map(|part| match part {
                "{id}" | "{token}" => id.as_str(),
                "{at}" => "1",
                "{lane}" => "recruit",
                "{fact}" => "age",
                "{part}" => "summary",
                part if part.starts_with('{') => "finns-inte",
                part => part,
            });
            let address = parts.collect::<Vec<_>>().join("/");
            if !all.contains(&address) {
                all.push(address);
            }
        }
    }
    all.extend(MARKS.iter().map(|mark| format!("/sok?q={mark}")));
    all
}

/// Rows of any table in which a mark stands as plain text.
async fn rows_with_marks(house: &House) -> Vec<String> {
    let mut snapshot = house.app.store.snapshot().await.expect("snapshot");
    let mut found = Vec::new();
    for table in snapshot.tables().await.expect("tables") {
        let read = snapshot.rows::<app::Error>(&table, |line| {
            if MARKS.iter().any(|mark| line.contains(mark)) {
                found.push(table.name.clone());
            }
            Ok(())
        });
        read.await.expect("rows");
    }
    found
}

#[tokio::test]
async fn succession_leaves_no_trace() {
    let log = Log::default();
    let guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(log.clone()));
    let house = House::demo(false).await.expect("SQLite is always there");
    let things = Things::of(&house).await;
    let (owner, buyer) = (house.log_in(OWNER).await, house.log_in(BUYER).await);
    let listing = published(&house, &owner).await;
    let talk = in_touch(&house, &buyer, &listing).await;
    let id = |path: &str| path.rsplit('/').next().expect("id").to_owned();
    let addresses = addresses(&things, &id(&listing), &id(&talk));
    let (mut asked, mut traces, mut shown) = (0, Vec::new(), 0);
    for caller in callers(&house).await {
        let may = may_read(&caller.name);
        for address in &addresses {
            let answer = house.get(address, &caller.cookie).await;
            asked += 1;
            // A search says what was searched for, and so does the way to it by the login.
            let asked_for = address.strip_prefix("/sok?q=").unwrap_or("\0");
            let body = answer.body.replace(asked_for, "");
            let headers = format!("{:?}", answer.headers).replace(asked_for, "");
            for mark in MARKS {
                let is_there = body.contains(mark) || headers.contains(mark);
                shown += usize::from(is_there);
                if is_there && !may.contains(&mark) {
                    traces.push(format!("{address} shows {} {mark}", caller.name));
                }
            }
        }
    }
    assert!(asked > 3_000, "{asked}");
    assert!(shown >= 6, "the owner and the buyer read theirs: {shown}");
    assert!(traces.is_empty(), "{} traces:\n{}", traces.len(), traces.join("\n"));
    assert_eq!(rows_with_marks(&house).await, [""; 0], "words are sealed in every table");
    drop(guard);
    let log = log.0.lock().expect("log").clone();
    assert!(log.len() > 1_000, "something is logged");
    for mark in MARKS {
        assert!(!log.contains(mark), "the log holds {mark}");
    }
}

#[tokio::test]
async fn nothing_that_is_counted_or_listed_changes_for_others() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let admin = house.log_in("admin@demo.samkraft.test").await;
    let colleague = house.log_in(COLLEAGUE).await;
    let seen = async |cookie: &str| {
        let mut all = Vec::new();
        for path in ["/api/v1/succession/own", "/agarskifte", "/skrivbord", "/utskick"] {
            let answer = house.get(path, cookie).await;
            let key = answer.hidden("idempotency");
            let request = answer.header("x-request-id").to_owned();
            all.push((answer.status, answer.body.replace(&key, "").replace(&request, "")));
        }
        all
    };
    let lengths = |all: &[(StatusCode, String)]| {
        all.iter().map(|(status, body)| (*status, body.len())).collect::<Vec<_>>()
    };
    let before = [lengths(&seen(&admin).await), lengths(&seen(&colleague).await)];
    let owner = house.log_in(OWNER).await;
    let listing = published(&house, &owner).await;
    let buyer = house.log_in(BUYER).await;
    in_touch(&house, &buyer, &listing).await;
    let after = [lengths(&seen(&admin).await), lengths(&seen(&colleague).await)];
    assert_eq!(before, after);
    let refused = house.get("/agarskifte/annonser", &admin).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "no administrator lists sellers");
    let list = house.get("/agarskifte/annonser", &colleague).await;
    assert!(list.body.contains(TEASER), "the same as everybody: {}", list.body);
}

#[tokio::test]
async fn the_log_tells_of_the_room_but_not_who_was_there() {
    let log = Log::default();
    let guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(log.clone()));
    let house = House::demo(false).await.expect("SQLite is always there");
    let (owner, colleague) = (house.log_in(OWNER).await, house.log_in(COLLEAGUE).await);
    log.0.lock().expect("log").clear();
    let listing = published(&house, &owner).await;
    house.get("/api/v1/succession/own", &owner).await;
    assert_eq!(house.get(&listing, &colleague).await.status, StatusCode::NOT_FOUND);
    let narrow = [("title", "")];
    let refused = send(&house, &owner, "/agarskifte/ny", &narrow).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = std::mem::take(&mut *log.0.lock().expect("log"));
    assert!(said.contains("route=\"/agarskifte\"") && said.contains("status=404"), "{said}");
    let traces = ["account=", "role=", "network=", "{id}", "/agarskifte/", "succession", "POST"];
    for trace in traces {
        assert!(!said.contains(trace), "{trace} in\n{said}");
    }
    // Anywhere else it is told who was refused.
    let elsewhere = house.get("/arenden/0190b0a0-0000-7000-8000-000000000000", &colleague).await;
    assert!(elsewhere.status.is_client_error());
    drop(guard);
    let said = log.0.lock().expect("log").clone();
    assert!(said.contains("account=") && said.contains("role="), "{said}");
}

#[tokio::test]
async fn two_editions_that_name_the_firm_together_are_refused_in_words() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let owner = house.log_in(OWNER).await;
    let listing = published(&house, &owner).await;
    let page = format!("{listing}/annons");
    let other = [("industry", ""), ("sizeFrom", ""), ("municipalities", "2282"), ("words", "Fast")];
    let refused = send(&house, &owner, &page, &other).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Annonsen har visat annat förut"), "{}", refused.body);
    let anew = on_to(&send(&house, &owner, "/agarskifte/ny", &[("title", "Igen")]).await);
    let done = send(&house, &owner, &format!("{anew}/annons"), &other).await;
    assert_eq!(on_to(&done), anew, "each alone is wide enough");
}

#[tokio::test]
async fn a_tie_is_told_to_the_owner_before_any_promise() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let (owner, colleague) = (house.log_in(OWNER).await, house.log_in(COLLEAGUE).await);
    let listing = published(&house, &owner).await;
    let talk = in_touch(&house, &colleague, &listing).await;
    let tie = "Köparen har en koppling till ditt företag";
    for page in [talk.clone(), format!("{talk}/sekretess")] {
        assert!(house.get(&page, &owner).await.body.contains(tie), "{page}");
        assert!(!house.get(&page, &colleague).await.body.contains(tie), "{page}");
    }
    let free = in_touch(&house, &house.log_in(BUYER).await, &listing).await;
    assert!(!house.get(&free, &owner).await.body.contains(tie));
}

#[tokio::test]
async fn whoever_owns_a_listing_can_end_it_in_any_role() {
    let routes = rooms::routes();
    let mut asked = 0;
    for access in routes.access() {
        let rest = access.path.strip_prefix("/agarskifte/{id}/").unwrap_or_default();
        if ["andra", "pausa", "avsluta", "radgivare-bort"].contains(&rest) {
            asked += 1;
            assert_eq!(access.right, "UseSuccession", "{} {}", access.method, access.path);
        }
    }
    assert_eq!(asked, 6);
}

#[tokio::test]
async fn a_teaser_that_would_tell_too_much_is_made_broader_with_one_press() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let owner = house.log_in(OWNER).await;
    let fields = [("title", "När jag fyller 65"), ("body", "")];
    let listing = on_to(&send(&house, &owner, "/agarskifte/ny", &fields).await);
    let page = format!("{listing}/annons");
    let mut narrow = WIDE.to_vec();
    narrow.extend([("municipalities", "2282"), ("words", "Fast kundkrets")]);
    let refused = send(&house, &owner, &page, &narrow).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Säg lite mindre"), "{}", refused.body);
    assert!(refused.body.contains("Fast kundkrets"), "nothing typed is lost");
    let way = refused.body.split("<li><form").nth(1).expect("a broader way");
    let way = way.split("</form>").next().unwrap_or_default();
    let values = way.split("<input type=\"hidden\" name=\"").skip(1).filter_map(|rest| {
        let (name, rest) = rest.split_once("\" value=\"")?;
        Some((name, rest.split('"').next()?))
    });
    let fields: Vec<(&str, &str)> = values.collect();
    let done = house.post(&page, &owner, &fields).await;
    assert_eq!(on_to(&done), listing);
    let told = send(&house, &owner, &page, &[("words", "Vi på Ådalens Plåt säljer")]).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.body.contains("finns i ditt namn"), "{}", told.body);
}

#[tokio::test]
async fn names_come_with_both_promises_and_go_at_the_end() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let (owner, buyer) = (house.log_in(OWNER).await, house.log_in(BUYER).await);
    let listing = published(&house, &owner).await;
    let talk = in_touch(&house, &buyer, &listing).await;
    let sees = async |cookie: &str| house.get(&talk, cookie).await.body;
    assert!(!sees(&buyer).await.contains("Ådalens Plåt"));
    assert!(sees(&owner).await.contains("Köpare 1") && !sees(&owner).await.contains("Amina"));
    let promise = format!("{talk}/sekretess");
    for (cookie, is_last) in [(&owner, false), (&buyer, true)] {
        let fields = [("agreed", "yes"), ("agreement", AGREEMENT_VERSION)];
        assert_eq!(on_to(&send(&house, cookie, &promise, &fields).await), talk);
        assert_eq!(sees(&buyer).await.contains("Ådalens Plåt"), is_last);
    }
    assert!(sees(&owner).await.contains("Amina Said"));
    let end = format!("{talk}/avsluta");
    let sure = house.get(&end, &buyer).await;
    assert!(sure.body.contains("Det kan inte ångras"), "{}", sure.body);
    assert_eq!(on_to(&send(&house, &buyer, &end, &[("outcome", "ended")]).await), talk);
    // In the head of each page stands the reader's own name.
    for (cookie, other) in [(&owner, "Amina Said"), (&buyer, "Ådalens Plåt")] {
        let over = sees(cookie).await;
        assert!(!over.contains(other), "hidden again");
        assert!(over.contains("Det ni redan har läst vet ni") && !over.contains(LETTER));
    }
}

#[tokio::test]
async fn a_desk_says_only_that_there_is_something_to_the_one_it_is_for() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let owner = house.log_in(OWNER).await;
    let listing = published(&house, &owner).await;
    let (adviser, colleague) = (house.log_in(ADVISER).await, house.log_in(COLLEAGUE).await);
    let action = format!("{listing}/radgivare");
    let done = sent_to(&house, &owner, (&listing, &action), &[("email", ADVISER)]).await;
    assert_eq!(on_to(&done), listing);
    let desk = house.get("/skrivbord", &adviser).await.body;
    assert!(desk.contains("Du har något nytt att läsa") && desk.contains("Bara för dig"), "{desk}");
    assert!(!desk.contains(NOTE) && !desk.contains(TEASER));
    assert!(!house.get("/skrivbord", &colleague).await.body.contains("något nytt att läsa"));
    let let_in = house.get(&listing, &adviser).await;
    assert!(let_in.body.contains(NOTE) && !let_in.body.contains("/annons\""), "{}", let_in.body);
    assert_eq!(house.get(&listing, &colleague).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_owners_intend_is_told_in_sums() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let analyst = house.log_in("analyst@demo.samkraft.test").await;
    let page = house.get("/agarskifte/avsikter", &analyst).await;
    let plain = page.body.replace('\u{a0}', " ");
    assert!(
        plain.contains("25 svar") && plain.contains("44,0 %") && plain.contains("56,0 %"),
        "{plain}"
    );
    let sums = house.get("/api/v1/succession/intentions", &analyst).await.json();
    assert_eq!((&sums["total"], &sums["parts"][0]["count"]), (&25.into(), &11.into()));
    let owner = house.log_in(OWNER).await;
    let said = send(&house, &owner, "/agarskifte/avsikter", &[("intention", "external")]).await;
    assert_eq!(on_to(&said), "/agarskifte/avsikter");
    let sums = house.get("/api/v1/succession/intentions", &analyst).await.json();
    assert_eq!(sums["total"], 26);
    assert!(sums["parts"][1]["count"].is_null(), "one alone is not told: {sums}");
    assert!(sums["parts"][0]["count"].is_null(), "nor from the total");
}
