import type { Position } from '../game/position.ts';
import type { Side } from '../game/schema.ts';
import type { Value } from '../game/value.ts';
import type { Metric, Values } from '../game/values.ts';
import type { Slice } from '../specialize/index.ts';
import type { PlacedCells } from './placed-cells.ts';
import type { Scratch } from './scratch.ts';
import type { StoredPlanes } from './stored-planes.ts';

/** Values of the slices below the one in progress, from solved slices or stored tables. */
export interface Successors {
  /**
   * Returns all values of a slice below, in the run's metric. Loading or solving may take long.
   * @throws EndgameError of the engine that solves it
   */
  values(slice: Slice): Promise<Values>;
  /**
   * Returns the same if it is stored or cached, possibly to be read by rows; undefined if it would have to be solved.
   * An engine that solves by parts reads these values instead of solving the slice itself.
   */
  available(slice: Slice): Values | undefined;
  /** Returns outcomes of a slice below that a table reads by planes; undefined if there is no such table. */
  planes(slice: Slice): StoredPlanes | undefined;
}

/** Input of a computation. */
export interface EngineRun {
  /** What the values tell. */
  readonly metric: Metric;
  /** Number of threads, 1 or more. */
  readonly threads: number;
  /** Bytes that solving may take, without the values of slices below. */
  readonly memory: number;
  /**
   * Returns the bytes that somebody holds now who was not expected to: what is cached makes room for them, what a question
   * needs does not. Default: none.
   */
  readonly aside?: (() => number) | undefined;
  /** When it fires, `solve` stops soon and rejects; its caller words the error. */
  readonly signal?: AbortSignal | undefined;
  /** Receives now and then the current phase and the share of it that is done, 0..1. */
  readonly onProgress?: ((phase: string, share: number) => void) | undefined;
  /** Where values of slices below come from. */
  readonly successors: Successors;
  /**
   * Where parts of the slice may be put. It is there only if the slice does not fit into the memory, and the engine solves by
   * parts (`solvesByParts`).
   * @internal
   */
  readonly scratch?: Scratch | undefined;
  /**
   * Whether `SolvedSlice.cells` shall tell which positions an exit settles, default no. That takes a bit for each
   * position, and some of the time of solving again. Engines without `cells` ignore it, and so does dtz, where one ply
   * does not give the worth of an exit.
   */
  readonly settled?: boolean | undefined;
}

/** Deterministic counters of a computation. Counters that an engine does not have are 0. */
export interface Effort {
  /** Legal positions. */
  positions: number;
  /** Legal moves, within the slice and out of it. */
  edges: number;
  /** Predecessors visited. */
  backEdges: number;
  /** Peak of the memory that solving allocated, bytes. */
  bytes: number;
  /** Names of slices whose tables were read instead of solving them. */
  fedBy?: readonly string[];
  /** Words touched; a word holds the positions that differ in the place of one man. */
  words?: number;
}

/** Expected needs of a computation. */
export interface Prediction {
  /** Most bytes that solving takes, without the values of slices below. */
  readonly bytes: number;
  /** Seconds, in order of magnitude. */
  readonly seconds: number;
}

/** A solved slice. */
export interface SolvedSlice {
  /** One value for each index of the slice's space, UNUSED where the index stands for no legal position. */
  readonly values: Values;
  /** Counters of the computation. */
  readonly effort: Effort;
  /**
   * Whether the engine caches what the values read from (`PartEngine.cachedBytes`), so that callers need not cache it.
   */
  readonly cached?: boolean;
  /**
   * Yields every legal position of a side to move once, up to symmetry, in an order that is always the same: one for
   * each index of the space's part with this turn whose value is not UNUSED. It takes far less time than to read the
   * values and decode the indices. Without it: read `values`, and decode.
   * @throws RangeError if the slice's space has no part with this turn
   */
  readonly cells?: (turn: Side) => Iterable<PlacedCells>;
}

/** An engine that solves only what a position needs, which may be much less than its slice. */
export interface PartEngine {
  /**
   * Returns the value of one legal position that has not ended. The solved parts are cached within `run.memory`, so
   * that the next position like it costs nothing: then `effort.positions` is 0.
   */
  value(p: Position, run: EngineRun): Promise<{ value: Value; effort: Effort }>;
  /** Returns whether everything that `value` of the position needs is cached. */
  isCached(p: Position, metric: Metric): boolean;
  /**
   * Returns the value of a legal position that has not ended if it can be read at once, else undefined. For other
   * positions it may be UNUSED.
   */
  cachedValue(p: Position, metric: Metric): Value | undefined;
  /**
   * Returns the number of positions, both sides to move, that `value` would solve now. Work beside them is counted as
   * positions that take as long. The count ends above `most`.
   * @throws EndgameError E_BUDGET as `value`
   */
  outstanding(p: Position, run: Pick<EngineRun, 'metric' | 'memory' | 'successors'>, most: number): number;
  /**
   * Returns whether the 50-move rule spoils a won or lost position with the clock at 0; undefined if that is not known, or
   * not for this one. A promise only if something must be loaded before.
   */
  isSpoilt?(p: Position): boolean | undefined | Promise<boolean | undefined>;
  /** Seconds for each outstanding position, in order of magnitude. */
  readonly secondsPerPosition: number;
  /** Bytes of cached results. */
  readonly cachedBytes: number;
  /**
   * Keeps, for later processes, cached results that a position was asked of since the last call; absent if the engine
   * keeps none.
   */
  keep?(): Promise<void>;
  /** Drops cached results. */
  forget(): void;
}

/**
 * An engine: a way to solve slices of some games. It knows the index spaces of src/specialize. All engines that support
 * a slice give the same value for every index, bit for bit. The conformance suite in tests/engine runs over each of
 * them.
 */
export interface Engine {
  /** Name on the command line. */
  readonly id: string;
  /** Returns whether it can solve the slice in this metric. */
  supports(slice: Slice, metric: Metric): boolean;
  /** Returns the expected needs of `solve`. */
  predict(slice: Slice, metric: Metric, threads: number): Prediction;
  /**
   * Returns needs that are no larger than those of `predict`, at no cost, while `predict` may build an index space.
   * Without it: nothing is known at no cost.
   */
  predictLeast?(slice: Slice, metric: Metric): Prediction;
  /** Whether it needs the values of all slices below at the same time; otherwise it asks for one after the other. */
  readonly needsAllBelow: boolean;
  /** Returns whether it solves the slice also if that does not fit into the memory, given a place for its parts; default no. */
  solvesByParts?(slice: Slice): boolean;
  /**
   * Solves a slice.
   * @throws SuccessorsChanged if a move led to a slice that was not known to lie below; the caller calls it again
   * @throws EndgameError E_BUDGET if the slice does not fit into the memory
   */
  solve(slice: Slice, run: EngineRun): Promise<SolvedSlice>;
  /** Solves parts of slices; absent if the engine solves whole slices alone. */
  readonly parts?: PartEngine;
}

/** Reports that solving a slice has found another slice below it. */
export class SuccessorsChanged extends Error {
  override readonly name = 'SuccessorsChanged';
}
