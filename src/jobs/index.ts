/** Work as a graph of jobs: what begins when, within a memory and a number of cores. Knows nothing of tables. */

export type { Job, JobLimits, JobsProgress } from './job.ts';
export { type FailedJob, type JobsOptions, type JobsOutcome, runJobs } from './run.ts';
export { dealt, type Shard } from './shard.ts';
