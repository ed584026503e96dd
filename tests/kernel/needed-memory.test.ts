/** What a question for an outcome needs is told before, and fits into what shipped files give. */

import { expect, test } from 'vitest';
import { bytesOfCodes, workingBytes } from '../../src/kernel/needed-memory.ts';
import { Problems } from '../../src/kernel/problem.ts';
import { loadUnderpromotions } from '../../src/kernel/underpromotions.ts';
import { COMPUTING_BYTES } from '../../src/ship/player/player.ts';
import { classesOf, problemsOf } from '../support/chess.ts';

const underpromotions = await loadUnderpromotions(5);

/** Returns the most bytes that an outcome of a class needs, with nothing stored. */
function needed(name: string): number {
  const problems = problemsOf(new Problems(), name);
  // Placements differ by the slabs of their exits alone.
  const some = problems.filter((_, i) => i % 50 === 0);
  return Math.max(
    ...some.map((problem) => bytesOfCodes(problem, 'wdl') + workingBytes(problem, 'wdl', { underpromotions })),
  );
}

test('no outcome of at most five men needs more than shipped files have', () => {
  const all = [3, 4, 5].flatMap(classesOf).map((name) => [name, needed(name)] as const);
  expect(all.length).toBe(145);
  expect(all.filter(([, bytes]) => bytes > COMPUTING_BYTES)).toEqual([]);
  // The classes without a pawn that a pawn leads to are what takes most.
  expect(Math.max(...all.map(([, bytes]) => bytes))).toBeGreaterThan(250e6);
});
