import type { Need, Source, StoredPlanes } from '../engine/index.ts';
import { EndgameError, type ErrorCode } from '../game/errors.ts';
import type { Position } from '../game/position.ts';
import type { Value } from '../game/value.ts';
import type { Metric, Values } from '../game/values.ts';
import type { Slice, Specialization } from '../specialize/index.ts';
// Not by way of the room's list: what stands there would come to every page that solves.
import { loadSlice } from '../table/load-slice.ts';
import { placeOf } from '../table/place.ts';
import { Prober, TableAbsent, TableFailure } from '../table/prober.ts';
import { seeds } from '../table/representation.ts';
import { NotFetched } from '../table/table-files.ts';
import { tablePlanes } from '../table/table-planes.ts';
import type { TableStore } from '../table/table-store.ts';
import type { Table } from '../table/table.ts';

/** Errors of a table that a hybrid solver answers without. */
const UNUSABLE: ReadonlySet<ErrorCode> = new Set(['E_TABLE_DAMAGED', 'E_TABLE_FOREIGN', 'E_FILE']);

/** How a stored source treats its tables. */
export interface StoredSourceOptions {
  /** Whether a damaged table counts as absent and its error is stored; else the error is thrown. */
  readonly tolerant: boolean;
  /** Metric of the answers; default dtm. */
  readonly metric?: Metric;
  /** Names of the tables that may be used; default: all. */
  readonly only?: ReadonlySet<string> | undefined;
  /** Sources to ask about positions below that have no table. */
  readonly others?: readonly Source[];
}

/** The tables of a store as a source of values. */
export class StoredSource implements Source {
  readonly name = 'table';
  readonly metric: Metric;
  readonly store: TableStore;
  readonly #specialization: Specialization;
  readonly #prober: Prober;
  /** Whether only tables of outcomes answer: in games of scores, the points of moves come before the outcome. */
  readonly #takesOutcomesAlone: boolean;
  readonly #damaged = new Map<string, EndgameError>();
  readonly #tolerant: boolean;
  readonly #only: ReadonlySet<string> | undefined;
  /** Whether there is a table, by signature. */
  readonly #holding = new Map<number, boolean>();
  /** Names of the stores that tables are in, by signature. */
  readonly #stores = new Map<number, string>();
  /** Planes by slice. */
  readonly #planes = new Map<Slice, { readonly table: Table | undefined; readonly planes: StoredPlanes | undefined }>();
  #reported = 0;

  constructor(specialization: Specialization, store: TableStore, options: StoredSourceOptions) {
    const { tolerant, metric = 'dtm', only, others = [] } = options;
    this.metric = metric;
    this.store = store;
    this.#specialization = specialization;
    this.#tolerant = tolerant;
    this.#only = only;
    this.#takesOutcomesAlone = metric === 'wdl' && specialization.game.domain.name === 'score';
    this.#prober = new Prober(specialization, metric, (slice) => this.#open(slice), others);
  }

  /** Returns the errors of damaged tables that have not been reported yet. */
  takeFaults(): EndgameError[] {
    const faults = [...this.#damaged.values()].slice(this.#reported);
    this.#reported = this.#damaged.size;
    return faults;
  }

  /** Forgets which tables exist. */
  forget(): void {
    this.#holding.clear();
    this.#stores.clear();
    this.#planes.clear();
    this.#prober.forget();
  }

  /** Returns whether there is a table for the position; false if it has too many men for any table. */
  mayHold(p: Position): boolean {
    const known = this.#holding.get(p.signature);
    if (known !== undefined) return known;
    const slice = this.#specialization.find(p.signature);
    const holds = slice !== undefined && this.#opens(slice);
    this.#holding.set(p.signature, holds);
    return holds;
  }

  /**
   * Returns the value, from the position's cell and from the exits that its table depends on (see table/prober.ts);
   * undefined if the position has no table. A need is the value of a position below without a table, or bytes to fetch.
   * @throws EndgameError if a table is damaged and the source is not tolerant
   */
  probe(p: Position): Value | Need | undefined {
    for (;;) {
      try {
        return this.#prober.value(p);
      } catch (error) {
        if (error instanceof TableAbsent) {
          const isOwn = error.slice === this.#specialization.find(p.signature);
          return isOwn ? undefined : { kind: 'value', position: error.position };
        }
        if (error instanceof NotFetched) return { kind: 'bytes', fetch: error.fetch };
        if (!(error instanceof TableFailure)) throw error;
        // The table counts as absent from here on.
        this.#discard(error.slice, error.failure);
      }
    }
  }

  /** Returns the name of the store that the table of the position is in. */
  storeOf(p: Position): string {
    const known = this.#stores.get(p.signature);
    if (known !== undefined) return known;
    const table = this.#specialization.tableOf(this.#specialization.sliceOf(p.signature));
    const name = this.store.holder(this.#specialization.game.id, table, this.#metricFor(table));
    this.#stores.set(p.signature, name);
    return name;
  }

  /** Returns all values of a slice, if a table holds them as they are; else undefined. */
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

  /** Returns what engines read by planes, if a table tells the outcomes of a slice so; else undefined. */
  planes(slice: Slice): StoredPlanes | undefined {
    const known = this.#planes.get(slice);
    if (known !== undefined && known.table?.closed !== true) return known.planes;
    let table: Table | undefined;
    let planes: StoredPlanes | undefined;
    try {
      table = this.#open(slice);
      planes = table && tablePlanes(this.#specialization, table, slice, (error) => this.#unread(slice, error));
    } catch (error) {
      if (error instanceof NotFetched) return undefined;
      this.#discard(slice, error);
    }
    this.#planes.set(slice, { table, planes });
    return planes;
  }

  /** Takes the failure of a table that an engine would read. What must be fetched first takes longer than solving. */
  #unread(slice: Slice, error: unknown): void {
    if (!(error instanceof NotFetched)) this.#discard(slice, error);
  }

  /** Returns whether a table holds the values of the slice as they are. */
  seeds(slice: Slice): boolean {
    if (this.#metricFor(this.#specialization.tableOf(slice)) === undefined) return false;
    try {
      const table = this.#open(slice);
      return table !== undefined && seeds(table.header, placeOf(table, slice, this.#specialization.space(slice)));
    } catch (error) {
      if (error instanceof NotFetched) return false;
      this.#discard(slice, error);
      return false;
    }
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
    const metric = this.store.answering(game.id, game.version, table, this.metric);
    return this.#takesOutcomesAlone && metric !== 'wdl' ? undefined : metric;
  }

  /** Opens the table of a slice; undefined if there is none. A table that cannot be opened throws. */
  #open(slice: Slice): Table | undefined {
    const { game } = this.#specialization;
    const name = this.#specialization.tableOf(slice);
    if (this.#damaged.has(name) || this.#only?.has(name) === false) return undefined;
    const metric = this.#metricFor(name) ?? this.metric;
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
