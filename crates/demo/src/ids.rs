//! Ids that derive from the demo's seed.

use std::collections::HashMap;

use domain::time::Timestamp;
use uuid::{Builder, Uuid};

use crate::content::SplitMix;

/// Gives ids of UUID version 7 whose random part comes from the seed, and remembers what the
/// content's slugs became.
#[derive(Debug)]
pub(crate) struct Ids {
    mix: SplitMix,
    by_slug: HashMap<String, Uuid>,
}

impl Ids {
    /// Ids of one seed.
    pub(crate) fn of(seed: u64) -> Self {
        Self { mix: SplitMix::of(seed, 0), by_slug: HashMap::new() }
    }

    /// The next id, for something that came about at `at`.
    pub(crate) fn next<Id: From<Uuid>>(&mut self, at: Timestamp) -> Id {
        let mut random = [0u8; 10];
        let (high, low) = (self.mix.next().to_be_bytes(), self.mix.next().to_be_bytes());
        random.iter_mut().zip(high.into_iter().chain(low)).for_each(|(to, from)| *to = from);
        let milliseconds = u64::try_from(at.as_millisecond()).unwrap_or(0);
        Builder::from_unix_timestamp_millis(milliseconds, &random).into_uuid().into()
    }

    /// The next id, remembered under a slug.
    pub(crate) fn named<Id: From<Uuid>>(&mut self, slug: &str, at: Timestamp) -> Id {
        let id: Uuid = self.next(at);
        self.by_slug.insert(slug.to_owned(), id);
        id.into()
    }

    /// What a slug became.
    pub(crate) fn get<Id: From<Uuid>>(&self, slug: &str) -> Option<Id> {
        self.by_slug.get(slug).copied().map(Id::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_ids_and_another_seed_others() {
        let at = Timestamp::UNIX_EPOCH;
        let ids = |seed| {
            (0..3)
                .map({
                    let mut ids = Ids::of(seed);
                    move |_| ids.next::<Uuid>(at)
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(ids(7), ids(7));
        assert!(ids(7).iter().all(|id| !ids(8).contains(id) && id.get_version_num() == 7));
    }
}
