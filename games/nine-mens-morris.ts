import { recordExplored } from '../src/game/explored.ts';
import type { Game } from '../src/game/index.ts';
import { nineMensMorrisExplored } from './explored.ts';
import { millGame } from './shared/mill-game.ts';
import { ringBoard } from './shared/rings.ts';

/**
 * Nine men's morris by the rules of the Malom standard database (G. Gévay, G. Danner: Calculating ultrastrong and
 * extended solutions for Nine Men's Morris, Morabaraba, and Lasker Morris, 2014), which are those that R. Gasser solved
 * (Solving Nine Men's Morris, 1996: a draw). Nine men per side are put down, then slide along lines. A side with three
 * men left, none in hand, may jump to any point. How men are taken and who has lost: see shared/mill-game.ts.
 */
export const nineMensMorris: Game = millGame({
  id: 'nine-mens-morris',
  title: "Nine men's morris",
  version: 1,
  board: ringBoard(3),
  men: 9,
  flying: true,
  mixed: false,
  tables: 'each',
  endgames: ['3-3'],
  example: '*****O**/***OO**@/@***@*** b 0 0',
});
recordExplored(nineMensMorris, nineMensMorrisExplored);
