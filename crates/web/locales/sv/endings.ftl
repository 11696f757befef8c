# How an organisation ends, and how it changes its number.
endings-link = Avsluta företaget
endings-heading = Avsluta { $name }
endings-lede = Här skriver du in att ett företag har upphört, gått upp i ett annat eller lämnat länet. Först ser du vad som händer. Sedan bekräftar du.
endings-kind = Vad har hänt?
endings-on = Från vilken dag?
endings-on-hint = Den första dagen utan företaget. Dagen får inte ligga framåt i tiden.
endings-words = Vad vet du om det?
endings-words-hint = En mening, till exempel var du har läst det. Alla som ser företaget läser det.
endings-successor = Uppgått i
endings-successor-hint = Bara när företaget har gått upp i ett annat. Skriv namn eller organisationsnummer.
endings-which = Vilket av dem?
endings-place = Ny kommun
endings-place-hint = Bara när företaget har lämnat länet.
endings-see = Se vad som händer
endings-not = Nej, gå tillbaka
endings-open-title = Det här är öppet nu
endings-open-none = Inget är öppet.
endings-preview-heading = Ska { $name } avslutas?
endings-caption = Det som är öppet, och vad som händer med det
endings-what = Öppet nu
endings-count = Antal
endings-fate = Vad som händer
endings-cases-told = De som har ärendena får veta det. De avslutar dem själva.
endings-then = Sedan kan inget nytt börja hos företaget. Det som har varit står kvar och går att läsa.
endings-undo-week = Du kan ta tillbaka avslutet i sju dagar. Det som avslutas nu kommer ändå inte tillbaka.
endings-undo-never = Det går inte att ta tillbaka.
endings-sure = Ja, avsluta företaget
endings-change = Ändra uppgifterna
endings-reason-ceased = Företaget har upphört
endings-reason-left = Företaget har lämnat länet
endings-told-ceased = Har upphört från { $day }
endings-told-merged = Uppgått i { $successor } från { $day }
endings-told-left = Har lämnat länet för { $place } från { $day }
endings-to = Öppna { $name }
endings-by = Inskrivet av { $name } { $day }.
endings-nothing-new = Inget nytt kan börja här.
endings-undo = Ta tillbaka avslutet
endings-undo-note = Blev det fel? Då öppnas företaget igen. Det som har avslutats kommer inte tillbaka.
endings-taken-back = Ett avslut togs tillbaka { $day } av { $name }
endings-stays-closed = Det som avslutades då är fortfarande avslutat.
endings-gone-into = Hit har { $name } gått upp
endings-since = Från { $day }.
endings-closed-needs = { $count ->
    [one] 1 behov skrevs av
   *[other] { $count } behov skrevs av
}
endings-closed-mappings = { $count ->
    [one] 1 kartläggning ställdes in
   *[other] { $count } kartläggningar ställdes in
}
endings-closed-planned = { $count ->
    [one] 1 planerad kontakt ställdes in
   *[other] { $count } planerade kontakter ställdes in
}
endings-closed-pools = { $count ->
    [one] 1 plats i en samling drogs tillbaka
   *[other] { $count } platser i samlingar drogs tillbaka
}
endings-moved-needs = { $count ->
    [one] 1 behov följde med
   *[other] { $count } behov följde med
}
endings-moved-mappings = { $count ->
    [one] 1 kartläggning följde med
   *[other] { $count } kartläggningar följde med
}
endings-moved-planned = { $count ->
    [one] 1 planerad kontakt följde med
   *[other] { $count } planerade kontakter följde med
}
endings-moved-pools = { $count ->
    [one] 1 plats i en samling följde med
   *[other] { $count } platser i samlingar följde med
}
endings-case-close = Avsluta ärendet när det är klart. Inget nytt kan börja hos företaget.
endings-event-case = { $by } skrev in att { $from } har gått upp i { $to }. Ärendet följde med.
endings-filter = Även avslutade
endings-tag = Avslutat { $day }

endings-number-link = Byt organisationsnummer
endings-number-heading = Nytt nummer för { $name }
endings-number-lede = Allt som är skrivet om företaget stannar kvar. Det går att hitta med det gamla numret också.
endings-number-now = Nuvarande nummer
endings-number-new = Nytt organisationsnummer
endings-number-from = Första dagen med det nya numret
endings-number-why = Varför byter företaget nummer?
endings-number-why-hint = Till exempel: ombildat från handelsbolag till aktiebolag.
endings-number-save = Spara numret
endings-numbers = Tidigare organisationsnummer
endings-number-until = { $number } (till { $day })

flash-organisation-ended = { $name } är avslutat.
flash-organisation-reopened = { $name } är öppet igen.
flash-organisation-number = { $name } har fått ett nytt nummer.

ending-kind-ceased = Företaget har upphört
ending-kind-merged = Företaget har gått upp i ett annat i länet
ending-kind-left = Företaget har lämnat länet
ending-open-needs = Behov
ending-open-cases = Ärenden
ending-open-mappings = Kartläggningar som pågår
ending-open-invitations = Inbjudningar från nätverk utan svar
ending-open-visits = Planerade besök
ending-open-contacts = Planerade kontakter
ending-open-pools = Platser i samlingar
ending-open-sign-ups = Anmälningar till träffar
ending-open-memberships = Medlemskap i nätverk
ending-open-grants = Stöd
ending-open-agreements = Avtal
ending-open-accounts = Konton
ending-fate-written-off = Skrivs av
ending-fate-called-off = Ställs in
ending-fate-withdrawn = Dras tillbaka. Summorna räknas om.
ending-fate-ends = Tar slut
ending-fate-to-close = Är kvar tills någon avslutar dem
ending-fate-stays = Är kvar som de är
ending-fate-moves = Följer med till det andra företaget
ending-fate-moves-or-ends = Följer med, om det andra företaget inte har ett eget
