import { CHESSMEN, type Game } from '../src/game/index.ts';
import { annotate } from './chess/annotate.ts';
import { chessGame } from './chess/game.ts';
import { dead } from './chess/material.ts';
import { STANDARD_RULES, zeroes } from './chess/moves.ts';
import { draw, format, formatMove, parseFullFen } from './chess/notation.ts';
import { question } from './chess/question.ts';
import { chessSchema } from './chess/schema.ts';

/**
 * Chess: the complete rules, with castling and en passant, but without the 50-move and repetition rules (infinite play
 * is a draw; `zeroes` lets the metric dtz count for the 50-move rule). Tables hold no castling rights; positions with
 * rights are searched down to those without. An endgame has no start: the initial position is the one that Philidor
 * published in 1777 to show how the queen beats the rook.
 */
export const chess: Game = {
  ...chessGame(
    {
      id: 'chess',
      title: 'Chess',
      version: 1,
      initial: '1k6/1r6/2K5/Q7/8/8/8/8 w - - 0 1',
      endgames: ['KvK', 'KQvK', 'KRvK', 'KBvK', 'KNvK', 'KPvK'],
    },
    STANDARD_RULES,
    chessSchema,
    { parse: parseFullFen, format, formatMove, draw },
  ),
  notations: [
    { name: 'FEN', example: '1k6/1r6/2K5/Q7/8/8/8/8 w - - 0 1' },
    { name: 'EPD', example: '1k6/1r6/2K5/Q7/8/8/8/8 w - - bm Qe5; dm 9;' },
    { name: 'FEN of a link', example: '1k6/1r6/2K5/Q7/8/8/8/8_w_-_-_0_1' },
  ],
  annotate,
  question: (text) => question(chessSchema, text),
  dead,
  chessmen: CHESSMEN,
  zeroes,
};
