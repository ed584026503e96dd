/**
 * Moves, attacks and legality of chess on the contract's position: piece lists instead of a board scan, so that
 * endgames with few men are cheap. Castling (castling.ts) costs nothing where there are no rights.
 *
 *   move = from | to << 6 | promotion kind << 12 | CAPTURE | PASSANT | MARKS | CASTLE | RIGHTS
 *
 * so a move below 4096 only shifts a man.
 */

import { EMPTY, NONE, type Position } from '../../src/game/index.ts';
import { CASTLE, castle, castlings, kingOf, RIGHT_OF, RIGHTS, rightsLost } from './castling.ts';
import {
  BISHOP,
  BY_BISHOP,
  BY_BLACK_PAWN,
  BY_KING,
  BY_KNIGHT,
  BY_ROOK,
  BY_WHITE_PAWN,
  type Geometry,
  KING,
  KNIGHT,
  PAWN,
  QUEEN,
  ROOK,
  STANDARD,
} from './geometry.ts';

/** Bit of a move that captures. */
export const CAPTURE: number = 1 << 15;
/** Bit of a capture en passant. */
export const PASSANT: number = 1 << 16;
/** Bit of a double step past which an enemy pawn may capture. */
export const MARKS: number = 1 << 17;
/** Returns whether no man stands strictly between two cells of a line. */
export function isOpenLine(cells: Uint8Array, from: number, to: number, step: number): boolean {
  for (let cell = from + step; cell !== to; cell += step) {
    if (cells[cell] !== EMPTY) return false;
  }
  return true;
}

/** What differs between boards and their pawns. */
export interface Variant {
  readonly geometry: Geometry;
  /** Whether pawns may make a double step from their second rank; they can then be captured en passant. */
  readonly doubleStep: boolean;
  /** Whether pawns may stand on their side's first rank (no move brings them there). */
  readonly firstRank: boolean;
  /** Whether there are bishops, also to promote to. */
  readonly bishops: boolean;
}

/** The rules on a board. */
export interface ChessRules {
  readonly variant: Variant;
  /** 1 where a pawn may stand, `pawnCells[side * 64 + cell]`. */
  readonly pawnCells: Uint8Array;
  /** Rank of each cell, from 0. */
  readonly rankOf: Uint8Array;
  readonly attacked: (p: Position, target: number, side: number) => boolean;
  readonly inCheck: (p: Position, side: number) => boolean;
  readonly markable: (cells: Uint8Array, cell: number, pawn: number) => boolean;
  readonly legal: (p: Position) => boolean;
  readonly moves: (p: Position, out: Int32Array) => number;
  readonly rightsBit: (p: Position, from: number, to: number) => number;
  readonly play: (p: Position, move: number) => void;
}

/** Returns the rules on a board. Only on the usual board can a side have castling rights. */
export function chessRules(variant: Variant): ChessRules {
  const { geometry, doubleStep, firstRank, bishops } = variant;
  const { width, height, walkStart, walkTo, walkSkip, link, step: stepOf, pawnHits, beside } = geometry;
  const rankOf = Uint8Array.from({ length: 64 }, (_, cell) => Math.floor(cell / width));
  const promotions = bishops ? Uint8Array.of(QUEEN, ROOK, BISHOP, KNIGHT) : Uint8Array.of(QUEEN, ROOK, KNIGHT);
  const pawnCells = new Uint8Array(128);
  for (let cell = 0; cell < width * height; cell++) {
    const rank = rankOf[cell];
    pawnCells[cell] = rank < height - 1 && (firstRank || rank > 0) ? 1 : 0;
    pawnCells[64 + cell] = rank > 0 && (firstRank || rank < height - 1) ? 1 : 0;
  }

  /** Returns whether a man of `side` attacks `target`. */
  function attacked(p: Position, target: number, side: number): boolean {
    const { cells, counts, lists, stride } = p;
    const base = 1 + side * 6;
    const first = base * stride;
    let from = lists[first];
    if ((link[(from << 6) | target] & BY_KING) !== 0 && counts[base] > 0) return true;
    for (let kind = QUEEN; kind <= BISHOP; kind++) {
      const count = counts[base + kind];
      if (count === 0) continue;
      const mask = kind === QUEEN ? BY_ROOK | BY_BISHOP : kind === ROOK ? BY_ROOK : BY_BISHOP;
      const begin = first + kind * stride;
      for (let i = begin; i < begin + count; i++) {
        from = lists[i];
        const pair = (from << 6) | target;
        if ((link[pair] & mask) !== 0 && isOpenLine(cells, from, target, stepOf[pair])) return true;
      }
    }
    for (let i = first + KNIGHT * stride, end = i + counts[base + KNIGHT]; i < end; i++) {
      if ((link[(lists[i] << 6) | target] & BY_KNIGHT) !== 0) return true;
    }
    const bit = side === 0 ? BY_WHITE_PAWN : BY_BLACK_PAWN;
    for (let i = first + PAWN * stride, end = i + counts[base + PAWN]; i < end; i++) {
      if ((link[(lists[i] << 6) | target] & bit) !== 0) return true;
    }
    return false;
  }

  /** Returns whether the king of `side` is attacked. */
  function inCheck(p: Position, side: number): boolean {
    return attacked(p, p.lists[(1 + side * 6 + KING) * p.stride], 1 - side);
  }

  /** Returns whether the marked pawn can have just made a double step, and an enemy pawn stands beside it. */
  function markStands(p: Position): boolean {
    const { cells, mark, turn } = p;
    const back = turn === 0 ? width : -width;
    if (rankOf[mark] !== (turn === 0 ? height - 4 : 3) || cells[mark] !== 1 + (1 - turn) * 6 + PAWN) return false;
    if (cells[mark + back] !== EMPTY || cells[mark + 2 * back] !== EMPTY) return false;
    return markable(cells, mark, 1 + turn * 6 + PAWN);
  }

  /** Returns whether a pawn of the given code stands beside `cell`. */
  function markable(cells: Uint8Array, cell: number, pawn: number): boolean {
    const left = beside[cell * 2];
    const right = beside[cell * 2 + 1];
    return (left !== NONE && cells[left] === pawn) || (right !== NONE && cells[right] === pawn);
  }

  function legal(p: Position): boolean {
    const { counts, lists, stride } = p;
    for (let i = (1 + PAWN) * stride, end = i + counts[1 + PAWN]; i < end; i++) {
      if (pawnCells[lists[i]] === 0) return false;
    }
    for (let i = (7 + PAWN) * stride, end = i + counts[7 + PAWN]; i < end; i++) {
      if (pawnCells[64 + lists[i]] === 0) return false;
    }
    if (p.mark !== NONE && !markStands(p)) return false;
    return !inCheck(p, 1 - p.turn);
  }

  function moves(p: Position, out: Int32Array): number {
    const { cells, counts, lists, stride, turn } = p;
    const base = 1 + turn * 6;
    // Enemy men without the king, which is never captured: codes [enemy, enemy + 5).
    const enemy = 9 - base;
    let n = 0;
    for (let kind = KING; kind <= KNIGHT; kind++) {
      const begin = (base + kind) * stride;
      const end = begin + counts[base + kind];
      for (let i = begin; i < end; i++) {
        const from = lists[i];
        let at = walkStart[kind * 64 + from];
        let to = walkTo[at];
        while (to !== NONE) {
          const content = cells[to];
          if (content === EMPTY) {
            out[n++] = from | (to << 6);
            at++;
          } else {
            if ((content - enemy) >>> 0 < 5) out[n++] = from | (to << 6) | CAPTURE;
            at = walkSkip[at];
          }
          to = walkTo[at];
        }
      }
    }
    if (counts[base + PAWN] > 0) n = pawnMoves(p, out, n);
    if (p.flags !== 0) n = withRights(p, out, n);
    return n;
  }

  function pawnMoves(p: Position, out: Int32Array, start: number): number {
    const { cells, lists, stride, turn, mark } = p;
    const base = 1 + turn * 6;
    const enemy = 9 - base;
    const forward = turn === 0 ? width : -width;
    const homeRank = turn === 0 ? 1 : height - 2;
    const lastRank = turn === 0 ? height - 1 : 0;
    const behindMark = mark === NONE ? NONE : mark + forward;
    const begin = (base + PAWN) * stride;
    const end = begin + p.counts[base + PAWN];
    let n = start;
    for (let i = begin; i < end; i++) {
      const from = lists[i];
      let to = from + forward;
      const promotes = rankOf[to] === lastRank;
      if (cells[to] === EMPTY) {
        const step = from | (to << 6);
        if (promotes) {
          for (let k = 0; k < promotions.length; k++) out[n++] = step | (promotions[k] << 12);
        } else {
          out[n++] = step;
          to += forward;
          if (doubleStep && rankOf[from] === homeRank && cells[to] === EMPTY) {
            out[n++] = from | (to << 6) | (markable(cells, to, 13 - base) ? MARKS : 0);
          }
        }
      }
      for (let side = 0; side < 2; side++) {
        to = pawnHits[turn * 128 + from * 2 + side];
        if (to === NONE) continue;
        if ((cells[to] - enemy) >>> 0 < 5) {
          const capture = from | (to << 6) | CAPTURE;
          if (promotes) {
            for (let k = 0; k < promotions.length; k++) out[n++] = capture | (promotions[k] << 12);
          } else {
            out[n++] = capture;
          }
        } else if (to === behindMark) {
          out[n++] = from | (to << 6) | PASSANT;
        }
      }
    }
    return n;
  }

  /** Returns RIGHTS if a move from `from` to `to` takes castling rights away, else 0. */
  function rightsBit(p: Position, from: number, to: number): number {
    return p.flags === 0 || (rightsLost(p, from, to) & p.flags) === 0 ? 0 : RIGHTS;
  }

  /** Tags the moves that take castling rights away and appends castling moves. */
  function withRights(p: Position, out: Int32Array, count: number): number {
    const { flags, turn } = p;
    const king = kingOf(p, turn);
    const own = 255 << (8 * turn);
    for (let i = 0; i < count; i++) {
      const from = out[i] & 63;
      const lost = RIGHT_OF[from] | RIGHT_OF[(out[i] >> 6) & 63] | (from === king ? own : 0);
      if ((lost & flags) !== 0) out[i] |= RIGHTS;
    }
    return castlings(p, out, count, attacked);
  }

  function play(p: Position, move: number): void {
    const from = move & 63;
    const to = (move >> 6) & 63;
    if (move < 4096) {
      p.shift(from, to);
      p.pass(NONE);
    } else {
      playSpecial(p, move, from, to);
    }
  }

  function playSpecial(p: Position, move: number, from: number, to: number): void {
    const promotion = (move >> 12) & 7;
    const flags = (move & RIGHTS) === 0 ? p.flags : p.flags & ~rightsLost(p, from, to);
    if (promotion !== 0) {
      p.set(from, EMPTY);
      p.set(to, 1 + p.turn * 6 + promotion);
    } else if ((move & CASTLE) !== 0) {
      castle(p, from, to);
    } else {
      if ((move & CAPTURE) !== 0) p.set(to, EMPTY);
      else if ((move & PASSANT) !== 0) p.set(p.mark, EMPTY);
      p.shift(from, to);
    }
    if (flags !== p.flags) p.setFlags(flags);
    p.pass((move & MARKS) !== 0 ? to : NONE);
  }

  return { variant, pawnCells, rankOf, attacked, inCheck, markable, legal, moves, rightsBit, play };
}

/** Returns whether a move of the side to move resets the clock of the 50-move rule: a capture or a pawn move. */
export function zeroes({ cells, turn }: Position, move: number): boolean {
  return (move & CAPTURE) !== 0 || cells[move & 63] === 1 + turn * 6 + PAWN;
}

/** The rules on the usual board; the constants below are its parts. */
export const STANDARD_RULES: ChessRules = chessRules({
  geometry: STANDARD,
  doubleStep: true,
  firstRank: false,
  bishops: true,
});
export const attacked: ChessRules['attacked'] = STANDARD_RULES.attacked;
export const inCheck: ChessRules['inCheck'] = STANDARD_RULES.inCheck;
export const markable: ChessRules['markable'] = STANDARD_RULES.markable;
export const legal: ChessRules['legal'] = STANDARD_RULES.legal;
export const moves: ChessRules['moves'] = STANDARD_RULES.moves;
export const rightsBit: ChessRules['rightsBit'] = STANDARD_RULES.rightsBit;
export const play: ChessRules['play'] = STANDARD_RULES.play;
