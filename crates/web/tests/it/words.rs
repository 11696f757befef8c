//! The words: each key in use has a text, in every language and with the same values; no text is
//! left over; every code and fault is named.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use domain::pooling;
use domain::{access, cases, contacts, mail, needs, offers, organisations, visits};

/// Prefixes whose keys are put together in Rust outside `l.code`.
const BUILT: &[&str] = &[
    "error-",
    "fault-",
    "month-",
    "weekday-",
    "month-short-",
    "weekday-short-",
    "thread-",
    "mine-flag-",
    "mine-place-",
    "mine-proposal-",
    "mail-",
];

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

pub(crate) fn files(directory: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(directory).expect("directory").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|given| given == ending) {
            found.push(path);
        }
    }
    found
}

pub(crate) fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("readable")
}

/// Every key with its Swedish text.
fn texts() -> BTreeMap<String, String> {
    texts_in("sv")
}

/// Every key with its text in a language.
pub(crate) fn texts_in(language: &str) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    for file in files(&root().join("locales").join(language), "ftl") {
        let mut current: Option<String> = None;
        for line in read(&file).lines() {
            if line.starts_with('#') || line.trim().is_empty() {
                current = None;
            } else if line.starts_with([' ', '}', '\t']) {
                let key = current.clone().expect("a line that belongs to a key");
                let text: &mut String = texts.entry(key).or_default();
                text.push(' ');
                text.push_str(line.trim());
            } else {
                let (key, text) = line.split_once('=').expect(line);
                let key = key.trim().to_owned();
                let known = texts.insert(key.clone(), text.trim().to_owned());
                assert!(known.is_none(), "{key} stands twice, the second in {}", file.display());
                current = Some(key);
            }
        }
    }
    texts
}

fn sources() -> Vec<(PathBuf, String)> {
    let root = root();
    let mut paths = files(&root.join("src"), "rs");
    paths.extend(files(&root.join("templates"), "html"));
    // Comments may speak of keys that only serve as examples.
    let code = |path: &Path| {
        let source = read(path);
        let lines = source.lines().filter(|line| !line.trim_start().starts_with("//"));
        lines.collect::<Vec<_>>().join("\n")
    };
    paths.into_iter().map(|path| (path.clone(), code(&path))).collect()
}

/// What stands as the first argument of a call, where it is a literal.
fn literals<'s>(source: &'s str, call: &'s str) -> impl Iterator<Item = &'s str> {
    source.split(call).skip(1).filter_map(|rest| {
        rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next())
    })
}

#[test]
fn every_key_in_use_has_a_text() {
    let texts = texts();
    for (path, source) in sources() {
        for call in ["l.t(", "l().t(", "l.ta(", "l().ta(", "Flash::new("] {
            for key in literals(&source, call) {
                assert!(texts.contains_key(key), "{key} in {}", path.display());
            }
        }
    }
}

/// The values a text takes: `$count`, `$name`.
fn values_in(text: &str) -> BTreeSet<String> {
    let names = text.split('$').skip(1);
    names
        .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next())
        .map(|name| name.unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn every_text_is_in_both_languages_with_the_same_values() {
    let (swedish, english) = (texts_in("sv"), texts_in("en"));
    for (key, text) in &swedish {
        let other = english.get(key).unwrap_or_else(|| panic!("locales/en lacks {key}"));
        assert_eq!(values_in(text), values_in(other), "the values of {key}");
    }
    for key in english.keys() {
        assert!(swedish.contains_key(key), "locales/sv lacks {key}");
    }
    let names = |language: &str| -> BTreeSet<_> {
        let files = files(&root().join("locales").join(language), "ftl");
        files.iter().filter_map(|path| path.file_name().map(ToOwned::to_owned)).collect()
    };
    assert_eq!(names("sv"), names("en"), "a room has one file in each language");
}

#[test]
fn what_is_said_after_an_act_gets_its_values() {
    let known = ["name", "number", "count", "state", "date"].map(ToOwned::to_owned);
    for (key, text) in texts().iter().filter(|(key, _)| key.starts_with("flash-")) {
        assert!(values_in(text).is_subset(&BTreeSet::from(known.clone())), "{key}: {text}");
    }
}

#[test]
fn english_texts_are_english() {
    // Examples of what to write to a county that works in Swedish.
    const EXAMPLES: &[&str] =
        &["start-example-1", "start-example-2", "start-example-3", "offers-question-example"];
    for (key, text) in texts_in("en") {
        if !EXAMPLES.contains(&key.as_str()) {
            assert!(!text.contains(['å', 'ä', 'ö', 'Å', 'Ä', 'Ö', '«', '»']), "{key}: {text}");
        }
    }
}

#[test]
fn no_text_is_left_over() {
    let sources = sources();
    let mut prefixes: BTreeSet<String> = BUILT.iter().map(ToString::to_string).collect();
    let mut strings = BTreeSet::new();
    for (_, source) in &sources {
        for call in [".code(", "codes("] {
            // The prefix is the first literal of the call; the language may come before it.
            let calls = source.split(call).skip(1);
            prefixes
                .extend(calls.filter_map(|rest| Some(rest.split('"').nth(1)?.to_owned() + "-")));
        }
        strings.extend(source.split('"'));
    }
    for key in texts().keys() {
        let is_used = strings.contains(key.as_str())
            || prefixes.iter().any(|prefix| key.starts_with(prefix.as_str()))
            || CODES.iter().any(|(prefix, _)| key.starts_with(&format!("{prefix}-")));
        assert!(is_used, "{key} is not used anywhere");
    }
}

/// Codes of an enum.
macro_rules! codes {
    ($($prefix:literal: $kind:ty),+ $(,)?) => {
        &[$(($prefix, || <$kind>::ALL.iter().map(|one| one.code()).collect())),+]
    };
}

type Codes = fn() -> Vec<&'static str>;

const CODES: &[(&str, Codes)] = codes! {
    "role": access::Role,
    "sector": organisations::Sector,
    "size": organisations::SizeClass,
    "case-state": cases::CaseState,
    "case-outcome": cases::CaseOutcome,
    "together-action": cases::lists::Together,
    "together-heading": cases::lists::Together,
    "alarm": cases::AlarmStage,
    "audience": cases::Audience,
    "contact-kind": contacts::ContactKind,
    "peace-way": contacts::ContactKind,
    "peace-outcome": contacts::peace::Outcome,
    "peace-wish": contacts::peace::Wish,
    "peace-asked": contacts::peace::AskedFor,
    "asked-for": contacts::peace::AskedFor,
    "leader-kind": domain::leaders::LeaderKind,
    "leader-status": domain::leaders::LeaderStatus,
    "leader-end": domain::leaders::EndReason,
    "led-step": domain::leaders::Preparation,
    "led-part": domain::leaders::Part,
    "led-part-hint": domain::leaders::Part,
    "industry": domain::leaders::Industry,
    "tongue": domain::leaders::Tongue,
    "visit-state": visits::VisitState,
    "continuity-kind": domain::continuity::ItemKind,
    "obstacle-kind": visits::ObstacleKind,
    "obstacle-state": visits::ObstacleState,
    "inventory": visits::InventoryDomain,
    "module": domain::modules::Module,
    "module-about": domain::modules::Module,
    "module-state": domain::modules::ModuleState,
    "module-state-hint": domain::modules::ModuleState,
    "pooling-state": pooling::PoolState,
    "pooling-consent": pooling::Consent,
    "pooling-change": pooling::Change,
    "signal-kind": domain::signals::SignalKind,
    "signal-state": domain::signals::SignalState,
    "signal-source": domain::signals::SourceKind,
    "idea-state": domain::ideas::IdeaState,
    "idea-kind": domain::ideas::AuthorKind,
    "idea-order": domain::ideas::IdeaOrder,
    "agreement-kind": domain::agreements::AgreementKind,
    "agreement-state": domain::agreements::AgreementState,
    "ending-kind": domain::endings::EndingKind,
    "ending-open": domain::endings::Open,
    "ending-fate": domain::endings::Fate,
    "gathering-kind": domain::gatherings::GatheringKind,
    "gathering-state": domain::gatherings::GatheringState,
    "gathering-outcome": domain::gatherings::Outcome,
    "gathering-hint": domain::gatherings::Outcome,
    "gathering-mandate": domain::gatherings::seats::Mandate,
    "gathering-seat": domain::gatherings::seats::SeatState,
    "aid-basis": domain::support::AidBasis,
    "grant-state": domain::support::GrantState,
    "grant-effect": domain::support::Effect,
    "succession-state": domain::succession::ListingState,
    "succession-contact": domain::succession::ContactState,
    "succession-ending": domain::succession::Ending,
    "succession-step": domain::succession::StepKind,
    "succession-news": domain::succession::NewsKind,
    "succession-size": domain::succession::cover::SizeBand,
    "succession-intention": domain::succession::intentions::Intention,
    "redundancy-state": domain::redundancies::NoticeState,
    "redundancy-task": domain::redundancies::Task,
    "imports-source": domain::imports::Source,
    "imports-state": domain::imports::ImportState,
    "imports-field": domain::imports::Field,
    "stage": offers::Stage,
    "offer-kind": offers::OfferKind,
    "fact": offers::Fact,
    "verdict": offers::Verdict,
    "match-outcome": offers::Outcome,
    "obstacle": needs::answers::Obstacle,
    "need-kind": needs::NeedKind,
    "severity": needs::Severity,
    "need-state": needs::NeedState,
    "lane": needs::lanes::LaneKind,
    "lane-state": needs::lanes::LaneState,
    "track": needs::mapping::Track,
    "mapping-state": needs::mapping::MappingState,
    "question": needs::mapping::Question,
    "yes-no": domain::questions::YesNo,
    "answer-kind": domain::questions::AnswerKind,
    "questions-kind-hint": domain::questions::AnswerKind,
    "mail-subject": mail::MailKind,
    "mail-text": mail::MailKind,
    "mail-button": mail::MailKind,
    "mail-what": mail::MailKind,
    "mail-state": mail::MailState,
    "follow-up-answer": mail::FollowUpAnswer,
};

#[test]
fn every_code_of_the_domain_has_words() {
    let texts = texts();
    for (prefix, codes) in CODES {
        for code in codes() {
            let key = format!("{prefix}-{code}");
            assert!(texts.contains_key(&key), "{key}");
        }
    }
}

/// Fault codes as they stand in the source of a crate.
fn fault_codes(directory: &Path) -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for path in files(directory, "rs") {
        let source = read(&path);
        for call in source.split("Fault::new(").skip(1) {
            let arguments = call.split(')').next().unwrap_or_default();
            let code = arguments.split(", ").nth(1).unwrap_or_default();
            if let Some(code) = code.strip_prefix('"') {
                codes.insert(code.trim_end_matches('"').to_owned());
            }
        }
        codes.extend(literals(&source, "fault(").map(ToOwned::to_owned));
        // `digit_code!(…, "ssyk")` makes the code `ssyk-malformed`.
        for code in source.split("digit_code!(").skip(1) {
            let arguments = code.split(");").next().unwrap_or_default();
            if let Some(name) = arguments.split('"').rev().nth(1) {
                codes.insert(format!("{name}-malformed"));
            }
        }
    }
    codes
}

#[test]
fn every_fault_has_a_sentence() {
    let texts = texts();
    let crates = root().parent().expect("crates").to_path_buf();
    let mut codes = BTreeSet::new();
    for name in ["domain", "app", "web"] {
        codes.extend(fault_codes(&crates.join(name).join("src")));
    }
    assert!(codes.contains("org-number-checksum") && codes.contains("ssyk-malformed"), "{codes:?}");
    for code in codes.iter().filter(|code| code.starts_with(|c: char| c.is_ascii_lowercase())) {
        assert!(texts.contains_key(&format!("fault-{code}")), "fault-{code}");
    }
}

#[test]
fn no_one_is_told_that_they_did_wrong() {
    for (key, text) in texts() {
        let text = text.to_lowercase();
        for word in ["felaktig", "ogiltig", "misslyckad", "misslyckat", "klicka här"] {
            assert!(!text.contains(word), "{key}: «{word}»");
        }
    }
}
