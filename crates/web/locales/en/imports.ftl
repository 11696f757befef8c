# Answers given elsewhere, read from files.
imports-title = Import
imports-lede = Read in answers that firms have given in other tools. They become mappings and needs.
imports-new = Read in a file
imports-new-lede = The file is read and tried first. Nothing changes until you have seen what will happen and said yes.
imports-source-question = Where did the firms answer?
imports-file-label = File
imports-limits = A table as csv or xlsx. At most { $megabytes } MB and { $rows } rows.
imports-send = Read the file
imports-templates-text = No file yet? Fill in a template:
imports-template-csv = Template as csv
imports-template-xlsx = Template as xlsx
imports-same-file-link = Open the import that already has the file
imports-none-title = No files have been read in
imports-none-text = Do you have answers from mindthegap, a survey or visits? Read them in here.
imports-caption = Files read in, the latest first
imports-file = File
imports-state = State
imports-source-label = Source
imports-rows = Rows
imports-sent = Sent in
imports-by = By
imports-done = Done
imports-undone = Undone
imports-facts = About the file
imports-sources-title = What each source has given
imports-sources-text = A need that comes from two sources is counted once.
imports-sources-caption = Mappings, needs and firms by source

imports-example-need = Two cooks for lunch
imports-example-goal = Open a lunch restaurant
imports-source-samkraft = Samkraft
imports-source-mindthegap = mindthegap
imports-source-survey = Survey
imports-source-visit = Visit
imports-source-other = Another source

imports-state-reading = Being read
imports-state-columns = Choose columns
imports-state-checking = Being tried
imports-state-checked = Tried
imports-state-importing = Being taken in
imports-state-indexing = Being made searchable
imports-state-done = Done
imports-state-undone = Undone
imports-state-refused = Cannot be read
imports-state-abandoned = Called off

imports-field-orgNumber = Organisation number
imports-field-firm = Name of the firm
imports-field-municipality = Municipality
imports-field-words = The need in their own words
imports-field-occupation = Occupation
imports-field-persons = Number of persons
imports-field-kind = Kind of need
imports-field-severity = How serious it is
imports-field-startBy = When it is needed
imports-field-year = Year of the answer
imports-field-reference = Id of the answer in its source
imports-field-goal = Goal

imports-working-reading = The file is being read
imports-working-checking = The rows are being tried
imports-working-importing = The rows are being taken in
imports-working-indexing = The needs are being made searchable
imports-read-so-far = { $done } rows so far
imports-so-far = { $done } of { $rows } rows
imports-ahead = { $count ->
    [one] One more import is ahead in the queue.
   *[other] { $count } imports are ahead in the queue.
}
imports-look-again = Show how far it has come
imports-trouble-title = What you need to know
imports-again = Read in a new file

imports-checked-title = This is what would happen
imports-checked-text = Every row has been tried. Nothing has changed yet.
imports-count-firms = Firms
imports-count-new-firms = New firms
imports-count-mappings = Mappings
imports-count-needs = Needs
imports-count-coded = Needs with a known occupation
imports-count-uncoded = Needs whose occupation is chosen later
imports-count-same = Rows that are known already
imports-count-faults = Faults
imports-confirm-text = Everything is taken in at once, or nothing. The occupations in the file count as chosen by you. You can undo for 30 days.
imports-confirm = Take in
imports-nothing = There is nothing to take in.
imports-done-title = This was taken in
imports-to-needs = To the needs
imports-to-mappings = To the mappings
imports-rows-csv = The rows as csv
imports-rows-xlsx = The rows as xlsx
imports-undone-text = The import has been undone. What it took in is gone. You can read the file in again.
imports-abandoned-text = The import was called off. Nothing was taken in.

imports-faults-title = Mend these first
imports-faults-text = { $count ->
    [one] One fault in the file. Mend it in the file and read it in again, or change the columns below.
   *[other] { $count } faults in the file. Mend them in the file and read it in again, or change the columns below.
}
imports-faults-file = Download the faults as csv
imports-faults-caption = The first faults, in the order of the file
imports-row = Row
imports-column = Column
imports-value = Value
imports-remedy = What to do

imports-same-title = Known already
imports-same-text = { $count ->
    [one] One row says the same as a need that is already here: the same firm, occupation and year. It is counted once.
   *[other] { $count } rows say the same as needs that are already here: the same firm, occupation and year. They are counted once.
}
imports-same-caption = The first rows that are known already
imports-need = Need
imports-firm = Firm

imports-columns-title = What do the columns hold?
imports-columns-text = Choose what each column shows. The choice is kept for the next file from the same source.
imports-column-none = Do not read in
imports-column-number = Column { $number }
imports-withheld = (not shown)
imports-year = Which year are the answers from?
imports-year-hint = For rows that say no year.
imports-adds-title = Firms that are not here yet
imports-adds-hint = The file must then have the name and the municipality of the firm.
imports-adds-yes = Add them
imports-check = Try the rows

imports-undo-title = Undo the import
imports-undo-until = You can undo the whole import until { $date }.
imports-undo-link = Undo the import …
imports-undo-text = { $mappings } mappings, { $needs } needs and { $firms } new firms are removed. The only way to get them back is to read the file in again.
imports-undo-do = Remove what was taken in
imports-undo-back = Back to the import
imports-built-text = The import cannot be undone, because others have gone on working with it:
imports-built-need = Needs that somebody has changed
imports-built-case-need = Cases about the needs
imports-built-case-file = Cases of new firms
imports-built-proposal = Offers put forward
imports-built-lane = Planned steps
imports-built-contact = Contacts with new firms
imports-built-visit = Visits to new firms
imports-built-mapping = Other mappings of new firms
imports-built-import-duplicate = Rows of other imports that are counted here
imports-built-organisation = New firms that somebody has changed
imports-built-pool = Pooled needs that hold them
imports-built-other = Other things that belong with them
imports-abandon = Call off the import

flash-import-sent = The file has arrived. It is being read now.
flash-import-confirmed = The rows are being taken in now.
flash-import-abandoned = The import has been called off.
flash-import-undone = The import has been undone. What it took in is gone.
