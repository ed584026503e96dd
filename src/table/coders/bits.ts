/** Small things that coders share. */

import type { Cells } from '../coder.ts';

/** Whether a cell is marked as free. */
export function isDontCare({ dontCare }: Cells, cell: number): boolean {
  return dontCare !== undefined && ((dontCare[cell >> 3] >> (cell & 7)) & 1) === 1;
}

/** The cells that are not free, rising. For all others code 0 will do. */
export function boundCells(cells: Cells): Uint32Array {
  let count = 0;
  for (let cell = 0; cell < cells.length; cell++) if (!isDontCare(cells, cell)) count++;
  const bound = new Uint32Array(count);
  let at = 0;
  for (let cell = 0; cell < cells.length; cell++) if (!isDontCare(cells, cell)) bound[at++] = cell;
  return bound;
}

/** The cells that not every code suits, rising. */
export function choosyCells(cells: Cells): Uint32Array {
  const suits = (cell: number): boolean => cells.codes[cell] === cells.alphabetSize - 1 && isDontCare(cells, cell);
  let count = 0;
  for (let cell = 0; cell < cells.length; cell++) if (!suits(cell)) count++;
  const choosy = new Uint32Array(count);
  let at = 0;
  for (let cell = 0; cell < cells.length; cell++) if (!suits(cell)) choosy[at++] = cell;
  return choosy;
}

/** Bytes of a code. */
export function codeBytes(alphabetSize: number): 1 | 2 {
  return alphabetSize <= 256 ? 1 : 2;
}

/**
 * Codes of one or two bytes, lowest first, as an array of their own.
 * @throws Error if one is no colour
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

export function writeCode(bytes: Uint8Array, at: number, code: number, alphabetSize: number): void {
  bytes[at] = code;
  if (alphabetSize > 256) bytes[at + 1] = code >> 8;
}

export function readWords(bytes: Uint8Array, from: number, count: number): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const words = new Uint32Array(count);
  for (let i = 0; i < count; i++) words[i] = view.getUint32(from + 4 * i, true);
  return words;
}

/** @throws RangeError if there are not that many cells from `from` on */
export function checkCells(from: number, count: number, length: number): void {
  if (!(from >= 0 && from + count <= length)) throw new RangeError(`${count} cells from ${from} of ${length}`);
}

/** The finaliser of MurmurHash3 (A. Appleby): a bijection of 32-bit numbers that mixes all bits. */
export function mixBits(x: number): number {
  let h = x | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A 32-bit hash as a number below `size`. */
export function scale(hash: number, size: number): number {
  return Math.floor((hash / 4_294_967_296) * size);
}
