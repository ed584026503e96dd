/**
 * Tables of one pack made anew for another: in another representation, by another codec or coder, with the cells free
 * whose value the moves tell. Named tables come with all tables below them, because free cells count on those.
 */

import { isLegal } from '../game/rules.ts';
import { giveTurn } from '#platform/turn';
import { EndgameError } from '../game/errors.ts';
import { Position } from '../game/position.ts';
import { UNUSED, type Value, WDL } from '../game/value.ts';
import { CodedValues, type Metric, PlainValues, toArray, type Values } from '../game/values.ts';
import { dontCaresOf } from './dont-cares.ts';
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
import { answeredBy, type Encoding, MOST_READS, RepresentationSpec } from '../table/representation.ts';
import type { WantedTable } from '../plan/plan.ts';
import type { Table } from '../table/table.ts';

export interface RepackRun {
  readonly signal?: AbortSignal | undefined;
  /** What is under way and which share of it is done, 0..1. */
  readonly onProgress?: ((what: string, share: number) => void) | undefined;
}

export interface RepackOptions extends RepackRun {
  /** Ways to try; all of one metric, at least one. */
  readonly encodings: readonly Encoding[];
  /**
   * Which of what was tried is kept: its number in the list, the first if there is but one; default: the smallest.
   * @internal
   */
  readonly choose?: (tried: readonly EncodedTable[], known: KnownTable) => number | Promise<number>;
  /** Make anew what is there already. */
  readonly force?: boolean | undefined;
  readonly onTable?: (table: RepackedTable) => void;
}

export interface RepackedTable {
  readonly table: string;
  /** Absent if the table was there already. */
  readonly entry?: TableEntry;
  readonly representation?: RepresentationSpec;
  /** Bytes of the table that it was made from. */
  readonly before?: number;
  readonly seconds?: number;
}

/**
 * @throws EndgameError E_TABLE_UNKNOWN, E_TABLE_MISSING (in `from`, of a named table or one below), E_TABLE_DAMAGED,
 * E_TABLE_FOREIGN, E_VALUE_WRONG, E_ABORTED, E_FILE, E_DISK_FULL; tables written before stay
 */
export async function repack(
  specialization: Specialization,
  tables: readonly string[],
  from: TableStore,
  to: TableStore,
  options: RepackOptions,
): Promise<void> {
  const { game } = specialization;
  const { encodings, choose = smallest, signal, onProgress, onTable } = options;
  const { metric } = encodings[0].representation;
  const named = tables.flatMap((table) => specialization.slicesOf(table));
  const order = [...new Set(specialization.closure(named).map((slice) => specialization.tableOf(slice)))];
  // Said before hours are spent on what lies below.
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
    const tried: EncodedTable[] = [];
    for (const encoding of encodings) {
      await pause(signal, table);
      onProgress?.(`${table} ${encoding.codec}`, tried.length / encodings.length);
      tried.push(encodeAs(known, encoding));
    }
    const chosen = tried[tried.length === 1 ? 0 : await choose(tried, known)];
    const entry = to.put(chosen);
    const seconds = (performance.now() - start) / 1000;
    onTable?.({
      table,
      entry,
      representation: RepresentationSpec.of(chosen.header),
      before: sourceOf(specialization, from, table, metric).size,
      seconds,
    });
  }
}

/**
 * Brings tables to another pack as they are wanted, and no others: copied where they are that way already, else made anew.
 * @throws EndgameError as `repack`
 */
export async function packWanted(
  specialization: Specialization,
  wanted: readonly WantedTable[],
  from: TableStore,
  to: TableStore,
  { signal, onProgress, onTable }: RepackRun & Pick<RepackOptions, 'onTable'>,
): Promise<void> {
  const { game } = specialization;
  for (const { table, encoding } of wanted) sourceOf(specialization, from, table, encoding.representation.metric);
  for (const [i, { table, encoding, bytes }] of wanted.entries()) {
    await pause(signal, table);
    onProgress?.(table, i / wanted.length);
    const start = performance.now();
    const { metric } = encoding.representation;
    const source = sourceOf(specialization, from, table, metric);
    let entry: TableEntry;
    const there = to.has(game.id, game.version, table, metric)
      ? to.table(game.id, game.version, table, metric)
      : undefined;
    if (there !== undefined && isKept(there, encoding, bytes)) {
      onTable?.({ table });
      continue;
    }
    if (isKept(source, encoding, bytes)) {
      entry = to.take(from, game.id, game.version, table, metric);
    } else {
      const known = await learn(specialization, table, metric, from, () => 1, { signal, onProgress });
      entry = to.put(encodeAs(known, encoding));
    }
    onTable?.({
      table,
      entry,
      representation: encoding.representation,
      before: source.size,
      seconds: (performance.now() - start) / 1000,
    });
  }
}

function isKept({ header, size }: Table, { representation, codec }: Encoding, bytes: number): boolean {
  const { name } = RepresentationSpec.of(header);
  return name === representation.name && header.codec === codec && size === bytes;
}

/** The first of the smallest. */
export function smallest(tried: readonly EncodedTable[]): number {
  const least = Math.min(...tried.map(({ bytes }) => bytes));
  return tried.findIndex(({ bytes }) => bytes === least);
}

/** The file of a table kept in a certain way; if one side is, then the one that takes fewer bytes. */
export function encodeAs(known: KnownTable, { representation, codec }: Encoding): EncodedTable {
  const exits = codec !== CODECS.raw.id; // what is not packed is no smaller for free cells
  const first = encodeRepresented(represent(known, representation, { side: 0, exits }), { codec });
  if (!representation.oneSide || first.header.slices.every((slice) => slice.kept === undefined)) return first;
  const second = encodeRepresented(represent(known, representation, { side: 1, exits }), { codec });
  return second.bytes < first.bytes ? second : first;
}

/**
 * What there is to know about a table before it is kept in any way.
 * @param from holds it and all tables below it
 * @param readsOf values that a probe of a slice below reads on average
 */
export async function learn(
  specialization: Specialization,
  table: string,
  metric: Metric,
  from: TableStore,
  readsOf: (slice: Slice) => number,
  { signal, onProgress }: RepackRun = {},
): Promise<KnownTable> {
  const { game } = specialization;
  const { header } = sourceOf(specialization, from, table, metric);
  const exact = new ExactValues(specialization, from, metric);
  // Outcomes behind a move do not tell what it is worth where it scores points.
  const blind = metric === 'wdl' && game.domain.name === 'score';
  const own = new Map<Slice, number>();
  const slices: KnownSlice[] = [];
  for (const slice of specialization.slicesOf(table)) {
    await pause(signal, table);
    const values = exact.values(slice);
    const dontCares = await dontCaresOf(
      specialization,
      slice,
      values,
      metric === 'wdl' ? WDL : game.domain,
      metric === 'dtz' || blind ? undefined : (p) => exact.at(p),
      { signal, onProgress: (share) => onProgress?.(`${slice.name} free cells`, share) },
    );
    let read = 0;
    for (const [target, count] of dontCares.targets) read += count * (own.get(target) ?? readsOf(target));
    const reads = 1 + read / Math.max(1, dontCares.positions);
    own.set(slice, reads > MOST_READS ? 1 : reads);
    const divisible = slice.signatures.length === 1 && !blind;
    slices.push({ name: slice.name, space: specialization.space(slice), values, dontCares, reads, divisible });
  }
  const { longestWin: _, ...outcomes } = header.statistics;
  return {
    game: game.id,
    rules: game.version,
    table,
    domain: game.domain.name,
    schema: game.schema,
    slices,
    statistics: metric === 'wdl' ? outcomes : header.statistics,
    generator: GENERATOR,
  };
}

/** The table of a pack that tells the values under a metric. */
function sourceOf({ game }: Specialization, pack: TableStore, table: string, metric: Metric): Table {
  const found = answeredBy(metric).find((each) => pack.has(game.id, game.version, table, each));
  // if there is none, or none that can be used, the pack says why
  return pack.table(game.id, game.version, table, found ?? metric);
}

function readsIn(specialization: Specialization, pack: TableStore, slice: Slice, metric: Metric): number {
  const { game } = specialization;
  const table = specialization.tableOf(slice);
  if (!pack.has(game.id, game.version, table, metric)) return 1;
  const { slices } = pack.table(game.id, game.version, table, metric).header;
  return slices.find(({ name }) => name === slice.name)?.reads ?? 1;
}

/** Lets timers and signals have their turn. */
async function pause(signal: AbortSignal | undefined, table: string): Promise<void> {
  await giveTurn();
  if (signal?.aborted) throw new EndgameError('E_ABORTED', `stopped while packing ${table}`, 'run it again to go on');
}

/** Exact values of whole slices from a pack of any representations, each read once. */
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

  /** Value of a legal position that goes on. */
  at(p: Position): Value {
    let known = this.#known.get(p.signature);
    if (known === undefined) {
      const slice = this.#specialization.sliceOf(p.signature);
      known = { space: this.#specialization.space(slice), values: this.values(slice) };
      this.#known.set(p.signature, known);
    }
    return known.values.at(known.space.rank(p)) as Value;
  }

  /** Exact at each index of a legal position that goes on. */
  values(slice: Slice): Values {
    const table = sourceOf(this.#specialization, this.#pack, this.#specialization.tableOf(slice), this.#metric);
    const metric = metricOf(table.header.representation);
    const stored = loadSlice(this.#specialization, this.#pack, slice, metric);
    if (stored === undefined) {
      // Scores are added up on the way before they become outcomes.
      const isScored = metric !== this.#metric && this.#specialization.game.domain.name === 'score';
      if (!isScored) return this.#probed(slice);
      const scores = new ExactValues(this.#specialization, this.#pack, metric).#probed(slice);
      return new PlainValues(toArray(scores).map(outcomeOf));
    }
    if (metric === this.#metric) return stored;
    if (stored instanceof CodedValues) return new CodedValues(stored.codes, stored.meaning.map(outcomeOf));
    return new PlainValues(toArray(stored).map(outcomeOf));
  }

  /** Position by position, for tables whose cells are not the values. */
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

function outcomeOf(v: number): number {
  return WDL.further(v as Value);
}
