/** What `generateTables` is told, and what it tells. */

import type { EngineId } from '../engines/index.ts';
import type { Effort } from '../engine/index.ts';
import type { Metric } from '../game/values.ts';
import type { JobsProgress, Shard } from '../jobs/index.ts';
import type { Statistics } from '../table/index.ts';
import type { TableEntry } from '../table/manifest.ts';
import type { RepresentationSpec } from '../table/representation.ts';
import type { LearnOptions } from '../table/trees/learn-options.ts';
import type { RunOptions, SlicesOptions } from '../values/index.ts';

/** How a table is computed and written. */
export interface MakeOptions {
  /** Bytes for analysis; default 4 GB. */
  readonly memory?: number;
  /**
   * What the tables give: distances to the end or scores (dtm), to the next zeroing move (dtz), outcomes (wdl), or
   * outcomes under the 50-move rule (wdl50); default dtm.
   */
  readonly metric?: Metric | undefined;
  /** Which engine solves, and the most threads of an engine; see SlicesOptions. */
  readonly engine?: EngineId | undefined;
  readonly threads?: number | undefined;
  /** @internal */
  readonly engines?: SlicesOptions['engines'];
  readonly codec?: string;
  /**
   * Directory for the parts of what does not fit into the memory; default: that is refused. A run that was killed goes on from there, and a
   * table that has been made leaves nothing there.
   */
  readonly scratch?: string | undefined;
  /** Writes trees instead of what `codec` compresses; the metric is that of their representation. */
  readonly trees?: TreesOptions | undefined;
}

/** How `generateTables` computes and writes. */
export interface GenerateOptions extends MakeOptions, RunOptions {
  /** Whether stored tables are generated again. */
  readonly force?: boolean;
  /**
   * Whether a table that fails stops those alone that need it, and is told in the outcome; default no: then nothing
   * begins after it, and its error is thrown.
   */
  readonly keepGoing?: boolean | undefined;
  /**
   * Makes only the tables that fall to this shard. It waits for no other: what lies below a table and is not stored by
   * then is solved too, but not stored. Default: all tables.
   */
  readonly shard?: Shard | undefined;
  /** Receives tables as they are made, and those that are stored already. */
  readonly onTable?: (table: GeneratedTable) => void;
  /** Receives how far all tables together have come. */
  readonly onWhole?: ((progress: JobsProgress) => void) | undefined;
  /** @internal */
  readonly workers?: TableWorkers | undefined;
}

/** Other processes that make tables for a store. */
export interface TableWorkers {
  /** How many tables are made at the same time. It may change while they are made. */
  readonly count: number;
  /** Whether each has a memory of its own; default no: all together have that of the run. */
  readonly hasOwnMemory?: boolean;
  /**
   * Makes a table.
   * @param memory bytes for analysis
   * @param force whether it is made although it is stored
   * @throws EndgameError as `TableMaker.make`
   */
  make(table: string, memory: number, force: boolean, run: RunOptions): Promise<WorkerTable>;
}

/** What another process has made. */
export interface WorkerTable {
  readonly made: GeneratedTable;
  /** All tables below, as that process knows them. */
  readonly below: readonly string[];
}

/** What `generateTables` could not make, and what it was not to make. */
export interface GenerateOutcome {
  /** Tables that failed; empty unless `keepGoing` is set. */
  readonly failed: readonly FailedTable[];
  /** Tables that were not begun because what they need failed. */
  readonly left: readonly string[];
  /** Tables that fall to other shards, stored or not. */
  readonly others: readonly string[];
}

/** A table that failed. */
export interface FailedTable {
  readonly table: string;
  /** An `EndgameError`, or what the rules of a game threw. */
  readonly error: unknown;
}

/** How tables are written as trees (table/coders/forest.ts). */
export interface TreesOptions extends LearnOptions {
  readonly representation: RepresentationSpec;
  /**
   * Whether cells may depend on exits; default no. They take fewer bytes then, but a probe plays captures and promotions
   * beside reading its cell.
   */
  readonly exits?: boolean | undefined;
  /** Whether the named tables alone are made, without those below them, which a probe may need; default no. */
  readonly only?: boolean | undefined;
}

/** A table that was generated, or was stored already. */
export interface GeneratedTable {
  readonly table: string;
  /** Absent if the table was stored already. */
  readonly entry?: TableEntry;
  readonly statistics?: Statistics;
  readonly effort?: Effort;
  /** Seconds of analysis (`solve`) and of encoding and writing (`write`). */
  readonly seconds?: { readonly solve: number; readonly write: number };
}

/** Bytes for analysis by default. */
export const DEFAULT_GENERATE_MEMORY = 4_000_000_000;
