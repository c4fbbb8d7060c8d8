// Many subscribers: what a post costs its operator when there are a million of them, and how long it takes until each has a
// delivery, beside one statement that inserts as many rows and does nothing else.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { databases } from '../lib/databases.mjs';
import { startPortal } from '../lib/portal.mjs';
import { atMost, percentile, ratio } from '../lib/table.mjs';

const PAST = 100;
const AT_A_TIME = 10_000;
const COST_ROUNDS = 5;
const COST_POSTS = 8;
const FAN_OUT_ROUNDS = 3;
const POSTS_MEANWHILE = 20;
/** Requirement E27. */
const POST_MS = 300;
const LOOK_MS = 50;
const DEADLINE_MS = 300_000;
const BEGAN = 1_476_144_000_000_000; // microseconds

export async function fanOut(subscribers) {
  for (const database of databases) {
    const none = await startPortal(database, { past: PAST });
    const many = await startPortal(database, { past: PAST });
    await subscribe(database, many, subscribers);
    const words = subscribers.toLocaleString('en');
    await postCost(many, none, database, words);
    await besideBare(many, database, words, subscribers);
    await meanwhile(many, database, words);
    await none.stop();
    await many.stop();
  }
}

const url = (portal) => portal.settings.NOROSHI_DATABASE_URL;

/** Subscribers who want to hear of everything, and some who want to hear of nothing that is posted here. */
async function subscribe(database, portal, count) {
  const interests = [
    { services: 'all', kinds: ['incident', 'maintenance', 'reminder', 'report'], least: 'none', course: 'everything' },
    { services: 'all', kinds: ['report'], least: 'none', course: 'everything' },
  ].map((wish) => {
    const text = JSON.stringify(wish);
    return { id: createHash('sha256').update(text).digest('hex'), text };
  });
  const rows = interests.map(({ id, text }) => `('${id}','${text}')`);
  await database.run(url(portal), subscriptions(rows, interests.map(({ id }) => id), count));
  await database.settle(url(portal));
}

function* subscriptions(interests, ids, count) {
  yield `INSERT INTO interests (id, document) VALUES ${interests.join(',')}; BEGIN;`;
  for (let from = 0; from < count + count / 10; from += AT_A_TIME) {
    const rows = Array.from({ length: AT_A_TIME }, (_, n) => {
      const number = from + n;
      const id = `01570000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
      const group = number % 3 === 0 ? 'google' : 'default';
      return `('${id}','active','${ids[number % 11 === 10 ? 1 : 0]}','${group}','ja','Asia/Tokyo',${BEGAN},${BEGAN})`;
    });
    yield `INSERT INTO subscribers (id, state, interest_id, mail_group, language, zone, created_at, confirmed_at) VALUES ${rows.join(',')};`;
  }
  yield 'COMMIT;';
}

let posts = 0;
const prepared = ({ operator, open }) => {
  posts += 1;
  return operator.prepare(open[posts % open.length], `${posts}回目のお知らせです。引き続き、原因および影響範囲を調査しております。`);
};

/** Leaves it at what is fanned out of the newest notice: the next post is to be measured alone. */
const enough = (database, portal) =>
  database.run(url(portal), [
    'UPDATE dispatches SET fanned_out_at = created_at, finished_at = created_at WHERE fanned_out_at IS NULL AND id = (SELECT max(id) FROM dispatches);',
  ]);

/** How long an operator waits for the answer to a post. */
async function postCost(many, none, database, words) {
  const rounds = [];
  for (let round = 0; round < COST_ROUNDS; round += 1) {
    const sides = [many, none].map((portal) => ({ portal, times: [] }));
    for (let n = 0; n < COST_POSTS; n += 1) {
      for (const { portal, times } of (round + n) % 2 ? sides : sides.toReversed()) {
        const update = await prepared(portal);
        times.push(await portal.operator.post(update));
        await enough(database, portal);
      }
    }
    rounds.push(sides.map(({ times }) => percentile(times, 50)));
  }
  ratio(`a post is answered, ${words} subscribers : none, ${database.name}`, rounds, { unit: 'ms', most: 1.1 });
}

const NEWEST = 'SELECT fanned_out_at - created_at FROM dispatches WHERE id = (SELECT max(id) FROM dispatches)';

/** How long it took until everybody had a delivery of the newest notice, in milliseconds. */
async function fannedOut(database, portal) {
  const until = performance.now() + DEADLINE_MS;
  while (performance.now() < until) {
    const took = await database.ask(url(portal), NEWEST);
    if (took !== '') return Number(took) / 1_000;
    await sleep(LOOK_MS);
  }
  throw new Error('what was posted is not fanned out');
}

/** A table as that of the deliveries, with its indexes. */
const BARE = `CREATE TABLE bare (
    dispatch_id TEXT NOT NULL, subscriber_id TEXT NOT NULL, channel TEXT NOT NULL, mail_group TEXT NOT NULL, state TEXT NOT NULL,
    due_at BIGINT NOT NULL, attempts BIGINT NOT NULL, ambiguous BOOLEAN NOT NULL, lease TEXT, done_at BIGINT, relay TEXT, reply TEXT,
    PRIMARY KEY (dispatch_id, subscriber_id, channel)
  )`;
const BARE_INDEX = "CREATE INDEX bare_due ON bare (dispatch_id, mail_group, due_at) WHERE state IN ('ready', 'deferred')";
const BARE_INSERT = `INSERT INTO bare (dispatch_id, subscriber_id, channel, mail_group, state, due_at, attempts, ambiguous)
  SELECT (SELECT max(id) FROM dispatches), id, 'mail', mail_group, 'ready', 0, 0, FALSE FROM subscribers
  WHERE state = 'active' AND interest_id = (SELECT interest_id FROM subscribers ORDER BY id LIMIT 1)`;

/** From the post until everybody has a delivery, beside the bare statement. */
async function besideBare(portal, database, words, subscribers) {
  const rounds = [];
  for (let round = 0; round < FAN_OUT_ROUNDS; round += 1) {
    await portal.operator.post(await prepared(portal));
    const ours = await fannedOut(database, portal);
    const shape = database.name === 'SQLite' ? `${BARE} WITHOUT ROWID` : BARE;
    await database.run(url(portal), [`${shape}; ${BARE_INDEX};`]);
    await database.settle(url(portal));
    const began = performance.now();
    await database.run(url(portal), [`${BARE_INSERT};`]);
    const bare = performance.now() - began;
    const made = Number(await database.ask(url(portal), 'SELECT count(*) FROM bare'));
    assert.ok(Math.abs(made - subscribers) <= 1, `${made} rows for ${subscribers} subscribers`);
    await database.run(url(portal), ['DROP TABLE bare;']);
    rounds.push([ours / 1_000, bare / 1_000]);
  }
  ratio(`fan-out to ${words} : one INSERT … SELECT, ${database.name}`, rounds, { unit: 's', most: 2 });
}

/** How long an operator waits for the answer to a post while another notice is fanned out. */
async function meanwhile(portal, database, words) {
  await portal.operator.post(await prepared(portal));
  const times = [];
  while (times.length < POSTS_MEANWHILE) {
    const update = await prepared(portal);
    times.push(await portal.operator.post(update));
    await enough(database, portal);
  }
  atMost(`a post is answered while another goes to ${words}, p99, ${database.name}`, percentile(times, 99), { unit: 'ms', most: POST_MS });
}
