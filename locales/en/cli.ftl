# What commands do, and what came of them.
cli-about = A portal that tells your customers about outages and maintenance, in Japanese and English.
cli-usage = Usage:
cli-arguments = Arguments:
cli-options = Options:
cli-commands = Commands:
cli-example = Example:
cli-config = Settings file (default: noroshi.toml, if there is one)
cli-lang = Language of messages (default: from LANG, else the settings)
cli-json = Print the result as JSON
cli-help = Print this help
cli-version = Print the version
# $name (String)
cli-unknown-command = There is no command “{ $name }”.
# $argument (String)
cli-unknown-argument = “{ $argument }” is not known here.
# $argument (String)
cli-no-value = { $argument } takes a value.
# $argument (String)
# $value (String)
cli-invalid-value = { $argument } does not take “{ $value }”.
# $argument (String)
cli-missing-argument = { $argument } is missing.
# $argument (String)
# $other (String)
cli-conflict = { $argument } and { $other } cannot be used together.
cli-not-utf8 = An argument is not UTF-8.
cli-wrong-use = The command cannot be used this way.
cli-see-help = Add --help to see how it is used.
# $name (String)
# $detail (String)
cli-file-failed = { $name } cannot be read or written ({ $detail }).
# $detail (String)
cli-system-failed = Noroshi cannot continue ({ $detail }).
cli-database-read-only = The database is read-only: this is a standby. Write on the active node.
cli-database-full = There is no space left for the database. Free some space.
cli-database-busy = The database is busy. Try again in a moment.
cli-database-timeout = The database did not answer in time.
# $detail (String)
cli-database-unavailable = The database cannot be reached ({ $detail }). Check its address, and that it is running.
# $detail (String)
cli-database-damaged = The database is damaged ({ $detail }). Consider restoring a backup.
cli-database-newer = The database belongs to a newer version of Noroshi. Use that version.
# $detail (String)
cli-database-address = The address of the database is not valid ({ $detail }).
# $detail (String)
cli-database-failed = Something went wrong in the database ({ $detail }).
# $count (String)
cli-nothing-imported = Nothing was imported. Problems: { $count }
cli-portal-differs = The provider or its services differ from those in the portal. Add --replace to replace them.
# $key (String)
cli-service-missing = The service or function “{ $key }” is not in the file. Records may refer to it, so it cannot be removed.
# $reference (String)
cli-record-differs = { $reference } differs from the one in the portal. Add --replace to replace it.
# $service (String) - the key of a service
cli-state-differs = The status set for { $service } differs from the one in the file. --replace puts the file in its place.
# $reference (String)
# $other (String)
cli-one-sided = { $reference } names { $other }, and { $other } does not name it in return.
# $reference (String)
# $first (String)
cli-not-a-series = { $reference } is said to be a later one of the series of { $first }, and { $first } does not repeat.
# $reference (String)
# $key (String)
cli-published-changes = { $reference }: the posted notice { $key } cannot be removed, nor its kind, state or time changed.
cli-operator = Manage operators, who use the console
cli-operator-add = Add an operator and print the link with which they choose a password
cli-operator-list = List operators
cli-operator-disable = Keep an operator from signing in
cli-operator-reset = Remove the password, two-step sign-in and passkeys, and print a new link
cli-operator-login = User name (a-z, digits, “.”, “-”, “_”)
cli-operator-role = Role: viewer, auditor, drafter, publisher or admin
cli-operator-name = Name shown to others (default: the user name)
cli-operator-language = Language of the console (default: that of messages)
cli-operator-undo = Let the operator sign in again
# $login (String)
cli-operator-added = Operator { $login } was added.
# $login (String)
cli-operator-was-reset = The password, two-step sign-in and passkeys of { $login } were removed.
# $login (String)
cli-operator-disabled = Operator { $login } can no longer sign in.
# $login (String)
cli-operator-enabled = Operator { $login } can sign in again.
# $minutes (String)
cli-operator-link = This link is for choosing a password. It works once, within { $minutes } minutes.
cli-operator-none = There are no operators yet. Add one with noroshi operator add.
cli-operator-state-disabled = disabled
cli-operator-state-new = no password yet
cli-operator-state-password = password only
cli-operator-state-two-factors = two-step sign-in
cli-invalid-login = This user name cannot be used. Use up to 40 of a-z, digits, “.”, “-” and “_”.
cli-invalid-name = The name shown to others is one line of up to 80 characters.
cli-login-taken = There is already an operator with this user name.
cli-last-admin = This is the last administrator. Make somebody else an administrator first.
cli-same = Nothing was changed: it is so already.
# $login (String)
cli-no-operator = There is no operator { $login }.
# $reference (String)
cli-no-record = There is no record { $reference }.
cli-import = Import incidents and maintenance from a file (nothing is mailed)
cli-import-file = YAML file (- for standard input)
cli-import-replace = Replace records that differ from those in the portal
cli-import-dry-run = Only look for mistakes, and import nothing
# $file (String)
cli-import-checked = There is no mistake in { $file }.
cli-import-portal = Provider and services
# $service (String) - the key of a service
cli-import-state = Status set for { $service }
# $name (String)
cli-import-added = { $name }: imported.
# $name (String)
cli-import-unchanged = { $name }: already there, and the same.
# $name (String)
cli-import-replaced = { $name }: replaced.
cli-export = Write records to a file, which import can read
cli-export-file = File to write (default: standard output)
cli-export-reference = Write only the record of this reference number
# $file (String)
cli-export-done = Written to { $file }.
cli-audit = Work with the audit log
cli-audit-verify = Check that the audit log was not tampered with
cli-audit-verify-head = A head that was kept elsewhere; the log must still contain it
cli-audit-head = Print the head of the audit log (hash and number of its last entry), to be kept elsewhere
# $entries (String)
# $head (String)
cli-audit-sound = The audit log is sound. Entries: { $entries }. Hash of the last one: { $head }
# $entries (String)
cli-audit-another = The audit log does not contain the head that was kept: it was cut off or rewritten. It has { $entries } entries.
# $number (String)
cli-audit-missing = Entry { $number } of the audit log is missing.
# $number (String)
cli-audit-altered = Entry { $number } of the audit log was altered.
# $number (String)
cli-audit-added = Entry { $number } of the audit log was added later.
# $number (String)
cli-audit-altered-address = The address in entry { $number } of the audit log was altered.
cli-check = Check settings, database, disk and clock, and say what needs attention
cli-check-ok = [ok]
cli-check-warn = [warning]
cli-check-fail = [failed]
# $file (String)
cli-check-config = The settings in { $file } are valid.
cli-check-config-defaults = There is no settings file; the defaults apply.
# $name (String)
cli-check-data = The data directory { $name } is writable.
# $name (String)
cli-check-data-new = The data directory { $name } will be created at the first start.
# $name (String)
# $detail (String)
cli-check-data-not-writable = The data directory { $name } is not writable ({ $detail }). Check its owner and permissions.
# $name (String)
cli-check-data-open = Other users can look into the data directory { $name }. Use chmod 700.
# $size (String)
cli-check-space = Free space on the disk: { $size } MiB.
# $size (String)
cli-check-little-space = Only { $size } MiB are free on the disk. Free some space soon.
# $size (String)
cli-check-no-space = Only { $size } MiB are free on the disk. Notices cannot be stored much longer: free some space now.
# $name (String)
cli-check-secret-open = Other users can read { $name }. Use chmod 600.
# $now (String)
cli-check-clock = The clock says { $now }.
cli-check-clock-unset = The clock is not set. Set it.
cli-check-clock-behind-files = The data directory has files from the future. Check whether the clock is slow.
cli-check-clock-behind-database = The audit log has entries from the future. Check whether the clock is slow.
# $address (String)
cli-check-address-open = { $address } is not encrypted. Publish it with https://, so that nobody can read passwords.
# $end (String)
cli-check-security-txt = security.txt is valid until { $end }.
# $end (String)
cli-check-security-txt-soon = security.txt is valid only until { $end }. Check what it says, then renew security_txt.expires.
# $end (String)
cli-check-security-txt-far = security.txt is valid until { $end }. Let it end within a year, so that nobody relies on what is out of date.
# $end (String)
cli-check-security-txt-over = security.txt expired on { $end }. Check what it says, then renew security_txt.expires.
cli-check-database = The database can be read and written.
cli-check-schema = The database schema is up to date.
cli-check-schema-empty = The database is still empty: it holds no record. It will be prepared at the first start. If this portal was in use before, this is not its database; check the address.
cli-check-schema-behind = The database schema is from an older version. It will be updated at the next start; make a backup first.
# $version (String)
cli-check-schema-broken = Migration { $version } of the database was not applied correctly. Consider restoring a backup.
cli-check-no-portal = There is no provider and there are no services yet. Import them with noroshi import.
cli-check-no-admin = There is no administrator. Add one with noroshi operator add.
cli-serve = Start the portal
# $address (String)
cli-serve-listening = Listening on { $address }. Press Ctrl+C to stop.
# $address (String)
cli-serve-address = Public address: { $address }
# $address (String)
# $detail (String)
cli-cannot-listen = The portal cannot listen on { $address } ({ $detail }). Check whether another program uses it.
# $name (String)
cli-bad-key = { $name } does not hold a key. Put back the copy that you kept.
cli-demo = Start a portal of a fictional provider, with worked cases, on this machine
cli-demo-listen = Address and port to listen on (default: 127.0.0.1:8080)
cli-demo-data-dir = Directory for its data (default: ./noroshi-demo)
# $name (String)
cli-demo-running = The demonstration is already running on { $name }. Stop it first, or start another one with --data-dir and --listen.
# $address (String)
cli-demo-japanese = Japanese pages: { $address }
# $address (String)
cli-demo-english = English pages: { $address }
# $address (String)
cli-demo-console = Console for operators: { $address }
# $address (String)
cli-demo-link = Sign-in link (works once): { $address }
