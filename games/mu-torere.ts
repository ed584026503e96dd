/**
 * Mu torere, a game of the Maori: eight points (kewai) round a centre (putahi), four men per side on neighbouring
 * points, the centre free. A man moves to the one free place: along the ring, from the centre to any point, or into the
 * centre if one of its neighbours on the ring is an opposing man. A side that cannot move has lost.
 *
 * M. Ascher (Mu Torere: An Analysis of a Maori Game, Mathematics Magazine 60, 1987) and P. D. Straffin (Position Graphs
 * for Pong Hau K'i and Mu Torere, ibid. 68, 1995) find 46 positions up to rotation and reflection and a draw. Sources
 * differ about the rule that keeps the side that begins from winning at once. Here it is the condition for the centre,
 * at all times, as R. C. Bell has it and G. Jelliss analyses it: ruleset E of C. Browne (Which Rules for Mu Torere?,
 * 2022). `free-mu-torere` has no such condition (his ruleset A), and is won in one move. Ruleset D, the condition for
 * the first two moves of each side only, is left out, because there the value depends on more than the position.
 *
 * GamesCrafters (Berkeley) count 1,180 positions that a game can reach under E, 208 won, 128 lost, 844 drawn, and so
 * does this program. A catalogue (github.com/brianhliou/solved-games) quotes from Browne, of the 46, 5 lost, 10 won, 31
 * drawn under E and 6, 15, 25 without the condition; here they are 5, 8, 33 and 6, 13, 27. The losses agree. The
 * catalogue does not say which positions make the difference; the tests find each value again with a program that
 * shares no code.
 */

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
  type Side,
} from '../src/game/index.ts';
import { muTorereExplored, freeMuTorereExplored } from './explored.ts';

const RING = 8;
const CENTRE = 8;

const board: Board = {
  cells: RING + 1,
  links: Array.from({ length: RING }, (_, k): (readonly [number, number])[] => [
    [k, (k + 1) % RING],
    [k, CENTRE],
  ]).flat(),
  names: [...Array.from({ length: RING }, (_, k) => `k${k + 1}`), 'p'],
  rows: [
    [-1, -1, 0, -1, -1],
    [-1, 7, -1, 1, -1],
    [6, -1, CENTRE, -1, 2],
    [-1, 5, -1, 3, -1],
    [-1, -1, 4, -1, -1],
  ],
};

const schema: Schema = { board, content: 'pieces', kinds: [{ letter: 'M', max: 4 }] };
const MEN = [codeOf(schema, 0, 0), codeOf(schema, 0, 1)] as const;
const notation = gridNotation(schema, { men: [['B', 'W']], sides: ['B', 'W'] });

const legal = (p: Position): boolean => p.counts[MEN[0]] === 4 && p.counts[MEN[1]] === 4;

/** Returns whether a neighbour of `cell` on the ring is a man of `side`. */
function beside(p: Position, cell: number, side: Side): boolean {
  const man = MEN[side];
  return p.cells[(cell + 1) % RING] === man || p.cells[(cell + RING - 1) % RING] === man;
}

/** Returns the free place; there is exactly one. */
function freePlace(p: Position): number {
  let cell = 0;
  while (p.cells[cell] !== EMPTY) cell++;
  return cell;
}

function muTorereGame(id: string, title: string, restricted: boolean): Game {
  /**
   * Returns whether a man of `side` may step between the ring's `cell` and the centre, in a position with either end
   * free.
   */
  const mayEnter = (p: Position, cell: number, side: Side): boolean =>
    !restricted || beside(p, cell, side === 0 ? 1 : 0);

  return {
    id,
    title,
    version: 1,
    schema,
    domain: OUTCOME,
    initial: 'B/WB/W.B/WB/W B',
    maxMoves: RING,
    tables: 'one',

    /** Writes the moves: a move is the place that the man comes from. */
    moves(p: Position, out: Int32Array): number {
      const man = MEN[p.turn];
      const free = freePlace(p);
      let n = 0;
      if (free === CENTRE) {
        for (let cell = 0; cell < RING; cell++) if (p.cells[cell] === man && mayEnter(p, cell, p.turn)) out[n++] = cell;
        return n;
      }
      const left = (free + RING - 1) % RING;
      const right = (free + 1) % RING;
      if (p.cells[left] === man) out[n++] = left;
      if (p.cells[right] === man) out[n++] = right;
      if (p.cells[CENTRE] === man) out[n++] = CENTRE;
      return n;
    },

    play(p: Position, move: Move): void {
      p.shift(move, freePlace(p));
      p.pass();
    },

    ended: () => undefined,
    legal,

    /** Men that can have come from the place that is free now. Only a move into the centre depends on neighbours. */
    unmoves(p: Position, out: Int32Array): number {
      const mover: Side = p.turn === 0 ? 1 : 0;
      const man = MEN[mover];
      const free = freePlace(p);
      let n = 0;
      if (free === CENTRE) {
        for (let cell = 0; cell < RING; cell++) if (p.cells[cell] === man) out[n++] = cell;
        return n;
      }
      const left = (free + RING - 1) % RING;
      const right = (free + 1) % RING;
      if (p.cells[left] === man) out[n++] = left;
      if (p.cells[right] === man) out[n++] = right;
      if (p.cells[CENTRE] === man && mayEnter(p, free, mover)) out[n++] = CENTRE;
      return n;
    },

    unplay(p: Position, unmove: number): void {
      p.shift(unmove, freePlace(p));
      p.pass();
    },

    parse(p: Position, text: string): void {
      notation.parse(p, text);
      if (legal(p)) return;
      const found = `${p.counts[MEN[0]]} men B and ${p.counts[MEN[1]]} men W`;
      throw new EndgameError('E_POSITION', `position "${text}": ${found}`, 'each side has four men');
    },

    format: (p) => notation.format(p),
    draw: (p) => notation.draw(p),
    formatMove: (p, move) => `${board.names[move]}-${board.names[freePlace(p)]}`,
  };
}

/** Mu torere with the condition for the centre. */
export const muTorere: Game = muTorereGame('mu-torere', 'Mu torere', true);
recordExplored(muTorere, muTorereExplored);
/** Mu torere without that condition. */
export const freeMuTorere: Game = muTorereGame(
  'free-mu-torere',
  'Mu torere without the condition for the centre',
  false,
);
recordExplored(freeMuTorere, freeMuTorereExplored);
