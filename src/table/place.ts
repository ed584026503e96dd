import { EndgameError } from '../game/errors.ts';
import type { Slice } from '../specialize/index.ts';
import { metricOf } from './format.ts';
import { generateCommand } from './names.ts';
import type { Table } from './table.ts';

/**
 * Returns the number of a slice in a table.
 * @throws EndgameError E_TABLE_FOREIGN if the table was made with other slices or index spaces than the rules give now
 */
export function placeOf(table: Table, slice: Slice, size: number): number {
  const place = table.sliceIndex(slice.name);
  if (place >= 0 && table.header.slices[place].size === size) return place;
  const { game, table: name, representation } = table.header;
  const command = generateCommand({ game, table: name, metric: metricOf(representation) });
  throw new EndgameError(
    'E_TABLE_FOREIGN',
    `table ${game} ${name} was made with other slices or index spaces (${slice.name})`,
    `make it again with "${command} --force"`,
  );
}
