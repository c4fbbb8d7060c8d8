// The life of a maintenance at the console: planned, announced, begun, extended, completed, in both languages, with and without
// JavaScript; and two operators at once. Readers' pages and calendars follow each step.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { calendarAt } from './harness/calendars.mjs';
import { holds, withoutStatus } from './harness/checks.mjs';
import { reads } from './harness/life.mjs';
import { check, fill, go, newOperator } from './harness/operator.mjs';
import { browser, portal, setStage } from './harness/stage.mjs';

setStage();

const CHECK = 'button[name=step][value=check]';
const POST = 'button[name=step][value=post]';
const PUBLIC_WITHIN_MS = 10_000;

// What an operator types and customers read, in the language of the console.
const WORDS = {
  ja: { began: '5分前', ends: '2時間後', later: '3時間後', next: '1時間後', started: '開始', extended: '延長', completed: '完了' },
  en: { began: '5 minutes ago', ends: 'in 2 hours', later: 'in 3 hours', next: 'in 1 hour', started: 'Started', extended: 'Extended', completed: 'Completed' },
};
const REASON = { reason_ja: '部品の故障が見つかったため', reason_en: 'A failed part was found.' };

/** Posts what was checked, and lands on the maintenance. Gives its reference number. */
async function post(page) {
  assert.equal(await go(page, POST), 200);
  const found = new URL(page.url()).pathname.match(/^\/console\/maintenance\/(MNT-\d{8}-\d{2})$/);
  assert.ok(found, `posting leads to ${page.url()}: ${await page.locator('main').innerText()}`);
  return found[1];
}

/** An emergency that has begun, announced: work on it may start at once. */
async function announced(page, language) {
  await page.goto(`${portal.origin}/console`);
  await go(page, 'a[href="/console/maintenance/new"]');
  const { began, ends } = WORDS[language];
  await fill(page, { kind: 'emergency', service: 'mail', title_ja: '電源装置の交換', title_en: 'Replacement of a power supply' });
  await fill(page, { ...REASON, 'start-w1': began, 'end-w1': ends });
  await check(page);
  const panes = await page.locator('.bilingual .pane').allInnerTexts();
  assert.match(panes[0], /【緊急メンテナンス】[^]*部品の故障が見つかったため/);
  assert.match(panes[1], /\[Emergency maintenance\][^]*A failed part was found\./);
  return post(page);
}

/** Opens the form of a step of the first window, and fills it in. */
async function step(page, name, values = {}) {
  await go(page, `a[href$="/w1/${name}"]`);
  await fill(page, values);
}

/** The entry of a maintenance in readers' calendars, once it has changed so often. */
async function entry(language, reference, sequence) {
  const deadline = Date.now() + PUBLIC_WITHIN_MS;
  for (;;) {
    const { events } = await calendarAt(`${portal.origin}/${language}/services/mail/maintenance.ics`);
    const found = events.find(({ uid }) => uid.startsWith(`${reference}-w1@`));
    if (found?.sequence === sequence) return found;
    assert.ok(Date.now() < deadline, `${reference}: ${JSON.stringify(found)}, not ${sequence}`);
    await sleep(100);
  }
}

for (const language of ['ja', 'en']) {
  for (const script of [true, false]) {
    const how = `${language}${script ? '' : ', no JavaScript'}`;

    test(`a maintenance is planned, posted, begun, extended and completed (${how})`, async () => {
      const words = WORDS[language];
      const page = await newOperator(browser, portal, `planner-${language}-${script ? 'js' : 'no'}`, { language, script });
      const reference = await announced(page, language);
      const path = `maintenance/${reference}`;
      const first = await entry(language, reference, 0);
      await reads(portal, language, '', reference);
      await reads(portal, language, 'maintenance', reference);
      await holds(page, `console maintenance announced (${how})`);

      await step(page, 'start');
      await check(page);
      await post(page);
      await reads(portal, language, path, words.started);
      assert.deepEqual([(await entry(language, reference, 1)).end], [first.end]);

      await step(page, 'extend', { until: words.later, ...REASON, next: words.next });
      await holds(page, `console maintenance extended (${how})`);
      await check(page);
      await holds(page, `console maintenance extended and checked (${how})`);
      await post(page);
      await reads(portal, language, path, words.extended, REASON[`reason_${language}`]);
      const extended = await entry(language, reference, 2);
      assert.ok(extended.end > first.end, 'the calendar says the new end');
      assert.match(extended.summary, language === 'ja' ? /^【延長中】/ : /^Extended:/);

      await step(page, 'complete', { result_ja: '交換を終えました。', result_en: 'The power supply was replaced.' });
      await check(page);
      await post(page);
      await reads(portal, language, path, words.completed, language === 'ja' ? '交換を終えました。' : 'The power supply was replaced.');
      const completed = await entry(language, reference, 3);
      assert.ok(completed.end < extended.end && completed.status === 'CONFIRMED', JSON.stringify(completed));
      assert.deepEqual(await page.locator('#windows ~ ul a.btn').count(), 0, 'nothing is left to do');
      assert.deepEqual(withoutStatus(page.complaints, 200), []);
      await page.context().close();
    });
  }
}

test('of two operators who take a step at once the second is told, and keeps what was typed', async () => {
  const midori = await newOperator(browser, portal, 'midori', { name: '緑川みどり' });
  const jiro = await newOperator(browser, portal, 'jiro', { name: 'Jiro Aoyama', language: 'en' });
  const reference = await announced(midori, 'ja');
  await step(midori, 'cancel', REASON);
  await jiro.goto(`${portal.origin}/console/maintenance/${reference}`);
  await step(jiro, 'start');
  await check(jiro);
  await check(midori);
  await post(midori);
  const typed = await jiro.inputValue('[name=at]');
  assert.equal(await go(jiro, POST), 422);
  assert.match(await jiro.locator('main').innerText(), /Somebody else has changed this maintenance[^]*the window is “Cancelled”/);
  assert.equal(await jiro.inputValue('[name=at]'), typed);
  assert.equal(await jiro.locator(POST).count(), 0, 'it cannot be posted as it is');
  await holds(jiro, 'console maintenance overtaken');
  await jiro.goto(`${portal.origin}/console/maintenance/${reference}`);
  assert.equal(await jiro.locator('a[href$="/w1/start"]').count(), 0);
  for (const page of [midori, jiro]) await page.context().close();
});

test('what is wrong with a plan is said at its field and nothing that was typed is lost, without JavaScript', async () => {
  const page = await newOperator(browser, portal, 'hasty', { language: 'en', script: false });
  await page.goto(`${portal.origin}/console/maintenance/new`);
  await fill(page, { service: 'mail', title_en: 'Cabling', 'start-w1': '2030-01-10 03:00', 'end-w1': '2030-01-10 01:00' });
  assert.equal(await go(page, CHECK), 422);
  const told = await page.$$eval('.errors a', (links) => links.map((link) => link.hash));
  assert.ok(told.includes('#end-w1'), told.join(' '));
  for (const hash of told) assert.equal(await page.locator(hash).count(), 1, `${hash} leads somewhere`);
  assert.equal(await page.inputValue('[name=title_en]'), 'Cabling');
  assert.equal(await page.inputValue('[name=end-w1]'), '2030-01-10 01:00');
  await page.context().close();
});
