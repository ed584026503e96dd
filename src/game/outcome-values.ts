import { DRAW, loss, UNUSED, win } from './value.ts';
import { type CodeStream, chunksOf, type Metric, type Values } from './values.ts';

/** Codes of outcomes. */
export const OUTCOME_CODES = { unused: 0, win: 1, loss: 2, draw: 3 } as const;

const MEANING = Int16Array.of(UNUSED, win(0), loss(0), DRAW);
/** Codes that are unpacked at a time, a multiple of four. */
const PIECE = 1 << 16;

/** Returns the bytes of so many outcomes. */
export function bytesOfOutcomes(length: number): number {
  return Math.ceil(length / 4);
}

/** Returns the bytes that the values of so many indices take in memory, where their engine keeps them in plain form. */
export function bytesHeld(metric: Metric, length: number): number {
  return metric === 'wdl' ? bytesOfOutcomes(length) : 2 * length;
}

/** Values that tell outcomes alone, in two bits each: four in a byte, the first one lowest. */
export class OutcomeValues implements Values {
  readonly length: number;
  /** Of `bytesOfOutcomes(length)` bytes. */
  readonly packed: Uint8Array;

  constructor(packed: Uint8Array, length: number) {
    this.packed = packed;
    this.length = length;
  }

  /**
   * Returns the outcomes that other values tell.
   * @param packed where to put them, filled with 0; default: in memory of their own
   */
  static of(values: Values, packed: Uint8Array = new Uint8Array(bytesOfOutcomes(values.length))): OutcomeValues {
    if (values instanceof OutcomeValues) packed.set(values.packed);
    else {
      let index = 0;
      for (const chunk of chunksOf(values))
        for (const v of chunk) packed[index >> 2] |= codeOf(v) << (2 * (index++ & 3));
    }
    return new OutcomeValues(packed, values.length);
  }

  get byteLength(): number {
    return this.packed.byteLength;
  }

  at(index: number): number {
    return MEANING[this.#codeAt(index)];
  }

  read(from: number, out: Int16Array): void {
    if (!(from >= 0 && from + out.length <= this.length))
      throw new RangeError(`${out.length} values from ${from} of ${this.length}`);
    for (let i = 0; i < out.length; i++) out[i] = MEANING[this.#codeAt(from + i)];
  }

  /** @internal */
  stream(): CodeStream {
    return { bits: 8, meaning: MEANING, pieces: this.#pieces() };
  }

  *#pieces(): Generator<Uint8Array, void, void> {
    const buffer = new Uint8Array(Math.min(PIECE, this.length));
    for (let from = 0; from < this.length; from += PIECE) {
      const piece = buffer.subarray(0, Math.min(PIECE, this.length - from));
      for (let i = 0; i < piece.length; i++) piece[i] = this.#codeAt(from + i);
      yield piece;
    }
  }

  #codeAt(index: number): number {
    return (this.packed[index >> 2] >> (2 * (index & 3))) & 3;
  }
}

function codeOf(v: number): number {
  if (v === UNUSED) return OUTCOME_CODES.unused;
  return v > 0 ? OUTCOME_CODES.win : v < 0 ? OUTCOME_CODES.loss : OUTCOME_CODES.draw;
}
