/** Five outcomes under the 50-move rule are what plies to zeroing tell, cursed and blessed ones among them. */

import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { loss, type Value, win } from '../../src/game/index.ts';
import { UNUSED } from '../../src/game/value.ts';
import { METRIC_CODES } from '../../src/kernel/metric.ts';
import { ProblemCache } from '../../src/kernel/problem-cache.ts';
import { allExits } from '../../src/kernel/problem-solver.ts';
import type { Target } from '../../src/kernel/task.ts';
import { orderOf } from '../../src/kernel/stored-order.ts';
import { codesOf } from '../../src/kernel/solved.ts';
import { Random } from '../../src/specialize/index.ts';
import { fiveOf } from '../support/local.ts';

/** Values behind captures that outcomes and plies to zeroing say alike. */
const BEHIND = [0 as Value, win(0), loss(0), win(101), loss(101)];

/** Returns the values of a class whose captures lead to outcomes drawn with a seed. */
async function solvedOver(counts: readonly [number[], number[]], metric: 'dtz' | 'wdl50'): Promise<Int16Array[]> {
  const metricCodes = METRIC_CODES[metric];
  const cache = new ProblemCache({ game: chess, metricCodes });
  const { problem } = cache.problems.resolve(orderOf([...counts]).men, [[], []]);
  const exits = allExits(problem);
  const targets = new Map<string, Target>();
  const random = new Random(50);
  const codeOf = BEHIND.map((v) => metricCodes.meaning.indexOf(v));
  for (const [key, behind] of exits.successors) {
    const { resolved, solved } = await cache.behind(behind, {});
    const own = codesOf(solved, behind.turn, resolved.swap) as Uint8Array;
    const codes = own.map((code) => (code === 255 ? 255 : codeOf[random.below(BEHIND.length)]));
    targets.set(key, { resolved, codes: () => codes, scale: 'metric' });
  }
  const { codes } = await cache.solver.solve(problem, exits, targets, {});
  return codes.map((side) => Int16Array.from(side as Uint8Array, (code) => metricCodes.meaning[code]));
}

// Kings, queens, rooks, bishops, knights, pawns.
test.each([
  ['KRvKN', [1, 0, 1, 0, 0, 0], [1, 0, 0, 0, 1, 0]],
  ['KBvKB', [1, 0, 0, 1, 0, 0], [1, 0, 0, 1, 0, 0]],
])('%s, over captures of any outcome', async (_, white, black) => {
  const five = await solvedOver([white, black], 'wdl50');
  const plies = await solvedOver([white, black], 'dtz');
  const found = new Map<number, number>();
  for (const [side, values] of five.entries()) {
    const wrong = values.findIndex((v, i) => v !== (plies[side][i] === UNUSED ? UNUSED : fiveOf(plies[side][i])));
    expect(wrong).toBe(-1);
    for (const v of values) found.set(v, (found.get(v) ?? 0) + 1);
  }
  for (const v of BEHIND) expect(found.get(v), String(v)).toBeGreaterThan(100);
});
