# Notices of redundancy: the list, the form, tasks, open needs and the joint page.
redundancies-title = Varsel
redundancies-lede = Vilka som varslas, vad som ska göras de första dagarna och vart de kan gå.
redundancies-tool = Uppgifter, insatser och öppna behov när folk varslas.
redundancies-new-title = Skriv in ett varsel
redundancies-new-heading = Varsel hos { $name }
redundancies-heading = Varsel hos { $name }
redundancies-form-lede = När du sparar öppnas allt på en gång: uppgifter, en gemensam sida med insatser och länkar till öppna behov.
redundancies-place = Kommun
redundancies-place-hint = Där arbetsplatsen ligger.
redundancies-any-place = Alla kommuner
redundancies-any-state = Alla lägen
redundancies-find = Visa
redundancies-choose = Välj
redundancies-notified = Varslet kom
redundancies-last-day = Sista dag på jobbet
redundancies-public-from = Offentligt från
redundancies-public-hint = Till dess ser bara de som har ansvar varslet: Arbetsförmedlingens handläggare, kommunens kontakt och kommunens mäklare.
redundancies-ssyk = SSYK
redundancies-affected = Yrken som berörs
redundancies-affected-hint = Skriv yrkets namn eller dess fyra siffror. Lämna de rader du inte behöver tomma.
redundancies-occupation-nth = Yrke { $nth }
redundancies-persons-nth = Antal personer i yrke { $nth }
redundancies-save = Spara varslet
redundancies-none = Inga varsel här
redundancies-none-text = När ett varsel är inskrivet syns det för dem som har ansvar, och från sin dag för fler.
redundancies-head-firm = Företag
redundancies-head-persons = Personer
redundancies-head-state = Läge
redundancies-head-task = Uppgift
redundancies-head-owner = Vem
redundancies-head-due = Senast
redundancies-head-done = Klart
redundancies-tasks = Uppgifter
redundancies-done-of = { $done } av { $all } klara
redundancies-done-by = { $name }, { $date }
redundancies-not-done = Inte klart
redundancies-late = Försenat
redundancies-tick = Klart
redundancies-untick = Inte klart än
redundancies-says = { $persons ->
    [one] En person
   *[other] { $persons } personer
} i { $place }. Sista dagen på jobbet är { $date }.
redundancies-secret-until = Hemligt till { $date }
redundancies-secret-how = Bara de som har ansvar ser varslet. Berätta inte för andra.
redundancies-facts = Fakta
redundancies-by = Skrivet av
redundancies-step-reported = Börja om
redundancies-step-working = Börja arbetet
redundancies-step-closed = Avsluta arbetet
redundancies-needs-how = Företag i länet som söker folk i samma yrken just nu.
redundancies-need-at = { $name }, { $place }: { $persons ->
    [one] en person
   *[other] { $persons } personer
}
redundancies-needs-more = Och { $count } behov till.
redundancies-needs-none = Inga öppna behov i yrket just nu.
redundancies-needs-few = Det finns öppna behov i länet, men för få företag för att visa hur många.
redundancies-needs-together = Andra i länet: { $needs } behov av { $persons } personer hos { $firms } företag.
redundancies-joint-title = Insatser för dem som varslas
redundancies-joint-says = Det här erbjuds de { $persons } som berörs hos { $name }, från alla som har något att ge.
redundancies-persons-in = { $occupation }: { $persons }
redundancies-for-all = För alla yrken i varslet
redundancies-for = För { $names }
redundancies-maybe = Kanske, fråga först
redundancies-no-offers = Inga insatser passar
redundancies-no-offers-text = Sök bland alla insatser, eller be någon lägga till en.
redundancies-all-offers = Alla insatser

redundancy-state-reported = Inskrivet
redundancy-state-working = Arbete pågår
redundancy-state-closed = Avslutat
redundancy-task-meet-firm = Möt företaget och facken
redundancy-task-joint-offers = Gå igenom sidan med insatser tillsammans
redundancy-task-transition = Fråga vad fonden för omställning ger
redundancy-task-open-needs = Ring företag som söker folk i samma yrken
redundancy-task-inform = Berätta på arbetsplatsen
redundancy-task-guidance = Boka samtal om studier och jobb
redundancy-task-validation = Planera vem som ska valideras
redundancy-task-follow-up = Följ upp vart alla har gått

flash-redundancy-reported = Varslet hos { $name } är inskrivet, och uppgifterna är utlagda.
flash-redundancy-stepped = Varslet hos { $name } är ändrat.
flash-redundancy-ticked = Uppgiften hos { $name } är klar.
flash-redundancy-unticked = Uppgiften hos { $name } är inte klar än.

redundancies-file = Hämta som fil
redundancies-csv-firm = Företag
redundancies-csv-municipality = Kommun
redundancies-csv-notified = Varslat
redundancies-csv-last = Sista dagen på jobbet
redundancies-csv-persons = Personer
redundancies-csv-done = Klara uppgifter
redundancies-csv-tasks = Uppgifter
redundancies-csv-state = Läge
redundancies-csv-secret = Hemligt till
