# Guided mappings: the firm's own pages, and those of who leads or invites.

# The questions ----------------------------------------------------------------------------------
mappings-usual-topic = Invitation to a mapping
mappings-question-title = Question { $at }: { $question }
mappings-hint-goal = For example: open a lunch restaurant in 2027, or take more orders.
mappings-hint-obstacle = Choose one. You can change your mind later.
mappings-hint-consequence = Write a few words if you like.
mappings-hint-capability = Think of the work to be done. What must somebody be able to handle?
mappings-hint-gap = Compare with those you are today. What can nobody do, or find time for?
mappings-hint-words = Write as you would say it, in Swedish if you can. For example: two cooks who can make food from scratch.
mappings-hint-scope = Write a whole number, for example 3.
mappings-hint-start = For example 15 3 2027. If you only know the month, write 1 as the day. If you do not know at all, leave it empty.
mappings-hint-contact = One person will be in touch. Write whom we should ask for.

mappings-field-goal = Goal
mappings-field-obstacle = Hardest
mappings-field-consequence = What happens otherwise
mappings-field-severity = How serious is it?
mappings-field-capability = What one must be able to do
mappings-field-gap = What is lacking
mappings-field-words = Need
mappings-field-kind = What do you want to do?
mappings-field-count = How many people is it about?
mappings-field-startDay = Day
mappings-field-startMonth = Month
mappings-field-startYear = Year
mappings-field-contactName = Name
mappings-field-contactReach = Phone or email

mappings-obstacle-find = Finding new people
mappings-obstacle-learn = Teaching those we have new things
mappings-obstacle-keep = Getting them to stay
mappings-obstacle-retire = Somebody will soon retire
mappings-obstacle-unsure = We do not really know
mappings-obstacle-hint-find = We look, but get few or no replies
mappings-obstacle-hint-learn = New machines, new technology or new rules
mappings-obstacle-hint-keep = People leave or move away
mappings-obstacle-hint-retire = The knowledge may disappear
mappings-obstacle-hint-unsure = Then we help you find out

mappings-about-goal = Goal { $goal } of { $goals }
mappings-about-need = Need { $need } of { $needs } for the goal “{ $goal }”
mappings-minutes = { $minutes ->
    [one] about 1 minute left
   *[other] about { $minutes } minutes left
}
mappings-saved = Saved { $time }
mappings-saved-here = Saved on this device
mappings-restored = We found what you wrote last
mappings-meanwhile-short = Somebody else has written here. Go on, and we will show both texts.
mappings-meanwhile-title = Somebody else has written here at the same time
mappings-meanwhile-text = Your text is still in the box. Here is theirs. Choose what should hold and then go on.
mappings-back = Back
mappings-go-on = Next question
mappings-to-review = See all answers
mappings-later = Save and continue later
mappings-then-title = What happens next
mappings-then-number = You get a number at once
mappings-then-number-more = With it you can see how it goes.
mappings-then-answer = We answer within two working days
mappings-then-answer-more = A person, with name and phone number.
mappings-then-shared = Nothing is shared until you say yes
mappings-then-shared-more = You own your answers and can remove them.

# The link ---------------------------------------------------------------------------------------
mappings-intro-title = Tell us what your company needs
mappings-intro-title-again = Continue where you stopped
mappings-intro-lede = { $questions } short questions from { $name } at { $organisation }. You need no account.
mappings-intro-time = It takes about five minutes. The answers are saved after each question.
mappings-intro-who-micro = Only you see the answers until you send them in.
mappings-intro-who-led = Only you and { $organisation } see the answers until you have approved them.
mappings-intro-promise = When you have said yes you get a number, a name and a day for the answer.
mappings-intro-until = The link works until { $day }.
mappings-start = Start answering
mappings-continue = Continue answering
mappings-not-yours-title = The link is for the company
mappings-not-yours-text = You are logged in as somebody else. Open the mapping from the list instead, or log out first.
mappings-closed-title-unknown = The link leads nowhere
mappings-closed-title-expired = The link has expired
mappings-closed-title-withdrawn = The mapping has been called off
mappings-closed-text-unknown = It may be mistyped, or there is a newer one. Look for the latest letter, or ask the one who sent the link for a new one.
mappings-closed-text-expired = A link works for 60 days. Your answers are still here. Ask for a new link.
mappings-closed-text-withdrawn = The answers have been erased. Do you want to start again? Get in touch.
mappings-ask-title = Ask here
mappings-ask-by = { $name } at { $organisation } sent the link.
mappings-to-start = Go to the start page

# All answers ------------------------------------------------------------------------------------
mappings-review-title = What you have answered
mappings-review-lede-micro = Read it through. Is everything right? Send it in at the bottom.
mappings-review-lede-approve = Read it through. You decide whether it is right.
mappings-review-lede-compile = All questions have answers. Hand over to the company at the bottom.
mappings-review-lede-unfinished = Some answers are missing. What is there is saved.
mappings-review-lede-read = This is how the answers look.
mappings-short-goal = Goal
mappings-short-obstacle = Hardest
mappings-short-consequence = Otherwise
mappings-short-capability = Must be able to
mappings-short-gap = Lacking today
mappings-short-words = In your own words
mappings-short-scope = Is about
mappings-short-start = First start
mappings-short-contact = Answer
mappings-no-answer = No answer yet
mappings-persons = { $count ->
    [one] 1 person
   *[other] { $count } people
}
mappings-start-unknown = Do not know yet
mappings-goal = The goal
mappings-goal-number = Goal { $number }
mappings-need = The need
mappings-need-number = Need { $number }
mappings-contact = The one we answer
mappings-change = Change
mappings-occupation = Occupation
mappings-occupation-by = according to { $name }
mappings-occupation-is-it = Is this the occupation { $label }?
mappings-occupation-why = We read “{ $word }”.
mappings-occupation-yes = Yes, that is right
mappings-occupation-others = Show other occupations
mappings-occupation-optional = You can skip this. Then we will ask later.
mappings-occupation-clear = Remove
mappings-remove-need = Remove the need
mappings-add-need = Add a need
mappings-add-goal = Add a goal
mappings-answer-rest = Answer the rest
mappings-sent-back-title = The company wants to change something
mappings-send-title = Send in the answers
mappings-approve-title = Approve the answers
mappings-approve-text = Then the skills broker sees the answers and starts working. You get a number and a day for the answer.
mappings-approve-name = Your name
mappings-send = Send in the answers
mappings-approve = Approve the answers
mappings-compile-title = Hand over to the company
mappings-compile-text = The company reads and says yes, or sends it back. Nobody else sees the answers before that.
mappings-compile = Hand over the answers
mappings-send-back-open = Something needs to be changed
mappings-send-back-words = What needs to be changed?
mappings-send-back-hint = Only you and the one who leads read this.
mappings-send-back = Reopen the answers
mappings-to-overview = To the mapping
mappings-case-next-step = Call the company and give a first answer

# Receipt and how it goes ------------------------------------------------------------------------
mappings-receipt-title-number = Case { $number }
mappings-receipt-title = Thank you. We have your answers.
mappings-receipt-lede = Your number is { $number }. Say it when you call.
mappings-promise-title = We answer by { $when }
mappings-promise-late = We should have answered { $when }. Please call us.
mappings-answered-title = You have got a first answer
mappings-case-number = Number
mappings-who-answers = Who answers
mappings-next-step = Next step
mappings-by-day = by { $day }
mappings-ended = How it went
mappings-where = How far it has come
mappings-messages = Letters to you
mappings-messages-none = None yet. When somebody writes to you it will be here.
mappings-now-title = What happens now
mappings-now-text = A person reads your answers and calls or writes. Then you make a plan together.
mappings-now-link = Save the link to this page. Here you see how it goes.

# Calling off ------------------------------------------------------------------------------------
mappings-withdraw-link = Call off and erase the answers
mappings-withdraw-title = Do you want to call off the mapping?
mappings-withdraw-text = Then all answers are erased. It cannot be undone. That the mapping existed is still noted.
mappings-withdraw = Erase the answers
mappings-withdraw-not = Go back

# Lists and opening ------------------------------------------------------------------------------
mappings-track-micro = The company alone
mappings-track-led = Together
mappings-track-hint-micro = Seven questions in five minutes, by a link. Suits a small company.
mappings-track-hint-led = The same questions but in more depth. You fill it in together, and the company approves.
mappings-open-new = Open a mapping
mappings-filter-firm = Company
mappings-filter-state = State
mappings-filter-track = Way
mappings-filter-all = All
mappings-filter = Show
mappings-none-found = Nothing fitted
mappings-none-found-text = Change the filter or show all.
mappings-show-all = Show all
mappings-empty-title = No mappings yet
mappings-empty-text = Here you find the companies that have told, or are going to tell, what they need.
mappings-count = { $count ->
    [one] 1 mapping
   *[other] { $count } mappings
}
mappings-column-firm = Company
mappings-column-state = State
mappings-column-track = Way
mappings-column-opened = Opened
mappings-column-by = By
mappings-choose-title = Which company is it about?
mappings-choose-q = The company’s name
mappings-choose-search = Search for a company
mappings-choose-none = We find no such company
mappings-choose-none-text = Try the beginning of the name. If it is not there, add it.
mappings-choose-add = Add a company
mappings-choose-count = Showing { $shown } of { $total }. Write the name to find more.
mappings-new-title = New mapping
mappings-new-with = Open a mapping with { $firm }
mappings-new-track = How is it to be done?
mappings-new-email = The company’s email
mappings-new-email-hint = You send the link yourself in the next step. Leave it empty if you pass it on in another way.
mappings-new-submit = Open the mapping

# One mapping ------------------------------------------------------------------------------------
mappings-overview-title = Mapping with { $firm }
mappings-about = About the mapping
mappings-led-by = Led by
mappings-approved = Approved
mappings-approved-by = { $name }, { $when }
mappings-link-first = The mapping is open. Send the link.
mappings-link-new = Here is the new link
mappings-link-once = The link is shown only now. We do not keep it, because whoever has the link gets in.
mappings-link-label = Link to the company
mappings-link-mail = Write a letter with the link
mappings-link-copy = Copy the link
mappings-link-copied = The link has been copied
mappings-link-spent = The form had already been sent
mappings-link-spent-text = The mapping is there. The link was shown the first time. Make a new one if it is gone.
mappings-link-renew = Make a new link
mappings-link-renew-text = The new link works for 60 days. The old one stops working.
mappings-link-make = Make a new link
mappings-link-ends = The link is valid until
mappings-mail-subject = What does your company need?
mappings-mail-hello = Hello { $firm }!
mappings-mail-body = We want to know whom you need. Answer a few short questions here:
mappings-mail-end = You need no account. Nobody else sees the answers until you say yes. Then you get an answer within two working days.
mappings-next-title = Next step
mappings-next-micro-firm = Answer the questions. Send them in when you are done.
mappings-next-micro-leader = The company answers the questions.
mappings-next-micro-other = The company answers the questions. Do they need the link again? Make a new one.
mappings-next-led-firm = Answer together with the one who leads. You approve last.
mappings-next-led-leader = Answer the questions with the company. Then hand over the answers, so that the company can approve.
mappings-next-led-other = The one who leads and the company answer the questions.
mappings-next-compiled-firm = Read the answers through. Approve, or reopen them.
mappings-next-compiled-leader = The company reads and approves. Send the link if they do not have it.
mappings-next-compiled-other = The company reads and approves.
mappings-next-approved-firm = You have approved the answers. Here you see how it goes.
mappings-next-approved-leader = The company has approved. The skills broker takes over.
mappings-next-approved-other = The company has approved. The work continues in the case.
mappings-next-withdrawn-firm = The mapping has been called off. The answers are erased.
mappings-next-withdrawn-leader = The mapping has been called off. The answers are erased.
mappings-next-withdrawn-other = The mapping has been called off. The answers are erased.
mappings-move-prepared = The preparation is done
mappings-move-workshop-1 = The first meeting is done
mappings-move-workshop-2 = The second meeting is done
mappings-read-and-approve = Read and approve the answers
mappings-look-through = See all answers
mappings-to-case = Open the case
mappings-needs = Needs that came up
mappings-private-title = The answers belong to the company
mappings-private-text = You see them when the company has approved.
mappings-happened = What has happened
mappings-event-mapping-invited = The company was invited
mappings-event-mapping-started = The first answer was saved
mappings-event-mapping-advanced = A preparation or meeting was done
mappings-event-mapping-link-renewed = A new link was made
mappings-event-mapping-compiled = The answers were compiled
mappings-event-mapping-sent-back = The answers were reopened
mappings-event-mapping-approved = The company approved
mappings-event-mapping-withdrawn = The mapping was called off

flash-mapping-saved = Saved. You come back here with the same link.
flash-mapping-need-removed = The need has been removed.
flash-mapping-sent-back = The answers are open again.
flash-mapping-withdrawn = The mapping has been called off and the answers are erased.
flash-mapping-advanced = The state is now: { $state }.
flash-mapping-compiled = The answers have been handed to the company.

mappings-event-mapping-leading-begun = A process leader was appointed
mappings-event-mapping-leading-ended = The process leader no longer leads
mappings-event-mapping-leader-asked = The company asked for a process leader
mappings-event-mapping-prepared-step = The preparations changed
mappings-event-mapping-noted = Whoever leads wrote a note
mappings-event-mapping-ages-told = The ages of the staff were written down
mappings-to-led = Leading
mappings-to-ages = Retirements
mappings-ask-for-leader = Ask for a process leader
mappings-summed-up = This is what we have come to
mappings-summed-up-by = { $name } has written the summary.
mappings-new-leader = Who shall lead?
mappings-new-leader-hint = Only if the company answers together with a process leader.
mappings-new-leader-self = I do
