/**
 * A checkers board of any even size up to 8: its dark squares, numbered as players do, and where steps and jumps lead.
 *
 *        1   2   3   4     Black's side; men of Black move to higher numbers, men of White to lower ones
 *      5   6   7   8
 *        9  10  11  12     cell = number - 1
 *
 * Directions 0 and 1 lead to higher numbers, 2 and 3 to lower ones, so each kind of man has a range of them.
 */

import { type Board, NONE } from '../../src/game/index.ts';

/** A board with its steps and jumps in flat tables. */
export interface CheckersBoard {
  readonly board: Board;
  /** The cell next to `cell` in a direction, `steps[cell * 4 + direction]`; NONE at the edge. */
  readonly steps: Uint8Array;
  /** The cell beyond that one; NONE if it is off the board. */
  readonly jumps: Uint8Array;
  /** Cells of one row. */
  readonly width: number;
}

const DOWN = [1, 1, -1, -1] as const;
const RIGHT = [-1, 1, -1, 1] as const;

/** Returns the board of `size` rows and columns, an even number up to 8. */
export function checkersBoard(size: number): CheckersBoard {
  const width = size / 2;
  const cells = size * width;
  const cellAt = (row: number, column: number): number =>
    row < 0 || row >= size || column < 0 || column >= size ? NONE : row * width + (column >> 1);
  const steps = new Uint8Array(cells * 4).fill(NONE);
  const jumps = new Uint8Array(cells * 4).fill(NONE);
  const links: [number, number][] = [];
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => -1));
  for (let cell = 0; cell < cells; cell++) {
    const row = Math.floor(cell / width);
    const column = (cell % width) * 2 + (row % 2 === 0 ? 1 : 0);
    rows[row][column] = cell;
    for (let direction = 0; direction < 4; direction++) {
      const next = cellAt(row + DOWN[direction], column + RIGHT[direction]);
      steps[cell * 4 + direction] = next;
      jumps[cell * 4 + direction] = cellAt(row + 2 * DOWN[direction], column + 2 * RIGHT[direction]);
      if (next !== NONE && direction < 2) links.push([cell, next]);
    }
  }
  const names = Array.from({ length: cells }, (_, cell) => String(cell + 1));
  return { board: { cells, links, names, rows }, steps, jumps, width };
}
