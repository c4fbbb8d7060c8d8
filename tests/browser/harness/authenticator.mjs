// An authenticator application (RFC 6238: SHA-1, six digits, 30 seconds), as an operator has one on the phone.

import { createHmac } from 'node:crypto';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP_MS = 30_000;

/** The codes of a seed as it is typed in. A portal takes each code once, so each call gives the next one that is not used. */
export function authenticator(seed) {
  const key = decode(seed);
  let last = -Infinity;
  return {
    code() {
      last = Math.max(last + 1, Math.floor(Date.now() / STEP_MS));
      return at(key, last);
    },
  };
}

function decode(seed) {
  const bits = [...seed.replaceAll(/\s/g, '')].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

function at(key, step) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', key).update(counter).digest();
  const offset = digest.at(-1) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}
