//! Offers that begin with making people stay.

use domain::offers::{Fact, OfferKind, Stage};

use super::rules::Rule;
use super::{Row, USUAL};

const TRR: &str = "https://www.trr.se/uppsagd/vem-kan-fa-stod/";

pub(super) const OFFERS: &[Row] = &[
    Row {
        slug: "demo-insats-generationsvaxling",
        provider: "demo-almi",
        title: "När kunskapen går i pension",
        summary: "Vi skriver ner det som bara en person kan och lägger upp en plan för hur det \
                  förs vidare. Tre möten på plats.",
        kind: OfferKind::Advice,
        stages: &[Stage::Keep, Stage::Develop],
        target: "Företag där någon slutar inom tre år",
        price: "Kostar inget för de tre första mötena",
        contact: "Almi Mitt, 060-00 00 00",
        search_words: "pension generationsväxling efterträdare kunskap ersätta ägarskifte",
        rules: &[
            Rule::one_of(
                Fact::NeedKind,
                &["replace", "develop"],
                "Någon ska lämna över till någon annan.",
            ),
            Rule::at_most(Fact::Employees, 249, "Almi arbetar med små och medelstora företag."),
            Rule::one_of(Fact::Sector, &["private"], "Almi arbetar med företag."),
        ],
        ..USUAL
    },
    Row {
        slug: "demo-insats-stanna-kvar",
        provider: "demo-iuc",
        title: "Varför slutar de?",
        summary: "Vi pratar med dem som har slutat och dem som stannar. Ni får tre saker att \
                  ändra, i ordning.",
        kind: OfferKind::Advice,
        stages: &[Stage::Keep],
        target: "Företag som tappar folk",
        price: "6 000 kr, hälften för medlemmar",
        contact: "IUC, 0660-00 00 00",
        search_words: "slutar sluta stanna behålla personalomsättning trivs arbetsmiljö",
        rules: &[Rule::at_least(
            Fact::Employees,
            10,
            "Med färre än tio går det att räkna ut vem som sagt vad.",
        )],
        ..USUAL
    },
    Row {
        slug: "demo-insats-omstallning",
        provider: "demo-trygghetsradet",
        is_demo: false,
        title: "Stöd före och efter en omställning",
        summary: "Råd till chefer och fack redan innan något är bestämt. Tjänstemän som sägs upp \
                  får hjälp till nytt jobb.",
        kind: OfferKind::Advice,
        stages: &[Stage::Keep, Stage::Develop],
        target: "Privata företag som är anslutna till TRR",
        price: "Ingår för anslutna företag",
        contact: "Trygghetsrådet TRR",
        url: Some(TRR),
        occupations: &["1", "2", "3", "4"],
        search_words: "varsel uppsägning omställning säga upp tjänstemän nytt jobb",
        reviewed_days_ago: 80,
        rules: &[
            Rule::one_of(Fact::Sector, &["private"], "TRR stöder tjänstemän i privat sektor.")
                .sourced(TRR),
            Rule::one_of(
                Fact::NeedKind,
                &["retrain", "develop"],
                "Stödet gäller dem som redan är anställda.",
            )
            .sourced(TRR),
        ],
        ..USUAL
    },
    Row {
        slug: "demo-insats-hcih",
        provider: "demo-high-coast-international-hub",
        title: "Vänner och språk för nya från andra länder",
        summary: "Klubbkvällar, sport och språkcafé för den som är ny i Örnsköldsvik. Den som har \
                  vänner stannar.",
        kind: OfferKind::Network,
        stages: &[Stage::Keep, Stage::Attract],
        target: "Nya medarbetare och deras familjer",
        contact: "High Coast International Hub, 0660-00 00 00",
        url: Some("https://highcoasthub.com/manifesto"),
        search_words: "stanna behålla inflyttade internationell utlandet familj vänner språk",
        rules: &[Rule::one_of(
            Fact::Municipality,
            &["2284", "2282"],
            "Träffarna hålls i Örnsköldsvik.",
        )],
        ..USUAL
    },
    Row {
        slug: "demo-insats-matlanken",
        provider: "demo-matlanken",
        title: "Gå med i Matlänken",
        summary: "Kök, bagerier och livsmedelsföretag längs kusten delar recept på hur man hittar \
                  folk. Vi träffas var sjätte vecka.",
        kind: OfferKind::Network,
        stages: &[Stage::Keep, Stage::Recruit, Stage::Develop],
        target: "Företag som lagar eller gör mat",
        price: "500 kr per år",
        contact: "Matlänkens samordnare, 0660-00 00 00",
        occupations: &["5120", "3451", "513", "941", "7612", "816"],
        search_words: "nätverk mat kök restaurang bageri livsmedel andra företag samarbete",
        rules: &[Rule::one_of(
            Fact::Industry,
            &["10", "55", "56"],
            "Nätverket är för mat, hotell och restaurang.",
        )],
        ..USUAL
    },
    Row {
        slug: "demo-insats-metallringen",
        provider: "demo-metallringen",
        title: "Gå med i Metallringen",
        summary: "Små verkstäder köper kurser ihop och lånar ut folk när det är lugnt. Ni får ett \
                  eget bollplank.",
        kind: OfferKind::Network,
        stages: &[Stage::Keep, Stage::Develop],
        target: "Verkstäder med högst 100 anställda",
        price: "2 000 kr per år",
        contact: "Metallringens samordnare, 0612-00 00 00",
        occupations: &["72", "7132", "82", "311"],
        search_words: "nätverk verkstad metall svets plåt andra företag samarbete",
        rules: &[
            Rule::at_most(Fact::Employees, 100, "Ringen är till för de mindre."),
            Rule::one_of(
                Fact::Industry,
                &["24", "25", "28", "29", "30", "33", "45"],
                "Ringen är för metall, maskin och fordon.",
            ),
        ],
        ..USUAL
    },
    Row {
        slug: "demo-insats-hr-natverk",
        provider: "demo-handelskammaren",
        title: "HR-nätverk för dem som gör allt själva",
        summary: "Ni som sköter personalfrågor vid sidan av allt annat träffas sex gånger om året. \
                  Varje gång en fråga, en gäst och en mall.",
        kind: OfferKind::Network,
        stages: &[Stage::Keep, Stage::Attract],
        target: "Den som har ansvar för personal utan att vara HR-chef",
        price: "1 200 kr per termin",
        contact: "Handelskammaren Mittsverige, 060-00 00 00",
        search_words: "nätverk hr personal chef andra företag stanna behålla",
        reviewed_days_ago: 214,
        ..USUAL
    },
    Row {
        slug: "demo-insats-svets-fadder",
        provider: "demo-metallringen",
        network: Some("demo-metallringen"),
        title: "Fadder i verkstaden",
        summary: "En erfaren svetsare eller montör från en annan verkstad är fadder åt er nya det \
                  första halvåret.",
        kind: OfferKind::Advice,
        stages: &[Stage::Keep, Stage::Develop],
        target: "Medlemmar i Metallringen",
        contact: "Metallringens samordnare, 0612-00 00 00",
        occupations: &["72", "821"],
        search_words: "fadder mentor introduktion svets montör verkstad stanna",
        ..USUAL
    },
];
