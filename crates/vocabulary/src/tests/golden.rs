//! Titles and free texts with the SSYK group they are about.

use crate::{ConceptKind, How, Vocabulary};

/// What someone wrote, and the group that must come first.
const CASES: &[(&str, &str)] = &[
    ("Vi behöver tre kockar som kan laga lunch och planera menyer", "5120"),
    ("billackerare", "7132"),
    ("skogsmaskinförare", "8341"),
    ("lärarassistenter", "5312"),
    ("usk", "5321"),
    ("Jag hittar ingen svetsare", "7212"),
    ("Kock sökes till skolkök i Ånge", "5120"),
    ("storkökskockar", "5120"),
    ("kallskänka till sommaren", "5120"),
    ("undersköterskor till hemtjänsten i Kramfors", "5321"),
    ("under sköterska", "5321"),
    ("undersköteska", "5321"),
    ("undersköterskor på sjukhuset", "5323"),
    ("ssk", "2221"),
    ("Sjuksköterskor, gärna med erfarenhet av akutvård", "2221"),
    ("vårdbiträden på äldreboende", "5330"),
    ("personliga assistenter", "5343"),
    ("boendestödjare LSS", "5342"),
    ("MIG-svetsare", "7212"),
    ("verkstadssvetsare", "7212"),
    ("svestare", "7212"),
    ("någon som kan svetsa rostfritt med TIG", "7212"),
    ("CNC-operatör", "7223"),
    ("cnc operatörer till verkstaden", "7223"),
    ("svarvare", "7223"),
    ("elektriker", "7411"),
    ("elektiker", "7411"),
    ("vi får inte tag på elektriker till solcellsjobb", "7411"),
    ("linjemontör elnät", "7413"),
    ("rörmokare", "7125"),
    ("VVS-montörer", "7125"),
    ("snickare", "7111"),
    ("byggsnickare som kan läsa ritningar", "7111"),
    ("betongarbetare", "7113"),
    ("ställningsbyggare", "7116"),
    ("målare", "7131"),
    ("plåtslagare till ventilation", "7213"),
    ("bilmekaniker", "7231"),
    ("fordonstekniker för tunga fordon", "7231"),
    ("underhållsmekaniker på massabruket", "7233"),
    ("skördarförare och skotarförare", "8341"),
    ("grävmaskinister", "8342"),
    ("lastbilschaufför med CE-kort", "8332"),
    ("lastbils chaufför", "8332"),
    ("timmerbilsförare", "8332"),
    ("busschaufförer till linjetrafiken", "8331"),
    ("taxiförare", "8321"),
    ("truckförare", "8344"),
    ("lagerarbetare som kan plocka order", "4322"),
    ("processoperatör massa", "8171"),
    ("operatör till pappersmaskin", "8172"),
    ("sågverksarbetare", "8173"),
    ("drifttekniker på värmeverket", "8191"),
    ("systemutvecklare", "2512"),
    ("programmerare i Java", "2512"),
    ("IT-supporttekniker", "3512"),
    ("nätverkstekniker", "3514"),
    ("cybersäkerhetsspecialist", "2516"),
    ("försäkringsrådgivare", "3321"),
    ("skadereglerare", "3314"),
    ("handläggare på pension", "3353"),
    ("banktjänstemän", "3312"),
    ("redovisningsekonom", "3313"),
    ("löneadministratörer", "4112"),
    ("ekonomiassistent", "4111"),
    ("handläggare till kommunen", "3359"),
    ("socialsekreterare barn och unga", "2661"),
    ("biståndshandläggare", "2663"),
    ("förskollärare", "2343"),
    ("barnskötare i förskolan", "5311"),
    ("grundskollärare i matematik", "2341"),
    ("yrkeslärare på fordonsprogrammet", "2320"),
    ("specialpedagog", "2351"),
    ("städerska", "9111"),
    ("lokalvårdare på kvällstid", "9111"),
    ("servitriser till sommarsäsongen", "5131"),
    ("hotellreceptionist", "4224"),
    ("skidinstruktör", "3422"),
    ("butikssäljare i livsmedelsbutik", "5222"),
    ("soldater och gruppbefäl", "0310"),
    ("brandkvinna", "5411"),
    ("väktare", "5413"),
    ("tunnbrödsbagare", "7612"),
    ("mjölkbonde", "6121"),
    ("kundtjänstmedarbetare", "4222"),
    ("HR-specialist", "2423"),
    ("SYV", "2352"),
    ("vi behöver folk som kan köra skördare", "8341"),
    ("en duktig säljare av försäkringar", "3321"),
    ("montörer till stridsfordon", "8211"),
    ("lackerare av fordon", "7132"),
    ("chaufförer med YKB och ADR", "8332"),
    ("Handläggare inom pensioner", "3353"),
    ("någon som kan bokföring och löner", "4111"),
    ("vikarier i förskolan", "5311"),
];

#[test]
fn what_people_write_leads_to_the_right_group() {
    let vocabulary = Vocabulary::embedded();
    let mut wrong = Vec::new();
    for (text, expected) in CASES {
        let found = vocabulary.suggest(text, Some(ConceptKind::Occupation), 3);
        let first = found.first().and_then(|s| s.ssyk.as_ref()).map(ToString::to_string);
        if first.as_deref() != Some(*expected) {
            let found: Vec<String> =
                found.iter().map(|s| format!("{} {:?} {:.2}", s.label, s.ssyk, s.score)).collect();
            wrong.push(format!("«{text}» is {expected}, got {}", found.join("; ")));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
}

#[test]
fn the_group_itself_can_be_asked_for() {
    let vocabulary = Vocabulary::embedded();
    let found = vocabulary.suggest("billackerare", Some(ConceptKind::OccupationGroup), 1);
    assert_eq!(found[0].label, "Lackerare och industrimålare");
    assert!(found[0].concept_id.0.starts_with(char::is_alphanumeric));
}

#[test]
fn skills_are_found_by_their_words_and_their_verbs() {
    let vocabulary = Vocabulary::embedded();
    for (text, expected) in [
        ("MIG-svetsning", "MIG/MAG-svetsning"),
        ("truckkort", "Truckkort"),
        ("körkort B", "B-körkort"),
        ("kan svetsa", "Svetsning"),
        ("läsa ritningar", "Ritningsläsning"),
        ("HLR", "Hjärt-lungräddning"),
        ("YKB", "Yrkeskompetensbevis"),
        ("bokföring i Visma", "Bokföring"),
        ("C#", "C#"),
    ] {
        let found = vocabulary.suggest(text, Some(ConceptKind::Skill), 1);
        assert_eq!(found.first().map(|s| s.label.as_str()), Some(expected), "{text}");
    }
}

#[test]
fn the_reason_says_how_the_word_was_understood() {
    let vocabulary = Vocabulary::embedded();
    for (text, how) in [
        ("svetsare", How::Exact),
        ("svetsarna", How::Inflection),
        ("verkstadssvetsare", How::CompoundHead),
        ("svestare", How::Misspelling),
        ("usk", How::Abbreviation),
        ("rörmokare", How::Synonym),
    ] {
        let found = vocabulary.suggest(text, Some(ConceptKind::Occupation), 1);
        assert_eq!(found[0].reasons[0].how, how, "{text}");
        assert_eq!(found[0].reasons[0].word, text);
    }
}

#[test]
fn a_text_about_nothing_gives_nothing() {
    let vocabulary = Vocabulary::embedded();
    for text in ["", "   ", "!!!", "och eller men", "12345", "qqqqqqq"] {
        assert!(vocabulary.suggest(text, None, 5).is_empty(), "«{text}»");
        assert!(vocabulary.mentions(text).is_empty(), "«{text}»");
    }
}

#[test]
fn similar_names_are_those_of_other_groups() {
    let vocabulary = Vocabulary::embedded();
    let cook = vocabulary.suggest("kock", Some(ConceptKind::Occupation), 1);
    let cook = vocabulary.get(&cook[0].concept_id).expect("concept");
    let nurse = vocabulary.suggest("operationssjuksköterska", Some(ConceptKind::Occupation), 1);
    let nurse = vocabulary.get(&nurse[0].concept_id).expect("concept");
    let similar = vocabulary.similar(nurse, 4);
    assert!(similar.iter().any(|one| one.label.contains("sköterska")), "{similar:?}");
    for one in similar.into_iter().chain(vocabulary.similar(cook, 4)) {
        assert!(one.ssyk != nurse.ssyk || one.ssyk != cook.ssyk);
        assert_eq!(one.kind, ConceptKind::Occupation);
    }
}

#[test]
fn a_title_that_no_list_has_is_read_by_its_likeness() {
    let vocabulary = Vocabulary::embedded();
    let found = vocabulary.suggest("skogsmaskinist", Some(ConceptKind::Occupation), 3);
    let first = found.first().and_then(|one| one.ssyk.as_ref()).map(ToString::to_string);
    assert_eq!(first.as_deref(), Some("8341"), "{found:?}");
    for one in &found {
        let sum: f64 = one.reasons.iter().map(|reason| reason.points).sum();
        assert!((sum - one.score).abs() < 1e-9, "{one:?}");
    }
}
