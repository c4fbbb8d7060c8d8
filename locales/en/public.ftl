### Sentences of the public pages. Names of facts and states are in labels.ftl.

## On every page

# $provider (String) - the name of the provider
page-portal = { $provider } Status
# $title (String) - the title of the page
# $portal (String) - the name of the portal
page-title = { $title } – { $portal }
# $service (String) - the names of the services
# $problem (String) - the problem or the work
page-record-title = { $service }: { $problem }
# $as-of (String) - when the records were last known to be current
page-stale = This page may be out of date (last updated { $as-of }).
# $as-of (String) - when the records were last known to be current
page-as-of = Information as of { $as-of }.
page-zone-tokyo = All times are Japan Standard Time (JST, UTC+9).
# $zone (String) - the name of the zone
page-zone = All times are in the zone { $zone }.
page-zone-own = Times in { "{zone}" } are in square brackets.
page-about = About this site
page-home = Current status
page-policy = What we publish
# $contact (String) - how to reach the provider
page-contact = Contact: { $contact }
page-crumbs = Where you are

## The language of a text

text-missing = An English version is being prepared
text-generated = Automatically generated; a person will check it
text-stale = The English version is out of date

## Phrases that JavaScript fills in (the braces)

live-just-now = just now
live-ago-minutes = { "{n}" } minute ago|{ "{n}" } minutes ago
live-ago-hours = { "{n}" } hour ago|{ "{n}" } hours ago
live-ago-days = { "{n}" } day ago|{ "{n}" } days ago
live-until-minutes = in { "{n}" } minute|in { "{n}" } minutes
live-until-hours = in { "{n}" } hour|in { "{n}" } hours
live-until-days = in { "{n}" } day|in { "{n}" } days
live-due = past the planned time
live-elapsed-minutes = { "{m}" } min since it started
live-elapsed-hours = { "{h}" } h { "{m}" } min since it started
live-approx = around { "{t}" }
live-changed = { "{name}" }: { "{from}" } → { "{to}" } ({ "{at}" })
live-appeared = { "{name}" }: { "{to}" } ({ "{at}" })
live-join = { "; " }
live-pause = Pause live updates
live-resume = Resume live updates

## Current status

home-everything = Overall
home-as-of = As of
home-now = Current incidents
home-none-now = There are no current incidents.
home-services = Services
home-lately = Recent notices
home-none-lately = Nothing has been published.
home-more = See the full history
home-planned = Scheduled maintenance
home-maintenances = See all maintenance
# $n (Number)
home-more-planned = { $n ->
    [one] See all maintenance (1 more scheduled)
   *[other] See all maintenance ({ $n } more scheduled)
}
home-none-planned = No maintenance is scheduled.
# $nth (String) - which update it is: Update 2
home-which-update = { " " }({ $nth })

## The page of an incident or a maintenance

# $title (String) - the title of the record
# $state (String) - its state
page-record-state = { $title } – { $state }
record-facts = Overview
record-contents = On this page
# $number (String) - how many
# $unit (String) - what is counted
# $basis (String) - how well it is known
# $at (String) - as of when
fact-count-value = { $number } { $unit } ({ $basis }, as of { $at })

## Timeline

# $nth (String) - which update it is: Update 2
timeline-permalink = , permanent link to { $nth }
timeline-permalink-unnumbered = , permanent link to this notice
# $posted (String) - when it was posted
timeline-backdated = (entered afterwards; posted { $posted })
# $posted (String) - when the correction was posted
timeline-corrected = This notice has been corrected ({ $posted })
# $item (String) - what was wrong
timeline-item = Item: { $item }
timeline-wrong = Incorrect:
timeline-right = Correct:

## History

# $month (String) - the month with its year
history-of = History: { $month }
# $year (String) - the year
history-year = { $year }
history-older = Earlier
history-months = Months
history-none = No matching notices.
search-words = Words or reference
search-service = Service
search-all-services = All
search-unknown-service = Choose a service from the list
search-do = Search
search-results = Search results
# $n (Number) - how many records were found
search-count = { $n ->
    [one] 1 item
   *[other] { $n } items
}
# $n (Number) - how many records are shown
search-more = There are many matches; the newest { $n } are shown. Add a word to narrow the search.
search-empty = Enter a word to search for
# $n (Number) - the most characters
search-too-long = Enter at most { $n } characters

## What we publish

policy-heading = What we publish on this page
policy-published = We publish
# $minutes (Number) - from how many minutes on
policy-published-outages = any time a service we provide is unavailable or difficult to use for { $minutes } minutes or more
# $minutes (Number) - up to how many minutes
policy-published-shorter = problems shorter than { $minutes } minutes that affect many customers or any data
policy-published-maintenance = maintenance that affects, or may affect, customers
policy-not-published = We do not publish
policy-not-own = problems in the customer’s own equipment or connection
policy-not-redundant = failures of redundant parts that do not affect customers
policy-not-single = matters that concern a single contract (we contact that customer directly)
policy-when = When we publish
# $minutes (Number) - the goal for the first notice
policy-when-first = First notice: we aim for { $minutes } minutes after we detect the problem
# $minutes (Number) - the goal for updates
policy-when-updates = Updates: we aim for every { $minutes } minutes; in a long incident, daily at a fixed time
# $days (Number) - the lead time
policy-when-maintenance = Scheduled maintenance that interrupts a service: at least { $days } days ahead
policy-how-long = How long
policy-how-long-kept = Notices are not deleted. If we made an error, the correction stays visible.
policy-where = Where
policy-where-here = On this site.
# $standby (String) - the address of the standby site
policy-where-with-standby = On this site. If this site is not available, on the standby site ({ $standby }).

## Errors

error-ways = Where to go from here
# $number (String) - the number under which the log holds what happened
error-request = If you contact us, please quote this number: { $number }
error-400 = We could not accept this request
error-400-text = The address or what was entered may contain a mistake.
error-404 = We could not find this page
error-404-text = The address may have changed or contain a mistake. Notices that we have published are never deleted.
error-405 = This page does not accept that request
error-405-text = Please open the page again and retry.
error-408 = The request did not arrive in time
error-408-text = Nothing was stored. Please check your connection, go back to the form with your browser’s Back button, and try again.
error-413 = What was sent is too large
error-413-text = Nothing was stored. Please shorten it and try again.
error-414 = The address is too long
error-414-text = Please shorten your search, or start from one of these pages.
error-429 = Too many requests in a short time
error-429-text = Please try again in a little while.
error-431 = What your browser sent is too large
error-431-text = Please delete the data that your browser keeps for this site and try again.
error-500 = We could not show this page
error-500-text = The problem is on our side. Please try again in a little while.
error-503 = We cannot process this right now
error-503-early = The pages are being prepared
error-503-early-text = Please try again in a few seconds.
error-503-text = You can still read all notices. Please try again in a little while.

## The page of a maintenance

maintenance-precheck = Checked beforehand
maintenance-result = Result
maintenance-from = Planned start
maintenance-until = Planned end
maintenance-extended-to = Extended until
maintenance-worked = Actual work
maintenance-began = Work began
maintenance-ended = Work ended
maintenance-replaced-by = New window
maintenance-extension = If it takes longer
maintenance-cancellation = If it is called off
maintenance-earlier = Earlier maintenance
maintenance-later = Follow-up maintenance
maintenance-measure = Measure that it carries out
maintenance-report = Report that announced it
maintenance-triggered = Incident caused by this maintenance
maintenance-follows = Incident that led to it

## The page of a service

service-functions = Functions
service-90-days = The last 90 days
# $span (String) - the first and the last day
# $parts (String) - how many days were like what
service-days = { $span }: { $parts }
# $n (Number) - how many days
# $state (String) - what they were like
service-days-of = { $n ->
    [one] { $state } on 1 day
   *[other] { $state } on { $n } days
}
# $n (Number) - how many days
service-days-unknown = { $n ->
    [one] 1 day without records
   *[other] { $n } days without records
}
service-separator = { ", " }
# $date (String) - the day
# $state (String) - what it was like
service-day = { $date }: { $state }
service-no-record = No record
service-columns = The taller the bar, the greater the impact.
service-impact-time = Time with impact
service-figures = Downtime is the time in which a main function was unavailable; time with impact includes delays and the like. Maintenance is counted only where it went beyond the announced window or the announced interruption.
service-announced = Within announced maintenance (not counted)
# $length (String) - a duration
service-day-announced = { $length } within announced maintenance (not counted)
# $percent (String) - the uptime in per cent
service-about = about { $percent }
service-affected = Days with impact or maintenance
service-date = Day
service-state = State
service-all-days = All 90 days as a table
service-past = Incidents of this service
service-none = There is no record of an incident of this service.

## Periods

# $day (String) - the day of the month
periods-day = { $day }
# $mark (String) - its number as the house style writes it in Japanese
periods-label = Period { $mark }
# $label (String) - before or after the period
periods-fringe = { $label }:
# $period (String) - the period that came back
periods-recurrence = recurrence of { $period }
# $period (String) - the period that goes on
periods-continues = continues { $period }
periods-note-mark = { "" }Note:{ " " }
# $what (String) - the time or the function
# $note (String) - what is said of it
periods-note-of = { $what }: { $note }
# $note (String) - what is said of the time before
moment-note = { " " }({ $note })
periods-matrix = Impact by function and period
periods-function = Function
periods-continuity = Continuity
periods-unstated = “Not stated” does not mean that the function worked normally.

## Cause and figure

cause-steps = How it came about
# $who (String) - who took part
cause-investigated-with = Investigated together with { $who }.
cause-third-party = Third party involved:{ " " }
figure-open = (
figure-close = )
# $figure (String) - its label: Figure 1
# $caption (String) - its caption
figure-caption = { $figure }: { $caption }
# $n (String) - its number
figure-mark = { $n }
# $n (String) - its number
figure-measure-mark = M{ $n }
figure-description = Description of the figure

## Measures

measures-heading = Measures
# $moment (String) - the end of the phase
measures-until = Until { $moment }
measures-afterwards = Afterwards
measures-when = When
# $moment (String) - a moment
measures-by = by { $moment }
# $moment (String) - a moment
measures-after = after { $moment }
measures-basis = Basis
measures-effect-separator = .{ " " }
measures-due = Planned for
measures-announced = To be announced on

## Judgement

judgement-observed = Observed
judgement-metric = Judged by
# $period (String) - the period in which it came back
judgement-overturned = After this judgement, the problem came back in { $period }.
# $number (String) - how many
# $unit (String) - what is counted
chart-value = { $number } { $unit }
chart-colon = :{ " " }
# $moment (String) - when it was highest
# $value (String) - how high it was
chart-highest = the highest value was { $value } at { $moment }
# $moment (String) - when it was last measured
# $value (String) - what it was then
chart-last = ; the last was { $value } at { $moment }.
# $value (String) - below this it is as on any day
chart-normal = { " " }Normal is below { $value } (dashed line).
chart-table = The values as a table
chart-thinned = The highest value of each stretch is shown.
chart-when = Time
