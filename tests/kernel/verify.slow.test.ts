/**
 * The kernel's tables against the rules. verifySlice plays every move of every legal position; that is done for all classes
 * of four men and for four of five men. Others of five men are sampled, under each metric: two million indices each, and
 * in a class with pawns of both sides every position with a right to capture en passant.
 */

import { expect, test } from 'vitest';
import type { Value } from '../../src/game/index.ts';
import { type Metric, METRICS } from '../../src/game/values.ts';
import { UNUSED } from '../../src/game/value.ts';
import { Random, type Slice } from '../../src/specialize/index.ts';
import { chess, chessSpec, Position, SliceValues, toArray, verifySlice } from '../support/built.ts';
import { fromMoves } from '../support/local.ts';
import { type Table, valuesOf } from '../support/table-values.ts';

const sliceNamed = (table: string): Slice => chessSpec.slicesOf(table)[0];

/** Values of a slice and of those below it; the slice's own are copied to where they can be read fast. */
async function tablesOf(slice: Slice, metric: Metric): Promise<Map<Slice, Table>> {
  const values = new SliceValues(chessSpec, { memory: 9e9, metric, engine: 'kernel' });
  const tables = new Map<Slice, Table>();
  for (const lower of chessSpec.below(slice)) tables.set(lower, await values.get(lower));
  tables.set(slice, toArray(await values.get(slice)));
  return tables;
}

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

for (const table of ['KQQQvK', 'KRRvKB', 'KNNvKB', 'KPPPvK']) {
  test(`${table}: every position of five men follows from its moves`, async () => {
    const slice = sliceNamed(table);
    const tables = await tablesOf(slice, 'dtm');
    const { positions, moves } = await verifySlice(chessSpec, slice, valuesOf(chessSpec, tables));
    const own = tables.get(slice) as Int16Array;
    let used = 0;
    for (let i = 0; i < own.length; i++) if (own[i] !== 32_767) used++;
    expect(positions).toBe(used);
    expect(moves).toBeGreaterThan(4 * positions);
    console.info(`${table}: ${positions} positions, ${moves} moves`);
  });
}

for (const table of ['KQRvKR', 'KBNvKN', 'KQQvKQ', 'KBBNvK', 'KRPvKB', 'KNNvKP']) {
  test.each(METRICS)(
    `${table}, %s: two million indices, drawn with a seed, follow from their moves`,
    async (metric) => {
      const slice = sliceNamed(table);
      const tables = await tablesOf(slice, metric);
      expect(sample(slice, tables, metric, 2_000_000)).toBeGreaterThan(400_000);
    },
  );
}

// Every class of five men with fewer pawns stands behind these, and so do captures by pawns that become something.
test.each(['KPPvKQ', 'KPPvKN', 'KPPvKP'])(
  '%s: two million indices, drawn with a seed, follow from their moves',
  async (table) => {
    const slice = sliceNamed(table);
    expect(sample(slice, await tablesOf(slice, 'dtm'), 'dtm', 2_000_000)).toBeGreaterThan(400_000);
  },
);

test('KNPvKP: two million indices and every right to capture en passant follow from their moves', async () => {
  const slice = sliceNamed('KNPvKP');
  const tables = await tablesOf(slice, 'dtm');
  expect(sample(slice, tables, 'dtm', 2_000_000)).toBeGreaterThan(400_000);
  const own = tables.get(slice) as Int16Array;
  const valueAt = valuesOf(chessSpec, tables);
  const space = chessSpec.space(slice);
  const p = new Position(chess.schema);
  const moves = new Int32Array(chess.maxMoves);
  let marked = 0;
  let wrong = '';
  for (const { base, size } of space.parts) {
    // The least digit says whether the only pawn of the side that has just moved can be captured en passant.
    for (let index = base + 1; index < base + size && wrong === ''; index += 2) {
      if (own[index] === 32_767) continue;
      marked++;
      wrong = wrongAt(index);
    }
  }
  function wrongAt(index: number): string {
    if (!space.unrank(index, p) || !chess.legal!(p) || p.mark === 255) return `${index} stands for nothing`;
    const expected = fromMoves(chess, 'dtm', p, moves, valueAt);
    return own[index] === expected ? '' : `${chess.format(p)}: ${own[index]} instead of ${expected}`;
  }
  expect(wrong).toBe('');
  expect(marked).toBeGreaterThan(1_000_000);
});

/** Compares the values of this many indices, drawn at random, with what their moves give; returns how many were legal. */
function sample(slice: Slice, tables: ReadonlyMap<Slice, Table>, metric: Metric, count: number): number {
  const space = chessSpec.space(slice);
  const own = tables.get(slice) as Int16Array;
  const valueAt = valuesOf(chessSpec, tables);
  const random = new Random(1_948);
  const p = new Position(chess.schema);
  const moves = new Int32Array(chess.maxMoves);
  let compared = 0;
  for (let i = 0; i < count; i++) {
    const index = random.below(space.size);
    const legal = space.unrank(index, p) && chess.legal!(p);
    if (legal !== (own[index] !== 32_767)) expect.fail(`${slice.name} ${index} is ${legal ? '' : 'not '}legal`);
    if (!legal) continue;
    compared++;
    const expected = fromMoves(chess, metric, p, moves, valueAt);
    if (own[index] !== expected) expect.fail(`${chess.format(p)}: ${own[index]} instead of ${expected}`);
  }
  return compared;
}

test('en passant can be a duty, and then a stalemate becomes a loss', async () => {
  const p = new Position(chess.schema);
  const moves = new Int32Array(chess.maxMoves);
  for (const metric of METRICS) {
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
