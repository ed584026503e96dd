/**
 * The cells of tables without a ranking: a position's index is a number that has a digit for each cell of the board and
 * one for the side to move. So all slices share one array, and most of its cells stand for no position.
 */

import { type Game, Position } from '../../../../game/index.ts';
import type { KnownTable, RepresentedTable } from '../../../../make/index.ts';
import type { Cells } from '../../../../table/coder.ts';
import { brotliBest } from '../../../coders/blocks.ts';
import { cellBytes } from '../../../coders/array.ts';
import { coderNamed } from '../../../coders/index.ts';

/** Most indices. */
const MOST = 2 ** 22;
/** Coders that need no positions and find empty stretches. */
const CODERS = ['pairs', 'diagram'];

/** A table with its cells in the order of its index spaces. */
export interface RankedTable {
  readonly known: KnownTable;
  readonly represented: RepresentedTable;
}

/**
 * Returns the least bytes of the same cells, one for each orbit, at indices of digits; undefined where there are too
 * many indices, or where the cells of the board do not tell two positions apart. No head
 * counts.
 */
export function digitBytes(game: Game, tables: readonly RankedTable[]): number | undefined {
  const { schema } = game;
  const base = 2 * schema.kinds.length + 1;
  const length = 2 * base ** schema.board.cells;
  if (schema.content === 'seeds' || length > MOST) return undefined;
  const palette = [...new Set(tables.flatMap(({ represented }) => represented.header.palette))].sort((a, b) => a - b);
  if (palette.length > 256) return undefined;
  const codes = new Uint8Array(length).fill(palette.length - 1);
  const dontCare = new Uint8Array(Math.ceil(length / 8)).fill(255);
  const taken = new Uint8Array(length);
  const p = new Position(schema);
  for (const { known, represented } of tables) {
    const { header, cells } = represented;
    const isFree = (cell: number): boolean => isSet(cells.dontCare!, cell);
    let cell = 0;
    for (const { space, dontCares } of known.slices) {
      for (let index = 0; index < space.size; index++, cell++) {
        if (!space.unrank(index, p) || isSet(dontCares.illegal, index)) continue;
        const at = p.cells.reduce((number, digit) => number * base + digit, p.turn);
        if (taken[at] === 1) return undefined;
        taken[at] = 1;
        codes[at] = palette.indexOf(header.palette[cells.codes[cell]]);
        if (!isFree(cell)) dontCare[at >> 3] &= ~(1 << (at & 7));
      }
    }
  }
  const all: Cells = { length, alphabetSize: palette.length, codes, dontCare };
  const lengths = CODERS.map((id) => coderNamed(id).encode(all, undefined).length);
  return Math.min(brotliBest(cellBytes(all)).length, ...lengths);
}

function isSet(bits: Uint8Array, at: number): boolean {
  return ((bits[at >> 3] >> (at & 7)) & 1) === 1;
}
