/**
 * Chooses how to encode large tables by the game's own small slices. Sizes of the board and the like do not tell which
 * coder suits a game; its small slices do (bench/learnt.ts). They race: slices come in rising size, and an encoding
 * that falls far behind leaves, since the slowest coders are slowest where they compress badly. No clock is read: the
 * same tables give the same choice.
 */

import type { Slice, Specialization } from '../specialize/index.ts';
import { CODECS } from '../table/codec.ts';
import { CODERS } from '../table/coders/index.ts';
import type { Encoding } from '../table/representation.ts';
import type { TableStore } from '../table/table-store.ts';
import { learn, pause, readsIn } from './known-table.ts';
import type { Narrowed, RepackRun } from './pack-options.ts';
import type { KnownTable } from './represent.ts';
import { encodeAs } from './table-packer.ts';

/** Most cells of a table on which every encoding is tried. */
const SMALL = 1 << 14;
/** Most slices in the race whose sizes lie between the same powers of two. */
const LIKE = 4;
/** Most cells of all slices in the race together ... */
const RACED = 1 << 19;
/** ... and most of them as a share of the table's cells: the race is to take less than the table. */
const SHARE = 1 / 2;
/** An encoding leaves the race with more than this many times the bytes of the best ... */
const BEHIND = 1.5;
/** ... after so many cells. Fewer tell little, and no coder takes long for them. */
const TELLING = 1 << 12;
/** Bytes that are added to both before they are compared: few bytes tell little. */
const LITTLE = 32;
/** Most encodings that a reason names. */
const NAMED = 3;
/** Most seconds, roughly, for the encodings of a table together ... */
const PATIENCE = 120;
/** ... and where nothing was learnt, so that its bytes are unknown. */
const BLIND = 10;
/** Bytes a cell where nothing was learnt: tables of scores take so many. */
const DENSE = 0.25;

/** How fast something encodes. */
interface Speed {
  /** Cells read a second. */
  readonly cells: number;
  /** Bytes made a second; default: they take no time of their own. */
  readonly bytes?: number;
}

/**
 * Speeds of codecs and coders in order of magnitude. Figures of one machine stand here, since a clock would choose
 * otherwise in another run.
 */
const SPEEDS: Readonly<Record<string, Speed>> = {
  raw: { cells: 1e8 },
  deflate: { cells: 5e6 },
  brotli: { cells: 1e7 },
  'brotli-max': { cells: 7e5 },
  plain: { cells: 1e7 },
  'run-length': { cells: 1e7 },
  pairs: { cells: 1e5 },
  'pairs-arranged': { cells: 1e5 },
  // 1,100 bytes a second for scores of awari, 1,500 for KQvK, 5,000 for dodgem
  tree: { cells: 2e5, bytes: 1500 },
  // 3,600 bytes a second for the same scores, 10,000 for the same dodgem
  forest: { cells: 5e5, bytes: 5000 },
  diagram: { cells: 2e6 },
};
/** The same of all others. */
const SPEED: Speed = { cells: 2.5e5 };

/** Ids of what is worth trying: `forest` makes the trees of `tree`, sooner. */
export const LEARNT_CODECS: readonly string[] = [...Object.keys(CODECS), ...Object.keys(CODERS)].filter(
  (id) => id !== 'tree',
);

/** What a race showed. */
export interface Race {
  /** Number of slices; 0 if they had too few cells to tell anything. */
  readonly slices: number;
  /** For each encoding its bytes over those of the best, when it was last in the race; at least 1. */
  readonly ratios: readonly number[];
  /** For each encoding its bytes a cell. */
  readonly densities: readonly number[];
}

/**
 * Returns a function that says which of the encodings to try on a table. For one that is not small, its small slices
 * and those below it race. Those below are packed already, so that a run that goes on chooses as the first would have.
 * @param from holds the table and all tables below it
 * @param to holds all tables below it, packed
 */
export function learntEncodings(
  specialization: Specialization,
  from: TableStore,
  to: TableStore,
  encodings: readonly Encoding[],
  run: RepackRun = {},
): (known: KnownTable) => Promise<Narrowed> {
  const track = new Track(specialization, from, to, encodings, run);
  return async (known) => {
    const cells = cellsOf(known);
    if (cells <= SMALL) return { encodings, why: `smallest of ${encodings.length}` };
    return narrowed(await track.race(known), encodings, cells);
  };
}

/** Returns what to try on a table of so many cells: who is still in the race, or what is quick if that told nothing. */
export function narrowed(race: Race, encodings: readonly Encoding[], cells: number): Narrowed {
  const { slices, ratios, densities } = race;
  const ranked = encodings.map((encoding, i) => {
    const { cells: read, bytes: made = Number.POSITIVE_INFINITY } = SPEEDS[encoding.codec] ?? SPEED;
    const seconds = cells / read + (cells * (slices === 0 ? DENSE : densities[i])) / made;
    return { encoding, ratio: ratios[i], seconds };
  });
  if (slices === 0) {
    ranked.sort((a, b) => a.seconds - b.seconds);
    const quick = within(ranked, BLIND);
    return { encodings: quick, why: `too few small slices, smallest of ${quick.length}` };
  }
  ranked.sort((a, b) => a.ratio - b.ratio);
  // Where there is no time for the leader, the next ones take over; where there is for none, the leader is left.
  const able = ranked.filter(({ seconds }) => seconds <= PATIENCE);
  const leaders = able.filter(({ ratio }) => ratio <= BEHIND * able[0].ratio);
  const best = within(leaders.length > 0 ? leaders : ranked.slice(0, 1), PATIENCE);
  const slow = best[0] === ranked[0].encoding ? '' : `, ${ranked[0].encoding.codec} would take too long`;
  const more = best.length > NAMED ? ` or ${best.length - NAMED} more` : '';
  const names = best.slice(0, NAMED).map(({ codec }) => codec);
  const wanted = slices === 1 ? '1 small slice wants' : `${slices} small slices want`;
  return { encodings: best, why: `${wanted} ${names.join(', ')}${more}${slow}` };
}

/** Returns the first encoding, and the next ones as long as all together stay within the seconds. */
function within(ranked: readonly { encoding: Encoding; seconds: number }[], most: number): Encoding[] {
  let sum = 0;
  return ranked.filter(({ seconds }, i) => (sum += seconds) <= most || i === 0).map(({ encoding }) => encoding);
}

/** Small slices and what they take in each encoding; every slice below is encoded once, however many races it is in. */
class Track {
  readonly #specialization: Specialization;
  readonly #from: TableStore;
  readonly #to: TableStore;
  readonly #encodings: readonly Encoding[];
  readonly #run: RepackRun;
  /** Bytes of each slice in each encoding without the head of the file: a table has one, however many slices it has. */
  readonly #bytes = new Map<Slice, Map<Encoding, number>>();

  constructor(
    specialization: Specialization,
    from: TableStore,
    to: TableStore,
    encodings: readonly Encoding[],
    run: RepackRun,
  ) {
    this.#specialization = specialization;
    this.#from = from;
    this.#to = to;
    this.#encodings = encodings;
    this.#run = run;
  }

  async race(known: KnownTable): Promise<Race> {
    const slices = this.#slices(known);
    let cells = 0;
    const totals = this.#encodings.map(() => 0);
    const ratios = this.#encodings.map(() => 1);
    const densities = this.#encodings.map(() => 0);
    let runners = [...this.#encodings.keys()];
    for (const [i, slice] of slices.entries()) {
      this.#run.onProgress?.(`${known.table} by small slices`, i / slices.length);
      const encoded = await this.#encoded(slice, known, runners);
      for (const runner of runners) totals[runner] += encoded.get(this.#encodings[runner])!;
      cells += this.#cellsOf(slice);
      const best = LITTLE + Math.min(...runners.map((runner) => totals[runner]));
      for (const runner of runners) {
        ratios[runner] = (LITTLE + totals[runner]) / best;
        densities[runner] = totals[runner] / cells;
      }
      if (cells >= TELLING) runners = runners.filter((runner) => ratios[runner] <= BEHIND);
    }
    return { slices: cells >= TELLING ? slices.length : 0, ratios, densities };
  }

  /** Returns the slices that race about a table, in rising size, few of each size. */
  #slices(known: KnownTable): Slice[] {
    const most = Math.min(RACED, SHARE * cellsOf(known));
    const sized = this.#specialization
      .closure(this.#specialization.slicesOf(known.table))
      .map((slice) => ({ slice, cells: this.#cellsOf(slice) }));
    sized.sort((a, b) => a.cells - b.cells || (a.slice.name < b.slice.name ? -1 : 1));
    const like = new Map<number, number>();
    let sum = 0;
    const found: Slice[] = [];
    for (const { slice, cells } of sized) {
      const size = Math.clz32(cells);
      const before = like.get(size) ?? 0;
      if (before === LIKE) continue;
      if (sum + cells > most) break;
      sum += cells;
      like.set(size, before + 1);
      found.push(slice);
    }
    return found;
  }

  /** Returns the bytes of a slice in at least the encodings of these numbers. */
  async #encoded(slice: Slice, known: KnownTable, numbers: readonly number[]): Promise<ReadonlyMap<Encoding, number>> {
    const isOwn = this.#specialization.tableOf(slice) === known.table;
    const bytes = this.#bytes.get(slice) ?? new Map<Encoding, number>();
    // What a probe of the table reads is rounded when it is stored, so races of other tables encode the slice as it is then.
    if (!isOwn) this.#bytes.set(slice, bytes);
    const missing = numbers.map((number) => this.#encodings[number]).filter((encoding) => !bytes.has(encoding));
    if (missing.length === 0) return bytes;
    const alone = isOwn ? only(known, slice.name) : await this.#learn(slice);
    for (const encoding of missing) {
      await pause(this.#run.signal, known.table);
      const { bytes: length, chunks } = encodeAs(alone, encoding);
      bytes.set(encoding, length - chunks[0].length);
    }
    return bytes;
  }

  async #learn(slice: Slice): Promise<KnownTable> {
    const { metric } = this.#encodings[0].representation;
    const readsOf = (target: Slice): number => readsIn(this.#specialization, this.#to, target, metric);
    const { signal } = this.#run;
    const table = this.#specialization.tableOf(slice);
    return await learn(this.#specialization, table, metric, this.#from, readsOf, { signal }, [slice]);
  }

  #cellsOf(slice: Slice): number {
    return this.#specialization.space(slice).size;
  }
}

function cellsOf({ slices }: KnownTable): number {
  return slices.reduce((sum, { space }) => sum + space.size, 0);
}

/** Returns the table as if it had one slice alone. */
function only(known: KnownTable, name: string): KnownTable {
  return { ...known, slices: known.slices.filter((slice) => slice.name === name) };
}
