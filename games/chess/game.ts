import { DRAW, type Game, grid, loss, NONE, OUTCOME, type Schema } from '../../src/game/index.ts';
import { BY_KING } from './geometry.ts';
import type { ChessRules } from './moves.ts';
import { unmovesOf, unplay } from './unmoves.ts';

/** Most queens, rooks, bishops, knights and pawns of a side. */
export type Most = readonly [number, number, number, number, number];

/** Returns the schema of a board: one king per side and at most so many other men. */
export function schemaOf({ variant, pawnCells }: ChessRules, most: Most): Schema {
  const { width, height, link } = variant.geometry;
  const [queens, rooks, bishops, knights, pawns] = most;
  const schema: Schema = {
    board: grid(width, height),
    content: 'pieces',
    kinds: [
      { letter: 'K', max: 1, min: 1 },
      { letter: 'Q', max: queens },
      { letter: 'R', max: rooks },
      { letter: 'B', max: bishops },
      { letter: 'N', max: knights },
      { letter: 'P', max: pawns, cells: (cell, side) => pawnCells[side * 64 + cell] === 1 },
    ],
    apart: (a, cellA, b, cellB) =>
      a === 'K' && b === 'K' && (cellA === cellB || (link[(cellA << 6) | cellB] & BY_KING) !== 0),
  };
  return variant.doubleStep ? { ...schema, mark: { on: 'P', against: 'P' } } : schema;
}

/** The notation of a board, as a part of a game. */
export type ChessNotation = Pick<Game, 'parse' | 'format' | 'formatMove' | 'draw'>;
/** The names of a board's game, as a part of it. */
export type ChessIdentity = Pick<Game, 'id' | 'title' | 'version' | 'initial' | 'endgames' | 'example'>;

/** Returns chess as a game of the contract, on any board. Boards differ in rules, numbers and notation. */
export function chessGame(name: ChessIdentity, rules: ChessRules, schema: Schema, notation: ChessNotation): Game {
  const { inCheck, legal, moves, play } = rules;
  return {
    ...name,
    schema,
    domain: OUTCOME,
    // No position has more than 218 moves. Unmoves are as many, once for each way the predecessor can have been marked:
    // with n pawns at most 2n marks (and 8 - n) and 9 - n queens to move, so less than (6 * 27 + 86) * 6.
    maxMoves: 1536,
    moves,
    play,
    ended: () => undefined,
    legal,
    stuck: (p) => (inCheck(p, p.turn) ? loss(0) : DRAW),
    unmoves: unmovesOf(rules),
    unplay,
    shift: (move) => (move < 4096 ? (move & 63) | ((move & 4032) << 2) : -1),
    unshift: (unmove) => (unmove >> 12 === NONE ? (unmove & 63) | ((unmove & 4032) << 2) : -1),
    ...notation,
    tables: 'each',
  };
}
