/** What trees of a whole class will take, from trees of samples. */

/** The trees of a sample. */
export interface Sampled {
  /** Number of cells. */
  readonly cells: number;
  readonly bytes: number;
  /** Seconds of learning. */
  readonly seconds: number;
}

/** What trees will take; an estimate. */
export interface Forecast {
  readonly bytes: number;
  readonly seconds: number;
}

/**
 * Share of a growth's exponent that is left when the cells become four times as many: a tree knows more and more of what new cells
 * could tell it. Found by experiment (bench/LOG.md).
 */
const FALLING = 0.9;
/** Seconds for bringing a cell through a whole tree, twice. */
const ROUTING = 1e-7;

/**
 * Returns the forecast for so many cells.
 * @param small a sample, and `large` one of more cells
 */
export function forecast(small: Sampled, large: Sampled, cells: number): Forecast {
  if (cells <= large.cells) return { bytes: large.bytes, seconds: large.seconds };
  const steps = Math.log2(large.cells / small.cells) / 2;
  let exponent = Math.max(0, Math.log2(large.bytes / small.bytes) / steps / 2);
  let bytes = large.bytes;
  for (let left = Math.log2(cells / large.cells) / 2; left > 0; left--) {
    exponent *= FALLING;
    bytes *= 4 ** (exponent * Math.min(1, left));
  }
  return { bytes, seconds: large.seconds * (bytes / large.bytes) + cells * ROUTING };
}
