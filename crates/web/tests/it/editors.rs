//! Two people change the same thing: nobody's text is lost. The second is shown both, and may then
//! choose.

use axum::http::StatusCode;

use crate::house::House;
use crate::things::{LINK, Things, Whose};

/// What a browser would send of a form.
type Fields = Vec<(String, String)>;

/// Text as a browser reads it.
fn plain(text: &str) -> String {
    let pairs = [("&#34;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&#62;", ">"), ("&#38;", "&")];
    pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let rest = tag.split(&format!(" {name}=\"")).nth(1)?;
    rest.split('"').next().map(plain)
}

fn has(tag: &str, name: &str) -> bool {
    tag.split_whitespace().any(|part| part == name)
}

/// The form of a page that is sent to an address, as it stands.
fn form_to(body: &str, action: &str) -> Fields {
    let form = body
        .split("<form")
        .skip(1)
        .find(|form| attribute(form, "action").as_deref() == Some(action))
        .unwrap_or_else(|| panic!("no form to {action}: {body}"));
    let form = form.split("</form>").next().unwrap_or_default();
    let (mut fields, mut select) = (Fields::new(), String::new());
    for part in form.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let name = attribute(tag, "name").unwrap_or_default();
        let value = attribute(tag, "value").unwrap_or_default();
        let is_choice =
            ["radio", "checkbox"].map(Some).contains(&attribute(tag, "type").as_deref());
        if tag.starts_with("select") {
            select = name;
        } else if tag.starts_with("option") && has(tag, "selected") {
            fields.push((select.clone(), value));
        } else if tag.starts_with("textarea") {
            fields.push((name, plain(text.trim_start_matches('\n'))));
        } else if tag.starts_with("input") && (!is_choice || has(tag, "checked")) {
            fields.push((name, value));
        }
    }
    fields
}

fn set(fields: &mut Fields, name: &str, value: &str) {
    fields.retain(|(given, _)| given != name);
    fields.push((name.to_owned(), value.to_owned()));
}

/// A form that changes something that is there.
struct Case {
    email: &'static str,
    page: String,
    action: String,
    /// The field that two people fill in.
    field: &'static str,
    /// What else they say.
    also: &'static [(&'static str, &'static str)],
}

impl Case {
    async fn check(&self, house: &House) {
        let what = &self.action;
        let cookie =
            if self.email.is_empty() { String::new() } else { house.log_in(self.email).await };
        let send = async |fields: &Fields| {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            house.post(&self.action, &cookie, &fields).await
        };
        let mut read = Vec::new();
        for words in ["Det ena ordet", "Det andra ordet"] {
            let page = house.get(&self.page, &cookie).await;
            assert_eq!(page.status, StatusCode::OK, "{what}");
            let mut fields = form_to(&page.body, &self.action);
            for (name, value) in self.also {
                set(&mut fields, name, value);
            }
            set(&mut fields, self.field, words);
            read.push(fields);
        }
        let is_done = |status: StatusCode| matches!(status, StatusCode::SEE_OTHER | StatusCode::OK);
        let first = send(&read[0]).await;
        assert!(is_done(first.status), "{what}: {} {}", first.status, first.body);
        let second = send(&read[1]).await;
        assert_eq!(second.status, StatusCode::CONFLICT, "{what}: {}", second.body);
        assert!(second.body.contains("Det ena ordet"), "{what}: what stands is shown");
        assert!(second.body.contains("Det andra ordet"), "{what}: what was typed is shown");
        let again = form_to(&second.body, &self.action);
        let typed = again.iter().find(|(name, _)| name == self.field);
        assert_eq!(typed.map(|(_, value)| value.as_str()), Some("Det andra ordet"), "{what}");
        let third = send(&again).await;
        assert!(is_done(third.status), "{what}: {} {}", third.status, third.body);
        let now = house.get(&self.page, &cookie).await;
        assert!(now.body.contains("Det andra ordet"), "{what}: the choice was made");
    }
}

/// The first thing of a list whose page has a form of the kind.
async fn first_with(house: &House, email: &str, list: &str, form: &str) -> String {
    let cookie = house.log_in(email).await;
    let body = house.get(list, &cookie).await.body;
    for id in body.split(&format!("href=\"{list}/")).skip(1).filter_map(|it| it.split('"').next()) {
        let path = format!("{list}/{id}");
        if house.get(&path, &cookie).await.body.contains(&format!("action=\"{path}/{form}\"")) {
            return path;
        }
    }
    panic!("{list}: nothing has a form {form}");
}

/// A planned contact of the adviser's, with a time that stands.
async fn booked(house: &House, email: &str, firm: &str) -> String {
    let cookie = house.log_in(email).await;
    let csrf = house.get("/om-matchning", &cookie).await.hidden("csrf");
    let contact = [
        ("csrf", csrf.as_str()),
        ("organisation", firm),
        ("kind", "visit"),
        ("on", "2026-12-15"),
        ("reason", "Mötet är bokat sedan länge"),
        ("topic", "Kompetensbehov"),
        ("note", ""),
    ];
    let kept = house.post("/kontakter/ny", &cookie, &contact).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let page = house.get(kept.header("location"), &cookie).await;
    let link = page.body.split("href=\"").find(|it| {
        it.starts_with("/kontakter/") && it.split('"').next().is_some_and(|it| it.ends_with("/tid"))
    });
    let path = link.and_then(|it| it.split('"').next()).expect("a link to its time").to_owned();
    let mut fields = form_to(&house.get(&path, &cookie).await.body, &path);
    for (name, value) in
        [("on", "2026-12-15"), ("at", "13"), ("place", "Torget"), ("email", "lena@demo.test")]
    {
        set(&mut fields, name, value);
    }
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let set = house.post(&path, &cookie, &fields).await;
    assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.body);
    path
}

/// A note of the broker's on a case.
async fn noted(house: &House, email: &str, case: &str) -> String {
    let cookie = house.log_in(email).await;
    let csrf = house.get(case, &cookie).await.hidden("csrf");
    let path = format!("{case}/anteckningar");
    let kept = house.post(&path, &cookie, &[("csrf", &csrf), ("note", "Ring Per")]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let page = house.get(case, &cookie).await.body;
    let link = page.split(&format!("href=\"{path}/")).nth(1).and_then(|it| it.split('"').next());
    format!("{path}/{}", link.expect("a way to change it"))
}

/// Where the network's coordinator changes a campaign.
async fn drive(house: &House) -> String {
    let cookie = house.log_in("network-coord@demo.samkraft.test").await;
    let list = house.get("/natverk/kampanjer", &cookie).await.body;
    let links = list.split("href=\"/natverk/kampanjer/").skip(1);
    let ids = links.filter_map(|link| link.split('"').next()).find(|id| *id != "ny");
    format!("/natverk/kampanjer/{}/andra", ids.expect("a campaign"))
}

/// Where a process leader writes the notes of the second workshop.
async fn workshop_note(house: &House) -> String {
    let cookie = house.log_in("leader@demo.samkraft.test").await;
    let page = "/kartlaggningar/demo-kartlaggning-bjasta-svets/anteckning/workshop-2";
    let body = house.get(page, &cookie).await.body;
    let forms = body.split("action=\"").skip(1).filter_map(|form| form.split('"').next());
    let mut notes = forms.filter(|action| action.ends_with("/anteckning/workshop-2"));
    notes.next().expect("a form").to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_editors_the_second_sees_both_texts_and_chooses() {
    const BROKER: &str = "broker@demo.samkraft.test";
    const ADVISER: &str = "muni-adviser.kramfors@demo.samkraft.test";
    const FIRM: &str = "employer-admin.kramfors@demo.samkraft.test";
    let house = House::demo(false).await.expect("SQLite is always there");
    let things = Things::of(&house).await;
    let id = |path: &str| things.of_path(path).expect("things")[&Whose::Own].to_string();
    let firm = id("/organisationer/{id}");
    let case = first_with(&house, BROKER, "/arenden", "nasta-steg").await;
    let signal = format!("/signaler/{}", id("/signaler/{id}"));
    let meeting = booked(&house, ADVISER, &firm).await;
    let note = noted(&house, BROKER, &case).await;
    let at = |path: String| (path.clone(), path);
    let drive = drive(&house).await;
    let workshop = workshop_note(&house).await;
    let mapping = id("/kartlaggningar/{id}");
    let places = [
        ("network-coord@demo.samkraft.test", at(drive), "name", &[][..]),
        ("leader@demo.samkraft.test", at(workshop), "words", &[]),
        (FIRM, at(format!("/kartlaggningar/{mapping}/avgangar")), "role", &[("ages18", "2")]),
        (FIRM, at(format!("/organisationer/{firm}/andra")), "name", &[]),
        (ADVISER, at(format!("/insatser/{}/andra", id("/insatser/{id}"))), "title", &[]),
        (BROKER, (case.clone(), format!("{case}/nasta-steg")), "nextStep", &[]),
        (
            FIRM,
            at(format!("/behov/{}/vagar/recruit", id("/behov/{id}"))),
            "nextStep",
            &[("state", "planned"), ("nextStepOn", "2026-12-15"), ("planned", "1")],
        ),
        (ADVISER, at(meeting), "place", &[]),
        (ADVISER, at(format!("/mallar/{}", id("/mallar/{id}"))), "body", &[]),
        (ADVISER, at(format!("/fragor/{}/andra", id("/fragor/{id}"))), "text", &[]),
        (
            "muni-contact.kramfors@demo.samkraft.test",
            at("/moduler/2282/visits".to_owned()),
            "decidedBy",
            &[("state", "on"), ("decidedOn", "2026-11-02")],
        ),
        (BROKER, at(note), "note", &[]),
        (BROKER, at(format!("/samlingar/{}/andra", id("/samlingar/{id}"))), "nextStep", &[]),
        (ADVISER, at(format!("/stodprogram/{}/andra", id("/stodprogram/{id}"))), "name", &[]),
        (FIRM, at(format!("/ideer/{}/andra", id("/ideer/{id}"))), "title", &[]),
        (
            "strategist@demo.samkraft.test",
            at(format!("/ideer/{}/svar", id("/ideer/{id}"))),
            "answer",
            &[("state", "considered")],
        ),
        (BROKER, at(format!("/avtal/{}/andra", id("/avtal/{id}"))), "scope", &[]),
        (ADVISER, at(format!("/traffar/{}/andra", id("/traffar/{id}"))), "title", &[]),
        (FIRM, at(format!("/agarskifte/{}/andra", id("/agarskifte/{id}"))), "title", &[]),
        ("", at(format!("/uppfoljning/{LINK}")), "words", &[("answer", "partly")]),
        (
            BROKER,
            (format!("{signal}?steg=dialogue"), format!("{signal}/steg")),
            "words",
            &[("asked", "Nämnden"), ("on", "2026-12-15")],
        ),
    ];
    for (email, (page, action), field, also) in places {
        Case { email, page, action, field, also }.check(&house).await;
    }
}
