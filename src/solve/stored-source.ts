/** The tables of a store as a source of values. */

import type { Need, Source } from '../engine/index.ts';
import { EndgameError, type ErrorCode } from '../game/errors.ts';
import type { Position } from '../game/position.ts';
import { type Value, WDL } from '../game/value.ts';
import type { Metric, Values } from '../game/values.ts';
import type { Slice, Specialization } from '../specialize/index.ts';
import {
  answeredBy,
  loadSlice,
  NotFetched,
  placeOf,
  Prober,
  seeds,
  type Table,
  TableAbsent,
  TableFailure,
  type TableStore,
} from '../table/index.ts';

/** Failures of a table that a hybrid answers without. */
const UNUSABLE: ReadonlySet<ErrorCode> = new Set(['E_TABLE_DAMAGED', 'E_TABLE_FOREIGN', 'E_FILE']);

export interface StoredSourceOptions {
  /** Treat a damaged table as absent and remember the error, instead of throwing it. */
  readonly tolerant: boolean;
  /** What is asked; default dtm. */
  readonly metric?: Metric;
  /** Names of the tables that may be used; default: all. */
  readonly only?: ReadonlySet<string> | undefined;
  /** Who is asked about positions below that have no table. */
  readonly others?: readonly Source[];
}

export class StoredSource implements Source {
  readonly name = 'table';
  readonly metric: Metric;
  readonly store: TableStore;
  readonly #specialization: Specialization;
  readonly #prober: Prober;
  /** Where scores answer for outcomes: what moves score must be added up before anybody looks who has won. */
  readonly #scores: Prober | undefined;
  /** Metrics of the tables that answer the question. */
  readonly #metrics: readonly Metric[];
  readonly #damaged = new Map<string, EndgameError>();
  readonly #tolerant: boolean;
  readonly #only: ReadonlySet<string> | undefined;
  /** By signature. */
  readonly #holding = new Map<number, boolean>();
  #reported = 0;

  constructor(specialization: Specialization, store: TableStore, options: StoredSourceOptions) {
    const { tolerant, metric = 'dtm', only, others = [] } = options;
    this.metric = metric;
    this.store = store;
    this.#specialization = specialization;
    this.#tolerant = tolerant;
    this.#only = only;
    this.#metrics = answeredBy(metric);
    const isScored = metric === 'wdl' && specialization.game.domain.name === 'score';
    this.#scores = isScored ? new Prober(specialization, 'dtm', (slice) => this.#open(slice, 'dtm')) : undefined;
    this.#prober = new Prober(specialization, metric, (slice) => this.#open(slice), others);
  }

  /** Errors of the damaged tables that were treated as absent, those that have not been reported yet. */
  takeFaults(): EndgameError[] {
    const faults = [...this.#damaged.values()].slice(this.#reported);
    this.#reported = this.#damaged.size;
    return faults;
  }

  /** Forgets which tables there are. */
  forget(): void {
    this.#holding.clear();
    this.#prober.forget();
    this.#scores?.forget();
  }

  /** Returns whether there is a table for the position; false for those with too many men for any. */
  mayHold(p: Position): boolean {
    const known = this.#holding.get(p.signature);
    if (known !== undefined) return known;
    const slice = this.#specialization.find(p.signature);
    const holds = slice !== undefined && this.#opens(slice);
    this.#holding.set(p.signature, holds);
    return holds;
  }

  /**
   * By what is stored of the position and by those of its moves that its table counts on (see table/prober.ts). What it
   * needs is the value of a position below that has no table, or bytes that are elsewhere.
   */
  probe(p: Position): Value | Need | undefined {
    for (;;) {
      try {
        const scores = this.#scores;
        if (scores === undefined || this.#hasOutcomes(p)) return this.#prober.value(p);
        return WDL.further(scores.value(p));
      } catch (error) {
        if (error instanceof TableAbsent) {
          const isOwn = error.slice === this.#specialization.find(p.signature);
          return isOwn ? undefined : { kind: 'value', position: error.position };
        }
        if (error instanceof NotFetched) return { kind: 'bytes', fetch: error.fetch };
        if (!(error instanceof TableFailure)) throw error;
        // From now on the table counts as absent.
        this.#discard(error.slice, error.failure);
      }
    }
  }

  /** All values of a slice, if a table holds them as they are; else undefined. */
  load(slice: Slice): Values | undefined {
    try {
      if (this.#open(slice) === undefined) return undefined;
      return loadSlice(this.#specialization, this.store, slice, this.metric);
    } catch (error) {
      if (error instanceof NotFetched) return undefined; // solving it costs less than fetching all of it
      this.#discard(slice, error);
      return undefined;
    }
  }

  /** Returns whether a table holds the values of the slice as they are. */
  seeds(slice: Slice): boolean {
    if (this.#metricFor(this.#specialization.tableOf(slice)) === undefined) return false;
    try {
      const table = this.#open(slice);
      return table !== undefined && seeds(table.header, placeOf(table, slice, this.#specialization.space(slice).size));
    } catch (error) {
      if (error instanceof NotFetched) return false;
      this.#discard(slice, error);
      return false;
    }
  }

  /** Returns whether there is a table of outcomes for the position; such tables of scores count on no other table. */
  #hasOutcomes(p: Position): boolean {
    return this.#metricFor(this.#specialization.tableOf(this.#specialization.sliceOf(p.signature))) === 'wdl';
  }

  #opens(slice: Slice): boolean {
    try {
      return this.#open(slice) !== undefined;
    } catch (error) {
      if (error instanceof NotFetched) return true;
      this.#discard(slice, error);
      return false;
    }
  }

  #metricFor(table: string): Metric | undefined {
    const { game } = this.#specialization;
    if (this.#damaged.has(table) || this.#only?.has(table) === false) return undefined;
    return this.#metrics.find((metric) => this.store.has(game.id, game.version, table, metric));
  }

  /** A table that is there but cannot be opened is no missing one. */
  #open(slice: Slice, wanted?: Metric): Table | undefined {
    const { game } = this.#specialization;
    const name = this.#specialization.tableOf(slice);
    if (this.#damaged.has(name) || this.#only?.has(name) === false) return undefined;
    const metric = wanted ?? this.#metricFor(name) ?? this.metric;
    try {
      return this.store.table(game.id, game.version, name, metric);
    } catch (error) {
      if (error instanceof EndgameError && error.code === 'E_TABLE_MISSING') return undefined;
      throw error;
    }
  }

  #discard(slice: Slice, error: unknown): void {
    if (!this.#tolerant || !(error instanceof EndgameError) || !UNUSABLE.has(error.code)) throw error;
    this.#damaged.set(this.#specialization.tableOf(slice), error);
    this.forget();
  }
}
