// Pages whose clock is the test's: it stands until `later` moves it, so that nobody waits for seconds to pass.

import { setTimeout as sleep } from 'node:timers/promises';
import { DEADLINE_MS } from './browser.mjs';

// What the scripts of a page read to its end. Of other answers (a style, an icon, a refusal) nobody reads the body, and the end of a
// body that nobody reads is never told.
const READ = ['document', 'fetch', 'xhr'];
const isRead = (response) => response.status() === 200 && READ.includes(response.request().resourceType());
// The end of a request that outlives its page (keepalive) may never be told.
const READ_WITHIN_MS = 1_000;

/** Stops the clock of an open page, and of every page that it opens after this one. `page.pending` are its open requests. */
export async function stopClock(page) {
  await page.clock.pauseAt(Date.now() + 1_000);
  page.pending = new Set();
  const over = (request) => page.pending.delete(request);
  page.on('request', (request) => page.pending.add(request));
  page.on('requestfailed', over);
  page.on('response', async (response) => {
    // Headers are not yet an answer: it is there when its body is.
    if (isRead(response)) await Promise.race([response.finished(), sleep(READ_WITHIN_MS, undefined, { ref: false })]).catch(() => {});
    over(response.request());
  });
}

/** Lets seconds pass for the page, `step` at a time, each step long enough for the portal to answer and for the page to act on it. */
export async function later(page, seconds, step = 1) {
  for (let second = 0; second < seconds; second += step) {
    await page.clock.runFor(step * 1_000);
    for (const deadline = Date.now() + DEADLINE_MS; page.pending.size > 0 && Date.now() < deadline; ) await sleep(5);
    await page.evaluate(turn); // what was waiting for the answer has its turn
  }
}

// Runs in the page: a turn of its event loop, which no clock of a test holds up.
const turn = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (port1.close(), resolve());
    port2.postMessage(null);
  });
