// Reading: the home page and its 304 beside nginx that serves the same bytes, beside itself with a short history, and
// beside itself while nothing is posted.

import assert from 'node:assert/strict';
import { ask } from '../lib/client.mjs';
import { startNginx } from '../lib/nginx.mjs';
import { ownTime, processorTime, takeTime } from '../lib/process.mjs';
import { median, note, percentile, ratio } from '../lib/table.mjs';
import { wrk } from '../lib/wrk.mjs';
import { keepPosting } from './posting.mjs';

const HOME = '/ja/';
/** A file for nginx, which takes a path that ends in a slash for a directory. */
const AT_NGINX = '/page';
const ENCODINGS = ['br', 'gzip', 'identity'];
const PER_SECOND = 10;

/** Two loads in turns, the first and the second first in turn, so that whatever else the machine does falls on both. */
async function inTurns(load, [ours, reference]) {
  for (const side of [ours, reference]) await side({ ...load, seconds: 1 }); // to warm up
  const rounds = [];
  for (let round = 0; round < load.rounds; round += 1) {
    const order = round % 2 ? [reference, ours] : [ours, reference];
    const rates = new Map();
    for (const side of order) rates.set(side, await side(load));
    rounds.push([rates.get(ours), rates.get(reference)]);
  }
  return rounds;
}

const reading = ({ origin }, path, headers) => async (load) => (await wrk(`${origin}${path}`, { ...load, headers })).perSecond;

/** The same, which also notes in `costs` what a request costs the server's processor, in microseconds. */
function readingAtCost(server, path, headers) {
  const costs = [];
  const side = async (load) => {
    const before = await processorTime(server.pid);
    const { perSecond, requests } = await wrk(`${server.origin}${path}`, { ...load, headers });
    costs.push((((await processorTime(server.pid)) - before) * 1_000) / requests);
    return perSecond;
  };
  return Object.assign(side, { costs });
}

/** Requests a second beside nginx, and what each costs either of them. */
async function compare(what, load, sides, least) {
  const rounds = await inTurns(load, sides);
  ratio(`${what}, Noroshi : nginx`, rounds, { unit: 'requests/s', least });
  const [ours, reference] = sides.map(({ costs }) => median(costs.slice(1))); // without the warming up
  note('  processor time of a request', `${ours.toFixed(1)} : ${reference.toFixed(1)} µs (${(ours / reference).toFixed(2)} ×)`);
}

/** The portal beside nginx: the home page in each encoding, and not modified. */
export async function besideNginx(portal, load) {
  for (const encoding of ENCODINGS) {
    const headers = { 'Accept-Encoding': encoding };
    const answer = await answered(portal.origin, HOME, headers, 200);
    const nginx = await startNginx([{ path: AT_NGINX, ...answer }]);
    const same = await answered(nginx.origin, AT_NGINX, headers, 200);
    assert.ok(same.body.equals(answer.body), 'nginx does not serve the same bytes');
    const sides = [readingAtCost(portal, HOME, headers), readingAtCost(nginx, AT_NGINX, headers)];
    await compare(`home page, ${encoding}, ${answer.body.length} bytes`, load, sides, 0.9);
    if (encoding === 'gzip') await notModified(portal, nginx, load);
    await nginx.stop();
  }
}

async function notModified(portal, nginx, load) {
  const asking = async (server, path) => {
    const headers = { 'Accept-Encoding': 'gzip' };
    const { etag } = (await answered(server.origin, path, headers, 200)).headers;
    const known = { ...headers, 'If-None-Match': etag };
    await answered(server.origin, path, known, 304);
    return readingAtCost(server, path, known);
  };
  await compare('home page not modified (304)', load, [await asking(portal, HOME), await asking(nginx, AT_NGINX)], 1);
}

/** The home page with a long history beside a short one, and while updates are posted beside quiet. */
export async function undisturbed(long, short, load) {
  const headers = { 'Accept-Encoding': 'br' };
  const [one, other] = [long, short].map((portal) => reading(portal, HOME, headers));
  ratio('home page, 10,000 incidents : 100', await inTurns(load, [one, other]), { unit: 'requests/s', least: 0.95 });
  const [times, shares] = [[], []];
  const posting = async (load) => {
    const [began, before] = [performance.now(), ownTime()];
    const stop = keepPosting(long, PER_SECOND);
    const rate = await one(load);
    shares.push((ownTime() - before) / (performance.now() - began));
    times.push(...(await stop()));
    return rate;
  };
  // Whoever posts takes time from the load, which is none of the portal's doing: while quiet, it is taken too.
  const quiet = async (load) => {
    const stop = takeTime(shares.at(-1));
    const rate = await one(load);
    await stop();
    return rate;
  };
  const rounds = await inTurns(load, [posting, quiet]);
  ratio(`home page, ${PER_SECOND} updates a second posted : quiet`, rounds, { unit: 'requests/s', least: 0.95 });
  const [p50, p99] = [50, 99].map((percent) => percentile(times, percent).toFixed(0));
  note('  of a core, taken from the load by whoever posts, and as much while quiet', `${(median(shares) * 100).toFixed(0)} %`);
  note('post → visible under this load, p50, p99', `${p50} ms, ${p99} ms`);
}

async function answered(origin, path, headers, status) {
  const answer = await ask(`${origin}${path}`, { headers });
  assert.equal(answer.status, status, `${origin}${path}`);
  return answer;
}
