/**
 * A sample of the cells of a node, as columns: places, entries of pairs of men, and directions of sight. A column of pairs is made
 * when a question first needs it.
 */

import { between, boardWords, directions, fieldOf, fields, firstOf, men, pairCount, secondOf, stride, words } from './questions';
import { classOf } from './classes';
import { clear, take } from './memory';

/** Most cells of a sample. */
export const MOST: u32 = 1 << 15;

/** Number of cells of the sample. */
export let size: u32 = 0;
/** Class of each cell, 16 bits. */
export let classes: usize = 0;
let places: usize = 0;
let entries: usize = 0;
let sights: usize = 0;
let occupied: usize = 0;
/** By pair: the number of the sample that its columns belong to. */
let entriesOf: usize = 0;
let sightsOf: usize = 0;
let occupiedOf: u32 = 0;
let current: u32 = 0;

/** Takes the memory. */
export function takeSample(): void {
  classes = take(MOST << 1);
  places = take(fields * MOST);
  entries = take(<usize>pairCount * (MOST << 1));
  sights = take(<usize>pairCount * MOST);
  occupied = take(<usize>boardWords * (MOST << 3));
  entriesOf = take(<usize>pairCount << 2);
  sightsOf = take(<usize>pairCount << 2);
}

/** Marks all columns as not made. */
export function clearSample(): void {
  memory.fill(entriesOf, 0, <usize>pairCount << 2);
  memory.fill(sightsOf, 0, <usize>pairCount << 2);
  current = 0;
  occupiedOf = 0;
}

/** Samples every `step`-th cell between two addresses. */
export function gather(from: usize, to: usize, step: u32): void {
  const stepBytes = <usize>step * (words << 2);
  let n: u32 = 0;
  for (let cell = from; cell < to; cell += stepBytes) {
    store<u16>(classes + (<usize>n << 1), classOf(cell));
    for (let m: u32 = 0; m < fields; m++) store<u8>(places + m * MOST + n, fieldOf(cell, m));
    n++;
  }
  size = n;
  current++;
}

/** Returns the column of the entries of a pair, 16 bits each. */
export function entryColumn(pair: u32): usize {
  const column = entries + <usize>pair * (MOST << 1);
  const known = entriesOf + (<usize>pair << 2);
  if (load<u32>(known) == current) return column;
  store<u32>(known, current);
  const first = places + firstOf(pair) * MOST;
  const second = places + secondOf(pair) * MOST;
  for (let i: u32 = 0; i < size; i++) {
    store<u16>(column + (<usize>i << 1), <u32>load<u8>(first + i) * stride + <u32>load<u8>(second + i));
  }
  return column;
}

/** Returns the column of the directions in which the first man of a pair sees the second, 8 bits each. */
export function sightColumn(pair: u32): usize {
  const column = sights + <usize>pair * MOST;
  const known = sightsOf + (<usize>pair << 2);
  if (load<u32>(known) == current) return column;
  store<u32>(known, current);
  occupy();
  const entry = entryColumn(pair);
  for (let i: u32 = 0; i < size; i++) {
    const at = <u32>load<u16>(entry + (<usize>i << 1));
    let towards = <u32>load<u8>(directions + at);
    if (towards != 0) {
      const way = between + (<usize>(at * boardWords) << 3);
      const men = occupied + (<usize>(i * boardWords) << 3);
      for (let w: u32 = 0; w < boardWords; w++) {
        if (load<u64>(way + (<usize>w << 3)) & load<u64>(men + (<usize>w << 3))) towards = 0;
      }
    }
    store<u8>(column + i, towards);
  }
  return column;
}

/** Makes the sets of occupied places. */
function occupy(): void {
  if (occupiedOf == current) return;
  occupiedOf = current;
  clear(occupied, <usize>(size * boardWords) << 3);
  for (let m: u32 = 0; m < men; m++) {
    const column = places + m * MOST;
    for (let i: u32 = 0; i < size; i++) {
      const place = <u32>load<u8>(column + i);
      const at = occupied + (<usize>(i * boardWords + (place >> 6)) << 3);
      store<u64>(at, load<u64>(at) | ((<u64>1) << <u64>(place & 63)));
    }
  }
}
