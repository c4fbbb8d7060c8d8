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
calendar-subscribe = Subscribe in your calendar (iCalendar)
calendar-add = Add to your calendar (iCalendar)
