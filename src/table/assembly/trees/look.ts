/**
 * Finds the question that leaves least open about a sample: its own bits, its threshold's, and the information that the two
 * parts keep, as in C4.5 (J. R. Quinlan, 1993).
 */

import { alphabet, classCount } from './classes';
import { askedOften, questionBits, thresholdBits } from './costs';
import { highOf, kindOf, lowOf, otherOf, pairOf, questions, sizeOf, tableOf } from './questions';
import { highest, lowest } from './path';
import { clear, take } from './memory';
import { classes, entryColumn, MOST, sightColumn, size } from './sample';
import { RELATION, SIGHT } from '../../trees/program-layout';

/** Weight of a bit that a question leaves open, against a bit of the question itself; found by experiment. */
const WEIGHT: f64 = 3;
/** With more classes in a sample their counts do not fit one number. */
const PACKED: u32 = 4;
/** Samples of so many cells are large. */
const MANY: u32 = 256;

/** The best question after `look`. */
export let bestQuestion: u32 = 0;
export let bestThreshold: u32 = 0;
/** By question: its score, without its threshold's bits, and the threshold. */
export let scores: usize = 0;
export let thresholds: usize = 0;

/** `x * log2(x)` for all counts of a sample. */
let xLogX: usize = 0;
let histogram: usize = 0;
/** By cell of the sample: its class among those that occur. */
let local: usize = 0;
let present: usize = 0;
let targets: usize = 0;
let totals: usize = 0;
let left: usize = 0;

/** Takes the memory. */
export function takeLook(): void {
  xLogX = take(<usize>(MOST + 1) << 3);
  let most: u32 = 0;
  for (let q: u32 = 0; q < questions; q++) most = max(most, sizeOf(q));
  histogram = take(<usize>most * max<u32>(32, alphabet << 2) + 16);
  scores = take(<usize>questions << 3);
  thresholds = take(<usize>questions << 1);
  local = take(MOST << 1);
  present = take(<usize>classCount << 2);
  targets = take(<usize>classCount << 1);
  totals = take(<usize>alphabet << 2);
  left = take(<usize>alphabet << 2);
}

/** Computes `xLogX`. */
export function fillLogarithms(): void {
  store<f64>(xLogX, 0);
  for (let n: u32 = 1; n <= MOST; n++) store<f64>(xLogX + (<usize>n << 3), <f64>n * Math.log2(<f64>n));
}

// @ts-ignore: decorator
@inline
function xlx(n: u32): f64 {
  return load<f64>(xLogX + (<usize>n << 3));
}

// @ts-ignore: decorator
@inline
function classAt(i: u32): u32 {
  return load<u16>(classes + (<usize>i << 1));
}

// @ts-ignore: decorator
@inline
function localAt(i: u32): u32 {
  return load<u16>(local + (<usize>i << 1));
}

/**
 * Numbers the classes that occur from 0 on, and returns how many there are. A don't-care counts as the most common code that suits
 * it.
 */
function classify(): u32 {
  clear(present, <usize>classCount << 2);
  for (let i: u32 = 0; i < size; i++) {
    const at = present + (<usize>classAt(i) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
  let commonest: i32 = -1;
  let most: u32 = 0;
  let k: u32 = 0;
  for (let code: u32 = 0; code < alphabet; code++) {
    const count = load<u32>(present + (<usize>code << 2));
    if (count > most) {
      most = count;
      commonest = <i32>code;
    }
    if (count > 0) store<u16>(targets + (<usize>code << 1), k++);
    const free = alphabet + code - 1;
    if (code == 0 || free >= classCount || load<u32>(present + (<usize>free << 2)) == 0) continue;
    if (commonest < 0) {
      store<u16>(targets + (<usize>code << 1), k++);
      commonest = <i32>code;
    }
    store<u16>(targets + (<usize>free << 1), load<u16>(targets + (<usize>commonest << 1)));
  }
  for (let i: u32 = 0; i < size; i++) {
    store<u16>(local + (<usize>i << 1), load<u16>(targets + (<usize>classAt(i) << 1)));
  }
  clear(totals, <usize>k << 2);
  for (let i: u32 = 0; i < size; i++) {
    const at = totals + (<usize>localAt(i) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
  return k;
}

/**
 * Looks for the best question about the sample, of the `count` questions whose numbers stand at `asked` (16 bits each), or of all
 * if `asked` is 0. Returns whether there is one; there is none if any code suits all cells.
 * @param step every `step`-th cell of the node is in the sample
 * @param scoresAll whether every question gets its score; without that, questions are left out that cost more than the best
 */
export function look(asked: usize, count: u32, step: u32, scoresAll: bool): bool {
  for (let q: u32 = 0; q < questions; q++) store<f64>(scores + (<usize>q << 3), Infinity);
  const k = classify();
  if (k < 2) return false;
  const weight = <f64>step * WEIGHT;
  let best = Infinity;
  const among = asked == 0 ? questions : count;
  for (let i: u32 = 0; i < among; i++) {
    const q = asked == 0 ? askedOften(i) : <u32>load<u16>(asked + (<usize>i << 1));
    const low = lowest(q);
    const high = highest(q);
    if (low == high || (!scoresAll && questionBits(q) >= best)) continue;
    best = k <= PACKED ? lookPacked(q, low, high, k, weight, best) : lookWide(q, low, high, k, weight, best);
  }
  return best < Infinity;
}

/** Counts a cell of class `c` whose answer is `value`, in the counts at `at`. */
// @ts-ignore: decorator
@inline
function countOne(at: usize, value: u32, c: u32): void {
  const own = at + (<usize>value << 3);
  store<u64>(own, load<u64>(own) + ((<u64>1) << <u64>(c << 4)));
}

// @ts-ignore: decorator
@inline
function sightAt(column: usize, i: u32, first: u32, last: u32): u32 {
  const towards = <u32>load<u8>(column + i);
  return towards >= first && towards <= last ? 1 : 0;
}

// @ts-ignore: decorator
@inline
function relationAt(table: usize, column: usize, i: u32): u32 {
  return load<u16>(table + (<usize>load<u16>(column + (<usize>i << 1)) << 1));
}

/** Looks at one question; the counts of up to four classes are the parts of one number of 64 bits. */
function lookPacked(q: u32, low: u32, high: u32, k: u32, weight: f64, bestSoFar: f64): f64 {
  const n = size;
  const rowBytes = <usize>(high + 1 - low) << 3;
  // Additions to one number wait for each other, so large samples are counted in four rows.
  const rows: u32 = n >= MANY ? 4 : 1;
  clear(histogram, rowBytes * rows);
  const one = histogram;
  const two = histogram + (rows == 4 ? rowBytes : 0);
  const three = two + (rows == 4 ? rowBytes : 0);
  const four = three + (rows == 4 ? rowBytes : 0);
  const even = n & ~(<u32>3);
  const kind = kindOf(q);
  if (kind == SIGHT) {
    const sight = sightColumn(pairOf(q));
    const first = lowOf(q);
    const last = highOf(q);
    for (let i: u32 = 0; i < even; i += 4) {
      countOne(one, sightAt(sight, i, first, last), localAt(i));
      countOne(two, sightAt(sight, i + 1, first, last), localAt(i + 1));
      countOne(three, sightAt(sight, i + 2, first, last), localAt(i + 2));
      countOne(four, sightAt(sight, i + 3, first, last), localAt(i + 3));
    }
    for (let i = even; i < n; i++) countOne(one, sightAt(sight, i, first, last), localAt(i));
  } else {
    const column = entryColumn(pairOf(q));
    const table = tableOf(q);
    if (kind == RELATION) {
      for (let i: u32 = 0; i < even; i += 4) {
        countOne(one, relationAt(table, column, i) - low, localAt(i));
        countOne(two, relationAt(table, column, i + 1) - low, localAt(i + 1));
        countOne(three, relationAt(table, column, i + 2) - low, localAt(i + 2));
        countOne(four, relationAt(table, column, i + 3) - low, localAt(i + 3));
      }
      for (let i = even; i < n; i++) countOne(one, relationAt(table, column, i) - low, localAt(i));
    } else {
      const other = entryColumn(otherOf(q));
      const shift = lowOf(q) - low;
      for (let i: u32 = 0; i < even; i += 4) {
        countOne(one, relationAt(table, column, i) - relationAt(table, other, i) + shift, localAt(i));
        countOne(two, relationAt(table, column, i + 1) - relationAt(table, other, i + 1) + shift, localAt(i + 1));
        countOne(three, relationAt(table, column, i + 2) - relationAt(table, other, i + 2) + shift, localAt(i + 2));
        countOne(four, relationAt(table, column, i + 3) - relationAt(table, other, i + 3) + shift, localAt(i + 3));
      }
      for (let i = even; i < n; i++) {
        countOne(one, relationAt(table, column, i) - relationAt(table, other, i) + shift, localAt(i));
      }
    }
  }
  if (rows == 4) {
    for (let v: usize = 0; v < rowBytes; v += 8) {
      store<u64>(one + v, load<u64>(one + v) + load<u64>(two + v) + load<u64>(three + v) + load<u64>(four + v));
    }
  }
  const t0 = load<u32>(totals);
  const t1 = load<u32>(totals, 4);
  const t2 = k > 2 ? load<u32>(totals, 8) : 0;
  const t3 = k > 3 ? load<u32>(totals, 12) : 0;
  const question = questionBits(q);
  let best = bestSoFar;
  let own = Infinity;
  let ownThreshold: u32 = 0;
  let counts: u64 = 0;
  let done: u32 = 0;
  const end = high - low;
  for (let v: u32 = 0; v < end; v++) {
    const here = load<u64>(histogram + (<usize>v << 3));
    if (here == 0) continue;
    counts += here;
    const c0 = <u32>counts & 0xffff;
    const c1 = <u32>(counts >> 16) & 0xffff;
    const c2 = <u32>(counts >> 32) & 0xffff;
    const c3 = <u32>(counts >> 48);
    done = c0 + c1 + c2 + c3;
    if (done == n) break;
    let bits = xlx(done) + xlx(n - done) - (xlx(c0) + xlx(t0 - c0)) - (xlx(c1) + xlx(t1 - c1));
    if (k > 2) bits -= xlx(c2) + xlx(t2 - c2);
    if (k > 3) bits -= xlx(c3) + xlx(t3 - c3);
    const score = bits * weight + question;
    if (score < own) {
      own = score;
      ownThreshold = low + v + 1;
    }
    if (score < best) best = consider(q, low + v + 1, low, high, score, best);
  }
  store<f64>(scores + (<usize>q << 3), own);
  store<u16>(thresholds + (<usize>q << 1), ownThreshold);
  return best;
}

/** Adds a threshold's bits to a score, and returns the best score so far. */
function consider(q: u32, threshold: u32, low: u32, high: u32, score: f64, best: f64): f64 {
  const whole = score + thresholdBits(q, threshold, low, high);
  if (whole >= best) return best;
  bestQuestion = q;
  bestThreshold = threshold;
  return whole;
}

/** Looks at one question, for any number of classes. */
function lookWide(q: u32, low: u32, high: u32, k: u32, weight: f64, bestSoFar: f64): f64 {
  const n = size;
  clear(histogram, <usize>((high + 1 - low) * k) << 2);
  const kind = kindOf(q);
  const column = kind == SIGHT ? sightColumn(pairOf(q)) : entryColumn(pairOf(q));
  const other = kind == RELATION || kind == SIGHT ? column : entryColumn(otherOf(q));
  const table = tableOf(q);
  const first = lowOf(q);
  const last = highOf(q);
  for (let i: u32 = 0; i < n; i++) {
    let value: u32;
    if (kind == SIGHT) {
      const towards = <u32>load<u8>(column + i);
      value = towards >= first && towards <= last ? 1 : 0;
    } else {
      value = load<u16>(table + (<usize>load<u16>(column + (<usize>i << 1)) << 1));
      if (kind != RELATION) value += first - <u32>load<u16>(table + (<usize>load<u16>(other + (<usize>i << 1)) << 1));
    }
    const at = histogram + (<usize>((value - low) * k + localAt(i)) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
  const question = questionBits(q);
  clear(left, <usize>k << 2);
  let best = bestSoFar;
  let own = Infinity;
  let ownThreshold: u32 = 0;
  let done: u32 = 0;
  for (let v = low; v < high; v++) {
    const row = histogram + (<usize>((v - low) * k) << 2);
    let here: u32 = 0;
    for (let c: u32 = 0; c < k; c++) {
      const count = load<u32>(row + (<usize>c << 2));
      const at = left + (<usize>c << 2);
      store<u32>(at, load<u32>(at) + count);
      here += count;
    }
    if (here == 0) continue;
    done += here;
    if (done == n) break;
    let bits = xlx(done) + xlx(n - done);
    for (let c: u32 = 0; c < k; c++) {
      const count = load<u32>(left + (<usize>c << 2));
      bits -= xlx(count) + xlx(load<u32>(totals + (<usize>c << 2)) - count);
    }
    const score = bits * weight + question;
    if (score < own) {
      own = score;
      ownThreshold = v + 1;
    }
    if (score < best) best = consider(q, v + 1, low, high, score, best);
  }
  store<f64>(scores + (<usize>q << 3), own);
  store<u16>(thresholds + (<usize>q << 1), ownThreshold);
  return best;
}

/** Writes the numbers of the questions with the best scores to `out`, 16 bits each, and returns how many there are. */
export function bestScores(out: usize, most: u32): u32 {
  let count: u32 = 0;
  for (let q: u32 = 0; q < questions; q++) {
    const score = load<f64>(scores + (<usize>q << 3));
    if (score == Infinity) continue;
    let at = count;
    while (at > 0 && load<f64>(scores + (<usize>load<u16>(out + (<usize>(at - 1) << 1)) << 3)) > score) at--;
    if (at >= most) continue;
    const last = min(count, most - 1);
    memory.copy(out + (<usize>(at + 1) << 1), out + (<usize>at << 1), <usize>(last - at) << 1);
    store<u16>(out + (<usize>at << 1), q);
    if (count < most) count++;
  }
  return count;
}

/** Returns the least score of the last `look`. */
export function leastScore(): f64 {
  let least = Infinity;
  for (let q: u32 = 0; q < questions; q++) least = min(least, load<f64>(scores + (<usize>q << 3)));
  return least;
}

/** Returns the code that suits all of the classes that a mask tells, or -1. For up to 32 classes. */
export function commonCode(mask: u32): i32 {
  const fixed = mask & ((1 << alphabet) - 1);
  const free = mask >> alphabet;
  const most = free == 0 ? alphabet - 1 : <u32>ctz(free) + 1;
  if (fixed == 0) return <i32>most;
  if ((fixed & (fixed - 1)) != 0) return -1;
  const code = <u32>ctz(fixed);
  return code <= most ? <i32>code : -1;
}

