// Guessing at passwords: many attempts at once cost a bounded amount of memory, and readers do not notice
// (requirements S1, S5).

import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../lib/client.mjs';
import { cores, memory } from '../lib/process.mjs';
import { atMost, note, percentile } from '../lib/table.mjs';

const GUESSES = 500;
/** Argon2id's memory (requirement S1), as many times as there are cores to hash on, and a tenth more. */
const MEMORY = cores.server.length * 19 * 1.1;
const LOOK_MS = 5;
const QUIET_MS = 3_000;
const PAGE_MS = 50;

export async function guessing(portal) {
  const quiet = lookWhile(portal, sleep(QUIET_MS));
  const before = await quiet.then(() => memory(portal.pid));
  let most = before;
  const watching = setInterval(async () => (most = Math.max(most, await memory(portal.pid))), 20);
  const guesses = attempts(portal);
  const times = await lookWhile(portal, guesses);
  clearInterval(watching);
  const answers = new Map();
  for (const status of await guesses) answers.set(status, (answers.get(status) ?? 0) + 1);
  note(`${GUESSES} guesses at once are answered`, [...answers].map(([status, count]) => `${count} × ${status}`).join(', '));
  atMost('memory that they take', most - before, { unit: 'MiB', most: MEMORY });
  note('a page meanwhile, quiet p99', `${percentile(await quiet, 99).toFixed(1)} ms`);
  atMost('a page while passwords are guessed, p99', percentile(times, 99), { unit: 'ms', most: PAGE_MS });
}

/** Every guess at another name and from another address, as a proxy tells of them. */
async function attempts({ origin }) {
  const agent = new Agent({ maxSockets: GUESSES });
  const one = async (_, n) => {
    const headers = { Origin: origin, 'Content-Type': 'application/x-www-form-urlencoded', 'X-Forwarded-For': `198.51.100.${n % 250}` };
    const body = new URLSearchParams({ name: `guess-${n}`, password: `password ${n}` }).toString();
    return (await ask(`${origin}/console/sign-in`, { method: 'POST', headers, body, agent })).status;
  };
  const statuses = await Promise.all(Array.from({ length: GUESSES }, one));
  agent.destroy();
  assert.ok(!statuses.includes(500), 'a guess broke something');
  return statuses;
}

/** How long the home page took, over and over while something else goes on. */
async function lookWhile({ origin }, something) {
  let going = true;
  something.finally(() => (going = false)).catch(() => {});
  const times = [];
  while (going) {
    const began = performance.now();
    const { status } = await ask(`${origin}/ja/`);
    times.push(performance.now() - began);
    assert.equal(status, 200);
    await sleep(LOOK_MS);
  }
  return times;
}
