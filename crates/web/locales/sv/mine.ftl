# «Mitt»: what is held, who has read it, downloads and erasure; the way by hand.
layout-mine = Mina uppgifter

mine-title = Mina uppgifter
mine-lede = Här ser du allt som tjänsten vet om dig, och vem som har läst det.
mine-lede-firm = Här ser du allt som tjänsten vet om dig och ert företag, och vem som har läst det.
mine-download-json = Hämta allt som JSON
mine-download-csv = Hämta allt som CSV
mine-nothing = Här finns inget.

mine-rows = { $count ->
    [one] En rad
   *[other] { $count } rader
}

mine-readings = Vem har läst
mine-readings-none = Ingen annan har läst något än.
mine-readings-count = { $count ->
    [one] En läsning är antecknad.
   *[other] { $count } läsningar är antecknade.
}
mine-reader = { $name }, { $role }, { $organisation }
mine-reader-unnamed = { $role }, { $organisation }

mine-section-person = Du
mine-section-assignments = Dina roller
mine-section-sessions = Där du är inloggad
mine-section-signatures = Där ditt namn står
mine-section-events = Det du har gjort
mine-section-mappings = Företagets kartläggningar
mine-section-needs = Företagets behov
mine-section-cases = Företagets ärenden
mine-section-contacts = Kontakter med företaget

mine-field-name = Namn
mine-field-email = E-post
mine-field-created = Sedan
mine-field-role = Roll
mine-field-organisation = Organisation
mine-field-from = Från
mine-field-to = Till
mine-field-ends = Slutar
mine-field-about = Vad
mine-field-count = Antal
mine-field-last = Senast
mine-field-place = Var
mine-field-track = Sätt
mine-field-state = Läge
mine-field-contact = Kontaktperson
mine-field-reach = Telefon eller e-post
mine-field-invited = Inbjudan gick till
mine-field-approved = Ja till att dela
mine-field-approved-by = Ja från
mine-field-words = Era ord
mine-field-persons = Personer
mine-field-number = Nummer
mine-field-title = Rubrik
mine-field-kind = Slag
mine-field-on = Dag
mine-field-topic = Om vad
mine-field-by = Vem
mine-field-when = När
mine-field-who = Vem
mine-field-what = Vad

mine-subject-organisation = Företagets sida
mine-subject-mapping = Kartläggning
mine-subject-need = Behov
mine-subject-case = Ärende
mine-subject-contact = Kontakt
mine-subject-offer = Insats
mine-subject-person = Inloggning
mine-subject-vocabulary = Ordlista
mine-place-mapping = Kartläggningar
mine-place-message = Meddelanden i ärenden
mine-place-contact = Kontakter
mine-place-coordination = Samordning
mine-place-proposal = Förslag på insatser

mine-choices = Det du kan göra
mine-mail = Välj vilka utskick du vill ha
mine-wrong = Är något fel? Säg till, så rättar vi det. Läs mer här:
mine-erase = Ta bort mina uppgifter

mine-erase-title = Ta bort mina uppgifter
mine-erase-lede = När du har skickat går det inte att ångra. Hämta först en kopia om du vill ha en.
mine-erase-goes-title = Det här tar vi bort
mine-erase-goes-name = Ditt namn och din e-post, överallt där de står.
mine-erase-goes-login = Din inloggning och dina roller.
mine-erase-goes-details = Detaljer om det du har gjort.
mine-erase-stays-title = Det här blir kvar
mine-erase-stays = Att något har hänt, när, och i vilken roll. Där står ett nummer som inte leder till dig. Det som du har skrivit i ett ärende hör till ärendet, men utan ditt namn.
mine-erase-email = Din e-postadress
mine-erase-email-hint = Skriv den du loggar in med. Då vet vi att du menar det.
mine-erase-submit = Ta bort mina uppgifter nu
mine-erase-not = Behåll mina uppgifter
flash-mine-erased = Dina uppgifter är borttagna, och du är utloggad.

mine-by-hand-title = Har du skyddade personuppgifter?
mine-by-hand-lede = Då tar vi det för hand. Skriv inte ditt namn eller ditt nummer här.
mine-by-hand-do-title = Gör så här
mine-by-hand-do = Ring oss. Säg att du har skyddade uppgifter, men inte mer än du vill. Vi kommer överens om hur vi når dig.
mine-by-hand-then-title = Sedan
mine-by-hand-then = Ditt ärende förs på papper hos en person. Ditt namn finns inte i någon lista, sökning eller fil hos oss.
mine-by-hand-ask = Har den som svarar skyddade personuppgifter?
mine-by-hand-link = Skriv inget här. Läs hur vi gör i stället.

fault-personal-number = Texten innehåller ett personnummer. Ta bort det och skicka igen. Vi sparar aldrig personnummer.
fault-person-unknown = Ingen här har id eller adress «{ $value }». Se efter hur den skrivs.
fault-email-not-own = Det är inte den adress du loggar in med. Skriv den en gång till.
