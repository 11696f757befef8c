# Logging in and choosing a role.
sign-in-title = Log in
sign-in-email = Email
sign-in-password = Password
sign-in-submit = Log in
sign-in-demo-title = Try the demo
sign-in-demo-text = Log in as one of the invented people:
sign-in-demo-password = The password was printed when the demo started.

roles-title = Which role do you have now?
roles-hint = You see and do what belongs to the role. You can change whenever you like.
roles-submit = Continue in the role
