//! Process leaders on the page: the register, a mapping that goes with its assignment, and ages.

use axum::http::StatusCode;

use crate::house::House;

const BJASTA: &str = "/kartlaggningar/demo-kartlaggning-bjasta-svets";

#[tokio::test]
async fn a_leader_reads_what_they_lead_and_finds_nothing_when_it_ends() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let leader = house.log_in("leader@demo.samkraft.test").await;
    let broker = house.log_in("broker@demo.samkraft.test").await;
    let led = house.get(&format!("{BJASTA}/ledning"), &leader).await;
    assert_eq!(led.status, StatusCode::OK, "{}", led.body);
    assert!(led.body.contains("Eva Lindkvist leder kartläggningen."), "{}", led.body);
    assert!(led.body.contains("Vi gick igenom målet"), "notes are for the leader");
    let seen = house.get(&format!("{BJASTA}/ledning"), &broker).await;
    assert!(!seen.body.contains("Vi gick igenom målet"), "and not for others before the yes");
    let (before, _) = seen.body.split_once("/ledning/avsluta\"").expect("the form that ends it");
    let (_, mapping) = before.rsplit_once("action=\"").expect("its address");
    let path = format!("{mapping}/ledning/avsluta");
    let (csrf, key) = (seen.hidden("csrf"), seen.hidden("idempotency"));
    let led_by = seen.hidden("led_by");
    let fields = [("csrf", csrf.as_str()), ("idempotency", &key), ("led_by", &led_by)];
    let fields = [&fields[..], &[("why", "done")]].concat();
    let ended = house.post(&path, &broker, &fields).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.body);
    for page in [BJASTA.to_owned(), format!("{BJASTA}/ledning"), format!("{BJASTA}/avgangar")] {
        let gone = house.get(&page, &leader).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND, "{page}");
    }
}

#[tokio::test]
async fn the_register_is_narrowed_and_read_by_programs_too() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let broker = house.log_in("broker@demo.samkraft.test").await;
    let found = house.get("/processledare?kommun=2262&sprak=en", &broker).await;
    assert!(found.body.contains("Eva Lindkvist") && !found.body.contains("Bertil Nyhamn"));
    let all = house.get("/api/v1/leaders?language=fi", &broker).await;
    assert_eq!(all.status, StatusCode::OK, "{}", all.body);
    assert_eq!(all.json()["items"][0]["name"], "Karin Nordin");
    let firm = house.log_in("employer-admin.kramfors@demo.samkraft.test").await;
    assert_ne!(house.get("/processledare", &firm).await.status, StatusCode::OK);
}

#[tokio::test]
async fn expected_retirements_are_those_counted_by_hand() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let broker = house.log_in("broker@demo.samkraft.test").await;
    let page = "/kartlaggningar/demo-kartlaggning-hoga-kusten-kok/avgangar";
    let shown = house.get(page, &broker).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    // Cooks: one of 60–62 (a third each of years 7, 6, 5), one of 63–65 (of years 4, 3, 2). Cold
    // buffet: one of 66+ (year 1), one of 55–59 (a fifth each of years 8, 9, 10 within the ten).
    // Three years: 1 + 2/3 = 1,7. Five: 1 + 1 + 1/3 = 2,3. Ten: 1 + 1 + 1 + 3/5 = 3,6.
    let says = "1,7 personer kan väntas gå i pension på tre år, 2,3 på fem år och 3,6 på tio år.";
    assert!(shown.body.contains(says), "{}", shown.body);
}

/// The questions of each edition, in Swedish, as firms were asked them.
const EDITIONS: &[(&str, &[&str])] = &[(
    "1",
    &[
        "question-goal = Vad vill ni nå?",
        "question-obstacle = Vad är svårast just nu?",
        "question-consequence = Vad händer om det inte går?",
        "question-capability = Vad behöver man kunna?",
        "question-gap = Vad fattas i dag?",
        "question-words = Vem eller vad behöver ni?",
        "question-scope = Vad gäller det, och hur många?",
        "question-start = När behöver den första börja?",
        "question-contact = Vem ska vi svara?",
    ],
)];

#[test]
fn a_question_in_other_words_is_a_new_edition() {
    let words = include_str!("../../locales/sv/codes.ftl");
    // What a municipality asks besides has versions of its own.
    let is_common =
        |line: &&str| line.starts_with("question-") && !line.starts_with("question-local ");
    let asked: Vec<_> = words.lines().filter(is_common).collect();
    let (edition, questions) = EDITIONS.last().expect("an edition");
    assert_eq!(domain::needs::mapping::QUESTION_SETS.first(), Some(edition));
    assert_eq!(domain::needs::mapping::QUESTION_SETS.len(), EDITIONS.len());
    assert_eq!(asked, *questions, "answers to other words are not compared: add an edition");
}
