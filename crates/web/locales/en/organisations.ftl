# Organisations: the list, a firm's page, adding and mending.
organisations-list-title = Companies
organisations-list-lede = Look up a company to see what is going on there.
organisations-search = Search for a company
organisations-search-words = Name or number
organisations-all-municipalities = All municipalities
organisations-show = Show
organisations-show-firms = Companies and employers
organisations-show-actors = Those who make offers
organisations-show-both = All
organisations-filter = Search
organisations-caption = Companies, the latest added first
organisations-none = No company fits
organisations-none-text = Search for part of the name, or add the company if it is new.
organisations-name = Name
organisations-number = Number
organisations-municipality = Municipality
organisations-sector = Owner
organisations-size = Size
organisations-sni = Industry
organisations-employees = Employees
organisations-turnover = Turnover
organisations-turnover-value = SEK { $count } thousand
organisations-unknown = unknown
organisations-choose = Choose a municipality

organisations-log-call = Enter a call
organisations-plan-contact = Plan a contact
organisations-invite = Invite to a mapping
organisations-no-needs = No needs yet.
organisations-no-cases = No cases yet.
organisations-no-mappings = No mapping yet.
organisations-need-note = { $count ->
    [one] 1 person
   *[other] { $count } people
}
organisations-facts = About the company
organisations-networks = Networks
organisations-edit = Change the details
organisations-own = This is what we know about you. You may change what is not right.
organisations-lacks-turnover = The turnover is missing
organisations-lacks-turnover-why = Some offers can only be checked when it is filled in.
organisations-fill-in = Fill it in

organisations-new-title = Add a company
organisations-edit-title = Change { $name }
organisations-add = Add the company
organisations-save = Save the change
organisations-number-hint = Ten digits, for example 559999-0016.
organisations-sni-hint = SNI 2007, two to five digits. Leave it empty if you do not know.
organisations-employees-hint = How many work in the county.
organisations-turnover-form = Turnover in thousands of SEK
organisations-turnover-hint = The latest year. Eight million is written 8 000.

flash-organisation-added = { $name } has been added.
flash-organisation-saved = The details of { $name } have been saved.
