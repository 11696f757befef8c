//! Events tell who did what in which role, and the hash stands for the detail.

use domain::access::{Actor, Role};
use serde_json::json;
use store::events::{self, NewEvent, Subject};
use store::{Error, Store};
use uuid::Uuid;

use crate::harness::{county, now};
use crate::on_both;

on_both!(events_come_back_in_order_with_their_detail,);

async fn events_come_back_in_order_with_their_detail(store: &Store) {
    let (county, subject) = (&county(), Uuid::from_u128(9));
    let actor = Actor::Anyone { county: county.clone() };
    let about = Subject { kind: "case", id: subject, organisation: None };
    let written: Vec<_> = ["case.opened", "case.answered"]
        .into_iter()
        .enumerate()
        .map(|(n, kind)| {
            let at = now().saturating_add(std::time::Duration::from_secs(n as u64)).expect("time");
            NewEvent::by(&actor, at, kind, about).saying(json!({ "n": n }))
        })
        .collect();
    let written = &written;
    store
        .write(county, None, |mut tx| async move {
            for event in written {
                events::append(&mut tx, county, event).await?;
            }
            Ok::<_, Error>(())
        })
        .await
        .expect("events");
    let mut connection = store.read().await.expect("connection");
    let read = events::about(&mut connection, county, "case", subject, 10).await.expect("read");
    assert_eq!(
        read.iter().map(|event| event.kind.as_str()).collect::<Vec<_>>(),
        ["case.opened", "case.answered"]
    );
    assert_eq!(read[1].detail, json!({ "n": 1 }));
    assert_eq!(read[0].role, Role::Public);
    let until = now().saturating_add(std::time::Duration::from_mins(1)).expect("time");
    assert_eq!(
        events::count(&mut connection, county, "case.answered", now(), until).await.expect("count"),
        1
    );
}
