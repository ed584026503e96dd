import type { CellReader, Cells, Coder } from '../coder.ts';
import { choosyCells, checkCells, mixBits, scale } from './bits.ts';

const HEADER = 8;
/** Digits per cell. Above 1.2218 the hypergraph has an empty core with high probability. */
const RATIO = 1.23;
/** Further digits in each third, for small numbers of cells. */
const EXTRA = 8;
const MOST_SEEDS = 1000;

/** Returns the number of digits in a byte; 0 if a digit takes two bytes. */
function packing(alphabetSize: number): number {
  if (alphabetSize > 256) return 0;
  let digits = 1;
  while (digits < 8 && Math.max(2, alphabetSize) ** (digits + 1) <= 256) digits++;
  return digits;
}

function digitBytes(digits: number, alphabetSize: number): number {
  const each = packing(alphabetSize);
  return each === 0 ? 2 * digits : Math.ceil(digits / each);
}

/** Returns the place of one of a cell's digits; each third holds one. */
function place(cell: number, seed: number, third: number, which: 0 | 1 | 2): number {
  return which * third + scale(mixBits(Math.imul(cell, 0x9e3779b1) + mixBits(3 * seed + which)), third);
}

function encode(cells: Cells): Uint8Array {
  const { codes, alphabetSize } = cells;
  const keys = choosyCells(cells);
  const third = Math.ceil((keys.length * RATIO) / 3) + EXTRA;
  for (let seed = 0; seed < MOST_SEEDS; seed++) {
    const order = peel(keys, seed, third);
    if (order !== undefined)
      return pack(assign(keys, order, codes, alphabetSize, seed, third), alphabetSize, seed, third);
  }
  throw new Error('no seed gives a static function');
}

/**
 * Returns the keys in peeled order, each as three times its place in `keys` plus the number of its digit that no later
 * key has. Returns undefined if peeling gets stuck.
 */
function peel(keys: Uint32Array, seed: number, third: number): Float64Array | undefined {
  const count = keys.length;
  const degree = new Uint32Array(3 * third);
  // the exclusive or of the remaining keys at a digit; for a single key it is that key
  const joint = new Uint32Array(3 * third);
  for (let i = 0; i < count; i++) {
    for (const which of [0, 1, 2] as const) {
      const v = place(keys[i], seed, third, which);
      degree[v]++;
      joint[v] ^= i;
    }
  }
  const order = new Float64Array(count);
  let peeled = 0;
  const ready = new Uint32Array(3 * third);
  let waiting = 0;
  for (let v = 0; v < degree.length; v++) if (degree[v] === 1) ready[waiting++] = v;
  while (waiting > 0) {
    const v = ready[--waiting];
    if (degree[v] !== 1) continue;
    const i = joint[v];
    const mine = Math.floor(v / third);
    order[peeled++] = 3 * i + mine;
    for (const which of [0, 1, 2] as const) {
      const w = place(keys[i], seed, third, which);
      joint[w] ^= i;
      if (--degree[w] === 1) ready[waiting++] = w;
    }
  }
  return peeled === count ? order : undefined;
}

/** Returns the digits: in reverse order, each key sets its own digit. */
function assign(
  keys: Uint32Array,
  order: Float64Array,
  codes: Uint8Array | Uint16Array,
  alphabetSize: number,
  seed: number,
  third: number,
): Uint16Array {
  const digits = new Uint16Array(3 * third);
  for (let j = order.length - 1; j >= 0; j--) {
    const mine = order[j] % 3;
    const key = keys[(order[j] - mine) / 3];
    let sum = 0;
    let own = 0;
    for (const which of [0, 1, 2] as const) {
      const v = place(key, seed, third, which);
      if (which === mine) own = v;
      else sum += digits[v];
    }
    digits[own] = (codes[key] + 2 * alphabetSize - sum) % alphabetSize;
  }
  return digits;
}

function pack(digits: Uint16Array, alphabetSize: number, seed: number, third: number): Uint8Array {
  const each = packing(alphabetSize);
  const bytes = new Uint8Array(HEADER + digitBytes(digits.length, alphabetSize));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, third, true);
  view.setUint32(4, seed, true);
  for (let v = 0; v < digits.length; v++) {
    if (each === 0) view.setUint16(HEADER + 2 * v, digits[v], true);
    else bytes[HEADER + Math.floor(v / each)] += digits[v] * alphabetSize ** (v % each);
  }
  return bytes;
}

class RetrievalReader implements CellReader {
  readonly #length: number;
  readonly #alphabetSize: number;
  readonly #third: number;
  readonly #seed: number;
  readonly #each: number;
  readonly #bytes: Uint8Array;
  /** The digit by its place in a byte and the byte. */
  readonly #digits: Uint8Array;

  constructor(bytes: Uint8Array, length: number, alphabetSize: number, third: number, seed: number) {
    this.#bytes = bytes;
    this.#length = length;
    this.#alphabetSize = alphabetSize;
    this.#third = third;
    this.#seed = seed;
    this.#each = packing(alphabetSize);
    this.#digits = Uint8Array.from({ length: 256 * this.#each }, (_, at) => {
      return Math.floor((at & 255) / alphabetSize ** (at >> 8)) % alphabetSize;
    });
  }

  at(cell: number): number {
    const seed = this.#seed;
    const third = this.#third;
    const a = this.#digit(place(cell, seed, third, 0));
    const b = this.#digit(place(cell, seed, third, 1));
    const c = this.#digit(place(cell, seed, third, 2));
    return (a + b + c) % this.#alphabetSize;
  }

  read(from: number, out: Uint8Array | Uint16Array): void {
    checkCells(from, out.length, this.#length);
    for (let i = 0; i < out.length; i++) out[i] = this.at(from + i);
  }

  #digit(v: number): number {
    const bytes = this.#bytes;
    const each = this.#each;
    if (each === 0) return bytes[HEADER + 2 * v] | (bytes[HEADER + 2 * v + 1] << 8);
    const byte = Math.floor(v / each);
    return this.#digits[((v - byte * each) << 8) | bytes[HEADER + byte]];
  }
}

function open(bytes: Uint8Array, length: number, alphabetSize: number): CellReader {
  if (bytes.length < HEADER) throw new Error(`${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const third = view.getUint32(0, true);
  const expected = HEADER + digitBytes(3 * third, alphabetSize);
  if (third === 0 || bytes.length !== expected) throw new Error(`${bytes.length} bytes instead of ${expected}`);
  return new RetrievalReader(bytes, length, alphabetSize, third, view.getUint32(4, true));
}

/**
 * Encodes cells as a static function. It stores the codes of the cells that some code does not suit, but not which
 * cells these are, in 1.23 digits per cell. The code of a cell is the sum of three digits modulo the alphabet size.
 * Hashes of the cell's number give their places. Peeling a random 3-hypergraph finds the digits (B. S. Majewski, N. C.
 * Wormald, G. Havas and Z. J. Czech, 1996; as a static function: F. C. Botelho, R. Pagh and N. Ziviani, 2007; M.
 * Genuzio, G. Ottaviano and S. Vigna, 2016).
 *
 *   bytes   field
 *   4       number of digits in each third, u32
 *   4       seed of the hashes, u32
 *   rest    the digits, as many per byte as fit: one from an alphabet of 17 codes on; two bytes each above 256
 */
export const retrieval: Coder = { id: 'retrieval', encode, open };
