//! Who offers something: real actors under their own name, and a few invented ones.

use domain::codes::{MunicipalityCode, OrgNumber};
use domain::fault::Fault;
use domain::organisations::{Organisation, Sector};

use super::numbers::demo_org_number;
use super::{ActorOrganisation, COUNTY, OTHER_COUNTY};

/// First place in the demo series for actors whose own number is not given here.
const FIRST_PLACE: u64 = 101;

struct Row(
    /// Slug.
    &'static str,
    /// Name.
    &'static str,
    /// Its own number, where known for certain.
    Option<&'static str>,
    /// Municipality.
    &'static str,
    Sector,
    /// Its own page; none for the invented ones.
    Option<&'static str>,
);

use Sector::{NonProfit, Private, Public};

const ACTORS: &[Row] = &[
    Row(
        "demo-region-vasternorrland",
        "Region Västernorrland",
        Some("232100-0206"),
        "2280",
        Public,
        Some("https://www.rvn.se"),
    ),
    Row(
        "demo-arbetsformedlingen",
        "Arbetsförmedlingen",
        Some("202100-2114"),
        "2281",
        Public,
        Some("https://arbetsformedlingen.se"),
    ),
    Row(
        "demo-kommun-ange",
        "Ånge kommun",
        Some("212000-2387"),
        "2260",
        Public,
        Some("https://www.ange.se"),
    ),
    Row(
        "demo-kommun-timra",
        "Timrå kommun",
        Some("212000-2395"),
        "2262",
        Public,
        Some("https://www.timra.se"),
    ),
    Row(
        "demo-kommun-harnosand",
        "Härnösands kommun",
        Some("212000-2403"),
        "2280",
        Public,
        Some("https://www.harnosand.se"),
    ),
    Row(
        "demo-kommun-sundsvall",
        "Sundsvalls kommun",
        Some("212000-2411"),
        "2281",
        Public,
        Some("https://sundsvall.se"),
    ),
    Row(
        "demo-kommun-kramfors",
        "Kramfors kommun",
        Some("212000-2429"),
        "2282",
        Public,
        Some("https://www.kramfors.se"),
    ),
    Row(
        "demo-kommun-solleftea",
        "Sollefteå kommun",
        Some("212000-2437"),
        "2283",
        Public,
        Some("https://www.solleftea.se"),
    ),
    Row(
        "demo-kommun-ornskoldsvik",
        "Örnsköldsviks kommun",
        Some("212000-2445"),
        "2284",
        Public,
        Some("https://www.ornskoldsvik.se"),
    ),
    Row("demo-komvux-ange", "Ånge komvux", None, "2260", Public, Some("https://www.ange.se")),
    Row("demo-komvux-timra", "Timrå komvux", None, "2262", Public, Some("https://www.timra.se")),
    Row(
        "demo-komvux-harnosand",
        "Härnösands komvux",
        None,
        "2280",
        Public,
        Some("https://www.harnosand.se"),
    ),
    Row(
        "demo-komvux-sundsvall",
        "Sundsvalls komvux",
        None,
        "2281",
        Public,
        Some("https://sundsvall.se"),
    ),
    Row(
        "demo-komvux-kramfors",
        "Kramfors komvux",
        None,
        "2282",
        Public,
        Some("https://www.kramfors.se"),
    ),
    Row(
        "demo-komvux-solleftea",
        "Sollefteå komvux",
        None,
        "2283",
        Public,
        Some("https://www.solleftea.se"),
    ),
    Row(
        "demo-komvux-ornskoldsvik",
        "Örnsköldsviks komvux",
        None,
        "2284",
        Public,
        Some("https://www.ornskoldsvik.se"),
    ),
    Row("demo-adalsskolan", "Ådalsskolan", None, "2282", Public, Some("https://www.kramfors.se")),
    Row(
        "demo-harnosands-folkhogskola",
        "Härnösands folkhögskola",
        None,
        "2280",
        NonProfit,
        Some("https://www.rvn.se"),
    ),
    Row(
        "demo-vard-och-omsorgscollege",
        "Vård- och omsorgscollege Västernorrland",
        None,
        "2280",
        NonProfit,
        Some("https://www.vo-college.se"),
    ),
    Row(
        "demo-mittuniversitetet",
        "Mittuniversitetet",
        Some("202100-4524"),
        "2281",
        Public,
        Some("https://www.miun.se"),
    ),
    Row("demo-almi", "Almi Mitt", None, "2281", Public, Some("https://www.almi.se")),
    Row("demo-iuc", "IUC", None, "2284", Private, Some("https://iuc.se")),
    Row(
        "demo-handelskammaren",
        "Handelskammaren Mittsverige",
        None,
        "2281",
        NonProfit,
        Some("https://midchamber.se"),
    ),
    Row(
        "demo-foretagarna",
        "Företagarna Västernorrland",
        None,
        "2281",
        NonProfit,
        Some("https://www.foretagarna.se"),
    ),
    Row(
        "demo-trygghetsradet",
        "Trygghetsrådet TRR",
        None,
        "2281",
        NonProfit,
        Some("https://www.trr.se"),
    ),
    Row(
        "demo-skogsbrukets-yrkesnamnd",
        "Skogsbrukets Yrkesnämnd",
        None,
        "2281",
        NonProfit,
        Some("https://www.gsfacket.se/sv/press/nyheter/ssv/"),
    ),
    Row(
        "demo-high-coast-international-hub",
        "High Coast International Hub",
        None,
        "2284",
        NonProfit,
        Some("https://highcoasthub.com/manifesto"),
    ),
    Row(
        "demo-destination-jobb",
        "Destination Jobb",
        None,
        "2284",
        NonProfit,
        Some("https://llu.leaderhogakusten.se/jobba-och-lev-i-bygd/"),
    ),
    Row(
        "demo-jobbspranget",
        "Jobbsprånget, IVA",
        None,
        "2281",
        NonProfit,
        Some("https://jobbspranget.se/qa-for-employers/"),
    ),
    Row("demo-csn", "CSN", Some("202100-1819"), "2281", Public, Some("https://www.csn.se")),
    Row("demo-matlanken", "Demo Matlänken", None, "2284", NonProfit, None),
    Row("demo-skogslanken", "Demo Skogslänken", None, "2283", NonProfit, None),
    Row("demo-metallringen", "Demo Metallringen", None, "2282", NonProfit, None),
    Row("demo-yrkeshogskolan", "Demo Yrkeshögskolan Höga kusten", None, "2284", NonProfit, None),
    Row("demo-nipan-rekrytering", "Demo Nipan Rekrytering", None, "2283", Private, None),
];

const OTHER_ACTORS: &[Row] = &[
    Row(
        "demo-region-gavleborg",
        "Region Gävleborg",
        Some("232100-0198"),
        "2180",
        Public,
        Some("https://www.regiongavleborg.se"),
    ),
    Row(
        "demo-kommun-gavle",
        "Gävle kommun",
        Some("212000-2338"),
        "2180",
        Public,
        Some("https://www.gavle.se"),
    ),
];

/// National actors that are present in the second county too: slug, and municipality there.
pub const PRESENT_TOO: &[(&str, &str)] =
    &[("demo-arbetsformedlingen", "2180"), ("demo-csn", "2180")];

/// Every actor of both counties, each where it is first present.
pub fn actors() -> Result<Vec<ActorOrganisation>, Fault> {
    let mut place = FIRST_PLACE;
    let here = ACTORS.iter().map(|row| (COUNTY, row));
    let there = OTHER_ACTORS.iter().map(|row| (OTHER_COUNTY, row));
    here.chain(there)
        .map(|(county, Row(slug, name, number, municipality, sector, url))| {
            let org_number = if let Some(number) = number {
                OrgNumber::parse(number)?
            } else {
                place += 1;
                demo_org_number(place - 1)?
            };
            let organisation = Organisation {
                org_number,
                name: (*name).to_owned(),
                municipality: MunicipalityCode::parse(municipality)?,
                sector: *sector,
                sni: None,
                employees: None,
                turnover_thousand_sek: None,
                is_actor: true,
            };
            Ok(ActorOrganisation { slug, organisation, is_real: url.is_some(), county, url: *url })
        })
        .collect()
}
