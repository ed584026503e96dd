/**
 * Outcomes in two bits: codes 0 draw, 1 win, 2 loss, and 3 for 255, illegal. Four positions a byte, the first one lowest.
 * Problems that wait for others to be solved are many; a quarter of the memory is worth the packing.
 */

import type { Codes } from './solved.ts';

/** What a position of two bits says, 0 being a draw. */
export const WIN = 1;
export const LOSS = 2;
export const PACKED_ILLEGAL = 3;

/** Codes of four positions by their byte, each code replaced by what `meaning` has for it. */
function tableOf(meaning: readonly [number, number, number, number]): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let four = 0;
    for (let i = 0; i < 4; i++) four |= meaning[(byte >> (2 * i)) & 3] << (8 * i);
    return four >>> 0;
  });
}

const PLAIN = tableOf([0, 1, 2, 255]);
/** Every legal position has the same code. */
const ALIKE = [0, 1, 2].map((code) => tableOf([code, code, code, 255]));

export class PackedCodes {
  readonly #bytes: Uint8Array;

  /** @param length number of positions, a multiple of four; all are draws until codes are put */
  constructor(length: number) {
    this.#bytes = new Uint8Array(length >> 2);
  }

  static of(codes: Codes): PackedCodes {
    const packed = new PackedCodes(codes.byteLength);
    packed.put(0, codes);
    return packed;
  }

  /** @param codes a multiple of four of them, each 0, 1, 2 or 255, for the positions from `at` (a multiple of four) on */
  put(at: number, codes: Codes): void {
    const from = new Uint32Array(codes.buffer, codes.byteOffset, codes.byteLength >> 2);
    const bytes = this.#bytes;
    const start = at >> 2;
    for (let i = 0; i < from.length; i++) {
      const x = from[i] & 0x03030303;
      bytes[start + i] = x | (x >>> 6) | (x >>> 12) | (x >>> 18);
    }
  }

  get byteLength(): number {
    return this.#bytes.length;
  }

  /** 0, 1, 2, or 3 for an illegal position. */
  at(index: number): number {
    return (this.#bytes[index >> 2] >> ((index & 3) << 1)) & 3;
  }

  unpack(): Uint8Array {
    return this.#unpack(PLAIN);
  }

  /** The same code (0, 1 or 2) for all legal positions. */
  alike(code: number): Uint8Array {
    return this.#unpack(ALIKE[code]);
  }

  equals(other: PackedCodes): boolean {
    const a = new Uint32Array(this.#bytes.buffer);
    const b = new Uint32Array(other.#bytes.buffer);
    for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
    return true;
  }

  #unpack(table: Uint32Array): Uint8Array {
    const bytes = this.#bytes;
    const out = new Uint32Array(bytes.length);
    for (let i = 0; i < out.length; i++) out[i] = table[bytes[i]];
    return new Uint8Array(out.buffer);
  }
}
