/**
 * What an engine is to the rest of the house: a way to solve slices of some games. It knows the index spaces of
 * src/specialize; all engines that support a slice give the same value for every index, bit for bit. The conformance
 * suite in tests/engine runs over each of them.
 */

import type { Position } from '../game/position.ts';
import type { Value } from '../game/value.ts';
import type { Metric, Values } from '../game/values.ts';
import type { Slice } from '../specialize/index.ts';

/** Values of the slices below the one that is solved, from whoever has them: solved slices, stored tables. */
export interface Successors {
  /**
   * All values of a slice below, under the run's metric. Loading or solving may take long.
   * @throws EndgameError as whoever solves it
   */
  values(slice: Slice): Promise<Values>;
  /**
   * The same if it is stored or cached, and may be read by rows; undefined if it would have to be solved. An engine that
   * solves by parts takes what it finds here instead of solving it itself.
   */
  available(slice: Slice): Values | undefined;
}

export interface EngineRun {
  readonly metric: Metric;
  /** 1 or more. */
  readonly threads: number;
  /** Bytes that solving may take, the values of slices below not counted. */
  readonly memory: number;
  /** When it fires, `solve` stops soon and rejects; its caller words the error. */
  readonly signal?: AbortSignal | undefined;
  /** Told now and then what is in progress and which share of it is done, 0..1. */
  readonly onProgress?: ((phase: string, share: number) => void) | undefined;
  readonly successors: Successors;
}

/** Deterministic counters of what was solved. Those that an engine has no notion of are 0. */
export interface Effort {
  /** Legal positions. */
  positions: number;
  /** Legal moves, within the slice and out of it. */
  edges: number;
  /** Predecessors visited. */
  backEdges: number;
  /** Peak of what solving allocated, bytes. */
  bytes: number;
  /** Words touched; a word holds the positions that differ in the place of one man. */
  words?: number;
}

export interface Prediction {
  /** What solving takes at most, the values of slices below not counted. */
  readonly bytes: number;
  /** In order of magnitude. */
  readonly seconds: number;
}

export interface SolvedSlice {
  /** One value for each index of the slice's space, UNUSED where the index stands for no legal position. */
  readonly values: Values;
  readonly effort: Effort;
  /** The engine holds on to what the values read from (`PartEngine.cachedBytes`), so that nobody else need do so. */
  readonly cached?: boolean;
}

/** An engine that solves no more than a position needs, which may be much less than its slice. */
export interface PartEngine {
  /**
   * Value of one legal position that has not ended. What was solved is cached within `run.memory`, so that the next
   * position like it costs nothing: then `effort.positions` is 0.
   */
  value(p: Position, run: EngineRun): Promise<{ value: Value; effort: Effort }>;
  /** Returns whether what `value` of the position needs is cached. */
  isCached(p: Position, metric: Metric): boolean;
  /** Value of a legal position that has not ended, if it can be read at once; it may be UNUSED otherwise. */
  cachedValue(p: Position, metric: Metric): Value | undefined;
  /**
   * Positions, both sides to move, that `value` would solve now, what takes time beside them included; the counting ends
   * when there are more than `most`.
   */
  outstanding(p: Position, run: Pick<EngineRun, 'metric' | 'memory'>, most: number): number;
  /** Seconds for each of them, in order of magnitude. */
  readonly secondsPerPosition: number;
  /** Bytes of what was solved and is cached. */
  readonly cachedBytes: number;
  /** Forgets what was solved. */
  forget(): void;
}

export interface Engine {
  /** What the command line calls it. */
  readonly id: string;
  supports(slice: Slice, metric: Metric): boolean;
  predict(slice: Slice, metric: Metric, threads: number): Prediction;
  /** It needs the values of all slices below at the same time; else it asks for one after the other. */
  readonly needsAllBelow: boolean;
  /**
   * @throws SuccessorsChanged if a move led to a slice that nobody knew to lie below: whoever called it calls it again
   */
  solve(slice: Slice, run: EngineRun): Promise<SolvedSlice>;
  /** Absent if it solves whole slices alone. */
  readonly parts?: PartEngine;
}

/** Solving a slice has shown that another one lies below it than was known. */
export class SuccessorsChanged extends Error {
  override readonly name = 'SuccessorsChanged';
}
