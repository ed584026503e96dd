/**
 * Reads trees (decoder.ts) for all places of one man at once, a row, or for all places of two men, a plane. The places of the lane man are
 * the bits of a word, those of the row man the words of a plane. A descent carries the places that come to a node. It goes on whole where
 * the question is not about these men, and splits elsewhere. For each relation, place of the one man and threshold there is a set of the
 * places of the other man where the answer reaches the threshold. So most questions take one operation for 64 places.
 */

import { clear } from './memory';
import { between, directions, firstOf, highOf, kindOf, lowOf, men, otherOf, pairOf, questions, secondOf, stride, tableOf, tables, useQuestions } from './questions';
import {
  DIFFERENCE, FIRST_LINK, NODE_BYTES, NO_MAN, RELATION, ROWS_BITS, ROWS_CODES, ROWS_CODE_BITS, ROWS_FRAMES, ROWS_HIDDEN, ROWS_LANE, ROWS_NODES, ROWS_OUTER, ROWS_PLACES, ROWS_QUESTIONS,
  ROWS_RELATIONS, ROWS_ROOT, ROWS_SETS, ROWS_SIZES, ROW_FRAME_BYTES, ROW_QUESTION_BYTES,
} from '../../trees/program-layout';

/*
 * What a question means to a man: how its answers depend on his place, the men of its pairs (in a pair of his, the other man comes first),
 * and addresses. The sets are those of the pair as it stands, first man or second.
 */
const HOW: usize = 0;
const MEN: usize = 1;
/** Whether the answer can depend on the row man. */
const NEEDS_ROWS: usize = 5;
const LOW: usize = 6;
const TABLE: usize = 8;
const SETS: usize = 12;
const OTHER_SETS: usize = 16;

/** A relation or a difference that is not about him. */
const FIXED_RELATION: u32 = 0;
const FIXED_DIFFERENCE: u32 = 1;
/** A relation to another man, or of his place alone. */
const RELATED: u32 = 2;
/** A difference in which he is of the first pair, of the second pair, or of both. */
const IN_FIRST: u32 = 3;
const IN_SECOND: u32 = 4;
const IN_BOTH: u32 = 5;
/** He may stand between the two. */
const BLOCKS: u32 = 6;
/** He sees, or is seen. */
const SEES: u32 = 7;

let nodes: usize = 0;
let sets: usize = 0;
let sizes: usize = 0;
let relations: u32 = 0;
let hidden: usize = 0;
let places: usize = 0;
let laneQuestions: usize = 0;
let outerQuestions: usize = 0;
let frames: usize = 0;
let bits: usize = 0;
let codes: usize = 0;
let codeBits: u32 = 0;
let root: usize = 0;

let lane: u32 = NO_MAN;
let outer: u32 = NO_MAN;
/** Where the descent is: the address that tells the next node, and the frame of the places there. */
let pointer: usize = 0;
let frame: usize = 0;
/** The places where men stand, without the lane man's, and without the row man's as well. */
let occupied: u64 = 0;
let fixed: u64 = 0;

/** Reads the block that the host wrote at an address, and finds the sets of all relations. */
export function configure(block: usize): void {
  useQuestions(load<u32>(block, ROWS_QUESTIONS));
  nodes = load<u32>(block, ROWS_NODES);
  sizes = load<u32>(block, ROWS_SIZES);
  sets = load<u32>(block, ROWS_SETS);
  hidden = load<u32>(block, ROWS_HIDDEN);
  places = load<u32>(block, ROWS_PLACES);
  laneQuestions = load<u32>(block, ROWS_LANE);
  outerQuestions = load<u32>(block, ROWS_OUTER);
  frames = load<u32>(block, ROWS_FRAMES);
  bits = load<u32>(block, ROWS_BITS);
  codes = load<u32>(block, ROWS_CODES);
  root = block + ROWS_ROOT;
  relations = load<u32>(block, ROWS_RELATIONS);
  codeBits = load<u32>(block, ROWS_CODE_BITS);
  for (let r: u32 = 0; r < relations; r++) findSets(r, false), findSets(r, true);
  findHidden();
}

/** Returns the address of the sets of places of the first man of a pair, or of the second man. */
function setsOf(relation: u32, isSecond: bool): usize {
  const size = <u32>load<u16>(sizes + (<usize>relation << 1));
  return <usize>load<u32>(sets + (<usize>relation << 2)) + (isSecond ? <usize>(size * stride) << 3 : 0);
}

function findSets(relation: u32, isSecond: bool): void {
  const size = <i32>load<u16>(sizes + (<usize>relation << 1));
  const at = setsOf(relation, isSecond);
  const table = tables + <usize>(relation * stride * stride << 1);
  for (let other: u32 = 0; other < stride; other++) {
    for (let place: u32 = 0; place < stride; place++) {
      const entry = isSecond ? other * stride + place : place * stride + other;
      const value = relation < relations - 1 ? <u32>load<u16>(table + (<usize>entry << 1)) : <u32>load<u8>(directions + entry);
      const set = at + (<usize>(value * stride + other) << 3);
      store<u64>(set, load<u64>(set) | (<u64>1 << place));
    }
  }
  for (let i = (size - 1) * <i32>stride - 1; i >= 0; i--) {
    const set = at + (<usize>i << 3);
    store<u64>(set, load<u64>(set) | load<u64>(set + (<usize>stride << 3)));
  }
}

function findHidden(): void {
  for (let from: u32 = 0; from < stride; from++) {
    for (let to: u32 = 0; to < stride; to++) {
      for (let way = load<u64>(between + (<usize>(from * stride + to) << 3)); way != 0; way &= way - 1) {
        const behind = hidden + (<usize>(from * stride + <u32>ctz(way)) << 3);
        store<u64>(behind, load<u64>(behind) | (<u64>1 << to));
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function relationAt(table: usize): u32 {
  return <u32>(table - tables) / (stride * stride << 1);
}

/** Finds what all questions mean to a man. */
function look(man: u32, rowMan: u32, to: usize): void {
  for (let q: u32 = 0; q < questions; q++, to += ROW_QUESTION_BYTES) {
    const kind = kindOf(q);
    const a = firstOf(pairOf(q));
    const b = secondOf(pairOf(q));
    const c = kind == DIFFERENCE ? firstOf(otherOf(q)) : a;
    const d = kind == DIFFERENCE ? secondOf(otherOf(q)) : b;
    const inFirst = a == man || b == man;
    const inSecond = c == man || d == man;
    const relation = kind == RELATION || kind == DIFFERENCE ? relationAt(tableOf(q)) : relations - 1;
    let how = FIXED_RELATION;
    if (kind == RELATION) how = inFirst ? RELATED : FIXED_RELATION;
    else if (kind == DIFFERENCE) how = inFirst ? (inSecond ? IN_BOTH : IN_FIRST) : inSecond ? IN_SECOND : FIXED_DIFFERENCE;
    else how = inFirst ? SEES : BLOCKS;
    const isSecond = inFirst && a != man;
    const isOtherSecond = inSecond && c != man;
    store<u8>(to, how, HOW);
    store<u8>(to, inFirst && !isSecond ? b : a, MEN);
    store<u8>(to, inFirst && !isSecond ? a : b, MEN + 1);
    store<u8>(to, inSecond && !isOtherSecond ? d : c, MEN + 2);
    store<u8>(to, inSecond && !isOtherSecond ? c : d, MEN + 3);
    store<u8>(to, a == rowMan || b == rowMan || c == rowMan || d == rowMan ? 1 : 0, NEEDS_ROWS);
    store<u16>(to, lowOf(q), LOW);
    store<u32>(to, <u32>tableOf(q), TABLE);
    store<u32>(to, <u32>setsOf(relation, isSecond), SETS);
    store<u32>(to, <u32>setsOf(relation, isOtherSecond), OTHER_SETS);
    if (how == SEES || how == BLOCKS) store<u32>(to, highOf(q) + 1, TABLE);
  }
}

// @ts-ignore: decorator
@inline
function placeOf(question: usize, i: usize): u32 {
  return load<u8>(places + load<u8>(question + i, MEN));
}

// @ts-ignore: decorator
@inline
function valueOf(question: usize, first: usize, second: usize): i32 {
  return <i32>load<u16>(<usize>load<u32>(question, TABLE) + (<usize>(placeOf(question, first) * stride + placeOf(question, second)) << 1));
}

/** Returns the set of places where the relation to a man at `other` reaches a threshold that is not 0. */
// @ts-ignore: decorator
@inline
function reaching(at: usize, threshold: u32, other: u32): u64 {
  return load<u64>(at + (<usize>(threshold * stride + other) << 3));
}

/** Like `reaching`, for any threshold; no value is above `most`. */
function reachingAny(at: usize, threshold: i32, other: u32, most: i32): u64 {
  if (threshold <= 0) return -1;
  return threshold > most ? 0 : reaching(at, threshold, other);
}

/** Returns the set of a man's places where the answer to a question reaches a threshold; the other men stand at `places`. */
// @ts-ignore: decorator
@inline
function answering(question: usize, threshold: u32): u64 {
  const how = <u32>load<u8>(question, HOW);
  if (how == RELATED) return reaching(load<u32>(question, SETS), threshold, placeOf(question, 0));
  if (how == FIXED_RELATION) return valueOf(question, 0, 1) >= <i32>threshold ? -1 : 0;
  return answeringOther(question, threshold, how);
}

/** The rest of `answering`, for questions that are asked less often. */
function answeringOther(question: usize, threshold: u32, how: u32): u64 {
  const at = <usize>load<u32>(question, SETS);
  const low = <i32>load<u16>(question, LOW);
  if (how >= BLOCKS) {
    const end = load<u32>(question, TABLE);
    const from = placeOf(question, 0);
    if (how == SEES) {
      let seen = reaching(at, low, from) & ~reaching(at, end, from);
      for (let way = occupied; way != 0; way &= way - 1) seen &= ~load<u64>(hidden + (<usize>(from * stride + <u32>ctz(way)) << 3));
      return seen;
    }
    const entry = from * stride + placeOf(question, 1);
    const direction = <u32>load<u8>(directions + entry);
    const way = load<u64>(between + (<usize>entry << 3));
    return direction >= <u32>low && direction < end && (way & occupied) == 0 ? ~way : 0;
  }
  const others = <usize>load<u32>(question, OTHER_SETS);
  const least = <i32>threshold - low;
  if (how == IN_FIRST) {
    const value = <i32>load<u16>(<usize>load<u32>(question, TABLE) + (<usize>(placeOf(question, 2) * stride + placeOf(question, 3)) << 1));
    return reachingAny(at, least + value, placeOf(question, 0), low);
  }
  if (how == IN_SECOND) return ~reachingAny(others, valueOf(question, 0, 1) - least + 1, placeOf(question, 2), low);
  if (how == FIXED_DIFFERENCE) return valueOf(question, 0, 1) - valueOf(question, 2, 3) >= least ? -1 : 0;
  const first = placeOf(question, 0);
  const second = placeOf(question, 2);
  // below `start`, every value of the first pair will do, and above `end` none
  const start = max(0, 1 - least);
  const end = min(low, low - least);
  let reached = reachingAny(others, start, second, low);
  let found = ~reached;
  for (let value = start; value <= end; value++) {
    const above = value < low ? reaching(others, value + 1, second) : 0;
    found |= reached & ~above & reaching(at, least + value, first);
    reached = above;
  }
  return found;
}

/**
 * Reads from a root for all places of `laneMan`, in each row of `outerMan`, or in a single row if that is NO_MAN. The other men stand at
 * their places, which are below `stride`.
 * @returns 0 at the end, or a link (decoder.ts): then the host decodes it and calls `resume`
 */
export function begin(tree: i32, outerMan: u32, laneMan: u32): i32 {
  if (laneMan != lane || outerMan != outer) {
    lane = laneMan;
    outer = outerMan;
    look(lane, outer, laneQuestions);
    if (outer != NO_MAN) look(outer, NO_MAN, outerQuestions);
  }
  store<u8>(places + lane, 0);
  if (outer != NO_MAN) clear(bits, <usize>codeBits << 9);
  else for (let bit: u32 = 0; bit < codeBits; bit++) store<u64>(bits + (<usize>bit << 9), 0);
  store<i32>(root, tree);
  pointer = root;
  frame = frames;
  fixed = 0;
  for (let m: u32 = 0; m < men; m++) if (m != lane && m != outer) fixed |= <u64>1 << load<u8>(places + m);
  occupied = fixed;
  const all: u64 = stride < 64 ? (<u64>1 << stride) - 1 : -1;
  const rows: u32 = outer == NO_MAN ? 1 : stride;
  for (let r: u32 = 0; r < rows; r++) store<u64>(frame + (<usize>r << 3), all, 16);
  store<u32>(frame, rows * stride, 4);
  store<u64>(frame, all, 8);
  return outer == NO_MAN ? goRow() : goPlane();
}

/** Goes on at a link, of which the host has decoded the node. */
export function resume(node: i32): i32 {
  store<i32>(pointer, node);
  return outer == NO_MAN ? goRow() : goPlane();
}

// @ts-ignore: decorator
@inline
function addCode(code: u32, row: usize, set: u64): void {
  for (let at = bits + (row << 3); code != 0; code >>= 1, at += 512) if (code & 1) store<u64>(at, load<u64>(at) | set);
}

function goRow(): i32 {
  let set = load<u64>(frame, 16);
  let from = pointer;
  while (true) {
    const node = load<i32>(from);
    if (node < 0) {
      if (node <= ~<i32>FIRST_LINK) {
        store<u64>(frame, set, 16);
        pointer = from;
        return node;
      }
      addCode(~node, 0, set);
      if (frame == frames) return 0;
      frame -= ROW_FRAME_BYTES;
      from = load<u32>(frame);
      set = load<u64>(frame, 16);
      continue;
    }
    const at = nodes + <usize>node * NODE_BYTES;
    const asked = load<u32>(at);
    const right = answering(laneQuestions + <usize>(asked & 0xffff) * ROW_QUESTION_BYTES, asked >> 16) & set;
    const left = set ^ right;
    const isRightFirst = left == 0 || (right != 0 && popcnt(right) <= popcnt(left));
    from = at + (isRightFirst ? 8 : 4);
    if (left == 0 || right == 0) continue;
    store<u32>(frame, <u32>at + (isRightFirst ? 4 : 8));
    store<u64>(frame, isRightFirst ? left : right, 16);
    frame += ROW_FRAME_BYTES;
    set = isRightFirst ? right : left;
  }
}

/** Rows that came to nodes of planes so far; their number tells how much work it was. */
let work: u32 = 0;

export function workDone(): u32 {
  return work;
}

/** What goes right of the places of a plane: how many, and in which rows. */
let rightCount: u32 = 0;
let rightRows: u64 = 0;

// @ts-ignore: decorator
@inline
function sendRight(row: usize, set: u64): void {
  const right = load<u64>(frame + (row << 3), 16) & set;
  store<u64>(frame + (row << 3), right, ROW_FRAME_BYTES + 16);
  rightCount += <u32>popcnt(right);
  rightRows |= <u64>(right != 0) << row;
}

/** Finds which places of the rows go right, and writes them to the next frame. */
function sendRows(question: usize, threshold: u32, rows: u64): void {
  const how = <u32>load<u8>(question, HOW);
  const needsRows = load<u8>(question, NEEDS_ROWS) != 0;
  rightCount = 0;
  rightRows = 0;
  if (how < BLOCKS && !needsRows) {
    const set = answering(question, threshold);
    for (; rows != 0; rows &= rows - 1) sendRight(<usize>ctz(rows), set);
  } else if (how == RELATED) {
    const at = <usize>load<u32>(question, SETS) + (<usize>(threshold * stride) << 3);
    for (; rows != 0; rows &= rows - 1) sendRight(<usize>ctz(rows), load<u64>(at + (<usize>ctz(rows) << 3)));
  } else if (how >= BLOCKS && !needsRows) {
    occupied = fixed;
    const set = answering(question, threshold);
    if (set == 0) return;
    if (how == BLOCKS) {
      // rows whose man stands between the two see nothing
      for (rows &= set; rows != 0; rows &= rows - 1) sendRight(<usize>ctz(rows), set);
      return;
    }
    const at = hidden + (<usize>(placeOf(question, 0) * stride) << 3);
    for (; rows != 0; rows &= rows - 1) sendRight(<usize>ctz(rows), set & ~load<u64>(at + (<usize>ctz(rows) << 3)));
  } else {
    const at = places + outer;
    for (; rows != 0; rows &= rows - 1) {
      store<u8>(at, <u32>ctz(rows));
      occupied = fixed | (<u64>1 << ctz(rows));
      sendRight(<usize>ctz(rows), answering(question, threshold));
    }
  }
}

function goPlane(): i32 {
  let count = load<u32>(frame, 4);
  let rows = load<u64>(frame, 8);
  let from = pointer;
  while (true) {
    const node = load<i32>(from);
    if (node < 0) {
      if (node <= ~<i32>FIRST_LINK) {
        store<u32>(frame, count, 4);
        store<u64>(frame, rows, 8);
        pointer = from;
        return node;
      }
      if (~node != 0) for (; rows != 0; rows &= rows - 1) addCode(~node, <usize>ctz(rows), load<u64>(frame + (<usize>ctz(rows) << 3), 16));
      if (frame == frames) return 0;
      frame -= ROW_FRAME_BYTES;
      from = load<u32>(frame);
      count = load<u32>(frame, 4);
      rows = load<u64>(frame, 8);
      continue;
    }
    work += <u32>popcnt(rows);
    const at = nodes + <usize>node * NODE_BYTES;
    const asked = load<u32>(at);
    const threshold = asked >> 16;
    const question = laneQuestions + <usize>(asked & 0xffff) * ROW_QUESTION_BYTES;
    const areWhole = load<u8>(question, HOW) <= FIXED_DIFFERENCE;
    if (areWhole) {
      if (!load<u8>(question, NEEDS_ROWS)) {
        from = at + (answering(question, threshold) != 0 ? 8 : 4);
        continue;
      }
      rightRows = rows & answering(outerQuestions + <usize>(asked & 0xffff) * ROW_QUESTION_BYTES, threshold);
      if (rightRows == 0 || rightRows == rows) {
        from = at + (rightRows != 0 ? 8 : 4);
        continue;
      }
      rightCount = 0;
      for (let each = rightRows; each != 0; each &= each - 1) rightCount += <u32>popcnt(load<u64>(frame + (<usize>ctz(each) << 3), 16));
    } else {
      sendRows(question, threshold, rows);
      if (rightCount == 0 || rightCount == count) {
        from = at + (rightCount != 0 ? 8 : 4);
        continue;
      }
    }
    // the smaller part goes first, in the next frame
    const isRightFirst = rightCount <= count - rightCount;
    let leftRows: u64 = 0;
    if (areWhole) {
      leftRows = rows ^ rightRows;
      for (let each = isRightFirst ? rightRows : leftRows; each != 0; each &= each - 1) {
        const word = frame + (<usize>ctz(each) << 3);
        store<u64>(word, load<u64>(word, 16), ROW_FRAME_BYTES + 16);
      }
    } else {
      for (let each = rows; each != 0; each &= each - 1) {
        const word = frame + (<usize>ctz(each) << 3);
        const right = (rightRows >> ctz(each)) & 1 ? load<u64>(word, ROW_FRAME_BYTES + 16) : 0;
        const left = load<u64>(word, 16) ^ right;
        leftRows |= <u64>(left != 0) << ctz(each);
        store<u64>(word, isRightFirst ? left : right, 16);
        if (!isRightFirst) store<u64>(word, left, ROW_FRAME_BYTES + 16);
      }
    }
    store<u32>(frame, <u32>at + (isRightFirst ? 4 : 8));
    store<u32>(frame, isRightFirst ? count - rightCount : rightCount, 4);
    store<u64>(frame, isRightFirst ? leftRows : rightRows, 8);
    frame += ROW_FRAME_BYTES;
    from = at + (isRightFirst ? 8 : 4);
    count = isRightFirst ? rightCount : count - rightCount;
    rows = isRightFirst ? rightRows : leftRows;
  }
}

/** Writes the codes of so many rows, 64 each, in 8 bits or, if a code has more, in 16. */
export function writeCodes(rows: u32): void {
  const pattern = i8x16(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128);
  for (let part: u32 = 0; part < rows << 2; part++) {
    let low = i8x16.splat(0);
    let high = i8x16.splat(0);
    for (let bit: u32 = 0; bit < codeBits; bit++) {
      const set = i16x8.splat(load<u16>(bits + <usize>((bit << 9) + (part << 1))));
      const spread = i8x16.shuffle(set, set, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1);
      const has = v128.and(i8x16.eq(v128.and(spread, pattern), pattern), i8x16.splat(<i8>(<u32>1 << (bit & 7))));
      if (bit < 8) low = v128.or(low, has);
      else high = v128.or(high, has);
    }
    if (codeBits <= 8) v128.store(codes + <usize>(part << 4), low);
    else {
      v128.store(codes + <usize>(part << 5), i8x16.shuffle(low, high, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
      v128.store(codes + <usize>(part << 5), i8x16.shuffle(low, high, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31), 16);
    }
  }
}
