/** What `repack` and `packWanted` are told, and what they tell. */

import type { Metric } from '../game/values.ts';
import type { JobsProgress } from '../jobs/index.ts';
import type { EncodedTable } from '../table/encode.ts';
import type { TableEntry } from '../table/manifest.ts';
import type { Encoding, RepresentationSpec } from '../table/representation.ts';
import type { TableStore } from '../table/table-store.ts';
import type { FailedTable } from './options.ts';
import type { KnownTable } from './represent.ts';

/** How to stop repacking, and how it reports progress. */
export interface RepackRun {
  readonly signal?: AbortSignal | undefined;
  /** Called with the step in progress and the share of it that is done, 0 to 1. */
  readonly onProgress?: ((what: string, share: number) => void) | undefined;
}

/** How a run over several tables goes. */
export interface PackTablesOptions extends RepackRun {
  /**
   * Whether a table that fails stops those alone that need it, and is told in the outcome; default no: then nothing
   * begins after it, and its error is thrown.
   */
  readonly keepGoing?: boolean | undefined;
  /** Receives tables as they are packed, and those that are stored already. */
  readonly onTable?: (table: RepackedTable) => void;
  /** Receives how far all tables together have come. */
  readonly onWhole?: ((progress: JobsProgress) => void) | undefined;
  /**
   * What packs tables; default: this thread, one after the other.
   * @internal
   */
  readonly packers?: TablePackers | undefined;
}

/** How `repack` encodes tables. */
export interface RepackOptions extends PackTablesOptions, PackChoice {
  /** Whether tables that `to` already has are made again. */
  readonly force?: boolean | undefined;
}

/** Which encodings are tried on a table, and which of them is taken. */
export interface PackChoice {
  /** Encodings to try, at least one, all of one metric. */
  readonly encodings: readonly Encoding[];
  /**
   * Chooses among the tried files: returns a number in the list, the first if there is but one; default: the smallest.
   * @internal
   */
  readonly choose?: ((tried: readonly EncodedTable[], known: KnownTable) => number | Promise<number>) | undefined;
  /**
   * Says which of the encodings to try on a table, and why; default: all.
   * @internal
   */
  readonly narrow?: ((known: KnownTable) => Promise<Narrowed>) | undefined;
}

/** The encodings to try on a table. */
export interface Narrowed {
  /** At least one. */
  readonly encodings: readonly Encoding[];
  /** Why these, in a few words. */
  readonly why: string;
}

/** How `packWanted` packs. */
export interface PackWantedOptions extends PackTablesOptions {
  /** Store whose files are copied where they are encoded as wanted and those of `from` are not; default: none. */
  readonly files?: TableStore | undefined;
}

/** A table that was re-encoded, or was stored already. */
export interface RepackedTable {
  readonly table: string;
  /** Absent if the table was stored already. */
  readonly entry?: TableEntry;
  readonly representation?: RepresentationSpec;
  /** Why it is encoded like this, in a few words, where that was learnt. */
  readonly why?: string;
  /** Bytes of the table that it was made from. */
  readonly before?: number;
  readonly seconds?: number;
}

/** What was not packed. */
export interface RepackOutcome {
  /** Tables that failed; empty unless `keepGoing` is set. */
  readonly failed: readonly FailedTable[];
  /** Tables that were not begun because what they need failed. */
  readonly left: readonly string[];
}

/** What packs tables, several at the same time. Their number changes no byte. */
export interface TablePackers {
  /** How many tables are packed at the same time. */
  readonly count: number;
  /** Bytes that all of them may take. A table that takes more is packed while no other is. */
  readonly memory: number;
  /**
   * Encodes a table in the way that is chosen for it, without storing it.
   * @throws EndgameError as `repack`
   */
  pack(table: string, run: RepackRun): Promise<PackedTable>;
  /**
   * Encodes a table in every given way.
   * @param metric of the values that are encoded
   * @throws EndgameError as `repack`
   */
  encode(
    table: string,
    metric: Metric,
    encodings: readonly Encoding[],
    run: RepackRun,
  ): Promise<readonly EncodedTable[]>;
}

/** A table that is packed and not yet stored. */
export interface PackedTable {
  readonly encoded: EncodedTable;
  /** Why it is encoded like this, in a few words, where that was learnt. */
  readonly why?: string | undefined;
}
