### Maintenance in readers' own calendars.

# $provider (String)
calendar-name = { $provider } maintenance
# $service (String)
# $provider (String)
calendar-name-service = { $service } maintenance ({ $provider })
# $title (String)
calendar-title = Maintenance: { $title }
# $mark (String) - a state, or that it is an alternate date
# $title (String)
calendar-title-marked = { $mark }: Maintenance: { $title }
# $label (String)
# $value (String)
calendar-fact = { $label }: { $value }
calendar-state-label = Status
# $state (String)
# $time (String) - when it last changed
calendar-state = { $state } (updated { $time })
calendar-subscribe = Subscribe in your calendar app
calendar-add = Add this to your calendar (.ics)

## How to subscribe

subscribe-what = New maintenance and changes of date appear in your own calendar by themselves.
subscribe-open = Open your calendar app
subscribe-address = In Google Calendar or Outlook, add a calendar from this address:
subscribe-late = Calendars may take several hours, sometimes a day, to pick up a change. For last-minute changes, check this page.

## The list of maintenances

works = Maintenance
# $service (String)
works-of = { $service } maintenance
works-all = All services
works-choice = Show one service
works-list = View as a list
works-months = View as a calendar
works-now = Maintenance in progress
works-put-off = Postponed (new date to be announced)
works-over = Recent maintenance (last 90 days)
works-none-over = No maintenance took place in the last 90 days.
# $n (Number)
works-more = { $n ->
    [one] 1 more is scheduled. See the calendar.
   *[other] { $n } more are scheduled. See the calendar.
}

## Maintenance by month

months = Maintenance calendar
# $service (String)
months-of = { $service } maintenance calendar
months-none = No maintenance is scheduled for this month.
# $weekday (String)
# $date (String)
months-day = { $weekday }, { $date }
# $first (String)
# $last (String)
months-holidays = Public holidays of Japan are shown for { $first } to { $last } (source: Cabinet Office).

## Public holidays of Japan

holiday-new-year = New Year’s Day
holiday-coming-of-age = Coming of Age Day
holiday-foundation = National Foundation Day
holiday-emperors-birthday = The Emperor’s Birthday
holiday-vernal-equinox = Vernal Equinox Day
holiday-showa = Showa Day
holiday-constitution = Constitution Memorial Day
holiday-greenery = Greenery Day
holiday-children = Children’s Day
holiday-marine = Marine Day
holiday-mountain = Mountain Day
holiday-respect-for-the-aged = Respect for the Aged Day
holiday-autumnal-equinox = Autumnal Equinox Day
holiday-health-and-sports = Health and Sports Day
holiday-sports = Sports Day
holiday-culture = Culture Day
holiday-labor-thanksgiving = Labor Thanksgiving Day
holiday-enthronement = Day of the Emperor’s Enthronement
holiday-enthronement-ceremony = Enthronement Ceremony
holiday-substitute = Substitute holiday
holiday-between = National holiday
