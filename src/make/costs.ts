/**
 * Measures a game's cost model on this machine: what each encoding of a table takes in bytes and time, and what it
 * takes to do without the table. Times are seconds of CPU.
 *
 *   probe, cold   of the table in memory (other encodings) or on disk (as it is stored), tables below included
 *   unpack        reading all values, where an engine can start from them; a kernel takes none
 *   compute       generic engine: the table's slices, all values below available
 *   alone, fed    kernel: a question from nothing, and with the other tables of the store
 *   tried, computed  what a game's questions take before one of them is computed, and how often one is
 *   feeds         what each table that is read saves of `alone`: their sum is measured, and split as questions about these tables take time
 *   search        a question by forward search or the kernel's bounds, where it answered all random positions
 */

import { giveTurn } from '#platform/turn';
import { runtime } from '#platform/process';
import { EndgameError } from '../game/errors.ts';
import type { Costs, TableCost } from '../plan/costs.ts';
import type { Specialization } from '../specialize/index.ts';
import { RTBW, RTBW_DECODER_BYTES } from '../syzygy/index.ts';
import { TABLE_CODERS } from '../table/coders/index.ts';
import { calibrate } from './calibrate.ts';
import { ComputingCosts } from './computing-costs.ts';
import { FileCosts } from './file-costs.ts';
import type { MeasureOptions } from './measure-options.ts';
import { exitShares, samplePositions } from './sample.ts';
import { withForecasts } from './similar.ts';

/** Number of random positions whose moves are played for `exits`. */
const EXIT_SAMPLE = 5_000;
/** Seconds below which a computed table is not searched. */
const AT_ONCE = 0.005;

/**
 * Measures the costs of tables and of all tables below them.
 * @throws EndgameError E_TABLE_UNKNOWN, E_TABLE_DAMAGED, E_ABORTED, E_FILE
 */
export async function measureCosts(specialization: Specialization, options: MeasureOptions): Promise<Costs> {
  const measurement = new Measurement(specialization, options);
  return await measurement.run();
}

class Measurement {
  readonly #specialization: Specialization;
  readonly #options: MeasureOptions;
  readonly #costs = new Map<string, TableCost>();
  readonly #files: FileCosts;
  readonly #computing: ComputingCosts;

  constructor(specialization: Specialization, options: MeasureOptions) {
    this.#specialization = specialization;
    this.#options = options;
    this.#computing = new ComputingCosts(specialization, options, this.#costs);
    const slices = options.tables.flatMap((table) => specialization.slicesOf(table));
    this.#files = new FileCosts(specialization, options, this.#computing.takesValues(slices));
  }

  async run(): Promise<Costs> {
    const { game } = this.#specialization;
    const { tables, metric, known, signal, onProgress, onTable } = this.#options;
    const named = tables.flatMap((table) => this.#specialization.slicesOf(table));
    const order = [...new Set(this.#specialization.closure(named).map((slice) => this.#specialization.tableOf(slice)))];
    for (const table of known?.tables ?? []) this.#costs.set(table.table, table);
    const head = {
      game: game.id,
      rules: game.version,
      metric,
      calibration: known?.calibration ?? calibrate(),
      node: runtime,
      decoders: {
        ...Object.fromEntries(TABLE_CODERS.map(({ coder, decoderBytes }) => [coder.id, decoderBytes])),
        ...(this.#options.syzygy === undefined ? {} : { [RTBW]: RTBW_DECODER_BYTES }),
      },
    };
    const sofar = (): Costs => ({ ...head, tables: [...this.#costs.values()] });
    const missing = order.filter((table) => {
      const measured = this.#costs.get(table);
      return measured === undefined || this.#files.lacks(measured);
    });
    this.#files.announce(missing);
    for (const [i, table] of missing.entries()) {
      await giveTurn();
      if (signal?.aborted)
        throw new EndgameError('E_ABORTED', `stopped while measuring ${table}`, 'run it again to go on');
      onProgress?.(table, i / missing.length);
      const cost = await this.#table(table, this.#costs.get(table));
      this.#costs.set(table, cost);
      onTable?.(sofar(), cost);
    }
    return this.#options.asStored ? withForecasts(this.#specialization, sofar()) : sofar();
  }

  /** @param known what was measured before */
  async #table(table: string, known?: TableCost): Promise<TableCost> {
    const { asStored } = this.#options;
    const stored = this.#files.stored(table);
    const slices = this.#specialization.slicesOf(table);
    const below = new Set(
      slices.flatMap((slice) => this.#specialization.below(slice).map((lower) => this.#specialization.tableOf(lower))),
    );
    below.delete(table);
    const options = await this.#files.of(table, known?.options);
    const seconds = await this.#computing.of(slices);
    const { compute = Number.POSITIVE_INFINITY, alone } = seconds;
    const isSearched = !asStored && alone === undefined && compute > AT_ONCE;
    const search = isSearched ? await this.#computing.search(slices, compute) : asStored ? known?.search : undefined;
    return {
      table,
      ...(stored === undefined ? {} : { positions: stored.header.statistics.positions }),
      below: [...below],
      options,
      ...(options.some(({ dependsOnExits }) => dependsOnExits) || (asStored && stored === undefined)
        ? { exits: exitShares(this.#specialization, table, samplePositions(this.#specialization, slices, EXIT_SAMPLE)) }
        : {}),
      ...seconds,
      ...(search === undefined ? {} : { search }),
    };
  }
}
