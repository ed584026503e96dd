import { loss, UNKNOWN, UNUSED } from '../game/value.ts';
import type { Entries } from './entries.ts';

/** Value of most ended positions. */
export const LOST: number = loss(0);

/** The arrays of distances or scores. */
export interface DistanceArrays {
  readonly kind: 'distances';
  /** By index: the value, or the best value so far. */
  readonly values: Int16Array;
  /** By index: undecided successors within the slice. */
  readonly open: Uint16Array;
  /** With scores, by index: whether the position was settled. */
  readonly settled: Uint8Array | undefined;
}

/** @param hasScores whether the domain is that of scores */
export function distanceArrays(
  size: number,
  hasScores: boolean,
  take: (bytes: number) => ArrayBufferLike,
): DistanceArrays {
  return {
    kind: 'distances',
    values: new Int16Array(take(2 * size)).fill(UNKNOWN),
    open: new Uint16Array(take(2 * size)),
    settled: hasScores ? new Uint8Array(take(size)) : undefined,
  };
}

/** Values with their distances, or scores: 4 bytes an index, 5 with scores. */
export class DistanceEntries implements Entries {
  readonly repeats: boolean;
  readonly most = 0xffff;
  readonly bytes: number;
  later = 0;
  areShared = false;
  readonly #values: Int16Array;
  readonly #open: Uint16Array;
  readonly #settled: Uint8Array | undefined;
  /** What a ply takes from |value|. */
  readonly #step: 0 | 1;

  constructor({ values, open, settled }: DistanceArrays) {
    this.#values = values;
    this.#open = open;
    this.#settled = settled;
    this.#step = settled === undefined ? 1 : 0;
    this.repeats = settled !== undefined;
    this.bytes = values.byteLength + open.byteLength + (settled?.byteLength ?? 0);
  }

  isUsed(i: number): boolean {
    return this.#values[i] !== UNUSED;
  }

  isNew(i: number): boolean {
    return this.#values[i] === UNKNOWN;
  }

  leaveOut(i: number): void {
    this.#values[i] = UNUSED;
  }

  end(i: number, value: number): number {
    this.#values[i] = value;
    return Math.abs(value);
  }

  enter(i: number, best: number, inside: number): number {
    this.#open[i] = inside;
    this.#values[i] = best;
    return best !== UNKNOWN && (inside === 0 || best > 0) ? Math.abs(best) : 0;
  }

  improve(i: number, best: number): number {
    this.#values[i] = best;
    return Math.abs(best);
  }

  seek(from: number, to: number, level: number): number {
    const values = this.#values;
    const open = this.#open;
    let { later } = this;
    let i = from;
    for (; i < to; i++) {
      const seen = values[i];
      if (seen === level || (seen === -level && open[i] === 0)) break;
      if (seen > later) {
        if (seen < level) later = seen;
      } else if (-seen > later && -seen < level && open[i] === 0) later = -seen;
    }
    this.later = later;
    return i;
  }

  settle(i: number, level: number): number {
    const v = this.#values[i];
    if (v !== level && (v !== -level || !this.#isDecided(i, v))) return 0;
    return this.#settled === undefined || this.#isFirst(i, this.#settled) ? v : 0;
  }

  /**
   * Returns whether no successor of a position with value `v` is undecided. Its owner changes the value first and the
   * counter then, so another thread asks for them the other way round.
   */
  #isDecided(i: number, v: number): boolean {
    if (!this.areShared) return this.#open[i] === 0;
    return Atomics.load(this.#open, i) === 0 && Atomics.load(this.#values, i) === v;
  }

  /** Marks a position as settled; returns whether it was not. */
  #isFirst(i: number, settled: Uint8Array): boolean {
    if (this.areShared) return Atomics.exchange(settled, i, 1) === 0;
    if (settled[i] !== 0) return false;
    settled[i] = 1;
    return true;
  }

  learn(i: number, v: number, weight: number): number {
    const values = this.#values;
    const step = this.#step;
    if (v < 0) {
      const gained = -v - step;
      // A position that is lost on the board has no successors: a win from an unmove does not exist.
      if (values[i] >= gained || values[i] === LOST) return 0;
      values[i] = gained;
      return gained;
    }
    // Unused indices count down from 0, harmlessly: their value is larger than any.
    const left = this.#open[i] - weight;
    if (left !== 0) {
      this.#open[i] = left;
      return 0;
    }
    const lost = step - v;
    const old = values[i];
    if (old < lost) values[i] = lost;
    if (this.areShared) Atomics.store(this.#open, i, 0);
    else this.#open[i] = 0;
    return old < lost ? -lost : old < 0 ? -old : 0;
  }

  /** Positions that were never settled are draws (or a score of 0): nobody can force more. */
  finish(from: number, to: number): void {
    const values = this.#values;
    const open = this.#open;
    for (let i = from; i < to; i++) if (values[i] < 0 && open[i] > 0) values[i] = 0;
  }
}
