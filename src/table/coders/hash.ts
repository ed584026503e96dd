import type { CellReader, Cells, Coder } from '../coder.ts';
import { boundCells, checkCells, codeBytes, mixBits, readCodes, readWords, scale, writeCode } from './bits.ts';

/** Share of used slots. A probe examines 8.5 slots for an absent cell and 2.5 for a present one (Knuth). */
const LOAD = 0.75;

/**
 * Returns a hash table of `capacity` slots, more than there are keys. A slot is 1 + its key, or 0 if empty.
 * Measurements of growing tables use it too.
 */
export function fillSlots(keys: Uint32Array, capacity: number): Uint32Array {
  const slots = new Uint32Array(capacity);
  for (const key of keys) {
    let slot = scale(mixBits(key), capacity);
    while (slots[slot] !== 0) slot = slot + 1 === capacity ? 0 : slot + 1;
    slots[slot] = key + 1;
  }
  return slots;
}

function encode(cells: Cells): Uint8Array {
  const keys = boundCells(cells);
  const capacity = Math.ceil(keys.length / LOAD) + 1;
  const slots = fillSlots(keys, capacity);
  const width = codeBytes(cells.alphabetSize);
  const bytes = new Uint8Array(capacity * (4 + width));
  const view = new DataView(bytes.buffer);
  slots.forEach((key, slot) => {
    if (key === 0) return;
    view.setUint32(4 * slot, key, true);
    writeCode(bytes, 4 * capacity + width * slot, cells.codes[key - 1], cells.alphabetSize);
  });
  return bytes;
}

class HashReader implements CellReader {
  readonly #length: number;
  readonly #slots: Uint32Array;
  readonly #codes: Uint8Array | Uint16Array;

  constructor(length: number, slots: Uint32Array, codes: Uint8Array | Uint16Array) {
    this.#length = length;
    this.#slots = slots;
    this.#codes = codes;
  }

  at(cell: number): number {
    const slots = this.#slots;
    const key = cell + 1;
    let slot = scale(mixBits(cell), slots.length);
    // every table has an empty slot, so this loop ends
    for (;;) {
      const here = slots[slot];
      if (here === key) return this.#codes[slot];
      if (here === 0) return 0;
      if (++slot === slots.length) slot = 0;
    }
  }

  read(from: number, out: Uint8Array | Uint16Array): void {
    checkCells(from, out.length, this.#length);
    for (let i = 0; i < out.length; i++) out[i] = this.at(from + i);
  }
}

function open(bytes: Uint8Array, length: number, alphabetSize: number): CellReader {
  const capacity = bytes.length / (4 + codeBytes(alphabetSize));
  if (!Number.isInteger(capacity)) throw new Error(`${bytes.length} bytes`);
  const slots = readWords(bytes, 0, capacity);
  let empty = 0;
  for (const key of slots) {
    if (key > length) throw new Error(`cell ${key - 1} of ${length}`);
    if (key === 0) empty++;
  }
  if (empty === 0) throw new Error('no slot is empty');
  return new HashReader(length, slots, readCodes(bytes, 4 * capacity, capacity, alphabetSize));
}

/**
 * Encodes cells as a hash table with open addressing and linear probing (D. E. Knuth, TAOCP 3, 6.4): slots of 4 bytes
 * with 1 + the number of a cell, 0 if empty, then their codes, 1 or 2 bytes each. Don't-cares are left out, since 0
 * suits them.
 */
export const hash: Coder = { id: 'hash', encode, open };
