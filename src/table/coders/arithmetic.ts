/**
 * Arithmetic coding with adaptive frequencies, in whole numbers only, so that every machine decodes the same. The coder
 * is the byte-oriented range coder of G. N. N. Martin (1979) with the carry of carry.ts.
 */

import { CarriedBytes } from './carry.ts';

const TOP = 2 ** 24;
const FULL = 2 ** 32;
/** Bytes that the decoder is ahead of what it has decoded. */
const AHEAD = 4;
/** Largest sum of frequencies. */
export const MOST_TOTAL: number = 2 ** 16;

export class RangeEncoder {
  #range = FULL - 1;
  readonly #out = new CarriedBytes();

  /** A symbol that takes the frequencies from `start` to `start + size - 1` of `total`. */
  encode(start: number, size: number, total: number): void {
    const unit = Math.floor(this.#range / total);
    this.#out.low += unit * start;
    this.#range = unit * size;
    while (this.#range < TOP) {
      this.#range *= 256;
      this.#out.shift();
    }
  }

  /** A number below `total` (at most 2^16), all equally probable. */
  uniform(value: number, total: number): void {
    if (total > 1) this.encode(value, 1, total);
  }

  /** The bytes; nothing can be encoded after that. Up to four zeros at the end are left out, the decoder supplies them. */
  finish(): Uint8Array {
    // of the numbers that are left, one that ends in as many zeros as possible
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

  /** The frequency that stands next, below `total`; to be followed by `accept` of the symbol that it belongs to. */
  peek(total: number): number {
    this.#unit = Math.floor(this.#range / total);
    return Math.min(total - 1, Math.floor(this.#code / this.#unit));
  }

  /** @throws Error if the bytes have ended */
  accept(start: number, size: number): void {
    this.#code -= start * this.#unit;
    this.#range = this.#unit * size;
    while (this.#range < TOP) {
      this.#range *= 256;
      this.#code = this.#code * 256 + this.#next();
    }
  }

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

/** How much a symbol gains when it occurs. */
const GAIN = 24;
/** More symbols than this would leave no room for frequencies. */
export const MOST_SYMBOLS: number = 2 ** 14;

/** Frequencies of the symbols 0 to `symbols - 1`, equal at first, that follow what occurs. */
export class Frequencies {
  readonly counts: Uint16Array;
  #total: number;

  constructor(symbols: number) {
    if (symbols > MOST_SYMBOLS) throw new Error(`${symbols} symbols`);
    this.counts = new Uint16Array(symbols).fill(symbols > 256 ? 1 : 2);
    this.#total = this.#sum(0, symbols);
  }

  /**
   * @param symbol one of `from` to `to - 1` that is not barred, as both sides know
   * @param barred 1 for each symbol that cannot occur
   */
  encode(out: RangeEncoder, symbol: number, from = 0, to: number = this.counts.length, barred?: Uint8Array): void {
    const size = this.counts[symbol];
    const total = this.#sum(from, to, barred);
    if (total > size) out.encode(this.#sum(from, symbol, barred), size, total);
    this.occur(symbol);
  }

  /** @throws Error if the bytes have ended, or no symbol can occur */
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

  /** Bits that a symbol would take. */
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

/** Alphabets that are larger are written as two symbols, the higher part first. */
const LARGE = 1024;
const LOW = 256;

/** Numbers below `size`, up to 2^18, with frequencies that follow what occurs. */
export class Numbers {
  readonly #high: Frequencies;
  readonly #low: Frequencies | undefined;
  readonly #size: number;

  constructor(size: number) {
    this.#size = size;
    this.#high = new Frequencies(size <= LARGE ? size : Math.ceil(size / LOW));
    this.#low = size <= LARGE ? undefined : new Frequencies(LOW);
  }

  encode(out: RangeEncoder, value: number): void {
    if (this.#low === undefined) this.#high.encode(out, value);
    else {
      this.#high.encode(out, Math.floor(value / LOW));
      this.#low.encode(out, value % LOW);
    }
  }

  /** @throws Error if the bytes have ended, or for a number that is too large */
  decode(input: RangeDecoder): number {
    const high = this.#high.decode(input);
    if (this.#low === undefined) return high;
    const value = high * LOW + this.#low.decode(input);
    if (value >= this.#size) throw new Error(`number ${value} of ${this.#size}`);
    return value;
  }
}
