/** Probing the tables of a pack by position. */

import { LRUCache } from 'lru-cache';
import { EndgameError, type ErrorCode } from '../game/errors.ts';
import type { Position } from '../game/position.ts';
import { type Value, WDL } from '../game/value.ts';
import type { Metric, Values } from '../game/values.ts';
import type { Slice, Specialization } from '../specialize/index.ts';
import {
  answeredBy,
  type Pack,
  placeOf,
  Prober,
  seeds,
  type Table,
  TableAbsent,
  TableFailure,
} from '../table/index.ts';
import { loadSlice } from '../make/index.ts';

/** Failures of a table that a hybrid answers without. */
const UNUSABLE: ReadonlySet<ErrorCode> = new Set(['E_TABLE_DAMAGED', 'E_TABLE_FOREIGN', 'E_FILE']);

export interface TablesOptions {
  /** Treat a damaged table as absent and remember the error, instead of throwing it. */
  readonly tolerant: boolean;
  /** What is asked; default dtm. */
  readonly metric?: Metric;
  /** Names of the tables that may be used; default: all. */
  readonly only?: ReadonlySet<string> | undefined;
  /** The value of a position without a table that goes on, if it was found out before. */
  readonly elsewhere?: ((p: Position) => Value | undefined) | undefined;
}

/** Values of single positions that are lent at most. */
const LENT = 10_000;

export class Tables {
  readonly pack: Pack;
  readonly metric: Metric;
  readonly #specialization: Specialization;
  readonly #prober: Prober;
  /** Where scores answer for outcomes: what moves score must be added up before anybody looks who has won. */
  readonly #scores: Prober | undefined;
  /** Metrics of the tables that answer the question. */
  readonly #metrics: readonly Metric[];
  readonly #damaged = new Map<string, EndgameError>();
  readonly #tolerant: boolean;
  readonly #only: ReadonlySet<string> | undefined;
  /** Values of positions without a table that answers of tables above count on, by key. */
  readonly #lent = new LRUCache<string, Value>({ max: LENT });
  /** By signature. */
  readonly #holding = new Map<number, boolean>();
  #lacking: TableAbsent | undefined;
  #reported = 0;

  constructor(specialization: Specialization, pack: Pack, options: TablesOptions) {
    const { tolerant, metric = 'dtm', only, elsewhere } = options;
    this.metric = metric;
    this.#specialization = specialization;
    this.pack = pack;
    this.#tolerant = tolerant;
    this.#only = only;
    this.#metrics = answeredBy(metric);
    const known = (p: Position): Value | undefined =>
      elsewhere?.(p) ?? (this.#lent.size > 0 ? this.#lent.get(p.key()) : undefined);
    const isScored = metric === 'wdl' && specialization.game.domain.name === 'score';
    this.#scores = isScored ? new Prober(specialization, 'dtm', (slice) => this.#open(slice, 'dtm')) : undefined;
    this.#prober = new Prober(specialization, metric, (slice) => this.#open(slice), known);
  }

  /** Errors of the damaged tables that were treated as absent, those that have not been told yet. */
  takeFaults(): EndgameError[] {
    const faults = [...this.#damaged.values()].slice(this.#reported);
    this.#reported = this.#damaged.size;
    return faults;
  }

  /** Gives the value of a position without a table, for the answers of tables that count on it. */
  lend(p: Position, value: Value): void {
    this.#lent.set(p.key(), value);
  }

  /** Takes back what was lent. */
  forget(): void {
    this.#lent.clear();
    this.#holding.clear();
    this.#prober.forget();
    this.#scores?.forget();
  }

  /** The position without a table that the last probe without an answer lacked: the one asked or one that it leads to. */
  get lacking(): TableAbsent | undefined {
    return this.#lacking;
  }

  /**
   * Exact value of a legal position, by what is stored of it and by those of its moves that its table counts on (see
   * table/prober.ts); undefined if a table for that is absent. The position is changed and changed back.
   */
  probe(p: Position): Value | undefined {
    for (;;) {
      try {
        const scores = this.#scores;
        if (scores === undefined || this.#hasOutcomes(p)) return this.#prober.value(p);
        return WDL.further(scores.value(p));
      } catch (error) {
        if (error instanceof TableAbsent) {
          this.#lacking = error;
          return undefined;
        }
        if (!(error instanceof TableFailure)) throw error;
        // From now on the table counts as absent.
        this.#discard(error.slice, error.failure);
      }
    }
  }

  /** Whether there is a table of outcomes for the position; such tables of scores count on no other table. */
  #hasOutcomes(p: Position): boolean {
    return this.#metricFor(this.#specialization.tableOf(this.#specialization.sliceOf(p.signature))) === 'wdl';
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

  /** Whether there is a table for the position; false for those with too many men for any. */
  mayHold(p: Position): boolean {
    const known = this.#holding.get(p.signature);
    if (known !== undefined) return known;
    const holds = this.#opens(p);
    this.#holding.set(p.signature, holds);
    return holds;
  }

  #opens(p: Position): boolean {
    let slice: Slice;
    try {
      slice = this.#specialization.sliceOf(p.signature);
    } catch (error) {
      if (error instanceof EndgameError && error.code === 'E_POSITION') return false;
      throw error;
    }
    try {
      return this.#open(slice) !== undefined;
    } catch (error) {
      this.#discard(slice, error);
      return false;
    }
  }

  /** Whether a table holds the values of the slice as they are. */
  seeds(slice: Slice): boolean {
    if (!this.#has(slice)) return false;
    try {
      const table = this.#open(slice);
      return table !== undefined && seeds(table.header, placeOf(table, slice, this.#specialization.space(slice).size));
    } catch (error) {
      this.#discard(slice, error);
      return false;
    }
  }

  /** Whether the pack has a table that answers the question for the slice (with tables below it, maybe). */
  #has(slice: Slice): boolean {
    return this.#metricFor(this.#specialization.tableOf(slice)) !== undefined;
  }

  #metricFor(table: string): Metric | undefined {
    const { game } = this.#specialization;
    if (this.#damaged.has(table) || this.#only?.has(table) === false) return undefined;
    return this.#metrics.find((metric) => this.pack.has(game.id, game.version, table, metric));
  }

  /** A table that is there but cannot be opened is no missing one. */
  #open(slice: Slice, wanted?: Metric): Table | undefined {
    const { game } = this.#specialization;
    const name = this.#specialization.tableOf(slice);
    if (this.#damaged.has(name) || this.#only?.has(name) === false) return undefined;
    const metric = wanted ?? this.#metricFor(name) ?? this.metric;
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
    this.#holding.clear();
    this.#prober.forget();
    this.#scores?.forget();
  }
}
