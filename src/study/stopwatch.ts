import { cpuSeconds } from '#platform/process';
import { quantile } from '../text/quantile.ts';

/** Times of questions. The mean is CPU time; single answers are clock time, since CPU time is too coarse for them. */
export interface Times {
  /** CPU seconds per question, user and system. */
  readonly mean: number;
  /** Clock seconds of single answers. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Number of questions. */
  readonly samples: number;
}

/** Returns the CPU seconds since the start of the process, or since an earlier reading. */
export function cpu(since = 0): number {
  return cpuSeconds() - since;
}

/**
 * Returns times of questions.
 * @param seconds CPU seconds of all questions
 * @param singles clock seconds of each
 */
export function timesOf(seconds: number, singles: readonly number[]): Times {
  return {
    mean: seconds / singles.length,
    p50: quantile(singles, 0.5),
    p99: quantile(singles, 0.99),
    max: quantile(singles, 1),
    samples: singles.length,
  };
}

/**
 * Returns the CPU nanoseconds per call of quick work: the least of five rounds, the first of which warms up.
 * @param work makes `calls` calls
 */
export function nanoseconds(calls: number, work: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    const start = cpu();
    work();
    least = Math.min(least, cpu(start));
  }
  return (1e9 * least) / calls;
}
