//! The service map (tjänstekarta): what every actor offers, one file per first stage.

mod attract;
mod develop_courses;
mod develop_skills;
mod keep;
mod recruit;
mod rules;

use domain::offers::{Offer, OfferAudience, OfferKind, Stage};
use domain::time::{Date, days_after};

use super::ListedOffer;
use rules::Rule;

/// An offer as it is written down here; days are counted from the demo's today.
struct Row {
    slug: &'static str,
    provider: &'static str,
    network: Option<&'static str>,
    is_demo: bool,
    title: &'static str,
    summary: &'static str,
    kind: OfferKind,
    stages: &'static [Stage],
    target: &'static str,
    price: &'static str,
    contact: &'static str,
    url: Option<&'static str>,
    occupations: &'static [&'static str],
    search_words: &'static str,
    reviewed_days_ago: i64,
    rules: &'static [Rule],
}

/// What most offers have in common.
const USUAL: Row = Row {
    slug: "",
    provider: "",
    network: None,
    is_demo: true,
    title: "",
    summary: "",
    kind: OfferKind::Advice,
    stages: &[],
    target: "Alla arbetsgivare i länet",
    price: "Kostar inget",
    contact: "",
    url: None,
    occupations: &[],
    search_words: "",
    reviewed_days_ago: 30,
    rules: &[],
};

/// Every offer, as it stands on the demo's today.
pub fn offers(today: Date) -> Vec<ListedOffer> {
    [
        attract::OFFERS,
        recruit::OFFERS,
        keep::OFFERS,
        develop_courses::OFFERS,
        develop_skills::OFFERS,
    ]
    .into_iter()
    .flatten()
    .map(|row| listed(row, today))
    .collect()
}

fn listed(row: &Row, today: Date) -> ListedOffer {
    ListedOffer {
        slug: row.slug,
        provider: row.provider,
        network: row.network,
        is_demo: row.is_demo,
        offer: Offer {
            title: row.title.to_owned(),
            summary: row.summary.to_owned(),
            kind: row.kind,
            stages: row.stages.to_vec(),
            target: row.target.to_owned(),
            price: row.price.to_owned(),
            contact: row.contact.to_owned(),
            url: row.url.map(str::to_owned),
            occupations: row.occupations.iter().map(|code| (*code).to_owned()).collect(),
            search_words: row.search_words.to_owned(),
            audience: OfferAudience::Everyone,
            reviewed_on: days_after(today, -row.reviewed_days_ago),
            conditions: row.rules.iter().map(|rule| rule.condition(today)).collect(),
        },
    }
}
