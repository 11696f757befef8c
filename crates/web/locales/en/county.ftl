# The county in figures, and open data.
nav-county = The county in figures

county-title = The county in figures
county-lede = See which occupations firms look for and where. You also see how fast they get an answer.
county-link = See occupations by municipality
county-empty-title = No needs are confirmed yet
county-empty-text = This page shows what firms in the county look for. A number shows when at least three firms stand behind it.
county-empty-button = See all offers
county-occupation = Occupation
county-municipality = Municipality
county-all-occupations = All occupations
county-whole-county = The whole county
county-show-needs = Show the needs
county-shows = You see:
county-show-all = Show everything
county-hidden = hidden
county-none = –
county-total = { $count ->
    [one] { $firms } firms look for 1 person.
   *[other] { $firms } firms look for { $count } persons.
}
county-total-hidden = Fewer than three firms look for people. That is why we do not show the sum.
county-map-title = Persons sought per 100 firms
county-map-text = Each municipality is a hexagon. All are the same size. The table has the same numbers.
county-map-area = { $name }: { $rate } sought per 100 firms. { $count ->
    [one] That is 1 person.
   *[other] That is { $count } persons.
}
county-map-hidden = { $name }: the number is hidden, too few firms
county-map-span = { $from } to { $to }
county-map-colours = Colours of the map
county-map-source = Source: needs that firms have approved. Counted { $moment }. The map is a sketch.
county-places-caption = Persons sought, by municipality
county-persons = Persons
county-firms = Firms
county-rate = Per 100 firms
county-table-title = Which occupations are sought where?
county-table-caption = Persons sought, by occupation and municipality
county-more = { $count ->
    [one] Show one more occupation
   *[other] Show { $count } more occupations
}
county-more-label = More occupations by municipality
county-table-source = Source: needs that firms have approved. Counted { $moment }. A number shows when at least three firms stand behind it, or when all have agreed. Sometimes one more is hidden. Otherwise the first could be worked out.
county-csv = Get the needs as CSV
county-json = Get the needs as JSON
county-answers-title = How fast firms get an answer
county-no-answers = No firm has waited for an answer yet.
county-period = { $from } to { $to }
county-by-month = By the month the case came in
county-by-place = By municipality
county-which = Part
county-median = Working days, median
county-in-time = Answered in time
county-cases = Cases
county-whole-period = The whole period
county-answers-source = Source: cases in the county. Counted { $moment }. The promise is an answer within two working days. A part with fewer than three firms is hidden.
county-answers-csv = Get the response times as CSV
county-answers-json = Get the response times as JSON
county-contacts-title = Contact peace
county-contacts-says = How often we turn to firms that have not asked for it. It counts when the firm has no case with us. What we do together on one day counts once.
county-contacts-caption = Contacts firms had not asked for
county-quarter = Quarter
county-quarter-of = Quarter { $quarter }, { $year }
county-contacts = Contacts
county-contacted = Firms that got them
county-per-firm = Per such firm
county-per-hundred = Per 100 firms in the county
county-contacts-source = Source: the contact ledger and { $firms } known firms. Counted { $moment }. The last quarter is under way.
county-contacts-csv = Get the contacts as CSV
county-contacts-json = Get the contacts as JSON

county-open-data = Open data
county-datasets-lede = You can get every number on the page The county in figures. You may use them freely.
county-get-csv = { $name } as CSV
county-get-json = { $name } as JSON
county-terms-title = How you may use them
county-terms-text = You may use the numbers for anything. Please say where they come from. CSV is UTF-8 with commas between fields and points in decimals.
county-publisher = Publisher
county-contact = Questions
county-licence = Licence
county-catalogue = The catalogue for data portals (DCAT-AP-SE)

county-consent-title = Your numbers in open statistics
county-consent-no = Your needs are now hidden where fewer than three firms look for the same occupation in your municipality.
county-consent-yes = Your needs can now show also where fewer than three firms look for the same occupation. Your name is never shown.
county-consent-give = Show our numbers
county-consent-withdraw = Hide our numbers
flash-consent-given = Your numbers can now show in the county’s figures.
flash-consent-withdrawn = Your numbers are hidden again.

# Open data, also for portals that harvest the catalogue.
county-catalogue-title = Open data from Samkraft in { $name }
county-catalogue-text = What firms in { $name } look for and how they are met.
dataset-title-needs = Persons sought by firms
dataset-text-needs = Open needs by occupation (SSYK 2012) and municipality, with totals. Firms have approved the needs. Numbers with fewer than three firms behind them are hidden, unless all have agreed.
dataset-title-response-times = Time to first answer
dataset-text-response-times = How fast firms got a first answer, by month and by municipality. Median in working days, and how many were answered in time.
dataset-title-contacts = Contacts firms had not asked for
dataset-text-contacts = How often public actors turned to firms without a case under way, by quarter.
county-licence-name = CC0 1.0
