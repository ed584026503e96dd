import { type Job, runJobs } from '../jobs/index.ts';
import type { Specialization } from '../specialize/index.ts';
import type { EncodedTable } from '../table/index.ts';
import type { MeasureOptions } from './measure-options.ts';
import { packJob } from './repack.ts';
import { TablePacker } from './table-packer.ts';

/** Most indices of tables whose files wait in memory, each in all encodings. */
const MOST_INDICES = 1 << 25;

/**
 * Tables in all encodings that are tried. Those that are asked for next are encoded with the one that is asked for, and
 * then nothing works while times are measured.
 */
export class EncodedAhead {
  readonly #specialization: Specialization;
  readonly #options: MeasureOptions;
  #next: readonly string[] = [];
  readonly #encoded = new Map<string, readonly EncodedTable[]>();

  constructor(specialization: Specialization, options: MeasureOptions) {
    this.#specialization = specialization;
    this.#options = options;
  }

  /** @param tables in the order in which they will be asked for */
  announce(tables: readonly string[]): void {
    this.#next = tables;
  }

  /**
   * Returns the files of a table, in the order of the encodings.
   * @throws EndgameError as `TablePackers.encode`
   */
  async of(table: string): Promise<readonly EncodedTable[]> {
    if (!this.#encoded.has(table)) await this.#encodeFrom(table);
    const encoded = this.#encoded.get(table)!;
    this.#encoded.delete(table);
    return encoded;
  }

  async #encodeFrom(table: string): Promise<void> {
    const { store, metric, encodings, signal, onProgress } = this.#options;
    const packers = this.#options.packers ?? new TablePacker(this.#specialization, store, store);
    const tables = packers.count === 1 ? [table] : this.#batch(table);
    const work = async ({ id }: Job): Promise<void> =>
      void this.#encoded.set(id, await packers.encode(id, metric, encodings, { signal, onProgress }));
    const limits = { memory: packers.memory, cores: packers.count };
    const jobs = tables.map((id) => packJob(this.#specialization, packers, id));
    const { failed } = await runJobs(jobs, work, { limits, signal });
    if (failed.length > 0) throw failed[0].error;
  }

  /** Returns a table and those after it whose files may wait. */
  #batch(table: string): readonly string[] {
    let indices = 0;
    const from = this.#next.slice(this.#next.indexOf(table));
    return from.filter((each, i) => {
      for (const slice of this.#specialization.slicesOf(each)) indices += this.#specialization.space(slice).size;
      return i === 0 || indices <= MOST_INDICES;
    });
  }
}
