//! Stories from Örnsköldsvik, Kramfors and Härnösand.

use domain::cases::CaseState;
use domain::needs::answers::Obstacle;
use domain::needs::lanes::LaneKind;
use domain::needs::mapping::{MappingState, Track};
use domain::needs::{NeedKind, NeedState, Severity};

use super::build::{at, case, need};
use crate::content::{Story, StoryCase, StoryGoal};

const KARIN: &str = "broker@demo.samkraft.test";
const EVA: &str = "leader@demo.samkraft.test";
const VIKTOR: &str = "broker.timra@demo.samkraft.test";
const ADALEN: &str = "demo-maklare-adalen";
const CARE: &str = "demo-maklare-vard";

pub(super) fn stories() -> Vec<Story> {
    vec![
        hoga_kusten_kok(),
        adalens_plat(),
        nylands_bageri(),
        ulvons_fisk(),
        nordingra(),
        kyrkviken(),
        moalven(),
        bjasta_draft(),
        trehorningen_invited(),
        sodra_sundets_varv(),
    ]
}

fn hoga_kusten_kok() -> Story {
    Story {
        slug: "demo-kartlaggning-hoga-kusten-kok",
        firm: "demo-hoga-kusten-kok",
        track: Track::Led,
        leader: Some(EVA),
        network: Some("demo-matlanken"),
        state: MappingState::Approved,
        invited: -52,
        approved: Some(-19),
        contact_name: "Lena Wiklund",
        contact_reach: "lena@hogakustenkok.demo.samkraft.test",
        goals: vec![StoryGoal {
            goal: "Vi öppnar en restaurang för lunch till sommaren. Den ska klara 120 gäster.",
            obstacle: Obstacle::Find,
            consequence: "Restaurangen öppnar ett halvår senare och vi missar hela sommaren.",
            severity: Severity::Slows,
            capability: "Laga lunch till 120 gäster på två timmar och planera menyer en månad \
                         framåt.",
            gap: "Vi är åtta i dag och bara en är utbildad kock. Två av våra egna kan nog växa \
                  in i det.",
            needs: vec![
                need(
                    "demo-behov-kockar-hoga-kusten-kok",
                    "Vi behöver tre kockar som kan laga lunch till 120 gäster och planera menyer.",
                    NeedKind::Recruit,
                    3,
                    Some(176),
                )
                .coded("5120")
                .by("employer-admin.ornskoldsvik@demo.samkraft.test")
                .now(NeedState::InProgress)
                .started(LaneKind::Upskill, (1, 0), "Två i personalen prövas i Sollefteå", 36)
                .planned(LaneKind::TryOut, 1, "Boka platsen för eleven från Ådalsskolan", 2)
                .planned(LaneKind::Recruit, 1, "Läs igenom annonsen", 4),
            ],
        }],
        case: Some(hoga_kusten_kok_case()),
    }
}

fn hoga_kusten_kok_case() -> StoryCase {
    case("demo-arende-hoga-kusten-kok", "Tre kockar före sommaren", ADALEN, at(-19, 9, 40))
        .held_by(KARIN)
        .answered(at(-18, 15, 5))
        .next("Karin träffar Lena och väljer väg", 3)
        .with(&["demo-komvux-solleftea", "demo-adalsskolan"])
        .says(
            KARIN,
            at(-18, 15, 5),
            "Hej Lena! Tack för en tydlig plan. Jag ser tre vägar som kan gå samtidigt: \
                 pröva vad två av era egna redan kan, ta emot en elev i vår och annonsera efter \
                 en. Jag har frågat Sollefteå komvux om tid för prövning.",
        )
        .firm_says(
            at(-17, 8, 20),
            "Det låter bra. Samir och Petra vill gärna prövas. De har stått i kök i fem år \
                 men har inget papper på det.",
        )
        .tells(
            KARIN,
            "demo-komvux-solleftea",
            at(-17, 9, 0),
            "Hej! Har ni tid för två kockar i januari? Båda har mer än tre år i kök.",
        )
        .says(
            "provider.solleftea@demo.samkraft.test",
            at(-14, 13, 30),
            "Vi har två tider den andra veckan i januari. Prövningen görs i vårt kök och tar \
                 en dag. Vi skickar en länk där de kan beskriva vad de kan innan.",
        )
        .notes(
            KARIN,
            at(-3, 16, 10),
            "Lena är orolig för lönen om hon måste höja för alla tre. Ta upp det på mötet.",
        )
}

fn adalens_plat() -> Story {
    Story {
        slug: "demo-kartlaggning-adalens-plat",
        firm: "demo-adalens-plat",
        track: Track::Micro,
        leader: None,
        network: Some("demo-metallringen"),
        state: MappingState::Approved,
        invited: -21,
        approved: Some(-5),
        contact_name: "Per Hedlund",
        contact_reach: "070-000 00 12",
        goals: vec![StoryGoal {
            goal: "Vi har fått en order på stommar till en vindkraftspark och ska leverera från \
                   mars.",
            obstacle: Obstacle::Find,
            consequence: "Vi tackar nej till halva ordern. Den är värd 4 miljoner.",
            severity: Severity::Stops,
            capability: "",
            gap: "",
            needs: vec![
                need(
                    "demo-behov-svetsare-adalens-plat",
                    "Två svetsare till mars. De ska kunna svetsa grovplåt och läsa ritning.",
                    NeedKind::Recruit,
                    2,
                    Some(86),
                )
                .coded("7212"),
            ],
        }],
        case: Some(
            case("demo-arende-adalens-plat", "Två svetsare till mars", ADALEN, at(-5, 9, 15))
                .held_by(KARIN)
                .next("Ring Per och säg när svaret kommer", 0)
                .with(&["demo-komvux-kramfors"])
                .tells(
                    KARIN,
                    "demo-komvux-kramfors",
                    at(-4, 10, 45),
                    "Hej! Hur många platser har ni i svets till januari? Ett företag behöver två \
                     svetsare till mars.",
                )
                .notes(
                    KARIN,
                    at(-1, 16, 30),
                    "Inget svar från komvux. Johan vet att löftet till Per spricker om vi väntar.",
                ),
        ),
    }
}

fn nylands_bageri() -> Story {
    Story {
        slug: "demo-kartlaggning-nylands-bageri",
        firm: "demo-nylands-bageri",
        track: Track::Micro,
        leader: None,
        network: Some("demo-matlanken"),
        state: MappingState::Shared,
        invited: -150,
        approved: Some(-141),
        contact_name: "Anki Nyström",
        contact_reach: "anki@nylandsbageri.demo.samkraft.test",
        goals: vec![StoryGoal {
            goal: "Vi vill ha öppet även på söndagar.",
            obstacle: Obstacle::Find,
            consequence: "Jag bakar själv sju dagar i veckan. Det håller inte.",
            severity: Severity::Slows,
            capability: "",
            gap: "",
            needs: vec![
                need(
                    "demo-behov-bagare-nylands-bageri",
                    "En bagare som kan ta nattpasset två gånger i veckan.",
                    NeedKind::Recruit,
                    1,
                    Some(-80),
                )
                .coded("7612")
                .now(NeedState::Fulfilled)
                .done(LaneKind::TryOut, 0)
                .done(LaneKind::Recruit, 1),
            ],
        }],
        case: Some(
            case(
                "demo-arende-nylands-bageri",
                "En bagare till söndagarna",
                ADALEN,
                at(-141, 11, 0),
            )
            .held_by(KARIN)
            .answered(at(-140, 9, 20))
            .now(CaseState::FollowUp)
            .next("Fråga Anki om bagaren trivs", 11)
            .says(
                KARIN,
                at(-140, 9, 20),
                "Hej Anki! Arbetsförmedlingen känner en bagare i Nyland som vill tillbaka till \
                 yrket. Vill du att hon provar två veckor hos dig?",
            )
            .firm_says(at(-139, 5, 10), "Ja tack! Hon kan komma redan på torsdag natt.")
            .firm_says(
                at(-84, 12, 15),
                "Nu är hon anställd. Vi har öppet på söndagar och jag får sova.",
            ),
        ),
    }
}

fn ulvons_fisk() -> Story {
    Story {
        slug: "demo-kartlaggning-ulvons-fisk",
        firm: "demo-ulvons-fisk",
        track: Track::Micro,
        leader: None,
        network: Some("demo-matlanken"),
        state: MappingState::Approved,
        invited: -9,
        approved: Some(-1),
        contact_name: "Torsten Ulvö",
        contact_reach: "070-000 00 33",
        goals: vec![StoryGoal {
            goal: "Vi ska sälja rökt fisk på nätet och i en bod på torget.",
            obstacle: Obstacle::Unsure,
            consequence: "Då fortsätter vi som förut, och det går på ett ut.",
            severity: Severity::Manageable,
            capability: "",
            gap: "",
            needs: vec![need(
                "demo-behov-saljare-ulvons-fisk",
                "Någon som kan sälja och som vågar ringa restauranger. Gärna halvtid först.",
                NeedKind::Recruit,
                1,
                None,
            )],
        }],
        case: Some(
            case("demo-arende-ulvons-fisk", "Någon som kan sälja", ADALEN, at(-1, 14, 50))
                .next("Läs formuläret och ring Torsten", 1),
        ),
    }
}

fn nordingra() -> Story {
    Story {
        slug: "demo-kartlaggning-nordingra-gasthem",
        firm: "demo-nordingra-gastgiveri",
        track: Track::Micro,
        leader: None,
        network: Some("demo-matlanken"),
        state: MappingState::Approved,
        invited: -30,
        approved: Some(-12),
        contact_name: "Malin Vik",
        contact_reach: "malin@nordingragasthem.demo.samkraft.test",
        goals: vec![StoryGoal {
            goal: "Vi ska servera middag varje kväll från maj till september.",
            obstacle: Obstacle::Find,
            consequence: "Gästerna åker vidare när köket är stängt.",
            severity: Severity::Slows,
            capability: "",
            gap: "",
            needs: vec![
                need(
                    "demo-behov-kockar-nordingra",
                    "Två kockar över sommaren, helst samma som kommer tillbaka varje år.",
                    NeedKind::Recruit,
                    2,
                    Some(145),
                )
                .coded("5120"),
            ],
        }],
        case: Some(
            case("demo-arende-nordingra", "Två kockar över sommaren", ADALEN, at(-12, 13, 20))
                .held_by("broker.kramfors@demo.samkraft.test")
                .answered(at(-11, 10, 0))
                .now(CaseState::Waiting)
                .next("Malin svarar om hon vill dela kock med andra kök", 5)
                .says(
                    "broker.kramfors@demo.samkraft.test",
                    at(-11, 10, 0),
                    "Hej Malin! Två andra kök i närheten söker också kockar. Vill du vara med och \
                 dela på en heltid över året? Då blir jobbet fast, och fler vågar flytta hit.",
                ),
        ),
    }
}

fn kyrkviken() -> Story {
    Story {
        slug: "demo-kartlaggning-kyrkvikens-skola",
        firm: "demo-kyrkvikens-skola",
        track: Track::Micro,
        leader: None,
        network: None,
        state: MappingState::Approved,
        invited: -40,
        approved: Some(-26),
        contact_name: "Rebecka Alm",
        contact_reach: "0612-00 00 40",
        goals: vec![StoryGoal {
            goal: "Alla elever ska få det stöd de har rätt till.",
            obstacle: Obstacle::Learn,
            consequence: "Lärarna gör allt själva och två har redan slutat.",
            severity: Severity::Slows,
            capability: "",
            gap: "",
            needs: vec![
                need(
                    "demo-behov-elevassistenter-kyrkviken",
                    "Våra två elevassistenter vill bli lärarassistenter. De kan mycket redan.",
                    NeedKind::Develop,
                    2,
                    Some(220),
                )
                .coded("5312"),
            ],
        }],
        case: Some(
            case(
                "demo-arende-kyrkviken",
                "Två som vill bli lärarassistenter",
                ADALEN,
                at(-26, 8, 30),
            )
            .held_by(KARIN)
            .answered(at(-25, 14, 0))
            .next("Timrå komvux ringer Rebecka om prövning", 6)
            .with(&["demo-komvux-timra"])
            .says(
                KARIN,
                at(-25, 14, 0),
                "Hej Rebecka! Timrå komvux prövar lärarassistenter i klassrummet. Det som fattas \
                 kan de läsa på kvällar. Jag har bjudit in dem hit.",
            )
            .says(
                "provider.timra@demo.samkraft.test",
                at(-20, 9, 45),
                "Hej! Vi kommer gärna till er skola. Räkna med en dag per person.",
            ),
        ),
    }
}

fn moalven() -> Story {
    Story {
        slug: "demo-kartlaggning-moalvens-hemtjanst",
        firm: "demo-modo-hemtjanst",
        track: Track::Led,
        leader: Some(EVA),
        network: None,
        state: MappingState::Approved,
        invited: -120,
        approved: Some(-70),
        contact_name: "Gunvor Edin",
        contact_reach: "gunvor@moalven.demo.samkraft.test",
        goals: moalven_goals(),
        case: Some(moalven_case()),
    }
}

fn moalven_goals() -> Vec<StoryGoal> {
    vec![
        StoryGoal {
            goal: "De äldre ska möta högst sju olika personer på två veckor.",
            obstacle: Obstacle::Retire,
            consequence: "Sex går i pension på ett år. Då blir det fler vikarier, inte färre.",
            severity: Severity::Stops,
            capability: "Kunna möta den som har demens, ge läkemedel och arbeta ensam på \
                             kvällen.",
            gap: "Vi har många som är bra med människor men saknar utbildning.",
            needs: vec![
                need(
                    "demo-behov-underskoterskor-moalven",
                    "Sex undersköterskor som kan ta över när de äldsta slutar.",
                    NeedKind::Replace,
                    6,
                    Some(120),
                )
                .coded("5321")
                .by(VIKTOR)
                .now(NeedState::InProgress)
                .started(LaneKind::Upskill, (4, 1), "Tre till prövas i Härnösand", 14)
                .started(LaneKind::Recruit, (2, 1), "Samtal med två sökande", 2),
            ],
        },
        StoryGoal {
            goal: "Alla ska förstå varandra vid överlämningen.",
            obstacle: Obstacle::Learn,
            consequence: "Ett missförstånd kan bli farligt.",
            severity: Severity::Slows,
            capability: "Läsa och skriva i journalen på svenska.",
            gap: "Åtta vårdbiträden kom till Sverige för mindre än fem år sedan.",
            needs: vec![
                need(
                    "demo-behov-vardbitraden-moalven",
                    "Åtta vårdbiträden behöver bättre svenska för att läsa till \
                         undersköterska.",
                    NeedKind::Develop,
                    8,
                    Some(40),
                )
                .coded("5330")
                .by(VIKTOR)
                .now(NeedState::InProgress)
                .started(
                    LaneKind::Upskill,
                    (8, 0),
                    "Första lektionen på arbetsplatsen",
                    9,
                ),
            ],
        },
    ]
}

fn moalven_case() -> StoryCase {
    case("demo-arende-moalven", "Sex undersköterskor och svenska för åtta", CARE, at(-70, 10, 0))
        .held_by(VIKTOR)
        .answered(at(-69, 11, 30))
        .now(CaseState::InProgress)
        .next("Följ upp prövningen med Härnösands komvux", 14)
        .with(&["demo-komvux-harnosand", "demo-vard-och-omsorgscollege"])
        .says(
            VIKTOR,
            at(-69, 11, 30),
            "Hej Gunvor! Fyra av era vårdbiträden kan nog bli undersköterskor snabbt om de \
                 prövas. Jag tar in Härnösands komvux. För svenskan finns en lärare som kommer \
                 till er.",
        )
        .says(
            "provider.harnosand@demo.samkraft.test",
            at(-60, 15, 15),
            "Den första är klar: betyg i fem kurser av sju. Resten läser hon i vår.",
        )
        .firm_says(at(-59, 7, 50), "Hon kom in och visade papperet för alla. Fler vill!")
}

/// Nobody but the firm and its leader may ever see a word of this one.
fn bjasta_draft() -> Story {
    Story {
        slug: "demo-kartlaggning-bjasta-svets",
        firm: "demo-bjasta-svets",
        track: Track::Led,
        leader: Some(EVA),
        network: Some("demo-metallringen"),
        state: MappingState::WorkshopOne,
        invited: -18,
        approved: None,
        contact_name: "Roger Bjästa",
        contact_reach: "070-000 00 51",
        goals: vec![StoryGoal {
            goal: "Vi ska bli först i landet med Zirkonsvets. Ingen får veta det än.",
            obstacle: Obstacle::Learn,
            consequence: "Då hinner någon annan före.",
            severity: Severity::Slows,
            capability: "Zirkonsvets i skyddsgas, och mätning efteråt.",
            gap: "Ingen av oss har provat.",
            needs: vec![need(
                "demo-behov-utkast-bjasta",
                "Fyra av våra svetsare ska lära sig Zirkonsvets före hösten.",
                NeedKind::Develop,
                4,
                Some(270),
            )],
        }],
        case: None,
    }
}

/// The link the demo shows: one person, no account, eight questions.
fn trehorningen_invited() -> Story {
    Story {
        slug: "demo-kartlaggning-trehorningens-tra",
        firm: "demo-trehorningens-tra",
        track: Track::Micro,
        leader: None,
        network: None,
        state: MappingState::Invited,
        invited: -2,
        approved: None,
        contact_name: "",
        contact_reach: "",
        goals: vec![],
        case: None,
    }
}

fn sodra_sundets_varv() -> Story {
    Story {
        slug: "demo-kartlaggning-sodra-sundets-varv",
        firm: "demo-sodra-sundets-varv",
        track: Track::Micro,
        leader: None,
        network: None,
        state: MappingState::Approved,
        invited: -16,
        approved: Some(-3),
        contact_name: "Edvin Sund",
        contact_reach: "0611-00 00 52",
        goals: vec![StoryGoal {
            goal: "Vi ska bygga om färjor till eldrift.",
            obstacle: Obstacle::Find,
            consequence: "Varvet i grannlandet tar jobben.",
            severity: Severity::Stops,
            capability: "",
            gap: "",
            needs: vec![
                need(
                    "demo-behov-svetsare-varvet",
                    "Två svetsare som klarar aluminium, och som vill stanna.",
                    NeedKind::Recruit,
                    2,
                    Some(110),
                )
                .coded("7212"),
                need(
                    "demo-behov-elektriker-varvet",
                    "En elektriker som kan batterier och motorer.",
                    NeedKind::Recruit,
                    1,
                    Some(110),
                )
                .coded("7412"),
            ],
        }],
        case: Some(
            case(
                "demo-arende-sodra-sundets-varv",
                "Svetsare och elektriker till färjorna",
                ADALEN,
                at(-3, 10, 25),
            )
            .now(CaseState::HandedOver)
            .next("Kompetensmäklaren tar över och ringer Edvin", 1)
            .with(&["demo-kommun-harnosand"])
            .notes(
                "muni-contact.harnosand@demo.samkraft.test",
                at(-2, 9, 5),
                "Edvin ringde oss först. Vi lämnar över till mäklaren, för fler söker svetsare.",
            ),
        ),
    }
}
