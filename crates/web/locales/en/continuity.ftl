# Handovers when somebody leaves, and absences with somebody who steps in.
continuity-title = Handovers
continuity-lede = Nobody owns a case alone. When somebody leaves, everything gets a new person in charge.
continuity-tool = Hand everything over when somebody leaves.
continuity-new-link = Hand over when somebody leaves
continuity-no-orphans = Everything has somebody in charge
continuity-orphans = { $count ->
    [one] One thing has nobody in charge
   *[other] { $count } things have nobody in charge
}
continuity-orphans-text = They are still held by somebody who has left. Hand them over to somebody else.
continuity-none-title = No handovers yet
continuity-none-text = When somebody has left and everything is handed over, it shows here.
continuity-away-link = Who is away?
continuity-head-from = From
continuity-head-by = Made by
continuity-head-count = Number of things
continuity-head-what = Kind
continuity-head-title = What
continuity-head-firm = Company
continuity-head-contact = Contact
continuity-head-state = State
continuity-head-step = Next step
continuity-head-day = Day
continuity-head-to = Now in charge
continuity-head-phone = Telephone
continuity-head-person = Who
continuity-head-open = In charge of

continuity-kind-case = Case
continuity-kind-visit = Planned visit
continuity-kind-promise = Promise
continuity-kind-obstacle = Obstacle
continuity-kind-contact = Planned contact
continuity-kind-mapping = Mapping
continuity-kind-reminder = Reminder
continuity-kind-desk = Desk with nobody left
continuity-state-promised = Not kept yet
continuity-state-bare = New cases come here
continuity-no-day = No day set

continuity-choose-title = Who is leaving?
continuity-choose-lede = Everybody at { $name } with a role today, and those who have left something behind.
continuity-organisation = Organisation
continuity-find = Show
continuity-open = { $count ->
    [0] Nothing
    [one] One thing
   *[other] { $count } things
}
continuity-has-left = Has left
continuity-nobody-title = Nobody to choose
continuity-nobody-text = Nobody here has a role or anything left to hand over.
continuity-whole-link = All of { $name } is leaving the county
continuity-back = To the handovers

continuity-wizard-title = { $name } is leaving
continuity-wizard-lede = { $count ->
    [one] One thing needs somebody new in charge. The role ends when it has got one.
   *[other] { $count } things need somebody new in charge. The role ends when all have got one.
}
continuity-nothing-open = There is nothing to hand over. The role can end right away.
continuity-no-holders = Nobody can take over
continuity-no-holders-text = First add somebody to a desk. Then you can hand over.
continuity-all = Who takes over?
continuity-all-hint = Holds for everything without a choice of its own below.
continuity-choose-each = Choose for each thing
continuity-as-all = As above
continuity-more = { $count ->
    [one] One more thing goes with the choice above.
   *[other] { $count } more things go with the choice above.
}
continuity-items = What is handed over
continuity-to-label = Who takes over { $title }?
continuity-whole-desk = Everybody at { $desk } ({ $organisation })
continuity-on-desk = { $name }, { $desk }
continuity-reason = Why?
continuity-reason-hint = May be left empty. Those who take over read it, and so does the company in its cases.
continuity-usual-reason = Whoever was in charge has left
continuity-warning = The role ends at once. This cannot be undone.
continuity-finish = Hand over and end the role

continuity-document = Handover from { $name }
continuity-made = { $count ->
    [0] Made on { $date } by { $name }. There was nothing to hand over.
    [one] Made on { $date } by { $name }. One thing.
   *[other] Made on { $date } by { $name }. { $count } things.
}
continuity-print = You can also print this page.
continuity-pdf = Download as a PDF
continuity-file = Download as a table
continuity-empty-title = Nothing was handed over
continuity-empty-text = Whoever left was not in charge of anything.

continuity-new-contact = Your contact is now { $name }
continuity-since = Since { $date }.
continuity-seen = I have seen it

continuity-away-title = Absence
continuity-away-tool = Say who takes over while you are away.
continuity-away-lede = Say when you are away. Your deputy gets your alarms, reminders and cases.
continuity-away-at-desk = Away from { $desk }
continuity-away-nobody = Nobody is away now or plans to be.
continuity-away-now = Away now
continuity-away-today = Away today
continuity-away-days = { $from } to { $to }
continuity-away-deputy-is = Deputy: { $name }
continuity-away-until = { $name } is away until { $date }. Deputy: { $deputy }.
continuity-away-desk-deputy = the desk's deputy
continuity-away-choose = Choose a colleague
continuity-away-end = I am back
continuity-away-new = I am going to be away
continuity-away-from = First day
continuity-away-to = Last day
continuity-away-to-hint = It ends by itself when the day is over.
continuity-away-deputy = Who is your deputy?
continuity-away-deputy-hint = A colleague at the same desk.
continuity-away-save = Save
continuity-away-no-desk = You do not belong to a desk
continuity-away-no-desk-text = So you have no alarms or cases that somebody else has to take.
continuity-away-to-desk = To the desk

flash-handover-made = { $count ->
    [0] { $name } has left. There was nothing to hand over.
    [one] { $name } has left. One thing was handed over.
   *[other] { $name } has left. { $count } things were handed over.
}
flash-contact-seen = Thank you. It is no longer shown.
flash-absence-kept = Saved. Your deputy takes over on those days.
flash-absence-ended = Saved. Welcome back.
told-handover-received = You have taken over from somebody who has left
mine-section-absences = When you are away
mine-field-deputy-name = Deputy's name
mine-subject-handover = Handover
mine-subject-absence = Absence
