import type { Chessman } from '../game/contract.ts';
import type { Position } from '../game/position.ts';
import { EMPTY, NONE } from '../game/schema.ts';

const CELLS = 64;

/** Bits of the men that go from one cell to another, if nothing stands between. */
const REACHES: Readonly<Record<Chessman, readonly [number, number]>> = {
  // for White and for Black
  king: [1, 1],
  queen: [2 | 4, 2 | 4],
  rook: [2, 2],
  bishop: [4, 4],
  knight: [8, 8],
  pawn: [16, 32],
};
const ALONG_LINES = 2 | 4;

/** By two cells, `from * 64 + to`: the bits of the men that take there. */
const TAKES = new Uint8Array(CELLS * CELLS);
/** By two cells of one line: what leads from each cell to the next. */
const STEPS = new Int8Array(CELLS * CELLS);
for (let from = 0; from < CELLS; from++) {
  for (let to = 0; to < CELLS; to++) {
    const files = (to & 7) - (from & 7);
    const ranks = (to >> 3) - (from >> 3);
    const [wide, high] = [Math.abs(files), Math.abs(ranks)];
    if (from === to) continue;
    const pair = from * CELLS + to;
    if (wide < 2 && high < 2) TAKES[pair] |= 1;
    if (wide === 0 || high === 0) TAKES[pair] |= 2;
    if (wide === high) TAKES[pair] |= 4;
    if (wide * high === 2) TAKES[pair] |= 8;
    if (wide === 1 && high === 1) TAKES[pair] |= ranks > 0 ? 16 : 32;
    STEPS[pair] = 8 * Math.sign(ranks) + Math.sign(files);
  }
}

/**
 * Says whether a side may have a capture. Most positions have none, and then no moves need be generated: that takes a
 * third of the time of an outcome.
 */
export class CaptureSight {
  readonly #kinds: number;
  readonly #king: number;
  /** By code: the bits of the man in TAKES. */
  readonly #bits: Uint8Array;

  /** @param men the chess man of each kind of the schema */
  constructor(men: readonly Chessman[]) {
    this.#kinds = men.length;
    this.#king = men.indexOf('king');
    this.#bits = Uint8Array.from([0, ...men.map((man) => REACHES[man][0]), ...men.map((man) => REACHES[man][1])]);
  }

  /** Returns false if the side to move certainly cannot capture. */
  mayCapture(p: Position): boolean {
    if (p.mark !== NONE) return true;
    const { counts, lists, stride } = p;
    const kinds = this.#kinds;
    const own = 1 + p.turn * kinds;
    const enemy = 1 + (1 - p.turn) * kinds;
    for (let target = enemy; target < enemy + kinds; target++) {
      if (target === enemy + this.#king) continue;
      for (let i = target * stride, end = i + counts[target]; i < end; i++) {
        for (let code = own; code < own + kinds; code++) {
          for (let j = code * stride, last = j + counts[code]; j < last; j++) {
            if (this.#takes(p.cells, code, lists[j], lists[i])) return true;
          }
        }
      }
    }
    return false;
  }

  #takes(cells: Uint8Array, code: number, from: number, to: number): boolean {
    const bits = this.#bits[code];
    const pair = from * CELLS + to;
    if ((TAKES[pair] & bits) === 0) return false;
    if ((bits & ALONG_LINES) === 0) return true;
    const step = STEPS[pair];
    for (let cell = from + step; cell !== to; cell += step) if (cells[cell] !== EMPTY) return false;
    return true;
  }
}
