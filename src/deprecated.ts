/** Names of 0.1, deprecated for one release: 0.3 will not have them. */

import { measureCosts } from './make/costs.ts';
import type { MeasureOptions } from './make/measure-options.ts';
import type { RepackOptions, RepackOutcome } from './make/pack-options.ts';
import { repack } from './make/repack.ts';
import type { Costs } from './plan/costs.ts';
import type { Specialization } from './specialize/index.ts';
import {
  type Encoding,
  parseRepresentation,
  type RepresentationSpec,
  type TableEntry,
  TableStore,
  type TableStoreOptions,
} from './table/index.ts';

/** @deprecated since 0.2.0: `defaultMemory`, which asks the machine. */
export const DEFAULT_MEMORY = 512_000_000;
/** @deprecated since 0.2.0: `TableStore`. */
export const Pack: typeof TableStore = TableStore;
/** @deprecated since 0.2.0: `TableStore`. */
export type Pack = TableStore;
/** @deprecated since 0.2.0: `TableStoreOptions`. */
export type PackOptions = TableStoreOptions;
/** @deprecated since 0.2.0: `TableEntry`. */
export type PackEntry = TableEntry;
/** @deprecated since 0.2.0: `parseRepresentation`. */
export const parseKeeping: typeof parseRepresentation = parseRepresentation;
/** @deprecated since 0.2.0: `Encoding`, whose `representation` was called `keeping`. */
export interface Rung {
  readonly keeping: RepresentationSpec;
  readonly codec: string;
}

function encodingsOf(rungs: readonly Rung[]): Encoding[] {
  return rungs.map(({ keeping, codec }) => ({ representation: keeping, codec }));
}

/** @deprecated since 0.2.0: `MeasureOptions`, with `store` for `pack` and `encodings` for `rungs`. */
export interface PackMeasureOptions extends Omit<MeasureOptions, 'store' | 'encodings'> {
  readonly pack: TableStore;
  readonly rungs: readonly Rung[];
}

/**
 * Measures what tables cost: see `MeasureOptions`. It takes the options of 0.1 too.
 * @throws EndgameError E_TABLE_UNKNOWN, E_TABLE_MISSING, E_ABORTED
 */
export function measureCostsEither(
  specialization: Specialization,
  options: MeasureOptions | PackMeasureOptions,
): Promise<Costs> {
  if (!('rungs' in options)) return measureCosts(specialization, options);
  const { pack, rungs, ...rest } = options;
  return measureCosts(specialization, { ...rest, store: pack, encodings: encodingsOf(rungs) });
}

/** @deprecated since 0.2.0: `RepackOptions`, with `encodings` for `rungs`. */
export interface RungRepackOptions extends Omit<RepackOptions, 'encodings'> {
  readonly rungs: readonly Rung[];
}

/**
 * Re-encodes tables in another representation or by another codec: see `RepackOptions`. It takes the options of 0.1
 * too.
 * @throws EndgameError as reading and writing tables
 */
export function repackEither(
  specialization: Specialization,
  tables: readonly string[],
  from: TableStore,
  to: TableStore,
  options: RepackOptions | RungRepackOptions,
): Promise<RepackOutcome> {
  if (!('rungs' in options)) return repack(specialization, tables, from, to, options);
  const { rungs, ...rest } = options;
  return repack(specialization, tables, from, to, { ...rest, encodings: encodingsOf(rungs) });
}
