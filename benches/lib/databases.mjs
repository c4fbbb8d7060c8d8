// The two databases: a place for one portal in each, and SQL from outside. Knows no table.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';

/** A file of its own. */
const sqlite = {
  name: 'SQLite',
  create: async (home) => `sqlite://${join(home, 'noroshi.db')}`,
  drop: async () => {},
  settle: async () => {},
  run: (url, sql) => feed('sqlite3', sqlite3(url), sql),
  ask: (url, sql) => told('sqlite3', [...sqlite3(url), sql]),
};

// Waits for whoever writes, and flushes as the portal does.
const sqlite3 = (url) => ['-bail', '-cmd', '.timeout 60000', '-cmd', 'PRAGMA synchronous = FULL', new URL(url).pathname];

/** A database of its own on a private server, whose address `tools/bench` gives. */
const postgres = (server) => {
  const named = (name) => server.replace('/postgres?', `/${name}?`);
  let made = 0;
  return {
    name: 'PostgreSQL',
    async create() {
      made += 1;
      const name = `bench_${process.pid}_${made}`;
      await feed('psql', psql(server), [`CREATE DATABASE ${name};`]);
      return named(name);
    },
    drop: (url) => feed('psql', psql(server), [`DROP DATABASE ${new URL(url).pathname.slice(1)} WITH (FORCE);`]),
    // What it does by itself within minutes of an import; in the middle of a measurement it would tell of that.
    settle: (url) => feed('psql', psql(url), ['VACUUM ANALYZE; CHECKPOINT;']),
    run: (url, sql) => feed('psql', psql(url), sql),
    ask: (url, sql) => told('psql', [...psql(url), '--no-align', '--tuples-only', `--command=${sql}`]),
  };
};

const psql = (url) => ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', url];

/** SQLite, and PostgreSQL if there is a server. */
export const databases = [sqlite, ...(process.env.NOROSHI_BENCH_POSTGRES ? [postgres(process.env.NOROSHI_BENCH_POSTGRES)] : [])];

/** What a program prints, without the space around it. */
async function told(program, words) {
  const { stdout } = await promisify(execFile)(program, words);
  return stdout.trim();
}

/** Hands pieces of text to a program and waits until it has worked on all of them. */
async function feed(program, words, pieces) {
  const child = spawn(program, words, { stdio: ['pipe', 'ignore', 'inherit'] });
  const ended = once(child, 'close');
  await pipeline(Readable.from(pieces), child.stdin).catch(() => {}); // its own words say why it stopped reading
  const [code] = await ended;
  if (code !== 0) throw new Error(`${program} ended with code ${code}`);
}
