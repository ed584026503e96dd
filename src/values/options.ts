/** What `SliceValues` is told, and what it tells. */

import type { Effort, Kept, Scratch, StoredPlanes } from '../engine/index.ts';
import type { EngineId, EngineSet } from '../engines/index.ts';
import type { Metric, Values } from '../game/values.ts';
import type { Slice } from '../specialize/index.ts';
import type { Policy } from './cost-aware-cache.ts';

/** Progress of a slice. */
export interface SliceProgress {
  /** Name of the slice. */
  readonly slice: string;
  /** Name of the engine's current phase. */
  readonly phase: string;
  /** Share of the phase that is done, 0..1. */
  readonly share: number;
}

/** Options of one request. */
export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  /** Receives the progress of each slice in progress. */
  readonly onProgress?: ((progress: SliceProgress) => void) | undefined;
  /** Receives every slice that this request solved, but not the slices that another request was solving already. */
  readonly onSolved?: ((slice: Slice, effort: Effort) => void) | undefined;
}

/** Options of `SliceValues`. */
export interface SlicesOptions {
  /** Returns all values of a stored slice (of the same metric); undefined if it is not stored. Default: none is. */
  readonly load?: ((slice: Slice) => Values | undefined) | undefined;
  /** Returns the outcomes of a stored slice that engines read by planes; default: there are none. */
  readonly planes?: ((slice: Slice) => StoredPlanes | undefined) | undefined;
  /** Bytes for cached values and for the analysis in progress. */
  readonly memory: number;
  /** Returns the bytes of this memory that something else holds now; default: none. */
  readonly taken?: (() => number) | undefined;
  /** Returns the bytes that something else holds beside this memory (`EngineRun.aside`); default: none. */
  readonly aside?: (() => number) | undefined;
  /** Default dtm. The generic engine finds wdl too, of games without scores; other metrics need a kernel. */
  readonly metric?: Metric | undefined;
  /** The engine that may solve slices; default: the kernel of the game if it has one, else the generic engine. */
  readonly engine?: EngineId | undefined;
  /**
   * Threads that an engine may use; default 1. The generic engine uses one where memory cannot be shared, and for games
   * that were made in memory: another thread loads the game from the module that this one has it from.
   */
  readonly threads?: number | undefined;
  /**
   * Default: those of the toolkit. What engines cache of parts counts as the memory of all that share them.
   * @internal
   */
  readonly engines?: EngineSet | undefined;
  /** Which slice goes if memory is needed; default lru. */
  readonly policy?: Policy | undefined;
  /** Where a kernel keeps results for later processes; default: nowhere. */
  readonly keep?: Kept | undefined;
  /**
   * What slices need that do not fit into the memory; default: they are refused.
   * @internal
   */
  readonly parts?: PartsOptions | undefined;
}

/** What slices need that are solved by parts. */
export interface PartsOptions {
  /** Returns where the parts of a slice are. */
  scratch(slice: Slice): Scratch;
  /** Returns the values of a stored slice, of which a few blocks are in memory at a time; undefined if it is not stored. */
  stored(slice: Slice): Values | undefined;
}
