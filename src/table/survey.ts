import { UNKNOWN, UNUSED } from '../game/value.ts';
import { type CodeStream, streamOf, type Values } from '../game/values.ts';

/** Where a value occurs. */
export interface Occurrence {
  /** Number of indices that have it. */
  readonly count: number;
  /** The first of these indices, and its slice's number. */
  readonly slice: number;
  readonly index: number;
}

/** The values that occur in a table, rising. UNUSED is none. */
export type Survey = ReadonlyMap<number, Occurrence>;

/**
 * Counts the values of slices in one walk.
 * @throws Error if an index has no value
 */
export function surveyOf(slices: readonly { readonly name?: string; readonly values: Values }[]): Survey {
  const found = new Map<number, { count: number; slice: number; index: number }>();
  slices.forEach(({ values, name = '' }, slice) => {
    const stream = streamOf(values);
    const { counts, firsts } = counted(stream);
    counts.forEach((count, code) => {
      if (count === 0) return;
      const value = stream.meaning[code];
      if (value === UNUSED) return;
      const index = firsts[code];
      if (value === UNKNOWN) throw new Error(`slice ${name} has no value at index ${index}`);
      const known = found.get(value);
      if (known === undefined) found.set(value, { count, slice, index });
      else {
        known.count += count;
        if (known.slice === slice) known.index = Math.min(known.index, index);
      }
    });
  });
  return new Map([...found].sort(([a], [b]) => a - b));
}

/** Counters of each code, by the place of the code in four. */
const WAYS = 4;

/**
 * How often each code occurs, and where first. Within a piece each of four successive codes has counters of its own:
 * equal codes are neighbours, and a counter that was just written is slow to read. That halves the time.
 */
class Counter {
  readonly counts: Uint32Array;
  readonly firsts: Uint32Array;
  readonly #inPiece: Uint32Array;

  constructor(codes: number) {
    this.counts = new Uint32Array(codes);
    this.firsts = new Uint32Array(codes);
    this.#inPiece = new Uint32Array(WAYS * codes);
  }

  /** Counts all codes of pieces that follow each other. */
  count(pieces: CodeStream['pieces']): this {
    let from = 0;
    for (const piece of pieces) {
      this.#add(piece, from);
      from += piece.length;
    }
    return this;
  }

  #add(piece: Uint8Array | Uint16Array, from: number): void {
    const { counts } = this;
    const codes = counts.length;
    const inPiece = this.#inPiece.fill(0);
    const whole = piece.length - (piece.length % WAYS);
    for (let i = 0; i < whole; i += WAYS) {
      inPiece[piece[i]]++;
      inPiece[codes + piece[i + 1]]++;
      inPiece[2 * codes + piece[i + 2]]++;
      inPiece[3 * codes + piece[i + 3]]++;
    }
    for (let i = whole; i < piece.length; i++) inPiece[piece[i]]++;
    for (let code = 0; code < codes; code++) {
      const found = inPiece[code] + inPiece[codes + code] + inPiece[2 * codes + code] + inPiece[3 * codes + code];
      if (found === 0) continue;
      if (counts[code] === 0) this.firsts[code] = from + piece.indexOf(code);
      counts[code] += found;
    }
  }
}

/** Counts the codes of a stream: those of two bits by bytes, four at a time. */
function counted({ bits, meaning, pieces }: CodeStream): Pick<Counter, 'counts' | 'firsts'> {
  if (bits !== 2) return new Counter(meaning.length).count(pieces);
  const bytes = new Counter(256).count(pieces);
  const counts = new Uint32Array(4);
  const firsts = new Uint32Array(4).fill(2 ** 32 - 1);
  bytes.counts.forEach((count, byte) => {
    if (count === 0) return;
    for (let place = 0; place < 4; place++) {
      const code = (byte >> (2 * place)) & 3;
      counts[code] += count;
      firsts[code] = Math.min(firsts[code], 4 * bytes.firsts[byte] + place);
    }
  });
  return { counts, firsts };
}
