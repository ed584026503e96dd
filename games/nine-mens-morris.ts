/**
 * Nine men's morris by the rules of the Malom standard database (G. Gévay, G. Danner: Calculating ultrastrong and
 * extended solutions for Nine Men's Morris, Morabaraba, and Lasker Morris, 2014): nine men a side are put down, then
 * slide along lines, and a side with three men left, none in hand, may jump to any point. Who closes a mill takes an
 * opposing man that is in no mill, or any if all are; two mills closed at once take one man. A side with two men in all,
 * or without a move, has lost.
 */

import {
  EMPTY,
  type Game,
  loss,
  type Move,
  NONE,
  OUTCOME,
  type Position,
  type Schema,
  type Value,
} from '../src/game/index.ts';
import { fromOf, inLine, menOf, nameMove, NOWHERE, packMove, placedInTurn, playMove, toOf } from './shared/mills.ts';
import { BOARD, LINES, NEIGHBOURS, nineNotation } from './nine-mens-morris/board.ts';

const MOST = 9;
const schema: Schema = { board: BOARD, content: 'pieces', kinds: [{ letter: 'M', max: MOST, reserve: MOST }] };
const MEN = menOf(schema);

/** Men of the side to move, or of the other, on the board and in hand. */
const total = (p: Position, man: number): number => p.counts[man] + p.reserve[man];

/** Writes the move of a man to `to`; one move for each man that may be taken if it closes a mill. */
function write(p: Position, from: number, to: number, out: Int32Array, n: number): number {
  if (!inLine(LINES, p, MEN[p.turn], to, from)) {
    out[n] = packMove(from, to, NOWHERE);
    return n + 1;
  }
  const theirs = MEN[p.turn === 0 ? 1 : 0];
  const first = theirs * p.stride;
  const last = first + p.counts[theirs];
  const start = n;
  for (let i = first; i < last; i++) {
    const cell = p.lists[i];
    if (!inLine(LINES, p, theirs, cell)) out[n++] = packMove(from, to, cell);
  }
  if (n > start) return n;
  for (let i = first; i < last; i++) out[n++] = packMove(from, to, p.lists[i]);
  if (n === start) out[n++] = packMove(from, to, NOWHERE); // an opponent with all men in hand loses none
  return n;
}

function legal(p: Position): boolean {
  const own = total(p, MEN[p.turn]);
  const theirs = total(p, MEN[p.turn === 0 ? 1 : 0]);
  // The other side has just moved, so it had three men, and took at most one of at least three.
  return theirs >= 3 && own >= 2 && theirs <= MOST && own <= MOST && placedInTurn(p, MEN);
}

const notation = nineNotation(MEN, MOST, legal);

export const nineMensMorris: Game = {
  id: 'nine-mens-morris',
  title: "Nine men's morris",
  version: 1,
  schema,
  domain: OUTCOME,
  initial: '********/********/******** w 9 9',
  /** Three men that jump to 21 points, nine men to take: more than can occur, also for nine men with four links each. */
  maxMoves: 3 * 21 * MOST,
  endgames: ['3-3'],
  tables: 'each',

  moves(p: Position, out: Int32Array): number {
    const man = MEN[p.turn];
    let n = 0;
    if (p.reserve[man] > 0) {
      for (let to = 0; to < 24; to++) if (p.cells[to] === EMPTY) n = write(p, NOWHERE, to, out, n);
      return n;
    }
    const men = p.counts[man];
    for (let i = man * p.stride, last = i + men; i < last; i++) {
      const from = p.lists[i];
      if (men === 3) {
        for (let to = 0; to < 24; to++) if (p.cells[to] === EMPTY) n = write(p, from, to, out, n);
        continue;
      }
      for (let j = NEIGHBOURS.starts[from], end = NEIGHBOURS.starts[from + 1]; j < end; j++) {
        const to = NEIGHBOURS.items[j];
        if (p.cells[to] === EMPTY) n = write(p, from, to, out, n);
      }
    }
    return n;
  },

  play(p: Position, move: Move): void {
    playMove(p, MEN, move);
  },

  ended(p: Position): Value | undefined {
    return total(p, MEN[p.turn]) < 3 ? loss(0) : undefined;
  },

  legal,

  /**
   * Within a slice a man slides or jumps and closes no mill, so the man that has just moved stands in none. While men
   * are in hand every move puts one down and leaves the slice.
   */
  unmoves(p: Position, out: Int32Array): number {
    const mover = MEN[p.turn === 0 ? 1 : 0];
    if (p.reserve[MEN[0]] > 0 || p.reserve[MEN[1]] > 0) return 0;
    const men = p.counts[mover];
    if (men < 3) return 0;
    let n = 0;
    for (let i = mover * p.stride, last = i + men; i < last; i++) {
      const to = p.lists[i];
      if (inLine(LINES, p, mover, to)) continue;
      if (men === 3) {
        for (let from = 0; from < 24; from++) if (p.cells[from] === EMPTY) out[n++] = packMove(from, to, NOWHERE);
        continue;
      }
      for (let j = NEIGHBOURS.starts[to], end = NEIGHBOURS.starts[to + 1]; j < end; j++) {
        const from = NEIGHBOURS.items[j];
        if (p.cells[from] === EMPTY) out[n++] = packMove(from, to, NOWHERE);
      }
    }
    return n;
  },

  unplay(p: Position, unmove: number): void {
    p.shift(toOf(unmove), fromOf(unmove));
    p.pass(NONE);
  },

  parse: (p, text) => notation.parse(p, text),
  format: (p) => notation.format(p),
  draw: (p) => notation.draw(p),
  formatMove: (_, move) => nameMove(BOARD, move),
};
