# Pools: suggestions, each pool, the firm's own answer, and what was said when.
pooling-title = Samlingar
pooling-lede = När flera företag behöver samma yrke kan behoven läggas ihop. Då blir de många nog för en kurs eller en utbildning.
pooling-lede-firm = Här ser ni när ert behov kan läggas ihop med andras. Ni bestämmer om ni vill vara med.
pooling-ideas = Kan samlas
pooling-ideas-lede = Samma yrke behövs hos flera företag i minst två kommuner. Öppna en samling, så frågas företagen.
pooling-ideas-none = Just nu finns inget yrke som behövs i flera kommuner och inte redan är samlat.
pooling-idea-few = Bara två företag än. Summan visas då bara för er.
pooling-form-link = Öppna samling
pooling-list = Alla samlingar
pooling-list-firm = Samlingar ni är tillfrågade om
pooling-live = Pågår
pooling-every-state = Alla lägen
pooling-find = Visa
pooling-show-all = Visa alla lägen
pooling-none-title = Inga samlingar här
pooling-none-text = När en samling öppnas syns den i listan.
pooling-until = svara senast { $date }
pooling-late = Nästa steg är försenat
pooling-head-occupation = Yrke
pooling-head-sum = Summa
pooling-head-do = Gör
pooling-head-pool = Samling
pooling-head-next = Nästa steg
pooling-head-state = Läge
pooling-head-firm = Företag
pooling-head-part = Del
pooling-head-answer = Svar
pooling-head-version = Version
pooling-head-when = När
pooling-head-why = Varför

pooling-sum = { $persons ->
    [one] 1 person
   *[other] { $persons } personer
}, { $firms ->
    [one] 1 företag
   *[other] { $firms } företag
}, { $places ->
    [one] 1 kommun
   *[other] { $places } kommuner
}
pooling-sum-hidden = Summan visas när minst tre företag har sagt ja.
pooling-sum-title = Summan
pooling-sum-says = Bara företag som har sagt ja räknas med.
pooling-persons = { $count ->
    [0] Ingen person
    [one] 1 person
   *[other] { $count } personer
}
pooling-figure-persons = Personer
pooling-figure-firms = Företag
pooling-figure-places = Kommuner

pooling-state-forming = Företagen frågas
pooling-state-open = Öppen
pooling-state-ordered = Beställd
pooling-state-answered = Besvarad
pooling-state-closed = Avslutad
pooling-state-cancelled = Inställd
pooling-consent-asked = Har inte svarat
pooling-consent-yes = Är med
pooling-consent-no = Vill inte vara med
pooling-consent-withdrawn = Har dragit sig ur
pooling-change-opened = Samlingen öppnades
pooling-change-joined = Ett företag sa ja
pooling-change-left = Ett företag drog sig ur
pooling-change-need-left = Ett behov finns inte kvar

pooling-new-title = Öppna en samling
pooling-new-heading = Samla behovet av { $occupation }
pooling-new-lede = Säger alla ja blir det { $sum }. Varje företag får en fråga. Inget räknas förrän det har svarat.
pooling-usual-title = Gemensamt behov: { $occupation }
pooling-usual-step = Gå igenom företagens svar
pooling-need-of = { $name }, { $place }
pooling-need-is = { $persons ->
    [one] 1 person
   *[other] { $persons } personer
}, { $occupation }, { $day }
pooling-need-no-day = ingen dag sagd
pooling-gone-title = Behoven är inte lediga längre
pooling-gone-text = Någon annan kan ha samlat dem. Titta i listan.
pooling-to-list = Till samlingarna
pooling-field-title = Rubrik
pooling-field-title-hint = Företagen läser den.
pooling-field-needs = Vilka behov
pooling-field-needs-hint = Välj behov från minst två företag i två kommuner.
pooling-field-deadline = Sista svarsdag
pooling-field-deadline-hint = Då ska företagen ha svarat.
pooling-field-next = Nästa steg
pooling-field-next-hint = Vad ni gör härnäst. Företagen läser det.
pooling-field-next-on = Dag för nästa steg
pooling-form-send = Öppna samlingen och fråga företagen
pooling-edit-title = Ändra samlingen
pooling-edit-lede = Företagen ser det ni ändrar.
pooling-edit-link = Ändra
pooling-edit-save = Spara ändringen

pooling-answer-change = Ändra företagets svar
pooling-answer-link = Svara för företaget
pooling-steps-link = Ta nästa steg
pooling-ended = Samlingen tog slut { $date }
pooling-own-part = Er del
pooling-firms = Företagen i samlingen
pooling-firms-says = Bara ni som arbetar med samlingen ser listan. Företagen ser sin egen del och summan.
pooling-to-need = Behov
pooling-call-link = Skriv in svar
pooling-named-title = Företag som vill synas
pooling-named-says = De har sagt att andra får veta att de är med.
pooling-may-be-named = Namnet får synas
pooling-not-named = Namnet får inte synas
pooling-said = { $name }, { $date }
pooling-said-by-phone = { $name } i telefon { $date }. Inskrivet av { $recorded }.
pooling-versions = Så har summan ändrats
pooling-versions-says = Summan vid varje ändring, den senaste först
pooling-versions-none = Den första summan läggs fast när samlingen öppnas.
pooling-facts = Om samlingen
pooling-owner = Hålls av
pooling-by = { $name }, { $organisation }
pooling-back = Till samlingen

pooling-steps-title = Nästa läge för samlingen
pooling-steps-now = Nu: { $state }.
pooling-steps-question = Vad har hänt?
pooling-step-open = Företagen har svarat
pooling-step-ordered = En utbildning är beställd
pooling-step-answered = Vi har fått svar
pooling-step-closed = Avsluta samlingen
pooling-step-cancelled = Ställ in samlingen
pooling-step-hint-open = Summan läggs fast som version 1. Minst två företag i två kommuner ska ha sagt ja.
pooling-step-hint-ordered = Skriv gärna hos vem.
pooling-step-hint-answered = Skriv gärna vad svaret blev.
pooling-step-hint-closed = Behoven går vidare var för sig. Det går inte att ångra.
pooling-step-hint-cancelled = Behoven går vidare var för sig. Det går inte att ångra.
pooling-steps-reason = Vad blev det, eller varför?
pooling-steps-reason-hint = Måste fyllas i när samlingen tar slut. Företagen läser det.
pooling-steps-save = Spara läget

pooling-own-title = Ert svar
pooling-own-heading = Vill ni vara med i samlingen?
pooling-own-lede = Andra företag behöver samma yrke som ni. Säger ni ja räknas ert behov med i summan. Andra ser summan, aldrig er del.
pooling-own-stands = Ert svar nu
pooling-own-question = Ert svar
pooling-own-right = Ni kan ändra er så länge samlingen pågår. Då räknas summan om direkt.
pooling-own-send = Skicka svaret
pooling-own-over = Samlingen är slut.
pooling-answer-yes = Ja, räkna med oss
pooling-answer-no = Nej, vi är inte med
pooling-answer-withdrawn = Vi drar oss ur
pooling-answer-hint-yes = Antalet personer läggs till i summan.
pooling-answer-hint-no = Behovet finns kvar, men inte i samlingen.
pooling-answer-hint-withdrawn = Er del tas bort ur summan direkt.
pooling-naming-question = Får namnet synas?
pooling-naming = Ja, de andra får se namnet
pooling-naming-hint = Gäller bara tillsammans med ett ja.

pooling-call-title = Skriv in ett svar från telefon
pooling-call-heading = Svar från { $name }
pooling-call-lede = Skriv vem som svarade och vilken dag. Företag som kan logga in säger ja själva, men ett nej kan alltid skrivas in.
pooling-call-choose = Välj företag
pooling-call-question = Vad sa företaget?
pooling-call-by = Vem sa det?
pooling-call-by-hint = Namnet på den ni talade med.
pooling-call-on = Vilken dag?
pooling-call-save = Spara svaret

pooling-on-need = Samlat behov
pooling-on-need-in = Behovet är med i samlingen { $title }.
pooling-on-need-asked = Företaget är tillfrågat om samlingen { $title }.
pooling-on-need-link = Till samlingen

flash-pooling-formed = Samlingen «{ $name }» är öppnad. Företagen är tillfrågade.
flash-pooling-changed = Samlingen «{ $name }» är ändrad.
flash-pooling-stepped = «{ $name }»: { $state }.
flash-pooling-yes = Ni är med i «{ $name }».
flash-pooling-no = Ni är inte med i «{ $name }».
flash-pooling-withdrawn = Ni är inte längre med i «{ $name }». Summan är omräknad.
flash-pooling-recorded = Svaret är inskrivet i «{ $name }».
