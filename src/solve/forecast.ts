/**
 * How long computing a slice will take, with what is at hand or stored now: by measured costs (plan/costs.ts) where there
 * are some, else by the indices of what is missing.
 */

import type { SliceValues } from '../retrograde/index.ts';
import { EndgameError } from '../game/errors.ts';
import type { Slice, Specialization } from '../specialize/index.ts';

/** Seconds an index on a machine of 2024, in order of magnitude: generic engine, kernel. */
const GENERIC = 1.5e-6;
const KERNEL = 4e-9;

export class Forecast {
  readonly #specialization: Specialization;
  readonly #slices: SliceValues;
  readonly #stored: (slice: Slice) => boolean;
  /** Seconds by table. */
  readonly #measured: ReadonlyMap<string, number>;

  /**
   * @param stored whether all values of a slice are stored, so that nobody computes it
   * @param measured seconds to compute a table, what lies below it at hand
   */
  constructor(
    specialization: Specialization,
    slices: SliceValues,
    stored: (slice: Slice) => boolean,
    measured: ReadonlyMap<string, number> = new Map(),
  ) {
    this.#specialization = specialization;
    this.#slices = slices;
    this.#stored = stored;
    this.#measured = measured;
  }

  /** Seconds until the slice is at hand; Infinity if it is too large to be computed. */
  seconds(slice: Slice): number {
    const missing = new Set([slice]);
    let seconds = 0;
    try {
      for (const each of missing) {
        seconds += this.#own(each);
        for (const lower of this.#specialization.below(each)) {
          if (this.#slices.peek(lower) === undefined && !this.#stored(lower)) missing.add(lower);
        }
      }
    } catch (error) {
      if (error instanceof EndgameError && error.code === 'E_POSITION') return Number.POSITIVE_INFINITY;
      throw error;
    }
    return seconds;
  }

  #own(slice: Slice): number {
    const measured = this.#specialization.game.tables === 'one' ? undefined : this.#measured.get(slice.name);
    if (measured !== undefined) return measured;
    return this.#specialization.space(slice).size * (this.#slices.accelerated(slice) ? KERNEL : GENERIC);
  }
}
