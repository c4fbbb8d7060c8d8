// Calendar files as two parsers of others understand them: ical.js, and Python's icalendar (read_calendar.py). What both
// understand alike is what a file says; where they differ, the file is wrong or ambiguous.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import ICAL from 'ical.js';

// The Python for which Debian's package is, see tools/require.
const PYTHON = '/usr/bin/python3';
const SCRIPT = fileURLToPath(new URL('read_calendar.py', import.meta.url));
const DEADLINE_MS = 20_000;

/** The rules of RFC 5545 §3.1 for lines: CRLF, at most 75 octets, whole characters. */
function hasSoundLines(file) {
  assert.ok(file.endsWith('\r\n'), 'the last line ends');
  for (const line of file.slice(0, -2).split('\r\n')) {
    assert.ok(Buffer.byteLength(line) <= 75, line);
    assert.doesNotMatch(line, /[\r\n\ufffd]/, line);
  }
}

const seconds = (time) => (time ? Math.round(time.toJSDate().getTime() / 1000) : null);

function eventInJavaScript(component) {
  const value = (name) => component.getFirstPropertyValue(name);
  return {
    uid: value('uid'),
    sequence: value('sequence'),
    status: value('status'),
    start: seconds(value('dtstart')),
    end: seconds(value('dtend')),
    changed: seconds(value('last-modified')),
    summary: value('summary'),
    description: value('description'),
    url: value('url'),
  };
}

function inJavaScript(file) {
  const calendar = new ICAL.Component(ICAL.parse(file));
  assert.equal(calendar.getFirstPropertyValue('version'), '2.0');
  const [zone, ...others] = calendar.getAllSubcomponents('vtimezone').map((component) => new ICAL.Timezone(component));
  assert.equal(others.length, 0, 'one zone');
  return { zone, events: calendar.getAllSubcomponents('vevent').map(eventInJavaScript) };
}

/**
 * What files say; the two parsers must agree. `clocks` are what the clocks of the zone show at the instants that are asked for, by
 * icalendar; `instant(clock)` is when they show it, by ical.js, which knows it of every time that comes once.
 */
export function understand(asked) {
  for (const { file } of asked) hasSoundLines(file);
  const input = JSON.stringify(asked);
  const inPython = JSON.parse(execFileSync(PYTHON, [SCRIPT], { input, encoding: 'utf8', timeout: DEADLINE_MS, maxBuffer: 1 << 26 }));
  return asked.map(({ file }, number) => {
    const { zone, events } = inJavaScript(file);
    const { clocks, ...others } = inPython[number];
    assert.deepEqual(others, { zone: zone.tzid, events }, 'icalendar and ical.js understand the same');
    const instant = (clock) => {
      const time = ICAL.Time.fromDateTimeString(clock);
      time.zone = zone;
      return time.toUnixTime();
    };
    return { zone: zone.tzid, events, clocks, instant };
  });
}

/** What the calendar at an address says. */
export async function calendarAt(address) {
  const answer = await fetch(address);
  assert.equal(answer.status, 200, address);
  assert.equal(answer.headers.get('content-type'), 'text/calendar; charset=utf-8');
  const [understood] = understand([{ file: await answer.text(), instants: [] }]);
  return understood;
}
