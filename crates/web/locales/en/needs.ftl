# Needs: the list, the one page, and the small forms.
needs-title = Needs
needs-lede = What companies have said that they need.
needs-lede-firm = What you have said that you need.
needs-file = Download as a file
needs-search = Search
needs-place = Municipality
needs-any-place = All municipalities
needs-field = Occupational field
needs-any-field = All fields
needs-state = State
needs-state-open = All open
needs-state-uncoded = Without an occupation
needs-state-any = All, closed ones too
needs-find = Show the needs
needs-none-title = No need fits
needs-none-text = Remove a filter or search for another word.
needs-show-all = Show all open
needs-empty-title = No needs yet
needs-empty-text = A need comes here when a company has approved its mapping.
needs-to-mappings = Go to the mappings
needs-caption = Newest first
needs-head-need = Need
needs-head-occupation = Occupation
needs-head-persons = Number
needs-head-start = By
needs-head-state = State
needs-not-coded = Not accepted yet
needs-no-date = No date given
needs-csv-firm = Company
needs-csv-municipality = Municipality
needs-csv-words = Own words
needs-csv-occupation = Occupation
needs-csv-ssyk = SSYK 2012
needs-csv-persons = Number
needs-csv-start = By
needs-csv-state = State

needs-heading = { $count ->
    [one] { $name }
   *[other] { $name }: { $count } people
}
needs-heading-by = { $count ->
    [one] { $name }, by { $day }
   *[other] { $name }: { $count } people by { $day }
}
needs-thread = How far the need has come
needs-employees = { $count ->
    [0] No employees today.
    [one] One employee today.
   *[other] { $count } employees today.
}
needs-network = Network: { $name }
needs-visibility = Seen only by those who work with it
needs-state-because = Reason: { $reason }
needs-to-coding = Accept the occupation
needs-to-lanes = Choose a route
needs-to-state = Change state

needs-note-heard = { $day }. The company answered by itself.
needs-note-heard-led = { $day }. { $name } led the conversation.
needs-note-understood = { $day }. { $name } accepted the occupation.
needs-note-not-understood = Somebody needs to accept the occupation.
needs-note-answered = { $day }. { $name } answered.
needs-note-promised = Answer by { $moment }.
needs-note-proposed = { $count ->
    [one] { $day }. One offer is proposed.
   *[other] { $day }. { $count } offers are proposed.
}
needs-note-filled = { $filled } of { $count } in place
needs-note-aim = { $count } in place by { $day }
needs-note-aim-open = { $count } in place
needs-note-effect = Measured when the need is met
needs-note-told = { $day }. The company was told how it went.
needs-note-tell = The company is told how it went

needs-goal = The goal behind the need
needs-said-by = { $name }, { $day }
needs-said = The company, { $day }
needs-fact-count = Number
needs-persons = { $count ->
    [one] 1 person
   *[other] { $count } people
}
needs-fact-start = By
needs-fact-severity = How serious
needs-fact-consequence = If it does not work out

needs-read-as = How we read the occupation
needs-read-as-question = Did we read the occupation right?
needs-coding-lede = This is a suggestion. Nothing counts until a person says yes.
needs-change-occupation = Change the occupation
needs-vocabulary = vocabulary { $version }
needs-why-code = Why this code
needs-why-code-caption = The words in the text and what they gave
needs-head-word = Word in the text
needs-head-means = Means
needs-head-points = Points
needs-sum-row = Sum
needs-reason = { $term }, { $how }
needs-how-exact = same word
needs-how-inflection = another inflection
needs-how-compound-head = last part of a compound
needs-how-compound-part = part of a compound
needs-how-misspelling = similar spelling
needs-how-abbreviation = abbreviation
needs-how-synonym = another name
needs-how-related-skill = skill in the occupation
needs-how-likeness = the whole title is alike
needs-next-best = Second best: { $label }, { $points }
needs-accepted = { $name } accepted the code { $day }.
needs-chosen-by-hand = The occupation was searched for by hand.
# Names of occupations may end in a full stop, as in «m.fl.»: no other one follows them.
needs-chosen-instead = The suggestion was: { $name }
needs-which-occupation = Which occupation is it?
needs-which-skills = What does the person need to be able to do?
needs-option = SSYK { $ssyk } { $group } · { $points } points
needs-option-group = The whole occupation group, SSYK { $ssyk } · { $points } points
needs-accept = Yes, that is right
needs-search-another = Search for another occupation
needs-nothing-read = We recognised no occupation in the text.
needs-waits-for-acceptance = The company, or the one who works with the need, accepts the occupation.
needs-coding-title = Choose an occupation
needs-search-occupation = Search for an occupation
needs-search-occupation-button = Search
needs-no-occupation-found = No occupation was found. Write it in another way.
needs-cancel = Cancel

needs-about-case = Who does what and when
needs-next-step = Next step
needs-latest = by { $day }
needs-to-case = Case { $number }
needs-next-coding = Accept the occupation. Then the need counts and can be answered.
needs-next-lane = Choose a route, or propose an offer.
needs-who-does-what = Who does what
needs-owner = Owner
needs-deputy = Deputy
needs-firm = Company
needs-asked = { $by } asks about { $fact }
needs-somebody = Somebody
needs-answer-asked = Answer the question
needs-asked-waits = The company has been asked.

needs-lanes = { $count ->
    [one] Three routes to one person
   *[other] Three routes to { $count } people
}
needs-lanes-lede = All three can go on at the same time.
needs-lane-about-upskill = Validate and build on what the staff can already do.
needs-lane-about-try-out = Take in a student or trainee and get to know each other.
needs-lane-about-recruit = Advertise and employ somebody who already knows the occupation.
needs-lane-state = State
needs-lane-next-step = Next step
needs-lane-next-step-hint = What is to be done, and by whom?
needs-lane-next-step-on = By
needs-lane-when = When
needs-lane-planned = How many should the route give, of { $count }?
needs-lane-in-place = In place
needs-lane-filled = { $count ->
    [0] None yet
    [one] 1 person
   *[other] { $count } people
}
needs-lane-plan = Plan the route
needs-lane-change = Change the route
needs-lane-save = Save the route
needs-sum = Sum: { $terms }{ $planned } of { $count } planned.
needs-sum-filled = { $count ->
    [0] Nobody in place yet.
    [one] 1 in place.
   *[other] { $count } in place.
}

needs-offers = Offers that may help
needs-offers-count = { $shown } of { $count }
needs-offers-lede = A computed suggestion. You decide. What fits comes first, then what is closest to the occupation.
needs-offers-none = There are no offers yet.
needs-offers-more = Show { $count } more, with reasons
needs-offers-impossible = Show the { $count } that do not fit, with reasons
needs-offers-left-out = The { $count } furthest away are not shown.
needs-offers-all = Search all offers
needs-propose = Propose to the company
needs-say-yes = Yes please
needs-say-no = No thank you
needs-ask = Ask about { $name }
needs-tell = Answer about { $name }
needs-proposal-waits = Proposed { $day }
needs-proposal-accepted = The company said yes { $day }
needs-proposal-declined = The company said no { $day }

needs-fact-title-employees = How many employees do you have in the county?
needs-fact-title-turnover = How large is the turnover per year?
needs-fact-title-industry = Which industry are you in?
needs-fact-title-days-to-start = When does the first one need to start?
needs-fact-hint-employees = Write a number, for example 12
needs-fact-hint-turnover = In thousands of SEK: 8 000 means 8 million
needs-fact-hint-industry = The code in SNI 2007, for example 56100
needs-fact-hint-days-to-start = Year, month and day
needs-fact-why = The answer decides which offers fit. It is seen only by those who work with the need.
needs-fact-save = Save the answer

needs-state-title = Change state
needs-state-now = The need is now: { $state }.
needs-state-new = New state
needs-state-reason = Why?
needs-state-reason-hint = Needed when the need is written off or only partly met
needs-state-save = Save the state

needs-history = What has happened
needs-event-registered = The company approved the need.
needs-event-confirmed = The occupation was accepted: { $name }
needs-event-recoded = The occupation was changed to: { $name }
needs-event-before = Before, it said: { $name }
needs-event-lane = { $name } is { $state }.
needs-event-state = New state: { $state }.
needs-event-proposed = { $name } was proposed to the company.
needs-event-yes = The company said yes to { $name }.
needs-event-no = The company said no to { $name }.
needs-event-asked = The company was asked about { $name }.
needs-event-filled = An answer came about { $name }.

needs-flash-coded = The occupation has been accepted. Now the need counts.
needs-flash-lane = { $name } has been saved.
needs-flash-state = The need has a new state: { $state }.
needs-flash-filled = { $name } has been saved. The offers have been worked out anew.
needs-flash-asked = The company has been asked about { $name }.
needs-flash-proposed = The offer has been proposed. The company is told.
needs-flash-yes = You said yes. The one who proposed the offer is told.
needs-flash-no = You said no. The one who proposed the offer is told.

told-fact-asked = You have been asked about your need
told-offer-proposed = You have had an offer proposed
told-proposal-answered = The company has answered your proposal
