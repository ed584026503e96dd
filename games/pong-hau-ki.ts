import { recordExplored } from '../src/game/explored.ts';
import {
  type Board,
  codeOf,
  EMPTY,
  EndgameError,
  type Game,
  gridNotation,
  type Move,
  OUTCOME,
  type Position,
  type Schema,
} from '../src/game/index.ts';
import { pongHauKiExplored } from './explored.ts';

/** The corners of a square and its centre, joined along three sides and both diagonals. */
const board: Board = {
  cells: 5,
  links: [
    [0, 1],
    [0, 3],
    [1, 4],
    [0, 2],
    [1, 2],
    [3, 2],
    [4, 2],
  ],
  names: ['a1', 'c1', 'b2', 'a3', 'c3'],
  rows: [
    [3, -1, 4],
    [-1, 2, -1],
    [0, -1, 1],
  ],
};
const schema: Schema = { board, content: 'pieces', kinds: [{ letter: 'M', max: 2 }] };
const MEN = [codeOf(schema, 0, 0), codeOf(schema, 0, 1)] as const;
const notation = gridNotation(schema, { men: [['B', 'W']], sides: ['B', 'W'] });
const NEIGHBOURS = Array.from({ length: board.cells }, (_, cell) =>
  board.links.flatMap(([a, b]) => (a === cell ? [b] : b === cell ? [a] : [])),
);

const legal = (p: Position): boolean => p.counts[MEN[0]] === 2 && p.counts[MEN[1]] === 2;

/** Returns the free point; there is exactly one. */
function freePoint(p: Position): number {
  let cell = 0;
  while (p.cells[cell] !== EMPTY) cell++;
  return cell;
}

/** Writes the neighbours of the free point on which men of a code stand. */
function besideFree(p: Position, code: number, out: Int32Array): number {
  let n = 0;
  for (const cell of NEIGHBOURS[freePoint(p)]) if (p.cells[cell] === code) out[n++] = cell;
  return n;
}

/** A move, and an unmove, is the point of the man that goes to the free one. */
function step(p: Position, from: Move): void {
  p.shift(from, freePoint(p));
  p.pass();
}

/**
 * Pong hau k'i, a game of China and (as umul gonu) of Korea: two men a side on the corners of a square, the centre free;
 * the corners are joined to the centre and, but for those of the upper side, to each other. A man steps along a line to
 * the free point. The side that cannot move has lost. P. D. Straffin, Position Graphs for Pong Hau K'i and Mu Torere
 * (Mathematics Magazine 68, 1995), finds a draw.
 */
export const pongHauKi: Game = {
  id: 'pong-hau-ki',
  title: "Pong hau k'i",
  version: 1,
  schema,
  domain: OUTCOME,
  initial: 'BB/./WW B',
  maxMoves: 4,
  tables: 'one',
  moves: (p, out) => besideFree(p, MEN[p.turn], out),
  play: step,
  ended: () => undefined,
  legal,
  unmoves: (p, out) => besideFree(p, MEN[1 - p.turn], out),
  unplay: step,

  parse(p: Position, text: string): void {
    notation.parse(p, text);
    if (legal(p)) return;
    const found = `${p.counts[MEN[0]]} men B and ${p.counts[MEN[1]]} men W`;
    throw new EndgameError('E_POSITION', `position "${text}": ${found}`, 'each side has two men');
  },

  format: (p) => notation.format(p),
  draw: (p) => notation.draw(p),
  formatMove: (p, move) => `${board.names[move]}-${board.names[freePoint(p)]}`,
};
recordExplored(pongHauKi, pongHauKiExplored);
