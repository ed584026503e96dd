/** Length of a row of `binomial`. */
export const CHOOSE = 32;

/**
 * Binomial coefficients: `binomial[n * 32 + k]` for n < 256, k < 32. Values above 2^53 lose digits and are never used.
 */
export const binomial: Float64Array = (() => {
  const table = new Float64Array(256 * CHOOSE);
  for (let n = 0; n < 256; n++) {
    table[n * CHOOSE] = 1;
    for (let k = 1; k < CHOOSE; k++) {
      table[n * CHOOSE + k] = n === 0 ? 0 : table[(n - 1) * CHOOSE + k - 1] + table[(n - 1) * CHOOSE + k];
    }
  }
  return table;
})();

/** Returns the binomial coefficient. */
export function choose(n: number, k: number): number {
  return binomial[n * CHOOSE + k];
}
