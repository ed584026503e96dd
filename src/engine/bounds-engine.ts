/** Engines that draw bounds closer until they meet or the time is up, for positions that no slice could hold. */

import type { Position } from '../game/position.ts';
import type { Outcome } from '../game/value.ts';
import type { Metric } from '../game/values.ts';
import type { EngineRun } from './engine.ts';

export interface OutcomeBounds {
  /** The side to move gets at least this, and at most that. */
  readonly lower: Outcome;
  readonly upper: Outcome;
  /** What was looked into. */
  readonly problems: number;
}

export interface BoundsEngine {
  /** Returns whether it can say something of a position that belongs to no slice which an engine could solve. */
  reaches(p: Position, metric: Metric): boolean;
  /** Returns whether bounds may be far cheaper than the value, though that could be had. */
  isCheaper(p: Position, metric: Metric): boolean;
  /**
   * Outcome of a legal position, or what is known of it when time runs out.
   * @param seconds how long to look
   */
  bounds(
    p: Position,
    seconds: number,
    run: Pick<EngineRun, 'memory' | 'signal' | 'onProgress'>,
  ): Promise<OutcomeBounds>;
  /** Bytes of what is known and cached. */
  readonly cachedBytes: number;
  forget(): void;
}
