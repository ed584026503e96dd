/**
 * The scheduler. A job begins when all that it needs is done and it fits into the memory and the cores that are left.
 * Among those that could begin, the one with the longest chain of jobs behind it goes first (list scheduling by critical
 * path: Graham, Bounds on multiprocessing timing anomalies, 1969). On one core every order takes as long, so the order
 * given stays: callers put next to each other what shares a cache.
 *
 * A large job waits until others have left enough memory. Meanwhile a job that should end before that may overtake it.
 */

import { budgetError } from '../game/budget.ts';
import { EndgameError } from '../game/errors.ts';
import { criticalPaths, usersOf } from './critical-path.ts';
import type { Job, JobLimits, JobsProgress } from './job.ts';
import { Pace, secondsOf } from './pace.ts';

/** How jobs are run. */
export interface JobsOptions<J extends Job> {
  readonly limits: JobLimits;
  /** Whether a failed job stops those alone that need it; default no: then nothing begins after it. */
  readonly keepGoing?: boolean | undefined;
  /** Returns whether the result of a job is there already; asked when its turn has come. Default: it is not. */
  readonly isDone?: ((job: J) => boolean) | undefined;
  /** When it fires, no job begins. The running ones are waited for, so they had better heed it too. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: JobsProgress) => void) | undefined;
  /** Returns seconds. */
  readonly clock?: (() => number) | undefined;
}

/** What became of jobs. */
export interface JobsOutcome<J extends Job> {
  readonly done: readonly J[];
  /** In the order in which they failed. */
  readonly failed: readonly FailedJob<J>[];
  /** Jobs that did not begin, since what they need failed or since another had failed. */
  readonly left: readonly J[];
}

/** A job that failed. */
export interface FailedJob<J extends Job> {
  readonly job: J;
  readonly error: unknown;
}

/**
 * Runs jobs. Those that fail reject nothing: the outcome has them.
 * @param work does a job, and calls `report` now and then, so that the progress moves
 * @throws EndgameError E_ABORTED as soon as the jobs that were running when the signal fired have ended
 * @throws Error if two jobs have one id, or need each other in a circle
 */
export async function runJobs<J extends Job>(
  jobs: readonly J[],
  work: (job: J, report: () => void) => Promise<void>,
  options: JobsOptions<J>,
): Promise<JobsOutcome<J>> {
  return await new Run(jobs, work, options).all();
}

interface Running {
  readonly since: number;
  readonly ended: Promise<void>;
}

class Run<J extends Job> {
  readonly #jobs: readonly J[];
  readonly #work: (job: J, report: () => void) => Promise<void>;
  readonly #options: JobsOptions<J>;
  readonly #clock: () => number;
  readonly #users: ReadonlyMap<string, readonly J[]>;
  readonly #paths: ReadonlyMap<string, number>;
  /** Places of the jobs in the order given. */
  readonly #given: ReadonlyMap<J, number>;
  readonly #pace: Pace;
  /** Ids that a job still waits for. */
  readonly #missing = new Map<J, Set<string>>();
  /** Jobs that could begin, the first to begin first. */
  readonly #ready: J[] = [];
  readonly #running = new Map<J, Running>();
  readonly #done: J[] = [];
  readonly #failed: FailedJob<J>[] = [];

  constructor(jobs: readonly J[], work: (job: J, report: () => void) => Promise<void>, options: JobsOptions<J>) {
    this.#jobs = jobs;
    this.#work = work;
    this.#options = options;
    this.#clock = options.clock ?? ((): number => performance.now() / 1000);
    this.#users = usersOf(jobs);
    this.#paths = criticalPaths(jobs);
    this.#given = new Map(jobs.map((job, i) => [job, i]));
    this.#pace = new Pace(jobs);
    if (this.#paths.size < jobs.length) throw new Error('two jobs have the same id');
    for (const job of jobs) this.#missing.set(job, new Set(job.needs.filter((need) => this.#paths.has(need))));
    for (const job of jobs) if (this.#missing.get(job)!.size === 0) this.#enqueue(job);
  }

  async all(): Promise<JobsOutcome<J>> {
    const { signal } = this.#options;
    this.#report();
    for (;;) {
      for (let job = this.#next(); job !== undefined; job = this.#next()) this.#begin(job);
      if (this.#running.size === 0) break;
      await Promise.race([...this.#running.values()].map(({ ended }) => ended));
    }
    if (signal?.aborted && this.#done.length < this.#jobs.length) throw this.#failed[0]?.error ?? stopped();
    const begun = new Set([...this.#done, ...this.#failed.map(({ job }) => job)]);
    return { done: this.#done, failed: this.#failed, left: this.#jobs.filter((job) => !begun.has(job)) };
  }

  /** Returns the job to begin now and takes it from those that are ready; undefined if none is or has room. */
  #next(): J | undefined {
    const { keepGoing, limits, signal } = this.#options;
    if (this.#running.size >= limits.cores || signal?.aborted || (this.#failed.length > 0 && !keepGoing))
      return undefined;
    const free = limits.memory - this.#taken;
    const fits = ({ bytes }: J): boolean => bytes <= free || bytes > limits.memory;
    const [first] = this.#ready;
    if (first === undefined) return undefined;
    const wait = fits(first) ? 0 : this.#secondsUntilFree(first.bytes);
    const next = fits(first) ? first : this.#ready.find((job) => fits(job) && job.seconds <= wait);
    if (next !== undefined) this.#ready.splice(this.#ready.indexOf(next), 1);
    return next;
  }

  /** Returns whether a job begins before another if both could. */
  #isBefore(a: J, b: J): boolean {
    const difference = this.#options.limits.cores === 1 ? 0 : this.#paths.get(a.id)! - this.#paths.get(b.id)!;
    return difference > 0 || (difference === 0 && this.#given.get(a)! < this.#given.get(b)!);
  }

  #enqueue(job: J): void {
    const at = this.#ready.findIndex((other) => this.#isBefore(job, other));
    this.#ready.splice(at < 0 ? this.#ready.length : at, 0, job);
  }

  /** Bytes of the running jobs. */
  get #taken(): number {
    let bytes = 0;
    for (const job of this.#running.keys()) bytes += job.bytes;
    return bytes;
  }

  /** Returns the predicted seconds until running jobs have left so many bytes. */
  #secondsUntilFree(bytes: number): number {
    const now = this.#clock();
    const left = (job: J, { since }: Running): number => job.seconds - this.#pace.behind(job, now - since);
    const ends = [...this.#running].map(([job, running]) => ({ bytes: job.bytes, seconds: left(job, running) }));
    let free = this.#options.limits.memory - this.#taken;
    for (const end of ends.sort((a, b) => a.seconds - b.seconds)) {
      free += end.bytes;
      if (free >= bytes) return end.seconds;
    }
    return Number.POSITIVE_INFINITY;
  }

  #begin(job: J): void {
    const since = this.#clock();
    const end = (): void => {
      this.#running.delete(job);
      this.#report();
    };
    const ended = this.#attempt(job).then(
      (isNew) => {
        if (isNew) this.#pace.took(job, this.#clock() - since);
        this.#settle(job);
        end();
      },
      (error: unknown) => {
        this.#failed.push({ job, error });
        end();
      },
    );
    this.#running.set(job, { since, ended });
  }

  /** Does a job unless its result is there, and returns whether it did. */
  async #attempt(job: J): Promise<boolean> {
    const { limits, isDone } = this.#options;
    if (isDone?.(job) === true) return false;
    if (job.bytes > limits.memory) throw budgetError(job.id, job.bytes, limits.memory);
    await this.#work(job, () => this.#report());
    return true;
  }

  #settle(job: J): void {
    this.#done.push(job);
    for (const user of this.#users.get(job.id) ?? []) {
      const missing = this.#missing.get(user)!;
      if (missing.delete(job.id) && missing.size === 0) this.#enqueue(user);
    }
  }

  #report(): void {
    const { onProgress, limits } = this.#options;
    if (onProgress === undefined) return;
    const now = this.#clock();
    const behind = new Map([...this.#running].map(([job, { since }]) => [job, this.#pace.behind(job, now - since)]));
    const ended = new Set([...this.#done, ...this.#failed.map(({ job }) => job)]);
    const total = secondsOf(this.#jobs);
    let left = 0;
    let longest = 0;
    for (const job of this.#jobs) {
      if (ended.has(job)) continue;
      left += job.seconds - (behind.get(job) ?? 0);
      longest = Math.max(longest, this.#paths.get(job.id)! - (behind.get(job) ?? 0));
    }
    const { ratio } = this.#pace;
    onProgress({
      ended: ended.size,
      jobs: this.#jobs.length,
      share: total > 0 ? 1 - left / total : 1,
      secondsLeft: ratio === undefined ? undefined : ratio * Math.max(longest, left / limits.cores),
    });
  }
}

function stopped(): EndgameError {
  return new EndgameError('E_ABORTED', 'stopped between two jobs', 'nothing was lost; run it again to go on');
}
