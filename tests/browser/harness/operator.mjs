// What an operator does at the console, each step one function: getting in, filling in, checking, posting.
// Fields and buttons are found by their names, which are the same in both languages and with and without JavaScript.

import assert from 'node:assert/strict';
import { authenticator } from './authenticator.mjs';
import { newReader } from './browser.mjs';

export const PASSWORD = 'kawasemi 07 hoshizora';

/** Clicks what leads to another page, and waits until that page is there. Gives its status. */
export async function go(page, selector) {
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().isNavigationRequest() && !isRedirect(response)),
    page.click(selector),
  ]);
  await page.waitForLoadState('load');
  return answer.status();
}

const isRedirect = (response) => response.status() >= 300 && response.status() < 400;

/** Opens a one-time link and chooses the password. */
export async function choosePassword(page, link) {
  await page.goto(link);
  await page.fill('#password', PASSWORD);
  await go(page, 'main form button');
}

/** Turns on two-step sign-in on its page. Gives the authenticator and the recovery codes. */
export async function enrol(page) {
  const phone = authenticator(await page.locator('.code').innerText());
  await page.fill('#code', phone.code());
  await go(page, 'main form button');
  return { phone, codes: await page.locator('ol.codes li').allInnerTexts() };
}

/** Signs in on the page that asks for it; `code` only where it is asked for. */
export async function signIn(page, name, code) {
  await page.fill('#name', name);
  await page.fill('#password', PASSWORD);
  await go(page, 'main form button');
  if (code) {
    await page.fill('#code', code);
    await go(page, 'main form button');
  }
}

/**
 * A browser of their own for a new operator of a portal, signed in and, where the portal demands it, with a second factor.
 * `page.phone` and `page.codes` are then theirs.
 */
export async function newOperator(browser, portal, login, { role = 'publisher', language = 'ja', name, ...reader } = {}) {
  const link = await portal.addOperator(login, { role, language, name: name ?? login });
  const page = await newReader(browser, { language, ...reader });
  await choosePassword(page, link);
  if (new URL(page.url()).pathname === '/console/account/second-factor') Object.assign(page, await enrol(page));
  await page.goto(`${portal.origin}/console`);
  return page;
}

/** Fills in fields by their names: text, the value of a choice, a list of ticks, or whether a single box is ticked. */
export async function fill(page, values) {
  for (const [name, value] of Object.entries(values)) {
    const fields = page.locator(`form [name="${name}"]:not([type=hidden])`);
    const kind = await fields.first().evaluate((field) => {
      const fold = field.closest('details');
      if (fold) fold.open = true;
      return field.localName === 'input' ? field.type : field.localName;
    });
    if (kind === 'radio') await page.check(`form [name="${name}"][value="${value}"]`);
    else if (kind === 'checkbox') {
      for (const each of [value].flat()) await page.check(`form [name="${name}"][value="${each}"]`);
    } else if (kind === 'select') await fields.selectOption(value);
    else await fields.fill(value);
  }
}

const CHECK = 'button[name=step][value=check]';
const POST = 'button[name=step][value=post]';

/** Asks the portal to check the form. What it finds wrong is the message of the failure. */
export async function check(page) {
  const status = await go(page, CHECK);
  const wrong = await page.locator('main .errors, main .error').allInnerTexts();
  assert.equal(status, 200, `${await page.title()}: ${wrong.join('\n')}`);
}

/** Posts what was checked, and lands on the incident. Gives its reference number. */
export async function post(page) {
  const status = await go(page, POST);
  const wrong = await page.locator('main .errors, main .error, main .done').allInnerTexts();
  assert.equal(status, 200, wrong.join('\n'));
  const found = new URL(page.url()).pathname.match(/^\/console\/incidents\/(INC-\d{8}-\d{2})$/);
  assert.ok(found, `posting leads to ${page.url()}: ${wrong.join('\n')}`);
  return found[1];
}

/** The text of a notice as the portal shows it before posting. */
export async function preview(page, language) {
  return page.locator(`[data-preview-pane="${language}"]`).innerText();
}

/** The last path segment of every part of the record that an operator may edit, on the page of an incident. */
export async function editable(page) {
  return page.$$eval('main a[href*="/edit/"]', (links) => links.map((link) => link.pathname.split('/edit/')[1]));
}
