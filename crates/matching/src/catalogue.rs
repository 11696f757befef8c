//! Offers whose words are read once, for many needs and questions.

use std::collections::BTreeMap;

use domain::ids::OfferId;
use domain::offers::Offer;

use crate::words::{self, Shared, Word};

/// Position of an offer in a catalogue.
type Place = usize;

/// Offers to be asked for again and again. Reading their words costs more than any question does,
/// so it is done once; a question then looks only at the offers that share a word with it.
///
/// `T` is what the caller keeps of an offer, such as `Arc<Offer>`.
#[derive(Debug, Clone, Default)]
pub struct Catalogue<T> {
    offers: Vec<(OfferId, T)>,
    places: BTreeMap<OfferId, Place>,
    /// Where a form is a whole word.
    whole: BTreeMap<String, Vec<Place>>,
    /// Where it is a part of a compound.
    parts: BTreeMap<String, Vec<Place>>,
}

impl<T: AsRef<Offer>> Catalogue<T> {
    /// Reads the words of each offer. Of two with the same id the last is found by it.
    pub fn of(offers: impl IntoIterator<Item = (OfferId, T)>) -> Self {
        let offers: Vec<(OfferId, T)> = offers.into_iter().collect();
        let places = offers.iter().enumerate().map(|(place, (id, _))| (*id, place)).collect();
        let mut whole = BTreeMap::new();
        let mut parts = BTreeMap::new();
        for (place, (_, offer)) in offers.iter().enumerate() {
            for word in offer_words(offer.as_ref()) {
                note(&mut whole, word.keys, place);
                note(&mut parts, word.parts, place);
            }
        }
        Self { offers, places, whole, parts }
    }

    /// Every offer, in the order they came.
    pub fn iter(&self) -> impl Iterator<Item = (OfferId, &T)> {
        self.offers.iter().map(|(id, offer)| (*id, offer))
    }

    /// One offer.
    pub fn get(&self, id: OfferId) -> Option<&T> {
        self.places.get(&id).and_then(|place| self.offers.get(*place)).map(|(_, offer)| offer)
    }

    /// What each offer has in common with a text, in the words of the text; in the order of
    /// [`Self::iter`].
    pub(crate) fn shared(&self, asked: &[Word]) -> Vec<Shared> {
        let mut found = vec![Shared::default(); self.offers.len()];
        for word in asked {
            let whole = places(&self.whole, &word.keys);
            for place in &whole {
                found[*place].whole.push(word.shown.clone());
            }
            let mut parts = places(&self.whole, &word.parts);
            parts.extend(places(&self.parts, &word.keys));
            parts.sort_unstable();
            parts.dedup();
            // A word counts once, as a whole word if it can.
            for place in parts.iter().filter(|place| whole.binary_search(place).is_err()) {
                found[*place].parts.push(word.shown.clone());
            }
        }
        found
    }
}

/// The words a reader would look for an offer by.
fn offer_words(offer: &Offer) -> Vec<Word> {
    words::read(&format!("{} {}", offer.title, offer.search_words))
}

/// Offers are read in order, so a place that is there already is the last one.
fn note(index: &mut BTreeMap<String, Vec<Place>>, forms: Vec<String>, place: Place) {
    for form in forms {
        let places = index.entry(form).or_default();
        if places.last() != Some(&place) {
            places.push(place);
        }
    }
}

/// Where any of some forms stands, in order and each place once.
fn places(index: &BTreeMap<String, Vec<Place>>, forms: &[String]) -> Vec<Place> {
    let mut places: Vec<Place> =
        forms.iter().filter_map(|form| index.get(form)).flatten().copied().collect();
    places.sort_unstable();
    places.dedup();
    places
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::fixtures::{catalogue, shelf};

    fn shared(asked: &str, offered: &str) -> Shared {
        let mut offer = shelf().remove(0);
        (offer.title, offer.search_words) = (offered.to_owned(), String::new());
        let one = Catalogue::of([(OfferId(uuid::Uuid::from_u128(1)), Arc::new(offer))]);
        one.shared(&words::read(asked)).remove(0)
    }

    #[test]
    fn forms_of_a_word_are_one_word() {
        let found = shared("Vi behöver tre kockar", "kock storkök meny");
        assert_eq!(found.whole, ["kockar"]);
        assert!(found.parts.is_empty());
    }

    #[test]
    fn a_definite_neuter_is_the_same_word() {
        assert_eq!(shared("folk i köket", "kök meny").whole, ["köket"]);
        assert_eq!(shared("yrket", "yrke").whole, ["yrket"]);
    }

    #[test]
    fn a_compound_shares_its_parts() {
        let found = shared("maskinförare till skogen", "skogsmaskinförare");
        assert!(found.whole.is_empty());
        assert_eq!(found.parts, ["maskinförare", "skogen"]);
    }

    #[test]
    fn an_offer_is_found_by_its_id() {
        let shelf = catalogue(&shelf());
        for (id, offer) in shelf.iter() {
            assert!(shelf.get(id).is_some_and(|found| Arc::ptr_eq(found, offer)));
        }
        assert!(shelf.get(OfferId(uuid::Uuid::from_u128(99))).is_none());
    }
}
