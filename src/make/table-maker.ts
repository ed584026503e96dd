import { EndgameError } from '../game/errors.ts';
import type { Metric, Values } from '../game/values.ts';
import type { Effort, SolvedSlice } from '../engine/index.ts';
import { statisticsOf, surveyOf } from '../table/index.ts';
import { type PartsOptions, type RunOptions, SliceValues } from '../values/index.ts';
import type { Slice, Specialization } from '../specialize/index.ts';
import { GENERATOR } from '../text/version.ts';
import { loadSlice, sliceInBlocks } from '../table/load-slice.ts';
import { workName } from '../table/names.ts';
import { ScratchDirectory } from '../table/scratch-directory.ts';
import { representationOf } from '../table/format.ts';
import type { TableStore } from '../table/table-store.ts';
import type { EncodedTable } from '../table/encode.ts';
import { estimateReads } from './reads.ts';
import { readOnce } from './read-once.ts';
import { readsIn } from './known-table.ts';
import { DEFAULT_GENERATE_MEMORY, type GeneratedTable, type MakeOptions, type TreesOptions } from './options.ts';
import { encodeStreamed, type StreamedOptions } from './streamed-table.ts';

/** Makes tables of a game one after the other. What it has solved stays in memory for the next ones, as far as it fits. */
export class TableMaker {
  readonly #specialization: Specialization;
  readonly #pack: TableStore;
  readonly #options: MakeOptions;
  readonly #values: SliceValues;
  readonly #remaking: Set<string>;
  #making: string | undefined;
  readonly #efforts = new Map<Slice, Effort>();
  /** Where slices are that are solved by parts. */
  readonly #scratches = new Map<Slice, ScratchDirectory>();

  /** @param remaking tables that are made although they are stored; each is removed when it has been made */
  constructor(
    specialization: Specialization,
    pack: TableStore,
    options: MakeOptions,
    remaking: Set<string> = new Set(),
  ) {
    const { engine, threads, engines, memory = DEFAULT_GENERATE_MEMORY } = options;
    const metric = options.trees?.representation.metric ?? options.metric ?? 'dtm';
    this.#specialization = specialization;
    this.#pack = pack;
    this.#options = options;
    this.#remaking = remaking;
    this.#values = new SliceValues(specialization, {
      memory,
      metric,
      engine,
      threads,
      engines,
      load: (slice) => (this.#isStored(slice) ? loadSlice(specialization, pack, slice, metric) : undefined),
      parts: options.scratch === undefined ? undefined : this.#parts(options.scratch, metric),
    });
  }

  /**
   * Returns whether values of a slice may be read from its table. Another process may have stored the table that is being made. Values
   * that were read say nothing of indices without a position, so what is written from them would have other bytes.
   */
  #isStored(slice: Slice): boolean {
    const table = this.#specialization.tableOf(slice);
    return table !== this.#making && !this.#remaking.has(table);
  }

  #parts(directory: string, metric: Metric): PartsOptions {
    const specialization = this.#specialization;
    const { game } = specialization;
    return {
      scratch: (slice) => {
        const known = this.#scratches.get(slice);
        if (known !== undefined) return known;
        const made = new ScratchDirectory(directory, workName(game.id, `${game.version}.${slice.name}`, metric));
        this.#scratches.set(slice, made);
        return made;
      },
      stored: (slice) => (this.#isStored(slice) ? sliceInBlocks(specialization, this.#pack, slice, metric) : undefined),
    };
  }

  /** Returns whether a table need not be made: it is stored, and shall not be made again. */
  has(table: string): boolean {
    const { game } = this.#specialization;
    return !this.#remaking.has(table) && this.#pack.has(game.id, game.version, table, this.#values.metric);
  }

  /**
   * Returns what a table takes, as predicted: most bytes, and seconds without what lies below.
   * @throws EndgameError E_BUDGET if the bytes are more than the memory, E_USAGE if no engine supports it
   */
  predict(table: string): { readonly bytes: number; readonly seconds: number } {
    let bytes = 0;
    let seconds = 0;
    for (const slice of this.#specialization.slicesOf(table)) {
      bytes = Math.max(bytes, this.#values.check(slice));
      seconds += this.#values.secondsOf(slice);
    }
    return { bytes, seconds };
  }

  /**
   * Makes a table and stores it.
   * @throws EndgameError E_BUDGET, E_USAGE (a metric that no engine can find), E_ABORTED, E_FILE, E_DISK_FULL
   */
  async make(table: string, options: RunOptions): Promise<GeneratedTable> {
    const run: RunOptions = { ...options, onSolved: (slice, effort) => this.#efforts.set(slice, effort) };
    const { trees } = this.#options;
    this.#making = table;
    const made = await (trees === undefined ? this.#written(table, run) : this.#planted(table, trees, run));
    this.#remaking.delete(table);
    for (const slice of this.#specialization.slicesOf(table)) this.#dropParts(slice);
    const efforts = this.#specialization.slicesOf(table).flatMap((slice) => this.#efforts.get(slice) ?? []);
    return { table, ...made, effort: total(efforts) };
  }

  /** Drops what is in memory, and leaves the parts of what has not been made. */
  clear(): void {
    this.#values.clear();
    for (const scratch of this.#scratches.values()) scratch.close();
    this.#scratches.clear();
  }

  /** Deletes the parts of a slice whose values are stored now. */
  #dropParts(slice: Slice): void {
    const scratch = this.#scratches.get(slice);
    if (scratch === undefined) return;
    this.#values.drop(slice);
    scratch.clear();
    this.#scratches.delete(slice);
  }

  async #written(table: string, run: RunOptions): Promise<Omit<GeneratedTable, 'table'>> {
    const specialization = this.#specialization;
    const { game } = specialization;
    const { metric } = this.#values;
    const { codec } = this.#options;
    const start = performance.now();
    const found = new Map<Slice, Values>();
    let slices: readonly Slice[];
    do {
      slices = specialization.slicesOf(table);
      for (const slice of slices) if (!found.has(slice)) found.set(slice, await this.#values.get(slice, run));
    } while (specialization.slicesOf(table).length > slices.length);
    const solved = slices.map((slice) => ({ slice, name: slice.name, values: readOnce(found.get(slice)!) }));
    const middle = performance.now();
    const survey = surveyOf(solved);
    const statistics = statisticsOf(specialization, solved, metric, survey);
    const entry = this.#pack.write({
      game: game.id,
      rules: game.version,
      table,
      domain: game.domain.name,
      representation: representationOf(game.domain.name, metric),
      slices: solved,
      statistics,
      survey,
      generator: GENERATOR,
      ...(codec === undefined ? {} : { codec }),
    });
    const seconds = { solve: (middle - start) / 1000, write: (performance.now() - middle) / 1000 };
    return { entry, statistics, seconds };
  }

  async #planted(table: string, options: TreesOptions, run: RunOptions): Promise<Omit<GeneratedTable, 'table'>> {
    const trees = { ...options, threads: options.threads ?? this.#options.threads };
    const start = performance.now();
    const encoded = await plant(this.#specialization, table, this.#values, this.#pack, trees, run);
    const entry = this.#pack.put(encoded.table);
    const seconds = { solve: encoded.seconds, write: (performance.now() - start) / 1000 - encoded.seconds };
    return { entry, statistics: encoded.table.header.statistics, seconds };
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

/** Returns how trees are learnt. */
export function learning(
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
export async function streaming(
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
