import type { Slice, Specialization } from '../specialize/index.ts';
import { CODECS } from '../table/codec.ts';
import type { EncodedTable } from '../table/encode.ts';
import type { Encoding } from '../table/representation.ts';
import type { TableStore } from '../table/table-store.ts';
import { learn, pause, readsIn } from './known-table.ts';
import type { PackChoice, PackedTable, PackOrder, RepackRun, TablePackers } from './pack-options.ts';
import { encodeRepresented, type KnownTable, represent } from './represent.ts';

/** Packs tables in this thread, one at a time: gathers what is known of each, encodes it in several ways, and chooses. */
export class TablePacker implements TablePackers {
  readonly count: number = 1;
  readonly memory: number = Number.POSITIVE_INFINITY;
  readonly #specialization: Specialization;
  readonly #from: TableStore;
  readonly #to: TableStore;
  readonly #choice: PackChoice | undefined;

  /**
   * @param from holds the tables and all tables below them
   * @param to holds all tables below them, packed
   * @param choice what orders without an encoding need
   */
  constructor(specialization: Specialization, from: TableStore, to: TableStore, choice?: PackChoice) {
    this.#specialization = specialization;
    this.#from = from;
    this.#to = to;
    this.#choice = choice;
  }

  async pack({ table, encoding }: PackOrder, run: RepackRun): Promise<PackedTable> {
    await pause(run.signal, table);
    return await (encoding === undefined ? this.#chosen(table, this.#choice!, run) : this.#as(table, encoding, run));
  }

  async #as(table: string, encoding: Encoding, run: RepackRun): Promise<PackedTable> {
    const { metric } = encoding.representation;
    return { encoded: encodeAs(await learn(this.#specialization, table, metric, this.#from, () => 1, run), encoding) };
  }

  async #chosen(table: string, choice: PackChoice, run: RepackRun): Promise<PackedTable> {
    const { encodings, choose = smallest, narrow } = choice;
    const { metric } = encodings[0].representation;
    const readsOf = (slice: Slice): number => readsIn(this.#specialization, this.#to, slice, metric);
    const known = await learn(this.#specialization, table, metric, this.#from, readsOf, run);
    const { encodings: trying, why } = narrow === undefined ? { encodings, why: undefined } : await narrow(known);
    const tried: EncodedTable[] = [];
    for (const encoding of trying) {
      await pause(run.signal, table);
      run.onProgress?.(`${table} ${encoding.codec}`, tried.length / trying.length);
      tried.push(encodeAs(known, encoding));
    }
    return { encoded: tried[tried.length === 1 ? 0 : await choose(tried, known)], why };
  }
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
