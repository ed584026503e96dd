import type { Game } from './contract.ts';
import { type ValueDomain, WDL, WDL50 } from './value.ts';

/** What the values of a table tell beside the outcome, in the scheme of `Value`. */
export const METRICS = ['dtm', 'dtz', 'wdl', 'wdl50'] as const;
/**
 * What a value tells:
 *
 *   dtm     plies to the end of the game (or the score, in games that have scores)
 *   dtz     plies to the next capture or pawn move under the 50-move rule: above 100 a win is cursed, a loss blessed
 *   wdl     the outcome alone: win(0), DRAW or loss(0)
 *   wdl50   the outcome under the 50-move rule with the clock at 0: win(0), win(101) if it is cursed, DRAW, loss(101) if
 *           it is blessed, or loss(0)
 */
export type Metric = (typeof METRICS)[number];

/** Returns the meaning of values in a metric without distances and scores; undefined in the others. */
export function outcomesUnder(metric: Metric): ValueDomain | undefined {
  return metric === 'wdl' ? WDL : metric === 'wdl50' ? WDL50 : undefined;
}

/** Returns the meaning of values in a metric. */
export function domainOf(game: Game, metric: Metric): ValueDomain {
  return outcomesUnder(metric) ?? game.domain;
}

/** Returns whether a metric counts for the 50-move rule, which only games with `zeroes` have. */
export function countsClock(metric: Metric): boolean {
  return metric === 'dtz' || metric === 'wdl50';
}

/**
 * The values of a whole slice by index, whatever their form in memory. A class of five men in chess has 242 million
 * indices, so two bytes for each are too many if one is enough:
 *
 *   plain   an Int16Array                                              2 bytes per index
 *   coded   one code per index, and the value of each code (palette)   1 byte per index, at most 256 different values
 *   packed  outcomes alone (outcome-values.ts)                         2 bits per index
 */
export interface Values {
  /** Number of indices. */
  readonly length: number;
  /** Bytes of memory, without the palette (512 bytes at most). */
  readonly byteLength: number;
  /** Returns a `Value`, or UNUSED if the index stands for no legal position. */
  at(index: number): number;
  /**
   * Fills `out` with the values from index `from` on.
   * @throws RangeError if there are fewer
   */
  read(from: number, out: Int16Array): void;
  /**
   * Returns all values as codes, which take less time to read. Without it: readers take the values themselves as codes
   * of 16 bits.
   * @internal
   */
  stream?(): CodeStream;
}

/**
 * All values of a slice, in order, as codes.
 * @internal
 */
export interface CodeStream {
  /** Bits of a code. Codes of two bits stand four in a byte, the first one lowest, and there are no half-full bytes. */
  readonly bits: 2 | 8 | 16;
  /** Value of each code. */
  readonly meaning: Int16Array;
  /** The codes in pieces, for one walk. A piece may be valid only until the next is requested; nobody writes to it. */
  readonly pieces: Iterable<Uint8Array | Uint16Array>;
  /** Set if the codes are gathered from many places, so that a walk takes time. */
  readonly isGathered?: true;
}

/** Values as an Int16Array. */
export class PlainValues implements Values {
  readonly array: Int16Array;

  constructor(array: Int16Array) {
    this.array = array;
  }

  get length(): number {
    return this.array.length;
  }

  get byteLength(): number {
    return this.array.byteLength;
  }

  at(index: number): number {
    return this.array[index];
  }

  read(from: number, out: Int16Array): void {
    checkRange(this, from, out);
    out.set(this.array.subarray(from, from + out.length));
  }
}

/** Values as one code per index and a palette. */
export class CodedValues implements Values {
  readonly codes: Uint8Array;
  readonly meaning: Int16Array;

  /** @param meaning the value of each code; every code must have one */
  constructor(codes: Uint8Array, meaning: Int16Array) {
    this.codes = codes;
    this.meaning = meaning;
  }

  get length(): number {
    return this.codes.length;
  }

  get byteLength(): number {
    return this.codes.byteLength;
  }

  at(index: number): number {
    return this.meaning[this.codes[index]];
  }

  read(from: number, out: Int16Array): void {
    checkRange(this, from, out);
    const { codes, meaning } = this;
    for (let i = 0; i < out.length; i++) out[i] = meaning[codes[from + i]];
  }

  /** @internal */
  stream(): CodeStream {
    return { bits: 8, meaning: this.meaning, pieces: [this.codes] };
  }
}

function checkRange({ length }: Values, from: number, out: Int16Array): void {
  if (!(from >= 0 && from + out.length <= length)) {
    throw new RangeError(`${out.length} values from ${from} of ${length}`);
  }
}

/** Number of values per read: large enough to make the calls free, and small beside any table. */
const CHUNK = 1 << 16;

/** Yields all values in order, in chunks. The chunks share one buffer, so each is valid until the next is requested. */
export function* chunksOf(values: Values): Generator<Int16Array, void, void> {
  const buffer = new Int16Array(Math.min(CHUNK, values.length));
  for (let from = 0; from < values.length; from += CHUNK) {
    const chunk = buffer.subarray(0, Math.min(CHUNK, values.length - from));
    values.read(from, chunk);
    yield chunk;
  }
}

/**
 * Returns the values of a slice as codes.
 * @internal
 */
export function streamOf(values: Values): CodeStream {
  return values.stream?.() ?? { bits: 16, meaning: themselves(), pieces: unsigned(values) };
}

/** Returns for every code of 16 bits the value with the same bits. */
function themselves(): Int16Array {
  const meaning = new Int16Array(65_536);
  for (let code = 0; code < meaning.length; code++) meaning[code] = code;
  return meaning;
}

function* unsigned(values: Values): Generator<Uint16Array, void, void> {
  for (const { buffer, byteOffset, length } of chunksOf(values)) yield new Uint16Array(buffer, byteOffset, length);
}

/** Returns all values in a new array, for tests and measurements. */
export function toArray(values: Values): Int16Array {
  const out = new Int16Array(values.length);
  values.read(0, out);
  return out;
}
