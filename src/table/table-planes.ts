import type { StoredPlanes } from '../engine/index.ts';
import type { Side } from '../game/schema.ts';
import type { Slice, Specialization } from '../specialize/index.ts';
import { locate } from './located.ts';
import { placeOf } from './place.ts';
import type { Table } from './table.ts';

/**
 * Returns the planes of a slice's table; undefined if it is not read by planes, or if its cells are not the values.
 * @param onFailure receives what is wrong with a table that could be opened and cannot be read
 * @throws EndgameError as `Table.open`
 */
export function tablePlanes(
  specialization: Specialization,
  table: Table,
  slice: Slice,
  onFailure: (error: unknown) => void,
): StoredPlanes | undefined {
  const { header } = table;
  if (!table.readsRows || header.rounding !== undefined) return undefined;
  const space = specialization.space(slice);
  const place = placeOf(table, slice, space);
  if ((header.slices[place].exits ?? 0) !== 0) return undefined;
  locate(specialization, table);
  /** By side to move: an index with a cell, or -1. */
  const first = ([0, 1] as const).map((turn) => {
    const part = space.parts.find((each) => each.turn === turn);
    return part !== undefined && table.holds(place, part.base) ? part.base : -1;
  });
  const has = (turn: Side): boolean => first[turn] >= 0;
  return {
    meaning: Int16Array.from(header.palette),
    has,
    plane: (turn, places, rowMan, lane, out) => {
      try {
        return table.plane(place, first[turn], places, rowMan, lane, out);
      } catch (error) {
        onFailure(error);
        return false;
      }
    },
  };
}
