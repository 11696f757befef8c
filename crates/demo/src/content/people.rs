//! The invented people who serve the demo county, one for every role and municipality.

use domain::access::Role;

use super::{COUNTY, OTHER_COUNTY, Person};

/// Name of somebody with protected identity: it is in no list, search, file or log of a demo.
pub const PROTECTED_NAME: &str = "Vide Snöklint";
/// Their login, likewise.
pub const PROTECTED_LOGIN: &str = "vide.snoklint@demo.samkraft.test";

/// Everyone with a login, in both counties.
pub fn people() -> impl Iterator<Item = &'static Person> {
    [MUNICIPAL, OF_THE_COUNTY, OF_THE_OTHER_COUNTY].into_iter().flatten()
}

const fn login(
    email: &'static str,
    name: &'static str,
    role: Role,
    organisation: &'static str,
) -> Person {
    Person {
        email,
        name,
        role,
        county: COUNTY,
        organisation,
        municipality: None,
        desk: None,
        is_deputy: false,
    }
}

impl Person {
    const fn within(mut self, municipality: &'static str) -> Self {
        self.municipality = Some(municipality);
        self
    }

    const fn at_desk(mut self, desk: &'static str) -> Self {
        self.desk = Some(desk);
        self
    }

    const fn as_deputy(mut self) -> Self {
        self.is_deputy = true;
        self
    }

    const fn over_there(mut self) -> Self {
        self.county = OTHER_COUNTY;
        self
    }
}

/// Logins `ROLE.MUNICIPALITY@…`.
const MUNICIPAL: &[Person] = &[
    login(
        "employer-admin.ange@demo.samkraft.test",
        "Bosse Ekholm",
        Role::EmployerAdmin,
        "demo-alby-trateknik",
    )
    .within("2260"),
    login(
        "employer-member.ange@demo.samkraft.test",
        "Sofie Lidén",
        Role::EmployerMember,
        "demo-alby-trateknik",
    )
    .within("2260"),
    login(
        "muni-adviser.ange@demo.samkraft.test",
        "Gunnel Åsén",
        Role::MuniAdviser,
        "demo-kommun-ange",
    )
    .within("2260"),
    login(
        "muni-contact.ange@demo.samkraft.test",
        "Inger Backe",
        Role::MuniContact,
        "demo-kommun-ange",
    )
    .within("2260")
    .at_desk("demo-kontakt-ange"),
    login(
        "broker.ange@demo.samkraft.test",
        "Ellen Torp",
        Role::Broker,
        "demo-region-vasternorrland",
    )
    .at_desk("demo-maklare-medelpad")
    .as_deputy(),
    login("provider.ange@demo.samkraft.test", "Gerd Lind", Role::Provider, "demo-komvux-ange"),
    login(
        "employer-admin.timra@demo.samkraft.test",
        "Mirja Sand",
        Role::EmployerAdmin,
        "demo-timra-lack",
    )
    .within("2262"),
    login(
        "employer-member.timra@demo.samkraft.test",
        "Jari Koski",
        Role::EmployerMember,
        "demo-timra-lack",
    )
    .within("2262"),
    login(
        "muni-adviser.timra@demo.samkraft.test",
        "Henrik Lööf",
        Role::MuniAdviser,
        "demo-kommun-timra",
    )
    .within("2262"),
    login(
        "muni-contact.timra@demo.samkraft.test",
        "Rolf Selin",
        Role::MuniContact,
        "demo-kommun-timra",
    )
    .within("2262")
    .at_desk("demo-kontakt-timra"),
    login(
        "broker.timra@demo.samkraft.test",
        "Viktor Hage",
        Role::Broker,
        "demo-region-vasternorrland",
    )
    .at_desk("demo-maklare-vard"),
    login("provider.timra@demo.samkraft.test", "Asta Rönn", Role::Provider, "demo-komvux-timra"),
    login(
        "employer-admin.harnosand@demo.samkraft.test",
        "Klara Öhman",
        Role::EmployerAdmin,
        "demo-hemso-kok",
    )
    .within("2280"),
    login(
        "employer-member.harnosand@demo.samkraft.test",
        "Emil Rask",
        Role::EmployerMember,
        "demo-hemso-kok",
    )
    .within("2280"),
    login(
        "muni-adviser.harnosand@demo.samkraft.test",
        "Ingrid Malm",
        Role::MuniAdviser,
        "demo-kommun-harnosand",
    )
    .within("2280"),
    login(
        "muni-contact.harnosand@demo.samkraft.test",
        "Susanne Gran",
        Role::MuniContact,
        "demo-kommun-harnosand",
    )
    .within("2280")
    .at_desk("demo-kontakt-harnosand"),
    login(
        "broker.harnosand@demo.samkraft.test",
        "Agneta Bäck",
        Role::Broker,
        "demo-region-vasternorrland",
    )
    .at_desk("demo-maklare-vard")
    .as_deputy(),
    login(
        "provider.harnosand@demo.samkraft.test",
        "Hanna Svärd",
        Role::Provider,
        "demo-komvux-harnosand",
    ),
    login(
        "employer-admin.sundsvall@demo.samkraft.test",
        "Tobias Frisk",
        Role::EmployerAdmin,
        "demo-njurunda-svets",
    )
    .within("2281"),
    login(
        "employer-member.sundsvall@demo.samkraft.test",
        "Nadia Farah",
        Role::EmployerMember,
        "demo-njurunda-svets",
    )
    .within("2281"),
    login(
        "muni-adviser.sundsvall@demo.samkraft.test",
        "Petra Sundin",
        Role::MuniAdviser,
        "demo-kommun-sundsvall",
    )
    .within("2281"),
    login(
        "muni-contact.sundsvall@demo.samkraft.test",
        "Mats Idling",
        Role::MuniContact,
        "demo-kommun-sundsvall",
    )
    .within("2281")
    .at_desk("demo-kontakt-sundsvall"),
    login(
        "broker.sundsvall@demo.samkraft.test",
        "Jonas Frånberg",
        Role::Broker,
        "demo-region-vasternorrland",
    )
    .at_desk("demo-maklare-medelpad"),
    login(
        "provider.sundsvall@demo.samkraft.test",
        "Leif Moberg",
        Role::Provider,
        "demo-komvux-sundsvall",
    ),
    login(
        "employer-admin.kramfors@demo.samkraft.test",
        "Per Hedlund",
        Role::EmployerAdmin,
        "demo-adalens-plat",
    )
    .within("2282"),
    login(
        "employer-member.kramfors@demo.samkraft.test",
        "Ulla Brink",
        Role::EmployerMember,
        "demo-adalens-plat",
    )
    .within("2282"),
    login(
        "muni-adviser.kramfors@demo.samkraft.test",
        "Olle Rydell",
        Role::MuniAdviser,
        "demo-kommun-kramfors",
    )
    .within("2282"),
    login(
        "muni-contact.kramfors@demo.samkraft.test",
        "Birgit Flodén",
        Role::MuniContact,
        "demo-kommun-kramfors",
    )
    .within("2282")
    .at_desk("demo-kontakt-kramfors"),
    login(
        "broker.kramfors@demo.samkraft.test",
        "Johan Berg",
        Role::Broker,
        "demo-region-vasternorrland",
    )
    .at_desk("demo-maklare-adalen")
    .as_deputy(),
    login(
        "provider.kramfors@demo.samkraft.test",
        "Cecilia Dahl",
        Role::Provider,
        "demo-komvux-kramfors",
    ),
    login(
        "employer-admin.solleftea@demo.samkraft.test",
        "Anders Bergås",
        Role::EmployerAdmin,
        "demo-bergasens-skog",
    )
    .within("2283"),
    login(
        "employer-member.solleftea@demo.samkraft.test",
        "Kerstin Norén",
        Role::EmployerMember,
        "demo-bergasens-skog",
    )
    .within("2283"),
    login(
        "muni-adviser.solleftea@demo.samkraft.test",
        "Maja Näslund",
        Role::MuniAdviser,
        "demo-kommun-solleftea",
    )
    .within("2283"),
    login(
        "muni-contact.solleftea@demo.samkraft.test",
        "Tage Ström",
        Role::MuniContact,
        "demo-kommun-solleftea",
    )
    .within("2283")
    .at_desk("demo-kontakt-solleftea"),
    login(
        "broker.solleftea@demo.samkraft.test",
        "Lisa Myrén",
        Role::Broker,
        "demo-region-vasternorrland",
    )
    .at_desk("demo-maklare-adalen"),
    login(
        "provider.solleftea@demo.samkraft.test",
        "Robert Kjell",
        Role::Provider,
        "demo-komvux-solleftea",
    ),
    login(
        "employer-admin.ornskoldsvik@demo.samkraft.test",
        "Lena Wiklund",
        Role::EmployerAdmin,
        "demo-hoga-kusten-kok",
    )
    .within("2284"),
    login(
        "employer-member.ornskoldsvik@demo.samkraft.test",
        "Samir Haddad",
        Role::EmployerMember,
        "demo-hoga-kusten-kok",
    )
    .within("2284"),
    login(
        "muni-adviser.ornskoldsvik@demo.samkraft.test",
        "Fredrik Vall",
        Role::MuniAdviser,
        "demo-kommun-ornskoldsvik",
    )
    .within("2284"),
    login(
        "muni-contact.ornskoldsvik@demo.samkraft.test",
        "Wilma Kvist",
        Role::MuniContact,
        "demo-kommun-ornskoldsvik",
    )
    .within("2284")
    .at_desk("demo-kontakt-ornskoldsvik"),
    login(
        "broker.ornskoldsvik@demo.samkraft.test",
        "Daniel Ås",
        Role::Broker,
        "demo-region-vasternorrland",
    )
    .at_desk("demo-maklare-adalen"),
    login(
        "provider.ornskoldsvik@demo.samkraft.test",
        "Monika Ek",
        Role::Provider,
        "demo-komvux-ornskoldsvik",
    ),
];

/// Logins `ROLE@…`.
const OF_THE_COUNTY: &[Person] = &[
    login("person@demo.samkraft.test", "Amina Said", Role::Person, "demo-region-vasternorrland"),
    login("leader@demo.samkraft.test", "Eva Lindkvist", Role::Leader, "demo-iuc"),
    login("ambassador@demo.samkraft.test", "Bertil Nyhamn", Role::Ambassador, "demo-matlanken"),
    login("broker@demo.samkraft.test", "Karin Nordin", Role::Broker, "demo-region-vasternorrland")
        .at_desk("demo-maklare-adalen"),
    login("af-adviser@demo.samkraft.test", "Sara Lund", Role::AfAdviser, "demo-arbetsformedlingen"),
    login(
        "af-editor@demo.samkraft.test",
        "Kjell Åström",
        Role::AfEditor,
        "demo-arbetsformedlingen",
    ),
    login("provider@demo.samkraft.test", "Rut Holmkvist", Role::Provider, "demo-komvux-solleftea"),
    login("assessor@demo.samkraft.test", "Tora Wik", Role::Assessor, "demo-komvux-solleftea"),
    login("guidance@demo.samkraft.test", "Nils Hjort", Role::Guidance, "demo-komvux-sundsvall"),
    login("network-coord@demo.samkraft.test", "Stina Fors", Role::NetworkCoord, "demo-matlanken"),
    login(
        "host@demo.samkraft.test",
        "Yonas Tesfay",
        Role::Host,
        "demo-high-coast-international-hub",
    ),
    login(
        "strategist@demo.samkraft.test",
        "Margareta Hedin",
        Role::Strategist,
        "demo-region-vasternorrland",
    )
    .at_desk("demo-strateg"),
    login("analyst@demo.samkraft.test", "Oskar Ljung", Role::Analyst, "demo-region-vasternorrland"),
    login(
        "politician@demo.samkraft.test",
        "Britta Sörlund",
        Role::Politician,
        "demo-region-vasternorrland",
    ),
    login(
        "editor@demo.samkraft.test",
        "Moa Ridderheim",
        Role::Editor,
        "demo-region-vasternorrland",
    ),
    login(
        "facilitator@demo.samkraft.test",
        "Pelle Granat",
        Role::Facilitator,
        "demo-region-vasternorrland",
    ),
    login(
        "programme-lead@demo.samkraft.test",
        "Vera Holm",
        Role::ProgrammeLead,
        "demo-region-vasternorrland",
    ),
    login("dpo@demo.samkraft.test", "Harald Stake", Role::Dpo, "demo-region-vasternorrland"),
    login(
        "registrar@demo.samkraft.test",
        "Disa Lövgren",
        Role::Registrar,
        "demo-region-vasternorrland",
    ),
    login("admin@demo.samkraft.test", "Ture Modig", Role::Admin, "demo-region-vasternorrland"),
];

/// Logins `…@gavleborg.demo.samkraft.test`.
const OF_THE_OTHER_COUNTY: &[Person] = &[
    login(
        "broker@gavleborg.demo.samkraft.test",
        "Ylva Strand",
        Role::Broker,
        "demo-region-gavleborg",
    )
    .at_desk("demo-maklare-gavleborg")
    .over_there(),
    login(
        "strategist@gavleborg.demo.samkraft.test",
        "Göte Bruk",
        Role::Strategist,
        "demo-region-gavleborg",
    )
    .at_desk("demo-strateg-gavleborg")
    .over_there(),
    login(
        "analyst@gavleborg.demo.samkraft.test",
        "Juni Valbo",
        Role::Analyst,
        "demo-region-gavleborg",
    )
    .over_there(),
    login("admin@gavleborg.demo.samkraft.test", "Siv Ockman", Role::Admin, "demo-region-gavleborg")
        .over_there(),
    login(
        "muni-adviser.gavle@gavleborg.demo.samkraft.test",
        "Arvid Lillå",
        Role::MuniAdviser,
        "demo-kommun-gavle",
    )
    .within("2180")
    .over_there(),
    login(
        "muni-contact.gavle@gavleborg.demo.samkraft.test",
        "Lova Testebo",
        Role::MuniContact,
        "demo-kommun-gavle",
    )
    .within("2180")
    .at_desk("demo-kontakt-gavle")
    .over_there(),
    login(
        "employer-admin.gavle@gavleborg.demo.samkraft.test",
        "Ivar Bönan",
        Role::EmployerAdmin,
        "demo-gavlebuktens-kok",
    )
    .within("2180")
    .over_there(),
];
