# Needs: the list, the one page, and the small forms.
needs-title = Behov
needs-lede = Det företagen har sagt att de behöver.
needs-lede-firm = Det ni har sagt att ni behöver.
needs-file = Hämta som fil
needs-search = Sök
needs-place = Kommun
needs-any-place = Alla kommuner
needs-field = Yrkesområde
needs-any-field = Alla områden
needs-state = Läge
needs-state-open = Alla öppna
needs-state-uncoded = Utan yrke
needs-state-any = Alla, även avslutade
needs-find = Visa behoven
needs-none-title = Inget behov passar
needs-none-text = Ta bort ett filter eller sök på ett annat ord.
needs-show-all = Visa alla öppna
needs-empty-title = Inga behov än
needs-empty-text = Ett behov kommer hit när ett företag har godkänt sin kartläggning.
needs-to-mappings = Gå till kartläggningar
needs-caption = Nyast först
needs-head-need = Behov
needs-head-occupation = Yrke
needs-head-persons = Antal
needs-head-start = Senast
needs-head-state = Läge
needs-not-coded = Inte godkänt än
needs-no-date = Inget datum sagt
needs-csv-firm = Företag
needs-csv-municipality = Kommun
needs-csv-words = Egna ord
needs-csv-occupation = Yrke
needs-csv-ssyk = SSYK 2012
needs-csv-persons = Antal
needs-csv-start = Senast
needs-csv-state = Läge

needs-heading = { $count ->
    [one] { $name }
   *[other] { $name }: { $count } personer
}
needs-heading-by = { $count ->
    [one] { $name }, senast { $day }
   *[other] { $name }: { $count } personer senast { $day }
}
needs-thread = Så långt har behovet kommit
needs-employees = { $count ->
    [0] Inga anställda i dag.
    [one] En anställd i dag.
   *[other] { $count } anställda i dag.
}
needs-network = Nätverk: { $name }
needs-visibility = Syns bara för er som arbetar med det
needs-state-because = Skäl: { $reason }
needs-to-coding = Godkänn yrket
needs-to-lanes = Välj väg
needs-to-state = Ändra läge

needs-note-heard = { $day }. Företaget svarade självt.
needs-note-heard-led = { $day }. { $name } ledde samtalet.
needs-note-understood = { $day }. { $name } godkände yrket.
needs-note-not-understood = Någon behöver godkänna yrket.
needs-note-answered = { $day }. { $name } svarade.
needs-note-promised = Svar senast { $moment }.
needs-note-proposed = { $count ->
    [one] { $day }. En insats är föreslagen.
   *[other] { $day }. { $count } insatser är föreslagna.
}
needs-note-filled = { $filled } av { $count } på plats
needs-note-aim = { $count } på plats senast { $day }
needs-note-aim-open = { $count } på plats
needs-note-effect = Mäts när behovet är löst
needs-note-told = { $day }. Företaget fick veta hur det gick.
needs-note-tell = Företaget får veta hur det gick

needs-goal = Målet bakom behovet
needs-said-by = { $name }, { $day }
needs-said = Företaget, { $day }
needs-fact-count = Antal
needs-persons = { $count ->
    [one] 1 person
   *[other] { $count } personer
}
needs-fact-start = Senast
needs-fact-severity = Hur allvarligt
needs-fact-consequence = Om det inte går

needs-read-as = Så läste vi yrket
needs-read-as-question = Läste vi yrket rätt?
needs-coding-lede = Det här är ett förslag. Inget räknas förrän en person säger ja.
needs-change-occupation = Byt yrke
needs-vocabulary = ordlista { $version }
needs-why-code = Varför just den koden
needs-why-code-caption = Orden i texten och vad de gav
needs-head-word = Ord i texten
needs-head-means = Betyder
needs-head-points = Poäng
needs-sum-row = Summa
needs-reason = { $term }, { $how }
needs-how-exact = samma ord
needs-how-inflection = annan böjning
needs-how-compound-head = sista ordledet
needs-how-compound-part = ett ordled
needs-how-misspelling = liknande stavning
needs-how-abbreviation = förkortning
needs-how-synonym = annat namn
needs-how-related-skill = kunskap i yrket
needs-how-likeness = hela titeln liknar
needs-next-best = Näst bäst: { $label }, { $points }
needs-accepted = { $name } godkände koden { $day }.
needs-chosen-by-hand = Yrket söktes fram för hand.
# Names of occupations may end in a full stop, as in «m.fl.»: no other one follows them.
needs-chosen-instead = Förslaget var: { $name }
needs-which-occupation = Vilket yrke är det?
needs-which-skills = Vad behöver personen kunna?
needs-option = SSYK { $ssyk } { $group } · { $points } poäng
needs-option-group = Hela yrkesgruppen, SSYK { $ssyk } · { $points } poäng
needs-accept = Ja, det stämmer
needs-search-another = Sök ett annat yrke
needs-nothing-read = Vi kände inte igen något yrke i texten.
needs-waits-for-acceptance = Företaget eller den som arbetar med behovet godkänner yrket.
needs-coding-title = Välj yrke
needs-search-occupation = Sök yrke
needs-search-occupation-button = Sök
needs-no-occupation-found = Inget yrke hittades. Skriv på ett annat sätt.
needs-cancel = Avbryt

needs-about-case = Vem gör vad och när
needs-next-step = Nästa steg
needs-latest = senast { $day }
needs-to-case = Ärende { $number }
needs-next-coding = Godkänn yrket. Sedan räknas behovet och kan besvaras.
needs-next-lane = Välj en väg, eller föreslå en insats.
needs-who-does-what = Vem gör vad
needs-owner = Äger
needs-deputy = Ersättare
needs-firm = Företag
needs-asked = { $by } frågar om { $fact }
needs-somebody = Någon
needs-answer-asked = Svara på frågan
needs-asked-waits = Företaget har fått frågan.

needs-lanes = { $count ->
    [one] Tre vägar till en person
   *[other] Tre vägar till { $count } personer
}
needs-lanes-lede = Alla tre kan pågå samtidigt.
needs-lane-about-upskill = Pröva och bygg på det som personalen redan kan.
needs-lane-about-try-out = Ta emot en elev eller praktikant och lär känna varandra.
needs-lane-about-recruit = Annonsera och anställ någon som redan kan yrket.
needs-lane-state = Läge
needs-lane-next-step = Nästa steg
needs-lane-next-step-hint = Vad ska göras, och av vem?
needs-lane-next-step-on = Senast
needs-lane-when = När
needs-lane-planned = Hur många ska vägen ge, av { $count }?
needs-lane-in-place = På plats
needs-lane-filled = { $count ->
    [0] Ingen än
    [one] 1 person
   *[other] { $count } personer
}
needs-lane-plan = Planera vägen
needs-lane-change = Ändra vägen
needs-lane-save = Spara vägen
needs-sum = Summa: { $terms }{ $planned } av { $count } planerade.
needs-sum-filled = { $count ->
    [0] Ingen på plats än.
    [one] 1 på plats.
   *[other] { $count } på plats.
}

needs-offers = Insatser som kan hjälpa
needs-offers-count = { $shown } av { $count }
needs-offers-lede = Ett förslag som räknats fram. Ni bestämmer. Det som passar står först, sedan det som ligger närmast yrket.
needs-offers-none = Det finns inga insatser än.
needs-offers-more = Visa { $count } till, med skäl
needs-offers-impossible = Visa de { $count } som inte passar, med skäl
needs-offers-left-out = De { $count } som ligger längst bort visas inte.
needs-offers-all = Sök bland alla insatser
needs-propose = Föreslå för företaget
needs-say-yes = Ja tack
needs-say-no = Nej tack
needs-ask = Fråga om { $name }
needs-tell = Svara om { $name }
needs-proposal-waits = Föreslagen { $day }
needs-proposal-accepted = Företaget sa ja { $day }
needs-proposal-declined = Företaget sa nej { $day }

needs-fact-title-employees = Hur många anställda har ni i länet?
needs-fact-title-turnover = Hur stor är omsättningen per år?
needs-fact-title-industry = Vilken bransch är ni i?
needs-fact-title-days-to-start = När behöver den första börja?
needs-fact-hint-employees = Skriv ett tal, till exempel 12
needs-fact-hint-turnover = I tusen kronor: 8 000 betyder 8 miljoner
needs-fact-hint-industry = Koden i SNI 2007, till exempel 56100
needs-fact-hint-days-to-start = År, månad och dag
needs-fact-why = Svaret avgör vilka insatser som passar. Det syns bara för er som arbetar med behovet.
needs-fact-save = Spara svaret

needs-state-title = Ändra läge
needs-state-now = Behovet är nu: { $state }.
needs-state-new = Nytt läge
needs-state-reason = Varför?
needs-state-reason-hint = Behövs när behovet skrivs av eller bara löstes till en del
needs-state-save = Spara läget

needs-history = Det har hänt
needs-event-registered = Företaget godkände behovet.
needs-event-confirmed = Yrket godkändes: { $name }
needs-event-recoded = Yrket byttes till: { $name }
needs-event-before = Innan stod det: { $name }
needs-event-lane = { $name } är { $state }.
needs-event-state = Nytt läge: { $state }.
needs-event-proposed = { $name } föreslogs för företaget.
needs-event-yes = Företaget sa ja till { $name }.
needs-event-no = Företaget sa nej till { $name }.
needs-event-asked = Företaget fick en fråga om { $name }.
needs-event-filled = Svar kom om { $name }.

needs-flash-coded = Yrket är godkänt. Nu räknas behovet.
needs-flash-lane = { $name } är sparad.
needs-flash-state = Behovet har nytt läge: { $state }.
needs-flash-filled = { $name } är sparad. Insatserna är räknade om.
needs-flash-asked = Företaget har fått frågan om { $name }.
needs-flash-proposed = Insatsen är föreslagen. Företaget får besked.
needs-flash-yes = Ni sa ja. Den som föreslog insatsen får veta det.
needs-flash-no = Ni sa nej. Den som föreslog insatsen får veta det.

told-fact-asked = Ni har fått en fråga om ert behov
told-offer-proposed = Ni har fått ett förslag på en insats
told-proposal-answered = Företaget har svarat på ert förslag
