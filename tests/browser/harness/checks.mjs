// What every page must hold to, whatever is on it: accessibility, no sideways scrolling, weight, privacy.
// Each check throws an AssertionError that names the place. To add a check for all pages: call it in `checkPage`.

import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inEachAppearance, newReader } from './browser.mjs';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

const SCREENSHOTS = fileURLToPath(new URL('../../../target/screenshots/', import.meta.url));

/** No violation of WCAG 2.2 A and AA or of axe's best practices in the page as it is now. */
export async function axe(page, where = page.url()) {
  await allowScriptsOfTheTest(page);
  // Evaluated, not added as a <script>, which the pages' Content-Security-Policy forbids.
  await page.evaluate(`${AXE}; undefined`);
  const { violations } = await page.evaluate(
    (values) => window.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }),
    AXE_TAGS,
  );
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, html, failureSummary }) => `${id}: ${help}\n  ${target.join(' ')}\n  ${html}\n  ${failureSummary}`),
  );
  assert.equal(found.length, 0, `axe on ${where}:\n${found.join('\n')}`);
}

// A reader without JavaScript keeps the page as it was loaded; only the checks may run in it afterwards.
async function allowScriptsOfTheTest(page) {
  const session = await page.context().newCDPSession(page);
  // Forbidden first: a session that has not forbidden scripts itself has nothing to lift.
  await session.send('Emulation.setScriptExecutionDisabled', { value: true });
  await session.send('Emulation.setScriptExecutionDisabled', { value: false });
  await session.detach();
}

/** Nothing makes the page scroll sideways (WCAG 1.4.10). */
export async function fitsItsWidth(page, where = page.url()) {
  const { width, wide } = await page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const past = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > clientWidth + 1);
    const names = past.slice(0, 5).map((e) => `<${e.localName} class="${e.className}">`);
    return { width: clientWidth, wide: scrollWidth > clientWidth ? [`${scrollWidth} px`, ...names] : [] };
  });
  assert.deepEqual(wide, [], `${where} is wider than its ${width} px`);
}

/** Saves what is to be seen as target/screenshots/NAME.png. */
export async function screenshot(page, name) {
  await mkdir(SCREENSHOTS, { recursive: true });
  const file = `${name.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}.png`;
  await page.screenshot({ path: join(SCREENSHOTS, file), fullPage: true });
}

/** Notes every request of a page from now on. `report()` gives what was asked for and what it weighed. */
export function recordTraffic(page) {
  const requests = [];
  page.on('request', (request) => requests.push(request));
  return {
    async report() {
      let bytes = 0;
      let cookies = (await page.context().cookies()).map(({ name }) => name);
      for (const request of requests) {
        const response = await request.response();
        assert.ok(response, `no answer to ${request.url()}`);
        const sizes = await request.sizes();
        bytes += sizes.responseHeadersSize + sizes.responseBodySize;
        if (await response.headerValue('set-cookie')) cookies.push(`set by ${request.url()}`);
      }
      return { urls: requests.map((request) => request.url()), bytes, cookies };
    },
  };
}

/** A public page loads at most five things and 30 kB, all from its own host, and leaves no cookie. */
export async function isLightAndPrivate(browser, url) {
  const page = await newReader(browser);
  try {
    const traffic = recordTraffic(page);
    await page.goto(url, { waitUntil: 'load' });
    const { urls, bytes, cookies } = await traffic.report();
    const { origin } = new URL(url);
    assert.deepEqual(urls.filter((u) => !u.startsWith('data:') && new URL(u).origin !== origin), [], `${url} asks other hosts`);
    assert.deepEqual(cookies, [], `${url} leaves cookies`);
    assert.ok(urls.length <= 5, `${url} makes ${urls.length} requests:\n${urls.join('\n')}`);
    assert.ok(bytes <= 30_000, `${url} weighs ${bytes} bytes over the wire`);
    return { requests: urls.length, bytes };
  } finally {
    await page.context().close();
  }
}

/**
 * Opens a page as a reader with and one without JavaScript, and looks at it in each appearance.
 * `prepare(page)` may sign in or open a menu first; without it the page is simply opened.
 */
export async function checkPage(browser, url, { name, status = 200, language = 'ja', prepare = async () => {} }) {
  for (const script of [true, false]) {
    const page = await newReader(browser, { script, language });
    try {
      await prepare(page);
      const answer = await page.goto(url, { waitUntil: 'load' });
      assert.equal(answer.status(), status, `${url} answers ${answer.status()}`);
      const scripts = script ? 'JavaScript' : 'no JavaScript';
      await inEachAppearance(page, async (appearance) => {
        const where = `${name}, ${appearance}, ${scripts}`;
        await fitsItsWidth(page, where);
        await axe(page, where);
        if (script) await screenshot(page, `${name}, ${appearance}`);
      });
      assert.deepEqual(withoutStatus(page.complaints, status), [], `the browser complains about ${url}`);
    } finally {
      await page.context().close();
    }
  }
}

// Chromium reports an expected 404 or 403 of the page itself as an error.
function withoutStatus(complaints, status) {
  return status < 400 ? complaints : complaints.filter((text) => !text.includes(`status of ${status}`));
}
