import { budgetError } from '../game/budget.ts';
import { Position } from '../game/position.ts';
import { NONE } from '../game/schema.ts';
import type { Value } from '../game/value.ts';
import type { Metric } from '../game/values.ts';
import type { Slice, Specialization } from '../specialize/index.ts';
import type { Effort, Engine, EngineRun, Kept, PartEngine, Prediction, SolvedSlice } from '../engine/index.ts';
import { ProblemCache } from './problem-cache.ts';
import { FiveOutcomesSource } from './five-outcomes.ts';
import { includes } from './index-lists.ts';
import { Locator } from './locator.ts';
import { METRIC_CODES } from './metric.ts';
import { bytesOfCodes, isUnderRule, machineBytes, settledBytes, workingBytes } from './needed-memory.ts';
import { SECONDS_PER_POSITION } from './outstanding.ts';
import { type StoredOrder, orderOf } from './stored-order.ts';
import { passantsOf, passantValue } from './passant.ts';
import { type Man, PAWN_KIND, type Problem, Problems } from './problem.ts';
import { SharedMachine } from './shared-machine.ts';
import { noProblemEffort, positionsOfProblem } from './solved.ts';
import { KernelValues } from './values.ts';
import type { KernelTask, Shortcuts } from './task.ts';
import { hasSpoilt, knownSpoilt, loadSpoilt, needsLists } from './spoilt.ts';
import { knownUnderpromotions, loadUnderpromotions } from './underpromotions.ts';

/** Most men of a slice that the kernel solves. */
export const MOST_MEN = 5;
/** Share of the memory that waits for garbage collection while a question is answered. */
const GARBAGE = 1 / 8;
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
      bytes: placements * bytesOfCodes(problem, metric) + workingBytes(problem, metric),
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
    if (run.metric !== 'dtm' && pawns > 0) await loadUnderpromotions(menCount(p));
    if (isUnderRule(run.metric) && needsLists(problem)) await loadSpoilt();
    const fedBy = new Set<string>();
    const shortcuts = this.#shortcuts(run, (slice) => fedBy.add(slice.name));
    this.#checkMemory(p, problem, run, shortcuts);
    const { result, effort } = await this.#counted(run, async (plain) => {
      const makeRoom = (next: Problem, of: Metric): Promise<void> => this.#makeRoom(next, of, run);
      const task = { ...plain, ...shortcuts, makeRoom };
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
    const shortcuts = this.#shortcuts(run);
    const { problem } = cache.locator.locate(p);
    this.#checkMemory(p, problem, run, shortcuts);
    return cache.outstanding.positions([problem], most, shortcuts);
  }

  /** @throws EndgameError E_BUDGET if solving a problem takes more than the memory, and it is not cached */
  #checkMemory(
    p: Position,
    problem: Problem,
    { metric, memory }: Pick<EngineRun, 'metric' | 'memory'>,
    shortcuts: Shortcuts,
  ): void {
    if (this.#caches.get(metric)?.has(problem) === true) return;
    const needed = bytesOfCodes(problem, metric) + workingBytes(problem, metric, shortcuts);
    if (needed > memory) throw budgetError(this.#name(p), needed, memory);
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

  isSpoilt(p: Position): boolean | undefined | Promise<boolean | undefined> {
    if (p.mark !== NONE || menCount(p) > MOST_MEN) return undefined;
    const { problem } = this.#locator.locate(p);
    if (!needsLists(problem) || hasSpoilt()) return this.#isListed(p);
    return loadSpoilt().then(() => this.#isListed(p));
  }

  #isListed(p: Position): boolean | undefined {
    const resolved = this.#locator.locate(p);
    const indices = knownSpoilt().of(resolved.problem);
    return indices && includes(indices[this.#locator.turnIn(resolved, p.turn)], this.#locator.indexIn(resolved));
  }

  /**
   * Makes room for solving a problem, within the memory of a run: metrics come first that do not help to find that of
   * the run, and lose what they cached.
   */
  async #makeRoom(problem: Problem, metric: Metric, run: EngineRun): Promise<void> {
    // The machine keeps the memory that the largest problem so far took.
    const machine = Math.max(machineBytes(problem, metric), this.#machine.bytes);
    const held = [...this.#caches.values()].reduce((sum, cache) => sum + cache.heldBytes, 0);
    const aside = held + (run.aside?.() ?? 0);
    const most = run.memory * (1 - GARBAGE) - machine - bytesOfCodes(problem, metric) - aside;
    const helpful: Metric[] = isUnderRule(run.metric) ? ['dtz', 'wdl50', 'wdl'] : [run.metric];
    const others = [...this.#caches.keys()].filter((other) => !helpful.includes(other));
    for (const each of [...others, ...helpful]) {
      const cache = this.#caches.get(each);
      if (cache === undefined || this.cachedBytes <= most) continue;
      const left = Math.max(0, cache.bytes - (this.cachedBytes - most));
      if (helpful.includes(each)) await cache.shrink(left);
      else cache.trim(left);
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
  let men = 0;
  // Every probe asks this, and a loop takes a third of the time of a reduction.
  for (let code = 0; code < p.counts.length; code++) men += p.counts[code];
  return men;
}

/** Returns a run whose memory is half: solving allocates beside the cache, and garbage is not collected at once. */
function halved<T extends { readonly memory: number }>(run: T): T {
  return { ...run, memory: run.memory / 2 };
}
