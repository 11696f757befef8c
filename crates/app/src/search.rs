//! One box for everything the reader may see: a few of each kind, each within its own reach.

use std::sync::Arc;

use domain::access::{ACTORS, Actor, Reach};
use domain::codes::OrgNumber;
use domain::ids::OrganisationId;
use serde::{Deserialize, Serialize};
use store::access::Servant;
use store::cases::{Filter, Sort, States, StoredCase};
use store::needs::StoredNeed;
use store::offers::StoredOffer;
use store::organisations::StoredOrganisation;
use store::{Connection, Page};
use vocabulary::analysis::{fold, stem_terms, tokens};

use crate::cases::sight;
use crate::organisations::directory;
use crate::{App, Error, Slice, offers};

/// Most hits shown of each kind.
pub const EACH: i64 = 5;
/// Fewest letters or figures worth looking for.
const LEAST: usize = 2;
/// Most words looked for; more only narrow what is already found.
const WORDS_MAX: usize = 8;
/// Longest question, in characters.
const QUESTION_MAX: usize = 200;
/// Most people of the county who are looked through.
const PEOPLE_MAX: i64 = 2_000;
/// Most figures of a case number without its year.
const SEQUENCE_DIGITS: usize = 4;

/// Kinds of things the reader's role has anything to do with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kinds {
    /// Cases.
    pub cases: bool,
    /// Firms and actors.
    pub organisations: bool,
    /// Needs.
    pub needs: bool,
}

/// Some hits, and whether there are more.
#[derive(Debug, Clone)]
pub struct Hits<T> {
    /// The first of them.
    pub items: Vec<T>,
    /// There are more than these.
    pub has_more: bool,
}

impl<T> Default for Hits<T> {
    fn default() -> Self {
        Self { items: Vec::new(), has_more: false }
    }
}

impl<T> Hits<T> {
    fn of_page(page: Page<T>) -> Self {
        Self { has_more: page.next.is_some(), items: page.items }
    }

    fn cut(mut items: Vec<T>) -> Self {
        let most = usize::try_from(EACH).unwrap_or(usize::MAX);
        let has_more = items.len() > most;
        items.truncate(most);
        Self { items, has_more }
    }
}

/// Somebody who serves a desk.
#[derive(Debug, Clone)]
pub struct Colleague {
    /// Who, and where.
    pub servant: Servant,
    /// The reader may open the page of their organisation.
    pub is_within: bool,
}

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Too short a question to look for.
    pub is_too_short: bool,
    /// Cases, also closed ones, newest first.
    pub cases: Hits<StoredCase>,
    /// Firms and actors, newest first.
    pub organisations: Hits<StoredOrganisation>,
    /// Needs, also those that are over, newest first.
    pub needs: Hits<StoredNeed>,
    /// Offers, by title.
    pub offers: Hits<Arc<StoredOffer>>,
    /// People who serve desks, by name.
    pub people: Hits<Colleague>,
}

impl Found {
    /// Nothing of any kind.
    pub fn is_empty(&self) -> bool {
        self.cases.items.is_empty()
            && self.organisations.items.is_empty()
            && self.needs.items.is_empty()
            && self.offers.items.is_empty()
            && self.people.items.is_empty()
    }
}

/// True when there is enough to look for.
pub fn is_question(q: &str) -> bool {
    q.chars().filter(|one| one.is_alphanumeric()).count() >= LEAST
}

/// True when every word of the question begins a word of the text.
pub fn begins_words(q: &str, text: &str) -> bool {
    let asked = tokens(q);
    let words = tokens(text);
    let begins = |part: &str| words.iter().any(|word| word.folded.starts_with(part));
    !asked.is_empty() && asked.iter().all(|word| begins(&word.folded))
}

/// A few of everything the actor may see that the words, half typed or whole, begin.
pub async fn search(app: &App, actor: &Actor, q: &str, kinds: Kinds) -> Result<Found, Error> {
    let q: String = q.trim().chars().take(QUESTION_MAX).collect();
    if !is_question(&q) {
        return Ok(Found { is_too_short: true, ..Found::default() });
    }
    let mut terms = stem_terms(&q);
    if terms.is_empty() {
        // Only words such as «och»: what is half typed may still begin a name.
        terms = tokens(&q).into_iter().map(|token| fold(token.text)).collect();
    }
    terms.truncate(WORDS_MAX);
    let asked = &Asked { app, actor, q: &q, terms };
    let mut connection = app.store.read().await?;
    let c = &mut connection;
    let mut found = Found { offers: asked.offers(c).await?, ..Found::default() };
    let firm = asked.firm_by_number(c, kinds).await?;
    if kinds.organisations {
        found.organisations = asked.organisations(c, firm.as_ref()).await?;
    }
    let firm = firm.map(|firm| firm.id);
    if kinds.cases {
        found.cases = asked.cases(c, firm).await?;
    }
    if kinds.needs {
        found.needs = asked.needs(c, firm).await?;
    }
    if actor.is_one_of(ACTORS) {
        found.people = asked.people(c).await?;
    }
    Ok(found)
}

/// A question by somebody.
struct Asked<'a> {
    app: &'a App,
    actor: &'a Actor,
    q: &'a str,
    terms: Vec<String>,
}

impl Asked<'_> {
    /// Words about a firm's things; a number of its own stands for the firm.
    fn terms_beside(&self, firm: Option<OrganisationId>) -> Vec<String> {
        if firm.is_some() { Vec::new() } else { self.terms.clone() }
    }

    async fn firm_by_number(
        &self,
        c: &mut Connection,
        kinds: Kinds,
    ) -> Result<Option<StoredOrganisation>, Error> {
        let Ok(number) = OrgNumber::parse(self.q) else { return Ok(None) };
        if !kinds.organisations {
            return Ok(None);
        }
        let county = self.actor.county();
        let found = store::organisations::find_by_number(c, county, &number).await?;
        let Some(found) = found else { return Ok(None) };
        let seen = crate::organisations::reachable(c, self.actor, found.id).await;
        Ok(seen.ok())
    }

    async fn organisations(
        &self,
        c: &mut Connection,
        by_number: Option<&StoredOrganisation>,
    ) -> Result<Hits<StoredOrganisation>, Error> {
        if let Some(firm) = by_number {
            return Ok(Hits::cut(vec![firm.clone()]));
        }
        // A number may be written with its hyphen, also before it is whole.
        let bare = |term: &String| {
            let is_number = term.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
            if is_number { term.replace('-', "") } else { term.clone() }
        };
        let terms = self.terms.iter().map(bare).filter(|term| !term.is_empty()).collect();
        let filter = store::organisations::Filter { terms, ..Default::default() };
        let (county, reach) = (self.actor.county(), directory(self.actor));
        let slice = Slice::Glance { limit: EACH };
        let page = store::organisations::list(c, county, &reach, &filter, slice).await?;
        Ok(Hits::of_page(page))
    }

    async fn cases(
        &self,
        c: &mut Connection,
        firm: Option<OrganisationId>,
    ) -> Result<Hits<StoredCase>, Error> {
        let mut filter = Filter {
            terms: self.terms_beside(firm),
            states: States::All,
            organisation: firm,
            sort: Sort::Newest,
            ..Filter::default()
        };
        let (county, sight) = (self.actor.county(), sight(self.actor));
        let slice = Slice::Glance { limit: EACH };
        let page = store::cases::list(c, county, &sight, &filter, slice).await?;
        let sequence = self.q.parse::<i64>().ok().filter(|_| self.q.len() <= SEQUENCE_DIGITS);
        if let (true, Some(sequence)) = (page.items.is_empty(), sequence) {
            // People say «412» of this year's 2026-0412.
            let number = domain::cases::case_number(self.app.today().year(), sequence);
            filter.terms = stem_terms(&number);
            let page = store::cases::list(c, county, &sight, &filter, slice).await?;
            return Ok(Hits::of_page(page));
        }
        Ok(Hits::of_page(page))
    }

    async fn needs(
        &self,
        c: &mut Connection,
        firm: Option<OrganisationId>,
    ) -> Result<Hits<StoredNeed>, Error> {
        let filter = store::needs::Filter {
            terms: self.terms_beside(firm),
            organisation: firm,
            ..Default::default()
        };
        let (county, reach) = (self.actor.county(), self.actor.reach());
        let slice = Slice::Glance { limit: EACH };
        let page = store::needs::list(c, county, &reach, &filter, slice).await?;
        Ok(Hits::of_page(page))
    }

    async fn offers(&self, c: &mut Connection) -> Result<Hits<Arc<StoredOffer>>, Error> {
        let begins = |text: &str| begins_words(self.q, text);
        let most = usize::try_from(EACH + 1).unwrap_or(usize::MAX);
        Ok(Hits::cut(offers::named(self.app, c, self.actor, begins, most).await?))
    }

    /// Those who serve desks, by name, desk or organisation.
    async fn people(&self, c: &mut Connection) -> Result<Hits<Colleague>, Error> {
        let (county, today) = (self.actor.county(), self.app.today());
        let all = store::access::servants(c, county, today, PEOPLE_MAX).await?;
        let is_asked_for = |one: &Servant| {
            let words = format!("{} {} {}", one.name, one.desk_name, one.organisation_name);
            begins_words(self.q, &words)
        };
        let reach = directory(self.actor);
        let own = self.actor.organisation();
        let people = all.into_iter().filter(is_asked_for).map(|servant| Colleague {
            is_within: match &reach {
                Reach::County => true,
                Reach::Municipality(code) => {
                    servant.municipality == *code || own == Some(servant.organisation)
                }
                Reach::Organisation(_)
                | Reach::Involved(_)
                | Reach::Leading { .. }
                | Reach::Nothing => false,
            },
            servant,
        });
        Ok(Hits::cut(people.take(usize::try_from(EACH + 1).unwrap_or(usize::MAX)).collect()))
    }
}
