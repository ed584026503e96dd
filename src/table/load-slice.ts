import type { Metric, Values } from '../game/values.ts';
import type { Slice, Specialization } from '../specialize/index.ts';
import { locate } from './located.ts';
import { placeOf } from './place.ts';
import { seeds } from './representation.ts';
import type { TableStore } from './table-store.ts';

/**
 * Returns the slice's values from its table in the store; undefined if there is no such table, or if its cells are not
 * the values.
 * @throws EndgameError as `TableStore.table` and `Table.readSlice`
 */
export function loadSlice(
  specialization: Specialization,
  store: TableStore,
  slice: Slice,
  metric: Metric = 'dtm',
): Values | undefined {
  const { game } = specialization;
  const name = specialization.tableOf(slice);
  if (!store.has(game.id, game.version, name, metric)) return undefined;
  const table = store.table(game.id, game.version, name, metric);
  const place = placeOf(table, slice, specialization.space(slice));
  locate(specialization, table);
  return seeds(table.header, place) ? table.readSlice(place) : undefined;
}
