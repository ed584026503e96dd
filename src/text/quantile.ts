/**
 * Returns the quantile by nearest rank: the smallest value that at least a share `q` of the values do not exceed.
 * @param q 0 to 1: 0.5 is the median, 1 the greatest
 * @returns 0 if there are no values
 */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))] ?? 0;
}

/** Returns the median by nearest rank; 0 if there are no values. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
