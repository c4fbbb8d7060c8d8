// Load from wrk, as numbers. Knows no server.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cores } from './process.mjs';

const REPORT = fileURLToPath(new URL('./report.lua', import.meta.url));

/**
 * Asks one URL over and over. Gives requests per second and latencies in milliseconds.
 * An error, or an answer that is neither 2xx nor 3xx, is not a measurement: it throws.
 */
export async function wrk(url, { seconds, connections, headers = {} }) {
  const more = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const load = [`-t${cores.load.length}`, `-c${connections}`, `-d${seconds}s`, '--timeout', '5s', ...more, '-s', REPORT, url];
  const { stdout } = await promisify(execFile)('wrk', load, { timeout: (seconds + 30) * 1_000 });
  const { requests, micros, errors, p50, p99 } = JSON.parse(stdout.split('\n').find((line) => line.startsWith('{')));
  assert.equal(errors, 0, `${errors} of ${requests} requests to ${url} failed:\n${stdout}`);
  return { requests, perSecond: requests / (micros / 1e6), p50: p50 / 1_000, p99: p99 / 1_000 };
}
