/**
 * An adaptive binary range coder, for the small parts of a payload that are decoded once, on opening. It follows the
 * LZMA specification (I. Pavlov, 2015): each kind of bit has its own probability, which adapts to the bits so far.
 */

import { CarriedBytes } from './carry.ts';

const TOP = 2 ** 24;
const MODEL_BITS = 11;
const RATE = 4;

/** Returns the initial probabilities that a bit is 0, in 2048ths, for a family of decisions. */
function probabilities(count: number): Uint16Array {
  return new Uint16Array(count).fill(1 << (MODEL_BITS - 1));
}

/** Encodes bits. */
export class BitEncoder {
  #range = 0xffff_ffff;
  readonly #out = new CarriedBytes();

  /** Encodes a bit with the probability `model[at]`, and adapts that. */
  bit(model: Uint16Array, at: number, bit: number): void {
    const bound = (this.#range >>> MODEL_BITS) * model[at];
    if (bit === 0) {
      this.#range = bound;
      model[at] += (2048 - model[at]) >> RATE;
    } else {
      this.#out.low += bound;
      this.#range -= bound;
      model[at] -= model[at] >> RATE;
    }
    while (this.#range < TOP) {
      this.#range = (this.#range * 256) >>> 0;
      this.#out.shift();
    }
  }

  /** Ends the code and returns its bytes, without zeros at the end: the decoder reads zeros beyond the end. */
  finish(): Uint8Array {
    return this.#out.finish(Number.POSITIVE_INFINITY);
  }
}

/** Decodes what `BitEncoder` wrote; beyond the end it reads zeros. */
export class BitDecoder {
  readonly #bytes: Uint8Array;
  #at = 0;
  #code = 0;
  #range = 0xffff_ffff;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    for (let i = 0; i < 4; i++) this.#code = (this.#code * 256 + this.#next()) >>> 0;
  }

  #next(): number {
    return this.#at < this.#bytes.length ? this.#bytes[this.#at++] : 0;
  }

  /** Decodes a bit with the probability `model[at]`, and adapts that. */
  bit(model: Uint16Array, at: number): number {
    const bound = (this.#range >>> MODEL_BITS) * model[at];
    let bit: number;
    if (this.#code < bound) {
      this.#range = bound;
      model[at] += (2048 - model[at]) >> RATE;
      bit = 0;
    } else {
      this.#code -= bound;
      this.#range -= bound;
      model[at] -= model[at] >> RATE;
      bit = 1;
    }
    while (this.#range < TOP) {
      this.#range = (this.#range * 256) >>> 0;
      this.#code = (this.#code * 256 + this.#next()) >>> 0;
    }
    return bit;
  }
}

/** Leading bits of a mantissa with probabilities; the lower bits are nearly random. */
const LEARNT = 2;

/**
 * Codes whole numbers, 0 to 2^31 - 2. The code of x is the length of x + 1 and its bits below the highest. Small and
 * frequent lengths are cheap. One instance codes numbers of one kind.
 */
export class NumberCode {
  readonly #lengths = probabilities(32);
  readonly #mantissas = probabilities(32 << LEARNT);
  readonly #even = probabilities(1);

  /** Encodes a number. */
  encode(to: BitEncoder, value: number): void {
    const x = value + 1;
    const length = 31 - Math.clz32(x);
    let node = 1;
    for (let b = 4; b >= 0; b--) {
      const bit = (length >> b) & 1;
      to.bit(this.#lengths, node, bit);
      node = 2 * node + bit;
    }
    let prefix = 1;
    for (let b = length - 1; b >= 0; b--) {
      const bit = (x >> b) & 1;
      if (prefix < 1 << LEARNT) {
        to.bit(this.#mantissas, (length << LEARNT) + prefix, bit);
        prefix = 2 * prefix + bit;
      } else this.#fair(to, bit);
    }
  }

  /** Decodes a number. */
  decode(from: BitDecoder): number {
    let node = 1;
    for (let b = 0; b < 5; b++) node = 2 * node + from.bit(this.#lengths, node);
    const length = Math.min(30, node - 32);
    let x = 1;
    let prefix = 1;
    for (let b = length - 1; b >= 0; b--) {
      let bit: number;
      if (prefix < 1 << LEARNT) {
        bit = from.bit(this.#mantissas, (length << LEARNT) + prefix);
        prefix = 2 * prefix + bit;
      } else {
        this.#even[0] = 1 << (MODEL_BITS - 1);
        bit = from.bit(this.#even, 0);
      }
      x = 2 * x + bit;
    }
    return x - 1;
  }

  #fair(to: BitEncoder, bit: number): void {
    this.#even[0] = 1 << (MODEL_BITS - 1);
    to.bit(this.#even, 0, bit);
  }
}
