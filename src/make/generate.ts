import { EndgameError } from '../game/errors.ts';
import type { Metric, Values } from '../game/values.ts';
import type { Effort, SolvedSlice } from '../engine/index.ts';
import { type Statistics, statisticsOf, surveyOf } from '../table/index.ts';
import type { EngineId } from '../engines/index.ts';
import { type RunOptions, type SlicesOptions, SliceValues } from '../values/index.ts';
import type { Slice, Specialization } from '../specialize/index.ts';
import { GENERATOR } from '../text/version.ts';
import { loadSlice } from '../table/load-slice.ts';
import { representationOf } from '../table/format.ts';
import type { TableEntry } from '../table/manifest.ts';
import type { TableStore } from '../table/table-store.ts';
import type { EncodedTable } from '../table/encode.ts';
import type { RepresentationSpec } from '../table/representation.ts';
import type { LearnOptions } from '../table/trees/learn-options.ts';
import { estimateReads } from './reads.ts';
import { readOnce } from './read-once.ts';
import { readsIn } from './repack.ts';
import type { Forecast } from './forecast.ts';
import { encodeStreamed, forecastStreamed, type StreamedOptions } from './streamed-table.ts';

/** How `generateTables` computes and writes. */
export interface GenerateOptions extends RunOptions {
  /** Bytes for analysis; default 4 GB. */
  readonly memory?: number;
  /**
   * What the tables give: distances to the end or scores (dtm), to the next zeroing move (dtz), outcomes (wdl), or
   * outcomes under the 50-move rule (wdl50); default dtm.
   */
  readonly metric?: Metric | undefined;
  /** Which engine solves, and the most threads of a kernel; see SlicesOptions. */
  readonly engine?: EngineId | undefined;
  readonly threads?: number | undefined;
  /** @internal */
  readonly engines?: SlicesOptions['engines'];
  readonly codec?: string;
  /** Writes trees instead of what `codec` compresses; the metric is that of their representation. */
  readonly trees?: TreesOptions | undefined;
  /** Whether stored tables are generated again. */
  readonly force?: boolean;
  readonly onTable?: (table: GeneratedTable) => void;
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

/**
 * Generates tables into a store: every named table and every table below it, smaller ones first. Stored tables are
 * skipped, so a killed run resumes where it stopped.
 * @throws EndgameError E_TABLE_UNKNOWN, E_BUDGET, E_USAGE (a metric that no engine can find), E_ABORTED, E_FILE,
 *   E_DISK_FULL; tables written before the error stay
 */
export async function generateTables(
  specialization: Specialization,
  tables: readonly string[],
  pack: TableStore,
  options: GenerateOptions = {},
): Promise<void> {
  const { engine, threads, engines, trees } = options;
  const metric = trees?.representation.metric ?? options.metric ?? 'dtm';
  const named = tables.flatMap((table) => specialization.slicesOf(table));
  const wanted = new Set(named.map((slice) => specialization.tableOf(slice)));
  const remaking = new Set(options.force ? wanted : []);
  const values = new SliceValues(specialization, {
    memory: options.memory ?? DEFAULT_GENERATE_MEMORY,
    metric,
    engine,
    threads,
    engines,
    load: (slice) =>
      remaking.has(specialization.tableOf(slice)) ? undefined : loadSlice(specialization, pack, slice, metric),
  });
  try {
    await generateMissing(specialization, named, values, pack, options, remaking);
  } finally {
    values.clear();
  }
}

async function generateMissing(
  specialization: Specialization,
  named: readonly Slice[],
  values: SliceValues,
  pack: TableStore,
  options: GenerateOptions,
  remaking: Set<string>,
): Promise<void> {
  const { game } = specialization;
  const { metric } = values;
  const { threads } = options;
  const efforts = new Map<Slice, Effort>();
  const run: RunOptions = { ...options, onSolved: (slice, effort) => efforts.set(slice, effort) };
  const wanted = options.trees?.only ? new Set(named) : undefined;
  const wantedOf = (slices: readonly Slice[]): readonly string[] => [
    ...new Set(slices.filter((slice) => wanted?.has(slice) ?? true).map((slice) => specialization.tableOf(slice))),
  ];
  const missing = wantedOf(specialization.closure(named)).filter(
    (table) => remaking.has(table) || !pack.has(game.id, game.version, table, metric),
  );
  // What is impossible fails before hours go into the slices below it; the largest tables come last.
  for (const table of missing.toReversed()) for (const slice of specialization.slicesOf(table)) values.check(slice);
  const done = new Set<string>();
  for (;;) {
    // The order is computed again each time: solving a slice can reveal a slice below it that no sample showed.
    const table = wantedOf(specialization.closure(named)).find((name) => !done.has(name));
    if (table === undefined) return;
    done.add(table);
    if (pack.has(game.id, game.version, table, metric) && !remaking.has(table)) {
      options.onTable?.({ table });
      continue;
    }
    const start = performance.now();
    if (options.trees) {
      const trees = { ...options.trees, threads: options.trees.threads ?? threads };
      const encoded = await plant(specialization, table, values, pack, trees, run);
      const entry = pack.put(encoded.table);
      remaking.delete(table);
      const effort = total(specialization.slicesOf(table).flatMap((slice) => efforts.get(slice) ?? []));
      const seconds = { solve: encoded.seconds, write: (performance.now() - start) / 1000 - encoded.seconds };
      options.onTable?.({ table, entry, statistics: encoded.table.header.statistics, effort, seconds });
      continue;
    }
    const found = new Map<Slice, Values>();
    let slices: readonly Slice[];
    do {
      slices = specialization.slicesOf(table);
      for (const slice of slices) if (!found.has(slice)) found.set(slice, await values.get(slice, run));
    } while (specialization.slicesOf(table).length > slices.length);
    const solved = slices.map((slice) => ({ slice, name: slice.name, values: readOnce(found.get(slice)!) }));
    const middle = performance.now();
    const survey = surveyOf(solved);
    const statistics = statisticsOf(specialization, solved, metric, survey);
    const entry = pack.write({
      game: game.id,
      rules: game.version,
      table,
      domain: game.domain.name,
      representation: representationOf(game.domain.name, metric),
      slices: solved,
      statistics,
      survey,
      generator: GENERATOR,
      ...(options.codec === undefined ? {} : { codec: options.codec }),
    });
    remaking.delete(table);
    const effort = total(slices.flatMap((slice) => efforts.get(slice) ?? []));
    const seconds = { solve: (middle - start) / 1000, write: (performance.now() - middle) / 1000 };
    options.onTable?.({ table, entry, statistics, effort, seconds });
  }
}

/**
 * Forecasts what trees of the named tables and of those below them take, without writing any.
 * @param onForecast receives the forecast of each table that is not stored, smaller tables first
 * @throws EndgameError as `generateTables`
 */
export async function forecastTrees(
  specialization: Specialization,
  tables: readonly string[],
  pack: TableStore,
  trees: TreesOptions,
  options: Pick<GenerateOptions, 'memory' | 'threads'> & RunOptions,
  onForecast: (table: string, forecast: Forecast) => void,
): Promise<void> {
  const { game } = specialization;
  const { metric } = trees.representation;
  const { memory = DEFAULT_GENERATE_MEMORY, threads } = options;
  const values = new SliceValues(specialization, { memory, metric, threads });
  const named = tables.flatMap((table) => specialization.slicesOf(table));
  try {
    for (const slice of trees.only ? named : specialization.closure(named)) {
      const table = specialization.tableOf(slice);
      if (pack.has(game.id, game.version, table, metric)) continue;
      const solved = await streaming(specialization, table, values, trees, options);
      onForecast(
        table,
        await forecastStreamed(specialization, slice, solved, trees.representation, learning(trees, options)),
      );
    }
  } finally {
    values.clear();
  }
}

/** Returns a table as trees, and the seconds of its analysis. */
async function plant(
  specialization: Specialization,
  table: string,
  values: SliceValues,
  pack: TableStore,
  trees: TreesOptions,
  run: RunOptions,
): Promise<{ readonly table: EncodedTable; readonly seconds: number }> {
  const { representation } = trees;
  const start = performance.now();
  const solved = await streaming(specialization, table, values, trees, run);
  const seconds = (performance.now() - start) / 1000;
  const [slice] = specialization.slicesOf(table);
  const readsOf = (lower: Slice): number => readsIn(specialization, pack, lower, values.metric);
  const encoded = await encodeStreamed(specialization, slice, solved, representation, {
    ...learning(trees, run),
    ...(countsExits(trees) ? { reads: estimateReads(specialization, slice, readsOf) } : {}),
  });
  return { table: encoded, seconds };
}

function countsExits({ representation, exits = false }: TreesOptions): boolean {
  return exits && representation.countsExits;
}

function learning(
  { aheadCells, aheadQuestions, threads }: TreesOptions,
  { signal, onProgress }: RunOptions,
): StreamedOptions {
  return {
    aheadCells,
    aheadQuestions,
    threads,
    signal,
    onProgress: (what, share) => onProgress?.({ slice: what, phase: '', share }),
  };
}

/**
 * Solves the slice of a table with an engine that streams cells.
 * @throws EndgameError E_USAGE if there is none, and as `SliceValues.get`
 */
async function streaming(
  specialization: Specialization,
  table: string,
  values: SliceValues,
  trees: TreesOptions,
  run: RunOptions,
): Promise<SolvedSlice> {
  const slices = specialization.slicesOf(table);
  const solved = slices.length === 1 ? await values.solvedCells(slices[0], countsExits(trees), run) : undefined;
  if (solved) return solved;
  const what = `no engine streams the positions of ${specialization.game.id} ${table}`;
  throw new EndgameError(
    'E_USAGE',
    what,
    'generate the tables by another codec, then make trees with "endgame pack --codec forest"',
  );
}

function total(efforts: readonly Effort[]): Effort {
  const sum = { positions: 0, edges: 0, backEdges: 0, bytes: 0, words: 0 };
  for (const e of efforts) {
    sum.positions += e.positions;
    sum.edges += e.edges;
    sum.backEdges += e.backEdges;
    sum.bytes = Math.max(sum.bytes, e.bytes);
    sum.words += e.words ?? 0;
  }
  return sum;
}
