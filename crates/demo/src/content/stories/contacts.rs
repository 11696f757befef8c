//! Contacts between public actors and firms, past and planned.

use domain::contacts::ContactKind;
use domain::contacts::peace::Wish;

use crate::content::{StoryContact, StoryWishes};

use ContactKind::{Call, Mail, Meeting, Survey, Visit};

const SARA: &str = "af-adviser@demo.samkraft.test";
const KARIN: &str = "broker@demo.samkraft.test";
const JOHAN: &str = "broker.kramfors@demo.samkraft.test";
const JONAS: &str = "broker.sundsvall@demo.samkraft.test";
const EVA: &str = "leader@demo.samkraft.test";

const fn contact(
    firm: &'static str,
    by: &'static str,
    kind: ContactKind,
    on: i64,
    topic: &'static str,
) -> StoryContact {
    StoryContact { firm, by, kind, on, topic, note: None, forced: None }
}

impl StoryContact {
    const fn noting(mut self, note: &'static str) -> Self {
        self.note = Some(note);
        self
    }

    const fn forcing(mut self, over: &'static [Wish], why: &'static str) -> Self {
        self.forced = Some((over, why));
        self
    }
}

const CONTACTS: &[StoryContact] = &[
    contact("demo-sidensjo-mobler", SARA, Visit, -10, "Rekrytering till lackeringen")
        .noting("De vill ha högst en kontakt per kvartal. Nästa gång: ring före, kom inte."),
    contact(
        "demo-sidensjo-mobler",
        "muni-adviser.ornskoldsvik@demo.samkraft.test",
        Visit,
        8,
        "Utbyggnad av fabriken",
    )
    .forcing(&[Wish::Limit], "Bygglovet går ut vid årsskiftet. Frågan kan inte vänta."),
    contact(
        "demo-sidensjo-mobler",
        "muni-contact.ornskoldsvik@demo.samkraft.test",
        Survey,
        -64,
        "Enkät om företagsklimat",
    ),
    contact("demo-hoga-kusten-kok", EVA, Meeting, -45, "Kartläggning, träff 1"),
    contact("demo-hoga-kusten-kok", EVA, Meeting, -21, "Kartläggning, träff 2")
        .noting("Lena vill öppna i juni. Två av de egna kan växa in i rollen."),
    contact("demo-hoga-kusten-kok", KARIN, Meeting, 3, "Välj väg till tre kockar"),
    contact("demo-hoga-kusten-kok", SARA, Call, -33, "Praktikplats i köket"),
    contact("demo-adalens-plat", JOHAN, Call, -4, "Svetsare till mars")
        .noting("Per var på bygget. Ring igen efter lunch."),
    contact("demo-adalens-plat", SARA, Mail, -28, "Inbjudan till rekryteringsträff"),
    contact(
        "demo-adalens-plat",
        "muni-adviser.kramfors@demo.samkraft.test",
        Visit,
        -75,
        "Ny hall och mark",
    ),
    contact(
        "demo-bergasens-skog",
        "muni-adviser.solleftea@demo.samkraft.test",
        Visit,
        -58,
        "Vägen till avverkningen",
    ),
    contact("demo-timra-lack", EVA, Meeting, -24, "Kartläggning, träff 1"),
    contact("demo-timra-lack", EVA, Meeting, -10, "Kartläggning, träff 2"),
    contact(
        "demo-timra-lack",
        "muni-adviser.timra@demo.samkraft.test",
        Visit,
        13,
        "Lackerare och lokaler",
    ),
    contact("demo-bjasta-svets", EVA, Meeting, -6, "Kartläggning, träff 1"),
    contact("demo-bjasta-svets", EVA, Meeting, 9, "Kartläggning, träff 2"),
    contact("demo-nylands-bageri", KARIN, Call, -82, "Hur går det med bagaren?"),
    contact("demo-nylands-bageri", SARA, Visit, -137, "Två veckors praktik"),
    contact("demo-resele-trahus", KARIN, Visit, -40, "Lärlingar och handledare"),
    contact(
        "demo-resele-trahus",
        "muni-adviser.solleftea@demo.samkraft.test",
        Visit,
        21,
        "Tomter för nästa år",
    ),
    contact("demo-granlo-kod", JONAS, Meeting, -55, "Exjobb och praktik"),
    contact("demo-indals-mekaniska", JONAS, Visit, -31, "Robotlinan och de fem operatörerna"),
    contact("demo-indals-mekaniska", SARA, Call, -36, "Om varsel")
        .noting("Katja vill undvika varsel. Jonas på regionen håller i det."),
    contact("demo-modo-hemtjanst", "broker.timra@demo.samkraft.test", Visit, -65, "Pensioner"),
    contact("demo-modo-hemtjanst", SARA, Call, -12, "Extra händer över jul"),
    contact("demo-alby-trateknik", JONAS, Call, -41, "Avslut: båda är på plats"),
    contact("demo-alby-trateknik", "muni-adviser.ange@demo.samkraft.test", Visit, -89, "Elnätet"),
    contact(
        "demo-sodra-sundets-varv",
        "muni-contact.harnosand@demo.samkraft.test",
        Call,
        -3,
        "Svetsare och elektriker",
    ),
    contact("demo-matfors-papper", SARA, Meeting, -18, "Skiftgång och truckförare"),
    contact(
        "demo-matfors-papper",
        "muni-adviser.sundsvall@demo.samkraft.test",
        Visit,
        5,
        "Utbildning av processoperatörer",
    ),
    contact("demo-nolaskogs-robot", KARIN, Visit, 15, "Studenter och exjobb"),
    contact("demo-stenstans-hotell", SARA, Mail, -7, "Säsongens rekrytering"),
];

const WISHES: &[StoryWishes] = &[
    StoryWishes {
        firm: "demo-sidensjo-mobler",
        by: "Anders Sjödin",
        said: -60,
        limit: Some(1),
        preferred: &[Call],
        refused: &[Survey],
        ask_for: Some("Fabrikschefen, efter lunch"),
        quiet: Some((14, 31, "Vi stänger över jul")),
    },
    StoryWishes {
        firm: "demo-timra-lack",
        by: "Mirja Sand",
        said: -30,
        limit: Some(2),
        preferred: &[Meeting, Visit],
        refused: &[],
        ask_for: Some("Platschefen"),
        quiet: None,
    },
    StoryWishes {
        firm: "demo-adalens-plat",
        by: "Per Hedlund",
        said: -20,
        limit: None,
        preferred: &[Call],
        refused: &[],
        ask_for: None,
        quiet: Some((-2, 12, "Stor leverans, alla är i verkstaden")),
    },
];

/// What firms ask of those who get in touch.
pub fn wishes() -> &'static [StoryWishes] {
    WISHES
}

/// Every contact, by firm.
pub fn contacts() -> &'static [StoryContact] {
    CONTACTS
}
