// Maintenances in readers' own calendars: readers find the address, and every file that the pages lead to says, for two parsers
// of others, what the page of the maintenance says.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newReader } from './harness/browser.mjs';
import { calendarAt } from './harness/calendars.mjs';
import { go } from './harness/operator.mjs';
import { browser, portal, setStage } from './harness/stage.mjs';

setStage();

const SUBSCRIBE = { ja: 'カレンダーアプリで購読する', en: 'Subscribe in your calendar app' };

/** How a page says that one subscribes: the address that is told, where it leads, and the link for calendar programs. */
async function subscription(page) {
  const [told, leads] = await page.$eval('#subscribe a[href$=".ics"]:not(.btn)', (a) => [a.textContent, a.href]);
  const webcal = await page.getAttribute('#subscribe a[href^="webcal:"]', 'href');
  const canonical = await page.getAttribute('link[rel=canonical]', 'href');
  assert.equal(new URL(told).origin, new URL(canonical).origin, 'the address of the portal itself');
  assert.equal(new URL(leads).pathname, new URL(told).pathname);
  assert.equal(webcal, told.replace(/^https:/, 'webcal:'));
  return leads;
}

for (const language of ['ja', 'en']) {
  test(`a reader finds planned work from the ${language} home page, narrows it to a service, and subscribes`, async () => {
    const page = await newReader(browser, { language, script: language === 'ja', width: 390 });
    await page.goto(`${portal.origin}/${language}/`);
    const planned = await page.getAttribute('[aria-labelledby=planned] article a', 'href');
    await go(page, `[aria-labelledby=planned] a[href="/${language}/maintenance"]`);
    assert.ok((await page.$$eval('[aria-labelledby=planned] article a', (all) => all.map((a) => a.pathname))).includes(planned));
    assert.equal(new URL(await subscription(page)).pathname, `/${language}/maintenance.ics`);
    for (const view of ['maintenance', 'calendar']) {
      await page.goto(`${portal.origin}/${language}/${view}`);
      const all = await page.locator(`main a[href="${planned}"]`).count();
      assert.ok(all > 0, `${view} has it`);
      await go(page, `a[href="/${language}/services/dns/${view}"]`);
      assert.equal(await page.locator('[aria-current=page]').innerText(), await page.locator(`a[href="/${language}/services/dns/${view}"]`).innerText());
      assert.equal(await page.locator(`main a[href="${planned}"]`).count(), all, 'it concerns DNS');
      await go(page, `a[href="/${language}/services/web/${view}"]`);
      assert.equal(await page.locator(`main a[href="${planned}"]`).count(), 0, 'it does not concern web hosting');
    }
    await page.goto(`${portal.origin}/${language}/services/dns`);
    await go(page, `a:text-is("${SUBSCRIBE[language]}")`);
    assert.equal(new URL(page.url()).pathname + new URL(page.url()).hash, `/${language}/services/dns/maintenance#subscribe`);
    const calendar = await calendarAt(await subscription(page));
    assert.deepEqual(calendar.events.map(({ url }) => new URL(url).pathname), [planned]);
    await page.context().close();
  });

  test(`the calendars of the ${language} pages say what the pages say`, async () => {
    const page = await newReader(browser, { language });
    const { events } = await calendarAt(`${portal.origin}/${language}/maintenance.ics`);
    assert.ok(events.length > 0, 'the demo has maintenances');
    assert.equal(new Set(events.map((event) => event.uid)).size, events.length, 'each entry once');
    for (const event of events) {
      const path = new URL(event.url).pathname;
      await page.goto(portal.origin + path);
      const told = await page.$$eval('main time', (all) => all.map((time) => Date.parse(time.dateTime) / 1000));
      assert.ok(told.includes(event.start), `${path}: ${event.start} of ${told}`);
      const heading = await page.textContent('h1');
      assert.ok(event.summary.endsWith(heading.trim()), `${event.summary}: ${heading}`);
      assert.ok(event.description.includes(event.url));
      const own = await page.$$eval('main header a[href$=".ics"]', (all) => all.map((a) => a.href));
      if (own.length === 0) continue;
      const alone = await calendarAt(own[0]);
      assert.ok(alone.events.some(({ uid, sequence }) => uid === event.uid && sequence === event.sequence), own[0]);
    }
  });
}
