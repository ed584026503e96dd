/** Plies to zeroing of one slice, over outcomes and the positions that the 50-move rule spoils: those of all slices below. */

import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { loss, Position, win } from '../../src/game/index.ts';
import { materialOf } from '../../src/kernel/exits.ts';
import { FiveOutcomesSource } from '../../src/kernel/five-outcomes.ts';
import { stepsOf } from '../../src/kernel/index-lists.ts';
import { METRIC_CODES } from '../../src/kernel/metric.ts';
import { ProblemCache } from '../../src/kernel/problem-cache.ts';
import { codeBytesOf, type CodesBehind } from '../../src/kernel/solved.ts';
import { loadSpoilt, SpoiltPositions } from '../../src/kernel/spoilt.ts';
import { loadUnderpromotions } from '../../src/kernel/underpromotions.ts';
import { classesOf, problemsOf } from '../support/chess.ts';
import { strength } from '../support/strength.ts';

const newCache = (metric: 'dtz' | 'wdl'): ProblemCache =>
  new ProblemCache({ game: chess, metricCodes: METRIC_CODES[metric] });

const neverByPlies = (): never => {
  throw new Error('up to four men, plies are not needed');
};
const underpromotions = await loadUnderpromotions(5);
const spoilt = await loadSpoilt();

test.each(strength(['KPvK', 'KBNvK', 'KNvKP', 'KQvKP', 'KRPvK'], [...classesOf(3), ...classesOf(4)]))(
  'one slice at a time: %s',
  async (name) => {
    const whole = newCache('dtz');
    const three = newCache('wdl');
    // Outcomes are all that it is told of what lies behind, so what it has cached does not help.
    const sliced = newCache('dtz');
    for (const problem of problemsOf(whole.problems, name)) {
      expect(spoilt.of(problem)).toBeDefined();
      const expected = await whole.solved(problem, {});
      const five = new FiveOutcomesSource(three, neverByPlies, spoilt, { underpromotions });
      const solved = await sliced.solved(problem, { five });
      for (const side of [0, 1] as const)
        expect(Buffer.compare(codeBytesOf(solved.codes[side]), codeBytesOf(expected.codes[side]))).toBe(0);
    }
  },
);

test('listed positions of a problem are spoilt, and nothing else is', async () => {
  const three = newCache('wdl');
  const [problem] = problemsOf(three.problems, 'KQvKR');
  const plain = await three.solved(problem, {});
  const decided: number[] = [];
  for (let i = 0; decided.length < 1000; i += 97) if ([1, 2].includes(plain.code(1, i))) decided.push(i);
  const made = new SpoiltPositions({
    classes: [materialOf(problem)],
    lists: { [`${problem.key} 1`]: stepsOf(decided) },
  });
  const source = new FiveOutcomesSource(three, neverByPlies, made, {});
  expect(source.tells(problem)).toBe(true);
  expect(source.tells(problemsOf(three.problems, 'KRPvKR')[0])).toBe(false);
  expect(source.tells(problemsOf(three.problems, 'KQvKB')[0])).toBe(true);
  const five = await source.solved(problem, {});
  expect(five.codes[0]).toBe(plain.codes[0]);
  const behind = five.codes[1] as CodesBehind;
  const codes = new Uint8Array(behind.byteLength);
  behind.write(codes);
  let changed = 0;
  let wrong = 0;
  for (let i = 0; i < codes.length; i++) {
    const isListed = decided[changed] === i;
    if (isListed) changed++;
    if (codes[i] !== plain.code(1, i) + (isListed ? 2 : 0) || five.code(1, i) !== codes[i]) wrong++;
  }
  expect([changed, wrong]).toEqual([1000, 0]);
});

test('a pawn whose promotion is spoilt wins too late', async () => {
  const cache = newCache('dtz');
  const three = newCache('wdl');
  const kings = await three.solved(problemsOf(three.problems, 'KQvK')[0], {});
  const lists: Record<string, string> = {};
  for (const side of [0, 1] as const) {
    const decided = Array.from({ length: 64 ** 3 }, (_, i) => i).filter((i) => [1, 2].includes(kings.code(side, i)));
    lists[`${kings.problem.key} ${side}`] = stepsOf(decided);
  }
  const rooks = ['KRvK', 'KBvK', 'KNvK', 'KvK'].map((name) => materialOf(problemsOf(three.problems, name)[0]));
  const made = new SpoiltPositions({ classes: [materialOf(kings.problem), ...rooks.slice(1)], lists });
  // The rook's list is not among them: promotion to a rook wins in time.
  const value = async (classes: SpoiltPositions, fen: string): Promise<number> => {
    const p = new Position(chess.schema);
    chess.parse(p, fen);
    const { problem } = cache.locator.locate(p);
    const five = new FiveOutcomesSource(three, neverByPlies, classes, {});
    const at = newCache('dtz');
    const resolved = at.locator.locate(p);
    const solved = await at.solved(problem, { five });
    return at.metricCodes.meaning[solved.code(at.locator.turnIn(resolved, p.turn), at.locator.indexIn(resolved))];
  };
  const fen = '8/3P4/8/8/8/k7/8/3K4 w - - 0 1';
  expect(await value(spoilt, fen)).toBe(win(1));
  expect(await value(made, fen)).toBe(win(1));
  const all = new SpoiltPositions({
    classes: [materialOf(kings.problem), ...rooks],
    lists: { ...lists, ...(await allOf('KRvK')) },
  });
  expect(await value(all, fen)).toBe(win(101));
  expect(await value(all, '8/3P4/8/8/8/k7/8/3K4 b - - 0 1')).toBe(loss(102));

  async function allOf(name: string): Promise<Record<string, string>> {
    const solved = await three.solved(problemsOf(three.problems, name)[0], {});
    const of = (side: 0 | 1): string =>
      stepsOf(Array.from({ length: 64 ** 3 }, (_, i) => i).filter((i) => [1, 2].includes(solved.code(side, i))));
    return { [`${solved.problem.key} 0`]: of(0), [`${solved.problem.key} 1`]: of(1) };
  }
});
