// Posting as an operator does it, by the console's forms: how soon readers see it, what it costs with a long history,
// and a stream of it for other measurements to go on beside.

import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../lib/client.mjs';
import { flushes, processorTime } from '../lib/process.mjs';
import { atMost, note, percentile, ratio } from '../lib/table.mjs';

const VISIBLE_MS = 300;
const VISIBLE_ROUNDS = 5;
const VISIBLE_POSTS = 24;
const STREAM_ROUNDS = 5;
const FLUSHES = 40;
const COST_ROUNDS = 8;
const COST_POSTS = 10;
const VISIBLE_DEADLINE_MS = 10_000;
/** How often is looked whether a post is visible. */
const LOOK_MS = 2;
/** The same where looking must not take the time of those who read. */
const LOOK_SELDOM_MS = 25;
/** Until the pages made by the last post are made and saved. */
const SETTLED_MS = 1_000;

let posts = 0;
/** An update with a text that nobody else posts; on one of the open incidents after the other, unless it is named. */
async function prepared({ operator, open }, incident = open[posts % open.length]) {
  posts += 1;
  const words = `${posts}回目のお知らせです。引き続き、原因および影響範囲を調査しております。`;
  return { incident, words, update: await operator.prepare(incident, words) };
}

/** From the sending of a post until a reader's page shows it, in milliseconds. */
async function visible(portal, { incident, words, update }, look = LOOK_MS) {
  const began = performance.now();
  const posted = portal.operator.post(update);
  for (;;) {
    const { body } = await ask(`${portal.origin}/ja/incidents/${incident}`);
    const took = performance.now() - began;
    if (body.includes(words)) {
      await posted;
      return took;
    }
    if (took > VISIBLE_DEADLINE_MS) throw new Error(`a post on ${incident} is not visible after ${VISIBLE_DEADLINE_MS} ms`);
    await sleep(look);
  }
}

/** How soon a post is visible, with pauses of every length between posts. */
export async function postToVisible(portal, name) {
  const rounds = [];
  for (let round = 0; round < VISIBLE_ROUNDS; round += 1) {
    const times = [];
    for (let n = 0; n < VISIBLE_POSTS; n += 1) {
      times.push(await visible(portal, await prepared(portal)));
      await sleep((n * 37) % 500);
    }
    rounds.push(times);
  }
  soonEnough(`post → visible, ${name}`, rounds);
}

function soonEnough(what, rounds) {
  for (const percent of [50, 99]) {
    const each = rounds.map((times) => percentile(times, percent));
    atMost(`${what}, p${percent}`, each, { unit: 'ms', most: VISIBLE_MS });
  }
}

/**
 * Posts `perSecond` updates a second until it is told to stop. Gives a function that stops it, and then how long
 * each took to be visible.
 */
export function keepPosting(portal, perSecond, look = LOOK_SELDOM_MS) {
  let going = true;
  const times = [];
  const began = performance.now();
  // One operator for each incident, who posts in turn: none of them writes on what another is about to change.
  const operators = portal.open.map(async (_, first, { length }) => {
    for (let n = first; going; n += length) {
      await sleep(Math.max(0, began + (n * 1_000) / perSecond - performance.now()));
      times.push(await visible(portal, await prepared(portal, portal.open[first]), look));
    }
  });
  return async () => {
    going = false;
    await Promise.all(operators);
    return times;
  };
}

/** Posts at a rate for a while, and nothing else; `seconds` in each round. */
export async function streamToVisible(portal, name, perSecond, seconds) {
  const rounds = [];
  const flushed = [];
  for (let round = 0; round < STREAM_ROUNDS; round += 1) {
    const stop = keepPosting(portal, perSecond, LOOK_MS);
    await sleep(seconds * 1_000);
    rounds.push(await stop());
    flushed.push(...(await flushes(tmpdir(), FLUSHES)));
  }
  // Writers take turns, so a post waits for the flushes of those before it: the disk decides with them.
  const [p50, p99] = [50, 99].map((percent) => percentile(flushed, percent).toFixed(1));
  note('the disk alone keeps a page, p50, p99', `${p50} ms, ${p99} ms`);
  const rate = rounds.flat().length / seconds / STREAM_ROUNDS;
  note(`posted, ${name}, ${perSecond} a second asked for`, `${rate.toFixed(1)} a second`);
  soonEnough(`post → visible while ${perSecond} a second are posted, ${name}`, rounds);
}

/** What a post costs with a long history beside a short one: the wait of its operator, and the portal's work. */
export async function postCost(long, short, name) {
  const answers = [];
  const work = [];
  for (let round = 0; round < COST_ROUNDS; round += 1) {
    const sides = [long, short].map((portal) => ({ portal, times: [] }));
    await sleep(SETTLED_MS);
    const before = await Promise.all(sides.map(({ portal }) => processorTime(portal.pid)));
    for (let n = 0; n < COST_POSTS; n += 1) {
      // By turns, and the first of them by turns: whatever else the machine does falls on both.
      for (const { portal, times } of (round + n) % 2 ? sides : sides.toReversed()) {
        const { update } = await prepared(portal);
        times.push(await portal.operator.post(update));
      }
    }
    await sleep(SETTLED_MS);
    const after = await Promise.all(sides.map(({ portal }) => processorTime(portal.pid)));
    answers.push(sides.map(({ times }) => percentile(times, 50)));
    work.push(sides.map((_, side) => (after[side] - before[side]) / COST_POSTS));
  }
  ratio(`a post is answered, 10,000 incidents : 100, ${name}`, answers, { unit: 'ms', most: 1.5 });
  ratio(`processor time of a post and its pages, 10,000 : 100, ${name}`, work, { unit: 'ms', most: 1.5 });
}
