/**
 * The layout of one problem: a set of positions closed under reversible moves, as an array of 64-bit words.
 *
 *   word   = row * 64 + inner           bits of a word: the cell of the lane man
 *   row    = (head * 64 + outer 1) * 64 + outer 2 ...
 *   head     the king pair, up to symmetry (462), if the problem has king pairs; else there is one head
 *   digits   outer 1..k, inner, lane: the men that move, 64 cells each; without king pairs the kings are digits too
 *
 * Pawns do not move within a problem: they are part of the occupied cells. `configure` sets everything below from a
 * block of numbers that the host writes (abi.ts).
 */

import {
  CONFIG_BLOCKED, CONFIG_DEPTHS, CONFIG_DUE, CONFIG_GEOMETRY, CONFIG_HAS_HEAD, CONFIG_HEAD_CELLS, CONFIG_HEAD_MAP, CONFIG_HEAD_MOVES,
  CONFIG_HEADS, CONFIG_HITS, CONFIG_KEEPS_WON, CONFIG_KINDS, CONFIG_LOSABLE, CONFIG_NOT_WON, CONFIG_OUTERS, CONFIG_PINNED, CONFIG_SIDES, CONFIG_VALUES,
  CONFIG_WINNING,
} from '../abi';
import { attacks, between, bit, directionsOf, leapOf, LINES, placeGeometry } from './geometry';

/** Number of king pairs; 1 without them. */
export let heads: u32 = 1;
/** Whether the problem has king pairs. */
export let hasHead: bool = false;
/** Number of outer digits. */
export let outers: u32 = 0;
/** Number of rows. */
export let rows: u32 = 0;
/** Rows of one king pair. */
export let rowsOfHead: u32 = 1;
/** Address of the kinds of the digits: outer 1..k, inner, lane. */
export let kinds: usize = 0;
/** Address of the sides of the digits. */
export let sides: usize = 0;
/** Kind of the inner man. */
export let innerKind: u32 = 0;
/** Side of the inner man. */
export let innerSide: u32 = 0;
/** Kind of the lane man. */
export let laneKind: u32 = 0;
/** Side of the lane man. */
export let laneSide: u32 = 0;
/** Cells of the pawns, and cells outside the board. */
export let blocked: u64 = 0;
/** Cells of the first outer man that have rows. */
let pinned: u64 = ~0;
/** Cells that the pawns of each side attack. */
let hits0: u64 = 0;
let hits1: u64 = 0;
/** Whether depths are stored; otherwise only outcomes. */
export let depths: bool = false;
/** Whether the set of won positions is stored, for depths whose parity does not tell it. */
export let keepsWon: bool = false;

/** Address of the cells of both kings of each king pair. */
export let headCells: usize = 0;
/** Address of the moves of the white king, by king pair. */
export let headMoves0: usize = 0;
/** Address of the moves of the black king, by king pair. */
export let headMoves1: usize = 0;
/** Address of the king pair and symmetry of every two cells. */
export let headMap: usize = 0;

/** Sets, by side: E not (yet) won, L can be lost, T won by an exit (stored wins, too), W and D just won and lost. */
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
/** Scratch memory of this thread: 8 rows. */
export let scratch: usize = 0;

/** Address of E: positions that are not (yet) won. */
// @ts-ignore: decorator
@inline
export function setE(s: u32): usize { return s == 0 ? e0 : e1; }
/** Address of L: positions that can be lost. */
// @ts-ignore: decorator
@inline
export function setL(s: u32): usize { return s == 0 ? l0 : l1; }
/** Address of T: positions that an exit will win, and the won positions if these are stored. */
// @ts-ignore: decorator
@inline
export function setT(s: u32): usize { return s == 0 ? t0 : t1; }
/** Address of the values, one byte per position. */
// @ts-ignore: decorator
@inline
export function valuesOf(s: u32): usize { return s == 0 ? values0 : values1; }
/** Address of 256 bits per row: the ranks of exits that occur in it. */
// @ts-ignore: decorator
@inline
export function dueOf(s: u32): usize { return s == 0 ? due0 : due1; }

/** Reads the layout from the host's block. */
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
  pinned = load<u64>(at, CONFIG_PINNED);
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

/** Sets the memory of this thread alone. */
export function useScratch(at: usize): void {
  scratch = at;
}

/** King pair of the current row. */
export let head: u32 = 0;
/** The outer digits as one number, and one by one. */
export let tail: u32 = 0;
let o0: u32 = 0;
let o1: u32 = 0;
let o2: u32 = 0;
/** Occupied cells, without inner and lane men. */
export let base: u64 = 0;

/** Returns the cell of outer digit j in the current row. */
// @ts-ignore: decorator
@inline
export function outerCell(j: u32): u32 {
  return j == 0 ? o0 : j == 1 ? o1 : o2;
}

/** Returns the kind of a digit. */
// @ts-ignore: decorator
@inline
export function kindOf(digit: u32): u32 {
  return load<u32>(kinds + (digit << 2));
}

/** Returns the side of a digit. */
// @ts-ignore: decorator
@inline
export function sideOf(digit: u32): u32 {
  return load<u32>(sides + (digit << 2));
}

/** Returns the rows between neighbouring values of outer digit j. */
// @ts-ignore: decorator
@inline
export function strideOf(j: u32): u32 {
  return 1 << (6 * (outers - 1 - j));
}

/** Returns the cell of a side's king in the current king pair. */
// @ts-ignore: decorator
@inline
export function headKing(side: u32): u32 {
  return load<u8>(headCells + (head << 1) + side);
}

/** Makes `row` the current row; returns false if two of its men share a cell, or if it is left out. */
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
    if (j == 0 && (pinned & b) == 0) return false;
    base |= b;
  }
  return true;
}

/**
 * Returns the lanes on which side `by` attacks the other king, with the inner man on `inner`; all lanes if it always
 * does.
 */
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

/** Returns the lanes on which the side to move is in check, for a legal position of the current row. */
export function attackedNow(side: u32, inner: u32): u64 {
  return attackedLanes(1 - side, inner);
}

/** Returns the lanes that are legal with `side` to move. */
export function legalLanes(side: u32, inner: u32): u64 {
  if (base & bit(inner)) return 0;
  return ~(base | bit(inner)) & ~attackedLanes(side, inner);
}

/** Adds legal positions of rows `from` to `to` - 1 to E and L of both sides; returns their number. */
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
