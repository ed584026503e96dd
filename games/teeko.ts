/**
 * Teeko (J. Scarne, 1937; Scarne on Teeko, 1955): on a board of 5 x 5, each side puts down four men in turn, then moves
 * one man per turn to a free neighbouring square, diagonals included. A side that brings all four into a goal, while
 * putting down or moving, wins: four in a row in any direction (28 goals) or a square of neighbouring men (16), 44 in
 * all. Advanced Teeko adds the corners of the larger squares (9 + 4 + 1), which makes 58.
 *
 * G. L. Steele Jr. solved the game and Scarne's variants in 1998 (summary: pcarrier.com/teeko/archives; table of
 * results: MathWorld, "Teeko"): Teeko is a draw; advanced Teeko is won by the side that begins, in 13 turns of both,
 * and a draw if its first man may not go to the centre. (Later editions of the rules bar the centre for that reason;
 * these do not.) A side without a move has lost, as in three men's morris; sources leave this open.
 */

import { recordExplored } from '../src/game/explored.ts';
import {
  type Board,
  EMPTY,
  EndgameError,
  type Game,
  grid,
  gridNotation,
  loss,
  type Move,
  OUTCOME,
  type Position,
  type Schema,
  type Side,
  type Value,
} from '../src/game/index.ts';
import { teekoExplored, advancedTeekoExplored } from './explored.ts';
import {
  fromOf,
  menOf,
  nameMove,
  neighboursOf,
  NOWHERE,
  packMove,
  placedInTurn,
  playMove,
  toOf,
  writeSlides,
} from './shared/mills.ts';
import { ADVANCED_GOALS, type Goal, isGoal, shapesOf, STANDARD_GOALS, WIDTH } from './teeko/goals.ts';

const CELLS = WIDTH * WIDTH;
const MEN_OF_A_SIDE = 4;

function kingsBoard(): Board {
  const square = grid(WIDTH, WIDTH);
  const diagonals: [number, number][] = [];
  for (let cell = 0; cell < CELLS - WIDTH; cell++) {
    if (cell % WIDTH < WIDTH - 1) diagonals.push([cell, cell + WIDTH + 1], [cell + 1, cell + WIDTH]);
  }
  return { ...square, links: [...square.links, ...diagonals] };
}

const board = kingsBoard();
const schema: Schema = {
  board,
  content: 'pieces',
  kinds: [{ letter: 'M', max: MEN_OF_A_SIDE, reserve: MEN_OF_A_SIDE }],
};
const notation = gridNotation(schema, { men: [['B', 'R']], sides: ['B', 'R'] });
const MEN = menOf(schema);
const NEIGHBOURS = neighboursOf(board);
const OTHER: readonly [Side, Side] = [1, 0];

function teekoGame(id: string, title: string, goals: readonly Goal[]): Game {
  const shapes = shapesOf(goals);

  const inGoal = (p: Position, side: Side): boolean => {
    const man = MEN[side];
    return p.counts[man] === MEN_OF_A_SIDE && isGoal(shapes, p.lists, man * p.stride);
  };

  const legal = (p: Position): boolean => {
    if (p.counts[1] + p.reserve[1] !== MEN_OF_A_SIDE || p.counts[2] + p.reserve[2] !== MEN_OF_A_SIDE) return false;
    return placedInTurn(p, MEN) && !inGoal(p, p.turn);
  };

  return {
    id,
    title,
    version: 1,
    schema,
    domain: OUTCOME,
    initial: '...../...../...../...../..... B BBBBRRRR',
    /** Twenty-five points to put a man on; four men have at most 4 x 8 neighbours to move to. */
    maxMoves: 32,
    tables: 'one',

    moves(p: Position, out: Int32Array): number {
      const man = MEN[p.turn];
      if (p.reserve[man] === 0) return writeSlides(NEIGHBOURS, p, man, out);
      let n = 0;
      for (let to = 0; to < CELLS; to++) if (p.cells[to] === EMPTY) out[n++] = packMove(NOWHERE, to, NOWHERE);
      return n;
    },

    play(p: Position, move: Move): void {
      playMove(p, MEN, move);
    },

    ended(p: Position): Value | undefined {
      return inGoal(p, OTHER[p.turn]) ? loss(0) : undefined;
    },

    legal,

    /** Any slide can be taken back. While men are in hand every move puts one down and leaves the slice. */
    unmoves(p: Position, out: Int32Array): number {
      if (p.reserve[1] > 0 || p.reserve[2] > 0) return 0;
      return writeSlides(NEIGHBOURS, p, MEN[OTHER[p.turn]], out);
    },

    unplay(p: Position, unmove: number): void {
      p.shift(fromOf(unmove), toOf(unmove));
      p.pass();
    },

    shift: (move: Move): number => (fromOf(move) === NOWHERE ? -1 : fromOf(move) + 256 * toOf(move)),
    unshift: (unmove: number): number => fromOf(unmove) + 256 * toOf(unmove),

    parse(p: Position, text: string): void {
      notation.parse(p, text);
      if (legal(p)) return;
      throw new EndgameError(
        'E_POSITION',
        `position "${text}": no game of ${title} leads there`,
        'each side has four men on the board and in hand together, puts them down in turn, and a goal ends the game',
      );
    },

    format: (p) => notation.format(p),
    draw: (p) => notation.draw(p),
    formatMove: (_, move) => nameMove(board, move),
  };
}

/** Teeko with the 44 usual goals. */
export const teeko: Game = {
  ...teekoGame('teeko', 'Teeko', STANDARD_GOALS),
  example: '..RR./...../.R.../R.B.B/.B.B. R -',
};
recordExplored(teeko, teekoExplored);
/** Teeko with all 58 goals. */
export const advancedTeeko: Game = {
  ...teekoGame('advanced-teeko', 'Advanced Teeko', ADVANCED_GOALS),
  example: '..RBB/.B.B./R..../...../R.R.. R -',
};
recordExplored(advancedTeeko, advancedTeekoExplored);
