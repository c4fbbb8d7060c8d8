### The page of one's own account.

account-title = Account
account-password-title = Password
account-password-current = Current password
account-password-new = New password
account-password-button = Change
account-password-wrong = The current password is not correct.
account-language-title = Language
account-language-button = Save
account-factor-title = Two-step sign-in
account-factor-on = On
account-factor-off = Off
account-factor-required = Your role requires two-step sign-in. Set it up to go on.
account-factor-none = Besides your password, a code from an authenticator app is asked for at sign-in. Without your phone, nobody gets in, not even with your password.
account-factor-set-up = Set it up
account-factor-scan = Scan this with your authenticator app, then enter the six digits it shows.
account-factor-qr = QR code for the authenticator app
account-factor-manual = If you cannot scan it:
account-factor-button = Turn on
account-factor-expired = This took too long. Scan the new code below.
account-factor-remove = Turn off
account-factor-remove-refused = Your role requires two-step sign-in; it cannot be turned off.
# $count (Number) - codes that are left
account-codes-left = { $count ->
    [one] { $count } recovery code is left.
   *[other] { $count } recovery codes are left.
}
account-codes-new = Make new recovery codes
account-codes-title = Recovery codes
account-codes-text = They are shown only here. Print them or keep them in a safe place. Each of them replaces the verification code once. All other sessions have been ended.
account-codes-done = I have kept them
account-sessions-title = Sessions
account-session-this = This one
account-session-unknown = Unknown browser
# $address (String) - an IP address
account-session-from = from { $address }
# $time (String) - a moment
account-session-since = signed in { $time }
account-session-end = End
account-sessions-end = End all other sessions
