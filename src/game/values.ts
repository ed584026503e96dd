/**
 * The values of a whole slice by index. A class of five men in chess has 242 million indices, so that two bytes for
 * each are too many where one will do: who reads values asks this interface and does not see how they are kept.
 *
 *   plain   an Int16Array                                               2 bytes an index
 *   coded   one code an index, and what each code means (a palette)     1 byte an index, at most 256 different values
 */

/** What the values of a table tell beside the outcome; all in the scheme of value.ts. */
export const METRICS = ['dtm', 'dtz', 'wdl'] as const;
/**
 *   dtm   plies to the end of the game (or the score, in games that have scores)
 *   dtz   plies to the next capture or pawn move under the 50-move rule: above 100 a win is cursed, a loss blessed
 *   wdl   the outcome alone: win(0), DRAW or loss(0)
 */
export type Metric = (typeof METRICS)[number];

export interface Values {
  /** Number of indices. */
  readonly length: number;
  /** Memory they take; what the codes mean, 512 bytes at most, is not counted. */
  readonly byteLength: number;
  /** A `Value`, or UNUSED where the index stands for no legal position. */
  at(index: number): number;
  /**
   * Fills `out` with the values from index `from` on.
   * @throws RangeError if there are fewer
   */
  read(from: number, out: Int16Array): void;
}

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
}

function checkRange({ length }: Values, from: number, out: Int16Array): void {
  if (!(from >= 0 && from + out.length <= length)) {
    throw new RangeError(`${out.length} values from ${from} of ${length}`);
  }
}

/** Values read at a time: enough to make the calls free, and small beside any table. */
const CHUNK = 1 << 16;

/** All values in order, piece by piece; the pieces share one buffer, so each is valid until the next is asked for. */
export function* chunksOf(values: Values): Generator<Int16Array, void, void> {
  const buffer = new Int16Array(Math.min(CHUNK, values.length));
  for (let from = 0; from < values.length; from += CHUNK) {
    const chunk = buffer.subarray(0, Math.min(CHUNK, values.length - from));
    values.read(from, chunk);
    yield chunk;
  }
}

/** All values as an array of their own, for tests and measurements. */
export function toArray(values: Values): Int16Array {
  const out = new Int16Array(values.length);
  values.read(0, out);
  return out;
}
