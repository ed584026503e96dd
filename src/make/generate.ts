import { EndgameError } from '../game/errors.ts';
import { dealt, type Job, runJobs, type Shard } from '../jobs/index.ts';
import { type RunOptions, SliceValues } from '../values/index.ts';
import type { Slice, Specialization } from '../specialize/index.ts';
import type { TableStore } from '../table/table-store.ts';
import { type Forecast } from './forecast.ts';
import {
  DEFAULT_GENERATE_MEMORY,
  type FailedTable,
  type GenerateOptions,
  type GeneratedTable,
  type GenerateOutcome,
  type TableWorkers,
  type TreesOptions,
} from './options.ts';
import { forecastStreamed } from './streamed-table.ts';
import { learning, streaming, TableMaker } from './table-maker.ts';

/**
 * Generates tables into a store: every named table and every table below it, smaller ones first. Stored tables are
 * skipped, so a killed run resumes where it stopped. Several processes may write to one store: whatever they do at the
 * same time, a table has the same bytes.
 * @throws EndgameError E_TABLE_UNKNOWN, E_BUDGET, E_USAGE (a metric that no engine can find, a shard out of range),
 *   E_ABORTED, E_FILE, E_DISK_FULL; tables written before the error stay
 */
export async function generateTables(
  specialization: Specialization,
  tables: readonly string[],
  pack: TableStore,
  options: GenerateOptions = {},
): Promise<GenerateOutcome> {
  const { shard, trees, force } = options;
  if (shard !== undefined) checkShard(shard, trees);
  const named = tables.flatMap((table) => specialization.slicesOf(table));
  const wanted = new Set(named.map((slice) => specialization.tableOf(slice)));
  const remaking = new Set(force ? wanted : []);
  const maker = new TableMaker(specialization, pack, options, remaking);
  try {
    return await new Generation(specialization, named, pack, maker, remaking, options).run();
  } finally {
    maker.clear();
  }
}

/** A run of `generateTables`. */
class Generation {
  readonly #specialization: Specialization;
  readonly #named: Slice[];
  readonly #pack: TableStore;
  readonly #maker: TableMaker;
  readonly #remaking: Set<string>;
  readonly #options: GenerateOptions;
  readonly #memory: number;

  constructor(
    specialization: Specialization,
    named: readonly Slice[],
    pack: TableStore,
    maker: TableMaker,
    remaking: Set<string>,
    options: GenerateOptions,
  ) {
    this.#specialization = specialization;
    this.#named = [...named];
    this.#pack = pack;
    this.#maker = maker;
    this.#remaking = remaking;
    this.#options = options;
    this.#memory = options.memory ?? DEFAULT_GENERATE_MEMORY;
  }

  async run(): Promise<GenerateOutcome> {
    const { shard, keepGoing, signal, workers, onTable, onWhole } = this.#options;
    const all = this.#tables();
    const own = shard === undefined ? all : dealt(all, (table) => this.#leastSizeOf(table), shard);
    const mine = new Set(own);
    const others = all.filter((table) => !mine.has(table));
    const failed: FailedTable[] = [];
    const left: string[] = [];
    const seen = new Set(others);
    // Solving a slice can reveal a slice below it that no sample showed. Its table is made in another round.
    for (let tables = own; tables.length > 0; tables = this.#tables().filter((table) => !seen.has(table))) {
      const missing: string[] = [];
      for (const table of tables) {
        seen.add(table);
        if (this.#maker.has(table)) onTable?.({ table });
        else missing.push(table);
      }
      const outcome = await runJobs(this.#jobs(missing), (job, report) => this.#make(job, report), {
        limits: {
          memory: workers?.hasOwnMemory ? Number.POSITIVE_INFINITY : this.#memory,
          get cores() {
            return workers?.count ?? 1;
          },
        },
        keepGoing,
        signal,
        onProgress: onWhole,
        isDone: ({ id }) => this.#isDone(id),
      });
      if (outcome.failed.length > 0 && !keepGoing) throw outcome.failed[0].error;
      failed.push(...outcome.failed.map(({ job, error }) => ({ table: job.id, error })));
      left.push(...outcome.left.map(({ id }) => id));
    }
    return { failed, left, others };
  }

  /** Returns the tables of the run as far as they are known, each after those below it. */
  #tables(): string[] {
    const only = this.#options.trees?.only ? new Set(this.#named) : undefined;
    const slices = this.#specialization.closure(this.#named).filter((slice) => only?.has(slice) ?? true);
    return [...new Set(slices.map((slice) => this.#specialization.tableOf(slice)))];
  }

  /**
   * Returns the jobs of tables.
   * @throws EndgameError E_BUDGET or E_USAGE if one of them is impossible, before hours go into the tables below it
   */
  #jobs(tables: readonly string[]): Job[] {
    // The largest tables come last, and fail first.
    return tables
      .toReversed()
      .map((id) => ({ id, needs: this.#needsOf(id), ...this.#predict(id) }))
      .reverse();
  }

  #needsOf(table: string): string[] {
    const slices = this.#specialization.slicesOf(table).flatMap((slice) => this.#specialization.below(slice));
    const tables = new Set(slices.map((slice) => this.#specialization.tableOf(slice)));
    tables.delete(table);
    return [...tables];
  }

  #predict(table: string): Pick<Job, 'bytes' | 'seconds'> {
    const { workers, keepGoing } = this.#options;
    try {
      const { bytes, seconds } = this.#maker.predict(table);
      // What the workers have in equal parts is of use to them all.
      const share = workers === undefined || workers.hasOwnMemory ? 0 : Math.floor(this.#memory / workers.count);
      return { bytes: Math.max(bytes, share), seconds: seconds + LEAST_SECONDS };
    } catch (error) {
      if (!keepGoing) throw error;
      return { bytes: 0, seconds: LEAST_SECONDS }; // making it fails at once, and says why
    }
  }

  #isDone(table: string): boolean {
    this.#pack.refresh();
    if (!this.#maker.has(table)) return false;
    this.#options.onTable?.({ table });
    return true;
  }

  async #make({ id, bytes }: Job, report: () => void): Promise<void> {
    const { signal, workers, onProgress, onTable } = this.#options;
    const run: RunOptions = {
      signal,
      onProgress: (progress) => {
        report();
        onProgress?.(progress);
      },
    };
    const made = await (workers === undefined
      ? this.#maker.make(id, run)
      : this.#makeElsewhere(id, bytes, workers, run));
    onTable?.(made);
  }

  async #makeElsewhere(table: string, memory: number, workers: TableWorkers, run: RunOptions): Promise<GeneratedTable> {
    this.#maker.predict(table); // which throws if it is impossible
    const { made, below } = await workers.make(table, memory, this.#remaking.has(table), run);
    this.#remaking.delete(table);
    if (this.#options.trees?.only) return made;
    const known = new Set(this.#tables());
    for (const each of below) if (!known.has(each)) this.#named.push(...this.#specialization.slicesOf(each));
    return made;
  }

  /** Returns a number of indices that a table has at least. It is the same in every process. */
  #leastSizeOf(table: string): number {
    return this.#specialization.slicesOf(table).reduce((sum, slice) => sum + this.#specialization.leastSize(slice), 0);
  }
}

/** Seconds of any table beside solving: statistics, packing, and writing. */
const LEAST_SECONDS = 0.05;

/** @throws EndgameError E_USAGE */
function checkShard({ number, of }: Shard, trees: TreesOptions | undefined): void {
  const whole = Number.isSafeInteger(number) && Number.isSafeInteger(of);
  if (!whole || number < 1 || number > of)
    throw new EndgameError('E_USAGE', `there is no shard ${number}/${of}`, 'write 1/4, 2/4, 3/4, and 4/4');
  if (trees?.exits === true)
    throw new EndgameError(
      'E_USAGE',
      'cells that depend on exits cannot be made by shards, since their bytes depend on the tables below',
      'leave out one of the two',
    );
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
