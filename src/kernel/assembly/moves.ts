/**
 * Sets of positions one reversible move apart, a row of 64 words at a time.
 *
 *   gather    acc |= positions with a move of side s into a set (given with a mask of non-empty words for each row)
 *   escape    left &= ~positions with a move of side s into a set
 *
 * Both pull: a row is written by nobody but the one who works on it, so threads share nothing but what they read. Rows
 * with few words of interest are done word by word, others with 128-bit operations on the whole row.
 */

import { bit, directionsOf, inverse, leapOf, next, OFF, turn, turnSet } from './geometry';
import { diagonal2, fill, orthogonal2 } from './fill';
import {
  base, hasHead, head, headMoves0, headMoves1, innerKind, innerSide, kindOf, laneKind, laneSide, outerCell, outers,
  rowsOfHead, scratch, sideOf, strideOf, tail,
} from './rows';

/** From this many words on a row is done as a whole. */
const DENSE: u64 = 8;
const ROW: usize = 512;

/** What is gathered; what is left of the candidates. */
// @ts-ignore: decorator
@inline
export function gathered(): usize { return scratch; }
// @ts-ignore: decorator
@inline
export function candidates(): usize { return scratch + ROW; }
// @ts-ignore: decorator
@inline
function reach(): usize { return scratch + 2 * ROW; }
/** A rank of eight words, with a word of zeros on both sides. */
// @ts-ignore: decorator
@inline
function seenRank(): usize { return scratch + 4 * ROW + 128; }
/** Seven saved words of a ray. */
// @ts-ignore: decorator
@inline
function saved(): usize { return scratch + 4 * ROW; }

/** Whether `gathered` holds anything; it is cleared when something first comes in. */
let filled: bool = false;

function clearGathered(): void {
  clearRow(gathered());
  filled = true;
}

/** 64 empty words; a loop of stores, for `memory.fill` is a call out of WebAssembly (30 ns in V8 11, the loop 8 ns). */
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

/** gathered |= source & lanes, for the words in `words`. */
function take(source: usize, words: u64, lanes: u64): void {
  const acc = gathered();
  if (popcnt(words) < DENSE) {
    let m = words;
    while (m != 0) {
      const at = <usize>ctz(m) << 3;
      store<u64>(acc + at, load<u64>(acc + at) | (load<u64>(source + at) & lanes));
      m &= m - 1;
    }
    return;
  }
  const keep = i64x2.splat(lanes);
  for (let at: usize = 0; at < ROW; at += 32) {
    v128.store(acc + at, v128.or(v128.load(acc + at), v128.and(v128.load(source + at), keep)));
    v128.store(acc + at, v128.or(v128.load(acc + at, 16), v128.and(v128.load(source + at, 16), keep)), 16);
  }
}

function takeTurned(source: usize, words: u64, g: u32): void {
  const acc = gathered();
  const back = inverse(g);
  let m = words;
  while (m != 0) {
    const from = <u32>ctz(m);
    m &= m - 1;
    const at = acc + (<usize>turn(back, from) << 3);
    store<u64>(at, load<u64>(at) | turnSet(back, load<u64>(source + (<usize>from << 3))));
  }
}

// @ts-ignore: decorator
@inline
function turnedTail(g: u32): u32 {
  let t: u32 = 0;
  for (let j: u32 = 0; j < outers; j++) t = (t << 6) | turn(g, outerCell(j));
  return t;
}

/**
 * Gathers the positions of `row` (which must have been entered) with a move of side s into `set`.
 * @returns whether there are any, in `gathered()`
 */
export function gather(s: u32, row: u32, set: usize, masks: usize): bool {
  filled = false;
  if (hasHead) {
    const start = s == 0 ? headMoves0 : headMoves1;
    const end = load<u32>(start + (head << 2), 4);
    for (let i = load<u32>(start + (head << 2)); i < end; i++) {
      const move = load<u32>(start + (<usize>i << 2));
      const g = move >> 16;
      const to = (move & 0xffff) * rowsOfHead + (g == 0 ? tail : turnedTail(g));
      const words = load<u64>(masks + (<usize>to << 3));
      if (words == 0) continue;
      if (!filled) clearGathered();
      if (g == 0) take(set + (<usize>to << 9), words, ~0);
      else takeTurned(set + (<usize>to << 9), words, g);
    }
  }
  for (let j: u32 = 0; j < outers; j++) if (sideOf(j) == s) gatherOuter(j, row, set, masks);
  const words = load<u64>(masks + (<usize>row << 3));
  if (words != 0) {
    if (innerSide == s) {
      if (!filled) clearGathered();
      gatherInner(set + (<usize>row << 9), words);
    }
    if (laneSide == s) {
      if (!filled) clearGathered();
      gatherLane(set + (<usize>row << 9), words);
    }
  }
  return filled;
}

function gatherOuter(j: u32, row: u32, set: usize, masks: usize): void {
  const kind = kindOf(j);
  const cell = outerCell(j);
  const stride = strideOf(j);
  const directions = directionsOf(kind);
  if (directions == 0) {
    let targets = leapOf(kind, cell) & ~base;
    while (targets != 0) {
      const to = row + (<u32>ctz(targets) - cell) * stride;
      targets &= targets - 1;
      const words = load<u64>(masks + (<usize>to << 3));
      if (words == 0) continue;
      if (!filled) clearGathered();
      take(set + (<usize>to << 9), words, ~0);
    }
    return;
  }
  for (let d: u32 = 0; d < 8; d++) {
    if (((directions >> d) & 1) == 0) continue;
    let passed: u64 = 0;
    let count: u32 = 0;
    for (let t = next(d, cell); t != OFF && (base & bit(t)) == 0; t = next(d, t)) {
      const to = row + (t - cell) * stride;
      const words = load<u64>(masks + (<usize>to << 3)) & ~passed;
      if (words != 0) {
        if (!filled) clearGathered();
        const source = set + (<usize>to << 9);
        if (popcnt(words) < DENSE || passed == 0) take(source, words, ~passed);
        else {
          // Words whose inner man stands on a passed cell take no part.
          let m = passed;
          count = 0;
          while (m != 0) {
            store<u64>(saved() + (<usize>count << 3), load<u64>(gathered() + (<usize>ctz(m) << 3)));
            m &= m - 1;
            count++;
          }
          take(source, words, ~passed);
          m = passed;
          count = 0;
          while (m != 0) {
            store<u64>(gathered() + (<usize>ctz(m) << 3), load<u64>(saved() + (<usize>count << 3)));
            m &= m - 1;
            count++;
          }
        }
      }
      passed |= bit(t);
    }
  }
}

function gatherInner(source: usize, words: u64): void {
  const acc = gathered();
  const directions = directionsOf(innerKind);
  if (directions != 0 && popcnt(words) >= DENSE) {
    for (let d: u32 = 0; d < 8; d++) {
      if (((directions >> d) & 1) == 0) continue;
      ray(d, source);
      const r = reach();
      for (let at: usize = 0; at < ROW; at += 16) {
        v128.store(acc + at, v128.or(v128.load(acc + at), v128.load(r + at)));
      }
    }
    return;
  }
  let m = words;
  while (m != 0) {
    const from = <u32>ctz(m);
    m &= m - 1;
    const x = load<u64>(source + (<usize>from << 3));
    if (directions == 0) {
      let targets = leapOf(innerKind, from) & ~base;
      while (targets != 0) {
        const at = acc + (<usize>ctz(targets) << 3);
        store<u64>(at, load<u64>(at) | x);
        targets &= targets - 1;
      }
    } else {
      for (let d: u32 = 0; d < 8; d++) {
        if (((directions >> d) & 1) == 0) continue;
        let lanes = x;
        for (let t = next(d, from); t != OFF && (base & bit(t)) == 0; t = next(d, t)) {
          const at = acc + (<usize>t << 3);
          store<u64>(at, load<u64>(at) | lanes);
          lanes &= ~bit(t);
        }
      }
    }
  }
}

/**
 * reach()[cell] = what the inner man sees from `cell` in direction d: the word of the next cell, and, if that cell is
 * free of base men, what is seen from there on lanes other than that cell. With seen(t) = word(t) or (reach(t) and not
 * lane t), reach(cell) = seen(cell + d). Directions with a rank step do a rank of eight words at a time.
 */
function ray(d: u32, source: usize): void {
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

function gatherLane(source: usize, words: u64): void {
  const acc = gathered();
  const directions = directionsOf(laneKind);
  if (directions != 0 && popcnt(words) >= DENSE) {
    for (let inner: u32 = 0; inner < 64; inner += 2) {
      if (((words >> inner) & 3) == 0) continue;
      const at = <usize>inner << 3;
      v128.store(acc + at, v128.or(v128.load(acc + at), fill2(directions, v128.load(source + at), inner)));
    }
    return;
  }
  let m = words;
  while (m != 0) {
    const inner = <u32>ctz(m);
    m &= m - 1;
    const at = <usize>inner << 3;
    store<u64>(acc + at, load<u64>(acc + at) | fill(laneKind, load<u64>(source + at), ~(base | bit(inner))));
  }
}

// @ts-ignore: decorator
@inline
function fill2(directions: u32, from: v128, inner: u32): v128 {
  const free = v128.not(i64x2.replace_lane(i64x2.splat(base | bit(inner)), 1, base | bit(inner + 1)));
  if (directions == 0x0f) return orthogonal2(from, free);
  if (directions == 0xf0) return diagonal2(from, free);
  return v128.or(orthogonal2(from, free), diagonal2(from, free));
}

// Escapes.

/** Non-empty words of the candidates. */
let left: u64 = 0;

/** candidates &= ~(source & lanes). */
function lose(source: usize, lanes: u64): void {
  const c = candidates();
  if (popcnt(left) < DENSE) {
    let m = left;
    while (m != 0) {
      const inner = ctz(m);
      m &= m - 1;
      const at = <usize>inner << 3;
      const x = load<u64>(c + at) & ~(load<u64>(source + at) & lanes);
      store<u64>(c + at, x);
      if (x == 0) left &= ~((<u64>1) << inner);
    }
    return;
  }
  const keep = i64x2.splat(lanes);
  for (let at: usize = 0; at < ROW; at += 32) {
    v128.store(c + at, v128.andnot(v128.load(c + at), v128.and(v128.load(source + at), keep)));
    v128.store(c + at, v128.andnot(v128.load(c + at, 16), v128.and(v128.load(source + at, 16), keep)), 16);
  }
}

/** The non-empty words of a row. */
export function nonEmpty(row: usize): u64 {
  let words: u64 = 0;
  const zero = i64x2.splat(0);
  for (let i: u32 = 0; i < 64; i += 2) {
    const full = i64x2.ne(v128.load(row + (<usize>i << 3)), zero);
    words |= <u64>i64x2.bitmask(full) << i;
  }
  return words;
}

/**
 * Takes from the candidates of `row` (entered) those with a move of side s into `set`.
 * @returns the words that are not empty then
 */
export function escape(s: u32, row: u32, words: u64, set: usize): u64 {
  left = words;
  const own = set + (<usize>row << 9);
  if (innerSide == s) {
    escapeInner(own);
    if (left == 0) return 0;
  }
  if (laneSide == s) {
    escapeLane(own);
    if (left == 0) return 0;
  }
  for (let j: u32 = 0; j < outers; j++) {
    if (sideOf(j) != s) continue;
    escapeOuter(j, row, set);
    if (left == 0) return 0;
  }
  if (hasHead) escapeHead(s, set);
  return left;
}

function escapeHead(s: u32, set: usize): void {
  const start = s == 0 ? headMoves0 : headMoves1;
  const end = load<u32>(start + (head << 2), 4);
  for (let i = load<u32>(start + (head << 2)); i < end && left != 0; i++) {
    const move = load<u32>(start + (<usize>i << 2));
    const g = move >> 16;
    if (g == 0) lose(set + (<usize>((move & 0xffff) * rowsOfHead + tail) << 9), ~0);
    else {
      const source = set + (<usize>((move & 0xffff) * rowsOfHead + turnedTail(g)) << 9);
      const back = inverse(g);
      const c = candidates();
      let m = left;
      while (m != 0) {
        const inner = <u32>ctz(m);
        m &= m - 1;
        const at = c + (<usize>inner << 3);
        const x = load<u64>(at) & ~turnSet(back, load<u64>(source + (<usize>turn(g, inner) << 3)));
        store<u64>(at, x);
        if (x == 0) left &= ~bit(inner);
      }
    }
    if (popcnt(left) >= DENSE) left = nonEmpty(candidates());
  }
}

function escapeOuter(j: u32, row: u32, set: usize): void {
  const kind = kindOf(j);
  const cell = outerCell(j);
  const stride = strideOf(j);
  const directions = directionsOf(kind);
  if (directions == 0) {
    let targets = leapOf(kind, cell) & ~base;
    while (targets != 0 && left != 0) {
      lose(set + (<usize>(row + (<u32>ctz(targets) - cell) * stride) << 9), ~0);
      targets &= targets - 1;
    }
    if (popcnt(left) >= DENSE) left = nonEmpty(candidates());
    return;
  }
  const c = candidates();
  for (let d: u32 = 0; d < 8; d++) {
    if (((directions >> d) & 1) == 0) continue;
    let passed: u64 = 0;
    const all = left;
    const dense = popcnt(all) >= DENSE;
    let count: u32 = 0;
    for (let t = next(d, cell); t != OFF && (base & bit(t)) == 0; t = next(d, t)) {
      lose(set + (<usize>(row + (t - cell) * stride) << 9), ~passed);
      // Words whose inner man stands on a passed cell take no part in what lies behind it.
      if (dense) {
        store<u64>(saved() + (<usize>count << 3), load<u64>(c + (<usize>t << 3)));
        count++;
      } else left &= ~bit(t);
      passed |= bit(t);
    }
    if (dense) {
      count = 0;
      for (let t = next(d, cell); t != OFF && (base & bit(t)) == 0; t = next(d, t)) {
        store<u64>(c + (<usize>t << 3), load<u64>(saved() + (<usize>count << 3)));
        count++;
      }
      left = nonEmpty(c);
    } else {
      let m = all & passed;
      while (m != 0) {
        if (load<u64>(c + (<usize>ctz(m) << 3)) != 0) left |= m & -m;
        m &= m - 1;
      }
    }
    if (left == 0) return;
  }
}

function escapeInner(source: usize): void {
  const c = candidates();
  const directions = directionsOf(innerKind);
  if (directions != 0 && popcnt(left) >= DENSE) {
    for (let d: u32 = 0; d < 8; d++) {
      if (((directions >> d) & 1) == 0) continue;
      ray(d, source);
      lose(reach(), ~0);
    }
    if (popcnt(left) >= DENSE) left = nonEmpty(c);
    return;
  }
  let m = left;
  while (m != 0) {
    const inner = <u32>ctz(m);
    m &= m - 1;
    const at = c + (<usize>inner << 3);
    let x = load<u64>(at);
    if (directions == 0) {
      let targets = leapOf(innerKind, inner) & ~base;
      while (targets != 0 && x != 0) {
        x &= ~load<u64>(source + (<usize>ctz(targets) << 3));
        targets &= targets - 1;
      }
    } else {
      for (let d: u32 = 0; d < 8 && x != 0; d++) {
        if (((directions >> d) & 1) == 0) continue;
        let lanes: u64 = ~0;
        for (let t = next(d, inner); t != OFF && (base & bit(t)) == 0; t = next(d, t)) {
          x &= ~(load<u64>(source + (<usize>t << 3)) & lanes);
          lanes &= ~bit(t);
        }
      }
    }
    store<u64>(at, x);
    if (x == 0) left &= ~bit(inner);
  }
}

function escapeLane(source: usize): void {
  const c = candidates();
  const directions = directionsOf(laneKind);
  if (directions != 0 && popcnt(left) >= DENSE) {
    const zero = i64x2.splat(0);
    let still: u64 = 0;
    for (let inner: u32 = 0; inner < 64; inner += 2) {
      if (((left >> inner) & 3) == 0) continue;
      const at = <usize>inner << 3;
      const x = v128.andnot(v128.load(c + at), fill2(directions, v128.load(source + at), inner));
      v128.store(c + at, x);
      still |= <u64>i64x2.bitmask(i64x2.ne(x, zero)) << inner;
    }
    left = still;
    return;
  }
  let m = left;
  while (m != 0) {
    const inner = <u32>ctz(m);
    m &= m - 1;
    const at = <usize>inner << 3;
    const x = load<u64>(c + at) & ~fill(laneKind, load<u64>(source + at), ~(base | bit(inner)));
    store<u64>(c + at, x);
    if (x == 0) left &= ~bit(inner);
  }
}
