# Mistakes found when a file is imported. Each has its line and place in front.

# $line (String)
# $what (String)
exchange-mistake = Line { $line }: { $what }
# $line (String)
# $path (String)
# $what (String)
exchange-mistake-at = Line { $line }, { $path }: { $what }
# $line (String)
# $path (String)
exchange-skipped = Line { $line }, { $path }: this version does not handle this section, so it is left out.
# $mebibytes (String)
exchange-too-large = The file is too large. Keep it within { $mebibytes } MiB.
exchange-not-utf8 = The file is not encoded in UTF-8. Save it as UTF-8.
# $detail (String)
exchange-syntax = This is not valid YAML ({ $detail }). Check the indentation and the quotes.
# $max (String)
exchange-too-deep = The file is nested too deeply. Keep it within { $max } levels.
exchange-alias = Anchors (&) and aliases (*) are not accepted. Write the value out.
exchange-tag = Tags (!) are not accepted.
exchange-several-documents = A file holds one document; what follows “---” cannot be read.
exchange-empty = The file is empty.
exchange-key-not-text = A key must be text.
# $key (String)
# $first (String)
exchange-repeated-key = “{ $key }” is given twice; it is also on line { $first }.
# $key (String)
exchange-unknown-key = There is no “{ $key }” here.
# $key (String)
# $nearest (String)
exchange-unknown-key-near = There is no “{ $key }” here. Did you mean “{ $nearest }”?
# $key (String)
exchange-missing-key = “{ $key }” is missing.
# $most (String)
exchange-too-many = Too many entries. Keep the list within { $most }.
exchange-expected-map = Write this as “key: value”.
exchange-expected-list = Write this as a list, with “- ” or [ ].
exchange-expected-text = Write text here.
exchange-expected-number = Write a whole number here, without quotes.
exchange-expected-fraction = Write a number from 0 to 1 here, with at most three decimals.
exchange-expected-bool = Write true or false here.
# $word (String)
# $known (String)
exchange-unknown-word = “{ $word }” is not known here. Use one of: { $known }
# $min (String)
# $max (String)
exchange-out-of-range = Use a number from { $min } to { $max }.
exchange-not-a-key = An identifier is up to 64 letters, digits, “.”, “-” or “_”, beginning with a letter or a digit.
exchange-not-a-reference = A reference number looks like INC-20161011-01.
exchange-bad-moment = Write date and time as "2016-10-11T08:55:00+09:00".
exchange-no-offset = The offset is missing. Write it at the end, as in "2016-10-11T08:55:00+09:00".
exchange-weekday = The weekday is computed from the date. Leave it out.
exchange-moment-out-of-range = Dates must lie between the years 1900 and 2199.
exchange-grain-mismatch = Time and precision do not agree: a day begins at 00:00, half a day at 00:00 or 12:00.
exchange-relative = Only the demo set may count from “now” or “today”.
exchange-bad-clock = Write the time of day as "18:00".
exchange-bad-interval = Write an interval as PT1H or PT30M.
exchange-unknown-zone = There is no such time zone. Write a name such as Asia/Tokyo.
exchange-bad-address = An address begins with https:// or http:// and does not end with a slash.
# $max (String)
exchange-too-long = This is too long. Keep it within { $max } characters.
exchange-blank = The text is empty.
# $code (String)
exchange-control = The text contains a control character ({ $code }). Remove it.
# $code (String)
exchange-direction = The text contains a mark that changes the direction of writing ({ $code }). Remove it.
exchange-several-lines = Write this on one line.
# $text (String)
exchange-bad-narrative = The reference “{ $text }” in the text cannot be read.
# $key (String)
exchange-unknown-moment = “{ $key }” is not among the moments.
# $key (String)
exchange-unknown-part = “{ $key }” is not part of this record.
# $key (String)
exchange-unknown-service = There is no service “{ $key }”.
# $key (String)
exchange-unknown-function = There is no function “{ $key }”.
# $reference (String)
exchange-unknown-record = { $reference } is neither in this file nor in the portal.
# $reference (String)
exchange-wrong-record = { $reference } names another kind of record. Incidents begin with INC, maintenances with MNT.
# $reference (String)
# $maintenance (String)
# $incident (String)
exchange-one-sided = { $reference } does not name this record in return. Give “{ $maintenance }” in the maintenance and “{ $incident }” in the incident.
# $reference (String) - the other maintenance
exchange-one-sided-course = { $reference } does not name this maintenance in return. Give “later” in the earlier maintenance and “earlier” in the later one.
# $reference (String)
exchange-repeated-record = { $reference } is in the file twice.
# $key (String)
exchange-repeated = “{ $key }” is given twice.
exchange-end-before-start = The end is before the start.
# $key (String)
exchange-also-unaffected = The function “{ $key }” is listed both as affected and as not affected at the same time.
# $key (String) - the service
exchange-service-also-unaffected = The service “{ $key }” is listed as not affected, but the maintenance works on it.
# $key (String) - the function
exchange-not-of-services = The function “{ $key }” does not belong to these services of the maintenance.
# $key (String) - the function
exchange-no-effect = The function “{ $key }” is listed among the effects, but with a state in which nothing is affected. List it under “unaffected”.
# $key (String)
exchange-two-degrees = The function “{ $key }” is affected in two ways in one period.
exchange-fringe-without-main = A related impact needs the period that it belongs to (of).
exchange-nothing-affected = Give at least one.
# $key (String)
exchange-overlaps = This is at the same time as the window “{ $key }”.
exchange-only-spares = These are alternate dates alone. Give a window that they can take the place of.
# $key (String)
exchange-not-replaced = “{ $key }” is replaced by another window. Its state is then rescheduled.
exchange-reminder-too-late = The reminder must come before the start of the window.
exchange-measure-of-nothing = A planned measure belongs to an incident. Give the incident under “follows”.
exchange-bad-date = Write a date as 2026-12-27.
# $reference (String)
exchange-not-a-series = { $reference } does not repeat, so nothing can be a later one of its series.
exchange-nothing-failed = Every function listed here worked, but a main period says what failed.
exchange-noticed-before-start = The detection is before the start of the first period.
exchange-told-before-noticed = The detection is after the first notice was posted.
exchange-told-before-start = The start is after the first notice was posted.
exchange-promise-passed = The next update is promised for a time that had passed when this was posted.
exchange-not-yet = This lies in the future; what is recorded here has happened.
exchange-posted-ahead = This lies in the future; what was posted has a time that has passed.
exchange-judged-too-early = The judgement, or its observation, is from before the last period ended. Recovery needs one from after it.
# $states (String)
exchange-not-first = No record begins in this state. The first notice has one of: { $states }.
# $before (String)
# $states (String)
exchange-not-next = This state does not follow “{ $before }”, which stands before it. What follows is: { $states }.
exchange-not-its-kind = A notice of this kind does not go with its state, or with the notices before it.
exchange-occurs-later = This is entered afterwards, and lies after its own posting.
# $number (String)
exchange-number-differs = By the rules, the number is { $number }.
exchange-not-numbered = No number is given here.
# $state (String)
exchange-state-differs = By the rules, the state is { $state }.
exchange-out-of-order = This was posted before the notice above it.
exchange-half-text = Give both the subject and the body, or neither; then they are written from the template.
# $name (String)
exchange-unknown-quote = “@{ $name }” quotes a text that this record does not have.
exchange-unknown-format = This format cannot be read. The format is noroshi/case/1 or noroshi/cases/1.
exchange-no-catalogue = There is no provider and there are no services yet. Write them in this file, or import them first.
# $value (String)
exchange-missing-value = To write the text from its template, the value “{ $value }” is needed.
