import { cpuSeconds } from '#platform/process';

const ROUNDS = 20_000_000;

/**
 * Returns the seconds of CPU that a fixed loop of integer arithmetic takes, the least of three runs: machines are
 * compared by it.
 */
export function calibrate(): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round++) {
    const start = cpuSeconds();
    let x = round;
    for (let i = 0; i < ROUNDS; i++) x = Math.imul(x ^ (x >>> 13), 0x5bd1e995) + i;
    // Reads the result, so that the compiler cannot remove the loop.
    if (x !== 0.5) least = Math.min(least, cpuSeconds() - start);
  }
  return least;
}
