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
account-factor-kept = What you typed is kept and can be sent afterwards.
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

## Passkeys

passkeys-title = Passkeys
passkeys-text = Sign in with your fingerprint, your face or the PIN of your device: no password, no code. A passkey does nothing on a forged site.
# $address (String) - the address of the portal
passkeys-unavailable = They cannot be used at the address of this portal ({ $address }): browsers take passkeys only where an address begins with https:// and has a name instead of an IP address.
passkey-add = Add a passkey
passkey-text = This registers this device, a phone or a security key. Your password and two-step sign-in go on working.
passkey-name = Name
# $max (Number) - how many characters
passkey-name-hint = So that you know later which one it is. For example: office laptop. Up to { $max } characters.
passkey-button = Register
passkey-back = Back without adding
passkey-no-script = Passkeys need JavaScript. Password and two-step sign-in work without it.
# $time (String) - a moment
passkey-added = added { $time }
# $time (String) - a moment
passkey-used = last used { $time }
passkey-never-used = never used
passkey-remove = Remove
# $name (String) - what a passkey is called
passkey-remove-this = Remove { $name }
passkey-use = Use a passkey
passkey-refused = This passkey was not accepted. It was removed, it took too long, or it is somebody else's. Try again, or use your password.
passkey-unsupported = This browser cannot use passkeys.
passkey-cancelled = It was cancelled or took too long. Please try again.
passkey-failed = The portal cannot be reached. Please try again in a while.
passkey-ended = This took too long. Please press “Register” again.
# $count (Number) - how many there may be
passkey-too-many = { $count ->
    [one] There can be { $count } passkey. Remove one that you do not use.
   *[other] There can be { $count } passkeys. Remove one that you do not use.
}
passkey-known = A passkey of this device is registered already.
passkey-unusable = This passkey cannot be registered. Use a device that verifies you by fingerprint, face or PIN.
