import { recordExplored } from '../src/game/explored.ts';
import type { Game } from '../src/game/index.ts';
import { ticTacToeExplored } from './explored.ts';
import { mnk } from './mnk.ts';

/** Tic-tac-toe: three in a row on a board of nine cells, the 3,3,3-game. */
export const ticTacToe: Game = mnk({ columns: 3, rows: 3, inRow: 3, id: 'tic-tac-toe', title: 'Tic-tac-toe' });
recordExplored(ticTacToe, ticTacToeExplored);
