//! Notes on cases: read by the desk's own organisation and by nobody else, changed by their writer.

use app::cases::notes;
use app::cases::{self, InviteForm};
use app::{App, Kind};
use domain::access::{Actor, Role};
use domain::cases::notes::NoteForm;
use domain::ids::CaseId;

use crate::cases::{call, house};
use crate::harness::{organisation, person};
use crate::on_both;

const WORDS: &str = "Per är svår att nå på förmiddagen.";

fn form(note: &str) -> NoteForm {
    NoteForm { note: note.into() }
}

async fn words(app: &App, actor: &Actor, case: CaseId) -> Vec<String> {
    let notes = notes::of_case(app, actor, case).await.expect("the case is seen").notes;
    notes.into_iter().map(|note| note.body).collect()
}

on_both! {
    async fn only_the_desks_own_organisation_reads_notes(app: &App) {
        let house = house(app).await;
        let case = call(app, &house).await.id;
        let office = organisation(app, "559999-0065", "Demo kansli").await;
        let party = person(app, Role::AfAdviser, office, "Ove Utanför").await;
        let invite = InviteForm { organisation: office.to_string() };
        cases::invite(app, &house.broker, case, &invite, None).await.expect("invited");
        notes::write(app, &house.broker, case, &form(WORDS), Some("k")).await.expect("noted");
        notes::write(app, &house.broker, case, &form(WORDS), Some("k")).await.expect("the same");
        for colleague in [&house.broker, &house.deputy, &house.strategist] {
            assert_eq!(words(app, colleague, case).await, [WORDS]);
        }
        for outside in [&house.employer, &party] {
            assert!(words(app, outside, case).await.is_empty(), "{}", outside.role());
            let view = cases::read(app, outside, case).await.expect("the case itself");
            let told = format!("{:?}", view.thread);
            assert!(!told.contains("case-note") && !told.contains(WORDS), "{told}");
            let write = notes::write(app, outside, case, &form("Hej"), None).await;
            assert_eq!(write.expect_err("not their desk").kind, Kind::Forbidden);
        }
    }

    async fn a_note_is_changed_by_its_writer_at_its_version(app: &App) {
        let house = house(app).await;
        let case = call(app, &house).await.id;
        let noted = notes::write(app, &house.broker, case, &form(WORDS), None).await;
        let at = (case, noted.expect("noted").id);
        let other = notes::change(app, &house.deputy, at, 1, &form("Nej"), None).await;
        assert_eq!(other.expect_err("a colleague's").kind, Kind::Forbidden);
        let firm = notes::change(app, &house.employer, at, 1, &form("Nej"), None).await;
        assert_eq!(firm.expect_err("nothing to see").kind, Kind::Invisible);
        let empty = notes::change(app, &house.broker, at, 1, &form(" "), None).await;
        assert_eq!(empty.expect_err("empty").faults.0[0].code, "required");
        let own = notes::change(app, &house.broker, at, 1, &form("Ring efter lunch"), None).await;
        own.expect("changed");
        let late = notes::change(app, &house.broker, at, 1, &form("Ring i kväll"), None).await;
        assert_eq!(late.expect_err("another version").kind, Kind::Conflict);
        assert_eq!(words(app, &house.broker, case).await, ["Ring efter lunch"]);
        let (_, note) = notes::find(app, &house.broker, case, at.1).await.expect("found");
        assert_eq!(note.version, 2);
    }
}
