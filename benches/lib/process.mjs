// Processes of the machine: which cores they run on, what they cost, and connections that do nothing.

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
/** In which processor time is taken from others, in milliseconds. */
const PIECE_MS = 20;
/** Connections of one address, as many as the portal takes by default. */
const PER_ADDRESS = 100;

/**
 * The cores of what is measured and of what loads it: all of them for both, as the portal runs where it is installed. With
 * NOROSHI_BENCH_CORES=apart, one half each: neither takes the other's time, and the portal has half a machine.
 */
export const cores = (() => {
  const allowed = [];
  for (const part of /^Cpus_allowed_list:\s+(.*)$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1].split(',')) {
    const [first, last = first] = part.split('-').map(Number);
    for (let core = first; core <= last; core += 1) allowed.push(core);
  }
  const all = availableParallelism();
  const half = process.env.NOROSHI_BENCH_CORES === 'apart' ? Math.floor(allowed.length / 2) : 0;
  return half === 0 ? { all, server: allowed, load: allowed } : { all, server: allowed.slice(0, half), load: allowed.slice(half) };
})();

/** Keeps this process, and what it starts from here on, on the cores of the load. */
export function keepToLoadCores() {
  execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', cores.load.join(','), String(process.pid)], { stdio: 'ignore' });
}

/** A command, and its arguments, to be run on the servers' cores. */
export const onServerCores = (command, words) => ['taskset', ['--cpu-list', cores.server.join(','), command, ...words]];

/** Resident memory of a process now, in MiB. */
export async function memory(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)[1]) / 1024;
}

/** Processor time that a process and its children have used, in milliseconds. */
export async function processorTime(pid) {
  const [user, system] = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /, '').split(' ').slice(11, 13);
  const own = ((Number(user) + Number(system)) * 1_000) / TICKS_PER_SECOND;
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).split(' ').filter(Boolean);
  return (await Promise.all(children.map(processorTime))).reduce((sum, time) => sum + time, own);
}

/** Processor time that this process has used, in milliseconds. */
export function ownTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Uses a share of a core, in small pieces, until the function that it gives is called. */
export function takeTime(share) {
  let going = true;
  const taking = (async () => {
    while (going) {
      const [began, enough] = [performance.now(), ownTime() + PIECE_MS * share];
      while (ownTime() < enough);
      await sleep(Math.max(0, PIECE_MS - (performance.now() - began)));
    }
  })();
  return () => {
    going = false;
    return taking;
  };
}

/** How long the disk under a directory takes to keep one page, again and again, in milliseconds. */
export async function flushes(directory, times) {
  const path = `${directory}/flushed`;
  const file = await open(path, 'w');
  const took = [];
  for (let n = 0; n < times; n += 1) {
    const began = performance.now();
    await file.write(Buffer.alloc(8192), 0, 8192, n * 8192);
    await file.datasync();
    took.push(performance.now() - began);
  }
  await file.close();
  await rm(path);
  return took;
}

/**
 * Opens connections from as many loopback addresses as it takes. Each asks once, reads the answer and then stays.
 * Gives how many are open, and a function that closes them.
 */
export async function idleConnections(origin, count, path) {
  const { hostname, port, host } = new URL(origin);
  const open = new Set();
  const one = async (number) => {
    const localAddress = `127.0.1.${1 + Math.floor(number / PER_ADDRESS)}`;
    const socket = connect({ host: hostname, port: Number(port), localAddress });
    socket.on('error', () => open.delete(socket)).on('close', () => open.delete(socket));
    await once(socket, 'connect');
    open.add(socket);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept-Encoding: gzip\r\n\r\n`);
    await Promise.race([once(socket, 'data'), once(socket, 'close')]);
    socket.resume();
  };
  for (let started = 0; started < count; started += PER_ADDRESS) {
    const some = Array.from({ length: Math.min(PER_ADDRESS, count - started) }, (_, n) => one(started + n));
    await Promise.allSettled(some);
  }
  return { open: () => open.size, close: () => [...open].forEach((socket) => socket.destroy()) };
}
