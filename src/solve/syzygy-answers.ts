import { EndgameError, exceedsMemory } from '../game/errors.ts';
import type { Position } from '../game/position.ts';
import { OUTCOME, type Value } from '../game/value.ts';
import type { SyzygySource } from '../syzygy/source.ts';
import { exactly, type FoundValue } from './found-value.ts';

/** What Syzygy's files say of positions, as answers: at once, or within one ply where a file rounds its numbers. */
export class SyzygyAnswers {
  readonly source: SyzygySource;
  readonly #tableOf: (p: Position) => string;

  /** @param tableOf names the file of a position */
  constructor(source: SyzygySource, tableOf: (p: Position) => string) {
    this.source = source;
    this.#tableOf = tableOf;
  }

  /** Returns the value of a position if its file is at hand; else undefined. */
  known(p: Position): FoundValue | undefined {
    const value = this.source.mayHold(p) ? this.source.probe(p) : undefined;
    return typeof value === 'number' ? this.exactly(value) : undefined;
  }

  /** Returns a value that the files gave. */
  exactly(value: Value): FoundValue {
    return { ...exactly(value, 'syzygy'), store: this.source.place };
  }

  /** Returns what the files say within one ply, and why no more; undefined if they say nothing. */
  rounded(p: Position): FoundValue | undefined {
    const bounds = this.source.bounds(p);
    if (bounds === undefined) return undefined;
    const { lower, upper } = bounds;
    const plies = `${OUTCOME.plies(upper)} or ${OUTCOME.plies(lower)}`;
    const what = `the Syzygy file of ${this.#tableOf(p)} rounds its plies to zeroing, ${plies} here`;
    const failure = new EndgameError('E_TABLE_MISSING', what, 'use --solver hybrid, which computes the number');
    return { lower, upper, source: 'syzygy', store: this.source.place, failure };
  }
}

/** Computes a position that is known within one ply. What is too large stays so. */
export async function sharpened(rounded: FoundValue, compute: () => Promise<FoundValue>): Promise<FoundValue> {
  try {
    const found = await compute();
    return found.lower === found.upper ? found : { ...rounded, failure: found.failure };
  } catch (error) {
    if (!exceedsMemory(error)) throw error;
    return { ...rounded, failure: error };
  }
}
