/** Work as a graph of jobs: what begins when, within a memory and a number of cores, and the queue that deals them out to other machines. Knows nothing of tables. */

export type { Job, JobLimits, JobsProgress } from './job.ts';
export { type FailedJob, type JobsOptions, type JobsOutcome, runJobs } from './run.ts';
export type {
  JobQueue,
  QueueContents,
  QueueFailure,
  QueueJob,
  QueueResult,
  QueueTries,
  TakenJob,
} from './queue.ts';
export { dealt, type Shard } from './shard.ts';
