# The service map: offers, their conditions in words, and the form that keeps them.
offers-title = Offers for companies
offers-lede = Write what is difficult right now, in Swedish. You will see who can help, what it costs and what it takes.
offers-question = What is difficult right now?
offers-question-example = Jag hittar ingen svetsare
offers-kind = Kind
offers-any-kind = All kinds
offers-place = Municipality
offers-any-place = The whole county
offers-find = Search offers
offers-understood = We read:
offers-not-understood = We did not understand the question. Write an occupation or what you want to do, in Swedish.
offers-all-instead = No offer fitted the words. So we show all of them.
offers-clear = Clear
offers-stages = Where in the chain
offers-all-stages = All
offers-found = { $count ->
    [0] No offers
    [one] 1 offer
   *[other] { $count } offers
}
offers-only-network = Only for { $name }
offers-review-due = Needs a review
offers-fact-price = Price
offers-fact-target = For
offers-fact-stages = Helps you to
offers-fact-occupations = For occupations
offers-reviewed-short = Reviewed { $day }
offers-none-title = No offers here yet
offers-none-text = Remove a filter or write it in another way.
offers-show-all = Show all offers
offers-add = Add an offer
offers-back-to-need = The need
offers-in-short = In short
offers-conditions = What it takes
offers-no-conditions = No conditions. Every employer may ask.
offers-condition-source = Read where it says so
offers-valid-to = Valid until { $day }.
offers-who = Who helps
offers-own-page = Read more on their page
offers-reviewed-title = Is this right?
offers-reviewed-on = The details were reviewed { $day }.
offers-review-due-text = That is more than half a year ago. Call before you count on it.
offers-review = Still right
offers-change = Change the offer
offers-flash-added = { $name } is now among the offers.
offers-flash-changed = { $name } has been changed.
offers-flash-reviewed = The offer has been reviewed today.

offers-new-title = Add an offer
offers-change-title = Change the offer
offers-edit-lede = Write briefly and so that a small company understands. Write in Swedish.
offers-edit-title = Name
offers-edit-title-hint = As on your own page, for example Welding course with licence
offers-edit-summary = What does one get?
offers-edit-summary-hint = One or two sentences
offers-edit-kind = Kind
offers-edit-choose = Choose a kind
offers-edit-stages = What does it help the company to do?
offers-edit-target = Whom is it for?
offers-edit-target-hint = For example Employees in workshops
offers-edit-price = What does it cost?
offers-edit-price-hint = For example Free of charge, or SEK 4,800 per person
offers-edit-contact = Whom does one ask?
offers-edit-contact-hint = Function and phone number, not a person’s name
offers-edit-url = Own page
offers-edit-url-hint = Begins with https://
offers-edit-occupations = Occupations it is for
offers-edit-occupations-hint = The beginning of codes in SSYK, for example 7212, 83. Empty means all occupations.
offers-edit-words = Words one searches for
offers-edit-words-hint = In Swedish, for example svets mig mag tig licens
offers-edit-audience = Who may see it?
offers-audience-everyone = Everyone
offers-audience-network = Only { $name }
offers-edit-conditions = Conditions
offers-edit-conditions-hint = Each condition is checked against what we know about the company and the need. Always write the reason.
offers-edit-condition = Condition { $count }
offers-edit-condition-fact = What is checked?
offers-edit-no-condition = No condition
offers-edit-condition-min = At least
offers-edit-condition-max = At most
offers-edit-condition-codes = Codes
offers-edit-condition-codes-hint = For municipality, sector, industry, occupation and kind of need: codes with commas between
offers-edit-condition-reason = Why does the condition exist?
offers-edit-condition-source = Where does it say so?
offers-edit-condition-valid-to = Last day it is valid
offers-save = Save the offer

offer-fits = { $count ->
    [one] Fits: { $met } of 1 condition
   *[other] Fits: { $met } of { $count } conditions
}
offer-fits-without-conditions = Fits: no conditions
offer-may-fit = { $count ->
    [one] May fit: { $met } of { $all }, one condition is unknown
   *[other] May fit: { $met } of { $all }, { $count } conditions are unknown
}
offer-does-not-fit = { $count ->
    [one] Not possible: one condition stops it
   *[other] Not possible: { $count } conditions stop it
}

condition-compared = { $demand }: { $value }
condition-at-least = at least { $value }
condition-at-most = at most { $value }
condition-any = any number
condition-employees = { $span } employees
condition-turnover = turnover { $span }
condition-need-count = { $span } people
condition-days-to-start = { $span } days to start
condition-municipality = companies in { $names }
condition-sector = the sector is { $names }
condition-need-kind = the need is to { $names }
condition-occupation = for { $names }
condition-industry = industry { $names } in SNI
condition-value-unknown = we do not know
condition-value-no-occupation = the occupation is not accepted yet
condition-value-firm-has = the company has { $value }
condition-value-firm-in = the company is in { $value }
condition-value-need-is = the need is to { $value }
condition-value-is = { $value }
condition-value-days = { $count ->
    [one] one day left
   *[other] { $count } days left
}
money-millions = { $count ->
    [one] SEK 1 million
   *[other] SEK { $count } million
}
money-kronor = SEK { $value }
list-and-more = { $first } and more
list-or = { $first } or { $last }

relevance-sum = { $count } points: { $parts }
relevance-none = Nothing in the words points here.
relevance-occupation = the occupation
relevance-any-occupation = for all occupations
relevance-kind-fits-need = fits the kind of need
relevance-words = same words
relevance-word-parts = parts of words
relevance-municipality = your municipality
relevance-stage = what you want to do
relevance-kind = the kind you ask for
