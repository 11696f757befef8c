//! Mappings one may know of.

use domain::access::Actor;
use domain::codes::MunicipalityCode;
use domain::ids::MappingId;
use domain::needs::answers::Answers;
use domain::needs::mapping::{MappingState, Track};
use serde::Serialize;
use store::mappings::{self as stored, Filter, StoredMapping};

use super::{Door, Login, Seat, enter, scope_of};
use crate::{App, Error, Page, Slice, keeping};

/// What a person narrows a list by; every field as typed, unknown choices narrow nothing.
#[derive(Debug, Clone, Default, serde::Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Narrowing {
    /// Words of the firm's name.
    pub q: String,
    /// Code of the state.
    pub state: String,
    /// Code of the track.
    pub track: String,
    /// Municipality code.
    pub municipality: String,
    /// Id of a firm.
    pub organisation: String,
}

impl Narrowing {
    fn filter(&self) -> Filter {
        Filter {
            id: None,
            organisation: self.organisation.parse().ok(),
            terms: vocabulary::analysis::stem_terms(&self.q),
            state: MappingState::parse(&self.state).ok(),
            track: Track::parse(&self.track).ok(),
            municipality: MunicipalityCode::parse(&self.municipality).ok(),
            ..Filter::default()
        }
    }
}

/// Mappings within reach, newest first, never with answers.
pub async fn list(
    app: &App,
    actor: &Actor,
    narrowing: &Narrowing,
    slice: Slice,
) -> Result<Page<StoredMapping>, Error> {
    let mut connection = app.store.read().await?;
    let (scope, filter) = (scope_of(actor), narrowing.filter());
    Ok(stored::list(&mut connection, actor.county(), &scope, &filter, slice).await?)
}

/// A mapping as the API shows it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MappingView {
    /// The mapping.
    #[serde(flatten)]
    pub mapping: StoredMapping,
    /// Its answers, for those who may read them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answers: Option<Answers>,
}

/// One mapping, with its answers if one may read them.
pub async fn find(app: &App, login: Login<'_>, id: MappingId) -> Result<MappingView, Error> {
    let entered = enter(app, Door::Login(login, id)).await?;
    let seat: Seat = entered.seat;
    let answers = if seat.reads_answers(&entered.mapping) {
        stored::answers_of(&mut app.store.read().await?, &entered.county, id).await?
    } else {
        None
    };
    if answers.is_some() {
        let subject = keeping::of_firm("mapping", id.0, entered.mapping.organisation);
        keeping::note(app, &entered.actor, subject).await;
    }
    Ok(MappingView { mapping: entered.mapping, answers })
}
