### Mistakes in a typed date and time; the key is the code of the parser after moment-error-.

moment-error-empty = Enter a date and time.
moment-error-unparseable = This cannot be read as a date and time (example: 10/11 8:55).
moment-error-invalid-date = There is no such date.
moment-error-invalid-time = There is no such time.
moment-error-incomplete-date = Enter the day as well.
moment-error-ambiguous-date = The order of year, month and day is unclear (example: 2016-10-11).
moment-error-ambiguous-noon = Noon or midnight? Enter 12:30 or 0:30.
moment-error-meridiem-conflict = AM/PM does not fit the hour.
# $date (String) - the date that was typed
# $weekday (String) - the weekday it falls on
moment-error-weekday-mismatch = The weekday does not match ({ $date } is a { $weekday }).
moment-error-day-mismatch = The day given is not the day after the start.
moment-error-era-out-of-range = The date is outside this era.
moment-error-era-mismatch = The western year and the era year disagree.
moment-error-span-given = Enter one moment, not a span.
moment-error-vague-time = The time is not specific enough (use AM/PM or the 24-hour clock).
moment-error-unknown-zone = Unknown time zone (use JST or UTC).
