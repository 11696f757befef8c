//! Local questions in a mapping: which its firm is asked, and what it has answered.

use domain::codes::CountyCode;
use domain::ids::LocalQuestionId;
use domain::needs::answers::Answers;
use domain::questions::{Asked, LOCAL_MAX, to_ask};
use store::Connection;
use store::mappings::StoredMapping;
use store::questions as stored;

use crate::Error;

/// Before the questions in the name of their page.
const MARK: char = '~';

/// The name of the page with local questions as it stands in a form: with every question on it and
/// its version, so that what is typed reaches what was read, whatever has been changed meanwhile.
pub(super) fn page_name(step: &str, asked: &[Asked]) -> String {
    asked
        .iter()
        .fold(step.to_owned(), |name, one| format!("{name}{MARK}{}.{}", one.question, one.version))
}

fn named(name: &str) -> impl Iterator<Item = (LocalQuestionId, i64)> {
    let which = |part: &str| {
        let (question, version) = part.split_once('.')?;
        Some((question.parse().ok()?, version.parse().ok()?))
    };
    name.split(MARK).skip(1).take(LOCAL_MAX).filter_map(which)
}

/// The questions on a page, in its order. Only those that firms in the municipality have been
/// asked.
pub(super) async fn on_page(
    connection: &mut Connection,
    county: &CountyCode,
    mapping: &StoredMapping,
    name: &str,
) -> Result<Vec<Asked>, Error> {
    let mut all = Vec::new();
    for which in named(name) {
        let place = &mapping.municipality;
        all.extend(stored::asked_once(connection, county, place, which).await?);
    }
    Ok(all)
}

/// The questions that a draft has answers to, each in the version it was answered in.
pub(super) async fn answered(
    connection: &mut Connection,
    county: &CountyCode,
    mapping: &StoredMapping,
    answers: &Answers,
) -> Result<Vec<Asked>, Error> {
    let mut all = Vec::new();
    for answer in &answers.local {
        let (place, which) = (&mapping.municipality, (answer.question, answer.version));
        all.extend(stored::asked_once(connection, county, place, which).await?);
    }
    Ok(to_ask(Vec::new(), all))
}

/// What the firm is asked now.
pub(super) async fn asked(
    connection: &mut Connection,
    county: &CountyCode,
    mapping: &StoredMapping,
    answers: &Answers,
) -> Result<Vec<Asked>, Error> {
    let open = stored::asked_in(connection, county, &mapping.municipality).await?;
    Ok(to_ask(open, answered(connection, county, mapping, answers).await?))
}

/// Questions and answers as they are read: while it is a draft, all that is asked; then what was
/// answered.
pub(super) async fn read(
    connection: &mut Connection,
    county: &CountyCode,
    mapping: &StoredMapping,
    answers: &Answers,
) -> Result<Vec<(Asked, String)>, Error> {
    if mapping.state.is_approved() {
        return Ok(stored::given(connection, county, mapping.id).await?);
    }
    let all = if mapping.state.takes_answers() {
        asked(connection, county, mapping, answers).await?
    } else {
        answered(connection, county, mapping, answers).await?
    };
    let with_answer = |one: Asked| {
        let answer = answers.local_to(&one).to_owned();
        (one, answer)
    };
    Ok(all.into_iter().map(with_answer).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_its_questions_and_nothing_else_is_read_from_it() {
        let id = "01900000-0000-7000-8000-000000000001";
        let name = format!("local.0.0~{id}.2~{id}.x~broken~");
        let found: Vec<_> = named(&name).map(|(id, version)| (id.to_string(), version)).collect();
        assert_eq!(found, [(id.to_owned(), 2)]);
        assert_eq!(named("local.0.0").count(), 0);
        let many = format!("local.0.0{}", format!("~{id}.1").repeat(99));
        assert_eq!(named(&many).count(), LOCAL_MAX);
    }

    #[test]
    fn drafts_of_before_local_questions_still_read() {
        let answers: Answers = serde_json::from_str(r#"{"contactName":"Sara"}"#).expect("a draft");
        assert!(answers.local.is_empty());
        let text = serde_json::to_string(&Answers::begin()).expect("text");
        assert!(!text.contains("local"), "a mapping without local answers is kept as before");
    }
}
