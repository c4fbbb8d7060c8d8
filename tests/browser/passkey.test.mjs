// Passkeys in a real browser, with an authenticator that Chromium itself plays: added, used instead of name, password and
// code, used to confirm, refused, removed. At `localhost`, because an IP address has no passkeys.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holds } from './harness/checks.mjs';
import { newReader } from './harness/browser.mjs';
import { go, newOperator } from './harness/operator.mjs';
import { browser, portal, setStage } from './harness/stage.mjs';

setStage({ serve: true, name: 'localhost' });

const SIGN_IN = 'form[action^="/console/sign-in/passkey"] button';
const SIGN_OUT = '.ops__me form[action="/console/sign-out"] button';

/** Presses a button whose form is sent only when the device has answered, and waits for the page that it leads to. */
async function touch(page, selector, path) {
  await page.click(selector);
  await page.waitForURL((url) => url.pathname === path);
}

/** Gives the browser a device that unlocks for its owner, or for nobody. */
async function withDevice(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true };
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: { ...options, isUserVerified: true, automaticPresenceSimulation: true },
  });
  return { unlocks: (isUserVerified) => session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }) };
}

test('a passkey is added, signs in by itself, is refused when it does not unlock, and is removed', async () => {
  const page = await newOperator(browser, portal, 'hana', { role: 'publisher', language: 'en' });
  const device = await withDevice(page);
  await page.goto(`${portal.origin}/console/account`);
  await go(page, 'a[href="/console/account/passkeys/new"]');
  await holds(page, 'add a passkey');
  await page.fill('#name', 'this laptop');
  await touch(page, 'form[data-passkey] button', '/console/account');
  assert.match(await page.locator('#account-passkeys ~ .rows').innerText(), /this laptop[\s\S]*never used/);

  await go(page, SIGN_OUT);
  await touch(page, SIGN_IN, '/console'); // no name, no password, no code
  await page.goto(`${portal.origin}/console/account`);
  assert.match(await page.locator('#account-passkeys ~ .rows').innerText(), /last used/);

  await go(page, SIGN_OUT);
  await device.unlocks(false);
  await page.click(SIGN_IN);
  const said = page.locator('form[data-passkey] + [role=alert]');
  await said.filter({ hasText: 'cancelled' }).waitFor();
  await device.unlocks(true);
  await touch(page, SIGN_IN, '/console');

  await page.goto(`${portal.origin}/console/account`);
  await go(page, '#account-passkeys ~ .rows button');
  assert.equal(await page.locator('#account-passkeys ~ .rows').count(), 0);
  await go(page, SIGN_OUT);
  await touch(page, SIGN_IN, '/console/sign-in/passkey'); // the device still has it, the portal does not
  assert.match(await page.locator('#errors').innerText(), /not accepted/);
  assert.deepEqual(page.complaints.filter((text) => !text.includes('status of 401')), []);
  await page.context().close();
});

test('without JavaScript there is no button that does nothing, and the page says why', async () => {
  const page = await newOperator(browser, portal, 'sora', { role: 'viewer', language: 'en', script: false });
  await page.goto(`${portal.origin}/console/account/passkeys/new`);
  assert.equal(await page.locator('form[data-passkey]').isVisible(), false);
  assert.match(await page.locator('main').innerText(), /Passkeys need JavaScript/);
  await holds(page, 'add a passkey, no JavaScript');
  await go(page, SIGN_OUT);
  assert.equal(await page.locator(SIGN_IN).isVisible(), false);
  await page.context().close();
});
