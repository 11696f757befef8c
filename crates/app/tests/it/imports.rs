//! Imports: from the file to needs and back, all or nothing, nothing counted twice, nothing mixed.

use std::time::Duration;

use app::imports::{self, ColumnsForm, Sending, StoredImport};
use app::needs;
use app::{App, Kind, Slice};
use domain::access::{Actor, Role};
use domain::ids::ImportId;
use domain::imports::ImportState;
use exchange::sheets::Format;

use crate::harness::{county, organisation, person};
use crate::on_both;

const HEAD: &str = "Orgnr;Behov;SSYK;Antal;Svars-ID;År;Företag;Kommun\n";

struct House {
    broker: Actor,
    strategist: Actor,
    adviser: Actor,
}

async fn house(app: &App) -> House {
    organisation(app, "559999-0016", "Sidensjö Möbler").await;
    organisation(app, "559999-0024", "Timrå Lack").await;
    let region = organisation(app, "559999-0032", "Demo region").await;
    House {
        broker: person(app, Role::Broker, region, "Karin Nordin").await,
        strategist: person(app, Role::Strategist, region, "Sara Lund").await,
        adviser: person(app, Role::MuniAdviser, region, "Ove Utanför").await,
    }
}

async fn send(app: &App, actor: &Actor, text: &str) -> Result<ImportId, app::Error> {
    let sending = Sending {
        source: "mindthegap".into(),
        file_name: "svar.csv".into(),
        bytes: text.as_bytes().to_vec(),
    };
    imports::upload(app, actor, sending, None).await
}

async fn wait(app: &App, actor: &Actor, id: ImportId) -> StoredImport {
    for _ in 0..500 {
        let import = imports::find(app, actor, id).await.expect("import");
        if import.state != ImportState::Reading {
            return import;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the file was never read");
}

pub(crate) async fn work(app: &App) {
    while imports::turn(app).await.expect("works") {}
}

/// Sends a file in, keeps the guessed columns and has its rows tried.
pub(crate) async fn tried(app: &App, actor: &Actor, rows: &str, adds_firms: bool) -> StoredImport {
    let id = send(app, actor, &format!("{HEAD}{rows}")).await.expect("sent");
    let import = wait(app, actor, id).await;
    assert_eq!(import.state, ImportState::Columns, "{:?}", import.trouble);
    let form = ColumnsForm {
        column: import
            .columns
            .0
            .iter()
            .map(|one| one.map_or("", |one| one.code()).into())
            .collect(),
        adds_firms: if adds_firms { "yes".into() } else { String::new() },
        ..ColumnsForm::default()
    };
    imports::choose(app, actor, id, &form, import.version, None).await.expect("chosen");
    work(app).await;
    let import = imports::find(app, actor, id).await.expect("import");
    assert_eq!(import.state, ImportState::Checked, "{:?}", import.trouble);
    import
}

async fn done(app: &App, actor: &Actor, rows: &str) -> StoredImport {
    let import = tried(app, actor, rows, false).await;
    assert_eq!(import.counts.faults, 0);
    imports::confirm(app, actor, import.id, import.version, None).await.expect("confirmed");
    work(app).await;
    let import = imports::find(app, actor, import.id).await.expect("import");
    assert_eq!(import.state, ImportState::Done, "{:?}", import.trouble);
    import
}

async fn needs_of(app: &App, actor: &Actor) -> Vec<needs::StoredNeed> {
    let filter = store::needs::Filter::default();
    let mut connection = app.store.read().await.expect("connection");
    let slice = Slice::top(100);
    let (county, reach) = (actor.county(), actor.reach());
    store::needs::list(&mut connection, county, &reach, &filter, slice).await.expect("needs").items
}

const ROWS: &str = "559999-0016;Två kockar;5120;2;a1;2026;;\n\
    559999-0016;Någon som kan laga robotar;;1;a1;2026;;\n\
    559999-0024;Kock till skolan;Kockar och kallskänkor;1;b7;2026;;\n";

on_both! {
    async fn a_file_becomes_mappings_and_needs_and_is_taken_back(app: &App) {
        let house = house(app).await;
        let import = done(app, &house.broker, ROWS).await;
        let counts = import.counts;
        assert_eq!((counts.mappings, counts.needs, counts.coded, counts.firms), (2, 3, 2, 2));
        let needs = needs_of(app, &house.broker).await;
        assert_eq!(needs.len(), 3);
        assert_eq!(needs.iter().filter(|need| need.coding.is_some()).count(), 2);
        let sources = imports::by_source(app, &house.strategist).await.expect("sources");
        assert_eq!((sources.len(), sources[0].needs), (1, 3));
        for format in [Format::Csv, Format::Xlsx] {
            let (_, bytes) =
                imports::export(app, &house.broker, import.id, format).await.expect("export");
            let mut rows = 0;
            exchange::sheets::read(
                &bytes,
                &exchange::sheets::Limits { rows: 9, columns: 20, cell: 99, unpacked: 1 << 22 },
                &mut |_, _| { rows += 1; std::ops::ControlFlow::Continue(()) },
            ).expect("reads back");
            assert_eq!(rows, 4, "headings and three rows");
        }
        imports::undo(app, &house.strategist, import.id, None).await.expect("undone");
        assert!(needs_of(app, &house.broker).await.is_empty());
        let mut connection = app.store.read().await.expect("connection");
        assert!(store::checks::database(&mut connection).await.expect("whole").is_empty());
    }

    async fn a_fault_in_the_last_row_changes_nothing_and_says_where(app: &App) {
        let house = house(app).await;
        let rows = format!("{ROWS}559999-0024;Svetsare;;många;c1;2026;;\n");
        let import = tried(app, &house.broker, &rows, false).await;
        assert_eq!(import.counts.faults, 1);
        let view = imports::read(app, &house.broker, import.id).await.expect("view");
        let fault = &view.faults[0];
        let said = (fault.position, fault.field.as_str(), fault.said.as_str());
        assert_eq!(said, (5, "persons", "många"));
        let refused = imports::confirm(app, &house.broker, import.id, import.version, None).await;
        assert!(refused.expect_err("faults").is_invalid());
        work(app).await;
        assert!(needs_of(app, &house.broker).await.is_empty());
    }

    async fn the_same_need_from_two_sources_is_counted_once(app: &App) {
        let house = house(app).await;
        let first = done(app, &house.broker, ROWS).await;
        let more = "559999-0016;Kock;5120;2;z;2026;;\n559999-0016;Kock;5120;2;z;2025;;\n";
        let second = done(app, &house.broker, more).await;
        assert_eq!((second.counts.needs, second.counts.duplicates), (1, 1));
        assert_eq!(needs_of(app, &house.broker).await.len(), 4);
        let view = imports::read(app, &house.broker, second.id).await.expect("view");
        assert_eq!((view.same[0].position, view.same.len()), (2, 1));
        let refused = imports::undo(app, &house.broker, first.id, None).await;
        assert_eq!(refused.expect_err("built on").faults.0[0].code, "import-built-on");
        let view = imports::read(app, &house.broker, first.id).await.expect("view");
        assert_eq!(view.built[0].table, "import_duplicate");
        imports::undo(app, &house.broker, second.id, None).await.expect("undone");
        imports::undo(app, &house.broker, first.id, None).await.expect("undone");
    }

    async fn the_same_file_twice_is_recognised_until_it_is_undone(app: &App) {
        let house = house(app).await;
        let import = done(app, &house.broker, ROWS).await;
        let again = send(app, &house.strategist, &format!("{HEAD}{ROWS}")).await;
        let fault = again.expect_err("the same").faults.0.remove(0);
        assert_eq!(fault.code, "import-same-file");
        assert!(fault.values.contains(&("id", import.id.to_string())));
        imports::undo(app, &house.broker, import.id, None).await.expect("undone");
        assert!(send(app, &house.strategist, &format!("{HEAD}{ROWS}")).await.is_ok());
    }

    async fn unknown_firms_are_faults_until_somebody_wants_them(app: &App) {
        let house = house(app).await;
        let rows = "559999-0099;Kock;5120;1;a;2026;Nya AB;2284\n";
        let unknown = tried(app, &house.broker, rows, false).await;
        assert_eq!((unknown.counts.faults, unknown.counts.new_firms), (1, 0));
        imports::abandon(app, &house.broker, unknown.id, None).await.expect("called off");
        let wanted = tried(app, &house.broker, rows, true).await;
        assert_eq!((wanted.counts.faults, wanted.counts.new_firms), (0, 1), "{wanted:?}");
        // Somebody else adds the firm meanwhile: the rows are tried again, and nothing is lost.
        organisation(app, "559999-0099", "Nya AB").await;
        imports::confirm(app, &house.broker, wanted.id, wanted.version, None).await.expect("yes");
        work(app).await;
        let again = imports::find(app, &house.broker, wanted.id).await.expect("import");
        assert_eq!((again.state, again.counts.new_firms), (ImportState::Checked, 0));
        assert!(again.trouble.is_some() && needs_of(app, &house.broker).await.is_empty());
    }

    async fn a_new_firm_that_somebody_has_changed_is_not_taken_away(app: &App) {
        let house = house(app).await;
        let rows = "559999-0099;Kock;5120;1;a;2026;Nya AB;2284\n";
        let wanted = tried(app, &house.broker, rows, true).await;
        imports::confirm(app, &house.broker, wanted.id, wanted.version, None).await.expect("yes");
        work(app).await;
        app.store
            .write(&county(), None, |mut tx| async move {
                let changed = "UPDATE organisation SET version = 2 WHERE name = 'Nya AB'";
                store::on!(tx, |c| sqlx::query(changed).execute(c).await.map(|_| ()))?;
                Ok::<_, store::Error>(())
            })
            .await
            .expect("changed");
        let view = imports::read(app, &house.broker, wanted.id).await.expect("view");
        let built: Vec<_> = view.built.iter().map(|one| (one.table.as_str(), one.count)).collect();
        assert_eq!(built, [("organisation", 1)]);
        let refused = imports::undo(app, &house.broker, wanted.id, None).await;
        assert_eq!(refused.expect_err("built on").faults.0[0].code, "import-built-on");
    }

    async fn a_personal_number_is_never_kept(app: &App) {
        let house = house(app).await;
        let rows = "559999-0016;Anna 19850709-9805;;1;a;2026;;\n850709-9805;Kock;;1;b;2026;;\n";
        let import = tried(app, &house.broker, rows, false).await;
        assert_eq!(import.counts.faults, 2);
        let view = imports::read(app, &house.broker, import.id).await.expect("view");
        assert!(!format!("{view:?}").contains("9805"));
    }

    async fn two_who_choose_at_once_are_told_and_others_see_nothing(app: &App) {
        let house = house(app).await;
        let id = send(app, &house.broker, &format!("{HEAD}{ROWS}")).await.expect("sent");
        let import = wait(app, &house.broker, id).await;
        let form = ColumnsForm {
            column: vec!["orgNumber".into(), "words".into()],
            ..ColumnsForm::default()
        };
        imports::choose(app, &house.broker, id, &form, import.version, None).await.expect("chosen");
        work(app).await;
        let late = imports::choose(app, &house.strategist, id, &form, import.version, None).await;
        assert_eq!(late.expect_err("late").kind, Kind::Conflict);
        let hidden = imports::read(app, &house.adviser, id).await;
        assert_eq!(hidden.expect_err("hidden").kind, Kind::Invisible);
        let sent = send(app, &house.adviser, "a;b\n1;2\n").await;
        assert_eq!(sent.expect_err("may not").kind, Kind::Forbidden);
    }

    async fn what_cannot_be_read_says_why_and_leaves_nothing(app: &App) {
        let house = house(app).await;
        for (text, code) in [
            ("Orgnr;Behov\n", "import-no-rows"),
            ("\n\n", "import-empty"),
            ("a;b\n1;\"2\n", "import-open-quote"),
            ("GIF89a\0", "import-unknown-format"),
            ("PK\u{3}\u{4} inte", "import-damaged"),
        ] {
            let id = send(app, &house.broker, text).await.expect("sent");
            let import = wait(app, &house.broker, id).await;
            assert_eq!(import.state, ImportState::Refused, "{code}");
            assert_eq!(import.trouble.expect("why").code, code);
            let mut connection = app.store.read().await.expect("connection");
            let county = house.broker.county();
            let rows = store::imports::rows(&mut connection, county, id, 0, 9).await;
            assert!(rows.expect("rows").is_empty());
        }
    }
}
