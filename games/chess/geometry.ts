/**
 * The geometry of a chessboard of up to 64 cells as flat tables, computed once. Cells: a1 = 0, b1 = 1, and on the usual
 * board h8 = 63. Whatever the size, tables are laid out for 64 cells.
 *
 *   walk*   every move of K, Q, R, B, N on an empty board, ray by ray, with the place where the next ray begins: one
 *           loop then generates the moves of all kinds (what chess programmers call table-driven move generation)
 *   link    which kinds attack `to` from `from` on an empty board, one bit each
 *   step    the step that leads from `from` towards `to` along a line
 */

import { NONE } from '../../src/game/index.ts';

/** Kinds of men, here and below, in the order of the schema. */
export const KING = 0;
export const QUEEN = 1;
export const ROOK = 2;
export const BISHOP = 3;
export const KNIGHT = 4;
export const PAWN = 5;

/** Bits of `link`, here and below: the kinds that attack. */
export const BY_KING = 1;
export const BY_KNIGHT = 2;
export const BY_ROOK = 4;
export const BY_BISHOP = 8;
export const BY_WHITE_PAWN = 16;
export const BY_BLACK_PAWN = 32;

const ORTHOGONAL = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;
const DIAGONAL = [
  [1, 1],
  [1, -1],
  [-1, 1],
  [-1, -1],
] as const;
const LEAPS = [
  [1, 2],
  [2, 1],
  [2, -1],
  [1, -2],
  [-1, -2],
  [-2, -1],
  [-2, 1],
  [-1, 2],
] as const;

const STEPS: readonly (readonly (readonly [number, number])[])[] = [
  [...ORTHOGONAL, ...DIAGONAL],
  [...ORTHOGONAL, ...DIAGONAL],
  ORTHOGONAL,
  DIAGONAL,
  LEAPS,
];
/** Most cells of a ray, by kind; the edge ends a walk earlier. */
const REACH = [1, 63, 63, 63, 1] as const;

const BITS = [BY_KING, 0, BY_ROOK, BY_BISHOP, BY_KNIGHT] as const;

/** The tables of a board. */
export interface Geometry {
  readonly width: number;
  readonly height: number;
  /** Where the walk of a kind (K..N) from a cell begins: `walkStart[kind * 64 + from]`. */
  readonly walkStart: Uint16Array;
  /** Destinations ray by ray, nearest first; NONE ends the walk. */
  readonly walkTo: Uint8Array;
  /** The first cell of the next ray, where the walk goes on if the destination of the same index is occupied. */
  readonly walkSkip: Uint16Array;
  /** `link[from << 6 | to]`: BY_* bits of the kinds that attack `to` from `from` if no man stands between. */
  readonly link: Uint8Array;
  /**
   * `step[from << 6 | to]`: difference between neighbouring cells on the line from `from` to `to`, 0 if there is none.
   */
  readonly step: Int8Array;
  /** Cells that a pawn attacks: `pawnHits[side * 128 + from * 2]` and the one after it; NONE at the edge. */
  readonly pawnHits: Uint8Array;
  /** Cells to the left and right of a cell: `beside[cell * 2]` and the one after it; NONE at the edge. */
  readonly beside: Uint8Array;
}

/** Returns the tables of a board with at most 64 cells. */
export function geometryOf(width: number, height: number): Geometry {
  const cells = width * height;
  const walkStart = new Uint16Array(5 * 64);
  const walkTo = new Uint8Array(4096);
  const walkSkip = new Uint16Array(4096);
  const link = new Uint8Array(4096);
  const step = new Int8Array(4096);
  const pawnHits = new Uint8Array(256).fill(NONE);
  const beside = new Uint8Array(128).fill(NONE);

  /** Returns the cell `dx` files and `dy` ranks away, or NONE if that is off the board. */
  const neighbour = (cell: number, dx: number, dy: number): number => {
    const x = (cell % width) + dx;
    const y = Math.floor(cell / width) + dy;
    return x < 0 || x >= width || y < 0 || y >= height ? NONE : y * width + x;
  };

  let at = 0;
  for (let kind = KING; kind <= KNIGHT; kind++) {
    for (let from = 0; from < cells; from++) {
      walkStart[kind * 64 + from] = at;
      for (const [dx, dy] of STEPS[kind]) {
        const ray = at;
        for (let i = 1; i <= REACH[kind]; i++) {
          const to = neighbour(from, dx * i, dy * i);
          if (to === NONE) break;
          walkTo[at++] = to;
          link[(from << 6) | to] |= BITS[kind];
          if (kind === QUEEN) step[(from << 6) | to] = dy * width + dx;
        }
        for (let i = ray; i < at; i++) walkSkip[i] = at;
      }
      walkTo[at++] = NONE;
    }
  }

  for (let from = 0; from < cells; from++) {
    for (const [i, dx] of [-1, 1].entries()) {
      beside[from * 2 + i] = neighbour(from, dx, 0);
      for (const side of [0, 1] as const) {
        const to = neighbour(from, dx, side === 0 ? 1 : -1);
        pawnHits[side * 128 + from * 2 + i] = to;
        if (to !== NONE) link[(from << 6) | to] |= side === 0 ? BY_WHITE_PAWN : BY_BLACK_PAWN;
      }
    }
  }
  return { width, height, walkStart, walkTo, walkSkip, link, step, pawnHits, beside };
}

/** The usual board. */
export const STANDARD: Geometry = geometryOf(8, 8);
/** `link` of the usual board. */
export const LINK: Uint8Array = STANDARD.link;
/** `step` of the usual board. */
export const STEP: Int8Array = STANDARD.step;
