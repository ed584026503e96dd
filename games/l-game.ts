/**
 * The L-game (E. de Bono, The Five-Day Course in Thinking, 1967): on a board of 4 x 4, each side has one L of four
 * squares, and there are two neutral men. A move lifts one's own L, turned over or not, to another free placement, and
 * then, if one likes, one neutral man to any free square. Who cannot move the L has lost.
 *
 * An L covers four squares, and a cell of the schema holds one man. So the schema's cells are not squares alone: 48 cells
 * are the placements of an L, 16 the squares on which neutral men stand, and what must not overlap is the rules' business
 * (`legal`). The neutral men are nobody's; the schema counts them as side 0's. That costs the exchange of sides, which is
 * a symmetry of the game, and twice the indices of a small table.
 *
 * Known (Wikipedia, "L game"): 18,368 arrangements, 2,296 up to the symmetries of the square; in 15 of these a side to
 * move has lost, in 14 more it will lose, and the start is a draw.
 */

import {
  type Board,
  codeOf,
  EndgameError,
  type Game,
  grid,
  type Move,
  OUTCOME,
  type Position,
  type Schema,
  type Side,
} from '../src/game/index.ts';

const square = grid(4, 4);
const SQUARES = 16;

/** The squares of each placement, as sets of bits. */
const COVERS: Int32Array = placements();
const PLACES = COVERS.length;

/** A long side of three squares, and a fourth beside one of its ends, turned and mirrored. */
function placements(): Int32Array {
  const shape = [
    [0, 0],
    [0, 1],
    [0, 2],
    [1, 0],
  ] as const;
  const found = new Set<number>();
  for (let x = -2; x < 6; x++) {
    for (let y = -2; y < 6; y++) {
      for (let turn = 0; turn < 8; turn++) {
        const cells = shape.map(([a, b]) => {
          const [u, v] = turn & 1 ? [b, a] : [a, b];
          return [x + (turn & 2 ? -u : u), y + (turn & 4 ? -v : v)] as const;
        });
        if (cells.some(([u, v]) => u < 0 || u > 3 || v < 0 || v > 3)) continue;
        found.add(cells.reduce((bits, [u, v]) => bits | (1 << (4 * v + u)), 0));
      }
    }
  }
  return Int32Array.from(found).sort();
}

const squaresOf = (cover: number): number[] =>
  Array.from({ length: SQUARES }, (_, s) => s).filter((s) => (cover >> s) & 1);

/** Squares are linked as on the board, and every placement to what it covers: so the graph is as symmetric as the board. */
const board: Board = {
  cells: PLACES + SQUARES,
  links: [
    ...square.links.map(([a, b]) => [PLACES + a, PLACES + b] as const),
    ...Array.from(COVERS).flatMap((cover, place) => squaresOf(cover).map((s) => [place, PLACES + s] as const)),
  ],
  names: [
    ...Array.from(COVERS, (cover) =>
      squaresOf(cover)
        .map((s) => square.names[s])
        .join(''),
    ),
    ...square.names,
  ],
  rows: square.rows.map((row) => row.map((s) => PLACES + s)),
};

/** The squares that a man on a cell covers. */
const coverOf = (cell: number): number => (cell < PLACES ? COVERS[cell] : 1 << (cell - PLACES));

const schema: Schema = {
  board,
  content: 'pieces',
  kinds: [
    { letter: 'L', max: 1, min: 1, cells: (cell) => cell < PLACES },
    { letter: 'N', max: 2, cells: (cell) => cell >= PLACES },
  ],
  apart: (_, cellA, __, cellB) => (coverOf(cellA) & coverOf(cellB)) !== 0,
};

const ELLS = [codeOf(schema, 0, 0), codeOf(schema, 0, 1)] as const;
const NEUTRAL = codeOf(schema, 1, 0);
const NOBODYS = codeOf(schema, 1, 1);
const MARKS = ['W', 'B'] as const;

const ellOf = (p: Position, side: Side): number => p.lists[ELLS[side] * p.stride];
/** The square of a neutral man, 0 or 1. */
const neutralAt = (p: Position, which: number): number => p.lists[NEUTRAL * p.stride + which] - PLACES;

/** A move: where the L goes, and from where to where a neutral man, `STAYS` if none does. */
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

/** Writes the placements but `present` that avoid `taken`, each with the same step of a neutral man. */
function writePlaces(present: number, taken: number, from: number, to: number, out: Int32Array, n: number): number {
  let end = n;
  for (let place = 0; place < PLACES; place++) {
    if (place !== present && (COVERS[place] & taken) === 0) out[end++] = pack(place, from, to);
  }
  return end;
}

export const lGame: Game = {
  id: 'l-game',
  title: 'The L-game',
  version: 1,
  schema,
  domain: OUTCOME,
  initial: 'oWW./.BW./.BW./.BBo W',
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

  /** Four rows, top first, `W` and `B` the squares of the Ls, `o` a neutral man; the side to move. */
  parse(p: Position, text: string): void {
    const fail = (what: string): never => {
      throw new EndgameError('E_POSITION', `position "${text}": ${what}`, `write it like "${lGame.initial}"`);
    };
    const [rows = '', side = '', ...rest] = text.trim().split(/\s+/);
    if (rest.length > 0) fail(`unexpected "${rest[0]}"`);
    const lines = rows.split('/');
    if (lines.length !== 4) fail(`${lines.length} rows, expected 4`);
    const turn = MARKS.indexOf(side as 'W');
    if (turn < 0) fail(`side to move "${side}", expected W or B`);
    p.clear();
    const covers = [0, 0];
    square.rows.forEach((cells, y) => {
      if (lines[y].length !== 4) fail(`row "${lines[y]}" has not 4 squares`);
      cells.forEach((s, x) => {
        const letter = lines[y][x];
        if (letter === '.') return;
        if (letter === 'o') {
          if (p.counts[NEUTRAL] === 2) fail('more than two neutral men "o"');
          p.set(PLACES + s, NEUTRAL);
          return;
        }
        const owner = MARKS.indexOf(letter as 'W');
        if (owner < 0) fail(`unknown letter "${letter}"`);
        covers[owner] |= 1 << s;
      });
    });
    if (p.counts[NEUTRAL] < 2) fail(`${p.counts[NEUTRAL]} neutral men "o", expected 2`);
    covers.forEach((cover, owner) => {
      const place = COVERS.indexOf(cover);
      if (place < 0) fail(`the squares "${MARKS[owner]}" are no L`);
      p.set(place, ELLS[owner]);
    });
    p.turn = turn === 0 ? 0 : 1;
    p.forget();
  },

  format: (p) => `${rowsOf(p).join('/')} ${MARKS[p.turn]}`,
  draw: (p) => [...rowsOf(p).map((row) => Array.from(row).join(' ')), `${MARKS[p.turn]} to move`].join('\n'),

  /** The squares of the new placement, and the step of a neutral man: `a1b1c1a2 d4-d1`. The game has no notation of its own. */
  formatMove(_: Position, move: Move): string {
    const from = fromOf(move);
    const step = from === STAYS ? '' : ` ${square.names[from]}-${square.names[toOf(move)]}`;
    return `${board.names[placeOf(move)]}${step}`;
  },
};

function rowsOf(p: Position): string[] {
  const mark = (s: number): string => {
    const owner = ([0, 1] as const).find((side) => (COVERS[ellOf(p, side)] >> s) & 1);
    return owner === undefined ? (neutralAt(p, 0) === s || neutralAt(p, 1) === s ? 'o' : '.') : MARKS[owner];
  };
  return square.rows.map((row) => row.map(mark).join(''));
}
