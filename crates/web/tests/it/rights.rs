//! Every route names its right, and the right holds.

use axum::http::StatusCode;
use domain::access::Role;
use web::rooms;

use crate::house::House;

#[test]
fn no_address_is_opened_twice() {
    let routes = rooms::routes();
    let mut seen = std::collections::BTreeSet::new();
    for access in routes.access() {
        assert!(seen.insert((&access.path, access.method)), "{} {}", access.method, access.path);
        assert!(!access.roles.is_empty(), "{}: nobody has {}", access.path, access.right);
    }
}

/// An address with something in every place that takes a name.
fn example(path: &str) -> String {
    let parts = path.split('/').map(|part| {
        if part.starts_with('{') { "018f0000-0000-7000-8000-000000000000" } else { part }
    });
    parts.collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn who_is_not_logged_in_meets_the_login_on_every_page_that_is_not_public() {
    let house = House::open().await;
    for access in rooms::routes().access().iter().filter(|access| access.method == "GET") {
        if access.roles.contains(&Role::Public) {
            continue;
        }
        let path = example(&access.path);
        let answer = house.get(&path, "").await;
        if path.starts_with("/api/") {
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
        } else {
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
            assert!(answer.header("location").starts_with("/logga-in?till="), "{path}");
        }
    }
}

#[tokio::test]
async fn a_role_without_the_right_does_not_find_the_page() {
    let house = House::open().await;
    let people =
        [("analyst@demo.test", Role::Analyst), ("employer@demo.test", Role::EmployerAdmin)];
    for (email, role) in people {
        let cookie = house.log_in(email).await;
        for access in rooms::routes().access().iter().filter(|access| access.method == "GET") {
            if access.roles.contains(&Role::Public) || access.roles.contains(&role) {
                continue;
            }
            let path = example(&access.path);
            let status = house.get(&path, &cookie).await.status;
            let refused = [StatusCode::NOT_FOUND, StatusCode::FORBIDDEN];
            assert!(refused.contains(&status), "{role} {path}: {status}");
        }
    }
}
