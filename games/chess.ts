/**
 * Chess: the complete rules, with castling and en passant, but without the 50-move and repetition rules (infinite play
 * is a draw). Tables know no castling rights. There is no start for an endgame: the initial position is the one that
 * Philidor published in 1777 to show how the queen beats the rook.
 */

import { CHESSMEN, DRAW, type Game, grid, loss, NONE, OUTCOME, type Schema } from '../src/game/index.ts';
import { BY_KING, LINK } from './chess/geometry.ts';
import { inCheck, legal, moves, play } from './chess/moves.ts';
import { annotate, draw, format, formatMove, parse } from './chess/notation.ts';
import { unmoves, unplay } from './chess/unmoves.ts';

const pawnCells = (cell: number): boolean => cell >= 8 && cell < 56;

const schema: Schema = {
  board: grid(8, 8),
  content: 'pieces',
  kinds: [
    { letter: 'K', max: 1, min: 1 },
    { letter: 'Q', max: 9 },
    { letter: 'R', max: 10 },
    { letter: 'B', max: 10 },
    { letter: 'N', max: 10 },
    { letter: 'P', max: 8, cells: pawnCells },
  ],
  mark: { on: 'P', against: 'P' },
  apart: (a, cellA, b, cellB) =>
    a === 'K' && b === 'K' && (cellA === cellB || (LINK[(cellA << 6) | cellB] & BY_KING) !== 0),
};

export const chess: Game = {
  id: 'chess',
  title: 'Chess',
  version: 1,
  schema,
  domain: OUTCOME,
  initial: '1k6/1r6/2K5/Q7/8/8/8/8 w - - 0 1',
  // No position has more than 218 moves. Unmoves are as many, once for each way the predecessor can have been marked:
  // with n pawns at most 2n marks (and 8 - n) and 9 - n queens to move, so less than (6 * 27 + 86) * 6.
  maxMoves: 1536,
  moves,
  play,
  ended: () => undefined,
  legal,
  stuck: (p) => (inCheck(p, p.turn) ? loss(0) : DRAW),
  unmoves,
  unplay,
  shift: (move) => (move < 4096 ? (move & 63) | ((move & 4032) << 2) : -1),
  unshift: (unmove) => (unmove >> 12 === NONE ? (unmove & 63) | ((unmove & 4032) << 2) : -1),
  parse,
  format,
  formatMove,
  draw,
  annotate,
  chessmen: CHESSMEN,
  tables: 'each',
  endgames: ['KvK', 'KQvK', 'KRvK', 'KBvK', 'KNvK', 'KPvK'],
};
