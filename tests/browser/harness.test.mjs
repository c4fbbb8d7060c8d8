// The harness proves itself on a stand-in: it passes what is right and sees each fault it is there for.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { newReader } from './harness/browser.mjs';
import { checkPage, isLightAndPrivate } from './harness/checks.mjs';
import { startPortal } from './harness/portal.mjs';
import { browser, portal, setStage } from './harness/stage.mjs';
import { areToldApart, newObserver, shapes } from './harness/vision.mjs';

const STAND_IN = [process.execPath, fileURLToPath(new URL('./harness/stand-in.mjs', import.meta.url))];

describe('the harness', () => {
  setStage({ command: STAND_IN });
  const at = (path) => `${portal.origin}${path}`;
  const check = (path, more = {}) => checkPage(browser, at(path), { name: `harness ${path}`, ...more });

  test('finds the sign-in link among the printed addresses', () => {
    assert.equal(portal.addresses.length, 4);
    assert.equal(portal.signIn, at('/console/sign-in/once'));
  });

  test('shows what a program printed that ends before it is ready', async () => {
    const dying = [process.execPath, '-e', 'console.log("the disk is full"); process.exit(1)'];
    await assert.rejects(startPortal({ command: dying }), /ended with code 1[^]*the disk is full/);
  });

  test('shows that a program cannot be started', async () => {
    await assert.rejects(startPortal({ command: ['/nonexistent/noroshi'] }), /ENOENT/);
  });

  test('passes a sound page in every appearance, with and without JavaScript', async () => {
    await check('/ja/');
  });

  test('passes an error page that was expected, and only then', async () => {
    await check('/missing', { status: 404 });
    await assert.rejects(check('/missing'), /answers 404/);
  });

  test('passes a light and private page, and says what it weighs', async () => {
    const { requests, bytes } = await isLightAndPrivate(browser, at('/ja/'));
    assert.equal(requests, 3);
    assert.ok(bytes > 1_000 && bytes < 10_000, String(bytes));
  });

  for (const [path, fault] of [
    ['/no-alternative', /JavaScript, light, 320 px:\nimage-alt/],
    ['/faint-without-script', /no JavaScript, light, 320 px:\ncolor-contrast/],
    ['/faint-in-the-dark', /JavaScript, dark, 320 px:\ncolor-contrast/],
    ['/wide', /JavaScript, light, 320 px is wider than its 320 px/],
    ['/nowhere', /HTML_CodeSniffer[^]*NoSuchID/],
    ['/invalid', /html-validate[^]*figcaption/],
    ['/cut-when-spaced', /spaced, 320 px[^]*cut off below/],
    ['/out-of-its-box-when-spaced', /spaced, 320 px[^]*out of its box[^]*upon “広げると/],
    ['/inline-style', /html-validate[^]*no-inline-style/],
    ['/inline-script', /the browser complains/],
  ]) {
    test(`sees the fault of ${path}`, async () => {
      await assert.rejects(check(path), fault);
    });
  }

  for (const [path, fault] of [
    ['/cookie', /leaves cookies/],
    ['/heavy', /weighs \d{5} bytes/],
    ['/many', /makes 9 requests/],
    ['/elsewhere', /asks other hosts/],
  ]) {
    test(`sees the fault of ${path}`, async () => {
      await assert.rejects(isLightAndPrivate(browser, at(path)), fault);
    });
  }

  test('sees that two states share a shape', async () => {
    const page = await newObserver(browser);
    await page.goto(at('/one-shape'));
    const samples = [];
    for (const [nth, state] of ['good', 'bad'].entries()) {
      const { x, y, width, height } = await page.locator(`.${state}`).boundingBox();
      const [seen] = await shapes(page, [{ x: x - 2, y: y - 2, width: width + 4, height: height + 4 }]);
      samples.push({ state, word: await page.locator('main p').nth(nth).innerText(), seen });
    }
    assert.throws(() => areToldApart('a sign', samples), /good and bad have the same shape/);
    await page.context().close();
  });

  test('gives each reader a browser that remembers nothing of the others', async () => {
    const first = await newReader(browser);
    await first.goto(at('/cookie'));
    const second = await newReader(browser, { language: 'en' });
    await second.goto(at('/cookie'));
    assert.equal((await first.context().cookies()).length, 1);
    await first.context().clearCookies();
    assert.equal((await second.context().cookies()).length, 1);
    assert.equal(await second.evaluate(() => navigator.language), 'en-GB');
    await Promise.all([first.context().close(), second.context().close()]);
  });
});
