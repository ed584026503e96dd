import { fill } from './fill';
import { bit, directionsOf, inverse, leapOf, next, OFF, turn, turnSet } from './geometry';
import { clearRow, DENSE, fill2, gathered, ray, reach, ROW, saved, turnedTail } from './row';
import {
  base, hasHead, head, headMoves0, headMoves1, innerKind, innerSide, kindOf, laneKind, laneSide, outerCell, outers,
  rowsOfHead, sideOf, strideOf, tail,
} from './rows';

/** Whether `gathered` holds anything; the first bits that enter it clear it. */
let filled: bool = false;

function clearGathered(): void {
  clearRow(gathered());
  filled = true;
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

/**
 * Gathers the positions of `row`, the current row, with a move of side s into `set`: gathered |= these positions.
 * `masks` holds a mask of the set's non-empty words for each row. A row pulls from other rows and only its own thread
 * writes it, so threads share nothing but what they read.
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
          // Words whose inner man stands on a passed cell have no part.
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
