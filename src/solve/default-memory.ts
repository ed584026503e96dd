import { freeMemory } from '#platform/memory';

/** Bytes that every outcome of five men in chess fits into, and most bytes of the default for `memory`. */
const ENOUGH_MEMORY = 512_000_000;
const MOST_MEMORY = 1_000_000_000;

/**
 * Returns the bytes that a solver may take if its options do not say: half of what the machine or its container can give, up to 1 GB;
 * where that is less than 512 MB, up to three quarters of it.
 */
export function defaultMemory(): number {
  const free = freeMemory();
  return Math.floor(Math.min(MOST_MEMORY, Math.max(free / 2, Math.min(ENOUGH_MEMORY, 0.75 * free))));
}
