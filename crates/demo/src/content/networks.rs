//! Networks of employers and who is in them. All are invented.

use super::Network;

const NETWORKS: &[Network] = &[
    Network {
        slug: "demo-matlanken",
        name: "Matlänken",
        purpose: "Kök, bagerier och livsmedelsföretag längs kusten som delar folk och kunskap.",
        owner: "demo-matlanken",
        members: &[
            "demo-hoga-kusten-kok",
            "demo-nylands-bageri",
            "demo-ulvons-fisk",
            "demo-hemso-kok",
            "demo-nordingra-gastgiveri",
            "demo-nipans-kok",
            "demo-norra-bergets-kok",
            "demo-skeppsmalns-rokeri",
            "demo-hullsta-storkok",
        ],
    },
    Network {
        slug: "demo-skogslanken",
        name: "Skogslänken",
        purpose: "Maskinlag i skogen som lånar ut förare och utbildar nya tillsammans.",
        owner: "demo-skogslanken",
        members: &[
            "demo-bergasens-skog",
            "demo-ramsele-skogsentreprenad",
            "demo-anundsjo-skog",
            "demo-borgsjo-maskin",
        ],
    },
    Network {
        slug: "demo-metallringen",
        name: "Metallringen",
        purpose: "Små verkstäder som köper kurser ihop och är faddrar åt varandras nya.",
        owner: "demo-metallringen",
        members: &[
            "demo-adalens-plat",
            "demo-lugnviks-mekaniska",
            "demo-njurunda-svets",
            "demo-bjasta-svets",
            "demo-langsele-verkstad",
            "demo-indals-mekaniska",
            "demo-timra-lack",
        ],
    },
    Network {
        slug: "demo-omsorg-adalen",
        name: "Omsorg Ådalen",
        purpose: "Offentlig och privat omsorg i Kramfors och Sollefteå som rekryterar ihop.",
        owner: "demo-vard-och-omsorgscollege",
        members: &["demo-babelsbergs-omsorg", "demo-junsele-omsorg"],
    },
];

/// Every network.
pub fn networks() -> &'static [Network] {
    NETWORKS
}
