//! Every text column says what it holds about people.

use domain::codes::CountyCode;
use domain::ids::{OrganisationId, PersonId};
use store::Store;
use store::mine::{Asker, SECTIONS, Whose};
use store::personal::{COLUMNS, Holds, holds};
use store::schema::{Family, tables};

use uuid::Uuid;

use crate::on_both;

on_both!(
    every_text_column_says_what_it_holds,
    every_said_column_is_there,
    mine_leaves_out_no_table,
    mine_can_be_read,
);

/// Tables that lead to a person or a firm and hold nothing of it for «Mitt».
const NOT_MINE: &[(&str, &str)] = &[
    ("agreement", "of public actors and those they work with, without names of theirs"),
    ("case_party", "which public actors are let in; the firm's own cases are told"),
    ("contact_change", "told on the firm's first page; who answers stands with each case"),
    ("desk", "of public actors"),
    ("erasure", "only of those who are no longer here"),
    ("event", "of the firm: told as what it made, such as needs and cases"),
    ("former_number", "of the firm itself; told on its page"),
    ("gathering", "published by who invites; whom the firm has signed up is told"),
    ("handover", "of public actors; what changed hands is told with the thing itself"),
    ("import_firm", "the firm itself is told, once it is there"),
    ("import_goal", "the goals it became are told"),
    ("import_need", "the needs it became are told"),
    ("local_question", "of public actors, and asked of every firm alike"),
    ("network", "of public actors"),
    ("offer", "of public actors, and published"),
    ("organisation_ending", "of the firm itself; told on its page"),
    ("pool_need", "which of the firm's needs a pool has: told with the need and the pool"),
    ("redundancy", "secret until its day; the firm gave it, and reads it on its page from then on"),
    ("succession_adviser", "sealed off: told by app::succession, to that account alone"),
    ("succession_buyer", "sealed off: told by app::succession, to that account alone"),
    ("succession_contact", "sealed off: told by app::succession, to that account alone"),
    ("succession_intention", "sealed off: told by app::succession, to that account alone"),
    ("succession_listing", "sealed off: told by app::succession, to that account alone"),
    ("succession_news", "sealed off: told by app::succession, to that account alone"),
    ("support_fund", "of public actors"),
    ("visit_party", "which public actors come along; the visits to the firm are told"),
    ("protected_person", "only of those who can no longer log in"),
];

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
        let table = tables.iter().find(|table| table.name == said.table);
        let table = table.unwrap_or_else(|| panic!("there is no table {}", said.table));
        assert!(table.column(said.column).is_some(), "{}.{}", said.table, said.column);
        if let Holds::Name { organisation: Some(organisation) } = said.holds {
            assert!(table.column(organisation).is_some(), "{}.{organisation}", said.table);
        }
        let is_reached = matches!(said.holds, Holds::Words | Holds::Address | Holds::Name { .. });
        assert!(!is_reached || table.column("county").is_some(), "{} has no county", said.table);
        assert!(!is_reached || table.column(said.id).is_some(), "{}.{}", said.table, said.id);
    }
}

async fn mine_leaves_out_no_table(store: &Store) {
    let mut connection = store.read().await.expect("connection");
    for table in tables(&mut connection).await.expect("tables") {
        for (column, whose) in [("person", Whose::Person), ("organisation", Whose::Firm)] {
            let mut sections = SECTIONS.iter().filter(|section| section.whose == whose);
            let is_told = sections.any(|section| section.tables.contains(&table.name.as_str()));
            let is_elsewhere = SECTIONS.iter().any(|section| {
                section.whose == Whose::Person && section.tables.contains(&table.name.as_str())
            });
            let is_excepted = NOT_MINE.iter().any(|(name, _)| *name == table.name);
            assert!(
                table.column(column).is_none() || is_told || is_elsewhere || is_excepted,
                "{}.{column}: tell of it in store::mine::SECTIONS",
                table.name
            );
        }
    }
}

async fn mine_can_be_read(store: &Store) {
    let mut connection = store.read().await.expect("connection");
    let asker = Asker {
        county: CountyCode::parse("22").expect("code"),
        person: PersonId(Uuid::now_v7()),
        firm: Some(OrganisationId(Uuid::now_v7())),
    };
    for section in SECTIONS {
        let rows = section.rows(&mut connection, &asker, None).await.expect(section.code);
        let count = section.count(&mut connection, &asker).await.expect(section.code);
        assert_eq!((rows.len(), count), (0, 0), "{}: of somebody unknown", section.code);
    }
}
