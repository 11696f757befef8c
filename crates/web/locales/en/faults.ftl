# What is wrong with one field, and what to do. `fault-<code>--<field>` goes before `fault-<code>`.
fault-unknown = The answer cannot be used. Write it in another way.

fault-required = The answer is missing. Write or choose something here.
fault-required--orgNumber = The company’s number is missing. Write ten digits, for example 559999-0016.
fault-required--name = The name is missing. Write it as you say it yourselves.
fault-required--email = The email address is missing. Write the one you log in with.
fault-required--password = The password is missing. Write it.
fault-required--municipality = The municipality is missing. Choose one.
fault-required--sector = Choose whether it is private, public or non-profit.
fault-required--kind = Choose one of the alternatives.
fault-required--state = Choose a state.
fault-required--outcome = Choose how it went.
fault-required--outcomeWords = Say in a few words how it went. The company will read it.
fault-required--on = The day is missing. Write for example 2026-12-08.
fault-required--topic = Write in one line what it is about.
fault-required--nextStep = The next step is missing. Write what is to be done.
fault-required--nextStepOn = The day of the next step is missing. Write when it must be done at the latest.
fault-required--goal = The goal is missing. Write in your own words what you want to reach.
fault-required--obstacle = Choose what is hardest right now.
fault-required--severity = Choose how serious it is.
fault-required--capability = Write what one must be able to do to reach the goal.
fault-required--gap = Write what is lacking today.
fault-required--words = Write in your own words what it is about.
fault-required--count = The number is missing. Write how many people it is about.
fault-required--contactName = The name is missing. Write whom we should answer.
fault-required--contactReach = Write a phone number or an email address, so that we can answer.
fault-required--assignment = Choose a role.
fault-required--reason = Write why, so that others understand.
fault-required--title = The heading is missing. Say in one line what it is about.
fault-required--body = The message is empty. Write something first.
fault-required--organisation = Choose which organisation it is about.
fault-required--desk = Choose which desk is to take over.
fault-required--to = Choose who may read it.
fault-required--summary = Write in a sentence or two what one gets.
fault-required--target = Write whom the offer is for.
fault-required--price = Write what it costs, for example “free of charge”.
fault-required--contact = Write whom to ask.
fault-required--stages = Choose at least one stage.
fault-required--conditionCodes = Write at least one code, or remove the condition.
fault-required--conditionReason = Write why the condition exists.

fault-too-long = The text is { $length } characters. Shorten it to at most { $max }.
fault-control-characters = The text contains a character that cannot be seen. Type the text again instead of pasting it.
fault-unknown-choice = “{ $value }” is not among the choices. Choose one of the alternatives.
fault-not-a-whole-number = “{ $value }” is not a whole number. Write it in digits, for example 3.
fault-out-of-range = { $value } is not possible. Write a number from { $min } to { $max }.
fault-email-malformed = We cannot send to “{ $value }”. Write for example name@company.se.

fault-date-needs-three-numbers = “{ $value }” cannot be read as a day. Write day, month and year in digits, for example 15 3 2027.
fault-date-year-out-of-range = The year { $year } is too far away. Write a year from 2000 to 2100.
fault-date-month-out-of-range = There is no month { $month }. Write a number from 1 to 12.
fault-date-day-not-in-month = There is no { $day } { $monthName }. { $monthStart } { $year } has { $last } days.
fault-date-not-iso = “{ $value }” cannot be read as a day. Write year, month and day, for example 2026-12-08.
fault-date-has-passed = { $value } has already been. Write today or a later day.
fault-date-out-of-reach = { $value } is more than two years away. Write a day that is closer.

fault-county-malformed = “{ $value }” is not a county code. Write two digits, for example 22.
fault-municipality-malformed = “{ $value }” is not a municipality code. Choose a municipality in the list.
fault-ssyk-malformed = “{ $value }” is not an SSYK code. Write four digits, for example 5120.
fault-isco-malformed = “{ $value }” is not an ISCO code. Write four digits, for example 5120.
fault-sni-malformed = “{ $value }” is not an SNI code. Write two to five digits, for example 56100, or leave it empty.
fault-sni-version-unknown = “{ $value }” is not an edition of SNI. Write 2007 or 2025.
fault-org-number-length = “{ $value }” does not have ten digits. Write for example 559999-0016.
fault-org-number-is-personal = It looks like a personal identity number. Write the company’s number. A sole trader who has no other number should not be entered here.
fault-org-number-checksum = “{ $value }” is not right: the last digit does not fit the others. Compare with a paper from the companies registration office.
fault-lane-needs-a-number = Write how many people the route should give. Zero is not enough once it has started.

fault-sign-in-wrong = The address and the password do not belong together. Write both again.
fault-sign-in-no-role = You have no role today. Ask those who manage your accounts to give you one.
fault-occupation-unknown = The occupation is not in the vocabulary. Choose one of the suggestions or search again.

fault-email-taken = The address already has an account. Log in with it or write another.
fault-email-unknown = Nobody has an account with that address. Check how it is spelled.
fault-organisation-unknown = No organisation has the number { $value }. Add it first.
fault-org-number-taken = { $name } already has that number. Open the company in the list instead.

fault-no-desk-for-municipality = No desk takes cases from municipality { $municipality }. Ask the region to appoint one.
fault-case-is-closed = The case is closed. Reopen it first.
fault-case-is-open = The case is already open. Go on in it.
fault-move-not-possible = The case cannot go there from here. Choose one of the states on the page.
fault-not-a-party = The receiver is not part of the case. Invite them first.
fault-already-a-party = { $name } is already part of the case.
fault-which-firm = Several companies fit. Choose one of them.
fault-no-such-firm = We find no company called “{ $value }”. Try a part of the name, or add the company.
fault-same-desk = The case is already with that desk. Choose another.

fault-contact-has-been = The contact has already taken place. Only a planned contact can be cancelled.
fault-contact-is-own = The contact is your own. Coordinate with somebody else’s.
fault-already-replied = The question already has an answer. Reload the page and read it.


fault-need-without-occupation = The need has no accepted occupation. Accept an occupation first.

fault-code-beginning-malformed = “{ $value }” is not the beginning of a code. Write one to four digits, for example 51.
fault-condition-needs-a-limit = The condition has no limit. Write at least, at most or both.
fault-link-malformed = “{ $value }” is not a link. Write the whole address, beginning with https://.
fault-too-many = There are more than { $max }. Remove some.

fault-json-shape = The JSON does not have the right shape: { $value }
fault-instant-malformed = “{ $value }” is not a point in time. Write for example 2026-12-08T15:00:00Z.
fault-json-syntax = The text is not JSON. Check quotation marks and commas.

fault-required--track = Choose how the mapping is to be done.
fault-track-needs-leader = Your role may invite, but not lead. Choose that the company answers by itself.
fault-mapping-not-finished = Question { $question } needs an answer first. Go to it and answer.
fault-mapping-not-compiled = The answers have not been handed to the company yet. The one who leads does that first.
fault-mapping-is-compiled = The answers wait for the company’s yes. Reopen them if something is to be changed.
fault-mapping-is-approved = The company has already approved. Write in the case if something has changed.
fault-mapping-is-withdrawn = The mapping has been called off. Open a new one if the company wants to start again.
fault-mapping-cannot-go-there = That is not possible in this state. Reload the page and see what applies now.
fault-too-many-needs = A goal can have at most { $max } needs. Add a goal instead.
fault-too-many-goals = There can be at most { $max } goals. Join two that are alike.
fault-visit-same-day = There is already a visit to the company that day. Read it below, or choose another day.
fault-idea-step = That is not possible from where the idea stands. Reload the page and choose again.
fault-idea-taken-up = Somebody has taken the idea up. It can no longer be changed. Write a post instead.
fault-idea-closed = Voting is no longer possible. The idea is not open.
fault-idea-into-itself = An idea cannot be merged into itself. Choose another.
fault-idea-not-alike = The ideas are not for the same thing, or the other is no longer there. Choose another.
fault-idea-posts-full = An idea can have at most { $max } posts. Write a new idea instead.
fault-idea-turned = It has already become a need. Go to the idea and read it there.
fault-agreement-day-far = The day { $value } is too far away. Choose a day from { $from } to { $to }.
fault-agreement-day-signed = The day { $value } is not possible. Choose a day that has been, from { $from } to { $to }.
fault-agreement-days-turned = The last day is before the first, { $value }. Choose a later day.
fault-agreement-too-long = An agreement can be valid for twenty years at most. Choose { $value } or earlier, or leave it empty.
fault-agreement-day-ended = The day { $value } is not possible. Choose a day from { $from } to { $to }.
fault-agreement-over = The agreement is no longer in force. There is nothing to end.
fault-agreement-not-actor = An agreement can only be with an organisation that helps companies. Choose one from the list.
fault-gathering-nowhere = Write a place, a link to the online meeting, or both.
fault-gathering-ends-first = The event ends before it begins. Choose a later time.
fault-gathering-too-long = An event can last a year at most. Choose { $value } or earlier.
fault-gathering-until-late = Sign-up closes after the event has begun. Choose { $value } or earlier.
fault-gathering-link = The link "{ $value }" cannot be opened. Copy the whole address. It begins with https://
fault-gathering-seats-taken = { $taken } people have seats already. Choose { $taken } or more.
fault-gathering-state = That cannot be done now. Load the page again and see how things stand.
fault-gathering-no-sign-up = Sign-up is closed. Get in touch with the one who invites.
fault-gathering-no-room = There is no room for { $value }. You can be { $max } at most.
fault-gathering-line-full = The waiting list is full. Get in touch with the one who invites.
fault-gathering-begun = The event has begun. It is too late to cancel.
fault-succession-not-own = This does not fit the firm. Choose something that is true, or leave it open.
fault-succession-too-narrow = Fewer than { $least } firms fit the notice. Then one can work out which it is. Say a little less.
fault-succession-told-before = The notice has shown something else before. Whoever remembers it can work out which firm it is, since fewer than { $least } firms fit all of it. Say less, or end this and begin anew with another note.
fault-succession-not-speaking = You no longer speak for the firm. So you cannot offer it. You can still take the notice in or end it.
fault-succession-advises = You advise the owner. So you cannot be a buyer as well.
fault-succession-sizes-turned = The most is less than the least. Swap them.
fault-succession-tells-address = The text holds an address, { $value }. Take it away.
fault-succession-tells-number = The text holds a telephone number or a registration number. Take it away.
fault-succession-tells-name = The word { $value } is in your name or in that of the firm. Write it another way.
fault-succession-tells-place = The place { $value } says more than the notice. Take it away, or choose only that municipality.
fault-succession-agreement-changed = The text has changed. Read the new text and answer again.
fault-succession-agreement-needed = Tick the box if you promise. Otherwise go back.
fault-succession-listings-full = You already have { $max } notes. End one first.
fault-succession-firm-gone = The firm has ended or is not in the register. So it cannot be offered.
fault-succession-over = It has already ended or been taken in. Load the page again.
fault-succession-closed = The conversation has ended or gone on. Load the page again.
fault-succession-adviser-unknown = There is no account with the address { $value } here. Check the address.
fault-succession-adviser-self = That is your own address. Write that of the adviser.
fault-succession-adviser-buyer = That person has shown interest as a buyer and cannot advise.
fault-succession-advisers-full = You already have { $max } advisers. Remove one first.
fault-succession-interests-full = You already have { $max } conversations. End one first.
fault-succession-contacts-full = So many have already written to the seller that there is no room. Try later.
fault-succession-already = You have already written to the seller. Go to the conversation.
fault-succession-profile-first = First tell what you look for. Then write to the seller.
fault-succession-messages-full = The conversation already has { $max } messages. Go on in another way.
fault-support-not-money = Write “{ $value }” as an amount, for example 12 500 or 12 500.50.
fault-support-money-range = The amount “{ $value }” is not possible. Write more than 0 and at most { $max }.
fault-support-day = The day { $value } is not possible. Choose a day that has been, at most { $count } days ago.
fault-support-period = The last day is before the first, { $value }. Choose a later day.
fault-support-rate = The rate { $value } is not possible. Write kronor for one euro, between { $min } and { $max }.
fault-support-aid-day = The day { $value } does not count. Choose a day from { $from } until today.
fault-support-paid-day = The day { $value } is not possible. Choose a day from the decision until today.
fault-support-budget = The budget is not enough. SEK { $max } is left, and the support is SEK { $min }. Choose a lower amount.
fault-support-budget-bound = SEK { $min } has already been granted. The budget cannot be less than that.
fault-support-basis-stays = The rules cannot change, since decisions were counted by them. Enter a new scheme instead.
fault-support-fund-closed = Decisions are made from { $from } to { $to }. Choose a day then, or another scheme.
fault-support-step = The application has already changed. Reload the page and see how it stands.
fault-support-no-firm = No firm in the county has the number { $value }. Check it, or add the firm.
fault-support-same-firm = It is the same firm. Write the number of another one.
fault-support-member-elsewhere = The firm already belongs to another group. Remove it there first.
fault-de-minimis = The ceiling stops the decision. The firm has EUR { $count } in three years, the ceiling is EUR { $limit } and EUR { $max } is left. This support is EUR { $min }. The first day it fits is { $day }.
fault-de-minimis-never = The support is EUR { $min }. That is more than the ceiling of EUR { $limit } and never fits. EUR { $max } is left today, EUR { $count } is used.
fault-redundancy-not-yet = The day { $value } has not been yet. Write the day the notice came.
fault-redundancy-order = The last day at work is before the notice, { $value }. Choose a later day.
fault-redundancy-occupation = We find no occupation called “{ $value }”. Write its four digits, or choose from the list.
fault-redundancy-occupation-meant = We find no occupation called “{ $value }”. Do you mean { $meant }? Write that instead.
fault-redundancy-elsewhere = You are not responsible for { $value }. Ask whoever is to enter the notice.
fault-redundancy-closed = The work is closed. Its tasks cannot be changed.
fault-redundancy-step = The notice has already changed. Reload the page and see how it stands.
fault-visit-not-yet = The visit has not been yet. Wait until the day has come.
fault-visit-step = The visit has already been changed. Reload the page and see how it stands.
fault-companion-unknown = The organisation is not among those that make visits. Choose one in the list.
fault-retirements-fall = Those who leave earlier are counted too. Write { $least } or more.

fault-required--decidedBy = Say who decided.
fault-required--decidedOn = Say on which day it was decided.
fault-module-not-decided-yet = { $value } has not been yet. Give the day when it was decided.
fault-module-trial-without-end = A trial needs a day when it is evaluated. Say which.
fault-module-evaluated-too-soon = { $value } is not after the decision. Give a later day.
fault-reply-place-unknown = “{ $value }” cannot be filled in. Write one of { $places }.
fault-reply-name-taken = There is already a template called “{ $name }”. Choose another name.
fault-too-many-replies = There are already { $max } templates. Remove one of them first.
fault-reply-not-yours = Somebody else wrote the template. Only they can make it their own again.
fault-required--template = Choose a template first.
fault-reply-gone = The template is no longer there. Choose another.
fault-required--note = The note is empty. Write something first.
fault-too-many-notes = The case already has { $max } notes. Change one of them instead.
fault-pool-too-few = Choose needs of at least two firms in two municipalities.
fault-pool-need-gone = A need can no longer be pooled. It may have been met or mean another occupation. Reload the page.
fault-pool-taken = Somebody else has already pooled one of the needs, in “{ $value }”. Open that pool instead.
fault-pool-step = The pool has already changed, or the step cannot be taken now. Reload the page.
fault-pool-consent-missing = At least two firms in two municipalities must have said yes first.
fault-pool-over = The pool has ended. It can no longer be changed.
fault-pool-answer-step = That answer cannot be given now. Reload the page and see how it stands.
fault-pool-firm-answers = { $value } can log in and says yes itself.
fault-pool-said-when = { $value } cannot be used. Write today or a day within the last { $days } days.
fault-signal-step = That cannot be done in this state. Reload the page and see how the signal stands.
fault-signal-desk-unknown = There is no such desk. Choose one from the list.
fault-signal-day-past = { $value } has already been. Write a day to come.
fault-signal-names-some-firm = The text names a firm. Write it so that no firm is pointed out.
fault-signal-names-firm = The text goes to several firms and names { $value }. Take the name away.
fault-signal-no-desk = There is no desk that can have the signal. Ask whoever runs the service to add one.
fault-leader-is-ambassador = The person is an ambassador and leads no mappings. Choose a process leader.
fault-leader-rests = The person takes nothing on for now. Choose somebody else.
fault-leader-training-over = The training is valid until { $day }. Choose somebody else, or write down new training.
fault-leader-is-full = The person already has { $max } mappings. Choose somebody else.
fault-leader-not-registered = Only those who stand in the register as process leaders can lead. Ask the region to add the person.
fault-leader-registered = The person already stands in the register in that role. Open the row instead.
fault-leader-role-invites = The person's account can only invite. Choose ambassador.
fault-leader-leads-already = The person leads the mapping already.
fault-leader-not-asked = The company has begun to answer by itself, and nobody else reads its answers. It has to ask for a process leader first.
fault-leader-mapping-over = The mapping has ended. Open a new one if the company wants help.
fault-leader-is-there = Somebody leads your mapping already.
fault-leader-days-turned = Training cannot end before it is done. Choose a later day.
fault-leader-days-long = Training is valid for at most ten years. Choose an earlier day.
fault-led-text-closed = The mapping takes no more answers. Open the answers again first.
fault-staff-nobody = Write at least one person of some age.
fault-campaign-quota = The campaign has only { $max } places with a process leader, and all are taken.
fault-campaign-days-turned = The campaign cannot end before it begins. Choose a later day.
fault-campaign-days-long = A campaign lasts at most two years. Choose an earlier day.
fault-campaign-closed = The campaign is not under way today. Change the days first.
fault-campaign-invited = The company has been invited already. Load the page again.
fault-handover-left = { $count ->
    [one] One thing has nobody who takes over yet. Choose somebody for it.
   *[other] { $count } things have nobody who takes over yet. Choose somebody for all, or for each.
}
fault-handover-too-many = At most { $max } things can be handed over at once. Close some cases first.
fault-handover-own = You cannot end your own role. Ask somebody else to do it.
fault-holder-gone = The one you chose cannot take over. Choose another.
fault-already-gone = { $name } has already left and has nothing in hand. Choose somebody else.
fault-person-has-open-items = The person is in charge of { $count } things. Hand them over first at /overlamningar/ny?person={ $person }
fault-absence-ends-early = The last day comes before the first. Swap them or choose a later day.
fault-absence-is-past = Those days are over. Choose a day to come.
fault-absence-too-long = At most { $max } days can be entered. If you are away longer, hand over instead.
fault-absence-overlaps = You have already said that you are away then. Take the old entry away first.
fault-absence-is-deputy = You are the deputy of { $name } then. Ask { $name } to choose somebody else first.
fault-absence-no-desk = You do not belong to a desk and need no deputy.
fault-absence-no-deputy = The desk has no deputy on those days. Choose a colleague.
fault-deputy-is-self = You cannot be your own deputy. Choose a colleague.
fault-deputy-is-away = { $name } is away then too. Choose somebody else.

# Imports.
fault-required--source = Choose where the firms answered.
fault-required--file = Choose a file.
fault-required--persons = The number is missing. Write how many, at least 1.
fault-import-empty = The file is empty. Choose a file with headings and rows.
fault-import-no-rows = The file has only headings. Add rows and read it in again.
fault-import-too-large = The file is larger than { $max } MB. Split it into several files.
fault-import-too-many-rows = The file has more than { $max } rows. Split it into several files.
fault-import-too-many-columns = Row { $row } has more than { $max } columns. Remove those that are not needed.
fault-import-cell-too-long = A cell of row { $row } has more than { $max } characters. Shorten the text.
fault-import-open-quote = Row { $row } has a quotation mark that never ends. Remove it or write another.
fault-import-unknown-format = The file is neither csv nor xlsx. Save it as csv or xlsx and try again.
fault-import-old-workbook = The file is an older workbook or has a password. Save it as xlsx without a password.
fault-import-damaged = The file is damaged. Open it, save it anew and try again.
fault-import-unpacks-too-much = The file becomes larger than { $max } MB when it is unpacked. Save it as csv.
fault-import-interrupted = The server restarted while it read the file. Read it in again. Nothing has changed.
fault-import-broken = Something broke on our side. Nothing has changed. Read the file in again, or contact whoever runs Samkraft.
fault-import-changed = One of the new firms in the file has come in another way. The rows have been tried again. Look at them and take them in.
fault-import-many-reading = { $max } files are being read right now. Wait a few minutes and try again.
fault-import-same-file = The same file came in on { $date }. Open that import instead, or undo it first.
fault-import-step = The import has already gone on. See how it stands now.
fault-import-has-faults = The file has faults. Mend them first; then everything is taken in at once.
fault-import-undo-late = More than 30 days have passed. The import can no longer be undone.
fault-import-built-on = Others have gone on working with what was taken in. See the list further down.
fault-import-column-twice = Two columns are "{ $value }". Choose one of them.
fault-import-column-number = Choose which column holds the organisation number.
fault-import-column-need = Choose which column holds the need or the occupation.
fault-import-year = "{ $value }" is not a year. Write for example 2026.
fault-import-row-repeated = The row says the same as row { $row }. Make them one row with both numbers.
fault-import-ssyk = "{ $value }" is not in SSYK. Compare with the list of Statistics Sweden, or write the name of the occupation.
fault-import-firm-unknown = { $value } is not here. Has the firm changed its number? Write the new one. Otherwise: add the firm, or choose to add new firms.
fault-import-firm-name = The name is missing. A new firm needs a name.
fault-import-firm-place = "{ $value }" is not a municipality of the county. Write its name or code.
fault-question-choices-count = You have written { $count } answers to choose from. Write at least { $min } and at most { $max }, one on each line.
fault-question-choice-twice = "{ $value }" is there twice. Remove one of them.
fault-question-unchanged = The question is just as it was. Change something, or go back.
fault-question-withdrawn = The question has been withdrawn and changes no more. Write a new one instead.
fault-too-many-questions = You already ask { $max } questions. Withdraw one first.
fault-too-many-versions = The question already has { $max } versions. Withdraw it and write a new one.
fault-organisation-ceased = { $name } has closed from { $on }. Nothing new can begin there.
fault-organisation-merged = { $name } has merged into { $successor } from { $on }. Open { $successor } and go on there.
fault-organisation-left = { $name } has left the county for { $place } from { $on }. Nothing new can begin there.
fault-ending-day = The day { $value } is not possible. Choose a day from { $from } to { $to }.
fault-ending-into-itself = A company cannot merge into itself. Choose another.
fault-ending-into-ended = { $name } is closed itself. Choose another.
fault-ending-stands = The company is closed already. Open its page to see when.
fault-ending-desks = { $count ->
    [one] 1 desk receives cases here. Lead them elsewhere first.
   *[other] { $count } desks receive cases here. Lead them elsewhere first.
}
fault-ending-offers = { $count ->
    [one] 1 offer is in the service map. Remove it first.
   *[other] { $count } offers are in the service map. Remove them first.
}
fault-ending-networks = { $count ->
    [one] 1 network is run from here. Let another take it over first.
   *[other] { $count } networks are run from here. Let another take them over first.
}
fault-ending-events = { $count ->
    [one] 1 event is not closed. Call it off or write what it led to first.
   *[other] { $count } events are not closed. Call them off or write what they led to first.
}
fault-ending-funds = { $count ->
    [one] 1 grant scheme is run from here. Decide what waits, and wait until its last day.
   *[other] { $count } grant schemes are run from here. Decide what waits, and wait until their last day.
}
fault-ending-pools = { $count ->
    [one] 1 pool is kept from here. Close it first.
   *[other] { $count } pools are kept from here. Close them first.
}
fault-ending-agreements = { $count ->
    [one] 1 agreement with another company is kept from here. End it first.
   *[other] { $count } agreements with other companies are kept from here. End them first.
}
fault-ending-in-hand = { $count ->
    [one] One thing is still open with those who work there. Hand it over first.
   *[other] { $count } things are still open with those who work there. Hand them over first.
}
fault-ending-too-much = More than { $max } of one kind are open: { $count }. Close some of them first.
fault-ending-is-gone = The company is open. There is no closure to take back.
fault-ending-undo-late = It cannot be taken back any more. A closure can be taken back for seven days, but never when the company has merged into another.
fault-number-is-the-same = The company already has the number { $value }. Write the new one.
fault-import-firm-ended = { $name } is closed from { $on }. Remove the row.
fault-import-firm-merged = { $name } has merged into { $successor } from { $on }. Write that company's number, or remove the row.
