import type { Position } from '../game/position.ts';

/** Largest share of slots in use. */
const LOAD = 0.6;
const FIRST_SLOTS = 1 << 10;

/**
 * Positions as bytes, numbered in the order in which they were met. The hash table with open addressing compares whole
 * positions, so two of them are never mixed up.
 */
export class States {
  /** Number of positions. */
  count = 0;
  readonly #width: number;
  #bytes: Uint8Array;
  #hashes: Int32Array;
  /** Number + 1 of the position in a slot, 0 if there is none. */
  #slots: Int32Array;
  readonly #wanted: Uint8Array;

  constructor(like: Position) {
    this.#width = like.stateBytes;
    this.#wanted = new Uint8Array(this.#width);
    this.#slots = new Int32Array(FIRST_SLOTS);
    this.#hashes = new Int32Array(FIRST_SLOTS);
    this.#bytes = new Uint8Array(FIRST_SLOTS * this.#width);
  }

  /** Bytes of memory. */
  get byteLength(): number {
    return this.#bytes.byteLength + this.#hashes.byteLength + this.#slots.byteLength;
  }

  /** Returns the number of a position, which is added if it is new. */
  add(p: Position): number {
    const slot = this.#find(p);
    if (this.#slots[slot] !== 0) return this.#slots[slot] - 1;
    const number = this.count++;
    if (number === this.#hashes.length) this.#growBytes();
    this.#bytes.set(this.#wanted, number * this.#width);
    this.#hashes[number] = this.#hash;
    this.#slots[slot] = number + 1;
    if (this.count > this.#slots.length * LOAD) this.#growSlots();
    return number;
  }

  /** Returns the number of a position, or -1. */
  find(p: Position): number {
    return this.#slots[this.#find(p)] - 1;
  }

  /** Sets `p` to the position of this number, with an empty journal. */
  load(number: number, p: Position): void {
    p.restore(this.#bytes, number * this.#width);
  }

  #hash = 0;

  /** Returns the slot of a position, or the empty slot where it belongs. */
  #find(p: Position): number {
    const wanted = this.#wanted;
    const width = this.#width;
    p.save(wanted, 0);
    const hash = hashOf(wanted);
    this.#hash = hash;
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const number = this.#slots[slot] - 1;
      if (number < 0) return slot;
      if (this.#hashes[number] !== hash) continue;
      const at = number * width;
      let i = 0;
      while (i < width && this.#bytes[at + i] === wanted[i]) i++;
      if (i === width) return slot;
    }
  }

  #growBytes(): void {
    const bytes = new Uint8Array(2 * this.#bytes.length);
    bytes.set(this.#bytes);
    this.#bytes = bytes;
    const hashes = new Int32Array(2 * this.#hashes.length);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
  }

  #growSlots(): void {
    const slots = new Int32Array(2 * this.#slots.length);
    const mask = slots.length - 1;
    for (let number = 0; number < this.count; number++) {
      let slot = this.#hashes[number] & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.#slots = slots;
  }
}

/** Returns the hash of bytes: FNV-1a, its high bits folded in at the end, since the low bits choose the slot. */
export function hashOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) ^ (hash >>> 12);
}
