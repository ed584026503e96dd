import type { CellReader, Cells, Coder } from '../coder.ts';
import { checkCells } from './bits.ts';

/** Returns the bits that distinguish `alphabetSize` codes: 0 to 16. */
function bitsFor(alphabetSize: number): number {
  return Math.ceil(Math.log2(alphabetSize));
}

/** Returns the bytes of the payload: two more than the bits take, since the last cell too is read from three bytes. */
function bytesFor(length: number, bits: number): number {
  return bits === 0 ? 0 : Math.ceil((length * bits) / 8) + 2;
}

class PlainReader implements CellReader {
  readonly #bytes: Uint8Array;
  readonly #bits: number;
  readonly #mask: number;
  readonly #length: number;
  readonly #alphabetSize: number;

  constructor(bytes: Uint8Array, bits: number, length: number, alphabetSize: number) {
    this.#bytes = bytes;
    this.#bits = bits;
    this.#length = length;
    this.#alphabetSize = alphabetSize;
    this.#mask = 2 ** bits - 1;
  }

  at(cell: number): number {
    if (this.#bits === 0) return 0;
    const bytes = this.#bytes;
    const bit = cell * this.#bits; // beyond 2^32 in large tables, so no shift
    const byte = Math.floor(bit / 8);
    // a code of at most 16 bits lies in at most three bytes
    const window = bytes[byte] | (bytes[byte + 1] << 8) | (bytes[byte + 2] << 16);
    const code = (window >> (bit % 8)) & this.#mask;
    if (code >= this.#alphabetSize) throw new Error(`cell ${cell}: code ${code} of ${this.#alphabetSize}`);
    return code;
  }

  read(from: number, out: Uint8Array | Uint16Array): void {
    checkCells(from, out.length, this.#length);
    for (let i = 0; i < out.length; i++) out[i] = this.at(from + i);
  }

  touched(cell: number): number {
    const bit = cell * this.#bits;
    return this.#bits === 0 ? 0 : Math.floor((bit + this.#bits - 1) / 8) - Math.floor(bit / 8) + 1;
  }
}

/**
 * Encodes cells as an array of bits: every cell takes the fewest bits that distinguish all codes, the lowest bit of a
 * byte first.
 */
export const plain: Coder = {
  id: 'plain',
  encode({ length, alphabetSize, codes }: Cells): Uint8Array {
    const bits = bitsFor(alphabetSize);
    const out = new Uint8Array(bytesFor(length, bits));
    let window = 0;
    let held = 0;
    let at = 0;
    for (let i = 0; i < length; i++) {
      window |= codes[i] << held;
      held += bits;
      while (held >= 8) {
        out[at++] = window;
        window >>>= 8;
        held -= 8;
      }
    }
    if (held > 0) out[at] = window;
    return out;
  },
  open(bytes, length, alphabetSize) {
    const bits = bitsFor(alphabetSize);
    const expected = bytesFor(length, bits);
    if (bytes.length !== expected) throw new Error(`${bytes.length} bytes, expected ${expected}`);
    return new PlainReader(bytes, bits, length, alphabetSize);
  },
};
