# One search box for everything the reader may see.
search-title = Search
search-title-of = Search: { $words }
search-label = Search the whole service
search-example = Case, company, need …
search-button = Search
search-keys = Ctrl K
search-count = { $count ->
    [0] No hits.
    [one] 1 hit is shown. Go to it with the down arrow.
   *[other] { $count } hits are shown. Go to them with the down arrow.
}
search-hint = Search for the number of a case, the name or number of a company, an occupation, an offer, a colleague or a page.
search-too-short = Type at least two characters.
search-none = Nothing fits
search-none-text = Try a shorter word, or only the beginning of it.
search-pages = Pages
search-people = Colleagues
search-case-note = { $number } · { $name } · { $state }
search-need-note = { $name } · { $state }
search-holder-note = { $desk }, { $name }
search-deputy-note = Deputy at { $desk }, { $name }
search-all-cases = Show all cases that fit
search-all-firms = Show all companies that fit
search-all-needs = Show all needs that fit
search-all-offers = Show all offers that fit
