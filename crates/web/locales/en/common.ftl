# The frame, forms, times and errors: what every page shares.
site-name = Samkraft
demo-mark = demo

layout-skip = Skip to the content
layout-demo = This is a demo county. Companies, events and promises are invented, even where real schools and municipalities are named.
layout-menu = Menu
layout-main-menu = Main menu
layout-you-are-here = You are here
layout-sign-in = Log in
layout-sign-out = Log out
layout-change-role = Change role
layout-undo = Undo
layout-about-menu = About the service
layout-accessibility = Accessibility
layout-privacy = How we protect your data
layout-matching = How we work out matches
layout-api = For developers
layout-operator = Samkraft in { $county }
layout-feedback = Tell us what you think of the service

nav-desk = My desk
nav-our-company = My company
nav-cases = Cases
nav-needs = Needs
nav-mappings = Mappings
nav-organisations = Companies
nav-visits = Visits
nav-tools = Tools
nav-offers = Offers
nav-about-matching = How it works

flash-signed-out = You are logged out.

form-error = Error:
form-title-with-errors = Error: { $title }
form-errors = { $count ->
    [one] One answer needs to be corrected
   *[other] { $count } answers need to be corrected
}
form-not-sent = It could not be saved
form-conflict = Somebody else has saved before you. Beside the fields stands what is saved now. Change what you want and save again.
form-theirs = Saved now:
form-theirs-empty = Nothing
form-day = Day
form-month = Month
form-year = Year
form-question-of = Question { $at } of { $of }

paging-label = Browse the list
paging-previous = To the start of the list
paging-next = Next page
paper-foot = { $title }. Downloaded on { $date }.
paper-page = Page { $page } of { $pages }

time-at = at { $time }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = June
month-short-7 = July
month-short-8 = Aug
month-short-9 = Sept
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
weekday-short-1 = Mon
weekday-short-2 = Tue
weekday-short-3 = Wed
weekday-short-4 = Thu
weekday-short-5 = Fri
weekday-short-6 = Sat
weekday-short-7 = Sun

clock-today = Answer today
clock-days-left = { $count ->
    [one] 1 working day left
   *[other] { $count } working days left
}
clock-late-today = The answer is late
clock-days-late = { $count ->
    [one] 1 working day late
   *[other] { $count } working days late
}
clock-kept = The promise was kept
clock-kept-late = { $count ->
    [0] Answered the same day, but too late
    [one] Answered 1 working day late
   *[other] Answered { $count } working days late
}

thread-heard = Heard
thread-understood = Understood
thread-answered = Answered
thread-done = Done
thread-effect = Had effect
thread-told = Told back
thread-now-heard = Being heard now
thread-now-understood = Being understood now
thread-now-answered = Being answered now
thread-now-done = Being done now
thread-now-effect = Effect being measured now
thread-now-told = Being told back now
thread-is-done = (done)

reasons-label = Conditions
lane-of = of { $count }
