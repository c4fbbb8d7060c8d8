### Maintenances in the console: how one stands, what will happen by itself, and the steps that are taken by hand.

## One maintenance

maint-windows = Windows
maint-spare = Alternate date
# $time (String)
maint-until = Extended until { $time }
maint-coming = What happens by itself
maint-coming-none = Nothing happens by itself. Take each step by hand.
maint-coming-remind = Customers are reminded of it.
maint-coming-start = Work begins, and customers are told.
maint-coming-complete = Work ends, and customers are told.
maint-told = Notices
maint-told-none = Nothing was posted yet.
# $duration (String)
maint-overrun = Work goes on { $duration } past its announced end. Extend or complete it.
# $days (Number)
# $rule (Number)
maint-lead = Announced { $days } days ahead; your own rule is { $rule } days.
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
# $step (String)
# $window (String)
maint-step-title = { $step }: { $window }

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
maint-preview = What customers will read
maint-web-only = This notice appears on the page and is not mailed.
maint-check = Check
maint-post = Post
maint-not-posted = Somebody else changed the maintenance meanwhile. Nothing was posted; what you typed is here.
maint-as-checked = Please look at it once more: it was not posted as it was checked.

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
