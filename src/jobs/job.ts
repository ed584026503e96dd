/** A piece of work that is done once, by one process. */
export interface Job {
  /** Unlike those of all other jobs. */
  readonly id: string;
  /** Ids of the jobs whose results it reads. Ids of no job count as done. */
  readonly needs: readonly string[];
  /** Most bytes that it takes while it runs, as predicted. */
  readonly bytes: number;
  /** Seconds that it takes, as predicted. Only their ratios count. */
  readonly seconds: number;
}

/** What jobs may take together at any time. */
export interface JobLimits {
  /** Bytes. */
  readonly memory: number;
  /** Number of jobs at the same time, 1 or more. It is asked whenever one has ended. */
  readonly cores: number;
}

/** How far all jobs together have come. */
export interface JobsProgress {
  /** Number of jobs that have ended, failed ones too. */
  readonly ended: number;
  /** Number of all jobs. */
  readonly jobs: number;
  /** Share of the work that is done, by predicted seconds, 0..1. */
  readonly share: number;
  /** Seconds that are left, an estimate; undefined while too little is done to tell. */
  readonly secondsLeft: number | undefined;
}
