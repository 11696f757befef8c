# The county in figures, and open data.
nav-county = Länet i siffror

county-title = Länet i siffror
county-lede = Här ser du vilka yrken företagen söker och var. Du ser också hur snabbt de får svar.
county-link = Se yrken per kommun
county-empty-title = Inga behov är bekräftade än
county-empty-text = Här visas vad företag i länet söker. Ett tal visas när minst tre företag står bakom det, eller när alla har sagt ja.
county-empty-button = Se alla insatser
county-occupation = Yrke
county-municipality = Kommun
county-all-occupations = Alla yrken
county-whole-county = Hela länet
county-show-needs = Visa behoven
county-shows = Du ser:
county-show-all = Visa allt
county-hidden = dolt
county-none = –
county-total = { $count ->
    [one] 1 person söks av { $firms } företag.
   *[other] { $count } personer söks av { $firms } företag.
}
county-total-hidden = Summan är dold, så att inget enskilt företag syns.
county-map-title = Så många söks per 100 företag
county-map-text = Varje kommun är en sexhörning. Alla är lika stora. Samma tal står i tabellen.
county-map-area = { $name }: { $rate } söks per 100 företag. { $count ->
    [one] Det är 1 person.
   *[other] Det är { $count } personer.
}
county-map-hidden = { $name }: talet är dolt, så att inget enskilt företag syns
county-map-no-firms = { $name }: inga företag är kända än
county-map-span = { $from } till { $to }
county-map-colours = Färgerna på kartan
county-map-source = Källa: behov som företag har godkänt. Räknat { $moment }. Kartan är en skiss.
county-places-caption = Personer som söks, per kommun
county-persons = Personer
county-firms = Företag
county-rate = Per 100 företag
county-table-title = Vilka yrken söks var?
county-table-caption = Personer som söks, per yrke och kommun
county-more = { $count ->
    [one] Visa ett yrke till
   *[other] Visa { $count } yrken till
}
county-more-label = Fler yrken per kommun
county-table-source = Källa: behov som företag har godkänt. Räknat { $moment }, en gång om dagen. Ett tal visas när minst tre företag står bakom, eller när alla har sagt ja. Ibland döljs ett tal till. Annars går det att räkna ut det första.
county-csv = Hämta behoven som CSV
county-json = Hämta behoven som JSON
county-answers-title = Så snabbt får företag svar
county-no-answers = Inga företag har väntat på svar än.
county-period = { $from } till { $to }
county-by-month = Per månad då ärendet kom in
county-by-place = Per kommun
county-month = Månad
county-median = Arbetsdagar, median
county-in-time = Svar i tid
county-cases = Ärenden
county-whole-period = Hela perioden
county-answers-source = Källa: ärenden i länet. Räknat { $moment }. Löftet är svar inom två arbetsdagar. En del med färre än tre företag döljs.
county-answers-csv = Hämta svarstiderna som CSV
county-answers-json = Hämta svarstiderna som JSON
county-contacts-title = Kontaktfrid
county-contacts-says = Så ofta hör vi av oss till företag utan att de har bett om det. Vi räknar en kontakt när företaget inte har något öppet ärende med den som hör av sig och inte har skrivit nyligen. Det vi samordnar till samma dag räknas en gång.
county-contacts-caption = Kontakter som företag inte har bett om
county-quarter = Kvartal
county-quarter-of = Kvartal { $quarter }, { $year }
county-contacts = Kontakter
county-contacted = Företag som fick dem
county-per-firm = Per sådant företag
county-per-hundred = Per 100 företag i länet
county-contacts-source = Källa: kontaktloggen och { $firms } kända företag. Räknat { $moment }. Det sista kvartalet pågår.
county-contacts-csv = Hämta kontakterna som CSV
county-contacts-json = Hämta kontakterna som JSON

county-open-data = Öppna data
county-datasets-lede = Alla tal på sidan Länet i siffror går att hämta. De räknas en gång om dagen. Du får använda dem fritt.
county-get-csv = { $name } som CSV
county-get-json = { $name } som JSON
county-terms-title = Så får du använda dem
county-terms-text = Du får använda talen till vad du vill. Nämn gärna var de kommer från. CSV är UTF-8 med komma mellan fälten och punkt i decimaltal.
county-publisher = Ansvarig
county-contact = Frågor
county-licence = Licens
county-catalogue = Katalogen för dataportaler (DCAT-AP-SE)

county-consent-title = Era tal i öppen statistik
county-consent-no = Nu döljs era behov där färre än tre företag söker samma yrke i er kommun.
county-consent-yes = Nu kan era behov synas också där färre än tre företag söker samma yrke. Ert namn visas aldrig.
county-consent-give = Visa våra tal
county-consent-withdraw = Dölj våra tal
flash-consent-given = Era tal kan nu synas i länets siffror.
flash-consent-withdrawn = Era tal döljs nu igen.

# Öppna data, också för portaler som hämtar katalogen.
county-catalogue-title = Öppna data från Samkraft i { $name }
county-catalogue-text = Vad företag i { $name } söker och hur de blir bemötta.
dataset-title-needs = Personer som företag söker
dataset-text-needs = Öppna behov per yrke (SSYK 2012) och kommun, med summor. Också hur många företag som är kända, och personer per 100 företag. Behoven är godkända av företagen. Tal med färre än tre företag bakom döljs, om inte alla har sagt ja.
dataset-title-response-times = Tid till första svar
dataset-text-response-times = Hur snabbt företag fick ett första svar, per månad och per kommun. Median i arbetsdagar och hur många som fick svar i tid.
dataset-title-contacts = Kontakter som företag inte bett om
dataset-text-contacts = Hur ofta offentliga aktörer hörde av sig till företag som inte hade bett om det, per kvartal.
dataset-source-needs = Behov som företag har godkänt och en person har gett ett yrke. Visas från tre företag, eller när alla har sagt ja.
dataset-source-response-times = Ärenden i länet. Löftet är ett första svar inom två arbetsdagar. En del med färre än tre företag döljs.
dataset-source-contacts = Kontaktloggen: kontakter med företag som inte hade ett öppet ärende med den som hörde av sig, och inte hade skrivit nyligen.
county-service-title = Öppna data som API
county-licence-name = CC0 1.0
