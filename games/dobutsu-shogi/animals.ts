/** Dobutsu shogi: the board, how animals step, and which positions there are. */

import { type Board, grid, type Position, type Schema } from '../../src/game/index.ts';

/** Number of squares. */
export const CELLS = 12;
const square = grid(3, 4);
/**
 * The board: files from the left, ranks from the top, as the first player (at the bottom) sees them. a1 is the cell 9
 * of the grid.
 */
export const dobutsuBoard: Board = {
  ...square,
  names: square.names.map((name) => name[0] + (5 - Number(name[1]))),
};

const areNeighbours = (a: number, b: number): boolean =>
  Math.max(Math.abs((a % 3) - (b % 3)), Math.abs(Math.floor(a / 3) - Math.floor(b / 3))) === 1;

/** The animals and the hands. */
export const dobutsuSchema: Schema = {
  board: dobutsuBoard,
  content: 'pieces',
  kinds: [
    { letter: 'L', max: 1, min: 1 },
    { letter: 'G', max: 2, reserve: 2 },
    { letter: 'E', max: 2, reserve: 2 },
    { letter: 'H', max: 2 },
    { letter: 'C', max: 2, reserve: 2 },
  ],
  /** The side to move could take the other lion. */
  apart: (a, cellA, b, cellB) => a === 'L' && b === 'L' && areNeighbours(cellA, cellB),
};
/** Number of kinds on the board. The constants below are kinds in the order of the schema, from 1. */
export const KINDS = 5;
export const LION = 1;
export const HEN = 4;
export const CHICK = 5;
/** Kinds that can be in hand. */
export const HELD: readonly number[] = [2, 3, CHICK];

/** Steps (files right, ranks forward) of each kind, in the order of the schema. */
const SIDEWAYS = [
  [-1, 0],
  [1, 0],
  [0, 1],
  [0, -1],
] as const;
const DIAGONAL = [
  [-1, -1],
  [1, -1],
  [-1, 1],
  [1, 1],
] as const;
const STEPS: readonly (readonly (readonly [number, number])[])[] = [
  [...SIDEWAYS, ...DIAGONAL],
  SIDEWAYS,
  DIAGONAL,
  [...SIDEWAYS, [-1, 1], [1, 1]],
  [[0, 1]],
];

/** Most steps of an animal. */
export const ROW = 8;
/**
 * Cells that a man of a code reaches from a cell (`targets`), or comes from (`sources`): the row at `(code * CELLS +
 * cell) * (ROW + 1)`, ended by 255.
 */
export const targets: Uint8Array = new Uint8Array(11 * CELLS * (ROW + 1)).fill(255);
export const sources: Uint8Array = new Uint8Array(11 * CELLS * (ROW + 1)).fill(255);
/** 1 at `(code * CELLS + from) * CELLS + to` if a man of the code on `from` attacks `to`. */
const attackTable = new Uint8Array(11 * CELLS * CELLS);
for (let code = 1; code <= 2 * KINDS; code++) {
  const forward = code <= KINDS ? 1 : -1;
  for (let cell = 0; cell < CELLS; cell++) {
    for (const [direction, table] of [[1, targets] as const, [-1, sources] as const]) {
      let at = (code * CELLS + cell) * (ROW + 1);
      for (const [right, up] of STEPS[(code - 1) % KINDS]) {
        const x = (cell % 3) + direction * right;
        const y = Math.floor(cell / 3) + direction * forward * up;
        if (x < 0 || x > 2 || y < 0 || y > 3) continue;
        table[at++] = 3 * y + x;
        if (direction > 0) attackTable[(code * CELLS + cell) * CELLS + 3 * y + x] = 1;
      }
    }
  }
}

/** Returns whether a man of a code on the cell `from` attacks `cell`. */
export function attacks(code: number, from: number, cell: number): boolean {
  return attackTable[(code * CELLS + from) * CELLS + cell] === 1;
}

/** Returns whether a cell is in the last row of a side. */
export const isLast: (cell: number, side: number) => boolean = (cell, side) => (side === 0 ? cell >= 9 : cell < 3);
/** Returns the code of a kind of a side. */
export const codeFor: (kind: number, side: number) => number = (kind, side) => kind + KINDS * side;

/** The signature checked last (`asked`), and whether it is a part of the set of animals (`possible`). */
let asked = -1;
let possible = false;
function isPossible(p: Position): boolean {
  if (p.signature === asked) return possible;
  const all = (kind: number): number =>
    p.counts[kind] + p.counts[kind + KINDS] + p.reserve[kind] + p.reserve[kind + KINDS];
  asked = p.signature;
  possible = p.counts[LION] === 1 && p.counts[LION + KINDS] === 1 && all(2) <= 2 && all(3) <= 2 && all(4) + all(5) <= 2;
  return possible;
}

/** Results of `attackerOf`: no man, and two or more men. */
export const NOBODY = 254;
export const SEVERAL = 255;

/**
 * Returns the cell of the only man of `side` that attacks `cell`, NOBODY or SEVERAL. A man on `cell` itself does not
 * count.
 */
export function attackerOf(p: Position, cell: number, side: number): number {
  const { cells } = p;
  const least = codeFor(LION, side);
  let found = NOBODY;
  // A lion steps to all neighbours: every attacker of a cell stands on one of them.
  for (let at = (LION * CELLS + cell) * (ROW + 1); targets[at] !== 255; at++) {
    const from = targets[at];
    const code = cells[from];
    if (code < least || code >= least + KINDS || !attacks(code, from, cell)) continue;
    if (found !== NOBODY) return SEVERAL;
    found = from;
  }
  return found;
}

/**
 * Returns whether the animals are a part of the set, the side to move has not won already, and it cannot take the other
 * lion.
 */
export function dobutsuLegal(p: Position): boolean {
  if (!isPossible(p)) return false;
  // The own lion on the last row would have won before the other side's move.
  return (
    !isLast(p.lists[codeFor(LION, p.turn) * p.stride], p.turn) &&
    attackerOf(p, p.lists[codeFor(LION, 1 - p.turn) * p.stride], p.turn) === NOBODY
  );
}
