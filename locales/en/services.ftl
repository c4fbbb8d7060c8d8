### The state of services: what follows from the notices, and what an operator says in its place.

## Public pages

given-reason = Why this status
given-since = Set by our staff
given-until = Set until
given-record = Status according to our notices

## Console

services-title = Service status
services-intro = The status follows from the notices that are published. Where it does not match reality, you can set it yourself, with a reason for the record.
services-shown = Published status
services-computed = According to the notices
services-given = Set status
services-give = Set the status
services-change = Change or lift
services-back = Back to service status
# $who (String) - a user name
# $time (String) - when
# $age (String) - how long ago
services-by = Set by { $who } on { $time } ({ $age } ago)
# $time (String) - when it lapses
services-until = Until { $time }
services-no-end = Until it is lifted
# $reason (String) - why, in the operator's words
services-why = Reason: { $reason }
services-lapsed = Its time is over, so the status according to the notices is published. Lift it if it is no longer needed.
# $state (String) - the status according to the notices
services-overtaken = The notices have become worse since (“{ $state }”), so that status is published instead.
# $state (String) - the status according to the notices
services-differs = The notices say “{ $state }”. If the two keep disagreeing, look at the notices or at what was set.

## The form

# $service (String) - the service
services-form-title = Set the status of { $service }
services-form-state = Status to publish
services-form-text = Reason for readers
services-form-text-hint = Needed if the status is better than the notices say. Readers are shown both.
services-form-reason = Why you set it (not published)
services-form-reason-hint = Kept in the audit log.
services-form-until = Until (optional)
services-form-stays = Without a time it stays until somebody lifts it. Remember to lift it once things have settled.
services-form-needs-text = Tell readers why it is better than the notices say.
services-preview = As readers will see it
services-check = Preview
services-post = Publish this status
services-lift = Lift what was set
# $state (String) - the status according to the notices
services-lift-text = The status according to the notices ({ $state }) then shows again.
services-overtaken-form = The notices, or what was set, changed while you were writing. Nothing was changed yet. Please look at it and send it again.
flash-state-given = The status of the service was set.
flash-state-lifted = What was set for the service was lifted.
