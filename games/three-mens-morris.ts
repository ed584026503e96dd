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
import { threeMensMorrisExplored } from './explored.ts';
import {
  fromOf,
  inLine,
  linesThrough,
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

const CENTRE = 4;
const CORNERS = [0, 2, 6, 8] as const;

const square = grid(3, 3);
const board: Board = { ...square, links: [...square.links, ...CORNERS.map((corner) => [corner, CENTRE] as const)] };

const schema: Schema = { board, content: 'pieces', kinds: [{ letter: 'M', max: 3, reserve: 3 }] };

const notation = gridNotation(schema, { men: [['x', 'o']], sides: ['x', 'o'] });
const MEN = menOf(schema);
const NEIGHBOURS = neighboursOf(board);
const LINES = linesThrough(9, [
  [0, 1, 2],
  [3, 4, 5],
  [6, 7, 8],
  [0, 3, 6],
  [1, 4, 7],
  [2, 5, 8],
  [0, 4, 8],
  [2, 4, 6],
]);

/** Returns whether a side has a line. It has three men, so its line goes through any one of them. */
function hasLine(p: Position, side: Side): boolean {
  const man = MEN[side];
  return p.counts[man] === 3 && inLine(LINES, p, man, p.lists[man * p.stride]);
}

function legal(p: Position): boolean {
  for (const man of MEN) if (p.counts[man] + p.reserve[man] !== 3) return false;
  return placedInTurn(p, MEN) && !hasLine(p, p.turn);
}

/**
 * Three men's morris: each side puts down three men in turn, then slides one man per turn along a line to the next
 * point; three in a row wins. The variant is the one that H. J. R. Murray, A History of Chess (1913), calls three men's
 * morris or the smaller merels: the nine points of a square with its medians and both diagonals, where a man moves to a
 * linked point (in "nine holes" it moves to any). Any of the eight lines wins, also while men are being put down. A
 * side without a move has lost, as in nine men's morris; sources leave this open.
 */
export const threeMensMorris: Game = {
  id: 'three-mens-morris',
  title: "Three men's morris",
  version: 1,
  schema,
  domain: OUTCOME,
  initial: '.../.../... x xxxooo',
  /** Nine points to put a man on; three men never have more than 3 × 8 points to slide to. */
  maxMoves: 24,
  tables: 'one',

  moves(p: Position, out: Int32Array): number {
    const man = MEN[p.turn];
    let n = 0;
    if (p.reserve[man] > 0) {
      for (let to = 0; to < 9; to++) if (p.cells[to] === EMPTY) out[n++] = packMove(NOWHERE, to, NOWHERE);
      return n;
    }
    return writeSlides(NEIGHBOURS, p, man, out);
  },

  play(p: Position, move: Move): void {
    playMove(p, MEN, move);
  },

  ended(p: Position): Value | undefined {
    return hasLine(p, p.turn === 0 ? 1 : 0) ? loss(0) : undefined;
  },

  legal,

  /** Any slide can be taken back. While men are in hand every move puts one down and leaves the slice. */
  unmoves(p: Position, out: Int32Array): number {
    if (p.reserve[MEN[0]] > 0 || p.reserve[MEN[1]] > 0) return 0;
    return writeSlides(NEIGHBOURS, p, MEN[p.turn === 0 ? 1 : 0], out);
  },

  unplay(p: Position, unmove: number): void {
    p.shift(fromOf(unmove), toOf(unmove));
    p.pass();
  },

  parse(p: Position, text: string): void {
    notation.parse(p, text);
    if (legal(p)) return;
    throw new EndgameError(
      'E_POSITION',
      `position "${text}": no game of three men's morris leads there`,
      'each side has three men on the board and in hand together, puts them down in turn, and a line ends the game',
    );
  },

  format: (p) => notation.format(p),
  draw: (p) => notation.draw(p),
  formatMove: (_, move) => nameMove(board, move),
};
recordExplored(threeMensMorris, threeMensMorrisExplored);
