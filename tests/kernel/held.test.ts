/** What problems in progress hold is counted, so that caches make room for it, and nothing is held afterwards. */

import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { ProblemCache } from '../../src/kernel/problem-cache.ts';
import { METRIC_CODES } from '../../src/kernel/metric.ts';
import type { Problem } from '../../src/kernel/problem.ts';

const PAWN = [
  { kind: 0, side: 0 },
  { kind: 0, side: 1 },
] as const;

interface Seen {
  readonly problem: Problem;
  readonly held: number;
  readonly cached: number;
}

/** Solves king and pawn against king with the pawn on c2, and returns what was seen before each problem. */
async function seenBefore(memory: number): Promise<{ cache: ProblemCache; seen: Seen[] }> {
  const cache = new ProblemCache({ game: chess, metricCodes: METRIC_CODES.dtm, memory });
  const { problem } = cache.problems.resolve(PAWN, [[10], []]);
  const seen: Seen[] = [];
  const makeRoom = (next: Problem): Promise<void> => {
    seen.push({ problem: next, held: cache.heldBytes, cached: cache.bytes });
    return Promise.resolve();
  };
  await cache.solved(problem, { makeRoom });
  return { cache, seen };
}

test('of a queen behind a promotion only the slab is held, a sixty-fourth of its side', async () => {
  const { cache, seen } = await seenBefore(1e9);
  // The pawn on c7 is the first problem with a promotion behind it: slabs of four pieces; the kings alone are cached.
  const last = seen.find(({ problem }) => problem.pawns[0].length + problem.pawns[1].length === 1)!;
  expect(last.held).toBe(4 * 4096);
  expect(cache.heldBytes).toBe(0);
});

test('what is cached is not counted twice, and what is cached no more is counted', async () => {
  const { seen } = await seenBefore(1e9);
  const { seen: narrow } = await seenBefore(1);
  expect(narrow.length).toBeGreaterThanOrEqual(seen.length);
  // The pawn on c2 needs that on c3, that on c4, and the kings alone: with room they are cached, without they are held.
  expect(seen.at(-1)?.held).toBe(0);
  expect(narrow.at(-1)?.cached).toBe(0);
  expect(narrow.at(-1)?.held).toBe(3 * 2 * 4096);
});

test('after a failure nothing is held', async () => {
  const cache = new ProblemCache({ game: chess, metricCodes: METRIC_CODES.dtm });
  const { problem } = cache.problems.resolve(PAWN, [[10], []]);
  const makeRoom = (next: Problem): Promise<void> =>
    next === problem ? Promise.reject(new Error('no room')) : Promise.resolve();
  await expect(cache.solved(problem, { makeRoom })).rejects.toThrow('no room');
  expect(cache.heldBytes).toBe(0);
});
