//! Recognition of what people can, money, and advice on the way forward.

use domain::offers::{Fact, OfferKind, Stage};

use super::rules::Rule;
use super::{Row, USUAL};

const CHEQUE: &str = "https://tillvaxtverket.se/checkar";
const GROWTH_CHEQUE: &str = "https://www.rvn.se/sv/Utveckling/stod-och-finansiering/foretagsstod/\
    foretagsstod-till-investeringar/tillvaxtcheck/";
const STUDY_SUPPORT: &str = "https://nysteget.se/om-oss/kontakta-oss/fragor-och-svar";
const FOREST_VALIDATION: &str = "https://www.gsfacket.se/sv/press/nyheter/ssv/";

/// Most firms that apply have somebody who already works there in mind.
const AT_WORK_ALREADY: Rule =
    Rule::one_of(Fact::NeedKind, &["develop", "retrain"], "Stödet gäller den som redan arbetar.");

pub(super) const OFFERS: &[Row] = &[
    Row {
        slug: "demo-insats-prova-kock",
        provider: "demo-komvux-solleftea",
        title: "Prövning av yrkeskunskap, kock",
        summary: "Den som kan yrket får papper på det. Det som fattas blir en egen plan. Provet \
                  görs i ett riktigt kök.",
        kind: OfferKind::Validation,
        stages: &[Stage::Develop, Stage::Recruit],
        target: "Den som har arbetat minst ett år i kök",
        contact: "Sollefteå komvux, 0620-00 00 00",
        occupations: &["5120", "3451", "941"],
        search_words: "pröva prövning validering papper kock kök storkök redan kan yrkesbevis",
        reviewed_days_ago: 12,
        rules: &[
            Rule::at_least(Fact::DaysToStart, 30, "Prövningen tar fyra till åtta veckor."),
            Rule::at_most(Fact::NeedCount, 12, "Köket har tid för tolv personer i vår."),
        ],
        ..USUAL
    },
    Row {
        slug: "demo-insats-prova-svets",
        provider: "demo-komvux-kramfors",
        title: "Prövning av yrkeskunskap, svetsare",
        summary: "Två dagar i svetshallen. Den som klarar provet får intyg och kan göra licensen \
                  på samma gång.",
        kind: OfferKind::Validation,
        stages: &[Stage::Develop, Stage::Recruit],
        target: "Den som har svetsat i minst ett år, i Sverige eller någon annanstans",
        contact: "Kramfors komvux, 0612-00 00 00",
        occupations: &["7212", "7215"],
        search_words: "pröva prövning validering papper svetsare svets licens redan kan",
        rules: &[Rule::at_least(Fact::DaysToStart, 21, "Nästa lediga dag är om tre veckor.")],
        ..USUAL
    },
    Row {
        slug: "demo-insats-prova-underskoterska",
        provider: "demo-komvux-harnosand",
        title: "Prövning, undersköterska",
        summary: "Steg för steg: samtal, kartläggning och prov på jobbet. Betyg i de kurser man \
                  redan kan.",
        kind: OfferKind::Validation,
        stages: &[Stage::Develop, Stage::Recruit],
        target: "Vårdbiträden och den som har arbetat i vård i ett annat land",
        contact: "Härnösands komvux, 0611-00 00 00",
        occupations: &["532", "5330"],
        search_words: "pröva validering papper undersköterska vårdbiträde vård omsorg redan kan",
        rules: &[Rule::at_least(Fact::DaysToStart, 45, "Kartläggningen tar sex veckor.")],
        ..USUAL
    },
    Row {
        slug: "demo-insats-skogsvalidering",
        provider: "demo-skogsbrukets-yrkesnamnd",
        is_demo: false,
        title: "Svensk skogsvalidering för förare",
        summary: "Prov på webben och i simulator för den som kör skördare eller skotare. \
                  Resultatet visar vad man kan och vad som går att öva.",
        kind: OfferKind::Validation,
        stages: &[Stage::Develop, Stage::Recruit],
        target: "Förare och den som vill bli förare",
        price: "Fråga om pris",
        contact: "Svensk skogsvalidering",
        url: Some(FOREST_VALIDATION),
        occupations: &["8341"],
        search_words: "validering pröva skogsmaskin förare skördare skotare simulator yrkesbevis",
        reviewed_days_ago: 120,
        ..USUAL
    },
    Row {
        slug: "demo-insats-prova-lack",
        provider: "demo-komvux-timra",
        title: "Prövning av yrkeskunskap, billackerare",
        summary: "Tre dagar i en lackhall: slipa, färgsätta och spruta. Läraren och en mästare \
                  bedömer ihop.",
        kind: OfferKind::Validation,
        stages: &[Stage::Develop, Stage::Recruit],
        target: "Den som har lackerat i minst två år",
        price: "Kostar inget för den som bor i länet",
        contact: "Timrå komvux, 060-00 00 00",
        occupations: &["7132"],
        search_words: "pröva validering papper lackerare billackerare lack bil färg redan kan",
        rules: &[
            Rule::at_least(Fact::DaysToStart, 28, "Lackhallen bokas fyra veckor i förväg."),
            Rule::at_most(Fact::NeedCount, 4, "Fyra kan prövas per termin."),
        ],
        ..USUAL
    },
    Row {
        slug: "demo-insats-prova-elevassistent",
        provider: "demo-komvux-timra",
        title: "Prövning, lärarassistent",
        summary: "Den som redan arbetar i skolan visar vad hon kan i klassrummet. Det som fattas \
                  läses på kvällar.",
        kind: OfferKind::Validation,
        stages: &[Stage::Develop, Stage::Keep],
        target: "Anställda i förskola, skola och fritids",
        contact: "Timrå komvux, 060-00 00 00",
        occupations: &["5312", "5311"],
        search_words: "pröva validering lärarassistent elevassistent barnskötare skola redan kan",
        rules: &[Rule::one_of(Fact::Industry, &["85", "88"], "Provet görs i en skola.")],
        ..USUAL
    },
    Row {
        slug: "demo-insats-prova-industri",
        provider: "demo-iuc",
        title: "Vad kan ni redan? Industri",
        summary: "En dag vid dator och maskin för hela skiftlaget. Ni får en karta över vad laget \
                  kan och var det är tunt.",
        kind: OfferKind::Validation,
        stages: &[Stage::Develop, Stage::Keep],
        target: "Operatörer, maskinställare och mekaniker",
        price: "1 900 kr per person",
        contact: "IUC, 0660-00 00 00",
        occupations: &["722", "723", "81", "82", "741"],
        search_words: "pröva validering operatör maskin cnc industri mekaniker kartlägga kan",
        rules: &[
            Rule::at_least(Fact::NeedCount, 3, "Dagen ordnas för minst tre."),
            Rule::under(Fact::Industry, &["1", "2", "3"], "Gäller tillverkning och energi."),
        ],
        ..USUAL
    },
    Row {
        slug: "demo-insats-affarsutvecklingscheck",
        provider: "demo-region-vasternorrland",
        title: "Affärsutvecklingscheck",
        summary: "Pengar till att ta in någon utifrån som hjälper er ett steg på vägen, till \
                  exempel med en plan för vilken kompetens ni behöver.",
        kind: OfferKind::Grant,
        stages: &[Stage::Develop],
        target: "Små företag som vill växa",
        price: "50 000–250 000 kr, högst halva kostnaden",
        contact: "Region Västernorrlands företagsstöd, 0611-00 00 00",
        url: Some(CHEQUE),
        search_words: "bidrag pengar check stöd strategisk kompetensplan plan konsult växa digital",
        reviewed_days_ago: 25,
        rules: &[
            Rule::within(
                Fact::Employees,
                2,
                49,
                "Checken är till för små företag: 2–49 anställda.",
            )
            .sourced(CHEQUE),
            Rule::at_least(
                Fact::Turnover,
                3_000,
                "Omsättningen ska vara minst 3 miljoner kronor enligt det senaste bokslutet.",
            )
            .sourced(CHEQUE),
        ],
        ..USUAL
    },
    Row {
        slug: "demo-insats-tillvaxtcheck",
        provider: "demo-region-vasternorrland",
        title: "Tillväxtcheck",
        summary: "Stöd till kurser, råd och mindre inköp. För kvinnor som driver företag, och för \
                  den som är född utanför Norden.",
        kind: OfferKind::Grant,
        stages: &[Stage::Develop],
        target: "Mikroföretag i länet utom Sundsvalls tätort",
        price: "Minst 10 000 kr, högst halva kostnaden",
        contact: "Region Västernorrlands företagsstöd, 0611-00 00 00",
        url: Some(GROWTH_CHEQUE),
        search_words: "bidrag pengar check stöd kurs litet företag kvinnor",
        rules: &[
            Rule::at_most(Fact::Employees, 9, "Checken är till för högst nio anställda.")
                .sourced(GROWTH_CHEQUE),
            Rule::one_of(Fact::Sector, &["private"], "Checken är till för företag.")
                .sourced(GROWTH_CHEQUE),
        ],
        ..USUAL
    },
    Row {
        slug: "demo-insats-kompetenscheck",
        provider: "demo-region-vasternorrland",
        title: "Kompetenscheck, prov i länet",
        summary: "Halva kursavgiften tillbaka när ni skickar egen personal på kurs. Provet pågår \
                  i ett år.",
        kind: OfferKind::Grant,
        stages: &[Stage::Develop, Stage::Keep],
        target: "Företag med högst 49 anställda",
        price: "Högst 15 000 kr per person",
        contact: "Region Västernorrlands företagsstöd, 0611-00 00 00",
        search_words: "bidrag pengar kompetenscheck kurs kursavgift personal utbildning",
        rules: &[
            AT_WORK_ALREADY,
            Rule::at_most(Fact::Employees, 49, "Provet gäller de små."),
            // Only the first half-year was for industry.
            Rule::under(Fact::Industry, &["1", "2", "3"], "Först ut var industrin.")
                .from(-240)
                .until(-58),
        ],
        ..USUAL
    },
    Row {
        slug: "demo-insats-omstallningsstudiestod",
        provider: "demo-csn",
        is_demo: false,
        title: "Omställningsstudiestöd",
        summary: "Den som arbetar kan läsa upp till 44 veckor på heltid med ersättning. \
                  Utbildningen ska stärka hennes ställning på arbetsmarknaden.",
        kind: OfferKind::Grant,
        stages: &[Stage::Develop],
        target: "Anställda och egna företagare mitt i livet",
        price: "Den anställde får bidrag och kan låna",
        contact: "CSN, efter yttrande från omställningsorganisationen",
        url: Some(STUDY_SUPPORT),
        search_words: "studiestöd bidrag läsa studera ledigt utbildning byta yrke csn",
        reviewed_days_ago: 140,
        rules: &[AT_WORK_ALREADY.sourced(STUDY_SUPPORT)],
        ..USUAL
    },
    Row {
        slug: "demo-insats-valfardens-peng",
        provider: "demo-region-vasternorrland",
        title: "Pengar till vikarie när någon läser",
        summary: "Kommuner och regionen kan få ersättning för vikarien medan en anställd läser \
                  till ett bristyrke.",
        kind: OfferKind::Grant,
        stages: &[Stage::Develop, Stage::Keep],
        target: "Offentliga arbetsgivare",
        price: "Högst 60 procent av vikariens lön",
        contact: "Region Västernorrlands kompetensstöd, 0611-00 00 00",
        occupations: &["532", "5330", "5312", "234", "5120"],
        search_words: "bidrag pengar vikarie studier vård skola kommun region läsa",
        rules: &[
            Rule::one_of(Fact::Sector, &["public"], "Pengarna är till för offentlig sektor."),
            AT_WORK_ALREADY,
        ],
        ..USUAL
    },
    Row {
        slug: "demo-insats-kartlaggning",
        provider: "demo-iuc",
        title: "Kartlägg vad ni behöver, med processledare",
        summary: "Två träffar där ni börjar i målet: vart vill ni, vad krävs, vad fattas? Ni får \
                  en plan på tre sidor.",
        kind: OfferKind::Advice,
        stages: &[Stage::Develop, Stage::Recruit, Stage::Keep],
        target: "Företag och offentliga arbetsgivare med minst tre anställda",
        contact: "IUC:s processledare, 0660-00 00 00",
        search_words: "kartläggning kartlägga behov processledare kompetensplan plan strategi mål",
        rules: &[Rule::at_least(Fact::Employees, 3, "Minst tre behövs för ett bra samtal.")],
        ..USUAL
    },
    Row {
        slug: "demo-insats-vagledning",
        provider: "demo-kommun-harnosand",
        title: "Vägledning för era anställda",
        summary: "En vägledare träffar den som vill byta uppgifter eller lära nytt. Samtalet är \
                  mellan dem.",
        kind: OfferKind::Advice,
        stages: &[Stage::Develop, Stage::Keep],
        target: "Arbetsgivare i Härnösand",
        contact: "Vägledningscentrum i Härnösand, 0611-00 00 00",
        search_words: "vägledning vägledare byta uppgifter lära nytt omställning samtal studier",
        reviewed_days_ago: 55,
        rules: &[
            Rule::one_of(Fact::Municipality, &["2280"], "Härnösands kommun betalar."),
            AT_WORK_ALREADY,
        ],
        ..USUAL
    },
    Row {
        slug: "demo-insats-digital-verkstad",
        provider: "demo-iuc",
        title: "Första stegen med robot och data",
        summary: "En dag hos er: vad kan en robot göra, vad ska människor fortsätta göra, och vad \
                  måste de lära sig?",
        kind: OfferKind::Advice,
        stages: &[Stage::Develop],
        target: "Tillverkande företag med 10–250 anställda",
        price: "Kostar inget första dagen",
        contact: "IUC, 0660-00 00 00",
        occupations: &["72", "81", "82", "311", "214", "1370"],
        search_words: "robot automation digital data maskin lära nytt omställning ny teknik",
        rules: &[
            Rule::within(Fact::Employees, 10, 250, "Dagen passar ett mellanstort företag."),
            Rule::under(Fact::Industry, &["1", "2", "3"], "Gäller tillverkning."),
        ],
        ..USUAL
    },
];
