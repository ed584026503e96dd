import type { Metric } from '../game/values.ts';
import type { Slice, Specialization } from '../specialize/index.ts';
import { CODECS } from '../table/codec.ts';
import type { EncodedTable } from '../table/encode.ts';
import type { Encoding } from '../table/representation.ts';
import type { TableStore } from '../table/table-store.ts';
import { learn, pause, readsIn } from './known-table.ts';
import type { PackChoice, PackedTable, RepackRun, TablePackers } from './pack-options.ts';
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
   * @param choice what `pack` needs
   */
  constructor(specialization: Specialization, from: TableStore, to: TableStore, choice?: PackChoice) {
    this.#specialization = specialization;
    this.#from = from;
    this.#to = to;
    this.#choice = choice;
  }

  async encode(
    table: string,
    metric: Metric,
    encodings: readonly Encoding[],
    run: RepackRun,
  ): Promise<readonly EncodedTable[]> {
    await pause(run.signal, table);
    const known = await learn(this.#specialization, table, metric, this.#from, () => 1, run);
    return await encodeEach(known, encodings, run);
  }

  async pack(table: string, run: RepackRun): Promise<PackedTable> {
    await pause(run.signal, table);
    const { encodings, choose = smallest, narrow } = this.#choice!;
    const { metric } = encodings[0].representation;
    const readsOf = (slice: Slice): number => readsIn(this.#specialization, this.#to, slice, metric);
    const known = await learn(this.#specialization, table, metric, this.#from, readsOf, run);
    const { encodings: trying, why } = narrow === undefined ? { encodings, why: undefined } : await narrow(known);
    const tried = await encodeEach(known, trying, run);
    return { encoded: tried[tried.length === 1 ? 0 : await choose(tried, known)], why };
  }
}

/** Returns the files of a table in some encodings. */
async function encodeEach(known: KnownTable, encodings: readonly Encoding[], run: RepackRun): Promise<EncodedTable[]> {
  const encoded: EncodedTable[] = [];
  for (const encoding of encodings) {
    await pause(run.signal, known.table);
    run.onProgress?.(`${known.table} ${encoding.codec}`, encoded.length / encodings.length);
    encoded.push(encodeAs(known, encoding));
  }
  return encoded;
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
