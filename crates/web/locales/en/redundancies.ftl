# Notices of redundancy: the list, the form, tasks, open needs and the joint page.
redundancies-title = Notices of redundancy
redundancies-lede = Who is given notice, what has to be done in the first days and where people can go.
redundancies-tool = Tasks, offers and open needs when people are given notice.
redundancies-new-title = Enter a notice
redundancies-new-heading = Notice of redundancy at { $name }
redundancies-heading = Notice of redundancy at { $name }
redundancies-form-lede = When you save, everything opens at once: tasks, a joint page of offers and links to open needs.
redundancies-place = Municipality
redundancies-place-hint = Where the workplace is.
redundancies-any-place = All municipalities
redundancies-any-state = All states
redundancies-find = Show
redundancies-choose = Choose
redundancies-notified = Notice given
redundancies-last-day = Last day at work
redundancies-public-from = Public from
redundancies-public-hint = Until then only those responsible see it: the adviser at the employment service, the municipality's contact and its brokers.
redundancies-ssyk = SSYK
redundancies-affected = Occupations affected
redundancies-affected-hint = Write the occupation's name or its four digits. Leave the rows you do not need empty.
redundancies-occupation-nth = Occupation { $nth }
redundancies-persons-nth = Number of people in occupation { $nth }
redundancies-save = Save the notice
redundancies-none = No notices here
redundancies-none-text = When a notice is entered, those responsible see it, and others from its day on.
redundancies-head-firm = Firm
redundancies-head-persons = People
redundancies-head-state = State
redundancies-head-task = Task
redundancies-head-owner = Who
redundancies-head-due = By
redundancies-head-done = Done
redundancies-tasks = Tasks
redundancies-done-of = { $done } of { $all } done
redundancies-done-by = { $name }, { $date }
redundancies-not-done = Not done
redundancies-late = Late
redundancies-tick = Done
redundancies-untick = Not done yet
redundancies-says = { $persons ->
    [one] One person
   *[other] { $persons } people
} in { $place }. The last day at work is { $date }.
redundancies-secret-until = Secret until { $date }
redundancies-secret-how = Only those responsible see the notice. Do not tell others.
redundancies-facts = Facts
redundancies-by = Written by
redundancies-step-reported = Start again
redundancies-step-working = Begin the work
redundancies-step-closed = Close the work
redundancies-needs-how = Firms in the county that are looking for people in the same occupations right now.
redundancies-need-at = { $name }, { $place }: { $persons ->
    [one] one person
   *[other] { $persons } people
}
redundancies-needs-more = And { $count } more needs.
redundancies-needs-none = No open needs in the occupation right now.
redundancies-needs-few = There are open needs in the county, but too few firms to show how many.
redundancies-needs-together = Others in the county: { $needs } needs for { $persons } people at { $firms } firms.
redundancies-joint-title = Offers for those affected
redundancies-joint-says = This is offered to the { $persons } people affected at { $name }, by everyone who has something to give.
redundancies-persons-in = { $occupation }: { $persons }
redundancies-for-all = For every occupation in the notice
redundancies-for = For { $names }
redundancies-maybe = Perhaps, ask first
redundancies-no-offers = No offers fit
redundancies-no-offers-text = Search among all offers, or ask somebody to add one.
redundancies-all-offers = All offers

redundancy-state-reported = Entered
redundancy-state-working = Work under way
redundancy-state-closed = Closed
redundancy-task-meet-firm = Meet the firm and its unions
redundancy-task-joint-offers = Go through the page of offers together
redundancy-task-transition = Ask what the transition fund gives
redundancy-task-open-needs = Call firms that look for people in the same occupations
redundancy-task-inform = Inform at the workplace
redundancy-task-guidance = Book talks about studies and work
redundancy-task-validation = Plan whose skills will be recognised
redundancy-task-follow-up = Follow up where everyone has gone

flash-redundancy-reported = The notice at { $name } is entered, and its tasks have owners.
flash-redundancy-stepped = The notice at { $name } has changed.
flash-redundancy-ticked = The task at { $name } is done.
flash-redundancy-unticked = The task at { $name } is not done yet.

redundancies-file = Download as a file
redundancies-csv-firm = Firm
redundancies-csv-municipality = Municipality
redundancies-csv-notified = Notified
redundancies-csv-last = Last day at work
redundancies-csv-persons = Persons
redundancies-csv-done = Tasks done
redundancies-csv-tasks = Tasks
redundancies-csv-state = State
redundancies-csv-secret = Secret until
