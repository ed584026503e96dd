/**
 * Estimates of the bits that a writer takes for questions, from the questions that the tree has asked so far. One block of memory
 * holds them, so that it can be copied.
 */

import { questions, sizeOf } from './questions';
import { take } from './memory';

/** Increase of a threshold's frequency when it occurs, and the largest sum of frequencies, as in ./models.ts. */
const GAIN: u32 = 24;
const MOST_TOTAL: u32 = 1 << 16;

let block: usize = 0;
let blockBytes: usize = 0;
/** By question: how often it was asked, and the logarithm of that. */
let counts: usize = 0;
let logarithms: usize = 0;
/** Sum of the counts, and its logarithm. */
let total: usize = 0;
/** By question: place of its thresholds' frequencies, and their sum. */
let starts: usize = 0;
let sums: usize = 0;
let frequencies: usize = 0;
/** The questions, those asked most often first, as of the last sorting; 16 bits each. */
let order: usize = 0;
/** Questions are sorted after so many. */
const SORT_EVERY: u32 = 256;
let sinceSorted: usize = 0;

/** Takes the memory. */
export function takeCosts(): void {
  let values: usize = 0;
  for (let q: u32 = 0; q < questions; q++) values += sizeOf(q);
  starts = take(<usize>questions << 2);
  block = take(0);
  counts = take(<usize>questions << 3);
  logarithms = take(<usize>questions << 3);
  total = take(16);
  sums = take(<usize>questions << 2);
  frequencies = take(values << 1);
  order = take(<usize>questions << 1);
  sinceSorted = take(4);
  blockBytes = take(0) - block;
}

/** Writes the place of each question's frequencies. */
export function startCosts(): void {
  let start: usize = 0;
  for (let q: u32 = 0; q < questions; q++) {
    store<u32>(starts + (<usize>q << 2), <u32>start);
    start += sizeOf(q);
  }
}

/** Forgets all questions. */
export function clearCosts(): void {
  for (let q: u32 = 0; q < questions; q++) {
    store<f64>(counts + (<usize>q << 3), 0.1);
    store<f64>(logarithms + (<usize>q << 3), Math.log2(0.1));
    const size = sizeOf(q);
    const first = size > 256 ? 1 : 2;
    const at = frequencies + (<usize>load<u32>(starts + (<usize>q << 2)) << 1);
    for (let i: u32 = 0; i < size; i++) store<u16>(at + (<usize>i << 1), first);
    store<u32>(sums + (<usize>q << 2), size * first);
  }
  for (let q: u32 = 0; q < questions; q++) store<u16>(order + (<usize>q << 1), q);
  store<u32>(sinceSorted, 0);
  setTotal(0.1 * <f64>questions);
}

/** Bytes of a copy. */
export function costsBytes(): usize {
  return blockBytes;
}

export function saveCosts(to: usize): void {
  memory.copy(to, block, blockBytes);
}

export function restoreCosts(from: usize): void {
  memory.copy(block, from, blockBytes);
}

function setTotal(sum: f64): void {
  store<f64>(total, sum);
  store<f64>(total + 8, Math.log2(sum));
}

/** Returns the question that is asked `rank`-th most often. */
// @ts-ignore: decorator
@inline
export function askedOften(rank: u32): u32 {
  return load<u16>(order + (<usize>rank << 1));
}

/** Sorts the questions; few change their places since the last time. */
function sort(): void {
  for (let i: u32 = 1; i < questions; i++) {
    const q = askedOften(i);
    const count = load<f64>(counts + (<usize>q << 3));
    let at = i;
    for (; at > 0; at--) {
      const before = askedOften(at - 1);
      if (load<f64>(counts + (<usize>before << 3)) >= count) break;
      store<u16>(order + (<usize>at << 1), before);
    }
    store<u16>(order + (<usize>at << 1), q);
  }
}

/** Returns the bits of a question. */
// @ts-ignore: decorator
@inline
export function questionBits(q: u32): f64 {
  return load<f64>(total + 8) - load<f64>(logarithms + (<usize>q << 3));
}

/** Returns the bits of a threshold, which is above `low` and at most `high`. */
export function thresholdBits(q: u32, threshold: u32, low: u32, high: u32): f64 {
  const at = frequencies + (<usize>load<u32>(starts + (<usize>q << 2)) << 1);
  let sum: u32 = 0;
  for (let i = low; i < high; i++) sum += load<u16>(at + (<usize>i << 1));
  return Math.log2(<f64>sum / <f64>load<u16>(at + (<usize>(threshold - 1) << 1)));
}

/** Records a question that the tree asks. */
export function asked(q: u32, threshold: u32): void {
  const count = load<f64>(counts + (<usize>q << 3)) + 1;
  store<f64>(counts + (<usize>q << 3), count);
  store<f64>(logarithms + (<usize>q << 3), Math.log2(count));
  setTotal(load<f64>(total) + 1);
  const at = frequencies + (<usize>load<u32>(starts + (<usize>q << 2)) << 1);
  const frequency = at + (<usize>(threshold - 1) << 1);
  store<u16>(frequency, load<u16>(frequency) + GAIN);
  let sum = load<u32>(sums + (<usize>q << 2)) + GAIN;
  if (sum > MOST_TOTAL - GAIN) {
    sum = 0;
    const size = sizeOf(q);
    for (let i: u32 = 0; i < size; i++) {
      const half = (<u32>load<u16>(at + (<usize>i << 1)) + 1) >> 1;
      store<u16>(at + (<usize>i << 1), half);
      sum += half;
    }
  }
  store<u32>(sums + (<usize>q << 2), sum);
  const since = load<u32>(sinceSorted) + 1;
  store<u32>(sinceSorted, since == SORT_EVERY ? 0 : since);
  if (since == SORT_EVERY) sort();
}
