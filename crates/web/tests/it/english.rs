//! Every page in English, and a change of language that loses nothing.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use web::rooms;

use crate::house::{Answer, House};
use crate::words::texts_in;

/// Names in the small county; names are the same in every language.
const NAMES: &[&str] = &["Västernorrland", "Demo Ådalens Plåt", "Svenska"];

/// Elements without an end.
const VOID: &[&str] = &["meta", "link", "input", "br", "hr", "img", "path", "circle", "rect"];

/// The texts that stand on a page in its own language: one for each stretch between two tags, and
/// the attributes that are read out. Then what is marked as Swedish.
fn texts_on(html: &str) -> (Vec<String>, Vec<String>) {
    let (mut texts, mut data) = (Vec::new(), Vec::new());
    // Names of the open elements inside the outermost one marked as Swedish.
    let mut marked: Vec<String> = Vec::new();
    for part in html.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default().to_owned();
        if tag.starts_with('/') {
            if marked.last() == Some(&name) {
                marked.pop();
            }
        } else if !VOID.contains(&name.as_str()) && !tag.ends_with('/') {
            if !marked.is_empty() || tag.contains(" lang=\"sv\"") {
                marked.push(name);
            } else {
                for attribute in ["aria-label=\"", "data-label=\"", "data-waiting=\""] {
                    texts.extend(tag.split(attribute).skip(1).filter_map(|rest| {
                        rest.split('"').next().map(|value| value.trim().to_owned())
                    }));
                }
            }
        }
        let language = if marked.is_empty() { &mut texts } else { &mut data };
        language.push(text.trim().to_owned());
    }
    texts.retain(|text| !text.is_empty());
    data.retain(|text| !text.is_empty());
    (texts, data)
}

/// Fails when a page has Swedish left or shows the key of a text.
fn check_english(page: &Answer, what: &str, swedish: &BTreeSet<String>, keys: &BTreeSet<String>) {
    assert_eq!(page.body.matches("<html lang=\"en\">").count(), 1, "{what}");
    assert_eq!(page.header("content-language"), "en", "{what}");
    let (texts, data) = texts_on(&page.body);
    // A title and a list of steps cannot be marked in part: they repeat what is marked elsewhere.
    let names: Vec<&str> = NAMES.iter().copied().chain(data.iter().map(String::as_str)).collect();
    for text in texts {
        let is_name = NAMES.contains(&text.as_str());
        assert!(is_name || !swedish.contains(&text), "{what}: «{text}» is Swedish");
        assert!(!keys.contains(&text), "{what}: «{text}» is a key without a text");
        let rest = names.iter().fold(text.clone(), |rest, name| rest.replace(name, ""));
        let is_swedish = rest.to_lowercase().contains(['å', 'ä', 'ö', '«']);
        assert!(!is_swedish, "{what}: «{text}» is Swedish");
    }
}

/// Texts that are only in Swedish.
fn only_swedish() -> BTreeSet<String> {
    let english: BTreeSet<String> = texts_in("en").into_values().collect();
    let swedish = texts_in("sv").into_values();
    swedish.filter(|text| text.len() > 3 && !english.contains(text)).collect()
}

fn keys() -> BTreeSet<String> {
    texts_in("sv").into_keys().collect()
}

/// Every page that can be read without naming a record, and those of one firm.
fn pages(firm: &str) -> Vec<String> {
    let routes = rooms::routes();
    let is_page = |path: &str| {
        let machines = ["/api/", "/assets/", "/healthz", "/readyz", "/version", "/metrics"];
        !machines.iter().any(|start| path.starts_with(start)) && !path.contains('.')
    };
    let reads = routes.access().iter().filter(|one| one.method == "GET" && is_page(&one.path));
    let paths: BTreeSet<String> = reads.map(|one| one.path.clone()).collect();
    let mut pages: Vec<String> = paths.into_iter().filter(|path| !path.contains('{')).collect();
    pages.extend(
        ["/organisationer/{}", "/organisationer/{}/andra", "/kartlaggningar/ny?organisation={}"]
            .map(|path| path.replace("{}", firm)),
    );
    pages.extend(
        ["/kontakter/ny?organisation={}", "/arenden/nytt?organisation={}"]
            .map(|path| path.replace("{}", firm)),
    );
    pages.extend(["/yrken/7212", "/insatser?q=svetsare", "/k/0000", "/finns-inte"].map(Into::into));
    pages
}

async fn firm_of(house: &House, cookie: &str) -> String {
    let firms = house.get("/api/v1/organisations", cookie).await.json();
    let items = firms["items"].as_array().expect("firms").clone();
    let plate = items.iter().find(|one| one["name"] == "Demo Ådalens Plåt").expect("firm");
    plate["id"].as_str().expect("id").to_owned()
}

fn with_english(path: &str) -> String {
    let mark = if path.contains('?') { '&' } else { '?' };
    format!("{path}{mark}lang=en")
}

#[tokio::test]
async fn no_page_has_swedish_left_in_english() {
    let house = House::open().await;
    let (swedish, keys) = (only_swedish(), keys());
    let broker = house.log_in("broker@demo.test").await;
    let firm = firm_of(&house, &broker).await;
    let mut seen = 0;
    let people = ["", "broker@demo.test", "analyst@demo.test", "employer@demo.test"];
    for person in people {
        let cookie = if person.is_empty() { String::new() } else { house.log_in(person).await };
        for path in pages(&firm) {
            let page = house.get(&with_english(&path), &cookie).await;
            if page.status == StatusCode::SEE_OTHER {
                continue;
            }
            assert!(!page.status.is_server_error(), "{path}: {}", page.status);
            if !page.header("content-type").starts_with("text/html") {
                continue;
            }
            check_english(&page, &format!("{path} for {person}"), &swedish, &keys);
            seen += 1;
        }
    }
    assert!(seen > 60, "only {seen} pages were seen");
}

#[tokio::test]
async fn a_cookie_remembers_the_language_and_caches_keep_the_two_apart() {
    let house = House::open().await;
    let swedish = house.get("/om-matchning", "").await;
    assert_eq!(swedish.header("content-language"), "sv");
    assert!(swedish.header("vary").contains("cookie"), "{}", swedish.header("vary"));
    assert_eq!(swedish.header("set-cookie"), "", "nothing to remember");
    let address = "hreflang=\"en\" href=\"http://samkraft.test/om-matchning?lang=en\"";
    assert!(swedish.body.contains(address), "{}", swedish.body);
    assert!(swedish.body.contains("<a class=\"lang\" href=\"/om-matchning?lang=en\" lang=\"en\""));

    let english = house.get("/om-matchning?lang=en", "").await;
    assert!(english.header("set-cookie").starts_with("lang=en; Path=/; Max-Age="));
    assert!(english.body.contains("<h1>How we work out matches</h1>"), "{}", english.body);
    let kept = house.get("/om-matchning", "lang=en").await;
    assert!(kept.body.contains("<html lang=\"en\">"));
    assert!(kept.body.contains("href=\"/om-matchning?lang=sv\" lang=\"sv\""));
    let back = house.get("/om-matchning?lang=sv", "lang=en").await;
    assert!(back.body.contains("<html lang=\"sv\">"));
    for odd in ["/om-matchning?lang=de", "/om-matchning?lang="] {
        assert!(house.get(odd, "").await.body.contains("<html lang=\"sv\">"), "{odd}");
    }
}

#[tokio::test]
async fn the_switch_keeps_the_query() {
    let house = House::open().await;
    let page = house.get("/insatser?q=svetsare&sort=education&lang=en", "").await;
    assert!(page.body.contains("href=\"/insatser?q=svetsare&#38;sort=education&#38;lang=sv\""));
}

#[tokio::test]
async fn the_api_tells_what_is_wrong_in_the_readers_language() {
    let house = House::open().await;
    let ask = async |path: &str, accept: &str| {
        let request = Request::get(path).header("accept-language", accept).body(Body::empty());
        house.send(request.expect("request")).await
    };
    let problem = ask("/api/v1/finns-inte", "en-GB,en;q=0.9").await;
    assert_eq!(problem.json()["title"], "The page does not exist");
    assert_eq!(problem.header("content-language"), "en");
    assert!(problem.header("vary").contains("accept-language"), "{}", problem.header("vary"));
    assert_eq!(ask("/api/v1/finns-inte", "sv").await.json()["title"], "Sidan finns inte");
    let chosen = ask("/api/v1/finns-inte?lang=en", "sv").await;
    assert_eq!(chosen.json()["title"], "The page does not exist");
    assert_eq!(chosen.header("set-cookie"), "", "a program remembers by itself");
    let page = ask("/om-matchning", "en-GB").await;
    assert!(page.body.contains("<html lang=\"sv\">"), "pages are Swedish until one chooses");
}

#[tokio::test]
async fn what_stands_in_a_form_comes_along_and_nothing_is_saved() {
    let house = House::open().await;
    let cookie = house.log_in("broker@demo.test").await;
    let page = house.get("/organisationer/ny", &cookie).await;
    let action = "formaction=\"/organisationer/ny?byt-sprak=en\"";
    assert!(page.body.contains("form=\"formular\"") && page.body.contains(action));
    let csrf = page.hidden("csrf");
    let fields = [
        ("csrf", csrf.as_str()),
        ("name", "Demo Halvskrivet <b>"),
        ("sector", "public"),
        ("employees", "tolv"),
    ];
    let english = house.post("/organisationer/ny?byt-sprak=en", &cookie, &fields).await;
    assert_eq!(english.status, StatusCode::OK, "{}", english.body);
    assert!(english.body.contains("<html lang=\"en\">") && english.body.contains("Add a company"));
    assert!(english.body.contains("value=\"Demo Halvskrivet &#60;b&#62;\""), "{}", english.body);
    assert!(english.body.contains("value=\"tolv\""));
    assert!(english.body.contains("value=\"public\" id=\"f-sector-2\" checked"));
    assert!(english.header("set-cookie").contains("lang=en"));
    assert!(english.body.contains("action=\"/organisationer/ny\""), "sent as before");
    let firms = house.get("/api/v1/organisations?q=Halvskrivet", &cookie).await.json();
    assert_eq!(firms["total"], 0, "{firms}");
}

#[tokio::test]
async fn a_form_that_came_back_changes_language_too() {
    let house = House::open().await;
    let fields = [("email", "employer@demo.test"), ("password", "fel"), ("till", "/behov")];
    let page = house.post("/logga-in", "lang=en", &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("<title>Error: Log in"), "{}", page.body);
    check_english(&page, "a form to mend", &only_swedish(), &keys());
    assert!(page.body.contains("formaction=\"/logga-in?byt-sprak=sv\""));
    let again = house.post("/logga-in?byt-sprak=sv", "lang=en", &fields).await;
    assert_eq!(again.status, StatusCode::OK);
    assert!(again.body.contains("value=\"employer@demo.test\"") && again.body.contains("E-post"));
    assert_eq!(again.hidden("till"), "/behov");
}

#[tokio::test]
async fn only_our_own_pages_fill_a_form_in() {
    let house = House::open().await;
    let cookie = house.log_in("broker@demo.test").await;
    let fields = [("csrf", "gissat"), ("name", "Nej")];
    let forged = house.post("/organisationer/ny?byt-sprak=en", &cookie, &fields).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    assert!(!forged.body.contains("Nej"));
    let request = Request::post("/logga-in?byt-sprak=en")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "cross-site");
    let other = house.send(request.body(Body::from("email=x")).expect("request")).await;
    assert_eq!(other.status, StatusCode::FORBIDDEN);
    let large = "a".repeat((128 << 10) + 1);
    let page = house.post("/logga-in?byt-sprak=en", "", &[("email", &large)]).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[test]
fn every_page_with_a_form_lets_the_switch_send_it() {
    for path in crate::words::files(&crate::words::root().join("templates"), "html") {
        let template = crate::words::read(&path);
        // The page before calling off asks for nothing.
        let is_page = template.contains("{% extends \"layout.html\" %}");
        let asks = template.contains("forms::tokens(") && !path.ends_with("mappings/withdraw.html");
        if is_page && asks {
            let name = path.display();
            assert!(template.contains("id=\"formular\""), "{name}: the form has no id");
            assert!(template.contains("{% block header %}"), "{name}: the switch loses the form");
        }
        for form in template
            .split("<form ")
            .skip(1)
            .filter(|form| !form.starts_with("method=\"post\">. #}"))
        {
            let tag = form.split('>').next().unwrap_or_default();
            let is_sent = tag.contains("method=\"post\"");
            assert!(!is_sent || tag.contains("action="), "{}: {tag}", path.display());
        }
    }
}
