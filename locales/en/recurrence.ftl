### Maintenance that repeats: how it does, and why a rule is refused. “$date” is a date with its weekday.

## How it repeats

repeats-label = Repeats
repeats-others = Other dates
repeats-daily = daily
# $n (Number)
repeats-daily-every = every { $n } days
# $days (String)
repeats-weekly = weekly on { $days }
# $n (Number)
# $days (String)
repeats-weekly-every = every { $n } weeks on { $days }
# $days (String)
repeats-monthly = monthly on { $days }
# $n (Number)
# $days (String)
repeats-monthly-every = every { $n } months on { $days }
# $day (String)
repeats-yearly = yearly on { $day }
# $n (Number)
# $day (String)
repeats-yearly-every = every { $n } years on { $day }
# $n (Number)
repeats-month-day = day { $n }
repeats-month-end = the last day
# $weekday (String)
repeats-first-weekday = the first { $weekday }
# $weekday (String)
repeats-second-weekday = the second { $weekday }
# $weekday (String)
repeats-third-weekday = the third { $weekday }
# $weekday (String)
repeats-fourth-weekday = the fourth { $weekday }
# $weekday (String)
repeats-fifth-weekday = the fifth { $weekday }
# $weekday (String)
repeats-last-weekday = the last { $weekday }

## What gives no series

# $most (Number)
repeats-too-many = A series has at most { $most } dates. Make it shorter and announce the rest later.
# $years (Number)
repeats-too-long = A series ends within { $years } years of its first date. Make it shorter and announce the rest later.
repeats-ends-before = The last day is before the first date.
# $date (String)
repeats-not-first = The first window is not on one of these dates. The first of them is { $date }.
# $years (Number)
repeats-never = The first window is not on one of these dates, and within { $years } years there is none.
# $date (String)
repeats-not-an-occurrence = { $date } is not one of the dates of this series.
repeats-first-left-out = The first date cannot be left out. Move the first window to the next date instead.
repeats-once = Only the first date is left. Give at least two, or choose that it does not repeat.
# $first (String)
# $second (String)
repeats-overlaps = The work of { $first } overlaps that of { $second }.
# $date (String)
repeats-clocks-change = On { $date } the clocks change, and a window would end before it begins. Leave this date out.
repeats-later = A later date of a series does not repeat itself.
repeats-emergency = Emergency maintenance does not repeat.

## What is no rule

# $most (Number)
rule-too-long = The rule is longer than { $most } characters.
# $part (String)
rule-not-a-part = “{ $part }” is not part of a rule. A rule looks like FREQ=WEEKLY;COUNT=10.
# $part (String)
rule-unsupported = { $part } is not supported. A rule may have FREQ (DAILY, WEEKLY, MONTHLY, YEARLY), INTERVAL, COUNT, UNTIL, BYDAY and BYMONTHDAY.
# $part (String)
rule-repeated = { $part } is given twice.
# $part (String)
# $example (String)
rule-bad-value = { $part } has a value that cannot be used. Examples: { $example }
rule-no-frequency = FREQ is missing. A rule looks like FREQ=WEEKLY;COUNT=10.
rule-unbounded = A rule needs an end: exactly one of COUNT and UNTIL.
# $part (String)
rule-misplaced = { $part } cannot be used together with the rest of the rule.
