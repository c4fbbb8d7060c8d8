// The benchmarks: the portal beside nginx that serves the same bytes, in turns, in one run on one machine.
// Run by `make bench`. To add one: a function below that ends in `ratio` or `atMost`, called from `main`.
//
//   NOROSHI_BENCH_ROUNDS=5 NOROSHI_BENCH_SECONDS=4 NOROSHI_BENCH_CONNECTIONS=50 make bench

import assert from 'node:assert/strict';
import { arch, availableParallelism, cpus, release } from 'node:os';
import { get } from 'node:http';
import { once } from 'node:events';
import { startPortal } from '../tests/browser/harness/portal.mjs';
import { startNginx } from './lib/nginx.mjs';
import { idleConnections, memory } from './lib/process.mjs';
import { atMost, printTable, ratio } from './lib/table.mjs';
import { wrk } from './lib/wrk.mjs';

const setting = (name, usual) => Number(process.env[`NOROSHI_BENCH_${name}`] ?? usual);
const ROUNDS = setting('ROUNDS', 5);
const SECONDS = setting('SECONDS', 4);
const CONNECTIONS = setting('CONNECTIONS', 50);

const HOME = '/ja/';
const ENCODINGS = ['identity', 'gzip', 'br'];

/** One answer as it is on the wire, not decoded. */
async function answerOf(origin, path, headers) {
  const [response] = await once(get(`${origin}${path}`, { headers }), 'response');
  const chunks = [];
  for await (const chunk of response) chunks.push(chunk);
  return { status: response.statusCode, headers: new Map(Object.entries(response.headers)), body: Buffer.concat(chunks) };
}

/** Both servers in turns, so that whatever else the machine does falls on both. */
async function inTurns(ours, reference) {
  const rounds = [];
  const load = ({ url, headers }) => wrk(url, { seconds: SECONDS, connections: CONNECTIONS, headers });
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push([(await load(ours)).perSecond, (await load(reference)).perSecond]);
  }
  return rounds;
}

async function homePage(portal, nginx) {
  for (const encoding of ENCODINGS) {
    const headers = { 'Accept-Encoding': encoding };
    const path = `/${encoding}`;
    const [a, b] = [await answerOf(portal.origin, HOME, headers), await answerOf(nginx.origin, path, headers)];
    assert.ok(a.body.equals(b.body) && a.status === b.status, `the two do not serve the same ${encoding} bytes`);
    const rounds = await inTurns({ url: `${portal.origin}${HOME}`, headers }, { url: `${nginx.origin}${path}`, headers });
    ratio(`home page, ${encoding}, ${a.body.length} bytes`, rounds, { unit: 'requests/s', least: 0.9 });
  }
}

async function notModified(portal, nginx) {
  const ask = async (origin, path) => {
    const asked = { 'Accept-Encoding': 'gzip' };
    const tag = (await answerOf(origin, path, asked)).headers.get('etag');
    const headers = { ...asked, 'If-None-Match': tag };
    assert.equal((await answerOf(origin, path, headers)).status, 304, `${origin}${path} with ${tag}`);
    return { url: `${origin}${path}`, headers };
  };
  const rounds = await inTurns(await ask(portal.origin, HOME), await ask(nginx.origin, '/gzip'));
  ratio('home page not modified (304)', rounds, { unit: 'requests/s', least: 1 });
}

async function idle(portal, count) {
  const connections = await idleConnections(portal.origin, count, HOME);
  assert.equal(connections.open(), count, 'connections were refused or closed at once');
  const { status } = await answerOf(portal.origin, HOME, {});
  assert.equal(status, 200);
  atMost(`memory with ${count} idle connections`, await memory(portal.pid), { unit: 'MiB', most: 256 });
  connections.close();
}

async function main() {
  const portal = await startPortal();
  const pages = [];
  for (const encoding of ENCODINGS) {
    const answer = await answerOf(portal.origin, HOME, { 'Accept-Encoding': encoding });
    assert.equal(answer.status, 200);
    pages.push({ path: `/${encoding}`, ...answer });
  }
  const nginx = await startNginx(pages);
  console.log(`${cpus()[0].model}, ${availableParallelism()} cores, ${arch()}, Linux ${release()}`);
  console.log(`${ROUNDS} rounds of ${SECONDS} s, ${CONNECTIONS} connections, wrk on the same machine\n`);
  try {
    await homePage(portal, nginx);
    await notModified(portal, nginx);
    await idle(portal, 10_000);
  } finally {
    await nginx.stop();
    await portal.stop();
  }
  process.exitCode = printTable() ? 0 : 1;
}

await main();
