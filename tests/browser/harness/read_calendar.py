"""What Python's icalendar understands of calendar files.

Reads [{"file": text, "instants": [seconds]}] from standard input and writes, for each file, its events and what the clocks
of its zone show at the instants, in the same form as calendars.mjs does with ical.js.
"""

import json
import sys
from datetime import datetime, timezone

from icalendar import Calendar


def seconds(event, name):
    return int(event.decoded(name).timestamp()) if name in event else None


def text(component, name):
    return str(component[name]) if name in component else None


def event(component):
    return {
        "uid": text(component, "UID"),
        "sequence": int(component["SEQUENCE"]),
        "status": text(component, "STATUS"),
        "start": seconds(component, "DTSTART"),
        "end": seconds(component, "DTEND"),
        "changed": seconds(component, "LAST-MODIFIED"),
        "summary": text(component, "SUMMARY"),
        "description": text(component, "DESCRIPTION"),
        "url": text(component, "URL"),
    }


def read(asked):
    # The bytes as they are sent: universal newlines would hide a line that ends wrongly.
    calendar = Calendar.from_ical(asked["file"].encode())
    [zone] = calendar.walk("VTIMEZONE")
    clocks = zone.to_tz()
    at = [datetime.fromtimestamp(instant, timezone.utc).astimezone(clocks) for instant in asked["instants"]]
    return {
        "zone": text(zone, "TZID"),
        "clocks": [local.strftime("%Y-%m-%dT%H:%M:%S") for local in at],
        "events": [event(component) for component in calendar.walk("VEVENT")],
    }


json.dump([read(asked) for asked in json.load(sys.stdin)], sys.stdout)
