import { bytesOfOutcomes, OUTCOME_CODES } from '../game/outcome-values.ts';
import { DRAW, loss, win } from '../game/value.ts';
import type { Slice, Specialization } from '../specialize/index.ts';
import { locate, placeOf, type Table, type TableStore } from '../table/index.ts';
import { OutcomeReplay, Sheet, type StoredValue, type Stretch, type VerifyReport } from '../verify/index.ts';
import type { SheetOrder, SheetPass } from './sheet-passes.ts';

/** Slices below of at most so many indices are known to both sides from one pass; positions of larger ones are replayed as they come. */
const WHOLE = 1 << 24;
/** Most bytes of sheets. What lies below and has no room is probed. */
const SHEET_BYTES = 2_000_000_000;
const OUTCOME_VALUES: readonly number[] = [win(0), DRAW, loss(0)];

/** The cells of a slice. */
interface StoredCodes {
  readonly table: Table;
  readonly place: number;
  /** Indices that have cells, in rising order. */
  readonly runs: readonly Stretch[];
  /** Of each number in the palette. */
  readonly codes: Uint8Array;
}

/** Sheets of stored tables of outcomes; each thread has its own, over shared memory. */
export class StoredOutcomes {
  readonly #specialization: Specialization;
  readonly #store: TableStore;
  readonly #stored = new Map<Slice, StoredCodes | undefined>();

  constructor(specialization: Specialization, store: TableStore) {
    this.#specialization = specialization;
    this.#store = store;
  }

  /**
   * Returns empty sheets for verifying a slice: those of the slices below, each after what lies below it, and the slice's own, which is the last.
   * Undefined if the slice's cells are not outcomes, all to be believed or none, or if there is no room for its sheet.
   * @param known sheets that are filled, from slices before
   * @throws EndgameError if a table cannot be opened
   */
  sheetsFor(slice: Slice, known: readonly Sheet[]): readonly Sheet[] | undefined {
    const own = this.#codes(slice);
    if (own === undefined || own.table.header.palette.some((v) => !OUTCOME_VALUES.includes(v))) return undefined;
    const spaceOf = (each: Slice) => this.#specialization.space(each);
    let room = SHEET_BYTES - bytesOfOutcomes(spaceOf(slice).size);
    if (room < 0) return undefined;
    const below = this.#specialization.below(slice);
    const sheets: Sheet[] = [];
    for (const each of this.#specialization.closure(below)) {
      if (!below.includes(each) || this.#codes(each) === undefined) continue;
      const space = spaceOf(each);
      const bytes = bytesOfOutcomes(space.size);
      if (bytes > room) continue;
      room -= bytes;
      sheets.push(known.find((sheet) => sheet.slice === each) ?? new Sheet(each, space, space.size <= WHOLE));
    }
    return [...sheets, new Sheet(slice, spaceOf(slice), true)];
  }

  /** Returns descriptions of sheets for another thread. */
  orders(sheets: readonly Sheet[]): readonly SheetOrder[] {
    return sheets.map(({ slice, whole, memory }) => ({
      table: this.#specialization.tableOf(slice),
      slice: slice.name,
      whole,
      memory,
    }));
  }

  /** Returns the sheets that another thread has described. */
  ordered(orders: readonly SheetOrder[]): readonly Sheet[] {
    return orders.map(({ table, slice: name, whole, memory }) => {
      const slice = this.#specialization.slicesOf(table).find((each) => each.name === name)!;
      return new Sheet(slice, this.#specialization.space(slice), whole, memory);
    });
  }

  /**
   * Does a pass over a chunk of the indices of the last sheet.
   * @throws EndgameError as `OutcomeReplay.verify`, or if a table cannot be read
   */
  pass(pass: SheetPass, replay: OutcomeReplay, sheet: Sheet, chunk: Stretch): VerifyReport {
    const stored = this.#codes(sheet.slice)!;
    const { runs } = stored;
    const before = replay.moves;
    let positions = 0;
    if (pass === 'extend') for (const gap of gapsIn(runs, chunk)) positions += replay.extend(sheet, gap);
    for (const part of pass === 'extend' ? [] : partsIn(runs, chunk)) {
      if (pass === 'verify') positions += replay.verify(sheet, part);
      else {
        copy(stored, sheet, part);
        if (sheet.whole) replay.confine(sheet, part);
      }
    }
    return { positions, moves: replay.moves - before };
  }

  /** Returns what replays moves over sheets. */
  replay(sheets: readonly Sheet[], stored: StoredValue): OutcomeReplay {
    return new OutcomeReplay(this.#specialization, sheets, stored);
  }

  /** Returns the cells of a slice; undefined if it has no table, or one whose cells are not the values. */
  #codes(slice: Slice): StoredCodes | undefined {
    if (!this.#stored.has(slice)) this.#stored.set(slice, this.#opened(slice));
    return this.#stored.get(slice);
  }

  #opened(slice: Slice): StoredCodes | undefined {
    const { game } = this.#specialization;
    const name = this.#specialization.tableOf(slice);
    const metric = this.#store.answering(game.id, game.version, name, 'wdl');
    if (metric === undefined) return undefined;
    const table = this.#store.table(game.id, game.version, name, metric);
    const space = this.#specialization.space(slice);
    const place = placeOf(table, slice, space);
    locate(this.#specialization, table);
    const { slices, rounding, palette } = table.header;
    const { exits = 0, kept = [[0, space.size]] } = slices[place];
    if (exits !== 0 || rounding !== undefined) return undefined;
    const { win: won, loss: lost, draw } = OUTCOME_CODES;
    return {
      table,
      place,
      runs: kept.map(([from, count]) => ({ from, to: from + count })),
      codes: Uint8Array.from(palette, (v) => (v > 0 ? won : v < 0 ? lost : draw)),
    };
  }
}

function copy({ table, place, codes }: StoredCodes, sheet: Sheet, { from, to }: Stretch): void {
  const cells = table.readCodes(place, from, to - from);
  for (let i = 0; i < cells.length; i++) sheet.put(from + i, codes[cells[i]]);
}

function partsIn(runs: readonly Stretch[], { from, to }: Stretch): readonly Stretch[] {
  return runs
    .map((run) => ({ from: Math.max(run.from, from), to: Math.min(run.to, to) }))
    .filter((part) => part.from < part.to);
}

function gapsIn(runs: readonly Stretch[], { from, to }: Stretch): readonly Stretch[] {
  const ends = [from, ...partsIn(runs, { from, to }).flatMap((part) => [part.from, part.to]), to];
  return ends.flatMap((end, i) => (i % 2 === 0 && end < ends[i + 1] ? [{ from: end, to: ends[i + 1] }] : []));
}
