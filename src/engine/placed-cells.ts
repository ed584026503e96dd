/**
 * Some legal positions with one side to move, and what is known of each, in parallel arrays. Entries from `count` on
 * mean nothing. The next chunk uses the same arrays.
 */
export interface PlacedCells {
  /** Number of positions. */
  readonly count: number;
  /**
   * Cells of the men, 6 bits each: man i in bits 6 i to 6 i + 5. The men are in the order of their groups, strongest
   * kind first and White before Black, like men in the order of their cells (as `Placements.decode` gives them).
   */
  readonly places: Uint32Array;
  /** 0 for none, else which of the men that can be marked; undefined if no position of this side to move has a mark. */
  readonly marks: Uint8Array | undefined;
  /** Values in the metric of the run. */
  readonly values: Int16Array;
  /**
   * 1 where the best exit, a move to another slice, attains the value; else 0. It is 0, too, where a mark stands.
   * Undefined unless the run asked for it.
   */
  readonly settled: Uint8Array | undefined;
}
