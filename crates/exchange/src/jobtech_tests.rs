//! The JobTech reader on small files, broken files and the published ones.

use std::path::PathBuf;

use proptest::prelude::*;
use serde_json::{Value, json};
use vocabulary::{ConceptKind, Vocabulary};

use crate::fault::{ImportFault, MOST_FAULTS};
use crate::jobtech::{OPTIONAL_FILES, REQUIRED_FILES, Taxonomy, parse};

type Files = Vec<(String, Vec<u8>)>;

fn file(name: &str, concepts: &Value) -> (String, Vec<u8>) {
    (name.to_owned(), json!({"data": {"concepts": concepts}}).to_string().into_bytes())
}

/// A directory with one group, two occupations and two skills.
fn small() -> Files {
    let group = json!({"id": "g1", "preferred_label": "Kockar", "ssyk_code_2012": "5120",
                       "type": "ssyk-level-4"});
    let with = |field: &str, list: Value| {
        let mut group = group.clone();
        group[field] = list;
        json!([group])
    };
    let named = |id: &str, label: &str, kind: &str| {
        let label = label.to_owned();
        json!({"id": id, "preferred_label": label, "type": kind})
    };
    let mut isco = named("i1", "Cooks", "isco-level-4");
    isco["isco_code_08"] = json!("5120");
    let occupations = json!([
        named("o1", "Kock", "occupation-name"),
        named("o2", "Kallskänka", "occupation-name")
    ]);
    let keyword = json!({"id": "k1", "preferred_label": "Krog", "type": "keyword",
                         "related": [named("o1", "Kock", "occupation-name")]});
    vec![
        file(REQUIRED_FILES[0], &json!([group])),
        file(REQUIRED_FILES[1], &with("narrower", occupations)),
        file(REQUIRED_FILES[2], &with("related", json!([named("s1", "Bakning", "skill")]))),
        file(REQUIRED_FILES[3], &with("related", json!([isco]))),
        file(
            REQUIRED_FILES[4],
            &json!([named("s1", "Bakning", "skill"), named("s2", "Styckning", "skill")]),
        ),
        file(OPTIONAL_FILES[0], &json!([keyword])),
    ]
}

/// The small directory with one file's JSON changed.
fn changed(name: &str, change: impl Fn(&mut Value)) -> Files {
    let mut files = small();
    for (_, bytes) in files.iter_mut().filter(|(found, _)| found == name) {
        let mut value: Value = serde_json::from_slice(bytes).expect("JSON");
        change(&mut value["data"]["concepts"]);
        *bytes = value.to_string().into_bytes();
    }
    files
}

fn faults(files: &Files) -> Vec<ImportFault> {
    parse(files).expect_err("faulty").faults
}

#[test]
fn a_directory_becomes_concepts_joined_on_their_ids() {
    let taxonomy = parse(&small()).expect("sound");
    assert!(taxonomy.notes.is_empty());
    let vocabulary = Vocabulary::new(taxonomy.version, taxonomy.concepts).expect("sound");
    let kock = vocabulary.concepts().iter().find(|c| c.label == "Kock").expect("kock");
    assert_eq!(kock.ssyk.as_ref().map(ToString::to_string).as_deref(), Some("5120"));
    assert_eq!(kock.isco[0].as_str(), "5120");
    assert_eq!(kock.alternatives[0].text, "Krog");
    let skills: Vec<&str> =
        vocabulary.skills_of(&kock.id).iter().map(|skill| skill.label.as_str()).collect();
    assert_eq!(skills, ["Bakning"]);
}

#[test]
fn the_version_follows_the_content_alone() {
    let one = parse(&small()).expect("sound");
    let mut files = small();
    files.reverse();
    for (name, bytes) in &mut files {
        *name = format!("some/folder/{name}");
        bytes.insert(0, b'\n');
    }
    assert_eq!(parse(&files).expect("sound"), one);
    let renamed = changed(REQUIRED_FILES[4], |list| list[1]["preferred_label"] = json!("Stek"));
    assert_ne!(parse(&renamed).expect("sound").version, one.version);
    assert!(one.version.as_str().starts_with("jobtech-"));
}

#[test]
fn every_missing_file_is_named() {
    let found = faults(&vec![]);
    let names: Vec<&str> = found.iter().map(|fault| fault.file.as_str()).collect();
    let mut wanted = REQUIRED_FILES.to_vec();
    wanted.sort_unstable();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, wanted);
    assert!(found.iter().all(|fault| fault.code == "file-missing" && !fault.remedy.is_empty()));
    let without_keywords: Files = small().into_iter().take(5).collect();
    assert!(parse(&without_keywords).is_ok());
}

#[test]
fn broken_json_is_told_with_line_and_column() {
    let mut files = small();
    files[4].1 = b"{\"data\": {\n  \"concepts\": [}}".to_vec();
    let found = faults(&files);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].code, found[0].line), ("json-invalid", Some(2)));
    assert_eq!(found[0].column.as_deref(), Some("16"));
    assert!(found[0].to_string().starts_with("skills.json, line 2, column 16: "));
}

#[test]
fn every_faulty_field_is_told_with_its_row() {
    let files = changed(REQUIRED_FILES[0], |list| {
        list.as_array_mut().expect("list").extend([
            json!({"id": "g2", "preferred_label": "X", "ssyk_code_2012": "51"}),
            json!({"id": "", "preferred_label": "Y", "ssyk_code_2012": "5131"}),
            json!({"id": "g4", "preferred_label": "Z", "ssyk_code_2012": "5120"}),
        ]);
    });
    let told: Vec<(Option<usize>, Option<String>, &str)> =
        faults(&files).into_iter().map(|fault| (fault.row, fault.column, fault.code)).collect();
    let column = |name: &str| Some(name.to_owned());
    assert_eq!(
        told,
        [
            (Some(1), column("ssyk_code_2012"), "ssyk-malformed"),
            (Some(2), column("id"), "field-missing"),
            (Some(3), column("ssyk_code_2012"), "ssyk-duplicate"),
        ]
    );
}

#[test]
fn a_fault_inside_a_list_is_told_with_its_place() {
    let files = changed(REQUIRED_FILES[3], |list| list[0]["related"][0]["isco_code_08"] = json!(1));
    assert_eq!(faults(&files)[0].column.as_deref(), Some("related[0].isco_code_08"));
    let files = changed(REQUIRED_FILES[1], |list| list[0]["narrower"] = json!("Kock"));
    assert_eq!(faults(&files)[0].code, "list-malformed");
}

#[test]
fn relations_to_what_is_gone_are_noted_and_left_out() {
    let files = changed(REQUIRED_FILES[4], |list| {
        list[0]["deprecated"] = json!(true);
    });
    let taxonomy = parse(&files).expect("sound");
    let codes: Vec<&str> = taxonomy.notes.iter().map(|note| note.code).collect();
    assert_eq!(codes, ["deprecated", "unknown-skill"]);
    assert!(Vocabulary::new(taxonomy.version, taxonomy.concepts).is_ok());
}

#[test]
fn faults_are_capped_and_counted() {
    let files = changed(REQUIRED_FILES[4], |list| *list = json!(vec![json!({}); 300]));
    let found = parse(&files).expect_err("faulty");
    assert_eq!(found.faults.len(), MOST_FAULTS);
    assert!(found.total >= 600);
    assert!(found.to_string().contains("more"));
}

/// The data library: from `TEST_DATA_DIR`, else beside the project; None when it is not there.
fn published() -> Option<Files> {
    let set = std::env::var_os("TEST_DATA_DIR").map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let asked = set.is_some();
    let directory = set.unwrap_or(beside).join("taxonomy/jobtech");
    if !directory.is_dir() {
        assert!(!asked, "TEST_DATA_DIR has no taxonomy/jobtech");
        println!("skipped: no data library at {}", directory.display());
        return None;
    }
    let names = REQUIRED_FILES.iter().chain(&OPTIONAL_FILES);
    let read = |name: &str| {
        let bytes = std::fs::read(directory.join(name)).expect("readable file");
        (name.to_owned(), bytes)
    };
    Some(names.map(|name| read(name)).collect())
}

fn count(taxonomy: &Taxonomy, kind: ConceptKind) -> usize {
    taxonomy.concepts.iter().filter(|concept| concept.kind == kind).count()
}

#[test]
fn the_published_files_are_read_whole() {
    let Some(files) = published() else { return };
    let taxonomy = parse(&files).expect("sound");
    assert_eq!(count(&taxonomy, ConceptKind::OccupationGroup), 400);
    assert_eq!(count(&taxonomy, ConceptKind::Occupation), 2412);
    assert_eq!(count(&taxonomy, ConceptKind::Skill), 6657);
    let relations: usize = taxonomy.concepts.iter().map(|concept| concept.skills.len()).sum();
    let left_out = taxonomy.notes.iter().filter(|note| note.code == "unknown-skill").count();
    assert_eq!(relations + left_out, 17517);
    assert_eq!(parse(&files).expect("sound"), taxonomy);
    let vocabulary = Vocabulary::new(taxonomy.version, taxonomy.concepts).expect("sound");
    for (text, code) in [
        ("Vi behöver tre kockar som kan laga lunch och planera menyer", "5120"),
        ("billackerare", "7132"),
        ("skogsmaskinförare", "8341"),
        ("lärarassistenter", "5312"),
        ("Jag hittar ingen svetsare", "7212"),
        ("undersköterskor i hemtjänsten", "5321"),
        ("sjuksköterskor", "2221"),
        ("lastbilsförare", "8332"),
        ("städare", "9111"),
        ("bilmekaniker", "7231"),
    ] {
        let found = vocabulary.suggest(text, Some(ConceptKind::Occupation), 1);
        let first = found.first().and_then(|s| s.ssyk.as_ref()).map(ToString::to_string);
        assert_eq!(first.as_deref(), Some(code), "{text}");
    }
}

#[test]
fn everyday_names_help_the_published_vocabulary() {
    let Some(files) = published() else { return };
    let taxonomy = parse(&files).expect("sound");
    let concepts = vocabulary::enrich(taxonomy.concepts);
    let vocabulary = Vocabulary::new(taxonomy.version, concepts).expect("sound");
    for (text, code) in [("usk", "5321"), ("lastbilschaufför", "8332"), ("rörmokare", "7125")] {
        let found = vocabulary.suggest(text, Some(ConceptKind::Occupation), 1);
        let first = found.first().and_then(|s| s.ssyk.as_ref()).map(ToString::to_string);
        assert_eq!(first.as_deref(), Some(code), "{text}");
    }
}

proptest! {
    #[test]
    fn a_file_cut_or_changed_anywhere_never_half_succeeds(
        which in 0usize..6,
        cut in 0usize..400,
        byte in any::<u8>(),
        truncate in any::<bool>(),
    ) {
        let mut files = small();
        let bytes = &mut files[which].1;
        let place = cut % bytes.len();
        if truncate { bytes.truncate(place) } else { bytes[place] = byte }
        match parse(&files) {
            Ok(taxonomy) => {
                // What is read makes a vocabulary, whatever a changed letter has renamed.
                prop_assert!(Vocabulary::new(taxonomy.version, taxonomy.concepts).is_ok());
                prop_assert!(!truncate);
            }
            Err(faults) => {
                prop_assert!(!faults.faults.is_empty());
                prop_assert!(faults.faults.iter().all(|fault| !fault.remedy.is_empty()));
            }
        }
    }

    #[test]
    fn any_bytes_are_refused_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let files: Files =
            REQUIRED_FILES.iter().map(|name| ((*name).to_owned(), bytes.clone())).collect();
        prop_assert!(parse(&files).is_err());
    }
}
