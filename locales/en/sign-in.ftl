### Signing in, one-time links, the second step, and proving again who one is.

sign-in-title = Sign in
sign-in-name = User name
sign-in-password = Password
sign-in-button = Sign in
sign-in-refused = The user name or the password is not correct.
# $seconds (Number) - seconds to wait
sign-in-wait = { $seconds ->
    [one] Too many attempts have failed. Please wait { $seconds } second and try again.
   *[other] Too many attempts have failed. Please wait { $seconds } seconds and try again.
}
sign-in-again = Your session has ended, or you have not signed in yet. What you typed is kept and can be sent after signing in.
sign-in-help = If you cannot sign in, ask an administrator for a new link, or use noroshi operator reset on the server.
second-step-title = Two-step sign-in
second-step-code = Verification code
second-step-hint = Six digits from your authenticator app, or a recovery code.
second-step-button = Continue
second-step-refused = This code is not correct, or it has been used already. Wait for the next one and try again.
second-step-cancel = Sign in with another user name
step-up-title = Please confirm that it is you
step-up-text = This changes how people sign in. Confirm it with your password; it holds for five minutes.
step-up-text-kept = This changes how people sign in. Confirm it with your password. What you typed is kept and can be sent afterwards.
step-up-button = Confirm
step-up-refused = The password or the code is not correct.
step-up-no-password = This account has no password yet. Ask for a new link, or use noroshi operator reset on the server.
link-title = Choose a password
# $name (String) - an operator
# $login (String) - the name typed at sign-in
link-text = For { $name }. You will sign in with the name { $login }.
link-password = New password
link-button = Save and sign in
link-sign-in-title = Sign in once
# $name (String) - an operator
link-sign-in-text = This link signs you in as { $name }. It works once.
link-gone-title = This link no longer works
link-gone-text = It was used already, a newer one was made, or its 15 minutes are over. Ask an administrator for a new link, or use noroshi operator reset on the server.
link-to-sign-in = To the sign-in page

## Passwords

password-hint = 12 characters or more; no rules about kinds of characters.
password-too-short = Please use at least 12 characters.
password-too-long = Please use at most 128 bytes (128 letters and digits).
password-common = This password is one of the first that others would try. Please choose another one: several unrelated words, for instance.
