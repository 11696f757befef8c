//! The service map held in memory: offers are read often and changed seldom.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use domain::codes::CountyCode;
use domain::offers::Offer;
use matching::Catalogue;
use store::Connection;
use store::offers::{Stamp, StoredOffer};

use crate::Error;

/// An offer of the map; cloning shares it.
#[derive(Debug, Clone)]
pub(crate) struct Held(pub(crate) Arc<StoredOffer>);

impl AsRef<Offer> for Held {
    fn as_ref(&self) -> &Offer {
        &self.0.offer
    }
}

/// A county's offers by title, whoever they are for.
pub(crate) type Map = Arc<Catalogue<Held>>;

/// Each county's offers as they were at a stamp.
#[derive(Default)]
pub(crate) struct Maps(RwLock<BTreeMap<CountyCode, (Stamp, Map)>>);

impl Maps {
    /// The county's offers; read anew when one has changed.
    pub(crate) async fn read(
        &self,
        connection: &mut Connection,
        county: &CountyCode,
    ) -> Result<Map, Error> {
        // The stamp is taken first: what changes between it and the reading shows next time.
        let stamp = store::offers::stamp(connection, county).await?;
        if let Some(kept) = self.kept(county, stamp) {
            return Ok(kept);
        }
        let offers = store::offers::all(connection, county).await?;
        let held = offers.into_iter().map(|one| (one.id, Held(Arc::new(one))));
        let map = Arc::new(Catalogue::of(held));
        let mut maps = self.0.write().unwrap_or_else(PoisonError::into_inner);
        maps.insert(county.clone(), (stamp, Arc::clone(&map)));
        Ok(map)
    }

    fn kept(&self, county: &CountyCode, stamp: Stamp) -> Option<Map> {
        let maps = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let (at, map) = maps.get(county)?;
        (*at == stamp).then(|| Arc::clone(map))
    }
}
