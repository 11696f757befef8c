//! Support money: one fund with an application to decide, a grant that has been paid and one that
//! has had its effect, and a firm whose account of small aid is nearly full.

use domain::ids::{FundId, GrantId, OrganisationId};
use domain::support::{
    AidBasis, Asked, Effect, Fund, GrantState, Granted, RegisteredAid, cents_of,
};
use domain::time;
use store::organisations;
use store::page::Slice;
use store::support::{self, Change, NewGrant};
use uuid::Uuid;

use super::{Error, Filling};

/// Kronor for a euro, in ten-thousandths; made up.
const RATE: i64 = 112_000;

/// One grant of the story: days ago it was asked for, kronor, what for, where it stands.
const GRANTS: &[(i64, i64, &str, GrantState)] = &[
    (3, 224_000, "En plan för kompetens de närmaste tre åren", GrantState::Applied),
    (30, 60_000, "Svetskurs för två anställda", GrantState::Granted),
    (240, 90_000, "Hjälp att kartlägga vad vi behöver kunna", GrantState::Paid),
    (400, 75_000, "Utbildning i ny maskin", GrantState::Answered),
    (20, 120_000, "Ny skylt", GrantState::Refused),
];

pub(super) async fn fill(filling: &mut Filling<'_>) -> Result<(), Error> {
    let giver = filling.person("strategist@demo.samkraft.test")?;
    let fund = filling.ids.next::<FundId>(filling.morning(-420));
    let made = Fund {
        name: "Demo kompetenscheck".to_owned(),
        budget_ore: 200_000_000,
        basis: AidBasis::DeMinimis,
        starts_on: filling.day(-420),
        ends_on: filling.day(310),
        terms: "Till företag med 2 till 49 anställda i länet. Högst halva kostnaden. \
                Villkoren är påhittade."
            .to_owned(),
    };
    let at = filling.morning(-420);
    let county = &filling.county.clone();
    let (made, owner) = (&made, giver.organisation);
    filling
        .app
        .store
        .write(county, None, |mut tx| async move {
            support::insert_fund(&mut tx, county, fund, owner, made, at).await
        })
        .await?;
    let firms = firms(filling).await?;
    for ((ago, kronor, purpose, state), firm) in GRANTS.iter().zip(&firms) {
        let new = NewGrant {
            id: filling.ids.next::<GrantId>(filling.morning(-ago)),
            fund,
            organisation: *firm,
            asked: Asked { amount_ore: kronor * 100, purpose: (*purpose).to_owned() },
            basis: AidBasis::DeMinimis,
            by_organisation: *firm,
            by_name: "Demo Lena".to_owned(),
            applied_on: filling.day(-ago),
            created_at: filling.morning(-ago),
        };
        story(filling, &new, *state, giver.name).await?;
    }
    let Some(first) = firms.first() else { return Ok(()) };
    for (ago, euro, who) in [(1_000, 15_000, "Demo myndigheten"), (500, 275_000, "Demo fonden")] {
        let aid = &RegisteredAid {
            giver: who.to_owned(),
            cents: euro * 100,
            on: filling.day(-ago),
            source: "Företagets försäkran".to_owned(),
        };
        let at = filling.morning(-3);
        let id = filling.ids.next::<GrantId>(at).0;
        written(filling, (id, *first), aid, (owner, giver.name)).await?;
    }
    Ok(())
}

/// The first firms of the demo by name, one for each grant.
async fn firms(filling: &Filling<'_>) -> Result<Vec<OrganisationId>, Error> {
    let mut connection = filling.app.store.read().await?;
    let filter = organisations::Filter { is_actor: Some(false), ..Default::default() };
    let slice = Slice::Page { offset: 0, limit: 100 };
    let reach = domain::access::Reach::County;
    let page =
        organisations::list(&mut connection, &filling.county, &reach, &filter, slice).await?;
    let mut firms = page.items;
    firms.sort_by(|one, other| one.organisation.name.cmp(&other.organisation.name));
    Ok(firms.into_iter().take(GRANTS.len()).map(|one| one.id).collect())
}

async fn written(
    filling: &Filling<'_>,
    at: (Uuid, OrganisationId),
    aid: &RegisteredAid,
    by: (OrganisationId, &str),
) -> Result<(), Error> {
    let (county, now) = (&filling.county, filling.morning(-3));
    filling
        .app
        .store
        .write(county, None, |mut tx| async move {
            Ok::<_, Error>(support::insert_aid(&mut tx, county, at, aid, by, now).await?)
        })
        .await
}

/// Takes an application as far as its state says.
async fn story(
    filling: &Filling<'_>,
    new: &NewGrant,
    state: GrantState,
    by_name: &str,
) -> Result<(), Error> {
    let (county, id, now) = (&filling.county, new.id, new.created_at);
    let decided = time::days_after(new.applied_on, 7);
    let due = time::months_after(decided, 6);
    let granted = Granted { amount_ore: new.asked.amount_ore, on: decided, rate: RATE, months: 6 };
    let change = |version| Change { id, version, by_name, now };
    filling
        .app
        .store
        .write(county, None, |mut tx| async move {
            let tx = &mut tx;
            support::insert(tx, county, new).await?;
            if state == GrantState::Refused {
                let why = (decided, "Stödet är till för kompetens, inte för inköp.");
                support::end(tx, county, change(1), state, why).await?;
            }
            if state.binds() {
                let cents = cents_of(granted.amount_ore, granted.rate);
                support::grant(tx, county, change(1), granted, cents).await?;
            }
            if matches!(state, GrantState::Paid | GrantState::Answered) {
                support::pay(tx, county, change(2), (decided, due)).await?;
            }
            if state == GrantState::Answered {
                let words = "Tre kan maskinen nu, och vi har tagit in en ny kund.";
                let told = Change { by_name: "Demo Lena", ..change(3) };
                support::answer_effect(tx, county, told, Effect::Reached, words).await?;
            }
            Ok::<_, Error>(())
        })
        .await
}
