# One search box for everything the reader may see.
search-title = Sök
search-title-of = Sök: { $words }
search-label = Sök i hela tjänsten
search-example = Ärende, företag, behov …
search-button = Sök
search-keys = Ctrl K
search-count = { $count ->
    [0] Inga träffar.
    [one] 1 träff visas. Gå till den med pil ner.
   *[other] { $count } träffar visas. Gå till dem med pil ner.
}
search-hint = Sök på ett ärendes nummer, ett företags namn eller nummer, ett yrke, en insats, en kollega eller en sida.
search-too-short = Skriv minst två tecken.
search-none = Inget passar
search-none-text = Pröva ett kortare ord, eller bara början av det.
search-pages = Sidor
search-people = Kollegor
search-case-note = { $number } · { $name } · { $state }
search-need-note = { $name } · { $state }
search-holder-note = { $desk }, { $name }
search-deputy-note = Ersättare på { $desk }, { $name }
search-all-cases = Visa alla ärenden som passar
search-all-firms = Visa alla företag som passar
search-all-needs = Visa alla behov som passar
search-all-offers = Visa alla insatser som passar
