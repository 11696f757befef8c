# Guided mappings: the firm's own pages, and those of who leads or invites.

# The questions ----------------------------------------------------------------------------------
mappings-usual-topic = Inbjudan till kartläggning
mappings-question-title = Fråga { $at }: { $question }
mappings-hint-goal = Till exempel: öppna en lunchrestaurang 2027, eller ta emot fler order.
mappings-hint-obstacle = Välj ett. Du kan ändra dig senare.
mappings-hint-consequence = Skriv några ord om du vill.
mappings-hint-capability = Tänk på jobbet som ska göras. Vad måste någon klara av?
mappings-hint-gap = Jämför med dem ni är i dag. Vad är det ingen kan, eller hinner?
mappings-hint-words = Skriv som du säger det. Till exempel: två kockar som kan laga mat från grunden.
mappings-hint-scope = Skriv ett helt tal, till exempel 3.
mappings-hint-start = Till exempel 15 3 2027. Vet du bara månaden? Skriv 1 som dag. Vet du inte alls? Lämna tomt.
mappings-hint-contact = En person hör av sig. Skriv vem vi ska fråga efter.

mappings-field-goal = Mål
mappings-field-obstacle = Svårast
mappings-field-consequence = Det här händer annars
mappings-field-severity = Hur allvarligt är det?
mappings-field-capability = Det man behöver kunna
mappings-field-gap = Det som fattas
mappings-field-words = Behov
mappings-field-kind = Vad vill ni göra?
mappings-field-count = Hur många personer gäller det?
mappings-field-startDay = Dag
mappings-field-startMonth = Månad
mappings-field-startYear = År
mappings-field-contactName = Namn
mappings-field-contactReach = Telefon eller e-post

mappings-obstacle-find = Hitta nya personer
mappings-obstacle-learn = Lära dem vi har nya saker
mappings-obstacle-keep = Få dem att stanna
mappings-obstacle-retire = Någon går snart i pension
mappings-obstacle-unsure = Vi vet inte riktigt
mappings-obstacle-hint-find = Vi söker men får få eller inga svar
mappings-obstacle-hint-learn = Nya maskiner, ny teknik eller nya regler
mappings-obstacle-hint-keep = Folk slutar eller flyttar
mappings-obstacle-hint-retire = Kunskapen riskerar att försvinna
mappings-obstacle-hint-unsure = Då hjälper vi er att ta reda på det

mappings-about-goal = Mål { $goal } av { $goals }
mappings-about-need = Behov { $need } av { $needs } för målet «{ $goal }»
mappings-minutes = { $minutes ->
    [one] ungefär 1 minut kvar
   *[other] ungefär { $minutes } minuter kvar
}
mappings-saved = Sparat { $time }
mappings-saved-here = Sparat på den här enheten
mappings-restored = Vi hittade det du skrev sist
mappings-meanwhile-short = Någon annan har skrivit här. Gå vidare, så visar vi båda texterna.
mappings-meanwhile-title = Någon annan har skrivit här samtidigt
mappings-meanwhile-text = Din text står kvar i rutan. Här är den andras. Välj själv vad som ska gälla och gå sedan vidare.
mappings-back = Tillbaka
mappings-go-on = Nästa fråga
mappings-to-review = Se alla svar
mappings-later = Spara och fortsätt senare
mappings-then-title = Det här händer sedan
mappings-then-number = Du får ett nummer direkt
mappings-then-number-more = Med det kan du se hur det går.
mappings-then-answer = Vi svarar inom två arbetsdagar
mappings-then-answer-more = En person, med namn och telefon.
mappings-then-shared = Inget delas förrän ni säger ja
mappings-then-shared-more = Ni äger era svar och kan ta bort dem.

# The link ---------------------------------------------------------------------------------------
mappings-intro-title = Berätta vad ert företag behöver
mappings-intro-title-again = Fortsätt där du slutade
mappings-intro-lede = { $questions } korta frågor från { $name } på { $organisation }. Du behöver inget konto.
mappings-intro-time = Det tar ungefär fem minuter. Svaren sparas efter varje fråga.
mappings-intro-who-micro = Bara ni ser svaren tills ni skickar in dem.
mappings-intro-who-led = Bara ni och { $organisation } ser svaren tills ni har godkänt dem.
mappings-intro-promise = När ni har sagt ja får ni ett nummer, ett namn och en dag för svar.
mappings-intro-until = Länken fungerar till { $day }.
mappings-start = Börja svara
mappings-continue = Fortsätt svara
mappings-not-yours-title = Länken är till företaget
mappings-not-yours-text = Du är inloggad som någon annan. Öppna kartläggningen från listan i stället, eller logga ut först.
mappings-closed-title-unknown = Länken leder ingenstans
mappings-closed-title-expired = Länken har gått ut
mappings-closed-title-withdrawn = Kartläggningen är avbruten
mappings-closed-text-unknown = Den kan vara felskriven, eller så finns det en nyare. Leta efter det senaste brevet, eller be den som skickade länken om en ny.
mappings-closed-text-expired = En länk fungerar i 60 dagar. Era svar finns kvar. Be om en ny länk.
mappings-closed-text-withdrawn = Svaren är raderade. Vill ni börja om? Hör av er.
mappings-ask-title = Fråga här
mappings-ask-by = { $name } på { $organisation } skickade länken.
mappings-to-start = Gå till startsidan

# All answers ------------------------------------------------------------------------------------
mappings-review-title = Det här har ni svarat
mappings-review-lede-micro = Läs igenom. Stämmer allt? Skicka in längst ned.
mappings-review-lede-approve = Läs igenom. Ni bestämmer om det är rätt.
mappings-review-lede-compile = Alla frågor har svar. Lämna över till företaget längst ned.
mappings-review-lede-unfinished = Några svar fattas. Det som finns är sparat.
mappings-review-lede-read = Så här ser svaren ut.
mappings-short-goal = Mål
mappings-short-obstacle = Svårast
mappings-short-consequence = Annars
mappings-short-capability = Behöver kunna
mappings-short-gap = Fattas i dag
mappings-short-words = Med egna ord
mappings-short-scope = Gäller
mappings-short-start = Första start
mappings-short-contact = Svara
mappings-no-answer = Inget svar än
mappings-persons = { $count ->
    [one] 1 person
   *[other] { $count } personer
}
mappings-start-unknown = Vet inte än
mappings-goal = Målet
mappings-goal-number = Mål { $number }
mappings-need = Behovet
mappings-need-number = Behov { $number }
mappings-contact = Den vi svarar
mappings-change = Ändra
mappings-occupation = Yrke
mappings-occupation-by = enligt { $name }
mappings-occupation-is-it = Är det här yrket { $label }?
mappings-occupation-why = Vi läste «{ $word }».
mappings-occupation-yes = Ja, det stämmer
mappings-occupation-others = Visa andra yrken
mappings-occupation-optional = Du kan hoppa över det. Då frågar vi sedan.
mappings-occupation-clear = Ta bort
mappings-remove-need = Ta bort behovet
mappings-add-need = Lägg till ett behov
mappings-add-goal = Lägg till ett mål
mappings-answer-rest = Svara på resten
mappings-sent-back-title = Företaget vill ändra något
mappings-send-title = Skicka in svaren
mappings-approve-title = Godkänn svaren
mappings-approve-text = Då ser kompetensmäklaren svaren och börjar arbeta. Ni får ett nummer och en dag för svar.
mappings-approve-name = Ditt namn
mappings-send = Skicka in svaren
mappings-approve = Godkänn svaren
mappings-compile-title = Lämna över till företaget
mappings-compile-text = Företaget läser och säger ja, eller skickar tillbaka. Ingen annan ser svaren innan dess.
mappings-compile = Lämna över svaren
mappings-send-back-open = Något behöver ändras
mappings-send-back-words = Vad behöver ändras?
mappings-send-back-hint = Bara ni och den som leder läser det här.
mappings-send-back = Öppna svaren igen
mappings-to-overview = Till kartläggningen
mappings-case-next-step = Ring företaget och ge ett första svar

# Receipt and how it goes ------------------------------------------------------------------------
mappings-receipt-title-number = Ärende { $number }
mappings-receipt-title = Tack. Vi har era svar.
mappings-receipt-lede = Ert nummer är { $number }. Säg det när ni ringer.
mappings-promise-title = Vi svarar senast { $when }
mappings-promise-late = Vi skulle ha svarat { $when }. Ring gärna.
mappings-answered-title = Ni har fått ett första svar
mappings-case-number = Nummer
mappings-who-answers = Den som svarar
mappings-next-step = Nästa steg
mappings-by-day = senast { $day }
mappings-ended = Så gick det
mappings-where = Så långt har det kommit
mappings-messages = Brev till er
mappings-messages-none = Inga än. När någon skriver till er står det här.
mappings-now-title = Det här händer nu
mappings-now-text = En person läser era svar och ringer eller skriver. Sedan gör ni en plan ihop.
mappings-now-link = Spara länken till den här sidan. Här ser ni hur det går.

# Calling off ------------------------------------------------------------------------------------
mappings-withdraw-link = Avbryt och radera svaren
mappings-withdraw-title = Vill du avbryta kartläggningen?
mappings-withdraw-text = Då raderas alla svar. Det går inte att ångra. Att kartläggningen har funnits står kvar.
mappings-withdraw = Radera svaren
mappings-withdraw-not = Gå tillbaka

# Lists and opening ------------------------------------------------------------------------------
mappings-track-micro = Företaget själv
mappings-track-led = Tillsammans
mappings-track-hint-micro = Sju frågor på fem minuter, via en länk. Passar ett litet företag.
mappings-track-hint-led = Samma frågor men djupare. Ni fyller i tillsammans, och företaget godkänner.
mappings-open-new = Öppna en kartläggning
mappings-filter-firm = Företag
mappings-filter-state = Läge
mappings-filter-track = Sätt
mappings-filter-all = Alla
mappings-filter = Visa
mappings-none-found = Inget passade
mappings-none-found-text = Ändra i filtret eller visa alla.
mappings-show-all = Visa alla
mappings-empty-title = Inga kartläggningar än
mappings-empty-text = Här står de företag som har berättat, eller ska berätta, vad de behöver.
mappings-count = { $count ->
    [one] 1 kartläggning
   *[other] { $count } kartläggningar
}
mappings-column-firm = Företag
mappings-column-state = Läge
mappings-column-track = Sätt
mappings-column-opened = Öppnad
mappings-column-by = Av
mappings-choose-title = Vilket företag gäller det?
mappings-choose-q = Företagets namn
mappings-choose-search = Sök företag
mappings-choose-none = Vi hittar inget sådant företag
mappings-choose-none-text = Pröva början av namnet. Finns det inte, så lägg till det.
mappings-choose-add = Lägg till ett företag
mappings-choose-count = Visar { $shown } av { $total }. Skriv namnet för att hitta fler.
mappings-new-title = Ny kartläggning
mappings-new-with = Öppna en kartläggning med { $firm }
mappings-new-track = Hur ska den göras?
mappings-new-email = Företagets e-post
mappings-new-email-hint = Du skickar länken själv i nästa steg. Lämna tomt om du lämnar den på annat sätt.
mappings-new-submit = Öppna kartläggningen

# One mapping ------------------------------------------------------------------------------------
mappings-overview-title = Kartläggning med { $firm }
mappings-about = Om kartläggningen
mappings-led-by = Leds av
mappings-approved = Godkänd
mappings-approved-by = { $name }, { $when }
mappings-link-first = Kartläggningen är öppen. Skicka länken.
mappings-link-new = Här är den nya länken
mappings-link-once = Länken visas bara nu. Vi sparar den inte, för den som har länken kommer in.
mappings-link-label = Länk till företaget
mappings-link-mail = Skriv ett brev med länken
mappings-link-copy = Kopiera länken
mappings-link-copied = Länken är kopierad
mappings-link-spent = Formuläret var redan skickat
mappings-link-spent-text = Kartläggningen finns. Länken visades första gången. Gör en ny om den är borta.
mappings-link-renew = Gör en ny länk
mappings-link-renew-text = Den nya länken fungerar i 60 dagar. Den gamla slutar fungera.
mappings-link-make = Gör en ny länk
mappings-link-ends = Länken gäller till
mappings-mail-subject = Vad behöver ert företag?
mappings-mail-hello = Hej { $firm }!
mappings-mail-body = Vi vill veta vilka ni behöver. Svara på några korta frågor här:
mappings-mail-end = Ni behöver inget konto. Ingen annan ser svaren förrän ni säger ja. Sedan får ni ett svar inom två arbetsdagar.
mappings-next-title = Nästa steg
mappings-next-micro-firm = Svara på frågorna. Skicka in när ni är klara.
mappings-next-micro-leader = Företaget svarar på frågorna.
mappings-next-micro-other = Företaget svarar på frågorna. Behöver de länken igen? Gör en ny.
mappings-next-led-firm = Svara tillsammans med den som leder. Ni godkänner sist.
mappings-next-led-leader = Svara på frågorna med företaget. Lämna sedan över svaren, så att företaget kan godkänna.
mappings-next-led-other = Den som leder och företaget svarar på frågorna.
mappings-next-compiled-firm = Läs igenom svaren. Godkänn, eller öppna dem igen.
mappings-next-compiled-leader = Företaget läser och godkänner. Skicka länken om de saknar den.
mappings-next-compiled-other = Företaget läser och godkänner.
mappings-next-approved-firm = Ni har godkänt svaren. Här ser ni hur det går.
mappings-next-approved-leader = Företaget har godkänt. Kompetensmäklaren tar vid.
mappings-next-approved-other = Företaget har godkänt. Arbetet fortsätter i ärendet.
mappings-next-withdrawn-firm = Kartläggningen är avbruten. Svaren är raderade.
mappings-next-withdrawn-leader = Kartläggningen är avbruten. Svaren är raderade.
mappings-next-withdrawn-other = Kartläggningen är avbruten. Svaren är raderade.
mappings-move-prepared = Förberedelsen är klar
mappings-move-workshop-1 = Första träffen är klar
mappings-move-workshop-2 = Andra träffen är klar
mappings-read-and-approve = Läs och godkänn svaren
mappings-look-through = Se alla svar
mappings-to-case = Öppna ärendet
mappings-needs = Behov som kom fram
mappings-private-title = Svaren är företagets
mappings-private-text = Ni ser dem när företaget har godkänt.
mappings-happened = Det här har hänt
mappings-event-mapping-invited = Företaget blev inbjudet
mappings-event-mapping-started = Första svaret sparades
mappings-event-mapping-advanced = Förberedelse eller träff blev klar
mappings-event-mapping-link-renewed = Ny länk gjordes
mappings-event-mapping-compiled = Svaren sammanställdes
mappings-event-mapping-sent-back = Svaren öppnades igen
mappings-event-mapping-approved = Företaget godkände
mappings-event-mapping-withdrawn = Kartläggningen avbröts

flash-mapping-saved = Sparat. Du kommer tillbaka hit med samma länk.
flash-mapping-need-removed = Behovet är borttaget.
flash-mapping-sent-back = Svaren är öppna igen.
flash-mapping-withdrawn = Kartläggningen är avbruten och svaren är raderade.
flash-mapping-advanced = Läget är nu: { $state }.
flash-mapping-compiled = Svaren är lämnade till företaget.

mappings-event-mapping-leading-begun = En processledare utsågs
mappings-event-mapping-leading-ended = Processledarens uppdrag tog slut
mappings-event-mapping-leader-asked = Företaget bad om en processledare
mappings-event-mapping-prepared-step = Förberedelserna ändrades
mappings-event-mapping-noted = Den som leder skrev en anteckning
mappings-event-mapping-ages-told = Personalens åldrar skrevs in
mappings-to-led = Ledning
mappings-to-ages = Avgångar
mappings-ask-for-leader = Be om en processledare
mappings-summed-up = Det här har vi kommit fram till
mappings-summed-up-by = { $name } har skrivit sammanfattningen.
mappings-new-leader = Vem ska leda?
mappings-new-leader-hint = Bara om företaget ska svara tillsammans med en processledare.
mappings-new-leader-self = Jag själv
