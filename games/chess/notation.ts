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

/** What is no field of a FEN as programs write it: other blanks, two of them, some at an end, or a link's underscores. */
const ODD_BLANK = /[^!-^`-~ ]| {2}|^ | $/;

/** Returns the fields of a FEN. Links have underscores for blanks. */
function fieldsOf(text: string): string[] {
  if (!ODD_BLANK.test(text)) return text.split(' ');
  return text.replaceAll('_', ' ').trim().split(/\s+/);
}

const CODE_OF = new Uint8Array(128);
for (let code = 1; code < LETTERS.length; code++) CODE_OF[LETTERS.charCodeAt(code)] = code;
const [WHITE_KING, WHITE_PAWN, BLACK_KING, BLACK_PAWN] = ['K', 'P', 'k', 'p'].map((letter) => LETTERS.indexOf(letter));

/**
 * Returns whether a placement is in order, with one king a side and no pawns on the outer ranks. It decides nothing: what it
 * does not take chess.js is asked about, which says what is wrong, in thirty times the time.
 */
function isPlain(placement: string): boolean {
  let file = 0;
  let rank = 7;
  let wasDigit = false;
  let kings = 0;
  for (let i = 0; i < placement.length; i++) {
    const char = placement.charCodeAt(i);
    const code = CODE_OF[char & 127];
    const isDigit = char >= 49 && char <= 56;
    if (char > 127 || (isDigit && wasDigit)) return false;
    if (isDigit) file += char - 48;
    else if (code !== 0) {
      file++;
      if ((code === WHITE_PAWN || code === BLACK_PAWN) && (rank === 0 || rank === 7)) return false;
      if (code === WHITE_KING) kings += 1;
      else if (code === BLACK_KING) kings += 16;
    } else if (char === 47 && file === 8) {
      file = 0;
      rank--;
    } else return false;
    wasDigit = isDigit;
  }
  return rank === 0 && file === 8 && kings === 17;
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
  if (passant !== '-' || !isPlain(placement)) checkForm(text, placement, side, passant);

  p.clear();
  let cell = 56;
  for (let i = 0; i < placement.length; i++) {
    const char = placement.charCodeAt(i);
    const code = CODE_OF[char];
    if (code !== 0) place(p, cell++, code, text);
    else cell += char === 47 ? -16 : char - 48;
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

/** @throws EndgameError E_POSITION if the form of a FEN is wrong */
function checkForm(text: string, placement: string, side: string, passant: string): void {
  const odd = /[^KQRBNPkqrbnp1-8/]/.exec(placement);
  if (odd) fail(text, `"${odd[0]}" in the placement is no piece and no number from 1 to 8`);
  if (!/^(-|[a-h][36])$/.test(passant)) {
    fail(text, `en passant square "${passant}", expected a square of rank 3 or 6, or -`, PASSANT_HINT);
  }
  const form = validateFen(`${placement} ${side} - ${passant} 0 1`);
  if (form.ok) return;
  const what = form.error?.replace('Invalid FEN: ', '') ?? 'invalid';
  fail(text, what, what.includes('en-passant') ? PASSANT_HINT : HINT);
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
  const { cells } = p;
  let placement = '';
  for (let rank = 7; rank >= 0; rank--) {
    let gap = 0;
    for (let file = 0; file < 8; file++) {
      const code = cells[rank * 8 + file];
      if (code === EMPTY) gap++;
      else {
        if (gap > 0) placement += gap;
        placement += LETTERS[code];
        gap = 0;
      }
    }
    if (gap > 0) placement += gap;
    if (rank > 0) placement += '/';
  }
  return `${placement} ${p.turn === 0 ? 'w' : 'b'} ${writeRights(p)} ${passantSquare(p)} ${clock} 1`;
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
