/** What an analysis knows of each index of a slice: the contract of its forms, one for distances and one for outcomes. */
export interface Entries {
  /** Bytes of the arrays. */
  readonly bytes: number;
  /** Whether positions that are settled can settle others of the same level. */
  readonly repeats: boolean;
  /** Most moves within the slice that an index can count. */
  readonly most: number;
  /**
   * The highest level below the last one at which something that `seek` has passed is due, 0 if there is nothing. Callers set
   * it to 0.
   */
  later: number;
  /** Whether other threads settle positions at the same time. */
  areShared: boolean;

  /** Returns whether an index stands for a legal position, as far as marks say. */
  isUsed(i: number): boolean;
  /** Returns whether the position is neither left out nor ended, and no exit is known that gives it a value. */
  isNew(i: number): boolean;
  /** Marks an index that stands for no legal position. */
  leaveOut(i: number): void;
  /** Enters a position that has ended; returns the level at which it is settled, 0 if none. */
  end(i: number, value: number): number;
  /**
   * Enters what the moves of a position give.
   * @param best the best value that exits reach, UNKNOWN if there are none, or if one of them is not available
   * @param inside number of moves within the slice
   * @returns the level at which it may be settled already, 0 if none
   */
  enter(i: number, best: number, inside: number): number;
  /** Enters the best value that exits reach where `enter` did not know it; returns the same. */
  improve(i: number, best: number): number;
  /** Returns the first index from `from` on that may be settled at a level, `to` if there is none before. */
  seek(from: number, to: number, level: number): number;
  /** Settles a position that is due at a level; returns its value, 0 if it is not due or was settled before. */
  settle(i: number, level: number): number;
  /**
   * Tells a position that a successor is settled.
   * @param v value of the successor, not 0
   * @param weight number of moves that this is
   * @returns the level at which it may be settled now, 0 if nothing changed
   */
  learn(i: number, v: number, weight: number): number;
  /** Makes values of what is known from `from` to `to`, once nothing more can be settled. */
  finish(from: number, to: number): void;
}
