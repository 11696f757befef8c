//! Offers that begin with being seen and welcoming those who move in.

use domain::offers::{Fact, OfferKind, Stage};

use super::rules::Rule;
use super::{Row, USUAL};

pub(super) const OFFERS: &[Row] = &[
    Row {
        slug: "demo-insats-jobba-och-lev",
        provider: "demo-destination-jobb",
        title: "Visa upp er på Jobba & Lev Örnsköldsvik",
        summary: "Företaget får en egen sida bland andra arbetsgivare i Örnsköldsvik. Den som \
                  funderar på att flytta ser jobbet och platsen på samma gång.",
        kind: OfferKind::Recruitment,
        stages: &[Stage::Attract, Stage::Recruit],
        target: "Arbetsgivare i Örnsköldsvik som är med i föreningen",
        price: "Medlemsavgift efter storlek",
        contact: "Samordnaren för Jobba & Lev, 0660-00 00 00",
        url: Some("https://llu.leaderhogakusten.se/jobba-och-lev-i-bygd/"),
        search_words: "synas locka visa upp arbetsgivare platsannons inflyttning bygd",
        rules: &[Rule::one_of(
            Fact::Municipality,
            &["2284"],
            "Sidan visar arbetsgivare i Örnsköldsvik.",
        )],
        ..USUAL
    },
    Row {
        slug: "demo-insats-flyttlots",
        provider: "demo-region-vasternorrland",
        title: "Lots för den som flyttar hit",
        summary: "En person hjälper den nya med bostad, skola, bank och körkort. Ni slipper ringa \
                  runt, och starten går snabbare.",
        kind: OfferKind::Relocation,
        stages: &[Stage::Attract, Stage::Keep],
        target: "Arbetsgivare som har skrivit avtal med någon som bor utanför länet",
        contact: "Flyttlotsen på Region Västernorrland, 0611-00 00 00",
        search_words: "flytta hit inflyttning bostad skola förskola familj medflyttande lots",
        rules: &[
            Rule::one_of(
                Fact::NeedKind,
                &["recruit", "replace"],
                "Lotsen är till för den som ska börja ett nytt jobb.",
            ),
            Rule::at_least(Fact::DaysToStart, 30, "Lotsen behöver en månad på sig."),
        ],
        ..USUAL
    },
    Row {
        slug: "demo-insats-medflyttande",
        provider: "demo-kommun-solleftea",
        title: "Jobb till den som flyttar med",
        summary: "Vi frågar arbetsgivare inom en timmes resa om jobb till den nyas partner. Två \
                  jobb på samma gång gör det lättare att säga ja.",
        kind: OfferKind::Relocation,
        stages: &[Stage::Attract, Stage::Recruit],
        target: "Arbetsgivare i Sollefteå och Kramfors som rekryterar utifrån",
        contact: "Inflyttarservice i Sollefteå, 0620-00 00 00",
        search_words: "tandemrekrytering medflyttare partner sambo familj inflyttning",
        rules: &[
            Rule::one_of(
                Fact::Municipality,
                &["2282", "2283"],
                "Sollefteå och Kramfors delar på kostnaden.",
            ),
            Rule::one_of(
                Fact::NeedKind,
                &["recruit", "replace"],
                "Hjälpen gäller den som anställs ny.",
            ),
        ],
        ..USUAL
    },
    Row {
        slug: "demo-insats-bostad-kramfors",
        provider: "demo-kommun-kramfors",
        title: "Provbo i Kramfors",
        summary: "En möblerad lägenhet i upp till fyra månader för den som börjar nytt jobb. \
                  Under tiden hjälper vi till att hitta något fast.",
        kind: OfferKind::Relocation,
        stages: &[Stage::Attract],
        target: "Den som börjar jobba i Kramfors",
        price: "Vanlig hyra, ingen uppsägningstid",
        contact: "Bosamordnaren i Kramfors, 0612-00 00 00",
        search_words: "bostad lägenhet boende flytta provbo hyra",
        rules: &[
            Rule::one_of(Fact::Municipality, &["2282"], "Lägenheterna ägs av Kramfors kommun."),
            Rule::at_most(Fact::NeedCount, 6, "Det finns sex lägenheter."),
        ],
        ..USUAL
    },
    Row {
        slug: "demo-insats-international-house",
        provider: "demo-kommun-sundsvall",
        title: "Välkomsthuset i Sundsvall",
        summary: "Ett ställe för den som kommer från ett annat land: papper, skola, språk och \
                  nya vänner. Familjen får också hjälp.",
        kind: OfferKind::Relocation,
        stages: &[Stage::Attract, Stage::Keep],
        target: "Arbetsgivare som anställer någon från ett annat land",
        contact: "Välkomsthuset, 060-00 00 00",
        search_words: "utomlands utlandet internationell inflyttning familj språk välkomna",
        reviewed_days_ago: 75,
        rules: &[
            Rule::one_of(
                Fact::Municipality,
                &["2260", "2262", "2281"],
                "Huset tar emot från Sundsvall, Timrå och Ånge.",
            ),
            // The project that pays for the rest of the county is over.
            Rule::at_most(Fact::Employees, 500, "Projektet gällde inte de största.").until(-20),
        ],
        ..USUAL
    },
    Row {
        slug: "demo-insats-skolbesok",
        provider: "demo-foretagarna",
        title: "Träffa eleverna innan de väljer",
        summary: "Ni berättar om ert yrke för en klass i årskurs 8 eller 9. Vi bokar skolan och \
                  övar med er en gång innan.",
        kind: OfferKind::Network,
        stages: &[Stage::Attract],
        target: "Arbetsgivare som vill att fler unga ska känna till yrket",
        contact: "Företagarna Västernorrland, 060-00 00 00",
        search_words: "skola elever ungdomar unga studiebesök yrkesval prao synas",
        rules: &[Rule::at_least(
            Fact::DaysToStart,
            180,
            "Det tar flera år innan en elev kan börja jobba.",
        )],
        ..USUAL
    },
    Row {
        slug: "demo-insats-arbetsgivarloftet",
        provider: "demo-handelskammaren",
        title: "Vad gör er till en bra arbetsplats?",
        summary: "Två halvdagar där ni sätter ord på varför folk trivs. Ni går hem med en text \
                  till nästa annons.",
        kind: OfferKind::Advice,
        stages: &[Stage::Attract, Stage::Keep],
        target: "Företag med 5–100 anställda",
        price: "2 500 kr per företag",
        contact: "Handelskammaren Mittsverige, 060-00 00 00",
        search_words: "locka attraktiv arbetsgivare varumärke annons trivs synas",
        rules: &[
            Rule::within(Fact::Employees, 5, 100, "Övningen kräver att några kan vara med."),
            Rule::one_of(Fact::Sector, &["private"], "Handelskammarens medlemmar betalar den."),
        ],
        ..USUAL
    },
    Row {
        slug: "demo-insats-sommar-i-koket",
        provider: "demo-matlanken",
        network: Some("demo-matlanken"),
        title: "Dela kock över säsongen",
        summary: "Ett kök vid kusten har flest gäster i juli, ett fjällkök i mars. Vi delar på en \
                  heltid, och kocken får fast jobb.",
        kind: OfferKind::Recruitment,
        stages: &[Stage::Attract, Stage::Recruit, Stage::Keep],
        target: "Medlemmar i Matlänken",
        price: "Var och en betalar sin tid",
        contact: "Matlänkens samordnare, 0660-00 00 00",
        occupations: &["5120", "3451", "513", "941"],
        search_words: "dela kock kök säsong restaurang bemanning sommar servering",
        rules: &[Rule::at_most(Fact::NeedCount, 3, "Vi delar högst tre tjänster på en gång.")],
        ..USUAL
    },
];
