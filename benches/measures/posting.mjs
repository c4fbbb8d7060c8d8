// Posting as an operator does it, by the console's forms: how soon readers see it, what it costs with a long history,
// and a stream of it for other measurements to go on beside.

import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../lib/client.mjs';
import { processorTime } from '../lib/process.mjs';
import { atMost, note, percentile, ratio } from '../lib/table.mjs';

const VISIBLE_MS = 300;
const VISIBLE_POSTS = 100;
const COST_ROUNDS = 8;
const COST_POSTS = 10;
const VISIBLE_DEADLINE_MS = 10_000;
/** How often is looked whether a post is visible. */
const LOOK_MS = 2;
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
async function visible(portal, { incident, words, update }) {
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
    await sleep(LOOK_MS);
  }
}

/** How soon a post is visible, with pauses of every length between posts. */
export async function postToVisible(portal, name) {
  const times = [];
  for (let n = 0; n < VISIBLE_POSTS; n += 1) {
    times.push(await visible(portal, await prepared(portal)));
    await sleep((n * 37) % 500);
  }
  soonEnough(`post → visible, ${name}`, times);
}

function soonEnough(what, times) {
  for (const percent of [50, 99]) {
    atMost(`${what}, p${percent}`, percentile(times, percent), { unit: 'ms', most: VISIBLE_MS });
  }
}

/**
 * Posts `perSecond` updates a second until it is told to stop. Gives a function that stops it, and then how long
 * each took to be visible.
 */
export function keepPosting(portal, perSecond) {
  let going = true;
  const times = [];
  const began = performance.now();
  // One operator for each incident, who posts in turn: none of them writes on what another is about to change.
  const operators = portal.open.map(async (_, first, { length }) => {
    for (let n = first; going; n += length) {
      await sleep(Math.max(0, began + (n * 1_000) / perSecond - performance.now()));
      times.push(await visible(portal, await prepared(portal, portal.open[first])));
    }
  });
  return async () => {
    going = false;
    await Promise.all(operators);
    return times;
  };
}

/** Posts at a rate for a while, and nothing else. */
export async function streamToVisible(portal, name, perSecond, seconds) {
  const stop = keepPosting(portal, perSecond);
  await sleep(seconds * 1_000);
  const times = await stop();
  note(`posted, ${name}, ${perSecond} a second asked for`, `${(times.length / seconds).toFixed(1)} a second`);
  soonEnough(`post → visible while ${perSecond} a second are posted, ${name}`, times);
}

/** What a post costs with a long history beside a short one: the wait of its operator, and the portal's work. */
export async function postCost(long, short, name) {
  const answers = [];
  const work = [];
  for (let round = 0; round < COST_ROUNDS; round += 1) {
    const turns = round % 2 ? [long, short] : [short, long];
    const costs = new Map();
    for (const portal of turns) costs.set(portal, await batch(portal));
    answers.push([long, short].map((portal) => costs.get(portal).answer));
    work.push([long, short].map((portal) => costs.get(portal).work));
  }
  ratio(`a post is answered, 10,000 incidents : 100, ${name}`, answers, { unit: 'ms', most: 1.5 });
  ratio(`processor time of a post and its pages, 10,000 : 100, ${name}`, work, { unit: 'ms', most: 1.5 });
}

async function batch(portal) {
  await sleep(SETTLED_MS);
  const before = await processorTime(portal.pid);
  const times = [];
  for (let n = 0; n < COST_POSTS; n += 1) {
    const { update } = await prepared(portal);
    times.push(await portal.operator.post(update));
  }
  await sleep(SETTLED_MS);
  return { answer: percentile(times, 50), work: ((await processorTime(portal.pid)) - before) / COST_POSTS };
}
