import { isLegal, stuckValue } from '../game/rules.ts';
import { knownTo, type Source } from '../engine/index.ts';
import type { Game } from '../game/contract.ts';
import { EndgameError } from '../game/errors.ts';
import { Position } from '../game/position.ts';
import { loss, type Value, type ValueDomain, win, worthOf } from '../game/value.ts';
import { domainOf, type Metric, outcomesUnder } from '../game/values.ts';
import type { Slice, Space, Specialization } from '../specialize/index.ts';
import { damaged } from './failure.ts';
import { type ExitDependence, metricOf, type Rounding } from './format.ts';
import { locate } from './located.ts';
import { placeOf } from './place.ts';
import { rangeOf } from './rounding.ts';
import type { Table } from './table.ts';

/** Less than any value. */
const NOTHING = -40_000;
/** The least value, and the greatest. */
const LOST: Value = loss(0);
const WON: Value = win(0);
/**
 * Limits of a probe's depth and, where distances are exact, of the positions whose moves it plays. Sound tables never
 * reach them: a probe takes at most a class of distances and three plies for every slice on the way down, and exits are
 * looked at where they are few. But a file may say anything.
 */
const DEEPEST = 512;
const MOST_EXPANDED = 2 ** 24;
/** Where the count starts in a search. It is a small integer, since others are allocated. */
const SEARCHING = -(2 ** 30);

interface Shelf {
  readonly slice: Slice;
  readonly space: Space;
  readonly table: Table;
  readonly place: number;
  /** Whether some indices have no cell. */
  readonly partial: boolean;
  readonly exits: ExitDependence;
  readonly rounding: Rounding | undefined;
  /** Whether the table tells more than the outcomes that are the question. */
  readonly toOutcome: boolean;
}

/** Reports that a probe met a position without a table. */
export class TableAbsent extends Error {
  readonly slice: Slice;
  /** A copy of the position. */
  readonly position: Position;

  /** @param p is copied */
  constructor(slice: Slice, p: Position) {
    super(`no table of ${slice.name}`);
    this.slice = slice;
    this.position = new Position(p.schema);
    this.position.copyFrom(p);
  }
}

/** Reports that the table of a slice failed while a probe, maybe of another slice, needed it. */
export class TableFailure extends Error {
  readonly slice: Slice;
  /** The failure of its table. */
  readonly failure: EndgameError;

  constructor(slice: Slice, failure: EndgameError) {
    super(failure.message, { cause: failure });
    this.slice = slice;
    this.failure = failure;
  }
}

/**
 * Finds exact values of positions from tables of any representation (representation.ts): what a cell does not say, the
 * moves of the position do. It needs the rules and tables, wherever their bytes are, but no file system and no engine.
 * So it runs in a worker or in a browser on bytes in memory. It allocates nothing once warm.
 *
 * A probe takes, in this order: the rules' value of an ended position; if the index has no cell, the best value that
 * one move reaches; the cell, and if the table depends on exits the best exit (make/dont-cares.ts); and if the cell
 * tells a class of distances, the exact one by the search that rounding.ts describes.
 */
export class Prober {
  /** The question. */
  readonly metric: Metric;
  readonly #specialization: Specialization;
  readonly #game: Game;
  readonly #domain: ValueDomain;
  /** The same if the question asks for outcomes alone. */
  readonly #outcomes: ValueDomain | undefined;
  readonly #open: (slice: Slice) => Table | undefined;
  readonly #others: readonly Source[];
  /** By signature; undefined if there is no table. */
  readonly #shelves = new Map<number, Shelf | undefined>();
  /** Moves of the positions on the current path, a buffer for each ply. */
  readonly #moves: Int32Array[] = [];
  #depth = 0;
  #expanded = 0;

  /**
   * @param metric the question
   * @param open returns the table that answers it for a slice (see `answeredBy`), undefined if there is none
   * @param others sources for positions that have no table and are not over
   */
  constructor(
    specialization: Specialization,
    metric: Metric,
    open: (slice: Slice) => Table | undefined,
    others: readonly Source[] = [],
  ) {
    this.metric = metric;
    this.#specialization = specialization;
    this.#game = specialization.game;
    this.#domain = domainOf(specialization.game, metric);
    this.#outcomes = outcomesUnder(metric);
    this.#open = open;
    this.#others = others;
  }

  /**
   * Returns the value of a legal position. It changes the position and changes it back.
   * @throws TableAbsent, TableFailure; NotFetched if bytes are elsewhere; EndgameError E_TOO_LARGE if no table can hold
   * it
   */
  value(p: Position): Value {
    const { time } = p;
    this.#depth = 0;
    this.#expanded = 0;
    try {
      return this.#value(p);
    } catch (error) {
      p.rewind(time);
      throw error;
    }
  }

  /** Forgets which tables there are. */
  forget(): void {
    this.#shelves.clear();
  }

  #value(p: Position): Value {
    const ended = this.#game.ended(p);
    if (ended !== undefined) return this.#outcomes?.further(ended) ?? ended;
    const shelf = this.#shelf(p.signature);
    if (shelf === undefined) return this.#known(p);
    const index = this.#rank(shelf, p);
    if (shelf.partial && !shelf.table.holds(shelf.place, index)) return this.#best(p, undefined, NOTHING);
    const stored = this.#stored(shelf, index);
    const rounding = shelf.toOutcome ? undefined : shelf.rounding;
    if (rounding === undefined) {
      // a win cannot become better
      if (shelf.exits === 0 || (this.#outcomes !== undefined && stored === WON)) return stored;
      return this.#best(p, shelf, stored);
    }
    return this.#exactly(p, shelf, rangeOf(stored, rounding));
  }

  /** Returns the value of a position whose cell tells a class of distances. The search is no longer than a class. */
  #exactly(p: Position, shelf: Shelf, range: { least: Value; most: Value }): Value {
    this.#expanded = SEARCHING;
    const exit = shelf.exits === 0 ? NOTHING : this.#best(p, shelf, NOTHING);
    let least = Math.max(range.least, exit);
    let most = Math.max(range.most, exit);
    while (least < most) {
      const middle = Math.ceil((least + most) / 2);
      if (this.#reaches(p, middle)) least = middle;
      else most = middle - 1;
    }
    return least as Value;
  }

  /**
   * Returns the greatest of `floor` and the values of the moves. With a shelf, only its exits count; without, all
   * moves, and a position without moves has the rules' value.
   */
  #best(p: Position, shelf: Shelf | undefined, floor: number): Value {
    const game = this.#game;
    const domain = this.#domain;
    const moves = this.#buffer(p);
    const { signature, time, turn } = p;
    const n = game.moves(p, moves);
    const shifts = shelf === undefined || shelf.exits === 2 || game.shift === undefined;
    const most = this.#outcomes === undefined ? 40_000 : WON;
    let best = floor;
    let playable = 0;
    for (let m = 0; m < n && best < most; m++) {
      if (!shifts && game.shift!(moves[m]) >= 0) continue;
      const points = game.play(p, moves[m]) ?? 0;
      const again = p.turn === turn;
      const outside = p.signature !== signature && (shelf === undefined || !shelf.space.holds(p.signature));
      if ((outside || shifts) && isLegal(game, p)) {
        playable++;
        if (shelf === undefined || outside || game.ended(p) !== undefined) {
          const worth = worthOf(domain, this.#value(p), points, again);
          if (worth > best) best = worth;
        }
      }
      p.rewind(time);
    }
    this.#depth--;
    if (shelf === undefined && playable === 0) return this.#stuck(p);
    return best as Value;
  }

  /** Returns whether the value of the position is `v` or more, under dtm. */
  #reaches(p: Position, v: number): boolean {
    if (v <= LOST) return true;
    const game = this.#game;
    const ended = game.ended(p);
    if (ended !== undefined) return ended >= v;
    if (v > WON) return false;
    const shelf = this.#shelf(p.signature);
    if (shelf === undefined) return this.#known(p) >= v;
    const index = this.#rank(shelf, p);
    if (!shelf.partial || shelf.table.holds(shelf.place, index)) {
      const stored = this.#stored(shelf, index);
      const range = shelf.rounding === undefined ? undefined : rangeOf(stored, shelf.rounding);
      if ((range?.least ?? stored) >= v) return true;
      // Exits can be better than the cell; without them the class is the upper bound.
      if ((range?.most ?? stored) < v) return shelf.exits !== 0 && this.#best(p, shelf, NOTHING) >= v;
    }
    // A move's value is v or more iff its successor's value is less than `next`.
    const next = v > 0 ? -v : v < 0 ? 2 - v : 1;
    const moves = this.#buffer(p);
    const { time } = p;
    const n = game.moves(p, moves);
    let playable = 0;
    let found = false;
    for (let m = 0; m < n && !found; m++) {
      game.play(p, moves[m]);
      if (isLegal(game, p)) {
        playable++;
        found = !this.#reaches(p, next);
      }
      p.rewind(time);
    }
    this.#depth--;
    return playable === 0 ? this.#stuck(p) >= v : found;
  }

  #stuck(p: Position): Value {
    return stuckValue(this.#game, p);
  }

  /** Returns the value of a position without a table. */
  #known(p: Position): Value {
    const known = knownTo(this.#others, p);
    if (known !== undefined) return known;
    throw new TableAbsent(this.#specialization.sliceOf(p.signature), p);
  }

  #stored(shelf: Shelf, index: number): Value {
    try {
      const v = shelf.table.value(shelf.place, index);
      return shelf.toOutcome ? this.#domain.further(v) : v;
    } catch (error) {
      if (error instanceof EndgameError) throw new TableFailure(shelf.slice, error);
      throw error;
    }
  }

  #rank(shelf: Shelf, p: Position): number {
    const index = shelf.space.rank(p);
    if (index >= 0) return index;
    throw new EndgameError('E_POSITION', `${this.#game.format(p)} has no index`, 'tables do not hold such positions');
  }

  /** Returns a buffer for the moves of a position that has a shelf. */
  #buffer(p: Position): Int32Array {
    const depth = this.#depth++;
    if (depth === DEEPEST) throw this.#endless(p, `a probe goes ${DEEPEST} plies deep`);
    if (++this.#expanded > MOST_EXPANDED)
      throw this.#endless(p, `a probe plays the moves of ${MOST_EXPANDED} positions`);
    return (this.#moves[depth] ??= new Int32Array(this.#game.maxMoves));
  }

  #endless(p: Position, what: string): TableFailure {
    const { slice, table } = this.#shelf(p.signature)!;
    return new TableFailure(slice, damaged(table.name, what));
  }

  #shelf(signature: number): Shelf | undefined {
    const known = this.#shelves.get(signature);
    // The store closes a table that is written again.
    if (known !== undefined ? !known.table.closed : this.#shelves.has(signature)) return known;
    const specialization = this.#specialization;
    const slice = specialization.sliceOf(signature);
    let table: Table | undefined;
    let place: number;
    const space = specialization.space(slice);
    try {
      table = this.#open(slice);
      if (table === undefined) {
        this.#shelves.set(signature, undefined);
        return undefined;
      }
      place = placeOf(table, slice, space);
      locate(specialization, table);
    } catch (error) {
      if (error instanceof EndgameError) throw new TableFailure(slice, error);
      throw error;
    }
    const { header } = table;
    const shelf: Shelf = {
      slice,
      space,
      table,
      place,
      partial: header.slices[place].kept !== undefined,
      exits: header.slices[place].exits ?? 0,
      rounding: header.rounding,
      toOutcome: this.#outcomes !== undefined && metricOf(header.representation) !== this.metric,
    };
    this.#shelves.set(signature, shelf);
    return shelf;
  }
}
