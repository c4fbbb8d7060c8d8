// An operator's way: from the link that the command line prints to the end of an incident, in both languages of the console.
// The portal is run as it is for real: no demo, and whoever publishes must have a second factor.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newReader } from './harness/browser.mjs';
import { lifeOfAnIncident, reads } from './harness/life.mjs';
import { choosePassword, enrol, go, newOperator, signIn } from './harness/operator.mjs';
import { browser, portal, setStage } from './harness/stage.mjs';

setStage({ serve: true });

const heading = (page) => page.locator('h1').innerText();

test('a new operator gets in by the link of the command line, once, and from then on with two factors', async () => {
  const link = await portal.addOperator('sora', { role: 'publisher', language: 'ja', name: '青山そら' });
  assert.equal(new URL(link).origin, portal.origin);
  const page = await newReader(browser);
  await choosePassword(page, link);
  assert.equal(await heading(page), '2段階認証');
  const { phone, codes } = await enrol(page);
  assert.equal(codes.length, 10);
  await go(page, 'main a.btn--primary');
  await page.goto(`${portal.origin}/console`);
  assert.equal(await heading(page), '現在の状況');
  assert.match(await page.locator('.ops__me').innerText(), /青山そら/);

  const stranger = await newReader(browser);
  assert.equal((await stranger.goto(link)).status(), 410, 'the link works once');

  await go(page, '.ops__me form[action="/console/sign-out"] button');
  assert.equal(await heading(page), 'サインイン');
  await signIn(page, 'sora', phone.code());
  assert.equal(new URL(page.url()).pathname, '/console');

  await go(page, '.ops__me form[action="/console/sign-out"] button');
  await signIn(page, 'sora', codes[0]);
  assert.equal(new URL(page.url()).pathname, '/console', 'a recovery code stands in for the phone');
  assert.deepEqual(page.complaints, []);
  await Promise.all([page.context().close(), stranger.context().close()]);
});

for (const language of ['ja', 'en']) {
  test(`the whole life of an incident (${language} console)`, async () => {
    const page = await newOperator(browser, portal, `operator-${language}`, { language });
    await lifeOfAnIncident(page, portal, language);
    assert.deepEqual(page.complaints.filter((text) => !text.includes('status of 422')), []);
    await page.context().close();
  });
}

test('a first notice takes three steps from the dashboard, within a minute, with the keyboard alone', async (t) => {
  const page = await newOperator(browser, portal, 'keyboard', { language: 'ja' });
  const count = { steps: 0, tabs: 0, keys: 0 };
  const press = (key) => page.keyboard.press(key);
  const reach = async (selector) => {
    while (!(await page.evaluate((at) => document.activeElement.matches(at), selector))) {
      assert.ok((count.tabs += 1) < 200, `Tab does not reach ${selector}`);
      await press('Tab');
    }
  };
  const use = async (selector, ...keys) => {
    await reach(selector);
    for (const key of keys) await press(key);
    count.keys += keys.length;
  };
  const step = async (selector) => {
    await reach(selector);
    await Promise.all([page.waitForEvent('load'), press('Enter')]);
    count.steps += 1;
    count.keys += 1;
  };
  const started = Date.now();
  await step('a[href="/console/incidents/new"]');
  await use('[name=service][value=mail]', 'Space');
  await use('[name=degree-pop]', 'ArrowDown');
  await use('[name=started]', ...'8:55');
  await step('button[value=check]');
  await step('button[value=post]');
  const reference = new URL(page.url()).pathname.split('/').at(-1);
  await reads(portal, 'ja', '', reference);
  const seconds = (Date.now() - started) / 1_000;
  t.diagnostic(`${count.steps} steps, ${count.keys} keys and ${count.tabs} tabs; public after ${seconds} s`);
  assert.equal(count.steps, 3);
  assert.ok(seconds < 60, `${seconds} s`);
  await page.context().close();
});
