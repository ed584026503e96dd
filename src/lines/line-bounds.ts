import type { BoundsEngine, BoundsRun, EngineBounds } from '../engine/index.ts';
import type { Game } from '../game/contract.ts';
import { abortError } from '../game/errors.ts';
import type { Position } from '../game/position.ts';
import { type Value, WDL } from '../game/value.ts';
import type { Metric } from '../game/values.ts';
import { Pacer } from '../platform/pacer.ts';
import { LineSearch, valueOfScore } from './line-search.ts';

/** Share of the memory for a question that is asked while another one searches. */
const ASIDE = 1 / 16;

/** The search of games of lines as a `BoundsEngine`. It caches the positions that it has met. */
export class LineBounds implements BoundsEngine {
  readonly isComplete = true;
  readonly #game: Game;
  readonly #pacer = new Pacer();
  #search: LineSearch | undefined;
  /** Whether a question searches: the table of positions serves one at a time. */
  #isBusy = false;

  /** Returns the engine of a game, if that declares lines. */
  static of(game: Game): LineBounds | undefined {
    return LineSearch.supports(game) ? new LineBounds(game) : undefined;
  }

  private constructor(game: Game) {
    this.#game = game;
  }

  /** Returns false: slices that are too large are found to be, and tables of others are read. */
  reaches(): boolean {
    return false;
  }

  isCheaper(_: Position, metric: Metric): boolean {
    return metric === 'dtm' || metric === 'wdl';
  }

  async bounds(p: Position, seconds: number, run: BoundsRun): Promise<EngineBounds> {
    // Who asks while another question searches may be in a hurry, and gets a table of its own for the while.
    if (this.#isBusy) return await this.#bounds(new LineSearch(this.#game, run.memory * ASIDE), p, seconds, run);
    this.#isBusy = true;
    try {
      return await this.#bounds((this.#search ??= new LineSearch(this.#game, run.memory)), p, seconds, run);
    } finally {
      this.#isBusy = false;
    }
  }

  async #bounds(
    search: LineSearch,
    p: Position,
    seconds: number,
    { metric, signal, onProgress }: BoundsRun,
  ): Promise<EngineBounds> {
    const began = performance.now();
    const before = search.expanded;
    const isOutcome = metric === 'wdl';
    const steps = search.search(p, isOutcome);
    let step = steps.next();
    for (; !step.done; step = steps.next()) {
      const share = (performance.now() - began) / (1000 * seconds);
      if (share >= 1) break;
      if (!this.#pacer.isDue) continue;
      onProgress?.('searching', share);
      await this.#pacer.pause();
      if (signal?.aborted) throw abortError(this.#game.id);
    }
    const { lower, upper } = step.value;
    const valueOf = (score: number): Value => {
      const value = valueOfScore(p, score);
      return isOutcome ? WDL.further(value) : value;
    };
    return { lower: valueOf(lower), upper: valueOf(upper), problems: search.expanded - before };
  }

  get cachedBytes(): number {
    return this.#search?.byteLength ?? 0;
  }

  forget(): void {
    this.#search = undefined;
  }
}
