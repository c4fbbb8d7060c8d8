### Names of states and fields (the glossary). Sentences are in the file of their screen.

language-name = English

## States

inc-investigating = Investigating
inc-responding = Identified
inc-responding-cause-unknown = Fix in progress
inc-partial = Partially restored
inc-monitoring = Monitoring
inc-recovered = Resolved
inc-withdrawn = Withdrawn
inc-reopened = Recurred
inc-report-published = Final report published
cause-unknown = Cause under investigation
cause-suspected = Suspected cause
cause-confirmed = Cause confirmed
mnt-scheduled = Scheduled
mnt-in-progress = In progress
mnt-extended = Extended
mnt-verifying = Verifying
mnt-completed = Completed
mnt-rescheduled = Rescheduled
mnt-postponed = Postponed
mnt-cancelled = Cancelled
mnt-rolled-back = Rolled back
svc-operational = Operational
svc-degraded = Degraded performance
svc-partial = Partial outage
svc-major = Major outage
svc-maintenance = Under maintenance
svc-checking = Checking
all-ok = All services are operating normally
some-issue = Some services are experiencing problems

## Facts of an incident

incident = Incident
event-neutral = Issue
fault = Failure
defect = Defect
started = Started
recovered-at = Recovered
detected = Detected
duration = Duration
downtime = Downtime
period = Impact period
before-after = Related impact before/after
continuous = Continuous
intermittent = Intermittent
temporary = Temporary
approx = around
# $moment (String) - a moment
as-of = as of { $moment }
ongoing = Ongoing
affected-services = Affected services
scope = Scope of impact
some-customers = Some customers
all-customers = All customers
count = Customers affected
estimate = Estimate
symptoms = Symptoms
not-affected = Not affected
unavailable = Unavailable
difficult = Difficult to use
delayed = Delayed
error = Error
backlog = Backlog
queue-length = Queued messages
data-impact = Data impact
data-loss = Data loss
high-load = Heavy load
cause = Cause
trigger = Trigger
aggravating = Contributing factor
actions = Actions taken
measure = Measure
provisional = Temporary fix
permanent = Permanent fix
prevention = Steps to prevent a recurrence
planned-measure = Planned measures
effect = Effect
side-effects = Side effects of our actions
workaround = Workaround
alternative = Alternative
request = What you can do
eta = Expected recovery
eta-target = Target recovery time
eta-unknown = Not known yet
next-update = Next update
judgement = Recovery judgement
observation = Observation
recurrence = Recurrence
timeline = Timeline
figure = Figure
callout = Callout
severity = Severity
reference = Reference

## Notices and reports

status-info = Status and maintenance
notice = Notice
first-notice = First notice
update = Update
# $n (Number) - the number of the notice within its incident
nth = Update { $n }
recovery-notice = Recovery notice
interim-report = Interim report
final-report = Final report
recovery-report = Recovery report
incident-report = Incident report
correction = Correction
correction-pair = Incorrect / Correct
addition = Addition
revision = Version
posted = Posted
updated = Last updated
issued = Date of issue
doc-no = Document number
addressee = To
issuer = From
details = Details
end = { "" }
related = Related
trigger-link = Triggering maintenance
followup-link = Follow-up maintenance
history = History
none-now = There are no current incidents
none-planned = No maintenance is scheduled
print = Print version
pdf = Save as PDF
other-language = 日本語
plain-japanese = Plain Japanese

## Maintenance

maintenance = Maintenance
planned = Scheduled maintenance
regular = Regular maintenance
unscheduled = Unscheduled maintenance
emergency = Emergency maintenance
window = Maintenance window
impact = Impact
max-interruption = Maximum interruption
momentary = Brief interruption
spare-window = Alternate date
work = Work to be done
purpose = Purpose
before-after-dates = Previous / New
notice-period = Advance notice
reminder = Reminder

## Subscription and mail

subscribe = Subscribe by email
unsubscribe = Unsubscribe
manage = Notification settings
confirm = Confirm subscription
topics = Topics
language = Language
both = Japanese and English
quiet-hours = Quiet hours
delivery-log = Delivery log
bounced = Bounced
resend = Resend
recipient = Recipient
emergency-address = Emergency contact address
feed = Feed

## Operator screens

draft = Draft
review = Awaiting review
approve = Approve
send-back = Send back
publish = Publish
publish-and-notify = Publish and notify
preview = Preview
template = Template
translation-missing = No English version yet
translation-stale = The English version is out of date
auto-generated = Automatically generated
first-notice-clock = Time to first notice
overdue = Update overdue
audit-log = Audit log
exercise = Exercise
role-admin = Administrator
role-user = User
operator = Operator
approver = Approver

## Standby site and system

primary = Regular site
standby = Standby site
switchover = Switchover
failover = Failover
switch-back = Switch back
replication-lag = Replication delay
read-only = Read-only
login-routes = Where to log in
uptime = Uptime
timezone = Japan Standard Time (JST, UTC+9)
contact = Contact
skip = Skip to content

## The state of everything

all-maintenance = Maintenance is in progress on some services
all-checking = We are checking some services
all-major = Some services are unavailable
some-issue-chip = Problems on some services

## Severity

severity-none = None
severity-minor = Minor
severity-major = Major
severity-critical = Critical

## How a function fails

degree-unavailable = Unavailable
degree-difficult = Difficult to use
degree-delayed = Delayed
degree-errors = Errors
degree-slow = Slow
degree-normal = Normal
degree-unstated = Not stated

## Continuity

continuity-continuous = Continuous
continuity-intermittent = Intermittent
continuity-temporary = Temporary
continuity-intermittent-and-temporary = Intermittent, for short periods

## Scope and counts

scope-all = All customers
scope-some = Some customers
scope-list = Only certain plans or servers
count-exact = Confirmed
count-estimate = Estimate
count-maximum = Maximum

## Data impact

data-none = No data lost
data-queued-delivered = Queued mail delivered
data-queued-in-progress = Queued mail being delivered
data-bounced = Some mail may have been returned to the sender
data-lost = Some data lost
data-checking = Being checked
data-unstated = Not stated
backlog-none = No backlog
backlog-open = Clearing the backlog
backlog-delivered = Backlog cleared
backlog-mail = Mail
backlog-changes = Changes of settings
backlog-other = Other

## Steps of the cause

role-trigger = Trigger
role-mechanism = Mechanism
role-latent = Latent condition
role-aggravating = Contributing factor
role-effect = Effect
role-verification-gap = Gap in verification

## Measures

measure-kind-restart = Restart
measure-kind-software = Software update
measure-kind-replacement = Replacement of parts
measure-kind-expansion = Added capacity
measure-kind-config = Change of settings
measure-kind-standby = Standby equipment
measure-kind-other = Other
measure-done = Done
measure-in-progress = In progress
measure-planned = Planned
effect-none = No effect
effect-partial = Partly effective
effect-effective = Effective
effect-unstated = Not stated

## Judgement

verdict-recovered = Judged to have recovered
verdict-measures-effective = Measures judged to be effective
verdict-not-recovered = Judged not to have recovered

## Periods and numbers

period-fringe-before = Related impact before
period-fringe-after = Related impact after
# $mark (String) - its number as the house style writes it in Japanese: ①, (1)
period-label = Period { $mark }
# $mark (String) - its number
period-label-word = Period { $mark }
period-withdrawn = a period that was withdrawn
# $mark (String) - its number as the house style writes it in Japanese: ①, 1
measure-label = Measure { $mark }
# $figure (String) - the number of the figure
figure-label = Figure { $figure }
# $figure (String) - the number of the figure
# $measure (String) - the label of the measure
figure-measure = Figure { $figure }, { $measure }
# $figure (String) - the number of the figure
# $marks (String) - the number of the callout: (4), 4
callout-label = Figure { $figure }, callout { $marks }
# $figure (String) - the number of the figure
# $marks (String) - the numbers of the callouts: (4)(5), 4 and 5
callouts-label = Figure { $figure }, callouts { $marks }
# $n (Number) - the number of the section
section-label = Section { $n }
# $n (Number) - the number of the section
section-above = Section { $n } above
# $n (Number) - the number of the section
section-below = Section { $n } below
span-start = Start
span-end = End
span-ongoing = ongoing
span-unstated = after

## Kinds of notices

update-kind-recurrence = Recurrence
update-kind-withdrawal = Withdrawal
update-kind-notice = Change of status
# $n (Number) - the number of the version
version = Version { $n }
# $n (Number) - the number of the version that replaces it
superseded = This version has been replaced by version { $n }
doc-not-issued = Not issued

## States of a text

text-draft = Draft
text-review = Awaiting review
text-approved = Approved
lang-missing = An English version is being prepared
lang-auto = Automatically generated

## Roles of operators

operator-viewer = Viewer
operator-auditor = Auditor
operator-drafter = Drafter
operator-publisher = Publisher
operator-admin = Administrator

## Clocks and warnings

# $n (Number) - minutes
clock-first-notice-left = First notice due in { $n ->
    [one] 1 minute
   *[other] { $n } minutes
}
# $n (Number) - minutes
clock-first-notice-over = First notice overdue by { $n ->
    [one] 1 minute
   *[other] { $n } minutes
}
warn-public-address = The public text contains an email or IP address
warn-window-vs-interruption = The maximum interruption is longer than the window
warn-same-language = The English field contains Japanese text
block-no-judgement = Recovery cannot be announced without a recovery judgement.
block-no-data-statement = Recovery cannot be announced without a data statement.
block-backlog-open = Recovery cannot be announced while a backlog remains.
block-silent-change = Times, symptoms, scope, services and data impact that were published cannot be changed here; post a correction instead.

## Names of the templates

template-i1 = First notice
template-i2 = Scope known
template-i3 = Working on a fix
template-i4 = No change
template-i5 = Partly restored
template-i6 = Under observation
template-i7 = Recovery
template-i8 = Recurrence
template-i9 = Correction
template-i10 = Withdrawal
template-i11 = Interim report
template-i12 = Final report published
template-i13 = Clearing the backlog
template-m1 = Planned
template-m2 = Reminder
template-m3 = Rescheduled
template-m4 = Cancelled
template-m4p = Postponed
template-m5 = Emergency
template-m6 = Started
template-m7 = Extended
template-m8 = Verifying
template-m9 = Completed
template-m10 = Rolled back
template-m11 = Maintenance became an incident
