//! Agreements: one about process leaders that ends soon, one until further notice, a letter of
//! intent that has not begun, and one that is over.

use domain::agreements::{Agreement, AgreementKind};
use domain::codes::MunicipalityCode;
use domain::ids::AgreementId;
use store::agreements::{self, NewAgreement};

use super::{Error, Filling};

/// Who keeps them.
const KEEPER: &str = "broker@demo.samkraft.test";

/// With whom and about what. Days are counted from today.
struct Story {
    with: &'static str,
    kind: AgreementKind,
    scope: &'static str,
    places: &'static [&'static str],
    from: i64,
    until: Option<i64>,
    reference: Option<&'static str>,
}

const STORIES: &[Story] = &[
    Story {
        with: "demo-iuc",
        kind: AgreementKind::Leading,
        scope: "Processledare till kartläggningar i företag som tillverkar något. \
                Avtalet är påhittat.",
        places: &[],
        from: -680,
        until: Some(45),
        reference: Some("DEMO 2025/17"),
    },
    Story {
        with: "demo-almi",
        kind: AgreementKind::Cooperation,
        scope: "Rådgivning till företag som har kartlagt sina behov. Avtalet är påhittat.",
        places: &["2281", "2262"],
        from: -200,
        until: None,
        reference: Some("DEMO 2026/4"),
    },
    Story {
        with: "demo-handelskammaren",
        kind: AgreementKind::LetterOfIntent,
        scope: "Vill bidra med egna processledare nästa år. Avsikten är påhittad.",
        places: &["2280", "2281"],
        from: 30,
        until: Some(760),
        reference: None,
    },
    Story {
        with: "demo-matlanken",
        kind: AgreementKind::DataProcessing,
        scope: "Inbjudningar till medlemmar i nätverket. Avtalet är påhittat.",
        places: &["2284"],
        from: -500,
        until: Some(-20),
        reference: Some("DEMO 2025/31"),
    },
];

pub(super) async fn fill(filling: &mut Filling<'_>) -> Result<(), Error> {
    let keeper = filling.person(KEEPER)?;
    for story in STORIES {
        let written = story.from.min(-1);
        let at = filling.morning(written);
        let places = story.places.iter().map(|code| MunicipalityCode::parse(code));
        let new = &NewAgreement {
            id: filling.ids.next::<AgreementId>(at),
            organisation: filling.get(story.with)?,
            agreement: Agreement {
                kind: story.kind,
                scope: story.scope.to_owned(),
                municipalities: places.collect::<Result<_, _>>()?,
                valid_from: filling.day(story.from),
                valid_until: story.until.map(|days| filling.day(days)),
                reference: story.reference.map(ToOwned::to_owned),
                signed_on: Some(filling.day(written)),
            },
            by_organisation: keeper.organisation,
            by_name: keeper.name.to_owned(),
            created_at: at,
        };
        let county = &filling.county;
        filling
            .app
            .store
            .write(county, None, |mut tx| async move {
                Ok::<_, Error>(agreements::insert(&mut tx, county, new).await?)
            })
            .await?;
    }
    Ok(())
}
