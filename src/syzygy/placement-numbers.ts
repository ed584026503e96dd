/**
 * The numbers that Syzygy files give to placements of men, as tables made by loops. Cells count from a1 by ranks, so
 * file = cell & 7 and rank = cell >> 3.
 */

import { choose } from '../specialize/binomial.ts';

const CELLS = 64;
/** Most pawns of a side: a class of seven men has two kings. */
const MOST = 5;

/** Place of a cell among those of the triangle a1, d1, d4: first those below the diagonal, row by row, then a1 to d4. */
export const TRIANGLE: Uint8Array = triangle();

/** Place of a cell among those below the long diagonal a1 to h8, row by row; 28 of them. */
export const BELOW_DIAGONAL: Uint8Array = belowDiagonal();

/** Number of both kings, `KING_PAIR_NUMBERS[64 * place in TRIANGLE + other king]`; 462 of them. */
export const KING_PAIR_NUMBERS: Int16Array = kings();

/**
 * Place of a pawn's cell, from 47 on a2 down to 0 on e7: files from the edges inwards, a before h, and in them ranks
 * upwards. The leading pawn has the highest, so its place is the number of cells that are left to the others.
 */
export const PAWN_PLACES: Uint8Array = pawnPlaces();

/** Where the numbers of leading pawns begin, by the number of these pawns less 1, and 24 cells of four files. */
export const LEADING_PAWNS: Float64Array = new Float64Array(MOST * 24);
/** Number of placements of the leading pawns, by their number less 1, and the file of the first. */
export const LEADING_PAWN_COUNTS: Float64Array = new Float64Array(MOST * 4);
fillLeadingPawns();

/** Number of placements of three different men up to the eight symmetries of the board. */
export const THREE_MEN = 31_332;
/** Number of placements of both kings up to the same. */
export const TWO_KINGS = 462;

function triangle(): Uint8Array {
  const table = new Uint8Array(CELLS);
  let next = 0;
  for (let rank = 0; rank < 4; rank++) for (let file = rank + 1; file < 4; file++) table[8 * rank + file] = next++;
  for (let rank = 0; rank < 4; rank++) table[9 * rank] = next++;
  return table;
}

function belowDiagonal(): Uint8Array {
  const table = new Uint8Array(CELLS);
  let next = 0;
  for (let rank = 0; rank < 8; rank++) for (let file = rank + 1; file < 8; file++) table[8 * rank + file] = next++;
  return table;
}

/** Where the first king stands on the diagonal, the other is not above it, and those on it come last of all. */
function kings(): Int16Array {
  const table = new Int16Array(10 * CELLS).fill(-1);
  let next = 0;
  for (const isLast of [false, true]) {
    for (let place = 0; place < 10; place++) {
      const first = TRIANGLE.findIndex((each, cell) => each === place && isInTriangle(cell));
      for (let other = 0; other < CELLS; other++) {
        const side = (other & 7) - (other >> 3);
        const isOnBoth = place >= 6 && side === 0;
        if (isOnBoth !== isLast || (place >= 6 && side < 0) || touch(first, other)) continue;
        table[place * CELLS + other] = next++;
      }
    }
  }
  return table;
}

function isInTriangle(cell: number): boolean {
  return (cell & 7) < 4 && cell >> 3 <= (cell & 7);
}

function touch(a: number, b: number): boolean {
  return Math.abs((a & 7) - (b & 7)) < 2 && Math.abs((a >> 3) - (b >> 3)) < 2;
}

function pawnPlaces(): Uint8Array {
  const table = new Uint8Array(CELLS);
  for (let cell = 8; cell < 56; cell++) {
    const file = cell & 7;
    const inwards = Math.min(file, 7 - file);
    table[cell] = 47 - 12 * inwards - 2 * ((cell >> 3) - 1) - (file > 3 ? 1 : 0);
  }
  return table;
}

function fillLeadingPawns(): void {
  for (let others = 0; others < MOST; others++) {
    for (let file = 0; file < 4; file++) {
      let sum = 0;
      for (let rank = 1; rank < 7; rank++) {
        LEADING_PAWNS[others * 24 + file * 6 + rank - 1] = sum;
        sum += choose(PAWN_PLACES[8 * rank + file], others);
      }
      LEADING_PAWN_COUNTS[others * 4 + file] = sum;
    }
  }
}
