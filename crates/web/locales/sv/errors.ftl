# What goes wrong: title, what it means, what to do. One set per code.
error-to-desk = Gå till skrivbordet
error-number = Nummer på det här felet: { $id }

error-not-signed-in-title = Du behöver logga in
error-not-signed-in-what = Du är inte inloggad, eller så har du varit borta för länge.
error-not-signed-in-remedy = Logga in i en ny flik. Gå sedan tillbaka hit: det du skrev står kvar i webbläsaren.

error-not-found-title = Sidan finns inte
error-not-found-what = Adressen leder ingenstans, eller så hör sidan till någon annan.
error-not-found-remedy = Se efter att adressen är rätt. Du kan också byta roll och försöka igen.

error-forbidden-title = Du får inte göra det här
error-forbidden-what = Din roll får läsa, men inte ändra.
error-forbidden-remedy = Be den som äger frågan att göra det, eller byt roll om du har en annan.

error-stale-form-title = Formuläret är för gammalt
error-stale-form-what = Sidan öppnades innan du loggade in, eller från en annan webbplats. Inget har sparats.
error-stale-form-remedy = Gå tillbaka, ladda om sidan och skicka igen.

error-invalid-title = Något behöver rättas
error-invalid-what = Minst ett svar går inte att använda. Inget har sparats.
error-invalid-remedy = Gå tillbaka och rätta svaret.

error-bad-request-title = Det skickade går inte att läsa
error-bad-request-what = Tjänsten förstår inte det som skickades. Inget har sparats.
error-bad-request-remedy = Gå tillbaka, ladda om sidan och försök igen.

error-method-not-allowed-title = Det går inte att göra så här
error-method-not-allowed-what = Adressen finns, men den tar inte emot det du skickade.
error-method-not-allowed-remedy = Gå tillbaka och använd knapparna på sidan.

error-conflict-title = Någon annan hann före
error-conflict-what = Någon har ändrat samma sak sedan du öppnade sidan. Inget av ditt har sparats.
error-conflict-remedy = Någon annan har ändrat samma sak. Öppna sidan i en ny flik, läs vad som är nytt och spara sedan igen.

error-precondition-failed-title = Någon annan hann före
error-precondition-failed-what = Posten har en nyare version än den du skickade i If-Match.
error-precondition-failed-remedy = Läs posten igen och skicka ändringen med dess nya ETag.

error-precondition-required-title = Versionen saknas
error-precondition-required-what = Posten delas av flera, så ändringen behöver säga vilken version den bygger på.
error-precondition-required-remedy = Läs posten och skicka dess ETag i If-Match.

error-key-reused-title = Formuläret har redan skickats
error-key-reused-what = Samma formulär har skickats förut med andra svar. Det första gäller.
error-key-reused-remedy = Ladda om sidan och skicka de nya svaren därifrån.

error-too-large-title = Det är för stort
error-too-large-what = Det du skickade är större än tjänsten tar emot.
error-too-large-remedy = Korta texten eller dela upp den, och skicka igen.

error-unsupported-media-type-title = Formatet går inte att läsa
error-unsupported-media-type-what = Tjänsten läser formulär och JSON, men inte det format som skickades.
error-unsupported-media-type-remedy = Skicka med rätt Content-Type.

error-too-many-attempts-title = För många försök
error-too-many-attempts-what = Det har kommit många försök på kort tid.
error-too-many-attempts-remedy = Vänta en stund och försök igen.

error-timeout-title = Det tog för lång tid
error-timeout-what = Svaret hann inte bli klart.
error-timeout-remedy = Försök igen om en liten stund.

error-unavailable-title = Tjänsten är upptagen
error-unavailable-what = Tjänsten kan inte svara just nu.
error-unavailable-remedy = Vänta en halv minut och försök igen.

error-storage-full-title = Utrymmet är slut
error-storage-full-what = Det får inte plats mer i databasen. Inget har sparats.
error-storage-full-remedy = Spara din text någon annanstans och säg till den som sköter Samkraft.

error-internal-title = Något gick sönder hos oss
error-internal-what = Det är vårt fel och inte ditt. Felet är antecknat.
error-internal-remedy = Försök igen om en stund. Hjälper det inte, hör av dig och nämn numret nedan.

error-kept-title = Det du skrev
error-kept-send = Skicka texten igen
