//! Stories from Sollefteå, Sundsvall, Timrå and Ånge.

use domain::cases::{CaseOutcome, CaseState};
use domain::needs::answers::Obstacle;
use domain::needs::lanes::LaneKind;
use domain::needs::mapping::{MappingState, Track};
use domain::needs::{NeedKind, NeedState, Severity};

use super::build::{at, case, need};
use crate::content::{Story, StoryCase, StoryGoal};

const KARIN: &str = "broker@demo.samkraft.test";
const EVA: &str = "leader@demo.samkraft.test";
const JONAS: &str = "broker.sundsvall@demo.samkraft.test";
const ADALEN: &str = "demo-maklare-adalen";
const MEDELPAD: &str = "demo-maklare-medelpad";

pub(super) fn stories() -> Vec<Story> {
    vec![
        bergasens_skog(),
        resele_trahus(),
        hullsta_storkok(),
        timra_lack_waits(),
        granlo_kod(),
        indals_mekaniska(),
        alby_closed(),
    ]
}

fn bergasens_skog() -> Story {
    Story {
        slug: "demo-kartlaggning-bergasens-skog",
        firm: "demo-bergasens-skog",
        track: Track::Micro,
        leader: None,
        network: Some("demo-skogslanken"),
        state: MappingState::Approved,
        invited: -12,
        approved: Some(-1),
        contact_name: "Anders Bergås",
        contact_reach: "070-000 00 21",
        goals: vec![StoryGoal {
            goal: "Vi ska köra två lag i stället för ett när vägarna bär igen.",
            obstacle: Obstacle::Find,
            consequence: "Maskinen för fem miljoner står still.",
            severity: Severity::Stops,
            capability: "",
            gap: "",
            needs: vec![
                need(
                    "demo-behov-forare-bergasens-skog",
                    "En skogsmaskinförare som kan köra skotare i gallring.",
                    NeedKind::Recruit,
                    1,
                    Some(60),
                )
                .coded("8341"),
            ],
        }],
        case: Some(
            case("demo-arende-bergasens-skog", "En förare av skogsmaskin", ADALEN, at(-1, 16, 0))
                .held_by(KARIN)
                .next("Skriv svar till Anders", 1),
        ),
    }
}

fn resele_trahus() -> Story {
    Story {
        slug: "demo-kartlaggning-resele-trahus",
        firm: "demo-resele-trahus",
        track: Track::Led,
        leader: Some(EVA),
        network: None,
        state: MappingState::Approved,
        invited: -95,
        approved: Some(-44),
        contact_name: "Barbro Resele",
        contact_reach: "barbro@reseletrahus.demo.samkraft.test",
        goals: vec![StoryGoal {
            goal: "Vi ska bygga trettio hus om året i stället för tjugo.",
            obstacle: Obstacle::Find,
            consequence: "Kunderna väntar redan fjorton månader.",
            severity: Severity::Slows,
            capability: "Resa stomme på tre dagar och läsa digital ritning.",
            gap: "Vi har sjutton anställda. Fyra kan resa stomme, de andra är nya.",
            needs: vec![
                need(
                    "demo-behov-snickare-resele",
                    "Tre snickare som vill bygga hus av trä, gärna lärlingar.",
                    NeedKind::Recruit,
                    3,
                    Some(90),
                )
                .coded("7111")
                .by(KARIN)
                .now(NeedState::InProgress)
                .started(LaneKind::TryOut, (2, 0), "Boka handledare till lärlingarna", 7)
                .planned(LaneKind::Recruit, 1, "Annonsen ut i Platsbanken", 10),
            ],
        }],
        case: Some(
            case("demo-arende-resele-trahus", "Tre snickare", ADALEN, at(-44, 10, 10))
                .held_by(KARIN)
                .answered(at(-43, 16, 20))
                .now(CaseState::PlanAgreed)
                .next("Boka handledare", 7)
                .with(&["demo-komvux-solleftea"])
                .says(
                    KARIN,
                    at(-43, 16, 20),
                    "Hej Barbro! Sollefteå komvux har vuxna lärlingar. De är hos er mesta tiden \
                     och läraren kommer ut. Två vill börja i vår.",
                )
                .says(
                    "provider.solleftea@demo.samkraft.test",
                    at(-38, 10, 30),
                    "Båda är över tjugofem och har byggt hemma. De behöver varsin handledare.",
                )
                .firm_says(
                    at(-36, 18, 5),
                    "Då tar vi dem. Rune och Iris kan vara handledare om de får gå en kurs först.",
                ),
        ),
    }
}

fn hullsta_storkok() -> Story {
    Story {
        slug: "demo-kartlaggning-hullsta-storkok",
        firm: "demo-hullsta-storkok",
        track: Track::Micro,
        leader: None,
        network: Some("demo-matlanken"),
        state: MappingState::Approved,
        invited: -35,
        approved: Some(-15),
        contact_name: "Siv Hullgren",
        contact_reach: "siv@hullsta.demo.samkraft.test",
        goals: vec![StoryGoal {
            goal: "Vi ska laga all mat till skolan och de äldre från grunden.",
            obstacle: Obstacle::Find,
            consequence: "Då köper vi färdig mat igen.",
            severity: Severity::Slows,
            capability: "",
            gap: "",
            needs: vec![
                need(
                    "demo-behov-kockar-hullsta",
                    "Två kockar som kan storkök och specialkost.",
                    NeedKind::Recruit,
                    2,
                    Some(130),
                )
                .coded("5120"),
            ],
        }],
        case: Some(
            case("demo-arende-hullsta", "Två kockar till storköket", ADALEN, at(-15, 9, 0))
                .held_by(KARIN)
                .answered(at(-13, 8, 40))
                .next("Fråga tre kök om de vill söka kurs ihop", 4)
                .says(
                    KARIN,
                    at(-13, 8, 40),
                    "Hej Siv! Ni är tre kök som söker sju kockar tillsammans. Om alla säger ja \
                     kan vi be om en egen kurs. Jag frågar de andra i veckan.",
                ),
        ),
    }
}

/// The summary lies at the firm and waits for a yes.
fn timra_lack_waits() -> Story {
    Story {
        slug: "demo-kartlaggning-timra-lack",
        firm: "demo-timra-lack",
        track: Track::Led,
        leader: Some(EVA),
        network: Some("demo-metallringen"),
        state: MappingState::Compiled,
        invited: -41,
        approved: None,
        contact_name: "Mirja Sand",
        contact_reach: "mirja@timralack.demo.samkraft.test",
        goals: vec![StoryGoal {
            goal: "Vi ska lacka elbilar och korta väntan från sex veckor till två.",
            obstacle: Obstacle::Find,
            consequence: "Försäkringsbolagen skickar bilarna till Umeå.",
            severity: Severity::Stops,
            capability: "Lackera med vattenburen färg och arbeta säkert runt batteriet.",
            gap: "Vi är nio. Tre kan lacka, och en av dem slutar i sommar.",
            needs: vec![
                need(
                    "demo-behov-lackerare-timra-lack",
                    "Två billackerare. En ska ersätta Kaj som går i pension.",
                    NeedKind::Replace,
                    2,
                    Some(200),
                ),
                need(
                    "demo-behov-elbil-timra-lack",
                    "Alla som lackar ska kunna stänga av ett batteri.",
                    NeedKind::Develop,
                    3,
                    Some(100),
                ),
            ],
        }],
        case: None,
    }
}

fn granlo_kod() -> Story {
    Story {
        slug: "demo-kartlaggning-granlo-kod",
        firm: "demo-granlo-kod",
        track: Track::Micro,
        leader: None,
        network: None,
        state: MappingState::Approved,
        invited: -66,
        approved: Some(-58),
        contact_name: "Tilda Granlo",
        contact_reach: "tilda@granlokod.demo.samkraft.test",
        goals: vec![StoryGoal {
            goal: "Vi ska ta över driften åt tre kommuner.",
            obstacle: Obstacle::Find,
            consequence: "Vi lägger inget anbud.",
            severity: Severity::Slows,
            capability: "",
            gap: "",
            needs: vec![
                need(
                    "demo-behov-systemutvecklare-granlo",
                    "Två systemutvecklare som kan molntjänster. Vi tar gärna någon nybakad.",
                    NeedKind::Recruit,
                    2,
                    Some(150),
                )
                .coded("2512")
                .by(JONAS)
                .now(NeedState::InProgress)
                .started(LaneKind::TryOut, (1, 0), "Studenten väljer ämne för exjobbet", 12)
                .done(LaneKind::Recruit, 1),
            ],
        }],
        case: Some(
            case("demo-arende-granlo", "Två systemutvecklare", MEDELPAD, at(-58, 15, 0))
                .held_by(JONAS)
                .answered(at(-56, 9, 10))
                .now(CaseState::InProgress)
                .next("Stäm av exjobbet med universitetet", 12)
                .with(&["demo-mittuniversitetet"])
                .says(
                    JONAS,
                    at(-56, 9, 10),
                    "Hej Tilda! Mittuniversitetet har studenter som söker exjobb i vår. Skriv en \
                     fråga som är värd tjugo veckor, så hjälper jag dig att få ut den.",
                )
                .firm_says(
                    at(-50, 13, 40),
                    "Här är frågan: hur märker man att en tjänst är på väg att gå ner? Vi har \
                     dessutom anställt en från Jobbsprånget. Tack för tipset!",
                ),
        ),
    }
}

fn indals_mekaniska() -> Story {
    Story {
        slug: "demo-kartlaggning-indals-mekaniska",
        firm: "demo-indals-mekaniska",
        track: Track::Led,
        leader: Some(EVA),
        network: Some("demo-metallringen"),
        state: MappingState::Approved,
        invited: -88,
        approved: Some(-33),
        contact_name: "Katja Indal",
        contact_reach: "katja@indalsmek.demo.samkraft.test",
        goals: vec![StoryGoal {
            goal: "Ingen ska bli av med jobbet när den nya robotlinan kommer.",
            obstacle: Obstacle::Learn,
            consequence: "Vi varslar fem och söker fem andra samtidigt. Det vore dumt.",
            severity: Severity::Stops,
            capability: "Sköta och laga en robotlina: el, mekanik och styrning.",
            gap: "Fem operatörer kan maskinerna utan och innan men har aldrig felsökt el.",
            needs: vec![
                need(
                    "demo-behov-underhall-indal",
                    "Fem av våra operatörer ska bli underhållsmekaniker.",
                    NeedKind::Retrain,
                    5,
                    Some(240),
                )
                .coded("7233")
                .by(JONAS)
                .now(NeedState::InProgress)
                .started(
                    LaneKind::Upskill,
                    (5, 0),
                    "Dagen vid dator och maskin för alla fem",
                    18,
                ),
            ],
        }],
        case: Some(
            case(
                "demo-arende-indal",
                "Från operatör till underhållsmekaniker",
                MEDELPAD,
                at(-33, 11, 45),
            )
            .held_by(JONAS)
            .answered(at(-32, 9, 30))
            .now(CaseState::PlanAgreed)
            .next("Alla fem visar vad de redan kan", 18)
            .with(&["demo-iuc", "demo-yrkeshogskolan"])
            .says(
                JONAS,
                at(-32, 9, 30),
                "Hej Katja! Börja med att se vad de fem redan kan. Sedan läser de det som fattas \
                 på halvfart. Checken från regionen kan betala halva planen: ni är under 50.",
            )
            .firm_says(at(-30, 15, 55), "Fackklubben är med på det. Vi kör."),
        ),
    }
}

fn alby_closed() -> Story {
    Story {
        slug: "demo-kartlaggning-alby-trateknik",
        firm: "demo-alby-trateknik",
        track: Track::Led,
        leader: Some(EVA),
        network: None,
        state: MappingState::Shared,
        invited: -330,
        approved: Some(-280),
        contact_name: "Bosse Ekholm",
        contact_reach: "bosse@albytra.demo.samkraft.test",
        goals: vec![StoryGoal {
            goal: "Vi ska fräsa fönster i egen maskin i stället för att köpa in.",
            obstacle: Obstacle::Find,
            consequence: "Maskinen står i sin låda.",
            severity: Severity::Slows,
            capability: "Programmera och köra en fräs för trä.",
            gap: "Ingen hos oss har kört en sådan.",
            needs: vec![
                need(
                    "demo-behov-maskinsnickare-alby",
                    "Två maskinsnickare som kan köra CNC i trä.",
                    NeedKind::Recruit,
                    2,
                    Some(-120),
                )
                .coded("7523")
                .by(JONAS)
                .now(NeedState::Fulfilled)
                .done(LaneKind::Upskill, 1)
                .done(LaneKind::Recruit, 1),
            ],
        }],
        case: Some(alby_case()),
    }
}

fn alby_case() -> StoryCase {
    StoryCase {
        closed: Some((
            CaseOutcome::Met,
            "En av de egna lärde sig fräsen och en flyttade hit från Småland. Maskinen går två \
             skift.",
            -41,
        )),
        ..case("demo-arende-alby", "Två maskinsnickare till fräsen", MEDELPAD, at(-280, 10, 0))
            .held_by(JONAS)
            .answered(at(-279, 13, 0))
            .now(CaseState::Closed)
            .says(
                JONAS,
                at(-279, 13, 0),
                "Hej Bosse! En av era egna är sugen på fräsen. Vi börjar där och annonserar efter \
                 en till.",
            )
            .firm_says(at(-43, 10, 20), "Båda är på plats. Nu skär vi våra egna fönster.")
    }
}
