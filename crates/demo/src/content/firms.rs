//! Sixty firms and public employers over all seven municipalities. Every one is invented.

use domain::codes::{MunicipalityCode, Sni, SniVersion};
use domain::fault::Fault;
use domain::organisations::{Organisation, Sector};

use super::Firm;
use super::numbers::demo_org_number;

struct Row(
    /// Slug without `demo-`.
    &'static str,
    /// Name.
    &'static str,
    /// Municipality.
    &'static str,
    /// SNI 2007.
    &'static str,
    Sector,
    /// Employees, where known.
    Option<i64>,
    /// Turnover in thousands of kronor, where known.
    Option<i64>,
);

use Sector::{NonProfit, Private, Public};

/// The first eight carry the numbers of the contract: 559999-0016 to 559999-0081.
const FIRMS: &[Row] = &[
    Row("hoga-kusten-kok", "Höga Kusten Kök", "2284", "56100", Private, Some(8), None),
    Row("adalens-plat", "Ådalens Plåt", "2282", "25110", Private, Some(14), Some(19_500)),
    Row("bergasens-skog", "Bergåsens Skog", "2283", "02200", Private, Some(6), Some(11_200)),
    Row("sidensjo-mobler", "Sidensjö Möbler", "2284", "31011", Private, Some(23), Some(31_000)),
    Row("timra-lack", "Timrå Lack", "2262", "45204", Private, Some(9), Some(10_400)),
    Row("nylands-bageri", "Nylands Bageri", "2282", "10710", Private, Some(5), Some(4_100)),
    Row("resele-trahus", "Resele Trähus", "2283", "41200", Private, Some(17), Some(42_000)),
    Row("ulvons-fisk", "Ulvöns Fisk", "2282", "47230", Private, Some(3), None),
    // Ånge
    Row("fransta-akeri", "Fränsta Lastbilar", "2260", "49410", Private, Some(12), Some(18_700)),
    Row("alby-trateknik", "Alby Träteknik", "2260", "16231", Private, Some(28), Some(47_500)),
    Row("torpshammar-omsorg", "Torpshammars Omsorg", "2260", "87301", Public, Some(64), None),
    Row("ljungans-el", "Ljungans El", "2260", "43210", Private, Some(7), Some(8_900)),
    Row("borgsjo-maskin", "Borgsjö Skogsmaskin", "2260", "02200", Private, Some(4), Some(9_800)),
    Row("haverons-vandrarhem", "Haveröns Stugby", "2260", "55300", Private, Some(2), None),
    Row("ostavalls-skola", "Östavalls Friskola", "2260", "85201", NonProfit, Some(16), None),
    // Timrå
    Row("indals-mekaniska", "Indals Mekaniska", "2262", "25620", Private, Some(36), Some(58_000)),
    Row("sorberge-omsorg", "Sörberge Hemtjänst", "2262", "88101", Public, Some(71), None),
    Row(
        "torsboda-logistik",
        "Torsvikens Logistik",
        "2262",
        "52100",
        Private,
        Some(42),
        Some(61_000),
    ),
    Row("y-ringens-bygg", "Y-ringens Bygg", "2262", "41200", Private, Some(19), Some(44_300)),
    Row(
        "midlanda-servering",
        "Midlanda Servering",
        "2262",
        "56100",
        Private,
        Some(11),
        Some(9_200),
    ),
    Row("merlo-data", "Merlo Data", "2262", "62010", Private, Some(6), Some(7_400)),
    Row("soraker-forskola", "Söråkers Förskolor", "2262", "85100", Public, Some(58), None),
    // Härnösand
    Row("gadea-energi", "Gådeåns Energi", "2280", "35110", Private, Some(31), Some(88_000)),
    Row("hemso-kok", "Hemsö Krog", "2280", "56100", Private, Some(6), Some(5_200)),
    Row(
        "sodra-sundets-varv",
        "Södra Sundets Varv",
        "2280",
        "33150",
        Private,
        Some(15),
        Some(22_400),
    ),
    Row("harnons-vardcentral", "Härnöns Vårdcentral", "2280", "86211", Public, Some(48), None),
    Row("hogslattens-skola", "Högslättens Skola", "2280", "85201", Public, Some(52), None),
    Row("smitingens-it", "Smitingens IT-drift", "2280", "62030", Private, Some(21), Some(29_600)),
    Row("alandsbro-tra", "Älandsbro Trä", "2280", "16101", Private, Some(44), Some(132_000)),
    Row("haggdangers-gard", "Häggdångers Gårdsmat", "2280", "01500", Private, Some(2), Some(2_300)),
    Row(
        "stigsjo-ventilation",
        "Stigsjö Ventilation",
        "2280",
        "43221",
        Private,
        Some(9),
        Some(12_900),
    ),
    // Sundsvall
    Row("alno-plast", "Alnö Plast", "2281", "22290", Private, Some(67), Some(118_000)),
    Row("selangers-akeri", "Selångers Åkeri", "2281", "49410", Private, Some(26), Some(39_400)),
    Row("njurunda-svets", "Njurunda Svets & Rör", "2281", "25620", Private, Some(18), Some(26_100)),
    Row("matfors-papper", "Matforsens Papper", "2281", "17210", Private, Some(112), Some(310_000)),
    Row("stenstans-hotell", "Stenstans Hotell", "2281", "55101", Private, Some(38), Some(33_500)),
    Row("norra-bergets-kok", "Norra Bergets Kök", "2281", "56100", Private, Some(13), Some(12_700)),
    Row("skonsbergs-omsorg", "Skönsbergs Äldreboende", "2281", "87301", Public, Some(83), None),
    Row("nacksta-bygg", "Nackstadalens Bygg", "2281", "41200", Private, Some(34), Some(79_000)),
    Row("granlo-kod", "Granlo Kod", "2281", "62010", Private, Some(29), Some(41_800)),
    Row(
        "sodra-kajens-redovisning",
        "Södra Kajens Redovisning",
        "2281",
        "69201",
        Private,
        Some(12),
        Some(13_300),
    ),
    Row("hagas-fordon", "Hagaparkens Fordon", "2281", "45201", Private, Some(15), Some(24_900)),
    Row("indals-dalens-liv", "Indalsdalens Livs", "2281", "47112", Private, Some(10), Some(28_700)),
    Row("medelpads-assistans", "Medelpads Assistans", "2281", "88102", NonProfit, Some(55), None),
    // Kramfors
    Row(
        "lugnviks-mekaniska",
        "Lugnviks Mekaniska",
        "2282",
        "28990",
        Private,
        Some(27),
        Some(46_200),
    ),
    Row(
        "nordingra-gastgiveri",
        "Nordingrå Gästhem",
        "2282",
        "55101",
        Private,
        Some(7),
        Some(6_100),
    ),
    Row("bollsta-sag", "Bollstaviks Såg", "2282", "16101", Private, Some(58), Some(240_000)),
    Row("babelsbergs-omsorg", "Babelsbergs Hemtjänst", "2282", "88101", Public, Some(66), None),
    Row("docksta-bygg", "Docksta Bygg & Båt", "2282", "41200", Private, Some(8), Some(13_900)),
    Row("ullangers-bil", "Ullångers Bil & Maskin", "2282", "45201", Private, Some(5), Some(8_200)),
    Row("kyrkvikens-skola", "Kyrkvikens Skola", "2282", "85201", Public, Some(41), None),
    // Sollefteå
    Row("nipans-kok", "Nipans Kök", "2283", "56100", Private, Some(4), Some(3_600)),
    Row(
        "ramsele-skogsentreprenad",
        "Ramsele Skogslag",
        "2283",
        "02200",
        Private,
        Some(11),
        Some(21_300),
    ),
    Row("langsele-verkstad", "Långsele Verkstad", "2283", "25620", Private, Some(13), Some(16_800)),
    Row("junsele-omsorg", "Junsele Äldreboende", "2283", "87301", Public, Some(39), None),
    Row(
        "faxalvens-kraft",
        "Faxälvens Kraftservice",
        "2283",
        "33140",
        Private,
        Some(22),
        Some(37_700),
    ),
    Row("hullsta-storkok", "Hullsta Storkök", "2283", "56292", Public, Some(19), None),
    Row(
        "adals-lidens-akeri",
        "Ådals-Lidens Åkeri",
        "2283",
        "49410",
        Private,
        Some(9),
        Some(14_100),
    ),
    // Örnsköldsvik
    Row("nolaskogs-robot", "Nolaskogs Robot", "2284", "28990", Private, Some(74), Some(162_000)),
    Row("bjasta-svets", "Bjästa Svets", "2284", "25110", Private, Some(21), Some(29_900)),
    Row("husums-underhall", "Husums Underhåll", "2284", "33120", Private, Some(46), Some(71_500)),
    Row("anundsjo-skog", "Anundsjö Skogslag", "2284", "02200", Private, Some(8), Some(15_500)),
    Row("modo-hemtjanst", "Moälvens Hemtjänst", "2284", "88101", Public, Some(92), None),
    Row(
        "domsjo-process",
        "Domsjövikens Process",
        "2284",
        "20140",
        Private,
        Some(138),
        Some(420_000),
    ),
    Row(
        "kopmanholmens-data",
        "Köpmanholmens Data",
        "2284",
        "62020",
        Private,
        Some(17),
        Some(23_200),
    ),
    Row("trehorningens-tra", "Trehörningens Trä", "2284", "16233", Private, Some(1), Some(1_900)),
    Row("skeppsmalns-rokeri", "Skeppsmalns Rökeri", "2284", "10200", Private, Some(1), None),
    Row("natra-skolor", "Nätra Skolor", "2284", "85201", Public, Some(77), None),
];

/// A few firms of the other county; their numbers begin far into the series.
const OTHER_FIRMS: &[Row] = &[
    Row("gavlebuktens-kok", "Gävlebuktens Kök", "2180", "56100", Private, Some(9), Some(7_700)),
    Row("testebo-svets", "Testeboåns Svets", "2180", "25110", Private, Some(16), Some(20_300)),
    Row("valbo-omsorg", "Valboåsens Omsorg", "2180", "87301", Public, Some(44), None),
];

/// First place in the demo series for firms of the other county.
const FIRST_OTHER_PLACE: u64 = 151;

/// Every hand-written firm of both counties, in a fixed order.
pub fn firms() -> Result<Vec<Firm>, Fault> {
    let here = FIRMS.iter().zip(1..);
    let there = OTHER_FIRMS.iter().zip(FIRST_OTHER_PLACE..);
    here.chain(there).map(|(row, place)| firm(row, place)).collect()
}

fn firm(row: &Row, place: u64) -> Result<Firm, Fault> {
    let Row(slug, name, municipality, sni, sector, employees, turnover) = row;
    Ok(Firm {
        slug: format!("demo-{slug}"),
        organisation: Organisation {
            org_number: demo_org_number(place)?,
            name: (*name).to_owned(),
            municipality: MunicipalityCode::parse(municipality)?,
            sector: *sector,
            sni: Some(Sni::parse(SniVersion::Sni2007, sni)?),
            employees: *employees,
            turnover_thousand_sek: *turnover,
            is_actor: false,
        },
    })
}
