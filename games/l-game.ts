import { recordExplored } from '../src/game/explored.ts';
import { codeOf, type Game, type Move, OUTCOME, type Position } from '../src/game/index.ts';
import { lGameExplored } from './explored.ts';
import {
  lGameBoard,
  COVERS,
  ELLS,
  ellOf,
  NEUTRAL,
  neutralAt,
  PLACES,
  lGameSchema,
  SQUARES,
  square,
} from './l-game/board.ts';
import { INITIAL, notation } from './l-game/notation.ts';

/** The code of neutral men of side 1, which the schema allows and the game does not have. */
const NOBODYS = codeOf(lGameSchema, 1, 1);

/** A move: where the L goes, and from where to where a neutral man goes; `STAYS` if none does. */
const STAYS = 16;
const pack = (place: number, from: number, to: number): Move => place | (from << 6) | (to << 11);
const placeOf = (move: Move): number => move & 63;
const fromOf = (move: Move): number => (move >> 6) & 31;
const toOf = (move: Move): number => move >> 11;

function legal(p: Position): boolean {
  if (p.counts[ELLS[0]] !== 1 || p.counts[ELLS[1]] !== 1 || p.counts[NEUTRAL] !== 2 || p.counts[NOBODYS] !== 0)
    return false;
  const own = COVERS[ellOf(p, 0)];
  const other = COVERS[ellOf(p, 1)];
  const neutrals = (1 << neutralAt(p, 0)) | (1 << neutralAt(p, 1));
  return (own & other) === 0 && ((own | other) & neutrals) === 0;
}

/** Writes the placements other than `present` that avoid `taken`, each with the same step of a neutral man. */
function writePlaces(present: number, taken: number, from: number, to: number, out: Int32Array, n: number): number {
  let end = n;
  for (let place = 0; place < PLACES; place++) {
    if (place !== present && (COVERS[place] & taken) === 0) out[end++] = pack(place, from, to);
  }
  return end;
}

/**
 * The L-game (E. de Bono, The Five-Day Course in Thinking, 1967): on a board of 4 x 4, each side has one L of four
 * squares, and there are two neutral men. A move lifts one's own L, turned over or not, to another free placement. It
 * may then move one neutral man to any free square. A side that cannot move its L has lost.
 *
 * An L covers four squares, and a cell of the schema holds one man. So the schema's cells are not squares alone: 48
 * cells are the placements of an L, and 16 are the squares of neutral men. Which of them overlap is for the rules to
 * decide (`legal`). The neutral men belong to no side; the schema counts them as side 0's. That costs the exchange of
 * sides, which is a symmetry of the game, and twice the indices of a small table.
 *
 * Known (Wikipedia, "L game"): 18,368 arrangements, 2,296 up to the symmetries of the square; in 15 of these a side to
 * move has lost, in 14 more it will lose, and the start is a draw.
 */
export const lGame: Game = {
  id: 'l-game',
  title: 'The L-game',
  version: 1,
  schema: lGameSchema,
  domain: OUTCOME,
  initial: INITIAL,
  /** 47 other placements, and 6 free squares for either neutral man or none. */
  maxMoves: 47 * 13,
  tables: 'one',

  moves(p: Position, out: Int32Array): number {
    const own = ellOf(p, p.turn);
    const a = neutralAt(p, 0);
    const b = neutralAt(p, 1);
    const taken = COVERS[ellOf(p, p.turn === 0 ? 1 : 0)] | (1 << a) | (1 << b);
    let n = 0;
    for (let place = 0; place < PLACES; place++) {
      const cover = COVERS[place];
      if (place === own || (cover & taken) !== 0) continue;
      out[n++] = pack(place, STAYS, STAYS);
      const full = cover | taken;
      for (let to = 0; to < SQUARES; to++) {
        if ((full >> to) & 1) continue;
        out[n++] = pack(place, a, to);
        out[n++] = pack(place, b, to);
      }
    }
    return n;
  },

  play(p: Position, move: Move): void {
    p.shift(ellOf(p, p.turn), placeOf(move));
    const from = fromOf(move);
    if (from !== STAYS) p.shift(PLACES + from, PLACES + toOf(move));
    p.pass();
  },

  ended: () => undefined,
  legal,

  /** Where the L was, and from where a neutral man came: a square that was free of all else before and after. */
  unmoves(p: Position, out: Int32Array): number {
    const ell = ellOf(p, p.turn === 0 ? 1 : 0);
    const other = COVERS[ellOf(p, p.turn)];
    const a = neutralAt(p, 0);
    const b = neutralAt(p, 1);
    let n = writePlaces(ell, other | (1 << a) | (1 << b), STAYS, STAYS, out, 0);
    const full = other | COVERS[ell] | (1 << a) | (1 << b);
    for (let from = 0; from < SQUARES; from++) {
      if ((full >> from) & 1) continue;
      n = writePlaces(ell, other | (1 << from) | (1 << b), a, from, out, n);
      n = writePlaces(ell, other | (1 << from) | (1 << a), b, from, out, n);
    }
    return n;
  },

  unplay(p: Position, unmove: number): void {
    p.pass();
    const now = fromOf(unmove);
    if (now !== STAYS) p.shift(PLACES + now, PLACES + toOf(unmove));
    p.shift(ellOf(p, p.turn), placeOf(unmove));
  },

  parse: (p, text) => notation.parse(p, text),
  format: (p) => notation.format(p),
  draw: (p) => notation.draw(p),

  /**
   * The squares of the new placement, and the step of a neutral man: `a1b1c1a2 d4-d1`. The game has no notation of its
   * own.
   */
  formatMove(_: Position, move: Move): string {
    const from = fromOf(move);
    const step = from === STAYS ? '' : ` ${square.names[from]}-${square.names[toOf(move)]}`;
    return `${lGameBoard.names[placeOf(move)]}${step}`;
  },
};
recordExplored(lGame, lGameExplored);
