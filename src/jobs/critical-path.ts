import type { Job } from './job.ts';

/**
 * Returns for each job the predicted seconds from its start to the end of the longest chain of jobs that need each other.
 * @throws Error if jobs need each other in a circle
 */
export function criticalPaths(jobs: readonly Job[]): Map<string, number> {
  const users = usersOf(jobs);
  const seconds = new Map<string, number>();
  const open = new Set<Job>();
  const visit = (job: Job): number => {
    const known = seconds.get(job.id);
    if (known !== undefined) return known;
    if (open.has(job)) throw new Error(`job ${job.id} needs itself`);
    open.add(job);
    const after = Math.max(0, ...(users.get(job.id) ?? []).map(visit));
    open.delete(job);
    seconds.set(job.id, job.seconds + after);
    return job.seconds + after;
  };
  for (const job of jobs) visit(job);
  return seconds;
}

/** Returns for each job that others need the jobs that need it. */
export function usersOf<J extends Job>(jobs: readonly J[]): Map<string, J[]> {
  const users = new Map<string, J[]>();
  for (const job of jobs)
    for (const need of job.needs) {
      const found = users.get(need);
      if (found === undefined) users.set(need, [job]);
      else found.push(job);
    }
  return users;
}
