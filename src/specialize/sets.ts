/** Sets of up to 32 places as words of bits, and the number of such a set among those with as many places. */

import { choose } from './binomial.ts';

/** Most places of a set. */
export const MOST_PLACES = 32;
const BITS = 8;
const PARTS = MOST_PLACES / BITS;
const MASK = (1 << BITS) - 1;
/** Length of the table of one part. */
const PART = (MOST_PLACES + 1) << BITS;

/** Number of ones in each byte. */
const ONES: Uint8Array = (() => {
  const table = new Uint8Array(1 << BITS);
  for (let byte = 1; byte < table.length; byte++) table[byte] = table[byte >> 1] + (byte & 1);
  return table;
})();

/** `SHARES[part * PART + (lower << BITS) + byte]`: share of a byte in the number of a set with `lower` lower places. */
const SHARES: Int32Array = (() => {
  const table = new Int32Array(PARTS * PART);
  for (let part = 0; part < PARTS; part++) {
    for (let lower = 0; lower <= part * BITS; lower++) {
      for (let byte = 0; byte <= MASK; byte++) {
        let seen = lower;
        let share = 0;
        for (let bit = 0; bit < BITS; bit++) if (((byte >> bit) & 1) !== 0) share += choose(part * BITS + bit, ++seen);
        table[part * PART + (lower << BITS) + byte] = share;
      }
    }
  }
  return table;
})();

/**
 * Returns the number of a set among the sets with as many places, in colexicographic order (as `unrankCombination`
 * counts): a look-up for each byte, and no branch that depends on where the places are.
 */
export function rankSet(word: number): number {
  const a = word & MASK;
  const b = (word >>> BITS) & MASK;
  const c = (word >>> (2 * BITS)) & MASK;
  const belowB = ONES[a];
  const belowC = belowB + ONES[b];
  const belowD = belowC + ONES[c];
  return (
    SHARES[a] +
    SHARES[PART + (belowB << BITS) + b] +
    SHARES[2 * PART + (belowC << BITS) + c] +
    SHARES[3 * PART + (belowD << BITS) + (word >>> (3 * BITS))]
  );
}
