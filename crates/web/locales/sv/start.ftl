# The first public page.
start-title = Vad är svårt just nu?
start-lede = Skriv med egna ord. Du får se vem som kan hjälpa, vad det kostar och vad som krävs.
start-question = Skriv vad som är svårt
start-find = Sök hjälp
start-try = Prova:
start-example-1 = Jag hittar ingen svetsare
start-example-2 = Bidrag till kompetensplan
start-example-3 = Vi behöver lära oss mer
start-ways = Två vägar in
start-firm-title = Du på ett företag
start-firm-text = Din kommun eller kompetensmäklare skickar en länk. Du svarar på sju frågor och får svar inom två arbetsdagar.
start-firm-link = Logga in
start-helper-title = Du som vill hjälpa
start-helper-text = Skolor, kommuner och myndigheter visar här vad de kan göra. Logga in för att hålla era insatser aktuella.
start-helper-link = Se alla insatser
start-to-desk = Gå till ditt skrivbord
start-sought = Det här söks i länet
start-persons = { $count ->
    [one] 1 person söks just nu.
   *[other] { $count } personer söks just nu.
}
start-nothing-yet = Inga behov är bekräftade än. De visas här när minst tre företag står bakom ett tal, eller när alla har sagt ja.
start-suppressed = dolt
start-occupations-caption = Personer i öppna behov per yrke
start-head-occupation = Yrke
start-head-persons = Personer
start-head-firms = Företag
start-head-place = Kommun
start-more-occupations = { $count ->
    [one] Visa ett yrke till
   *[other] Visa { $count } yrken till
}
start-more-label = Fler yrken
start-where = Så ser det ut i kommunerna
start-places-caption = Personer i öppna behov per kommun
start-source = Källa: behov som företag har godkänt. Räknat { $moment }. Ett tal visas när minst tre företag står bakom, eller när alla har sagt ja. Ibland döljs ett tal till.
start-open-data = Hämta som öppna data
start-thread = Från ord till svar
start-period = { $from } till { $to }
start-station-heard = Behov som företag har godkänt
start-station-understood = En person har godkänt yrket
start-station-answered = Företaget har fått ett svar
start-station-done = Behovet är löst, helt eller delvis
start-promise = Vad vi lovar, och hur det gick
start-median = Tid till första svar
start-working-days = arbetsdagar
start-same-day = Samma dag
start-median-note = Löftet är 2. Hälften fick svar så här fort eller fortare.
start-in-time = Svar i tid
start-in-time-note = { $kept } av { $count } ärenden
start-few-promises = Vi visar siffror när minst fem ärenden har fått svar och inget enskilt företag går att räkna ut.
start-happened = Det har hänt
start-nothing-happened = Inget har hänt än.
start-event-mapping = { $count ->
    [one] Ett företag godkände sin kartläggning.
   *[other] { $count } företag godkände sina kartläggningar.
}
start-event-need = { $count ->
    [one] Ett behov fick sitt yrke.
   *[other] { $count } behov fick sina yrken.
}
start-event-need-of = { $count ->
    [one] { $name }: ett nytt behov kan besvaras.
   *[other] { $name }: { $count } nya behov kan besvaras.
}
start-event-proposed = En insats föreslogs för ett företag.
start-event-proposed-for = { $name }: ett företag fick ett förslag på insats.
start-event-answered = { $count ->
    [one] Ett företag fick svar.
   *[other] { $count } företag fick svar.
}
start-event-closed = { $count ->
    [one] Ett ärende avslutades. Företaget vet hur det gick.
   *[other] { $count } ärenden avslutades. Företagen vet hur det gick.
}
start-event-offer = Ny insats: { $name }
start-event-reviewed = Insats som sågs över: { $name }
start-event-vocabulary = En ny ordlista togs i bruk.
