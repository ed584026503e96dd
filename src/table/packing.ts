/**
 * Cells in bits: the first cell of a byte is the lowest, and cells of two bytes are little-endian. What the last byte
 * does not need is 0.
 */

import type { CellBits } from './format.ts';

/** Returns the bytes of so many cells. */
export function bytesOfCells(cells: number, bits: CellBits): number {
  return Math.ceil((cells * bits) / 8);
}

/** Returns the bytes of cells; cells of one byte are not copied. */
export function packCells(codes: Uint8Array | Uint16Array, bits: CellBits): Uint8Array {
  if (bits === 8 && codes instanceof Uint8Array) return codes;
  const { length } = codes;
  const out = new Uint8Array(bytesOfCells(length, bits));
  if (bits === 16) {
    for (let i = 0; i < length; i++) {
      out[2 * i] = codes[i];
      out[2 * i + 1] = codes[i] >> 8;
    }
  } else if (bits === 8) {
    out.set(codes);
  } else {
    const each = 8 / bits;
    const whole = length - (length % each);
    let at = 0;
    // Whole bytes by a loop for each width, twice as fast as one that counts bits.
    if (bits === 2) {
      for (let i = 0; i < whole; i += 4) {
        out[at++] = codes[i] | (codes[i + 1] << 2) | (codes[i + 2] << 4) | (codes[i + 3] << 6);
      }
    } else {
      for (let i = 0; i < whole; i += 2) out[at++] = codes[i] | (codes[i + 1] << 4);
    }
    for (let i = whole; i < length; i++) out[at] |= codes[i] << (bits * (i - whole));
  }
  return out;
}

/** Returns the cell `at` of packed ones. */
export function cellIn(bytes: Uint8Array, bits: CellBits, at: number): number {
  if (bits === 8) return bytes[at];
  if (bits === 16) return bytes[2 * at] | (bytes[2 * at + 1] << 8);
  const bit = at * bits;
  return (bytes[bit >> 3] >> (bit & 7)) & ((1 << bits) - 1);
}
