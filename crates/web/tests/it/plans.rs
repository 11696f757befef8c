//! How SQLite finds the rows behind every page: no question may read a whole table that grows.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::{Arc, Mutex};

use store::on;
use tracing::Subscriber;
use tracing::field::{Field, Visit};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt};

use crate::county::walked;
use crate::house::House;

/// The statements that sqlx tells of.
#[derive(Clone, Default)]
struct Statements(Arc<Mutex<BTreeSet<String>>>);

impl<S: Subscriber> Layer<S> for Statements {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "sqlx::query" {
            let mut told = Told::default();
            event.record(&mut told);
            // A statement of a few words stands in the summary alone.
            let whole =
                if told.statement.trim().is_empty() { told.summary } else { told.statement };
            let sql = whole.split_whitespace().collect::<Vec<_>>().join(" ");
            self.0.lock().expect("statements").insert(sql);
        }
    }
}

#[derive(Default)]
struct Told {
    summary: String,
    statement: String,
}

impl Visit for Told {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "summary" => value.clone_into(&mut self.summary),
            "db.statement" => value.clone_into(&mut self.statement),
            _ => {}
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}

/// One page of each kind of thing; ids are those of the first row.
const THINGS: [(&str, &str); 4] = [
    ("/behov/", "SELECT id FROM need WHERE county = '22' ORDER BY id LIMIT 1"),
    ("/arenden/", "SELECT id FROM case_file WHERE county = '22' ORDER BY id LIMIT 1"),
    ("/organisationer/", "SELECT id FROM organisation WHERE county = '22' ORDER BY id LIMIT 1"),
    ("/insatser/", "SELECT id FROM offer WHERE county = '22' ORDER BY id LIMIT 1"),
];

async fn pages(house: &House) -> Vec<String> {
    let mut paths = walked();
    let mut connection = house.app.store.read().await.expect("connection");
    for (room, sql) in THINGS {
        let id: uuid::Uuid =
            on!(connection, |c| sqlx::query_scalar(sql).fetch_one(c).await.expect("a row"));
        paths.push(format!("{room}{id}"));
    }
    paths
}

/// The steps of a plan, as SQLite words them.
async fn plan(house: &House, sql: &str) -> Vec<String> {
    let mut connection = house.app.store.read().await.expect("connection");
    let explained = format!("EXPLAIN QUERY PLAN {sql}");
    let rows: Vec<(i64, i64, i64, String)> = on!(connection, |c| {
        sqlx::query_as(sqlx::AssertSqlSafe(explained)).fetch_all(c).await.expect("a plan")
    });
    rows.into_iter().map(|(_, _, _, detail)| detail).collect()
}

/// A step that reads every row of a table, and not through an index that begins with the county.
fn reads_all(step: &str) -> bool {
    step.starts_with("SCAN ") && !step.contains("CONSTANT ROW") && !step.contains("SUBQUERY")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_question_finds_its_rows_through_an_index() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let statements = Statements::default();
    let subscriber = tracing_subscriber::registry().with(statements.clone());
    let watching = tracing::subscriber::set_global_default(subscriber);
    watching.expect("no test of this program watches besides");
    let mut seen = BTreeSet::new();
    for login in demo::logins().into_iter().filter(|login| login.county == "22") {
        if !seen.insert(login.role) {
            continue;
        }
        let cookie = house.log_in(login.email).await;
        for path in pages(&house).await {
            house.get(&path, &cookie).await;
        }
    }
    let asked: Vec<String> = statements.0.lock().expect("statements").iter().cloned().collect();
    let mut plans = BTreeMap::new();
    for sql in asked.iter().filter(|sql| sql.starts_with("SELECT")) {
        plans.insert(sql.clone(), plan(&house, sql).await);
    }
    assert!(plans.len() > 60, "{} statements", plans.len());
    let mut text = String::new();
    for (sql, steps) in plans.iter().filter(|(_, steps)| steps.iter().any(|step| reads_all(step))) {
        let _ = writeln!(text, "{sql}\n    {}\n", steps.join("\n    "));
    }
    insta::assert_snapshot!("questions_that_read_all", text);
}
