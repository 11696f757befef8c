# Events where people meet, on site or online.
gatherings-title = Events
gatherings-lede = Companies, municipalities and those who help them meet here. Sign up for what suits you.
gatherings-tool = Events, courses and meetings in the county, on site and online.
gatherings-more = See events and courses to come
gatherings-new = Invite to an event
gatherings-when = When
gatherings-when-coming = To come
gatherings-when-past = Those that have been
gatherings-kind = Kind of event
gatherings-any-kind = All kinds
gatherings-municipality = Municipality
gatherings-any-place = All municipalities
gatherings-whose = Show
gatherings-whose-all = All events
gatherings-whose-own = Our own
gatherings-whose-signed-up = Those we have signed up for
gatherings-find = Show events
gatherings-none = No events here
gatherings-none-text = Events show here when somebody has invited to them. Have you chosen something above? Try without it.
gatherings-show-all = Show all events
gatherings-event = Event
gatherings-where = Where
gatherings-organiser = Invitation from
gatherings-seats = Seats
gatherings-state = State
gatherings-online = Online
gatherings-only-network = only for { $name }
gatherings-no-sign-up = No sign-up
gatherings-time = { $day }, { $from }–{ $to }
gatherings-time-days = { $first } at { $from } to { $last } at { $to }
gatherings-seats-any = Room for everyone
gatherings-seats-left = { $count ->
        [one] 1 seat left of { $of }
       *[other] { $count } seats left of { $of }
    }
gatherings-seats-none = { $waiting ->
        [0] Full
        [one] Full, 1 waiting
       *[other] Full, { $waiting } waiting
    }
gatherings-sign-up = Sign up
gatherings-resign = Change the sign-up
gatherings-leave = Cancel the sign-up
gatherings-log-in = Log in and sign up
gatherings-calendar = Add to calendar
gatherings-open = Open for sign-up
gatherings-close = Write what the event led to
gatherings-signed-up = Signed up
gatherings-edit = Change the event
gatherings-cancel = Call off the event
gatherings-draft = Only you see the event so far
gatherings-draft-text = Read it through. Then open it for sign-up, and everyone who may come sees it.
gatherings-held = The event has been
gatherings-held-text = Write what it led to. Then those who were there get to know, and the event can be closed.
gatherings-cancelled = The event is called off
gatherings-own = Your sign-up
gatherings-own-seated = { $count ->
        [one] You have 1 seat. Contact: { $name }.
       *[other] You have { $count } seats. Contact: { $name }.
    }
gatherings-own-waiting = { $count ->
        [one] 1 person from you is waiting. Contact: { $name }.
       *[other] { $count } people from you are waiting. Contact: { $name }.
    }
gatherings-waits-text = You will be told here and by e-mail if there is a seat.
gatherings-no-decider = No one who may decide has signed up
gatherings-no-decider-text = Are you to decide something at the event? Ask those who may decide to sign up.
gatherings-outcome = What the event led to
gatherings-came-count = { $count ->
        [one] 1 person came.
       *[other] { $count } people came.
    }
gatherings-about = About the event
gatherings-about-hint = Write what you will do and whom it is for. Write no names without permission.
gatherings-who = Who is coming
gatherings-nobody = Nobody has signed up yet
gatherings-nobody-text = Those who sign up show here, in the order they came.
gatherings-by-sector = Signed up with seats, by sector
gatherings-by-mandate = Signed up with seats, by mandate
gatherings-sector = Sector
gatherings-organisations = Organisations
gatherings-people = People
gatherings-mandate = Mandate
gatherings-mandate-hint = What may you do at the event? If several come, choose the highest.
gatherings-facts = Facts
gatherings-join = Open the online meeting
gatherings-link-later = Those who have a seat see the link.
gatherings-free-of-charge = Free of charge
gatherings-until = Last day to sign up
gatherings-until-hint = Leave it empty if one can sign up until the day of the event.
gatherings-form-lede = The event is saved as a draft that only you see. Open it when everything is right.
gatherings-edit-heading = Change the event
gatherings-awaited = Some have signed up
gatherings-awaited-text = They are told at once if you change the time or the place. More seats go to those who wait.
gatherings-name = Name of the event
gatherings-name-hint = One line that says what it is.
gatherings-starts-on = Day
gatherings-starts-at = Begins at
gatherings-ends-at = Ends at
gatherings-clock-hint = For example 13:30.
gatherings-ends-on = Last day
gatherings-ends-on-hint = Leave it empty if the event ends the same day.
gatherings-place = Place
gatherings-place-hint = Room and address. Leave it empty if the event is only online.
gatherings-municipality-hint = The municipality where the place is.
gatherings-choose = Choose
gatherings-link = Link to the online meeting
gatherings-link-hint = Only those who have a seat see it. It begins with https://
gatherings-guests = Who may come
gatherings-network = Invited
gatherings-network-hint = Choose a network if the event is only for its members. Then others do not see it.
gatherings-everyone = Everyone in the county
gatherings-seats-hint = Leave it empty if there is room for everyone. When it is full, more can wait for a seat.
gatherings-price = Price
gatherings-price-hint = For example SEK 250 each. Leave it empty if it is free.
gatherings-save-draft = Save the draft
gatherings-save = Save
gatherings-cancel-heading = Call off the event?
gatherings-cancel-warn = { $count ->
        [0] It cannot be undone. Nobody has signed up.
        [one] It cannot be undone. The one who has signed up is told at once.
       *[other] It cannot be undone. The { $count } who have signed up are told at once.
    }
gatherings-reason = Reason
gatherings-reason-hint = Everyone who sees the event can read it. Write no names of people.
gatherings-cancel-sure = Yes, call off the event
gatherings-not-now = No, go back
gatherings-close-heading = Close the event
gatherings-words = Tell it in short
gatherings-words-hint = What came of it, who does it and when? Everyone who sees the event can read it. Write no names of people.
gatherings-came = How many came
gatherings-came-hint = Leave it empty if you do not know.
gatherings-close-warn = When the event is closed, nothing more can be changed.
gatherings-close-sure = Close the event
gatherings-sign-up-heading = Sign up for the event
gatherings-resign-heading = Change your sign-up
gatherings-full = The event is full
gatherings-full-text = Sign up anyway, and you will wait in line. You will be told if there is a seat.
gatherings-persons = Number of people
gatherings-persons-hint = We need no names of those who come. They get seats or wait together.
gatherings-contact = Contact
gatherings-contact-hint = Who can answer questions about your sign-up.
gatherings-email = E-mail to the contact
gatherings-email-hint = We send the time there, and tell if something changes.
gatherings-send = Send the sign-up
gatherings-leave-heading = Cancel your sign-up?
gatherings-leave-warn = The seats go to those who wait. If you want to come again, you sign up anew, last in line.
gatherings-leave-sure = Yes, cancel
gatherings-signed-up-lede = { $count ->
        [one] 1 person has a seat. { $seats }.
       *[other] { $count } people have seats. { $seats }.
    }
gatherings-file = Download the list
gatherings-to-event = To the event
gatherings-organisation = Organisation
gatherings-since = Signed up on
gatherings-csv-organisation = Organisation
gatherings-csv-sector = Sector
gatherings-csv-state = State
gatherings-csv-persons = Number of people
gatherings-csv-mandate = Mandate
gatherings-csv-contact = Contact
gatherings-csv-email = E-mail
gatherings-csv-since = Signed up on

gathering-kind-network-meeting = Network meeting
gathering-kind-seminar = Seminar
gathering-kind-workshop = Workshop
gathering-kind-course = Course for staff
gathering-kind-study-visit = Study visit
gathering-kind-fair = Fair
gathering-state-draft = Draft
gathering-state-open = Open
gathering-state-held = Has been
gathering-state-closed = Closed
gathering-state-cancelled = Called off
gathering-outcome-decision = A decision
gathering-outcome-need = A need
gathering-outcome-action = Something will be done
gathering-outcome-none = Nothing
gathering-hint-decision = You decided something.
gathering-hint-need = You found something that is missing.
gathering-hint-action = Somebody has taken it on to do something.
gathering-hint-none = Write why. That is worth knowing too.
gathering-mandate-decides = May decide
gathering-mandate-prepares = Prepares decisions
gathering-mandate-listens = Listens and takes it home
gathering-seat-seated = Has seats
gathering-seat-waiting = Waits in line

flash-gathering-added = { $name } is saved as a draft.
flash-gathering-changed = { $count ->
        [0] { $name } is changed.
        [one] { $name } is changed. One organisation that has signed up has been told.
       *[other] { $name } is changed. { $count } organisations that have signed up have been told.
    }
flash-gathering-opened = { $name } is open for sign-up.
flash-gathering-cancelled = { $count ->
        [0] { $name } is called off.
        [one] { $name } is called off. One organisation that has signed up has been told.
       *[other] { $name } is called off. { $count } organisations that have signed up have been told.
    }
flash-gathering-closed = { $name } is closed.
flash-gathering-seated = You have seats at { $name }.
flash-gathering-waiting = You are waiting for seats at { $name }. You will be told if there are any.
flash-gathering-left = Your sign-up for { $name } is cancelled.
