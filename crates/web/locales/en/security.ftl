# One's own login: password, second step, sessions, keys for programs.
account-link = Your account
account-title = Your account

account-password-title = Password
account-password-text = Change it if you think somebody else knows it.
account-password-none = You log in through another service and have no password here.
account-password-change = Change password
account-password-given = You have been given a password that others have seen. Choose one of your own before you go on.
account-current = Your password today
account-new-password = New password
account-new-password-hint = At least 12 characters. A sentence that only you would think of is good. You can paste from a password manager.
account-password-ends = When you change it, you are logged out everywhere else.

account-second-title = Two-step login
account-second-on = On
account-second-off = Off
account-second-text = After the password you type a code from an app on your phone. Then your password alone is not enough for anyone else.
account-second-set-up = Turn on two steps
account-second-remove = Turn off two steps
account-second-remove-text = After this, the password is enough to log in. You are logged out everywhere else. Type a code so that we know it is you.
account-second-required-title = Your role needs two steps
account-second-required-text = Turn on two-step login to go on.
account-second-step-1 = 1. Add it to the app
account-second-scan = Open an app for codes on your phone and point the camera at the picture.
account-second-picture = A picture for the app to read. You can type the text below instead.
account-second-by-hand = Does it not work? Type this key in the app:
account-second-step-2 = 2. Show that it works
account-second-code = The code that the app shows
account-second-code-hint = Six digits.
account-second-turn-on = Turn on

account-recovery-title = Keep your recovery codes
account-recovery-text = Two steps are on. If you lose your phone, log in with one of these codes. Each code works once, and you see them only now.
account-recovery-done = I have kept the codes
account-recovery-left = { $count ->
    [0] You have no recovery codes left. Turn two steps off and on again to get new ones.
    [one] You have one recovery code left.
   *[other] You have { $count } recovery codes left.
  }

account-sessions-title = Where you are logged in
account-sessions-caption = Is there one you do not recognise? Log out there and change your password.
account-session-device = Device
account-session-opened = Logged in
account-session-seen = Last used
account-session-method = How
account-session-do = Action
account-session-here = This one
account-session-unknown = Unknown device
account-session-end = Log out
account-end-all = Log out everywhere
account-method-password = Password
account-method-code = Password and code
account-method-external = Another service

account-tokens-title = Keys for programs
account-tokens-text = With a key a program can read and write in one of your roles. Do not give it to anyone else.
account-tokens-caption = Your keys
account-token-new = Make a key
account-token-make = Make the key
account-token-name = Name
account-token-name-hint = For example the name of the program.
account-token-role = Role
account-token-role-hint = The key reaches what the role reaches, and nothing more.
account-token-role-gone = The role is no longer there
account-token-days = Number of days
account-token-days-hint = How many days the key is valid, at most 366.
account-token-until = Holds until
account-token-used = Last used
account-token-unused = Never
account-token-revoke = Remove
account-token-made = Here is the key
account-token-made-text = Keep it now. We cannot show it again.
account-token-made-use = The program sends it like this:
account-token-done = I have kept the key

flash-password-changed = The password is changed. You are logged out everywhere else.
flash-second-factor-removed = Two steps are turned off.
flash-session-ended = You are logged out there.
flash-signed-out-everywhere = You are logged out everywhere.
flash-token-revoked = The key is removed and no longer works.

fault-required--current = Type the password you have today.
fault-required--code = The code is missing. Type the one that the app shows.
fault-required--days = Type how many days the key should hold.
fault-password-short = The password has { $length } characters. Type at least { $min }, for example a whole sentence.
fault-password-common = That password is one of the first that others guess. Type a sentence that only you would think of.
fault-password-own = The password is built on your name, your address or your organisation. Choose something that others do not know.
fault-password-same = That is the same password as before. Type a new one.
fault-password-not-yours = The password does not match. Type the one you log in with.
fault-api-tokens-many = You already have { $max } keys. Remove one that is not used.
fault-second-factor-missing = The role needs two-step login. Turn on two steps first, and then make the key.
fault-second-factor-there = Two steps are already on. Turn them off first, with a code, if you want to change app.

error-second-factor-missing-title = Your role needs two steps
error-second-factor-missing-what = Two-step login is not turned on for you.
error-second-factor-missing-remedy = Turn on two steps under “Your account” and try again.

error-password-given-title = Choose a password of your own first
error-password-given-what = You logged in with a password that was given to you.
error-password-given-remedy = Change your password under “Your account” and try again.

security-title = Security
security-lede = This is where you tell us if you have found a security hole in the service.
security-report-title = How to tell us
security-report-to = Write to
security-report-operator = Call or write to the switchboard of the operator in { $county }. Say that it is about the security of Samkraft.
security-report-tell = Tell us what you did, step by step, and what happened.
security-report-quiet = Do not tell others until it is mended.
security-report-careful = Read no more than you need to show the fault. Change nothing and remove nothing.
security-report-answer = We answer within five working days. Whoever keeps to this has nothing to fear from us.
security-own-title = Is it about your own account?
security-own = Log in and open “Your account”. There you see where you are logged in, and can log out everywhere.

sign-in-with = Log in with { $name }
sign-in-code-title = Type your code
sign-in-code-label = Code
sign-in-code-hint = Six digits from the app on your phone. No phone at hand? Type one of your recovery codes.

fault-sign-in-code-wrong = The code does not match. Wait for the next code in the app and type it.
fault-sign-in-code-late = Too much time has passed. Start again and log in.
fault-sign-in-unknown-here = There is nobody here with your address. Ask the person who runs Samkraft for you for a login.
fault-sign-in-provider = The login did not go all the way. Try again, or use your password.
