import type { EndgameError } from '../game/errors.ts';
import { type Bounds, LEAST, MOST } from '../search/index.ts';

/** The methods, cheapest first. */
export const METHODS = ['bounds', 'search', 'closure', 'slice'] as const;
/** How a value that is not stored was found. */
export type Method = (typeof METHODS)[number];

/** Bounds of a value, and how they were found. */
export interface Found extends Bounds {
  /** The method that gave the bounds. */
  readonly method: Method;
  /** Whether the value was cached, so that it cost nothing. */
  readonly cached?: boolean;
  /** What ended the work, if it was neither the deadline nor the signal. */
  readonly failure?: EndgameError;
}

/** The closest bounds so far, with the method that last improved them. */
export class ClosestBounds {
  found: Found = { lower: LEAST, upper: MOST, method: 'search' };

  get isExact(): boolean {
    return this.found.lower === this.found.upper;
  }

  add({ lower, upper }: Bounds, method: Method): boolean {
    const { found } = this;
    const low = lower > found.lower ? lower : found.lower;
    const high = upper < found.upper ? upper : found.upper;
    if (low > high) throw new Error(`${method}: bounds contradict each other`);
    if (low !== found.lower || high !== found.upper) this.found = { lower: low, upper: high, method };
    return this.isExact;
  }
}
