import { recordExplored } from '../src/game/explored.ts';
import type { Game } from '../src/game/index.ts';
import { laskerMorrisExplored } from './explored.ts';
import { millGame } from './shared/mill-game.ts';
import { ringBoard } from './shared/rings.ts';

/**
 * Lasker morris: nine men's morris with ten men per side, where a side with men in hand may also move one on the board
 * instead of putting one down. Em. Lasker, Brettspiele der Völker (1931), proposes it; P. Stahlhacke (The Game of
 * Lasker Morris, 2003) and G. Gévay, G. Danner (Calculating ultrastrong and extended solutions for Nine Men's Morris,
 * Morabaraba, and Lasker Morris, 2014) found it to be a draw. As in their program Malom, a side with three men in all,
 * on the board and in hand, may jump. With no men in hand the rules are those of nine men's morris, and so are the
 * values of the endgames.
 */
export const laskerMorris: Game = millGame({
  id: 'lasker-morris',
  title: 'Lasker morris',
  version: 1,
  board: ringBoard(3),
  men: 10,
  flying: true,
  mixed: true,
  tables: 'each',
  endgames: ['3-3'],
  example: '*****O**/***OO**@/@***@*** b 0 0',
});
recordExplored(laskerMorris, laskerMorrisExplored);
