// nginx at its best with static files: the reference that every rate is measured against.
// Serves the bytes of another server's answer, headers included. Knows nothing of what they say.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../tests/browser/harness/portal.mjs';
import { cores, onServerCores } from './process.mjs';

const START_DEADLINE_MS = 10_000;

// What nginx says itself, or what belongs to one connection and not to the page.
const NOT_COPIED = ['connection', 'content-length', 'content-type', 'date', 'etag', 'keep-alive', 'last-modified', 'server', 'transfer-encoding'];

/** `pages`: `[{ path, headers, body }]`, each an answer (of `ask`) to be repeated under its own path. */
export async function startNginx(pages) {
  const home = await mkdtemp(join(tmpdir(), 'noroshi-nginx-'));
  await chmod(home, 0o755); // its workers run under another account than root
  const port = await freePort();
  const locations = [];
  for (const [n, { path, headers, body }] of pages.entries()) {
    await writeFile(join(home, `page-${n}`), body);
    const copied = Object.entries(headers).filter(([name]) => !NOT_COPIED.includes(name));
    locations.push(`location = ${path} {
      alias ${home}/page-${n};
      types {} default_type ${quoted(headers['content-type'])};
      ${copied.map(([name, value]) => `add_header ${name} ${quoted(value)};`).join('\n      ')}
    }`);
  }
  await writeFile(join(home, 'nginx.conf'), configuration(home, port, locations));
  const words = ['-p', home, '-c', join(home, 'nginx.conf'), '-e', 'stderr'];
  const child = spawn(...onServerCores(command(), words), { stdio: ['ignore', 'inherit', 'inherit'] });
  process.once('exit', () => child.kill('SIGTERM'));
  const ended = once(child, 'close');
  const origin = `http://127.0.0.1:${port}`;
  await answering(`${origin}${pages[0].path}`, child);
  return {
    origin,
    pid: child.pid,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      await rm(home, { recursive: true, force: true });
    },
  };
}

const command = () => process.env.NOROSHI_NGINX ?? '/usr/sbin/nginx';

const configuration = (home, port, locations) => `
daemon off;
pid ${home}/pid;
worker_processes ${cores.server.length};
events { worker_connections 20000; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  open_file_cache max=100;
  keepalive_requests 1000000000;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${home}/${name};`).join(' ')}
  server {
    listen 127.0.0.1:${port} backlog=4096;
    ${locations.join('\n    ')}
  }
}
`;

function quoted(value) {
  assert.doesNotMatch(value, /["$\\]/, 'a header that nginx would read as its own language');
  return `"${value}"`;
}

async function answering(url, child) {
  const deadline = Date.now() + START_DEADLINE_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await sleep(20);
  }
  throw new Error(`nginx does not answer on ${url}`);
}
