### The frame of the operators' console: navigation, what is said after an action, forms, and what
### stands on a page that cannot show what was asked for.

console-brand = Noroshi
console-name = Console
console-skip = Skip to content
console-now = Dashboard
console-audit = Audit log
console-operators = Operators
console-public-page = Public page
console-sign-out = Sign out
console-switch = 日本語
console-zone = All times are Japan Standard Time (JST, UTC+9).
# $zone (String) - IANA name of a zone
console-zone-other = All times are in the zone { $zone }.
# $name (String) - an operator
# $role (String) - a role
console-me = { $name } ({ $role })

## Roles

## Said after an action

flash-signed-in = You are signed in.
# $count (Number) - failed attempts
flash-attempts = { $count ->
    [one] Since your last sign-in, { $count } attempt to sign in with your user name has failed. If that was not you, change your password and tell an administrator.
   *[other] Since your last sign-in, { $count } attempts to sign in with your user name have failed. If that was not you, change your password and tell an administrator.
}
flash-password-set = The password has been changed. All other sessions have been ended.
flash-factor-off = Two-step sign-in has been turned off. All other sessions have been ended.
flash-passkey-added = The passkey was added. All other sessions have been ended.
flash-passkey-removed = The passkey was removed. All other sessions have been ended.
flash-language = The language of the console has been changed.
flash-session-ended = The session has been ended.
flash-sessions-ended = All other sessions have been ended.
flash-operator-role = The role has been changed. The operator has to sign in again.
flash-operator-same = Nothing was changed: the operator has this role already.
flash-operator-disabled = The operator can no longer sign in.
flash-operator-enabled = The operator can sign in again.
flash-operator-sessions = All sessions of the operator have been ended.

## Forms

# $count (Number) - fields with an error
form-errors = { $count ->
    [one] Please check { $count } field
   *[other] Please check { $count } fields
}
# $label (String) - a field
# $error (String) - what is wrong with it
form-error-of = { $label }: { $error }
form-missing = Please fill in this field.
# $max (Number) - the most characters
form-too-long = Please use at most { $max } characters.
form-unreadable = This contains bytes that are not text in UTF-8. Please type it again.
form-control = This contains a control character, which is invisible. Please type it again.
form-direction = This contains an invisible mark that changes the direction of writing. Please type it again.
form-choose = Please choose.
form-choice = Please choose one of these.
form-repeated = This was sent more than once. Please give it once.
form-lines = Please write this in one line.
# $max (Number) - how many characters
form-limit = Up to { $max } characters
# $n (String) - how many characters
form-left = { $n } characters left
# $n (String) - how many characters
form-over = { $n } characters too many
# $kilobytes (Number) - the most that a form may hold
form-too-large = This form holds more than { $kilobytes } kB, so it was not sent. Nothing is lost: shorten the text, or say it in two notices.

## Pages that cannot show what was asked for

fault-not-found-title = There is no such page
fault-not-found-text = The address may be mistyped, or what was here is gone.
fault-forbidden-title = Your role does not allow this
fault-forbidden-text = If you need it, ask an administrator to change your role.
fault-foreign-title = This request came from another site
fault-foreign-text = Nothing was done. Open the console in your browser and do it there.
fault-unavailable-title = The database is not available
fault-unavailable-text = Nothing was stored. Public pages stay readable. Please try again in a moment.
fault-full-title = The disk is full
fault-full-text = Nothing was stored. Public pages stay readable. Please tell whoever runs the server that the portal's disk has no space left; once there is space, try again.
fault-unwritable-title = Nothing can be stored at the moment
fault-unwritable-text = The database takes no writes. Nothing was stored. Public pages stay readable. Please tell whoever runs the server; once the database can be written again, try again.
fault-unshown-text = This page cannot be shown at the moment. What was stored before is still there. Public pages stay readable. Please try again in a moment.
# $id (String)
fault-unshown-internal-text = This page cannot be shown. What was stored before is still there. Please try again; if it happens again, give the number { $id } to whoever runs this portal.
fault-uncertain-title = It is not certain whether this was stored
fault-uncertain-text = The database did not answer in time. Please look first whether it is there; a notice that is sent again is posted once only.
fault-busy-title = The portal is busy
fault-busy-text = Nothing was stored. Please try again in a moment.
fault-too-often-title = Too many requests in a short time
fault-too-often-text = Nothing was stored. Please wait a few seconds, then try again.
fault-too-many-drafts-title = You have too many drafts
fault-too-many-drafts-text = This one was not kept. Discard drafts that you no longer need, then try again.
fault-conflict-title = Somebody else has changed this
fault-conflict-text = Nothing was stored. Look at it as it stands now, then do it again.
fault-too-large-title = This is too much at once
# $kilobytes (Number) - the most
# $fields (Number) - the most
fault-too-large-text = Nothing was stored. A form may hold { $kilobytes } kB and { $fields } fields. Shorten it, or say it in two notices.
fault-method-title = This address cannot be used that way
fault-method-text = Open the page again and use the buttons on it.
fault-incomplete-title = This form is not whole
fault-incomplete-text = Nothing was stored. The form lacks what its page had given it. Open the page again and enter your text there.
fault-internal-title = Something went wrong
# $id (String) - the number of the request in the log
fault-internal-text = Nothing was stored. Please try again; if it happens again, give the number { $id } to whoever runs this portal.
fault-back = Back to the console
fault-public = Public page
fault-retry = Try again
fault-kept-title = Your text is kept
fault-kept-copy = What you typed is below. Copy what you need before you leave this page.
fault-kept-text = What you typed is below. The button sends it again.
resume-title = You are signed in again
resume-text = What you had typed is below and has not been sent yet.
resume-send = Send it now
resume-drop = Go on without sending it
