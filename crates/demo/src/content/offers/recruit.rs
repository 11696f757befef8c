//! Offers that begin with finding people and trying each other out.

use domain::offers::{Fact, OfferKind, Stage};

use super::rules::Rule;
use super::{Row, USUAL};

const NEW_START_JOB: &str = "https://arbetsformedlingen.se/for-arbetsgivare/anstallningsstod/\
    stod-nar-en-person-varit-arbetslos-lange-eller-ar-nyanland/nystartsjobb";
const INTRODUCTION_JOB: &str = "https://arbetsformedlingen.se/for-arbetsgivare/anstallningsstod/\
    stod-nar-en-person-varit-arbetslos-lange-eller-ar-nyanland/introduktionsjobb";
const DEGREE_PROJECT: &str = "https://www.miun.se/mot-mittuniversitetet/samverkan/\
    foretag-och-organisation/studentsamarbeten/Att-ta-emot-en-exjobb-uppsatsstudent/";
const JOBBSPRANGET: &str = "https://jobbspranget.se/qa-for-employers/";

const NEW_PEOPLE: Rule = Rule::one_of(
    Fact::NeedKind,
    &["recruit", "replace"],
    "Stödet gäller den som anställs ny, inte den som redan arbetar hos er.",
);

pub(super) const OFFERS: &[Row] = &[
    Row {
        slug: "demo-insats-platsbanken",
        provider: "demo-arbetsformedlingen",
        title: "Annonsera i Platsbanken",
        summary: "Er annons syns för alla som söker jobb i landet. Vi hjälper till med texten om \
                  ni vill.",
        kind: OfferKind::Recruitment,
        stages: &[Stage::Recruit],
        contact: "Arbetsförmedlingens stöd till arbetsgivare, 060-00 00 00",
        url: Some("https://arbetsformedlingen.se"),
        search_words: "annons annonsera rekrytera anställa söka personal jobbannons",
        rules: &[NEW_PEOPLE],
        ..USUAL
    },
    Row {
        slug: "demo-insats-rekryteringstraff",
        provider: "demo-arbetsformedlingen",
        title: "Rekryteringsträff med arbetssökande",
        summary: "Vi bjuder in personer som kan passa. Ni träffar tio till trettio på en \
                  förmiddag och väljer vilka ni vill prata mer med.",
        kind: OfferKind::Recruitment,
        stages: &[Stage::Recruit],
        target: "Arbetsgivare som söker minst två personer",
        contact: "Arbetsförmedlingens stöd till arbetsgivare, 060-00 00 00",
        search_words: "rekryteringsträff träffa arbetssökande anställa många jobbmässa",
        rules: &[
            NEW_PEOPLE,
            Rule::at_least(Fact::NeedCount, 2, "En träff ordnas när minst två söks."),
            Rule::at_least(Fact::DaysToStart, 21, "Inbjudan går ut tre veckor i förväg."),
        ],
        ..USUAL
    },
    Row {
        slug: "demo-insats-eures",
        provider: "demo-arbetsformedlingen",
        title: "Rekrytera i Europa",
        summary: "Vi söker i andra länder i Europa och ordnar samtal på distans. Ni får också råd \
                  om bostad och papper.",
        kind: OfferKind::Recruitment,
        stages: &[Stage::Recruit, Stage::Attract],
        target: "Arbetsgivare som har sökt här hemma utan att hitta",
        contact: "Arbetsförmedlingens rådgivare för Europa, 060-00 00 00",
        occupations: &["25", "22", "51", "71", "72", "74", "83", "214", "226"],
        search_words: "eures europa utlandet utomlands rekrytera internationell",
        reviewed_days_ago: 110,
        rules: &[
            NEW_PEOPLE,
            Rule::at_least(Fact::DaysToStart, 90, "Att söka utomlands tar minst tre månader."),
        ],
        ..USUAL
    },
    Row {
        slug: "demo-insats-nystartsjobb",
        provider: "demo-arbetsformedlingen",
        is_demo: false,
        title: "Nystartsjobb",
        summary: "Ersättning till er som anställer någon som länge varit utan arbete eller är ny \
                  i Sverige. Den motsvarar minst arbetsgivaravgiften.",
        kind: OfferKind::Grant,
        stages: &[Stage::Recruit],
        target: "Arbetsgivare som anställer någon som varit borta länge från arbetslivet",
        price: "Ni får ersättning, beslut för ett år i taget",
        contact: "Arbetsförmedlingens stöd till arbetsgivare",
        url: Some(NEW_START_JOB),
        search_words: "bidrag pengar stöd ersättning anställa arbetslös nyanländ",
        reviewed_days_ago: 60,
        rules: &[
            NEW_PEOPLE.sourced(NEW_START_JOB),
            Rule::at_least(
                Fact::DaysToStart,
                21,
                "Ansökan bör vara inne tre veckor före första dagen.",
            )
            .sourced(NEW_START_JOB),
        ],
        ..USUAL
    },
    Row {
        slug: "demo-insats-introduktionsjobb",
        provider: "demo-arbetsformedlingen",
        is_demo: false,
        title: "Introduktionsjobb",
        summary: "Ersättning när ni anställer någon som har svårt att få arbete. Den anställde \
                  kan läsa en del av tiden, till exempel svenska eller yrket.",
        kind: OfferKind::Grant,
        stages: &[Stage::Recruit, Stage::Develop],
        target: "Arbetsgivare med kollektivavtal eller liknande försäkringar",
        price: "Ni får ersättning för en del av lönen och för handledning",
        contact: "Arbetsförmedlingens stöd till arbetsgivare",
        url: Some(INTRODUCTION_JOB),
        search_words: "bidrag pengar stöd ersättning anställa nyanländ handledare studier",
        reviewed_days_ago: 60,
        rules: &[NEW_PEOPLE.sourced(INTRODUCTION_JOB)],
        ..USUAL
    },
    Row {
        slug: "demo-insats-arbetspraktik",
        provider: "demo-arbetsformedlingen",
        title: "Praktik före jobb",
        summary: "En person provar arbetet hos er i upp till tre månader. Ni lär känna varandra \
                  utan att ha lovat något.",
        kind: OfferKind::Placement,
        stages: &[Stage::Recruit],
        target: "Arbetsgivare som kan ge en handledare",
        price: "Kostar inget, personen har sin ersättning",
        contact: "Arbetsförmedlingens stöd till arbetsgivare, 060-00 00 00",
        search_words: "praktik prova på arbetspraktik arbetsträning handledare",
        rules: &[
            Rule::one_of(
                Fact::NeedKind,
                &["recruit", "replace"],
                "Praktiken ska kunna leda till jobb.",
            ),
            Rule::at_most(Fact::NeedCount, 5, "Högst fem på samma arbetsplats."),
        ],
        ..USUAL
    },
    Row {
        slug: "demo-insats-elev-restaurang",
        provider: "demo-adalsskolan",
        title: "Elev från restaurangskolan",
        summary: "En elev i årskurs 3 är hos er i 15 veckor med egen handledare. Skolan besöker \
                  er två gånger.",
        kind: OfferKind::Placement,
        stages: &[Stage::Recruit],
        target: "Kök och restauranger inom en timme från Kramfors",
        contact: "Skolans samordnare för arbetsplatser, 0612-00 00 00",
        occupations: &["5120", "513", "941", "761"],
        search_words: "elev praktik apl lärling kök restaurang servering bageri",
        rules: &[
            Rule::one_of(
                Fact::Municipality,
                &["2280", "2282", "2283", "2284"],
                "Eleven ska kunna åka hem varje kväll.",
            ),
            Rule::at_most(Fact::NeedCount, 4, "Klassen är liten: högst fyra elever."),
        ],
        ..USUAL
    },
    Row {
        slug: "demo-insats-larling-teknik",
        provider: "demo-kommun-harnosand",
        title: "Lärling i svets, plåt eller maskin",
        summary: "En lärling från gymnasiet är hos er halva veckan i två år. Ni formar er egen \
                  medarbetare.",
        kind: OfferKind::Placement,
        stages: &[Stage::Recruit, Stage::Develop],
        target: "Verkstäder med en erfaren handledare",
        price: "Ni får ersättning för handledaren",
        contact: "Gymnasiets lärlingssamordnare, 0611-00 00 00",
        occupations: &["7212", "721", "722", "7233", "82"],
        search_words: "lärling elev apl praktik svets plåt verkstad maskin gymnasium",
        rules: &[
            Rule::one_of(
                Fact::Municipality,
                &["2262", "2280", "2281", "2282"],
                "Lärlingen ska nå er med buss eller tåg.",
            ),
            Rule::at_least(Fact::Employees, 4, "En handledare behöver någon att dela dagen med."),
        ],
        ..USUAL
    },
    Row {
        slug: "demo-insats-lia",
        provider: "demo-yrkeshogskolan",
        title: "LIA: student från yrkeshögskolan",
        summary: "Studenten arbetar hos er i tio veckor, två gånger under utbildningen. Många \
                  stannar kvar.",
        kind: OfferKind::Placement,
        stages: &[Stage::Recruit],
        target: "Industri, energi och IT",
        contact: "Yrkeshögskolans samordnare, 0660-00 00 00",
        occupations: &["7233", "7412", "3111", "3113", "3114", "819", "351", "251"],
        search_words: "lia praktik student yrkeshögskola yh underhåll automation drift it",
        rules: &[Rule::at_least(
            Fact::DaysToStart,
            45,
            "Platserna fördelas sex veckor före start.",
        )],
        ..USUAL
    },
    Row {
        slug: "demo-insats-exjobb",
        provider: "demo-mittuniversitetet",
        is_demo: false,
        title: "Exjobb eller uppsats hos er",
        summary: "En student löser en uppgift åt er i 10 eller 20 veckor. Universitetet och ni \
                  har varsin handledare.",
        kind: OfferKind::Placement,
        stages: &[Stage::Recruit, Stage::Develop],
        target: "Företag och myndigheter med en fråga som är värd att undersöka",
        contact: "Mittuniversitetets samverkan med arbetslivet",
        url: Some(DEGREE_PROJECT),
        occupations: &["13", "21", "24", "25", "311", "264", "266"],
        search_words: "exjobb examensarbete uppsats student ingenjör akademiker universitet",
        reviewed_days_ago: 90,
        rules: &[Rule::at_least(Fact::DaysToStart, 70, "Exjobbet tar minst 10 veckor.")
            .sourced(DEGREE_PROJECT)],
        ..USUAL
    },
    Row {
        slug: "demo-insats-jobbspranget",
        provider: "demo-jobbspranget",
        is_demo: false,
        title: "Jobbsprånget",
        summary: "Fyra månaders praktik för akademiker som är födda utanför EU: ingenjörer, \
                  arkitekter, naturvetare och ekonomer.",
        kind: OfferKind::Placement,
        stages: &[Stage::Recruit, Stage::Attract],
        target: "Arbetsgivare av alla storlekar, privata och offentliga",
        contact: "Jobbsprånget",
        url: Some(JOBBSPRANGET),
        occupations: &["21", "24", "25", "311"],
        search_words: "praktik akademiker ingenjör arkitekt ekonom nyanländ utländsk examen",
        reviewed_days_ago: 100,
        rules: &[Rule::under(
            Fact::Occupation,
            &["21", "24", "25", "311"],
            "Uppgiften ska passa en ingenjör, arkitekt, naturvetare eller ekonom.",
        )
        .sourced(JOBBSPRANGET)],
        ..USUAL
    },
    Row {
        slug: "demo-insats-sommarjobb",
        provider: "demo-kommun-timra",
        title: "Sommarjobbare i Timrå",
        summary: "Kommunen betalar tre veckors lön för en ungdom hos er. Ni får prova, och \
                  ungdomen får sitt första jobb.",
        kind: OfferKind::Placement,
        stages: &[Stage::Recruit, Stage::Attract],
        target: "Arbetsgivare i Timrå",
        contact: "Ungdomssamordnaren i Timrå, 060-00 00 00",
        search_words: "sommarjobb ungdom unga prova på feriejobb",
        rules: &[
            Rule::one_of(Fact::Municipality, &["2262"], "Timrå kommun betalar lönen."),
            Rule::one_of(Fact::NeedKind, &["recruit"], "Gäller nya händer, inte egen personal."),
        ],
        ..USUAL
    },
    Row {
        slug: "demo-insats-vikariepool",
        provider: "demo-nipan-rekrytering",
        title: "Vikarier i vård och skola",
        summary: "En gemensam grupp vikarier för små arbetsgivare i Ådalen. Alla har gått en kort \
                  introduktion.",
        kind: OfferKind::Recruitment,
        stages: &[Stage::Recruit],
        target: "Vård, omsorg, förskola och skola i Sollefteå och Kramfors",
        price: "310 kr per timme",
        contact: "Nipan Rekrytering, 0620-00 00 00",
        occupations: &["532", "533", "534", "531"],
        search_words: "vikarie bemanning vård omsorg skola undersköterska barnskötare",
        rules: &[Rule::one_of(Fact::Municipality, &["2282", "2283"], "Vikarierna bor i Ådalen.")],
        ..USUAL
    },
    Row {
        slug: "demo-insats-dela-forare",
        provider: "demo-skogslanken",
        network: Some("demo-skogslanken"),
        title: "Dela maskin och förare",
        summary: "När ett lag står still lånar ett annat förare. Vi har gemensamma regler för \
                  lön, resor och försäkring.",
        kind: OfferKind::Recruitment,
        stages: &[Stage::Recruit, Stage::Keep],
        target: "Medlemmar i Skogslänken",
        price: "Lön och resor till självkostnad",
        contact: "Skogslänkens samordnare, 0620-00 00 00",
        occupations: &["8341", "6210", "8342"],
        search_words: "skogsmaskin förare skördare skotare dela låna lag skog",
        ..USUAL
    },
    Row {
        slug: "demo-insats-battre-annons",
        provider: "demo-foretagarna",
        title: "Vi läser er annons",
        summary: "Ni skickar annonsen, vi svarar inom två dagar. Vi stryker krav som ingen \
                  behöver och säger vad som saknas.",
        kind: OfferKind::Advice,
        stages: &[Stage::Recruit],
        target: "Företag med högst 49 anställda",
        contact: "Företagarna Västernorrland, 060-00 00 00",
        search_words: "annons text krav rekrytera få svar söka",
        rules: &[
            Rule::at_most(Fact::Employees, 49, "Vi hjälper de små, som sällan har egen HR."),
            Rule::one_of(Fact::NeedKind, &["recruit", "replace"], "Det behövs en annons att läsa."),
        ],
        ..USUAL
    },
];
