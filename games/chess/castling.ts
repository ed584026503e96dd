/**
 * Castling, in standard chess and Chess960 alike: king and rook begin anywhere on their first rank and end where they end
 * in standard chess. A right is a bit of `flags`, which stands for its rook: bits 0 to 7 for White's rooks on a1 to h1,
 * bits 8 to 15 for Black's on a8 to h8. Where the king stands tells whether the right is short or long.
 *
 * A castling move goes from the king to the rook.
 */

import { EMPTY, type Position } from '../../src/game/index.ts';
import { KING, ROOK } from './geometry.ts';

/** Bit of a move: castling. */
export const CASTLE: number = 1 << 18;
/** Bit of a move that takes castling rights away. */
export const RIGHTS: number = 1 << 19;

/** Files on which king and rook end, short and long. */
const KING_ENDS = [6, 2] as const;
const ROOK_ENDS = [5, 3] as const;

/** The right of a rook on a cell; 0 off the first ranks. */
export const RIGHT_OF: Uint16Array = new Uint16Array(64);
for (let file = 0; file < 8; file++) {
  RIGHT_OF[file] = 1 << file;
  RIGHT_OF[56 + file] = 256 << file;
}

/** The rights of standard chess: rooks on a1, h1, a8 and h8. */
export const STANDARD_RIGHTS = 0x8181;

/** Returns the cell of a side's king. */
export function kingOf({ lists, stride }: Position, side: number): number {
  return lists[(1 + side * 6 + KING) * stride];
}

/** Returns whether a position could be one of standard chess: every king that may castle stands on the file e. */
export function isStandard(p: Position): boolean {
  const { flags } = p;
  if ((flags & ~STANDARD_RIGHTS) !== 0) return false;
  return ((flags & 255) === 0 || kingOf(p, 0) === 4) && (flags >> 8 === 0 || kingOf(p, 1) === 60);
}

/** Returns the rights that a move of the side to move would take away, whether they are there or not. */
export function rightsLost(p: Position, from: number, to: number): number {
  const own = from === kingOf(p, p.turn) ? 255 << (8 * p.turn) : 0;
  return own | RIGHT_OF[from] | RIGHT_OF[to];
}

/**
 * Writes the castling moves of the side to move to `out` from `count` on, and returns the new number. In Chess960 the
 * rook may have shielded the king's new cell; then the position after the move is not legal.
 * @param attacked returns whether a man of a side attacks a cell
 */
export function castlings(
  p: Position,
  out: Int32Array,
  count: number,
  attacked: (p: Position, target: number, side: number) => boolean,
): number {
  const { turn } = p;
  const king = kingOf(p, turn);
  let rights = (p.flags >> (8 * turn)) & 255;
  let n = count;
  for (; rights !== 0; rights &= rights - 1) {
    const rook = 56 * turn + 31 - Math.clz32(rights & -rights);
    if (hasRoom(p.cells, king, rook) && isSafe(p, king, rook, attacked))
      out[n++] = king | (rook << 6) | CASTLE | RIGHTS;
  }
  return n;
}

/** Returns whether king and rook are alone on the cells that they pass and on those where they end. */
function hasRoom(cells: Uint8Array, king: number, rook: number): boolean {
  const long = rook < king ? 1 : 0;
  const kingEnd = (king & 56) + KING_ENDS[long];
  const rookEnd = (king & 56) + ROOK_ENDS[long];
  const last = Math.max(king, rook, kingEnd, rookEnd);
  for (let cell = Math.min(king, rook, kingEnd, rookEnd); cell <= last; cell++) {
    if (cells[cell] !== EMPTY && cell !== king && cell !== rook) return false;
  }
  return true;
}

/** Returns whether no cell is attacked where the king stands, passes and ends. */
function isSafe(
  p: Position,
  king: number,
  rook: number,
  attacked: (p: Position, target: number, side: number) => boolean,
): boolean {
  const end = (king & 56) + KING_ENDS[rook < king ? 1 : 0];
  const last = Math.max(king, end);
  for (let cell = Math.min(king, end); cell <= last; cell++) if (attacked(p, cell, 1 - p.turn)) return false;
  return true;
}

/** Moves king and rook; `flags` and the turn stay. */
export function castle(p: Position, king: number, rook: number): void {
  const long = rook < king ? 1 : 0;
  const home = king & 56;
  const kingEnd = home + KING_ENDS[long];
  p.set(rook, EMPTY);
  if (king !== kingEnd) p.shift(king, kingEnd);
  p.set(home + ROOK_ENDS[long], 1 + p.turn * 6 + ROOK);
}
