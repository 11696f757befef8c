# Logging in and choosing a role.
sign-in-title = Logga in
sign-in-email = E-post
sign-in-password = Lösenord
sign-in-submit = Logga in
sign-in-demo-title = Prova demot
sign-in-demo-text = Logga in som någon av de påhittade personerna:
sign-in-demo-password = Lösenordet skrevs ut när demot startade.

roles-title = Vilken roll har du nu?
roles-hint = Du ser och gör det som hör till rollen. Du kan byta när du vill.
roles-submit = Fortsätt i rollen

sign-in-with = Logga in med { $name }
sign-in-code-title = Skriv din kod
sign-in-code-label = Kod
sign-in-code-hint = Sex siffror från appen i din telefon. Har du inte telefonen? Skriv en av dina reservkoder.

fault-sign-in-code-wrong = Koden stämmer inte. Vänta på nästa kod i appen och skriv den.
fault-sign-in-code-late = Det har gått för lång tid. Börja om och logga in igen.
fault-sign-in-unknown-here = Det finns ingen användare här med din adress. Be den som sköter Samkraft hos er om en inloggning.
fault-sign-in-provider = Inloggningen gick inte hela vägen. Försök igen, eller använd ditt lösenord.
