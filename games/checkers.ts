/**
 * Checkers (English draughts) by the rules of the American Checker Federation: men step and capture forward only, kings
 * one square in all four directions; capturing is compulsory, by any route and to its end, but not for the most men; a
 * man that reaches the last row is crowned and its move ends there, also in the middle of a capture; a man is jumped
 * once only. Who cannot move, for want of men or of free squares, has lost. Play that never ends is a draw, as in
 * Chinook's databases (J. Schaeffer et al.: Checkers is solved, Science 317, 2007): the rules that end it after some
 * moves without progress are left out. Black (side 0) begins.
 *
 * One turn is one move, whatever it captures, and is named by every square it lands on (22x15x8). Routes that take the
 * same men to the same square are different moves.
 */

import { codeOf, EMPTY, type Game, loss, NONE, OUTCOME, type Position, type Schema } from '../src/game/index.ts';
import { geometryOf } from './checkers/board.ts';
import { fenNotation } from './checkers/notation.ts';

/** A step is `from | to << 6`, and this where it crowns a man; a capture is `from | path << 12`. */
const CROWNS = 1 << 12;
const KING = 0;
const MAN = 1;

export interface CheckersOptions {
  readonly id: string;
  readonly title: string;
  /** Rows and columns: an even number up to 8, so that a path, of at most nine jumps then, fits a move. */
  readonly size: number;
  readonly initial: string;
}

export function checkersOn({ id, title, size, initial }: CheckersOptions): Game {
  const { board, steps, jumps, width } = geometryOf(size);
  const most = (size / 2 - 1) * width;
  const lastRow = board.cells - width;
  const schema: Schema = {
    board,
    content: 'pieces',
    kinds: [
      { letter: 'K', max: most },
      { letter: 'M', max: most, cells: (cell, side) => (side === 0 ? cell < lastRow : cell >= width) },
    ],
  };
  const king = [codeOf(schema, KING, 0), codeOf(schema, KING, 1)] as const;
  const man = [codeOf(schema, MAN, 0), codeOf(schema, MAN, 1)] as const;
  const notation = fenNotation(schema, king, man, most, width);

  /** Whether a man of `side` is crowned on `cell`. */
  const crowns = (cell: number, side: number): boolean => (side === 0 ? cell >= lastRow : cell < width);

  /**
   * Writes every capture that goes on from `cell`, directions `low` to `high`. A path is a leading 1 and two bits for
   * each jump; `taken` has a bit for each cell jumped over. A man runs out of directions on its last row by itself.
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
   * Whether `side` could capture if its man on `here` stood on `before`. Only that man's own two cells change, so what
   * is jumped over is not affected.
   */
  function couldCapture(p: Position, side: number, here: number, before: number): boolean {
    const { cells, counts, lists, stride } = p;
    const foe = king[side === 0 ? 1 : 0];
    for (let kind = KING; kind <= MAN; kind++) {
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

  return {
    id,
    title,
    version: 1,
    schema,
    domain: OUTCOME,
    initial,
    /** Twelve kings, each with at most 16 ways to capture: the most on an 8 x 8 board, and men in the way only cut them. */
    maxMoves: 12 * 16,
    tables: 'each',
    endgames: ['KKvK', 'KKvM', 'KMvK', 'KMvM', 'MMvK', 'MMvM'],

    moves(p, out) {
      const { cells, counts, lists, stride, turn } = p;
      const foe = king[turn === 0 ? 1 : 0];
      const manLow = turn * 2;
      let n = 0;
      for (let kind = KING; kind <= MAN; kind++) {
        const code = king[turn] + kind;
        const low = kind === MAN ? manLow : 0;
        const high = kind === MAN ? manLow + 2 : 4;
        for (let i = code * stride, end = i + counts[code]; i < end; i++) {
          n = jump(cells, foe, lists[i], lists[i], low, high, 0, 1, out, n);
        }
      }
      if (n > 0) return n;
      for (let kind = KING; kind <= MAN; kind++) {
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
    },

    play(p, move) {
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
    },

    ended: (p) => (p.counts[king[p.turn]] + p.counts[man[p.turn]] === 0 ? loss(0) : undefined),

    /** The side that has just moved still has the man it moved, and no man has passed its last row uncrowned. */
    legal(p) {
      const { counts, lists, stride, turn } = p;
      const waiting = turn === 0 ? 1 : 0;
      if (counts[king[waiting]] + counts[man[waiting]] === 0) return false;
      for (let side = 0; side < 2; side++) {
        for (let i = man[side] * stride, end = i + counts[man[side]]; i < end; i++) {
          if (crowns(lists[i], side)) return false;
        }
      }
      return true;
    },

    /** Steps backwards, but not to where a capture was compulsory. */
    unmoves(p, out) {
      const { cells, counts, lists, stride, turn } = p;
      const mover = turn === 0 ? 1 : 0;
      let n = 0;
      for (let kind = KING; kind <= MAN; kind++) {
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
    },

    unplay(p, unmove) {
      p.shift(unmove & 63, unmove >> 6);
      p.pass();
    },

    shift: (move) => (move < CROWNS ? (move & 63) | ((move & 4032) << 2) : -1),
    unshift: (unmove) => (unmove & 63) | ((unmove & 4032) << 2),

    parse: (p, text) => notation.parse(p, text),
    format: (p) => notation.format(p),
    draw: (p) => notation.draw(p),

    formatMove(_, move) {
      const path = move >> 12;
      let cell = move & 63;
      let name = board.names[cell];
      if (path <= 1) return `${name}-${board.names[(move >> 6) & 63]}`;
      for (let bit = 29 - Math.clz32(path); bit >= 0; bit -= 2) {
        cell = jumps[cell * 4 + ((path >> bit) & 3)];
        name += `x${board.names[cell]}`;
      }
      return name;
    },
  };
}

export const checkers: Game = checkersOn({
  id: 'checkers',
  title: 'Checkers (English draughts)',
  size: 8,
  initial: 'B:W21,22,23,24,25,26,27,28,29,30,31,32:B1,2,3,4,5,6,7,8,9,10,11,12',
});

/** Six men a side on the 18 dark squares of a board of 6 by 6, otherwise the same rules. */
export const checkers6x6: Game = checkersOn({
  id: 'checkers-6x6',
  title: 'Checkers on a board of 6 by 6',
  size: 6,
  initial: 'B:W13,14,15,16,17,18:B1,2,3,4,5,6',
});
