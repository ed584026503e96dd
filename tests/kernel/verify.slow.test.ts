/**
 * The kernel's tables against the rules. verifySlice plays every move of every legal position; that is done for all
 * classes of four men and for five of five men. Others of five men are sampled, some under each metric, and in a class
 * with pawns of both sides every position with a right to capture en passant is looked at.
 *
 * KPPvKP, above most classes of five men, takes 15 GB and half an hour; it runs only if ENDGAME_LARGE is set.
 */

import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { Position, toArray, type Value } from '../../src/game/index.ts';
import type { Metric } from '../../src/game/values.ts';
import { UNUSED } from '../../src/game/value.ts';
import { SliceValues } from '../../src/values/index.ts';
import { verifySlice } from '../../src/verify/index.ts';
import type { Slice } from '../../src/specialize/index.ts';
import { chessSpec } from '../support/chess.ts';
import { fromMoves, LOCAL_METRICS } from '../support/local.ts';
import { everyPassant, ownOf, sample, tablesOf } from '../support/samples.ts';
import { type Table, valuesOf } from '../support/table-values.ts';

const sliceNamed = (table: string): Slice => chessSpec.slicesOf(table)[0];
const solver = (metric: Metric, memory = 5e9): SliceValues =>
  new SliceValues(chessSpec, { memory, metric, engine: 'kernel' });

const four = new SliceValues(chessSpec, { memory: 4e9, engine: 'kernel' });

for (const table of chessSpec.tablesWithMen(4, 4)) {
  test(`${table}: every position follows from its moves`, async () => {
    const slice = sliceNamed(table);
    const tables = new Map<Slice, Table>();
    for (const lower of [...chessSpec.below(slice), slice]) tables.set(lower, toArray(await four.get(lower)));
    const { positions, moves } = await verifySlice(chessSpec, slice, valuesOf(chessSpec, tables));
    expect(positions).toBe((tables.get(slice) as Int16Array).reduce((sum, v) => sum + (v === UNUSED ? 0 : 1), 0));
    expect(moves).toBeGreaterThan(4 * positions);
  });
}

for (const table of ['KQQQvK', 'KNNNvK', 'KRRvKB', 'KNNvKB', 'KPPvKN']) {
  test(`${table}: every position of five men follows from its moves`, async () => {
    const slice = sliceNamed(table);
    const tables = await tablesOf(slice, solver('dtm'));
    const { positions, moves } = await verifySlice(chessSpec, slice, valuesOf(chessSpec, tables));
    const own = ownOf(slice, tables);
    let used = 0;
    for (let i = 0; i < own.length; i++) if (own[i] !== UNUSED) used++;
    expect(positions).toBe(used);
    expect(moves).toBeGreaterThan(4 * positions);
    console.info(`${table}: ${positions} positions, ${moves} moves`);
  });
}

for (const table of ['KQRvKR', 'KBNvKN', 'KQQvKQ', 'KBBNvK', 'KRPvKB', 'KNNvKP']) {
  test.each(LOCAL_METRICS)(
    `${table}, %s: half a million indices, drawn with a seed, follow from their moves`,
    async (metric) => {
      const slice = sliceNamed(table);
      expect(sample(slice, await tablesOf(slice, solver(metric)), metric, 500_000)).toBeGreaterThan(100_000);
    },
  );
}

test('KPPvKQ: two million indices, drawn with a seed, follow from their moves', async () => {
  const slice = sliceNamed('KPPvKQ');
  expect(sample(slice, await tablesOf(slice, solver('dtm')), 'dtm', 2_000_000)).toBeGreaterThan(400_000);
});

test('KNPvKP: two million indices and every right to capture en passant follow from their moves', async () => {
  const slice = sliceNamed('KNPvKP');
  const tables = await tablesOf(slice, solver('dtm'));
  expect(sample(slice, tables, 'dtm', 2_000_000)).toBeGreaterThan(400_000);
  expect(everyPassant(slice, tables, 'dtm')).toBeGreaterThan(1_000_000);
});

test.runIf(process.env['ENDGAME_LARGE'])(
  'KPPvKP: the longest win takes 127 moves; two million indices and every right to capture en passant are right',
  async () => {
    const slice = sliceNamed('KPPvKP');
    const values = solver('dtm', 10e9);
    const tables = await tablesOf(slice, values);
    values.clear(); // the tables hold on to what they read from
    const own = ownOf(slice, tables);
    let longest = 0;
    for (let i = 0; i < own.length; i++) {
      if (own[i] !== UNUSED && own[i] !== 0) longest = Math.max(longest, 32_766 - Math.abs(own[i]));
    }
    // Moves as kirill-kryukov.com/chess/longest-checkmates counts them; Black to move loses one ply later.
    expect(longest === 253 || longest === 254).toBe(true);
    expect(sample(slice, tables, 'dtm', 2_000_000)).toBeGreaterThan(400_000);
    expect(everyPassant(slice, tables, 'dtm')).toBeGreaterThan(1_000_000);
  },
);

test('en passant can be a duty, and then a stalemate becomes a loss', async () => {
  const p = new Position(chess.schema);
  const moves = new Int32Array(chess.maxMoves);
  for (const metric of LOCAL_METRICS) {
    const values = new SliceValues(chessSpec, { memory: 9e9, metric, engine: 'kernel' });
    const valueAt = async (fen: string): Promise<Value> => {
      chess.parse(p, fen);
      return (await values.value(p)).value;
    };
    // No move but the capture: the king has nowhere to go, and the pawn is blocked.
    const stalemate = await valueAt('7k/5Q2/8/8/Pp6/1K6/8/8 b - - 0 1');
    const after = await valueAt('7k/5Q2/8/8/8/pK6/8/8 w - - 0 1');
    const duty = await valueAt('7k/5Q2/8/8/Pp6/1K6/8/8 b - a3 0 1');
    expect(stalemate).toBe(0);
    expect(after).toBeGreaterThan(0);
    expect(duty).toBeLessThan(0);
    chess.parse(p, '7k/5Q2/8/8/Pp6/1K6/8/8 b - a3 0 1');
    expect(fromMoves(chess, metric, p, moves, () => after)).toBe(duty);
    // Seen from the move before: the double step wins because of it, the single step stalemates.
    const double = await valueAt('7k/5Q2/8/8/1p6/1K6/P7/8 w - - 0 1');
    expect(double).toBeGreaterThan(0);
  }
});
