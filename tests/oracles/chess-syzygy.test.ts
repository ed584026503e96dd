/** Distances to captures and pawn moves of whole classes, counted as Syzygy's own statistics count them. */

import { expect, test } from 'vitest';
import { chessSpec, sliceNamed, solved, valueOf } from '../support/chess.ts';
import { oraclePath, readOracle } from '../support/oracles.ts';
import { filled, fiveCounts, fiveStated, pliesOf, syzygyOf, type SyzygyStatistics, tally } from '../support/tally.ts';

const statistics = JSON.parse(readOracle(oraclePath('oracles', 'chess', 'syzygy-table-stats-a.json.gz')!)) as Record<
  string,
  SyzygyStatistics
>;

const tables = Object.keys(statistics).filter((table) => table.length - 1 <= 4);

test('there are statistics of all classes of three men, and of 15 classes of four', () => {
  expect(tables).toHaveLength(20);
});

for (const table of tables) {
  test(`${table}: outcomes and distances are distributed as in Syzygy’s table`, async () => {
    const { white, black, longest } = statistics[table];
    const slice = sliceNamed(table);
    const sides = tally(chessSpec, slice, await solved.dtz.get(slice));
    expect(syzygyOf(sides)).toEqual({ white: filled(white), black: filled(black) });
    for (const { plies, fen } of longest) expect(pliesOf(await valueOf(fen, 'dtz')), fen).toBe(plies);
    // Outcomes alone, found without counting plies, are as many.
    const outcomes = tally(chessSpec, slice, await solved.wdl.get(slice));
    const count = (turn: 0 | 1, value: number): number => outcomes[turn].get(value)?.labelled ?? 0;
    for (const [turn, side] of [white, black].entries()) {
      const found = [32_766, 0, -32_766].map((value) => count(turn as 0 | 1, value));
      expect(found).toEqual([side.wins, side.draws, side.losses]);
    }
    // So are the five outcomes under the 50-move rule.
    const five = tally(chessSpec, slice, await solved.wdl50.get(slice));
    expect(fiveCounts(five)).toEqual([white, black].map(fiveStated));
  });
}
