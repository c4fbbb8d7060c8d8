// A portal with a history: a database, the release binary's commands on it, and `noroshi serve`.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../tests/browser/harness/portal.mjs';
import { ask } from './client.mjs';
import { signIn } from './console.mjs';
import { history } from './history.mjs';
import { onServerCores } from './process.mjs';

const BINARY = process.env.NOROSHI_BINARY;
const READY_DEADLINE_MS = 300_000;
const STOP_DEADLINE_MS = 30_000;
/** Incidents that are open, so that updates can be posted on several. */
const OPEN = 5;

/**
 * Starts a portal on a database of its own, with `past` incidents that are over, and waits until every page is made.
 * Gives `{ origin, pid, open, operator, settings, stop() }`: `open` are the numbers of the open incidents, `settings`
 * the environment with which the commands work on the same database.
 */
export async function startPortal(database, { past, settings: more = {} }) {
  const home = await mkdtemp(join(tmpdir(), 'noroshi-bench-'));
  const port = await freePort();
  const settings = {
    PATH: process.env.PATH,
    NOROSHI_DATA_DIRECTORY: join(home, 'data'),
    NOROSHI_DATABASE_URL: await database.create(home),
    NOROSHI_LISTEN_ADDRESS: `127.0.0.1:${port}`,
    NOROSHI_SECURITY_SECOND_FACTOR: 'optional',
    NOROSHI_LOG_LEVEL: 'warn',
    ...more,
  };
  const origin = `http://127.0.0.1:${port}`;
  const { files, oldest, open } = history({ past, open: OPEN });
  for (const [n, text] of files.entries()) {
    const file = join(home, `${n}.yaml`);
    await writeFile(file, text);
    await command(settings, 'import', file);
  }
  await database.settle(settings.NOROSHI_DATABASE_URL);
  const added = JSON.parse(await command(settings, 'operator', 'add', 'hanako', '--role', 'publisher', '--json'));
  const child = spawn(...onServerCores(BINARY, ['serve']), { env: settings, stdio: ['ignore', 'ignore', 'inherit'] });
  process.once('exit', () => child.kill('SIGKILL')); // also when a measurement fails
  const ended = once(child, 'close');
  await answering(`${origin}/ja/incidents/${oldest}`, child); // the newest pages are made first
  return {
    origin,
    open,
    settings,
    pid: child.pid,
    operator: await signIn(origin, new URL(added.link)),
    async stop() {
      child.kill('SIGTERM');
      const kill = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE_MS);
      const [code] = await ended;
      clearTimeout(kill);
      await database.drop(settings.NOROSHI_DATABASE_URL);
      await rm(home, { recursive: true, force: true });
      assert.equal(code, 0, 'the portal did not stop gracefully');
    },
  };
}

/** Runs a command of the portal and gives what it printed. */
export async function command(settings, ...words) {
  const { stdout } = await promisify(execFile)(BINARY, words, { env: settings, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

async function answering(url, child) {
  const deadline = Date.now() + READY_DEADLINE_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    const answer = await ask(url).catch(() => null);
    if (answer?.status === 200) return;
    await sleep(100);
  }
  throw new Error(`${url} is not answered`);
}
