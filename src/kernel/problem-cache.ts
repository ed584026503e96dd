/**
 * Solved problems on demand: known, or solved now, after all that lies behind its moves out. They are kept while memory
 * allows: a quarter of it is for problems as they are read, the rest for compressed ones that were read longer ago.
 */

import { LRUCache } from 'lru-cache';
import type { Game } from '../game/contract.ts';
import { EndgameError } from '../game/errors.ts';
import { InFlight } from '../platform/in-flight.ts';
import type { Successor } from './exits.ts';
import { Locator } from './locator.ts';
import type { MetricCodes } from './metric.ts';
import { Outstanding } from './outstanding.ts';
import { passantRanks, passantsOf } from './passant.ts';
import { type Problem, Problems, type Resolved } from './problem.ts';
import { codesOf, type ProblemEffort, type Solved } from './solved.ts';
import { CompressedProblem } from './compressed-problem.ts';
import { allExits, type KernelTask, type Target, ProblemSolver } from './problem-solver.ts';

export interface ProblemCacheOptions {
  readonly game: Game;
  readonly metricCodes: MetricCodes;
  /** Bytes of solved problems to keep; default: as many as there are. */
  readonly memory?: number;
}

export class ProblemCache {
  readonly game: Game;
  readonly metricCodes: MetricCodes;
  readonly problems: Problems = new Problems();
  readonly locator: Locator = new Locator(this.problems);
  readonly outstanding: Outstanding = new Outstanding(this.problems, (problem) => this.has(problem));
  readonly solver: ProblemSolver;
  readonly #plain: LRUCache<string, Solved>;
  readonly #compressed: LRUCache<string, CompressedProblem>;
  readonly #memory: number;
  /** For problems that could be compressed instead. */
  readonly #room: number;
  readonly #inFlight = new InFlight<Problem, Solved>();

  constructor({ game, metricCodes, memory = Number.MAX_SAFE_INTEGER }: ProblemCacheOptions) {
    this.game = game;
    this.metricCodes = metricCodes;
    this.solver = new ProblemSolver(metricCodes);
    this.#room = Math.max(1, Math.ceil(memory / 4)); // to lru-cache a size of 0 means unbounded
    this.#memory = Math.max(1, Math.floor(memory));
    this.#plain = new LRUCache({ maxSize: this.#memory, sizeCalculation: ({ bytes }) => bytes });
    this.#compressed = new LRUCache({
      maxSize: Math.max(1, Math.floor(memory) - this.#room),
      sizeCalculation: ({ byteLength }) => byteLength,
    });
  }

  get effort(): ProblemEffort {
    return this.solver.effort;
  }

  /** Bytes of the problems at hand. */
  get bytes(): number {
    return this.#plain.calculatedSize + this.#compressed.calculatedSize;
  }

  /** Forgets problems, those that were read longest ago first, until no more than so many bytes are kept. */
  trim(bytes: number): void {
    while (this.bytes > bytes && this.#compressed.size > 0) this.#compressed.pop();
    while (this.bytes > bytes && this.#plain.size > 0) this.#plain.pop();
  }

  /** Forgets what was solved, and ends threads when they are free. */
  forget(): void {
    this.#plain.clear();
    this.#compressed.clear();
    void this.solver.close();
  }

  /** Whether a problem is at hand; if so, it stays so longer. */
  has(problem: Problem): boolean {
    return (this.#plain.get(problem.key) ?? this.#compressed.get(problem.key)) !== undefined;
  }

  /** A problem that can be read at once; if so, it stays so longer. */
  peek(problem: Problem): Solved | undefined {
    return this.#plain.get(problem.key);
  }

  /** @throws EndgameError E_ABORTED, E_BUDGET */
  async solved(problem: Problem, task: KernelTask): Promise<Solved> {
    const known = this.#plain.get(problem.key);
    if (known) return known;
    return this.#inFlight.share(
      problem,
      async () => this.#plain.get(problem.key) ?? (await this.#make(problem, task)),
      (error) => error instanceof EndgameError && error.code === 'E_ABORTED' && !task.signal?.aborted,
    );
  }

  /** The problem that holds the positions behind a move, solved. */
  async behind(
    { men, pawns }: Pick<Successor, 'men' | 'pawns'>,
    task: KernelTask,
  ): Promise<{ resolved: Resolved; solved: Solved }> {
    const resolved = this.problems.resolve(men, pawns);
    return { resolved, solved: await this.solved(resolved.problem, task) };
  }

  async #make(problem: Problem, task: KernelTask): Promise<Solved> {
    const solved = (await this.#compressed.get(problem.key)?.solved()) ?? (await this.#solve(problem, task));
    await this.#keep(solved);
    return solved;
  }

  /** Keeps a solved problem; compresses what was not asked for for longest to make room. */
  async #keep(solved: Solved): Promise<void> {
    const { bytes } = solved;
    while (this.#plain.size > 0 && this.#plain.calculatedSize + bytes > this.#room)
      await this.#compress(this.#plain.pop()!);
    // Decompressing a large one for every question would take longer than others are worth.
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
    const exits = allExits(problem);
    const targets = new Map<string, Target>();
    for (const [key, behind] of exits.successors) {
      const { resolved, solved } = await this.behind(behind, task);
      if (behind.marked === undefined) {
        targets.set(key, { resolved, codes: () => codesOf(solved, behind.turn, resolved.swap), ranked: false });
      } else {
        const passants = await passantsOf(this, resolved.problem, behind, resolved, task);
        const ranks = passantRanks(this, solved, passants);
        targets.set(key, { resolved, codes: () => ranks, ranked: true });
      }
    }
    return await this.solver.solve(problem, exits, targets, task);
  }
}
