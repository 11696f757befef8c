//! Every text column says what it holds about people.

use store::Store;
use store::personal::{COLUMNS, Holds, holds};
use store::schema::{Family, tables};

use crate::on_both;

on_both!(every_text_column_says_what_it_holds, every_said_column_is_there,);

async fn every_text_column_says_what_it_holds(store: &Store) {
    let mut connection = store.read().await.expect("connection");
    let mut silent = Vec::new();
    for table in tables(&mut connection).await.expect("tables") {
        let texts = table.columns.iter().filter(|column| column.family == Family::Text);
        let unsaid = texts.filter(|column| holds(&table.name, &column.name).is_none());
        silent.extend(unsaid.map(|column| format!("{}.{}", table.name, column.name)));
    }
    assert_eq!(silent, [""; 0], "say in store::personal::columns what these hold about people");
}

async fn every_said_column_is_there(store: &Store) {
    let mut connection = store.read().await.expect("connection");
    let tables = tables(&mut connection).await.expect("tables");
    for said in COLUMNS {
        // A room that this build does not have.
        let Some(table) = tables.iter().find(|table| table.name == said.table) else { continue };
        assert!(table.column(said.column).is_some(), "{}.{}", said.table, said.column);
        if let Holds::Name { organisation: Some(organisation) } = said.holds {
            assert!(table.column(organisation).is_some(), "{}.{organisation}", said.table);
        }
        let is_reached = matches!(said.holds, Holds::Words | Holds::Address | Holds::Name { .. });
        assert!(!is_reached || table.column("county").is_some(), "{} has no county", said.table);
        assert!(!is_reached || table.column(said.id).is_some(), "{}.{}", said.table, said.id);
    }
}
