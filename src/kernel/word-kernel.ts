import { budgetError } from '../game/budget.ts';
import { Position } from '../game/position.ts';
import { NONE, type Side } from '../game/schema.ts';
import type { Value } from '../game/value.ts';
import type { Metric } from '../game/values.ts';
import type { Slice, Specialization } from '../specialize/index.ts';
import type { Effort, Engine, EngineRun, Kept, PartEngine, Prediction, SolvedSlice } from '../engine/index.ts';
import { QUEEN_AND_KNIGHT, PROMOTIONS } from './exits.ts';
import { KING_PAIRS } from './king-pairs.ts';
import { arrayBytes } from './layout.ts';
import { ProblemCache } from './problem-cache.ts';
import { FiveOutcomesSource } from './five-outcomes.ts';
import { includes } from './index-lists.ts';
import { Locator } from './locator.ts';
import { METRIC_CODES } from './metric.ts';
import { SECONDS_PER_POSITION } from './outstanding.ts';
import { type StoredOrder, orderOf } from './stored-order.ts';
import { passantsOf, passantValue } from './passant.ts';
import { type Man, PAWN_KIND, type Placed, type Problem, Problems } from './problem.ts';
import { storedPartOf } from './stored-part.ts';
import { SharedMachine } from './shared-machine.ts';
import { noProblemEffort, positionsOfProblem } from './solved.ts';
import { KernelValues } from './values.ts';
import type { KernelTask, Shortcuts } from './task.ts';
import { knownSpoilt, loadSpoilt, needsLists } from './spoilt.ts';
import { knownUnderpromotions, loadUnderpromotions } from './underpromotions.ts';

/** Most men of a slice that the kernel solves. */
export const MOST_MEN = 5;
/** Share of the memory that waits for garbage collection while a question is answered. */
const GARBAGE = 1 / 8;
/** Bytes for each position of a class that a pawn can become, while it is solved, and while a part of it is read. */
const SOLVING_BYTES = 2;
const READING_BYTES = 1.25;
/** Slabs and the memory of the process that a kernel needs beside its arrays. */
const SPARE_BYTES = 16_000_000;

/**
 * The word-parallel kernel as an `Engine`: it solves slices of up to five men whole, or the part that a position needs.
 */
export class WordKernel implements Engine, PartEngine {
  readonly id = 'kernel';
  /** It solves the slices below by itself, as much of them as it needs. */
  readonly needsAllBelow = false;
  readonly secondsPerPosition: number = SECONDS_PER_POSITION;
  readonly #specialization: Specialization;
  readonly #kept: Kept | undefined;
  readonly #caches = new Map<Metric, ProblemCache>();
  readonly #problems = new Problems();
  readonly #locator = new Locator(this.#problems);
  readonly #machine = new SharedMachine();
  readonly #orders = new Map<Slice, StoredOrder>();
  /** Slices by their men. */
  readonly #slices = new Map<string, Slice | undefined>();

  /** @param kept where solved problems that were asked are kept for later processes; default: nowhere */
  constructor(specialization: Specialization, kept?: Kept) {
    this.#specialization = specialization;
    this.#kept = kept;
  }

  /** The kernel itself. */
  get parts(): PartEngine {
    return this;
  }

  supports(slice: Slice): boolean {
    return slice.signatures.length === 1 && this.#specialization.materials.men(slice.signatures[0]) <= MOST_MEN;
  }

  predict(slice: Slice, metric: Metric): Prediction {
    const { problem, placements } = this.#placements(slice);
    return {
      bytes: placements * codeBytes(problem, metric) + workingBytes(problem, metric),
      seconds: placements * 2 * positionsOfProblem(problem) * SECONDS_PER_POSITION,
    };
  }

  /** Returns one of the problems of a slice, and their number. */
  #placements(slice: Slice): { problem: Problem; placements: number } {
    const order = this.#order(slice);
    const cells = ([0, 1] as const).map((side) =>
      Array.from({ length: order.pawns[side] }, (_, i) => 8 + 8 * side + i),
    );
    const { problem } = new Problems().resolve(order.men, [cells[0], cells[1]]);
    // Half of the placements are mirror images, but the codes of illegal positions are stored too.
    return { problem, placements: Math.ceil((order.pawnGroups[0].size * order.pawnGroups[1].size) / 2) };
  }

  async value(p: Position, run: EngineRun): Promise<{ value: Value; effort: Effort }> {
    const cache = this.#cache(halved(run));
    const resolved = cache.locator.locate(p);
    const index = cache.locator.indexIn(resolved);
    const { problem } = resolved;
    const pawns = problem.pawns[0].length + problem.pawns[1].length;
    if (run.metric !== 'dtm' && pawns > 0) await loadUnderpromotions();
    if (isUnderRule(run.metric) && needsLists(problem)) await loadSpoilt();
    const fedBy = new Set<string>();
    const shortcuts = this.#shortcuts(run, (slice) => fedBy.add(slice.name));
    const needed = codeBytes(problem, run.metric) + workingBytes(problem, run.metric, shortcuts);
    if (needed > run.memory) throw budgetError(this.#name(p), needed, run.memory);
    if (!cache.has(problem)) {
      // The machine keeps the memory that the largest problem so far took.
      const working = Math.max(needed, this.#machine.bytes);
      this.#trim(run.metric, run.memory - working - run.memory * GARBAGE);
    }
    const { result, effort } = await this.#counted(run, async (plain) => {
      const task = { ...plain, ...shortcuts };
      const solved = await cache.asked(problem, task);
      const turn = cache.locator.turnIn(resolved, p.turn);
      if (p.mark === NONE) return cache.metricCodes.meaning[solved.code(turn, index)] as Value;
      const passants = await passantsOf(cache, problem, { marked: p.mark, turn: p.turn }, resolved, task);
      return passantValue(cache, solved, passants, index) as Value;
    });
    if (effort.positions > 0) await cache.keep();
    return { value: result, effort: { ...effort, fedBy: [...fedBy] } };
  }

  async solve(slice: Slice, run: EngineRun): Promise<SolvedSlice> {
    const order = this.#order(slice);
    const settled = run.settled === true && run.metric !== 'dtz';
    const { problem, placements } = this.#placements(slice);
    const needed = this.predict(slice, run.metric).bytes + (settled ? placements * settledBytes(problem) : 0);
    if (needed > run.memory) throw budgetError(`${this.#specialization.game.id} ${slice.name}`, needed, run.memory);
    const cache = this.#cache(run);
    const { result, effort } = await this.#counted(run, (task) => KernelValues.make(cache, order, task, settled));
    return { values: result, effort, cached: true, cells: (turn) => result.cells(turn) };
  }

  isCached(p: Position, metric: Metric): boolean {
    const cache = this.#caches.get(metric);
    if (cache === undefined || p.mark !== NONE) return false;
    return cache.has(cache.locator.locate(p).problem);
  }

  cachedValue(p: Position, metric: Metric): Value | undefined {
    const cache = this.#caches.get(metric);
    if (cache === undefined || cache.bytes === 0 || p.mark !== NONE || menCount(p) > MOST_MEN) return undefined;
    const { locator } = cache;
    const resolved = locator.locate(p);
    const solved = cache.peek(resolved.problem);
    if (solved === undefined) return undefined;
    return cache.metricCodes.meaning[solved.code(locator.turnIn(resolved, p.turn), locator.indexIn(resolved))] as Value;
  }

  outstanding(p: Position, run: Pick<EngineRun, 'metric' | 'memory' | 'successors'>, most: number): number {
    const cache = this.#cache(halved(run));
    return cache.outstanding.positions([cache.locator.locate(p).problem], most, this.#shortcuts(run));
  }

  get cachedBytes(): number {
    return [...this.#caches.values()].reduce((sum, cache) => sum + cache.bytes, 0);
  }

  async keep(): Promise<void> {
    for (const cache of this.#caches.values()) await cache.keep();
  }

  forget(): void {
    for (const cache of this.#caches.values()) cache.forget();
    this.#caches.clear();
  }

  async isSpoilt(p: Position): Promise<boolean | undefined> {
    if (p.mark !== NONE || menCount(p) > MOST_MEN) return undefined;
    const { problem } = this.#locator.locate(p);
    const spoilt = needsLists(problem) ? await loadSpoilt() : knownSpoilt();
    const resolved = this.#locator.locate(p);
    const indices = spoilt.of(problem);
    return indices && includes(indices[this.#locator.turnIn(resolved, p.turn)], this.#locator.indexIn(resolved));
  }

  /**
   * Drops what is cached until at most `bytes` are, of metrics first that do not help to find this one. While plies to
   * zeroing are found, outcomes are cached too: what these may take counts as taken.
   */
  #trim(metric: Metric, bytes: number): void {
    const helpful: Metric[] = isUnderRule(metric) ? ['dtz', 'wdl50', 'wdl'] : [metric];
    const others = [...this.#caches.keys()].filter((other) => !helpful.includes(other));
    const outcomes = isUnderRule(metric) ? this.#caches.get('wdl') : undefined;
    const growth = outcomes === undefined ? 0 : outcomes.most - outcomes.bytes;
    for (const each of [...others, ...helpful]) {
      const cache = this.#caches.get(each);
      const excess = this.cachedBytes + (cache === outcomes ? 0 : growth) - bytes;
      if (excess > 0) cache?.trim(Math.max(0, cache.bytes - excess));
    }
  }

  /** Does some work and counts it. */
  async #counted<T>(
    { signal, threads, onProgress }: EngineRun,
    work: (task: KernelTask) => Promise<T>,
  ): Promise<{ result: T; effort: Effort }> {
    const effort = noProblemEffort();
    const result = await work({ signal, threads, effort, onProgress: (share) => onProgress?.('solving', share) });
    const { positions, words, bytes } = effort;
    return { result, effort: { positions, edges: 0, backEdges: 0, words, bytes } };
  }

  /**
   * Returns what saves work for single questions. Tables of whole classes are made without.
   * @param onRead receives slices whose tables were read
   */
  #shortcuts(
    { metric, memory, successors }: Pick<EngineRun, 'metric' | 'memory' | 'successors'>,
    onRead: (slice: Slice) => void = () => undefined,
  ): Shortcuts {
    if (isUnderRule(metric)) {
      const spoilt = knownSpoilt();
      const run = { metric: 'wdl', memory, successors } as const;
      const byPlies = (): ProblemCache => this.#cache(halved({ ...run, metric: 'wdl50' }));
      return { five: new FiveOutcomesSource(this.#cache(halved(run)), byPlies, spoilt, this.#shortcuts(run, onRead)) };
    }
    if (metric !== 'wdl') return {};
    return {
      underpromotions: knownUnderpromotions(),
      stored: (men, pawns) => {
        const slice = this.#sliceOf(men, pawns);
        const planes = slice && successors.planes(slice);
        return planes && { order: this.#order(slice), planes, onRead: () => onRead(slice) };
      },
    };
  }

  /** Returns the slice of positions with these men. */
  #sliceOf(men: readonly Man[], pawns: Problem['pawns']): Slice | undefined {
    const key = `${men.map(({ kind, side }) => 2 * kind + side).join()} ${pawns[0].length} ${pawns[1].length}`;
    if (this.#slices.has(key)) return this.#slices.get(key);
    const { schema } = this.#specialization.game;
    const p = new Position(schema);
    const codeOf = (kind: number, side: number): number => 1 + side * schema.kinds.length + kind;
    men.forEach(({ kind, side }, i) => p.set(i, codeOf(kind, side)));
    pawns.forEach((cells, side) => {
      for (const cell of cells) p.set(cell, codeOf(PAWN_KIND, side));
    });
    const slice = this.#specialization.find(p.signature);
    this.#slices.set(key, slice);
    return slice;
  }

  #name(p: Position): string {
    return `${this.#specialization.game.id} ${this.#specialization.materials.name(p.signature)}`;
  }

  #cache({ metric, memory }: Pick<EngineRun, 'metric' | 'memory'>): ProblemCache {
    const known = this.#caches.get(metric);
    if (known) return known;
    const { game } = this.#specialization;
    const made = new ProblemCache({
      game,
      metricCodes: METRIC_CODES[metric],
      memory,
      kept: this.#kept,
      problems: this.#problems,
      machine: this.#machine,
    });
    this.#caches.set(metric, made);
    return made;
  }

  #order(slice: Slice): StoredOrder {
    const known = this.#orders.get(slice);
    if (known) return known;
    const { materials, game } = this.#specialization;
    const { board } = materials.of(slice.signatures[0]);
    const kinds = game.schema.kinds.length;
    const order = orderOf([[...board.subarray(1, 1 + kinds)], [...board.subarray(1 + kinds, 1 + 2 * kinds)]]);
    this.#orders.set(slice, order);
    return order;
  }
}

/** Returns the number of men on the board. */
export function menCount(p: Position): number {
  return p.counts.reduce((sum, n) => sum + n, 0);
}

/** Returns a run whose memory is half: solving allocates beside the cache, and garbage is not collected at once. */
function halved<T extends { readonly memory: number }>(run: T): T {
  return { ...run, memory: run.memory / 2 };
}

/**
 * Returns the metric in which each kind's class is solved that a pawn of either side can become; the others are read from
 * tables.
 */
function promotionsToSolve(problem: Problem, metric: Metric, { five, ...own }: Shortcuts): Metric[] {
  const { underpromotions, stored } = five?.shortcuts ?? own;
  // What distances to zeroing need of rook and bishop is looked at, though it is an outcome.
  const kinds = metric === 'wdl' && underpromotions?.of(problem) ? QUEEN_AND_KNIGHT : PROMOTIONS;
  const men: Placed[] = problem.digits.map((man, digit) => ({ ...man, place: { digit } }));
  const metricOf = (kind: number, side: Side): Metric[] => {
    if (problem.pawns[side].length === 0) return [];
    const [rest, theirs] = [problem.pawns[side].slice(1), problem.pawns[1 - side]];
    const pawns = side === 0 ? ([rest, theirs] as const) : ([theirs, rest] as const);
    const all = [...men, { kind, side, place: { cell: side === 0 ? 56 : 0 } }];
    const successor = { men: all, pawns, turn: (1 - side) as Side, taken: -1, key: '' };
    const isTold = metric === 'wdl' || five?.tells(five.problems.resolve(all, pawns).problem) === true;
    const isRead = isTold && stored !== undefined && storedPartOf(successor, stored) !== undefined;
    return isRead ? [] : [isTold ? 'wdl' : five === undefined ? metric : 'wdl50'];
  };
  // One class at a time is in memory for each kind, whichever side has become it.
  return kinds.flatMap((kind) => {
    const found = [...metricOf(kind, 0), ...metricOf(kind, 1)];
    return found.length === 0 ? [] : [found.find((each) => each !== 'wdl') ?? 'wdl'];
  });
}

/** Returns whether values of a metric depend on the 50-move rule. */
function isUnderRule(metric: Metric): boolean {
  return metric === 'dtz' || metric === 'wdl50';
}

/** Most bytes of a code. */
const CODE_BYTES: Readonly<Record<Metric, number>> = { dtm: 1, dtz: 2, wdl: 1 / 4, wdl50: 1 };

/** Returns the bytes of the codes of a problem, both sides to move. */
function codeBytes(problem: Problem, metric: Metric): number {
  return 2 * positionsOfProblem(problem) * CODE_BYTES[metric];
}

/** Returns the bytes that tell which positions of a problem exits settle, both sides to move. */
function settledBytes(problem: Problem): number {
  return (2 * positionsOfProblem(problem)) / 8;
}

/**
 * Returns the bytes that solving takes beside the problem's own codes: its sets of words, the codes of its exits'
 * successors, and, since a pawn can become a piece of several kinds, as many codes of the problem without pawns.
 */
function workingBytes(problem: Problem, metric: Metric, shortcuts: Shortcuts = {}): number {
  const { depths, restarts } = METRIC_CODES[metric];
  const own = arrayBytes(problem, depths, restarts) + SPARE_BYTES;
  const pawns = problem.pawns[0].length + problem.pawns[1].length;
  if (pawns === 0) return own;
  const pieces = problem.digits.length + pawns - 2;
  const promoted = KING_PAIRS.count * 64 ** pieces;
  const solved = promotionsToSolve(problem, metric, shortcuts);
  const codes = solved.reduce((sum, of) => sum + 2 * promoted * CODE_BYTES[of], 0);
  return own + codes + (solved.length === 0 ? READING_BYTES : SOLVING_BYTES) * promoted;
}
