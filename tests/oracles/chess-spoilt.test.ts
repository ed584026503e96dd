/** The lists of what the 50-move rule spoils have as many positions as the statistics of Syzygy's tables count. */

import { expect, test } from 'vitest';
import { KING_PAIRS, TURNS } from '../../src/kernel/king-pairs.ts';
import { type Problem, Problems } from '../../src/kernel/problem.ts';
import { loadSpoilt } from '../../src/kernel/spoilt.ts';
import { problemsOf } from '../support/chess.ts';
import { oraclePath, readOracle } from '../support/oracles.ts';
import type { SyzygyStatistics } from '../support/tally.ts';

const statistics = JSON.parse(readOracle(oraclePath('oracles', 'chess', 'syzygy-table-stats-a.json.gz')!)) as Record<
  string,
  SyzygyStatistics
>;
const spoilt = await loadSpoilt();

/** Returns the share of a position that an index stands for: a half if its mirror image is another index. */
function shareOf({ hasKingPair, digits }: Problem, index: number): number {
  if (!hasKingPair || KING_PAIRS.mirrored[Math.floor(index / 64 ** digits.length)] === 0) return 1;
  const cells = digits.map((_, d) => Math.floor(index / 64 ** d) & 63);
  return cells.every((cell) => TURNS[4 * 64 + cell] === cell) ? 1 : 1 / 2;
}

/** Returns the number of listed positions of a class by side to move; undefined if it is not listed. */
function listed(name: string): number[] | undefined {
  const counts = [0, 0];
  for (const problem of problemsOf(new Problems(), name)) {
    const indices = spoilt.of(problem);
    if (indices === undefined) return undefined;
    indices.forEach((list, side) => {
      for (const index of list) counts[side] += shareOf(problem, index);
    });
  }
  return counts;
}

// Where two pawns are alike a placement that is its own mirror image would count twice.
const names = Object.keys(statistics).filter((name) => name.length <= 'KRPvKR'.length && !/PP/.test(name));

test('of every class with statistics', () => {
  const unlisted: string[] = [];
  let positions = 0;
  for (const name of names) {
    const counts = listed(name);
    if (counts === undefined) {
      unlisted.push(name);
      continue;
    }
    const { white, black } = statistics[name];
    const expected = [white, black].map((side) => (side.cursed_wins ?? 0) + (side.cursed_losses ?? 0));
    expect([name, ...counts]).toEqual([name, ...expected]);
    positions += expected[0] + expected[1];
  }
  expect(unlisted.sort()).toEqual(['KBBvKN', 'KBBvKP', 'KBNvKN']);
  expect(positions).toBeGreaterThan(4000);
});
