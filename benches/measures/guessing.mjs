// Guessing at passwords: many attempts at once cost a bounded amount of memory, and readers do not notice
// (requirements S1, S5).

import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../lib/client.mjs';
import { cores, memory } from '../lib/process.mjs';
import { atMost, note, percentile } from '../lib/table.mjs';

const GUESSES = 500;
/**
 * Argon2id's memory (requirement S1), as many times as there are cores to hash on, and a tenth more; and for each guess
 * 16 KiB in which the database looks for its name and counts it.
 */
const MEMORY = cores.server.length * 19 * 1.1 + GUESSES / 64;
const LOOK_MS = 5;
const QUIET_MS = 3_000;
const PAGE_MS = 50;

export async function guessing(portal) {
  const quiet = await lookWhile(portal, sleep(QUIET_MS));
  const agent = new Agent({ keepAlive: true, maxSockets: GUESSES });
  // The same connections with forms of which nothing is hashed: what these hold is not what guessing takes.
  const blank = await highest(portal, attempts(portal, agent, () => ''));
  assert.deepEqual([...blank.answers.keys()], [422], 'a form without a password is refused as it is');
  const guesses = attempts(portal, agent, (n) => `password ${n}`);
  const looking = lookWhile(portal, guesses);
  const { answers, most } = await highest(portal, guesses);
  const times = await looking;
  agent.destroy();
  assert.ok(!answers.has(500), 'a guess broke something');
  note(`${GUESSES} guesses at once are answered`, [...answers].map(([status, count]) => `${count} × ${status}`).join(', '));
  atMost('memory that they take', most - blank.most, { unit: 'MiB', most: MEMORY });
  note('a page meanwhile, quiet p99', `${percentile(quiet, 99).toFixed(1)} ms`);
  atMost('a page while passwords are guessed, p99', percentile(times, 99), { unit: 'ms', most: PAGE_MS });
}

/** What became of some attempts, and the most memory that the portal had meanwhile, in MiB. */
async function highest({ pid }, attempts) {
  let most = await memory(pid);
  const look = async () => (most = Math.max(most, await memory(pid)));
  const watching = setInterval(look, 20);
  const answers = new Map();
  for (const status of await attempts) answers.set(status, (answers.get(status) ?? 0) + 1);
  clearInterval(watching);
  await look();
  return { answers, most };
}

/** Many attempts at once, each at another name and from another address, as a proxy tells of them. */
async function attempts({ origin }, agent, password) {
  const one = async (_, n) => {
    const headers = { Origin: origin, 'Content-Type': 'application/x-www-form-urlencoded', 'X-Forwarded-For': `198.51.100.${n % 250}` };
    const body = new URLSearchParams({ name: `guess-${n}`, password: password(n) }).toString();
    return (await ask(`${origin}/console/sign-in`, { method: 'POST', headers, body, agent })).status;
  };
  return Promise.all(Array.from({ length: GUESSES }, one));
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
