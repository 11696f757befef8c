//! The list of cases as a browser without script meets it: saved views, and several cases at once.

use axum::http::StatusCode;

use crate::house::{Answer, House};

const BROKER: &str = "broker@demo.samkraft.test";
const OTHER: &str = "muni-adviser.kramfors@demo.samkraft.test";
const NAME: &str = "Sena i Örnsköldsvik";

/// Everything that stands between two texts on a page.
fn between(page: &Answer, start: &str, end: &str) -> Vec<String> {
    let rest = page.body.split(start).skip(1);
    rest.filter_map(|rest| Some(rest.split(end).next()?.replace("&#38;", "&"))).collect()
}

async fn send(house: &House, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    let csrf = house.get("/arenden/vyer/ny", cookie).await.hidden("csrf");
    let fields = [&[("csrf", csrf.as_str())][..], fields].concat();
    house.post(path, cookie, &fields).await
}

/// The page that an answer leads to, with what it says there.
async fn follow(house: &House, cookie: &str, answer: &Answer) -> Answer {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let flash = answer.header("set-cookie").split(';').next().unwrap_or_default();
    house.get(answer.header("location"), &format!("{cookie}; {flash}")).await
}

/// Where one undoes what the page says has been done.
fn undo(page: &Answer) -> String {
    let toast = page.body.split("class=\"toast\"").nth(1).unwrap_or_default();
    let action = toast.split("action=\"").nth(1).and_then(|rest| rest.split('"').next());
    action.expect("a way back").replace("&#38;", "&")
}

async fn save(house: &House, cookie: &str) -> Answer {
    let fields =
        [("name", NAME), ("q", ""), ("kommun", "2284"), ("lage", "late"), ("urval", "alla")];
    send(house, cookie, "/arenden/vyer/ny", &fields).await
}

#[tokio::test]
async fn a_list_is_saved_under_a_name_and_found_again() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in(BROKER).await;
    let list = "/arenden?kommun=2284&lage=late&urval=alla";
    let page = house.get(list, &cookie).await;
    let way = between(&page, "href=\"/arenden/vyer/ny", "\"").concat();
    assert_eq!(way, "?kommun=2284&lage=late&urval=alla");
    let form = house.get(&format!("/arenden/vyer/ny{way}"), &cookie).await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.body);
    assert_eq!((form.hidden("kommun").as_str(), form.hidden("lage").as_str()), ("2284", "late"));
    let saved = save(&house, &cookie).await;
    assert_eq!(saved.header("location"), list);
    let page = follow(&house, &cookie, &saved).await;
    assert!(page.body.contains(&format!("Vyn «{NAME}» är sparad.")), "{}", page.body);
    assert!(page.body.contains(&format!("aria-current=\"page\">{NAME}</a>")), "{}", page.body);
    let again = save(&house, &cookie).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("Du har redan en vy"), "{}", again.body);
    let nameless = send(&house, &cookie, "/arenden/vyer/ny", &[("lage", "late")]).await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(nameless.hidden("lage"), "late", "nothing is lost");
}

#[tokio::test]
async fn a_view_is_renamed_and_removed_and_both_are_undone() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in(BROKER).await;
    save(&house, &cookie).await;
    let page = house.get("/arenden/vyer", &cookie).await;
    assert!(page.body.contains(NAME) && page.body.contains("Sena · Hela området"));
    let id = between(&page, "action=\"/arenden/vyer/", "/ta-bort\"").concat();
    let path = format!("/arenden/vyer/{id}");
    assert_eq!(house.get(&path, &cookie).await.status, StatusCode::OK);
    let empty = send(&house, &cookie, &path, &[("name", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let renamed = send(&house, &cookie, &path, &[("name", "Att ringa")]).await;
    let page = follow(&house, &cookie, &renamed).await;
    assert!(page.body.contains("Att ringa") && !page.body.contains(NAME), "{}", page.body);
    let back = send(&house, &cookie, &undo(&page), &[]).await;
    assert!(follow(&house, &cookie, &back).await.body.contains("Vyn heter åter"));

    let other = house.log_in(OTHER).await;
    assert!(!house.get("/arenden", &other).await.body.contains(NAME), "a view is its person's own");
    assert_eq!(house.get(&path, &other).await.status, StatusCode::NOT_FOUND);
    for path in [path.clone(), format!("{path}/ta-bort"), format!("{path}/angra?name=x")] {
        let refused = send(&house, &other, &path, &[("name", "Min")]).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{path}");
    }

    let removed = send(&house, &cookie, &format!("{path}/ta-bort"), &[]).await;
    let page = follow(&house, &cookie, &removed).await;
    assert!(page.body.contains("Du har inga sparade vyer"), "{}", page.body);
    let back = send(&house, &cookie, &undo(&page), &[]).await;
    let page = follow(&house, &cookie, &back).await;
    assert!(page.body.contains("är tillbaka") && page.body.contains("Sena · Hela området"));
    let mine = house.get("/mitt", &cookie).await;
    assert!(mine.body.contains("Dina sparade vyer") && mine.body.contains(NAME));
}

#[tokio::test]
async fn chosen_cases_get_a_next_step_together_or_not_at_all() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in(BROKER).await;
    let list = "/arenden?urval=mina";
    let page = house.get(list, &cookie).await;
    let ids = between(&page, "name=\"cases\" value=\"", "\"");
    assert!(ids.len() >= 2, "{}", page.body);
    let [first, second] = [&ids[0], &ids[1]];
    let asked =
        format!("/arenden/valda?lista=urval%3Dmina&action=next-step&cases={first}&cases={second}");
    let form = house.get(&asked, &cookie).await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.body);
    let values = between(&form, "name=\"cases\" value=\"", "\"");
    assert_eq!(values.len(), 2);
    let mut fields = vec![("action", "next-step"), ("lista", "urval=mina")];
    fields.extend([("shown", first.as_str()), ("shown", second.as_str())]);
    let none = send(&house, &cookie, "/arenden/valda", &fields).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    for sentence in ["Välj minst ett ärende.", "Nästa steg saknas."] {
        assert!(none.body.contains(sentence), "{}", none.body);
    }
    assert_eq!(between(&none, "name=\"cases\" value=\"", "\"").len(), 2, "both can be chosen");
    fields.extend([("nextStep", "Ring alla"), ("nextStepOn", "2026-12-11")]);
    fields.extend(values.iter().map(|value| ("cases", value.as_str())));
    let planned = send(&house, &cookie, "/arenden/valda", &fields).await;
    assert_eq!(planned.header("location"), list, "{}", planned.body);
    let page = follow(&house, &cookie, &planned).await;
    assert!(page.body.contains("Nästa steg är sparat i 2 ärenden."), "{}", page.body);
    assert_eq!(page.body.matches("Ring alla").count(), 2);

    let late = send(&house, &cookie, "/arenden/valda", &fields).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "the page showed older versions");
    assert_eq!(late.body.matches("Någon annan hann ändra det.").count(), 2, "{}", late.body);
    assert!(!late.body.contains(" checked"), "what was refused is no longer chosen");
}

#[tokio::test]
async fn only_those_who_work_with_cases_choose_them() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let broker = house.log_in(BROKER).await;
    let nothing = house.get("/arenden/valda?action=take&lista=lage%3Dlate", &broker).await;
    assert_eq!(nothing.header("location"), "/arenden?lage=late");
    let page = follow(&house, &broker, &nothing).await;
    assert!(page.body.contains("Välj minst ett ärende i listan först."), "{}", page.body);
    let unseen = "/arenden/valda?action=take&cases=018f0000-0000-7000-8000-000000000000";
    assert_eq!(house.get(unseen, &broker).await.status, StatusCode::NOT_FOUND);
    let firm = house.log_in("employer-admin.kramfors@demo.samkraft.test").await;
    assert!(!house.get("/arenden", &firm).await.body.contains("name=\"cases\""));
    assert_eq!(house.get(unseen, &firm).await.status, StatusCode::FORBIDDEN);
    assert!(!house.get("/skrivbord", &broker).await.body.contains("name=\"cases\""));
}
