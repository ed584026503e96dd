import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { OUTCOME, toArray } from '../../src/game/index.ts';
import { chessSpec, chessValues, histogram, sliceNamed, valueOf } from '../support/chess.ts';
import { conformance } from '../support/conformance.ts';
import { haveShared, oraclePath, readOracle } from '../support/oracles.ts';

/** Solved in every run; the other classes of four men are in chess.slow.test.ts. */
const CLASSES = ['KvK', 'KQvK', 'KRvK', 'KBvK', 'KNvK', 'KPvK', 'KRvKR', 'KQvKR'];

conformance(chess, chessSpec, () => ['KPvK', 'KQvKR', 'KRRvK', 'KPvKP', 'KPPvK'].map(sliceNamed));

test('every row of the shared 3- and 4-men positions whose class is solved here has its wdl and dtm', async () => {
  const rows = readOracle(oraclePath('oracles', 'chess', 'positions-3-4men-shared.csv.gz')!)
    .trim()
    .split('\n')
    .slice(1);
  let compared = 0;
  for (const row of rows) {
    const [table, fen, wdl, , dtm] = row.split(',') as [string, string, string, string, string];
    if (!CLASSES.includes(table)) continue;
    const value = await valueOf(fen);
    expect(Math.sign(value) * 2, fen).toBe(Number(wdl));
    expect(Math.sign(value) * OUTCOME.plies(value) + 0, fen).toBe(Number(dtm));
    compared++;
  }
  expect(compared).toBe(haveShared ? 3_000 : rows.filter((row) => CLASSES.includes(row.split(',')[0])).length);
  expect(compared).toBeGreaterThan(50);
});

test('the distribution of distances equals Gaviota’s for every 3-men class and KQvKR', async () => {
  const truth = JSON.parse(readOracle(oraclePath('oracles', 'chess', 'dtm-histograms-a.json')!)) as Record<
    string,
    unknown
  >;
  const classes = CLASSES.filter((table) => truth[table] !== undefined);
  expect(classes).toContain('KQvKR');
  expect(classes).toHaveLength(6);
  for (const table of classes) expect(await histogram(table), table).toEqual(truth[table]);
});

test('king and rook against king: all 28,056 positions with Black to move', async () => {
  const rows = readOracle(oraclePath('oracles', 'chess', 'krk-black-to-move-complete.csv.gz')!)
    .trim()
    .split('\n')
    .slice(1);
  const space = chessSpec.space(sliceNamed('KRvK'));
  const values = await chessValues.get(sliceNamed('KRvK'));
  const indices = new Set<number>();
  const { Position } = await import('../../src/game/index.ts');
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

test('the longest wins, in moves, are the known ones', async () => {
  // Longest mates of three and four men: e.g. https://kirill-kryukov.com/chess/longest-checkmates/
  const known: [string, number][] = [
    ['KQvK', 10],
    ['KRvK', 16],
    ['KPvK', 28],
    ['KQvKR', 35],
  ];
  for (const [table, moves] of known) {
    let longest = 0;
    for (const v of toArray(await chessValues.get(sliceNamed(table))))
      if (v > 0 && v < 32_767) longest = Math.max(longest, 32_766 - v);
    expect((longest + 1) / 2, table).toBe(moves);
  }
});

test('the table of a class serves both colours', async () => {
  expect(await valueOf('8/8/8/8/8/2k5/8/K3q3 w - - 0 1')).toBe(await valueOf('k3Q3/8/2K5/8/8/8/8/8 b - - 0 1'));
});
