# Mail: subjects and words of letters, the page «Mail», «My mail», follow-up and calendar times.

nav-mail = Mail
nav-my-mail = My mail

# Subjects. Nothing about the firm, no names.
mail-subject-mapping-invitation = An invitation to you
mail-subject-mapping-receipt = Thank you, we have your answer
mail-subject-case-opened = A new case is waiting
mail-subject-case-answered = You have an answer
mail-subject-case-message = A new message is waiting
mail-subject-case-closed = A case is closed
mail-subject-case-reopened = A case is open again
mail-subject-case-handed-over = A case has come to you
mail-subject-case-invited = You are invited to a case
mail-subject-promise-broken = An answer is late
mail-subject-case-escalated = A case has had no answer
mail-subject-coordination-asked = A question about working together
mail-subject-coordination-replied = An answer to your question
mail-subject-obstacle-sent = An obstacle waits for an answer
mail-subject-obstacle-answered = An answer about an obstacle
mail-subject-offer-proposed = A proposal is waiting for you
mail-subject-proposal-answered = An answer to a proposal
mail-subject-fact-asked = A question to you
mail-subject-appointment-set = { $version ->
    [moved] New time: { $when }
   *[new] Meeting { $when }
  }
mail-subject-appointment-cancelled = The meeting { $when } is cancelled
mail-subject-gathering-seat = Seat at an event { $when }
mail-subject-gathering-moved = Changed event: { $when }
mail-subject-gathering-cancelled = The event { $when } is called off
mail-subject-follow-up = How did it go?
mail-subject-follow-up-answered = An answer to a follow-up
mail-subject-step-reminder = A next step is due
mail-subject-approval-reminder = Your answer is waiting
mail-subject-proposal-reminder = A proposal is still waiting
mail-subject-something-to-read = You have something new to read
mail-subject-digest = Your week in Samkraft
mail-subject-pool-asked = A question about your need
mail-subject-pool-ended = A pool has ended

# Letters. One line is one paragraph.
mail-text-mapping-invitation = Hello!
    { $organisation } wants to know what you need in the time ahead. It takes about five minutes to answer.
    You need no account. The link is your own, so share it only with those who are to answer.
    The link works until { $date }.
mail-text-mapping-receipt = Thank you! We have received what you told us.
    Your case has number { $number }. You will have an answer by { $when }.
    { $link ->
        [yes] Keep this letter. Its link always shows how it is going.
       *[no] The link you answered by always shows how it is going.
    }
mail-text-case-opened = Case { $number } has come to your desk.
    The company is promised an answer by { $when }.
mail-text-case-answered = Hello!
    You have an answer in case { $number }.
    { $link ->
        [yes] Log in to read it.
       *[no] Open the link in the receipt we sent you. The answer is there.
    }
mail-text-case-message = There is a new message in case { $number }.
    { $link ->
        [yes] Log in to read it.
       *[no] Open the link in the receipt we sent you. You can read it there.
    }
mail-text-case-closed = Case { $number } is closed.
    { $link ->
        [yes] Log in to read how it ended.
       *[no] Open the link in the receipt we sent you. It says how it ended.
    }
mail-text-case-reopened = Case { $number } is open again. A new answer is promised by { $when }.
mail-text-case-handed-over = Case { $number } has been handed over to your desk. An answer is promised by { $when }.
mail-text-case-invited = You are invited to case { $number }. Log in to see what it is about.
mail-text-promise-broken = The answer in case { $number } was promised by { $when }.
    You are the deputy. Take the case, or see that somebody else does.
mail-text-case-escalated = The answer in case { $number } was promised by { $when }. Nobody has answered yet.
    The case is now on your desk too.
mail-text-coordination-asked = Somebody wants to contact a company together with you. Log in and answer.
mail-text-coordination-replied = You have an answer to your question about contacting a company together.
mail-text-obstacle-sent = A company in your municipality has told of an obstacle at a visit. Log in, read which committee has the question and write its answer.
mail-text-obstacle-answered = A committee has answered about an obstacle that came up at a visit. Log in and read the answer.
mail-text-offer-proposed = You have a proposal that may help you. Log in to read it and say yes or no.
mail-text-proposal-answered = A company has answered a proposal of yours. Log in to see the answer.
mail-text-fact-asked = Somebody asks you about something you need. Log in and answer, so that we can help you better.
mail-text-appointment-set = { $version ->
        [moved] { $organisation } has moved the meeting with you.
       *[new] { $organisation } wants to meet you.
    }
    Time: { $when }, { $minutes } minutes.
    Place: { $place }
    Open the attached calendar file to put the time in your calendar. Get in touch with { $organisation } if it does not suit you.
mail-text-appointment-cancelled = { $organisation } has cancelled the meeting { $when }. Take it out of your calendar.
mail-text-gathering-seat = You have a seat at an event that { $organisation } invites to.
    Time: { $when }.
    Place: { $place }
    Open the attached calendar file to put the time in your calendar. Can you not come? Cancel, and somebody else gets the seat.
mail-text-gathering-moved = { $organisation } has changed the time or place of an event you have signed up for.
    New time: { $when }.
    New place: { $place }
    Open the attached calendar file to change the time. Can you not come? Cancel, and somebody else gets the seat.
mail-text-gathering-cancelled = { $organisation } has called off the event { $when }. Take it out of your calendar.
mail-text-follow-up = Hello!
    { $months } months ago we closed case { $number }. We want to know whether you got help.
    It is one single question. You need not log in. The link works until { $date }.
mail-text-follow-up-answered = A company has told how it went after case { $number }. Read the answer in the case.
mail-text-step-reminder = The next step in case { $number } was to be done on { $date }.
    Do it today, or write a new day so that everybody knows.
mail-text-approval-reminder = Hello!
    { $organisation } waits for your answer about what you need. Nothing is shared with anybody yet.
    { $link ->
        [yes] Log in and answer.
       *[no] Open the link you got, or get in touch with { $organisation } for a new one.
    }
mail-text-proposal-reminder = A proposal has waited for you for a week. Say yes or no, so that we know how to go on.
mail-text-something-to-read = You have something new to read. Log in when it suits you.
mail-text-digest = This is what waits on your desk.
    { $unanswered ->
        [0] No case waits for a first answer.
        [one] One case waits for a first answer.
       *[other] { $unanswered } cases wait for a first answer.
    }
    { $late ->
        [0] No answer is late.
        [one] One answer is late.
       *[other] { $late } answers are late.
    }
    { $steps ->
        [0] No next step has its day this week.
        [one] One next step has its day this week.
       *[other] { $steps } next steps have their day this week.
    }
mail-text-pool-asked = Other firms need the same occupation as you. Log in and say whether your need may be added to theirs.
mail-text-pool-ended = A pool you were asked about has ended. Log in and read what came of it.

mail-button-mapping-invitation = Open the questions
mail-button-mapping-receipt = See how it is going
mail-button-case-opened = Open the case
mail-button-case-answered = Read the answer
mail-button-case-message = Read the message
mail-button-case-closed = Open the case
mail-button-case-reopened = Open the case
mail-button-case-handed-over = Open the case
mail-button-case-invited = Open the case
mail-button-promise-broken = Open the case
mail-button-case-escalated = Open the case
mail-button-coordination-asked = Answer the question
mail-button-coordination-replied = Read the answer
mail-button-obstacle-sent = Read about the obstacle
mail-button-obstacle-answered = Read the answer
mail-button-offer-proposed = Read the proposal
mail-button-proposal-answered = Read the answer
mail-button-fact-asked = Answer the question
mail-button-appointment-set = See the meeting
mail-button-appointment-cancelled = See the meeting
mail-button-gathering-seat = See the event
mail-button-gathering-moved = See the event
mail-button-gathering-cancelled = Read why
mail-button-follow-up = Answer the question
mail-button-follow-up-answered = Open the case
mail-button-step-reminder = Open the case
mail-button-approval-reminder = Go on answering
mail-button-proposal-reminder = Answer the proposal
mail-button-something-to-read = Log in
mail-button-digest = Open your desk
mail-button-pool-asked = Read the question
mail-button-pool-ended = Read what came of it

mail-footer = Samkraft { $county }. This letter cannot be replied to.
mail-choices-link = Choose what you get mail about
mail-unsubscribe-link = Stop the weekly letter
mail-meeting-summary = Meeting with { $organisation }

# What a letter is about, in the list.
mail-what-mapping-invitation = Invitation to a mapping
mail-what-mapping-receipt = Receipt for a mapping
mail-what-case-opened = New case
mail-what-case-answered = First answer to the company
mail-what-case-message = Message in a case
mail-what-case-closed = Closed case
mail-what-case-reopened = Case open again
mail-what-case-handed-over = Case handed over
mail-what-case-invited = Invitation to a case
mail-what-promise-broken = Alarm to deputy
mail-what-case-escalated = Alarm to the desk above
mail-what-coordination-asked = Question about working together
mail-what-coordination-replied = Answer about working together
mail-what-obstacle-sent = Obstacle at a company
mail-what-obstacle-answered = Answer about an obstacle
mail-what-offer-proposed = Proposal to a company
mail-what-proposal-answered = Answer to a proposal
mail-what-fact-asked = Question to a company
mail-what-appointment-set = Calendar time
mail-what-appointment-cancelled = Cancelled time
mail-what-gathering-seat = Seat at an event
mail-what-gathering-moved = Changed event
mail-what-gathering-cancelled = Event called off
mail-what-follow-up = Follow-up of a case
mail-what-follow-up-answered = Answer to a follow-up
mail-what-step-reminder = Reminder of a next step
mail-what-approval-reminder = Reminder of a mapping
mail-what-proposal-reminder = Reminder of a proposal
mail-what-something-to-read = Something to read
mail-what-digest = Weekly letter
mail-what-pool-asked = Question about a pool
mail-what-pool-ended = A pool has ended

mail-state-waiting = Waiting
mail-state-sent = Sent
mail-state-failed = Not delivered
mail-state-dropped = Not needed

# The page «Mail».
mail-list-lede = Here you see what has been sent and what waits. Who gets it and what it says is not shown.
mail-no-server-title = No mail server is chosen
mail-no-server-text = Mail waits here until SAMKRAFT_SMTP_URL and SAMKRAFT_MAIL_FROM are set. What has waited for 14 days is not sent at all.
mail-failed-title = { $count ->
    [one] One mail was not delivered
   *[other] { $count } mails were not delivered
  }
mail-failed-text = The mail server said no, or it did not work for four days. Get in touch another way.
mail-failed-link = See which ones
mail-count-waiting = Waiting
mail-count-sent = Sent
mail-count-failed = Not delivered
mail-count-dropped = Not needed
mail-oldest = Oldest of those waiting
mail-filter = Choose which mail is shown
mail-all = All
mail-show = Show mail
mail-none = No mail
mail-none-text = When something happens that somebody has to know, it stands here.
mail-caption = Mail, newest first
mail-about = What
mail-state = State
mail-when = When
mail-newer = To newer
mail-tries = { $count ->
    [0] Answer from the server: { $code }
    [one] One try. Answer from the server: { $code }
   *[other] { $count } tries. Answer from the server: { $code }
  }
mail-too-old = Waited for 14 days and was therefore not sent.
mail-unreadable = Could not be read. It is tried again later.
mail-tries-unreachable = { $count ->
    [0] The mail server does not answer.
    [one] One try. The mail server does not answer.
   *[other] { $count } tries. The mail server does not answer.
  }
mail-to = To
mail-subject = Subject
mail-show-text = This is the letter as it will be sent. You see it because this is a demo.
mail-not-of-use = The letter is no longer needed. It will not be sent.

# «My mail».
mail-own-lede = Choose what you want mail about. Everything also stands on your desk.
mail-own-what = Send me mail about
mail-own-news = News
mail-own-news-hint = Cases, answers, proposals and questions.
mail-own-reminders = Reminders
mail-own-reminders-hint = When something waits for you.
mail-own-digest = Weekly letter
mail-own-digest-hint = On Mondays, if something waits.
mail-own-language = Language of mail
mail-own-always = Alarms about late answers always come, or a company might be left without an answer.
mail-own-save = Save my choices
flash-mail-chosen = Your choices are saved.

mail-leave-title = Stop the weekly letter?
mail-leave-text = Press the button and we will send you no more weekly letters.
mail-leave-button = Stop the weekly letter
mail-left-title = You get no more weekly letters
mail-left-text = Log in if you want to choose something else.

mail-send-link = Send the link by email
mail-send-link-hint = The letter goes straight from Samkraft. You can also copy the link yourself.

# Follow-up.
follow-up-title = How did it go?
follow-up-about = It is about case { $number }, which was closed { $months } months ago.
follow-up-question = Did you get help?
follow-up-answer-solved = Yes, it was solved
follow-up-answer-partly = In part
follow-up-answer-not-solved = No
follow-up-answer-gone = We no longer need it
follow-up-words = Do you want to tell us more?
follow-up-words-hint = You may leave it empty. Those who had the case will read it.
follow-up-send = Send the answer
follow-up-thanks = Thank you for your answer
follow-up-kept = You answered “{ $answer }” about case { $number }. Those who had the case will read it.
follow-up-help = Those who had the case will know today. You can also answer anew if something changes.
follow-up-change = Change the answer
follow-up-heading = How it went afterwards
follow-up-asked = { $count ->
    [one] Asked after { $count } month
   *[other] Asked after { $count } months
  }
follow-up-call = Call the company and ask. It has given no address.
follow-up-time = { $count ->
    [one] Due after { $count } month
   *[other] Due after { $count } months
  }
follow-up-waiting = No answer yet
cases-event-follow-up-asked = We asked the company how it went
cases-event-follow-up-answered = The company told how it went
told-follow-up-answered = A company has told how it went

# Calendar times.
meeting-title = Calendar time
meeting-heading = Book a time with { $name }
meeting-lede = Whoever you invite gets a mail with a calendar file. If you move the time they get a new one.
meeting-stands = Booked: { $when }, { $place }
meeting-on = Day
meeting-at = Time of day
meeting-at-hint = For example 13.30
meeting-minutes = Number of minutes
meeting-place = Place
meeting-place-hint = An address, or a link to a video meeting.
meeting-email = Email of who is invited
meeting-email-hint = For example name@company.se
meeting-send = Send the invitation
meeting-move = Send the new time
meeting-cancel = Cancel the time
meeting-contact-link = Book a time
meeting-workshop-link = Book a time for the workshop
flash-meeting-set = The invitation to { $date } is on its way.
flash-meeting-cancelled = The time is cancelled. Whoever was invited is told.

fault-required--at = The time of day is missing. Write for example 13.30.
fault-required--minutes = Write how many minutes it takes, for example 60.
fault-required--place = The place is missing. Write an address or a link.
fault-required--answer = Choose how it went.
fault-required--language = Choose a language.
fault-clock-malformed = “{ $value }” cannot be read as a time of day. Write for example 13.30.
fault-time-has-passed = The time on { $value } has passed. Choose one that lies ahead.
fault-meeting-is-off = The time is called off. Book a new one.
fault-meeting-has-been = The time has already been. It can be neither moved nor called off.
fault-one-subject = Give either contactId or mappingId.
