# The first page of each role.
desk-kicker = { $date } · Du arbetar som { $role }, { $place }
desk-first = Gör först
desk-to-know = Att veta i dag
desk-to-do-first = { $count ->
    [one] En sak att göra först
    [2] Två saker att göra först
    [3] Tre saker att göra först
    [4] Fyra saker att göra först
    [5] Fem saker att göra först
    [6] Sex saker att göra först
    [7] Sju saker att göra först
    [8] Åtta saker att göra först
    [9] Nio saker att göra först
    [10] Tio saker att göra först
   *[other] { $count } saker att göra först
}
desk-nothing-to-do = Inget brådskar
desk-empty = Allt är besvarat
desk-empty-text = Här står det som väntar på dig: svar till företag, nästa steg och frågor från kollegor.
desk-more = { $count ->
    [one] En sak till väntar
   *[other] { $count } saker till väntar
}
desk-answer-title = Svara { $firm }: { $title }
desk-answer-why = { $municipality } · { $number }. Kom in { $date }.
desk-taken-by = { $name } har tagit det.
desk-alarm = { $alarm }.
desk-answer-button = Skriv svar
desk-take-button = Ta ärendet
desk-step-day = skulle göras { $date }
desk-step-why = { $firm }, { $municipality }: { $title }
desk-step-button = Öppna ärendet
desk-asked-day = kom { $date }
desk-coordinate-title = { $name } vill samordna besöket hos { $firm }
desk-coordinate-button = Svara
desk-lead-title = Fortsätt kartläggningen med { $name }
desk-lead-why = Företaget väntar på nästa träff.
desk-lead-button = Fortsätt

desk-month = Din månad
desk-month-time = Tid till svar
desk-month-promise = (löfte { $count })
desk-month-in-time = Svar i tid
desk-month-visits = Besök
desk-month-together = { $count ->
    [one] varav ett med en kollega
   *[other] varav { $count } med en kollega
}
desk-month-none = inga än
desk-days = { $days ->
    [one] 1 dag
   *[other] { $days } dagar
}
desk-of = { $part } av { $whole }
desk-waiting = Väntar på andra
desk-waits-approval = { $name }: godkänn sammanfattningen
desk-waits-party = { $name }: { $step }
desk-since = sedan { $date }
desk-open-cases = Öppna ärenden
desk-all-cases = Alla ärenden
desk-own-mappings = Kartläggningar på gång
desk-all-mappings = Alla kartläggningar
desk-mapping-track = Hur den görs
desk-mapping-since = Senast ändrad
desk-notices = Nytt
desk-read-all = Markera som läst

told-case-opened = Nytt ärende
told-case-message = Nytt meddelande
told-promise-broken = Löftet är brutet. Du är ersättare.
told-case-escalated = Ett ärende har inte fått svar
told-case-handed-over = Ett ärende är överlämnat till er
told-case-invited = Ni är inbjudna till ett ärende
told-case-closed = Ett ärende är avslutat
told-case-reopened = Ett ärende är öppnat igen
told-coordination-asked = Någon vill samordna en kontakt
told-coordination-replied = Svar på er fråga om att samordna
told-obstacle-sent = Ett hinder väntar på svar från er kommun
told-obstacle-answered = En nämnd har svarat om ett hinder
told-visit-joined = Någon har skrivit in sig på ert besök
told-visit-told = Ni har fått återkoppling efter ett besök
told-pool-asked = Vill ni vara med i en samling?
told-pool-consented = Ett företag har svarat om en samling
told-pool-recorded = Ert svar om en samling är inskrivet efter ett samtal
told-pool-ended = En samling ni är tillfrågade om är slut
told-grant-applied = Ett företag har sökt stöd
told-grant-decided = Er ansökan om stöd har ett svar
told-grant-effect-due = Dags att berätta vad ett stöd ledde till
told-grant-effect-answered = Ett företag har berättat vad ett stöd ledde till
told-agreement-ends = Ett avtal slutar inom 60 dagar
told-organisation-ended = Ett företag du har något planerat med är avslutat
told-organisation-merged = Ett företag har gått upp i ett annat
told-organisation-took-over = Ett företag har gått upp i ert
told-case-firm-ended = Företaget i ett ärende är avslutat. Avsluta ärendet när det är klart.
told-organisation-reopened = Företaget i ett ärende är öppet igen
told-gathering-seat = Ni har fått plats på en träff
told-gathering-moved = En träff ni är anmälda till har ny tid eller plats
told-gathering-cancelled = En träff ni är anmälda till är inställd
told-gathering-outcome = Skriv vad er träff ledde till
told-something-to-read = Du har något nytt att läsa
told-idea-new = En ny idé väntar på svar
told-idea-answered = En idé ni vill ha har fått ett svar
told-idea-merged = En idé ni vill ha är ihopslagen med en annan
told-idea-posted = Någon har sagt något om er idé
told-idea-post-hidden = Ett inlägg från er är dolt
told-redundancy-reported = Ett varsel är inskrivet, och du har uppgifter

desk-employer-new = Välkommen
desk-employer-nothing = Inget väntar på er
desk-employer-waits = { $count ->
    [one] En sak väntar på er
   *[other] { $count } saker väntar på er
}
desk-employer-start = Berätta vad ni behöver
desk-employer-start-text = Sju korta frågor. Någon som hjälper företag skickar en länk till dem. Under tiden kan ni hitta hjälp själva.
desk-employer-start-button = Sök hjälp
desk-firm-mapping-approve = Läs och godkänn sammanfattningen
desk-firm-mapping-begin = Börja svara på frågorna
desk-firm-mapping-go-on = Svara klart på frågorna
desk-firm-mapping-why-approve = Inget delas innan ni har sagt ja.
desk-firm-mapping-why-begin = Det tar ungefär fem minuter.
desk-firm-mapping-why-go-on = Det ni har skrivit är sparat.
desk-firm-mapping-button-approve = Läs och godkänn
desk-firm-mapping-button-begin = Börja
desk-firm-mapping-button-go-on = Fortsätt
desk-firm-proposal = Svara på förslaget: { $title }
desk-firm-proposal-why = { $name } föreslår det för «{ $words }».
desk-firm-proposal-button = Läs förslaget
desk-firm-next = { $what }, senast { $date }
desk-employer-cases = Era ärenden
desk-employer-no-cases = Ni har inget öppet ärende.
desk-employer-owner = { $number }. Ansvarig: { $name }.
desk-employer-needs = Era behov
desk-employer-no-needs = Ni har inget öppet behov.
desk-employer-facts = Det här vet vi om er
desk-need-no-step = Inget nästa steg är valt
desk-lane-of = { $filled } av { $planned }
desk-need-sum = { $filled } av { $count } på plats

desk-county-on-time = Alla löften är hållna
desk-county-late = { $count ->
    [one] Ett ärende är sent
   *[other] { $count } ärenden är sena
}
desk-stat-open = Öppna ärenden
desk-stat-open-note = i hela länet
desk-stat-late = Sena
desk-stat-late-note = löftet är brutet och inget svar har kommit
desk-stat-escalated = Hos skrivbordet ovanför
desk-stat-escalated-note = en arbetsdag efter brutet löfte
desk-stat-mappings = Kartläggningar på gång
desk-stat-mappings-note = ännu inte godkända av företaget
desk-late-cases = Sena ärenden
desk-all-late = Visa alla sena
desk-none-late = Inget ärende är sent.
desk-desks = Skrivborden
desk-desks-note = Tid till svar räknas på de senaste 90 dagarna.
desk-desk = Skrivbord
desk-open = Öppna
desk-late = Sena
desk-escalated = Uppåt
desk-median = Tid till svar
desk-answers = Svar
desk-occupations = Behov per yrke
desk-no-occupations = Inget öppet behov har ett yrke än.
desk-occupation = Yrke
desk-persons = Personer
desk-firms = Företag
desk-unanswered = Obesvarade
desk-unanswered-needs = Behov som ingen har svarat på
desk-none-unanswered = Alla behov har fått ett svar.
desk-unanswered-note = { $name }, { $municipality }, sedan { $date }
desk-mappings = Kartläggningar
desk-no-mappings = Ingen kartläggning har börjat.

desk-plain-heading = Hej { $name }
desk-plain-text = Härifrån når du det som din roll ser.
desk-plain-offers = Insatser i länet
desk-plain-mappings = Kartläggningar
desk-plain-cases = Ärenden ni är med i
desk-plain-needs = Behov ni är med i
desk-plain-county = Länet i siffror
