# The first public page.
start-title = What is difficult right now?
start-lede = Write in your own words, in Swedish. You will see who can help, what it costs and what it takes.
start-question = Write what is difficult
start-find = Find help
start-try = Try:
start-example-1 = Jag hittar ingen svetsare
start-example-2 = Bidrag till kompetensplan
start-example-3 = Vi behöver lära oss mer
start-ways = Two ways in
start-firm-title = You run or work at a company
start-firm-text = Your municipality or skills broker sends a link. You answer seven questions and get an answer within two working days.
start-firm-link = Log in
start-helper-title = You want to help
start-helper-text = Schools, municipalities and public agencies show here what they can do. Log in to keep your offers up to date.
start-helper-link = See all offers
start-to-desk = Go to your desk
start-sought = What is sought in the county
start-persons = { $count ->
    [one] 1 person is sought right now.
   *[other] { $count } people are sought right now.
}
start-nothing-yet = No needs are confirmed yet. They are shown here when at least three companies stand behind a number, or when all have agreed.
start-suppressed = hidden
start-occupations-caption = People in open needs by occupation
start-head-occupation = Occupation
start-head-persons = People
start-head-firms = Companies
start-head-place = Municipality
start-more-occupations = { $count ->
    [one] Show one more occupation
   *[other] Show { $count } more occupations
}
start-more-label = More occupations
start-where = How it looks in the municipalities
start-places-caption = People in open needs by municipality
start-source = Source: needs that companies have approved. Counted { $moment }. A number shows when at least three companies stand behind it, or when all have agreed. Sometimes one more is hidden.
start-open-data = Download as open data
start-thread = From words to answers
start-period = { $from } to { $to }
start-station-heard = Needs that companies have approved
start-station-understood = A person has accepted the occupation
start-station-answered = The company has got an answer
start-station-done = The need is met, wholly or partly
start-promise = What we promise, and how it went
start-median = Time to first answer
start-working-days = working days
start-same-day = The same day
start-median-note = The promise is 2. Half got an answer this fast or faster.
start-in-time = Answers on time
start-in-time-note = { $kept } of { $count } cases
start-few-promises = We show figures when at least five cases have been answered and no single firm can be worked out.
start-happened = What has happened
start-nothing-happened = Nothing has happened yet.
start-event-mapping = { $count ->
    [one] A company approved its mapping.
   *[other] { $count } companies approved their mappings.
}
start-event-need = { $count ->
    [one] A need got its occupation.
   *[other] { $count } needs got their occupations.
}
start-event-need-of = { $count ->
    [one] { $name }: a new need can be answered.
   *[other] { $name }: { $count } new needs can be answered.
}
start-event-proposed = An offer was proposed to a company.
start-event-proposed-for = { $name }: an offer was proposed to a company.
start-event-answered = { $count ->
    [one] A company got an answer.
   *[other] { $count } companies got an answer.
}
start-event-closed = { $count ->
    [one] A case was closed. The company knows how it went.
   *[other] { $count } cases were closed. The companies know how it went.
}
start-event-offer = New offer: { $name }
start-event-reviewed = Offer reviewed: { $name }
start-event-vocabulary = A new vocabulary came into use.
