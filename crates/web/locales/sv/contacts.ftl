# Contacts: the ledger, writing one down, doing it together.
contacts-ledger-title = Vem har haft kontakt?
contacts-ledger-empty = Ingen har haft kontakt de senaste 90 dagarna, och inget är planerat.
contacts-ledger-own = Bara ni har haft kontakt.
contacts-ledger-others = { $recent ->
    [0] Ingen annan har haft kontakt de senaste 90 dagarna
    [one] En annan kontakt de senaste 90 dagarna
   *[other] { $recent } andra kontakter de senaste 90 dagarna
}{ $planned ->
    [0] .
    [one] , och en är planerad. Samordna gärna.
   *[other] , och { $planned } är planerade. Samordna gärna.
}
contacts-firm-title = Vem har hört av sig?
contacts-firm-empty = Ingen har hört av sig de senaste 90 dagarna, och inget är planerat.
contacts-firm-says = Alla som arbetar med företag i länet ser samma lista, så att ni slipper dubbla besök.
contacts-ledger-planned = Planerat
contacts-ledger-recent = Senaste 90 dagarna
contacts-what = { $kind }: { $topic }
contacts-who = { $name }, { $organisation }
contacts-own-note = Er anteckning: { $note }
contacts-asked = { $name } frågar: { $words }
contacts-replied = { $name } svarar: { $words }
contacts-coordinate = Samordna
contacts-cancel = Ställ in

contacts-new-title = Skriv in en kontakt
contacts-new-heading = Kontakt med { $name }
contacts-kind = Vad är det för kontakt?
contacts-on = Vilken dag?
contacts-on-hint = En dag som kommer betyder att kontakten är planerad.
contacts-topic = Vad handlar det om?
contacts-topic-hint = En rad. Den ser alla som arbetar med företag i länet.
contacts-note = Anteckning
contacts-note-hint = Ser bara din egen organisation. Lämna tomt om du vill.
contacts-keep = Spara kontakten

contacts-coordinate-title = Samordna
contacts-coordinate-heading = Samordna med { $name }
contacts-coordinate-why = { $name } ska slippa möta oss två gånger i samma ärende. Skriv vad ni kan göra tillsammans.
contacts-coordinate-words = Vad föreslår du?
contacts-coordinate-hint = Till exempel att ni åker dit samtidigt, eller att de tar upp din fråga.
contacts-coordinate-send = Skicka frågan

contacts-request-title = Fråga om att samordna
contacts-request-heading = Samordna kontakten med { $name }?
contacts-request-about = Det gäller er kontakt { $date }: { $topic }
contacts-request-firm = Läs mer om { $name }
contacts-reply-words = Ditt svar
contacts-reply-hint = Den som frågade får veta det direkt.
contacts-reply-send = Skicka svaret

flash-contact-logged = Kontakten med { $name } är inskriven.
flash-contact-planned = Kontakten med { $name } är planerad till { $date }.
flash-contact-cancelled = Kontakten är inställd.
flash-coordination-asked = Frågan är skickad. Svaret kommer till ditt skrivbord.
flash-coordination-replied = Svaret är skickat till { $name }.
