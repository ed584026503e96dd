import { hasThreads, startThread } from '#platform/threads';
import type { Thread } from '../../platform/contract.ts';
import type { Features } from '../coders/features.ts';
import { type CellLayout, cellLayout } from './cell-layout.ts';
import type { LearnOptions } from './learn-options.ts';
import { LEARNER_PROGRAM } from './learner-program.ts';
import * as layout from './program-layout.ts';
import { moduleOf, ProgramMemory } from './program-memory.ts';
import { answersBytes, putAnswers, putQuestions, writeBlock } from './questions-block.ts';
import { finished } from './steps.ts';

/** The exports of the program; the signatures are those of ../assembly/trees/learner.ts. */
interface Program {
  bottom(): number;
  scratchBytes(at: number): number;
  configure(at: number, scratch: number, knowsCosts: number): void;
  taskBytes(): number;
  priorBytes(): number;
  tasksLeft(): number;
  cellsFinished(): number;
  beginTop(count: number): number;
  beginTask(number: number, knowsCosts: number): void;
  beginNext(): number;
  keepCosts(): void;
  taskSize(number: number): number;
  taskNodes(number: number): number;
  work(budget: number): number;
  beginCheck(nodes: number, count: number): void;
  check(budget: number): number;
  cellsChecked(): number;
  foundWrong(): number;
}

/** Most threads of a learner. */
const MOST_THREADS = 64;

/** Memory of a thread beside the main one. */
interface Helper {
  readonly scratch: number;
  readonly spare: number;
}

/** What a thread runs: a few lines that Node takes as they are, whether the project runs compiled or from its sources. */
const HELP = `
const { module, memory, control, block, scratch, spare } = data;
const abort = () => { throw new Error('the learner of trees aborted'); };
WebAssembly.instantiate(module, { env: { memory, abort } }).then(({ exports }) => {
  ready();
  try {
    exports.help(control, block, scratch, spare);
  } catch {
    const shared = new Int32Array(memory.buffer, control);
    Atomics.store(shared, ${layout.CONTROL_FAILED / 4}, 1);
    Atomics.sub(shared, ${layout.CONTROL_BUSY / 4}, 1);
  }
});
`;

/** The classes of cells (../assembly/trees/classes.ts). */
export interface CellClasses {
  /** Number of codes. */
  readonly alphabetSize: number;
  /** Whether there are don't-cares: classes from `alphabetSize` on. */
  readonly hasFree: boolean;
}

const MOST_TASKS = 4096;
/** A group of more cells is cut into tasks, each of at most 1 / TASK_SHARE of the cells. */
export const CUT_CELLS: number = 2 ** 22;
const TASK_SHARE = 64;
/** Most cells of a node whose questions are compared: the program samples larger ones. */
const MOST_AHEAD = 2048;
/** Cells that the program works on between two pauses. */
const BUDGET = 1 << 24;

/** Returns the number of classes, one for each code and one for each code that a don't-care may have at most. */
function classCountOf({ alphabetSize, hasFree }: CellClasses): number {
  return hasFree ? Math.max(1, 2 * alphabetSize - 2) : alphabetSize;
}

/**
 * Learns the trees of the groups of one shape (../assembly/trees/learner.ts): `add` the cells of a group, then `steps` to the end, and
 * `clear` before the next. The same cells in the same order give the same trees.
 */
export class TreeLearner {
  /** How added cells are packed. */
  readonly layout: CellLayout;
  readonly #program: Program;
  readonly #memory: ProgramMemory;
  readonly #helpers: number;
  readonly #control: number;
  readonly #classes: CellClasses;
  readonly #questions: number;
  readonly #cells: number;
  readonly #cutCells: number;
  #prior = 0;
  #block = 0;
  #helping: readonly Helper[] = [];
  #count = 0;
  /** What questions cost after the last tree. */
  #costs: Uint8Array | undefined;

  /**
   * @param threads most threads; they take their time to start, and change no bit
   * @param cutCells a group of more cells is cut into tasks, which threads share
   */
  constructor(features: Features, classes: CellClasses, threads = 1, cutCells: number = CUT_CELLS) {
    this.#helpers = hasThreads && typeof SharedArrayBuffer !== 'undefined' ? Math.min(threads, MOST_THREADS) - 1 : 0;
    this.#memory = new ProgramMemory(this.#helpers > 0);
    this.#cutCells = cutCells;
    this.#classes = classes;
    this.layout = cellLayout(features, classCountOf(classes));
    this.#program = this.#memory.start(LEARNER_PROGRAM, 'the learner of trees') as Program;
    this.#memory.reach(this.#program.bottom());
    this.#control = this.#memory.take(layout.CONTROL_BYTES);
    const answers = this.#memory.take(answersBytes(features.geometry));
    putAnswers(this.#memory, features.geometry, answers);
    this.#questions = putQuestions(this.#memory, features, this.layout, answers);
    this.#cells = this.#memory.take(0);
  }

  /**
   * Adds packed cells: `layout.words` numbers each.
   * @throws EndgameError E_TOO_LARGE beyond the 4 GiB that the program can address
   */
  add(cells: Uint32Array): void {
    const at = this.#cells + 4 * this.layout.words * this.#count;
    this.#memory.reach(at + cells.byteLength);
    this.#memory.words(at, cells.length).set(cells);
    this.#count += cells.length / this.layout.words;
  }

  /** Forgets the cells, but not what questions cost: trees of the same table ask alike. */
  clear(): void {
    this.#memory.freeFrom(this.#cells);
    this.#count = 0;
  }

  /** Learns the tree in steps of some tenths of a second, and yields the share that is done after each. */
  *steps({ aheadCells = 0, aheadQuestions = 6 }: LearnOptions = {}): Generator<number, Uint32Array, void> {
    const program = this.#program;
    const count = this.#count;
    this.#layOut(aheadCells, aheadQuestions, 0);
    if (count === 0) return Uint32Array.of(layout.LEAF_NODE);
    const finish = function* (): Generator<number, void, void> {
      while (program.work(BUDGET) === 0) yield program.cellsFinished() / count;
    };
    const first = program.beginTop(count);
    yield* finish();
    const tasks = program.tasksLeft();
    if (tasks > 0) {
      let largest = 0;
      for (let task = 1; task < tasks; task++) if (program.taskSize(task) > program.taskSize(largest)) largest = task;
      program.beginTask(largest, 0);
      yield* finish();
      program.keepCosts();
      yield* this.#share(tasks, largest);
    } else program.keepCosts();
    const prior = this.#prior;
    this.#costs = this.#memory.bytes.slice(prior, prior + program.priorBytes());
    return this.#nodes(first);
  }

  /** Learns all tasks but the first, together with other threads. */
  *#share(tasks: number, first: number): Generator<number, void, void> {
    const program = this.#program;
    const control = this.#shared();
    control[layout.CONTROL_NEXT / 4] = 0;
    control[layout.CONTROL_TASKS / 4] = tasks;
    control[layout.CONTROL_FIRST / 4] = first;
    Atomics.store(control, layout.CONTROL_OPEN / 4, 1);
    const threads = this.#helping.map((helper) => this.#startThread(helper));
    // the number of the next task tells how far all threads are
    const share = (): number => Math.min(1, Atomics.load(this.#shared(), layout.CONTROL_NEXT / 4) / tasks);
    while (program.beginNext() !== 0) {
      while (program.work(BUDGET) === 0) yield share();
      yield share(); // many tasks are done at one stroke
    }
    Atomics.store(this.#shared(), layout.CONTROL_OPEN / 4, 0);
    while (Atomics.load(this.#shared(), layout.CONTROL_BUSY / 4) > 0) {
      Atomics.wait(this.#shared(), layout.CONTROL_NEXT / 4, -1, 10);
      yield 1;
    }
    for (const thread of threads) void thread.then((started) => started?.end());
    if (Atomics.load(this.#shared(), layout.CONTROL_FAILED / 4) !== 0)
      throw new Error('a thread of the learner failed');
  }

  /** What the threads share, as a view that is valid until the memory grows. */
  #shared(): Int32Array {
    return new Int32Array(this.#memory.memory.buffer, this.#control, layout.CONTROL_BYTES / 4);
  }

  /** Starts a thread; without it the others do its share. */
  async #startThread({ scratch, spare }: Helper): Promise<Thread | undefined> {
    const { memory } = this.#memory;
    const module = moduleOf(LEARNER_PROGRAM, memory);
    const start = { module, memory, control: this.#control, block: this.#block, scratch, spare };
    return await startThread(HELP, start).catch(() => undefined);
  }

  /** Learns the tree; returns its nodes (program-layout.ts) in preorder. */
  learn(options: LearnOptions = {}): Uint32Array {
    return finished(this.steps(options));
  }

  /**
   * Sends all cells down a tree, whose nodes are given in preorder, in steps as `steps`.
   * @throws Error if a leaf does not suit a cell that comes to it
   */
  *checkSteps(nodes: Uint32Array): Generator<number, void, void> {
    const program = this.#program;
    const count = this.#count;
    if (count === 0) return;
    const at = this.#layOut(0, 0, nodes.length);
    this.#memory.words(at, nodes.length).set(nodes);
    program.beginCheck(at, count);
    while (program.check(BUDGET) === 0) yield program.cellsChecked() / count;
    if (program.foundWrong() !== 0) throw new Error('a tree gives a wrong code');
  }

  /** Lays out the memory behind the cells; returns the address of so many nodes. */
  #layOut(aheadCells: number, aheadQuestions: number, nodes: number): number {
    const memory = this.#memory;
    const program = this.#program;
    const { words, classWord, classShift } = this.layout;
    const { alphabetSize } = this.#classes;
    const cut = this.#count > this.#cutCells;
    const taskCells = cut ? Math.ceil(this.#count / TASK_SHARE) : 0;
    memory.freeFrom(this.#cells + 4 * words * this.#count);
    const spare = memory.take(4 * words * this.#count + 16);
    const block = memory.take(layout.LEARN_BLOCK_BYTES);
    this.#block = block;
    const write = (tasks: number, prior: number): void =>
      writeBlock(memory, block, [
        [layout.LEARN_QUESTIONS, this.#questions],
        [layout.LEARN_ALPHABET, alphabetSize],
        [layout.LEARN_CLASS_COUNT, classCountOf(this.#classes)],
        [layout.LEARN_CLASS_WORD, classWord],
        [layout.LEARN_CLASS_SHIFT, classShift],
        [layout.LEARN_CELLS, this.#cells],
        [layout.LEARN_SPARE, spare],
        [layout.LEARN_TASK_CELLS, taskCells],
        [layout.LEARN_TASKS, tasks],
        [layout.LEARN_MOST_TASKS, MOST_TASKS],
        [layout.LEARN_AHEAD_CELLS, Math.min(aheadCells, MOST_AHEAD)],
        [layout.LEARN_AHEAD_QUESTIONS, aheadQuestions],
        [layout.LEARN_PRIOR, prior],
        [layout.LEARN_CONTROL, this.#control],
      ]);
    write(0, 0);
    const scratch = memory.take(program.scratchBytes(block));
    const tasks = memory.take(cut ? MOST_TASKS * program.taskBytes() : 0);
    const prior = memory.take(program.priorBytes());
    this.#prior = prior;
    if (this.#costs) memory.bytes.set(this.#costs, prior);
    write(tasks, prior);
    const nodesAt = memory.take(4 * nodes);
    this.#helping = Array.from({ length: cut ? this.#helpers : 0 }, () => ({
      scratch: memory.take(program.scratchBytes(block)),
      spare: memory.take(4 * words * (taskCells + 1) + 16),
    }));
    memory.words(this.#control + layout.CONTROL_FREE, 1)[0] = memory.take(0);
    program.configure(block, scratch, this.#costs ? 1 : 0);
    return nodesAt;
  }

  /** Returns the nodes that begin at a piece, with those of the tasks in their places. */
  #nodes(first: number): Uint32Array {
    const whole = new DataView(this.#memory.memory.buffer);
    const parts: Uint32Array[] = [];
    // Addresses beyond 2 GiB come from the program as negative numbers.
    const collect = (start: number): void => {
      for (let piece = start >>> 0; piece !== 0; piece = whole.getUint32(piece + layout.PIECE_NEXT, true)) {
        const count = whole.getUint32(piece + layout.PIECE_COUNT, true);
        const nodes = new Uint32Array(whole.buffer, piece + layout.PIECE_NODES, count);
        let from = 0;
        nodes.forEach((node, i) => {
          if (node < layout.TASK_NODE) return;
          parts.push(nodes.subarray(from, i));
          from = i + 1;
          collect(this.#program.taskNodes(node - layout.TASK_NODE));
        });
        parts.push(nodes.subarray(from));
      }
    };
    collect(first);
    const out = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      out.set(part, at);
      at += part.length;
    }
    return out;
  }
}
