/**
 * The layout of one problem: a set of positions closed under reversible moves, as an array of 64-bit words.
 *
 *   word   = row * 64 + inner           bits of a word: the cell of the lane man
 *   row    = (head * 64 + outer 1) * 64 + outer 2 ...
 *   head     which placement of both kings up to symmetry (462), where the problem has that; else there is one head
 *   digits   outer 1..k, inner, lane: the men that move, 64 cells each; without a head the kings are digits too
 *
 * Pawns do not move within a problem: they are part of the occupied cells. Everything below is set by `configure` from a
 * block of numbers that the host writes (abi.ts).
 */

import {
  CONFIG_BLOCKED, CONFIG_DEPTHS, CONFIG_DUE, CONFIG_GEOMETRY, CONFIG_HAS_HEAD, CONFIG_HEAD_CELLS, CONFIG_HEAD_MAP, CONFIG_HEAD_MOVES,
  CONFIG_HEADS, CONFIG_HITS, CONFIG_KEEPS_WON, CONFIG_KINDS, CONFIG_LOSABLE, CONFIG_NOT_WON, CONFIG_OUTERS, CONFIG_SIDES, CONFIG_VALUES,
  CONFIG_WINNING,
} from '../abi';
import { attacks, between, bit, directionsOf, leapOf, LINES, placeGeometry } from './geometry';

export let heads: u32 = 1;
export let hasHead: bool = false;
export let outers: u32 = 0;
export let rows: u32 = 0;
/** Rows of one head. */
export let rowsOfHead: u32 = 1;
/** Addresses of the kinds and sides of the digits: outer 1..k, inner, lane. */
export let kinds: usize = 0;
export let sides: usize = 0;
export let innerKind: u32 = 0;
export let innerSide: u32 = 0;
export let laneKind: u32 = 0;
export let laneSide: u32 = 0;
/** Cells of the pawns, and those that are not of the board. */
export let blocked: u64 = 0;
/** Cells that the pawns of each side attack. */
let hits0: u64 = 0;
let hits1: u64 = 0;
/** Keeps depths (1) or only outcomes (0). */
export let depths: bool = false;
/** Keeps which positions are won, for depths that do not tell it by being odd or even. */
export let keepsWon: bool = false;

/** Tables of heads: cells of both kings; moves of each side's king; head and symmetry of every pair of cells. */
export let headCells: usize = 0;
export let headMoves0: usize = 0;
export let headMoves1: usize = 0;
export let headMap: usize = 0;

/** Sets, by side: E not (yet) won, L can be lost, T to be won by a move out (and won, if kept), W and D just won and lost. */
let e0: usize = 0;
let e1: usize = 0;
let l0: usize = 0;
let l1: usize = 0;
let t0: usize = 0;
let t1: usize = 0;
let values0: usize = 0;
let values1: usize = 0;
let due0: usize = 0;
let due1: usize = 0;
/** Scratch of this thread: 8 rows. */
export let scratch: usize = 0;

// @ts-ignore: decorator
@inline
export function setE(s: u32): usize { return s == 0 ? e0 : e1; }
// @ts-ignore: decorator
@inline
export function setL(s: u32): usize { return s == 0 ? l0 : l1; }
// @ts-ignore: decorator
@inline
export function setT(s: u32): usize { return s == 0 ? t0 : t1; }
/** One byte a position. */
// @ts-ignore: decorator
@inline
export function valuesOf(s: u32): usize { return s == 0 ? values0 : values1; }
/** 256 bits a row: which ranks of moves out occur in it. */
// @ts-ignore: decorator
@inline
export function dueOf(s: u32): usize { return s == 0 ? due0 : due1; }

export function configure(at: usize): void {
  hasHead = load<u32>(at, CONFIG_HAS_HEAD) != 0;
  heads = load<u32>(at, CONFIG_HEADS);
  outers = load<u32>(at, CONFIG_OUTERS);
  depths = load<u32>(at, CONFIG_DEPTHS) != 0;
  kinds = at + CONFIG_KINDS;
  sides = at + CONFIG_SIDES;
  innerKind = load<u32>(kinds + (outers << 2));
  innerSide = load<u32>(sides + (outers << 2));
  laneKind = load<u32>(kinds + (outers << 2), 4);
  laneSide = load<u32>(sides + (outers << 2), 4);
  blocked = load<u64>(at, CONFIG_BLOCKED);
  hits0 = load<u64>(at, CONFIG_HITS);
  hits1 = load<u64>(at, CONFIG_HITS + 8);
  placeGeometry(load<u32>(at, CONFIG_GEOMETRY));
  headCells = load<u32>(at, CONFIG_HEAD_CELLS);
  headMoves0 = load<u32>(at, CONFIG_HEAD_MOVES);
  headMoves1 = load<u32>(at, CONFIG_HEAD_MOVES + 4);
  headMap = load<u32>(at, CONFIG_HEAD_MAP);
  e0 = load<u32>(at, CONFIG_NOT_WON);
  e1 = load<u32>(at, CONFIG_NOT_WON + 4);
  l0 = load<u32>(at, CONFIG_LOSABLE);
  l1 = load<u32>(at, CONFIG_LOSABLE + 4);
  t0 = load<u32>(at, CONFIG_WINNING);
  t1 = load<u32>(at, CONFIG_WINNING + 4);
  values0 = load<u32>(at, CONFIG_VALUES);
  values1 = load<u32>(at, CONFIG_VALUES + 4);
  due0 = load<u32>(at, CONFIG_DUE);
  due1 = load<u32>(at, CONFIG_DUE + 4);
  keepsWon = load<u32>(at, CONFIG_KEEPS_WON) != 0;
  rowsOfHead = 1 << (6 * outers);
  rows = heads * rowsOfHead;
}

/** Memory of this thread alone. */
export function useScratch(at: usize): void {
  scratch = at;
}

// The row under work.
export let head: u32 = 0;
/** The outer digits as one number, and one by one. */
export let tail: u32 = 0;
let o0: u32 = 0;
let o1: u32 = 0;
let o2: u32 = 0;
/** Occupied cells, inner and lane men not counted. */
export let base: u64 = 0;

// @ts-ignore: decorator
@inline
export function outerCell(j: u32): u32 {
  return j == 0 ? o0 : j == 1 ? o1 : o2;
}

// @ts-ignore: decorator
@inline
export function kindOf(digit: u32): u32 {
  return load<u32>(kinds + (digit << 2));
}

// @ts-ignore: decorator
@inline
export function sideOf(digit: u32): u32 {
  return load<u32>(sides + (digit << 2));
}

/** Rows between neighbouring values of outer digit j. */
// @ts-ignore: decorator
@inline
export function strideOf(j: u32): u32 {
  return 1 << (6 * (outers - 1 - j));
}

// @ts-ignore: decorator
@inline
export function headKing(side: u32): u32 {
  return load<u8>(headCells + (head << 1) + side);
}

/** Makes `row` the row under work; false if two of its men share a cell. */
export function enter(row: u32): bool {
  let rest = row;
  head = 0;
  base = blocked;
  if (hasHead) {
    head = row >> (6 * outers);
    rest = row & (rowsOfHead - 1);
    base |= bit(load<u8>(headCells + (head << 1))) | bit(load<u8>(headCells + (head << 1), 1));
  }
  tail = rest;
  for (let j: u32 = 0; j < outers; j++) {
    const cell = (rest >> (6 * (outers - 1 - j))) & 63;
    if (j == 0) o0 = cell;
    else if (j == 1) o1 = cell;
    else o2 = cell;
    const b = bit(cell);
    if (base & b) return false;
    base |= b;
  }
  return true;
}

/** Lanes on which the king of the side that is not `by` is attacked, the inner man on `inner`, or all cells if always. */
function attackedLanes(by: u32, inner: u32): u64 {
  const all = base | bit(inner);
  const hits = by == 0 ? hits0 : hits1;
  if (!hasHead && laneKind == 0 && laneSide != by) {
    let danger = hits;
    for (let j: u32 = 0; j <= outers; j++) {
      if (sideOf(j) == by) danger |= attacks(kindOf(j), j == outers ? inner : outerCell(j), all);
    }
    return danger;
  }
  let king: u32 = 0;
  if (hasHead) king = headKing(1 - by);
  else {
    for (let j: u32 = 0; j <= outers; j++) {
      if (kindOf(j) == 0 && sideOf(j) != by) king = j == outers ? inner : outerCell(j);
    }
  }
  const target = bit(king);
  if (hits & target) return ~0;
  let lanes: u64 = 0;
  for (let j: u32 = 0; j <= outers; j++) {
    if (sideOf(j) != by) continue;
    const kind = kindOf(j);
    const cell = j == outers ? inner : outerCell(j);
    const directions = directionsOf(kind);
    if (directions == 0) {
      if (leapOf(kind, cell) & target) return ~0;
    } else if (load<u8>(LINES + ((cell << 6) | king)) & directions) {
      const way = between(cell, king);
      if ((way & all) == 0) lanes |= ~way;
    }
  }
  if (laneSide == by) lanes |= attacks(laneKind, king, all);
  return lanes;
}

/** Lanes on which the side to move stands in check, for a legal position of the row under work. */
export function attackedNow(side: u32, inner: u32): u64 {
  return attackedLanes(1 - side, inner);
}

/** Lanes that are legal with `side` to move. */
export function legalLanes(side: u32, inner: u32): u64 {
  if (base & bit(inner)) return 0;
  return ~(base | bit(inner)) & ~attackedLanes(side, inner);
}

/** Legal positions of rows `from` to `to` - 1 become E and L of both sides; returns their number. */
export function markLegal(from: u32, to: u32): u32 {
  let count: u64 = 0;
  for (let row = from; row < to; row++) {
    const at = <usize>row << 9;
    const possible = enter(row);
    for (let inner: u32 = 0; inner < 64; inner++) {
      let white: u64 = 0;
      let black: u64 = 0;
      if (possible && (base & bit(inner)) == 0) {
        const free = ~(base | bit(inner));
        white = free & ~attackedLanes(0, inner);
        black = free & ~attackedLanes(1, inner);
      }
      count += popcnt(white) + popcnt(black);
      const word = at + (inner << 3);
      store<u64>(e0 + word, white);
      store<u64>(l0 + word, white);
      store<u64>(e1 + word, black);
      store<u64>(l1 + word, black);
    }
  }
  return <u32>count;
}
