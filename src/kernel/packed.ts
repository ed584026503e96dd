/**
 * Outcomes in two bits: 0 draw, 1 win, 2 loss, 3 illegal. Four positions a byte, the first one lowest, as the kernel writes
 * them and reads them again (assembly/final.ts, assembly/slab.ts).
 */

import { ILLEGAL_CODE } from './abi.ts';

export const WIN = 1;
export const LOSS = 2;
export const PACKED_ILLEGAL = 3;

const CODES = [0, WIN, LOSS, ILLEGAL_CODE];

/** Codes of four positions by their byte. */
const UNPACKED = Uint32Array.from({ length: 256 }, (_, byte) => {
  let four = 0;
  for (let i = 0; i < 4; i++) four |= CODES[(byte >> (2 * i)) & 3] << (8 * i);
  return four >>> 0;
});

export class PackedCodes {
  readonly bytes: Uint8Array;

  /** @param bytes a multiple of four of them, at an address that is one too */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get byteLength(): number {
    return this.bytes.length;
  }

  /** 0, 1, 2, or 3 for an illegal position. */
  at(index: number): number {
    return (this.bytes[index >> 2] >> ((index & 3) << 1)) & 3;
  }

  /** The same as other codes say it: metric.ts. */
  code(index: number): number {
    return CODES[this.at(index)];
  }

  /** One byte a position. */
  unpack(): Uint8Array {
    const { bytes } = this;
    const out = new Uint32Array(bytes.length);
    for (let i = 0; i < out.length; i++) out[i] = UNPACKED[bytes[i]];
    return new Uint8Array(out.buffer);
  }

  /** The same code (0, 1 or 2) for all legal positions. */
  alike(code: number): PackedCodes {
    const from = this.#words();
    const out = new Uint32Array(from.length);
    for (let i = 0; i < from.length; i++) {
      const illegal = from[i] & (from[i] >>> 1) & 0x55555555;
      out[i] = 3 * illegal + code * (0x55555555 - illegal);
    }
    return new PackedCodes(new Uint8Array(out.buffer));
  }

  equals(other: PackedCodes): boolean {
    const a = this.#words();
    const b = other.#words();
    for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
    return true;
  }

  #words(): Uint32Array {
    const { buffer, byteOffset, length } = this.bytes;
    return new Uint32Array(buffer, byteOffset, length >> 2);
  }
}
