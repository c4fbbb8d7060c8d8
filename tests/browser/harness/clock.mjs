// Pages whose clock is the test's: it stands until `later` moves it, so that nobody waits for seconds to pass.

import { setTimeout as sleep } from 'node:timers/promises';
import { DEADLINE_MS } from './browser.mjs';

/** Stops the clock of an open page, and of every page that it opens after this one. `page.pending` are its open requests. */
export async function stopClock(page) {
  await page.clock.pauseAt(Date.now() + 1_000);
  page.pending = new Set();
  page.on('request', (request) => page.pending.add(request));
  page.on('response', (response) => page.pending.delete(response.request()));
  page.on('requestfailed', (request) => page.pending.delete(request));
}

/** Lets seconds pass for the page, `step` at a time, each step long enough for the portal to answer. */
export async function later(page, seconds, step = 1) {
  for (let second = 0; second < seconds; second += step) {
    await page.clock.runFor(step * 1_000);
    for (const deadline = Date.now() + DEADLINE_MS; page.pending.size > 0 && Date.now() < deadline; ) await sleep(5);
    await page.evaluate(() => Promise.resolve()); // what was waiting for the answer has its turn
  }
}
