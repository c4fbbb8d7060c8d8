// Calendar files of tests/it/calendar/feeds.rs, before and after each change of a maintenance, read by two parsers of others:
// every event is what the record says, and the zone's clocks show what they show there, also where they change.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { understand } from './harness/calendars.mjs';

const FILE = new URL('../it/calendar/snapshots/it__calendar__feeds__feeds.snap', import.meta.url);
const [, , body] = (await readFile(FILE, 'utf8')).split(/^---$/m);
const FEEDS = body.trim().split('\n').map((line) => JSON.parse(line));
const READ = understand(FEEDS.map(({ file, instants }) => ({ file, instants })));

const of = (zone, language) => FEEDS.map((feed, number) => ({ feed, read: READ[number] })).filter(({ feed }) => feed.zone === zone && feed.language === language);

test('every event is what the record says, before and after each change, in both languages', () => {
  assert.equal(FEEDS.length, 20);
  FEEDS.forEach(({ zone, language, stage, events }, number) => {
    const where = `${stage}, ${language}, ${zone}`;
    const read = READ[number].events;
    const facts = ({ uid, sequence, status, start, end }) => ({ uid, sequence, status, start, end });
    assert.deepEqual(read.map(facts), events.map(facts), where);
    // A record of which nothing was said yet does not know when it changed.
    const changed = read.map((event, place) => (events[place].changed === null ? null : event.changed));
    assert.deepEqual(changed, events.map((event) => event.changed), where);
    read.forEach((event, place) => {
      // A mark may stand before it; what is escaped in the file is whole again.
      assert.ok(event.summary.endsWith(events[place].title), `${where}: ${event.summary}`);
      assert.ok(event.description.split('\n').length > 3, `${where}: ${event.description}`);
      assert.match(event.url, new RegExp(`^https://status\\.example\\.jp/${language}/maintenance/MNT-20261001-01$`), where);
    });
  });
});

test('the clocks of each zone show what they show there, on both sides of a change', () => {
  FEEDS.forEach(({ zone, clocks, instants }, number) => {
    const read = READ[number];
    assert.equal(read.zone, zone);
    assert.deepEqual(read.clocks, clocks, zone);
    // The other way round, where no time comes twice: a day and three hours before, three hours and a day after.
    for (const place of [0, 1, 5, 6]) assert.equal(read.instant(clocks[place]), instants[place], `${clocks[place]} in ${zone}`);
  });
  const offsets = (zone) => {
    const { feed } = of(zone, 'ja')[0];
    return new Set(feed.clocks.map((clock, at) => Date.parse(`${clock}Z`) / 1000 - feed.instants[at])).size;
  };
  assert.equal(offsets('Asia/Tokyo'), 1);
  for (const zone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe']) assert.equal(offsets(zone), 2, zone);
});

for (const language of ['ja', 'en']) {
  test(`an entry is the same for ever, counts its changes, and stays when it is called off (${language})`, () => {
    const stages = of('Asia/Tokyo', language);
    const after = (stage) => stages.find(({ feed }) => feed.stage === stage).read.events;
    const uids = new Set(after('announced').map(({ uid }) => uid));
    assert.equal(uids.size, 3);
    let before = new Map();
    for (const { feed, read } of stages) {
      assert.deepEqual(new Set(read.events.map(({ uid }) => uid)), uids, feed.stage);
      const changed = read.events.filter(({ uid, sequence }) => sequence > (before.get(uid) ?? -1));
      assert.equal(changed.length, feed.stage === 'announced' ? 3 : 1, `${feed.stage} changes one entry`);
      assert.ok(read.events.every(({ uid, sequence }) => sequence >= (before.get(uid) ?? 0)), 'no count falls');
      before = new Map(read.events.map(({ uid, sequence }) => [uid, sequence]));
    }
    const status = (stage) => after(stage).map((event) => event.status).sort();
    assert.deepEqual(status('announced'), ['CONFIRMED', 'CONFIRMED', 'CONFIRMED']);
    assert.deepEqual(status('postponed'), ['CONFIRMED', 'CONFIRMED', 'TENTATIVE']);
    assert.deepEqual(status('cancelled'), ['CANCELLED', 'CONFIRMED', 'TENTATIVE']);
  });
}
