/** Chess classes solved for tests, under each metric and by either engine. */

import { chess } from '../../games/chess.ts';
import { Position, type Value } from '../../src/game/index.ts';
import type { Metric } from '../../src/game/values.ts';
import { SliceValues } from '../../src/values/index.ts';
import { type Slice, specialize } from '../../src/specialize/index.ts';
import { placementsOf } from '../../src/kernel/classes.ts';
import type { Problem, Problems } from '../../src/kernel/problem.ts';
import { orderOf } from '../../src/kernel/stored-order.ts';

export const chessSpec = specialize(chess);

/** Slices solved by the kernel, cached for all tests of a file. */
export const solved: Readonly<Record<Metric, SliceValues>> = {
  dtm: new SliceValues(chessSpec, { memory: 6e9, metric: 'dtm', engine: 'kernel' }),
  dtz: new SliceValues(chessSpec, { memory: 6e9, metric: 'dtz', engine: 'kernel' }),
  wdl: new SliceValues(chessSpec, { memory: 6e9, metric: 'wdl', engine: 'kernel' }),
  wdl50: new SliceValues(chessSpec, { memory: 6e9, metric: 'wdl50', engine: 'kernel' }),
};

export function sliceNamed(table: string): Slice {
  return chessSpec.slicesOf(table)[0];
}

/** Returns the value of a position in FEN (the first four fields are enough). */
export async function valueOf(fen: string, metric: Metric = 'dtm'): Promise<Value> {
  const p = new Position(chess.schema);
  chess.parse(p, `${fen.split(' ').slice(0, 4).join(' ')} 0 1`);
  return await valueAt(p, metric);
}

export async function valueAt(p: Position, metric: Metric = 'dtm'): Promise<Value> {
  const slice = chessSpec.sliceOf(p.signature);
  return (await solved[metric].get(slice)).at(chessSpec.space(slice).rank(p)) as Value;
}

/** Returns the classes with this many men. */
export function classesOf(men: number): string[] {
  return chessSpec.tablesWithMen(men, men);
}

/** Returns the problems of the kernel that make up a class, each once. */
export function problemsOf(problems: Problems, name: string): Problem[] {
  const { board } = chessSpec.materials.of(sliceNamed(name).signatures[0]);
  const order = orderOf([[...board.subarray(1, 7)], [...board.subarray(7, 13)]]);
  const found = [...placementsOf(order)].flatMap((pawns) =>
    pawns === undefined ? [] : [problems.resolve(order.men, pawns).problem],
  );
  return [...new Set(found)];
}
