# Notes on a case that only the desk's own organisation reads.
notes-title = Anteckningar
notes-lede = Bara ni som arbetar hos er läser dem. Företaget och andra i ärendet ser dem aldrig.
notes-words = Ny anteckning
notes-write = Spara anteckningen
notes-save = Spara ändringen
notes-edit = Ändra
notes-edit-title = Ändra anteckningen
notes-edit-words = Vad ska stå i anteckningen?
notes-back = Till ärendet
notes-changed = { $name }, ändrad { $date }
flash-note-written = Anteckningen i ärende { $number } är sparad. Bara ni läser den.
flash-note-changed = Anteckningen i ärende { $number } är ändrad.
mine-section-case-notes = Dina anteckningar i ärenden
mine-subject-case-note = Anteckning i ärende
