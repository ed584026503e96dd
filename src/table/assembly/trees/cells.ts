/** The packed cells that trees are learned from, and how they move. */

import { alphabet, classCount, classOf, highestCode } from './classes';
import { commonCode } from './look';
import { take } from './memory';
import {
  answer, directions, fieldMask, fieldShifts, firstOf, highOf, isBlocked, kindOf, lowOf, otherOf, pairOf, secondOf, stride, tableOf, words,
} from './questions';
import { RELATION, SIGHT } from '../../trees/program-layout';

let cells: usize = 0;
/** Memory for as many cells as are moved at a time. */
let spare: usize = 0;
/** Bytes of a cell. */
export let cellBytes: usize = 0;
let sides: usize = 0;

/** @param at address of the first cell, and `aside` memory for as many cells as are moved at a time */
export function useCells(at: usize, aside: usize): void {
  cells = at;
  spare = aside;
  cellBytes = <usize>words << 2;
}

/** Takes the memory. */
export function takeSides(): void {
  sides = take(<usize>(stride * stride));
}

// @ts-ignore: decorator
@inline
export function cellAt(i: u32): usize {
  return cells + <usize>i * cellBytes;
}

/** Returns the code that suits all cells, or -1. */
export function pure(from: u32, to: u32): i32 {
  const end = cellAt(to);
  if (classCount <= 32) {
    let mask: u32 = 0;
    for (let cell = cellAt(from); cell < end; ) {
      const stop = min(end, cell + (cellBytes << 8));
      for (; cell < stop; cell += cellBytes) mask |= 1 << classOf(cell);
      if (commonCode(mask) < 0) return -1;
    }
    return commonCode(mask);
  }
  let code: i32 = -1;
  let most = alphabet - 1;
  for (let cell = cellAt(from); cell < end; cell += cellBytes) {
    const c = classOf(cell);
    if (c >= alphabet) most = min(most, highestCode(c));
    else if (code < 0) code = <i32>c;
    else if (code != <i32>c) return -1;
    if (code > <i32>most) return -1;
  }
  return code < 0 ? <i32>most : code;
}

/** Exchanges two cells. */
export function swap(i: u32, j: u32): void {
  const a = cellAt(i);
  const b = cellAt(j);
  for (let w: u32 = 0; w < words; w++) {
    const at = <usize>w << 2;
    const held = load<u32>(a + at);
    store<u32>(a + at, load<u32>(b + at));
    store<u32>(b + at, held);
  }
}

/** Moves the cells with answers below the threshold to the front, in order; returns the start of the others. */
export function part(from: u32, to: u32, q: u32, t: u32): u32 {
  const start = cellAt(from);
  const end = cellAt(to);
  const aside = spare;
  const l = words == 1 ? partNarrow(start, end, aside, q, t) : partWide(start, end, aside, q, t);
  const bytes = end - l;
  // `memory.copy` is a call, which costs more than a few cells
  if (bytes > 512) memory.copy(l, aside, bytes);
  else for (let at: usize = 0; at < bytes; at += 4) store<u32>(l + at, load<u32>(aside + at));
  return from + <u32>((l - start) / cellBytes);
}

/** Splits cells of one word; returns the end of the left part. The others are at `aside`. */
function partNarrow(start: usize, end: usize, aside: usize, q: u32, t: u32): usize {
  let l = start;
  let r = aside;
  const kind = kindOf(q);
  const pair = pairOf(q);
  const a = <u32>load<u8>(fieldShifts + firstOf(pair));
  const b = <u32>load<u8>(fieldShifts + secondOf(pair));
  const mask = fieldMask;
  if (kind == SIGHT) {
    const first = lowOf(q);
    const last = highOf(q);
    for (let cell = start; cell < end; cell += 4) {
      const v = load<u32>(cell);
      const entry = ((v >> a) & mask) * stride + ((v >> b) & mask);
      const towards = <u32>load<u8>(directions + entry);
      const right = towards >= first && towards <= last && !isBlocked(cell, entry);
      store<u32>(l, v);
      store<u32>(r, v);
      l += right ? 0 : 4;
      r += right ? 4 : 0;
    }
    return l;
  }
  const table = tableOf(q);
  if (kind == RELATION) {
    if (end - start > 1 << 16) {
      for (let entry: u32 = 0; entry < stride * stride; entry++) {
        store<u8>(sides + entry, <u32>load<u16>(table + (<usize>entry << 1)) >= t ? 4 : 0);
      }
      for (let cell = start; cell < end; cell += 4) {
        const v = load<u32>(cell);
        const right = <usize>load<u8>(sides + ((v >> a) & mask) * stride + ((v >> b) & mask));
        store<u32>(l, v);
        store<u32>(r, v);
        l += 4 - right;
        r += right;
      }
      return l;
    }
    for (let cell = start; cell < end; cell += 4) {
      const v = load<u32>(cell);
      const entry = ((v >> a) & mask) * stride + ((v >> b) & mask);
      const right = <usize>(<u32>load<u16>(table + (<usize>entry << 1)) >= t) << 2;
      store<u32>(l, v);
      store<u32>(r, v);
      l += 4 - right;
      r += right;
    }
    return l;
  }
  const other = otherOf(q);
  const c = <u32>load<u8>(fieldShifts + firstOf(other));
  const d = <u32>load<u8>(fieldShifts + secondOf(other));
  const least = <i32>t - <i32>lowOf(q);
  for (let cell = start; cell < end; cell += 4) {
    const v = load<u32>(cell);
    const one = ((v >> a) & mask) * stride + ((v >> b) & mask);
    const two = ((v >> c) & mask) * stride + ((v >> d) & mask);
    const value = <i32>load<u16>(table + (<usize>one << 1)) - <i32>load<u16>(table + (<usize>two << 1));
    const right = <usize>(value >= least) << 2;
    store<u32>(l, v);
    store<u32>(r, v);
    l += 4 - right;
    r += right;
  }
  return l;
}

/** The same for cells of several words. */
function partWide(start: usize, end: usize, aside: usize, q: u32, t: u32): usize {
  let l = start;
  let r = aside;
  for (let cell = start; cell < end; cell += cellBytes) {
    const right = answer(q, cell) >= t;
    const to = right ? r : l;
    for (let at: usize = 0; at < cellBytes; at += 4) store<u32>(to + at, load<u32>(cell + at));
    l += right ? 0 : cellBytes;
    r += right ? cellBytes : 0;
  }
  return l;
}
