### The screens on which notices about incidents are written

## Mistakes in fields, and what to confirm

post-fault-number = Enter a number (example: 12,400).
post-fault-too-early = This is before the start.
post-fault-not-of-services = This is not a function of the services you chose.
post-fault-two-degrees = The state of this function is already stated for a service you chose.
post-fault-unchanged = This is already the current value.
# $most (Number) - how many entries
post-fault-too-many = Enter at most { $most } entries.
post-fault-unused = This is not used with what you chose. Choose what goes with it, or empty this field.
post-fault-not-yet = This lies in the future.
post-fault-passed = This has passed already.
post-fault-far-away = This is very far from today. Please check the year.
post-fault-not-exact = Give the exact time, to the minute (not “around”).
post-fault-not-a-day = Write each date with its year and without a time, as in 2026-12-27.
post-fault-not-time-of-day = Enter a time of day, without a date (example: 18:00).
post-fault-address = Enter the address of a page that begins with “https://”.
post-fault-reference = Enter the number of a record that exists (example: MNT-20161120-01), one per line.
post-fault-apology = The apology cannot be made any stronger or milder.
post-rule-state = This cannot follow the present status.
post-rule-withdrawn = Nothing can be posted after a withdrawal.
post-rule-period-ongoing = Enter when this period ended.
# $mention (String) - as it was typed
post-fault-mention = “{ $mention }” cannot be read, or names nothing that is there.
post-rule-reference = A reference in the text was not found.
post-rule-record = The record contradicts itself; please check what you entered.
post-rule-order = The end would be before the start; please check both times.
post-rule-noticed-before-start = It would have been noticed before it began; please check both times.
post-rule-told-before-noticed = The first notice would be older than its detection; please check the time.
post-rule-told-before-start = The first notice would be older than the start; please check the time.
post-rule-observed-too-early = The observation ends before the impact did. Enter until when you observed after the last period had ended.
post-rule-also-unaffected = A function would be listed as affected and as not affected in the same period.
post-rule-report-cause = The final report needs a confirmed cause, or that it could not be established.
post-rule-report-data = The final report needs an answer about data.
post-rule-earlier-state = This happened before the newest notice, so it cannot change the status.
post-rule-address-reason = Say why the address has to stay in the text, or take it out.
post-confirm-date = The date was not given; we assumed it.
post-confirm-month = The month was not given; we assumed it.
post-confirm-next-day = Read as a time on the next day.
post-confirm-seconds = Seconds were dropped.
post-confirm-year = The year was not given; we assumed it.
post-confirm-zone = Converted to the time zone of this portal.
post-moment-ahead-hint = Examples: 23:00, Oct 12 8:55, in 2 hours, around 22:00
post-moment-hint = Examples: 8:55, Oct 11 8:55, 30 minutes ago, around 22:00
post-number-hint = Example: 12,400
# $example (Number)
post-number-like = Example: { $example }
post-exact-hint = Examples: 8:55, 10/11 8:55, 30 minutes ago
post-exact-ahead-hint = Examples: 23:00, 10/12 1:00, in 2 hours
post-day-hint = Example: 2026-12-27
post-time-hint = Example: 18:00
post-reference-hint = Example: MNT-20161120-01

## Languages

post-japanese = Japanese
post-english = English
# $label (String) - what the field is
# $language (String) - the language of what is typed
post-in-language = { $label } ({ $language })

## What is wrong

post-what = What is wrong
post-degrees = State of each function
post-function = Function
post-degree = State
post-scope-text = Which customers, if only some (optional)
post-scope-list = Which plans, servers and so on (one per line)
post-continuity = Continuity
post-severity-proposed = Judged from what you entered
post-exercise = Record as an exercise (never reaches customers)
post-title = Title
post-symptom-short = The problem in a few words
post-symptom-short-hint = Left empty, it is made from the worst symptom. It does not change once posted.
post-more-first = Status, detection, continuity, severity, title, exercise (if needed)

## What the notice says

post-notice = What the notice says
post-state = Status
post-state-hint = After changing the status or the template, press “Check”: the fields and the text change with it.
post-facts-of-state = What this status needs
post-action-now = What is being done (in English “switching to the standby server”, in Japanese a noun)
post-restored = What is back
post-remaining-part = What is not back yet
post-backlog = What has piled up (for example: incoming mail)
post-reason = Reason
post-restored-at = When the fix was completed
post-observe-until = Under observation until
post-report-due = Report due
post-eta-target = Announce it as a target
post-cause = Cause (a noun phrase; for example: an update of the storage system)
post-supplier = Supplier we work with (optional)
post-bounced = Also say that some mail may have been returned to its senders
post-lost = What was lost (if something was)
post-extras = Paragraphs to add
post-extras-more = Workaround, requests and paragraphs of your own (if needed)
post-extra-resend = Mail may be resent by the sender's server
post-extra-intermittent-after = There may still be delays on and off after recovery
post-extra-crossing = A note in case the service has recovered in the meantime
post-extra-please-check = A request to see the details
post-do-not = What customers should not do (a verb phrase)
post-free = A paragraph of your own
post-recurred = When it came back
post-backlog-hint = A backlog is recorded as open with this notice. Until it is cleared, recovery cannot be announced.
post-judgement = Recovery judgement
post-judgement-new = Record a new one (below)
post-series = Recorded series
post-report-url = Address of the report
# $period (String) - the period
post-period-ended = End of { $period }
post-backlog-closed = When the backlog was cleared
post-judgement-hint = Recovery needs a recorded judgement and an answer about data.
post-metric = What was measured
post-observed-from = Observed from
post-observed-to = Observed until
post-observation = What was observed

## How it is posted

post-manner = How it is posted
post-manner-more = Entered afterwards, how often updates are posted, apology (if they differ from the usual)
post-occurred = When it happened (only if you are entering it afterwards)
post-rhythm = How often updates are posted
post-rhythm-usual = As usual
post-rhythm-daily = Long incident: when something changes, and daily
post-daily-at = Time of the daily update (long incident)
post-apology = Apology
post-apology-usual = As usual for this status and severity
post-apology-higher = One level stronger
post-apology-lower = One level milder
post-apology-reason = Reason for a stronger or milder apology (kept in the audit log)
post-first-state = Status
post-first-state-hint = For an incident that is entered afterwards, choose what it has come to and press “Check”: the fields for it appear.

## Text and posting

post-texts = Text
post-texts-hint = The text was made from the template. Post it as it is or change it; leave it empty and check again to have it made anew.
post-subject = Subject
post-body = Text
post-pane = As readers see it
post-pane-hint = This is the page as it will be once you have posted.
post-pane-stale = What you changed is not in the preview below yet. Press “Check” to see why, and how it will look.
post-changes = What changes
post-changes-caption = What posting changes in the record
post-afterwards = Once posted
post-addresses = Addresses in the text
post-address-reason = Why the address stays in the text
post-address-hint = Addresses of customers do not belong in public text. The reason is kept in the audit log.
post-check = Check
post-post = Post
post-save-draft = Save draft
post-discard = Discard draft
post-save = Save
post-seen = Something changed since you checked, so nothing was posted yet. Please look at it again.
post-ready = Everything is in order. Read the text and press “Post”.
# $time (String) - when
post-draft-saved = Draft saved at { $time }
post-draft-unsaved = Unsaved changes
post-draft-failed = The draft could not be saved. Your text is still on this page.
post-draft-signed-out = Your session has ended. Sign in again in another tab; your text is still on this page.
# $time (String) - when
post-draft-shown = This is the draft saved at { $time }.
# $name (String) - who
# $time (String) - when
post-draft-of-other = { $name } is also writing about this incident (saved at { $time }).
post-draft-gone = This draft is no longer there: it was posted or discarded.
# $time (String) - when
post-draft-other = Another draft, saved at { $time }
post-draft-anew = Start without a draft
# $reference (String) - the record of which it became part
post-draft-posted = The notice that you wrote here has already been posted to { $reference }. What you see now has not been posted; it was saved as a draft of its own. If you post it, it becomes another notice.
# $reference (String) - the record of which it became part
post-draft-stored = What you wrote here has already been saved in { $reference }. What you see now has not; it was saved as a draft of its own.
post-draft-posted-late = What you wrote here has already been posted or saved. What you typed since is saved as a draft of its own.
post-draft-elsewhere = This draft was changed or discarded on another page. What you typed on this one is saved as a draft of its own.
post-draft-too-many = The draft cannot be saved because you have too many. Please discard some. Your text is still on this page.
post-draft-too-large = The draft cannot be saved because it is too long. Your text is still on this page.
post-draft-too-often = Drafts were saved too often; this one will be saved in a moment. Your text is still on this page.
post-draft-kept = Draft saved.
post-draft-discarded = Draft discarded.
post-recurs = This may be a recurrence of an incident that recovered lately. If so, post it as an update of that incident.

## Warnings

# $language (String) - of which text
# $text (String) - what was found
post-warn-mail = The { $language } text contains an email address: { $text }
# $language (String) - of which text
# $text (String) - what was found
post-warn-ip = The { $language } text contains an IP address: { $text }
post-warn-no-next = No next update is promised.
# $language (String) - which
post-warn-missing = There is no { $language } text. Its readers are shown the other language.
# $language (String) - which
post-warn-auto = The { $language } text was generated without what is missing. Readers see it marked “Automatically generated”.
post-warn-still-ongoing = The text says that the service works again, but a period is still entered as ongoing: the page goes on showing what fails. Enter when it ended, if it has.
post-warn-earlier = This is entered for an earlier time. Please check that the text does not speak of now.
post-warn-before-start = The time lies before the incident began. Please check it.
# $language (String) - which
post-warn-never-said = The { $language } text that you give as incorrect does not stand in the notice to correct. Readers see both.
post-warn-one-edited = You changed the text in one language only. Please check that the other still says the same.
# $language (String) - which
# $count (Number) - how many characters
post-warn-long = The { $language } text is long ({ $count } characters).

## Titles of the screens

post-first-title = First notice
post-update-title = Write an update
post-correct-title = Correct
post-withdraw-title = Withdraw

## Now

desk-title = Dashboard
# $count (Number) - failed attempts
desk-attempts = { $count ->
    [one] Lately, { $count } attempt to sign in with your user name has failed. If that was not you, tell an administrator; your password was not guessed.
   *[other] Lately, { $count } attempts to sign in with your user name have failed. If that was not you, tell an administrator; your password was not guessed.
}
desk-first = Write a first notice
desk-open = Current incidents
desk-none = There are no current incidents.
desk-drafts = Drafts
desk-draft-first = First notice
# $name (String) - who
# $time (String) - when
desk-draft-of = { $name }, { $time }
desk-no-drafts = There are no drafts.
desk-planned = Scheduled maintenance
desk-none-planned = No maintenance is scheduled.
desk-services = Service status
desk-give = Set or lift a status
desk-over = Recent incidents
desk-write = Write an update
# $time (String)
desk-target = Target { $time }
# $time (String)
desk-left = in { $time }
# $time (String)
desk-overdue = { $time } overdue
desk-no-promise = Not promised
desk-languages = Languages
# $n (Number) - how many texts
desk-languages-open = { $n } to review
# $n (Number) - hours
desk-silent = Nothing has been posted for more than { $n } hours.
# $n (Number) - hours
desk-long = This has lasted for more than { $n } hours. Consider posting when something changes, and once a day at a fixed time.
desk-exercise = Exercise

## An incident

inc-posted = Posted.
inc-saved = Saved.
inc-public = Public page
# $label (String) - a part of a fact
# $value (String) - what it says
inc-fact-of = { $label }: { $value }
inc-facts = Overview
inc-timeline = Timeline
inc-missing = What is missing
inc-missing-none = Nothing is missing.
inc-missing-data = The impact on data has not been stated.
inc-missing-cause = The cause is still under investigation.
inc-missing-next = No next update is promised.
inc-edit = Edit the record
inc-group-impact = Impact
inc-group-course = Detection and recovery
inc-group-cause = Cause and measures
inc-group-besides = Other
inc-group-posted = What was posted
inc-edit-cause = Cause
inc-edit-data = Data, counts, workaround
inc-edit-unaffected = Not affected
inc-edit-periods = Periods
inc-edit-measures = Measures
inc-edit-phases = Phases
inc-edit-backlogs = Backlog
inc-edit-judgements = Recovery judgements
inc-edit-times = Detection, expected recovery
inc-edit-related = Related records
inc-edit-severity = Severity
inc-edit-notes = Notes
inc-correct = Correct
inc-withdraw = Withdraw
# $language (String) - which language
inc-approve = Check and approve the { $language } text

## Somebody else was first

conflict-title = Someone else changed it first
# $name (String) - who
# $time (String) - when
conflict-who = { $name } changed this at { $time }. What you typed has been neither stored nor posted; it is kept on this page.
conflict-item = Item
conflict-changed = Facts that changed since you opened the form
conflict-before = When you opened it
conflict-now = Now
conflict-texts = Differences in the text
conflict-published = Posted last
conflict-yours = Yours
conflict-merged = Fields that you left alone now show what stands. Where both of you changed a field, it keeps your text, and what stands now is shown below it. Please look through the form and send it again.
conflict-theirs = Now:
conflict-theirs-none = Now empty.
conflict-gone = What you typed in fields that this form no longer has
conflict-discard = Discard mine

## Editing the record

edit-back = Back without saving
edit-choose = Choose
edit-none = None
edit-account = Account
edit-investigation = Investigation
edit-not-established = It ended; the cause could not be established (the final report can then be posted)
edit-role = Part it played
edit-step = Step that led to it
edit-unit = Unit (for example: mailboxes)
edit-basis = Basis
edit-kind = Kind
edit-status = Progress
edit-done = When it was done
edit-side = What the time means
edit-at = Done at that time
edit-before = Done before that time
edit-after = Done after that time
edit-effect-text = The effect in words
edit-services = Whole services
edit-said = In words
edit-of = The period it belongs to, if related
edit-boundary = Begins when this period ends (shared boundary)
edit-continues = The period that this one continues
edit-recurrence-of = The period that came back in this one
edit-when = In which periods
edit-in-all-periods = In all periods
edit-in-some-periods = Only in those ticked below
edit-in-periods = Periods
# $function (String) - the function
# $services (String) - the services in which it is so
edit-function-in = { $function } ({ $services })
# $moment (String) - what the time is called
edit-moment-note = { $moment }: note
edit-moment-notes = Notes on the times
# $function (String) - the function
edit-symptom = { $function }: continuity and account
# $function (String) - the function
edit-symptom-continuity = { $function }: continuity
# $function (String) - the function
edit-symptom-account = { $function }: account
edit-continuity-as-period = Same as the period
edit-limited = Add a symptom of some services only
edit-step-at = When that was
edit-maintenance = Maintenance (number)
edit-phase = Phase
edit-measure-basis = Why it was decided
edit-due = Due
edit-due-text = Due, in words
edit-announce-at = Where its date will be announced
edit-lead = How sentences about the phase begin
edit-until = Until
edit-after-phase = Follows the phase
edit-future = Future
edit-future-yes = It lies ahead
edit-backlog = What piled up
edit-backlog-opened = Piling up since
# $at (String) - when
# $by (String) - who
# $verdict (String) - what it came to
# $seen (String) - what was seen
edit-judged = { $at }, { $by }: { $verdict }. { $seen }
edit-overturned = Proved wrong by
edit-judgement-hint = To record another judgement, fill in what follows. It is shown on the public page; no notice is posted.
edit-triggered-by = Triggered by the maintenance (number)
edit-followed-by = Maintenance that carries out its measures (numbers, one per line)
edit-related = Other records (numbers, one per line)
edit-end = End
edit-ended = It ended (enter when)
edit-end-unstated = It ended; when is not stated
edit-contract = Times, scope, services and data impact that were posted are not changed here. Post a correction.
edit-list = Open an entry to change it. The empty fields at the end are for a new one. To remove an entry, empty its text or choose “None”.
edit-new = New entry
# $number (Number) - its place in the list
# $text (String) - what it says
edit-entry = { $number }. { $text }
# $text (String) - what an entry says
# $state (String) - how it stands
edit-entry-state = { $text } ({ $state })
edit-steps = Steps that led to it
edit-period-new = Add a period
# $period (String) - the period
edit-period = Edit { $period }

## Corrections

# $period (String) - the period
# $item (String) - what is corrected of it
correct-of-period = { $period } – { $item }
correct-text = Text
correct-which = Notice to correct
correct-field = What to correct
correct-reason = Why (kept in the audit log)
correct-right = The right version
correct-hint = To correct the text, enter both versions; otherwise enter the right value of the item you chose. Other fields are not used.
correct-old = Incorrect
correct-new = Correct
correct-editorial = Wording only
correct-editorial-yes = Post it as a correction of the wording alone
correct-moment = The right time
correct-no-period = None (entered by mistake)
# $function (String)
# $degree (String)
correct-symptom = { $function }: { $degree }
# $number (String) - how many
# $unit (String) - what is counted
# $basis (String) - how well it is known
correct-count = { $number } { $unit } ({ $basis })

## Texts of the record

# $time (String) - a date or clock time, as it stands in the text
advice-time-period = A text contains a date or time ({ $time }). Enter it as a period, or as a period before or after one, instead of text.
# $time (String) - a date or clock time, as it stands in the text
advice-time-cause = The text of the cause contains a date or time ({ $time }). Enter it in the time field of a step of the cause.
# $time (String) - a date or clock time, as it stands in the text
advice-time-measure = The text of a measure contains a date or time ({ $time }). Enter it in the field for when it was done or is due.
# $language (String) - the language of the text
# $link (String) - the link
advice-link = The { $language } text links to another site: { $link }. Notices link to this portal and to your contact only.
