import type { Game } from '../game/contract.ts';
import type { Metric } from '../game/values.ts';
import type { Kept } from '../engine/index.ts';
import { CompressedProblem } from './compressed-problem.ts';
import type { Problem } from './problem.ts';
import type { Solved } from './solved.ts';

/** It goes up whenever codes, their order or the names of problems get another meaning. */
const FORMAT = 1;
/** Least seconds, with everything behind it, of a problem that was asked. Reading one back takes up to 0.04. */
const LEAST_SECONDS = 0.05;
/** Least seconds of a problem that others led to: without these, for most often they are kept instead. */
const LEAST_SECONDS_BEHIND = 0.5;
/** What compresses to a smaller share than this is rare. */
const LEAST_SHARE = 1 / 16;

/** Seconds that solving a problem took. */
export interface Took {
  /** Without the problems behind it. */
  readonly own: number;
  /** With those that had to be solved for it. */
  readonly all: number;
}

/**
 * The solved problems of one game and metric that outlast the process: those that positions were asked of, and those
 * behind them that took long.
 */
export class KeptProblems {
  readonly #kept: Kept;
  readonly #prefix: string;
  /** Of the problems that were solved here. */
  readonly #took = new Map<string, Took>();
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
    const bytes = this.has(problem) ? this.#kept.get(this.#key(problem)) : undefined;
    return bytes && (await CompressedProblem.fromFile(problem, bytes)?.solved());
  }

  /** Takes note of a problem that has just been solved, and keeps it if that took long. */
  async solved(solved: Solved, took: Took): Promise<void> {
    this.#took.set(solved.problem.key, took);
    if (took.own >= LEAST_SECONDS_BEHIND) await this.#put(solved, took.own);
  }

  /** Takes note of a problem that a position was asked of. */
  asked(problem: Problem): void {
    this.#asked.add(problem);
  }

  /**
   * Keeps the problems that were asked since the last call, if solving them took long.
   * @param cached returns a problem, if it is still cached
   */
  async keep(cached: (problem: Problem) => Promise<Solved | undefined>): Promise<void> {
    const asked = [...this.#asked];
    this.#asked.clear();
    for (const problem of asked) {
      const { all = 0 } = this.#took.get(problem.key) ?? {};
      if (all < LEAST_SECONDS || this.has(problem)) continue;
      const solved = await cached(problem);
      if (solved !== undefined) await this.#put(solved, all);
    }
  }

  async #put(solved: Solved, seconds: number): Promise<void> {
    if (solved.bytes * LEAST_SHARE > this.#kept.most) return;
    const compressed = await CompressedProblem.of(solved, true);
    if (compressed !== undefined) this.#kept.put(this.#key(solved.problem), compressed.toFile(), seconds);
  }
}
