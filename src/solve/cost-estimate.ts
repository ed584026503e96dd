/**
 * How long computing the value of a position will take, with what is cached or stored now. Where an engine solves parts, by
 * the positions that it has not solved yet; else by measured costs of the slice and those below (plan/costs.ts), or by what
 * the engine predicts.
 */

import type { Position } from '../game/position.ts';
import type { SliceValues } from '../values/index.ts';
import type { Slice, Specialization } from '../specialize/index.ts';

/** Seconds after which it no longer matters how many more. */
const LONG = 300;

export class CostEstimate {
  readonly #specialization: Specialization;
  readonly #slices: SliceValues;
  readonly #isStored: (slice: Slice) => boolean;
  /** Seconds by table. */
  readonly #measured: ReadonlyMap<string, number>;

  /**
   * @param isStored whether all values of a slice are stored, so that nobody computes it
   * @param measured seconds to compute a table, what lies below it at hand
   */
  constructor(
    specialization: Specialization,
    slices: SliceValues,
    isStored: (slice: Slice) => boolean,
    measured: ReadonlyMap<string, number> = new Map(),
  ) {
    this.#specialization = specialization;
    this.#slices = slices;
    this.#isStored = isStored;
    this.#measured = measured;
  }

  /** Seconds until the value of the position is available; Infinity if its slice is too large to be computed. */
  seconds(p: Position, slice: Slice): number {
    return this.#slices.solvesParts(slice) ? this.#slices.secondsFor(p, slice, LONG) : this.#secondsWhole(slice);
  }

  #secondsWhole(slice: Slice): number {
    const missing = new Set([slice]);
    let seconds = 0;
    for (const each of missing) {
      if (!this.#specialization.hasSpacesBelow(each)) return Number.POSITIVE_INFINITY;
      seconds += this.#own(each);
      for (const lower of this.#specialization.below(each)) {
        if (this.#slices.peek(lower) === undefined && !this.#isStored(lower)) missing.add(lower);
      }
    }
    return seconds;
  }

  #own(slice: Slice): number {
    const measured = this.#specialization.game.tables === 'one' ? undefined : this.#measured.get(slice.name);
    return measured ?? this.#slices.secondsOf(slice);
  }
}
