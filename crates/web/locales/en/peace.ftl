# Contact peace: what firms ask of those who get in touch, and what becomes of a contact.
peace-title = Contact peace
peace-lede = Here you decide how municipalities, the region and the Public Employment Service get in touch. Everyone sees it before they plan a visit, a call, a letter or a survey.
peace-never = What you ask for yourselves is never stopped, such as an answer in a case.
peace-link = Change your contact peace
peace-asks = What the company asks for
peace-we-ask = What you ask for

peace-forced-title = Despite your wishes
peace-forced-says = These contacts go against what you have asked for. Whoever planned them has said why.
peace-forced-row = Goes against: { $over }. Reason: { $why }
peace-asked-row = The company has asked for this contact.
peace-wish-quiet = quiet period
peace-wish-limit = number of contacts
peace-wish-channel = way of getting in touch

peace-quiet-title = Quiet periods
peace-quiet-says = Nobody may send surveys then. Whoever still has to get in touch writes why, and you can read it.
peace-quiet-none = You have no quiet period ahead.
peace-quiet-end = Remove the period
peace-quiet-say = Add the period
peace-from = First day
peace-until = Last day
peace-why = Why?
peace-why-hint = You do not have to answer. Everyone who works with companies in the county sees it.
peace-days = { $from } to { $until }

peace-wishes-title = Your wishes
peace-limit = At most this many contacts per quarter
peace-limit-hint = Counts only those you have not asked for. Leave empty if there is no limit.
peace-preferred = Preferably like this
peace-refused = Not like this
peace-refused-hint = Surveys you say no to are stopped. Anything else needs a reason.
peace-ask-for = Whom should one ask for?
peace-ask-for-hint = Write a role, such as the site manager. No name is needed.
peace-save = Save the wishes
peace-only-admin = The company’s administrator can change this.

peace-check = Show what applies
peace-reason = Why can it not wait?
peace-reason-hint = The company can read your reason.
peace-outcome-allowed = This is fine
peace-outcome-needs-reason = The company has asked for something else
peace-outcome-refused = This cannot be done
peace-advice-reason = Coordinate with somebody who is already in touch, or choose another day. Can it not wait? Write why.
peace-advice-refused = Choose another day or another way of getting in touch.
peace-asked-case = The company has a case with you. It is always fine to get in touch about it.
peace-asked-message = The company has written to you lately. It is fine to answer.

peace-says-quiet = Quiet period { $from } to { $until }.
peace-says-quiet-why = Quiet period { $from } to { $until }: { $why }
peace-says-quiet-survey = No surveys up to and including { $until }. The company has a quiet period.
peace-says-survey-refused = The company does not answer surveys.
peace-says-channel = The company does not want { $way }.
peace-says-limit = { $limit ->
    [0] No contacts that the company has not asked for.
    [one] At most one contact per quarter that the company has not asked for.
   *[other] At most { $limit } contacts per quarter that the company has not asked for.
}{ $count ->
    [0] {" "}The quarter has none yet.
    [one] {" "}The quarter already has one.
   *[other] {" "}The quarter already has { $count }.
}
peace-says-preferred = Preferably { $ways }.
peace-says-refused = Not { $ways }.
peace-says-ask-for = Ask for: { $whom }
peace-says-others = { $recent ->
    [0] Nobody else has been in touch in the last 90 days
    [one] One other contact in the last 90 days
   *[other] { $recent } other contacts in the last 90 days
}{ $planned ->
    [0] .
    [one] , and one is planned.
   *[other] , and { $planned } are planned.
}
peace-way-visit = visits
peace-way-call = calls
peace-way-mail = letters and e-mail
peace-way-survey = surveys
peace-way-meeting = meetings

fault-peace-quiet-survey = The company has a quiet period up to and including { $until }. Surveys cannot be sent then.
fault-peace-quiet-survey--track = The company has a quiet period up to and including { $until }. It cannot be invited to this kind of mapping then.
fault-peace-survey-refused--track = The company does not answer surveys. Map together instead.
fault-peace-survey-refused = The company does not answer surveys. Choose another way.
fault-peace-quiet = The company has a quiet period { $from } to { $until }. Write why it cannot wait.
fault-peace-channel = The company has said no to this way. Choose another, or write why it is needed.
fault-peace-limit = The company wants at most { $limit } contacts per quarter that it has not asked for, and the quarter has { $count }. Write why it cannot wait.
fault-peace-both-ways = The same way stands under both Preferably and Not. Choose one of them.
fault-peace-limit-out-of-range = Write a number from 0 to { $max }, or leave it empty.
fault-peace-ends-before = The last day is before the first. Write { $from } or a later day.
fault-peace-too-long = The period is longer than a year. Write a day that is closer.
fault-peace-too-many = You already have { $max } quiet periods. Remove one first.

flash-wishes-said = Your wishes have been saved. Everyone who gets in touch sees them.
flash-quiet-said = The quiet period { $date } has been saved.
flash-quiet-ended = The quiet period has been removed.
flash-contact-forced = The contact with { $name } on { $date } has been saved. The company can see your reason.
told-contact-forced = A contact goes against your wishes
asked-for-case = Yes, in a case
asked-for-message = Yes, in a message
mine-section-contact-wishes = Wishes about contact
mine-section-quiet-periods = Quiet periods
mine-field-asked-for = You asked for it
mine-field-forced = Reason against wishes
mine-field-forced-over = Against which wish
mine-field-limit = At most per quarter
mine-field-preferred = Preferably
mine-field-refused = Not like this
mine-field-ask-for = Ask for
mine-place-contact_wish = Wishes about contact
mine-place-quiet_period = Quiet periods
