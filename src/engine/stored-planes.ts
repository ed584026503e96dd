import type { Side } from '../game/schema.ts';

/**
 * Values of a slice from a table that reads 64 x 64 positions in the time of a few: those that differ in the places of
 * two men.
 */
export interface StoredPlanes {
  /** Value of each code. */
  readonly meaning: Int16Array;
  /** Returns whether the cells of the positions with this side to move are their values. */
  has(turn: Side): boolean;
  /**
   * Fills `out` with codes: that of cells q of the row man and p of the lane man stands at `64 * q + p`. Codes of illegal
   * positions mean nothing, nor do those of positions that the index space of the slice does not have as they stand: of
   * like men in another order than that of their cells, and of those that symmetry maps to another index.
   * @param turn one for which there are cells
   * @param places cells of all men in the order of `PlacedCells`, then the mark
   * @returns false if the table cannot be read; the engine then does without
   */
  plane(turn: Side, places: Uint8Array, rowMan: number, lane: number, out: Uint8Array | Uint16Array): boolean;
}
