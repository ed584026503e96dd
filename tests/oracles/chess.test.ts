/** Distances to mate of whole classes, solved by the kernel. */

import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { Position, toArray } from '../../src/game/index.ts';
import { chessSpec, sliceNamed, solved, valueOf } from '../support/chess.ts';
import { conformance } from '../support/conformance.ts';
import { haveShared, oraclePath, readOracle } from '../support/oracles.ts';
import { matesOf, tally } from '../support/tally.ts';

conformance(chess, chessSpec, () => ['KPvK', 'KQvKR', 'KRRvK', 'KPvKP', 'KPPvK'].map(sliceNamed));

const mates = JSON.parse(readOracle(oraclePath('oracles', 'chess', 'dtm-histograms-a.json')!)) as Record<
  string,
  ReturnType<typeof matesOf>
>;

test('there are mates of all classes of three men, and of 15 classes of four', () => {
  expect(Object.keys(mates)).toHaveLength(20);
});

for (const [table, truth] of Object.entries(mates)) {
  test(`${table}: the distribution of distances to mate equals Gaviota’s`, async () => {
    const slice = sliceNamed(table);
    expect(matesOf(tally(chessSpec, slice, await solved.dtm.get(slice)))).toEqual(truth);
  });
}

test('king and rook against king: all 28,056 positions with Black to move', async () => {
  const rows = readOracle(oraclePath('oracles', 'chess', 'krk-black-to-move-complete.csv.gz')!)
    .trim()
    .split('\n')
    .slice(1);
  const space = chessSpec.space(sliceNamed('KRvK'));
  const values = await solved.dtm.get(sliceNamed('KRvK'));
  const indices = new Set<number>();
  const p = new Position(chess.schema);
  const cell = (name: string): number => chess.schema.board.names.indexOf(name);
  for (const row of rows) {
    const [king, rook, black, moves] = row.split(',') as [string, string, string, string];
    p.clear();
    p.set(cell(king), 1);
    p.set(cell(rook), 3);
    p.set(cell(black), 7);
    p.turn = 1;
    const index = space.rank(p);
    indices.add(index);
    expect(values.at(index), row).toBe(moves === 'draw' ? 0 : 2 * Number(moves) - 32_766);
  }
  expect(indices.size).toBe(rows.length);
  expect(rows).toHaveLength(haveShared ? 28_056 : rows.length);
});

test('the longest mates of three and four men, in moves, are the known ones', async () => {
  // Longest mates: https://kirill-kryukov.com/chess/longest-checkmates/; python-chess-endgame-dm-4.epd has them too.
  const known: [string, number][] = [
    ['KQvK', 10],
    ['KRvK', 16],
    ['KPvK', 28],
    ['KQvKR', 35],
    ['KBNvK', 33],
    ['KBBvK', 19],
    ['KRvKP', 43],
    ['KRvKN', 40],
    ['KRvKB', 29],
    ['KPvKP', 33],
    ['KRPvK', 16],
    ['KQvKN', 21],
  ];
  for (const [table, moves] of known) {
    let longest = 0;
    for (const v of toArray(await solved.dtm.get(sliceNamed(table))))
      if (v > 0 && v < 32_767) longest = Math.max(longest, 32_766 - v);
    expect((longest + 1) / 2, table).toBe(moves);
  }
});

test('the table of a class serves both colours', async () => {
  expect(await valueOf('8/8/8/8/8/2k5/8/K3q3 w - -')).toBe(await valueOf('k3Q3/8/2K5/8/8/8/8/8 b - -'));
});
