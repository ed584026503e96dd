import type { Game } from '../game/contract.ts';
import type { Metric } from '../game/values.ts';
import type { Kept } from '../engine/index.ts';
import { CompressedProblem } from './compressed-problem.ts';
import { SECONDS_PER_POSITION } from './outstanding.ts';
import type { Problem } from './problem.ts';
import { positionsOfProblem, type Solved } from './solved.ts';

/** It goes up whenever codes, their order or the names of problems get another meaning. */
const FORMAT = 1;
/** Least seconds that a new process would take for a problem that is kept. Reading one back takes up to 0.04. */
const LEAST_SECONDS = 0.05;
/** Seconds above which the exact figure does not matter. */
const MOST_SECONDS = 60;
/**
 * Least seconds of its own for a problem that nobody asked. That is a class of five men without pawns, which the classes
 * with a pawn share. Others are better kept by keeping what they lie behind.
 */
const LEAST_SECONDS_BEHIND = 0.5;
/** What compresses to a smaller share than this is rare. */
const LEAST_SHARE = 1 / 16;

/** The solved problems of one game and metric that outlast the process. */
export class KeptProblems {
  readonly #kept: Kept;
  readonly #prefix: string;
  readonly #asked = new Set<Problem>();

  constructor(kept: Kept, game: Game, metric: Metric) {
    this.#kept = kept;
    this.#prefix = `${game.id} ${game.version} kernel ${FORMAT} ${metric}`;
  }

  #key({ key }: Problem): string {
    return `${this.#prefix} ${key}`;
  }

  /** Returns whether a problem is kept. */
  has(problem: Problem): boolean {
    return this.#kept.has(this.#key(problem));
  }

  /** Reads a problem back; undefined if it is not kept. */
  async read(problem: Problem): Promise<Solved | undefined> {
    const bytes = this.#kept.get(this.#key(problem));
    return bytes && (await CompressedProblem.fromFile(problem, bytes)?.solved());
  }

  /** Keeps a problem that has just been solved, if that takes long without the problems behind it. */
  async solved(solved: Solved): Promise<void> {
    const seconds = 2 * positionsOfProblem(solved.problem) * SECONDS_PER_POSITION;
    if (seconds >= LEAST_SECONDS_BEHIND) await this.#put(solved, seconds);
  }

  /** Takes note of a problem that a position was asked of. */
  asked(problem: Problem): void {
    this.#asked.add(problem);
  }

  /**
   * Keeps the problems that were asked since the last call, if a new process would take long for them.
   * @param positions returns the positions that it would solve; the count ends above `most`
   * @param cached returns a problem, if it is still cached
   */
  async keep(
    positions: (problem: Problem, most: number) => number,
    cached: (problem: Problem) => Promise<Solved | undefined>,
  ): Promise<void> {
    const asked = [...this.#asked];
    this.#asked.clear();
    for (const problem of asked) {
      if (this.has(problem)) continue;
      const seconds = SECONDS_PER_POSITION * positions(problem, MOST_SECONDS / SECONDS_PER_POSITION);
      const solved = seconds < LEAST_SECONDS ? undefined : await cached(problem);
      if (solved !== undefined) await this.#put(solved, seconds);
    }
  }

  async #put(solved: Solved, seconds: number): Promise<void> {
    if (solved.bytes * LEAST_SHARE > this.#kept.most) return;
    const compressed = await CompressedProblem.of(solved, true);
    if (compressed !== undefined) this.#kept.put(this.#key(solved.problem), compressed.toFile(), seconds);
  }
}
