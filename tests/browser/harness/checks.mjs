// What every page must hold to, whatever is on it: accessibility, no sideways scrolling, weight, privacy.
// Each check throws an AssertionError that names the place. To add a check for all pages: call it in `checkPage`.

import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inEachAppearance, newReader } from './browser.mjs';
import { isValid, sniff } from './markup.mjs';
import { fitsItsWidth, holdsSpaced } from './room.mjs';
import { TRIAGED } from './triaged.mjs';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

const SCREENSHOTS = fileURLToPath(new URL('../../../target/screenshots/', import.meta.url));

// The rules whose outcome a colour scheme can change, as long as it shows the same text.
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * No violation of WCAG 2.2 A and AA or of axe's best practices in the page as it is now, and nothing that axe cannot decide
 * unless a person has decided it in triaged.mjs.
 */
export async function axe(page, where = page.url(), runOnly = { type: 'tag', values: AXE_TAGS }) {
  // Evaluated, not added as a <script>, which the pages' Content-Security-Policy forbids.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(`${AXE}; undefined`);
  const found = await page.evaluate(
    async ([runOnly, triaged]) => {
      const rules = runOnly.type === 'tag' ? { 'target-size': { enabled: true } } : {};
      const options = { runOnly, rules, resultTypes: ['violations', 'incomplete'], elementRef: true };
      const { violations, incomplete } = await window.axe.run(document, options);
      const isTriaged = (id, { element }) =>
        triaged.some(({ rule, at, text }) => rule === id && element.matches(at) && new RegExp(text ?? '').test(element.textContent));
      const undecided = incomplete.map(({ nodes, ...rule }) => ({ ...rule, nodes: nodes.filter((node) => !isTriaged(rule.id, node)) }));
      return [...violations, ...undecided].flatMap(({ id, help, nodes }) =>
        nodes.map(({ target, html, failureSummary }) => `${id}: ${help}\n  ${target.join(' ')}\n  ${html}\n  ${failureSummary}`),
      );
    },
    [runOnly, TRIAGED.map(({ rule, at, text }) => ({ rule, at, text: text?.source }))],
  );
  assert.equal(found.length, 0, `axe on ${where}:\n${found.join('\n')}`);
}

/** Runs checks in an open page. A reader without JavaScript keeps the page as it was loaded; only the checks may run in it. */
async function withScripts(page, checks) {
  if (page.script) return checks();
  const session = await page.context().newCDPSession(page);
  const disabled = (value) => session.send('Emulation.setScriptExecutionDisabled', { value });
  await disabled(true); // a session that has not forbidden scripts itself has nothing to lift
  await disabled(false);
  try {
    return await checks();
  } finally {
    await disabled(true); // the session stays: with its end what it forbids would be allowed again
  }
}

/** Saves what is to be seen as target/screenshots/NAME.png, if NOROSHI_SCREENSHOTS asks for pictures. */
export async function screenshot(page, name) {
  if (!process.env.NOROSHI_SCREENSHOTS) return;
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

const MOST_STOPS = 200;

/** Every stop of the Tab key shows where it is (WCAG 2.4.7, 2.4.11, 2.5.8): an outline of 2 px or more, in view, 24 px large. */
export async function keyboardReaches(page, where = page.url()) {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.evaluate(() => {
    document.activeElement?.blur();
    scrollTo(0, 0);
  });
  let stops = 0;
  for (; stops < MOST_STOPS; stops++) {
    await page.keyboard.press('Tab');
    const fault = await page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return 'end';
      if (at.dataset.seenByTheTest) return 'end';
      at.dataset.seenByTheTest = 'yes';
      const { outlineStyle, outlineWidth } = getComputedStyle(at);
      const { top, bottom, width, height } = at.getBoundingClientRect();
      const name = `<${at.localName} ${at.name ?? at.className}> ${at.textContent.trim().slice(0, 30)}`;
      if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) return `${name} has no visible focus`;
      if (bottom <= 0 || top >= innerHeight) return `${name} is out of view at ${top}`;
      const inText = getComputedStyle(at).display === 'inline';
      if (!inText && (width < 24 || height < 24)) return `${name} is ${width} by ${height} px`;
      return null;
    });
    if (fault === 'end') break;
    assert.equal(fault, null, `${where}: ${fault}`);
  }
  assert.ok(stops > 0 && stops < MOST_STOPS, `${where}: ${stops} stops of the Tab key`);
}

/**
 * An open page holds: in each appearance it fits its width and axe finds nothing; HTML_CodeSniffer finds nothing; it loses nothing
 * when its text is spaced; and its HTML is valid.
 */
export async function holds(page, name) {
  await withScripts(page, async () => {
    const texts = new Map();
    const look = async (appearance, { width }) => {
      const where = `${name}, ${appearance}`;
      await fitsItsWidth(page, where);
      const text = await page.evaluate(() => document.body.innerText);
      const isSeen = texts.get(width) === text;
      await axe(page, where, isSeen ? { type: 'rule', values: OF_COLOURS } : undefined);
      texts.set(width, text);
      await screenshot(page, where);
    };
    await inEachAppearance(page, look);
    await sniff(page, name);
    await holdsSpaced(page, name);
  });
  await isValid(page, name);
}

/** Opens a page as a reader with and one without JavaScript, and looks at it in each appearance. */
export async function checkPage(browser, url, { name, status = 200, language = 'ja' }) {
  for (const script of [true, false]) {
    const page = await newReader(browser, { script, language });
    try {
      const answer = await page.goto(url, { waitUntil: 'load' });
      assert.equal(answer.status(), status, `${url} answers ${answer.status()}`);
      await holds(page, `${name}, ${script ? '' : 'no '}JavaScript`);
      assert.deepEqual(withoutStatus(page.complaints, status), [], `the browser complains about ${url}`);
    } finally {
      await page.context().close();
    }
  }
}

// Chromium reports an expected 404 or 403 of the page itself as an error.
export function withoutStatus(complaints, status) {
  return status < 400 ? complaints : complaints.filter((text) => !text.includes(`status of ${status}`));
}
