# The county in figures, and open data.
nav-county = The county in figures

county-title = The county in figures
county-lede = See which occupations companies look for and where. You also see how fast they get an answer.
county-link = See occupations by municipality
county-empty-title = No needs are confirmed yet
county-empty-text = This page shows what companies in the county look for. A number shows when at least three companies stand behind it, or when all have agreed.
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
county-total = { $firms ->
    [one] 1 company looks for { $count ->
        [one] 1 person.
       *[other] { $count } people.
    }
   *[other] { $firms } companies look for { $count ->
        [one] 1 person.
       *[other] { $count } people.
    }
}
county-total-hidden = The sum is hidden, so that no single company is seen.
county-map-title = People sought per 100 companies
county-map-text = Each municipality is a hexagon. All are the same size. The table has the same numbers.
county-map-area = { $name }: { $rate } sought per 100 companies. { $count ->
    [one] That is 1 person.
   *[other] That is { $count } people.
}
county-map-hidden = { $name }: the number is hidden, so that no single company is seen
county-map-no-firms = { $name }: no companies are known yet
county-map-span = { $from } to { $to }
county-map-colours = Colours of the map
county-map-source = Source: needs that companies have approved. Counted { $moment }. The map is a sketch.
county-places-caption = People sought, by municipality
county-persons = People
county-firms = Companies
county-rate = Per 100 companies
county-table-title = Which occupations are sought where?
county-table-caption = People sought, by occupation and municipality
county-more = { $count ->
    [one] Show one more occupation
   *[other] Show { $count } more occupations
}
county-more-label = More occupations by municipality
county-table-source = Source: needs that companies have approved. Counted { $moment }, once a day. A number shows when at least three companies stand behind it, or when all have agreed. Sometimes one more is hidden. Otherwise the first could be worked out.
county-csv = Get the needs as CSV
county-json = Get the needs as JSON
county-answers-title = How fast companies get an answer
county-no-answers = No company has waited for an answer yet.
county-period = { $from } to { $to }
county-by-month = By the month the case came in
county-by-place = By municipality
county-month = Month
county-median = Working days, median
county-in-time = Answered in time
county-cases = Cases
county-whole-period = The whole period
county-answers-source = Source: cases in the county. Counted { $moment }. The promise is an answer within two working days. A part with fewer than three companies is hidden.
county-answers-csv = Get the response times as CSV
county-answers-json = Get the response times as JSON
county-contacts-title = Contact peace
county-contacts-says = How often we turn to companies that have not asked for it. We count a contact when the company has no open case with whoever gets in touch and has not written lately. What we coordinate to one day counts once.
county-contacts-caption = Contacts companies had not asked for
county-quarter = Quarter
county-quarter-of = Quarter { $quarter }, { $year }
county-contacts = Contacts
county-contacted = Companies that got them
county-per-firm = Per such company
county-per-hundred = Per 100 companies in the county
county-contacts-source = Source: the contact ledger and { $firms } known companies. Counted { $moment }. The last quarter is under way.
county-contacts-csv = Get the contacts as CSV
county-contacts-json = Get the contacts as JSON

county-open-data = Open data
county-datasets-lede = You can get every number on the page The county in figures. They are counted once a day. You may use them freely.
county-get-csv = { $name } as CSV
county-get-json = { $name } as JSON
county-terms-title = How you may use them
county-terms-text = You may use the numbers for anything. Please say where they come from. CSV is UTF-8 with commas between fields and points in decimals.
county-publisher = Publisher
county-contact = Questions
county-licence = Licence
county-catalogue = The catalogue for data portals (DCAT-AP-SE)

county-consent-title = Your numbers in open statistics
county-consent-no = Your needs are now hidden where fewer than three companies look for the same occupation in your municipality.
county-consent-yes = Your needs can now show also where fewer than three companies look for the same occupation. Your name is never shown.
county-consent-give = Show our numbers
county-consent-withdraw = Hide our numbers
flash-consent-given = Your numbers can now show in the county’s figures.
flash-consent-withdrawn = Your numbers are hidden again.

# Open data, also for portals that harvest the catalogue.
county-catalogue-title = Open data from Samkraft in { $name }
county-catalogue-text = What companies in { $name } look for and how they are met.
dataset-title-needs = People sought by companies
dataset-text-needs = Open needs by occupation (SSYK 2012) and municipality, with totals. Also how many companies are known, and people per 100 companies. Companies have approved the needs. Numbers with fewer than three companies behind them are hidden, unless all have agreed.
dataset-title-response-times = Time to first answer
dataset-text-response-times = How fast companies got a first answer, by month and by municipality. Median in working days, and how many were answered in time.
dataset-title-contacts = Contacts companies had not asked for
dataset-text-contacts = How often public actors turned to companies that had not asked for it, by quarter.
dataset-source-needs = Needs that companies have approved and a person has given an occupation. Shown from three companies, or when all have agreed.
dataset-source-response-times = Cases in the county. The promise is a first answer within two working days. A part with fewer than three companies is hidden.
dataset-source-contacts = The contact ledger: contacts with companies that had no open case with whoever got in touch, and had not written lately.
county-service-title = Open data as an API
county-licence-name = CC0 1.0
