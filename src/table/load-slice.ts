import type { Metric, Values } from '../game/values.ts';
import type { Slice, Specialization } from '../specialize/index.ts';
import { locate } from './located.ts';
import { placeOf } from './place.ts';
import { seeds } from './representation.ts';
import type { Table } from './table.ts';
import type { TableStore } from './table-store.ts';

/**
 * Returns the values of a slice from its table as `loadSlice` does, but none of them at once: each is read when it is asked, and the store's
 * cache keeps the blocks that were read lately.
 * @throws EndgameError as `TableStore.table`
 */
export function sliceInBlocks(
  specialization: Specialization,
  store: TableStore,
  slice: Slice,
  metric: Metric = 'dtm',
): Values | undefined {
  const found = find(specialization, store, slice, metric);
  return found && new ValuesInBlocks(found.table, found.place, specialization.space(slice).size);
}

class ValuesInBlocks implements Values {
  readonly length: number;
  /** They are in the store's cache. */
  readonly byteLength = 0;
  readonly #table: Table;
  readonly #place: number;

  constructor(table: Table, place: number, length: number) {
    this.#table = table;
    this.#place = place;
    this.length = length;
  }

  at(index: number): number {
    return this.#table.value(this.#place, index);
  }

  read(from: number, out: Int16Array): void {
    for (let i = 0; i < out.length; i++) out[i] = this.at(from + i);
  }
}

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
  const found = find(specialization, store, slice, metric);
  return found && found.table.readSlice(found.place);
}

function find(
  specialization: Specialization,
  store: TableStore,
  slice: Slice,
  metric: Metric,
): { readonly table: Table; readonly place: number } | undefined {
  const { game } = specialization;
  const name = specialization.tableOf(slice);
  if (!store.has(game.id, game.version, name, metric)) return undefined;
  const table = store.table(game.id, game.version, name, metric);
  const place = placeOf(table, slice, specialization.space(slice));
  locate(specialization, table);
  return seeds(table.header, place) ? { table, place } : undefined;
}
