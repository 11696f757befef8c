# Events where people meet, on site or online.
gatherings-title = Träffar
gatherings-lede = Här möts företag, kommuner och de som hjälper till. Anmäl er till det som passar.
gatherings-tool = Träffar, kurser och möten i länet, på plats och på nätet.
gatherings-more = Se kommande träffar och kurser
gatherings-new = Bjud in till en träff
gatherings-when = När
gatherings-when-coming = Kommande
gatherings-when-past = De som har varit
gatherings-kind = Sorts träff
gatherings-any-kind = Alla sorter
gatherings-municipality = Kommun
gatherings-any-place = Alla kommuner
gatherings-whose = Visa
gatherings-whose-all = Alla träffar
gatherings-whose-own = Våra egna
gatherings-whose-signed-up = De vi är anmälda till
gatherings-find = Visa träffar
gatherings-none = Inga träffar här
gatherings-none-text = Träffar syns här när någon har bjudit in. Har du valt något ovan? Prova utan.
gatherings-show-all = Visa alla träffar
gatherings-event = Träff
gatherings-where = Var
gatherings-organiser = Inbjudan från
gatherings-seats = Platser
gatherings-state = Läge
gatherings-online = På nätet
gatherings-only-network = bara för { $name }
gatherings-no-sign-up = Ingen anmälan
gatherings-time = { $day } kl. { $from }–{ $to }
gatherings-time-days = { $first } kl. { $from } till { $last } kl. { $to }
gatherings-seats-any = Plats för alla
gatherings-seats-left = { $count ->
        [one] 1 plats kvar av { $of }
       *[other] { $count } platser kvar av { $of }
    }
gatherings-seats-none = { $waiting ->
        [0] Fullt
        [one] Fullt, 1 i kö
       *[other] Fullt, { $waiting } i kö
    }
gatherings-sign-up = Anmäl er
gatherings-resign = Ändra anmälan
gatherings-leave = Avboka
gatherings-log-in = Logga in och anmäl er
gatherings-calendar = Lägg i kalendern
gatherings-open = Öppna för anmälan
gatherings-close = Skriv vad träffen ledde till
gatherings-signed-up = Anmälda
gatherings-edit = Ändra träffen
gatherings-cancel = Ställ in träffen
gatherings-draft = Bara ni ser träffen än
gatherings-draft-text = Läs igenom den. Öppna den sedan för anmälan, så ser alla som får komma den.
gatherings-held = Träffen har varit
gatherings-held-text = Skriv vad den ledde till. Då får de som var där veta det, och träffen kan avslutas.
gatherings-cancelled = Träffen är inställd
gatherings-own = Er anmälan
gatherings-own-seated = { $count ->
        [one] Ni har 1 plats. Kontakt: { $name }.
       *[other] Ni har { $count } platser. Kontakt: { $name }.
    }
gatherings-own-waiting = { $count ->
        [one] 1 person från er står i kö. Kontakt: { $name }.
       *[other] { $count } personer från er står i kö. Kontakt: { $name }.
    }
gatherings-waits-text = Ni får besked här och med e-post om det blir plats.
gatherings-no-decider = Ingen som får besluta är anmäld
gatherings-no-decider-text = Ska ni besluta något på träffen? Be dem som får besluta att anmäla sig.
gatherings-outcome = Det här ledde träffen till
gatherings-came-count = { $count ->
        [one] 1 person kom.
       *[other] { $count } personer kom.
    }
gatherings-about = Om träffen
gatherings-about-hint = Skriv vad ni ska göra och vem det är för. Skriv inga namn utan lov.
gatherings-who = Vilka kommer
gatherings-nobody = Ingen har anmält sig än
gatherings-nobody-text = De som anmäler sig syns här, i den ordning de kom.
gatherings-by-sector = Anmälda med plats, efter sektor
gatherings-by-mandate = Anmälda med plats, efter mandat
gatherings-sector = Sektor
gatherings-organisations = Organisationer
gatherings-people = Personer
gatherings-mandate = Mandat
gatherings-mandate-hint = Vad får ni göra på träffen? Kommer flera, välj det högsta.
gatherings-facts = Fakta
gatherings-join = Öppna mötet på nätet
gatherings-link-later = Länken syns för dem som har plats.
gatherings-free-of-charge = Kostar inget
gatherings-until = Sista dag att anmäla sig
gatherings-until-hint = Lämna tomt om det går att anmäla sig ända till dagen för träffen.
gatherings-form-lede = Träffen sparas som ett utkast som bara ni ser. Öppna den när allt stämmer.
gatherings-edit-heading = Ändra träffen
gatherings-awaited = Det finns anmälda
gatherings-awaited-text = De får veta det direkt om ni ändrar tid eller plats. Fler platser går till dem som står i kö.
gatherings-name = Namn på träffen
gatherings-name-hint = En rad som säger vad det är.
gatherings-starts-on = Dag
gatherings-starts-at = Börjar kl.
gatherings-ends-at = Slutar kl.
gatherings-clock-hint = Till exempel 13.30.
gatherings-ends-on = Sista dagen
gatherings-ends-on-hint = Lämna tomt om träffen slutar samma dag.
gatherings-place = Plats
gatherings-place-hint = Lokal och adress. Lämna tomt om träffen bara är på nätet.
gatherings-municipality-hint = Den kommun där platsen ligger.
gatherings-choose = Välj
gatherings-link = Länk till mötet på nätet
gatherings-link-hint = Bara de som har plats ser den. Den börjar med https://
gatherings-guests = Vilka får komma
gatherings-network = Inbjudna
gatherings-network-hint = Välj ett nätverk om träffen bara är för dess medlemmar. Då syns den inte för andra.
gatherings-everyone = Alla i länet
gatherings-seats-hint = Lämna tomt om det finns plats för alla. Blir det fullt får fler stå i kö.
gatherings-price = Pris
gatherings-price-hint = Till exempel 250 kr per person. Lämna tomt om det inte kostar något.
gatherings-save-draft = Spara utkastet
gatherings-save = Spara
gatherings-cancel-heading = Ställa in träffen?
gatherings-cancel-warn = { $count ->
        [0] Det kan inte ångras. Ingen är anmäld.
        [one] Det kan inte ångras. Den som är anmäld får veta det direkt.
       *[other] Det kan inte ångras. De { $count } som är anmälda får veta det direkt.
    }
gatherings-reason = Skäl
gatherings-reason-hint = Alla som ser träffen kan läsa det. Skriv inga namn på personer.
gatherings-cancel-sure = Ja, ställ in träffen
gatherings-not-now = Nej, gå tillbaka
gatherings-close-heading = Avsluta träffen
gatherings-words = Berätta kort
gatherings-words-hint = Vad blev det, vem gör det och när? Alla som ser träffen kan läsa det. Skriv inga namn på personer.
gatherings-came = Antal som kom
gatherings-came-hint = Lämna tomt om ni inte vet.
gatherings-close-warn = När träffen är avslutad går det inte att ändra något mer.
gatherings-close-sure = Avsluta träffen
gatherings-sign-up-heading = Anmäl er till träffen
gatherings-resign-heading = Ändra er anmälan
gatherings-full = Träffen är full
gatherings-full-text = Anmäl er ändå, så ställer vi er i kö. Ni får besked om det blir plats.
gatherings-persons = Antal personer
gatherings-persons-hint = Vi behöver inga namn på dem som kommer. De får plats eller väntar tillsammans.
gatherings-contact = Kontakt hos er
gatherings-contact-hint = Den som kan svara på frågor om er anmälan.
gatherings-email = E-post till kontakten
gatherings-email-hint = Dit skickar vi tiden, och besked om något ändras.
gatherings-send = Skicka anmälan
gatherings-leave-heading = Avboka er anmälan?
gatherings-leave-warn = Platserna går till dem som står i kö. Vill ni komma igen får ni anmäla er på nytt, sist i kön.
gatherings-leave-sure = Ja, avboka
gatherings-signed-up-lede = { $count ->
        [one] 1 person har plats. { $seats }.
       *[other] { $count } personer har plats. { $seats }.
    }
gatherings-file = Ladda ner listan
gatherings-to-event = Till träffen
gatherings-organisation = Organisation
gatherings-since = Anmäld
gatherings-csv-organisation = Organisation
gatherings-csv-sector = Sektor
gatherings-csv-state = Läge
gatherings-csv-persons = Antal personer
gatherings-csv-mandate = Mandat
gatherings-csv-contact = Kontakt
gatherings-csv-email = E-post
gatherings-csv-since = Anmäld

gathering-kind-network-meeting = Nätverksmöte
gathering-kind-seminar = Seminarium
gathering-kind-workshop = Workshop
gathering-kind-course = Kurs för personal
gathering-kind-study-visit = Studiebesök
gathering-kind-fair = Mässa
gathering-state-draft = Utkast
gathering-state-open = Öppen
gathering-state-held = Har varit
gathering-state-closed = Avslutad
gathering-state-cancelled = Inställd
gathering-outcome-decision = Ett beslut
gathering-outcome-need = Ett behov
gathering-outcome-action = Något ska göras
gathering-outcome-none = Ingenting
gathering-hint-decision = Ni bestämde något.
gathering-hint-need = Ni hittade något som saknas.
gathering-hint-action = Någon har tagit på sig att göra något.
gathering-hint-none = Skriv varför. Det är också värt att veta.
gathering-mandate-decides = Får besluta
gathering-mandate-prepares = Förbereder beslut
gathering-mandate-listens = Lyssnar och tar med sig hem
gathering-seat-seated = Har plats
gathering-seat-waiting = Står i kö

flash-gathering-added = { $name } är sparad som utkast.
flash-gathering-changed = { $count ->
        [0] { $name } är ändrad.
        [one] { $name } är ändrad. En anmäld organisation har fått besked.
       *[other] { $name } är ändrad. { $count } anmälda organisationer har fått besked.
    }
flash-gathering-opened = { $name } är öppen för anmälan.
flash-gathering-cancelled = { $count ->
        [0] { $name } är inställd.
        [one] { $name } är inställd. En anmäld organisation har fått besked.
       *[other] { $name } är inställd. { $count } anmälda organisationer har fått besked.
    }
flash-gathering-closed = { $name } är avslutad.
flash-gathering-seated = Ni har plats på { $name }.
flash-gathering-waiting = Ni står i kö till { $name }. Ni får besked om det blir plats.
flash-gathering-left = Er anmälan till { $name } är avbokad.
