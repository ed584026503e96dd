/**
 * Six men's morris, and five men's morris on the same board: two squares joined by spokes, 16 points. Men are put down
 * in turn, then slide along lines; the sides of the squares are mills, a spoke of two points is none, and no man jumps.
 * How men are taken and who has lost: see shared/mill-game.ts.
 *
 * These are the rules under which B. Liou's solver (github.com/brianhliou/solved-games, 2026) finds both games a draw,
 * with 42,372,745 (six men) and 17,844,721 (five men) positions that a game can reach. Older books (H. J. R. Murray, A
 * History of Board-Games Other Than Chess, 1952; R. C. Bell) describe the board and the men and leave jumping open.
 */

import { recordExplored } from '../src/game/explored.ts';
import type { Game } from '../src/game/index.ts';
import { sixMensMorrisExplored, fiveMensMorrisExplored } from './explored.ts';
import { millGame } from './shared/mill-game.ts';
import { ringBoard } from './shared/rings.ts';

const twoSquares = { version: 1, board: ringBoard(2), flying: false, mixed: false, tables: 'one' } as const;

/** Six men's morris. */
export const sixMensMorris: Game = millGame({
  ...twoSquares,
  id: 'six-mens-morris',
  title: "Six men's morris",
  example: '***O@*@O/@O****** w 0 0',
  men: 6,
});
recordExplored(sixMensMorris, sixMensMorrisExplored);

/** Five men's morris. */
export const fiveMensMorris: Game = millGame({
  ...twoSquares,
  id: 'five-mens-morris',
  title: "Five men's morris",
  example: '@O**@*@*/*OO**O** w 0 0',
  men: 5,
});
recordExplored(fiveMensMorris, fiveMensMorrisExplored);
