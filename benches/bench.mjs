// The benchmarks: what the portal promises, measured in one run on one machine. Run by `make bench`.
// To add one: a function in `measures/` that ends in `ratio` or `atMost`, and its line below.
//
//   NOROSHI_BENCH_ONLY=reading,audit   only these parts
//   NOROSHI_BENCH_CORES=apart          servers on one half of the cores, the load on the other
//   NOROSHI_BENCH_ROUNDS=4 NOROSHI_BENCH_SECONDS=3 NOROSHI_BENCH_CONNECTIONS=50   the load on pages

import { cpus, release } from 'node:os';
import { databases } from './lib/databases.mjs';
import { startPortal } from './lib/portal.mjs';
import { cores, keepToLoadCores } from './lib/process.mjs';
import { printTable } from './lib/table.mjs';
import { auditVerify } from './measures/audit.mjs';
import { fanOut } from './measures/fan-out.mjs';
import { guessing } from './measures/guessing.mjs';
import { memoryUse } from './measures/memory.mjs';
import { postCost, postToVisible, streamToVisible } from './measures/posting.mjs';
import { besideNginx, undisturbed } from './measures/reading.mjs';

const setting = (name, usual) => Number(process.env[`NOROSHI_BENCH_${name}`] ?? usual);
const LOAD = { rounds: setting('ROUNDS', 4), seconds: setting('SECONDS', 3), connections: setting('CONNECTIONS', 50) };
const LONG = setting('INCIDENTS', 10_000);
const SHORT = 100;
/** So that one machine may come with the connections of many. */
const BEHIND_PROXY = { NOROSHI_LISTEN_TRUSTED_PROXIES: '127.0.0.1/32' };

const only = process.env.NOROSHI_BENCH_ONLY?.split(',');
const wanted = (part) => !only || only.includes(part);

/** Everything that needs portals, on one database. */
async function onPortals(database, isFirst) {
  const readingToo = isFirst && wanted('reading');
  const short = await startPortal(database, { past: SHORT, settings: BEHIND_PROXY });
  const long = await startPortal(database, { past: LONG });
  // First of all: afterwards the incidents of one have more updates than those of the other.
  if (wanted('posting')) await postCost(long, short, database.name);
  if (readingToo) {
    await besideNginx(short, LOAD);
    await undisturbed(long, short, LOAD);
  }
  if (wanted('posting')) {
    await postToVisible(long, database.name);
    await streamToVisible(long, database.name, 10, 4);
  }
  if (wanted('memory')) await memoryUse(long, database.name);
  if (isFirst && wanted('guessing')) await guessing(short);
  await short.stop();
  await long.stop();
}

async function main() {
  keepToLoadCores();
  const { server, load } = cores;
  console.log(`${cpus()[0].model}, ${cpus().length} cores, Linux ${release()}, ${new Date().toISOString()}`);
  console.log(
    `Servers run on cores ${server}, the load on cores ${load}; ${LOAD.rounds} rounds in turns of ${LOAD.seconds} s each, ` +
      `${LOAD.connections} connections. What counts is the middle of the rounds' ratios.\n`,
  );
  for (const [n, database] of databases.entries()) {
    if (wanted('posting') || wanted('memory') || (n === 0 && (wanted('reading') || wanted('guessing')))) {
      await onPortals(database, n === 0);
    }
  }
  if (wanted('fan-out')) await fanOut(setting('SUBSCRIBERS', 1_000_000));
  if (wanted('audit')) await auditVerify();
  process.exitCode = printTable() ? 0 : 1;
}

await main();
