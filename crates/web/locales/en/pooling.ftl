# Pools: suggestions, each pool, the firm's own answer, and what was said when.
pooling-title = Pools
pooling-lede = When several firms need the same occupation, their needs can be added up. Then they are enough for a course or a programme.
pooling-lede-firm = Here you see when your need can be added to those of others. You decide whether to take part.
pooling-ideas = Can be pooled
pooling-ideas-lede = Several firms in at least two municipalities need the same occupation. Form a pool and the firms are asked.
pooling-ideas-none = At the moment no occupation is needed in several municipalities that is not pooled already.
pooling-idea-few = Only two firms so far. Then only you see the sum.
pooling-form-link = Form a pool
pooling-list = All pools
pooling-list-firm = Pools you have been asked about
pooling-live = Under way
pooling-every-state = Every state
pooling-find = Show
pooling-show-all = Show every state
pooling-none-title = No pools here
pooling-none-text = When a pool is formed it appears in the list.
pooling-until = answer by { $date }
pooling-late = The next step is late
pooling-head-occupation = Occupation
pooling-head-sum = Sum
pooling-head-do = Do
pooling-head-pool = Pool
pooling-head-next = Next step
pooling-head-state = State
pooling-head-firm = Firm
pooling-head-part = Part
pooling-head-answer = Answer
pooling-head-version = Version
pooling-head-when = When
pooling-head-why = Why

pooling-sum = { $persons ->
    [one] 1 person
   *[other] { $persons } persons
}, { $firms ->
    [one] 1 firm
   *[other] { $firms } firms
}, { $places ->
    [one] 1 municipality
   *[other] { $places } municipalities
}
pooling-sum-hidden = The sum is shown when at least three firms have said yes.
pooling-sum-title = The sum
pooling-sum-says = Only firms that have said yes are counted.
pooling-persons = { $count ->
    [0] Nobody
    [one] 1 person
   *[other] { $count } persons
}
pooling-figure-persons = Persons
pooling-figure-firms = Firms
pooling-figure-places = Municipalities

pooling-state-forming = Firms are being asked
pooling-state-open = Open
pooling-state-ordered = Ordered
pooling-state-answered = Answered
pooling-state-closed = Closed
pooling-state-cancelled = Called off
pooling-consent-asked = Has not answered
pooling-consent-yes = Takes part
pooling-consent-no = Does not want to take part
pooling-consent-withdrawn = Has withdrawn
pooling-change-opened = The pool was opened
pooling-change-joined = A firm said yes
pooling-change-left = A firm withdrew
pooling-change-need-left = A need is no longer there

pooling-new-title = Form a pool
pooling-new-heading = Pool the need for { $occupation }
pooling-new-lede = If everybody says yes it comes to { $sum }. Each firm is asked. Nothing is counted before it has answered.
pooling-usual-title = Shared need: { $occupation }
pooling-usual-step = Go through the firms' answers
pooling-need-of = { $name }, { $place }
pooling-need-is = { $persons ->
    [one] 1 person
   *[other] { $persons } persons
}, { $occupation }, { $day }
pooling-need-no-day = no day given
pooling-gone-title = The needs are no longer free
pooling-gone-text = Somebody else may have pooled them. Look in the list.
pooling-to-list = To the pools
pooling-field-title = Title
pooling-field-title-hint = The firms read it.
pooling-field-needs = Which needs
pooling-field-needs-hint = Choose needs of at least two firms in two municipalities.
pooling-field-deadline = Last day to answer
pooling-field-deadline-hint = By then the firms should have answered.
pooling-field-next = Next step
pooling-field-next-hint = What you do next. The firms read it.
pooling-field-next-on = Day of the next step
pooling-form-send = Form the pool and ask the firms
pooling-edit-title = Change the pool
pooling-edit-lede = The firms see what you change.
pooling-edit-link = Change
pooling-edit-save = Save the change

pooling-answer-change = Change the firm’s answer
pooling-answer-link = Answer for the firm
pooling-steps-link = Take the next step
pooling-ended = The pool ended on { $date }
pooling-own-part = Your part
pooling-firms = Firms in the pool
pooling-firms-says = Only those who work with the pool see the list. The firms see their own part and the sum.
pooling-to-need = Need
pooling-call-link = Write down an answer
pooling-named-title = Firms that agree to be named
pooling-named-says = They have said that others may know they take part.
pooling-may-be-named = May be named
pooling-not-named = May not be named
pooling-said = { $name }, { $date }
pooling-said-by-phone = { $name } on the telephone, { $date }. Written down by { $recorded }.
pooling-versions = How the sum has changed
pooling-versions-says = The sum at each change, the latest first
pooling-versions-none = The first sum is fixed when the pool is opened.
pooling-facts = About the pool
pooling-owner = Kept by
pooling-by = { $name }, { $organisation }
pooling-back = To the pool

pooling-steps-title = The pool's next state
pooling-steps-now = Now: { $state }.
pooling-steps-question = What has happened?
pooling-step-open = The firms have answered
pooling-step-ordered = A course has been ordered
pooling-step-answered = We have an answer
pooling-step-closed = Close the pool
pooling-step-cancelled = Call off the pool
pooling-step-hint-open = The sum is fixed as version 1. At least two firms in two municipalities must have said yes.
pooling-step-hint-ordered = Say from whom, if you like.
pooling-step-hint-answered = Say what the answer was, if you like.
pooling-step-hint-closed = The needs go on one by one. This cannot be undone.
pooling-step-hint-cancelled = The needs go on one by one. This cannot be undone.
pooling-steps-reason = What came of it, or why?
pooling-steps-reason-hint = Must be filled in when the pool ends. The firms read it.
pooling-steps-save = Save the state

pooling-own-title = Your answer
pooling-own-heading = Do you want to take part in the pool?
pooling-own-lede = Other firms need the same occupation as you. If you say yes, your need is counted in the sum. Others see the sum, never your part.
pooling-own-stands = Your answer now
pooling-own-question = Your answer
pooling-own-right = You can change your mind as long as the pool is under way. The sum is then counted again at once.
pooling-own-send = Send the answer
pooling-own-over = The pool has ended.
pooling-answer-yes = Yes, count us in
pooling-answer-no = No, we do not take part
pooling-answer-withdrawn = We withdraw
pooling-answer-hint-yes = The number of persons is added to the sum.
pooling-answer-hint-no = The need remains, but not in the pool.
pooling-answer-hint-withdrawn = Your part is taken out of the sum at once.
pooling-naming-question = May the name be shown?
pooling-naming = Yes, the others may see the name
pooling-naming-hint = Holds only together with a yes.

pooling-call-title = Write down an answer from a call
pooling-call-heading = Answer from { $name }
pooling-call-lede = Say who answered and on which day. Firms that can log in say yes themselves, but a no can always be written down.
pooling-call-choose = Choose a firm
pooling-call-question = What did the firm say?
pooling-call-by = Who said it?
pooling-call-by-hint = The name of the person you spoke to.
pooling-call-on = On which day?
pooling-call-save = Save the answer

pooling-on-need = Pooled need
pooling-on-need-in = The need is in the pool { $title }.
pooling-on-need-asked = The firm has been asked about the pool { $title }.
pooling-on-need-link = To the pool

flash-pooling-formed = The pool “{ $name }” has been formed. The firms have been asked.
flash-pooling-changed = The pool “{ $name }” has been changed.
flash-pooling-stepped = “{ $name }”: { $state }.
flash-pooling-yes = You take part in “{ $name }”.
flash-pooling-no = You do not take part in “{ $name }”.
flash-pooling-withdrawn = You no longer take part in “{ $name }”. The sum has been counted again.
flash-pooling-recorded = The answer has been written down in “{ $name }”.
