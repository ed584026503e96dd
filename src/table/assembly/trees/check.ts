/** Sends cells down a tree that is given as its nodes, and tells whether each comes to its code. */

import { alphabet, classOf, highestCode } from './classes';
import { cellAt, cellBytes, part } from './cells';
import { clearStack, first, put, second, takeFrame, VISIT } from './stack';
import { LEAF_NODE, THRESHOLD_SHIFT } from '../../trees/program-layout';

let checked: usize = 0;
/** Set when `check` finds a cell that its leaf does not suit. */
let isWrong: bool = false;
/** Number of cells that came to leaves. */
let seen: u32 = 0;

/** Begins to send `count` cells down a tree whose nodes stand at `nodes` in preorder. */
export function beginCheck(nodes: usize, count: u32): void {
  checked = nodes;
  isWrong = false;
  seen = 0;
  clearStack();
  put(VISIT, 0, count, 0);
}

/** Goes on for about so many cells; returns whether all cells have come to leaves, or one that does not suit a cell. */
export function check(budget: u32): bool {
  let left = <i64>budget;
  while (!isWrong) {
    if (left <= 0) return false;
    if (!takeFrame()) return true;
    const from = first;
    const to = second;
    const node = load<u32>(checked);
    checked += 4;
    left -= 64 + <i64>(to - from);
    if (node < LEAF_NODE) {
      const middle = part(from, to, node & ((1 << THRESHOLD_SHIFT) - 1), node >> THRESHOLD_SHIFT);
      put(VISIT, middle, to, 0);
      put(VISIT, from, middle, 0);
      continue;
    }
    seen += to - from;
    const code = node - LEAF_NODE;
    const end = cellAt(to);
    for (let cell = cellAt(from); cell < end; cell += cellBytes) {
      const c = classOf(cell);
      if (c != code && (c < alphabet || code > highestCode(c))) isWrong = true;
    }
  }
  return true;
}

/** Whether a leaf does not suit a cell that has come to it. */
export function foundWrong(): bool {
  return isWrong;
}

/** Number of cells that came to leaves. */
export function cellsChecked(): u32 {
  return seen;
}
