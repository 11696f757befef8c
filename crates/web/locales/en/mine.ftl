# «Mitt»: what is held, who has read it, downloads and erasure; the way by hand.
layout-mine = My data

mine-title = My data
mine-lede = Here is everything the service knows about you, and who has read it.
mine-lede-firm = Here is everything the service knows about you and your company, and who has read it.
mine-download-json = Download everything as JSON
mine-download-csv = Download everything as CSV
mine-nothing = There is nothing here.

mine-rows = { $count ->
    [one] One row
   *[other] { $count } rows
}

mine-readings = Who has read
mine-readings-none = Nobody else has read anything yet.
mine-readings-count = { $count ->
    [one] One reading has been noted.
   *[other] { $count } readings have been noted.
}
mine-reader = { $name }, { $role }, { $organisation }
mine-reader-unnamed = { $role }, { $organisation }

mine-section-person = You
mine-section-assignments = Your roles
mine-section-sessions = Where you are logged in
mine-section-signatures = Where your name stands
mine-section-events = What you have done
mine-section-mappings = The company's mappings
mine-section-needs = The company's needs
mine-section-cases = The company's cases
mine-section-contacts = Contacts with the company

mine-field-name = Name
mine-field-email = Email
mine-field-created = Since
mine-field-role = Role
mine-field-organisation = Organisation
mine-field-from = From
mine-field-to = To
mine-field-ends = Ends
mine-field-about = What
mine-field-count = How many
mine-field-last = Last
mine-field-place = Where
mine-field-track = Way
mine-field-state = State
mine-field-contact = Contact person
mine-field-reach = Telephone or email
mine-field-invited = Invitation went to
mine-field-approved = Yes to sharing
mine-field-approved-by = Yes from
mine-field-words = Your words
mine-field-persons = People
mine-field-number = Number
mine-field-title = Title
mine-field-kind = Kind
mine-field-on = Day
mine-field-topic = About
mine-field-by = Who
mine-field-when = When
mine-field-who = Who
mine-field-what = What

mine-subject-organisation = The company's page
mine-subject-mapping = Mapping
mine-subject-need = Need
mine-subject-case = Case
mine-subject-contact = Contact
mine-subject-offer = Offer
mine-subject-person = Login
mine-subject-vocabulary = Vocabulary
mine-place-mapping = Mappings
mine-place-message = Messages in cases
mine-place-contact = Contacts
mine-place-coordination = Coordination
mine-place-proposal = Proposed offers

mine-choices = What you can do
mine-mail = Choose which emails you want
mine-wrong = Is something wrong? Tell us and we will put it right. Read more here:
mine-erase = Remove my data

mine-erase-title = Remove my data
mine-erase-lede = Once you have sent this it cannot be undone. Download a copy first if you want one.
mine-erase-goes-title = This is removed
mine-erase-goes-name = Your name and email address, wherever they stand.
mine-erase-goes-login = Your login and your roles.
mine-erase-goes-details = Details of what you have done.
mine-erase-stays-title = This stays
mine-erase-stays = That something happened, when, and in which role. A number stands there that does not lead to you. What you wrote in a case belongs to the case, but without your name.
mine-erase-email = Your email address
mine-erase-email-hint = Write the one you log in with. Then we know that you mean it.
mine-erase-submit = Remove my data now
mine-erase-not = Keep my data
flash-mine-erased = Your data has been removed, and you are logged out.

mine-by-hand-title = Do you have a protected identity?
mine-by-hand-lede = Then we do it by hand. Do not write your name or number here.
mine-by-hand-do-title = What to do
mine-by-hand-do = Call us. Say that you have a protected identity, but no more than you want. We will agree on how to reach you.
mine-by-hand-then-title = Then
mine-by-hand-then = Your case is kept on paper by one person. Your name is in no list, search or file of ours.
mine-by-hand-ask = Does the person who answers have a protected identity?
mine-by-hand-link = Write nothing here. Read what we do instead.

fault-personal-number = The text contains a personal identity number. Take it away and send again. We never store such numbers.
fault-person-unknown = Nobody here has the id or address “{ $value }”. Check how it is written.
fault-email-not-own = That is not the address you log in with. Write it once more.
