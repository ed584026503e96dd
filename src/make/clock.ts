/** CPU time, and a fixed loop to compare machines by. */

/** Seconds of CPU, user and system, that `work` took in this process. */
export function cpuSeconds(since?: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}

const ROUNDS = 20_000_000;

/** Seconds for a loop of integer arithmetic, the least of three. */
export function calibrate(): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round++) {
    const start = process.cpuUsage();
    let x = round;
    for (let i = 0; i < ROUNDS; i++) x = Math.imul(x ^ (x >>> 13), 0x5bd1e995) + i;
    // The result is looked at, so that the loop cannot be left out.
    if (x !== 0.5) least = Math.min(least, cpuSeconds(start));
  }
  return least;
}
