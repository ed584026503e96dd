/**
 * XXH32 and XXH64 (Y. Collet; "xxHash fast digest algorithm", specification 0.1.1), seed 0. All memory is the host's.
 *
 * State of XXH64, STATE_BYTES at an address that is a multiple of 8:
 *
 *   0    four lanes, 8 bytes each
 *   32   number of bytes so far, 8 bytes
 *   40   bytes that do not fill a stripe yet, up to 31 of 32
 */

const STATE_BYTES: u32 = 72;
const TOTAL: usize = 32;
const PENDING: usize = 40;
const STRIPE: u32 = 32;

const A1: u32 = 0x9e3779b1;
const A2: u32 = 0x85ebca77;
const A3: u32 = 0xc2b2ae3d;
const A4: u32 = 0x27d4eb2f;
const A5: u32 = 0x165667b1;

const B1: u64 = 0x9e3779b185ebca87;
const B2: u64 = 0xc2b2ae3d27d4eb4f;
const B3: u64 = 0x165667b19e3779f9;
const B4: u64 = 0x85ebca77c2b2ae63;
const B5: u64 = 0x27d4eb2f165667c5;

// @ts-ignore: decorator
@inline
function round32(lane: u32, input: u32): u32 {
  return rotl<u32>(lane + input * A2, 13) * A1;
}

/** Returns XXH32 of `length` bytes. */
export function hash32(from: usize, length: u32): u32 {
  let at = from;
  const end = from + length;
  let h: u32;
  if (length >= 16) {
    let a: u32 = A1 + A2;
    let b: u32 = A2;
    let c: u32 = 0;
    let d: u32 = 0 - A1;
    for (const last = end - 16; at <= last; at += 16) {
      a = round32(a, load<u32>(at));
      b = round32(b, load<u32>(at, 4));
      c = round32(c, load<u32>(at, 8));
      d = round32(d, load<u32>(at, 12));
    }
    h = rotl<u32>(a, 1) + rotl<u32>(b, 7) + rotl<u32>(c, 12) + rotl<u32>(d, 18);
  } else h = A5;
  h += length;
  for (; at + 4 <= end; at += 4) h = rotl<u32>(h + load<u32>(at) * A3, 17) * A4;
  for (; at < end; at++) h = rotl<u32>(h + <u32>load<u8>(at) * A5, 11) * A1;
  h = (h ^ (h >> 15)) * A2;
  h = (h ^ (h >> 13)) * A3;
  return h ^ (h >> 16);
}

/** Returns the bytes of a state of XXH64. */
export function stateBytes(): u32 {
  return STATE_BYTES;
}

/** Begins a hash. */
export function start64(state: usize): void {
  store<u64>(state, B1 + B2);
  store<u64>(state, B2, 8);
  store<u64>(state, 0, 16);
  store<u64>(state, 0 - B1, 24);
  store<u64>(state, 0, TOTAL);
}

// @ts-ignore: decorator
@inline
function round64(lane: u64, input: u64): u64 {
  return rotl<u64>(lane + input * B2, 31) * B1;
}

/** Hashes all whole stripes between two addresses; returns the address of the rest. */
function stripes(state: usize, from: usize, end: usize): usize {
  let at = from;
  let a = load<u64>(state);
  let b = load<u64>(state, 8);
  let c = load<u64>(state, 16);
  let d = load<u64>(state, 24);
  for (; at + STRIPE <= end; at += STRIPE) {
    a = round64(a, load<u64>(at));
    b = round64(b, load<u64>(at, 8));
    c = round64(c, load<u64>(at, 16));
    d = round64(d, load<u64>(at, 24));
  }
  store<u64>(state, a);
  store<u64>(state, b, 8);
  store<u64>(state, c, 16);
  store<u64>(state, d, 24);
  return at;
}

/** Adds bytes to a hash. */
export function update64(state: usize, from: usize, length: u32): void {
  const total = load<u64>(state, TOTAL);
  store<u64>(state, total + length, TOTAL);
  const waiting = <u32>total & (STRIPE - 1);
  const pending = state + PENDING;
  const end = from + length;
  let at = from;
  if (waiting != 0) {
    const taken = min<u32>(STRIPE - waiting, length);
    memory.copy(pending + waiting, from, taken);
    if (waiting + taken < STRIPE) return;
    stripes(state, pending, pending + STRIPE);
    at += taken;
  }
  at = stripes(state, at, end);
  memory.copy(pending, at, end - at);
}

// @ts-ignore: decorator
@inline
function merge(h: u64, lane: u64): u64 {
  return (h ^ round64(0, lane)) * B1 + B4;
}

/** Returns the hash of the bytes so far; the state stays as it is. */
export function digest64(state: usize): u64 {
  const total = load<u64>(state, TOTAL);
  let h: u64;
  if (total >= STRIPE) {
    const a = load<u64>(state);
    const b = load<u64>(state, 8);
    const c = load<u64>(state, 16);
    const d = load<u64>(state, 24);
    h = rotl<u64>(a, 1) + rotl<u64>(b, 7) + rotl<u64>(c, 12) + rotl<u64>(d, 18);
    h = merge(merge(merge(merge(h, a), b), c), d);
  } else h = B5;
  h += total;
  let at = state + PENDING;
  const end = at + (<u32>total & (STRIPE - 1));
  for (; at + 8 <= end; at += 8) h = rotl<u64>(h ^ round64(0, load<u64>(at)), 27) * B1 + B4;
  for (; at + 4 <= end; at += 4) h = rotl<u64>(h ^ (<u64>load<u32>(at) * B1), 23) * B2 + B3;
  for (; at < end; at++) h = rotl<u64>(h ^ (<u64>load<u8>(at) * B5), 11) * B1;
  h = (h ^ (h >> 33)) * B2;
  h = (h ^ (h >> 29)) * B3;
  return h ^ (h >> 32);
}
