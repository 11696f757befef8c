//! The county's seven municipalities.

/// A municipality.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Municipality {
    /// SCB's code.
    pub code: &'static str,
    /// Name.
    pub name: &'static str,
    /// Part of login addresses.
    pub slug: &'static str,
}

/// In the order of their codes.
pub const MUNICIPALITIES: [Municipality; 7] = [
    Municipality { code: "2260", name: "Ånge", slug: "ange" },
    Municipality { code: "2262", name: "Timrå", slug: "timra" },
    Municipality { code: "2280", name: "Härnösand", slug: "harnosand" },
    Municipality { code: "2281", name: "Sundsvall", slug: "sundsvall" },
    Municipality { code: "2282", name: "Kramfors", slug: "kramfors" },
    Municipality { code: "2283", name: "Sollefteå", slug: "solleftea" },
    Municipality { code: "2284", name: "Örnsköldsvik", slug: "ornskoldsvik" },
];
