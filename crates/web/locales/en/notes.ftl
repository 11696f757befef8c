# Notes on a case that only the desk's own organisation reads.
notes-title = Notes
notes-lede = Only those who work in your organisation read them. The firm and others in the case never see them.
notes-words = New note
notes-write = Save the note
notes-save = Save the change
notes-edit = Change
notes-edit-title = Change the note
notes-edit-words = What should the note say?
notes-back = To the case
notes-changed = { $name }, changed { $date }
flash-note-written = The note in case { $number } is saved. Only you and your colleagues read it.
flash-note-changed = The note in case { $number } is changed.
mine-section-case-notes = Your notes on cases
mine-subject-case-note = Note on a case
