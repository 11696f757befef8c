# Signals: early warnings, what stands behind them, what is done, and what firms are told.
signals-title = Signals
signals-tool = Follow what several have said, from the first word to an answer.
signals-lede = What several firms have said, or somebody has seen. Every signal is to get an answer.
signals-new-title = Write a signal
signals-kind = Kind
signals-any-kind = All kinds
signals-state = State
signals-open-states = Open
signals-any-state = All states
signals-place = Municipality
signals-any-place = All municipalities
signals-whole-county = The whole county
signals-whose = Whose
signals-everyones = Everyone's
signals-my-desk = My desk
signals-sort = Order
signals-order-latest = Latest first
signals-order-earliest = Earliest first
signals-order-firms = Most firms first
signals-order-due = Nearest day first
signals-find = Show
signals-none-title = No signals here
signals-none-text = When three firms say the same thing, a signal comes here. You can also write one yourself.
signals-show-all = Show all signals
signals-head-what = Signal
signals-head-behind = Behind it
signals-head-day = Day
signals-head-desk = Desk
signals-head-firm = Firm
signals-head-source = Where it came up
signals-head-words = In their words
signals-head-added = Added
signals-by-day = By { $date }
signals-about = { $kind }, { $place }
signals-about-obstacle = The same obstacle at several firms: { $obstacle }, { $place }
signals-about-leavers = { $occupation }: many are to be replaced within a year
signals-about-unserved = { $occupation }: several firms are looking and nothing has been proposed
signals-about-silent = { $name }: nobody has been in touch for a year
signals-behind-nobody = No firm is named.
signals-behind-firms = { $firms ->
    [one] One firm
   *[other] { $firms } firms
}
signals-behind-persons = { $firms ->
    [one] One firm
   *[other] { $firms } firms
}, { $count ->
    [one] one person
   *[other] { $count } persons
}
signals-behind-cases = { $firms ->
    [one] One firm
   *[other] { $firms } firms
}, { $count ->
    [one] one case
   *[other] { $count } cases
}
signals-behind-few = Too few to show
signals-evidence = What stands behind it
signals-evidence-hidden = You see how many there are, but not which firms.
signals-steps = What has been done
signals-no-steps = Nobody has begun yet.
signals-how = { $rule } Counted from { $since } to { $until }.
signals-how-written = Written by hand.
signals-rule-obstacle = At least three firms in the municipality have said the same thing.
signals-rule-retirements = At least five persons at three firms or more leave within a year.
signals-rule-unserved = At least three firms look for the same occupation and have been offered nothing.
signals-rule-late-cases = At least three cases wait for an answer past their time.
signals-rule-silent-firm = The firm is large or has a need, and nobody has been in touch with it.
signals-with = { $what } – { $whom }, by { $date }
signals-done-new = Taken up again
signals-done-dialogue = Question asked
signals-done-measure = Measure decided
signals-done-answered = Answer sent
signals-done-parked = Put aside
signals-passed-new = The same thing has come again
signals-passed-lapsed = It has passed by itself
signals-do-new = Take up again
signals-do-dialogue = Ask somebody
signals-do-measure = Decide a measure
signals-do-answered = Answer the firms
signals-do-parked = Put aside
signals-hint-new = The signal becomes new and waits at the desk.
signals-hint-dialogue = Choose whom you ask and when the answer is due. A desk is told at once.
signals-hint-measure = Choose which desk does it and when it is to be done.
signals-hint-answered = The text goes to everyone the signal came from. Do not write who the others are.
signals-hint-parked = Write why. The signal comes back if as many say the same thing again.
signals-words-new = Why?
signals-words-dialogue = What do you ask?
signals-words-measure = What is to be done?
signals-words-answered = What came of it
signals-words-parked = Why?
signals-button-new = Take up the signal
signals-button-dialogue = Ask the question
signals-button-measure = Save the measure
signals-button-answered = Send the answer
signals-button-parked = Put the signal aside
signals-field-desk-asked = Ask a desk
signals-field-desk-hint = Or write below who it is.
signals-no-desk = No desk
signals-field-asked = Somebody else
signals-field-asked-hint = For example a committee or a school.
signals-field-desk-does = Who does it?
signals-choose-desk = Choose a desk
signals-field-on = By which day?
signals-your-words = What you wrote
signals-facts = About the signal
signals-due = By
signals-writer = Written by
signals-written-by = { $name }, { $organisation }
signals-new-lede = Write what you have seen or heard. The signal goes to the right desk.
signals-from-visit = The signal comes from a visit
signals-from-case = The signal comes from a case
signals-from-here = Write a signal about this
signals-field-title = What is it about?
signals-field-title-hint = One line.
signals-field-words = Tell more
signals-field-words-hint = What has happened, and whom does it concern?
signals-save = Save the signal
signals-told-title = What came of it
signals-told-all = All answers to you
signals-told-lede = Answers to what you have told.
signals-told-none-title = No answers yet
signals-told-none-text = When somebody has dealt with what you told, the answer stands here.
signals-told-none-link = See what you told
signals-signed = { $name }, { $date }

signal-kind-obstacle = The same obstacle
signal-kind-retirements = Many retire
signal-kind-unserved = Occupation without an offer
signal-kind-late-cases = Cases past their time
signal-kind-silent-firm = Firm without contact
signal-kind-written = Written by hand
signal-state-new = New
signal-state-dialogue = Question asked
signal-state-measure = Measure under way
signal-state-answered = Answered
signal-state-parked = Put aside
signal-state-lapsed = Has passed
signal-source-obstacle = Obstacle at a visit
signal-source-visit = Visit
signal-source-need = Need
signal-source-case = Case
signal-source-contact = Contacts

desk-signal-why-new = Nobody has begun with the signal.
desk-signal-why-asked = The day of the answer has come.
desk-signal-why-due = The day of the measure has come.
desk-signal-button = See the signal
told-signal-asked = You are asked about a signal
told-signal-given = You have been given a measure to carry out
told-signal-answered = What came of something you told

flash-signal-written = The signal has been saved.
flash-signal-asked = The question has been asked.
flash-signal-measure = The measure has been saved.
flash-signal-answered = The answer has been sent.
flash-signal-parked = The signal has been put aside.
flash-signal-taken-up = The signal has been taken up again.

mine-section-signals = Signals you are part of
mine-subject-signal = Signal
mine-place-signal = Signals
mine-place-signal_step = Steps of signals

mail-subject-signal-answered = An answer to something you told
mail-text-signal-answered = Somebody has dealt with something you told. Log in and read what came of it.
mail-button-signal-answered = Read the answer
mail-what-signal-answered = Answer to a signal
