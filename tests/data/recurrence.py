#!/usr/bin/env python3
"""Writes recurrence.json beside this file: what rules of repetition give, by an implementation of others.

The dates come from dateutil.rrule (python-dateutil 2.9.0), which counts from midnight of the first date; the instants
from zoneinfo, which takes a time that a change of the clocks skips by the offset before it, and one that it repeats as
the first (RFC 5545 section 3.3.5). A rule of which the first date is none names the date with which it would begin
within two years.

    python3 tests/data/recurrence.py
"""

import json
import pathlib
import random
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

ZONES = ["Asia/Tokyo", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]
TIMES = ["00:00", "01:00", "01:30", "02:00", "02:15", "02:30", "23:45"]
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
chance = random.Random(5545)


def rule(first):
    """A rule of which the first date is one more often than not."""
    weekday = DAYS[first.weekday()]
    nth = (first.day - 1) // 7 + 1
    others = chance.sample(DAYS, chance.randint(0, 3))
    numbers = [str(chance.randint(1, 31)) for _ in range(chance.randint(0, 2))]
    ends = [-1] if (first + timedelta(days=1)).day == 1 else []
    last = [-1] if (first + timedelta(days=7)).month != first.month else []
    frequency = chance.choice(
        [
            "DAILY",
            "WEEKLY",
            "WEEKLY;BYDAY=" + ",".join(sorted({weekday, *others}, key=DAYS.index)),
            "MONTHLY",
            "MONTHLY;BYMONTHDAY=" + ",".join(dict.fromkeys([str(chance.choice([first.day, *ends])), *numbers])),
            "MONTHLY;BYMONTHDAY=-1",
            f"MONTHLY;BYDAY={chance.choice([nth, *last])}{weekday}",
            "MONTHLY;BYDAY=" + ",".join(dict.fromkeys([f"{nth}{weekday}", *(f"{chance.randint(1, 5)}{day}" for day in others)])),
            "MONTHLY;BYDAY=-1SU",
            "MONTHLY;BYDAY=3SU",
            "YEARLY",
        ]
    )
    interval = chance.choice([1, 1, 1, 2, 2, 3, 4, 6, 10])
    end = first + timedelta(days=chance.randint(0, 700))
    bound = chance.choice([f"COUNT={chance.randint(2, 60)}", f"UNTIL={end:%Y%m%d}"])
    return f"FREQ={frequency};INTERVAL={interval};{bound}"


def case(number):
    zone = ZONES[number % len(ZONES)]
    first = datetime(2026, 1, 1) + timedelta(days=chance.randint(0, 1000))
    if number % 5 == 0:
        # The end of a month, and the days around which clocks change.
        first = chance.choice([datetime(2027, 1, 31), datetime(2028, 2, 29), datetime(2027, 3, 14), datetime(2027, 3, 28),
                               datetime(2027, 4, 4), datetime(2027, 10, 3), datetime(2027, 10, 31), datetime(2027, 11, 7)])
    text = rule(first)
    time = chance.choice(TIMES)
    of_all = rrulestr(text.rsplit(";", 1)[0], dtstart=first)
    begins = next(iter(of_all), None)
    result = {"zone": zone, "first": f"{first:%Y-%m-%d}", "time": time, "rule": text}
    horizon = first.replace(year=first.year + 2, day=min(first.day, 28) if first.month == 2 else first.day)
    if begins != first:
        return {**result, "begins": "never" if begins is None or begins > horizon else f"{begins:%Y-%m-%d}"}
    dates = []
    for date in rrulestr(text, dtstart=first):
        dates.append(date)
        if len(dates) > 60 or date > horizon:
            return {**result, "fits": False}
    if len(dates) < 2:
        return {**result, "fits": False}
    hour, minute = map(int, time.split(":"))
    local = (date.replace(hour=hour, minute=minute, tzinfo=ZoneInfo(zone)) for date in dates)
    return {**result, "at": [f"{at.astimezone(timezone.utc):%Y-%m-%dT%H:%MZ}" for at in local]}


cases = [case(number) for number in range(600)]
text = ",\n".join(json.dumps(case) for case in cases)
pathlib.Path(__file__).with_suffix(".json").write_text(f"[\n{text}\n]\n")
