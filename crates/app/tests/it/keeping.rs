//! Backup, restore, erasure, verification, retention and export, on both databases.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;
use std::time::Duration;

use app::keeping::retention::Asked;
use app::keeping::{self, Area, Journal, RestoreError};
use app::{App, Slice};
use domain::access::{Actor, Role};
use domain::codes::CountyCode;
use domain::contacts::ContactForm;
use domain::ids::{OrganisationId, PersonId};
use exchange::archive::{Archive, Damage};
use store::events::{NewEvent, Subject};
use store::on;

use crate::harness::{county, fresh, need, organisation, person};
use crate::on_both;

/// Nobody else is called this.
const MARKER: &str = "Qvzxmark Förnamnsson";

fn form(note: &str) -> ContactForm {
    ContactForm {
        kind: "visit".into(),
        on: "2026-12-07".into(),
        topic: "Besök om svetsare".into(),
        note: note.into(),
        reason: String::new(),
    }
}

/// A firm with a need, and somebody who has been in touch and is named in every way there is.
async fn filled(app: &App) -> (OrganisationId, Actor) {
    let region = organisation(app, "559999-0024", "Demo Region").await;
    let firm = organisation(app, "559999-0016", "Demo Kök").await;
    need(app, firm, "Två kockar", 2).await;
    let actor = person(app, Role::Broker, region, MARKER).await;
    let note = format!("{MARKER} ringde, hälsar {MARKER}");
    app::contacts::keep(app, &actor, firm, &form(&note), Some("nyckel")).await.expect("contact");
    mapping_names_them(app, &actor).await;
    app::organisations::read(app, &actor, firm).await.expect("read");
    (firm, actor)
}

async fn run(app: &App, statement: &str) {
    app.store
        .write(&county(), None, |mut tx| async move {
            on!(tx, |c| sqlx::query(sqlx::AssertSqlSafe(statement)).execute(c).await.map(|_| ()))
                .map_err(store::Error::from)
        })
        .await
        .expect(statement);
}

fn person_of(actor: &Actor) -> PersonId {
    actor.assignment().expect("assigned").person
}

/// Names the person where SQL alone reaches: answers, invitation, messages to come, search words.
async fn mapping_names_them(app: &App, actor: &Actor) {
    let (county, person) = (&county(), person_of(actor));
    let answers = format!(
        "{{\"contactName\":\"{MARKER}\",\"contactReach\":\"{}@demo.samkraft.test\",\"goals\":[]}}",
        person.0.simple()
    );
    let answers = answers.as_str();
    app.store
        .write(county, None, |mut tx| async move {
            on!(tx, |c| sqlx::query(
                "UPDATE mapping SET answers = $1, approved_by_name = opened_by_name,
                    approved_at = created_at"
            )
            .bind(answers)
            .execute(c)
            .await
            .map(|_| ()))
            .map_err(store::Error::from)?;
            on!(tx, |c| sqlx::query("UPDATE need SET words = $1")
                .bind(format!("Två kockar, fråga {MARKER}"))
                .execute(c)
                .await
                .map(|_| ()))
            .map_err(store::Error::from)?;
            Ok::<_, store::Error>(())
        })
        .await
        .expect("named");
    let need: Vec<uuid::Uuid> = {
        let mut connection = app.store.read().await.expect("connection");
        on!(connection, |c| sqlx::query_scalar("SELECT id FROM need").fetch_all(c).await)
            .expect("needs")
    };
    let terms = &vocabulary::analysis::search_terms(MARKER);
    let need = need[0];
    app.store
        .write(county, None, |mut tx| async move {
            store::search::index(&mut tx, county, "need", need, terms.clone()).await
        })
        .await
        .expect("indexed");
}

async fn archive_of(app: &App) -> Vec<u8> {
    let made = keeping::backup(app, Cursor::new(Vec::new()), |_| {}).await.expect("backup");
    made.0.into_inner()
}

fn open(bytes: &[u8]) -> Result<Archive<Cursor<Vec<u8>>>, Damage> {
    Archive::open(Cursor::new(bytes.to_vec()))
}

fn hashes(bytes: &[u8]) -> BTreeMap<String, String> {
    let archive = open(bytes).expect("whole");
    let tables = archive.manifest().tables.iter();
    tables.map(|table| (table.name.clone(), table.sha256.clone())).collect()
}

async fn restore_into(app: &App, bytes: &[u8]) -> Result<keeping::Restored, RestoreError> {
    keeping::restore(app, || open(bytes), &[], true, |_| {}).await
}

/// Every line of a backup that holds a text: the whole database, row by row.
fn lines_with(bytes: &[u8], text: &str) -> Vec<String> {
    let mut archive = open(bytes).expect("whole");
    let mut found = Vec::new();
    for table in archive.manifest().tables.clone() {
        archive
            .rows::<Damage>(&table, &mut |line| {
                if line.to_lowercase().contains(&text.to_lowercase()) {
                    found.push(format!("{}: {line}", table.name));
                }
                Ok(())
            })
            .expect("rows");
    }
    found
}

fn files_with(folder: &Path, text: &str) -> Vec<String> {
    let needle = text.as_bytes();
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("folder").flatten() {
        let bytes = std::fs::read(entry.path()).expect("file");
        if bytes.windows(needle.len()).any(|window| window == needle) {
            found.push(entry.path().display().to_string());
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_restores_into_either_database_row_by_row() {
    let sqlite = fresh(false).await.expect("SQLite");
    filled(&sqlite.app).await;
    app::worker::tick(&sqlite.app, sqlite.app.now()).await.expect("tick");
    let first = archive_of(&sqlite.app).await;
    let refused = keeping::restore(&sqlite.app, || open(&first), &[], false, |_| {}).await;
    assert!(matches!(refused, Err(RestoreError::NotEmpty(_))));
    let again = fresh(false).await.expect("SQLite");
    restore_into(&again.app, &first).await.expect("restores");
    assert_eq!(hashes(&archive_of(&again.app).await), hashes(&first));
    let report = keeping::verify(&again.app).await.expect("verify");
    assert_eq!(report.verdicts(), []);
    let Some(postgres) = fresh(true).await else {
        println!("skipped: TEST_DATABASE_URL is not set");
        return;
    };
    restore_into(&postgres.app, &first).await.expect("restores");
    let second = archive_of(&postgres.app).await;
    assert_eq!(hashes(&second), hashes(&first));
    assert_eq!(keeping::verify(&postgres.app).await.expect("verify").verdicts(), []);
    restore_into(&again.app, &second).await.expect("and back");
    assert_eq!(hashes(&archive_of(&again.app).await), hashes(&first));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_has_been_erased_is_in_no_file_and_does_not_come_back() {
    let here = fresh(false).await.expect("SQLite");
    let app = &here.app;
    let (_, actor) = filled(app).await;
    // The planner samples names and addresses.
    app.store.analyze().await.expect("analysed");
    let before = archive_of(app).await;
    assert!(lines_with(&before, MARKER).len() > 3);
    let identity = keeping::find_identity(app, &person_of(&actor).to_string()).await;
    keeping::erase(app, &identity.expect("found"), false).await.expect("erased");
    let database = here.folder().expect("a folder");
    assert_eq!(files_with(database, MARKER), [""; 0]);
    assert_eq!(files_with(database, &MARKER.to_lowercase()), [""; 0]);
    let term = vocabulary::analysis::search_terms(MARKER).remove(0);
    assert_eq!(files_with(database, &term), [""; 0]);

    // The journal lies beside the database, and an older backup meets it.
    let journal = Journal::within(database);
    keeping::reconcile(app, &journal).await.expect("written");
    let lines = journal.read().expect("journal");
    assert_eq!(lines.len(), 1);
    let later = fresh(false).await.expect("SQLite");
    keeping::restore(&later.app, || open(&before), &lines, true, |_| {}).await.expect("restores");
    assert_eq!(lines_with(&archive_of(&later.app).await, MARKER), [""; 0]);
    assert_eq!(files_with(later.folder().expect("a folder"), MARKER), [""; 0]);

    // The database brought back by hand meets it at the next start.
    let third = fresh(false).await.expect("SQLite");
    restore_into(&third.app, &before).await.expect("restores");
    assert!(!lines_with(&archive_of(&third.app).await, MARKER).is_empty());
    assert!(keeping::reconcile(&third.app, &journal).await.expect("again") > 3);
    assert_eq!(lines_with(&archive_of(&third.app).await, MARKER), [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_reader_keeps_readable_is_scrubbed_when_they_have_gone() {
    let here = fresh(false).await.expect("SQLite");
    let app = &here.app;
    let (_, actor) = filled(app).await;
    let reader = app.store.snapshot().await.expect("a reader of today's state");
    let identity = keeping::find_identity(app, &person_of(&actor).to_string()).await;
    keeping::erase(app, &identity.expect("found"), false).await.expect("erased all the same");
    let database = here.folder().expect("a folder");
    app::worker::tick(app, app.now()).await.expect("tick");
    assert_ne!(files_with(database, MARKER), [""; 0], "the reader still reads it");
    drop(reader);
    for _ in 0..50 {
        app::worker::tick(app, app.now()).await.expect("tick");
        let mut connection = app.store.read().await.expect("connection");
        if !store::scrubbing::is_wanted(&mut connection).await.expect("asked") {
            break;
        }
        // The reader's connection closes in a task of its own.
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(files_with(database, MARKER), [""; 0]);
}

/// The same archive without the rows of one table: whole in itself, but its rows lead nowhere.
fn without(bytes: &[u8], left_out: &str) -> Vec<u8> {
    let mut archive = open(bytes).expect("whole");
    let manifest = archive.manifest().clone();
    let mut writer = exchange::archive::Writer::begin(Cursor::new(Vec::new())).expect("begins");
    for entry in &manifest.tables {
        let mut table = writer.table(&entry.name).expect("table");
        archive
            .rows::<Damage>(entry, &mut |line| {
                if entry.name == left_out { Ok(()) } else { table.row(line) }
            })
            .expect("rows");
        table.finish().expect("ends");
    }
    writer.finish(manifest).expect("ends").0.into_inner()
}

on_both! {
    async fn a_restore_that_stops_in_the_middle_changes_nothing(app: &App) {
        filled(app).await;
        let before = archive_of(app).await;
        let refused = restore_into(app, &without(&before, "mapping")).await;
        assert!(matches!(refused, Err(RestoreError::Store(_))), "{refused:?}");
        assert_eq!(hashes(&archive_of(app).await), hashes(&before));
        let mut flipped = before.clone();
        flipped[before.len() / 2] ^= 1;
        let refused = restore_into(app, &flipped).await;
        assert!(matches!(refused, Err(RestoreError::Damage(_))), "{refused:?}");
        assert_eq!(hashes(&archive_of(app).await), hashes(&before));
    }

    async fn an_erased_person_leaves_only_ids_behind(app: &App) {
        let (firm, actor) = filled(app).await;
        let id = person_of(&actor);
        app::worker::tick(app, app.now()).await.expect("tick");
        let identity = keeping::find_identity(app, &id.to_string()).await.expect("found");
        let tried = keeping::erase(app, &identity, true).await.expect("tried");
        assert!(tried.journal.is_none() && tried.reached.total() > 5);
        assert!(!lines_with(&archive_of(app).await, MARKER).is_empty(), "only tried");
        let done = keeping::erase(app, &identity, false).await.expect("erased");
        assert_eq!(done.reached, tried.reached);
        let after = archive_of(app).await;
        assert_eq!(lines_with(&after, MARKER), [""; 0]);
        assert_eq!(lines_with(&after, &format!("{}@demo", id.0.simple())), [""; 0]);
        let events = lines_with(&after, &id.to_string());
        assert!(events.iter().any(|line| line.starts_with("event:")), "{events:?}");
        app::worker::tick(app, app.now()).await.expect("tick");
        assert_eq!(keeping::verify(app).await.expect("verify").verdicts(), []);
        assert!(keeping::find_identity(app, &id.to_string()).await.is_err(), "nothing is left");
        let colleague = person(app, Role::Strategist, firm, "Demo Kollega").await;
        let ledger = app::contacts::ledger(app, &colleague, firm).await.expect("ledger");
        assert_eq!(ledger.recent[0].contact.by_name, "[…]");
    }

    async fn somebody_at_a_firm_is_erased_by_their_address(app: &App) {
        let (_, actor) = filled(app).await;
        let id = person_of(&actor);
        let address = format!("{}@DEMO.samkraft.test", id.0.simple());
        let county = &county();
        app.store
            .write(county, None, |mut tx| async move {
                on!(tx, |c| sqlx::query("UPDATE person SET email = 'other@demo.samkraft.test',
                        name = 'Någon Annan'")
                    .execute(c).await.map(|_| ())).map_err(store::Error::from)
            })
            .await
            .expect("no login has the address");
        let before = archive_of(app).await;
        let identity = keeping::find_identity(app, &address).await.expect("found");
        assert_eq!(identity.person, None);
        let erased = keeping::erase(app, &identity, false).await.expect("erased");
        let journal = erased.journal.expect("journal");
        let line = serde_json::to_string(&journal).expect("json");
        assert!(!line.contains("demo.samkraft") && !line.contains("Qvzx"), "{line}");
        let left = lines_with(&archive_of(app).await, &address);
        assert_eq!(left, [""; 0]);
        restore_into(app, &before).await.expect("restores");
        assert_eq!(lines_with(&archive_of(app).await, &address), [""; 0], "the table remembers");
    }

    async fn what_has_been_changed_behind_our_back_is_found(app: &App) {
        filled(app).await;
        app::worker::tick(app, app.now()).await.expect("tick");
        assert_eq!(keeping::verify(app).await.expect("verify").verdicts(), []);
        let county = &county();
        for (statement, what) in [
            ("UPDATE reading SET read_at = read_at + 1", "changed"),
            ("DELETE FROM event", "missing"),
        ] {
            app.store
                .write(county, None, |mut tx| async move {
                    for statement in ["DELETE FROM event_detail", statement] {
                        on!(tx, |c| sqlx::query(statement).execute(c).await.map(|_| ()))
                            .map_err(store::Error::from)?;
                    }
                    Ok::<_, store::Error>(())
                })
                .await
                .expect(statement);
            let verdicts = keeping::verify(app).await.expect("verify").verdicts();
            assert!(verdicts.iter().any(|one| one.wrong.contains(what)), "{what}: {verdicts:?}");
        }
    }

    async fn what_has_been_hidden_as_purged_is_found(app: &App) {
        filled(app).await;
        app::worker::tick(app, app.now()).await.expect("tick");
        for (statements, what) in [
            (["UPDATE seal SET purged_at = 1 WHERE stream = 'reading'", "DELETE FROM reading"],
                "purged-uncounted"),
            (["UPDATE seal SET purged_at = 1 WHERE stream = 'event'", "DELETE FROM event"],
                "missing"),
        ] {
            run(app, "DELETE FROM event_detail").await;
            for statement in statements {
                run(app, statement).await;
            }
            let verdicts = keeping::verify(app).await.expect("verify").verdicts();
            assert!(verdicts.iter().any(|one| one.wrong.contains(what)), "{what}: {verdicts:?}");
        }
    }

    async fn a_namesake_in_another_county_keeps_what_is_theirs(app: &App) {
        let (_, actor) = filled(app).await;
        let elsewhere = &CountyCode::parse("21").expect("code");
        let subject = Subject { kind: "case", id: uuid::Uuid::now_v7(), organisation: None };
        let system = Actor::Anyone { county: elsewhere.clone() };
        let event = NewEvent::by(&system, app.now(), "case.opened", subject);
        let event = &event.saying(serde_json::json!({ "name": MARKER }));
        app.store
            .write(elsewhere, None, |mut tx| async move {
                store::events::append(&mut tx, elsewhere, event).await
            })
            .await
            .expect("told");
        let identity = keeping::find_identity(app, &person_of(&actor).to_string()).await;
        keeping::erase(app, &identity.expect("found"), false).await.expect("erased");
        let left = lines_with(&archive_of(app).await, MARKER);
        assert_eq!(left.len(), 1, "{left:?}");
        assert!(left[0].starts_with("event_detail:") && left[0].contains("\"21\""), "{left:?}");
    }

    async fn a_name_that_is_a_word_stays_a_word(app: &App) {
        let region = organisation(app, "559999-0024", "Demo Region").await;
        let firm = organisation(app, "559999-0016", "Demo Kök").await;
        need(app, firm, "Två kockar", 2).await;
        let actor = person(app, Role::Broker, region, "Platschefen").await;
        let note = form("Platschefen ringde om kranen");
        app::contacts::keep(app, &actor, firm, &note, None).await.expect("contact");
        let address = format!("{}@demo.samkraft.test", person_of(&actor).0.simple());
        let answers = format!("{{\"contactName\":\"Platschefen\",\"contactReach\":\"{address}\"}}");
        run(app, &format!("UPDATE mapping SET answers = '{answers}'")).await;
        let identity = keeping::find_identity(app, &address).await.expect("found");
        keeping::erase(app, &identity, false).await.expect("erased");
        let left = lines_with(&archive_of(app).await, "Platschefen");
        assert_eq!(left.len(), 1, "{left:?}");
        assert!(left[0].contains("Platschefen ringde om kranen"), "{left:?}");
        assert!(left[0].contains("\"by_name\":\"[…]\""), "{left:?}");
    }

    async fn an_erasure_reaches_other_spellings_also_after_a_restore(app: &App) {
        let (_, actor) = filled(app).await;
        let own = format!("{}@demo.samkraft.test", person_of(&actor).0.simple());
        let written = own.to_uppercase();
        let answers =
            format!("{{\"contactName\":\"Zyxwing Annorlunda\",\"contactReach\":\"{written}\"}}");
        run(app, &format!("UPDATE mapping SET answers = '{answers}'")).await;
        let before = archive_of(app).await;
        let found = |bytes: &[u8]| {
            let mut lines = lines_with(bytes, "Zyxwing");
            lines.extend(lines_with(bytes, &own));
            lines
        };
        assert!(found(&before).len() > 1);
        let password = app::access::give_password(app, &own).await.expect("password");
        let session = app::access::sign_in(app, &own, &password).await.expect("logged in");
        let signed = app::access::session(app, &session.0).await.expect("read").expect("open");
        let other = "nagon.annan@demo.samkraft.test";
        for (typed, password) in [(other, password.as_str()), (&own, "gissat")] {
            let refused = keeping::erase_own(app, &signed, typed, password).await;
            assert!(refused.expect_err("not theirs").is_invalid());
        }
        keeping::erase_own(app, &signed, &own, &password).await.expect("erased");
        assert_eq!(found(&archive_of(app).await), [""; 0]);
        restore_into(app, &before).await.expect("restores");
        assert_eq!(found(&archive_of(app).await), [""; 0], "the journal reaches as far");
    }

    async fn one_changed_event_is_found(app: &App) {
        filled(app).await;
        app::worker::tick(app, app.now()).await.expect("tick");
        let county = &county();
        app.store
            .write(county, None, |mut tx| async move {
                on!(tx, |c| sqlx::query(
                    "UPDATE event SET role = 'admin' WHERE kind = 'contact.logged'"
                )
                .execute(c)
                .await
                .map(|_| ()))
                .map_err(store::Error::from)
            })
            .await
            .expect("changed");
        let verdicts = keeping::verify(app).await.expect("verify").verdicts();
        assert_eq!(verdicts.len(), 1, "{verdicts:?}");
        assert!(verdicts[0].wrong.contains("changed at position"), "{verdicts:?}");
    }

    async fn the_purge_takes_what_is_due_and_keeps_the_count(app: &App) {
        let (firm, actor) = filled(app).await;
        app::worker::tick(app, app.now()).await.expect("tick");
        app.clock.set(app.now().saturating_add(Duration::from_hours(24 * 729)).expect("time"));
        let decided = Asked { now: true, decision: Some("RVN 2026-12"), ..Asked::default() };
        let contacts = |runs: Vec<keeping::PurgeRun>| -> i64 {
            runs.iter().filter(|run| run.class == "contacts").map(|run| run.rows).sum()
        };
        assert_eq!(contacts(keeping::purge(app, decided).await.expect("early")), 0);
        app.clock.set(app.now().saturating_add(Duration::from_hours(24 * 3)).expect("time"));
        let dry = Asked { is_dry: true, ..Asked::default() };
        assert_eq!(contacts(keeping::purge(app, dry).await.expect("dry")), 2, "its visit too");
        let undecided = Asked { now: true, ..Asked::default() };
        let runs = keeping::purge(app, undecided).await.expect("undecided");
        assert!(runs.iter().any(|run| run.class == "contacts" && run.waits_for_decision));
        let own = app::contacts::list(app, &actor, firm, Slice::top(10)).await.expect("list");
        assert!(own.items[0].contact.contact.note.is_some(), "an official document waits");
        assert_eq!(contacts(keeping::purge(app, decided).await.expect("decided")), 2);
        let own = app::contacts::list(app, &actor, firm, Slice::top(10)).await.expect("list");
        assert_eq!(own.items[0].contact.contact.note, None);
        assert_eq!(own.total, 1, "that it was remains");
        assert_eq!(contacts(keeping::purge(app, decided).await.expect("again")), 0);
        app.clock.set(app.now().saturating_add(Duration::from_hours(24 * 1_200)).expect("time"));
        let runs = keeping::purge(app, undecided).await.expect("readings");
        assert!(runs.iter().any(|run| run.class == "readings" && run.rows > 0), "{runs:?}");
        app::worker::tick(app, app.now()).await.expect("tick");
        assert_eq!(keeping::verify(app).await.expect("verify").verdicts(), []);
    }

    async fn a_closed_case_keeps_no_names_when_its_time_is_out(app: &App) {
        let (firm, _) = filled(app).await;
        let (case, now) = (uuid::Uuid::now_v7(), app.now().as_microsecond());
        for statement in [
            "INSERT INTO case_file (county, id, number, organisation, title, state, taken_by_name,
                promised_at, alarm, outcome, outcome_words, closed_at, version, created_at,
                updated_at)
             SELECT '22', $1, '2026-9', $2, 'Kockar', 'closed', $4, $3, 'none', 'met', $4, $3, 1,
                $3, $3",
            "INSERT INTO message (county, id, case_file, from_organisation, from_name, audience,
                body, sent_at)
             SELECT '22', $1, $1, $2, $4, 'parties', $4, $3",
            "INSERT INTO follow_up (county, id, case_file, months, link_hash, link_expires_at,
                asked_at, was_mailed, answer, words, answered_at)
             SELECT '22', $1, $1, 3, 'x', $3, $3, FALSE, 'solved', $4, $3",
            "INSERT INTO appointment (county, id, subject_kind, subject, organisation,
                by_organisation, starts_at, minutes, place, email, sequence, is_cancelled,
                created_at, updated_at)
             SELECT m.county, $1, 'mapping', m.id, $2, $2, $3, 60, $4, $4, 0, FALSE, $3, $3
             FROM mapping m",
            "UPDATE mapping SET case_file = $1, opened_by_name = $4",
        ] {
            let of_all = " WHERE $1 = $1 AND $2 = $2 AND $3 = $3 AND $4 = $4";
            let statement = &format!("{statement}{of_all}");
            app.store
                .write(&county(), None, |mut tx| async move {
                    on!(tx, |c| sqlx::query(sqlx::AssertSqlSafe(statement.as_str()))
                        .bind(case)
                        .bind(firm.0)
                        .bind(now)
                        .bind(MARKER)
                        .execute(c)
                        .await
                        .map(|_| ()))
                    .map_err(store::Error::from)
                })
                .await
                .expect(statement);
        }
        app.clock.set(app.now().saturating_add(Duration::from_hours(24 * 1_826)).expect("time"));
        let cases = |runs: Vec<keeping::PurgeRun>| -> i64 {
            runs.iter().filter(|run| run.class == "cases").map(|run| run.rows).sum()
        };
        let dry = Asked { is_dry: true, ..Asked::default() };
        let decided = Asked { now: true, decision: Some("RVN 2032-1"), ..Asked::default() };
        let due = cases(keeping::purge(app, dry).await.expect("dry"));
        assert_eq!(due, 5, "case, letter, follow-up, meeting, mapping");
        assert_eq!(cases(keeping::purge(app, decided).await.expect("decided")), due);
        assert_eq!(cases(keeping::purge(app, decided).await.expect("again")), 0);
        let mut left = lines_with(&archive_of(app).await, MARKER);
        left.retain(|line| !line.starts_with("need:") && !line.starts_with("person:"));
        assert_eq!(left, [""; 0]);
    }

    async fn an_export_holds_its_area_and_no_names(app: &App) {
        filled(app).await;
        let files = RefCell::new(BTreeMap::<String, Vec<u8>>::new());
        let areas = [("22", false, 2), ("2284", true, 2), ("2282", false, 0), ("21", true, 0)];
        for (code, with, rows) in areas {
            files.borrow_mut().clear();
            let area = Area::parse(code).expect("code");
            let sink = |name: &str| Ok(Sink { name: name.to_owned(), files: &files });
            let done = keeping::export(app, &area, with, sink).await.expect("export");
            let firms = done.files.iter().find(|file| file.name == "organisation.csv");
            assert_eq!(firms.map(|file| file.rows), Some(rows), "{code}");
            let files = files.borrow();
            let all = files.values().flatten().copied().collect::<Vec<u8>>();
            let text = String::from_utf8(all).expect("UTF-8");
            // Words about work may mention somebody; names, notes and addresses do not leave.
            let mentioned = text.matches(MARKER).count();
            assert_eq!(mentioned > 2, with && rows > 0, "{code}: {mentioned}");
            assert!(files.contains_key("manifest.json"));
        }
    }

    async fn the_firm_sees_who_has_read(app: &App) {
        let (firm, actor) = filled(app).await;
        let owner = person(app, Role::EmployerAdmin, firm, "Demo Lena").await;
        let read = keeping::readings_of_mine(app, &owner, Slice::top(10)).await.expect("readings");
        assert_eq!(read.total, 1);
        assert_eq!(read.items[0].person_name.as_deref(), Some(MARKER));
        app::organisations::read(app, &owner, firm).await.expect("own page");
        let again = keeping::readings_of_mine(app, &owner, Slice::top(10)).await.expect("again");
        assert_eq!(again.total, 1, "one's own reading is none");
        let mine = keeping::mine(app, &owner).await.expect("mine");
        let of = |code: &str| mine.sections.iter().find(|one| one.code == code).expect("there");
        assert_eq!(of("person").rows.len(), 1);
        assert_eq!(of("needs").rows.len(), 1);
        assert_eq!((of("goals").rows.len(), of("readings").rows.len()), (1, 1));
        let fields = |code: &str| -> Vec<&str> {
            of(code).rows[0].iter().map(|(field, _)| *field).collect()
        };
        assert!(fields("mappings").contains(&"answers") && fields("mappings").contains(&"reach"));
        assert_eq!(fields("contacts"), ["kind", "on", "topic", "by", "organisation", "cancelled",
            "created"]);
        let short = keeping::mine_in_short(app, &owner).await.expect("in short");
        assert!(short.sections.iter().all(|one| one.code != "readings"), "a list of its own");
        let signed = keeping::mine(app, &actor).await.expect("mine");
        let signed = signed.sections.iter().find(|one| one.code == "signatures").expect("there");
        assert!(!signed.rows.is_empty());
        let identity = keeping::find_identity(app, &person_of(&actor).to_string()).await;
        keeping::erase(app, &identity.expect("found"), false).await.expect("erased");
        let read = keeping::readings_of_mine(app, &owner, Slice::top(10)).await.expect("readings");
        assert_eq!((read.total, read.items[0].person_name.as_deref()), (1, None));
    }

    async fn protected_identity_is_nowhere(app: &App) {
        let (_, actor) = filled(app).await;
        let address = format!("{}@demo.samkraft.test", person_of(&actor).0.simple());
        let before = archive_of(app).await;
        keeping::protect(app, &address).await.expect("protected");
        let id = person_of(&actor).to_string();
        let is_marked = |bytes: &[u8]| {
            lines_with(bytes, &id).iter().any(|line| line.starts_with("protected_person:"))
        };
        let after = archive_of(app).await;
        assert_eq!((lines_with(&after, MARKER), is_marked(&after)), (Vec::new(), true));
        assert!(!is_marked(&before));
        restore_into(app, &before).await.expect("restores");
        let after = archive_of(app).await;
        assert_eq!((lines_with(&after, MARKER), is_marked(&after)), (Vec::new(), true));
    }

    async fn a_contact_person_without_a_login_can_be_protected(app: &App) {
        filled(app).await;
        let answers = "{\"contactName\":\"Zyxwing Annorlunda\",\"contactReach\":\"0660-12 34 56\"}";
        run(app, &format!("UPDATE mapping SET answers = '{answers}'")).await;
        keeping::protect(app, "0660 123456").await.expect("protected");
        let after = archive_of(app).await;
        assert_eq!(lines_with(&after, "Zyxwing"), [""; 0]);
        let journal = lines_with(&after, "\"is_protected\":1");
        assert_eq!(journal.len(), 1, "{journal:?}");
    }
}

/// A file in memory.
struct Sink<'f> {
    name: String,
    files: &'f RefCell<BTreeMap<String, Vec<u8>>>,
}

impl std::io::Write for Sink<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.files.borrow_mut().entry(self.name.clone()).or_default().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
