# The first page of each role.
desk-kicker = { $date } · You are working as { $role }, { $place }
desk-first = Do first
desk-to-know = To know today
desk-to-do-first = { $count ->
    [one] One thing to do first
    [2] Two things to do first
    [3] Three things to do first
    [4] Four things to do first
    [5] Five things to do first
    [6] Six things to do first
    [7] Seven things to do first
    [8] Eight things to do first
    [9] Nine things to do first
    [10] Ten things to do first
   *[other] { $count } things to do first
}
desk-nothing-to-do = Nothing is urgent
desk-empty = Everything has been answered
desk-empty-text = Here you find what is waiting for you: answers to companies, next steps and questions from colleagues.
desk-more = { $count ->
    [one] One more thing is waiting
   *[other] { $count } more things are waiting
}
desk-answer-title = Answer { $firm }: { $title }
desk-answer-why = { $municipality } · { $number }. Came in { $date }.
desk-taken-by = { $name } has taken it.
desk-alarm = { $alarm }.
desk-answer-button = Write an answer
desk-take-button = Take the case
desk-step-day = due { $date }
desk-step-why = { $firm }, { $municipality }: { $title }
desk-step-button = Open the case
desk-asked-day = came { $date }
desk-coordinate-title = { $name } wants to coordinate the visit to { $firm }
desk-coordinate-button = Answer
desk-lead-title = Continue the mapping with { $name }
desk-lead-why = The company is waiting for the next meeting.
desk-lead-button = Continue

desk-month = Your month
desk-month-time = Time to answer
desk-month-promise = (promise { $count })
desk-month-in-time = Answers on time
desk-month-visits = Visits
desk-month-together = { $count ->
    [one] one of them with a colleague
   *[other] { $count } of them with a colleague
}
desk-month-none = none yet
desk-days = { $days ->
    [one] 1 day
   *[other] { $days } days
}
desk-of = { $part } of { $whole }
desk-waiting = Waiting for others
desk-waits-approval = { $name }: approve the summary
desk-waits-party = { $name }: { $step }
desk-since = since { $date }
desk-open-cases = Open cases
desk-all-cases = All cases
desk-own-mappings = Mappings in progress
desk-all-mappings = All mappings
desk-mapping-track = How it is done
desk-mapping-since = Last changed
desk-notices = New
desk-read-all = Mark as read

told-case-opened = New case
told-case-message = New message
told-promise-broken = The promise is broken. You are the deputy.
told-case-escalated = A case has not been answered
told-case-handed-over = A case has been handed over to you
told-case-invited = You are invited to a case
told-case-closed = A case has been closed
told-case-reopened = A case has been reopened
told-coordination-asked = Somebody wants to coordinate a contact
told-coordination-replied = An answer to your question about coordinating
told-obstacle-sent = An obstacle waits for an answer from your municipality
told-obstacle-answered = A committee has answered about an obstacle
told-visit-joined = Somebody has joined your visit
told-visit-told = You have feedback after a visit
told-pool-asked = Do you want to take part in a pool?
told-pool-consented = A firm has answered about a pool
told-pool-recorded = Your answer about a pool has been written down after a call
told-pool-ended = A pool you were asked about has ended
told-grant-applied = A firm has applied for support
told-grant-decided = Your application for support has an answer
told-grant-effect-due = Time to tell what support led to
told-grant-effect-answered = A firm has told what support led to
told-agreement-ends = An agreement ends within 60 days
told-organisation-ended = A company you have plans with is closed
told-organisation-merged = A company has merged into another
told-organisation-took-over = A company has merged into yours
told-case-firm-ended = The company of a case is closed. Close the case when it is done.
told-organisation-reopened = The company of a case is open again
told-gathering-seat = You have a seat at an event
told-gathering-moved = An event you have signed up for has a new time or place
told-gathering-cancelled = An event you have signed up for is called off
told-gathering-outcome = Write what your event led to
told-something-to-read = You have something new to read
told-idea-new = A new idea is waiting for an answer
told-idea-answered = An idea you want has been answered
told-idea-merged = An idea you want has been merged into another
told-idea-posted = Somebody has said something about your idea
told-idea-post-hidden = A post of yours has been hidden
told-redundancy-reported = A notice of redundancy is entered, and you have tasks

desk-employer-new = Welcome
desk-employer-nothing = Nothing is waiting for you
desk-employer-waits = { $count ->
    [one] One thing is waiting for you
   *[other] { $count } things are waiting for you
}
desk-employer-start = Tell us what you need
desk-employer-start-text = Seven short questions. Somebody who helps companies sends you a link to them. Meanwhile you can search for help yourselves.
desk-employer-start-button = Search for help
desk-firm-mapping-approve = Read and approve the summary
desk-firm-mapping-begin = Start answering the questions
desk-firm-mapping-go-on = Finish answering the questions
desk-firm-mapping-why-approve = Nothing is shared until you have said yes.
desk-firm-mapping-why-begin = It takes about five minutes.
desk-firm-mapping-why-go-on = What you have written is saved.
desk-firm-mapping-button-approve = Read and approve
desk-firm-mapping-button-begin = Start
desk-firm-mapping-button-go-on = Continue
desk-firm-proposal = Answer the proposal: { $title }
desk-firm-proposal-why = { $name } proposes it for “{ $words }”.
desk-firm-proposal-button = Read the proposal
desk-firm-next = { $what }, by { $date }
desk-employer-cases = Your cases
desk-employer-no-cases = You have no open case.
desk-employer-owner = { $number }. Responsible: { $name }.
desk-employer-needs = Your needs
desk-employer-no-needs = You have no open need.
desk-employer-facts = What we know about you
desk-need-no-step = No next step has been chosen
desk-lane-of = { $filled } of { $planned }
desk-need-sum = { $filled } of { $count } in place

desk-county-on-time = All promises are kept
desk-county-late = { $count ->
    [one] One case is late
   *[other] { $count } cases are late
}
desk-stat-open = Open cases
desk-stat-open-note = in the whole county
desk-stat-late = Late
desk-stat-late-note = the promise is broken and no answer has come
desk-stat-escalated = With the desk above
desk-stat-escalated-note = one working day after a broken promise
desk-stat-mappings = Mappings in progress
desk-stat-mappings-note = not yet approved by the company
desk-late-cases = Late cases
desk-all-late = Show all that are late
desk-none-late = No case is late.
desk-desks = The desks
desk-desks-note = Time to answer is counted over the last 90 days.
desk-desk = Desk
desk-open = Open
desk-late = Late
desk-escalated = Escalated
desk-median = Time to answer
desk-answers = Answers
desk-occupations = Needs by occupation
desk-no-occupations = No open need has an occupation yet.
desk-occupation = Occupation
desk-persons = People
desk-firms = Companies
desk-unanswered = Unanswered
desk-unanswered-needs = Needs that nobody has answered
desk-none-unanswered = All needs have been answered.
desk-unanswered-note = { $name }, { $municipality }, since { $date }
desk-mappings = Mappings
desk-no-mappings = No mapping has been started.

desk-plain-heading = Hello { $name }
desk-plain-text = From here you reach what your role can see.
desk-plain-offers = Offers in the county
desk-plain-mappings = Mappings
desk-plain-cases = Cases you take part in
desk-plain-needs = Needs you take part in
desk-plain-county = The county in figures
