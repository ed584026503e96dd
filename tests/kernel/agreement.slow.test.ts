/** The kernel against the generic engine on every class of up to four men; about eight minutes. */

import { expect, test } from 'vitest';
import { METRICS } from '../../src/game/values.ts';
import { UNUSED } from '../../src/game/value.ts';
import { SliceValues } from '../../src/values/index.ts';
import { chessSpec } from '../support/chess.ts';
import { difference } from '../support/compare.ts';

const generic = new SliceValues(chessSpec, { memory: 2e9, engine: 'generic' });
const solved = METRICS.map((metric) => new SliceValues(chessSpec, { memory: 3e9, metric, engine: 'kernel' }));
const tables = chessSpec.tablesWithMen(2, 4);

test('there are 36 classes of two to four men', () => {
  expect(tables).toHaveLength(36);
});

for (const table of tables) {
  test(`${table}: distances to mate are those of the generic engine, index by index, and fit the other metrics`, async () => {
    const slice = chessSpec.slicesOf(table)[0];
    const truth = await generic.get(slice);
    expect(difference(await solved[0].get(slice), truth)).toBe('');
    const values = await Promise.all(solved.map((metric) => metric.get(slice)));
    const arrays = values.map(() => new Int16Array(Math.min(1 << 16, truth.length)));
    const [dtm, dtz, wdl] = arrays;
    for (let from = 0; from < truth.length; from += dtm.length) {
      const n = Math.min(dtm.length, truth.length - from);
      for (const [i, array] of arrays.entries()) values[i].read(from, array.subarray(0, n));
      const wrong = dtm.subarray(0, n).findIndex((m, i) => !fits(m, dtz[i], wdl[i]));
      expect(wrong < 0 ? '' : `${from + wrong}: dtm ${dtm[wrong]}, dtz ${dtz[wrong]}, wdl ${wdl[wrong]}`).toBe('');
    }
  });
}

/** Outcomes are equal, and a capture, a pawn move or mate comes no later than mate; no win of four men is cursed. */
function fits(dtm: number, dtz: number, wdl: number): boolean {
  if (dtm === 0 || dtm === UNUSED) return dtz === dtm && wdl === dtm;
  return dtm > 0
    ? wdl === 32_766 && dtz >= dtm && dtz >= 32_666 && dtz < 32_766
    : wdl === -32_766 && dtz <= dtm && dtz <= -32_666;
}
