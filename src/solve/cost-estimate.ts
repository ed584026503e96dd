import { type EndgameError, exceedsMemory, isEndgameError } from '../game/errors.ts';
import type { Position } from '../game/position.ts';
import type { EngineValues } from '../values/index.ts';
import type { Slice, Specialization } from '../specialize/index.ts';

/** Seconds above which the exact figure no longer matters. */
export const LONG = 300;
/** Most indices of a space that is built only to know its size. */
const QUICK = 1_000_000;

/** What computing a position by its slice takes. */
export interface Outlook {
  /** Seconds until the value is available; Infinity if it is refused. */
  readonly seconds: number;
  /** Why the slice, or one below it, cannot be computed. */
  readonly refused?: EndgameError;
  /** Whether an engine solves the part of the slice that the position needs. */
  readonly inParts: boolean;
}

/**
 * Estimates how long computing the value of a position will take, given what is cached or stored now. Where an engine
 * solves parts, it counts the positions that are not solved yet. Elsewhere it takes measured costs of the slice and
 * those below (plan/costs.ts), or the engine's prediction.
 */
export class CostEstimate {
  readonly #specialization: Specialization;
  readonly #slices: EngineValues;
  readonly #isStored: (slice: Slice) => boolean;
  /** Seconds by table. */
  readonly #measured: ReadonlyMap<string, number>;

  /**
   * @param isStored returns whether all values of a slice are stored, so that it need not be computed
   * @param measured seconds to compute a table when the tables below are available
   */
  constructor(
    specialization: Specialization,
    slices: EngineValues,
    isStored: (slice: Slice) => boolean,
    measured: ReadonlyMap<string, number> = new Map(),
  ) {
    this.#specialization = specialization;
    this.#slices = slices;
    this.#isStored = isStored;
    this.#measured = measured;
  }

  /**
   * Estimates what the value of a position will take, and pauses between slices. What follows the position must have
   * been explored.
   * @param isHurried whether no large index space is built for the estimate: a slice that hardly exceeds the memory is
   *   then not refused yet
   */
  *outlook(p: Position, isHurried: boolean): Generator<void, Outlook, void> {
    try {
      const slice = this.#specialization.sliceOf(p.signature);
      if (this.#slices.solvesParts(slice)) return { seconds: this.#slices.secondsFor(p, slice, LONG), inParts: true };
      return { seconds: yield* this.#whole(slice, isHurried), inParts: false };
    } catch (error) {
      // Without an engine for the metric a slice is as much out of reach as without memory.
      const isExpected = exceedsMemory(error) || (isEndgameError(error) && error.code === 'E_USAGE');
      if (!isExpected) throw error;
      return { seconds: Number.POSITIVE_INFINITY, refused: error, inParts: false };
    }
  }

  /** @throws EndgameError E_BUDGET, E_TOO_LARGE, E_USAGE if a slice cannot be computed */
  *#whole(slice: Slice, isHurried: boolean): Generator<void, number, void> {
    const missing = new Set([slice]);
    for (const each of missing) {
      yield;
      this.#slices.checkLeast(each);
      for (const lower of this.#specialization.below(each)) {
        if (!missing.has(lower) && this.#slices.peek(lower) === undefined && !this.#isStored(lower)) missing.add(lower);
      }
    }
    let seconds = 0;
    for (const each of missing) {
      yield;
      const isQuick = [each, ...this.#specialization.below(each)].every((s) => this.#isQuick(s));
      if (isQuick || !isHurried) this.#slices.check(each);
      if (seconds < LONG) seconds += this.#own(each);
      else if (isHurried) break;
    }
    return seconds;
  }

  #isQuick(slice: Slice): boolean {
    return this.#specialization.leastSize(slice) <= QUICK;
  }

  #own(slice: Slice): number {
    const measured = this.#specialization.game.tables === 'one' ? undefined : this.#measured.get(slice.name);
    if (measured !== undefined) return measured;
    return this.#isQuick(slice) ? this.#slices.secondsOf(slice) : this.#slices.leastSecondsOf(slice);
  }
}
