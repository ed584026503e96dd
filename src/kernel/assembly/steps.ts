/**
 * One ply of backward induction, for rows `from` to `to` - 1 and one side. A step reads the results of the previous
 * step (any row) and writes its own rows only.
 *
 *   mates    nothing moves and the king is attacked
 *   wins     a move into a position just lost, or an exit that wins in this many plies
 *   losses   a move into a position just won, or a losing exit that is due now; and no move into a position that is not
 *            won by the other side, and no exit that lasts longer
 *
 * Lost positions stay in E ("not won"): a side that can move to one is winning, not losing. Without depths they leave E
 * (see `retire`) once their predecessors are won, so that two sets tell everything:
 *
 *   E L   1 1 undecided   1 0 undecided, with an exit that draws or better   0 1 won   0 0 lost, or not legal
 */

import { bit } from './geometry';
import { equal, write } from './bytes';
import { attackedNow, base, depths, dueOf, keepsWon, enter, setE, setL, setT, valuesOf } from './rows';
import { escape } from './escape';
import { gather } from './gather';
import { candidates, clearRow, gathered, nonEmpty } from './row';

/** row &= other; returns the words that are not empty then. */
// @ts-ignore: decorator
@inline
function meet(row: usize, other: usize): u64 {
  let words: u64 = 0;
  const zero = i64x2.splat(0);
  for (let i: u32 = 0; i < 64; i += 2) {
    const at = <usize>i << 3;
    const x = v128.and(v128.load(row + at), v128.load(other + at));
    v128.store(row + at, x);
    words |= <u64>i64x2.bitmask(i64x2.ne(x, zero)) << i;
  }
  return words;
}

/** Rows processed since the last `takeTouched`. */
let touched: u32 = 0;

/** Returns the number of rows processed since the last call. */
export function takeTouched(): u32 {
  const n = touched;
  touched = 0;
  return n;
}

// @ts-ignore: decorator
@inline
function isDue(side: u32, row: u32, rank: u32): bool {
  return rank != 0 && (load<u8>(dueOf(side) + (<usize>row << 5) + <usize>(rank >> 3)) & (1 << (rank & 7))) != 0;
}

/**
 * Finds won positions.
 * @param code value of the found positions, written to each (with depths)
 * @param due rank of exits that win now, or 0; without depths 1 admits all winning exits
 * @param lost, lostMasks positions of the other side just lost
 * @param won, wonMasks receive the found positions
 * @returns their number
 */
export function wins(
  side: u32, code: u32, due: u32, from: u32, to: u32, lost: usize, lostMasks: usize, won: usize, wonMasks: usize,
): u32 {
  let count: u32 = 0;
  for (let row = from; row < to; row++) {
    const at = <usize>row << 9;
    const mask = wonMasks + (<usize>row << 3);
    store<u64>(mask, 0);
    if (!enter(row)) continue;
    const e = setE(side) + at;
    const some = gather(side, row, lost, lostMasks);
    const outside = depths ? isDue(side, row, due) : due != 0;
    if (!some && !outside) continue;
    touched++;
    if (!some) clearRow(gathered());
    const acc = gathered();
    const t = setT(side) + at;
    const values = valuesOf(side) + (<usize>row << 12);
    if (outside) {
      for (let inner: u32 = 0; inner < 64; inner++) {
        const word = <usize>inner << 3;
        let x = load<u64>(t + word) & load<u64>(e + word);
        if (x == 0) continue;
        if (depths) x &= equal(values + (<usize>inner << 6), due);
        store<u64>(acc + word, load<u64>(acc + word) | x);
      }
    }
    const words = meet(acc, e);
    if (words == 0) continue;
    store<u64>(mask, words);
    const l = setL(side) + at;
    const w = won + at;
    clearRow(w);
    let m = words;
    while (m != 0) {
      const inner = <usize>ctz(m);
      m &= m - 1;
      const word = inner << 3;
      const x = load<u64>(acc + word);
      count += <u32>popcnt(x);
      store<u64>(w + word, x);
      store<u64>(e + word, load<u64>(e + word) & ~x);
      if (depths) {
        if (keepsWon) store<u64>(t + word, load<u64>(t + word) | x);
        write(values + (inner << 6), x, code);
      } else store<u64>(l + word, load<u64>(l + word) | x);
    }
  }
  return count;
}

/**
 * Finds lost positions.
 * @param code value of the found positions
 * @param due rank of losing exits that last until now, or 0
 * @param last highest rank of losing exits that do not last longer
 * @returns their number
 */
export function losses(
  side: u32, code: u32, due: u32, last: u32, from: u32, to: u32, won: usize, wonMasks: usize, lost: usize, lostMasks: usize,
): u32 {
  let count: u32 = 0;
  for (let row = from; row < to; row++) {
    const mask = lostMasks + (<usize>row << 3);
    store<u64>(mask, 0);
    if (!enter(row)) continue;
    const some = gather(side, row, won, wonMasks);
    const outside = depths && isDue(side, row, due);
    if (!some && !outside) continue;
    touched++;
    const at = <usize>row << 9;
    const l = setL(side) + at;
    const e = setE(side) + at;
    const acc = gathered();
    const c = candidates();
    if (!some) clearRow(acc);
    if (outside) {
      const values = valuesOf(side) + (<usize>row << 12);
      for (let inner: u32 = 0; inner < 64; inner++) {
        const word = <usize>inner << 3;
        if (load<u64>(l + word) == 0) continue;
        store<u64>(acc + word, load<u64>(acc + word) | equal(values + (<usize>inner << 6), due));
      }
    }
    for (let word: usize = 0; word < 512; word += 16) {
      v128.store(c + word, v128.and(v128.and(v128.load(acc + word), v128.load(l + word)), v128.load(e + word)));
    }
    count += lose(side, row, nonEmpty(c), code, last, lost, mask);
  }
  return count;
}

/**
 * Finds positions in check without a move; without depths also positions whose only moves are losing exits. Returns
 * their number.
 */
export function mates(side: u32, code: u32, from: u32, to: u32, lost: usize, lostMasks: usize): u32 {
  let count: u32 = 0;
  for (let row = from; row < to; row++) {
    const at = <usize>row << 9;
    const mask = lostMasks + (<usize>row << 3);
    const losing = depths ? 0 : load<u64>(mask);
    store<u64>(mask, 0);
    if (!enter(row)) continue;
    const l = setL(side) + at;
    const c = candidates();
    for (let inner: u32 = 0; inner < 64; inner++) {
      const word = <usize>inner << 3;
      let x: u64 = 0;
      const losable = load<u64>(l + word);
      if (losable != 0 && (base & bit(inner)) == 0) {
        x = attackedNow(side, inner);
        if (losing & bit(inner)) x |= load<u64>(lost + at + word);
        x &= losable;
      }
      store<u64>(c + word, x);
    }
    count += lose(side, row, nonEmpty(c), code, 0, lost, mask);
  }
  return count;
}

/** Settles the candidates without an escape; returns their number. */
function lose(side: u32, row: u32, words: u64, code: u32, last: u32, lost: usize, mask: usize): u32 {
  if (words == 0) return 0;
  let m = escape(side, row, words, setE(1 - side));
  if (m == 0) return 0;
  const at = <usize>row << 9;
  const c = candidates();
  const l = setL(side) + at;
  const values = valuesOf(side) + (<usize>row << 12);
  const d = lost + at;
  clearRow(d);
  let found: u64 = 0;
  let count: u32 = 0;
  while (m != 0) {
    const inner = <usize>ctz(m);
    m &= m - 1;
    const word = inner << 3;
    let x = load<u64>(c + word);
    if (depths) {
      const v = values + (inner << 6);
      let check = x;
      while (check != 0) {
        const lane = <usize>ctz(check);
        if (<u32>load<u8>(v + lane) > last) x &= ~((<u64>1) << lane);
        check &= check - 1;
      }
      if (x == 0) continue;
      write(v, x, code);
    }
    count += <u32>popcnt(x);
    found |= (<u64>1) << inner;
    store<u64>(d + word, x);
    store<u64>(l + word, load<u64>(l + word) & ~x);
  }
  store<u64>(mask, found);
  return count;
}

/** Without depths, after the step that won their predecessors: removes lost positions from E. */
export function retire(side: u32, from: u32, to: u32, lost: usize, lostMasks: usize): void {
  for (let row = from; row < to; row++) {
    if (load<u64>(lostMasks + (<usize>row << 3)) == 0) continue;
    const at = <usize>row << 9;
    const e = setE(side) + at;
    for (let word: usize = 0; word < 512; word += 16) {
      v128.store(e + word, v128.andnot(v128.load(e + word), v128.load(lost + at + word)));
    }
  }
}
