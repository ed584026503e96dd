import type { Board } from '../../game/board.ts';
import type { Schema } from '../../game/schema.ts';
import type { Space } from '../../specialize/index.ts';
import { Compositions } from '../../specialize/compositions.ts';
import { Placements } from '../../specialize/placements.ts';
import type { CellGroup, CellPositions } from '../coder.ts';

/**
 * Returns the positions of a table's cells. The cells are the indices of its slices' spaces, one after the other. In
 * games of seeds each cell of the board is a man, and the number of its seeds is the man's place on a line of places.
 */
export function cellPositions(schema: Schema, spaces: readonly Space[]): CellPositions {
  const groups: CellGroup[] = [];
  let offset = 0;
  for (const space of spaces) {
    for (const { base, size, indexer, axes } of space.parts) {
      const group = { base: offset + base, size, axes };
      if (indexer instanceof Placements) {
        const { menCount: men, marks, digits } = indexer;
        groups.push({ ...group, men, marks, digits, place: (index, out) => indexer.decode(index, out) });
      } else if (indexer instanceof Compositions) {
        const place = (index: number, out: Uint8Array): number => {
          indexer.decode(index, out);
          return 0;
        };
        groups.push({ ...group, men: schema.board.cells, marks: 1, place });
      } else groups.push({ ...digitsOf(size, schema.board.cells), ...group }); // dense rankings have no man for a digit
    }
    offset += space.size;
  }
  if (schema.content === 'seeds') return { ...line((schema.seeds ?? 0) + 1), groups };
  return { ...placesOf(schema.board), groups };
}

type Places = Omit<CellPositions, 'groups'>;

const known = new WeakMap<Board, Places>();

/** Returns the coordinates of the cells in the board's drawing. They are cached so that all tables share them. */
function placesOf(board: Board): Places {
  const found = known.get(board);
  if (found) return found;
  const { cells, links, rows } = board;
  const x = new Uint8Array(cells);
  const y = new Uint8Array(cells);
  rows.forEach((row, fromTop) => {
    row.forEach((cell, column) => {
      if (cell < 0) return;
      x[cell] = column;
      y[cell] = rows.length - 1 - fromTop;
    });
  });
  const places = { places: cells, x, y, links };
  known.set(board, places);
  return places;
}

/** Base of the digits of a cell's number, the places of a line. */
const BASE = 16;

/**
 * Returns positions of cells whose positions are unknown: the digits of a cell's number are men on a line of 16 places.
 */
export function numberedCells(length: number): CellPositions {
  return { ...DIGITS, groups: [digitsOf(length, BASE)] };
}

/** Returns the group of the numbers below `size`, each as digits to a base. */
function digitsOf(size: number, base: number): CellGroup {
  let men = 1;
  while (base ** men < size) men++;
  const place = (index: number, out: Uint8Array): number => {
    let rest = index;
    for (let i = men - 1; i >= 0; i--) {
      out[i] = rest % base;
      rest = Math.floor(rest / base);
    }
    return 0;
  };
  const digits = Array.from({ length: men }, (_, i) => (i > 0 ? base : Math.ceil(size / base ** (men - 1))));
  return { base: 0, size, men, marks: 1, digits, place };
}

function line(places: number): Places {
  const x = Uint8Array.from({ length: places }, (_, i) => i);
  const links = Array.from({ length: places - 1 }, (_, i): [number, number] => [i, i + 1]);
  return { places, x, y: new Uint8Array(places), links };
}

const DIGITS = line(BASE);
