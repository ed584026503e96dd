/**
 * Morris boards of two or three squares, one in another, joined by spokes, and the notation of positions on them.
 *
 *   7  23----------16----------17        cell = 8 * ring + p
 *   6   |  15-------8-------9   |        ring 0 is the inner square, the last one the outer;
 *   5   |   |   7---0---1   |   |        p runs clockwise from the middle of the top side,
 *   4  22--14---6       2--10--18        so odd p are corners and even p carry the spokes
 *   3   |   |   5---4---3   |   |
 *   2   |  13------12------11   |
 *   1  21----------20----------19
 *       a   b   c   d   e   f   g
 *
 * With three squares these are the cells of the Malom database and of Sanmill's FEN. (Turning the rings inside out is a
 * symmetry of the games, so no value depends on which ring is which.)
 *
 * A position is written like Sanmill's FEN without its bookkeeping: the rings, the side to move, the men in hand of w
 * (`O` on the board) and of b (`@`): `********\/********\/*******O b 8 9`. For three rings a full Sanmill FEN is read
 * too.
 */

import { type Board, EMPTY, EndgameError, type Notation, type Position } from '../../src/game/index.ts';
import { linesThrough, neighboursOf, type PerCell } from './mills.ts';

/** Steps east and north of each p from the centre of its ring, on a ring of size 1. */
const EAST = [0, 1, 1, 1, 0, -1, -1, -1] as const;
const NORTH = [1, 1, 0, -1, -1, -1, 0, 1] as const;

/** Where a point is on the squares that its names come from: `a1` is file 0, rank 0. */
export interface RingPoint {
  readonly file: number;
  readonly rank: number;
}

/** A board of rings with its links and lines. */
export interface RingBoard {
  readonly rings: 2 | 3;
  readonly board: Board;
  readonly neighbours: PerCell;
  /** The lines of three points: three on each side of each square, and with three squares also the four spokes. */
  readonly lines: PerCell;
  readonly points: readonly RingPoint[];
}

/** Returns the board of two or three squares, one in another, joined by spokes: 16 or 24 points. */
export function ringBoard(rings: 2 | 3): RingBoard {
  const cells = 8 * rings;
  const width = 2 * rings + 1;
  const points = Array.from({ length: cells }, (_, cell) => {
    const size = (cell >> 3) + 1;
    return { file: rings + EAST[cell & 7] * size, rank: rings + NORTH[cell & 7] * size };
  });
  const links: [number, number][] = [];
  const rows = Array.from({ length: width }, () => Array.from({ length: width }, () => -1));
  points.forEach(({ file, rank }, cell) => {
    rows[width - 1 - rank][file] = cell;
    links.push([cell, (cell & 24) | ((cell + 1) & 7)]);
    if (cell < cells - 8 && cell % 2 === 0) links.push([cell, cell + 8]);
  });
  const lines: (readonly [number, number, number])[] = [];
  for (let p = 0; p < 8; p += 2) {
    if (rings === 3) lines.push([p, p + 8, p + 16]);
    for (let ring = 0; ring < cells; ring += 8) lines.push([ring + ((p + 7) & 7), ring + p, ring + p + 1]);
  }
  const board = { cells, links, names: points.map(({ file, rank }) => `${'abcdefg'[file]}${rank + 1}`), rows };
  return { rings, board, neighbours: neighboursOf(board), lines: linesThrough(cells, lines), points };
}

const MARKS = ['O', '@'] as const;
const SIDES = ['w', 'b'] as const;
/**
 * Fields of a full Sanmill FEN: rings, side, phase, action, then for w and b men on the board and in hand, and more.
 */
const FULL_FEN = 17;

/** What the notation of a game needs. */
export interface RingNotation {
  /** The game's title, for messages. */
  readonly title: string;
  /** Men of a side. */
  readonly most: number;
  /** Piece codes by side. */
  readonly men: readonly [number, number];
  /** Returns whether `parse` may accept the position. */
  readonly legal: (p: Position) => boolean;
  /** What `legal` requires, in words. */
  readonly rule: string;
}

/** Returns the notation of a morris game. */
export function ringNotation(ringed: RingBoard, { title, most, men, legal, rule }: RingNotation): Notation {
  const { rings: count, board, points } = ringed;
  const empty = '*'.repeat(8);
  const example = [...Array<string>(count - 1).fill(empty), '*******O'].join('/');
  const hint = `write it like "${example} b ${most - 1} ${most}": rings from the inside out, side to move, men in hand`;
  const fail = (text: string, what: string, how = hint): never => {
    throw new EndgameError('E_POSITION', `position "${text}": ${what}`, how);
  };

  const parse = (p: Position, text: string): void => {
    const fields = text.trim().split(/\s+/);
    const full = count === 3 && fields.length === FULL_FEN;
    const or = count === 3 ? ` (or ${FULL_FEN}, Sanmill's FEN)` : '';
    if (!full && fields.length !== 4) fail(text, `${fields.length} fields, expected 4${or}`);
    if (full && fields[3] === 'r') {
      fail(
        text,
        'a man is still to be taken',
        'give the position before the mill was closed, or after the man is taken',
      );
    }
    const rings = fields[0].split('/');
    if (rings.length !== count) fail(text, `${rings.length} rings, expected ${count}`);
    const turn = SIDES.indexOf(fields[1] as 'w');
    if (turn < 0) fail(text, `side to move "${fields[1]}", expected w or b`);
    p.clear();
    rings.forEach((ring, r) => {
      if (ring.length !== 8) fail(text, `ring "${ring}" has ${ring.length} points, expected 8`);
      for (let i = 0; i < 8; i++) {
        if (ring[i] === '*') continue;
        const side = MARKS.indexOf(ring[i] as 'O');
        if (side < 0) fail(text, `unknown letter "${ring[i]}"`);
        if (p.counts[men[side]] === most) fail(text, `more than ${most} men "${ring[i]}"`);
        p.set(8 * r + i, men[side]);
      }
    });
    const hands = full ? [fields[5], fields[7]] : [fields[2], fields[3]];
    hands.forEach((hand, side) => {
      if (!/^\d{1,2}$/.test(hand) || Number(hand) > most) fail(text, `men in hand "${hand}", expected 0 to ${most}`);
      p.addReserve(men[side], Number(hand));
    });
    p.turn = turn === 0 ? 0 : 1;
    p.forget();
    if (!legal(p)) fail(text, `no game of ${title} leads there`, rule);
  };

  const markAt = (p: Position, cell: number): string => {
    const content = p.cells[cell];
    return content === EMPTY ? '*' : content === men[0] ? MARKS[0] : MARKS[1];
  };

  const format = (p: Position): string => {
    let rings = '';
    for (let cell = 0; cell < board.cells; cell++)
      rings += `${cell > 0 && cell % 8 === 0 ? '/' : ''}${markAt(p, cell)}`;
    return `${rings} ${SIDES[p.turn]} ${p.reserve[men[0]]} ${p.reserve[men[1]]}`;
  };

  const draw = (p: Position): string => {
    const ranks = 2 * count + 1;
    const canvas = Array.from({ length: 2 * ranks - 1 }, () => Array.from({ length: 4 * ranks - 3 }, () => ' '));
    for (const [a, b] of board.links) drawLink(canvas, points[a], points[b]);
    points.forEach(({ file, rank }, cell) => {
      canvas[2 * (ranks - 1 - rank)][4 * file] = markAt(p, cell);
    });
    const lines = canvas.map((row, y) => `${y % 2 === 0 ? ranks - y / 2 : ' '}  ${row.join('')}`.trimEnd());
    const files = Array.from('abcdefg'.slice(0, ranks)).join('   ');
    const hands = MARKS.map((mark, side) => `${mark} in hand: ${p.reserve[men[side]]}`).join(', ');
    return [...lines, '', `   ${files}`, hands, `${MARKS[p.turn]} to move`].join('\n');
  };

  return { parse, format, draw };
}

/** Draws a link on the canvas, with four columns per file and two lines per rank. */
function drawLink(canvas: string[][], from: RingPoint, to: RingPoint): void {
  const flat = from.rank === to.rank;
  const steps = flat ? 4 * Math.abs(to.file - from.file) : 2 * Math.abs(to.rank - from.rank);
  const left = 4 * Math.min(from.file, to.file);
  const top = canvas.length - 1 - 2 * Math.max(from.rank, to.rank);
  for (let i = 1; i < steps; i++) canvas[flat ? top : top + i][flat ? left + i : left] = flat ? '-' : '|';
}
