### Maintenances in the console: how one stands, what will happen by itself, and the steps that are taken by hand.

## One maintenance

maint-windows = Windows
maint-spare = Alternate date
# $time (String)
maint-until = Extended until { $time }
maint-coming = What will happen automatically
maint-coming-none = Nothing will happen automatically. Take each step by hand.
maint-coming-announce = The first notice is posted and sent to customers.
maint-coming-remind = A reminder is posted and sent to customers.
maint-coming-start = The work is marked as started, and customers are told.
maint-coming-complete = The work is marked as completed, and customers are told.
maint-by-hand = This does not happen automatically.
maint-by-clock-at-once = Its time has passed: if it is made automatic again, it happens at once.
maint-leave-to-people = Do not do this automatically
maint-leave-to-clock = Do this automatically
maint-clock-was-faster = The maintenance changed in the meantime, so nothing was switched. Please look at how it stands now.
maint-told = Notices
maint-told-none = Nothing has been posted yet.
# $duration (String)
maint-overrun = The work has run { $duration } past its announced end. Extend or complete it.
# $days (Number)
# $rule (Number)
maint-lead = { $days ->
    [one] Customers are told 1 day ahead; your own rule is { $rule } days.
   *[other] Customers are told { $days } days ahead; your own rule is { $rule } days.
}
maint-public = Public page

## Steps

maint-step-start = Start
maint-step-extend = Extend
maint-step-verify = Verify
maint-step-resume = Resume work
maint-step-complete = Complete
maint-step-roll-back = Roll back
maint-step-reschedule = Reschedule
maint-step-postpone = Postpone
maint-step-cancel = Cancel
maint-telling = What customers are told

maint-began = Work began
maint-ended = Work ended
maint-restored = Back to how it was before
maint-new-end = New end
maint-new-start = New start
maint-date = New date
maint-date-new = A new date
# $window (String)
maint-date-spare = The alternate date: { $window }
maint-reason = Reason
maint-impact = Impact, if it differs from what was announced
maint-result = Result
maint-next = Next update
maint-checked = Not posted yet. Check what customers will read, then post.
maint-preview = What customers will read
maint-web-only = This notice appears on the page and is not mailed.
maint-check = Check
maint-post = Post
maint-not-posted = Somebody else has changed this maintenance. Nothing was posted; what you typed is still here.
maint-as-checked = This is no longer what you checked, so nothing was posted. Please look at it once more.

## Planning

maint-plan = Plan maintenance
maint-plan-title = Announce maintenance
maint-what = The work
maint-kind = Kind
maint-title = Title
maint-title-hint = A noun phrase without the name of the service. Example: Storage firmware update
maint-effects = What customers notice
maint-effects-hint = Choose what may happen to each function. From that, customers are told what to expect, in both languages, unless you write it below.
maint-interruptions = Number of interruptions
maint-unit = Unit of the interruption
maint-unit-minutes = minutes
maint-unit-seconds = seconds
maint-unit-hours = hours
# $n (Number)
maint-starts = Window { $n }: start
# $n (Number)
maint-ends = Window { $n }: end
# $n (Number)
maint-spare-of = Window { $n }: alternate date
maint-spare-yes = Used only if another window is moved to it
maint-window-more = Add a window
maint-course = On the day
maint-by-itself = Automatic steps
maint-by-itself-start = Start at the announced time
maint-by-itself-complete = Complete at the announced time
maint-remind = Reminder
maint-remind-yes = Remind customers before each window
maint-more = If it takes longer or is called off, checks beforehand, related records, exercise (if needed)
maint-extension = If it takes longer
maint-cancellation = If it is called off
maint-precheck = Checked beforehand
maint-follows = Incidents that led to it
maint-earlier = Earlier maintenance that it continues
maint-measure = Measure that it carries out
maint-measure-none = None
# $text (String) - the measure
# $reference (String) - its incident
maint-measure-of = { $text } ({ $reference })
maint-report = Report that promised it
maint-report-none = None
# $report (String) - the number of the report
# $title (String) - the incident
maint-report-of = { $report }: { $title }
maint-exercise = This is an exercise. Customers see and receive nothing.
# $title (String)
# $reference (String)
# $window (String)
maint-conflict = At the same time as { $title } ({ $reference }): { $window }
# $title (String)
# $reference (String)
maint-incident-open = An incident of the same service is open: { $title } ({ $reference })
# $title (String)
# $reference (String)
maint-incident-lately = An incident of the same service ended lately: { $title } ({ $reference })
maint-rule-service-also-unaffected = A service would be listed as worked on and as not affected.
maint-rule-overlaps = This is at the same time as another window of this maintenance.
maint-rule-only-spares = An alternate date needs a window that could be moved to it.

## Repeating

maint-repeats = Repeats
maint-repeat = How it repeats
maint-repeat-none = It does not repeat
maint-repeat-weekly = Every week
maint-repeat-fortnightly = Every 2 weeks
maint-repeat-weekday = Every month, on the same weekday of the same week (for example the third Sunday)
maint-repeat-last-weekday = Every month, on the last such weekday
maint-repeat-day = Every month, on the same day
maint-repeat-rule = By a rule of your own (iCalendar, RFC 5545)
maint-rule = Rule
maint-rule-hint = Example: FREQ=MONTHLY;BYDAY=1SU,3SU;COUNT=12
maint-times = Number of times
# $most (Number)
maint-times-hint = The first date included, up to { $most }. Give this or the last day.
maint-last = Last day
maint-except = Dates left out
maint-except-hint = One a line. Example: 2026-12-27
# $n (Number)
maint-dates = Dates ({ $n })
maint-dates-hint = The first one is announced when you post. The later ones appear on the page and in calendars at once; each is announced by itself at its time, and can be changed alone.
# $holiday (String)
maint-holiday = Public holiday: { $holiday }
# $n (Number)
maint-coming-more = And { $n } more after that.
# $n (Number)
maint-conflict-more = And { $n } more at the same time.
maint-unannounced-only = Customers have not been told of this maintenance yet: this notice appears on the page and is not mailed.

## Why a step is refused

maint-refused-no-window = There is no such window.
# $state (String)
maint-refused-not-next = This step cannot be taken now: the window is “{ $state }”.
maint-refused-spare = This is an alternate date. Move a window to it first.
maint-refused-not-spare = This alternate date is no longer free.
maint-refused-before-start = Work cannot begin before the start that customers were told. Reschedule the window if it should.
maint-refused-not-later = The new end must be later than the one that was announced.
maint-refused-in-past = This time has passed.
maint-refused-in-future = This time is still to come.
maint-refused-end-before-start = The end is before the start.
# $window (String)
maint-refused-overlaps = This is at the same time as another window of this maintenance: { $window }
maint-refused-no-reminder = No reminder is due.
maint-refused-announced = It was announced already.

## Changing facts later

maint-edit = Edit
maint-edit-title = Edit maintenance
maint-edit-hint = The page and the calendars show the change at once. No notice is posted or mailed for it. To change when the work happens, reschedule the window.
maint-conditions = If it takes longer or is called off, and the result
maint-links = Related records
