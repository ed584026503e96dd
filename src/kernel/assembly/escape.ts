import { fill } from './fill';
import { bit, directionsOf, inverse, leapOf, next, OFF, turn, turnSet } from './geometry';
import { candidates, DENSE, fill2, nonEmpty, ray, reach, ROW, saved, turnedTail } from './row';
import {
  base, hasHead, head, headMoves0, headMoves1, innerKind, innerSide, kindOf, laneKind, laneSide, outerCell, outers,
  rowsOfHead, sideOf, strideOf, tail,
} from './rows';

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

/**
 * Takes positions with a move of side s into `set` from the candidates of `row`, the current row: candidates &=
 * ~positions with such a move. Rows pull, as in gather.ts.
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
      // Words whose inner man stands on a passed cell have no part in what is seen past it.
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
