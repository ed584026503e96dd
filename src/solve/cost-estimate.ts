/**
 * How long computing the value of a position will take, with what is at hand or stored now. Where a kernel computes it, by
 * the positions that it has not solved yet; else by measured costs of its slice and those below (plan/costs.ts), or by
 * their indices.
 */

import type { Position } from '../game/position.ts';
import type { SliceValues } from '../values/index.ts';
import { EndgameError } from '../game/errors.ts';
import type { Slice, Specialization } from '../specialize/index.ts';

/** Seconds an index, or a position of the kernel, on a machine of 2024, in order of magnitude. */
const GENERIC = 1.5e-6;
const KERNEL = 4e-9;
/** Seconds after which it no longer matters how many more. */
const LONG = 300;

export class CostEstimate {
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

  /** Seconds until the value of the position is at hand; Infinity if its slice is too large to be computed. */
  seconds(p: Position, slice: Slice): number {
    return this.#slices.accelerated(slice)
      ? KERNEL * this.#slices.outstanding(p, LONG / KERNEL)
      : this.#secondsWhole(slice);
  }

  #secondsWhole(slice: Slice): number {
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
    return this.#specialization.space(slice).size * GENERIC;
  }
}
