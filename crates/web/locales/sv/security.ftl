# One's own login: password, second step, sessions, keys for programs.
account-link = Ditt konto
account-title = Ditt konto

account-password-title = Lösenord
account-password-text = Byt om du tror att någon annan kan det.
account-password-none = Du loggar in genom en annan tjänst och har inget lösenord här.
account-password-change = Byt lösenord
account-password-given = Du har fått ett lösenord som andra har sett. Välj ett eget innan du fortsätter.
account-current = Ditt lösenord i dag
account-new-password = Nytt lösenord
account-new-password-hint = Minst 12 tecken. En mening som bara du kommer på är bra. Du kan klistra in från en lösenordshanterare.
account-password-ends = När du byter loggas du ut på alla andra ställen.

account-second-title = Inloggning i två steg
account-second-on = På
account-second-off = Av
account-second-text = Utöver lösenordet skriver du en kod från en app i din telefon. Då räcker det inte att någon kan ditt lösenord.
account-second-set-up = Slå på två steg
account-second-remove = Stäng av två steg
account-second-remove-text = Sedan räcker lösenordet för att logga in. Du loggas ut på alla andra ställen. Skriv en kod så att vi vet att det är du.
account-second-required-title = Din roll behöver två steg
account-second-required-text = Slå på inloggning i två steg, så kommer du vidare.
account-second-step-1 = 1. Läs in i appen
account-second-scan = Öppna en app för koder i telefonen och rikta kameran mot bilden.
account-second-picture = Bild som appen läser. Texten under går att skriva i stället.
account-second-by-hand = Går det inte? Skriv den här nyckeln i appen:
account-second-step-2 = 2. Visa att det fungerar
account-second-code = Koden som appen visar
account-second-code-hint = Sex siffror.
account-second-turn-on = Slå på

account-recovery-title = Spara dina reservkoder
account-recovery-text = Två steg är på. Tappar du telefonen loggar du in med en av koderna. Varje kod fungerar en gång, och du ser dem bara nu.
account-recovery-done = Jag har sparat koderna
account-recovery-left = { $count ->
    [0] Du har inga reservkoder kvar. Stäng av och slå på två steg igen så får du nya.
    [one] Du har en reservkod kvar.
   *[other] Du har { $count } reservkoder kvar.
  }

account-sessions-title = Här är du inloggad
account-sessions-caption = Känner du inte igen något? Logga ut där och byt lösenord.
account-session-device = Enhet
account-session-opened = Loggade in
account-session-seen = Använd senast
account-session-method = Sätt
account-session-do = Åtgärd
account-session-here = Den här
account-session-unknown = Okänd enhet
account-session-end = Logga ut
account-end-all = Logga ut överallt
account-method-password = Lösenord
account-method-code = Lösenord och kod
account-method-external = Annan tjänst

account-tokens-title = Nycklar för program
account-tokens-text = Med en nyckel kan ett program läsa och skriva i en av dina roller. Ge den inte till någon annan.
account-tokens-caption = Dina nycklar
account-token-new = Skapa en nyckel
account-token-make = Skapa nyckeln
account-token-name = Namn
account-token-name-hint = Till exempel vad programmet heter.
account-token-role = Roll
account-token-role-hint = Nyckeln når det som rollen når, och inget mer.
account-token-role-gone = Rollen finns inte kvar
account-token-days = Antal dagar
account-token-days-hint = Hur länge nyckeln gäller, högst 366.
account-token-until = Gäller till
account-token-used = Använd senast
account-token-unused = Aldrig
account-token-revoke = Ta bort
account-token-made = Här är nyckeln
account-token-made-text = Spara den nu. Vi kan inte visa den igen.
account-token-made-use = Programmet skickar den så här:
account-token-done = Jag har sparat nyckeln

flash-password-changed = Lösenordet är bytt. Du är utloggad på alla andra ställen.
flash-second-factor-removed = Två steg är avstängt.
flash-session-ended = Du är utloggad där.
flash-signed-out-everywhere = Du är utloggad överallt.
flash-token-revoked = Nyckeln är borttagen och fungerar inte längre.

fault-required--current = Skriv lösenordet du har i dag.
fault-required--code = Koden saknas. Skriv den som appen visar.
fault-required--days = Skriv hur många dagar nyckeln ska gälla.
fault-password-short = Lösenordet har { $length } tecken. Skriv minst { $min }, till exempel en hel mening.
fault-password-common = Det lösenordet gissar andra först. Skriv en mening som bara du kommer på.
fault-password-own = Lösenordet bygger på ditt namn, din adress eller er organisation. Välj något som andra inte vet.
fault-password-same = Det är samma lösenord som förut. Skriv ett nytt.
fault-password-not-yours = Lösenordet stämmer inte. Skriv det du loggar in med.
fault-api-tokens-many = Du har redan { $max } nycklar. Ta bort en som inte används.
fault-second-factor-missing = Rollen behöver inloggning i två steg. Slå på två steg först, och skapa sedan nyckeln.
fault-second-factor-there = Två steg är redan på. Stäng av det först, med en kod, om du vill byta app.

error-second-factor-missing-title = Din roll behöver två steg
error-second-factor-missing-what = Inloggning i två steg är inte påslagen för dig.
error-second-factor-missing-remedy = Slå på två steg under «Ditt konto» och försök igen.

error-password-given-title = Välj ett eget lösenord först
error-password-given-what = Du har loggat in med ett lösenord som du har fått.
error-password-given-remedy = Byt lösenord under «Ditt konto» och försök igen.

security-title = Säkerhet
security-lede = Här säger du till om du har hittat ett säkerhetshål i tjänsten.
security-report-title = Så här säger du till
security-report-to = Skriv till
security-report-operator = Ring eller skriv till växeln hos den som driver tjänsten i { $county }. Säg att det gäller säkerheten i Samkraft.
security-report-tell = Berätta vad du gjorde, steg för steg, och vad som hände.
security-report-quiet = Berätta inte för andra förrän felet är lagat.
security-report-careful = Läs inte mer än du behöver för att visa felet. Ändra inget och ta inget bort.
security-report-answer = Vi svarar inom fem arbetsdagar. Den som håller sig till det här har inget att frukta från oss.
security-own-title = Gäller det ditt eget konto?
security-own = Logga in och öppna «Ditt konto». Där ser du var du är inloggad, och kan logga ut överallt.

sign-in-with = Logga in med { $name }
sign-in-code-title = Skriv din kod
sign-in-code-label = Kod
sign-in-code-hint = Sex siffror från appen i din telefon. Har du inte telefonen? Skriv en av dina reservkoder.

fault-sign-in-code-wrong = Koden stämmer inte. Vänta på nästa kod i appen och skriv den.
fault-sign-in-code-late = Det har gått för lång tid. Börja om och logga in igen.
fault-sign-in-unknown-here = Det finns ingen användare här med din adress. Be den som sköter Samkraft hos er om en inloggning.
fault-sign-in-provider = Inloggningen gick inte hela vägen. Försök igen, eller använd ditt lösenord.
