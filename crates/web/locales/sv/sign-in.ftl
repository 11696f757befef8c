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
