// The audit log: a chain of a million entries, verified by the command (requirement S14).
// The entries are written beside the portal, by the rule that its documentation gives; so `verify` finding them sound
// also says that the rule is what is documented.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databases } from '../lib/databases.mjs';
import { command } from '../lib/portal.mjs';
import { atMost } from '../lib/table.mjs';

const ENTRIES = 1_000_000;
const AT_A_TIME = 1_000;
const BEGAN = 1_476_144_000_000_000; // microseconds

export async function auditVerify() {
  for (const database of databases) {
    const home = await mkdtemp(join(tmpdir(), 'noroshi-bench-audit-'));
    const url = await database.create(home);
    const settings = { PATH: process.env.PATH, NOROSHI_DATA_DIRECTORY: home, NOROSHI_DATABASE_URL: url };
    await command(settings, 'operator', 'list'); // makes the tables
    await database.run(url, chain());
    const began = performance.now();
    const verdict = JSON.parse(await command(settings, 'audit', 'verify', '--json'));
    const seconds = (performance.now() - began) / 1_000;
    assert.deepEqual({ sound: verdict.sound, entries: verdict.entries }, { sound: true, entries: ENTRIES });
    atMost(`audit verify, ${ENTRIES.toLocaleString('en')} entries, ${database.name}`, seconds, { unit: 's', most: 10 });
    await database.drop(url);
    await rm(home, { recursive: true, force: true });
  }
}

/** The entries and the end of the chain, as statements. */
function* chain() {
  let previous = '0'.repeat(64);
  yield 'BEGIN;';
  for (let from = 1; from <= ENTRIES; from += AT_A_TIME) {
    const rows = Array.from({ length: AT_A_TIME }, (_, n) => {
      const entry = event(from + n);
      const hash = chained(previous, from + n, entry);
      previous = hash;
      return `(${from + n},'${entry.join("','")}','${hash}')`;
    });
    yield `INSERT INTO audit_entries (sequence, at, who, origin, action, target, before_hash, after_hash, detail, hash) VALUES ${rows.join(',')};`;
  }
  yield `UPDATE audit_head SET sequence = ${ENTRIES}, hash = '${previous}'; COMMIT;`;
}

/** The fields of an entry, as an update of an incident leaves them. */
function event(number) {
  const [before, after] = [number, number + 1].map((version) => sha256(`version ${version}`));
  const target = `INC-20161011-${String(1 + (number % 99)).padStart(2, '0')}`;
  return [BEGAN + number * 60_000_000, 'hanako', '192.0.2.1', 'incident.update', target, before, after, 'U02'];
}

/** Each field with its length before it; one that may be missing is marked when it is there. */
function chained(previous, number, [at, who, origin, action, target, before, after, detail]) {
  const fields = [previous, number, at, who, `=${origin}`, action, target, `=${before}`, `=${after}`, detail];
  return sha256(fields.map((field) => `${Buffer.byteLength(String(field))}:${field}`).join(''));
}

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
