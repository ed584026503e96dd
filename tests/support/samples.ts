/** Samples of a chess class against its moves, for classes whose complete check would take hours. */

import { expect } from 'vitest';
import { chess } from '../../games/chess.ts';
import { Position, toArray, type Value } from '../../src/game/index.ts';
import { UNUSED } from '../../src/game/value.ts';
import type { SliceValues } from '../../src/values/index.ts';
import { Random, type Slice } from '../../src/specialize/index.ts';
import { chessSpec } from './chess.ts';
import { fromMoves, type LocalMetric } from './local.ts';
import { type Table, valuesOf } from './table-values.ts';

/**
 * Returns the values of a slice and of those below it; the slice's own are copied to an array for speed. The slice is
 * solved first, so that it decides the order of the others. The slices below are known from samples, which miss rare
 * moves like a rook's pawn that captures the last bishop as it promotes: its slice lies below those of other
 * promotions.
 */
export async function tablesOf(slice: Slice, values: SliceValues): Promise<Map<Slice, Table>> {
  const men = (of: Slice): number => chessSpec.materials.men(of.signatures[0]);
  const tables = new Map<Slice, Table>([[slice, toArray(await values.get(slice))]]);
  const lower = new Set(chessSpec.below(slice));
  for (const each of chessSpec.below(slice))
    for (const rare of chessSpec.below(each)) if (men(rare) < men(slice)) lower.add(rare);
  for (const each of lower) tables.set(each, await values.get(each));
  return tables;
}

/** Returns the values of a slice that `tablesOf` has copied. */
export function ownOf(slice: Slice, tables: ReadonlyMap<Slice, Table>): Int16Array {
  return tables.get(slice) as Int16Array;
}

/** Compares the values of `count` random indices with those of their moves; returns the number of legal ones. */
export function sample(slice: Slice, tables: ReadonlyMap<Slice, Table>, metric: LocalMetric, count: number): number {
  const space = chessSpec.space(slice);
  const own = ownOf(slice, tables);
  const check = checker(tables, metric);
  const random = new Random(1_948);
  const p = new Position(chess.schema);
  let compared = 0;
  for (let i = 0; i < count; i++) {
    const index = random.below(space.size);
    const legal = space.unrank(index, p) && chess.legal!(p);
    if (legal !== (own[index] !== UNUSED)) expect.fail(`${slice.name} ${index} is ${legal ? '' : 'not '}legal`);
    if (!legal) continue;
    compared++;
    check(p, own[index]);
  }
  return compared;
}

/** Compares every position of a slice in which a pawn can be captured en passant; returns their number. */
export function everyPassant(slice: Slice, tables: ReadonlyMap<Slice, Table>, metric: LocalMetric): number {
  const space = chessSpec.space(slice);
  const own = ownOf(slice, tables);
  const check = checker(tables, metric);
  const p = new Position(chess.schema);
  const { board } = chessSpec.materials.of(slice.signatures[0]);
  const kinds = chess.schema.kinds.length;
  let compared = 0;
  for (const { turn, base, size } of space.parts) {
    // The least digit is the pawn of the side that has just moved that can be captured, 0 if none.
    const marks = 1 + board[turn === 0 ? 2 * kinds : kinds];
    for (let at = 0; at < size; at++) {
      if (at % marks === 0 || own[base + at] === UNUSED) continue;
      if (!space.unrank(base + at, p) || !chess.legal!(p) || p.mark === 255) {
        expect.fail(`${slice.name} ${base + at} stands for nothing`);
      }
      compared++;
      check(p, own[base + at]);
    }
  }
  return compared;
}

function checker(tables: ReadonlyMap<Slice, Table>, metric: LocalMetric): (p: Position, value: number) => void {
  const valueAt: (p: Position) => Value = valuesOf(chessSpec, tables);
  const moves = new Int32Array(chess.maxMoves);
  return (p, value) => {
    const expected = fromMoves(chess, metric, p, moves, valueAt);
    if (value !== expected) expect.fail(`${chess.format(p)}: ${value} instead of ${expected}`);
  };
}
