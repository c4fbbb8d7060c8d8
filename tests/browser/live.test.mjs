// A public page that stays open (requirement A6): it changes by itself, says only the change, politely and rarely, takes neither
// focus nor scroll, can be paused, and asks the server no more than it must. The clock of the page is the test's.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newReader } from './harness/browser.mjs';
import { later, stopClock } from './harness/clock.mjs';
import { firstNotice, reads } from './harness/life.mjs';
import { check, fill, newOperator, post } from './harness/operator.mjs';
import { browser, portal, setStage } from './harness/stage.mjs';

const STATUS = '.live [role=status]';
const PAUSE = '.live button';

setStage();

/** A reader of a page whose clock stands until `later` moves it. `page.asked` counts how often it asked for itself. */
async function reader(language, path = '') {
  const page = await newReader(browser, { language });
  await page.clock.install();
  await page.goto(`${portal.origin}/${language}/${path}`);
  await stopClock(page);
  page.asked = 0;
  page.on('request', (request) => (page.asked += request.url() === page.url()));
  return page;
}

const header = (headers, name) => Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];

/** Answers the page's own requests with its HTML as `change` makes it. */
async function serve(page, change) {
  const html = await (await page.request.get(page.url())).text();
  let turn = 0;
  await page.route(page.url(), (route) =>
    route.fulfill({ status: 200, headers: { ETag: `"${++turn}"` }, contentType: 'text/html; charset=utf-8', body: change(html, turn) }),
  );
}

test('a page has one polite status, empty at first, and nothing that shouts or reloads', async () => {
  for (const path of ['', 'incidents/INC-20161011-01', 'services/mail', 'history', 'policy']) {
    const page = await newReader(browser);
    await page.goto(`${portal.origin}/ja/${path}`);
    const found = await page.evaluate(() => ({
      status: [...document.querySelectorAll('[role=status]')].map((e) => [e.textContent, e.getAttribute('aria-live')]),
      shouting: document.querySelectorAll('[aria-live=assertive], [role=alert], meta[http-equiv=refresh]').length,
      lives: document.querySelector('[data-live]') !== null,
    }));
    assert.deepEqual(found.status, found.lives ? [['', null]] : [], path);
    assert.equal(found.shouting, 0, path);
    await page.context().close();
  }
});

for (const [language, said] of [
  ['ja', /みなとDNS.*正常.*→.+\d\d:\d\d/],
  ['en', /Minato DNS: Operational → .+\(.*\d\d:\d\d.*\)/],
]) {
  test(`a notice that is posted appears by itself, says what changed, and moves nothing (${language})`, async () => {
    const page = await reader(language);
    const link = page.locator('main .home__lately a').first();
    await link.focus();
    await link.scrollIntoViewIfNeeded();
    const held = await link.getAttribute('href');
    const before = await page.evaluate(() => ({ top: document.activeElement.getBoundingClientRect().top, scroll: scrollY }));

    const author = await newOperator(browser, portal, `author-${language}`);
    const reference = await firstNotice(author, portal, { service: 'dns', 'degree-dns_resolve': 'unavailable', scope: 'all', started: '5分前' });
    await reads(portal, language, '', reference);
    await later(page, 60);

    assert.ok((await page.locator('main').innerText()).includes(reference), 'the notice is shown');
    const told = await page.locator(STATUS).innerText();
    assert.match(told, said);
    assert.doesNotMatch(told, /undefined|\{|\n/);
    assert.ok(told.length < 200, told);
    const after = await page.evaluate(() => ({ href: document.activeElement.getAttribute('href'), top: document.activeElement.getBoundingClientRect().top }));
    assert.equal(after.href, held, 'the focus stays');
    assert.ok(Math.abs(after.top - before.top) < 2, `what is looked at moves from ${before.top} to ${after.top}`);
    assert.deepEqual(page.complaints, []);

    await author.goto(`${portal.origin}/console/incidents/${reference}/notice?state=withdrawn`);
    await fill(author, { reason_ja: '試験でした。', reason_en: 'It was a test.' });
    await check(author);
    await post(author);
    await Promise.all([page.context().close(), author.context().close()]);
  });
}

test('however often the state changes, at most one message in 30 seconds is said, and the last one is true', async () => {
  const page = await reader('ja');
  await page.locator('main a').first().focus();
  await page.evaluate(([at]) => {
    window.said = [];
    new MutationObserver(() => window.said.push([Date.now(), document.querySelector(at).textContent])).observe(document.querySelector(at), { childList: true });
  }, [STATUS]);
  await serve(page, (html, turn) => html.replace(/data-watch="all"([^>]*)data-word="[^"]*"/, `data-watch="all"$1data-word="状態${turn}"`));
  const focused = () => page.evaluate(() => document.activeElement.outerHTML);
  const held = await focused();
  for (let update = 0; update < 10; update++) {
    // Coming back to a page asks at once, so changes can be seen faster than the page asks by itself.
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await later(page, 5);
    assert.equal(await focused(), held, 'the focus stays');
  }
  await page.unroute(page.url());
  const last = await page.locator('[data-watch=all]').getAttribute('data-word');
  await page.route(page.url(), (route) => route.abort());
  await later(page, 31);
  const said = await page.evaluate(() => window.said);
  assert.ok(said.length >= 2 && said.length <= 3, JSON.stringify(said));
  for (let n = 1; n < said.length; n++) assert.ok(said[n][0] - said[n - 1][0] >= 30_000, JSON.stringify(said));
  assert.ok(said.at(-1)[1].includes(last), `${said.at(-1)[1]} instead of ${last}`);
  await page.context().close();
});

test('the reader can stop it and go on, and the button says which', async () => {
  const page = await reader('en');
  const button = page.locator(PAUSE);
  assert.equal(await button.innerText(), 'Pause live updates');
  await button.click();
  assert.equal(await button.innerText(), 'Resume live updates');
  await later(page, 300, 10);
  assert.equal(page.asked, 0);
  await button.click();
  assert.equal(await button.innerText(), 'Pause live updates');
  await later(page, 1);
  assert.equal(page.asked, 1, 'going on asks at once');
  await page.context().close();
});

test('whatever has the focus keeps it when the page changes around it', async () => {
  const page = await reader('ja', 'services/mail');
  await serve(page, (html, turn) => html.replace('</main>', `<p class="turn">${turn}</p></main>`));
  const stops = await page.evaluate(() => {
    const all = [...document.querySelectorAll('main :is(a[href], summary, [tabindex="0"])')];
    return all.map((_, nth) => nth);
  });
  assert.ok(stops.length >= 4, `${stops.length} places to stop at`);
  const focus = (nth) =>
    page.evaluate((nth) => [...document.querySelectorAll('main :is(a[href], summary, [tabindex="0"])')][nth].focus(), nth);
  const focused = () =>
    page.evaluate(() => [...document.querySelectorAll('main :is(a[href], summary, [tabindex="0"])')].indexOf(document.activeElement));
  for (const nth of stops) {
    await focus(nth);
    const before = await page.locator('.turn').allInnerTexts();
    // Coming back while an answer is still being read asks for nothing.
    for (let tries = 0; tries < 20 && String(await page.locator('.turn').allInnerTexts()) === String(before); tries++) {
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      await later(page, 1);
    }
    assert.notDeepEqual(await page.locator('.turn').allInnerTexts(), before, 'the page changed');
    assert.equal(await focused(), nth, 'the focus stays');
  }
  await page.context().close();
});

test('a pause also stops what is under way', async () => {
  const page = await reader('ja');
  let answer;
  await page.route(page.url(), (route) => (answer = () => route.fulfill({ status: 200, contentType: 'text/html', body: '<main>too late</main>' })));
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  while (!answer) await page.evaluate(() => Promise.resolve());
  await page.click(PAUSE);
  await answer().catch(() => {}); // nobody waits for it any more
  await later(page, 60);
  assert.equal(await page.locator('main h1').count(), 1, 'the page is still there');
  assert.equal(page.asked, 1);
  await page.context().close();
});

test('an hour costs the server at most two requests a minute, and far fewer while it does not answer', async () => {
  const page = await reader('ja');
  await later(page, 3_600, 5);
  assert.ok(page.asked >= 30 && page.asked <= 120, `${page.asked} requests in an hour`);
  await page.route(page.url(), (route) => route.abort());
  await later(page, 3_600, 5); // backs off
  page.asked = 0;
  await later(page, 3_600, 5);
  assert.ok(page.asked <= 8, `${page.asked} requests in an hour to a server that does not answer`);
  await page.context().close();
});

test('a page is sent again only if it changed', async () => {
  const page = await reader('ja');
  const asked = new Map();
  const answers = [];
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  session.on('Network.requestWillBeSentExtraInfo', ({ requestId, headers }) => asked.set(requestId, header(headers, 'if-none-match')));
  session.on('Network.responseReceivedExtraInfo', ({ requestId, statusCode, headers }) =>
    answers.push({ status: statusCode, changed: header(headers, 'etag') !== asked.get(requestId) }),
  );
  await later(page, 180);
  // The portal makes the page anew when a minute of its own clock ends; that can fall into the test, but not before every answer.
  assert.ok(answers.some(({ status }) => status === 304), JSON.stringify(answers));
  for (const { status, changed } of answers) assert.equal(status, changed ? 200 : 304, JSON.stringify(answers));
  await page.context().close();
});

test('without JavaScript a page is whole and offers no button that would do nothing', async () => {
  const page = await newReader(browser, { script: false });
  await page.goto(`${portal.origin}/ja/`);
  assert.equal(await page.locator(PAUSE).isVisible(), false);
  await page.context().close();
});
