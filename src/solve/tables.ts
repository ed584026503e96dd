/** Probing the tables of a pack by position. */

import { EndgameError, type ErrorCode } from '../game/errors.ts';
import type { Position } from '../game/position.ts';
import type { Value } from '../game/value.ts';
import type { Metric, Values } from '../game/values.ts';
import type { Slice, Specialization } from '../specialize/index.ts';
import { answeredBy, loadSlice, type Pack, Prober, type Table, TableAbsent, TableFailure } from '../store/index.ts';

/** Failures of a table that a hybrid answers without. */
const UNUSABLE: ReadonlySet<ErrorCode> = new Set(['E_TABLE_DAMAGED', 'E_TABLE_FOREIGN', 'E_FILE']);

export class Tables {
  readonly pack: Pack;
  readonly metric: Metric;
  readonly #specialization: Specialization;
  readonly #prober: Prober;
  /** Metrics of the tables that answer the question. */
  readonly #metrics: readonly Metric[];
  readonly #damaged = new Map<string, EndgameError>();
  readonly #tolerant: boolean;
  #lacking: Slice | undefined;

  /** @param tolerant treat a damaged table as absent and remember the error, instead of throwing it */
  constructor(specialization: Specialization, pack: Pack, tolerant: boolean, metric: Metric = 'dtm') {
    this.metric = metric;
    this.#specialization = specialization;
    this.pack = pack;
    this.#tolerant = tolerant;
    this.#metrics = answeredBy(metric);
    this.#prober = new Prober(specialization, metric, (slice) => this.#open(slice));
  }

  /** Errors of the damaged tables that were treated as absent. */
  get damaged(): readonly EndgameError[] {
    return [...this.#damaged.values()];
  }

  /** The slice whose table the last probe without an answer lacked: that of the position or one below. */
  get lacking(): Slice | undefined {
    return this.#lacking;
  }

  /**
   * Exact value of a legal position, by what is stored of it and by those of its moves that its table counts on (see
   * store/prober.ts); undefined if a table for that is absent. The position is changed and changed back.
   */
  probe(p: Position): Value | undefined {
    try {
      return this.#prober.value(p);
    } catch (error) {
      if (error instanceof TableAbsent) this.#lacking = error.slice;
      else if (error instanceof TableFailure) {
        this.#discard(error.slice, error.failure);
        this.#lacking = error.slice;
      } else throw error;
      return undefined;
    }
  }

  /** All values of a slice, if a table holds them as they are; else undefined. */
  load(slice: Slice): Values | undefined {
    try {
      if (this.#open(slice) === undefined) return undefined;
      return loadSlice(this.#specialization, this.pack, slice, this.metric);
    } catch (error) {
      this.#discard(slice, error);
      return undefined;
    }
  }

  /** Whether the pack has a table that answers the question for the slice (with tables below it, maybe). */
  has(slice: Slice): boolean {
    return this.#metricFor(this.#specialization.tableOf(slice)) !== undefined;
  }

  #metricFor(table: string): Metric | undefined {
    const { game } = this.#specialization;
    if (this.#damaged.has(table)) return undefined;
    return this.#metrics.find((metric) => this.pack.has(game.id, game.version, table, metric));
  }

  /** A table that is there but cannot be opened is no missing one. */
  #open(slice: Slice): Table | undefined {
    const { game } = this.#specialization;
    const name = this.#specialization.tableOf(slice);
    if (this.#damaged.has(name)) return undefined;
    const metric = this.#metricFor(name) ?? this.metric;
    try {
      return this.pack.table(game.id, game.version, name, metric);
    } catch (error) {
      if (error instanceof EndgameError && error.code === 'E_TABLE_MISSING') return undefined;
      throw error;
    }
  }

  #discard(slice: Slice, error: unknown): void {
    if (!this.#tolerant || !(error instanceof EndgameError) || !UNUSABLE.has(error.code)) throw error;
    this.#damaged.set(this.#specialization.tableOf(slice), error);
    this.#prober.forget();
  }
}
