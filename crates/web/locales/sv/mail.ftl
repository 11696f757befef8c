# Mejl: ämnen och ord i breven, sidan «Utskick», «Mina utskick», uppföljning och tider i kalendern.

nav-mail = Utskick
nav-my-mail = Mina utskick

# Ämnen. Inget om företaget, inga namn.
mail-subject-mapping-invitation = En inbjudan till er
mail-subject-mapping-receipt = Tack, vi har tagit emot ert svar
mail-subject-case-opened = Ett nytt ärende väntar
mail-subject-case-answered = Ni har fått svar
mail-subject-case-message = Ett nytt meddelande väntar
mail-subject-case-closed = Ett ärende är avslutat
mail-subject-case-reopened = Ett ärende är öppnat igen
mail-subject-case-handed-over = Ett ärende har kommit till dig
mail-subject-case-invited = Ni är inbjudna till ett ärende
mail-subject-promise-broken = Ett svar är försenat
mail-subject-case-escalated = Ett ärende har inte fått svar
mail-subject-coordination-asked = En fråga om att samordna
mail-subject-coordination-replied = Svar på er fråga
mail-subject-obstacle-sent = Ett hinder väntar på svar
mail-subject-obstacle-answered = Svar om ett hinder
mail-subject-offer-proposed = Ett förslag väntar på er
mail-subject-proposal-answered = Svar på ett förslag
mail-subject-fact-asked = En fråga till er
mail-subject-appointment-set = { $version ->
    [moved] Ny tid: { $when }
   *[new] Möte { $when }
  }
mail-subject-appointment-cancelled = Mötet { $when } är inställt
mail-subject-gathering-seat = Plats på en träff { $when }
mail-subject-gathering-moved = Ändrad träff: { $when }
mail-subject-gathering-cancelled = Träffen { $when } är inställd
mail-subject-follow-up = Hur gick det?
mail-subject-follow-up-answered = Svar på en uppföljning
mail-subject-step-reminder = Ett nästa steg har kommit
mail-subject-approval-reminder = Ert svar väntar
mail-subject-proposal-reminder = Ett förslag väntar fortfarande
mail-subject-something-to-read = Du har något nytt att läsa
mail-subject-digest = Din vecka i Samkraft
mail-subject-pool-asked = En fråga om ert behov
mail-subject-pool-ended = En samling är slut

# Breven. En rad är ett stycke.
mail-text-mapping-invitation = Hej!
    { $organisation } vill veta vad ni behöver framöver. Det tar ungefär fem minuter att svara.
    Ni behöver inget konto. Länken är er egen, så skicka den inte vidare till fler än de som ska svara.
    Länken gäller till { $date }.
mail-text-mapping-receipt = Tack! Vi har tagit emot det ni har berättat.
    Ert ärende har nummer { $number }. Ni får svar senast { $when }.
    { $link ->
        [yes] Spara det här brevet. Med länken ser ni alltid hur det går.
       *[no] Länken som ni svarade med visar alltid hur det går.
    }
mail-text-case-opened = Ärende { $number } har kommit till ditt skrivbord.
    Företaget ska ha svar senast { $when }.
mail-text-case-answered = Hej!
    Ni har fått svar i ärende { $number }.
    { $link ->
        [yes] Logga in för att läsa svaret.
       *[no] Öppna länken i kvittot som vi har skickat. Där står svaret.
    }
mail-text-case-message = Det finns ett nytt meddelande i ärende { $number }.
    { $link ->
        [yes] Logga in för att läsa det.
       *[no] Öppna länken i kvittot som vi har skickat. Där kan ni läsa det.
    }
mail-text-case-closed = Ärende { $number } är avslutat.
    { $link ->
        [yes] Logga in för att läsa hur det slutade.
       *[no] Öppna länken i kvittot som vi har skickat. Där står hur det slutade.
    }
mail-text-case-reopened = Ärende { $number } är öppnat igen. Nytt svar har lovats senast { $when }.
mail-text-case-handed-over = Ärende { $number } är överlämnat till ditt skrivbord. Svar är lovat senast { $when }.
mail-text-case-invited = Ni är inbjudna till ärende { $number }. Logga in för att se vad det gäller.
mail-text-promise-broken = Svaret i ärende { $number } skulle ha kommit senast { $when }.
    Du är ersättare. Ta ärendet eller se till att någon annan gör det.
mail-text-case-escalated = Svaret i ärende { $number } skulle ha kommit senast { $when }. Ingen har svarat än.
    Ärendet ligger nu också på ditt skrivbord.
mail-text-coordination-asked = Någon vill göra en kontakt tillsammans med er. Logga in och svara.
mail-text-coordination-replied = Ni har fått svar på er fråga om att göra en kontakt tillsammans.
mail-text-obstacle-sent = Ett företag i er kommun har berättat om ett hinder vid ett besök. Logga in, läs vilken nämnd som har frågan och skriv in svaret.
mail-text-obstacle-answered = En nämnd har svarat om ett hinder som kom upp vid ett besök. Logga in och läs svaret.
mail-text-offer-proposed = Ni har fått ett förslag som kan hjälpa er. Logga in för att läsa det och svara ja eller nej.
mail-text-proposal-answered = Ett företag har svarat på ett förslag från er. Logga in för att se svaret.
mail-text-fact-asked = Ni har fått en fråga om något ni behöver. Logga in och svara, så kan vi hjälpa er bättre.
mail-text-appointment-set = { $version ->
        [moved] { $organisation } har flyttat mötet med er.
       *[new] { $organisation } vill träffa er.
    }
    Tid: { $when }, { $minutes } minuter.
    Plats: { $place }
    Öppna den bifogade kalenderfilen för att lägga in tiden. Hör av er till { $organisation } om den inte passar.
mail-text-appointment-cancelled = { $organisation } har ställt in mötet { $when }. Ta bort det ur kalendern.
mail-text-gathering-seat = Ni har plats på en träff som { $organisation } bjuder in till.
    Tid: { $when }.
    Plats: { $place }
    Öppna den bifogade kalenderfilen för att lägga in tiden. Kan ni inte komma? Avboka, så får någon annan platsen.
mail-text-gathering-moved = { $organisation } har ändrat tid eller plats för en träff ni är anmälda till.
    Ny tid: { $when }.
    Ny plats: { $place }
    Öppna den bifogade kalenderfilen för att ändra tiden. Kan ni inte komma? Avboka, så får någon annan platsen.
mail-text-gathering-cancelled = { $organisation } har ställt in träffen { $when }. Ta bort den ur kalendern.
mail-text-follow-up = Hej!
    För { $months } månader sedan avslutade vi ärende { $number }. Vi vill veta om ni fick hjälp.
    Det är en enda fråga. Ni behöver inte logga in. Länken gäller till { $date }.
mail-text-follow-up-answered = Ett företag har berättat hur det gick efter ärende { $number }. Läs svaret i ärendet.
mail-text-step-reminder = Nästa steg i ärende { $number } skulle göras { $date }.
    Gör det i dag, eller skriv en ny dag så att alla vet.
mail-text-approval-reminder = Hej!
    { $organisation } väntar på ert svar om vad ni behöver. Inget är delat med någon än.
    { $link ->
        [yes] Logga in och svara.
       *[no] Öppna länken som ni har fått, eller hör av er till { $organisation } så får ni en ny.
    }
mail-text-proposal-reminder = Ett förslag har väntat på er i en vecka. Svara ja eller nej, så vet vi hur vi går vidare.
mail-text-something-to-read = Du har något nytt att läsa. Logga in när det passar dig.
mail-text-digest = Det här väntar på ditt skrivbord.
    { $unanswered ->
        [0] Inget ärende väntar på ett första svar.
        [one] Ett ärende väntar på ett första svar.
       *[other] { $unanswered } ärenden väntar på ett första svar.
    }
    { $late ->
        [0] Inget svar är försenat.
        [one] Ett svar är försenat.
       *[other] { $late } svar är försenade.
    }
    { $steps ->
        [0] Inget nästa steg har sin dag den här veckan.
        [one] Ett nästa steg har sin dag den här veckan.
       *[other] { $steps } nästa steg har sin dag den här veckan.
    }
mail-text-pool-asked = Andra företag behöver samma yrke som ni. Logga in och svara om ert behov får räknas ihop med deras.
mail-text-pool-ended = En samling som ni är tillfrågade om är slut. Logga in och läs vad det blev.

mail-button-mapping-invitation = Öppna frågorna
mail-button-mapping-receipt = Se hur det går
mail-button-case-opened = Öppna ärendet
mail-button-case-answered = Läs svaret
mail-button-case-message = Läs meddelandet
mail-button-case-closed = Öppna ärendet
mail-button-case-reopened = Öppna ärendet
mail-button-case-handed-over = Öppna ärendet
mail-button-case-invited = Öppna ärendet
mail-button-promise-broken = Öppna ärendet
mail-button-case-escalated = Öppna ärendet
mail-button-coordination-asked = Svara på frågan
mail-button-coordination-replied = Läs svaret
mail-button-obstacle-sent = Läs om hindret
mail-button-obstacle-answered = Läs svaret
mail-button-offer-proposed = Läs förslaget
mail-button-proposal-answered = Läs svaret
mail-button-fact-asked = Svara på frågan
mail-button-appointment-set = Se mötet
mail-button-appointment-cancelled = Se mötet
mail-button-gathering-seat = Se träffen
mail-button-gathering-moved = Se träffen
mail-button-gathering-cancelled = Läs varför
mail-button-follow-up = Svara på frågan
mail-button-follow-up-answered = Öppna ärendet
mail-button-step-reminder = Öppna ärendet
mail-button-approval-reminder = Fortsätt svara
mail-button-proposal-reminder = Svara på förslaget
mail-button-something-to-read = Logga in
mail-button-digest = Öppna skrivbordet
mail-button-pool-asked = Läs frågan
mail-button-pool-ended = Läs vad det blev

mail-footer = Samkraft { $county }. Det går inte att svara på det här brevet.
mail-choices-link = Välj vad du får mejl om
mail-unsubscribe-link = Sluta få veckobrevet
mail-meeting-summary = Möte med { $organisation }

# Vad ett brev handlar om, i listan.
mail-what-mapping-invitation = Inbjudan till kartläggning
mail-what-mapping-receipt = Kvitto på kartläggning
mail-what-case-opened = Nytt ärende
mail-what-case-answered = Första svar till företaget
mail-what-case-message = Meddelande i ärende
mail-what-case-closed = Avslutat ärende
mail-what-case-reopened = Ärende öppnat igen
mail-what-case-handed-over = Överlämnat ärende
mail-what-case-invited = Inbjudan till ärende
mail-what-promise-broken = Larm till ersättare
mail-what-case-escalated = Larm till skrivbordet ovanför
mail-what-coordination-asked = Fråga om att samordna
mail-what-coordination-replied = Svar om att samordna
mail-what-obstacle-sent = Hinder hos ett företag
mail-what-obstacle-answered = Svar om ett hinder
mail-what-offer-proposed = Förslag till företag
mail-what-proposal-answered = Svar på förslag
mail-what-fact-asked = Fråga till företag
mail-what-appointment-set = Tid i kalendern
mail-what-appointment-cancelled = Inställd tid
mail-what-gathering-seat = Plats på en träff
mail-what-gathering-moved = Ändrad träff
mail-what-gathering-cancelled = Inställd träff
mail-what-follow-up = Uppföljning av ärende
mail-what-follow-up-answered = Svar på uppföljning
mail-what-step-reminder = Påminnelse om nästa steg
mail-what-approval-reminder = Påminnelse om kartläggning
mail-what-proposal-reminder = Påminnelse om förslag
mail-what-something-to-read = Något att läsa
mail-what-digest = Veckobrev
mail-what-pool-asked = Fråga om en samling
mail-what-pool-ended = En samling är slut

mail-state-waiting = Väntar
mail-state-sent = Skickat
mail-state-failed = Kom inte fram
mail-state-dropped = Behövdes inte

# Sidan «Utskick».
mail-list-lede = Här ser du hur det går med mejlen. Vem som får dem och vad som står i dem visas inte.
mail-no-server-title = Ingen mejlserver är vald
mail-no-server-text = Mejlen väntar här tills SAMKRAFT_SMTP_URL och SAMKRAFT_MAIL_FROM är satta. Det som har väntat i 14 dagar skickas inte alls.
mail-failed-title = { $count ->
    [one] Ett mejl kom inte fram
   *[other] { $count } mejl kom inte fram
  }
mail-failed-text = Mejlservern sa nej, eller så gick det inte på fyra dagar. Ta kontakt på ett annat sätt.
mail-failed-link = Se vilka det gäller
mail-count-waiting = Väntar
mail-count-sent = Skickade
mail-count-failed = Kom inte fram
mail-count-dropped = Behövdes inte
mail-oldest = Äldst av dem som väntar
mail-filter = Välj vilka mejl som visas
mail-all = Alla
mail-show = Visa mejl
mail-none = Inga mejl
mail-none-text = När något händer som någon ska få veta står det här.
mail-caption = Mejl, det nyaste först
mail-about = Vad
mail-state = Läge
mail-when = När
mail-newer = Till nyare
mail-tries = { $count ->
    [0] Svar från servern: { $code }
    [one] Ett försök. Svar från servern: { $code }
   *[other] { $count } försök. Svar från servern: { $code }
  }
mail-too-old = Väntade i 14 dagar och skickades därför inte.
mail-unreadable = Kunde inte läsas. Försöks igen senare.
mail-tries-unreachable = { $count ->
    [0] Mejlservern svarar inte.
    [one] Ett försök. Mejlservern svarar inte.
   *[other] { $count } försök. Mejlservern svarar inte.
  }
mail-to = Till
mail-subject = Ämne
mail-show-text = Så här ser brevet ut när det skickas. Du ser det för att det här är en demo.
mail-not-of-use = Brevet behövs inte längre. Det skickas inte.

# «Mina utskick».
mail-own-lede = Välj vad du vill få mejl om. Allt står också på ditt skrivbord.
mail-own-what = Skicka mejl till mig om
mail-own-news = Nytt
mail-own-news-hint = Ärenden, svar, förslag och frågor.
mail-own-reminders = Påminnelser
mail-own-reminders-hint = När något väntar på dig.
mail-own-digest = Veckobrev
mail-own-digest-hint = På måndagar, om något väntar.
mail-own-language = Språk i mejlen
mail-own-always = Larm om försenade svar kommer alltid, annars kan ett företag bli utan svar.
mail-own-save = Spara mina val
flash-mail-chosen = Dina val är sparade.

mail-leave-title = Sluta få veckobrevet?
mail-leave-text = Tryck på knappen så skickar vi inga fler veckobrev till dig.
mail-leave-button = Sluta få veckobrevet
mail-left-title = Du får inga fler veckobrev
mail-left-text = Logga in om du vill välja något annat.

mail-send-link = Skicka länken med e-post
mail-send-link-hint = Brevet går direkt från Samkraft. Du kan också kopiera länken själv.

# Uppföljning.
follow-up-title = Hur gick det?
follow-up-about = Det gäller ärende { $number }, som avslutades för { $months } månader sedan.
follow-up-question = Fick ni hjälp?
follow-up-answer-solved = Ja, det löste sig
follow-up-answer-partly = Delvis
follow-up-answer-not-solved = Nej
follow-up-answer-gone = Vi behöver det inte längre
follow-up-words = Vill ni berätta mer?
follow-up-words-hint = Ni kan lämna det tomt. De som hade ärendet läser det.
follow-up-send = Skicka svaret
follow-up-thanks = Tack för ert svar
follow-up-kept = Ni svarade «{ $answer }» om ärende { $number }. De som hade ärendet får läsa det.
follow-up-help = De som hade ärendet får veta det i dag. Ni kan också svara på nytt om något ändras.
follow-up-change = Ändra svaret
follow-up-heading = Hur det gick sedan
follow-up-asked = { $count ->
    [one] Frågat efter { $count } månad
   *[other] Frågat efter { $count } månader
  }
follow-up-call = Ring företaget och fråga. Det har inte lämnat någon adress.
follow-up-time = { $count ->
    [one] Dags efter { $count } månad
   *[other] Dags efter { $count } månader
  }
follow-up-waiting = Inget svar än
cases-event-follow-up-asked = Vi frågade företaget hur det gick
cases-event-follow-up-answered = Företaget berättade hur det gick
told-follow-up-answered = Ett företag har berättat hur det gick

# Tider i kalendern.
meeting-title = Tid i kalendern
meeting-heading = Boka tid med { $name }
meeting-lede = Den du bjuder in får ett mejl med en kalenderfil. Flyttar du tiden får de en ny.
meeting-stands = Bokat: { $when }, { $place }
meeting-on = Dag
meeting-at = Klockslag
meeting-at-hint = Till exempel 13.30
meeting-minutes = Antal minuter
meeting-place = Plats
meeting-place-hint = En adress, eller en länk till ett videomöte.
meeting-email = E-post till den som bjuds in
meeting-email-hint = Till exempel namn@foretag.se
meeting-send = Skicka inbjudan
meeting-move = Skicka ny tid
meeting-cancel = Ställ in tiden
meeting-contact-link = Boka tid
meeting-workshop-link = Boka tid för träffen
flash-meeting-set = Inbjudan till { $date } är på väg.
flash-meeting-cancelled = Tiden är inställd. Den som var inbjuden får veta det.

fault-required--at = Klockslaget saknas. Skriv till exempel 13.30.
fault-required--minutes = Skriv hur många minuter det tar, till exempel 60.
fault-required--place = Platsen saknas. Skriv en adress eller en länk.
fault-required--answer = Välj hur det gick.
fault-required--language = Välj språk.
fault-clock-malformed = «{ $value }» går inte att läsa som ett klockslag. Skriv till exempel 13.30.
fault-time-has-passed = Tiden den { $value } har redan varit. Välj en som ligger framåt.
fault-meeting-is-off = Tiden är inställd. Boka en ny.
fault-meeting-has-been = Tiden har redan varit. Den går varken att flytta eller ställa in.
fault-one-subject = Ange antingen contactId eller mappingId.
