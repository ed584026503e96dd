/**
 * Work on one row of 64 words: its buffers, and the lines of sight between the men inside a row (inner and lane). Rows
 * with few relevant words are processed word by word, others with 128-bit operations on the whole row.
 */

import { diagonal2, orthogonal2 } from './fill';
import { bit, next, OFF, turn } from './geometry';
import { base, outerCell, outers, scratch } from './rows';

/** Least number of relevant words for processing a row as a whole. */
export const DENSE: u64 = 8;
/** Bytes of a row. */
export const ROW: usize = 512;

/** Address of the gathered positions. */
// @ts-ignore: decorator
@inline
export function gathered(): usize { return scratch; }
/** Address of the remaining candidates. */
// @ts-ignore: decorator
@inline
export function candidates(): usize { return scratch + ROW; }
/** Address of the lines of sight; see `ray`. */
// @ts-ignore: decorator
@inline
export function reach(): usize { return scratch + 2 * ROW; }
/** Address of a rank of eight words, with a word of zeros on both sides. */
// @ts-ignore: decorator
@inline
export function seenRank(): usize { return scratch + 4 * ROW + 128; }
/** Address of seven saved words of a ray. */
// @ts-ignore: decorator
@inline
export function saved(): usize { return scratch + 4 * ROW; }

/**
 * Clears 64 words. It is a loop of stores, since `memory.fill` is a call out of WebAssembly (30 ns in V8 11, the loop 8
 * ns).
 */
// @ts-ignore: decorator
@inline
export function clearRow(at: usize): void {
  const zero = i64x2.splat(0);
  for (let p = at; p < at + ROW; p += 64) {
    v128.store(p, zero);
    v128.store(p, zero, 16);
    v128.store(p, zero, 32);
    v128.store(p, zero, 48);
  }
}

/** Returns the non-empty words of a row. */
export function nonEmpty(row: usize): u64 {
  let words: u64 = 0;
  const zero = i64x2.splat(0);
  for (let i: u32 = 0; i < 64; i += 2) {
    const full = i64x2.ne(v128.load(row + (<usize>i << 3)), zero);
    words |= <u64>i64x2.bitmask(full) << i;
  }
  return words;
}

/** Returns the outer digits of the current row under a symmetry, as one number. */
// @ts-ignore: decorator
@inline
export function turnedTail(g: u32): u32 {
  let t: u32 = 0;
  for (let j: u32 = 0; j < outers; j++) t = (t << 6) | turn(g, outerCell(j));
  return t;
}

/**
 * reach()[cell] = what the inner man sees from `cell` in direction d: the word of the next cell, and, if that cell is
 * free of base men, what is seen from there on lanes other than that cell. With seen(t) = word(t) or (reach(t) and not
 * lane t), reach(cell) = seen(cell + d). Directions with a rank step process a rank of eight words at a time.
 */
export function ray(d: u32, source: usize): void {
  const r = reach();
  if (d < 2) {
    for (let rank: u32 = 0; rank < 64; rank += 8) {
      let x: u64 = 0;
      for (let i: u32 = 0; i < 8; i++) {
        const cell = rank + (d == 0 ? 7 - i : i);
        const at = <usize>cell << 3;
        store<u64>(r + at, x);
        x = base & bit(cell) ? 0 : load<u64>(source + at) | (x & ~bit(cell));
      }
    }
    return;
  }
  const up = (d & 1) == 0;
  // Files of the step: 0 N S, 1 NE SE, -1 NW SW. The cell beyond the edge is a word of zeros beside the rank.
  const side: i32 = d < 4 ? 0 : d == 4 || d == 7 ? 1 : -1;
  const seen = seenRank();
  const zero = i64x2.splat(0);
  let rank: i32 = up ? 7 : 0;
  const last: i32 = up ? 0 : 7;
  const step: i32 = up ? -1 : 1;
  let reached = r + (<usize>rank << 6);
  for (let at: usize = 0; at < 64; at += 16) v128.store(reached + at, zero);
  while (rank != last) {
    const words = source + (<usize>rank << 6);
    const cells: u32 = <u32>rank << 3;
    for (let file: u32 = 0; file < 8; file += 2) {
      const at = <usize>file << 3;
      const own = i64x2.replace_lane(i64x2.splat(bit(cells + file)), 1, bit(cells + file + 1));
      v128.store(seen + at, v128.or(v128.load(words + at), v128.andnot(v128.load(reached + at), own)));
    }
    let blockers = (base >> cells) & 255;
    while (blockers != 0) {
      store<u64>(seen + (<usize>ctz(blockers) << 3), 0);
      blockers &= blockers - 1;
    }
    rank += step;
    reached = r + (<usize>rank << 6);
    const from = seen + <usize>(side << 3);
    v128.store(reached, v128.load(from));
    v128.store(reached, v128.load(from, 16), 16);
    v128.store(reached, v128.load(from, 32), 32);
    v128.store(reached, v128.load(from, 48), 48);
  }
}

/** Returns the lanes from which the lane man reaches `from`, for two neighbouring words. */
// @ts-ignore: decorator
@inline
export function fill2(directions: u32, from: v128, inner: u32): v128 {
  const free = v128.not(i64x2.replace_lane(i64x2.splat(base | bit(inner)), 1, base | bit(inner + 1)));
  if (directions == 0x0f) return orthogonal2(from, free);
  if (directions == 0xf0) return diagonal2(from, free);
  return v128.or(orthogonal2(from, free), diagonal2(from, free));
}
