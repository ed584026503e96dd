import type { Position } from '../game/position.ts';
import type { Value } from '../game/value.ts';
import type { Metric } from '../game/values.ts';
import type { EngineRun } from './engine.ts';

/** Bounds of a value, for the side to move. Under an outcome alone they are a win in 0, a draw or a loss in 0. */
export interface EngineBounds {
  /** The value is at least this. */
  readonly lower: Value;
  /** The value is at most this. */
  readonly upper: Value;
  /** Number of problems, or of positions, that were searched. */
  readonly problems: number;
  /** Bytes that were full, if memory ended the search before the time was up. */
  readonly full?: number;
  /** Whether nothing was left to look into before time and memory ended. */
  readonly exhausted?: boolean;
}

/** What a search for bounds is told. */
export interface BoundsRun extends Pick<EngineRun, 'metric' | 'memory' | 'signal' | 'onProgress'> {
  /** Time of `performance.now()` that ends the search in any case; default: none does. */
  readonly deadline?: number | undefined;
}

/** An engine that narrows bounds until they meet or the time is up, for positions that no slice could hold. */
export interface BoundsEngine {
  /** Whether its bounds of any position meet, given time, so that another search is not worth a try; default no. */
  readonly isComplete?: boolean;
  /** Returns whether it can bound a position of a slice that no engine could solve. */
  reaches(p: Position, metric: Metric): boolean;
  /** Returns whether bounds may be far cheaper than the value, although an engine could compute the value. */
  isCheaper(p: Position, metric: Metric): boolean;
  /**
   * Returns the value of a legal position that has not ended, or its bounds when the time is up or the memory is full.
   * @param seconds time to search: of work, where the engine knows it, so that a busy machine finds no less
   * @throws EndgameError E_ABORTED if the signal fires
   */
  bounds(p: Position, seconds: number, run: BoundsRun): Promise<EngineBounds>;
  /** Bytes of cached results. */
  readonly cachedBytes: number;
  /** Drops cached results. */
  forget(): void;
}
