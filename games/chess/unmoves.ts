import { EMPTY, NONE, type Position } from '../../src/game/index.ts';
import { KING, KNIGHT, PAWN } from './geometry.ts';
import { type ChessRules, STANDARD_RULES } from './moves.ts';

const UNMARKED = NONE << 12;

/**
 * Returns the function that takes back reversible moves. It writes every way in which the side that has just moved can
 * have reached the position without a capture, promotion or castling.
 *
 *   unmove = where the man stands | where it came from << 6 | the predecessor's marked cell << 12
 *
 * En passant makes two special cases. A double step beside an enemy pawn leads to a marked position and to no other, so
 * a marked position has one unmove, and an unmarked one none of that kind. And the predecessor may have been marked
 * itself, by a pawn of the side to move that still stands where its double step ended: that is a different predecessor
 * with the same men, so each such unmove comes once without and once with each possible mark.
 */
export function unmovesOf(rules: ChessRules): (p: Position, out: Int32Array) => number {
  const { variant, pawnCells, rankOf, markable } = rules;
  const { geometry, doubleStep } = variant;
  const { width, height, walkStart, walkTo, walkSkip, beside } = geometry;

  /** The position must be legal and without castling rights. */
  function unmoves(p: Position, out: Int32Array): number {
    const { cells, counts, lists, stride, turn, mark } = p;
    const mover = 1 + (1 - turn) * 6;
    const foe = 8 - mover;
    const back = turn === 0 ? width : -width;
    let n = 0;
    if (mark === NONE) {
      for (let kind = KING; kind <= KNIGHT; kind++) {
        const begin = (mover + kind) * stride;
        const end = begin + counts[mover + kind];
        for (let i = begin; i < end; i++) {
          const here = lists[i];
          let at = walkStart[kind * 64 + here];
          let from = walkTo[at];
          while (from !== NONE) {
            if (cells[from] === EMPTY) {
              out[n++] = here | (from << 6) | UNMARKED;
              at++;
            } else {
              at = walkSkip[at];
            }
            from = walkTo[at];
          }
        }
      }
      const fourthRank = turn === 0 ? height - 4 : 3;
      const pawnBase = turn === 0 ? 64 : 0;
      const begin = (mover + PAWN) * stride;
      const end = begin + counts[mover + PAWN];
      for (let i = begin; i < end; i++) {
        const here = lists[i];
        const from = here + back;
        if (pawnCells[pawnBase + from] !== 1 || cells[from] !== EMPTY) continue;
        out[n++] = here | (from << 6) | UNMARKED;
        if (
          doubleStep &&
          rankOf[here] === fourthRank &&
          cells[from + back] === EMPTY &&
          !markable(cells, here, foe + PAWN)
        ) {
          out[n++] = here | ((from + back) << 6) | UNMARKED;
        }
      }
    } else {
      out[n++] = mark | ((mark + 2 * back) << 6) | UNMARKED;
    }
    return doubleStep && counts[mover + PAWN] > 0 && counts[foe + PAWN] > 0 ? withMarks(p, out, n) : n;
  }

  /** Repeats the unmoves for each pawn of the side to move that can have been marked before them. */
  function withMarks(p: Position, out: Int32Array, count: number): number {
    const { cells, counts, lists, stride, turn } = p;
    const foe = 1 + turn * 6;
    const ownPawn = 8 - foe + PAWN;
    const fourthRank = turn === 0 ? 3 : height - 4;
    const back = turn === 0 ? -width : width;
    let n = count;
    const begin = (foe + PAWN) * stride;
    const end = begin + counts[foe + PAWN];
    for (let i = begin; i < end; i++) {
      const marked = lists[i];
      if (rankOf[marked] !== fourthRank) continue;
      const passed = marked + back;
      const home = passed + back;
      const left = beside[marked * 2];
      const right = beside[marked * 2 + 1];
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

  return unmoves;
}

/** Writes the unmoves on the usual board. */
export const unmoves: (p: Position, out: Int32Array) => number = unmovesOf(STANDARD_RULES);

/** Takes a reversible move back. */
export function unplay(p: Position, unmove: number): void {
  p.shift(unmove & 63, (unmove >> 6) & 63);
  p.pass(unmove >> 12);
}
