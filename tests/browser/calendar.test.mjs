// Maintenances in readers' own calendars, read with a parser of others: every file that the pages lead to is one that it
// understands, and says what the page of the maintenance says.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import ICAL from 'ical.js';
import { newReader } from './harness/browser.mjs';
import { browser, portal, setStage } from './harness/stage.mjs';

setStage();

/** The events of a file at an address. */
async function events(address) {
  const answer = await fetch(address);
  assert.equal(answer.status, 200, address);
  assert.equal(answer.headers.get('content-type'), 'text/calendar; charset=utf-8');
  const text = await answer.text();
  for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
  const calendar = new ICAL.Component(ICAL.parse(text));
  assert.equal(calendar.getFirstPropertyValue('version'), '2.0');
  assert.equal(calendar.getAllSubcomponents('vtimezone').length, 1);
  return calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
}

/** The addresses of files that a page leads to. */
async function files(page, path) {
  await page.goto(portal.origin + path);
  return page.$$eval('a[href$=".ics"]', (all) => all.map((a) => a.href));
}

for (const language of ['ja', 'en']) {
  test(`the calendars of the ${language} pages say what the pages say`, async () => {
    const page = await newReader(browser, { language });
    const [all] = await files(page, `/${language}/`);
    assert.equal(new URL(all).pathname, `/${language}/maintenance.ics`);
    const found = await events(all);
    assert.ok(found.length > 0, 'the demo has maintenances');
    assert.equal(new Set(found.map((event) => event.uid)).size, found.length, 'each entry once');
    for (const event of found) {
      const path = new URL(event.component.getFirstPropertyValue('url')).pathname;
      await page.goto(portal.origin + path);
      const told = await page.$$eval('main time', (all) => all.map((time) => time.dateTime));
      const begins = event.startDate.toJSDate().getTime();
      assert.ok(told.some((time) => new Date(time).getTime() === begins), `${path}: ${event.startDate} of ${told}`);
      const heading = await page.textContent('h1');
      assert.ok(event.summary.endsWith(heading.trim()), `${event.summary}: ${heading}`);
      assert.ok(event.description.includes(event.component.getFirstPropertyValue('url')));
      const [own] = await files(page, path);
      if (!own) continue;
      const alone = await events(own);
      assert.ok(alone.some((it) => it.uid === event.uid && it.sequence === event.sequence), own);
    }
    const [ofService] = await files(page, `/${language}/services/mail`);
    for (const event of await events(ofService)) assert.ok(found.some((it) => it.uid === event.uid), event.uid);
  });
}
