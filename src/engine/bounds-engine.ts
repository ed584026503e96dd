import type { Position } from '../game/position.ts';
import type { Outcome } from '../game/value.ts';
import type { Metric } from '../game/values.ts';
import type { EngineRun } from './engine.ts';

/** Bounds of an outcome, for the side to move. */
export interface OutcomeBounds {
  /** The side to move gets at least this outcome. */
  readonly lower: Outcome;
  /** The side to move gets at most this outcome. */
  readonly upper: Outcome;
  /** Number of problems that were searched. */
  readonly problems: number;
  /** Bytes that were full, if memory ended the search before the time was up. */
  readonly full?: number;
  /** Whether nothing was left to look into before time and memory ended. */
  readonly exhausted?: boolean;
}

/** An engine that narrows bounds until they meet or the time is up, for positions that no slice could hold. */
export interface BoundsEngine {
  /** Returns whether it can bound a position of a slice that no engine could solve. */
  reaches(p: Position, metric: Metric): boolean;
  /** Returns whether bounds may be far cheaper than the value, although an engine could compute the value. */
  isCheaper(p: Position, metric: Metric): boolean;
  /**
   * Returns the outcome of a legal position, or its bounds when the time is up or the memory is full.
   * @param seconds time to search
   * @throws EndgameError E_ABORTED if the signal fires
   */
  bounds(
    p: Position,
    seconds: number,
    run: Pick<EngineRun, 'memory' | 'signal' | 'onProgress'>,
  ): Promise<OutcomeBounds>;
  /** Bytes of cached results. */
  readonly cachedBytes: number;
  /** Drops cached results. */
  forget(): void;
}
