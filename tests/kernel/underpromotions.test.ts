/** With promotions to a queen alone, and with the lists, outcomes are those of all promotions. */

import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { materialOf } from '../../src/kernel/exits.ts';
import { stepsOf } from '../../src/kernel/index-lists.ts';
import { METRIC_CODES } from '../../src/kernel/metric.ts';
import { PackedCodes } from '../../src/kernel/packed.ts';
import { ProblemCache } from '../../src/kernel/problem-cache.ts';
import { loadUnderpromotions, Underpromotions } from '../../src/kernel/underpromotions.ts';
import { classesOf, problemsOf } from '../support/chess.ts';
import { strength } from '../support/strength.ts';

const newCache = (): ProblemCache => new ProblemCache({ game: chess, metricCodes: METRIC_CODES.wdl });

/** Returns the number of positions of a class, both sides to move, whose outcome changes. */
async function changes(name: string, underpromotions: Underpromotions): Promise<number> {
  const [all, listed] = [newCache(), newCache()];
  let changed = 0;
  for (const problem of problemsOf(all.problems, name)) {
    const one = await all.solved(problem, {});
    const other = await listed.solved(problem, { underpromotions });
    for (const side of [0, 1] as const) {
      const [a, b] = [one.codes[side], other.codes[side]];
      if (!(a instanceof PackedCodes && b instanceof PackedCodes)) throw new Error('outcomes are packed');
      if (a.equals(b)) continue;
      for (let i = 0; i < 4 * a.byteLength; i++) if (a.at(i) !== b.at(i)) changed++;
    }
  }
  return changed;
}

const hasPawns = (name: string): boolean => name.includes('P');
const CLASSES = [...classesOf(3), ...classesOf(4)].filter(hasPawns);
const LARGE = ['KPPvK', 'KPvKP'];
/** Of five men, with knights that draw, that win, and that stay. */
const OF_FIVE = ['KNPvKQ', 'KRPvKR', 'KBNvKP'];

test.each(
  strength(
    CLASSES.filter((name) => !LARGE.includes(name)),
    [...CLASSES, ...OF_FIVE],
  ),
)('%s', async (name) => {
  const lists = (await loadUnderpromotions(5))!;
  expect(lists.of(problemsOf(newCache().problems, name)[0])).toBeDefined();
  expect(await changes(name, lists)).toBe(0);
});

// Another program counted the draws that are none, with queen and knight alone and no lists.
test.each([
  ['KPvK', 3],
  ['KQvKP', 16],
  ['KRvKP', 45],
  ['KBvKP', 4],
  ['KNvKP', 3],
  ['KQPvK', 7],
  ['KRPvK', 7],
  ['KBPvK', 138],
  ['KNPvK', 206],
])('%s with queen and knight and without a list: %i outcomes are wrong', async (name, wrong) => {
  const cache = newCache();
  const classes = ['KPvK', name].map((each) => materialOf(problemsOf(cache.problems, each)[0]));
  const lists = new Underpromotions({ promotions: [1, 4], classes, won: {}, drawn: {} });
  expect(await changes(name, lists)).toBe(wrong);
});

test('all 61 classes of up to five men with pawns are in the lists', async () => {
  const lists = (await loadUnderpromotions(5))!;
  const cache = newCache();
  const classes = [3, 4, 5].flatMap(classesOf).filter(hasPawns);
  expect(classes.length).toBe(61);
  const listed = classes.flatMap((name) => problemsOf(cache.problems, name).map((problem) => lists.of(problem)));
  expect(listed).not.toContain(undefined);
  const count = (what: 'won' | 'drawn'): number =>
    listed.reduce((sum, each) => sum + each![what][0].length + each![what][1].length, 0);
  expect(count('won')).toBeGreaterThan(1000);
  expect(count('drawn')).toBeGreaterThan(100);
});

test('a list is written as steps and read back; a class that is not in it is left alone', () => {
  const cache = newCache();
  const [problem] = problemsOf(cache.problems, 'KPvK');
  const [other] = problemsOf(cache.problems, 'KRPvK');
  const won = { [`${problem.key} 0`]: stepsOf([5, 40, 4000]) };
  const lists = new Underpromotions({ promotions: [1], classes: [materialOf(problem)], won, drawn: {} });
  expect(lists.of(problem)!.won.map((indices) => [...indices])).toEqual([[5, 40, 4000], []]);
  expect(lists.of(other)).toBeUndefined();
});
