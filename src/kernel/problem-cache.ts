import { stridesOf } from './exits.ts';
import { LRUCache } from 'lru-cache';
import type { Game } from '../game/contract.ts';
import { EndgameError } from '../game/errors.ts';
import type { Kept } from '../engine/index.ts';
import { InFlight } from '../platform/in-flight.ts';
import type { Successor } from './exits.ts';
import { KeptProblems } from './kept-problems.ts';
import { Locator } from './locator.ts';
import type { MetricCodes } from './metric.ts';
import { SolvedOutcomes } from './outcomes.ts';
import { Outstanding } from './outstanding.ts';
import type { PackedCodes } from './packed.ts';
import { passantRanks, passantsOf } from './passant.ts';
import { type Problem, Problems, type Resolved } from './problem.ts';
import {
  type Codes,
  type CodesBehind,
  codesOf,
  positionsOfProblem,
  type ProblemEffort,
  type Settled,
  type Solved,
  type SolvedBehind,
} from './solved.ts';
import { CompressedProblem } from './compressed-problem.ts';
import type { SharedMachine } from './shared-machine.ts';
import { readingPositions, storedPartOf } from './stored-part.ts';
import { allExits, exitsFor, exitsFromSlice, type ProblemExits, ProblemSolver } from './problem-solver.ts';
import type { KernelTask, Shortcuts, Target, Targets } from './task.ts';

/** What lies behind an exit and has more than so many times the bytes of the exit's slab is not held until all exits are solved. */
const FILLED_RATIO = 2;

/** Options of a problem cache. */
export interface ProblemCacheOptions {
  readonly game: Game;
  readonly metricCodes: MetricCodes;
  /** Bytes of solved problems to cache; default: no limit. */
  readonly memory?: number;
  /** Where solved problems are kept for later processes; default: nowhere. */
  readonly kept?: Kept | undefined;
  /** Problems and machine, if they are shared with other caches. */
  readonly problems?: Problems | undefined;
  readonly machine?: SharedMachine | undefined;
}

/**
 * Solved problems on demand: cached, or kept from an earlier process, or solved now, after all problems that their
 * exits lead to. They are cached while memory allows: half of it is for plain problems, the rest for compressed ones that were used less recently.
 */
export class ProblemCache {
  readonly game: Game;
  readonly metricCodes: MetricCodes;
  /** All problems met so far. */
  readonly problems: Problems;
  /** Finds the problems of positions. */
  readonly locator: Locator;
  /** Counts what is not cached. */
  readonly outstanding: Outstanding;
  /** Solves what is not cached. */
  readonly solver: ProblemSolver;
  readonly #plain: LRUCache<string, Solved>;
  readonly #compressed: LRUCache<string, CompressedProblem>;
  readonly #memory: number;
  /** Bytes for plain problems that could be compressed instead. */
  readonly #room: number;
  readonly #inFlight = new InFlight<Problem, Solved>();
  /** What lies behind the exits of problems in progress. */
  readonly #held = new Set<Targets>();
  readonly #kept: KeptProblems | undefined;
  /** Of the last question. */
  #shortcuts: Shortcuts = {};

  constructor(options: ProblemCacheOptions) {
    const { game, metricCodes, memory = Number.MAX_SAFE_INTEGER, kept, problems = new Problems(), machine } = options;
    this.#kept = kept && new KeptProblems(kept, game, metricCodes.metric);
    this.game = game;
    this.metricCodes = metricCodes;
    this.problems = problems;
    this.locator = new Locator(problems);
    this.outstanding = new Outstanding(
      problems,
      (problem) => this.has(problem),
      (problem) => this.#kept?.has(problem) === true,
    );
    this.solver = new ProblemSolver(metricCodes, machine);
    this.#room = Math.max(1, Math.ceil(memory / 2)); // to lru-cache a size of 0 means unbounded
    this.#memory = Math.max(1, Math.floor(memory));
    this.#plain = new LRUCache({ maxSize: this.#memory, sizeCalculation: ({ bytes }) => bytes });
    this.#compressed = new LRUCache({
      maxSize: Math.max(1, Math.floor(memory) - this.#room),
      sizeCalculation: ({ byteLength }) => byteLength,
    });
  }

  /** Work of all problems solved so far. */
  get effort(): ProblemEffort {
    return this.solver.effort;
  }

  /** Bytes of the cached problems. */
  get bytes(): number {
    return this.#plain.calculatedSize + this.#compressed.calculatedSize;
  }

  /** Bytes that problems in progress hold of what lies behind their exits, and that are not cached any more. */
  get heldBytes(): number {
    const problems = new Set<Solved>();
    let bytes = 0;
    for (const target of [...this.#held].flatMap((targets) => [...targets.values()])) {
      if ('slab' in target) bytes += target.slab.length;
      else if (target.solved === undefined) bytes += target.scale === 'five' ? 0 : target.codes().byteLength;
      else if (target.solved !== this.#plain.peek(target.solved.problem.key)) problems.add(target.solved);
    }
    for (const solved of problems) bytes += solved.bytes;
    return bytes;
  }

  /** Drops problems, the least recently used first, until at most `bytes` are cached. */
  trim(bytes: number): void {
    while (this.bytes > bytes && this.#compressed.size > 0) this.#compressed.pop();
    while (this.bytes > bytes && this.#plain.size > 0) this.#plain.pop();
  }

  /** Compresses problems, the least recently used first, and then drops them until at most `bytes` are cached. */
  async shrink(bytes: number): Promise<void> {
    while (this.bytes > bytes && this.#plain.size > 0) await this.#compress(this.#plain.pop()!);
    this.trim(bytes);
  }

  /** Drops all problems, and ends the threads when they are free. */
  forget(): void {
    this.#plain.clear();
    this.#compressed.clear();
    void this.solver.close();
  }

  /** Returns whether the problem is cached, and marks it as recently used. */
  has(problem: Problem): boolean {
    return (this.#plain.get(problem.key) ?? this.#compressed.get(problem.key)) !== undefined;
  }

  /** Returns a problem that can be read at once, if it is cached; then it counts as asked and recently used. */
  peek(problem: Problem): Solved | undefined {
    const known = this.#plain.get(problem.key);
    if (known !== undefined) this.#kept?.asked(problem);
    return known;
  }

  /**
   * Returns a solved problem that a position is asked of.
   * @throws EndgameError as `solved`
   */
  asked(problem: Problem, task: KernelTask): Promise<Solved> {
    this.#kept?.asked(problem);
    this.#shortcuts = { underpromotions: task.underpromotions, stored: task.stored, five: task.five };
    return this.solved(problem, task);
  }

  /** Keeps for later processes the problems that were asked since the last call. */
  async keep(): Promise<void> {
    await this.#kept?.keep(
      (problem, most) => this.outstanding.fresh([problem], most, this.#shortcuts),
      async ({ key }) => this.#plain.get(key) ?? (await this.#compressed.get(key)?.solved()),
    );
  }

  /**
   * Returns a solved problem.
   * @throws EndgameError E_ABORTED, E_BUDGET
   */
  async solved(problem: Problem, task: KernelTask): Promise<Solved> {
    const known = this.#plain.get(problem.key);
    if (known) return known;
    return this.#inFlight.share(
      problem,
      async () => this.#plain.get(problem.key) ?? (await this.#make(problem, task)),
      (error) => error instanceof EndgameError && error.code === 'E_ABORTED' && !task.signal?.aborted,
    );
  }

  /**
   * Returns the solved problem that holds the positions after a move.
   * @throws EndgameError E_ABORTED, E_BUDGET
   */
  async behind(
    { men, pawns }: Pick<Successor, 'men' | 'pawns'>,
    task: KernelTask,
  ): Promise<{ resolved: Resolved; solved: Solved }> {
    const resolved = this.problems.resolve(men, pawns);
    return { resolved, solved: await this.solved(resolved.problem, task) };
  }

  /**
   * Finds the positions of a solved problem that captures or promotions settle. That costs least when the problem has
   * just been solved, since what lies behind them is cached then.
   * @throws EndgameError E_ABORTED, E_BUDGET
   */
  async settled(solved: Solved, task: KernelTask): Promise<Settled> {
    const exits = exitsFromSlice(solved.problem);
    return await this.#behindAll(exits, task, undefined, (targets) =>
      this.solver.settled(solved, exits, targets, task),
    );
  }

  async #make(problem: Problem, task: KernelTask): Promise<Solved> {
    const solved =
      (await this.#compressed.get(problem.key)?.solved()) ??
      (await this.#kept?.read(problem)) ??
      (await this.#solve(problem, task));
    await this.#cache(solved);
    return solved;
  }

  /** Caches a solved problem; compresses the least recently used ones to make room. */
  async #cache(solved: Solved): Promise<void> {
    const { bytes } = solved;
    while (this.#plain.size > 0 && this.#plain.calculatedSize + bytes > this.#room)
      await this.#compress(this.#plain.pop()!);
    // Decompressing a large problem for every question would take longer than other problems are worth.
    if (bytes <= Math.max(this.#room, this.#memory / 2)) {
      this.trim(this.#memory - bytes);
      this.#plain.set(solved.problem.key, solved);
    } else await this.#compress(solved);
  }

  async #compress(solved: Solved): Promise<void> {
    const { key } = solved.problem;
    if (this.#compressed.has(key)) return;
    const squeezed = await CompressedProblem.of(solved);
    if (squeezed) this.#compressed.set(key, squeezed);
  }

  async #solve(problem: Problem, task: KernelTask): Promise<Solved> {
    const { underpromotions } = task;
    const underpromoted = this.metricCodes.metric === 'wdl' ? underpromotions?.of(problem) : undefined;
    const exits = allExits(problem, underpromoted?.promotions);
    const solved = await this.#behindAll(exits, task, problem, async (targets) => {
      await task.makeRoom?.(problem, this.metricCodes.metric);
      return await this.solver.solve(problem, exits, targets, task, underpromoted);
    });
    await this.#kept?.solved(solved);
    return solved;
  }

  /**
   * Solves what lies behind exits, and uses it.
   * @param left the problem that the exits leave; of what is large behind them only the slabs are held
   * @throws EndgameError E_ABORTED, E_BUDGET
   */
  async #behindAll<T>(
    exits: ProblemExits,
    task: KernelTask,
    left: Problem | undefined,
    use: (targets: Targets) => Promise<T>,
  ): Promise<T> {
    const targets: Targets = new Map();
    this.#held.add(targets);
    try {
      await this.targets(exits, task, left, targets);
      return await use(targets);
    } finally {
      this.#held.delete(targets);
    }
  }

  /**
   * Returns what lies behind exits, solved.
   * @param left as for `#behindAll`
   * @param targets receives it
   * @throws EndgameError E_ABORTED, E_BUDGET
   */
  async targets(
    { successors }: ProblemExits,
    task: KernelTask,
    left?: Problem,
    targets: Targets = new Map(),
  ): Promise<Targets> {
    for (const [key, behind] of successors) {
      const resolved = this.problems.resolve(behind.men, behind.pawns);
      // Distances to zeroing begin anew behind an exit, so the outcome there is all that counts.
      const five = this.metricCodes.restarts ? task.five : undefined;
      const solving = five ?? this;
      const read = await solving.read(behind, task);
      const own = read === undefined && five === undefined ? await this.solved(resolved.problem, task) : undefined;
      const solved = own ?? (read === undefined ? await solving.solved(resolved.problem, task) : undefined);
      if (behind.marked === undefined) {
        const codes = (): Codes | CodesBehind => codesOf(solved!, behind.turn, resolved.swap);
        const target = read ?? ({ resolved, codes, scale: five ? 'five' : 'metric', solved: own } as const);
        // Five outcomes come of outcomes with two bits.
        const bytes = own?.bytes ?? read?.codes().byteLength ?? positionsOfProblem(resolved.problem) / 2;
        const isLarge = left !== undefined && bytes > FILLED_RATIO * stridesOf(left, behind.taken).bytes;
        targets.set(key, isLarge ? await this.solver.fill(left, behind, target) : target);
      } else {
        const at = read?.resolved ?? resolved;
        const passants = await passantsOf(solving, at.problem, behind, at, task);
        const ranks = passantRanks(solving, solved ?? oneSided(read!), passants);
        targets.set(key, { resolved: at, codes: () => ranks, scale: 'rank' });
      }
    }
    return targets;
  }

  /**
   * Returns outcomes behind an exit from a table, with two bits, if they are to be had and take less time than solving.
   * Their mark is left out of account.
   * @throws EndgameError E_ABORTED, E_BUDGET
   */
  async read(behind: Successor, task: KernelTask): Promise<Target | undefined> {
    if (task.stored === undefined || this.metricCodes.metric !== 'wdl') return undefined;
    const part = storedPartOf(behind, task.stored);
    if (part === undefined) return undefined;
    const whole = this.problems.resolve(behind.men, behind.pawns).problem;
    const least = readingPositions(part);
    if (this.outstanding.positions([whole], least, task) <= least) return undefined;
    const most = this.outstanding.reading(part, Number.POSITIVE_INFINITY, task);
    if (this.outstanding.positions([whole], most, task) <= most) return undefined;
    const { problem, resolved, turn, isBackedUp, stored } = part;
    const exits = isBackedUp ? exitsFor(problem, turn) : undefined;
    const codes = await (exits === undefined
      ? this.solver.read(part, exits, new Map(), task)
      : this.#behindAll(exits, task, undefined, (targets) => this.solver.read(part, exits, targets, task)));
    if (codes === undefined) return undefined;
    stored.onRead?.();
    return { resolved, codes: () => codes, scale: 'metric' };
  }
}

/** Returns what was read of one side to move as a solved problem, of which nobody asks the other side. */
function oneSided({ resolved, codes }: Target): SolvedBehind {
  const packed = codes() as PackedCodes;
  return new SolvedOutcomes(resolved.problem, [packed, packed]);
}
