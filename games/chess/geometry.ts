/**
 * The geometry of the chessboard as flat tables, computed once. Cells: a1 = 0, b1 = 1, h8 = 63.
 *
 *   WALK_*    every move of K, Q, R, B, N on an empty board, ray by ray, with the place where the next ray begins: one
 *             loop then generates the moves of all kinds (what chess programmers call table-driven move generation)
 *   LINK      which kinds attack `to` from `from` on an empty board, one bit each
 *   STEP      the step that leads from `from` towards `to` along a line
 */

import { NONE } from '../../src/game/index.ts';

export const KING = 0;
export const QUEEN = 1;
export const ROOK = 2;
export const BISHOP = 3;
export const KNIGHT = 4;
export const PAWN = 5;

/** Bits of LINK. */
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
const REACH = [1, 7, 7, 7, 1] as const;

/** The cell `dx` files and `dy` ranks away, or NONE if that is off the board. */
function neighbour(cell: number, dx: number, dy: number): number {
  const x = (cell & 7) + dx;
  const y = (cell >> 3) + dy;
  return x < 0 || x > 7 || y < 0 || y > 7 ? NONE : y * 8 + x;
}

/** Where the walk of a kind (K..N) from a cell begins: `WALK_START[kind * 64 + from]`. */
export const WALK_START: Uint16Array = new Uint16Array(5 * 64);
/** Destinations ray by ray, nearest first; NONE ends the walk. */
export const WALK_TO: Uint8Array = new Uint8Array(4096);
/** Where to go on when the destination of the same index is occupied: the first cell of the next ray. */
export const WALK_SKIP: Uint16Array = new Uint16Array(4096);

/** `LINK[from << 6 | to]`: BY_* bits of the kinds that attack `to` from `from` if nothing stands between. */
export const LINK: Uint8Array = new Uint8Array(4096);
/** `STEP[from << 6 | to]`: difference between neighbouring cells on the line from `from` to `to`, 0 if there is none. */
export const STEP: Int8Array = new Int8Array(4096);

const BITS = [BY_KING, 0, BY_ROOK, BY_BISHOP, BY_KNIGHT] as const;

let at = 0;
for (let kind = KING; kind <= KNIGHT; kind++) {
  for (let from = 0; from < 64; from++) {
    WALK_START[kind * 64 + from] = at;
    for (const [dx, dy] of STEPS[kind]) {
      const ray = at;
      for (let i = 1; i <= REACH[kind]; i++) {
        const to = neighbour(from, dx * i, dy * i);
        if (to === NONE) break;
        WALK_TO[at++] = to;
        LINK[(from << 6) | to] |= BITS[kind];
        if (kind === QUEEN) STEP[(from << 6) | to] = dy * 8 + dx;
      }
      for (let i = ray; i < at; i++) WALK_SKIP[i] = at;
    }
    WALK_TO[at++] = NONE;
  }
}

/** Cells that a pawn attacks: `PAWN_HITS[side * 128 + from * 2]` and the one after it; NONE at the edge. */
export const PAWN_HITS: Uint8Array = new Uint8Array(256).fill(NONE);
/** Cells to the left and right of a cell: `BESIDE[cell * 2]` and the one after it; NONE at the edge. */
export const BESIDE: Uint8Array = new Uint8Array(128).fill(NONE);

for (let from = 0; from < 64; from++) {
  for (const [i, dx] of [-1, 1].entries()) {
    BESIDE[from * 2 + i] = neighbour(from, dx, 0);
    for (const side of [0, 1] as const) {
      const to = neighbour(from, dx, side === 0 ? 1 : -1);
      PAWN_HITS[side * 128 + from * 2 + i] = to;
      if (to !== NONE) LINK[(from << 6) | to] |= side === 0 ? BY_WHITE_PAWN : BY_BLACK_PAWN;
    }
  }
}
