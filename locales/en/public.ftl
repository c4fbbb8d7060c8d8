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
page-zone-tokyo = All times are Japan Standard Time (JST, UTC+9).
# $zone (String) - the name of the zone
page-zone = All times are in the zone { $zone }.
page-zone-tokyo-own = All times are Japan Standard Time (JST, UTC+9); times in { "{zone}" } are in brackets.
# $zone (String) - the name of the zone
page-zone-own = All times are in the zone { $zone }; times in { "{zone}" } are in brackets.
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
live-due = due now
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
home-now = What is going on
home-none-now = There are no current incidents.
home-services = Services
home-lately = Recently
home-none-lately = Nothing has been published.
home-more = See the full history
home-planned = Scheduled maintenance
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
