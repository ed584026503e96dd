/**
 * Plays moves written in SAN, also as real files write them: long algebraic, missing check marks and capture signs,
 * zeros for castling, "e8/Q", glyphs and remarks stuck to the move. Candidates come from the piece lists and the geometry tables instead of
 * the move generator; exactly one of them must be legal.
 */

import { EMPTY, NONE, type Position } from '../../src/game/index.ts';
import {
  BISHOP,
  BY_BISHOP,
  BY_KING,
  BY_KNIGHT,
  BY_ROOK,
  KING,
  KNIGHT,
  LINK,
  PAWN,
  QUEEN,
  ROOK,
  STEP,
} from './geometry.ts';
import { CASTLE } from './castling.ts';
import { CAPTURE, inCheck, MARKS, markable, moves, isOpenLine, PASSANT, play, rightsBit } from './moves.ts';
import { moveLength } from './pgn-words.ts';

/** Why a move was not played, by number of the error. */
export const SAN_ERRORS = ['', 'is no move', 'is not legal', 'is ambiguous'] as const;
/** Number of the error: the text is no move. */
export const UNREADABLE = 1;
/** Number of the error: no such move is legal. */
export const ILLEGAL = 2;
/** Number of the error: several such moves are legal. */
export const AMBIGUOUS = 3;

/** Kind of each letter, 255 for others. */
const KIND = new Uint8Array(256).fill(NONE);
for (const [kind, letter] of ['K', 'Q', 'R', 'B', 'N', 'P'].entries()) KIND[letter.charCodeAt(0)] = kind;

/** BY_* bits of each kind but the pawn. */
const REACH = new Uint8Array(PAWN);
REACH[KING] = BY_KING;
REACH[QUEEN] = BY_ROOK | BY_BISHOP;
REACH[ROOK] = BY_ROOK;
REACH[BISHOP] = BY_BISHOP;
REACH[KNIGHT] = BY_KNIGHT;
const SLIDES = BY_ROOK | BY_BISHOP;

const FILE_A = 97;
const RANK_1 = 49;
const CAPITAL_O = 79;
const SMALL_O = 111;
const ZERO = 48;
const X = 120;
const COLON = 58;
const DASH = 45;
const SLASH = 47;
const EQUALS = 61;

const buffer = new Int32Array(1536);

/**
 * Plays the move in `bytes[0..length)` on `p`. Returns 0, or the number of the error, and then leaves `p` unchanged.
 */
export function playSan(p: Position, bytes: Uint8Array, length: number): number {
  let end = moveLength(bytes, length);
  if (end < 2) return UNREADABLE;
  if (bytes[0] === CAPITAL_O || bytes[0] === SMALL_O || bytes[0] === ZERO) return castle(p, bytes, end);

  let kind = KIND[bytes[0]];
  let begin = 1;
  if (kind === NONE) {
    kind = PAWN;
    begin = 0;
  }
  let promotion = 0;
  const last = KIND[bytes[end - 1] & ~32];
  // A move ends in a letter only if a pawn promotes.
  if (last !== NONE) {
    if (kind !== PAWN || last === KING || last === PAWN) return UNREADABLE;
    promotion = last;
    end--;
    if (bytes[end - 1] === EQUALS || bytes[end - 1] === SLASH) end--;
  }
  if (end - begin < 2) return UNREADABLE;
  const file = bytes[end - 2] - FILE_A;
  const rank = bytes[end - 1] - RANK_1;
  if (file >>> 0 > 7 || rank >>> 0 > 7) return UNREADABLE;
  const to = rank * 8 + file;
  end -= 2;
  let captures = false;
  if (end > begin && (bytes[end - 1] === X || bytes[end - 1] === COLON)) {
    captures = true;
    end--;
  } else if (end > begin && bytes[end - 1] === DASH) {
    end--;
  }
  // The remaining letters name the man: by its file, its rank or both.
  let wanted = 0;
  let mask = 0;
  for (let i = begin; i < end; i++) {
    const column = bytes[i] - FILE_A;
    const row = bytes[i] - RANK_1;
    if (column >>> 0 < 8 && mask === 0) {
      wanted = column;
      mask = 7;
    } else if (row >>> 0 < 8 && (mask & 56) === 0) {
      wanted |= row << 3;
      mask |= 56;
    } else {
      return UNREADABLE;
    }
  }
  return kind === PAWN
    ? playPawn(p, to, promotion, captures, wanted, mask)
    : playMan(p, kind, to, captures, wanted, mask);
}

function playMan(p: Position, kind: number, to: number, captures: boolean, wanted: number, mask: number): number {
  const { cells, lists, stride, turn } = p;
  const content = cells[to];
  const own = 1 + turn * 6;
  if (content === EMPTY ? captures : content >= own && content < own + 6) return ILLEGAL;
  const reach = REACH[kind];
  const tag = content === EMPTY ? 0 : CAPTURE;
  const begin = (own + kind) * stride;
  const end = begin + p.counts[own + kind];
  let found = -1;
  for (let i = begin; i < end; i++) {
    const from = lists[i];
    const pair = (from << 6) | to;
    if ((LINK[pair] & reach) === 0 || (from & mask) !== wanted) continue;
    if ((reach & SLIDES) !== 0 && !isOpenLine(cells, from, to, STEP[pair])) continue;
    const move = from | (to << 6) | tag | rightsBit(p, from, to);
    if (found >= 0) {
      // Two men reach the cell: a pinned one does not count.
      if (!playable(p, move)) continue;
      if (playable(p, found)) return AMBIGUOUS;
    }
    found = move;
  }
  return found < 0 ? ILLEGAL : commit(p, found);
}

function playPawn(p: Position, to: number, promotion: number, captures: boolean, wanted: number, mask: number): number {
  const { cells, turn } = p;
  const own = 1 + turn * 6;
  const pawn = own + PAWN;
  const forward = turn === 0 ? 8 : -8;
  const rank = to >> 3;
  if ((rank === 0 || rank === 7) !== promotion > 0) return ILLEGAL;
  if (rank === (turn === 0 ? 0 : 7)) return ILLEGAL;
  let from = to - forward;
  let tag = 0;
  if ((mask & 7) !== 0 && ((wanted ^ to) & 7) !== 0) {
    if (Math.abs((wanted & 7) - (to & 7)) !== 1) return ILLEGAL;
    from = (from & 56) | (wanted & 7);
    const enemy = 9 - own;
    if ((cells[to] - enemy) >>> 0 < 5) tag = CAPTURE;
    else if (p.mark !== NONE && p.mark === to - forward) tag = PASSANT;
    else return ILLEGAL;
  } else {
    if (captures || cells[to] !== EMPTY) return ILLEGAL;
    if (cells[from] === EMPTY && rank === (turn === 0 ? 3 : 4)) {
      from -= forward;
      if (markable(cells, to, 13 - own)) tag = MARKS;
    }
  }
  if (from < 0 || from > 63 || cells[from] !== pawn || (from & mask) !== wanted) return ILLEGAL;
  return commit(p, from | (to << 6) | (promotion << 12) | tag | rightsBit(p, from, to));
}

function castle(p: Position, bytes: Uint8Array, length: number): number {
  if (length !== 3 && length !== 5) return UNREADABLE;
  for (let i = 0; i < length; i++) if (bytes[i] !== ((i & 1) === 0 ? bytes[0] : DASH)) return UNREADABLE;
  const count = moves(p, buffer);
  for (let i = 0; i < count; i++) {
    const short = ((buffer[i] >> 6) & 63) > (buffer[i] & 63);
    if ((buffer[i] & CASTLE) !== 0 && short === (length === 3)) return commit(p, buffer[i]);
  }
  return ILLEGAL;
}

function playable(p: Position, move: number): boolean {
  const time = p.time;
  play(p, move);
  const fine = !inCheck(p, 1 - p.turn);
  p.rewind(time);
  return fine;
}

function commit(p: Position, move: number): number {
  const time = p.time;
  play(p, move);
  if (!inCheck(p, 1 - p.turn)) return 0;
  p.rewind(time);
  return ILLEGAL;
}
