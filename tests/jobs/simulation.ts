/** Jobs that take virtual time: the scheduler's clock stands still while it thinks. */

import { setImmediate } from 'node:timers/promises';
import { type Job, type JobsOptions, type JobsOutcome, runJobs } from '../../src/jobs/index.ts';

/** A job and what it does: how long it really takes, and whether it fails. */
export interface FakeJob extends Job {
  readonly takes: number;
  readonly error?: Error;
}

export interface Simulated {
  readonly outcome: JobsOutcome<FakeJob>;
  /** Seconds at which jobs began and ended, by id. */
  readonly began: ReadonlyMap<string, number>;
  readonly ended: ReadonlyMap<string, number>;
  /** Seconds in all. */
  readonly seconds: number;
}

/** Makes a job that takes what is predicted. */
export function job(id: string, needs: readonly string[] = [], seconds = 1, bytes = 1): FakeJob {
  return { id, needs, seconds, bytes, takes: seconds };
}

/** @param at calls functions at virtual seconds */
export async function simulate(
  jobs: readonly FakeJob[],
  options: JobsOptions<FakeJob>,
  at: ReadonlyMap<number, () => void> = new Map(),
): Promise<Simulated> {
  let now = 0;
  const events = [...at].map(([time, happen]) => ({ time, happen }));
  const began = new Map<string, number>();
  const ended = new Map<string, number>();
  const work = async ({ id, takes, error }: FakeJob, report: () => void): Promise<void> => {
    began.set(id, now);
    await new Promise<void>((resolve) => events.push({ time: now + takes, happen: resolve }));
    report();
    if (error) throw error;
    ended.set(id, now);
  };
  const run = runJobs(jobs, work, { ...options, clock: () => now }).finally(() => (isOver = true));
  let isOver = false;
  run.catch(() => undefined);
  for (;;) {
    await setImmediate();
    if (isOver) break;
    events.sort((a, b) => a.time - b.time);
    const next = events.shift();
    if (next === undefined) throw new Error('nothing runs, and the jobs are not over');
    now = next.time;
    next.happen();
  }
  return { outcome: await run, began, ended, seconds: now };
}
