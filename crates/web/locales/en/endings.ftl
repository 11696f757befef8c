# How an organisation ends, and how it changes its number.
endings-link = Close the company
endings-heading = Close { $name }
endings-lede = Here you record that a company has closed, merged into another or left the county. First you see what will happen. Then you confirm.
endings-kind = What has happened?
endings-on = From which day?
endings-on-hint = The first day without the company. The day cannot be in the future.
endings-words = What do you know about it?
endings-words-hint = One sentence, for example where you read it. Everyone who sees the company reads it.
endings-successor = Merged into
endings-successor-hint = Only when the company has merged into another. Write a name or an organisation number.
endings-which = Which of them?
endings-place = New municipality
endings-place-hint = Only when the company has left the county.
endings-see = See what will happen
endings-not = No, go back
endings-open-title = This is open now
endings-open-none = Nothing is open.
endings-preview-heading = Close { $name }?
endings-caption = What is open, and what happens to it
endings-what = Open now
endings-count = Number
endings-fate = What happens
endings-cases-told = Those who hold the cases are told. They close them themselves.
endings-then = After that nothing new can begin with the company. What has been stays and can be read.
endings-undo-week = You can take this back for seven days. What is closed now does not come back.
endings-undo-never = This cannot be taken back.
endings-sure = Yes, close the company
endings-change = Change the details
endings-reason-ceased = The company has closed
endings-reason-left = The company has left the county
endings-told-ceased = Closed from { $day }
endings-told-merged = Merged into { $successor } from { $day }
endings-told-left = Left the county for { $place } from { $day }
endings-to = Open { $name }
endings-by = Recorded by { $name } on { $day }.
endings-nothing-new = Nothing new can begin here.
endings-undo = Take it back
endings-undo-note = Was this a mistake? Then the company opens again. What has been closed does not come back.
endings-taken-back = A closure was taken back on { $day } by { $name }
endings-stays-closed = What was closed then is still closed.
endings-gone-into = { $name } has merged into this company
endings-since = From { $day }.
endings-closed-needs = { $count ->
    [one] 1 need was written off
   *[other] { $count } needs were written off
}
endings-closed-mappings = { $count ->
    [one] 1 mapping was called off
   *[other] { $count } mappings were called off
}
endings-closed-planned = { $count ->
    [one] 1 planned contact was called off
   *[other] { $count } planned contacts were called off
}
endings-closed-pools = { $count ->
    [one] 1 place in a pool was withdrawn
   *[other] { $count } places in pools were withdrawn
}
endings-moved-needs = { $count ->
    [one] 1 need moved along
   *[other] { $count } needs moved along
}
endings-moved-mappings = { $count ->
    [one] 1 mapping moved along
   *[other] { $count } mappings moved along
}
endings-moved-planned = { $count ->
    [one] 1 planned contact moved along
   *[other] { $count } planned contacts moved along
}
endings-moved-pools = { $count ->
    [one] 1 place in a pool moved along
   *[other] { $count } places in pools moved along
}
endings-case-close = Close the case when it is done. Nothing new can begin with the company.
endings-event-case = { $by } recorded that { $from } has merged into { $to }. The case moved along.
endings-filter = Closed ones too
endings-tag = Closed { $day }

endings-number-link = Change the organisation number
endings-number-heading = New number for { $name }
endings-number-lede = Everything written about the company stays. It can be found by the old number too.
endings-number-now = Number now
endings-number-new = New organisation number
endings-number-from = First day with the new number
endings-number-why = Why does the company change its number?
endings-number-why-hint = For example: from a trading partnership to a limited company.
endings-number-save = Save the number
endings-numbers = Earlier organisation numbers
endings-number-until = { $number } (until { $day })

flash-organisation-ended = { $name } is closed.
flash-organisation-reopened = { $name } is open again.
flash-organisation-number = { $name } has a new number.

ending-kind-ceased = The company has closed
ending-kind-merged = The company has merged into another in the county
ending-kind-left = The company has left the county
ending-open-needs = Needs
ending-open-cases = Cases
ending-open-mappings = Mappings under way
ending-open-invitations = Invitations from networks without an answer
ending-open-visits = Planned visits
ending-open-contacts = Planned contacts
ending-open-pools = Places in pools
ending-open-sign-ups = Sign-ups to events
ending-open-memberships = Network memberships
ending-open-grants = Support
ending-open-agreements = Agreements
ending-open-accounts = Accounts
ending-fate-written-off = Written off
ending-fate-called-off = Called off
ending-fate-withdrawn = Withdrawn. The sums are counted again.
ending-fate-ends = End
ending-fate-to-close = Stay until somebody closes them
ending-fate-stays = Stay as they are
ending-fate-moves = Move to the other company
ending-fate-moves-or-ends = Move, unless the other company has its own
