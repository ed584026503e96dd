import type { Position } from '../game/position.ts';
import type { SliceValues } from '../values/index.ts';
import type { Slice, Specialization } from '../specialize/index.ts';

/** Seconds above which the exact figure no longer matters. */
const LONG = 300;

/**
 * Estimates how long computing the value of a position will take, given what is cached or stored now. Where an engine
 * solves parts, it counts the positions that are not solved yet. Elsewhere it takes measured costs of the slice and
 * those below (plan/costs.ts), or the engine's prediction.
 */
export class CostEstimate {
  readonly #specialization: Specialization;
  readonly #slices: SliceValues;
  readonly #isStored: (slice: Slice) => boolean;
  /** Seconds by table. */
  readonly #measured: ReadonlyMap<string, number>;

  /**
   * @param isStored returns whether all values of a slice are stored, so that it need not be computed
   * @param measured seconds to compute a table when the tables below are available
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

  /**
   * Returns the seconds until the value of the position is available; Infinity if its slice is too large to be
   * computed.
   */
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
