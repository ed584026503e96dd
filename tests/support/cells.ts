/** Streams of cells against the generic account of a slice: index by index, its moves played. */

import { expect } from 'vitest';
import { chess } from '../../games/chess.ts';
import { enginesOf } from '../../src/engines/index.ts';
import type { EngineRun, SolvedSlice } from '../../src/engine/index.ts';
import { type Position, type ValueDomain, WDL } from '../../src/game/index.ts';
import type { Value } from '../../src/game/value.ts';
import type { Metric } from '../../src/game/values.ts';
import { dontCaresOf } from '../../src/make/dont-cares.ts';
import type { Slice } from '../../src/specialize/index.ts';
import { cellPositions } from '../../src/table/coders/positions.ts';
import { chessSpec, sliceNamed, solved } from './chess.ts';

/** No position is told so. */
const NOTHING = 0x7fffffff;

const [kernel] = enginesOf(chessSpec, 'kernel').engines;

/** Solves a slice with the kernel. */
export function solve(table: string, metric: Metric, settled: boolean): Promise<SolvedSlice> {
  const absent = (): never => {
    throw new Error('the kernel solves what is below by itself');
  };
  const successors: EngineRun['successors'] = { values: absent, available: () => undefined };
  return kernel.solve(sliceNamed(table), { metric, threads: 1, memory: 6e9, successors, settled });
}

/** Returns the value of a position of a slice below. */
async function below(slice: Slice, metric: Metric): Promise<(p: Position) => Value> {
  const values = new Map(
    await Promise.all(chessSpec.closure([slice]).map(async (each) => [each, await solved[metric].get(each)] as const)),
  );
  return (p) => {
    const target = chessSpec.sliceOf(p.signature);
    return values.get(target)!.at(chessSpec.space(target).rank(p)) as Value;
  };
}

/**
 * Compares every cell of both sides to move with the index spaces, the values and the don't-cares.
 * @returns how many cells were compared, and how many of them are settled
 */
export async function compareCells(table: string, metric: 'wdl' | 'dtm'): Promise<{ cells: number; settled: number }> {
  const slice = sliceNamed(table);
  const space = chessSpec.space(slice);
  const values = await solved[metric].get(slice);
  const domain: ValueDomain = metric === 'wdl' ? WDL : chess.domain;
  const { illegal, exitSettled } = await dontCaresOf(chessSpec, slice, values, domain, await below(slice, metric));
  const { cells } = await solve(table, metric, true);
  const total = { cells: 0, settled: 0 };
  for (const [g, { turn, base, size }] of space.parts.entries()) {
    const group = cellPositions(chess.schema, [space]).groups[g];
    const { men, marks } = group;
    // What the stream tells of each position: its value, and in the lowest bit whether it is settled.
    const told = new Int32Array(64 ** men * marks).fill(NOTHING);
    let streamed = 0;
    for (const chunk of cells!(turn)) {
      expect(chunk.marks !== undefined).toBe(marks > 1);
      for (let i = 0; i < chunk.count; i++) {
        const at = chunk.places[i] * marks + (chunk.marks?.[i] ?? 0);
        if (told[at] !== NOTHING) expect.fail(`${table}: a position is told twice, ${chunk.places[i]}`);
        told[at] = 2 * chunk.values[i] + chunk.settled![i];
        streamed++;
      }
    }
    const place = new Uint8Array(men);
    let compared = 0;
    for (let index = base; index < base + size; index++) {
      if ((illegal[index >> 3] >> (index & 7)) & 1) continue;
      const mark = group.place(index - base, place);
      const at = place.reduce((bits, cell, i) => bits | (cell << (6 * i)), 0) * marks + mark;
      const settled = mark > 0 ? 0 : (exitSettled[index >> 3] >> (index & 7)) & 1;
      if (told[at] !== 2 * values.at(index) + settled) {
        expect.fail(`${table} ${index}: ${told[at] >> 1} ${told[at] & 1}, not ${values.at(index)} ${settled}`);
      }
      compared++;
      total.settled += settled;
    }
    // Each index of a legal position is told, and nothing else.
    expect(streamed, table).toBe(compared);
    total.cells += compared;
  }
  return total;
}
