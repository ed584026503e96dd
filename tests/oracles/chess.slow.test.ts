/** Every 4-men class for which there is an oracle; about ten minutes. */

import { expect, test } from 'vitest';
import { OUTCOME, toArray } from '../../src/game/index.ts';
import { verifySlice } from '../../src/retrograde/index.ts';
import { chessSpec, chessValues, histogram, sliceNamed, valueOf } from '../support/chess.ts';
import { haveShared, oraclePath, readOracle } from '../support/oracles.ts';

const truth = JSON.parse(readOracle(oraclePath('oracles', 'chess', 'dtm-histograms-a.json')!)) as Record<
  string,
  unknown
>;

for (const table of Object.keys(truth)) {
  test(`${table}: the distribution of distances equals Gaviota’s`, async () => {
    expect(await histogram(table)).toEqual(truth[table]);
  });
}

test.runIf(haveShared)('every row of the shared 3- and 4-men positions has its wdl and dtm', async () => {
  const rows = readOracle(oraclePath('oracles', 'chess', 'positions-3-4men-shared.csv.gz')!)
    .trim()
    .split('\n')
    .slice(1);
  expect(rows).toHaveLength(10_000);
  for (const row of rows) {
    const [, fen, wdl, , dtm] = row.split(',') as [string, string, string, string, string];
    const value = await valueOf(fen);
    expect(Math.sign(value) * 2, fen).toBe(Number(wdl));
    expect(Math.sign(value) * OUTCOME.plies(value) + 0, fen).toBe(Number(dtm));
  }
});

test.runIf(haveShared)('mates with full lines and hand-picked positions of up to four men', async () => {
  let compared = 0;
  for (const file of ['mates-KRvK-1000.epd.gz', 'mates-KBNvK-1000.epd.gz', 'mates-KQvKR-1000.epd.gz']) {
    for (const line of readOracle(oraclePath('oracles', 'chess', file)!)
      .trim()
      .split('\n')) {
      const fen = line.split(' ').slice(0, 4).join(' ');
      const plies = Number(/dtm_plies (-?\d+)/.exec(line)![1]);
      const value = await valueOf(`${fen} 0 1`);
      expect(Math.sign(value) * OUTCOME.plies(value) + 0, line).toBe(plies);
      compared++;
    }
  }
  expect(compared).toBe(3_000);
  for (const line of readOracle(oraclePath('oracles', 'chess', 'python-chess-endgame-dm-4.epd')!).split('\n')) {
    const dm = /dm (-?\d+)/.exec(line);
    const fen = line.split(' ').slice(0, 4).join(' ');
    if (!dm || line.startsWith('#')) continue;
    const value = await valueOf(`${fen} 0 1`);
    const moves = Math.sign(value) * Math.ceil(OUTCOME.plies(value) / 2);
    expect(moves + 0, line).toBe(Number(dm[1]));
    compared++;
  }
  expect(compared).toBeGreaterThan(3_030);
});

test('the longest mates of four men, in moves, and the verifier on a class with en passant', async () => {
  for (const [table, moves] of [
    ['KBNvK', 33],
    ['KBBvK', 19],
  ] as const) {
    let longest = 0;
    for (const v of toArray(await chessValues.get(sliceNamed(table))))
      if (v > 0 && v < 32_767) longest = Math.max(longest, 32_766 - v);
    expect((longest + 1) / 2, table).toBe(moves);
  }
  const slice = sliceNamed('KPvKP');
  for (const lower of chessSpec.below(slice)) await chessValues.get(lower);
  await chessValues.get(slice);
  const report = await verifySlice(chessSpec, slice, (q) => {
    const s = chessSpec.sliceOf(q.signature);
    return chessValues.peek(s)!.at(chessSpec.space(s).rank(q)) as never;
  });
  expect(report.positions).toBeGreaterThan(3_718_044);
});
