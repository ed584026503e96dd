/** What `measureCosts` is told. */

import type { Metric } from '../game/values.ts';
import type { Costs, TableCost } from '../plan/costs.ts';
import type { SyzygyTables } from '../syzygy/index.ts';
import type { Encoding } from '../table/representation.ts';
import type { TableStore } from '../table/table-store.ts';
import type { TablePackers } from './pack-options.ts';

/** What `measureCosts` measures, and what it may use. */
export interface MeasureOptions {
  /** The stored tables, whose values are encoded in other ways too. */
  readonly store: TableStore;
  /** Names of the tables to measure; all tables below are measured too. */
  readonly tables: readonly string[];
  readonly metric: Metric;
  /** Syzygy's files (chess), which are options of plans for outcomes beside the tables; default: none. */
  readonly syzygy?: SyzygyTables | undefined;
  /** Encodings to try; the one in which a table is stored is measured in any case. */
  readonly encodings: readonly Encoding[];
  /** Most indices of a table that is tried in other encodings; larger ones are measured as they are stored. */
  readonly most: number;
  /**
   * Seconds after which computing or searching a table stops; the cost model then lacks that figure, or has a lower bound for a
   * question to a kernel.
   */
  readonly patience: number;
  /**
   * Positions in the game's notation, game by game. Questions to a kernel are measured at those where a game enters a table,
   * since these are computed and those after them are known by then. Default, and for tables that no game enters: random positions.
   */
  readonly questions?: readonly (readonly string[])[] | undefined;
  /**
   * Returns what the questions of a game take until one is computed, since a solver tries cheaper methods before. Default: the first
   * question of each game counts as computed, and what comes before that as nothing.
   */
  readonly tried?: ((questions: readonly string[]) => Promise<TriedQuestions>) | undefined;
  /**
   * What encodes tables; default: this thread, one after the other. Times are measured while it does nothing.
   * @internal
   */
  readonly packers?: TablePackers | undefined;
  /** Bytes for cached values. */
  readonly memory: number;
  /** Costs measured before; they are not measured again. */
  readonly known?: Costs | undefined;
  /**
   * Whether nothing is encoded and nothing searched: tables whose file the known costs lack are measured as they are
   * stored, and their other known options stay; tables without a file get a forecast of one. Default: false.
   */
  readonly asStored?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((what: string, share: number) => void) | undefined;
  /** Called after each table with the costs so far. */
  readonly onTable?: ((costs: Costs, table: TableCost) => void) | undefined;
}

/** Questions that were tried without computing. */
export interface TriedQuestions {
  /** Seconds of CPU until one had to be computed, or all were answered. */
  readonly seconds: number;
  /** Whether one had to be computed. */
  readonly isComputed: boolean;
}
