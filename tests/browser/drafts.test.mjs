// Nothing that was typed is lost: drafts are kept on the server while typing, and outlive a restart of the portal and the end
// of a session. The clock of the page is the test's; nobody waits for seconds to pass.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { DEADLINE_MS, newReader } from './harness/browser.mjs';
import { later, stopClock } from './harness/clock.mjs';
import { firstNotice } from './harness/life.mjs';
import { fill, go, newOperator, signIn } from './harness/operator.mjs';
import { browser, portal, setStage } from './harness/stage.mjs';

const NEW = '/console/incidents/new';
const CHECK = 'button[name=step][value=check]';
const DRAFT = 'button[name=step][value=draft]';
const status = '[data-autosave-status]';

setStage();

/** An operator whose pages have a clock that stands until `later` moves it. */
async function writer(login, options) {
  const page = await newOperator(browser, portal, login, options);
  await page.clock.install();
  await stopClock(page);
  return page;
}

/** Waits until the form says a sentence about its draft. Asks from outside: the clock of the page may stand. */
async function says(page, sentence) {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const said = await page.locator(status).innerText();
    if (sentence.test(said)) return;
    if (Date.now() > deadline) assert.fail(`the form says "${said}", not ${sentence}`);
    await sleep(20);
  }
}

// Runs in the page: the drafts that it sends are answered with this status, without a network that could answer otherwise; with none, by the
// portal again.
function answerDraftsWith(status) {
  globalThis.sent ??= globalThis.fetch;
  const { sent } = globalThis;
  const answer = (url, options) => (url.includes('/console/drafts/') ? Promise.resolve(new Response('', { status })) : sent(url, options));
  globalThis.fetch = status ? answer : sent;
}

/** What the same operator finds in another browser. */
async function elsewhere(login, path, name) {
  const page = await newReader(browser);
  await page.goto(portal.origin + path);
  await signIn(page, login);
  assert.equal(page.url(), portal.origin + path);
  const found = { value: await page.inputValue(`[name=${name}]`), told: await page.locator('main').innerText() };
  await page.context().close();
  return found;
}

test('what is typed is on the server after four seconds, and the form says so', async () => {
  const page = await writer('haru');
  await page.goto(portal.origin + NEW);
  assert.equal(await page.locator(status).innerText(), '');
  await fill(page, { scope_text_ja: 'みなと市の一部のお客様' });
  await says(page, /未保存/);
  await later(page, 3);
  await says(page, /未保存/);
  await later(page, 1);
  await says(page, /\d\d:\d\d:\d\dに下書きを保存しました/);
  const found = await elsewhere('haru', NEW, 'scope_text_ja');
  assert.equal(found.value, 'みなと市の一部のお客様');
  assert.match(found.told, /に保存した下書き/);

  let asked = 0;
  page.on('request', (request) => (asked += request.url().includes('/console/drafts/')));
  await later(page, 60);
  assert.equal(asked, 0, 'nothing is sent while nothing changes');
  await page.context().close();
});

test('a draft outlives the portal: it stops, the form says that it cannot save, it starts, and the form saves by itself', async () => {
  const page = await writer('natsu');
  const reference = await firstNotice(page, portal, { service: 'web', 'degree-web_serve': 'slow', started: '5分前' });
  const path = `/console/incidents/${reference}/notice`;
  await page.goto(portal.origin + path);
  await fill(page, { free_ja: '再起動の前です。' });
  await later(page, 4);
  await says(page, /下書きを保存しました/);
  await page.route('**/console/drafts/**', (route) => route.abort());
  await fill(page, { free_ja: '再起動の間です。' });
  await later(page, 4);
  await says(page, /保存できません/);
  assert.equal(await page.locator(status).evaluate((p) => p.ariaLive), 'polite', 'a failure is said aloud');
  await portal.restart();
  assert.equal((await elsewhere('natsu', path, 'free_ja')).value, '再起動の前です。');
  await page.unroute('**/console/drafts/**');
  await later(page, 60);
  await says(page, /下書きを保存しました/);
  assert.equal((await elsewhere('natsu', path, 'free_ja')).value, '再起動の間です。');
  await page.context().close();
});

for (const script of [true, false]) {
  const how = script ? 'with' : 'without';
  test(`what was checked outlives its page, in order or not (${how} JavaScript)`, async () => {
    const login = `ame-${how}`;
    const page = await newOperator(browser, portal, login, { script });
    // What is in order is kept with its times in full: a quarter of an hour ago is another moment later.
    for (const [started, status, kept] of [['夕方', 422, /^夕方$/], ['15分前', 200, /^\d+年\d+月\d+日\(.\) \d+:\d+$/]]) {
      const tab = await page.context().newPage();
      await tab.goto(portal.origin + NEW);
      await fill(tab, { service: 'mail', 'degree-pop': 'slow', started, scope_text_ja: `${started}から、一部のお客様` });
      assert.equal(await go(tab, CHECK), status);
      await tab.close({ runBeforeUnload: false });
      assert.match((await elsewhere(login, NEW, 'started')).value, kept);
      assert.equal((await elsewhere(login, NEW, 'scope_text_ja')).value, `${started}から、一部のお客様`);
    }
    await page.context().close();
  });
}

test('a page in which a posted form is written on says so, and keeps its text as a draft of its own', async () => {
  const page = await writer('tsuyu');
  await page.goto(portal.origin + NEW);
  await fill(page, { service: 'web', 'degree-web_serve': 'slow', started: '5分前' });
  await go(page, CHECK);
  const other = await page.context().newPage();
  await other.goto(portal.origin + NEW);
  await go(other, CHECK);
  await go(other, 'button[name=step][value=post]');
  await fill(page, { scope_text_ja: '掲載の後に書きました。' });
  await later(page, 5);
  await says(page, /すでに掲載または保存されています。.*下書きを保存しました/);
  assert.equal((await elsewhere('tsuyu', NEW, 'scope_text_ja')).value, '掲載の後に書きました。');
  await fill(page, { scope_text_ja: '続けて書きました。' });
  await later(page, 4);
  await says(page, /すでに掲載または保存されています。.*下書きを保存しました/);
  assert.equal((await elsewhere('tsuyu', NEW, 'scope_text_ja')).value, '続けて書きました。');
  await page.context().close();
});

test('a draft that is open in two pages becomes two, and what cannot be saved is said for what it is', async () => {
  const page = await writer('yube');
  await page.goto(portal.origin + NEW);
  await fill(page, { scope_text_ja: '一つ目の画面' });
  await later(page, 4);
  await says(page, /下書きを保存しました/);
  const other = await page.context().newPage();
  await other.goto(portal.origin + NEW);
  await fill(other, { scope_text_ja: '二つ目の画面' });
  await later(page, 4);
  await says(other, /下書きを保存しました/);
  await fill(page, { scope_text_ja: '一つ目の画面の続き' });
  await later(page, 5);
  await says(page, /別の画面で書き換えられたか、破棄されています。.*下書きを保存しました/);
  await page.goto(`${portal.origin}/console`);
  assert.equal(await page.locator(`main a[href^="${NEW}?draft="]`).count(), 2);

  await page.goto(portal.origin + NEW);
  for (const [status, sentence] of [[409, /下書きが多すぎる/], [413, /入力が長すぎる/], [429, /少し待って/], [500, /保存できません/]]) {
    await page.evaluate(answerDraftsWith, status);
    await fill(page, { scope_text_ja: `答えは${status}` });
    await later(page, 61, 5);
    await says(page, sentence);
    await page.evaluate(answerDraftsWith, undefined);
    await fill(page, { scope_text_ja: `答えは${status}の後` });
    await later(page, 61, 5);
    await says(page, /下書きを保存しました/);
  }
  await page.context().close();
});

test('the record is kept while it is edited, and leaving is questioned', async () => {
  const page = await writer('mizu');
  const reference = await firstNotice(page, portal, { service: 'mail', 'degree-pop': 'slow', started: '5分前' });
  const path = `/console/incidents/${reference}/edit/cause`;
  await page.goto(portal.origin + path);
  await fill(page, { cause_state: 'suspected', cause_ja: '記憶装置の応答が遅くなりました。' });
  let questions = 0;
  page.on('dialog', (dialog) => {
    questions += 1;
    return dialog.dismiss();
  });
  await page.click('header a[href="/console"]');
  await later(page, 4);
  assert.equal(questions, 1);
  await says(page, /下書きを保存しました/);
  assert.equal((await elsewhere('mizu', path, 'cause_ja')).value, '記憶装置の応答が遅くなりました。');
  await page.context().close();
});

test('the end of a session costs nothing: saving says so once, signing in elsewhere goes on saving', async () => {
  const page = await writer('aki');
  await page.goto(portal.origin + NEW);
  await endOtherSessions('aki');
  await fill(page, { scope_text_ja: 'サインインが切れた後です。' });
  await later(page, 4);
  await says(page, /サインイン/);
  let asked = 0;
  page.on('request', (request) => (asked += request.url().includes('/console/drafts/')));
  await later(page, 30);
  assert.equal(asked, 0, 'it is not asked again and again');
  const tab = await page.context().newPage();
  await tab.goto(portal.origin + NEW);
  await signIn(tab, 'aki');
  await tab.close();
  await later(page, 60);
  await says(page, /下書きを保存しました/);
  assert.equal((await elsewhere('aki', NEW, 'scope_text_ja')).value, 'サインインが切れた後です。');
  await page.context().close();
});

for (const script of [true, false]) {
  const how = script ? 'with' : 'without';
  test(`a form that is sent after the session has ended comes back after signing in (${how} JavaScript)`, async () => {
    const login = `fuyu-${how}`;
    const page = await newOperator(browser, portal, login, { script });
    await page.goto(portal.origin + NEW);
    await fill(page, { service: 'mail', 'degree-pop': 'slow', started: '10分前', scope_text_ja: '切れる前に書きました。' });
    await endOtherSessions(login);
    assert.equal(await go(page, CHECK), 401);
    assert.match(await page.locator('main').innerText(), /入力した内容/);
    await signIn(page, login);
    assert.match(await page.locator('main').innerText(), /切れる前に書きました。/, 'the text is shown before it is sent');
    await go(page, 'main form button.btn--primary');
    assert.equal(await page.inputValue('[name=scope_text_ja]'), '切れる前に書きました。');
    assert.equal(await page.isChecked('[name=service][value=mail]'), true);
    await page.context().close();
  });
}

test('a discarded draft stays discarded, whatever its page still sends, and none is questioned', async () => {
  const page = await writer('hoshi');
  await page.goto(portal.origin + NEW);
  await fill(page, { service: 'mail', 'degree-pop': 'slow', started: '5分前', scope_text_ja: 'いらない文章' });
  await go(page, CHECK);
  let questions = 0;
  page.on('dialog', (dialog) => {
    questions += 1;
    return dialog.accept();
  });
  await fill(page, { scope_text_ja: 'いらない文章に書き足しました。' });
  await page.click('form[action$="/discard"] button');
  await page.waitForURL(`${portal.origin}/console`);
  assert.equal(questions, 0);
  await page.reload();
  assert.equal(await page.locator(`main a[href^="${NEW}?draft="]`).count(), 0);
  await page.context().close();
});

test('without JavaScript a button keeps the draft, and the dashboard leads back to it', async () => {
  const page = await newOperator(browser, portal, 'tsuki', { script: false });
  await page.goto(portal.origin + NEW);
  await fill(page, { scope_text_ja: 'あとで続けます。' });
  await go(page, DRAFT);
  await go(page, `main a[href^="${NEW}?draft="].more`);
  assert.equal(await page.inputValue('[name=scope_text_ja]'), 'あとで続けます。');
  await go(page, 'form[action$="/discard"] button');
  await page.goto(portal.origin + NEW);
  assert.equal(await page.inputValue('[name=scope_text_ja]'), '');
  await page.context().close();
});

test('what was posted leaves no draft, and leaving is questioned only while something is not kept', async () => {
  const page = await writer('yuki');
  await page.goto(portal.origin + NEW);
  await fill(page, { service: 'dns', 'degree-dns_resolve': 'slow', started: '5分前' });
  let questions = 0;
  page.on('dialog', (dialog) => {
    questions += 1;
    return dialog.accept();
  });
  await page.goto(`${portal.origin}/console`);
  assert.equal(questions, 1, 'leaving with unsaved text is questioned');
  // What is sent in leaving may arrive a little after the next page was asked for.
  const isKept = async () => (await page.goto(portal.origin + NEW), page.isChecked('[name=service][value=dns]'));
  const deadline = Date.now() + DEADLINE_MS;
  while (!(await isKept())) assert.ok(Date.now() < deadline, 'it was kept all the same');
  await fill(page, { started: '6分前' });
  await later(page, 4);
  await says(page, /下書きを保存しました/);
  await page.goto(`${portal.origin}/console`);
  assert.equal(questions, 1, 'leaving with everything kept is not');
  assert.match(await page.locator('main').innerText(), /yuki/);
  await page.goto(portal.origin + NEW);
  await fill(page, { started: '7分前' });
  await go(page, CHECK);
  await go(page, 'button[name=step][value=post]');
  assert.equal(questions, 1, 'neither is sending the form');
  await page.goto(portal.origin + NEW);
  assert.equal(await page.isChecked('[name=service][value=dns]'), false);
  await page.context().close();
});

/** Ends every session of an operator but that of another browser, as they do themselves on their account page. */
async function endOtherSessions(login) {
  const page = await newReader(browser);
  await page.goto(`${portal.origin}/console/account`);
  await signIn(page, login);
  await go(page, 'form[action$="/end-others"] button');
  await page.context().close();
}
