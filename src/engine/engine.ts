/**
 * What a kernel is to the rest of the house: a fast way to solve some slices of some games. It knows the index spaces of
 * src/specialize and gives for every index the value that the generic engine would give, bit for bit.
 */

import type { Position } from '../game/position.ts';
import type { Outcome, Value } from '../game/value.ts';
import type { Metric, Values } from '../game/values.ts';
import type { Slice } from '../specialize/index.ts';

export interface KernelRun {
  readonly metric: Metric;
  /** 1 or more. */
  readonly threads: number;
  /** Bytes that solving may take, the values of slices below not counted. */
  readonly memory: number;
  /** When it fires, `solve` stops soon and rejects; its caller words the error. */
  readonly signal?: AbortSignal | undefined;
  /** Told now and then what is under way and which share of it is done, 0..1. */
  readonly onProgress?: ((phase: string, share: number) => void) | undefined;
  /** Values (same metric) of a slice below; asked for before and during solving. Loading or solving it may take long. */
  readonly successor: (slice: Slice) => Promise<Values>;
}

/** Deterministic counters. Those that the kernel has no notion of are 0. */
export interface KernelEffort {
  /** Legal positions. */
  positions: number;
  /** Legal moves. */
  edges: number;
  /** Predecessors visited. */
  backEdges: number;
  /** Peak of what solving allocated, bytes. */
  bytes: number;
  /** Words touched; a word holds the positions that differ in the place of one man. */
  words: number;
}

export interface KernelBounds {
  readonly lower: Outcome;
  readonly upper: Outcome;
  /** Pawn placements looked into. */
  readonly problems: number;
}

export interface Kernel {
  /** Whether it can solve this slice. */
  supports(slice: Slice): boolean;
  /** Bytes that solving takes at most, without successors. */
  predict(slice: Slice, metric: Metric, threads: number): number;
  /**
   * Value of one legal position that has not ended, by solving no more than what it needs, which may be much less than its
   * slice (one pawn placement and what can come of it). What was solved is kept within `run.memory`, so that the next
   * position like it costs nothing: then `effort.positions` is 0.
   */
  value(p: Position, run: KernelRun): Promise<{ value: Value; effort: KernelEffort }>;
  /** Whether `value` of the position would cost next to nothing, because what it needs has been solved and is kept. */
  isCached(p: Position, metric: Metric): boolean;
  /**
   * Positions, both sides to move, that `value` would solve now, what takes time beside them included; the counting ends
   * when there are more than `most`.
   */
  outstanding(p: Position, run: Pick<KernelRun, 'metric' | 'memory'>, most: number): number;
  /** Value of a legal position that has not ended, if it can be read at once; it may be UNUSED otherwise. */
  cachedValue(p: Position, metric: Metric): Value | undefined;
  /** Whether the kernel can find `bounds` of a position that belongs to no slice it can solve whole. */
  reaches(p: Position): boolean;
  /** Whether `bounds` may be far cheaper than `value`, though that could be had. */
  bounded(p: Position): boolean;
  /**
   * Outcome of a legal position that no table and no slice could hold, or what is known of it when time ran out: the side
   * to move gets at least `lower` and at most `upper`.
   * @param seconds how long to look
   */
  bounds(p: Position, seconds: number, run: Omit<KernelRun, 'successor'>): Promise<KernelBounds>;
  /** Bytes of what was solved and is kept. */
  readonly cachedBytes: number;
  /** Forgets what was solved. */
  forget(): void;
  /**
   * One value for each index of the slice's space, UNUSED where the index stands for no legal position. If the kernel keeps
   * (within `run.memory`, and counted by `keptBytes`) what the values read from, `kept` is true: asking again costs little,
   * and nobody else need hold on to them.
   */
  solve(slice: Slice, run: KernelRun): Promise<{ values: Values; effort: KernelEffort; cached?: boolean }>;
}
