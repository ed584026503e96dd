import { isLegal } from '../game/rules.ts';
import { Position } from '../game/position.ts';
import { UNUSED, type Value } from '../game/value.ts';
import { CodedValues, type Metric, outcomesUnder, PlainValues, toArray, type Values } from '../game/values.ts';
import type { Slice, Space, Specialization } from '../specialize/index.ts';
import { metricOf } from '../table/format.ts';
import { loadSlice } from '../table/load-slice.ts';
import { Prober, TableFailure } from '../table/prober.ts';
import type { Table } from '../table/table.ts';
import type { TableStore } from '../table/table-store.ts';

/** Exact values of whole slices from a store with any representations; each slice is read once. */
export class ExactValues {
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

/**
 * Returns the table of a store that answers under a metric.
 * @throws EndgameError E_TABLE_MISSING, E_TABLE_DAMAGED, E_TABLE_FOREIGN, E_FILE
 */
export function sourceOf({ game }: Specialization, pack: TableStore, table: string, metric: Metric): Table {
  const found = pack.answering(game.id, game.version, table, metric);
  // if there is none, or none that can be used, the store throws the reason
  return pack.table(game.id, game.version, table, found ?? metric);
}
