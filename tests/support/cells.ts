/** Streams of cells against the generic account of a slice: indices, values, and exits played one by one. */

import { expect } from 'vitest';
import { chess } from '../../games/chess.ts';
import type { EngineRun, PlacedCells, SolvedSlice } from '../../src/engine/index.ts';
import { enginesOf } from '../../src/engines/index.ts';
import { isLegal } from '../../src/game/rules.ts';
import { Position, WDL } from '../../src/game/index.ts';
import { UNUSED, type Value, worthOf } from '../../src/game/value.ts';
import { chunksOf, domainOf, type Metric, type Values } from '../../src/game/values.ts';
import { dontCaresOf } from '../../src/make/dont-cares.ts';
import { Random, type Slice } from '../../src/specialize/index.ts';
import { cellPositions } from '../../src/table/coders/positions.ts';
import { chessSpec, sliceNamed } from './chess.ts';

/** No position is told so. */
const NOTHING = 0x7fffffff;
/** Less than any value. */
const NONE = -40_000;
/** Marks of a position, none included, are fewer. */
const MARKS = 4;

const [kernel] = enginesOf(chessSpec, 'kernel').engines;

/** Solves a slice with the kernel. */
export function solve(table: string, metric: Metric, settled: boolean, threads = 1): Promise<SolvedSlice> {
  const absent = (): never => {
    throw new Error('the kernel solves what is below by itself');
  };
  const successors: EngineRun['successors'] = { values: absent, available: () => undefined, planes: () => undefined };
  return kernel.solve(sliceNamed(table), { metric, threads, memory: 6e9, successors, settled });
}

/** Returns the value of a position of a slice below. */
async function below(table: string, metric: Metric): Promise<(p: Position) => Value> {
  const slices = chessSpec.closure([sliceNamed(table)]).filter(({ name }) => name !== table);
  const values = new Map<Slice, Values>();
  for (const slice of slices) values.set(slice, (await solve(slice.name, metric, false)).values);
  return (p) => {
    const target = chessSpec.sliceOf(p.signature);
    return values.get(target)!.at(chessSpec.space(target).rank(p)) as Value;
  };
}

/** Returns a number for a position with a side to move, the same that `keyIn` gives to a cell. */
function keyOf(place: ArrayLike<number>, mark: number): number {
  let key = mark;
  for (let i = 0; i < place.length; i++) key += place[i] * 64 ** i * MARKS;
  return key;
}

function keyIn({ places, marks }: PlacedCells, i: number): number {
  return places[i] * MARKS + (marks?.[i] ?? 0);
}

/** What is known of a position, as one number. */
function told(value: number, settled: number): number {
  return 2 * value + settled;
}

/**
 * Compares every cell of both sides to move with the index spaces, the values and the don't-cares.
 * @returns how many cells were compared, and how many of them are settled
 */
export async function compareCells(
  table: string,
  metric: 'wdl' | 'wdl50' | 'dtm',
): Promise<{ cells: number; settled: number }> {
  const slice = sliceNamed(table);
  const space = chessSpec.space(slice);
  const { cells, values } = await solve(table, metric, true);
  const domain = domainOf(chess, metric);
  const { illegal, exitSettled } = await dontCaresOf(chessSpec, slice, values, domain, await below(table, metric));
  const total = { cells: 0, settled: 0 };
  for (const [g, { turn, base, size }] of space.parts.entries()) {
    const group = cellPositions(chess.schema, [space]).groups[g];
    const found = new Int32Array(64 ** group.men * MARKS).fill(NOTHING);
    let streamed = 0;
    for (const chunk of cells!(turn)) {
      expect(chunk.marks !== undefined).toBe(group.marks > 1);
      for (let i = 0; i < chunk.count; i++) {
        const key = keyIn(chunk, i);
        if (found[key] !== NOTHING) expect.fail(`${table}: a position is told twice, ${chunk.places[i]}`);
        found[key] = told(chunk.values[i], chunk.settled![i]);
        streamed++;
      }
    }
    const place = new Uint8Array(group.men);
    let compared = 0;
    for (let index = base; index < base + size; index++) {
      if ((illegal[index >> 3] >> (index & 7)) & 1) continue;
      const mark = group.place(index - base, place);
      const settled = mark > 0 ? 0 : (exitSettled[index >> 3] >> (index & 7)) & 1;
      const expected = told(values.at(index), settled);
      const key = keyOf(place, mark);
      if (found[key] !== expected) expect.fail(`${table} ${index}: ${found[key]}, not ${expected}`);
      compared++;
      total.settled += settled;
    }
    // Each index of a legal position is told, and nothing else.
    expect(streamed, table).toBe(compared);
    total.cells += compared;
  }
  return total;
}

/**
 * Compares the number of cells with that of values, and some cells with values and with exits that are played.
 * @returns how many cells were compared, and how many of them are settled or have a mark
 */
export async function sampleCells(
  table: string,
  samples: number,
): Promise<{ cells: number; settled: number; marked: number }> {
  const slice = sliceNamed(table);
  const space = chessSpec.space(slice);
  const { cells, values } = await solve(table, 'wdl', true);
  const valueOf = await below(table, 'wdl');
  const random = new Random(77);
  const p = new Position(chess.schema);
  const total = { cells: 0, settled: 0, marked: 0 };
  let sides = 0;
  for (const [g, { turn, base, size }] of space.parts.entries()) {
    const group = cellPositions(chess.schema, [space]).groups[g];
    const place = new Uint8Array(group.men);
    const expected = new Map<number, number>();
    while (expected.size < samples) {
      const index = base + random.below(size);
      if (!space.unrank(index, p) || !isLegal(chess, p)) continue;
      const mark = group.place(index - base, place);
      const settled = mark === 0 && bestExit(p, valueOf) === values.at(index) ? 1 : 0;
      if (!expected.has(keyOf(place, mark))) {
        total.settled += settled;
        if (mark > 0) total.marked++;
      }
      expected.set(keyOf(place, mark), told(values.at(index), settled));
    }
    total.cells += samples;
    // Most cells are not in the sample, and a bit tells that faster than a map.
    const some = new Uint8Array(1 << 24);
    for (const key of expected.keys()) some[key & (some.length - 1)] = 1;
    for (const chunk of cells!(turn)) {
      sides += chunk.count;
      for (let i = 0; i < chunk.count; i++) {
        const key = keyIn(chunk, i);
        if (some[key & (some.length - 1)] === 0 || !expected.has(key)) continue;
        const found = told(chunk.values[i], chunk.settled![i]);
        if (found !== expected.get(key)) expect.fail(`${table} ${key}: ${found}, not ${expected.get(key)}`);
        expected.delete(key); // a position that is told twice shows in the number of cells
      }
    }
    expect([...expected.keys()], table).toEqual([]);
  }
  let used = 0;
  for (const chunk of chunksOf(values)) for (const v of chunk) if (v !== UNUSED) used++;
  expect(sides, table).toBe(used);
  return total;
}

/** Returns the best outcome of a position's moves that change the men, for the mover; NONE without such a move. */
function bestExit(p: Position, valueOf: (p: Position) => Value): number {
  const { signature } = p;
  const moves = new Int32Array(chess.maxMoves);
  const n = chess.moves(p, moves);
  let best = NONE;
  for (let m = 0; m < n; m++) {
    chess.play(p, moves[m]);
    if (p.signature !== signature && isLegal(chess, p)) best = Math.max(best, worthOf(WDL, valueOf(p), 0, false));
    p.rewind(0);
  }
  return best;
}
