/**
 * Five outcomes under the 50-move rule of every class of five men that Syzygy's statistics tell, counted as they count
 * them. Classes with fewer pawns come first, and what one class has solved serves the next until memory is short.
 */

import { expect, test } from 'vitest';
import { SliceValues } from '../../src/values/index.ts';
import { chessSpec } from '../support/chess.ts';
import { oraclePath, readOracle } from '../support/oracles.ts';
import { fiveCounts, fiveStated, type SyzygyStatistics, tally } from '../support/tally.ts';

const statistics = JSON.parse(readOracle(oraclePath('oracles', 'chess', 'syzygy-table-stats-a.json.gz')!)) as Record<
  string,
  SyzygyStatistics
>;

const pawnsOf = (table: string): number => table.split('P').length - 1;
const tables = Object.keys(statistics)
  .filter((table) => table.length - 1 === 5)
  .sort((a, b) => pawnsOf(a) - pawnsOf(b));

const solved = new SliceValues(chessSpec, {
  memory: Number(process.env['ENDGAME_MEMORY'] ?? 9e9),
  metric: 'wdl50',
  engine: 'kernel',
});

test('they tell 58 classes, and eight have cursed wins', () => {
  expect(tables).toHaveLength(58);
  const cursed = tables.filter((table) => {
    const { white, black } = statistics[table];
    return [white, black].some((side) => (side.cursed_wins ?? 0) + (side.cursed_losses ?? 0) > 0);
  });
  expect(cursed).toHaveLength(8);
});

for (const table of tables) {
  test(`${table}: wins, cursed wins, draws, blessed losses and losses`, async () => {
    const { white, black } = statistics[table];
    const [slice] = chessSpec.slicesOf(table);
    const counted = fiveCounts(tally(chessSpec, slice, await solved.get(slice)));
    expect(counted).toEqual([white, black].map(fiveStated));
  });
}
