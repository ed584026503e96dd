/** Classes of five men, counted as Syzygy's own statistics count them; each is solved anew, to free what it took. */

import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { Position } from '../../src/game/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { chessSpec } from '../support/chess.ts';
import { oraclePath, readOracle } from '../support/oracles.ts';
import { filled, pliesOf, syzygyOf, type SyzygyStatistics, tally } from '../support/tally.ts';

const statistics = JSON.parse(readOracle(oraclePath('oracles', 'chess', 'syzygy-table-stats-a.json.gz')!)) as Record<
  string,
  SyzygyStatistics
>;

/**
 * Without pawns and with pawns of one side or both; two and three men alike (which the counts tell apart); wins that the
 * 50-move rule spoils in all lines that have figures of them: KBBvKN, KBNvKN, KRBvKR, KQRvKQ, KRPvKB, KBNvKP, KPPvKQ.
 */
const TABLES = [
  'KBBvKN',
  'KBNvKN',
  'KRBvKR',
  'KQRvKQ',
  'KQQQvK',
  'KRRvKR',
  'KRPvKB',
  'KBNvKP',
  'KBPvKB',
  'KPPvKQ',
  'KBPPvK',
  'KPPPvK',
];

for (const table of TABLES) {
  test(`${table}: outcomes and distances are distributed as in Syzygy’s table`, async () => {
    const { white, black, longest } = statistics[table];
    const [slice] = chessSpec.slicesOf(table);
    const solved = new SliceValues(chessSpec, { memory: 5e9, metric: 'dtz', engine: 'kernel' });
    const start = performance.now();
    const values = await solved.get(slice);
    const middle = performance.now();
    expect(syzygyOf(tally(chessSpec, slice, values))).toEqual({ white: filled(white), black: filled(black) });
    // The positions that it names are as far away as it says.
    const p = new Position(chess.schema);
    const space = chessSpec.space(slice);
    for (const { what, plies, fen } of longest) {
      chess.parse(p, `${fen} 0 1`);
      const v = values.at(space.rank(p));
      expect(pliesOf(v), `${what} ${fen}`).toBe(plies);
      expect(v > 0 === (what.endsWith('white') === (p.turn === 0)), `${what} ${fen}`).toBe(true);
    }
    expect(longest.length).toBeGreaterThan(0);
    const seconds = [middle - start, performance.now() - middle].map((ms) => (ms / 1_000).toFixed(1));
    console.info(`${table}: solved in ${seconds[0]} s, counted in ${seconds[1]} s`);
  });
}
