// A portal of its own for a journey: fresh data, a free port, gone afterwards.
// Knows only the contracts of the commands: `noroshi demo` prints its addresses, one on each line; `noroshi serve` answers
// on the address that it was given; both stop on SIGTERM; `noroshi operator add --json` tells a link.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const BINARY = process.env.NOROSHI_BINARY ?? fileURLToPath(new URL('../../../target/debug/noroshi', import.meta.url));
const CASE = fileURLToPath(new URL('../../../demo/case.yaml', import.meta.url));
const START_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 15_000;

/**
 * Starts a portal and waits until its pages answer: `noroshi demo`, or, as an operator runs it for real, `noroshi serve`
 * with nothing but a provider, its services and the worked case. With `database`, the address of one that cannot be reached,
 * nothing can be stored and pages have never been made. `name` is the host by which it is reached, if it has one.
 * Gives `{ origin, pid, addresses, signIn, output(), command(), addOperator(), restart(), stop() }`: `addresses` is every
 * address it printed, in order, and `signIn` the one-time link among them (the last one below /console/).
 */
export async function startPortal({ command = [BINARY], serve = false, database, name } = {}) {
  const data = await mkdtemp(join(tmpdir(), 'noroshi-journey-'));
  const directory = join(data, 'data');
  const port = await freePort();
  const listen = `127.0.0.1:${port}`;
  const origin = `http://${name ?? '127.0.0.1'}:${port}`;
  const [program, ...first] = command;
  const settings = { NOROSHI_DATA_DIRECTORY: directory, NOROSHI_LISTEN_ADDRESS: listen, NOROSHI_LOG_LEVEL: 'warn', NOROSHI_PORTAL_BASE_URL: origin };
  if (database) settings.NOROSHI_DATABASE_URL = database;
  // Of the environment nothing else is passed on that would be a setting.
  const env = { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('NOROSHI_'))), ...settings };
  const run = async (...args) => {
    const { stdout } = await promisify(execFile)(program, [...first, ...args], { env, timeout: START_DEADLINE_MS });
    return stdout;
  };
  const start = () =>
    serve
      ? spawn(program, [...first, 'serve'], { stdio: ['ignore', 'pipe', 'pipe'], env })
      : spawn(program, [...first, 'demo', '--listen', listen, '--data-dir', directory], { stdio: ['ignore', 'pipe', 'pipe'] });
  const remove = () => rm(data, { recursive: true, force: true });
  let life;
  const begin = async () => {
    life = new Life(start());
    await ready(portal, life, { link: !serve, path: database ? '/healthz' : '/ja/' });
  };

  const portal = {
    origin,
    get pid() {
      return life.child.pid;
    },
    output: () => life.output,
    get addresses() {
      return life.output.match(/https?:\/\/[^\s"'<>]+/g) ?? [];
    },
    get signIn() {
      return portal.addresses.filter((address) => new URL(address).pathname.startsWith('/console')).at(-1);
    },
    /** Runs another command on the same data and gives what it printed. */
    command: run,
    /** The one-time link of a new operator. */
    async addOperator(login, { role = 'publisher', language = 'ja', name = login } = {}) {
      const printed = await run('operator', 'add', login, '--role', role, '--name', name, '--language', language, '--json');
      return JSON.parse(printed).link;
    },
    /** Ends the process and starts it again on the same data and address. */
    async restart() {
      await life.end();
      await begin();
    },
    async stop() {
      try {
        await life.end();
      } finally {
        await remove();
      }
    },
  };
  try {
    if (serve && !database) await run('import', CASE);
    await begin();
  } catch (error) {
    life?.child.kill('SIGKILL');
    await remove();
    throw error;
  }
  return portal;
}

// One process from its start to its end.
class Life {
  output = '';

  constructor(child) {
    this.child = child;
    process.once('exit', () => child.kill('SIGKILL')); // also when a journey ends before its time
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (this.output += text));
    }
    this.ended = once(child, 'close');
  }

  async end() {
    this.child.kill('SIGTERM');
    const kill = setTimeout(() => this.child.kill('SIGKILL'), STOP_DEADLINE_MS);
    const [code, signal] = await this.ended;
    clearTimeout(kill);
    assert.deepEqual({ code, signal }, { code: 0, signal: null }, `the portal did not stop gracefully:\n${this.output}`);
  }
}

async function ready(portal, life, { link, path }) {
  let why = 'it printed no sign-in link';
  let death;
  life.ended.then(([code]) => (death = `ended with code ${code}`), (error) => (death = `cannot be started: ${error.message}`));
  const deadline = Date.now() + START_DEADLINE_MS;
  while (!death && Date.now() < deadline) {
    if (!link || portal.signIn) {
      try {
        const answer = await fetch(portal.origin + path, { signal: AbortSignal.timeout(5_000) });
        if (answer.ok) return;
        why = `${path} answers ${answer.status}`;
      } catch (error) {
        why = `${path} does not answer: ${error.message}`;
      }
    }
    await sleep(50);
  }
  throw new Error(`the portal ${death ?? `is not ready after ${START_DEADLINE_MS} ms: ${why}`}\n${portal.output()}`);
}

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}
