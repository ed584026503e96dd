/**
 * Learns an exact decision tree over packed cells, in place. From the root down, each node takes the best question about a sample of
 * its cells (look.ts), and its cells are moved so that those of each part follow each other. A large tree is cut into tasks: first
 * the nodes at the top, then each part below them by itself, so that threads can share the work and their number changes no bit.
 * What the questions cost (costs.ts) is known to a task from the first one, which is learned before the others.
 */

import { alphabet, classCount, classOf, highestCode, useClasses } from './classes';
import { asked, clearCosts, costsBytes, startCosts, takeCosts, questionBits, restoreCosts, saveCosts, thresholdBits } from './costs';
import { bestQuestion, bestScores, bestThreshold, commonCode, leastScore, look, fillLogarithms, takeLook, thresholds } from './look';
import { take, taken, takeFrom } from './memory';
import { clearPath, highest, lowest, pathBytes, restorePath, savePath, setRange, takePath } from './path';
import {
  answer, directions, fieldMask, fieldShifts, firstOf, highOf, isBlocked, kindOf, lowOf, otherOf, pairOf, questions, secondOf, stride,
  tableOf, useQuestions, words,
} from './questions';
import { clearSample, gather, takeSample } from './sample';
import {
  CONTROL_BUSY, CONTROL_FIRST, CONTROL_FREE, CONTROL_NEXT, CONTROL_OPEN, CONTROL_TASKS, LEAF_NODE, LEARN_AHEAD_CELLS, LEARN_AHEAD_QUESTIONS,
  LEARN_ALPHABET, LEARN_CELLS, LEARN_CLASS_COUNT, LEARN_CLASS_SHIFT, LEARN_CLASS_WORD, LEARN_CONTROL, LEARN_MOST_TASKS, LEARN_PRIOR,
  LEARN_QUESTIONS, LEARN_SPARE, LEARN_TASK_CELLS, LEARN_TASKS, PIECE_COUNT, PIECE_NEXT, PIECE_NODES, RELATION, SIGHT, TASK_NODE,
  THRESHOLD_SHIFT,
} from '../../trees/program-layout';

/** About how many cells of a large node are tried with all questions. */
const FIRST_LOOK: u32 = 1 << 11;
/** About how many cells of a large node are then tried with the best questions. */
const SECOND_LOOK: u32 = 1 << 14;
/** Number of these best questions. */
const BEST: u32 = 40;
/** Bits of a node beside its question: the kinds of its children. */
const NODE_BITS: f64 = 2;
/** Parts of fewer cells are learned with the top of a tree. */
const LEAST_TASK: u32 = 1 << 12;

/** Frames of the stack, four numbers each. */
const VISIT: u32 = 0;
const RANGE: u32 = 1;
const FRAME: usize = 16;
const MOST_FRAMES: usize = 1 << 16;

/** Numbers of a piece of the nodes; before them stand the address of the next piece and the number of nodes. */
const PIECE: u32 = 1 << 14;
const PIECE_BYTES: usize = (PIECE + 2) << 2;

/** Fields of a task: its cells, the first piece of its nodes, and then its path. */
const TASK_FROM: usize = 0;
const TASK_TO: usize = 4;
const TASK_NODES: usize = 8;
const TASK_PATH: usize = 16;

let cells: usize = 0;
let spare: usize = 0;
let cellBytes: usize = 0;
/** What all threads share. */
let control: usize = 0;
/** Parts of at most so many cells are tasks, unless it is 0. */
let taskCells: u32 = 0;
let tasks: usize = 0;
let taskCount: u32 = 0;
let mostTasks: u32 = 0;
/** In nodes of at most so many cells the best questions are compared by what they leave to their parts. */
let aheadCells: u32 = 0;
let aheadQuestions: u32 = 0;

let frames: usize = 0;
let stack: usize = 0;
let best: usize = 0;
let sides: usize = 0;
let prior: usize = 0;
let piece: usize = 0;
/** Number of cells in leaves so far. */
let finished: u32 = 0;

/** First address that the host may use: constants of the program stand below it. */
export function bottom(): usize {
  return __heap_base;
}

/** Returns the bytes of a thread's own memory, for the block at `at`. */
export function scratchBytes(at: usize): usize {
  useBlock(at);
  takeFrom(0);
  takeAll();
  return taken();
}

/** Prepares the learner; its own memory is at `scratch`. @param knowsCosts whether `prior` tells what questions cost */
export function configure(at: usize, scratch: usize, knowsCosts: bool): void {
  useBlock(at);
  takeFrom(scratch);
  takeAll();
  clearSample();
  fillLogarithms();
  clearPath();
  startCosts();
  if (knowsCosts) restoreCosts(prior);
  else clearCosts();
  stack = frames;
  taskCount = 0;
  finished = 0;
}

function useBlock(at: usize): void {
  useQuestions(load<u32>(at, LEARN_QUESTIONS));
  useClasses(load<u32>(at, LEARN_ALPHABET), load<u32>(at, LEARN_CLASS_COUNT), load<u32>(at, LEARN_CLASS_WORD), load<u32>(at, LEARN_CLASS_SHIFT));
  cells = load<u32>(at, LEARN_CELLS);
  spare = load<u32>(at, LEARN_SPARE);
  control = load<u32>(at, LEARN_CONTROL);
  taskCells = load<u32>(at, LEARN_TASK_CELLS);
  tasks = load<u32>(at, LEARN_TASKS);
  mostTasks = load<u32>(at, LEARN_MOST_TASKS);
  aheadCells = load<u32>(at, LEARN_AHEAD_CELLS);
  aheadQuestions = load<u32>(at, LEARN_AHEAD_QUESTIONS);
  prior = load<u32>(at, LEARN_PRIOR);
  cellBytes = <usize>words << 2;
}

function takeAll(): void {
  takePath();
  takeCosts();
  takeSample();
  takeLook();
  frames = take(MOST_FRAMES * FRAME);
  best = take(<usize>(BEST + 1) << 1);
  sides = take(<usize>(stride * stride));
}

/** Bytes of a task, and of what tasks know of costs. */
export function taskBytes(): usize {
  return TASK_PATH + pathBytes();
}

export function priorBytes(): usize {
  return costsBytes();
}

/** Number of tasks that the top of the tree left. */
export function tasksLeft(): u32 {
  return taskCount;
}

/** Number of cells that this thread has brought into leaves. */
export function cellsFinished(): u32 {
  return finished;
}

/** Begins with the top of the tree of `count` cells. Returns the address of the first piece of its nodes. */
export function beginTop(count: u32): usize {
  piece = takePiece();
  stack = frames;
  frame(VISIT, 0, count, 1);
  return piece;
}

/** Begins with a task. */
export function beginTask(number: u32, knowsCosts: bool): void {
  const task = tasks + <usize>number * taskBytes();
  piece = takePiece();
  store<u32>(task + TASK_NODES, <u32>piece);
  restorePath(task + TASK_PATH);
  if (knowsCosts) restoreCosts(prior);
  stack = frames;
  frame(VISIT, load<u32>(task, TASK_FROM), load<u32>(task, TASK_TO), 0);
}

/** Begins with the next task that nobody has taken; returns whether there was one. */
export function beginNext(): bool {
  for (;;) {
    const task = atomic.add<u32>(control + CONTROL_NEXT, 1);
    if (task >= load<u32>(control, CONTROL_TASKS)) return false;
    if (task == load<u32>(control, CONTROL_FIRST)) continue;
    beginTask(task, true);
    return true;
  }
}

/**
 * Does a thread's share of the tasks. A thread that comes too late finds nothing: then the memory may hold other things.
 * @param shared what all threads share
 * @param aside the thread's own memory for moving cells, and `scratch` for all else
 */
export function help(shared: usize, at: usize, scratch: usize, aside: usize): void {
  atomic.add<u32>(shared + CONTROL_BUSY, 1);
  if (atomic.load<u32>(shared + CONTROL_OPEN) != 0) {
    configure(at, scratch, true);
    spare = aside;
    while (beginNext()) while (!work(0xffff_ffff)) {}
  }
  atomic.sub<u32>(shared + CONTROL_BUSY, 1);
}

/** Keeps what the questions cost now for the tasks that begin from here on. */
export function keepCosts(): void {
  saveCosts(prior);
}

/** Number of cells of a task. */
export function taskSize(number: u32): u32 {
  const task = tasks + <usize>number * taskBytes();
  return load<u32>(task, TASK_TO) - load<u32>(task, TASK_FROM);
}

/** Address of the first piece of a task's nodes. */
export function taskNodes(number: u32): usize {
  return load<u32>(tasks + <usize>number * taskBytes() + TASK_NODES);
}

/** Works on what was begun, for about so many cells; returns whether it is finished. */
export function work(budget: u32): bool {
  let left = <i64>budget;
  while (stack > frames) {
    if (left <= 0) return false;
    stack -= FRAME;
    const a = load<u32>(stack, 4);
    const b = load<u32>(stack, 8);
    const c = load<u32>(stack, 12);
    if (load<u32>(stack) == RANGE) setRange(a, b, c);
    else {
      visit(a, b, c);
      left -= 1024 + <i64>(b - a);
    }
  }
  return true;
}

let checked: usize = 0;
/** Set when `check` finds a cell that its leaf does not suit. */
let isWrong: bool = false;

/** Begins to send `count` cells down a tree whose nodes stand at `nodes` in preorder. */
export function beginCheck(nodes: usize, count: u32): void {
  checked = nodes;
  isWrong = false;
  finished = 0;
  stack = frames;
  frame(VISIT, 0, count, 0);
}

/** Goes on for about so many cells; returns whether all cells have come to leaves, or one that does not suit a cell. */
export function check(budget: u32): bool {
  let left = <i64>budget;
  while (stack > frames && !isWrong) {
    if (left <= 0) return false;
    stack -= FRAME;
    const from = load<u32>(stack, 4);
    const to = load<u32>(stack, 8);
    const node = load<u32>(checked);
    checked += 4;
    left -= 64 + <i64>(to - from);
    if (node < LEAF_NODE) {
      const middle = part(from, to, node & ((1 << THRESHOLD_SHIFT) - 1), node >> THRESHOLD_SHIFT);
      frame(VISIT, middle, to, 0);
      frame(VISIT, from, middle, 0);
      continue;
    }
    finished += to - from;
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

function frame(kind: u32, a: u32, b: u32, c: u32): void {
  if (stack >= frames + MOST_FRAMES * FRAME) abort();
  store<u32>(stack, kind);
  store<u32>(stack, a, 4);
  store<u32>(stack, b, 8);
  store<u32>(stack, c, 12);
  stack += FRAME;
}

function takePiece(): usize {
  const at = <usize>atomic.add<u32>(control + CONTROL_FREE, <u32>PIECE_BYTES);
  const pages = <i32>((at + PIECE_BYTES + 0xffff) >> 16);
  while (memory.size() < pages) if (memory.grow(64) < 0 && memory.size() < pages && memory.grow(1) < 0) abort();
  store<u32>(at, 0, PIECE_NEXT);
  store<u32>(at, 0, PIECE_COUNT);
  return at;
}

function push(node: u32): void {
  let count = load<u32>(piece, PIECE_COUNT);
  if (count == PIECE) {
    const next = takePiece();
    store<u32>(piece, <u32>next, PIECE_NEXT);
    piece = next;
    count = 0;
  }
  store<u32>(piece + (<usize>count << 2), node, PIECE_NODES);
  store<u32>(piece, count + 1, PIECE_COUNT);
}

// @ts-ignore: decorator
@inline
function cellAt(i: u32): usize {
  return cells + <usize>i * cellBytes;
}

/** @param top whether the part belongs to the top of the tree, and becomes a task if it is small enough */
function visit(from: u32, to: u32, top: u32): void {
  const code = pure(from, to);
  if (code >= 0) {
    finished += to - from;
    push(LEAF_NODE + <u32>code);
    return;
  }
  if (top && to - from <= taskCells && to - from >= LEAST_TASK && taskCount < mostTasks) {
    const task = tasks + <usize>taskCount * taskBytes();
    store<u32>(task, from, TASK_FROM);
    store<u32>(task, to, TASK_TO);
    savePath(task + TASK_PATH);
    push(TASK_NODE + taskCount++);
    return;
  }
  choose(from, to);
  const q = question;
  const t = threshold;
  push(q | (t << THRESHOLD_SHIFT));
  asked(q, t);
  const middle = part(from, to, q, t);
  const low = lowest(q);
  const high = highest(q);
  frame(RANGE, q, low, high);
  frame(VISIT, middle, to, top);
  frame(RANGE, q, t, high);
  frame(VISIT, from, middle, top);
  setRange(q, low, t - 1);
}

/** Returns the code that suits all cells, or -1. */
function pure(from: u32, to: u32): i32 {
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

let question: u32 = 0;
let threshold: u32 = 0;

/** Chooses the question of a node. */
function choose(from: u32, to: u32): void {
  const count = to - from;
  const start = cellAt(from);
  const end = cellAt(to);
  let step = max<u32>(1, count / FIRST_LOOK);
  gather(start, end, step);
  let found: bool;
  const ahead = count <= aheadCells;
  if (step > 1) {
    look(0, 0, step, true);
    const n = bestScores(best, BEST);
    step = max<u32>(1, count / SECOND_LOOK);
    gather(start, end, step);
    found = n > 0 && look(best, n, step, ahead);
  } else found = look(0, 0, step, ahead);
  if (!found) {
    showConflict(from, to, step);
    gather(start, end, step);
    found = look(0, 0, step, ahead);
  }
  if (!found) abort(); // positions that no question tells apart have different codes
  question = bestQuestion;
  threshold = bestThreshold;
  if (ahead) lookAhead(from, to);
}

/** Compares the best questions by what they leave to their two parts. */
function lookAhead(from: u32, to: u32): void {
  const n = bestScores(best, min(aheadQuestions, BEST));
  let least = Infinity;
  // the candidates' thresholds are overwritten by looks at their parts
  for (let i: u32 = 0; i < n; i++) {
    const q = <u32>load<u16>(best + (<usize>i << 1));
    store<u32>(candidateAt(i), q | ((<u32>load<u16>(thresholds + (<usize>q << 1))) << 16));
  }
  for (let i: u32 = 0; i < n; i++) {
    const candidate = load<u32>(candidateAt(i));
    const q = candidate & 0xffff;
    const t = candidate >> 16;
    const low = lowest(q);
    const high = highest(q);
    let bits = questionBits(q) + thresholdBits(q, t, low, high);
    const middle = part(from, to, q, t);
    setRange(q, low, t - 1);
    bits += leftOpen(from, middle);
    if (bits < least) {
      setRange(q, t, high);
      bits += leftOpen(middle, to);
    }
    setRange(q, low, high);
    if (bits >= least) continue;
    least = bits;
    question = q;
    threshold = t;
  }
}

/** Address of a candidate of `lookAhead`: the memory of frames that are not in use. */
// @ts-ignore: decorator
@inline
function candidateAt(i: u32): usize {
  return stack + <usize>(i << 2);
}

/** Returns the bits that a part will take, as its best question promises; 0 for a leaf. */
function leftOpen(from: u32, to: u32): f64 {
  if (pure(from, to) >= 0) return 0;
  gather(cellAt(from), cellAt(to), 1);
  look(0, 0, 1, true);
  return leastScore() + NODE_BITS;
}

/** Moves two cells without a common code to places that a sample of every `step`-th cell contains. */
function showConflict(from: u32, to: u32, step: u32): void {
  let exact: i64 = -1;
  let least: i64 = -1; // a don't-care of the least code
  for (let i = from; i < to; i++) {
    const c = classOf(cellAt(i));
    if (c >= alphabet) {
      if (least < 0 || c < classOf(cellAt(<u32>least))) least = i;
      if (exact >= 0 && classOf(cellAt(<u32>exact)) > highestCode(c)) return bring(<u32>exact, i, from, step);
    } else {
      if (exact >= 0 && classOf(cellAt(<u32>exact)) != c) return bring(<u32>exact, i, from, step);
      if (least >= 0 && c > highestCode(classOf(cellAt(<u32>least)))) return bring(<u32>least, i, from, step);
      exact = i;
    }
  }
}

/** Moves `a`, which is before `b`, and `b` into the sample. */
function bring(a: u32, b: u32, from: u32, step: u32): void {
  swap(a, from);
  swap(b, from + step);
}

function swap(i: u32, j: u32): void {
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
function part(from: u32, to: u32, q: u32, t: u32): u32 {
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
