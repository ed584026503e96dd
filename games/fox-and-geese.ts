import { recordExplored } from '../src/game/explored.ts';
import type { Board, Game } from '../src/game/index.ts';
import { foxAndGeeseExplored } from './explored.ts';
import { hunt } from './shared/hunt.ts';

const SIZE = 8;
/** Dark squares row by row, a1 first. */
const squares = Array.from({ length: SIZE * SIZE }, (_, i) => [i % SIZE, Math.floor(i / SIZE)] as const).filter(
  ([x, y]) => (x + y) % 2 === 0,
);
const cellAt = (x: number, y: number): number => squares.findIndex(([a, b]) => a === x && b === y);

const board: Board = {
  cells: squares.length,
  names: squares.map(([x, y]) => `${'abcdefgh'[x]}${y + 1}`),
  links: squares.flatMap(([x, y], cell) =>
    [cellAt(x - 1, y + 1), cellAt(x + 1, y + 1)].flatMap((to) => (to < 0 ? [] : [[cell, to] as const])),
  ),
  rows: Array.from({ length: SIZE }, (_, row) => Array.from({ length: SIZE }, (__, x) => cellAt(x, SIZE - 1 - row))),
};

/**
 * Fox and geese on the dark squares of a chess board, also called fox and hounds. Four geese go one step forward along
 * the diagonals, the fox goes one step along them in any direction, and no man is taken. The geese win if the fox has
 * no move, the fox wins if it gets past them. By E. Berlekamp, J. Conway, R. Guy, Winning Ways (1982), chapter 20, the
 * geese win from the start, with moves to spare. The fox starts on any square of the far row (here b8) and moves first.
 */
export const foxAndGeese: Game = {
  ...hunt({
    id: 'fox-and-geese',
    title: 'Fox and geese',
    board,
    depth: (cell) => squares[cell][1],
    hunters: 4,
    letters: ['G', 'F'],
    initial: 'f.../..../..../..../..../..../..../GGGG F',
  }),
  example: '..../.f../..../..../...G/.G../..../G.G. F',
};
recordExplored(foxAndGeese, foxAndGeeseExplored);
