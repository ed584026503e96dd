/** Times: seconds of CPU for sums, and of the clock for single answers, which CPU time is too coarse for. */

import { cpuSeconds } from '#platform/process';
import { quantile } from '../text/quantile.ts';

export interface Times {
  /** CPU seconds, user and system, a question. */
  readonly mean: number;
  /** Clock seconds of single answers. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Questions timed. */
  readonly samples: number;
}

/** CPU seconds since the process began, or since an earlier reading. */
export function cpu(since = 0): number {
  return cpuSeconds() - since;
}

export function timesOf(seconds: number, singles: readonly number[]): Times {
  return {
    mean: seconds / singles.length,
    p50: quantile(singles, 0.5),
    p99: quantile(singles, 0.99),
    max: quantile(singles, 1),
    samples: singles.length,
  };
}

/** CPU nanoseconds a call of quick work, the least of some rounds, the first of which warms up. */
export function nanoseconds(calls: number, work: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    const start = cpu();
    work();
    least = Math.min(least, cpu(start));
  }
  return (1e9 * least) / calls;
}
