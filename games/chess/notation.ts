/**
 * Chess notations: FEN with the marked cell as en passant square, UCI move names, SAN, a drawing. chess.js checks the
 * form of a FEN and names moves in SAN; what the form means for the rules is checked here.
 */

import { Chess, validateFen } from 'chess.js';
import { EMPTY, EndgameError, NONE, type Position } from '../../src/game/index.ts';
import { BY_KING, LINK, PAWN } from './geometry.ts';
import { BLACK_LONG, BLACK_SHORT, inCheck, markable, WHITE_LONG, WHITE_SHORT } from './moves.ts';

/** Letter of each piece code. */
export const LETTERS = '.KQRBNPkqrbnp';
const FILES = 'abcdefgh';
const SIDES = ['White', 'Black'] as const;
const HINT = 'write it in FEN like "8/8/8/8/8/1k6/8/K2R4 w - - 0 1"';

/** Castling right, its letter in FEN, the king's and the rook's cell and the king's code. */
const RIGHTS = [
  [WHITE_SHORT, 'K', 4, 7, 1],
  [WHITE_LONG, 'Q', 4, 0, 1],
  [BLACK_SHORT, 'k', 60, 63, 7],
  [BLACK_LONG, 'q', 60, 56, 7],
] as const;

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

/**
 * Reads a FEN without castling rights. Move counters are optional and ignored; an en passant square counts only where a
 * pawn can capture there.
 * @throws EndgameError E_POSITION
 */
export function parse(p: Position, text: string): void {
  parseFullFen(p, text);
  if (p.flags === 0) return;
  const fields = fieldsOf(text);
  const hint = `write "-" for the castling rights: "${fields.with(2, '-').join(' ')}"`;
  fail(text, `castling rights "${fields[2]}": castling cannot occur in an endgame table`, hint);
}

/** Returns the fields of a FEN. Links have underscores for blanks. */
function fieldsOf(text: string): string[] {
  return text.replaceAll('_', ' ').trim().split(/\s+/);
}

/**
 * Reads any FEN of standard chess; castling rights go to `flags`.
 * @throws EndgameError E_POSITION
 */
export function parseFullFen(p: Position, text: string): void {
  const [placement = '', side = '', castling = '-', passant = '-', halfmove, move, ...rest] = fieldsOf(text);
  if (side === '') fail(text, 'no side to move: a FEN has at least the fields placement and side');
  if (rest.length > 0) fail(text, `unexpected "${rest[0]}" after six fields`);
  for (const counter of [halfmove, move]) {
    if (counter !== undefined && !/^\d+$/.test(counter)) fail(text, `move counter "${counter}" is not a number`);
  }
  const odd = /[^KQRBNPkqrbnp1-8/]/.exec(placement);
  if (odd) fail(text, `"${odd[0]}" in the placement is no piece and no number from 1 to 8`);
  if (!/^(-|(?=.)K?Q?k?q?)$/.test(castling)) fail(text, `castling rights "${castling}", expected some of KQkq, or -`);
  const form = validateFen(`${placement} ${side} ${castling} ${passant} 0 1`);
  if (!form.ok) fail(text, form.error?.replace('Invalid FEN: ', '') ?? 'invalid');

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
  if (castling !== '-') p.flags = flagsOf(p, castling, text);
  if (passant !== '-') p.mark = markOf(p, passant, text);
  p.forget();
}

function place(p: Position, cell: number, code: number, text: string): void {
  const most = p.schema.kinds[(code - 1) % 6].max;
  if (p.counts[code] >= most) fail(text, `more than ${most} men "${LETTERS[code]}"`);
  p.set(cell, code);
}

function flagsOf(p: Position, castling: string, text: string): number {
  let flags = 0;
  for (const [right, letter, king, rook, code] of RIGHTS) {
    if (!castling.includes(letter)) continue;
    if (p.cells[king] !== code || p.cells[rook] !== code + 2) {
      const where = `${cellName(king)} and ${cellName(rook)}`;
      fail(text, `castling right "${letter}" without king and rook on ${where}`, 'leave that right out');
    }
    flags |= right;
  }
  return flags;
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
    fail(text, `no pawn can have just passed over the en passant square ${passant}`, 'write "-" for no en passant');
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
  const castling = RIGHTS.map(([right, letter]) => ((p.flags & right) === 0 ? '' : letter)).join('') || '-';
  return `${rows.join('/')} ${p.turn === 0 ? 'w' : 'b'} ${castling} ${passantSquare(p)} ${clock} 1`;
}

function passantSquare(p: Position): string {
  return p.mark === NONE ? '-' : cellName(p.mark + (p.turn === 0 ? 8 : -8));
}

/** Writes a move in UCI notation: e2e4, a7a8q, e1g1. */
export function formatMove(_p: Position, move: number): string {
  const promotion = (move >> 12) & 7;
  return cellName(move & 63) + cellName((move >> 6) & 63) + (promotion === 0 ? '' : LETTERS[7 + promotion]);
}

/**
 * Names UCI moves of a FEN in SAN.
 * @throws EndgameError if a move cannot be played
 */
export function annotate(position: string, moves: readonly string[]): string[] {
  const names = new Map(new Chess(position).moves({ verbose: true }).map((move) => [move.lan, move.san]));
  return moves.map((move) => {
    const san = names.get(move);
    if (san === undefined) {
      throw new EndgameError(
        'E_USAGE',
        `move "${move}" cannot be played in "${position}"`,
        'write moves like e2e4 or a7a8q',
      );
    }
    return san;
  });
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
