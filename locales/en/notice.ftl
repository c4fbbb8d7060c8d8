### The sentences that enter notices; the templates themselves are in notices/.

## Apologies, by level and tense

apology-1-ongoing = We apologize for the inconvenience and appreciate your understanding.
apology-1-over = Thank you for your cooperation.
apology-2-ongoing = We apologize for the disruption.
apology-2-over = We apologize for the disruption this caused.
apology-3-ongoing = We sincerely apologize for the disruption.
apology-3-over = We sincerely apologize for the disruption this caused.
apology-4-ongoing = We sincerely apologize for the serious disruption to our customers.
apology-4-over = We sincerely apologize for the serious disruption this caused to our customers.
apology-5-over = Once again, we sincerely apologize for the serious disruption this outage caused.

## The cause

cause-sentence-unknown = We are still investigating the cause.
# $cause (String) - the cause in a noun phrase
cause-sentence-suspected = We believe that the cause is { $cause }, and we are confirming the details.
# $cause (String) - the cause in a noun phrase
cause-sentence-confirmed = We have confirmed that the cause was { $cause }.
# $supplier (String) - the supplier
cause-sentence-supplier = We are working on this with { $supplier }.

## Data

data-sentence-none = No data was lost.
data-sentence-queued-delivered = All queued mail has been delivered, and none was lost.
data-sentence-queued-in-progress = Queued mail is being delivered in order. No loss has been found.
data-sentence-bounced = Some mail sent to you during the outage may have been returned to the sender with an error.
# $what (String) - what was lost
data-sentence-lost = We have confirmed that { $what } was lost and cannot be restored. We will contact the affected customers individually.
data-sentence-checking = We are checking whether any data was affected.

## Expected recovery

eta-sentence-unknown = Not known yet. We will announce it as soon as we know.
# $moment (String) - the moment that is aimed at
eta-sentence-target = { $moment } (target)

## Optional paragraphs

# $time (String) - the time of day
extra-long-incident = We expect recovery to take some time. From now on we will post when something changes, and daily at { $time }.
# $workaround (String) - what to use
extra-workaround = Until the service recovers, please use { $workaround }.
# $operation (String) - what not to do
extra-do-not = Please do not { $operation } until we announce recovery.
extra-resend = Mail sent during the outage may be resent automatically by the sender's server. If a message has not arrived, please check with the sender.
# $as-of (String) - as of when
# $queue (String) - how many
extra-queue = As of { $as-of }, about { $queue } messages are queued.
extra-intermittent-after = For a while after recovery, there may still be delays from time to time.
# $supplier (String) - the supplier
extra-cause-not-ours = This incident originated in a service that we use from { $supplier }. It affects our service, and we are doing everything we can to restore it.
extra-crossing-messages = Please disregard this message if the service has recovered in the meantime.
extra-translation = This is a translation for reference. The Japanese version prevails.
extra-english-follows = Details in English will follow.
extra-please-check = Please see the details.
extra-auto = This text was generated automatically and will be updated after review.
extra-japanese-follows = Details in Japanese will follow.

## Facts, as mails list them

# $label (String) - the name of the fact
# $value (String) - what is known
fact-line = { $label }: { $value }
fact-ref = Reference
fact-state = Status
# $chip (String) - the state
# $as-of (String) - when it was that
fact-state-value = { $chip } (as of { $as-of })
fact-started = Started
fact-recovered = Recovered
fact-affected-services = Affected services
fact-scope = Scope
fact-symptoms = Symptoms
fact-not-affected = Not affected
fact-data-impact = Data impact
fact-cause = Cause
fact-actions = Actions taken
fact-side-effects = Side effects of our actions
fact-what-you-can-do = What you can do
fact-eta = Expected recovery
fact-contact = Contact
fact-unknown = Being confirmed.
fact-data-unknown = Being checked.
fact-cause-unknown = Under investigation.
fact-cause-not-established = The cause could not be established.
fact-no-workaround = There is no workaround at this time.
fact-window = Maintenance window
fact-work = Work to be done
fact-purpose = Purpose
fact-impact = Impact
fact-max-interruption = Maximum interruption
# $duration (String) - the longest interruption
# $n (Number) - how many there may be
fact-max-interruption-times = { $duration } (up to { $n } times)
fact-request = What you need to do
# $window (String) - the window
fact-window-spare = { $window } (alternate date)
# $window (String) - another window, on a line of its own
fact-window-more = { "  " }{ $window }
# $windows (String) - the first window
# $n (Number) - how many more
windows-and-more = { $windows } and { $n } more

## Signature

signature-rule = --
signature-end = { "" }
# $org (String) - the provider
# $unit (String) - the unit that signs
signature-issuer = { $org }, { $unit }
# $contact (String) - how to reach it
signature-contact = Contact: { $contact }
# $url (String) - the address of the recipient's settings
signature-manage = Change or stop these messages: { $url }
# $url (String) - the address of the recipient's settings
signature-manage-contract = Change these messages: { $url }
zone-note-tokyo = All times are Japan Standard Time (JST, UTC+9).
# $zone (String) - the name of the zone
zone-note = All times are in the time zone { $zone }.

## Subjects and first lines

exercise-tag = [Exercise]
exercise-banner = This is an exercise. There is no actual incident.

## Titles

# $service (String) - the service
# $symptom (String) - the problem in a noun phrase
incident-title = { $service }: { $symptom }
