# The words of every code in `domain`: `<prefix>-<code>`.
role-public = Besökare
role-person = Privatperson
role-employer-admin = Ansvarig på företaget
role-employer-member = Medarbetare på företaget
role-leader = Processledare
role-ambassador = Ambassadör
role-broker = Kompetensmäklare
role-muni-adviser = Näringslivsutvecklare
role-muni-contact = Kommunens kontaktperson
role-af-adviser = Arbetsförmedlare
role-af-editor = Redaktör på Arbetsförmedlingen
role-provider = Utbildningsanordnare
role-assessor = Bedömare
role-guidance = Studie- och yrkesvägledare
role-network-coord = Nätverkets samordnare
role-host = Värd för nyinflyttade
role-strategist = Regionens strateg
role-analyst = Analytiker
role-politician = Förtroendevald
role-editor = Redaktör
role-facilitator = Samtalsledare
role-programme-lead = Programledare
role-dpo = Dataskyddsombud
role-registrar = Registrator
role-admin = Systemansvarig

sector-private = Privat
sector-public = Offentlig
sector-non-profit = Ideell

size-solo = Inga anställda
size-micro = 1–9 anställda
size-small = 10–49 anställda
size-medium = 50–249 anställda
size-large = 250 anställda eller fler

case-state-received = Nytt
case-state-assigned = Tilldelat
case-state-answered = Besvarat
case-state-plan-agreed = Plan finns
case-state-in-progress = Görs
case-state-follow-up = Följs upp
case-state-waiting = Väntar
case-state-handed-over = Lämnat vidare
case-state-reopened = Öppnat igen
case-state-closed = Avslutat

case-outcome-met = Behovet är löst
case-outcome-partly-met = En del är löst
case-outcome-not-met = Behovet blev inte löst
case-outcome-no-longer-needed = Behövs inte längre
case-outcome-merged = Fortsätter i ett annat ärende

alarm-none = I tid
alarm-deputy = Ersättaren har fått veta
alarm-escalated = Skrivbordet ovanför har fått veta

audience-parties = Alla i ärendet
audience-own = Bara vi
audience-one = Vi och en till

contact-kind-visit = Besök
contact-kind-call = Samtal
contact-kind-mail = Brev eller e-post
contact-kind-survey = Enkät
contact-kind-meeting = Möte

stage-attract = Attrahera
stage-recruit = Rekrytera
stage-keep = Behålla
stage-develop = Utveckla

offer-kind-validation = Prövning av vad man kan
offer-kind-education = Utbildning
offer-kind-placement = Plats att prova på
offer-kind-grant = Stöd i pengar
offer-kind-recruitment = Hjälp att rekrytera
offer-kind-advice = Råd och stöd
offer-kind-network = Nätverk
offer-kind-relocation = Hjälp att flytta hit

fact-employees = Antal anställda
fact-turnover = Omsättning
fact-municipality = Kommun
fact-sector = Sektor
fact-industry = Bransch
fact-need-kind = Sorts behov
fact-need-count = Antal personer
fact-occupation = Yrke
fact-days-to-start = Dagar till start

verdict-met = Uppfyllt
verdict-unknown = Okänt
verdict-unmet = Inte uppfyllt
verdict-sign-met = Uppfyllt:
verdict-sign-unknown = Okänt:
verdict-sign-unmet = Inte uppfyllt:

match-outcome-possible = Passar
match-outcome-maybe = Kan passa
match-outcome-impossible = Passar inte

obstacle-find = Att hitta nya
obstacle-learn = Att lära dem vi har något nytt
obstacle-keep = Att få folk att stanna
obstacle-retire = Att någon snart går i pension
obstacle-unsure = Vi vet inte än

need-kind-recruit = Anställa någon ny
need-kind-develop = Utveckla dem vi har
need-kind-replace = Ersätta någon som slutar
need-kind-retrain = Ställa om till andra uppgifter

severity-manageable = Vi klarar oss, men det är besvärligt
severity-slows = Vi får tacka nej till jobb
severity-stops = En del av verksamheten stannar

need-state-registered = Yrket är inte godkänt
need-state-confirmed = Bekräftat
need-state-in-progress = Pågår
need-state-pooled = Samlas med andras
need-state-fulfilled = Löst
need-state-partly = Löst till en del
need-state-written-off = Avskrivet
need-state-dormant = Vilar

lane-upskill = Påbyggnad
lane-try-out = Prova på
lane-recruit = Rekrytera direkt

lane-state-unused = Inte vald
lane-state-planned = Planerad
lane-state-started = Igång
lane-state-done = Klar
lane-state-stopped = Stoppad

track-micro = Företaget svarar självt
track-led = Processledaren svarar tillsammans med företaget

mapping-state-invited = Inbjudet
mapping-state-started = Påbörjad
mapping-state-prepared = Förberedd
mapping-state-workshop-1 = Första träffen är klar
mapping-state-workshop-2 = Andra träffen är klar
mapping-state-compiled = Väntar på företagets ja
mapping-state-approved = Godkänd av företaget
mapping-state-shared = Delad
mapping-state-followed-up = Uppföljd
mapping-state-withdrawn = Avbruten

question-goal = Vad vill ni nå?
question-obstacle = Vad är svårast just nu?
question-consequence = Vad händer om det inte går?
question-capability = Vad behöver man kunna?
question-gap = Vad fattas i dag?
question-words = Vem eller vad behöver ni?
question-scope = Vad gäller det, och hur många?
question-start = När behöver den första börja?
question-contact = Vem ska vi svara?
question-local = Frågor från kommunen eller regionen
yes-no-yes = Ja
yes-no-no = Nej
yes-no-unknown = Vet inte
answer-kind-yes-no = Ja, nej eller vet inte
answer-kind-choice = Ett av flera svar
answer-kind-number = Ett tal
answer-kind-text = Några ord
