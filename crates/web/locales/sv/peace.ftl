# Contact peace: what firms ask of those who get in touch, and what becomes of a contact.
peace-title = Kontaktfrid
peace-lede = Här bestämmer ni hur kommuner, regionen och Arbetsförmedlingen hör av sig. Alla ser det innan de planerar ett besök, ett samtal, ett brev eller en enkät.
peace-never = Det ni själva ber om stoppas aldrig, till exempel svar i ett ärende.
peace-link = Ändra er kontaktfrid
peace-asks = Så vill företaget ha det
peace-we-ask = Så vill ni ha det

peace-forced-title = Trots era önskemål
peace-forced-says = De här kontakterna går emot det ni har bett om. Den som planerade dem har sagt varför.
peace-forced-row = Går emot: { $over }. Skäl: { $why }
peace-asked-row = Företaget har bett om kontakten.
peace-wish-quiet = tyst period
peace-wish-limit = antal kontakter
peace-wish-channel = sätt att höra av sig

peace-quiet-title = Tysta perioder
peace-quiet-says = Då får ingen skicka enkäter. Den som ändå måste höra av sig skriver varför, och ni får läsa det.
peace-quiet-none = Ni har ingen tyst period framför er.
peace-quiet-end = Ta bort perioden
peace-quiet-say = Lägg till perioden
peace-from = Första dagen
peace-until = Sista dagen
peace-why = Varför?
peace-why-hint = Ni behöver inte svara. Alla som arbetar med företag i länet ser det.
peace-days = { $from } till { $until }

peace-wishes-title = Era önskemål
peace-limit = Högst så många kontakter per kvartal
peace-limit-hint = Räknar bara dem ni inte har bett om. Lämna tomt om det inte finns någon gräns.
peace-preferred = Helst så här
peace-refused = Inte så här
peace-refused-hint = Enkäter ni säger nej till stoppas. För annat krävs ett skäl.
peace-ask-for = Vem ska man fråga efter?
peace-ask-for-hint = Skriv en roll, till exempel platschefen. Något namn behövs inte.
peace-save = Spara önskemålen
peace-only-admin = Den som är administratör för företaget kan ändra.

peace-check = Visa vad som gäller
peace-reason = Varför kan det inte vänta?
peace-reason-hint = Företaget får läsa ditt skäl.
peace-outcome-allowed = Det går bra
peace-outcome-needs-reason = Företaget har bett om något annat
peace-outcome-refused = Det går inte
peace-advice-reason = Samordna helst med någon som redan har kontakt, eller välj en annan dag. Kan det inte vänta? Skriv varför.
peace-advice-refused = Välj en annan dag eller ett annat sätt att höra av dig.
peace-asked-case = Företaget har ett ärende med er. Därför går det alltid bra att höra av sig.
peace-asked-message = Företaget har skrivit till er nyligen. Därför går det bra att svara.

peace-says-quiet = Tyst period { $from } till { $until }.
peace-says-quiet-why = Tyst period { $from } till { $until }: { $why }
peace-says-quiet-survey = Inga enkäter till och med { $until }. Företaget har en tyst period.
peace-says-survey-refused = Företaget svarar inte på enkäter.
peace-says-channel = Företaget vill inte ha { $way }.
peace-says-limit = { $limit ->
    [0] Inga kontakter som företaget inte har bett om.
    [one] Högst en kontakt per kvartal som företaget inte har bett om.
   *[other] Högst { $limit } kontakter per kvartal som företaget inte har bett om.
}{ $count ->
    [0] {" "}Kvartalet har ingen än.
    [one] {" "}Kvartalet har redan en.
   *[other] {" "}Kvartalet har redan { $count }.
}
peace-says-preferred = Helst { $ways }.
peace-says-refused = Inte { $ways }.
peace-says-ask-for = Fråga efter: { $whom }
peace-says-others = { $recent ->
    [0] Ingen annan har hört av sig de senaste 90 dagarna
    [one] En annan kontakt de senaste 90 dagarna
   *[other] { $recent } andra kontakter de senaste 90 dagarna
}{ $planned ->
    [0] .
    [one] , och en är planerad.
   *[other] , och { $planned } är planerade.
}
peace-way-visit = besök
peace-way-call = samtal
peace-way-mail = brev och e-post
peace-way-survey = enkäter
peace-way-meeting = möten

fault-peace-quiet-survey = Företaget har en tyst period till och med { $until }. Då går det inte att skicka enkäter.
fault-peace-quiet-survey--track = Företaget har en tyst period till och med { $until }. Då går det inte att bjuda in till den här sortens kartläggning.
fault-peace-survey-refused--track = Företaget svarar inte på enkäter. Kartlägg tillsammans i stället.
fault-peace-survey-refused = Företaget svarar inte på enkäter. Välj ett annat sätt.
fault-peace-quiet = Företaget har en tyst period { $from } till { $until }. Skriv varför det inte kan vänta.
fault-peace-channel = Företaget har sagt nej till det här sättet. Välj ett annat, eller skriv varför det behövs.
fault-peace-limit = Företaget vill ha högst { $limit } kontakter per kvartal som det inte har bett om. Kvartalet har redan { $count }. Skriv varför det inte kan vänta.
fault-peace-both-ways = Samma sätt står under både Helst och Inte. Välj ett av dem.
fault-peace-limit-out-of-range = Skriv ett tal från 0 till { $max }, eller lämna tomt.
fault-peace-ends-before = Sista dagen ligger före den första. Skriv { $from } eller en senare dag.
fault-peace-too-long = Perioden är längre än ett år. Skriv en dag som ligger närmare.
fault-peace-too-many = Ni har redan { $max } tysta perioder. Ta bort någon först.

flash-wishes-said = Era önskemål är sparade. Alla som hör av sig ser dem.
flash-quiet-said = Den tysta perioden { $date } är sparad.
flash-quiet-ended = Den tysta perioden är borttagen.
flash-contact-forced = Kontakten med { $name } { $date } är sparad. Företaget ser ditt skäl.
told-contact-forced = En kontakt går emot era önskemål
asked-for-case = Ja, i ett ärende
asked-for-message = Ja, i ett meddelande
mine-section-contact-wishes = Önskemål om kontakt
mine-section-quiet-periods = Tysta perioder
mine-field-asked-for = Ni har bett om det
mine-field-forced = Skäl mot önskemål
mine-field-forced-over = Mot vilket önskemål
mine-field-limit = Högst per kvartal
mine-field-preferred = Helst så
mine-field-refused = Inte så
mine-field-ask-for = Fråga efter
mine-place-contact_wish = Önskemål om kontakt
mine-place-quiet_period = Tysta perioder
