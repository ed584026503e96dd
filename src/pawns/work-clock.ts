import { cpuSeconds } from '#platform/process';

/**
 * Returns a function that tells whether a search is late. Time of work is that of the clock or of the process's CPU, whichever
 * is less: on a machine that others use the clock runs ahead of the work, in a process with other threads the CPU does.
 * Limits of the clock alone would let a busy machine find less, and so take other ways than a quiet one.
 * @param seconds of work from now on
 * @param deadline a time of `performance.now()`
 */
export function lateness(seconds: number, deadline: number = Number.POSITIVE_INFINITY): () => boolean {
  const start = performance.now();
  const cpu = cpuSeconds();
  return () => {
    const now = performance.now();
    return now >= deadline || (now - start >= 1000 * seconds && cpuSeconds() - cpu >= seconds);
  };
}
