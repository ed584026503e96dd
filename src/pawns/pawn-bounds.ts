import type { BoundsEngine, BoundsRun, EngineBounds } from '../engine/index.ts';
import type { Game } from '../game/contract.ts';
import type { Position } from '../game/position.ts';
import { DRAW, loss, type Outcome, type Value, win } from '../game/value.ts';
import type { Metric } from '../game/values.ts';
import { PAWN_KIND } from '../kernel/problem.ts';
import { menCount, MOST_MEN } from '../kernel/word-kernel.ts';
import { PawnSolver } from './pawn-solver.ts';

/** The search for kings and pawns as a `BoundsEngine`. */
export class PawnBounds implements BoundsEngine {
  readonly #game: Game;
  #solver: PawnSolver | undefined;
  #isLimited = false;

  constructor(game: Game) {
    this.#game = game;
  }

  reaches(p: Position, metric: Metric): boolean {
    return metric === 'wdl' && menCount(p) > MOST_MEN && this.#pawnSolver().supports(p);
  }

  isCheaper(p: Position, metric: Metric): boolean {
    if (metric !== 'wdl') return false;
    const pawns = p.counts[1 + PAWN_KIND] + p.counts[1 + p.schema.kinds.length + PAWN_KIND];
    return pawns > 1 && this.#pawnSolver().supports(p);
  }

  async bounds(
    p: Position,
    seconds: number,
    { signal, onProgress, memory, deadline }: Omit<BoundsRun, 'metric'>,
  ): Promise<EngineBounds> {
    const solver = this.#pawnSolver(memory);
    const start = performance.now();
    const share = (): number => Math.min(1, (performance.now() - start) / (1000 * seconds));
    const { lower, upper, expanded, full, exhausted } = await solver.outcome(p, {
      deadline,
      seconds,
      signal,
      onProgress: () => onProgress?.('searching', share()),
    });
    return {
      lower: valueOf(lower),
      upper: valueOf(upper),
      problems: expanded,
      ...(full === undefined ? {} : { full }),
      ...(exhausted === undefined ? {} : { exhausted }),
    };
  }

  get cachedBytes(): number {
    return this.#solver?.bytes ?? 0;
  }

  forget(): void {
    this.#solver = undefined;
  }

  /**
   * Returns the solver.
   * @param memory bytes of its cache, from the first call that gives it
   */
  #pawnSolver(memory?: number): PawnSolver {
    if (this.#solver === undefined || (memory !== undefined && !this.#isLimited)) {
      this.#solver = new PawnSolver({ game: this.#game, ...(memory === undefined ? {} : { memory }) });
      this.#isLimited = memory !== undefined;
    }
    return this.#solver;
  }
}

/** Returns an outcome as a value without a distance. */
function valueOf(outcome: Outcome): Value {
  return outcome === 'win' ? win(0) : outcome === 'loss' ? loss(0) : DRAW;
}
