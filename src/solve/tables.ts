/** Probing the tables of a pack by position. */

import { EndgameError, type ErrorCode } from '../game/errors.ts';
import type { Position } from '../game/position.ts';
import type { Value } from '../game/value.ts';
import type { Metric, Values } from '../game/values.ts';
import type { Slice, Space, Specialization } from '../specialize/index.ts';
import { loadSlice, type Pack, placeOf, type Table } from '../store/index.ts';

interface Shelf {
  readonly space: Space;
  readonly table: Table;
  readonly place: number;
}

/** Failures of a table that a hybrid answers without. */
const UNUSABLE: ReadonlySet<ErrorCode> = new Set(['E_TABLE_DAMAGED', 'E_TABLE_FOREIGN', 'E_FILE']);

export class Tables {
  readonly pack: Pack;
  readonly metric: Metric;
  readonly #specialization: Specialization;
  readonly #shelves = new Map<number, Shelf>();
  readonly #damaged = new Map<string, EndgameError>();
  readonly #tolerant: boolean;

  /** @param tolerant treat a damaged table as absent and remember the error, instead of throwing it */
  constructor(specialization: Specialization, pack: Pack, tolerant: boolean, metric: Metric = 'dtm') {
    this.metric = metric;
    this.#specialization = specialization;
    this.pack = pack;
    this.#tolerant = tolerant;
  }

  /** Errors of the damaged tables that were treated as absent. */
  get damaged(): readonly EndgameError[] {
    return [...this.#damaged.values()];
  }

  /** Stored value of a legal position that has not ended; undefined if its table is absent. */
  probe(p: Position): Value | undefined {
    let shelf = this.#shelves.get(p.signature);
    // A table that was written anew has been closed by its pack.
    if (shelf === undefined || shelf.table.closed) shelf = this.#find(p.signature);
    if (!shelf) return undefined;
    const index = shelf.space.rank(p);
    if (index < 0) {
      throw new EndgameError(
        'E_POSITION',
        `${this.#specialization.game.format(p)} has no index`,
        'tables do not hold such positions',
      );
    }
    try {
      return shelf.table.value(shelf.place, index);
    } catch (error) {
      this.#discard(this.#specialization.sliceOf(p.signature), error);
      return undefined;
    }
  }

  /** All values of a slice; undefined if its table is absent. */
  load(slice: Slice): Values | undefined {
    if (!this.has(slice)) return this.#explain(slice);
    try {
      return loadSlice(this.#specialization, this.pack, slice, this.metric);
    } catch (error) {
      this.#discard(slice, error);
      return undefined;
    }
  }

  has(slice: Slice): boolean {
    const { game } = this.#specialization;
    const name = this.#specialization.tableOf(slice);
    return !this.#damaged.has(name) && this.pack.has(game.id, game.version, name, this.metric);
  }

  #find(signature: number): Shelf | undefined {
    const slice = this.#specialization.sliceOf(signature);
    if (!this.has(slice)) return this.#explain(slice);
    const { game } = this.#specialization;
    try {
      const table = this.pack.table(game.id, game.version, this.#specialization.tableOf(slice), this.metric);
      const space = this.#specialization.space(slice);
      const shelf = { space, table, place: placeOf(table, slice, space.size) };
      this.#shelves.set(signature, shelf);
      return shelf;
    } catch (error) {
      this.#discard(slice, error);
      return undefined;
    }
  }

  /** A table that is there but cannot be opened is no missing one. */
  #explain(slice: Slice): undefined {
    const { game } = this.#specialization;
    const name = this.#specialization.tableOf(slice);
    if (this.#damaged.has(name)) return undefined;
    try {
      this.pack.table(game.id, game.version, name, this.metric);
    } catch (error) {
      if (!(error instanceof EndgameError) || error.code !== 'E_TABLE_MISSING') this.#discard(slice, error);
    }
    return undefined;
  }

  #discard(slice: Slice, error: unknown): void {
    if (!this.#tolerant || !(error instanceof EndgameError) || !UNUSABLE.has(error.code)) throw error;
    this.#damaged.set(this.#specialization.tableOf(slice), error);
    for (const signature of this.#shelves.keys()) {
      if (this.#specialization.tableOf(this.#specialization.sliceOf(signature)) === this.#specialization.tableOf(slice))
        this.#shelves.delete(signature);
    }
  }
}
