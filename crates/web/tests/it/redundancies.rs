//! Notices of redundancy on the page: one form opens everything, and a secret one answers as if it
//! were not there.

use axum::http::StatusCode;

use crate::house::House;

#[tokio::test]
async fn one_form_opens_tasks_and_the_joint_page_and_stays_secret() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let adviser = house.log_in("af-adviser@demo.samkraft.test").await;
    let firms = house.get("/api/v1/organisations?limit=1", &adviser).await.json();
    let firm = firms["items"][0]["id"].as_str().expect("a firm").to_owned();
    let page = house.get(&format!("/varsel/nytt?organisation={firm}"), &adviser).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let (csrf, key) = (page.hidden("csrf"), page.hidden("idempotency"));
    let send = async |occupation: &str| {
        let fields = [
            ("csrf", csrf.as_str()),
            ("idempotency", key.as_str()),
            ("organisation", firm.as_str()),
            ("municipality", "2284"),
            ("notifiedOn", "2026-12-07"),
            ("lastDayOn", "2027-06-01"),
            ("publicFrom", "2027-01-01"),
            ("occupation1", occupation),
            ("persons1", "120"),
        ];
        house.post("/varsel/nytt", &adviser, &fields).await
    };
    let wrong = send("qqqq zzzz").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.body);
    assert!(wrong.body.contains("value=\"qqqq zzzz\""), "nothing typed is lost");
    let made = send("7212").await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let notice = made.header("location").split('?').next().expect("address").to_owned();
    let shown = house.get(&notice, &adviser).await;
    assert!(shown.body.contains("120 personer"), "{}", shown.body);
    assert!(shown.body.contains("Möt företaget och facken"), "{}", shown.body);
    let joint = house.get(&format!("{notice}/insatser"), &adviser).await;
    assert_eq!(joint.status, StatusCode::OK, "{}", joint.body);
    for other in ["strategist@demo.samkraft.test", "muni-adviser.kramfors@demo.samkraft.test"] {
        let cookie = house.log_in(other).await;
        for path in [notice.clone(), format!("{notice}/insatser")] {
            assert_eq!(house.get(&path, &cookie).await.status, StatusCode::NOT_FOUND, "{other}");
        }
        let list = house.get("/varsel", &cookie).await;
        assert!(!list.body.contains(&notice), "{other}");
        let file = house.get("/varsel.csv", &cookie).await;
        assert!(!file.body.contains(";120;0;"), "{other}: {}", file.body);
    }
    let file = house.get("/varsel.csv", &adviser).await;
    assert!(file.header("content-disposition").contains("varsel.csv"), "{:?}", file.status);
    assert!(file.body.starts_with("\u{feff}Företag;Kommun;Varslat;"), "{}", file.body);
    assert!(file.body.lines().any(|line| line.contains(";120;0;")), "{}", file.body);
}
