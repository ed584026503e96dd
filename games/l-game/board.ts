/** The schema's cells of the L-game: placements of an L, then squares. */

import { type Board, codeOf, grid, type Position, type Schema, type Side } from '../../src/game/index.ts';

/** The squares of the board. */
export const square: Board = grid(4, 4);
/** Number of squares. */
export const SQUARES = 16;

/** The squares of each placement, as sets of bits. */
export const COVERS: Int32Array = placements();
/** Number of placements. */
export const PLACES: number = COVERS.length;

/** Returns the placements: a long side of three squares, and a fourth beside one of its ends, turned and mirrored. */
function placements(): Int32Array {
  const shape = [
    [0, 0],
    [0, 1],
    [0, 2],
    [1, 0],
  ] as const;
  const found = new Set<number>();
  for (let x = -2; x < 6; x++) {
    for (let y = -2; y < 6; y++) {
      for (let turn = 0; turn < 8; turn++) {
        const cells = shape.map(([a, b]) => {
          const [u, v] = turn & 1 ? [b, a] : [a, b];
          return [x + (turn & 2 ? -u : u), y + (turn & 4 ? -v : v)] as const;
        });
        if (cells.some(([u, v]) => u < 0 || u > 3 || v < 0 || v > 3)) continue;
        found.add(cells.reduce((bits, [u, v]) => bits | (1 << (4 * v + u)), 0));
      }
    }
  }
  return Int32Array.from(found).sort();
}

const squaresOf = (cover: number): number[] =>
  Array.from({ length: SQUARES }, (_, s) => s).filter((s) => (cover >> s) & 1);

/**
 * The schema's board. Squares are linked as on the real board, and every placement is linked to the squares it covers:
 * so the graph is as symmetric as the board.
 */
export const lGameBoard: Board = {
  cells: PLACES + SQUARES,
  links: [
    ...square.links.map(([a, b]) => [PLACES + a, PLACES + b] as const),
    ...Array.from(COVERS).flatMap((cover, place) => squaresOf(cover).map((s) => [place, PLACES + s] as const)),
  ],
  names: [
    ...Array.from(COVERS, (cover) =>
      squaresOf(cover)
        .map((s) => square.names[s])
        .join(''),
    ),
    ...square.names,
  ],
  rows: square.rows.map((row) => row.map((s) => PLACES + s)),
};

/** Returns the squares that a man on a cell covers. */
const coverOf = (cell: number): number => (cell < PLACES ? COVERS[cell] : 1 << (cell - PLACES));

/** The men: one L per side, and two neutral men. */
export const lGameSchema: Schema = {
  board: lGameBoard,
  content: 'pieces',
  kinds: [
    { letter: 'L', max: 1, min: 1, cells: (cell) => cell < PLACES },
    { letter: 'N', max: 2, cells: (cell) => cell >= PLACES },
  ],
  apart: (_, cellA, __, cellB) => (coverOf(cellA) & coverOf(cellB)) !== 0,
};

/** Codes of the Ls by side. */
export const ELLS: readonly [number, number] = [codeOf(lGameSchema, 0, 0), codeOf(lGameSchema, 0, 1)];
/** Code of the neutral men. */
export const NEUTRAL: number = codeOf(lGameSchema, 1, 0);

/** Returns the placement of a side's L. */
export const ellOf = (p: Position, side: Side): number => p.lists[ELLS[side] * p.stride];
/** Returns the square of a neutral man, 0 or 1. */
export const neutralAt = (p: Position, which: number): number => p.lists[NEUTRAL * p.stride + which] - PLACES;
