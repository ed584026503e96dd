/**
 * Re-encodes the tables of one store for another: in another representation, by another codec or coder, with
 * don't-cares where moves give the value. Named tables come with all tables below them, because probes of don't-cares
 * depend on those.
 */

import { isLegal } from '../game/rules.ts';
import { giveTurn } from '#platform/turn';
import { EndgameError } from '../game/errors.ts';
import { Position } from '../game/position.ts';
import { UNUSED, type Value } from '../game/value.ts';
import {
  CodedValues,
  domainOf,
  type Metric,
  outcomesUnder,
  PlainValues,
  toArray,
  type Values,
} from '../game/values.ts';
import { dontCaresOf } from './dont-cares.ts';
import { type Spoilt, spoiltIn } from './spoilt.ts';
import type { Slice, Space, Specialization } from '../specialize/index.ts';
import { GENERATOR } from '../text/version.ts';
import { metricOf } from '../table/format.ts';
import { CODECS } from '../table/codec.ts';
import type { EncodedTable } from '../table/encode.ts';
import { loadSlice } from '../table/load-slice.ts';
import type { TableEntry } from '../table/manifest.ts';
import type { TableStore } from '../table/table-store.ts';
import { Prober, TableFailure } from '../table/prober.ts';
import { encodeRepresented, type KnownSlice, type KnownTable, represent } from './represent.ts';
import { type Encoding, MOST_READS, RepresentationSpec } from '../table/representation.ts';
import type { WantedTable } from '../plan/plan.ts';
import type { Table } from '../table/table.ts';

/** How to stop repacking, and how it reports progress. */
export interface RepackRun {
  readonly signal?: AbortSignal | undefined;
  /** Called with the step in progress and the share of it that is done, 0 to 1. */
  readonly onProgress?: ((what: string, share: number) => void) | undefined;
}

/** How `repack` encodes tables. */
export interface RepackOptions extends RepackRun {
  /** Encodings to try, at least one, all of one metric. */
  readonly encodings: readonly Encoding[];
  /**
   * Chooses among the tried files: returns a number in the list, the first if there is but one; default: the smallest.
   * @internal
   */
  readonly choose?: (tried: readonly EncodedTable[], known: KnownTable) => number | Promise<number>;
  /**
   * Says which of the encodings to try on a table, and why; default: all.
   * @internal
   */
  readonly narrow?: ((known: KnownTable) => Promise<Narrowed>) | undefined;
  /** Whether tables that `to` already has are made again. */
  readonly force?: boolean | undefined;
  readonly onTable?: (table: RepackedTable) => void;
}

/** The encodings to try on a table. */
export interface Narrowed {
  /** At least one. */
  readonly encodings: readonly Encoding[];
  /** Why these, in a few words. */
  readonly why: string;
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

/**
 * Re-encodes the named tables and all tables below them.
 * @throws EndgameError E_TABLE_UNKNOWN, E_TABLE_MISSING (in `from`, of a named table or one below), E_TABLE_DAMAGED,
 *   E_TABLE_FOREIGN, E_VALUE_WRONG, E_ABORTED, E_FILE, E_DISK_FULL; tables written before the error stay
 */
export async function repack(
  specialization: Specialization,
  tables: readonly string[],
  from: TableStore,
  to: TableStore,
  options: RepackOptions,
): Promise<void> {
  const { game } = specialization;
  const { encodings, choose = smallest, narrow, signal, onProgress, onTable } = options;
  const { metric } = encodings[0].representation;
  const named = tables.flatMap((table) => specialization.slicesOf(table));
  const order = [...new Set(specialization.closure(named).map((slice) => specialization.tableOf(slice)))];
  // A missing table fails before hours go into the tables below it.
  for (const table of order) sourceOf(specialization, from, table, metric);
  for (const table of order) {
    const wanted = options.force && tables.includes(table);
    if (to.has(game.id, game.version, table, metric) && !wanted) {
      onTable?.({ table });
      continue;
    }
    const start = performance.now();
    const readsOf = (slice: Slice): number => readsIn(specialization, to, slice, metric);
    const known = await learn(specialization, table, metric, from, readsOf, { signal, onProgress });
    const { encodings: trying, why } = narrow === undefined ? { encodings } : await narrow(known);
    const tried: EncodedTable[] = [];
    for (const encoding of trying) {
      await pause(signal, table);
      onProgress?.(`${table} ${encoding.codec}`, tried.length / trying.length);
      tried.push(encodeAs(known, encoding));
    }
    const chosen = tried[tried.length === 1 ? 0 : await choose(tried, known)];
    const entry = to.put(chosen);
    const seconds = (performance.now() - start) / 1000;
    onTable?.({
      table,
      entry,
      representation: RepresentationSpec.of(chosen.header),
      ...(why === undefined ? {} : { why }),
      before: sourceOf(specialization, from, table, metric).size,
      seconds,
    });
  }
}

/** How `packWanted` packs. */
export interface PackWantedOptions extends RepackRun, Pick<RepackOptions, 'onTable'> {
  /** Store whose files are copied where they are encoded as wanted and those of `from` are not; default: none. */
  readonly files?: TableStore | undefined;
}

/**
 * Brings the wanted tables to another store, and no others. A file that is encoded as wanted is copied after its
 * checksum was tested; other tables are re-encoded.
 * @throws EndgameError as `repack`
 */
export async function packWanted(
  specialization: Specialization,
  wanted: readonly WantedTable[],
  from: TableStore,
  to: TableStore,
  { signal, onProgress, onTable, files }: PackWantedOptions,
): Promise<void> {
  const { game } = specialization;
  // The first store that has the file, else the first one, which has the values.
  const storeOf = ({ table, encoding, bytes }: WantedTable): TableStore => {
    const { metric } = encoding.representation;
    const hasFile = (store: TableStore): boolean =>
      store.has(game.id, game.version, table, metric) &&
      isKept(store.table(game.id, game.version, table, metric), encoding, bytes);
    return files !== undefined && !hasFile(from) && hasFile(files) ? files : from;
  };
  for (const each of wanted) sourceOf(specialization, storeOf(each), each.table, each.encoding.representation.metric);
  for (const [i, each] of wanted.entries()) {
    const { table, encoding, bytes } = each;
    await pause(signal, table);
    onProgress?.(table, i / wanted.length);
    const start = performance.now();
    const { metric } = encoding.representation;
    const store = storeOf(each);
    const source = sourceOf(specialization, store, table, metric);
    const isFile = isKept(source, encoding, bytes);
    let entry: TableEntry;
    const there = to.has(game.id, game.version, table, metric)
      ? to.table(game.id, game.version, table, metric)
      : undefined;
    if (there !== undefined && isKept(there, encoding, bytes)) {
      onTable?.({ table });
      continue;
    }
    if (isFile) {
      entry = to.take(store, game.id, game.version, table, metric);
    } else {
      const known = await learn(specialization, table, metric, from, () => 1, { signal, onProgress });
      entry = to.put(encodeAs(known, encoding));
    }
    onTable?.({
      table,
      entry,
      representation: encoding.representation,
      ...(isFile ? { why: 'copied' } : {}),
      before: source.size,
      seconds: (performance.now() - start) / 1000,
    });
  }
}

function isKept({ header, size }: Table, { representation, codec }: Encoding, bytes: number): boolean {
  const { name } = RepresentationSpec.of(header);
  return name === representation.name && header.codec === codec && size === bytes;
}

/** Returns the number of the first among the smallest files. */
export function smallest(tried: readonly EncodedTable[]): number {
  const least = Math.min(...tried.map(({ bytes }) => bytes));
  return tried.findIndex(({ bytes }) => bytes === least);
}

/**
 * Returns the file of a table in an encoding. Of a one-sided representation, that is the side that takes fewer bytes.
 */
export function encodeAs(known: KnownTable, { representation, codec }: Encoding): EncodedTable {
  const exits = codec !== CODECS.raw.id; // don't-cares do not make an uncompressed file smaller
  const first = encodeRepresented(represent(known, representation, { side: 0, exits }), { codec });
  if (!representation.oneSide || first.header.slices.every((slice) => slice.kept === undefined)) return first;
  const second = encodeRepresented(represent(known, representation, { side: 1, exits }), { codec });
  return second.bytes < first.bytes ? second : first;
}

/**
 * Gathers what encoding a table needs.
 * @param from holds the table and all tables below it
 * @param readsOf returns the values that a probe of a slice below reads on average
 * @param only slices of the table, as if it had no others
 */
export async function learn(
  specialization: Specialization,
  table: string,
  metric: Metric,
  from: TableStore,
  readsOf: (slice: Slice) => number,
  { signal, onProgress }: RepackRun = {},
  only: readonly Slice[] = specialization.slicesOf(table),
): Promise<KnownTable> {
  const { game } = specialization;
  const { header } = sourceOf(specialization, from, table, metric);
  const exact = new ExactValues(specialization, from, metric);
  // Where moves score points, the outcome after a move does not give the worth of the move.
  const blind = metric === 'wdl' && game.domain.name === 'score';
  const own = new Map<Slice, number>();
  const slices: KnownSlice[] = [];
  const spoilt = { ...NONE_SPOILT };
  for (const slice of only) {
    await pause(signal, table);
    const values = exact.values(slice);
    const dontCares = await dontCaresOf(
      specialization,
      slice,
      values,
      domainOf(game, metric),
      metric === 'dtz' || blind ? undefined : (p) => exact.at(p),
      { signal, onProgress: (share) => onProgress?.(`${slice.name} don't-cares`, share) },
    );
    let read = 0;
    for (const [target, count] of dontCares.targets) read += count * (own.get(target) ?? readsOf(target));
    const reads = 1 + read / Math.max(1, dontCares.positions);
    own.set(slice, reads > MOST_READS ? 1 : reads);
    const { cursedWins, blessedLosses } = metric === 'wdl50' ? spoiltIn(values, dontCares.illegal) : NONE_SPOILT;
    spoilt.cursedWins += cursedWins;
    spoilt.blessedLosses += blessedLosses;
    const divisible = slice.signatures.length === 1 && !blind && cursedWins + blessedLosses === 0;
    slices.push({ name: slice.name, space: specialization.space(slice), values, dontCares, reads, divisible });
  }
  const { longestWin: _, cursedWins: __, blessedLosses: ___, ...counts } = header.statistics;
  return {
    game: game.id,
    rules: game.version,
    table,
    domain: game.domain.name,
    schema: game.schema,
    slices,
    statistics: outcomesUnder(metric) ? { ...counts, ...(metric === 'wdl50' ? spoilt : {}) } : header.statistics,
    generator: GENERATOR,
  };
}

const NONE_SPOILT: Spoilt = { cursedWins: 0, blessedLosses: 0 };

/** Returns the table of a store that answers under a metric. */
function sourceOf({ game }: Specialization, pack: TableStore, table: string, metric: Metric): Table {
  const found = pack.answering(game.id, game.version, table, metric);
  // if there is none, or none that can be used, the store throws the reason
  return pack.table(game.id, game.version, table, found ?? metric);
}

/** Returns the values that a probe of a slice in a store reads on average, 1 if the slice is not stored. */
export function readsIn(specialization: Specialization, pack: TableStore, slice: Slice, metric: Metric): number {
  const { game } = specialization;
  const table = specialization.tableOf(slice);
  if (!pack.has(game.id, game.version, table, metric)) return 1;
  const { slices } = pack.table(game.id, game.version, table, metric).header;
  return slices.find(({ name }) => name === slice.name)?.reads ?? 1;
}

/**
 * Lets timers and signals run.
 * @throws EndgameError E_ABORTED
 */
export async function pause(signal: AbortSignal | undefined, table: string): Promise<void> {
  await giveTurn();
  if (signal?.aborted) throw new EndgameError('E_ABORTED', `stopped while packing ${table}`, 'run it again to go on');
}

/** Exact values of whole slices from a store with any representations; each slice is read once. */
class ExactValues {
  readonly #specialization: Specialization;
  readonly #pack: TableStore;
  readonly #metric: Metric;
  readonly #prober: Prober;
  readonly #known = new Map<number, { readonly space: Space; readonly values: Values }>();

  constructor(specialization: Specialization, pack: TableStore, metric: Metric) {
    this.#specialization = specialization;
    this.#pack = pack;
    this.#metric = metric;
    this.#prober = new Prober(specialization, metric, (slice) =>
      sourceOf(specialization, pack, specialization.tableOf(slice), metric),
    );
  }

  /** Returns the value of a legal position that goes on. */
  at(p: Position): Value {
    let known = this.#known.get(p.signature);
    if (known === undefined) {
      const slice = this.#specialization.sliceOf(p.signature);
      known = { space: this.#specialization.space(slice), values: this.values(slice) };
      this.#known.set(p.signature, known);
    }
    return known.values.at(known.space.rank(p)) as Value;
  }

  /** Returns the values of a slice, exact at each index of a legal position that goes on. */
  values(slice: Slice): Values {
    const table = sourceOf(this.#specialization, this.#pack, this.#specialization.tableOf(slice), this.#metric);
    const metric = metricOf(table.header.representation);
    const stored = loadSlice(this.#specialization, this.#pack, slice, metric);
    if (stored === undefined) {
      // Scores must be added up along the moves before they become outcomes.
      const isScored = metric !== this.#metric && this.#specialization.game.domain.name === 'score';
      if (!isScored) return this.#probed(slice);
      const scores = new ExactValues(this.#specialization, this.#pack, metric).#probed(slice);
      return new PlainValues(this.#outcomes(toArray(scores)));
    }
    if (metric === this.#metric) return stored;
    if (stored instanceof CodedValues) return new CodedValues(stored.codes, this.#outcomes(stored.meaning));
    return new PlainValues(this.#outcomes(toArray(stored)));
  }

  /** Returns what values of a metric that tells more say of outcomes. */
  #outcomes(values: Int16Array): Int16Array {
    const domain = outcomesUnder(this.#metric)!;
    return values.map((v) => domain.further(v as Value));
  }

  /** Probes a slice position by position, for tables whose cells are not the values. */
  #probed(slice: Slice): Values {
    const { game } = this.#specialization;
    const space = this.#specialization.space(slice);
    const p = new Position(game.schema);
    const values = new Int16Array(space.size).fill(UNUSED);
    try {
      for (let index = 0; index < space.size; index++) {
        if (space.unrank(index, p) && isLegal(game, p)) values[index] = this.#prober.value(p);
      }
    } catch (error) {
      throw error instanceof TableFailure ? error.failure : error;
    }
    return new PlainValues(values);
  }
}
