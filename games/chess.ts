import { CHESSMEN, type Game } from '../src/game/index.ts';
import { chessGame, schemaOf } from './chess/game.ts';
import { dead } from './chess/material.ts';
import { STANDARD_RULES, zeroes } from './chess/moves.ts';
import { question } from './chess/question.ts';
import { annotate, draw, format, formatMove, parse } from './chess/notation.ts';

const SCHEMA = schemaOf(STANDARD_RULES, [9, 10, 10, 10, 8]);

/**
 * Chess: the complete rules, with castling and en passant, but without the 50-move and repetition rules (infinite play
 * is a draw; `zeroes` lets the metric dtz count for the 50-move rule). Tables hold no castling rights. An endgame has no
 * start: the initial position is the one that Philidor published in 1777 to show how the queen beats the rook.
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
    SCHEMA,
    { parse, format, formatMove, draw },
  ),
  notations: [
    { name: 'FEN', example: '1k6/1r6/2K5/Q7/8/8/8/8 w - - 0 1' },
    { name: 'EPD', example: '1k6/1r6/2K5/Q7/8/8/8/8 w - - bm Qe5; dm 9;' },
    { name: 'FEN of a link', example: '1k6/1r6/2K5/Q7/8/8/8/8_w_-_-_0_1' },
  ],
  annotate,
  question: (text) => question(SCHEMA, text),
  dead,
  chessmen: CHESSMEN,
  zeroes,
};
