// A reader's ways through the demo: everything that can be reached, in both languages, with and without JavaScript.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newReader } from './harness/browser.mjs';
import { checkPage, isLightAndPrivate } from './harness/checks.mjs';
import { browser, portal, setStage } from './harness/stage.mjs';

const LANGUAGES = ['ja', 'en'];
const WORKED_CASE = 'INC-20161011-01';

setStage();

/** Every page of a language that links lead to, from its home page on; the console is not for readers. */
async function reachable(page, language) {
  const seen = new Set();
  const next = [`/${language}/`];
  while (next.length > 0) {
    const path = next.shift();
    if (seen.has(path)) continue;
    seen.add(path);
    const answer = await page.goto(portal.origin + path, { waitUntil: 'load' });
    assert.equal(answer.status(), 200, `${path} answers ${answer.status()}`);
    const links = await page.$$eval('a[href]', (all) => all.map((a) => a.href));
    for (const link of links) {
      const { origin, pathname, search } = new URL(link);
      const isPage = !pathname.endsWith('.ics');
      if (origin === portal.origin && isPage && pathname.startsWith(`/${language}/`) && search === '') next.push(pathname);
    }
  }
  return [...seen];
}

for (const language of LANGUAGES) {
  test(`every link of the ${language} pages leads to a page in that language with its counterpart in the other`, async () => {
    const page = await newReader(browser, { language });
    const paths = await reachable(page, language);
    assert.ok(paths.length > 15, `only ${paths.length} pages are reachable`);
    const other = language === 'ja' ? 'en' : 'ja';
    for (const path of paths) {
      await page.goto(portal.origin + path);
      const told = await page.evaluate(() => ({
        lang: document.documentElement.lang,
        headings: document.querySelectorAll('h1').length,
        title: document.title,
        alternates: [...document.querySelectorAll('link[rel=alternate][hreflang]')].map((l) => [l.hreflang, new URL(l.href).pathname]),
        switch: [...document.querySelectorAll('header a[hreflang]')].map((a) => [a.hreflang, new URL(a.href).pathname]),
      }));
      const counterpart = path.replace(`/${language}/`, `/${other}/`);
      assert.equal(told.lang, language, path);
      assert.equal(told.headings, 1, `${path} has ${told.headings} h1`);
      assert.notEqual(told.title, '', path);
      assert.deepEqual(Object.fromEntries(told.alternates)[other], counterpart, `hreflang on ${path}`);
      assert.deepEqual(told.switch, [[other, counterpart]], `language link on ${path}`);
      const answer = await page.request.get(portal.origin + counterpart);
      assert.equal(answer.status(), 200, counterpart);
    }
    await page.context().close();
  });
}

test('no passage on an English page is in Japanese without saying so', async () => {
  const page = await newReader(browser, { language: 'en' });
  for (const path of await reachable(page, 'en')) {
    await page.goto(portal.origin + path);
    const found = await page.evaluate(() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const unmarked = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const japanese = /[\u3040-\u30ff\u4e00-\u9fff]/.test(node.data);
        if (japanese && node.parentElement.closest('[lang]').lang !== 'ja') unmarked.push(node.data.trim().slice(0, 40));
      }
      return unmarked;
    });
    assert.deepEqual(found, [], path);
  }
  await page.context().close();
});

test('the home page is light, keeps to its own host and leaves no cookie', async () => {
  for (const language of LANGUAGES) await isLightAndPrivate(browser, `${portal.origin}/${language}/`);
});

test('the state of everything is read first: what, since when, how fresh, and when more is told', async () => {
  const page = await newReader(browser, { script: false });
  await page.goto(`${portal.origin}/ja/`);
  const main = await page.locator('main').innerText();
  const order = ['みなとホームページ', '発生日時', '最終更新', '次回更新予定'].map((word) => main.indexOf(word));
  assert.ok(order.every((place) => place >= 0), main);
  assert.deepEqual([...order].sort((a, b) => a - b), order, main);
  await page.context().close();
});

test('an update has an address of its own that leads to it without JavaScript', async () => {
  const page = await newReader(browser, { script: false });
  await page.goto(`${portal.origin}/ja/incidents/${WORKED_CASE}#U07`);
  const update = page.locator('#U07');
  assert.match(await update.innerText(), /第7報/);
  const box = await update.boundingBox();
  const { height } = page.viewportSize();
  assert.ok(box.y < height && box.y + box.height > 0, 'the update is in view');
  await page.context().close();
});

test('a reader elsewhere sees their own time beside that of the portal', async () => {
  const page = await newReader(browser, { language: 'en', zone: 'America/New_York' });
  await page.goto(`${portal.origin}/en/incidents/${WORKED_CASE}`);
  const times = await page.locator('main').innerText();
  assert.match(times, /08:55 JST/);
  assert.match(times, /\[Mon, Oct 10, 19:55 UTC−4\]/, 'the same instant on a clock in New York');
  await page.emulateMedia({ media: 'print' });
  assert.doesNotMatch(await page.locator('body').innerText(), /UTC−4|New_York/, 'paper has the time of the portal alone');
  await page.context().close();
});

test('the history is searched without JavaScript, and a search that finds nothing says so', async () => {
  const page = await newReader(browser, { script: false });
  await page.goto(`${portal.origin}/ja/history`);
  await page.fill('input[name=q]', 'メール受信');
  await page.press('input[name=q]', 'Enter');
  await page.waitForLoadState('load');
  assert.ok(await page.locator(`main a[href$="${WORKED_CASE}"]`).count() > 0, page.url());
  await page.goto(`${portal.origin}/ja/history?q=${encodeURIComponent('該当しない言葉')}`);
  assert.equal(await page.locator('main a[href*="/incidents/"]').count(), 0);
  await page.context().close();
});

for (const language of LANGUAGES) {
  const pages = {
    home: `/${language}/`,
    incident: `/${language}/incidents/${WORKED_CASE}`,
    'withdrawn incident': `/${language}/incidents/INC-20260513-01`,
    maintenance: `/${language}/maintenance/MNT-20260614-01`,
    service: `/${language}/services/mail`,
    history: `/${language}/history`,
    month: `/${language}/history/2016-10`,
    'search results': `/${language}/history?q=DNS`,
    'posting criteria': `/${language}/policy`,
    'list of maintenance': `/${language}/maintenance`,
    'list of maintenance of a service': `/${language}/services/dns/maintenance`,
    'maintenance calendar': `/${language}/calendar`,
  };
  for (const [name, path] of Object.entries(pages)) {
    test(`${name} (${language}) is accessible in every appearance`, async () => {
      await checkPage(browser, portal.origin + path, { name: `${name} ${language}`, language });
    });
  }
  test(`what is not there (${language}) is a real 404 with ways on`, async () => {
    const path = `/${language}/incidents/INC-19990101-01`;
    await checkPage(browser, portal.origin + path, { name: `not found ${language}`, status: 404, language });
    const page = await newReader(browser, { language, script: false });
    await page.goto(portal.origin + path);
    assert.ok(await page.locator(`main a[href="/${language}/"]`).count() > 0, 'a way home');
    await page.context().close();
  });
}
