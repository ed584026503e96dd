import { recordExplored } from '../src/game/explored.ts';
import { codeOf, type Game, loss, OUTCOME, type Schema, withNotations } from '../src/game/index.ts';
import { checkersExplored, checkers6x6Explored } from './explored.ts';
import { checkersBoard } from './checkers/board.ts';
import { CROWNS, CROWNED, MAN, checkersRules } from './checkers/moves.ts';
import { countedFen, fenNotation } from './checkers/notation.ts';
import { checkSize } from './shared/sizes.ts';

/** What differs between boards of checkers. */
export interface CheckersOptions {
  readonly id: string;
  readonly title: string;
  /** Rows and columns: 4, 6 or 8. */
  readonly size: number;
  readonly initial: string;
  readonly example?: string;
}

/**
 * Checkers (English draughts) by the rules of the American Checker Federation. Men step and capture forward only; kings
 * step and capture one square in all four directions. Capturing is compulsory, by any route and to its end, but not for
 * the most men. A man that reaches the last row is crowned and its move ends there, also in the middle of a capture. A
 * man is jumped once only. A side that cannot move, without men or without free squares, has lost. Endless play is a
 * draw, as in Chinook's databases (J. Schaeffer et al.: Checkers is solved, Science 317, 2007): the rules that end it
 * after some moves without progress are left out. Black (side 0) begins.
 *
 * One turn is one move, whatever it captures, and is named by every square it lands on (22x15x8). Routes that take the
 * same men to the same square are different moves.
 *
 * The board has 4, 6 or 8 rows. Tables are classes of kings and men, such as `KKvM`; those of two to four pieces on
 * 8 x 8 have 6.0 million positions.
 * @throws RangeError for a board of another size
 */
export function checkersOn({ size, ...named }: CheckersOptions): Game {
  checkSize('half the size', size / 2, 2, 4);
  const geometry = checkersBoard(size);
  const { board, width } = geometry;
  const most = (size / 2 - 1) * width;
  const schema: Schema = {
    board,
    content: 'pieces',
    kinds: [
      { letter: 'K', max: most },
      { letter: 'M', max: most, cells: (cell, side) => (side === 0 ? cell < board.cells - width : cell >= width) },
    ],
  };
  const king = [codeOf(schema, CROWNED, 0), codeOf(schema, CROWNED, 1)] as const;
  const man = [codeOf(schema, MAN, 0), codeOf(schema, MAN, 1)] as const;
  const { moves, unmoves, play, legal, formatMove } = checkersRules(geometry, king);
  const game: Game = {
    ...named,
    version: 1,
    schema,
    domain: OUTCOME,
    // Twelve kings, each with at most 16 ways to capture: the most on 8 by 8, since men in the way only reduce them.
    maxMoves: 12 * 16,
    tables: 'each',
    endgames: ['KKvK', 'KKvM', 'KMvK', 'KMvM', 'MMvK', 'MMvM'],
    moves,
    play,
    ended: (p) => (p.counts[king[p.turn]] + p.counts[man[p.turn]] === 0 ? loss(0) : undefined),
    legal,
    unmoves,
    unplay(p, unmove) {
      p.shift(unmove & 63, unmove >> 6);
      p.pass();
    },
    shift: (move) => (move < CROWNS ? (move & 63) | ((move & 4032) << 2) : -1),
    unshift: (unmove) => (unmove & 63) | ((unmove & 4032) << 2),
    ...fenNotation(schema, king, man, most, width),
    formatMove,
  };
  return withNotations(game, 'FEN', [countedFen(named.initial)]);
}

/** Checkers on the usual board of 8 by 8. */
export const checkers: Game = checkersOn({
  id: 'checkers',
  title: 'Checkers (English draughts)',
  size: 8,
  initial: 'B:W21,22,23,24,25,26,27,28,29,30,31,32:B1,2,3,4,5,6,7,8,9,10,11,12',
  example: 'B:W6:B4,26',
});
recordExplored(checkers, checkersExplored);

/** Checkers with six men per side on the 18 dark squares of a board of 6 by 6, otherwise by the same rules. */
export const checkers6x6: Game = checkersOn({
  id: 'checkers-6x6',
  title: 'Checkers on a board of 6 by 6',
  size: 6,
  initial: 'B:W13,14,15,16,17,18:B1,2,3,4,5,6',
  example: 'B:W6,9:B8,14',
});
recordExplored(checkers6x6, checkers6x6Explored);
