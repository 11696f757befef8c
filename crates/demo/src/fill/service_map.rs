//! The offers of the service map.

use domain::codes::CountyCode;
use domain::ids::OfferId;
use domain::offers::OfferAudience;
use store::offers::{self, NewOffer};

use super::{Error, Filling};
use crate::content;

pub(super) async fn fill(filling: &mut Filling<'_>) -> Result<(), Error> {
    let since = filling.morning(-300);
    let mut all = Vec::new();
    for listed in content::offers(filling.today) {
        let mut offer = listed.offer;
        if let Some(network) = listed.network {
            let id = filling.get(&format!("network:{network}"))?;
            offer.audience = OfferAudience::Network { id };
        }
        all.push(NewOffer {
            id: filling.ids.named::<OfferId>(listed.slug, since),
            slug: Some(listed.slug.to_owned()),
            organisation: filling.get(listed.provider)?,
            offer,
            is_demo: listed.is_demo,
        });
    }
    let (county, all): (&CountyCode, _) = (&filling.county, &all);
    filling
        .app
        .store
        .write(county, None, |mut tx| async move {
            for offer in all {
                offers::insert(&mut tx, county, offer, since).await?;
            }
            Ok(())
        })
        .await
}
