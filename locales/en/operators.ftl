### Managing operators.

operators-title = Operators
operators-add-title = Add an operator
operators-add-button = Add
operators-login = User name
operators-login-hint = Small letters a–z, digits, full stop, hyphen and underscore; at most 40.
operators-login-invalid = Please use only small letters a–z, digits, full stop, hyphen and underscore, at most 40.
operators-login-taken = There is already an operator with this user name.
operators-name = Name shown to others
operators-role = Role
operators-language = Language
operators-column-name = Name
operators-column-factor = Two-step sign-in
operators-column-state = State
operators-active = Active
operators-invited = No password yet
operators-disabled = Disabled
operators-actions = Actions
operators-change = Change
operators-role-button = Change the role
operators-disable = Disable
operators-disable-text = Ends all sessions at once. The operator can no longer sign in; what they wrote stays.
operators-enable = Enable
operators-enable-text = The operator can sign in again with the password they had.
operators-reset = Make a new link
operators-reset-text = Removes the password, two-step sign-in and passkeys, ends all sessions, and shows a link with which the operator chooses a new password.
operators-sessions = End all sessions
operators-sessions-text = The operator has to sign in again on every device.
operators-last-admin = This is the last administrator. Make somebody else an administrator first.
operators-link-title = Give this link to the operator
# $name (String) - an operator
operators-link-text = With it { $name } chooses a password. It is shown only here, works once, and expires in 15 minutes.
operators-link-back = Back to the operators
