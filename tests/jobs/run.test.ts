/** The scheduler of jobs, on virtual time. */

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type JobsProgress, runJobs } from '../../src/jobs/index.ts';
import { type FakeJob, job, simulate } from './simulation.ts';

const ONE = { memory: 1, cores: 1 };
const TWO = { memory: 100, cores: 2 };
const ids = (jobs: readonly { id: string }[]): string[] => jobs.map(({ id }) => id);

test('on one core: the order given, as far as needs allow', async () => {
  const jobs = [job('top', ['b', 'a']), job('a', ['c'], 1), job('b', [], 5), job('c', [], 1), job('d', ['elsewhere'])];
  const { outcome, seconds } = await simulate(jobs, { limits: ONE });
  expect(ids(outcome.done)).toEqual(['b', 'c', 'a', 'top', 'd']);
  expect(seconds).toBe(9);
});

test('on two cores: the longest chain first', async () => {
  const chain = [job('x1', [], 3), job('x2', ['x1'], 3), job('x3', ['x2'], 3)];
  const short = ['s1', 's2', 's3'].map((id) => job(id, [], 3));
  const { began, seconds } = await simulate([...short, ...chain], { limits: TWO });
  expect(began.get('x1')).toBe(0);
  // In the order given it would take 12.
  expect(seconds).toBe(9);
});

test('a large job waits for memory; only what ends before may overtake it', async () => {
  const jobs = [job('long', [], 10, 60), job('large', [], 5, 80), job('quick', [], 1, 10)];
  const { began } = await simulate(jobs, { limits: TWO });
  expect(Object.fromEntries(began)).toEqual({ long: 0, quick: 0, large: 10 });
  const slow = [
    job('short', [], 2, 60),
    job('chain', ['short'], 9, 1),
    job('large', [], 8, 80),
    job('slow', [], 7, 10),
  ];
  const { began: second } = await simulate(slow, { limits: { memory: 100, cores: 3 } });
  // By prediction "slow" would still run when "short" has ended, so the large one keeps its turn.
  expect(second.get('large')).toBe(2);
  expect(second.get('slow')).toBe(2);
});

test('a failure: what runs ends, nothing begins', async () => {
  const error = new Error('broken');
  const jobs = [{ ...job('bad'), error }, job('other', [], 3), job('above', ['bad']), job('later')];
  const { outcome, seconds } = await simulate(jobs, { limits: TWO });
  expect(outcome.failed).toEqual([{ job: jobs[0], error }]);
  expect(ids(outcome.done)).toEqual(['other']);
  expect(ids(outcome.left)).toEqual(['above', 'later']);
  expect(seconds).toBe(3);
});

test('going on after failures: they stop what needs them and nothing else', async () => {
  const error = new Error('broken');
  const jobs = [
    { ...job('bad'), error },
    job('above', ['bad']),
    job('top', ['above', 'good']),
    job('good'),
    job('huge', [], 1, 101),
  ];
  const { outcome } = await simulate(jobs, { limits: TWO, keepGoing: true });
  expect(ids(outcome.failed.map((each) => each.job))).toEqual(['bad', 'huge']);
  expect(outcome.failed[1].error).toMatchObject({
    code: 'E_BUDGET',
    message: expect.stringContaining('huge') as string,
  });
  expect(ids(outcome.done)).toEqual(['good']);
  expect(ids(outcome.left)).toEqual(['above', 'top']);
});

test('results that are there are not made again, even if they came meanwhile', async () => {
  const there = new Set(['a']);
  const asked: string[] = [];
  const jobs = [job('a'), job('b', ['a']), job('c', ['b']), job('d', ['c'])];
  const isDone = ({ id }: FakeJob): boolean => {
    asked.push(id);
    return there.has(id);
  };
  const { began, outcome } = await simulate(jobs, { limits: ONE, isDone }, new Map([[0.5, () => there.add('c')]]));
  expect(ids(outcome.done)).toEqual(['a', 'b', 'c', 'd']);
  expect([...began.keys()]).toEqual(['b', 'd']);
  expect(asked).toEqual(['a', 'b', 'c', 'd']);
});

test('an abort waits for what runs and begins nothing', async () => {
  const controller = new AbortController();
  const jobs = [job('a', [], 4), job('b', [], 2), job('c')];
  const begun: string[] = [];
  const run = simulate(
    jobs,
    { limits: TWO, signal: controller.signal, isDone: ({ id }) => (begun.push(id), false) },
    new Map([[1, () => controller.abort()]]),
  );
  await expect(run).rejects.toMatchObject({ code: 'E_ABORTED' });
  expect(begun).toEqual(['a', 'b']);
});

test('the time left follows from what the others took', async () => {
  const told: JobsProgress[] = [];
  const jobs = ['a', 'b', 'c', 'd'].map((id) => ({ ...job(id, [], 1), takes: 10 }));
  await simulate(jobs, { limits: ONE, onProgress: (progress) => told.push(progress) });
  expect(told[0]).toEqual({ ended: 0, jobs: 4, share: 0, secondsLeft: undefined });
  const afterOne = told.find(({ ended }) => ended === 1)!;
  expect(afterOne).toEqual({ ended: 1, jobs: 4, share: 0.25, secondsLeft: 30 });
  expect(told.at(-1)).toEqual({ ended: 4, jobs: 4, share: 1, secondsLeft: 0 });
});

test('two cores cannot be faster than the longest chain', async () => {
  const told: JobsProgress[] = [];
  const chain = [job('a', [], 2), job('b', ['a'], 2), job('c', ['b'], 2)];
  await simulate([...chain, job('x', [], 1)], { limits: TWO, onProgress: (progress) => told.push(progress) });
  expect(told.find(({ ended }) => ended === 2)?.secondsLeft).toBe(4);
});

test('circles and equal names are mistakes of the caller', async () => {
  const work = (): Promise<void> => Promise.resolve();
  await expect(runJobs([job('a', ['b']), job('b', ['a'])], work, { limits: ONE })).rejects.toThrow('needs itself');
  await expect(runJobs([job('a'), job('a')], work, { limits: ONE })).rejects.toThrow('same id');
});

/** Graphs of up to 30 jobs, some of them too large or failing; job i needs only jobs before it. */
const graphs = fc
  .array(
    fc.record({
      needs: fc.array(fc.nat(29), { maxLength: 4 }),
      bytes: fc.integer({ min: 0, max: 110 }),
      seconds: fc.integer({ min: 0, max: 20 }),
      takes: fc.integer({ min: 0, max: 20 }),
      fails: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((items) =>
    items.map(({ needs, fails, ...rest }, i): FakeJob => {
      const below = i === 0 ? [] : [...new Set(needs.map((need) => `${need % i}`))];
      return { id: `${i}`, needs: below, ...rest, ...(fails ? { error: new Error(`${i}`) } : {}) };
    }),
  );

test('any graph: needs are kept, limits too, and with going on everything possible is done', async () => {
  const property = fc.asyncProperty(
    graphs,
    fc.integer({ min: 1, max: 4 }),
    fc.boolean(),
    async (jobs, cores, keepGoing) => {
      const limits = { memory: 100, cores };
      const { outcome, began, ended } = await simulate(jobs, { limits, keepGoing });
      const end = (id: string): number => ended.get(id) ?? began.get(id)! + jobs[Number(id)].takes;
      for (const { id, needs } of jobs.filter((each) => began.has(each.id)))
        for (const need of needs) expect(ended.get(need)).toBeLessThanOrEqual(began.get(id)!);
      for (const [, time] of began) {
        // At a moment when nothing begins or ends, so that what ends and what begins at `time` are not counted together.
        const running = jobs.filter(({ id }) => began.has(id) && began.get(id)! <= time && end(id) > time);
        expect(running.length).toBeLessThanOrEqual(cores);
        expect(running.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(100);
      }
      const { done, failed, left } = outcome;
      expect(done.length + failed.length + left.length).toBe(jobs.length);
      const possible = new Set<string>();
      for (const each of jobs)
        if (!each.error && each.bytes <= 100 && each.needs.every((need) => possible.has(need))) possible.add(each.id);
      if (keepGoing) expect(new Set(ids(done))).toEqual(possible);
      else if (failed.length === 0) expect(done).toHaveLength(jobs.length);
    },
  );
  await fc.assert(property, { numRuns: 150 });
});
