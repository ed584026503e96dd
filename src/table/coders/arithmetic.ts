/**
 * Arithmetic coding with adaptive frequencies. It uses whole numbers only, so that every machine decodes the same. The
 * coder is the byte-oriented range coder of G. N. N. Martin (1979) with the carry of carry.ts.
 */

import { CarriedBytes } from './carry.ts';

const TOP = 2 ** 24;
const FULL = 2 ** 32;
/** Bytes that the decoder reads ahead. */
const AHEAD = 4;
/** Largest sum of frequencies. */
export const MOST_TOTAL: number = 2 ** 16;

/** Encodes symbols, each with its share of a range. */
export class RangeEncoder {
  #range = FULL - 1;
  readonly #out = new CarriedBytes();

  /** Encodes the symbol with the frequencies `start` to `start + size - 1` of `total`, at most 2^16. */
  encode(start: number, size: number, total: number): void {
    const unit = Math.floor(this.#range / total);
    this.#out.low += unit * start;
    this.#range = unit * size;
    while (this.#range < TOP) {
      this.#range *= 256;
      this.#out.shift();
    }
  }

  /** Encodes a number below `total` (at most 2^16); all are equally probable. */
  uniform(value: number, total: number): void {
    if (total > 1) this.encode(value, 1, total);
  }

  /**
   * Ends the code and returns its bytes, without up to four zeros at the end, which the decoder supplies. Nothing can
   * be encoded after that.
   */
  finish(): Uint8Array {
    // choose the number in the range that ends in most zeros
    const end = this.#out.low + this.#range - 1;
    for (let unit = 2 ** 32; unit >= 1; unit /= 256) {
      const value = Math.floor(end / unit) * unit;
      if (value >= this.#out.low) {
        this.#out.low = value;
        break;
      }
    }
    return this.#out.finish(AHEAD);
  }
}

/** Decodes what `RangeEncoder` wrote. */
export class RangeDecoder {
  readonly #bytes: Uint8Array;
  #at = 0;
  #code = 0;
  #range = FULL - 1;
  #unit = 1;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    for (let i = 0; i < AHEAD; i++) this.#code = this.#code * 256 + this.#next();
  }

  /** Returns the next frequency, below `total`. The caller must then `accept` the symbol of that frequency. */
  peek(total: number): number {
    this.#unit = Math.floor(this.#range / total);
    return Math.min(total - 1, Math.floor(this.#code / this.#unit));
  }

  /**
   * Consumes the symbol with the frequencies `start` to `start + size - 1` of the total of `peek`.
   * @throws Error if the bytes have ended
   */
  accept(start: number, size: number): void {
    this.#code -= start * this.#unit;
    this.#range = this.#unit * size;
    while (this.#range < TOP) {
      this.#range *= 256;
      this.#code = this.#code * 256 + this.#next();
    }
  }

  /**
   * Decodes a number below `total` of equally probable ones.
   * @throws Error if the bytes have ended
   */
  uniform(total: number): number {
    if (total <= 1) return 0;
    const value = this.peek(total);
    this.accept(value, 1);
    return value;
  }

  #next(): number {
    if (this.#at >= this.#bytes.length + 2 * AHEAD) throw new Error('the arithmetic code has ended');
    return this.#at < this.#bytes.length ? this.#bytes[this.#at++] : (this.#at++, 0);
  }
}

/** Increase of a symbol's frequency when it occurs. */
const GAIN = 24;
/** Most symbols of `Frequencies`; more would leave no room for frequencies. */
export const MOST_SYMBOLS: number = 2 ** 14;

/** Adaptive frequencies of the symbols 0 to `symbols - 1`. They are equal at first. */
export class Frequencies {
  /** Frequency of each symbol, at least 1; their sum stays below `MOST_TOTAL`. */
  readonly counts: Uint16Array;
  #total: number;

  /** @throws Error for more than `MOST_SYMBOLS` symbols */
  constructor(symbols: number) {
    if (symbols > MOST_SYMBOLS) throw new Error(`${symbols} symbols`);
    this.counts = new Uint16Array(symbols).fill(symbols > 256 ? 1 : 2);
    this.#total = this.#sum(0, symbols);
  }

  /**
   * Encodes a symbol and counts it. The decoder must know the same limits.
   * @param symbol one of `from` to `to - 1` that is not barred
   * @param barred 1 for each symbol that cannot occur
   */
  encode(out: RangeEncoder, symbol: number, from = 0, to: number = this.counts.length, barred?: Uint8Array): void {
    const size = this.counts[symbol];
    const total = this.#sum(from, to, barred);
    if (total > size) out.encode(this.#sum(from, symbol, barred), size, total);
    this.occur(symbol);
  }

  /**
   * Decodes a symbol, one of `from` to `to - 1` that is not barred, and counts it.
   * @throws Error if the bytes have ended, or no symbol can occur
   */
  decode(input: RangeDecoder, from = 0, to: number = this.counts.length, barred?: Uint8Array): number {
    const { counts } = this;
    const total = this.#sum(from, to, barred);
    if (total === 0) throw new Error('no symbol can follow');
    const at = input.peek(total);
    let symbol = from;
    let start = 0;
    for (;;) {
      const size = barred?.[symbol] ? 0 : counts[symbol];
      if (start + size > at) break;
      start += size;
      symbol++;
    }
    if (total > counts[symbol]) input.accept(start, counts[symbol]);
    this.occur(symbol);
    return symbol;
  }

  /** Returns the bits that a symbol would take, a fraction. */
  cost(symbol: number, from = 0, to: number = this.counts.length, barred?: Uint8Array): number {
    return Math.log2(this.#sum(from, to, barred) / this.counts[symbol]);
  }

  /** Counts a symbol as if it had been encoded. */
  occur(symbol: number): void {
    const { counts } = this;
    counts[symbol] += GAIN;
    this.#total += GAIN;
    if (this.#total <= MOST_TOTAL - GAIN) return;
    for (let i = 0; i < counts.length; i++) counts[i] = (counts[i] + 1) >> 1;
    this.#total = this.#sum(0, counts.length);
  }

  #sum(from: number, to: number, barred?: Uint8Array): number {
    const { counts } = this;
    let sum = 0;
    if (barred === undefined) for (let i = from; i < to; i++) sum += counts[i];
    else for (let i = from; i < to; i++) if (barred[i] === 0) sum += counts[i];
    return sum;
  }
}

/** Numbers of larger alphabets are written as two symbols, the higher part first. */
const LARGE = 1024;
const LOW = 256;

/** Codes numbers below `size`, up to 2^18, with adaptive frequencies. */
export class Numbers {
  readonly #high: Frequencies;
  readonly #low: Frequencies | undefined;
  readonly #size: number;

  constructor(size: number) {
    this.#size = size;
    this.#high = new Frequencies(size <= LARGE ? size : Math.ceil(size / LOW));
    this.#low = size <= LARGE ? undefined : new Frequencies(LOW);
  }

  /** Encodes a number and counts it. */
  encode(out: RangeEncoder, value: number): void {
    if (this.#low === undefined) this.#high.encode(out, value);
    else {
      this.#high.encode(out, Math.floor(value / LOW));
      this.#low.encode(out, value % LOW);
    }
  }

  /**
   * Decodes a number and counts it.
   * @throws Error if the bytes have ended, or for a number that is too large
   */
  decode(input: RangeDecoder): number {
    const high = this.#high.decode(input);
    if (this.#low === undefined) return high;
    const value = high * LOW + this.#low.decode(input);
    if (value >= this.#size) throw new Error(`number ${value} of ${this.#size}`);
    return value;
  }
}
