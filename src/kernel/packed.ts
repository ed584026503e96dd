import { ILLEGAL_CODE } from './abi.ts';

/** Code of a win. */
export const WIN = 1;
/** Code of a loss. */
export const LOSS = 2;
/** Code of an illegal position. */
export const PACKED_ILLEGAL = 3;

const CODES = [0, WIN, LOSS, ILLEGAL_CODE];

/** Codes of four positions by their byte. */
const UNPACKED = Uint32Array.from({ length: 256 }, (_, byte) => {
  let four = 0;
  for (let i = 0; i < 4; i++) four |= CODES[(byte >> (2 * i)) & 3] << (8 * i);
  return four >>> 0;
});

/**
 * Outcomes in two bits: 0 draw, 1 win, 2 loss, 3 illegal. Four positions per byte, the first one lowest, as the kernel
 * writes and reads them (assembly/final.ts, assembly/slab.ts).
 */
export class PackedCodes {
  readonly bytes: Uint8Array;

  /** @param bytes a multiple of four of them, at an address that is one too */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Bytes of memory. */
  get byteLength(): number {
    return this.bytes.length;
  }

  /** Returns 0, 1, 2, or 3 for an illegal position. */
  at(index: number): number {
    return (this.bytes[index >> 2] >> ((index & 3) << 1)) & 3;
  }

  /** Returns the same as a code of metric.ts. */
  code(index: number): number {
    return CODES[this.at(index)];
  }

  /**
   * Returns the codes, one byte per position.
   * @param out where to write them, at an address that is a multiple of four; default: in memory of their own
   */
  unpack(out: Uint8Array = new Uint8Array(4 * this.bytes.length)): Uint8Array {
    const { bytes } = this;
    const words = new Uint32Array(out.buffer, out.byteOffset, bytes.length);
    for (let i = 0; i < words.length; i++) words[i] = UNPACKED[bytes[i]];
    return out;
  }

  /** Returns codes with the same code (0, 1 or 2) for all legal positions. */
  alike(code: number): PackedCodes {
    const from = this.words;
    const out = new Uint32Array(from.length);
    for (let i = 0; i < from.length; i++) {
      const illegal = from[i] & (from[i] >>> 1) & 0x55555555;
      out[i] = 3 * illegal + code * (0x55555555 - illegal);
    }
    return new PackedCodes(new Uint8Array(out.buffer));
  }

  /** Returns whether all codes are equal. */
  equals(other: PackedCodes): boolean {
    const a = this.words;
    const b = other.words;
    for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
    return true;
  }

  /** Sixteen codes in each number, as a view. */
  get words(): Uint32Array {
    const { buffer, byteOffset, length } = this.bytes;
    return new Uint32Array(buffer, byteOffset, length >> 2);
  }
}

/** Returns the value of each packed code, from the values of the codes of metric.ts. */
export function packedMeaning(meaning: Int16Array): Int16Array {
  return Int16Array.from(CODES, (code) => meaning[code]);
}

/** Packs codes 0 to 3, a multiple of four of them. */
export function packCodes(codes: ArrayLike<number>, out: Uint8Array): void {
  for (let i = 0, at = 0; i < codes.length; i += 4) {
    out[at++] = codes[i] | (codes[i + 1] << 2) | (codes[i + 2] << 4) | (codes[i + 3] << 6);
  }
}
