//! The frame around every page.

use axum::http::StatusCode;

use crate::house::House;

/// Pages that anyone may read.
const PUBLIC: &[&str] =
    &["/logga-in", "/tillganglighet", "/integritet", "/om-matchning", "/api-info"];

#[tokio::test]
async fn every_public_page_is_a_whole_page() {
    let house = House::open().await;
    for path in PUBLIC {
        let page = house.get(path, "").await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let count = |part: &str| page.body.matches(part).count();
        assert_eq!(count("<html lang=\"sv\">"), 1, "{path}: language");
        assert_eq!(count("<h1"), 1, "{path}: one first heading");
        assert_eq!(count("<main id=\"innehall\""), 1, "{path}: main");
        assert_eq!(count("class=\"skip\" href=\"#innehall\""), 1, "{path}: skip link");
        assert_eq!(count("<title>"), 1, "{path}: title");
        assert!(page.body.contains(" – Samkraft Västernorrland</title>"), "{path}: place in title");
        assert!(page.body.contains("demo-strip"), "{path}: says that it is a demo");
        // A form is for one reader; what is the same for all may be kept and asked for again.
        let is_kept_right = match page.header("cache-control") {
            "private, no-cache" => !page.header("etag").is_empty(),
            other => other == "no-store",
        };
        assert!(is_kept_right, "{path}: {}", page.header("cache-control"));
    }
}

#[tokio::test]
async fn whoever_watches_sees_how_much_mail_waits_and_has_failed() {
    let mut house = House::open().await;
    house.router = web::metrics::router(house.app.clone());
    let figures = house.get("/metrics", "").await;
    assert_eq!(figures.status, StatusCode::OK);
    for line in ["samkraft_mail_waiting 0", "samkraft_mail_failed 0"] {
        assert!(figures.body.lines().any(|one| one == line), "{line}: {}", figures.body);
    }
}

#[tokio::test]
async fn a_county_that_is_no_demo_does_not_say_so() {
    let house = House::open_with(|settings| settings.is_demo = false).await;
    let page = house.get("/logga-in", "").await;
    assert!(!page.body.contains("demo"), "{}", page.body);
    assert!(house.get("/robots.txt", "").await.body.contains("Disallow: /api/"));
}

#[tokio::test]
async fn nothing_inline_so_that_the_policy_holds() {
    let house = House::open().await;
    for path in PUBLIC {
        let page = house.get(path, "").await;
        let policy = page.header("content-security-policy");
        assert_eq!(policy, web::CONTENT_SECURITY_POLICY, "{path}");
        assert!(!policy.contains("unsafe"));
        assert!(!page.body.contains("style=\"") && !page.body.contains("<style"), "{path}");
        assert!(!page.body.contains("<script>") && !page.body.contains(" onclick="), "{path}");
    }
}

#[tokio::test]
async fn safety_headers_are_everywhere_and_tls_is_demanded_when_cookies_are_secure() {
    let house = House::open_with(|settings| settings.secure_cookies = true).await;
    for path in ["/logga-in", "/healthz", "/finns-inte", "/api/v1/session"] {
        let answer = house.get(path, "").await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert!(answer.header("permissions-policy").contains("camera=()"), "{path}");
        assert!(answer.header("strict-transport-security").contains("max-age"), "{path}");
    }
    let plain = House::open().await.get("/logga-in", "").await;
    assert_eq!(plain.header("strict-transport-security"), "");
}

#[tokio::test]
async fn assets_are_kept_for_ever_under_their_hash() {
    let house = House::open().await;
    let page = house.get("/logga-in", "").await;
    let address = |ending: &str| {
        let parts = page.body.split('"').filter(|part| part.starts_with("/assets/"));
        parts.filter(|part| part.ends_with(ending)).map(ToOwned::to_owned).next().expect("asset")
    };
    for (ending, kind) in [(".css", "text/css"), (".js", "text/javascript"), (".svg", "image/svg")]
    {
        let asset = house.get(&address(ending), "").await;
        assert_eq!(asset.status, StatusCode::OK, "{ending}");
        assert!(asset.header("content-type").starts_with(kind), "{ending}");
        assert!(asset.header("cache-control").contains("immutable"), "{ending}");
    }
    assert_eq!(house.get("/assets/samkraft.css", "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_navigation_follows_the_role() {
    let house = House::open().await;
    let everyone = house.get("/om-matchning", "").await.body;
    assert!(everyone.contains("href=\"/insatser\"") && !everyone.contains("href=\"/arenden\""));
    assert!(everyone.contains("href=\"/om-matchning\" aria-current=\"page\""));
    let broker = house.log_in("broker@demo.test").await;
    let page = house.get("/om-matchning", &broker).await.body;
    assert!(page.contains("href=\"/organisationer\"") && page.contains("Demo Karin"));
    assert!(page.contains("href=\"/roll\""), "may change role");
    let employer = house.log_in("employer@demo.test").await;
    let page = house.get("/om-matchning", &employer).await.body;
    assert!(page.contains("Mitt företag") && !page.contains("href=\"/organisationer\""));
    assert!(!page.contains("href=\"/roll\""), "has one role");
}

#[tokio::test]
async fn the_login_page_keeps_its_shape() {
    let house = House::open().await;
    let page = house.get("/logga-in?till=%2Fbehov", "").await;
    insta::assert_snapshot!(outline(&page.body));
}

/// What a reader meets: headings, links, fields and buttons in order, without what changes.
fn outline(html: &str) -> String {
    let mut lines = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let Some(end) = rest[start..].find('>') else { break };
        let tag = &rest[start + 1..start + end];
        let name = tag.split([' ', '>']).next().unwrap_or_default();
        rest = &rest[start + end + 1..];
        let shows = ["title", "h1", "h2", "a", "button", "label", "input", "nav", "main", "form"];
        if !shows.contains(&name) {
            continue;
        }
        let attributes = ["href=", "name=", "type=", "action=", "aria-label=", "autocomplete="];
        let kept = tag.split("\" ").filter(|part| {
            let part = part.strip_prefix(name).unwrap_or(part).trim_start();
            attributes.iter().any(|attribute| part.starts_with(attribute))
        });
        let kept: Vec<&str> =
            kept.map(|part| part.strip_prefix(name).unwrap_or(part).trim()).collect();
        let text = rest.split('<').next().unwrap_or_default().trim();
        lines.push(format!("{name} {} {text}", kept.join(" ").replace('"', "")).trim().to_owned());
    }
    lines.join("\n")
}

#[tokio::test]
async fn what_machines_ask_for_is_there() {
    let house = House::open().await;
    assert_eq!(house.get("/healthz", "").await.body, "ok\n");
    assert_eq!(house.get("/version", "").await.json()["name"], "samkraft");
    assert!(house.get("/robots.txt", "").await.body.contains("Disallow: /\n"));
    let map = house.get("/sitemap.xml", "").await;
    assert!(map.header("content-type").starts_with("application/xml"));
    assert!(map.body.contains("<loc>http://samkraft.test/om-matchning</loc>"));
}
