/**
 * Moves of men and kings in checkers, on a board of any size.
 *
 *   a step      from | to << 6, and CROWNS where it crowns a man
 *   a capture   from | path << 12: a leading 1 and the two bits of a direction for each jump, the first jump first
 *
 * so a move below CROWNS only shifts a man. On a board of 8 by 8 no man jumps more than nine times, which fits 31 bits:
 * the squares jumped over lie in every other row and column and not on the edge, three by three of them.
 */

import { EMPTY, NONE, type Position } from '../../src/game/index.ts';
import type { CheckersBoard } from './board.ts';

/** Bit of a step that crowns a man. */
export const CROWNS: number = 1 << 12;
/** Kinds, in the order of the schema: kings and men. */
export const CROWNED = 0;
export const MAN = 1;

/** The rules on a board, as the contract of games has them. */
export interface CheckersRules {
  readonly moves: (p: Position, out: Int32Array) => number;
  readonly unmoves: (p: Position, out: Int32Array) => number;
  readonly play: (p: Position, move: number) => void;
  readonly legal: (p: Position) => boolean;
  readonly formatMove: (p: Position, move: number) => string;
}

/**
 * Returns the rules on a board.
 * @param king codes of kings by side; those of men are one more
 */
export function checkersRules(
  { board, steps, jumps, width }: CheckersBoard,
  king: readonly [number, number],
): CheckersRules {
  const man = [king[0] + MAN, king[1] + MAN] as const;
  const lastRow = board.cells - width;

  /** Returns whether a man of `side` is crowned on `cell`. */
  const crowns = (cell: number, side: number): boolean => (side === 0 ? cell >= lastRow : cell < width);

  /**
   * Writes every capture that goes on from `cell`, directions `low` to `high`. A path is a leading 1 and two bits for
   * each jump; `taken` has a bit for each cell jumped over. A man has no directions left on its last row.
   */
  function jump(
    cells: Uint8Array,
    foe: number,
    from: number,
    cell: number,
    low: number,
    high: number,
    taken: number,
    path: number,
    out: Int32Array,
    count: number,
  ): number {
    let n = count;
    for (let direction = low; direction < high; direction++) {
      const to = jumps[cell * 4 + direction];
      if (to === NONE || (cells[to] !== EMPTY && to !== from)) continue;
      const over = steps[cell * 4 + direction];
      // The other side's codes are `foe` and the one after it.
      if ((cells[over] - foe) >>> 0 > 1 || ((taken >>> over) & 1) !== 0) continue;
      n = jump(cells, foe, from, to, low, high, taken | (1 << over), (path << 2) | direction, out, n);
    }
    if (n === count && path > 1) out[n++] = from | (path << 12);
    return n;
  }

  /**
   * Returns whether `side` could capture if its man on `here` stood on `before`. Only that man's own two cells change,
   * so the cells to jump over are not affected.
   */
  function couldCapture(p: Position, side: number, here: number, before: number): boolean {
    const { cells, counts, lists, stride } = p;
    const foe = king[side === 0 ? 1 : 0];
    for (let kind = CROWNED; kind <= MAN; kind++) {
      const code = king[side] + kind;
      const low = kind === MAN && side === 1 ? 2 : 0;
      const high = kind === MAN && side === 0 ? 2 : 4;
      for (let i = code * stride, end = i + counts[code]; i < end; i++) {
        const cell = lists[i] === here ? before : lists[i];
        for (let at = cell * 4 + low, last = cell * 4 + high; at < last; at++) {
          const to = jumps[at];
          if (to === NONE || (cells[steps[at]] - foe) >>> 0 > 1) continue;
          if (to === here || (to !== before && cells[to] === EMPTY)) return true;
        }
      }
    }
    return false;
  }

  function moves(p: Position, out: Int32Array): number {
    const { cells, counts, lists, stride, turn } = p;
    const foe = king[turn === 0 ? 1 : 0];
    const manLow = turn * 2;
    let n = 0;
    for (let kind = CROWNED; kind <= MAN; kind++) {
      const code = king[turn] + kind;
      const low = kind === MAN ? manLow : 0;
      const high = kind === MAN ? manLow + 2 : 4;
      for (let i = code * stride, end = i + counts[code]; i < end; i++) {
        n = jump(cells, foe, lists[i], lists[i], low, high, 0, 1, out, n);
      }
    }
    if (n > 0) return n;
    for (let kind = CROWNED; kind <= MAN; kind++) {
      const code = king[turn] + kind;
      const low = kind === MAN ? manLow : 0;
      const high = kind === MAN ? manLow + 2 : 4;
      for (let i = code * stride, end = i + counts[code]; i < end; i++) {
        const from = lists[i];
        for (let direction = low; direction < high; direction++) {
          const to = steps[from * 4 + direction];
          if (to === NONE || cells[to] !== EMPTY) continue;
          out[n++] = from | (to << 6) | (kind === MAN && crowns(to, turn) ? CROWNS : 0);
        }
      }
    }
    return n;
  }

  /** Writes steps backwards, but not to where a capture was compulsory. */
  function unmoves(p: Position, out: Int32Array): number {
    const { cells, counts, lists, stride, turn } = p;
    const mover = turn === 0 ? 1 : 0;
    let n = 0;
    for (let kind = CROWNED; kind <= MAN; kind++) {
      const code = king[mover] + kind;
      const low = kind === MAN && mover === 0 ? 2 : 0;
      const high = kind === MAN && mover === 1 ? 2 : 4;
      for (let i = code * stride, end = i + counts[code]; i < end; i++) {
        const here = lists[i];
        for (let direction = low; direction < high; direction++) {
          const before = steps[here * 4 + direction];
          if (before === NONE || cells[before] !== EMPTY || couldCapture(p, mover, here, before)) continue;
          out[n++] = here | (before << 6);
        }
      }
    }
    return n;
  }

  function play(p: Position, move: number): void {
    const { turn } = p;
    const from = move & 63;
    let to = (move >> 6) & 63;
    const path = move >> 12;
    if (path > 1) {
      to = from;
      for (let bit = 29 - Math.clz32(path); bit >= 0; bit -= 2) {
        const at = to * 4 + ((path >> bit) & 3);
        p.set(steps[at], EMPTY);
        to = jumps[at];
      }
    }
    if (p.cells[from] === man[turn] && crowns(to, turn)) {
      p.set(from, EMPTY);
      p.set(to, king[turn]);
    } else if (to !== from) p.shift(from, to);
    p.pass();
  }

  /**
   * Returns whether the side that has just moved still has the man it moved, and no man has passed its last row
   * uncrowned.
   */
  function legal(p: Position): boolean {
    const { counts, lists, stride, turn } = p;
    const waiting = turn === 0 ? 1 : 0;
    if (counts[king[waiting]] + counts[man[waiting]] === 0) return false;
    for (let side = 0; side < 2; side++) {
      for (let i = man[side] * stride, end = i + counts[man[side]]; i < end; i++) {
        if (crowns(lists[i], side)) return false;
      }
    }
    return true;
  }

  function formatMove(_: Position, move: number): string {
    const path = move >> 12;
    let cell = move & 63;
    let name = board.names[cell];
    if (path <= 1) return `${name}-${board.names[(move >> 6) & 63]}`;
    for (let bit = 29 - Math.clz32(path); bit >= 0; bit -= 2) {
      cell = jumps[cell * 4 + ((path >> bit) & 3)];
      name += `x${board.names[cell]}`;
    }
    return name;
  }

  return { moves, unmoves, play, legal, formatMove };
}
