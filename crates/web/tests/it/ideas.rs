//! Ideas on the page: from the foot of any page to an answer that everyone reads, one vote per
//! firm, and words that become a need.

use axum::http::StatusCode;

use crate::house::{Answer, House};

const FIRM: &str = "employer-admin.kramfors@demo.samkraft.test";
const COLLEAGUE: &str = "employer-member.kramfors@demo.samkraft.test";
const STRATEGIST: &str = "strategist@demo.samkraft.test";

/// Sends a form of a page with its own tokens.
async fn send(
    house: &House,
    cookie: &str,
    (page, action): (&str, &str),
    fields: &[(&str, &str)],
) -> Answer {
    let shown = house.get(page, cookie).await;
    assert_eq!(shown.status, StatusCode::OK, "{page}: {}", shown.body);
    let (csrf, key, version) =
        (shown.hidden("csrf"), shown.hidden("idempotency"), shown.hidden("version"));
    let mut all = vec![("csrf", csrf.as_str()), ("idempotency", key.as_str())];
    if !version.is_empty() {
        all.push(("version", version.as_str()));
    }
    all.extend(fields);
    house.post(action, cookie, &all).await
}

async fn write(house: &House, cookie: &str, title: &str) -> String {
    let fields = [("title", title), ("words", "Dagen innan räcker."), ("page", "/behov")];
    let made = send(house, cookie, ("/ideer/ny", "/ideer/ny"), &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    made.header("location").to_owned()
}

#[tokio::test]
async fn the_foot_of_a_page_leads_to_a_form_that_knows_the_page_and_no_more() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in(FIRM).await;
    let page = house.get("/behov?q=hemligt", &cookie).await;
    assert!(page.body.contains("/ideer/ny?sida=%2Fbehov\""), "{}", page.body);
    assert!(page.body.contains("Tyck till om tjänsten"));
    let form = house.get("/ideer/ny?sida=%2Fk%2FhemligtOrd7%3Fa%3D1", &cookie).await;
    assert!(form.body.contains("value=\"/k/…\""), "{}", form.body);
    assert!(!form.body.contains("id=\"f-page\" name=\"page\" type=\"text\" value=\"/k/hemligt"));
    let public = house.get("/", "").await;
    assert!(public.body.contains("href=\"/tyck-till\""), "{}", public.body);
    let reach = house.get("/tyck-till", "").await;
    assert_eq!(reach.status, StatusCode::OK);
    assert!(reach.body.contains("Du som inte har en inloggning"));
    let private = house.log_in("person@demo.samkraft.test").await;
    assert_eq!(house.get("/ideer/ny", &private).await.status, StatusCode::FORBIDDEN);
    let desk = house.get("/skrivbord", &private).await;
    assert!(desk.body.contains("href=\"/tyck-till\""), "{}", desk.body);
}

#[tokio::test]
async fn an_idea_is_written_wanted_once_by_a_firm_and_answered_for_everyone() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let (firm, colleague) = (house.log_in(FIRM).await, house.log_in(COLLEAGUE).await);
    let faulty = send(&house, &firm, ("/ideer/ny", "/ideer/ny"), &[("words", "Bara ord")]).await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(faulty.body.contains("Bara ord"), "nothing typed is lost");
    let at = write(&house, &firm, "Kortare väntan i telefon").await;
    for cookie in [&firm, &colleague] {
        let vote = format!("{at}/rost");
        let voted = send(&house, cookie, (&at, &vote), &[("vote", "yes")]).await;
        assert_eq!(voted.status, StatusCode::SEE_OTHER, "{}", voted.body);
    }
    let shown = house.get(&at, &colleague).await;
    assert!(shown.body.contains("1 röst") && shown.body.contains("Ta tillbaka er röst"));
    assert!(shown.body.contains("Ådalens Plåt"), "their own: {}", shown.body);
    let other = house.log_in("employer-admin.solleftea@demo.samkraft.test").await;
    let theirs = house.get(&at, &other).await;
    assert!(theirs.body.contains("En arbetsgivare"), "{}", theirs.body);
    assert!(!theirs.body.contains("Ådalens Plåt") && !theirs.body.contains("Per Hedlund"));
    assert_eq!(house.get(&format!("{at}/svar"), &other).await.status, StatusCode::FORBIDDEN);
    let before = house.get("/ideer", "").await;
    assert!(!before.body.contains("Kortare väntan"), "nobody has answered");
    let strategist = house.log_in(STRATEGIST).await;
    let backlog = house.get("/ideer/att-besvara", &strategist).await;
    assert!(backlog.body.contains("Kortare väntan"), "{}", backlog.body);
    assert!(backlog.body.contains("Har väntat för länge"), "the demo's oldest");
    let answer = format!("{at}/svar");
    let silent = [("state", "planned"), ("answer", ""), ("publish", "yes")];
    let silent = send(&house, &strategist, (&answer, &answer), &silent).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = [("state", "planned"), ("answer", "Fler svarar från mars."), ("publish", "yes")];
    let said = send(&house, &strategist, (&answer, &answer), &said).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.body);
    let public = house.get("/ideer", "").await;
    assert!(
        public.body.contains("Kortare väntan") && public.body.contains("Fler svarar från mars")
    );
    assert!(!public.body.contains("Ådalens Plåt") && !public.body.contains("Dagen innan räcker"));
    let desk = house.get("/skrivbord", &firm).await;
    assert!(desk.body.contains("En idé ni vill ha har fått ett svar"), "{}", desk.body);
    assert_eq!(house.get(&at, "").await.status, StatusCode::SEE_OTHER, "one idea needs a login");
}

#[tokio::test]
async fn a_network_has_ideas_that_no_other_list_or_file_shows() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let inner = "Gemensam introduktion för nya i köket";
    let member = house.log_in("employer-admin.ornskoldsvik@demo.samkraft.test").await;
    assert!(house.get("/ideer", &member).await.body.contains(inner));
    for login in [FIRM, STRATEGIST, "admin@demo.samkraft.test", "person@demo.samkraft.test"] {
        let cookie = house.log_in(login).await;
        for path in ["/ideer", "/ideer.csv", "/api/v1/ideas?limit=200"] {
            let page = house.get(path, &cookie).await;
            assert_eq!(page.status, StatusCode::OK, "{login} {path}");
            assert!(!page.body.contains(inner), "{login} {path}");
        }
    }
    assert!(!house.get("/ideer", "").await.body.contains(inner));
    let file = house.get("/ideer.csv?lage=done", &member).await;
    let lines: Vec<_> = file.body.lines().collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[1].starts_with("Spara svaren medan vi skriver;Hela tjänsten;"), "{lines:?}");
    let sorted = house.get("/ideer", &member).await.body;
    let place = |text: &str| sorted.find(text).unwrap_or_else(|| panic!("{text}: {sorted}"));
    assert!(place("Påminn oss dagen före ett möte") < place("Större knappar"), "most votes first");
    assert!(!sorted.contains("Mejl före möten"), "what went into another stands there");
}

#[tokio::test]
async fn posts_are_written_hidden_and_taken_away_after_a_question() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let firm = house.log_in(FIRM).await;
    let at = write(&house, &firm, "Samtal om samtal").await;
    let (talk, other) = (format!("{at}/inlagg"), "employer-admin.ange@demo.samkraft.test");
    let other = house.log_in(other).await;
    for (cookie, words) in [(&firm, "Vi börjar"), (&other, "Det här var dumt")] {
        let said = send(&house, cookie, (&at, &talk), &[("post", words)]).await;
        assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.body);
    }
    let empty = send(&house, &firm, (&at, &talk), &[("post", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let link = |page: &Answer, act: &str| {
        let mut links = page.body.split("href=\"").skip(1).filter_map(|it| it.split('"').next());
        let found = links.find(|href| href.ends_with(act) && href.contains("/inlagg/"));
        found.unwrap_or_else(|| panic!("{act}: {}", page.body)).to_owned()
    };
    let own = link(&house.get(&at, &firm).await, "/ta-bort");
    assert_eq!(house.get(&own, &other).await.status, StatusCode::FORBIDDEN);
    let sure = house.get(&own, &firm).await;
    assert!(sure.body.contains("Det kan inte ångras") && sure.body.contains("Vi börjar"));
    let gone = send(&house, &firm, (&own, &own), &[]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.body);
    let strategist = house.log_in(STRATEGIST).await;
    let hide = link(&house.get(&at, &strategist).await, "/dolj");
    let silent = send(&house, &strategist, (&hide, &hide), &[("reason", "")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let hidden = send(&house, &strategist, (&hide, &hide), &[("reason", "Håll god ton")]).await;
    assert_eq!(hidden.status, StatusCode::SEE_OTHER, "{}", hidden.body);
    let seen = house.get(&at, &firm).await.body;
    assert!(!seen.contains("Vi börjar") && !seen.contains("Det här var dumt"), "{seen}");
    assert!(!seen.contains("Håll god ton"), "the reason is for who wrote it");
    let theirs = house.get(&at, &other).await.body;
    assert!(theirs.contains("Det här var dumt") && theirs.contains("Håll god ton"), "{theirs}");
}

#[tokio::test]
async fn words_of_a_firm_begin_a_need_and_the_idea_leads_there() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let firm = house.log_in(FIRM).await;
    let at = write(&house, &firm, "Vi saknar svetsare").await;
    let need = format!("{at}/behov");
    let form = house.get(&need, &firm).await;
    assert!(form.body.contains("Dagen innan räcker."), "the words are there: {}", form.body);
    let begun = send(&house, &firm, (&need, &need), &[("words", "Två svetsare till mars")]).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.body);
    let to = begun.header("location").to_owned();
    assert!(to.starts_with("/kartlaggningar/") && to.ends_with("/fraga/1"), "{to}");
    assert_eq!(house.get(&to, &firm).await.status, StatusCode::OK);
    let mapping = to.trim_end_matches("/fraga/1");
    let review = house.get(&format!("{mapping}/sammanfattning"), &firm).await;
    assert!(review.body.contains("Två svetsare till mars"), "{}", review.body);
    let idea = house.get(&at, &firm).await;
    assert!(idea.body.contains(&format!("href=\"{mapping}\"")), "{}", idea.body);
    assert_eq!(house.get(&need, &firm).await.status, StatusCode::FORBIDDEN, "once");
    let strategist = house.log_in(STRATEGIST).await;
    let theirs = house.get(&at, &strategist).await;
    assert!(!theirs.body.contains(mapping), "for the firm alone");
}
