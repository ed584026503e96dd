/**
 * An adaptive binary range coder, for the small parts of a payload that are decoded once, when it is opened. As in the
 * LZMA specification (I. Pavlov, 2015): each bit has a probability of its own, which follows what it has been.
 */

import { CarriedBytes } from './carry.ts';

const TOP = 2 ** 24;
const MODEL_BITS = 11;
const RATE = 4;

/** Probabilities that a bit is 0, in 2048ths, for a family of decisions. */
function probabilities(count: number): Uint16Array {
  return new Uint16Array(count).fill(1 << (MODEL_BITS - 1));
}

export class BitEncoder {
  #range = 0xffff_ffff;
  readonly #out = new CarriedBytes();

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

  /** Ends the code; zeros at its end are left out, since the decoder reads them beyond the end. */
  finish(): Uint8Array {
    return this.#out.finish(Number.POSITIVE_INFINITY);
  }
}

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

/** Bits of a mantissa that have probabilities; the lower ones are as good as random. */
const LEARNT = 2;

/**
 * A whole number, 0 to 2^31 - 2, as the length of itself plus one and the bits below the highest; small and usual lengths
 * are cheap. One code serves numbers of one kind.
 */
export class NumberCode {
  readonly #lengths = probabilities(32);
  readonly #mantissas = probabilities(32 << LEARNT);
  readonly #even = probabilities(1);

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
