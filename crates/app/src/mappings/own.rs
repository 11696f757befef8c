//! A mapping that a firm begins by itself, with words it has said elsewhere.

use domain::codes::CountyCode;
use domain::needs::answers::Answers;
use domain::needs::mapping::MappingState;
use domain::time::Timestamp;
use store::Tx;
use store::mappings::{self as stored, NewMapping};

use crate::Error;

/// Begins a mapping whose first need has its words already. It is in nobody's hands but the firm's.
pub(crate) async fn begin_with(
    tx: &mut Tx,
    county: &CountyCode,
    new: &NewMapping,
    words: &str,
    now: Timestamp,
) -> Result<(), Error> {
    stored::insert(tx, county, new, now).await?;
    let mut answers = Answers::begin();
    if let Some(need) = answers.need_mut(0, 0) {
        words.clone_into(&mut need.words);
    }
    stored::save_answers(tx, county, new.id, &answers, MappingState::Started, 1, now).await?;
    Ok(())
}
