# Answers given elsewhere, read from files.
imports-title = Import
imports-lede = Läs in svar som företag har gett i andra verktyg. De blir kartläggningar och behov.
imports-new = Läs in en fil
imports-new-lede = Filen läses och provas först. Ingenting ändras förrän du har sett vad som händer och sagt ja.
imports-source-question = Var har företagen svarat?
imports-file-label = Fil
imports-limits = En tabell i csv eller xlsx. Högst { $megabytes } MB och { $rows } rader.
imports-send = Läs filen
imports-templates-text = Har du ingen fil? Fyll i en mall:
imports-template-csv = Mall som csv
imports-template-xlsx = Mall som xlsx
imports-same-file-link = Öppna den import som redan har filen
imports-none-title = Inga filer är inlästa
imports-none-text = Har ni svar från mindthegap, en enkät eller besök? Läs in dem här.
imports-caption = Inlästa filer, den senaste först
imports-file = Fil
imports-state = Läge
imports-source-label = Källa
imports-rows = Rader
imports-sent = Inskickad
imports-by = Av
imports-done = Klar
imports-undone = Ångrad
imports-facts = Om filen
imports-sources-title = Vad varje källa har gett
imports-sources-text = Ett behov som kommer från två källor räknas en gång.
imports-sources-caption = Kartläggningar, behov och företag per källa

imports-example-need = Två kockar till lunchen
imports-example-goal = Öppna lunchrestaurang
imports-source-samkraft = Samkraft
imports-source-mindthegap = mindthegap
imports-source-survey = Enkät
imports-source-visit = Besök
imports-source-other = Annan källa

imports-state-reading = Läses
imports-state-columns = Välj kolumner
imports-state-checking = Provas
imports-state-checked = Provad
imports-state-importing = Läses in
imports-state-indexing = Blir sökbar
imports-state-done = Klar
imports-state-undone = Ångrad
imports-state-refused = Går inte att läsa
imports-state-abandoned = Avbruten

imports-field-orgNumber = Organisationsnummer
imports-field-firm = Företagets namn
imports-field-municipality = Kommun
imports-field-words = Behovet med egna ord
imports-field-occupation = Yrke
imports-field-persons = Antal personer
imports-field-kind = Slag av behov
imports-field-severity = Hur allvarligt det är
imports-field-startBy = När det behövs
imports-field-year = År för svaret
imports-field-reference = Svarets id i källan
imports-field-goal = Mål

imports-working-reading = Filen läses
imports-working-checking = Raderna provas
imports-working-importing = Raderna läses in
imports-working-indexing = Behoven görs sökbara
imports-read-so-far = { $done } rader hittills
imports-so-far = { $done } av { $rows } rader
imports-ahead = { $count ->
    [one] En import till är före i kön.
   *[other] { $count } importer är före i kön.
}
imports-look-again = Visa hur långt det har kommit
imports-trouble-title = Det här behöver du veta
imports-again = Läs in en ny fil

imports-checked-title = Det här skulle hända
imports-checked-text = Varje rad är provad. Ingenting är ändrat än.
imports-count-firms = Företag
imports-count-new-firms = Nya företag
imports-count-mappings = Kartläggningar
imports-count-needs = Behov
imports-count-coded = Behov med känt yrke
imports-count-uncoded = Behov där yrket väljs sedan
imports-count-same = Rader som redan är kända
imports-count-faults = Fel
imports-confirm-text = Allt läses in på en gång, eller inget. Yrkena i filen räknas som valda av dig. Du kan ångra i 30 dagar.
imports-confirm = Läs in
imports-nothing = Det finns inget att läsa in.
imports-done-title = Det här lästes in
imports-to-needs = Till behoven
imports-to-mappings = Till kartläggningarna
imports-rows-csv = Raderna som csv
imports-rows-xlsx = Raderna som xlsx
imports-undone-text = Importen är ångrad. Det den läste in är borta. Du kan läsa in filen igen.
imports-abandoned-text = Importen är avbruten. Ingenting blev inläst.

imports-faults-title = Rätta först
imports-faults-text = { $count ->
    [one] Ett fel i filen. Rätta det i filen och läs in den igen, eller ändra kolumnerna nedan.
   *[other] { $count } fel i filen. Rätta dem i filen och läs in den igen, eller ändra kolumnerna nedan.
}
imports-faults-file = Hämta felen som csv
imports-faults-caption = De första felen, i filens ordning
imports-row = Rad
imports-column = Kolumn
imports-value = Värde
imports-remedy = Gör så här

imports-same-title = Redan kända
imports-same-text = { $count ->
    [one] En rad säger samma sak som ett behov som redan finns: samma företag, yrke och år. Den räknas en gång.
   *[other] { $count } rader säger samma sak som behov som redan finns: samma företag, yrke och år. De räknas en gång.
}
imports-same-caption = De första raderna som redan är kända
imports-need = Behov
imports-firm = Företag

imports-columns-title = Vad står i kolumnerna?
imports-columns-text = Välj för varje kolumn vad den visar. Valet sparas till nästa fil från samma källa.
imports-column-none = Läs inte in
imports-column-number = Kolumn { $number }
imports-withheld = (visas inte)
imports-year = Vilket år gäller svaren?
imports-year-hint = Gäller rader som inte säger något år.
imports-adds-title = Företag som inte finns här
imports-adds-hint = Filen behöver då ha företagets namn och kommun.
imports-adds-yes = Lägg till dem
imports-check = Prova raderna

imports-undo-title = Ångra importen
imports-undo-until = Du kan ångra hela importen till { $date }.
imports-undo-link = Ångra importen …
imports-undo-text = { $mappings } kartläggningar, { $needs } behov och { $firms } nya företag tas bort. Det går inte att få tillbaka dem utan att läsa in filen igen.
imports-undo-do = Ta bort det som lästes in
imports-undo-back = Tillbaka till importen
imports-built-text = Importen går inte att ångra, för andra har arbetat vidare med den:
imports-built-need = Behov som någon har ändrat
imports-built-case-need = Ärenden om behoven
imports-built-case-file = Ärenden hos nya företag
imports-built-proposal = Föreslagna insatser
imports-built-lane = Planerade steg
imports-built-contact = Kontakter med nya företag
imports-built-visit = Besök hos nya företag
imports-built-mapping = Andra kartläggningar hos nya företag
imports-built-import-duplicate = Rader i andra importer som räknas här
imports-built-organisation = Nya företag som någon har ändrat
imports-built-pool = Samlade behov där de ingår
imports-built-other = Annat som hör ihop med dem
imports-abandon = Avbryt importen

flash-import-sent = Filen är mottagen. Den läses nu.
flash-import-confirmed = Raderna läses nu in.
flash-import-abandoned = Importen är avbruten.
flash-import-undone = Importen är ångrad. Det den läste in är borta.
