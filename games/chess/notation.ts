/**
 * Chess notations: FEN with the marked cell as en passant square, UCI move names, a drawing. chess.js checks the form of
 * a FEN; what the form means for the rules is checked here.
 */

import { validateFen } from 'chess.js';
import { EMPTY, EndgameError, NONE, type Position } from '../../src/game/index.ts';
import { BY_KING, LINK, PAWN } from './geometry.ts';
import { CASTLE, isStandard } from './castling.ts';
import { readRights, writeRights } from './castling-field.ts';
import { inCheck, markable } from './moves.ts';

/** The initial position of the game. */
export const START = 'rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1';
/** Letter of each piece code. */
export const LETTERS = '.KQRBNPkqrbnp';
const FILES = 'abcdefgh';
const SIDES = ['White', 'Black'] as const;
const HINT = 'write it in FEN like "8/8/8/8/8/1k6/8/K2R4 w - - 0 1"';
const SIDE_HINT = 'write w or b in the second field (side to move)';
const CASTLING_HINT = 'write only rights that are there, or "-" for none, in the third field (castling)';
const PASSANT_HINT = 'write the square that a pawn has just passed over, or "-", in the fourth field (en passant)';
const COUNTER_HINT =
  'write whole numbers in the fifth field (half-moves since a capture or pawn move) and the sixth (move)';

function fail(fen: string, what: string, hint = HINT): never {
  throw new EndgameError('E_POSITION', `position "${fen}": ${what}`, hint);
}

/** Returns the name of a cell, such as `e4`. */
export function cellName(cell: number): string {
  return `${FILES[cell & 7]}${(cell >> 3) + 1}`;
}

function cellOf(name: string): number {
  return FILES.indexOf(name[0]) + (Number(name[1]) - 1) * 8;
}

/** Returns the fields of a FEN. Links have underscores for blanks. */
function fieldsOf(text: string): string[] {
  return text.replaceAll('_', ' ').trim().split(/\s+/);
}

/**
 * Reads a FEN, also of Chess960. Castling rights go to `flags`. Move counters are optional and ignored; an en passant
 * square counts only where a pawn can capture there.
 * @throws EndgameError E_POSITION
 */
export function parseFullFen(p: Position, text: string): void {
  const [placement = '', side = '', castling = '-', passant = '-', halfmove, move, ...rest] = fieldsOf(text);
  if (side === '') fail(text, 'no side to move: a FEN has at least the fields placement and side');
  if (side !== 'w' && side !== 'b') fail(text, `side to move "${side}", expected w or b`, SIDE_HINT);
  if (rest.length > 0) fail(text, `unexpected "${rest[0]}" after six fields`);
  for (const counter of [halfmove, move]) {
    if (counter !== undefined && !/^\d+$/.test(counter)) {
      fail(text, `move counter "${counter}" is not a number`, COUNTER_HINT);
    }
  }
  const odd = /[^KQRBNPkqrbnp1-8/]/.exec(placement);
  if (odd) fail(text, `"${odd[0]}" in the placement is no piece and no number from 1 to 8`);
  if (!/^(-|[a-h][36])$/.test(passant)) {
    fail(text, `en passant square "${passant}", expected a square of rank 3 or 6, or -`, PASSANT_HINT);
  }
  const form = validateFen(`${placement} ${side} - ${passant} 0 1`);
  if (!form.ok) {
    const what = form.error?.replace('Invalid FEN: ', '') ?? 'invalid';
    fail(text, what, what.includes('en-passant') ? PASSANT_HINT : HINT);
  }

  p.clear();
  let cell = 56;
  for (const letter of placement) {
    if (letter === '/') cell -= 16;
    else if (letter >= '1' && letter <= '8') cell += Number(letter);
    else place(p, cell++, LETTERS.indexOf(letter), text);
  }
  if (side === 'b') p.turn = 1;
  const kings = [p.lists[p.stride], p.lists[7 * p.stride]] as const;
  if ((LINK[(kings[0] << 6) | kings[1]] & BY_KING) !== 0) {
    fail(text, `the kings on ${cellName(kings[0])} and ${cellName(kings[1])} are in contact`);
  }
  if (inCheck(p, 1 - p.turn)) {
    fail(text, `${SIDES[1 - p.turn]} is in check but ${SIDES[p.turn]} is to move`);
  }
  p.flags = readRights(p, castling, (what) => fail(text, what, CASTLING_HINT));
  if (passant !== '-') p.mark = markOf(p, passant, text);
  p.forget();
}

function place(p: Position, cell: number, code: number, text: string): void {
  const most = p.schema.kinds[(code - 1) % 6].max;
  if (p.counts[code] >= most) fail(text, `more than ${most} men "${LETTERS[code]}"`);
  p.set(cell, code);
}

/**
 * Returns the cell of the pawn that has just passed over the en passant square; NONE if it cannot be captured there.
 * @throws EndgameError E_POSITION if no pawn can have passed there
 */
function markOf(p: Position, passant: string, text: string): number {
  const square = cellOf(passant);
  const forward = p.turn === 0 ? -8 : 8;
  const pawn = square + forward;
  const mover = 1 + (1 - p.turn) * 6;
  if (p.cells[pawn] !== mover + PAWN || p.cells[square] !== EMPTY || p.cells[square - forward] !== EMPTY) {
    fail(text, `no pawn can have just passed over the en passant square ${passant}`, PASSANT_HINT);
  }
  return markable(p.cells, pawn, 8 - mover + PAWN) ? pawn : NONE;
}

/**
 * Writes a FEN in normal form: an en passant square only if an enemy pawn stands beside the pawn, move number 1.
 * @param clock plies since the last capture or pawn move
 */
export function format(p: Position, clock = 0): string {
  const rows: string[] = [];
  for (let rank = 7; rank >= 0; rank--) {
    let row = '';
    for (let file = 0; file < 8; file++) row += LETTERS[p.cells[rank * 8 + file]];
    rows.push(row.replaceAll(/\.+/g, (gap) => String(gap.length)));
  }
  return `${rows.join('/')} ${p.turn === 0 ? 'w' : 'b'} ${writeRights(p)} ${passantSquare(p)} ${clock} 1`;
}

function passantSquare(p: Position): string {
  return p.mark === NONE ? '-' : cellName(p.mark + (p.turn === 0 ? 8 : -8));
}

/**
 * Writes a move in UCI notation: e2e4, a7a8q, e1g1. Where a right is one of Chess960 alone, the king takes the rook:
 * e1f1.
 */
export function formatMove(p: Position, move: number): string {
  const from = move & 63;
  const to = (move >> 6) & 63;
  if ((move & CASTLE) !== 0 && isStandard(p)) return cellName(from) + cellName(to > from ? from + 2 : from - 2);
  const promotion = (move >> 12) & 7;
  return cellName(from) + cellName(to) + (promotion === 0 ? '' : LETTERS[7 + promotion]);
}

/** Draws eight ranks, the files, the side to move and the en passant square, if there is one. */
export function draw(p: Position): string {
  const lines: string[] = [];
  for (let rank = 7; rank >= 0; rank--) {
    const row = Array.from(p.cells.subarray(rank * 8, rank * 8 + 8), (code) => LETTERS[code]);
    lines.push(`${rank + 1} ${row.join(' ')}`);
  }
  lines.push(`  ${FILES.split('').join(' ')}`);
  lines.push(`${SIDES[p.turn]} to move${p.mark === NONE ? '' : `, en passant on ${passantSquare(p)}`}`);
  return lines.join('\n');
}
