// What a running server costs: its memory, and connections that do nothing.

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';

/** Resident memory of a process, in MiB. */
export async function memory(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)[1]) / 1024;
}

/**
 * Opens connections that each ask once, read the answer's first bytes and then stay. Gives how many are open
 * and a function that closes them.
 */
export async function idleConnections(origin, count, path = '/ja/') {
  const { hostname, port, host } = new URL(origin);
  const open = new Set();
  const one = async () => {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.on('error', () => open.delete(socket)).on('close', () => open.delete(socket));
    await once(socket, 'connect');
    open.add(socket);
    socket.write(`HEAD ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    await Promise.race([once(socket, 'data'), once(socket, 'close')]);
  };
  for (let started = 0; started < count; started += 100) {
    await Promise.allSettled(Array.from({ length: Math.min(100, count - started) }, one));
  }
  return { open: () => open.size, close: () => [...open].forEach((socket) => socket.destroy()) };
}
