import { giveTurn } from '#platform/turn';
import { outcomesUnder } from '../game/values.ts';
import type { OptionCost, TableCost } from '../plan/costs.ts';
import type { Specialization } from '../specialize/index.ts';
import { RTBW } from '../syzygy/index.ts';
import { RepresentationSpec, type Table } from '../table/index.ts';
import { EncodedAhead } from './encoded-ahead.ts';
import type { MeasureOptions } from './measure-options.ts';
import { type Cost, costOf, costOfStored, costOfSyzygy } from './probe-cost.ts';

/** What a table takes as a file: in each encoding that is tried, as it is stored, and as Syzygy's. */
export class FileCosts {
  readonly #specialization: Specialization;
  readonly #options: MeasureOptions;
  readonly #takesValues: boolean;
  readonly #ahead: EncodedAhead;

  /** @param takesValues whether the engine that computes slices can start from stored values */
  constructor(specialization: Specialization, options: MeasureOptions, takesValues: boolean) {
    this.#specialization = specialization;
    this.#options = options;
    this.#takesValues = takesValues;
    this.#ahead = new EncodedAhead(specialization, options);
  }

  /**
   * Tells which tables are measured next, so that several of them can be encoded at the same time.
   * @param tables in their order
   */
  announce(tables: readonly string[]): void {
    this.#ahead.announce(tables.filter((table) => this.stored(table) !== undefined && this.isTried(table)));
  }

  /** @param before options measured before, which stay where files are measured as they are */
  async of(table: string, before: readonly OptionCost[] = []): Promise<OptionCost[]> {
    const stored = this.stored(table);
    const encoded = stored === undefined ? [] : await this.#ways(table, stored, before);
    return [...encoded.filter(({ codec }) => codec !== RTBW), ...this.#bySyzygy(table)];
  }

  /** Returns whether known costs lack the table's file, which may have been made since. */
  lacks({ table, options }: TableCost): boolean {
    const bytes = this.#syzygyBytes(table);
    if (bytes !== undefined && !options.some((each) => each.codec === RTBW && each.bytes === bytes)) return true;
    const stored = this.stored(table);
    if (stored === undefined) return false;
    if (!this.#options.asStored) return options.length === 0;
    const { name, metric } = RepresentationSpec.of(stored.header);
    if (metric !== this.#options.metric) return false;
    const isFile = ({ representation, codec, bytes }: OptionCost): boolean =>
      representation === name && codec === stored.header.codec && bytes === stored.size;
    return !options.some((each) => each.stored && isFile(each));
  }

  /** Returns the table of the store, if there is one that answers. */
  stored(table: string): Table | undefined {
    return answering(this.#specialization, this.#options, table);
  }

  /** Returns whether a stored table is tried in other encodings. */
  isTried(table: string): boolean {
    const { encodings, most, asStored } = this.#options;
    if (asStored || encodings.length === 0) return false;
    const slices = this.#specialization.slicesOf(table);
    return slices.reduce((sum, slice) => sum + this.#specialization.space(slice).size, 0) <= most;
  }

  /** Returns the bytes of Syzygy's file of outcomes, if there is one and outcomes are asked. */
  #syzygyBytes(table: string): number | undefined {
    const { syzygy, metric } = this.#options;
    return outcomesUnder(metric) === undefined ? undefined : syzygy?.bytesOf(table);
  }

  /** Returns Syzygy's file as an option. Captures lead to other files, as exits do. */
  #bySyzygy(table: string): OptionCost[] {
    const { syzygy, metric, asStored } = this.#options;
    const bytes = this.#syzygyBytes(table);
    if (bytes === undefined) return [];
    const cost = costOfSyzygy(this.#specialization, table, metric, syzygy!);
    if (cost === undefined) return [];
    return [
      {
        representation: 'wdl50',
        codec: RTBW,
        bytes,
        probe: cost.random * 1e-9,
        cold: cost.coldSeconds,
        dependsOnExits: true,
        ...(asStored ? { stored: true } : {}),
      },
    ];
  }

  /**
   * Returns the costs of a table in each encoding: as it is stored and, unless it is too large, in every encoding to
   * try.
   * @param before options measured before, which stay where files are measured as they are
   */
  async #ways(table: string, stored: Table, before: readonly OptionCost[]): Promise<OptionCost[]> {
    const specialization = this.#specialization;
    const { store, metric, asStored, onProgress } = this.#options;
    const options = new Map<string, OptionCost>();
    const add = (option: OptionCost): void => {
      options.set(`${option.representation} by ${option.codec}${option.stored ? ', stored' : ''}`, option);
    };
    const { header } = stored;
    if (asStored) for (const option of before) if (!option.stored) add(option);
    // A table of distances answers questions about outcomes, but a plan for outcomes stores another file.
    const kept = RepresentationSpec.of(header);
    if (kept.metric === metric) {
      const option = this.#option(kept, header.codec, stored.size, costOfStored(specialization, table, metric, store));
      add(asStored ? { ...option, stored: true } : option);
    }
    if (!this.isTried(table)) return sorted(options);
    for (const encoded of await this.#ahead.of(table)) {
      onProgress?.(`${table} ${encoded.header.representation} by ${encoded.header.codec}`, 0);
      await giveTurn();
      // The result may differ from the encoding asked for: a table stores both sides where one side does not give the
      // other.
      const keeping = RepresentationSpec.of(encoded.header);
      add(this.#option(keeping, encoded.header.codec, encoded.bytes, costOf(specialization, encoded, store)));
    }
    return sorted(options);
  }

  /** Returns an option. It has no `unpack` where a kernel computes, because a kernel takes no stored values. */
  #option(keeping: RepresentationSpec, codec: string, bytes: number, cost: Cost): OptionCost {
    const { random, coldSeconds, unpack } = cost;
    return {
      representation: keeping.name,
      codec,
      bytes,
      probe: random * 1e-9,
      cold: coldSeconds,
      ...(unpack === undefined ? { dependsOnExits: true } : this.#takesValues ? { unpack } : {}),
    };
  }
}

/** Returns the table of the measured store that answers under the metric; undefined if there is none. */
export function answering(
  { game }: Specialization,
  { store, metric }: MeasureOptions,
  table: string,
): Table | undefined {
  const found = store.answering(game.id, game.version, table, metric);
  return found === undefined ? undefined : store.table(game.id, game.version, table, found);
}

function sorted(options: ReadonlyMap<string, OptionCost>): OptionCost[] {
  return [...options.values()].sort((a, b) => a.bytes - b.bytes);
}
