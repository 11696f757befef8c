# Signals: early warnings, what stands behind them, what is done, and what firms are told.
signals-title = Signaler
signals-tool = Följ det flera har sagt, från första ordet till ett svar.
signals-lede = Det som flera företag har sagt, eller som någon har sett. Varje signal ska få ett svar.
signals-new-title = Skriv en signal
signals-kind = Sort
signals-any-kind = Alla sorter
signals-state = Läge
signals-open-states = Öppna
signals-any-state = Alla lägen
signals-place = Kommun
signals-any-place = Alla kommuner
signals-whole-county = Hela länet
signals-whose = Vilkas
signals-everyones = Allas
signals-my-desk = Mitt skrivbord
signals-sort = Ordning
signals-order-latest = Senaste först
signals-order-earliest = Äldsta först
signals-order-firms = Flest företag först
signals-order-due = Närmaste dag först
signals-find = Visa
signals-none-title = Inga signaler här
signals-none-text = När tre företag säger samma sak kommer en signal hit. Du kan också skriva en själv.
signals-show-all = Visa alla signaler
signals-head-what = Signal
signals-head-behind = Bakom
signals-head-day = Dag
signals-head-desk = Skrivbord
signals-head-firm = Företag
signals-head-source = Var det kom fram
signals-head-words = Med deras ord
signals-head-added = Tillagt
signals-by-day = Senast { $date }
signals-about = { $kind }, { $place }
signals-about-obstacle = Samma hinder hos flera företag: { $obstacle }, { $place }
signals-about-leavers = { $occupation }: många ska ersättas inom ett år
signals-about-unserved = { $occupation }: flera företag söker och ingen insats är föreslagen
signals-about-silent = { $name }: ingen har hört av sig på ett år
signals-behind-nobody = Inget företag är nämnt.
signals-behind-firms = { $firms ->
    [one] Ett företag
   *[other] { $firms } företag
}
signals-behind-persons = { $firms ->
    [one] Ett företag
   *[other] { $firms } företag
}, { $count ->
    [one] en person
   *[other] { $count } personer
}
signals-behind-cases = { $firms ->
    [one] Ett företag
   *[other] { $firms } företag
}, { $count ->
    [one] ett ärende
   *[other] { $count } ärenden
}
signals-behind-few = För få för att visa
signals-evidence = Det som ligger bakom
signals-evidence-hidden = Du ser hur många det är, men inte vilka företag.
signals-steps = Det som är gjort
signals-no-steps = Ingen har börjat än.
signals-how = { $rule } Räknat från { $since } till { $until }.
signals-how-written = Skriven för hand.
signals-rule-obstacle = Minst tre företag i kommunen har sagt samma sak.
signals-rule-retirements = Minst fem personer hos minst tre företag slutar inom ett år.
signals-rule-unserved = Minst tre företag söker samma yrke utan att ha fått något förslag.
signals-rule-late-cases = Minst tre ärenden väntar på svar efter sin tid.
signals-rule-silent-firm = Företaget är stort eller har ett behov, och ingen har varit i kontakt med det.
signals-with = { $what } – { $whom }, senast { $date }
signals-done-new = Upptagen igen
signals-done-dialogue = Fråga ställd
signals-done-measure = Åtgärd bestämd
signals-done-answered = Svar skickat
signals-done-parked = Lagd åt sidan
signals-passed-new = Samma sak har kommit igen
signals-passed-lapsed = Det har gått över av sig självt
signals-do-new = Ta upp igen
signals-do-dialogue = Fråga någon
signals-do-measure = Bestäm en åtgärd
signals-do-answered = Svara företagen
signals-do-parked = Lägg åt sidan
signals-hint-new = Signalen blir ny och väntar på skrivbordet.
signals-hint-dialogue = Välj vem du frågar och när svaret ska finnas. Ett skrivbord får veta det direkt.
signals-hint-measure = Välj vilket skrivbord som gör det och när det ska vara klart.
signals-hint-answered = Texten går till alla som signalen kom från. Skriv inte vilka de andra är.
signals-hint-parked = Skriv varför. Signalen kommer tillbaka om lika många säger samma sak igen.
signals-words-new = Varför?
signals-words-dialogue = Vad frågar du?
signals-words-measure = Vad ska göras?
signals-words-answered = Så blev det
signals-words-parked = Varför?
signals-button-new = Ta upp signalen
signals-button-dialogue = Ställ frågan
signals-button-measure = Spara åtgärden
signals-button-answered = Skicka svaret
signals-button-parked = Lägg signalen åt sidan
signals-field-desk-asked = Fråga ett skrivbord
signals-field-desk-hint = Eller skriv nedan vem det är.
signals-no-desk = Inget skrivbord
signals-field-asked = Någon annan
signals-field-asked-hint = Till exempel en nämnd eller en skola.
signals-field-desk-does = Vem gör det?
signals-choose-desk = Välj ett skrivbord
signals-field-on = Senast vilken dag?
signals-your-words = Det du skrev
signals-facts = Om signalen
signals-due = Senast
signals-writer = Skriven av
signals-written-by = { $name }, { $organisation }
signals-new-lede = Skriv det du har sett eller hört. Signalen hamnar på rätt skrivbord.
signals-from-visit = Signalen kommer från ett besök
signals-from-case = Signalen kommer från ett ärende
signals-from-here = Skriv en signal om det här
signals-field-title = Vad handlar det om?
signals-field-title-hint = En rad.
signals-field-words = Berätta mer
signals-field-words-hint = Vad har hänt, och vilka gäller det?
signals-save = Spara signalen
signals-told-title = Så blev det
signals-told-all = Alla svar till er
signals-told-lede = Svar på det ni har berättat.
signals-told-none-title = Inga svar än
signals-told-none-text = När någon har tagit hand om det ni berättade står svaret här.
signals-told-none-link = Se det ni berättade
signals-signed = { $name }, { $date }

signal-kind-obstacle = Samma hinder
signal-kind-retirements = Många går i pension
signal-kind-unserved = Yrke utan insats
signal-kind-late-cases = Ärenden över tiden
signal-kind-silent-firm = Företag utan kontakt
signal-kind-written = Skriven för hand
signal-state-new = Ny
signal-state-dialogue = Fråga ställd
signal-state-measure = Åtgärd på gång
signal-state-answered = Besvarad
signal-state-parked = Åt sidan
signal-state-lapsed = Har gått över
signal-source-obstacle = Hinder vid ett besök
signal-source-visit = Besök
signal-source-need = Behov
signal-source-case = Ärende
signal-source-contact = Kontakter

desk-signal-why-new = Ingen har börjat med signalen.
desk-signal-why-asked = Dagen för svaret har kommit.
desk-signal-why-due = Dagen för åtgärden har kommit.
desk-signal-button = Se signalen
told-signal-asked = Ni är tillfrågade om en signal
told-signal-given = Ni har fått en åtgärd att göra
told-signal-answered = Så blev det med något ni har berättat

flash-signal-written = Signalen är sparad.
flash-signal-asked = Frågan är ställd.
flash-signal-measure = Åtgärden är sparad.
flash-signal-answered = Svaret är skickat.
flash-signal-parked = Signalen är lagd åt sidan.
flash-signal-taken-up = Signalen är upptagen igen.

mine-section-signals = Signaler som ni är med i
mine-subject-signal = Signal
mine-place-signal = Signaler
mine-place-signal_step = Steg i signaler

mail-subject-signal-answered = Svar på något ni har berättat
mail-text-signal-answered = Någon har tagit hand om något som ni har berättat. Logga in och läs hur det blev.
mail-button-signal-answered = Läs svaret
mail-what-signal-answered = Svar på en signal
