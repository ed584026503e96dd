import { abortError } from '../game/errors.ts';
import { Position } from '../game/position.ts';
import { isLegal } from '../game/rules.ts';
import { UNUSED, type Value } from '../game/value.ts';
import type { Metric, Values } from '../game/values.ts';
import { Pacer } from '../platform/pacer.ts';
import type { Slice, Specialization } from '../specialize/index.ts';
import { type Datum, type DataColumn, namingColumns } from './columns.ts';

/** Rows of a group: enough for a good compression, few enough for any memory. */
const GROUP = 100_000;

/** Some rows, column by column. */
export interface RowGroup {
  readonly columns: readonly DataColumn[];
  /** By column. */
  readonly cells: readonly (readonly Datum[])[];
  /** Number of rows. */
  readonly rows: number;
  /** Share of the slice's indices up to these rows. */
  readonly share: number;
}

/**
 * Yields all legal positions of a slice, one for each index, with what their values tell.
 * @param values of the slice, by metric; those of all columns
 */
export async function* recordsOf(
  specialization: Specialization,
  slice: Slice,
  columns: readonly DataColumn[],
  values: ReadonlyMap<Metric, Values>,
  signal?: AbortSignal,
): AsyncGenerator<RowGroup, void, void> {
  const { game } = specialization;
  const space = specialization.space(slice);
  const all = [...namingColumns(game), ...columns];
  const p = new Position(game.schema);
  const pacer = new Pacer();
  const sources = columns.map(({ metric }) => values.get(metric!)!);
  let cells: Datum[][] = all.map(() => []);
  for (let index = 0; index < space.size; index++) {
    // Values that were stored say nothing of indices that stand for no legal position.
    if (sources[0].at(index) === UNUSED || !space.unrank(index, p) || !isLegal(game, p)) continue;
    [slice.name, index, game.format(p)].forEach((cell, i) => cells[i].push(cell));
    columns.forEach(({ of }, i) => cells[3 + i].push(of!(sources[i].at(index) as Value)));
    if (cells[0].length < GROUP) continue;
    yield { columns: all, cells, rows: GROUP, share: (index + 1) / space.size };
    cells = all.map(() => []);
    await pacer.pause();
    if (signal?.aborted) throw abortError(slice.name);
  }
  if (cells[0].length > 0) yield { columns: all, cells, rows: cells[0].length, share: 1 };
}
