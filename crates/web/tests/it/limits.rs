//! Guessing is slow, honest crowds are not, and what is not said is not told.

use std::net::SocketAddr;
use std::time::Duration;

use app::protection::Limits;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};

use crate::house::{Answer, House, PASSWORD};

const EMPLOYER: &str = "employer@demo.test";

/// A login from an address, with the cookies of a device.
async fn try_from(
    house: &House,
    address: &str,
    cookie: &str,
    fields: &[(&str, &str)],
    forwarded: &str,
) -> Answer {
    let peer: SocketAddr = format!("{address}:4711").parse().expect("address");
    let body = serde_html_form::to_string(fields).expect("form");
    let mut request = Request::post("/logga-in")
        .header("cookie", cookie)
        .header("x-forwarded-for", forwarded)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(body))
        .expect("request");
    request.extensions_mut().insert(ConnectInfo(peer));
    house.send(request).await
}

async fn guess(house: &House, address: &str, email: &str) -> Answer {
    try_from(house, address, "", &[("email", email), ("password", "gissning")], "").await
}

fn device(answer: &Answer) -> String {
    let cookies = answer.headers.get_all("set-cookie").iter().filter_map(|it| it.to_str().ok());
    let mut cookies = cookies.filter(|cookie| cookie.starts_with("samkraft_device="));
    cookies.next().and_then(|it| it.split(';').next()).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn guessing_one_account_is_slowed_down_wherever_it_comes_from() {
    let house = House::open().await;
    for n in 0..8 {
        let answer = guess(&house, &format!("192.0.2.{n}"), EMPLOYER).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "try {n}");
    }
    let slowed = guess(&house, "192.0.2.99", EMPLOYER).await;
    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    let seconds: u64 = slowed.header("retry-after").parse().expect("seconds");
    assert!((1..=300).contains(&seconds), "{seconds}");
    assert!(slowed.body.contains("value=\"employer@demo.test\""), "nothing typed is lost");
    let right = [("email", EMPLOYER), ("password", PASSWORD)];
    let now = try_from(&house, "192.0.2.99", "", &right, "").await;
    assert_eq!(now.status, StatusCode::TOO_MANY_REQUESTS, "also the right password waits");
    let later = house.app.now().saturating_add(Duration::from_secs(seconds)).expect("time");
    house.app.clock.set(later);
    assert_eq!(try_from(&house, "192.0.2.99", "", &right, "").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn nobody_is_shut_out_of_a_device_they_have_used() {
    let house = House::open().await;
    let right = [("email", EMPLOYER), ("password", PASSWORD)];
    let known = device(&try_from(&house, "192.0.2.1", "", &right, "").await);
    assert!(known.len() > 30, "{known}");
    for _ in 0..20 {
        guess(&house, "198.51.100.1", EMPLOYER).await;
    }
    let stranger = try_from(&house, "192.0.2.1", "", &right, "").await;
    assert_eq!(stranger.status, StatusCode::TOO_MANY_REQUESTS);
    let owner = try_from(&house, "192.0.2.1", &known, &right, "").await;
    assert_eq!(owner.status, StatusCode::SEE_OTHER);
    let forged = format!("{known}x");
    let forger = try_from(&house, "192.0.2.1", &forged, &right, "").await;
    assert_eq!(forger.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn one_password_on_many_accounts_is_noticed() {
    let house = House::open().await;
    let mut statuses = Vec::new();
    for n in 0..100 {
        statuses.push(guess(&house, "192.0.2.1", &format!("person{n}@demo.test")).await.status);
    }
    let slowed = |status: &&StatusCode| **status == StatusCode::TOO_MANY_REQUESTS;
    assert_eq!(statuses.iter().take(60).find(slowed), None);
    assert!(statuses.iter().skip(60).filter(slowed).count() > 30, "{statuses:?}");
    let elsewhere = guess(&house, "192.0.2.2", "person@demo.test").await;
    assert_eq!(elsewhere.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn whether_an_account_exists_is_told_neither_by_the_answer_nor_by_its_time() {
    let house = House::open_under(|_| {}, Limits { are_on: false, ..Limits::default() }).await;
    let shape = |answer: &Answer, email: &str| {
        let body = answer.body.replace(email, "X").replace(answer.header("x-request-id"), "");
        let key = answer.hidden("idempotency");
        (answer.status, body.replace(&key, ""))
    };
    let mut times = [Vec::new(), Vec::new()];
    for n in 0..24 {
        // Every try on another day, so that none is slowed down.
        let later = house.app.now().saturating_add(Duration::from_hours(1)).expect("time");
        house.app.clock.set(later);
        let emails = [EMPLOYER.to_owned(), format!("nobody{n}@demo.test")];
        let mut shapes = Vec::new();
        for (email, times) in emails.iter().zip(&mut times) {
            let begun = std::time::Instant::now();
            let answer = guess(&house, "192.0.2.1", email).await;
            times.push(begun.elapsed());
            shapes.push(shape(&answer, email));
        }
        assert_eq!(shapes[0], shapes[1]);
    }
    let median = |times: &mut Vec<Duration>| {
        times.sort();
        times[times.len() / 2]
    };
    let [known, unknown] = times.each_mut().map(median);
    let difference = known.abs_diff(unknown);
    println!("median time: known {known:?}, unknown {unknown:?}");
    // Tests run side by side on few cores; what matters is that no hashing is left out.
    assert!(difference < known.max(unknown) / 2, "{known:?} {unknown:?}");
}

#[tokio::test]
async fn only_a_trusted_proxy_says_who_is_calling() {
    let trusted_proxies = vec!["10.0.0.0/8".parse().expect("block")];
    let house = House::open_under(|_| {}, Limits { trusted_proxies, ..Limits::default() }).await;
    let guess = async |peer: &str, n: usize, forwarded: &str| {
        let email = format!("person{n}@demo.test");
        let fields = [("email", email.as_str()), ("password", "gissning")];
        try_from(&house, peer, "", &fields, forwarded).await.status
    };
    for n in 0..70 {
        // Behind the proxy every caller is counted by itself; a stranger's word counts nothing.
        let said = format!("203.0.113.{n}");
        assert_eq!(guess("10.0.0.1", n, &said).await, StatusCode::UNPROCESSABLE_ENTITY);
        guess("192.0.2.1", n + 100, &said).await;
    }
    assert_eq!(guess("192.0.2.1", 300, "203.0.113.200").await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(guess("10.0.0.1", 301, "203.0.113.200").await, StatusCode::UNPROCESSABLE_ENTITY);
}

async fn from_hall(house: &House, method: &str, path: &str, cookie: &str) -> Answer {
    let peer: SocketAddr = "192.0.2.1:4711".parse().expect("address");
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header("cookie", cookie)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from("answer=ja"))
        .expect("request");
    request.extensions_mut().insert(ConnectInfo(peer));
    house.send(request).await
}

#[tokio::test]
async fn three_hundred_phones_behind_one_address_are_let_through_and_one_flood_is_not() {
    let house = House::open().await;
    let mut devices = Vec::new();
    for _ in 0..300 {
        let page = from_hall(&house, "GET", "/logga-in", "").await;
        let cookie = device(&page);
        assert!(!cookie.is_empty());
        devices.push(cookie);
    }
    for round in 0..5 {
        for cookie in &devices {
            let answer = from_hall(&house, "POST", "/k/finns-inte/fraga/1", cookie).await;
            assert_ne!(answer.status, StatusCode::TOO_MANY_REQUESTS, "round {round}");
        }
    }
    let mut slowed = 0;
    for _ in 0..200 {
        let answer = from_hall(&house, "POST", "/k/finns-inte/fraga/1", &devices[0]).await;
        slowed += usize::from(answer.status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert!(slowed > 100, "{slowed} of 200");
    let neighbour = from_hall(&house, "POST", "/k/finns-inte/fraga/1", &devices[1]).await;
    assert_ne!(neighbour.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn links_are_not_found_by_guessing() {
    for (method, start) in [("GET", "/k/"), ("GET", "/uppfoljning/"), ("POST", "/utskick/avsluta/")]
    {
        let house = House::open().await;
        let mut slowed = 0;
        for n in 0..100 {
            let answer = from_hall(&house, method, &format!("{start}gissning{n}"), "").await;
            slowed += usize::from(answer.status == StatusCode::TOO_MANY_REQUESTS);
        }
        assert!(slowed >= 60, "{start}: {slowed} of 100");
        let public = from_hall(&house, "GET", "/om-matchning", "").await;
        assert_eq!(public.status, StatusCode::OK, "other pages stay open");
    }
}

#[tokio::test]
async fn headers_say_what_a_browser_may_do_and_keep() {
    let house = House::open_with(|settings| settings.secure_cookies = true).await;
    let cookie = house.log_in(EMPLOYER).await;
    assert!(cookie.starts_with("__Host-samkraft_session="), "{cookie}");
    for path in ["/skrivbord", "/konto", "/api/v1/session", "/finns-inte", "/logga-in"] {
        let answer = house.get(path, &cookie).await;
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{path} {name}");
        }
        assert!(answer.header("strict-transport-security").contains("max-age=63072000"));
        assert!(answer.header("permissions-policy").contains("camera=()"));
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    }
    let plain = House::open().await.get("/logga-in", "").await;
    assert_eq!(plain.header("strict-transport-security"), "", "not without TLS");
}

#[tokio::test]
async fn whoever_finds_a_weakness_finds_whom_to_tell() {
    let contact = Some("mailto:it@region.test".to_owned());
    let limits = Limits { security_contact: contact, ..Limits::default() };
    let house = House::open_under(|_| {}, limits).await;
    let text = house.get("/.well-known/security.txt", "").await;
    assert_eq!(text.header("content-type"), "text/plain; charset=utf-8");
    assert!(text.body.contains("Contact: mailto:it@region.test\n"), "{}", text.body);
    assert!(text.body.contains("Expires: 2027-06-05T"), "{}", text.body);
    assert!(house.get("/sakerhet", "").await.body.contains("it@region.test"));
}
