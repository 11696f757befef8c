//! What generated names and sentences are put together from.

use domain::organisations::Sector;

/// Where a firm is.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) municipality: &'static str,
    /// How often, out of the sum of all.
    pub(super) weight: u64,
    pub(super) towns: &'static [&'static str],
}

const fn place(municipality: &'static str, weight: u64, towns: &'static [&'static str]) -> Place {
    Place { municipality, weight, towns }
}

pub(super) const PLACES: &[Place] = &[
    place("2260", 5, &["Ånge", "Fränsta", "Ljungaverk", "Torpshammar", "Alby"]),
    place("2262", 9, &["Timrå", "Sörberge", "Söråker", "Bergeforsen", "Lögdö"]),
    place("2280", 12, &["Härnösand", "Älandsbro", "Ramvik", "Häggdånger", "Viksjö"]),
    place("2281", 36, &["Sundsvall", "Matfors", "Njurunda", "Alnö", "Indal", "Stöde", "Kovland"]),
    place("2282", 10, &["Kramfors", "Nyland", "Bollstabruk", "Docksta", "Ullånger", "Lunde"]),
    place("2283", 9, &["Sollefteå", "Långsele", "Ramsele", "Junsele", "Näsåker", "Resele"]),
    place("2284", 26, &["Örnsköldsvik", "Domsjö", "Husum", "Bjästa", "Själevad", "Bredbyn"]),
];

/// First words of names.
pub(super) const NATURE: &[&str] = &[
    "Björkåsens",
    "Norrskenets",
    "Älvbrinkens",
    "Granlidens",
    "Tallmons",
    "Sjöbodens",
    "Utsiktens",
    "Vinterviks",
    "Sommarhedens",
    "Klipphällans",
    "Ripbergets",
    "Harsundets",
    "Kråkvikens",
    "Lomtjärns",
    "Storforsens",
    "Lillåns",
    "Rönnlunds",
    "Myrhedens",
    "Fjällsolens",
    "Stenuddens",
    "Isälvens",
    "Ljungmons",
    "Tranmyrens",
    "Hjortronmyrens",
    "Strandängens",
    "Skärviks",
    "Brännlidens",
    "Örnklippans",
    "Silverforsens",
    "Videholmens",
];

/// A branch of trade.
#[derive(Clone, Copy)]
pub(super) struct Branch {
    pub(super) sni: &'static str,
    pub(super) sector: Sector,
    pub(super) endings: &'static [&'static str],
    pub(super) most_employees: i64,
    /// Thousands of kronor a year.
    pub(super) turnover_per_head: i64,
}

const fn private(
    sni: &'static str,
    endings: &'static [&'static str],
    most_employees: i64,
    turnover_per_head: i64,
) -> Branch {
    Branch { sni, sector: Sector::Private, endings, most_employees, turnover_per_head }
}

const fn public(
    sni: &'static str,
    endings: &'static [&'static str],
    most_employees: i64,
) -> Branch {
    Branch { sni, sector: Sector::Public, endings, most_employees, turnover_per_head: 0 }
}

pub(super) const FIRST_BRANCH: Branch =
    private("56100", &["Kök", "Krog", "Lunchservering"], 30, 850);

pub(super) const BRANCHES: &[Branch] = &[
    FIRST_BRANCH,
    private("55101", &["Hotell", "Gästhem", "Pensionat"], 40, 900),
    private("10710", &["Bageri", "Brödbod"], 25, 950),
    private("25110", &["Svets", "Plåt", "Smide"], 60, 1_450),
    private("25620", &["Mekaniska", "Skärteknik", "Verkstad"], 80, 1_500),
    private("28990", &["Maskinteknik", "Automation"], 120, 1_900),
    private("33120", &["Underhåll", "Industriservice"], 60, 1_500),
    private("45201", &["Bilverkstad", "Bil & Lack"], 25, 1_800),
    private("02200", &["Skogslag", "Skogsmaskin", "Skogsvård"], 15, 1_900),
    private("16101", &["Såg", "Hyvleri"], 90, 3_200),
    private("31011", &["Möbler", "Snickeri"], 40, 1_300),
    private("41200", &["Bygg", "Hus", "Byggare"], 60, 2_100),
    private("43210", &["El", "Elservice"], 40, 1_300),
    private("43221", &["Rör", "Ventilation"], 40, 1_400),
    private("49410", &["Åkeri", "Frakt"], 50, 1_500),
    private("52100", &["Lager", "Logistik"], 70, 1_300),
    private("62010", &["Kod", "Data", "Webb"], 50, 1_300),
    private("69201", &["Redovisning", "Ekonomi"], 20, 1_050),
    private("47112", &["Livs", "Lanthandel"], 20, 2_600),
    private("88102", &["Assistans"], 70, 620),
    public("88101", &["Hemtjänst", "Hemvård"], 120),
    public("87301", &["Äldreboende"], 110),
    public("85201", &["Skola"], 80),
    public("85100", &["Förskola"], 60),
];

/// An occupation with what people say about it.
#[derive(Clone, Copy)]
pub(super) struct Trade {
    pub(super) ssyk: &'static str,
    pub(super) divisions: &'static [&'static str],
    pub(super) one: &'static str,
    pub(super) many: &'static str,
    /// What one must be able to do, in the infinitive.
    pub(super) skills: &'static [&'static str],
}

const fn trade(
    ssyk: &'static str,
    divisions: &'static [&'static str],
    one: &'static str,
    many: &'static str,
    skills: &'static [&'static str],
) -> Trade {
    Trade { ssyk, divisions, one, many, skills }
}

pub(super) const FIRST_TRADE: Trade = trade(
    "5120",
    &["55", "56", "10", "87"],
    "kock",
    "kockar",
    &["laga lunch till många", "planera menyer", "laga specialkost", "sköta köket på kvällen"],
);

pub(super) const TRADES: &[Trade] = &[
    FIRST_TRADE,
    trade("5131", &["55", "56"], "servitör", "servitörer", &["ta emot gäster", "prata engelska"]),
    trade(
        "9412",
        &["56", "87", "85"],
        "köksbiträde",
        "köksbiträden",
        &["hålla rent och förbereda"],
    ),
    trade("4224", &["55"], "receptionist", "receptionister", &["boka och ta betalt", "tala tyska"]),
    trade("7612", &["10"], "bagare", "bagare", &["baka på surdeg", "sköta ugnen på natten"]),
    trade(
        "7212",
        &["25", "28", "33"],
        "svetsare",
        "svetsare",
        &["svetsa med TIG", "läsa ritning", "svetsa rostfritt", "ta licens på rör"],
    ),
    trade(
        "7223",
        &["25", "28"],
        "CNC-operatör",
        "CNC-operatörer",
        &["ställa om maskinen", "programmera en fleroperationsmaskin", "mäta fint"],
    ),
    trade(
        "7233",
        &["28", "33", "16", "17", "20"],
        "underhållsmekaniker",
        "underhållsmekaniker",
        &["hitta felet snabbt", "felsöka hydraulik", "planera underhåll"],
    ),
    trade(
        "7412",
        &["33", "35", "17", "20", "28"],
        "industrielektriker",
        "industrielektriker",
        &["felsöka styrsystem", "koppla motorer"],
    ),
    trade(
        "7231",
        &["45"],
        "bilmekaniker",
        "bilmekaniker",
        &["felsöka elbilar", "läsa felkoder", "laga tunga fordon"],
    ),
    trade(
        "7132",
        &["45", "31"],
        "billackerare",
        "billackerare",
        &["lackera med vattenburen färg", "blanda rätt kulör", "slipa och spackla"],
    ),
    trade("7214", &["45", "25"], "plåtslagare", "plåtslagare", &["rikta karosser", "bocka plåt"]),
    trade(
        "8341",
        &["02"],
        "skogsmaskinförare",
        "skogsmaskinförare",
        &["köra skördare", "köra skotare i gallring", "laga det enklaste själv"],
    ),
    trade("6210", &["02"], "skogsarbetare", "skogsarbetare", &["röja och plantera"]),
    trade(
        "8173",
        &["16"],
        "operatör till sågen",
        "operatörer till sågen",
        &["sortera virke", "övervaka såglinjen"],
    ),
    trade("7522", &["31"], "möbelsnickare", "möbelsnickare", &["limma och putsa", "ytbehandla"]),
    trade("7523", &["31", "16"], "maskinsnickare", "maskinsnickare", &["köra CNC-fräs i trä"]),
    trade(
        "7111",
        &["41", "43"],
        "snickare",
        "snickare",
        &["resa stommar", "bygga inne och ute", "läsa ritning"],
    ),
    trade(
        "8342",
        &["41", "43"],
        "grävmaskinist",
        "grävmaskinister",
        &["köra med GPS", "gräva rör"],
    ),
    trade("7411", &["43"], "elektriker", "elektriker", &["sätta solceller", "installera laddare"]),
    trade("7125", &["43"], "VVS-montör", "VVS-montörer", &["byta värmepumpar", "svetsa rör"]),
    trade(
        "8332",
        &["49", "52", "16"],
        "lastbilsförare",
        "lastbilsförare",
        &["köra timmer", "köra med släp", "lasta med kran"],
    ),
    trade("4322", &["52", "47"], "lagerarbetare", "lagerarbetare", &["plocka rätt", "köra truck"]),
    trade("8344", &["52", "16", "17"], "truckförare", "truckförare", &["lasta tåg"]),
    trade(
        "2512",
        &["62"],
        "systemutvecklare",
        "systemutvecklare",
        &["bygga tjänster i molnet", "skriva Java och SQL", "prata med kunden"],
    ),
    trade("3511", &["62"], "drifttekniker", "drifttekniker", &["sköta servrar dygnet runt"]),
    trade("3512", &["62"], "supporttekniker", "supporttekniker", &["hjälpa i telefon"]),
    trade(
        "2516",
        &["62", "35"],
        "IT-säkerhetsspecialist",
        "IT-säkerhetsspecialister",
        &["skydda styrsystem"],
    ),
    trade(
        "3313",
        &["69"],
        "redovisningsekonom",
        "redovisningsekonomer",
        &["göra bokslut", "sköta löner åt flera kunder"],
    ),
    trade("5222", &["47"], "butikssäljare", "butikssäljare", &["sköta frukt och post"]),
    trade(
        "5321",
        &["87", "88", "86"],
        "undersköterska",
        "undersköterskor",
        &["möta den som har demens", "ge läkemedel", "köra bil mellan hemmen"],
    ),
    trade(
        "5330",
        &["87", "88"],
        "vårdbiträde",
        "vårdbiträden",
        &["laga mat åt de äldre", "prata svenska så att alla förstår"],
    ),
    trade("2221", &["86", "87"], "sjuksköterska", "sjuksköterskor", &["leda ett arbetslag"]),
    trade(
        "5343",
        &["88"],
        "personlig assistent",
        "personliga assistenter",
        &["tala teckenspråk", "lyfta rätt"],
    ),
    trade(
        "5312",
        &["85"],
        "elevassistent",
        "elevassistenter",
        &["stötta elever med autism", "avlasta läraren"],
    ),
    trade("5311", &["85"], "barnskötare", "barnskötare", &["leda små grupper"]),
    trade("2343", &["85"], "förskollärare", "förskollärare", &["planera hela avdelningen"]),
    trade("2341", &["85"], "grundskollärare", "grundskollärare", &["undervisa i matte och NO"]),
];

/// Number words, from none to eight.
pub(super) const COUNTS: &[&str] =
    &["inga", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta"];

pub(super) const RECRUIT: &[&str] = &[
    "Vi behöver {who}. Viktigast är att kunna {skill}.",
    "Vi har sökt länge och hittar inte {who} som kan {skill}.",
    "{who}, gärna med några år i yrket. Det är bra att kunna {skill}.",
    "Vi skulle anställa {who} i morgon om det gick.",
    "Vi kan lära upp, men helst vill vi ha {who} som redan kan {skill}.",
    "Före nästa höst måste vi ha {who} på plats.",
    "Allt annat är på plats, men vi saknar {who}.",
];

pub(super) const DEVELOP: &[&str] = &[
    "Våra {many} behöver lära sig att {skill}.",
    "Vi har bra folk. Nu ska {who} lära sig mer, framför allt att {skill}.",
    "Det kommer nya krav. Våra {many} måste kunna {skill}.",
    "Vi vill ha papper på vad våra {many} redan kan.",
];

pub(super) const REPLACE: &[&str] = &[
    "Snart går {who} i pension hos oss. Någon måste ta över och kunna {skill}.",
    "Vi måste ersätta {who} inom ett år.",
    "När våra äldsta {many} slutar försvinner mycket. Någon ny måste kunna {skill}.",
];

pub(super) const RETRAIN: &[&str] = &[
    "Vi byter arbetssätt. Några av oss ska bli {many} och lära sig att {skill}.",
    "Jobben ändras. Vi vill att egna anställda blir {many}.",
    "Ett skift försvinner. De som vill kan bli {many} om de får lära sig att {skill}.",
];

pub(super) const GOALS: &[&str] = &[
    "Vi vill kunna säga ja till fler uppdrag.",
    "Vi ska hålla öppet hela året.",
    "Vi ska korta väntetiden för kunderna.",
    "Vi vill växa med en tredjedel på tre år.",
    "Vi ska klara jobbet utan övertid.",
    "Vi öppnar en ny avdelning nästa år.",
    "Vi ska ställa om till el och ny teknik.",
    "Vi vill att ingen ska behöva jobba ensam.",
    "Vi ska lämna över till nästa generation.",
    "Vi vill sluta hyra in folk.",
    "Vi ska köra två skift i stället för ett.",
    "Vi vill sälja mer till Norge och Finland.",
];

/// Goals in care and school.
pub(super) const CARE_GOALS: &[&str] = &[
    "Vi ska korta väntetiden för dem vi är till för.",
    "De vi möter ska känna igen oss.",
    "Vi ska klara veckan utan övertid.",
    "Vi vill sluta hyra in folk.",
    "Alla ska få det stöd de har rätt till.",
    "Vi öppnar en ny avdelning nästa år.",
    "Vi vill att ingen ska behöva arbeta ensam.",
    "Vi ska hinna sitta ner en stund hos var och en.",
];
