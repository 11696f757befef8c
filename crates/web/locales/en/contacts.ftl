# Contacts: the ledger, writing one down, doing it together.
contacts-ledger-title = Who has been in contact?
contacts-ledger-empty = Nobody has been in contact in the last 90 days, and nothing is planned.
contacts-ledger-own = Only you have been in contact.
contacts-ledger-others = { $recent ->
    [0] Nobody else has been in contact in the last 90 days
    [one] One other contact in the last 90 days
   *[other] { $recent } other contacts in the last 90 days
}{ $planned ->
    [0] .
    [one] , and one is planned. Please coordinate.
   *[other] , and { $planned } are planned. Please coordinate.
}
contacts-firm-title = Who has been in touch?
contacts-firm-empty = Nobody has been in touch in the last 90 days, and nothing is planned.
contacts-firm-says = Everyone who works with companies in the county sees the same list, so that you are spared double visits.
contacts-ledger-planned = Planned
contacts-ledger-recent = The last 90 days
contacts-what = { $kind }: { $topic }
contacts-who = { $name }, { $organisation }
contacts-own-note = Your note: { $note }
contacts-asked = { $name } asks: { $words }
contacts-replied = { $name } answers: { $words }
contacts-coordinate = Coordinate
contacts-cancel = Cancel

contacts-new-title = Enter a contact
contacts-new-heading = Contact with { $name }
contacts-kind = What kind of contact is it?
contacts-on = Which day?
contacts-on-hint = A day to come means that the contact is planned.
contacts-topic = What is it about?
contacts-topic-hint = One line. Everyone who works with companies in the county sees it.
contacts-note = Note
contacts-note-hint = Seen only by your own organisation. Leave it empty if you like.
contacts-keep = Save the contact

contacts-coordinate-title = Coordinate
contacts-coordinate-heading = Coordinate with { $name }
contacts-coordinate-why = { $name } should not have to meet us twice about the same thing. Write what you can do together.
contacts-coordinate-words = What do you suggest?
contacts-coordinate-hint = For example that you go there at the same time, or that they bring up your question.
contacts-coordinate-send = Send the question

contacts-request-title = Question about coordinating
contacts-request-heading = Coordinate the contact with { $name }?
contacts-request-about = It is about your contact { $date }: { $topic }
contacts-request-firm = Read more about { $name }
contacts-reply-words = Your answer
contacts-reply-hint = The one who asked is told at once.
contacts-reply-send = Send the answer

flash-contact-logged = The contact with { $name } has been entered.
flash-contact-planned = The contact with { $name } is planned for { $date }.
flash-contact-cancelled = The contact has been cancelled.
flash-coordination-asked = The question has been sent. The answer comes to your desk.
flash-coordination-replied = The answer has been sent to { $name }.
