/**
 * The questions of a tree, as the host wrote them (../../trees/program-layout.ts defines the fields), and their answers
 * about packed cells. A packed cell is `words` numbers of 32 bits that hold the place of each man, then the mark.
 */

import {
  QUESTION_BETWEEN, QUESTION_BOARD_WORDS, QUESTION_DIRECTIONS, QUESTION_FIELD_BITS, QUESTION_FIELD_SHIFTS, QUESTION_FIELD_WORDS, QUESTION_FIELDS, QUESTION_FIRSTS, QUESTION_HIGHS, QUESTION_KINDS, QUESTION_LOWS, QUESTION_MEN, QUESTION_OTHERS, QUESTION_PAIRS, QUESTION_PAIR_COUNT,
  QUESTION_COUNT, RELATION, QUESTION_SECONDS, SIGHT, QUESTION_SIZES, QUESTION_STRIDE, QUESTION_TABLE_AT, QUESTION_TABLES, QUESTION_WORDS,
} from '../../trees/program-layout';

/** Number of questions. */
export let questions: u32 = 0;
/** Number of men, without the mark. */
export let men: u32 = 0;
/** Number of fields of a packed cell: men, and the mark if there is one. */
export let fields: u32 = 0;
/** Number of pairs of men. */
export let pairCount: u32 = 0;
/** Values of a place. */
export let stride: u32 = 0;
/** Numbers of 32 bits of a packed cell. */
export let words: u32 = 0;
/** Numbers of 64 bits of a set of places. */
export let boardWords: u32 = 0;
/** Mask of a field of a packed cell. */
export let fieldMask: u32 = 0;
export let tables: usize = 0;
export let directions: usize = 0;
export let between: usize = 0;
export let fieldShifts: usize = 0;
export let fieldWords: usize = 0;
let kinds: usize = 0;
let pairs: usize = 0;
let others: usize = 0;
let tableAt: usize = 0;
let lows: usize = 0;
let highs: usize = 0;
let sizes: usize = 0;
let firsts: usize = 0;
let seconds: usize = 0;

/** Reads the block of addresses and numbers that the host wrote at `at`. */
export function useQuestions(at: usize): void {
  questions = load<u32>(at, QUESTION_COUNT);
  men = load<u32>(at, QUESTION_MEN);
  fields = load<u32>(at, QUESTION_FIELDS);
  pairCount = load<u32>(at, QUESTION_PAIR_COUNT);
  stride = load<u32>(at, QUESTION_STRIDE);
  words = load<u32>(at, QUESTION_WORDS);
  boardWords = load<u32>(at, QUESTION_BOARD_WORDS);
  fieldMask = (1 << load<u32>(at, QUESTION_FIELD_BITS)) - 1;
  tables = load<u32>(at, QUESTION_TABLES);
  directions = load<u32>(at, QUESTION_DIRECTIONS);
  between = load<u32>(at, QUESTION_BETWEEN);
  fieldShifts = load<u32>(at, QUESTION_FIELD_SHIFTS);
  fieldWords = load<u32>(at, QUESTION_FIELD_WORDS);
  kinds = load<u32>(at, QUESTION_KINDS);
  pairs = load<u32>(at, QUESTION_PAIRS);
  others = load<u32>(at, QUESTION_OTHERS);
  tableAt = load<u32>(at, QUESTION_TABLE_AT);
  lows = load<u32>(at, QUESTION_LOWS);
  highs = load<u32>(at, QUESTION_HIGHS);
  sizes = load<u32>(at, QUESTION_SIZES);
  firsts = load<u32>(at, QUESTION_FIRSTS);
  seconds = load<u32>(at, QUESTION_SECONDS);
}

// @ts-ignore: decorator
@inline
export function kindOf(q: u32): u32 {
  return load<u8>(kinds + q);
}

// @ts-ignore: decorator
@inline
export function pairOf(q: u32): u32 {
  return load<u16>(pairs + (<usize>q << 1));
}

// @ts-ignore: decorator
@inline
export function otherOf(q: u32): u32 {
  return load<u16>(others + (<usize>q << 1));
}

/** Returns the address of the table of a question. */
// @ts-ignore: decorator
@inline
export function tableOf(q: u32): usize {
  return tables + (<usize>load<u32>(tableAt + (<usize>q << 2)) << 1);
}

// @ts-ignore: decorator
@inline
export function lowOf(q: u32): u32 {
  return load<u16>(lows + (<usize>q << 1));
}

// @ts-ignore: decorator
@inline
export function highOf(q: u32): u32 {
  return load<u16>(highs + (<usize>q << 1));
}

// @ts-ignore: decorator
@inline
export function sizeOf(q: u32): u32 {
  return load<u16>(sizes + (<usize>q << 1));
}

// @ts-ignore: decorator
@inline
export function firstOf(pair: u32): u32 {
  return load<u8>(firsts + pair);
}

// @ts-ignore: decorator
@inline
export function secondOf(pair: u32): u32 {
  return load<u8>(seconds + pair);
}

// @ts-ignore: decorator
@inline
export function fieldOf(cell: usize, field: u32): u32 {
  const word = load<u32>(cell + (<usize>load<u8>(fieldWords + field) << 2));
  return (word >> load<u8>(fieldShifts + field)) & fieldMask;
}

/** Returns the entry of a pair of men in a table. */
// @ts-ignore: decorator
@inline
export function entryOf(cell: usize, pair: u32): u32 {
  return fieldOf(cell, firstOf(pair)) * stride + fieldOf(cell, secondOf(pair));
}

/** Returns whether a man stands between the two places of an entry. */
export function isBlocked(cell: usize, entry: u32): bool {
  const way = between + <usize>(entry * boardWords << 3);
  for (let m: u32 = 0; m < men; m++) {
    const place = fieldOf(cell, m);
    if ((load<u64>(way + <usize>(place >> 6 << 3)) >> <u64>(place & 63)) & 1) return true;
  }
  return false;
}

/** Returns the answer to a question about a packed cell. */
export function answer(q: u32, cell: usize): u32 {
  const kind = kindOf(q);
  const entry = entryOf(cell, pairOf(q));
  if (kind == SIGHT) {
    const towards = <u32>load<u8>(directions + entry);
    if (towards < lowOf(q) || towards > highOf(q)) return 0;
    return isBlocked(cell, entry) ? 0 : 1;
  }
  const table = tableOf(q);
  const value = <u32>load<u16>(table + (<usize>entry << 1));
  if (kind == RELATION) return value;
  return value + lowOf(q) - load<u16>(table + (<usize>entryOf(cell, otherOf(q)) << 1));
}
