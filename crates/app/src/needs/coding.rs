//! A person says which occupation the words mean. The first time the need becomes confirmed; later
//! the choice can be changed, and what was suggested is kept each time.

use domain::access::Actor;
use domain::ids::NeedId;
use domain::needs::NeedState;
use serde_json::json;
use store::Key;
use vocabulary::{ConceptKind, Suggestion};

use super::{allowed, event, index};
use crate::acting::Speaker;
use crate::coding::{Choice, accept};
use crate::{App, Error, pooling};

/// How many occupations a search by hand gives.
const FOUND: usize = 12;

/// Accepts an occupation, or changes the one accepted, if nobody changed the need since `version`.
pub async fn accept_coding(
    app: &App,
    actor: &Actor,
    id: NeedId,
    choice: &Choice,
    version: i64,
    key: Option<&Key>,
) -> Result<(), Error> {
    let now = app.now();
    let mut connection = app.store.read().await?;
    let need = allowed(&mut connection, actor, id, |can| can.work).await?;
    let speaker = Speaker::of(&mut connection, actor).await?;
    drop(connection);
    let vocabulary = app.vocabulary();
    let coding = accept(&vocabulary, &need.need.words, choice, (actor, &speaker.name), now)?;
    let (kind, state) = match need.state {
        NeedState::Registered | NeedState::Dormant => ("need.confirmed", NeedState::Confirmed),
        state => ("need.recoded", state),
    };
    let before = need.coding.as_ref().map(|coding| coding.label.clone());
    let event = event(actor, now, kind, id, need.organisation).saying(json!({
        "occupation": coding.label,
        "ssyk": coding.ssyk,
        "before": before,
        "vocabulary": coding.vocabulary,
        "by": speaker.name,
    }));
    let words = format!("{} {} {}", need.need.words, coding.label, need.organisation_name);
    let (county, coding, event, words) = (actor.county(), &coding, &event, words.as_str());
    app.store
        .write(county, key, |mut tx| async move {
            store::needs::set_coding(&mut tx, county, id, coding, state, version, now).await?;
            index(&mut tx, county, id, words).await?;
            store::events::append(&mut tx, county, event).await?;
            pooling::need_recoded(&mut tx, actor, id, &coding.ssyk, now).await?;
            Ok::<_, Error>(())
        })
        .await
}

/// Occupations and groups found by a search of one's own, best first.
pub fn search_occupation(app: &App, words: &str) -> Vec<Suggestion> {
    let found = app.vocabulary().suggest(words, None, FOUND * 2);
    let is_occupation = |one: &Suggestion| one.kind != ConceptKind::Skill && one.ssyk.is_some();
    found.into_iter().filter(is_occupation).take(FOUND).collect()
}
