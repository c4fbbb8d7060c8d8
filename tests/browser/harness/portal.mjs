// A portal of its own for a journey: fresh data, a free port, gone afterwards.
// Knows only the contract of `noroshi demo`: it prints its addresses, one on each line, and stops on SIGTERM.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const BINARY = process.env.NOROSHI_BINARY ?? fileURLToPath(new URL('../../../target/debug/noroshi', import.meta.url));
const START_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 15_000;

/**
 * Starts `noroshi demo` and waits until its pages answer.
 * Gives `{ origin, pid, addresses, signIn, output(), stop() }`: `addresses` is every address it printed, in order,
 * and `signIn` the one-time link among them (the last one below /console/).
 */
export async function startPortal({ command = [BINARY] } = {}) {
  const data = await mkdtemp(join(tmpdir(), 'noroshi-journey-'));
  const listen = `127.0.0.1:${await freePort()}`;
  const [program, ...first] = command;
  const child = spawn(program, [...first, 'demo', '--listen', listen, '--data-dir', join(data, 'data')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  process.once('exit', () => child.kill('SIGKILL')); // also when a journey ends before its time
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  }
  const ended = once(child, 'close');

  const portal = {
    origin: `http://${listen}`,
    pid: child.pid,
    output: () => output,
    get addresses() {
      return output.match(/https?:\/\/[^\s"'<>]+/g) ?? [];
    },
    get signIn() {
      return portal.addresses.filter((address) => new URL(address).pathname.startsWith('/console')).at(-1);
    },
    async stop() {
      child.kill('SIGTERM');
      const kill = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE_MS);
      const [code, signal] = await ended;
      clearTimeout(kill);
      await rm(data, { recursive: true, force: true });
      assert.deepEqual({ code, signal }, { code: 0, signal: null }, `the portal did not stop gracefully:\n${output}`);
    },
  };
  try {
    await ready(portal, ended);
  } catch (error) {
    child.kill('SIGKILL');
    await rm(data, { recursive: true, force: true });
    throw error;
  }
  return portal;
}

async function ready(portal, ended) {
  let why = 'it printed no sign-in link';
  let death;
  ended.then(([code]) => (death = `ended with code ${code}`), (error) => (death = `cannot be started: ${error.message}`));
  const deadline = Date.now() + START_DEADLINE_MS;
  while (!death && Date.now() < deadline) {
    if (portal.signIn) {
      try {
        const answer = await fetch(`${portal.origin}/ja/`, { signal: AbortSignal.timeout(5_000) });
        if (answer.ok) return;
        why = `/ja/ answers ${answer.status}`;
      } catch (error) {
        why = `/ja/ does not answer: ${error.message}`;
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
