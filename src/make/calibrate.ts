/** A fixed loop to compare machines by. */

import { cpuSeconds } from '#platform/process';

const ROUNDS = 20_000_000;

/** Seconds for a loop of integer arithmetic, the least of three. */
export function calibrate(): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round++) {
    const start = cpuSeconds();
    let x = round;
    for (let i = 0; i < ROUNDS; i++) x = Math.imul(x ^ (x >>> 13), 0x5bd1e995) + i;
    // The result is looked at, so that the loop cannot be left out.
    if (x !== 0.5) least = Math.min(least, cpuSeconds() - start);
  }
  return least;
}
