//! Courses and longer education.

use domain::offers::{Fact, OfferKind, Stage};

use super::rules::Rule;
use super::{Row, USUAL};

pub(super) const OFFERS: &[Row] = &[
    Row {
        slug: "demo-insats-yrkesvux-kock",
        provider: "demo-komvux-kramfors",
        title: "Bli kock på 40 veckor",
        summary: "Yrkesvux på dagtid, varannan vecka på ett kök. Den som redan arbetar kan läsa \
                  halvfart.",
        kind: OfferKind::Education,
        stages: &[Stage::Develop, Stage::Recruit],
        target: "Vuxna som bor i länet",
        contact: "Kramfors komvux, 0612-00 00 00",
        occupations: &["5120", "941"],
        search_words: "kock utbildning kurs yrkesvux restaurang kök lunch meny matlagning",
        rules: &[Rule::at_least(
            Fact::DaysToStart,
            200,
            "Kursen tar 40 veckor, men den som är klar med halva kan börja.",
        )],
        ..USUAL
    },
    Row {
        slug: "demo-insats-yrkeskurs-kock",
        provider: "demo-harnosands-folkhogskola",
        title: "Yrkeskurs för kockar, Härnösand",
        summary: "En termin med råvaror från kusten, menyer och ekonomi i köket. Internat finns.",
        kind: OfferKind::Education,
        stages: &[Stage::Develop],
        target: "Den som har arbetat minst ett år i kök",
        contact: "Härnösands folkhögskola, 0611-00 00 00",
        occupations: &["5120", "3451"],
        search_words: "kock kurs meny planera menyer råvaror restaurang lunch",
        rules: &[
            Rule::at_least(Fact::DaysToStart, 190, "Nästa kurs är klar om drygt sex månader."),
            Rule::at_most(Fact::NeedCount, 3, "Tre platser är lediga."),
        ],
        ..USUAL
    },
    Row {
        slug: "demo-insats-svets-ornskoldsvik",
        provider: "demo-komvux-ornskoldsvik",
        title: "Svetsutbildning med licens",
        summary: "Svetsa med MIG, MAG och TIG i 30 veckor. Provet för licens ingår. Start tre \
                  gånger om året.",
        kind: OfferKind::Education,
        stages: &[Stage::Develop, Stage::Recruit],
        target: "Vuxna som bor i länet",
        contact: "Örnsköldsviks komvux, 0660-00 00 00",
        occupations: &["7212", "7215", "721"],
        search_words: "svetsare svets mig mag tig licens plåt rör verkstad kurs utbildning",
        rules: &[
            Rule::at_least(Fact::DaysToStart, 150, "Efter fem månader kan eleven arbeta hos er."),
            Rule::at_most(Fact::NeedCount, 6, "Svetshallen har sex lediga bås."),
        ],
        ..USUAL
    },
    Row {
        slug: "demo-insats-svets-kvall",
        provider: "demo-komvux-kramfors",
        title: "Svetskurs på kvällstid",
        summary: "Tolv kvällar för den som redan arbetar i verkstad och vill kunna mer. Ni väljer \
                  metod.",
        kind: OfferKind::Education,
        stages: &[Stage::Develop],
        target: "Anställda i verkstäder",
        price: "4 800 kr per person",
        contact: "Kramfors komvux, 0612-00 00 00",
        occupations: &["7212", "7214", "7215", "7223", "7233"],
        search_words: "svets kurs kväll tig mig mag licens anställda verkstad",
        rules: &[Rule::within(Fact::NeedCount, 2, 10, "Kursen går med två till tio deltagare.")],
        ..USUAL
    },
    Row {
        slug: "demo-insats-skogsmaskin",
        provider: "demo-komvux-ange",
        title: "Förare av skogsmaskin",
        summary: "Ett år i skog och simulator, med skotare först och skördare sedan. Halva tiden \
                  är hos ett maskinlag.",
        kind: OfferKind::Education,
        stages: &[Stage::Develop, Stage::Recruit],
        target: "Vuxna med B-körkort",
        contact: "Ånge komvux, 0690-00 00 00",
        occupations: &["8341", "6210"],
        search_words: "skogsmaskin förare skördare skotare gallring skog maskin utbildning kurs",
        rules: &[
            Rule::at_least(Fact::DaysToStart, 240, "Eleven kan köra själv efter åtta månader."),
            Rule::at_most(Fact::NeedCount, 8, "Gruppen har åtta platser."),
        ],
        ..USUAL
    },
    Row {
        slug: "demo-insats-underskoterska",
        provider: "demo-vard-och-omsorgscollege",
        title: "Bli undersköterska på jobbet",
        summary: "Den som redan är vårdbiträde läser en dag i veckan och arbetar resten. Efter \
                  två år är hon undersköterska.",
        kind: OfferKind::Education,
        stages: &[Stage::Develop, Stage::Keep],
        target: "Vårdbiträden i kommun, region och privat vård",
        price: "Kostar inget, ni betalar lön för studiedagen",
        contact: "Vård- och omsorgscolleges samordnare, 0611-00 00 00",
        occupations: &["532", "5330", "5341", "5342"],
        search_words: "undersköterska vårdbiträde vård omsorg äldreboende hemtjänst utbildning",
        rules: &[
            Rule::one_of(Fact::Industry, &["86", "87", "88"], "Gäller vård och omsorg."),
            Rule::one_of(
                Fact::NeedKind,
                &["develop", "replace", "retrain"],
                "Den som läser ska redan arbeta hos er.",
            ),
        ],
        ..USUAL
    },
    Row {
        slug: "demo-insats-vardbitrade",
        provider: "demo-komvux-harnosand",
        title: "Vårdbiträde på 20 veckor",
        summary: "En kort väg in i vården, med språkstöd. Den som vill går vidare till \
                  undersköterska.",
        kind: OfferKind::Education,
        stages: &[Stage::Recruit, Stage::Develop],
        target: "Vuxna som vill in i vården",
        contact: "Härnösands komvux, 0611-00 00 00",
        occupations: &["5330", "532", "5343"],
        search_words: "vårdbiträde undersköterska vård omsorg kurs språk svenska hemtjänst",
        rules: &[Rule::at_least(Fact::DaysToStart, 100, "Kursen tar 20 veckor.")],
        ..USUAL
    },
    Row {
        slug: "demo-insats-elevassistent",
        provider: "demo-harnosands-folkhogskola",
        title: "Lärarassistent, allmän yrkeskurs",
        summary: "Ett år på folkhögskola för den som vill avlasta lärare och stötta elever. \
                  Praktik var fjärde vecka.",
        kind: OfferKind::Education,
        stages: &[Stage::Develop, Stage::Recruit],
        target: "Den som arbetar eller vill arbeta i skolan",
        contact: "Härnösands folkhögskola, 0611-00 00 00",
        occupations: &["5312", "5311", "2342"],
        search_words: "lärarassistent elevassistent skola fritids barn elev stöd utbildning",
        rules: &[Rule::at_least(Fact::DaysToStart, 150, "Nästa start är i augusti.")],
        ..USUAL
    },
    Row {
        slug: "demo-insats-underhallstekniker",
        provider: "demo-yrkeshogskolan",
        title: "Underhållstekniker",
        summary: "Två år på yrkeshögskolan, halvfart på distans går bra. El, mekanik och att se \
                  felet innan det händer.",
        kind: OfferKind::Education,
        stages: &[Stage::Develop, Stage::Recruit],
        target: "Industrins egna och nya",
        contact: "Yrkeshögskolan Höga kusten, 0660-00 00 00",
        occupations: &["7233", "7412", "3113", "3114", "819"],
        search_words: "underhåll mekaniker elektriker automation industri tekniker yh",
        rules: &[Rule::at_least(Fact::DaysToStart, 300, "Den första kursen är klar om ett år.")],
        ..USUAL
    },
    Row {
        slug: "demo-insats-fordon",
        provider: "demo-komvux-sundsvall",
        title: "Fordon: mekanik, plåt och lack",
        summary: "Yrkesvux där man väljer spår efter ett halvår. Lackspåret läses i en riktig \
                  lackhall i Timrå.",
        kind: OfferKind::Education,
        stages: &[Stage::Develop, Stage::Recruit],
        target: "Vuxna som bor i länet",
        contact: "Sundsvalls komvux, 060-00 00 00",
        occupations: &["7231", "7132", "7214"],
        search_words: "bilmekaniker mekaniker lackerare lack plåt fordon verkstad bil kurs",
        rules: &[Rule::at_least(Fact::DaysToStart, 180, "Eleven väljer spår efter ett halvår.")],
        ..USUAL
    },
    Row {
        slug: "demo-insats-data-sakerhet",
        provider: "demo-mittuniversitetet",
        title: "Korta kurser i AI och säkerhet",
        summary: "Fem veckor på kvartsfart, helt på distans. För den som arbetar med IT eller \
                  teknik och vill hänga med.",
        kind: OfferKind::Education,
        stages: &[Stage::Develop, Stage::Keep],
        target: "Den som redan arbetar med IT eller teknik",
        contact: "Mittuniversitetets kurser för arbetslivet, 010-00 00 00",
        occupations: &["25", "351", "214", "133", "311"],
        search_words: "it ai data säkerhet programmering systemutvecklare tekniker kurs distans",
        rules: &[Rule::one_of(
            Fact::NeedKind,
            &["develop", "retrain"],
            "Kurserna är för den som redan arbetar.",
        )],
        ..USUAL
    },
    Row {
        slug: "demo-insats-svenska-pa-jobbet",
        provider: "demo-komvux-sundsvall",
        title: "Svenska på jobbet",
        summary: "Läraren kommer till er två timmar i veckan och lär ut de ord som behövs just \
                  där.",
        kind: OfferKind::Education,
        stages: &[Stage::Develop, Stage::Keep],
        target: "Arbetsgivare med minst fyra som vill lära sig mer",
        contact: "Sundsvalls komvux, 060-00 00 00",
        search_words: "svenska språk sfi nya svenskar säkerhet läsa skriva",
        rules: &[
            Rule::one_of(
                Fact::Municipality,
                &["2260", "2262", "2281"],
                "Läraren reser från Sundsvall.",
            ),
            Rule::within(Fact::NeedCount, 4, 12, "En grupp är fyra till tolv personer."),
            Rule::one_of(Fact::NeedKind, &["develop", "retrain"], "Gruppen ska redan arbeta."),
        ],
        ..USUAL
    },
    Row {
        slug: "demo-insats-handledare",
        provider: "demo-kommun-ornskoldsvik",
        title: "Bli en trygg handledare",
        summary: "En dag om att ta emot elever, praktikanter och nyanställda. Ni får en checklista \
                  för de första två veckorna.",
        kind: OfferKind::Education,
        stages: &[Stage::Develop, Stage::Recruit, Stage::Keep],
        target: "Den som ska ta emot någon ny",
        contact: "Örnsköldsviks kommun, 0660-00 00 00",
        search_words: "handledare handleda elev praktikant lärling introduktion nyanställd",
        ..USUAL
    },
    Row {
        slug: "demo-insats-lager",
        provider: "demo-komvux-timra",
        title: "Lager, truck och terminal",
        summary: "Tolv veckor med truckkort och datasystem. Kursen byggdes tillsammans med \
                  företagen i Timrå.",
        kind: OfferKind::Education,
        stages: &[Stage::Recruit, Stage::Develop],
        target: "Vuxna som bor i länet",
        contact: "Timrå komvux, 060-00 00 00",
        occupations: &["8344", "432", "933"],
        search_words: "lager truck truckkort terminal logistik kurs",
        rules: &[Rule::at_least(Fact::DaysToStart, 60, "Kursen tar 12 veckor.")],
        ..USUAL
    },
    Row {
        slug: "demo-insats-bygg",
        provider: "demo-komvux-solleftea",
        title: "Snickare och anläggare som lärling",
        summary: "Vuxna lärlingar är hos er 70 procent av tiden. Läraren kommer ut till bygget.",
        kind: OfferKind::Education,
        stages: &[Stage::Recruit, Stage::Develop],
        target: "Byggföretag som kan ge en handledare",
        price: "Ni får ersättning för handledaren",
        contact: "Sollefteå komvux, 0620-00 00 00",
        occupations: &["711", "712", "8342", "931", "752"],
        search_words: "snickare bygg trähus lärling anläggning betong murare hus trä",
        rules: &[Rule::at_least(Fact::DaysToStart, 40, "Avtalet skrivs sex veckor före start.")],
        ..USUAL
    },
];
