/**
 * Reversible moves taken back: every way in which the side that has just moved can have come here without a capture,
 * promotion or castling.
 *
 *   unmove = where the man stands | where it came from << 6 | the predecessor's marked cell << 12
 *
 * En passant makes two corners. A double step beside an enemy pawn leads to a marked position and to no other, so a
 * marked position has one unmove, and an unmarked one none of that kind. And the predecessor may have been marked
 * itself, by a pawn of the side to move that still stands where its double step ended: that is a different
 * predecessor with the same men, so each such unmove comes once without and once with each possible mark.
 */

import { EMPTY, NONE, type Position } from '../../src/game/index.ts';
import { BESIDE, KING, KNIGHT, PAWN, WALK_SKIP, WALK_START, WALK_TO } from './geometry.ts';
import { markable } from './moves.ts';

const UNMARKED = NONE << 12;

/** The position must be legal and without castling rights. */
export function unmoves(p: Position, out: Int32Array): number {
  const { cells, counts, lists, stride, turn, mark } = p;
  const mover = 1 + (1 - turn) * 6;
  const foe = 8 - mover;
  const back = turn === 0 ? 8 : -8;
  let n = 0;
  if (mark === NONE) {
    for (let kind = KING; kind <= KNIGHT; kind++) {
      const begin = (mover + kind) * stride;
      const end = begin + counts[mover + kind];
      for (let i = begin; i < end; i++) {
        const here = lists[i];
        let at = WALK_START[kind * 64 + here];
        let from = WALK_TO[at];
        while (from !== NONE) {
          if (cells[from] === EMPTY) {
            out[n++] = here | (from << 6) | UNMARKED;
            at++;
          } else {
            at = WALK_SKIP[at];
          }
          from = WALK_TO[at];
        }
      }
    }
    const firstRank = turn === 0 ? 7 : 0;
    const fourthRank = turn === 0 ? 4 : 3;
    const begin = (mover + PAWN) * stride;
    const end = begin + counts[mover + PAWN];
    for (let i = begin; i < end; i++) {
      const here = lists[i];
      const from = here + back;
      if (from >> 3 === firstRank || cells[from] !== EMPTY) continue;
      out[n++] = here | (from << 6) | UNMARKED;
      if (here >> 3 === fourthRank && cells[from + back] === EMPTY && !markable(cells, here, foe + PAWN)) {
        out[n++] = here | ((from + back) << 6) | UNMARKED;
      }
    }
  } else {
    out[n++] = mark | ((mark + 2 * back) << 6) | UNMARKED;
  }
  return counts[mover + PAWN] > 0 && counts[foe + PAWN] > 0 ? withMarks(p, out, n) : n;
}

/** Repeats the unmoves for each pawn of the side to move that can have been marked before them. */
function withMarks(p: Position, out: Int32Array, count: number): number {
  const { cells, counts, lists, stride, turn } = p;
  const foe = 1 + turn * 6;
  const ownPawn = 8 - foe + PAWN;
  const fourthRank = turn === 0 ? 3 : 4;
  const back = turn === 0 ? -8 : 8;
  let n = count;
  const begin = (foe + PAWN) * stride;
  const end = begin + counts[foe + PAWN];
  for (let i = begin; i < end; i++) {
    const marked = lists[i];
    if (marked >> 3 !== fourthRank) continue;
    const passed = marked + back;
    const home = passed + back;
    const left = BESIDE[marked * 2];
    const right = BESIDE[marked * 2 + 1];
    for (let j = 0; j < count; j++) {
      const here = out[j] & 63;
      const from = (out[j] >> 6) & 63;
      // The double step's way must have been free before the unmoved move: `from` was occupied then, `here` empty.
      if (from === passed || from === home) continue;
      if (cells[passed] !== EMPTY && passed !== here) continue;
      if (cells[home] !== EMPTY && home !== here) continue;
      const moved = cells[here] === ownPawn;
      if (
        (left !== NONE && ((cells[left] === ownPawn && left !== here) || (left === from && moved))) ||
        (right !== NONE && ((cells[right] === ownPawn && right !== here) || (right === from && moved)))
      ) {
        out[n++] = (out[j] & 4095) | (marked << 12);
      }
    }
  }
  return n;
}

export function unplay(p: Position, unmove: number): void {
  p.shift(unmove & 63, (unmove >> 6) & 63);
  p.pass(unmove >> 12);
}
