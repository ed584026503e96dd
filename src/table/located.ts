import type { Space, Specialization } from '../specialize/index.ts';
import type { CellPositions } from './coder.ts';
import { cellPositions } from './coders/positions.ts';
import type { SliceInfo } from './format.ts';
import { spacesOf } from './place.ts';
import type { Table } from './table.ts';
import type { Schema } from '../game/schema.ts';

/**
 * Returns the positions of a table's cells.
 * @param spaces of the slices, in their order
 */
export function positionsOf(schema: Schema, slices: readonly SliceInfo[], spaces: readonly Space[]): CellPositions {
  const all = cellPositions(schema, spaces);
  // A side without cells is left out; the stored runs are whole groups.
  let start = 0;
  const runs = slices.flatMap(({ size, kept }) => {
    start += size;
    return (kept ?? [[0, size] as const]).map(([first, count]) => ({ from: start - size + first, count }));
  });
  let base = 0;
  const groups = runs.flatMap(({ from, count }) =>
    all.groups
      .filter((group) => group.base >= from && group.base < from + count)
      .map((group) => {
        base += group.size;
        return { ...group, base: base - group.size };
      }),
  );
  return { ...all, groups };
}

/**
 * Supplies the positions of a table's cells, for coders that need positions.
 * @throws EndgameError E_TABLE_FOREIGN, at the first value, if the rules give other slices or index spaces now
 */
export function locate(specialization: Specialization, table: Table): void {
  table.locate(() => positionsOf(specialization.game.schema, table.header.slices, spacesOf(specialization, table)));
}

/**
 * Reads a whole table, as `Table.check` does, and compares its slices with the rules, so that every cell is decoded.
 * @throws EndgameError E_TABLE_FOREIGN, before anything is read, if the rules give other slices or index spaces now;
 *   E_TABLE_DAMAGED or E_FILE
 */
export function checkTable(specialization: Specialization, table: Table): void {
  spacesOf(specialization, table);
  locate(specialization, table);
  table.check();
}
