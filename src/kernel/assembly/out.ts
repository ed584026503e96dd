/**
 * Exits of a problem: captures, and all moves of pawns. The host has laid out the successors' values of each kind of
 * move as an array of ranks ("slab") whose digits are the remaining men, in this problem's order. So the successor's
 * rank is found by sums. The highest rank among all exits of a position counts:
 *
 *   0 none or illegal   1..127 loses, the later the higher   128 draws   129..255 wins, the sooner the higher
 *
 * abi.ts defines the fields of an exit.
 */

import {
  BY_PAWN, CELL, EXIT_BYTES, EXIT_CELL, EXIT_HEAD_STRIDE, EXIT_MOVER, EXIT_PATH, EXIT_SLAB, EXIT_STRIDES, EXIT_TAKEN, HEAD, NO_KING_PAIR, NOTHING,
  RANK_DRAW,
} from '../abi';
import { attacks, between, bit, directionsOf, leapOf, LINES, turn } from './geometry';
import { atLeast, equal, raise, raiseOne } from './bytes';
import {
  base, depths, dueOf, enter, hasHead, head, headCells, headKing, headMap, kindOf, outerCell, outers, scratch, setE, setL,
  setT, valuesOf,
} from './rows';

const WIN: u32 = RANK_DRAW + 1;

// The current exit, and the slab that it leads to from the row.
let mover: u32 = 0;
let taken: u32 = 0;
let cell: u32 = 0;
let path: u64 = 0;
let slab: usize = 0;
let strides: usize = 0;
let headStride: u32 = 0;

// @ts-ignore: decorator
@inline
function stride(digit: u32): u32 {
  return load<u32>(strides + (digit << 2));
}

/** Returns the offset in the slab given by the king pair and the outer digits, without mover and taken man. */
function offsetOfRow(): u32 {
  let at = hasHead ? head * headStride : 0;
  for (let j: u32 = 0; j < outers; j++) if (j != mover && j != taken) at += outerCell(j) * stride(j);
  return at;
}

/** Raises the ranks of a row (64 x 64 bytes at `out`) by the current exit. */
function raiseRow(side: u32, out: usize): void {
  const lane = outers + 1;
  const row: usize = mover == HEAD ? 0 : slab + <usize>offsetOfRow();
  for (let inner: u32 = 0; inner < 64; inner++) {
    if (base & bit(inner)) continue;
    const all = base | bit(inner);
    const to = out + (<usize>inner << 6);
    if (mover == HEAD) {
      kingTakes(side, inner, all, to);
      continue;
    }
    let from = row;
    if (mover != outers && taken != outers) from += <usize>(inner * stride(outers));
    if (mover == BY_PAWN) {
      if (taken == NOTHING) {
        if ((path & all) == 0) raise(to, from, path);
      } else if (taken == lane) {
        if ((all & bit(cell)) == 0) raiseOne(to + cell, load<u8>(from));
      } else if ((taken == outers ? inner : outerCell(taken)) == cell) raise(to, from, 0);
      continue;
    }
    if (taken == lane) {
      const here = mover == outers ? inner : outerCell(mover);
      let targets = attacks(kindOf(mover), here, all) & ~all;
      const step = stride(mover);
      while (targets != 0) {
        const t = <u32>ctz(targets);
        targets &= targets - 1;
        raiseOne(to + t, load<u8>(from + <usize>(t * step)));
      }
      continue;
    }
    const target = taken == CELL ? cell : taken == outers ? inner : outerCell(taken);
    from += <usize>(target * stride(mover));
    if (mover == lane) {
      const v = <u32>load<u8>(from);
      if (v == 0) continue;
      let lanes = attacks(kindOf(lane), target, all) & ~all;
      while (lanes != 0) {
        raiseOne(to + <usize>ctz(lanes), v);
        lanes &= lanes - 1;
      }
      continue;
    }
    const here = mover == outers ? inner : outerCell(mover);
    const kind = kindOf(mover);
    const directions = directionsOf(kind);
    if (directions == 0) {
      if (leapOf(kind, here) & bit(target)) raise(to, from, 0);
    } else if (load<u8>(LINES + ((here << 6) | target)) & directions) {
      const way = between(here, target);
      if ((way & all) == 0) raise(to, from, way);
    }
  }
}

/** Handles a capture by a king of the king pair: the pair changes, and with it perhaps the symmetry. */
function kingTakes(side: u32, inner: u32, all: u64, to: usize): void {
  const lane = outers + 1;
  const steps = leapOf(0, headKing(side));
  if (taken == lane) {
    let targets = steps & ~all;
    while (targets != 0) {
      const t = <u32>ctz(targets);
      targets &= targets - 1;
      const at = afterKing(side, t, inner);
      if (at >= 0) raiseOne(to + t, load<u8>(slab + <usize>at));
    }
    return;
  }
  const target = taken == outers ? inner : outerCell(taken);
  if ((steps & bit(target)) == 0) return;
  const at = afterKing(side, target, inner);
  if (at < 0) return;
  const from = slab + <usize>at;
  for (let l: u32 = 0; l < 64; l++) raiseOne(to + l, load<u8>(from + <usize>turn(turnedBy, l)));
}

let turnedBy: u32 = 0;

/**
 * Returns the offset in the slab after the king of `side` has gone to `to`, or -1 if the kings touch. Sets `turnedBy`.
 */
function afterKing(side: u32, to: u32, inner: u32): i32 {
  const white = side == 0 ? to : load<u8>(headCells + (head << 1));
  const black = side == 1 ? to : load<u8>(headCells + (head << 1), 1);
  const entry = load<u32>(headMap + (((white << 6) | black) << 2));
  const h = entry & 0xffff;
  if (h == NO_KING_PAIR) return -1;
  const g = entry >> 16;
  turnedBy = g;
  let at = h * headStride;
  for (let j: u32 = 0; j < outers; j++) if (j != taken) at += turn(g, outerCell(j)) * stride(j);
  if (taken != outers) at += turn(g, inner) * stride(outers);
  return <i32>at;
}

/** Raises the ranks of the current row by all exits. */
export function raiseAll(side: u32, moves: usize, count: u32, ranks: usize): void {
  for (let i: u32 = 0; i < count; i++) {
    const move = moves + <usize>i * EXIT_BYTES;
    mover = load<u32>(move, EXIT_MOVER);
    taken = load<u32>(move, EXIT_TAKEN);
    cell = load<u32>(move, EXIT_CELL);
    path = load<u64>(move, EXIT_PATH);
    slab = load<u32>(move, EXIT_SLAB);
    headStride = load<u32>(move, EXIT_HEAD_STRIDE);
    strides = move + EXIT_STRIDES;
    raiseRow(side, ranks);
  }
}

/**
 * Finds the best exit of each position of rows `from` to `to` - 1 with `side` to move. It fills T and L. With depths it
 * also fills the values (ranks) and the ranks that occur in each row. Without depths it writes the positions that have
 * losing exits only to `losing`, with its masks. (Without depths T is the set of new wins, whose masks stay empty until
 * the first step.)
 */
export function markOut(side: u32, moves: usize, count: u32, from: u32, to: u32, losing: usize, losingMasks: usize): void {
  for (let row = from; row < to; row++) {
    const at = <usize>row << 9;
    const ranks = depths ? valuesOf(side) + (<usize>row << 12) : scratch + 4096;
    memory.fill(setT(side) + at, 0, 512);
    if (depths) memory.fill(dueOf(side) + (<usize>row << 5), 0, 32);
    memory.fill(ranks, 0, 4096);
    if (!depths) store<u64>(losingMasks + (<usize>row << 3), 0);
    if (!enter(row) || count == 0) continue;
    raiseAll(side, moves, count, ranks);
    note(side, row, ranks, losing, losingMasks);
  }
}

function note(side: u32, row: u32, ranks: usize, losing: usize, losingMasks: usize): void {
  const at = <usize>row << 9;
  const e = setE(side) + at;
  const l = setL(side) + at;
  const t = setT(side) + at;
  const due = dueOf(side) + (<usize>row << 5);
  let words: u64 = 0;
  if (!depths) memory.fill(losing + at, 0, 512);
  for (let inner: u32 = 0; inner < 64; inner++) {
    const word = <usize>inner << 3;
    const v = ranks + (<usize>inner << 6);
    const legal = load<u64>(e + word);
    const some = atLeast(v, 1) & legal;
    if (some == 0) continue;
    const safe = atLeast(v, RANK_DRAW) & legal;
    store<u64>(l + word, load<u64>(l + word) & ~safe);
    store<u64>(t + word, atLeast(v, WIN) & legal);
    if (!depths) {
      store<u64>(losing + at + word, some & ~safe);
      if (some & ~safe) words |= bit(inner);
      continue;
    }
    const drawn = equal(v, RANK_DRAW) & legal;
    let m = drawn;
    while (m != 0) {
      store<u8>(v + <usize>ctz(m), 0);
      m &= m - 1;
    }
    m = some & ~drawn;
    while (m != 0) {
      const rank = <u32>load<u8>(v + <usize>ctz(m));
      m &= m - 1;
      const byte = due + <usize>(rank >> 3);
      store<u8>(byte, <u8>(<u32>load<u8>(byte) | ((<u32>1) << (rank & 7))));
    }
  }
  if (!depths) store<u64>(losingMasks + (<usize>row << 3), words);
}
