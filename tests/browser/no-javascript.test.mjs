// The same life of an incident with JavaScript off: nothing that an operator needs depends on it (requirement A5).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lifeOfAnIncident } from './harness/life.mjs';
import { fill, go, newOperator } from './harness/operator.mjs';
import { browser, portal, setStage } from './harness/stage.mjs';

setStage({ serve: true });

for (const language of ['ja', 'en']) {
  test(`the whole life of an incident without JavaScript (${language} console)`, async () => {
    const page = await newOperator(browser, portal, `operator-${language}`, { language, script: false });
    await lifeOfAnIncident(page, portal, language);
    await page.context().close();
  });
}

test('what is missing is said at its field and nothing that was typed is lost, without JavaScript', async () => {
  const page = await newOperator(browser, portal, 'operator', { language: 'en', script: false });
  await go(page, '.titlebar a[href="/console/incidents/new"]');
  await fill(page, { started: 'the day after never', 'scope_text_en': 'Customers in Minato-shi', next_update: '' });
  assert.equal(await go(page, 'button[name=step][value=check]'), 422);
  const told = await page.$$eval('.errors a', (links) => links.map((link) => [link.hash, link.textContent]));
  assert.ok(told.length >= 2, JSON.stringify(told));
  for (const [hash, text] of told) assert.ok((await page.locator(hash).count()) === 1, `${hash} (${text}) leads nowhere`);
  assert.equal(await page.inputValue('[name=started]'), 'the day after never');
  assert.equal(await page.inputValue('[name=scope_text_en]'), 'Customers in Minato-shi');
  assert.equal(await page.locator('#errors').evaluate((summary) => summary === document.activeElement), true, 'the summary has the focus');
  await page.context().close();
});
