/** Helpers that coders share. */

import type { Cells } from '../coder.ts';

/** Returns whether a cell is a don't-care. */
export function isDontCare({ dontCare }: Cells, cell: number): boolean {
  return dontCare !== undefined && ((dontCare[cell >> 3] >> (cell & 7)) & 1) === 1;
}

/** Returns the cells that are no don't-cares, rising. Code 0 suits all others. */
export function boundCells(cells: Cells): Uint32Array {
  let count = 0;
  for (let cell = 0; cell < cells.length; cell++) if (!isDontCare(cells, cell)) count++;
  const bound = new Uint32Array(count);
  let at = 0;
  for (let cell = 0; cell < cells.length; cell++) if (!isDontCare(cells, cell)) bound[at++] = cell;
  return bound;
}

/** Returns the cells that some code does not suit, rising. */
export function choosyCells(cells: Cells): Uint32Array {
  const suits = (cell: number): boolean => cells.codes[cell] === cells.alphabetSize - 1 && isDontCare(cells, cell);
  let count = 0;
  for (let cell = 0; cell < cells.length; cell++) if (!suits(cell)) count++;
  const choosy = new Uint32Array(count);
  let at = 0;
  for (let cell = 0; cell < cells.length; cell++) if (!suits(cell)) choosy[at++] = cell;
  return choosy;
}

/** Returns the bytes of a code. */
export function codeBytes(alphabetSize: number): 1 | 2 {
  return alphabetSize <= 256 ? 1 : 2;
}

/**
 * Reads codes of one or two bytes, the lowest first, into a new array.
 * @throws Error if a code is not below the alphabet size
 */
export function readCodes(
  bytes: Uint8Array,
  from: number,
  count: number,
  alphabetSize: number,
): Uint8Array | Uint16Array {
  const codes = alphabetSize <= 256 ? bytes.slice(from, from + count) : new Uint16Array(count);
  if (alphabetSize > 256)
    for (let i = 0; i < count; i++) codes[i] = bytes[from + 2 * i] | (bytes[from + 2 * i + 1] << 8);
  for (let i = 0; i < count; i++) if (codes[i] >= alphabetSize) throw new Error(`code ${codes[i]} of ${alphabetSize}`);
  return codes;
}

/** Writes a code of one or two bytes, the lowest first. */
export function writeCode(bytes: Uint8Array, at: number, code: number, alphabetSize: number): void {
  bytes[at] = code;
  if (alphabetSize > 256) bytes[at + 1] = code >> 8;
}

/** Reads little-endian words of 32 bits into a new array. */
export function readWords(bytes: Uint8Array, from: number, count: number): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const words = new Uint32Array(count);
  for (let i = 0; i < count; i++) words[i] = view.getUint32(from + 4 * i, true);
  return words;
}

/** @throws RangeError if there are fewer than `count` cells from `from` on */
export function checkCells(from: number, count: number, length: number): void {
  if (!(from >= 0 && from + count <= length)) throw new RangeError(`${count} cells from ${from} of ${length}`);
}

/** Mixes all bits of a 32-bit number, a bijection: the finaliser of MurmurHash3 (A. Appleby). */
export function mixBits(x: number): number {
  let h = x | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Scales a 32-bit hash to a number below `size`. */
export function scale(hash: number, size: number): number {
  return Math.floor((hash / 4_294_967_296) * size);
}
