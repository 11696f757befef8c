//! Both dialects have the same schema, and the rules that must hold, hold in raw SQL.

use std::collections::BTreeMap;

use store::{Migrations, Store, dialect, on};

use crate::harness::{Backend, fresh, insert_firm};
use crate::on_both;

/// table → column → (type family, may be null)
type Shape = BTreeMap<String, BTreeMap<String, (String, bool)>>;

fn family(sql_type: &str) -> &'static str {
    match sql_type.to_ascii_lowercase().as_str() {
        "blob" | "uuid" => "id",
        "integer" | "bigint" | "boolean" => "whole",
        "text" => "text",
        other => panic!("a column type nobody has agreed on: {other}"),
    }
}

async fn shape(store: &Store) -> Shape {
    let mut connection = store.read().await.expect("connection");
    let tables = dialect::TABLES.text(&connection);
    let names: Vec<(String,)> =
        on!(connection, |c| sqlx::query_as(tables).fetch_all(c).await.expect("tables"));
    let columns = dialect::Dialects {
        sqlite: "SELECT name, type, CASE WHEN \"notnull\" = 1 THEN 'NO' ELSE 'YES' END
                 FROM pragma_table_info($1)",
        postgres: "SELECT column_name::text, data_type::text, is_nullable::text
                   FROM information_schema.columns
                   WHERE table_schema = current_schema() AND table_name = $1",
    }
    .text(&connection);
    let mut shape = Shape::new();
    for (table,) in names {
        let rows: Vec<(String, String, String)> = on!(connection, |c| {
            sqlx::query_as(columns).bind(&table).fetch_all(c).await.expect("columns")
        });
        let columns = rows
            .into_iter()
            .map(|(name, kind, null)| (name, (family(&kind).to_owned(), null == "YES")));
        shape.insert(table.clone(), columns.collect());
    }
    shape
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_databases_have_the_same_tables_and_columns() {
    let Some(postgres) = fresh(Backend::Postgres).await else {
        println!("skipped: TEST_DATABASE_URL is not set");
        return;
    };
    let sqlite = fresh(Backend::Sqlite).await.expect("SQLite");
    let (left, right) = (shape(&sqlite.store).await, shape(&postgres.store).await);
    assert!(left.len() > 20, "{}", left.len());
    assert_eq!(left, right);
}

const OPEN_CASE: &str = "INSERT INTO case_file (county, id, number, organisation, title, state,
    desk, owner_role, next_step, next_step_on, promised_at, alarm, version, created_at, updated_at)
    VALUES ('22', $1, '2026-0001', $2, 'Två svetsare', 'received', NULL, NULL, NULL, NULL, 0,
    'none', 1, 0, 0)";
const CLOSED_WITHOUT_OUTCOME: &str = "INSERT INTO case_file (county, id, number, organisation,
    title, state, promised_at, alarm, version, created_at, updated_at)
    VALUES ('22', $1, '2026-0001', $2, 'Två svetsare', 'closed', 0, 'none', 1, 0, 0)";
const APPROVED_BY_NOBODY: &str = "INSERT INTO mapping (county, id, organisation, track, state,
    question_set, answers, opened_by_organisation, opened_by_name, version, created_at, updated_at)
    VALUES ('22', $1, $2, 'micro', 'approved', '1', '{}', $2, 'x', 1, 0, 0)";

on_both!(raw_sql_cannot_break_the_rules, migrating_again_changes_nothing,);

async fn raw_sql_cannot_break_the_rules(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Höga Kusten Kök").await;
    let rules = [
        (OPEN_CASE, "case_open_has_owner_and_next_step"),
        (CLOSED_WITHOUT_OUTCOME, "case_closed_has_outcome"),
        (APPROVED_BY_NOBODY, "mapping_shared_is_approved"),
    ];
    for (statement, rule) in rules {
        let refused = store
            .write::<(), store::Error, _, _>(&crate::harness::county(), None, |mut tx| async move {
                on!(tx, |c| sqlx::query(statement)
                    .bind(uuid::Uuid::now_v7())
                    .bind(firm.0)
                    .execute(c)
                    .await
                    .map(|_| ()))?;
                Ok(())
            })
            .await
            .expect_err(rule);
        assert!(refused.is_constraint(rule), "{rule}: {refused}");
    }
}

async fn migrating_again_changes_nothing(store: &Store) {
    let migrations = Migrations::of(store);
    migrations.apply().await.expect("again");
    let state = migrations.state().await.expect("state");
    assert!(!state.is_empty() && state.iter().all(|migration| migration.is_applied));
}
