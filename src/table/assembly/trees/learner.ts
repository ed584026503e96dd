/**
 * Learns an exact decision tree over packed cells, in place. From the root down, each node takes the best question about a sample of
 * its cells (look.ts), and its cells are moved so that those of each part follow each other. A large tree is cut into tasks: first
 * the nodes at the top, then each part below them by itself, so that threads can share the work and their number changes no bit.
 * What the questions cost (costs.ts) is known to a task from the first one, which is learned before the others.
 */

import { part, pure, takeSides, useCells } from './cells';
import { choose, question, takeChoice, threshold, useAhead } from './choose';
import { useClasses } from './classes';
import { asked, clearCosts, costsBytes, restoreCosts, saveCosts, startCosts, takeCosts } from './costs';
import { fillLogarithms, takeLook } from './look';
import { taken, takeFrom } from './memory';
import { beginNodes, push, useNodes } from './nodes';
import { clearPath, highest, lowest, pathBytes, restorePath, savePath, setRange, takePath } from './path';
import { useQuestions } from './questions';
import { clearSample, takeSample } from './sample';
import { clearStack, first, frameKind, put, RANGE, second, takeFrame, takeStack, third, VISIT } from './stack';
import {
  CONTROL_BUSY, CONTROL_FIRST, CONTROL_NEXT, CONTROL_OPEN, CONTROL_TASKS, LEAF_NODE, LEARN_AHEAD_CELLS, LEARN_AHEAD_QUESTIONS, LEARN_ALPHABET,
  LEARN_CELLS, LEARN_CLASS_COUNT, LEARN_CLASS_SHIFT, LEARN_CLASS_WORD, LEARN_CONTROL, LEARN_MOST_TASKS, LEARN_PRIOR, LEARN_QUESTIONS,
  LEARN_SPARE, LEARN_TASK_CELLS, LEARN_TASKS, TASK_NODE, THRESHOLD_SHIFT,
} from '../../trees/program-layout';

export { beginCheck, cellsChecked, check, foundWrong } from './check';

/** Parts of fewer cells are learned with the top of a tree. */
const LEAST_TASK: u32 = 1 << 12;

/** Fields of a task: its cells, the first piece of its nodes, and then its path. */
const TASK_FROM: usize = 0;
const TASK_TO: usize = 4;
const TASK_NODES: usize = 8;
const TASK_PATH: usize = 16;

/** What all threads share. */
let control: usize = 0;
/** Parts of at most so many cells are tasks, unless it is 0. */
let taskCells: u32 = 0;
let tasks: usize = 0;
let taskCount: u32 = 0;
let mostTasks: u32 = 0;
/** Where tasks find what questions cost. */
let prior: usize = 0;
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
  clearStack();
  taskCount = 0;
  finished = 0;
}

function useBlock(at: usize): void {
  useQuestions(load<u32>(at, LEARN_QUESTIONS));
  useClasses(load<u32>(at, LEARN_ALPHABET), load<u32>(at, LEARN_CLASS_COUNT), load<u32>(at, LEARN_CLASS_WORD), load<u32>(at, LEARN_CLASS_SHIFT));
  useCells(load<u32>(at, LEARN_CELLS), load<u32>(at, LEARN_SPARE));
  useAhead(load<u32>(at, LEARN_AHEAD_CELLS), load<u32>(at, LEARN_AHEAD_QUESTIONS));
  control = load<u32>(at, LEARN_CONTROL);
  useNodes(control);
  taskCells = load<u32>(at, LEARN_TASK_CELLS);
  tasks = load<u32>(at, LEARN_TASKS);
  mostTasks = load<u32>(at, LEARN_MOST_TASKS);
  prior = load<u32>(at, LEARN_PRIOR);
}

function takeAll(): void {
  takePath();
  takeCosts();
  takeSample();
  takeLook();
  takeStack();
  takeChoice();
  takeSides();
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
  clearStack();
  put(VISIT, 0, count, 1);
  return beginNodes();
}

/** Begins with a task. */
export function beginTask(number: u32, knowsCosts: bool): void {
  const task = tasks + <usize>number * taskBytes();
  store<u32>(task + TASK_NODES, <u32>beginNodes());
  restorePath(task + TASK_PATH);
  if (knowsCosts) restoreCosts(prior);
  clearStack();
  put(VISIT, load<u32>(task, TASK_FROM), load<u32>(task, TASK_TO), 0);
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
    useCells(load<u32>(at, LEARN_CELLS), aside);
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
  while (left > 0) {
    if (!takeFrame()) return true;
    if (frameKind == RANGE) setRange(first, second, third);
    else {
      left -= 1024 + <i64>(second - first);
      visit(first, second, third);
    }
  }
  return false;
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
  put(RANGE, q, low, high);
  put(VISIT, middle, to, top);
  put(RANGE, q, t, high);
  put(VISIT, from, middle, top);
  setRange(q, low, t - 1);
}
