# What is wrong with one field, and what to do. `fault-<code>--<field>` goes before `fault-<code>`.
fault-unknown = Svaret går inte att använda. Skriv det på ett annat sätt.

fault-required = Svaret saknas. Skriv eller välj något här.
fault-required--orgNumber = Företagets nummer saknas. Skriv tio siffror, till exempel 559999-0016.
fault-required--name = Namnet saknas. Skriv det som ni själva säger det.
fault-required--email = E-postadressen saknas. Skriv den du loggar in med.
fault-required--password = Lösenordet saknas. Skriv det.
fault-required--municipality = Kommunen saknas. Välj en.
fault-required--sector = Välj om verksamheten är privat, offentlig eller ideell.
fault-required--kind = Välj ett av alternativen.
fault-required--state = Välj ett läge.
fault-required--outcome = Välj hur det gick.
fault-required--outcomeWords = Berätta med några ord hur det gick. Företaget får läsa det.
fault-required--on = Dagen saknas. Skriv till exempel 2026-12-08.
fault-required--topic = Skriv på en rad vad det handlar om.
fault-required--nextStep = Nästa steg saknas. Skriv vad som ska göras.
fault-required--nextStepOn = Dagen för nästa steg saknas. Skriv när det senast ska vara gjort.
fault-required--goal = Målet saknas. Skriv med egna ord vad ni vill nå.
fault-required--obstacle = Välj det som är svårast just nu.
fault-required--severity = Välj hur allvarligt det är.
fault-required--capability = Skriv vad man behöver kunna för att nå målet.
fault-required--gap = Skriv vad som fattas i dag.
fault-required--words = Skriv med egna ord vad det gäller.
fault-required--count = Antalet saknas. Skriv hur många personer det gäller.
fault-required--contactName = Namnet saknas. Skriv vem vi ska svara.
fault-required--contactReach = Skriv ett telefonnummer eller en e-postadress, så att vi kan svara.
fault-required--assignment = Välj en roll.
fault-required--reason = Skriv varför, så att andra förstår.
fault-required--title = Rubriken saknas. Säg på en rad vad det gäller.
fault-required--body = Meddelandet är tomt. Skriv något först.
fault-required--organisation = Välj vilken organisation det gäller.
fault-required--desk = Välj vilket skrivbord som ska ta över.
fault-required--to = Välj vem som ska få läsa.
fault-required--summary = Skriv i en mening eller två vad man får.
fault-required--target = Skriv vem insatsen är till för.
fault-required--price = Skriv vad det kostar, till exempel «kostar inget».
fault-required--contact = Skriv vem man ska fråga.
fault-required--stages = Välj minst ett skede.
fault-required--conditionCodes = Skriv minst en kod, eller ta bort kravet.
fault-required--conditionReason = Skriv varför kravet finns.

fault-too-long = Texten är { $length } tecken. Korta den till högst { $max }.
fault-control-characters = Texten innehåller ett tecken som inte syns. Skriv texten igen i stället för att klistra in den.
fault-unknown-choice = «{ $value }» finns inte att välja. Välj ett av alternativen.
fault-not-a-whole-number = «{ $value }» är inte ett helt tal. Skriv med siffror, till exempel 3.
fault-out-of-range = { $value } går inte. Skriv ett tal från { $min } till { $max }.
fault-email-malformed = «{ $value }» går inte att skicka till. Skriv till exempel namn@foretag.se.

fault-date-needs-three-numbers = «{ $value }» går inte att läsa som en dag. Skriv dag, månad och år med siffror, till exempel 15 3 2027.
fault-date-year-out-of-range = År { $year } är för långt bort. Skriv ett år från 2000 till 2100.
fault-date-month-out-of-range = Månad { $month } finns inte. Skriv ett tal från 1 till 12.
fault-date-day-not-in-month = Den { $day } { $monthName } finns inte. { $monthStart } { $year } slutar den { $last }.
fault-date-not-iso = «{ $value }» går inte att läsa som en dag. Skriv år, månad och dag, till exempel 2026-12-08.
fault-date-has-passed = { $value } har redan varit. Skriv i dag eller en senare dag.
fault-date-out-of-reach = { $value } är mer än två år bort. Skriv en dag som ligger närmare.

fault-county-malformed = «{ $value }» är inte en länskod. Skriv två siffror, till exempel 22.
fault-municipality-malformed = «{ $value }» är inte en kommunkod. Välj en kommun i listan.
fault-ssyk-malformed = «{ $value }» är inte en SSYK-kod. Skriv fyra siffror, till exempel 5120.
fault-isco-malformed = «{ $value }» är inte en ISCO-kod. Skriv fyra siffror, till exempel 5120.
fault-sni-malformed = «{ $value }» är inte en SNI-kod. Skriv två till fem siffror, till exempel 56100, eller lämna tomt.
fault-sni-version-unknown = «{ $value }» är ingen utgåva av SNI. Skriv 2007 eller 2025.
fault-org-number-length = «{ $value }» har inte tio siffror. Skriv till exempel 559999-0016.
fault-org-number-is-personal = Det ser ut som ett personnummer. Skriv företagets nummer. Har en enskild firma inget annat ska den inte skrivas in här.
fault-org-number-checksum = «{ $value }» stämmer inte: sista siffran passar inte till de andra. Jämför med ett papper från Bolagsverket.
fault-lane-needs-a-number = Skriv hur många personer vägen ska ge. Noll räcker inte när den är igång.

fault-sign-in-wrong = Adressen och lösenordet hör inte ihop. Skriv båda igen.
fault-sign-in-no-role = Du har ingen roll i dag. Be den som sköter era konton att ge dig en.
fault-occupation-unknown = Yrket finns inte i ordlistan. Välj ett av förslagen eller sök igen.

fault-email-taken = Adressen har redan ett konto. Logga in med den eller skriv en annan.
fault-email-unknown = Ingen har ett konto med den adressen. Se efter hur den stavas.
fault-organisation-unknown = Ingen organisation har numret { $value }. Lägg till den först.
fault-org-number-taken = { $name } har redan det numret. Öppna företaget i listan i stället.

fault-no-desk-for-municipality = Inget skrivbord tar emot ärenden från kommun { $municipality }. Be regionen att utse ett.
fault-case-is-closed = Ärendet är avslutat. Öppna det igen först.
fault-case-is-open = Ärendet är redan öppet. Fortsätt i det.
fault-move-not-possible = Ärendet kan inte gå dit härifrån. Välj ett av lägena på sidan.
fault-not-a-party = Mottagaren är inte med i ärendet. Bjud in den först.
fault-already-a-party = { $name } är redan med i ärendet.
fault-which-firm = Flera företag passar. Välj ett av dem.
fault-no-such-firm = Vi hittar inget företag som heter «{ $value }». Pröva en del av namnet, eller lägg till företaget.
fault-same-desk = Ärendet ligger redan på det skrivbordet. Välj ett annat.

fault-contact-has-been = Kontakten har redan varit. Bara en planerad kontakt går att ställa in.
fault-contact-is-own = Kontakten är er egen. Samordna med någon annans.
fault-already-replied = Frågan har redan fått svar. Ladda om sidan och läs det.


fault-need-without-occupation = Behovet har inget godkänt yrke. Godkänn ett yrke först.

fault-code-beginning-malformed = «{ $value }» är inte början på en kod. Skriv en till fyra siffror, till exempel 51.
fault-condition-needs-a-limit = Kravet saknar gräns. Skriv minst, högst eller båda.
fault-link-malformed = «{ $value }» är ingen länk. Skriv hela adressen med https:// först.
fault-too-many = Det är fler än { $max }. Ta bort några.

fault-json-shape = JSON-texten har inte rätt form: { $value }
fault-instant-malformed = «{ $value }» är ingen tidpunkt. Skriv till exempel 2026-12-08T15:00:00Z.
fault-json-syntax = Texten är inte JSON. Se efter citattecken och kommatecken.

fault-required--track = Välj hur kartläggningen ska göras.
fault-track-needs-leader = Din roll kan bjuda in, men inte leda. Välj att företaget svarar själv.
fault-mapping-not-finished = Fråga { $question } behöver ett svar först. Gå till den och svara.
fault-mapping-not-compiled = Svaren är inte lämnade till företaget än. Den som leder gör det först.
fault-mapping-is-compiled = Svaren väntar på företagets ja. Öppna dem igen om något ska ändras.
fault-mapping-is-approved = Företaget har redan godkänt. Skriv i ärendet om något har ändrats.
fault-mapping-is-withdrawn = Kartläggningen är avbruten. Öppna en ny om företaget vill börja om.
fault-mapping-cannot-go-there = Det går inte i det här läget. Ladda om sidan och se vad som gäller nu.
fault-too-many-needs = Ett mål kan ha högst { $max } behov. Lägg till ett mål i stället.
fault-too-many-goals = Det går att ha högst { $max } mål. Slå ihop två som liknar varandra.
fault-visit-same-day = Det finns redan ett besök hos företaget den dagen. Läs det nedan, eller välj en annan dag.
fault-idea-step = Det går inte från läget idén är i. Ladda om sidan och välj igen.
fault-idea-taken-up = Någon har tagit upp idén. Den går inte att ändra längre. Skriv ett inlägg i stället.
fault-idea-closed = Det går inte att rösta längre. Idén är inte öppen.
fault-idea-into-itself = En idé kan inte slås ihop med sig själv. Välj en annan.
fault-idea-not-alike = Idéerna gäller inte samma sak, eller så finns den andra inte kvar. Välj en annan.
fault-idea-posts-full = En idé kan ha högst { $max } inlägg. Skriv en ny idé i stället.
fault-idea-turned = Det har redan blivit ett behov. Gå till idén och läs det där.
fault-agreement-day-far = Dagen { $value } ligger för långt bort. Välj en dag från { $from } till { $to }.
fault-agreement-day-signed = Dagen { $value } går inte. Välj en dag som har varit, från { $from } till { $to }.
fault-agreement-days-turned = Sista dagen är före den första, { $value }. Välj en senare dag.
fault-agreement-too-long = Ett avtal kan gälla i högst tjugo år. Välj { $value } eller tidigare, eller lämna tomt.
fault-agreement-day-ended = Dagen { $value } går inte. Välj en dag från { $from } till { $to }.
fault-agreement-over = Avtalet gäller inte längre. Det finns inget att avsluta.
fault-agreement-not-actor = Ett avtal kan bara vara med den som hjälper företag. Välj någon i listan.
fault-gathering-nowhere = Skriv en plats, en länk till mötet på nätet eller båda.
fault-gathering-ends-first = Träffen slutar innan den börjar. Välj en senare tid.
fault-gathering-too-long = En träff kan vara högst ett år. Välj { $value } eller tidigare.
fault-gathering-until-late = Anmälan stänger efter att träffen har börjat. Välj { $value } eller tidigare.
fault-gathering-link = Länken «{ $value }» går inte att öppna. Kopiera hela adressen. Den börjar med https://
fault-gathering-seats-taken = { $taken } personer har redan plats. Välj { $taken } eller fler.
fault-gathering-state = Det går inte i det här läget. Ladda om sidan och se vad som gäller nu.
fault-gathering-no-sign-up = Det går inte att anmäla sig längre. Hör av er till den som bjuder in.
fault-gathering-no-room = Det finns inte plats för { $value }. Ni kan vara högst { $max }.
fault-gathering-line-full = Kön är full. Hör av er till den som bjuder in.
fault-gathering-begun = Träffen har börjat. Det går inte att avboka längre.
fault-succession-not-own = Det här stämmer inte med företaget. Välj något som är sant, eller låt det vara öppet.
fault-succession-too-narrow = Färre än { $least } företag stämmer med annonsen. Då går det att räkna ut vilket det är. Säg lite mindre.
fault-succession-told-before = Annonsen har visat annat förut. Den som minns det kan räkna ut vilket företag det är, för färre än { $least } företag stämmer med allt. Säg mindre, eller avsluta och börja om med en ny anteckning.
fault-succession-not-speaking = Du företräder inte företaget längre. Därför kan du inte erbjuda det. Du kan fortfarande ta in annonsen eller avsluta.
fault-succession-advises = Du ger ägaren råd. Därför kan du inte också vara köpare.
fault-succession-sizes-turned = Det högsta är mindre än det minsta. Byt plats på dem.
fault-succession-tells-address = Texten innehåller en adress, { $value }. Ta bort den.
fault-succession-tells-number = Texten innehåller ett telefonnummer eller organisationsnummer. Ta bort det.
fault-succession-tells-name = Ordet { $value } finns i ditt namn eller i företagets. Skriv på ett annat sätt.
fault-succession-tells-place = Orten { $value } säger mer än annonsen. Ta bort den, eller välj bara den kommunen.
fault-succession-agreement-changed = Texten har ändrats. Läs den nya texten och svara igen.
fault-succession-agreement-needed = Kryssa i rutan om du lovar. Annars går du tillbaka.
fault-succession-listings-full = Du har redan { $max } anteckningar. Avsluta någon först.
fault-succession-firm-gone = Företaget har upphört eller finns inte i registret. Därför kan det inte erbjudas.
fault-succession-over = Det är redan avslutat eller intaget. Ladda sidan igen.
fault-succession-closed = Samtalet är avslutat eller har gått vidare. Ladda sidan igen.
fault-succession-adviser-unknown = Det finns inget konto med adressen { $value } här. Kontrollera adressen.
fault-succession-adviser-self = Det är din egen adress. Skriv rådgivarens.
fault-succession-adviser-buyer = Den personen har visat intresse som köpare och kan inte ge råd.
fault-succession-advisers-full = Du har redan { $max } rådgivare. Ta bort någon först.
fault-succession-interests-full = Du har redan { $max } samtal. Avsluta något först.
fault-succession-contacts-full = Så många har redan skrivit till säljaren att det är fullt. Försök senare.
fault-succession-already = Du har redan skrivit till säljaren. Gå till samtalet.
fault-succession-profile-first = Berätta först vad du söker. Skriv sedan till säljaren.
fault-succession-messages-full = Samtalet har redan { $max } meddelanden. Fortsätt på annat sätt.
fault-support-not-money = Skriv «{ $value }» som ett belopp, till exempel 12 500 eller 12 500,50.
fault-support-money-range = Beloppet «{ $value }» går inte. Skriv mer än 0 och högst { $max }.
fault-support-day = Dagen { $value } går inte. Välj en dag som har varit, högst { $count } dagar bort.
fault-support-period = Sista dagen är före den första, { $value }. Välj en senare dag.
fault-support-rate = Kursen { $value } går inte. Skriv kronor för en euro, mellan { $min } och { $max }.
fault-support-aid-day = Dagen { $value } räknas inte. Välj en dag från { $from } till i dag.
fault-support-paid-day = Dagen { $value } går inte. Välj en dag från beslutet till i dag.
fault-support-budget = Budgeten räcker inte. Det är { $max } kr kvar, och stödet är { $min } kr. Välj ett lägre belopp.
fault-support-budget-bound = Det är redan beviljat { $min } kr. Budgeten kan inte bli mindre än så.
fault-support-basis-stays = Reglerna kan inte ändras, för beslut är räknade efter dem. Skriv in ett nytt stöd i stället.
fault-support-fund-closed = Beslut fattas från { $from } till { $to }. Välj en dag då, eller ett annat stöd.
fault-support-step = Ansökan har redan ändrats. Ladda om sidan och se hur den står.
fault-support-no-firm = Inget företag i länet har numret { $value }. Kontrollera det, eller lägg till företaget.
fault-support-same-firm = Det är samma företag. Skriv numret på ett annat.
fault-support-member-elsewhere = Företaget hör redan till en annan koncern. Ta bort det där först.
fault-de-minimis = Taket stoppar beslutet. Företaget har { $count } euro på tre år, taket är { $limit } euro och { $max } euro är kvar. Det här stödet är { $min } euro. Första dagen det ryms är { $day }.
fault-de-minimis-never = Stödet är { $min } euro. Det är mer än taket på { $limit } euro och ryms aldrig. { $max } euro är kvar i dag, { $count } euro är använt.
fault-redundancy-not-yet = Dagen { $value } har inte varit än. Skriv dagen då varslet kom.
fault-redundancy-order = Sista dagen på jobbet är före varslet, { $value }. Välj en senare dag.
fault-redundancy-occupation = Vi hittar inget yrke som heter «{ $value }». Skriv dess fyra siffror, eller välj i listan.
fault-redundancy-occupation-meant = Vi hittar inget yrke som heter «{ $value }». Menar du { $meant }? Skriv så i stället.
fault-redundancy-elsewhere = Ni har inte ansvar för { $value }. Be den som har det skriva in varslet.
fault-redundancy-closed = Arbetet är avslutat. Uppgifterna kan inte ändras.
fault-redundancy-step = Varslet har redan ändrats. Ladda om sidan och se hur det står.
fault-visit-not-yet = Besöket har inte varit än. Vänta tills dagen har kommit.
fault-visit-step = Besöket har redan ändrats. Ladda om sidan och se hur det står.
fault-companion-unknown = Organisationen finns inte bland dem som gör besök. Välj en i listan.
fault-retirements-fall = De som slutar tidigare räknas med. Skriv { $least } eller fler.

fault-required--decidedBy = Skriv vem som har beslutat.
fault-required--decidedOn = Skriv vilken dag beslutet togs.
fault-module-not-decided-yet = { $value } har inte varit än. Skriv dagen när beslutet togs.
fault-module-trial-without-end = Ett prov behöver en dag när det utvärderas. Skriv vilken.
fault-module-evaluated-too-soon = { $value } ligger inte efter beslutet. Skriv en senare dag.
fault-reply-place-unknown = «{ $value }» går inte att fylla i. Skriv någon av { $places }.
fault-reply-name-taken = Det finns redan en mall som heter «{ $name }». Välj ett annat namn.
fault-too-many-replies = Det finns redan { $max } mallar. Ta bort en av dem först.
fault-reply-not-yours = Någon annan skrev mallen. Bara den kan göra den till sin egen igen.
fault-required--template = Välj en mall först.
fault-reply-gone = Mallen finns inte längre. Välj en annan.
fault-required--note = Anteckningen är tom. Skriv något först.
fault-too-many-notes = Ärendet har redan { $max } anteckningar. Ändra en av dem i stället.
fault-pool-too-few = Välj behov från minst två företag i två kommuner.
fault-pool-need-gone = Ett behov kan inte samlas längre. Det kan vara mött eller ha ett annat yrke. Ladda om sidan.
fault-pool-taken = Någon annan har redan samlat ett av behoven, i «{ $value }». Öppna den samlingen i stället.
fault-pool-step = Samlingen har redan ändrats, eller så går steget inte att ta nu. Ladda om sidan.
fault-pool-consent-missing = Minst två företag i två kommuner måste ha sagt ja först.
fault-pool-over = Samlingen är slut. Det går inte att ändra mer.
fault-pool-answer-step = Det svaret går inte att ge nu. Ladda om sidan och se hur det står.
fault-pool-firm-answers = { $value } kan logga in och säger ja själv.
fault-pool-said-when = { $value } går inte. Skriv i dag eller en dag under de senaste { $days } dagarna.
fault-signal-step = Det går inte i det här läget. Ladda om sidan och se hur signalen står.
fault-signal-desk-unknown = Skrivbordet finns inte. Välj ett i listan.
fault-signal-day-past = { $value } har redan varit. Skriv en dag som kommer.
fault-signal-names-some-firm = Texten nämner ett företag. Skriv den så att inget företag pekas ut.
fault-signal-names-firm = Texten går till flera företag och nämner { $value }. Ta bort namnet.
fault-signal-no-desk = Det finns inget skrivbord som kan ta emot signalen. Be den som sköter tjänsten att lägga till ett.
fault-leader-is-ambassador = Personen är ambassadör och leder inga kartläggningar. Välj en processledare.
fault-leader-rests = Personen vilar från uppdrag. Välj någon annan.
fault-leader-training-over = Utbildningen gäller till { $day }. Välj någon annan, eller skriv in en ny utbildning.
fault-leader-is-full = Personen har redan { $max } kartläggningar. Välj någon annan.
fault-leader-not-registered = Bara den som står i registret som processledare kan leda. Be regionen lägga till personen.
fault-leader-registered = Personen står redan i registret med den rollen. Öppna raden i stället.
fault-leader-role-invites = Personens konto kan bara bjuda in. Välj ambassadör.
fault-leader-leads-already = Personen leder redan kartläggningen.
fault-leader-not-asked = Företaget har börjat svara på egen hand och ingen annan läser svaren. Det måste be om en processledare först.
fault-leader-mapping-over = Kartläggningen är avslutad. Öppna en ny om företaget vill ha hjälp.
fault-leader-is-there = Någon leder redan er kartläggning.
fault-leader-days-turned = Utbildningen kan inte sluta gälla innan den är gjord. Välj en senare dag.
fault-leader-days-long = En utbildning gäller högst tio år. Välj en tidigare dag.
fault-led-text-closed = Kartläggningen tar inte emot fler svar. Öppna svaren igen först.
fault-staff-nobody = Skriv minst en person i någon ålder.
fault-campaign-quota = Kampanjen har bara { $max } platser med processledare, och alla är tagna.
fault-campaign-days-turned = Kampanjen kan inte sluta innan den börjar. Välj en senare dag.
fault-campaign-days-long = En kampanj varar högst två år. Välj en tidigare dag.
fault-campaign-closed = Kampanjen pågår inte i dag. Ändra dagarna först.
fault-campaign-invited = Företaget är redan inbjudet. Ladda om sidan.
fault-handover-left = { $count ->
    [one] En sak har ingen som tar över än. Välj någon för den.
   *[other] { $count } saker har ingen som tar över än. Välj någon för alla, eller för var och en.
}
fault-handover-too-many = Det går att lämna över högst { $max } saker på en gång. Avsluta några ärenden först.
fault-handover-own = Du kan inte avsluta ditt eget uppdrag. Be någon annan göra det.
fault-holder-gone = Den du valde kan inte ta över. Välj en annan.
fault-already-gone = { $name } har redan slutat och har inget kvar. Välj någon annan.
fault-person-has-open-items = Personen håller i { $count } saker. Lämna över dem först på /overlamningar/ny?person={ $person }
fault-absence-ends-early = Sista dagen ligger före den första. Byt plats på dem eller välj en senare dag.
fault-absence-is-past = De dagarna har redan varit. Välj en dag som kommer.
fault-absence-too-long = Det går att skriva in högst { $max } dagar. Är du borta längre lämnar du över i stället.
fault-absence-overlaps = Du har redan skrivit in att du är borta då. Ta bort det gamla först.
fault-absence-is-deputy = Då ersätter du { $name }. Be { $name } välja någon annan först.
fault-absence-no-desk = Du hör inte till någon funktion och behöver ingen ersättare.
fault-absence-no-deputy = Funktionen har ingen ersättare de dagarna. Välj en kollega.
fault-deputy-is-self = Du kan inte ersätta dig själv. Välj en kollega.
fault-deputy-is-away = { $name } är också borta då. Välj någon annan.

# Imports.
fault-required--source = Välj var företagen har svarat.
fault-required--file = Välj en fil.
fault-required--persons = Antalet saknas. Skriv hur många, minst 1.
fault-import-empty = Filen är tom. Välj en fil med rubriker och rader.
fault-import-no-rows = Filen har bara rubriker. Lägg till rader och läs in den igen.
fault-import-too-large = Filen är större än { $max } MB. Dela den i flera filer.
fault-import-too-many-rows = Filen har fler än { $max } rader. Dela den i flera filer.
fault-import-too-many-columns = Rad { $row } har fler än { $max } kolumner. Ta bort dem som inte behövs.
fault-import-cell-too-long = En ruta på rad { $row } har fler än { $max } tecken. Korta texten.
fault-import-open-quote = Rad { $row } har ett citattecken som aldrig slutar. Ta bort det eller skriv ett till.
fault-import-unknown-format = Filen är varken csv eller xlsx. Spara den som csv eller xlsx och försök igen.
fault-import-old-workbook = Filen är en äldre arbetsbok eller har lösenord. Spara den som xlsx utan lösenord.
fault-import-damaged = Filen är skadad. Öppna den, spara den på nytt och försök igen.
fault-import-unpacks-too-much = Filen blir större än { $max } MB när den packas upp. Spara den som csv.
fault-import-interrupted = Servern startade om medan filen lästes. Läs in den igen. Inget är ändrat.
fault-import-broken = Något gick sönder hos oss. Inget är ändrat. Läs in filen igen, eller kontakta den som sköter Samkraft.
fault-import-changed = Ett av filens nya företag har kommit in på annat sätt. Raderna är provade igen. Se efter och läs in.
fault-import-many-reading = Just nu läses { $max } filer in. Vänta några minuter och försök igen.
fault-import-same-file = Samma fil kom in { $date }. Öppna den importen i stället, eller ångra den först.
fault-import-step = Importen har redan gått vidare. Se vad som gäller nu.
fault-import-has-faults = Filen har fel. Rätta dem först, så läses allt in på en gång.
fault-import-undo-late = Det har gått mer än 30 dagar. Importen går inte att ångra längre.
fault-import-built-on = Andra har arbetat vidare med det som lästes in. Se listan längre ner.
fault-import-column-twice = Två kolumner är «{ $value }». Välj en av dem.
fault-import-column-number = Välj vilken kolumn som har organisationsnumret.
fault-import-column-need = Välj vilken kolumn som har behovet eller yrket.
fault-import-year = «{ $value }» är inget år. Skriv till exempel 2026.
fault-import-row-repeated = Raden säger samma sak som rad { $row }. Slå ihop dem till en rad med båda antalen.
fault-import-ssyk = «{ $value }» finns inte i SSYK. Jämför med SCB:s lista, eller skriv yrkets namn.
fault-import-firm-unknown = { $value } finns inte här. Har företaget bytt nummer? Skriv det nya. Annars: lägg till företaget, eller välj att lägga till nya företag.
fault-import-firm-name = Namnet saknas. Ett nytt företag behöver ett namn.
fault-import-firm-place = «{ $value }» är ingen kommun i länet. Skriv kommunens namn eller kod.
fault-question-choices-count = Du har skrivit { $count } svar att välja på. Skriv minst { $min } och högst { $max }, ett på varje rad.
fault-question-choice-twice = «{ $value }» står två gånger. Ta bort det ena.
fault-question-unchanged = Frågan är precis som förut. Ändra något, eller gå tillbaka.
fault-question-withdrawn = Frågan är tillbakadragen och ändras inte mer. Skriv en ny i stället.
fault-too-many-questions = Ni ställer redan { $max } frågor. Dra tillbaka en först.
fault-too-many-versions = Frågan har redan { $max } versioner. Dra tillbaka den och skriv en ny.
fault-organisation-ceased = { $name } har upphört från { $on }. Inget nytt kan börja där.
fault-organisation-merged = { $name } har gått upp i { $successor } från { $on }. Öppna { $successor } och fortsätt där.
fault-organisation-left = { $name } har lämnat länet för { $place } från { $on }. Inget nytt kan börja där.
fault-ending-day = Dagen { $value } går inte. Välj en dag från { $from } till { $to }.
fault-ending-into-itself = Ett företag kan inte gå upp i sig självt. Välj ett annat.
fault-ending-into-ended = { $name } är självt avslutat. Välj ett annat.
fault-ending-stands = Företaget är redan avslutat. Öppna dess sida för att se när.
fault-ending-desks = { $count ->
    [one] 1 skrivbord tar emot ärenden här. Led om dem först.
   *[other] { $count } skrivbord tar emot ärenden här. Led om dem först.
}
fault-ending-offers = { $count ->
    [one] 1 insats finns i kartan. Ta bort den först.
   *[other] { $count } insatser finns i kartan. Ta bort dem först.
}
fault-ending-networks = { $count ->
    [one] 1 nätverk drivs härifrån. Låt en annan ta över det först.
   *[other] { $count } nätverk drivs härifrån. Låt en annan ta över dem först.
}
fault-ending-events = { $count ->
    [one] 1 träff är inte avslutad. Ställ in den eller skriv vad den ledde till först.
   *[other] { $count } träffar är inte avslutade. Ställ in dem eller skriv vad de ledde till först.
}
fault-ending-funds = { $count ->
    [one] 1 stöd delas ut härifrån. Besluta om det som väntar och vänta till sista dagen.
   *[other] { $count } stöd delas ut härifrån. Besluta om det som väntar och vänta till sista dagen.
}
fault-ending-pools = { $count ->
    [one] 1 samling sköts härifrån. Avsluta den först.
   *[other] { $count } samlingar sköts härifrån. Avsluta dem först.
}
fault-ending-agreements = { $count ->
    [one] 1 avtal med ett annat företag sköts härifrån. Avsluta det först.
   *[other] { $count } avtal med andra företag sköts härifrån. Avsluta dem först.
}
fault-ending-in-hand = { $count ->
    [one] En sak är fortfarande öppen hos dem som arbetar där. Lämna över den först.
   *[other] { $count } saker är fortfarande öppna hos dem som arbetar där. Lämna över dem först.
}
fault-ending-too-much = Mer än { $max } av samma slag är öppna: { $count }. Avsluta en del av dem först.
fault-ending-is-gone = Företaget är öppet. Det finns inget avslut att ta tillbaka.
fault-ending-undo-late = Det går inte att ta tillbaka längre. Ett avslut kan tas tillbaka i sju dagar, men aldrig när företaget har gått upp i ett annat.
fault-number-is-the-same = Företaget har redan numret { $value }. Skriv det nya.
fault-import-firm-ended = { $name } är avslutat från { $on }. Ta bort raden.
fault-import-firm-merged = { $name } har gått upp i { $successor } från { $on }. Skriv det företagets nummer, eller ta bort raden.
