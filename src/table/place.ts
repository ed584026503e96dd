import { EndgameError } from '../game/errors.ts';
import type { Slice, Space, Specialization } from '../specialize/index.ts';
import { metricOf, type SliceInfo } from './format.ts';
import { generateCommand } from './names.ts';
import type { Table } from './table.ts';

/**
 * Returns the number of a slice in a table.
 * @throws EndgameError E_TABLE_FOREIGN if the table was made with other slices or index spaces than the rules give now
 */
export function placeOf(table: Table, slice: Slice, space: Space): number {
  const place = table.sliceIndex(slice.name);
  if (place >= 0 && agrees(table.header.slices[place], slice, space)) return place;
  throw otherSlices(table, slice.name);
}

/**
 * Returns the index spaces of a table's slices, in the order of the file.
 * @throws EndgameError E_TABLE_FOREIGN if the table has other slices or index spaces than the rules give now
 */
export function spacesOf(specialization: Specialization, table: Table): Space[] {
  const known = specialization.slicesOf(table.header.table);
  const spaces = table.header.slices.map(({ name }, i) => {
    const slice = known.find((each) => each.name === name);
    if (slice === undefined) throw otherSlices(table, name);
    const space = specialization.space(slice);
    if (placeOf(table, slice, space) !== i) throw otherSlices(table, name);
    return space;
  });
  const lacking = known.find(({ name }) => table.sliceIndex(name) < 0);
  if (lacking !== undefined) throw otherSlices(table, lacking.name);
  return spaces;
}

/** Returns whether the rules give a slice these indices and let these have cells: all of them, or those of one side. */
function agrees({ size, kept }: SliceInfo, { signatures }: Slice, { size: expected, parts }: Space): boolean {
  if (size !== expected) return false;
  if (kept === undefined) return true;
  if (signatures.length > 1) return false;
  return ([0, 1] as const).some((side) => {
    const runs = parts.filter(({ turn }) => turn === side);
    const isHalf = runs.length > 0 && runs.length < parts.length && runs.length === kept.length;
    return isHalf && runs.every((run, i) => run.base === kept[i][0] && run.size === kept[i][1]);
  });
}

function otherSlices({ header }: Table, slice: string): EndgameError {
  const { game, table, representation } = header;
  const command = generateCommand({ game, table, metric: metricOf(representation) });
  return new EndgameError(
    'E_TABLE_FOREIGN',
    `table ${game} ${table} was made with other slices or index spaces (${slice})`,
    `make it again with "${command} --force"`,
  );
}
