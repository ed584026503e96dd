/**
 * Teeko (J. Scarne, 1937; Scarne on Teeko, 1955): on a board of 5 x 5, each side puts down four men in turn, then moves
 * one man a turn to a free neighbouring square, diagonals included. Who brings all four into a goal, while putting down
 * or moving, wins: four in a row in any direction (28 goals) or a square of neighbouring men (16), 44 in all. Advanced
 * Teeko adds the corners of the larger squares (9 + 4 + 1), which makes 58.
 *
 * G. L. Steele Jr. solved the game and Scarne's variants in 1998 (summary: pcarrier.com/teeko/archives; table of results:
 * MathWorld, "Teeko"): Teeko is a draw; advanced Teeko a win for the side that begins, with its 13th turn, and a draw if
 * its first man may not go to the centre. Scarne's rule that bars the centre is therefore none of the rules here. A
 * side without a move has lost; four men cannot lock in four, so that never happens.
 */

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
} from './shared/mills.ts';

const WIDTH = 5;
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

/** Steps east and north of the other men of a goal from its lowest, and in a row its westernmost. */
type Goal = readonly (readonly [number, number])[];

const row = (east: number, north: number): Goal => [1, 2, 3].map((i) => [i * east, i * north] as const);
const square = (side: number): Goal => [
  [side, 0],
  [0, side],
  [side, side],
];
const STANDARD: readonly Goal[] = [row(1, 0), row(0, 1), row(1, 1), row(-1, 1), square(1)];
const ADVANCED: readonly Goal[] = [...STANDARD, square(2), square(3), square(4)];

/** A goal as a set of cells, shifted so that its lowest bit is bit 0, and the cells that this bit can be. */
interface Shape {
  readonly bits: number;
  readonly anchors: number;
}

function shapeOf(goal: Goal): Shape {
  const inside = (x: number): boolean => x >= 0 && x < WIDTH;
  let anchors = 0;
  for (let cell = 0; cell < CELLS; cell++) {
    const [x, y] = [cell % WIDTH, Math.floor(cell / WIDTH)];
    if (goal.every(([east, north]) => inside(x + east) && inside(y + north))) anchors |= 1 << cell;
  }
  return { bits: goal.reduce((bits, [east, north]) => bits | (1 << (east + WIDTH * north)), 1), anchors };
}

/** The slides of the men `man`; links go both ways, so they are also, backwards, what can have brought them here. */
function slides(p: Position, man: number, out: Int32Array): number {
  let n = 0;
  for (let i = man * p.stride, last = i + p.counts[man]; i < last; i++) {
    const from = p.lists[i];
    for (let j = NEIGHBOURS.starts[from], end = NEIGHBOURS.starts[from + 1]; j < end; j++) {
      const to = NEIGHBOURS.items[j];
      if (p.cells[to] === EMPTY) out[n++] = packMove(from, to, NOWHERE);
    }
  }
  return n;
}

function teekoGame(id: string, title: string, goals: readonly Goal[]): Game {
  const shapes = goals.map(shapeOf);
  const shapeBits = Int32Array.from(shapes, (shape) => shape.bits);
  const shapeAnchors = Int32Array.from(shapes, (shape) => shape.anchors);

  const inGoal = (p: Position, side: Side): boolean => {
    const man = MEN[side];
    if (p.counts[man] < MEN_OF_A_SIDE) return false;
    const at = man * p.stride;
    const { lists } = p;
    const set = (1 << lists[at]) | (1 << lists[at + 1]) | (1 << lists[at + 2]) | (1 << lists[at + 3]);
    const lowest = 31 - Math.clz32(set & -set);
    const bits = set >>> lowest;
    for (let i = 0; i < shapeBits.length; i++)
      if (shapeBits[i] === bits) return ((shapeAnchors[i] >> lowest) & 1) === 1;
    return false;
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
      if (p.reserve[man] === 0) return slides(p, man, out);
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
      return slides(p, MEN[OTHER[p.turn]], out);
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

export const teeko: Game = teekoGame('teeko', 'Teeko', STANDARD);
export const advancedTeeko: Game = teekoGame('advanced-teeko', 'Advanced Teeko', ADVANCED);
