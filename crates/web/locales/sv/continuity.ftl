# Handovers when somebody leaves, and absences with somebody who steps in.
continuity-title = Överlämningar
continuity-lede = Ingen äger ett ärende själv. När någon slutar får allt en ny som håller i det.
continuity-tool = Lämna över allt när någon slutar.
continuity-new-link = Lämna över när någon slutar
continuity-no-orphans = Allt har någon som håller i det
continuity-orphans = { $count ->
    [one] En sak har ingen som håller i den
   *[other] { $count } saker har ingen som håller i dem
}
continuity-orphans-text = De står på någon som har slutat. Lämna över dem till en annan.
continuity-none-title = Inga överlämningar än
continuity-none-text = När någon slutar och allt är överlämnat står det här.
continuity-away-link = Vem är borta?
continuity-head-from = Från
continuity-head-by = Gjord av
continuity-head-count = Antal saker
continuity-head-what = Slag
continuity-head-title = Vad
continuity-head-firm = Företag
continuity-head-contact = Kontakt
continuity-head-state = Läge
continuity-head-step = Nästa steg
continuity-head-day = Dag
continuity-head-to = Ny som håller i det
continuity-head-phone = Telefon
continuity-head-person = Vem
continuity-head-open = Håller i

continuity-kind-case = Ärende
continuity-kind-visit = Planerat besök
continuity-kind-promise = Löfte
continuity-kind-obstacle = Hinder
continuity-kind-contact = Planerad kontakt
continuity-kind-mapping = Kartläggning
continuity-kind-reminder = Påminnelse
continuity-kind-desk = Funktion som blir tom
continuity-state-promised = Inte infriat än
continuity-state-bare = Nya ärenden kommer hit
continuity-no-day = Ingen dag satt

continuity-choose-title = Vem slutar?
continuity-choose-lede = Alla i { $name } som har uppdrag nu, och de som har lämnat något efter sig.
continuity-organisation = Organisation
continuity-find = Visa
continuity-open = { $count ->
    [0] Inget
    [one] En sak
   *[other] { $count } saker
}
continuity-has-left = Har slutat
continuity-nobody-title = Ingen att välja
continuity-nobody-text = Här finns ingen som har ett uppdrag eller något kvar att lämna över.
continuity-whole-link = Hela { $name } lämnar länet
continuity-back = Till överlämningarna

continuity-wizard-title = { $name } slutar
continuity-wizard-lede = { $count ->
    [one] En sak behöver en ny som håller i den. Uppdraget slutar när den har fått det.
   *[other] { $count } saker behöver en ny som håller i dem. Uppdraget slutar när alla har fått det.
}
continuity-nothing-open = Det finns inget att lämna över. Uppdraget kan sluta direkt.
continuity-no-holders = Ingen kan ta över
continuity-no-holders-text = Lägg först till någon på en funktion. Sedan går det att lämna över.
continuity-all = Vem tar över?
continuity-all-hint = Gäller allt som inte får ett eget val nedan.
continuity-choose-each = Välj för varje sak
continuity-as-all = Som ovan
continuity-more = { $count ->
    [one] En sak till får plats bara i valet ovan.
   *[other] { $count } saker till får plats bara i valet ovan.
}
continuity-items = Det som lämnas över
continuity-to-label = Vem tar över { $title }?
continuity-whole-desk = Alla på { $desk } ({ $organisation })
continuity-on-desk = { $name }, { $desk }
continuity-reason = Varför?
continuity-reason-hint = Får vara tomt. De som tar över läser det, och företaget i sina ärenden.
continuity-usual-reason = Den som höll i det har slutat
continuity-warning = Uppdraget slutar genast. Det går inte att ångra.
continuity-finish = Lämna över och avsluta uppdraget

continuity-document = Överlämning från { $name }
continuity-made = { $count ->
    [0] Gjord { $date } av { $name }. Det fanns inget att lämna över.
    [one] Gjord { $date } av { $name }. En sak.
   *[other] Gjord { $date } av { $name }. { $count } saker.
}
continuity-print = Sidan går också att skriva ut.
continuity-pdf = Hämta som PDF
continuity-file = Hämta som tabell
continuity-empty-title = Inget lämnades över
continuity-empty-text = Den som slutade höll inte i något.

continuity-new-contact = Er kontakt är nu { $name }
continuity-since = Sedan { $date }.
continuity-seen = Jag har sett det

continuity-away-title = Frånvaro
continuity-away-tool = Säg vem som tar över medan du är borta.
continuity-away-lede = Skriv in när du är borta. Den som ersätter dig får dina larm, påminnelser och ärenden.
continuity-away-at-desk = Borta från { $desk }
continuity-away-nobody = Ingen är borta nu eller har skrivit in det.
continuity-away-now = Borta nu
continuity-away-today = Borta i dag
continuity-away-days = { $from } till { $to }
continuity-away-deputy-is = Ersätts av { $name }
continuity-away-until = { $name } är borta till och med { $date }. Ersätts av { $deputy }.
continuity-away-desk-deputy = funktionens ersättare
continuity-away-choose = Välj en kollega
continuity-away-end = Jag är tillbaka
continuity-away-new = Jag ska vara borta
continuity-away-from = Första dagen
continuity-away-to = Sista dagen
continuity-away-to-hint = Den slutar gälla av sig själv när dagen är över.
continuity-away-deputy = Vem ersätter dig?
continuity-away-deputy-hint = En kollega på samma funktion.
continuity-away-save = Spara
continuity-away-no-desk = Du hör inte till någon funktion
continuity-away-no-desk-text = Därför har du inga larm eller ärenden som någon annan behöver ta.
continuity-away-to-desk = Till skrivbordet

flash-handover-made = { $count ->
    [0] { $name } har slutat. Det fanns inget att lämna över.
    [one] { $name } har slutat. En sak är överlämnad.
   *[other] { $name } har slutat. { $count } saker är överlämnade.
}
flash-contact-seen = Tack. Det visas inte längre.
flash-absence-kept = Sparat. Den som ersätter dig tar över de dagarna.
flash-absence-ended = Sparat. Välkommen tillbaka.
told-handover-received = Ni har fått ta över efter någon som slutat
mine-section-absences = När du är borta
mine-field-deputy-name = Ersätts av
mine-subject-handover = Överlämning
mine-subject-absence = Frånvaro
