//! Handovers and absences on the page: one chooses who leaves, nothing typed is lost, and the firm
//! is told until it says that it has seen it.

use axum::http::StatusCode;

use crate::house::House;

const STRATEGIST: &str = "strategist@demo.samkraft.test";
const CONTACT: &str = "muni-contact.kramfors@demo.samkraft.test";

/// The text between two others.
fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let rest = text.split_once(from).unwrap_or_else(|| panic!("{from} in {text}")).1;
    rest.split_once(to).map_or(rest, |(found, _)| found)
}

#[tokio::test]
async fn without_a_person_in_the_address_one_chooses_who_leaves() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let contact = house.log_in(CONTACT).await;
    let page = house.get("/overlamningar/ny", &contact).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.body.contains("/overlamningar/ny?person="), "{}", page.body);
    let strategist = house.log_in(STRATEGIST).await;
    let list = house.get("/overlamningar", &strategist).await;
    assert!(list.body.contains("Allt har någon som håller i det"), "{}", list.body);
    assert!(list.body.contains("Per Wallin"), "the demo has somebody who has left");
    let href = between(&list.body, "<a href=\"/overlamningar/0", "\"").to_owned();
    let document = house.get(&format!("/overlamningar/0{href}"), &strategist).await;
    assert!(document.body.contains("Praktikplatser"), "{}", document.body);
    let file = house.get(&format!("/overlamningar/0{href}/lista.csv"), &strategist).await;
    assert!(file.body.contains("Praktikplatser"), "{}", file.body);
    let stranger = house.get(&format!("/overlamningar/0{href}"), &contact).await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND, "another organisation's");
}

/// The text of all pages, with one space between words.
fn printed(bytes: &[u8]) -> String {
    let file = lopdf::Document::load_mem(bytes).expect("a PDF");
    let pages: Vec<u32> = file.get_pages().into_keys().collect();
    let text = file.extract_text(&pages).expect("text");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn the_document_comes_as_a_pdf_that_says_what_the_page_says() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let strategist = house.log_in(STRATEGIST).await;
    let list = house.get("/overlamningar", &strategist).await;
    let id = between(&list.body, "<a href=\"/overlamningar/0", "\"").to_owned();
    let path = format!("/overlamningar/0{id}/lista.pdf");
    let page = house.get(&format!("/overlamningar/0{id}"), &strategist).await;
    assert!(page.body.contains(&format!("href=\"{path}\"")), "{}", page.body);
    let file = house.get(&path, &strategist).await;
    assert_eq!(file.status, StatusCode::OK, "{}", file.body);
    assert_eq!(file.header("content-type"), "application/pdf");
    assert_eq!(file.header("cache-control"), "no-store");
    let kept_as = file.header("content-disposition");
    assert_eq!(kept_as, "attachment; filename=\"overlamning.pdf\"");
    let text = printed(&file.bytes);
    let main = between(&page.body, "<main", "</main>");
    let cells: Vec<&str> = main.split("<td").skip(1).collect();
    assert!(!cells.is_empty(), "{main}");
    for cell in cells {
        let cell = between(cell, ">", "</td>");
        for said in cell.split('<').filter_map(|part| part.split('>').next_back()) {
            let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(text.contains(&said), "«{said}» in {text}");
        }
    }
    for said in ["Överlämning från Per Wallin", "Praktikplatser", "Sida 1 av", "7 december 2026"]
    {
        assert!(text.contains(said), "«{said}» in {text}");
    }
    let english = house.get(&format!("{path}?lang=en"), &strategist).await;
    assert!(printed(&english.bytes).contains("Handover from Per Wallin"));
    let contact = house.log_in(CONTACT).await;
    let stranger = house.get(&path, &contact).await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND, "another organisation's");
}

#[tokio::test]
async fn an_absence_that_cannot_be_comes_back_with_what_was_typed() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in("broker.ange@demo.samkraft.test").await;
    let page = house.get("/franvaro", &cookie).await;
    let (csrf, key) = (page.hidden("csrf"), page.hidden("idempotency"));
    let fields = [
        ("csrf", csrf.as_str()),
        ("idempotency", key.as_str()),
        ("from", "2031-02-03"),
        ("to", "2031-02-01"),
        ("deputy", ""),
    ];
    let answer = house.post("/franvaro", &cookie, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("value=\"2031-02-03\""), "{}", answer.body);
    assert!(answer.body.contains("Sista dagen ligger före den första"), "{}", answer.body);
}

#[tokio::test]
async fn a_firm_is_told_who_its_contact_is_until_it_has_seen_it() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let employer = house.log_in("employer-admin.ange@demo.samkraft.test").await;
    let page = house.get("/skrivbord", &employer).await;
    assert!(page.body.contains("Er kontakt är nu"), "{}", page.body);
    let action = between(&page.body, "action=\"/ny-kontakt/", "\"").to_owned();
    let csrf = page.hidden("csrf");
    let path = format!("/ny-kontakt/{action}");
    let seen = house.post(&path, &employer, &[("csrf", csrf.as_str())]).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.body);
    let after = house.get("/skrivbord", &employer).await;
    assert!(!after.body.contains("Er kontakt är nu"), "{}", after.body);
    let rival = house.log_in("employer-admin.kramfors@demo.samkraft.test").await;
    let token = house.get("/skrivbord", &rival).await.hidden("csrf");
    let refused = house.post(&path, &rival, &[("csrf", token.as_str())]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
}
