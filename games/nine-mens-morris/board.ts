/**
 * The board of nine men's morris and how positions on it are written.
 *
 *   7  23----------16----------17        cell = 8 * ring + p
 *   6   |  15-------8-------9   |        ring 0 is the inner square, 2 the outer one;
 *   5   |   |   7---0---1   |   |        p runs clockwise from the middle of the top side,
 *   4  22--14---6       2--10--18        so odd p are corners and even p carry the spokes
 *   3   |   |   5---4---3   |   |
 *   2   |  13------12------11   |
 *   1  21----------20----------19
 *       a   b   c   d   e   f   g
 *
 * These are the cells of the Malom database and of Sanmill's FEN. (Turning the rings inside out is a symmetry of the
 * game, so no value depends on which ring is which.)
 *
 * A position is written like Sanmill's FEN without its bookkeeping: the three rings, the side to move, the men in hand
 * of w (`O` on the board) and of b (`@`): `********\/********\/*******O b 8 9`. A full Sanmill FEN is read too.
 */

import { type Board, EMPTY, EndgameError, type Notation, type Position } from '../../src/game/index.ts';
import { linesThrough, neighboursOf, type PerCell } from '../shared/mills.ts';

/** Steps east and north of each p from the centre of its ring, on a ring of size 1. */
const EAST = [0, 1, 1, 1, 0, -1, -1, -1] as const;
const NORTH = [1, 1, 0, -1, -1, -1, 0, 1] as const;

const CELLS = Array.from({ length: 24 }, (_, cell) => {
  const size = (cell >> 3) + 1;
  return { file: 3 + EAST[cell & 7] * size, rank: 3 + NORTH[cell & 7] * size };
});

function makeBoard(): Board {
  const links: [number, number][] = [];
  const rows = Array.from({ length: 7 }, () => Array.from({ length: 7 }, () => -1));
  CELLS.forEach(({ file, rank }, cell) => {
    rows[6 - rank][file] = cell;
    links.push([cell, (cell & 24) | ((cell + 1) & 7)]);
    if (cell < 16 && cell % 2 === 0) links.push([cell, cell + 8]);
  });
  return { cells: 24, links, names: CELLS.map(({ file, rank }) => `${'abcdefg'[file]}${rank + 1}`), rows };
}

function mills(): (readonly [number, number, number])[] {
  const lines: (readonly [number, number, number])[] = [];
  for (let p = 0; p < 8; p += 2) {
    lines.push([p, p + 8, p + 16]);
    for (let ring = 0; ring < 24; ring += 8) lines.push([ring + ((p + 7) & 7), ring + p, ring + p + 1]);
  }
  return lines;
}

export const BOARD: Board = makeBoard();
export const NEIGHBOURS: PerCell = neighboursOf(BOARD);
/** The sixteen mills: three on each side of each ring's square, and the four spokes. */
export const LINES: PerCell = linesThrough(24, mills());

const MARKS = ['O', '@'] as const;
const SIDES = ['w', 'b'] as const;
const HINT = 'write it like "********/********/*******O b 8 9": rings from the inside out, side to move, men in hand';
/** Fields of a full Sanmill FEN: rings, side, phase, action, then for w and b men on the board and in hand, and more. */
const FULL_FEN = 17;

function fail(text: string, what: string, hint = HINT): never {
  throw new EndgameError('E_POSITION', `position "${text}": ${what}`, hint);
}

/**
 * @param men piece codes by side
 * @param most men that a side has in hand at the start
 * @param legal refuses what `parse` must not accept
 */
export function nineNotation(men: readonly [number, number], most: number, legal: (p: Position) => boolean): Notation {
  const parse = (p: Position, text: string): void => {
    const fields = text.trim().split(/\s+/);
    const full = fields.length === FULL_FEN;
    if (!full && fields.length !== 4) fail(text, `${fields.length} fields, expected 4 (or ${FULL_FEN}, Sanmill's FEN)`);
    if (full && fields[3] === 'r') {
      fail(
        text,
        'a man is still to be taken',
        'give the position before the mill was closed, or after the man is taken',
      );
    }
    const rings = fields[0].split('/');
    if (rings.length !== 3) fail(text, `${rings.length} rings, expected 3`);
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
      if (!/^\d$/.test(hand)) fail(text, `men in hand "${hand}", expected 0 to ${most}`);
      p.addReserve(men[side], Number(hand));
    });
    p.turn = turn === 0 ? 0 : 1;
    p.forget();
    if (!legal(p)) {
      fail(
        text,
        "no game of nine men's morris leads there",
        'a side has 3 to 9 men in all (2 if it has lost), put down in turn',
      );
    }
  };

  const format = (p: Position): string => {
    let rings = '';
    for (let cell = 0; cell < 24; cell++) rings += `${cell === 8 || cell === 16 ? '/' : ''}${markAt(p, cell)}`;
    return `${rings} ${SIDES[p.turn]} ${p.reserve[men[0]]} ${p.reserve[men[1]]}`;
  };

  const markAt = (p: Position, cell: number): string => {
    const content = p.cells[cell];
    return content === EMPTY ? '*' : content === men[0] ? MARKS[0] : MARKS[1];
  };

  const draw = (p: Position): string => {
    const canvas = Array.from({ length: 13 }, () => Array.from({ length: 25 }, () => ' '));
    for (const [a, b] of BOARD.links) drawLink(canvas, a, b);
    CELLS.forEach(({ file, rank }, cell) => {
      canvas[12 - 2 * rank][4 * file] = markAt(p, cell);
    });
    const lines = canvas.map((row, y) => `${y % 2 === 0 ? 7 - y / 2 : ' '}  ${row.join('')}`.trimEnd());
    const hands = MARKS.map((mark, side) => `${mark} in hand: ${p.reserve[men[side]]}`).join(', ');
    return [...lines, '', '   a   b   c   d   e   f   g', hands, `${MARKS[p.turn]} to move`].join('\n');
  };

  return { parse, format, draw };
}

/** Four columns a file and two lines a rank. */
function drawLink(canvas: string[][], a: number, b: number): void {
  const from = CELLS[a];
  const to = CELLS[b];
  const flat = from.rank === to.rank;
  const steps = flat ? 4 * Math.abs(to.file - from.file) : 2 * Math.abs(to.rank - from.rank);
  const left = 4 * Math.min(from.file, to.file);
  const top = 12 - 2 * Math.max(from.rank, to.rank);
  for (let i = 1; i < steps; i++) canvas[flat ? top : top + i][flat ? left + i : left] = flat ? '-' : '|';
}
