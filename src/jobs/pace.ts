/** Estimates how long jobs still take, from how long others took and from what was predicted of each. */

import type { Job } from './job.ts';

/** Least share of the work that tells how good the predictions are. */
const TELLING = 0.02;

/** Compares the seconds of jobs with those that were predicted. */
export class Pace {
  readonly #total: number;
  #predicted = 0;
  #taken = 0;

  constructor(jobs: readonly Job[]) {
    this.#total = secondsOf(jobs);
  }

  /**
   * Takes what a job took.
   * @param seconds of a clock
   */
  took(job: Job, seconds: number): void {
    this.#predicted += job.seconds;
    this.#taken += seconds;
  }

  /** Seconds of the clock for each predicted second; undefined while too little is done to tell. */
  get ratio(): number | undefined {
    return this.#predicted > 0 && this.#predicted >= TELLING * this.#total ? this.#taken / this.#predicted : undefined;
  }

  /** Returns the predicted seconds that are behind a job which has run for so long; less than all of them. */
  behind(job: Job, seconds: number): number {
    return Math.min(seconds / (this.ratio ?? Number.POSITIVE_INFINITY), 0.99 * job.seconds);
  }
}

/** Returns the predicted seconds of jobs, one after the other. */
export function secondsOf(jobs: Iterable<Job>): number {
  let sum = 0;
  for (const job of jobs) sum += job.seconds;
  return sum;
}
