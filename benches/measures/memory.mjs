// Memory with everything in it, and with connections that are open and do nothing.

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../lib/client.mjs';
import { idleConnections, memory } from '../lib/process.mjs';
import { atMost, note } from '../lib/table.mjs';

const CONNECTIONS = 10_000;
const MOST = 256;
/** Until connections have given back their buffers (`Limits::rest`), and before they are closed (`head_deadline`). */
const RESTED_MS = 3_000;

export async function memoryUse(portal, name) {
  const label = `memory with 10,000 incidents, ${name}`;
  note(label, `${(await memory(portal.pid)).toFixed(0)} MiB`);
  const began = performance.now();
  const connections = await idleConnections(portal.origin, CONNECTIONS, '/ja/');
  note(`opening ${CONNECTIONS.toLocaleString('en')} connections`, `${((performance.now() - began) / 1_000).toFixed(1)} s`);
  const asked = await memory(portal.pid);
  assert.equal(connections.open(), CONNECTIONS, 'connections were refused or closed at once');
  await sleep(RESTED_MS);
  assert.equal(connections.open(), CONNECTIONS, 'connections were closed before their time');
  assert.equal((await ask(`${portal.origin}/ja/`)).status, 200);
  const rested = await memory(portal.pid);
  connections.close();
  const unit = { unit: 'MiB', most: MOST };
  atMost(`${label}, and as many connections that have just been answered`, asked, unit);
  atMost(`${label}, and as many connections that do nothing`, rested, unit);
}
