//! Times in the calendar and «Fick ni hjälp?» as a program meets them: the same rights and rules
//! as the pages.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

use crate::house::{Answer, House};
use crate::things::{LINK, Things, Whose};

/// A program with a session.
struct Program<'h> {
    house: &'h House,
    cookie: String,
    csrf: String,
}

impl<'h> Program<'h> {
    async fn of(house: &'h House, email: &str) -> Self {
        let cookie = house.log_in(email).await;
        let csrf = house.get("/om-matchning", &cookie).await.hidden("csrf");
        Self { house, cookie, csrf }
    }

    async fn call(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &Value,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("cookie", &self.cookie)
            .header("x-csrf-token", &self.csrf)
            .header("content-type", "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.house.send(request.body(Body::from(body.to_string())).expect("request")).await
    }

    /// A visit that is planned, by its id.
    async fn contact(&self) -> String {
        let contact = json!({ "organisationId": "559999-0024", "kind": "visit",
            "on": "2026-12-15", "topic": "Kompetensbehov" });
        let kept = self.call("POST", "/api/v1/contacts", &[], &contact).await;
        assert_eq!(kept.status, StatusCode::CREATED, "{}", kept.body);
        kept.json()["id"].as_str().expect("id").to_owned()
    }
}

fn booking(contact: &str, at: &str) -> Value {
    json!({ "contactId": contact, "on": "2026-12-15", "at": at, "minutes": 60, "place": "Torget",
        "email": "lena@demo.samkraft.test" })
}

#[tokio::test]
async fn a_program_books_moves_and_calls_off_a_time() {
    const LIST: &str = "/api/v1/appointments";
    let house = House::open().await;
    let program = Program::of(&house, "broker@demo.test").await;
    let body = booking(&program.contact().await, "13:30");
    let key = [("idempotency-key", "0b9f3a52-7a1c-4b0e-9e56-0e3f1f0a2b77")];
    let booked = program.call("POST", LIST, &key, &body).await;
    assert_eq!(booked.status, StatusCode::CREATED, "{}", booked.body);
    let again = program.call("POST", LIST, &key, &body).await;
    assert_eq!((again.status, &again.body), (StatusCode::CREATED, &booked.body), "the same answer");
    let twice = program.call("POST", LIST, &[], &body).await;
    assert_eq!(twice.status, StatusCode::CONFLICT, "one stands already");
    let at = booked.header("location").to_owned();
    let read = house.get(&at, &program.cookie).await;
    assert_eq!((read.status, read.header("etag")), (StatusCode::OK, "\"0\""));
    assert_eq!(read.json()["startsAt"], "2026-12-15T12:30:00Z");
    assert_eq!(house.get(LIST, &program.cookie).await.json()["total"], 1);

    let later = json!({ "at": "14" });
    let blind = program.call("PATCH", &at, &[], &later).await;
    assert_eq!(blind.status, StatusCode::PRECONDITION_REQUIRED, "{}", blind.body);
    let moved = program.call("PATCH", &at, &[("if-match", "\"0\"")], &later).await;
    assert_eq!((moved.status, moved.header("etag")), (StatusCode::OK, "\"1\""), "{}", moved.body);
    assert_eq!(moved.json()["place"], "Torget", "what is left out stays");
    for method in ["PATCH", "DELETE"] {
        let stale = program.call(method, &at, &[("if-match", "\"0\"")], &later).await;
        assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED, "{method}: {}", stale.body);
    }
    let wrong = json!({ "at": "25:99", "minutes": 1 });
    let wrong = program.call("PATCH", &at, &[("if-match", "\"1\"")], &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields: Vec<Value> = wrong.json()["errors"].as_array().expect("errors").clone();
    let fields: Vec<_> = fields.iter().map(|error| error["field"].as_str()).collect();
    assert_eq!(fields, [Some("at"), Some("minutes")]);

    for tag in ["\"1\"", "\"2\""] {
        let gone = program.call("DELETE", &at, &[("if-match", tag)], &Value::Null).await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT, "{tag}: {}", gone.body);
    }
    let off = house.get(&at, &program.cookie).await.json();
    assert_eq!((&off["isCancelled"], &off["version"]), (&json!(true), &json!(2)));
    let both = json!({ "contactId": off["contactId"], "mappingId": off["id"], "on": "", "at": "",
        "minutes": 1, "place": "", "email": "" });
    let both = program.call("POST", LIST, &[], &both).await;
    assert_eq!(both.json()["errors"][0]["code"], "one-subject", "{}", both.body);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_firm_answers_by_its_link_and_whoever_reads_the_case_reads_it() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let things = Things::of(&house).await;
    let ids = things.of_path("/api/v1/follow-ups/{id}").expect("follow-ups");
    let at = format!("/api/v1/follow-ups/{}", ids[&Whose::Own]);
    let link = format!("/api/v1/follow-ups/by-link/{LINK}");
    let firm = Program { house: &house, cookie: String::new(), csrf: String::new() };
    let asked = house.get(&link, "").await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.body);
    let tag = [("if-match", asked.header("etag"))];
    let partly = json!({ "answer": "partly", "words": "En av två." });
    let blind = firm.call("PUT", &link, &[], &partly).await;
    assert_eq!(blind.status, StatusCode::PRECONDITION_REQUIRED);
    let said = firm.call("PUT", &link, &tag, &partly).await;
    assert_eq!((said.status, &said.json()["answer"]), (StatusCode::OK, &json!("partly")));
    let late = firm.call("PUT", &link, &tag, &json!({ "answer": "gone" })).await;
    assert_eq!(late.status, StatusCode::PRECONDITION_FAILED, "a colleague has answered");
    let odd = firm.call("PUT", &link, &tag, &json!({ "answer": "kanske" })).await;
    assert_eq!(odd.json()["errors"][0]["field"], "answer", "{}", odd.body);
    let nowhere = format!("{link}x");
    assert_eq!(house.get(&nowhere, "").await.status, StatusCode::NOT_FOUND);

    let adviser = house.log_in("muni-adviser.kramfors@demo.samkraft.test").await;
    let read = house.get(&at, &adviser).await.json();
    assert_eq!((&read["answer"], &read["words"]), (&json!("partly"), &json!("En av två.")));
    let case = read["caseId"].as_str().expect("id");
    let list = house.get(&format!("/api/v1/follow-ups?case={case}"), &adviser).await.json();
    assert!(list["items"].as_array().expect("items").contains(&read), "{list}");
    let other = house.log_in("employer-admin.solleftea@demo.samkraft.test").await;
    assert_eq!(house.get(&at, &other).await.status, StatusCode::NOT_FOUND);
}
