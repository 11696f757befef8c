# Lists of cases: saved views, and several cases changed at once.
views-title = Sparade vyer
views-lede = En vy är en lista som du har sparat under ett namn. Bara du ser dina vyer.
views-save = Spara den här listan
views-save-title = Spara listan
views-save-button = Spara vyn
views-name = Vad ska vyn heta?
views-name-hint = Högst 40 tecken, till exempel «Sena i Kramfors».
views-search = Sökord
views-search-hint = Lämna tomt om vyn ska visa allt.
views-back = Till sparade vyer
views-to-list = Gå till ärendena
views-none = Du har inga sparade vyer
views-none-text = Sök eller filtrera bland ärendena. Välj sedan «Spara den här listan».
views-rename = Byt namn
views-rename-title = Byt namn på vyn
views-remove = Ta bort
views-words = «{ $words }»
views-only-late = Sena
views-only-all = Även avslutade
views-hold-mine = Mina
views-hold-deputy = Jag är ersättare
views-hold-all = Hela området
views-order-newest = Nyast först
views-order-firm = Efter företag
flash-view-saved = Vyn «{ $name }» är sparad.
flash-view-renamed = Vyn heter nu «{ $name }».
flash-view-name-back = Vyn heter åter «{ $name }».
flash-view-removed = Vyn «{ $name }» är borttagen.
flash-view-put-back = Vyn «{ $name }» är tillbaka.
fault-view-name-taken = Du har redan en vy som heter «{ $name }». Välj ett annat namn.
fault-too-many-views = Du har redan { $max } vyer. Ta bort en av dem först.

together-title = Gör med valda
together-pick = Välj { $number }
together-pick-all = Välj alla på sidan
together-go-on = Gå vidare
together-action-take = Ta ärendena
together-action-hand-over = Lämna över ärendena
together-action-next-step = Ändra nästa steg
together-heading-take = Ta flera ärenden
together-heading-hand-over = Lämna över flera ärenden
together-heading-next-step = Ändra nästa steg i flera ärenden
together-lede = Allt görs på en gång. Går det inte i ett ärende görs inget alls.
together-cases = Vilka ärenden gäller det?
together-back = Tillbaka till listan
together-refused = Inget är ändrat
together-refused-then = De ärendena är inte längre valda. Skicka igen för att ändra resten.
together-why-changed = Någon annan hann ändra det.
together-why-not-yours = Det ligger inte hos dig.
flash-together-none = Välj minst ett ärende i listan först.
flash-together-too-many = Välj högst { $count } ärenden åt gången.
flash-together-taken = { $count ->
    [one] Du har tagit 1 ärende.
   *[other] Du har tagit { $count } ärenden.
}
flash-together-handed-over = { $count ->
    [one] 1 ärende är överlämnat.
   *[other] { $count } ärenden är överlämnade.
}
flash-together-planned = { $count ->
    [one] Nästa steg är sparat i 1 ärende.
   *[other] Nästa steg är sparat i { $count } ärenden.
}
fault-required--cases = Välj minst ett ärende.
fault-required--action = Välj vad som ska göras.
fault-nothing-changed-together = Inget ärende är ändrat. Läs vilka som inte gick och varför.

mine-section-views = Dina sparade vyer
mine-field-search = Sökord
mine-field-only = Urval
mine-field-hold = Hos vem
mine-field-order = Ordning
mine-subject-view = Sparad vy
