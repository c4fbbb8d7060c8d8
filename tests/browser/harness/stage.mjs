// What the journeys of one file share: a portal of their own and a browser, there before its first test, gone after its last one.
// `node --test` gives each file a process of its own, so `portal` and `browser` are that file's alone.

import { after, before } from 'node:test';
import { launchBrowser } from './browser.mjs';
import { startPortal } from './portal.mjs';

export let portal;
export let browser;

/**
 * Sets the stage with a portal started by `options` (see `startPortal`), then with what `more` prepares on it.
 * To be called once, at the top of the file.
 */
export function setStage(options, more = () => {}) {
  before(async () => {
    [portal, browser] = await Promise.all([startPortal(options), launchBrowser()]);
    await more();
  });
  after(async () => {
    await browser?.close();
    await portal?.stop();
  });
}
