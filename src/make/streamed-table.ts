/**
 * Trees of a table straight from its engine: the engine streams legal positions with their places, so that no index is decoded, no
 * move is played at any of them, and no array of the size of the table stands in between.
 */

import type { PlacedCells, SolvedSlice } from '../engine/index.ts';
import { EndgameError } from '../game/errors.ts';
import type { Side } from '../game/schema.ts';
import { isSpoilt, type Value } from '../game/value.ts';
import type { Metric } from '../game/values.ts';
import { Pacer } from '../platform/pacer.ts';
import type { Slice, Space, Specialization } from '../specialize/index.ts';
import { GENERATOR } from '../text/version.ts';
import { forest, type ForestCells, forestSteps } from '../table/coders/forest-encoder.ts';
import { assemble, checkedStatistics, type EncodedTable } from '../table/encode.ts';
import { PAGE_BYTES, type SliceInfo } from '../table/format.ts';
import { positionsOf } from '../table/located.ts';
import { laidOut } from '../table/metadata.ts';
import type { RepresentationSpec } from '../table/representation.ts';
import type { Statistics } from '../table/statistics.ts';
import type { LearnOptions } from '../table/trees/learn-options.ts';
import { forecast, type Forecast, type Sampled } from './forecast.ts';
import type { TreeLearner } from '../table/trees/learner.ts';

/** How `encodeStreamed` encodes. */
export interface StreamedOptions extends LearnOptions {
  /** Values that a probe reads on average if cells depend on exits; absent: every cell has the value of its position. */
  readonly reads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with the step in progress and the share of it that is done, 0 to 1. */
  readonly onProgress?: ((what: string, share: number) => void) | undefined;
}

/** A sample has one in so many cells, but at least `LEAST_SAMPLE` of them and at most `MOST_SAMPLE`. */
const SAMPLE_SHARE = 16;
const LEAST_SAMPLE = 1 << 16;
const MOST_SAMPLE = 1 << 22;
/** How many times as many cells the larger of two samples has. */
const SAMPLE_STEP = 4;

type Stream = (turn: Side) => Iterable<PlacedCells>;

/**
 * Encodes a table of one slice as trees. Every cell is sent down the trees that come back from the bytes.
 * @param solved the slice, with cells; with what exits settle if `options.reads` is given
 * @throws EndgameError E_ABORTED; Error if a cell does not come back
 */
export async function encodeStreamed(
  specialization: Specialization,
  slice: Slice,
  { cells }: SolvedSlice,
  keeping: RepresentationSpec,
  options: StreamedOptions = {},
): Promise<EncodedTable> {
  if (cells === undefined) throw new Error(`the engine of ${slice.name} streams no cells`);
  const { game } = specialization;
  const space = specialization.space(slice);
  const table = new StreamedTable(specialization, slice, space, cells, keeping, options);
  const turns = [...new Set(space.parts.map((part) => part.turn))];
  await table.count(turns);
  const statistics = statisticsOf(
    turns.flatMap((turn) => table.tally(turn)),
    keeping.metric,
  );
  const { cursedWins = 0, blessedLosses = 0 } = statistics;
  // Where the 50-move rule spoils a value, one side does not tell the other.
  const isTold = turns.length === 2 && cursedWins + blessedLosses === 0;
  const side = keeping.oneSide && isTold ? await smallerSide(table, turns) : undefined;
  const info = table.info(side);
  const palette = table.palette(side === undefined ? turns : [side]);
  const payload = await table.learn(info, palette, 1, `${slice.name} trees`);
  const pages: Uint8Array[] = [];
  for (let at = 0; at < payload.length; at += PAGE_BYTES) pages.push(payload.subarray(at, at + PAGE_BYTES));
  return assemble(
    {
      game: game.id,
      rules: game.version,
      table: specialization.tableOf(slice),
      domain: game.domain.name,
      representation: keeping.told,
      codec: forest.id,
      blockBytes: PAGE_BYTES,
      paged: true,
      cellBits: palette.length <= 256 ? 8 : 16,
      palette,
      slices: laidOut([info]),
      statistics: checkedStatistics(statistics),
      generator: GENERATOR,
    },
    pages,
  );
}

/** Returns the side to move whose trees take fewer bytes, as samples promise. */
async function smallerSide(table: StreamedTable, turns: readonly Side[]): Promise<Side> {
  const bytes: number[] = [];
  for (const turn of turns) bytes.push((await table.forecast([turn])).bytes);
  return turns[bytes.indexOf(Math.min(...bytes))];
}

/**
 * Returns what a table of one slice will take as trees: bytes and seconds of learning, from samples of up to four million cells.
 * @throws EndgameError E_ABORTED
 */
export async function forecastStreamed(
  specialization: Specialization,
  slice: Slice,
  { cells }: SolvedSlice,
  keeping: RepresentationSpec,
  options: StreamedOptions = {},
): Promise<Forecast> {
  if (cells === undefined) throw new Error(`the engine of ${slice.name} streams no cells`);
  const space = specialization.space(slice);
  const table = new StreamedTable(specialization, slice, space, cells, keeping, options);
  const turns = [...new Set(space.parts.map((part) => part.turn))];
  await table.count(turns);
  if (!keeping.oneSide || turns.length === 1) return await table.forecast(turns);
  const each: Forecast[] = [];
  for (const turn of turns) each.push(await table.forecast([turn]));
  return each.reduce((best, next) => (next.bytes < best.bytes ? next : best));
}

/** How many positions have each value, those that an exit settles apart. */
type Tally = readonly { readonly value: number; readonly open: number; readonly settled: number }[];

/** Counts the values of a stream, a piece of it at a step. */
function* tallyOf(stream: Iterable<PlacedCells>): Generator<void, Tally, void> {
  const counts = new Uint32Array(2 * NUMBERS);
  for (const { count, values, settled } of stream) {
    if (settled === undefined) for (let i = 0; i < count; i++) counts[2 * (values[i] + BIAS)]++;
    else for (let i = 0; i < count; i++) counts[2 * (values[i] + BIAS) + settled[i]]++;
    yield;
  }
  const tally = Array.from({ length: NUMBERS }, (_, i) => ({
    value: i - BIAS,
    open: counts[2 * i],
    settled: counts[2 * i + 1],
  }));
  return tally.filter(({ open, settled }) => open + settled > 0);
}

function statisticsOf(tally: Tally, metric: Metric): Statistics {
  const sum = (of: (value: number) => boolean): number =>
    tally.reduce((total, { value, open, settled }) => total + (of(value) ? open + settled : 0), 0);
  return {
    positions: sum(() => true),
    wins: sum((value) => value > 0),
    draws: sum((value) => value === 0),
    losses: sum((value) => value < 0),
    ...(metric === 'wdl50'
      ? {
          cursedWins: sum((value) => value > 0 && isSpoilt(value as Value)),
          blessedLosses: sum((value) => value < 0 && isSpoilt(value as Value)),
        }
      : {}),
  };
}

/** What a stream and its representation tell about a table. */
class StreamedTable {
  readonly #specialization: Specialization;
  readonly #slice: Slice;
  readonly #space: Space;
  readonly #cells: Stream;
  readonly #keeping: RepresentationSpec;
  readonly #options: StreamedOptions;
  readonly #tallies: Tally[] = [];

  constructor(
    specialization: Specialization,
    slice: Slice,
    space: Space,
    cells: Stream,
    keeping: RepresentationSpec,
    options: StreamedOptions,
  ) {
    this.#specialization = specialization;
    this.#slice = slice;
    this.#space = space;
    this.#cells = cells;
    this.#keeping = keeping;
    this.#options = options;
  }

  /** Returns the facts about the slice for the header. @param side the side to move with cells; undefined: both */
  info(side: Side | undefined): Omit<SliceInfo, 'offset'> {
    const { reads } = this.#options;
    const runs = this.#space.parts.filter((part) => part.turn === side).map(({ base, size }) => [base, size] as const);
    return {
      name: this.#slice.name,
      size: this.#space.size,
      ...(side === undefined ? {} : { kept: runs }),
      ...(reads === undefined ? {} : { exits: 1 }),
      ...(reads !== undefined && reads > 1 ? { reads: Math.ceil(reads * 8) / 8 } : {}),
    };
  }

  /** Returns what the trees of these sides will take, from samples of their cells. */
  async forecast(turns: readonly Side[]): Promise<Forecast> {
    const tallies = turns.flatMap((turn) => this.tally(turn));
    const cells = tallies.reduce((sum, { open, settled }) => sum + open + settled, 0);
    const most = Math.min(cells, MOST_SAMPLE, Math.max(LEAST_SAMPLE, cells / SAMPLE_SHARE));
    const [small, large] = [
      await this.#sampled(turns, cells, most / SAMPLE_STEP),
      await this.#sampled(turns, cells, most),
    ];
    return forecast(small, large, cells);
  }

  async #sampled(turns: readonly Side[], cells: number, wanted: number): Promise<Sampled> {
    const sampling = Math.max(1, cells / wanted);
    const start = performance.now();
    const info = this.info(turns.length === 1 ? turns[0] : undefined);
    const payload = await this.learn(info, this.palette(turns), sampling, `${this.#slice.name} sample`);
    return { cells: cells / sampling, bytes: payload.length, seconds: (performance.now() - start) / 1000 };
  }

  /**
   * Counts the values of these sides to move; all else needs that.
   * @throws EndgameError E_ABORTED
   */
  async count(turns: readonly Side[]): Promise<void> {
    for (const turn of turns) {
      this.#tallies[turn] = await this.#paced(`${this.#slice.name} values`, tallyOf(this.#cells(turn)));
    }
  }

  /** Returns the counts of the values of a side to move. */
  tally(turn: Side): Tally {
    return this.#tallies[turn];
  }

  /** Returns the values that cells of these sides need, rising. */
  palette(turns: readonly Side[]): readonly number[] {
    const needed = new Set<number>();
    let lowest = Number.POSITIVE_INFINITY; // of the cells that exits settle
    for (const turn of turns) {
      for (const { value, open, settled } of this.tally(turn)) {
        const kept = this.#keeping.cellOf(value as Value);
        if (open > 0) needed.add(kept);
        if (settled > 0) lowest = Math.min(lowest, kept);
      }
    }
    const palette = [...needed].sort((a, b) => a - b);
    if (palette.length === 0 || lowest < palette[0]) palette.unshift(Number.isFinite(lowest) ? lowest : 0);
    return palette;
  }

  /**
   * Returns the payload of the cells of one in `sampling` of the positions, or of all if it is 1.
   * @throws EndgameError E_ABORTED
   */
  async learn(
    info: Omit<SliceInfo, 'offset'>,
    palette: readonly number[],
    sampling: number,
    what: string,
  ): Promise<Uint8Array> {
    const positions = positionsOf(this.#specialization.game.schema, laidOut([info]), [this.#space]);
    const parts = this.#space.parts.filter(
      ({ base }) => info.kept === undefined || info.kept.some(([from]) => from === base),
    );
    const hasFree = info.exits !== undefined;
    const add: ForestCells['add'] = (learner, group) => {
      const { turn } = parts[positions.groups.indexOf(group)];
      return addStream(learner, this.#cells(turn), this.#keeping, palette, hasFree, sampling);
    };
    const steps = forestSteps({ positions, alphabetSize: palette.length, hasFree, add }, this.#options);
    return await this.#paced(what, steps);
  }

  /** Takes the steps of a computation, which yield the share that is done or nothing, and gives other work its turn between them. */
  async #paced<T>(what: string, steps: Generator<number | void, T, void>): Promise<T> {
    const { signal, onProgress } = this.#options;
    const pacer = new Pacer();
    let step = steps.next();
    for (; !step.done; step = steps.next()) {
      if (!pacer.isDue) continue;
      onProgress?.(what, step.value ?? 0);
      await pacer.pause();
      if (signal?.aborted)
        throw new EndgameError('E_ABORTED', `stopped while encoding ${this.#slice.name}`, 'run it again');
    }
    return step.value;
  }
}

/** Values of a cell and their classes: room for all 16-bit numbers. */
const NUMBERS = 65_536;
const BIAS = 32_768;
/** Multiplier of a hash of places (D. E. Knuth, The Art of Computer Programming, section 6.4). */
const HASH = 2_654_435_761;

/** Adds streamed cells to a learner, without those that any code suits, a piece of the stream at a step. */
function* addStream(
  learner: TreeLearner,
  stream: Iterable<PlacedCells>,
  keeping: RepresentationSpec,
  palette: readonly number[],
  hasFree: boolean,
  sampling: number,
): Generator<void, void, void> {
  const { words, fields, fieldWords, fieldShifts, classWord, classShift } = learner.layout;
  const markWord = fieldWords[fields - 1];
  const markShift = fieldShifts[fields - 1];
  const top = palette.length - 1;
  const codes = codesOf(keeping, palette);
  const most = Math.floor(2 ** 32 / sampling);
  let chunk = new Uint32Array(0);
  for (const { count, places, marks, values, settled } of stream) {
    if (chunk.length < words * count) chunk = new Uint32Array(words * count);
    let at = 0;
    for (let i = 0; i < count; i++) {
      const place = places[i];
      if (sampling > 1 && Math.imul(place, HASH) >>> 0 >= most) continue;
      const code = codes[values[i] + BIAS];
      const isFree = hasFree && settled?.[i] === 1;
      if (isFree && code === top) continue;
      // a don't-care of code 0 may have that code alone
      const cls = isFree && code > 0 ? top + code : code;
      for (let w = 1; w < words; w++) chunk[at + w] = 0;
      chunk[at] = place;
      if (marks !== undefined) chunk[at + markWord] |= marks[i] << markShift;
      chunk[at + classWord] |= cls << classShift;
      at += words;
    }
    learner.add(chunk.subarray(0, at));
    yield;
  }
}

/** Returns the code of each 16-bit number, shifted by `BIAS`. A value that needs no cell has the next lower code. */
function codesOf(keeping: RepresentationSpec, palette: readonly number[]): Uint16Array {
  const codes = new Uint16Array(NUMBERS);
  for (let v = -BIAS + 1; v < BIAS - 1; v++) {
    const value = keeping.cellOf(v as Value);
    codes[v + BIAS] = Math.max(
      0,
      palette.findLastIndex((each) => each <= value),
    );
  }
  return codes;
}
