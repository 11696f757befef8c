//! Ideas for the service, for a network or about an offer: where each stands, what an answer needs,
//! who counts as one vote, and how long one has waited.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::code_enum;
use crate::fault::{Fault, Faults};
use crate::figures::median;
use crate::ids::{IdeaId, NetworkId, OfferId};
use crate::organisations::Sector;
use crate::text::{self, BODY_MAX, LINE_MAX};
use crate::time::{Date, Timestamp, day_of, days_between};

/// An idea that has waited longer than this for its first answer is late, in days.
pub const LATE_DAYS: i64 = 30;
/// Longest post under an idea, in characters.
pub const POST_MAX: usize = 1_000;
/// Most posts under one idea.
pub const POSTS_MAX: i64 = 200;
/// The room whose visits nobody else learns of.
const SECRET: &str = "agarskifte";
/// Longest kept name of a page, in characters.
pub const PAGE_MAX: usize = 120;
/// Longest part of a page's path that can be a name of ours, in characters.
const PART_MAX: usize = 40;
/// What stands for a part of a path that is not.
const HIDDEN_PART: &str = "…";

code_enum! {
    /// Where an idea stands.
    IdeaState, "state" {
        /// Nobody has taken it up.
        New = "new",
        /// Those who answer for it look at it.
        Considered = "considered",
        /// It will be done.
        Planned = "planned",
        /// It is done.
        Done = "done",
        /// It will not be done.
        Declined = "declined",
        /// It went into another that says the same.
        Merged = "merged",
        /// Its writer has taken it back.
        Withdrawn = "withdrawn",
    }
}

impl IdeaState {
    /// Something is still to be done about it.
    pub fn is_open(self) -> bool {
        matches!(self, Self::New | Self::Considered | Self::Planned)
    }

    /// It still stands for itself: neither merged nor taken back.
    pub fn stands(self) -> bool {
        !matches!(self, Self::Merged | Self::Withdrawn)
    }

    /// Where those who answer for it can take it, or leave it with another answer. What has ended
    /// can be taken up again.
    pub fn answers(self) -> &'static [Self] {
        use IdeaState::{Considered, Declined, Done, Planned};
        match self {
            Self::New | Self::Considered => &[Considered, Planned, Done, Declined],
            Self::Planned => &[Planned, Done, Declined, Considered],
            Self::Done => &[Done, Considered],
            Self::Declined => &[Declined, Considered],
            Self::Merged | Self::Withdrawn => &[],
        }
    }

    /// Whoever takes an idea here from another state says why, in words; an answer that moves
    /// nothing says something anyway.
    pub fn needs_words(self, from: Self) -> bool {
        self == from || matches!(self, Self::Planned | Self::Done | Self::Declined)
    }
}

code_enum! {
    /// What kind of organisation an idea comes from: all that others are told of it.
    AuthorKind, "kind" {
        /// Somebody who employs.
        Employer = "employer",
        /// A municipality, the region or a state authority.
        Public = "public",
        /// Another that helps firms.
        Helper = "helper",
    }
}

impl AuthorKind {
    /// The kind of an organisation.
    pub fn of(sector: Sector, is_actor: bool) -> Self {
        match (is_actor, sector) {
            (false, _) => Self::Employer,
            (true, Sector::Public) => Self::Public,
            (true, _) => Self::Helper,
        }
    }
}

code_enum! {
    /// In which order ideas stand.
    IdeaOrder, "sort" {
        /// Most votes first.
        Votes = "votes",
        /// Newest first.
        Newest = "newest",
        /// Oldest first.
        Oldest = "oldest",
        /// By state, and by votes within it.
        State = "state",
    }
}

/// An idea, without who it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Idea {
    /// What, in one line.
    pub title: String,
    /// More about it.
    pub words: String,
    /// The network it is for; none is the service.
    pub network: Option<NetworkId>,
    /// The offer it is about.
    pub offer: Option<OfferId>,
    /// The page it came up on, without anything that names a thing.
    pub page: Option<String>,
}

/// An idea as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct IdeaForm {
    /// What, in one line.
    pub title: String,
    /// More about it.
    pub words: String,
    /// Id of a network; empty is the service.
    pub network: String,
    /// Id of an offer; empty for none.
    pub offer: String,
    /// The path of a page; empty for none.
    pub page: String,
}

impl IdeaForm {
    /// The form as it would have been typed.
    pub fn of(idea: &Idea) -> Self {
        Self {
            title: idea.title.clone(),
            words: idea.words.clone(),
            network: idea.network.map(|id| id.to_string()).unwrap_or_default(),
            offer: idea.offer.map(|id| id.to_string()).unwrap_or_default(),
            page: idea.page.clone().unwrap_or_default(),
        }
    }

    /// Reads it. A page that cannot be read is no page.
    pub fn parse(&self) -> Result<Idea, Faults> {
        let mut faults = Faults::default();
        let title = faults.take(text::required("title", &self.title, LINE_MAX));
        let words = faults.take(text::required("words", &self.words, BODY_MAX));
        let network = faults.take(chosen("network", &self.network));
        let offer = faults.take(chosen("offer", &self.offer));
        match (title, words, network, offer) {
            (Some(title), Some(words), Some(network), Some(offer)) => {
                Ok(Idea { title, words, network, offer, page: page_of(&self.page) })
            }
            _ => Err(faults),
        }
    }
}

/// An id that may be missing.
fn chosen<Id: std::str::FromStr>(field: &'static str, text: &str) -> Result<Option<Id>, Fault> {
    match text.trim() {
        "" => Ok(None),
        id => {
            let unknown = |_| Fault::new(field, "unknown-choice").with("value", id);
            id.parse().map(Some).map_err(unknown)
        }
    }
}

/// The name of a page from its path: names of ours stay, and whatever may be an id, a number or the
/// token of a link does not. None for what is no path, and for ownership transfer: that somebody
/// has been there is theirs alone.
pub fn page_of(path: &str) -> Option<String> {
    let path = path.trim().split(['?', '#']).next().unwrap_or_default();
    let is_secret = path.split('/').nth(1) == Some(SECRET);
    if !path.starts_with('/') || path.starts_with("//") || is_secret {
        return None;
    }
    let named = path.split('/').map(|part| if is_ours(part) { part } else { HIDDEN_PART });
    let name = named.collect::<Vec<_>>().join("/");
    Some(name).filter(|name| name.chars().count() <= PAGE_MAX)
}

fn is_ours(part: &str) -> bool {
    part.len() <= PART_MAX && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

/// How many days an idea has been there.
pub fn age_days(created_at: Timestamp, today: Date) -> i64 {
    days_between(day_of(created_at), today).max(0)
}

/// Has waited too long for its first answer.
pub fn is_late(age_days: i64) -> bool {
    age_days > LATE_DAYS
}

/// The median time to a first answer, in whole days, of when each idea came and was answered.
pub fn days_to_answer(answered: &[(Timestamp, Timestamp)]) -> Option<i64> {
    let days = |(came, answered): &(Timestamp, Timestamp)| age_days(*came, day_of(*answered));
    median(answered.iter().map(days).collect())
}

/// An answer to an idea.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Where the idea stands afterwards.
    pub to: IdeaState,
    /// What is said.
    pub words: Option<String>,
    /// Everyone may read title and answer, also who is not logged in.
    pub is_public: bool,
}

/// An answer as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AnswerForm {
    /// Code of the state.
    pub state: String,
    /// What is said.
    pub answer: String,
    /// `yes` when everyone may read title and answer.
    pub publish: String,
}

impl AnswerForm {
    /// Reads it, for an idea that stands in a state.
    pub fn parse(&self, from: IdeaState) -> Result<Answer, Faults> {
        let mut faults = Faults::default();
        let to = faults.take(self.state(from));
        let words = faults.take(text::optional("answer", &self.answer, BODY_MAX));
        if to.is_some_and(|to| to.needs_words(from)) && words == Some(None) {
            faults.push(Fault::new("answer", "required"));
        }
        match (to, words) {
            (Some(to), Some(words)) if faults.is_empty() => {
                Ok(Answer { to, words, is_public: self.publish == "yes" })
            }
            _ => Err(faults),
        }
    }

    fn state(&self, from: IdeaState) -> Result<IdeaState, Fault> {
        if self.state.trim().is_empty() {
            return Err(Fault::new("state", "required"));
        }
        let to = IdeaState::parse(&self.state)?;
        if from.answers().contains(&to) {
            return Ok(to);
        }
        Err(Fault::new("state", "idea-step"))
    }
}

/// That an idea says the same as another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merging {
    /// The one that stays.
    pub into: IdeaId,
    /// What those who wanted this one are told.
    pub words: String,
}

/// The same as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct MergeForm {
    /// Id of the one that stays.
    pub into: String,
    /// What those who wanted this one are told.
    pub words: String,
}

impl MergeForm {
    /// Reads it; an idea does not go into itself.
    pub fn parse(&self, own: IdeaId) -> Result<Merging, Faults> {
        let mut faults = Faults::default();
        let into = match chosen("into", &self.into) {
            Ok(None) => Err(Fault::new("into", "required")),
            Ok(Some(id)) if id == own => Err(Fault::new("into", "idea-into-itself")),
            Ok(Some(id)) => Ok(id),
            Err(fault) => Err(fault),
        };
        let into = faults.take(into);
        let words = faults.take(text::required("words", &self.words, LINE_MAX));
        match (into, words) {
            (Some(into), Some(words)) => Ok(Merging { into, words }),
            _ => Err(faults),
        }
    }
}

/// A post under an idea, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PostForm {
    /// What is said.
    pub post: String,
}

impl PostForm {
    /// Reads it.
    pub fn parse(&self) -> Result<String, Faults> {
        Ok(text::required("post", &self.post, POST_MAX)?)
    }
}

/// Why a post is hidden, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HideForm {
    /// The reason.
    pub reason: String,
}

impl HideForm {
    /// Reads it.
    pub fn parse(&self) -> Result<String, Faults> {
        Ok(text::required("reason", &self.reason, LINE_MAX)?)
    }
}

/// What a firm needs, from an idea or a post of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NeedForm {
    /// The need in the firm's words.
    pub words: String,
}

impl NeedForm {
    /// Reads it.
    pub fn parse(&self) -> Result<String, Faults> {
        Ok(text::required("words", &self.words, BODY_MAX)?)
    }
}
