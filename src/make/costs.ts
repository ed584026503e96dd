/**
 * Measures a game's cost model on this machine: what each encoding of a table takes in bytes and time, and what it
 * takes to do without the table. Times are seconds of CPU.
 *
 *   probe, cold   of the table in memory (other encodings) or on disk (as it is stored), tables below included
 *   unpack        reading all values, where an engine can start from them; a kernel takes none
 *   compute       generic engine: the table's slices, all values below available
 *   alone, fed    kernel: a question from nothing, and with the other tables of the store
 *   tried, computed  what a game's questions take before one of them is computed, and how often one is
 *   feeds         what each table that is read saves of `alone`: their sum is measured, and split as questions about these tables take time
 *   search        a question by forward search or the kernel's bounds, where it answered all random positions
 */

import { giveTurn } from '#platform/turn';
import { EndgameError, exceedsMemory, isAborted } from '../game/errors.ts';
import type { Position } from '../game/position.ts';
import { type Metric, outcomesUnder } from '../game/values.ts';
import { SliceValues } from '../values/index.ts';
import { Forward, Memo } from '../search/index.ts';
import { type Slice, type Specialization } from '../specialize/index.ts';
import type { Effort, StoredPlanes } from '../engine/index.ts';
import { type Encoding, RepresentationSpec, type Table, tablePlanes, type TableStore } from '../table/index.ts';
import { TABLE_CODERS } from '../table/coders/index.ts';
import { type Cost, costOf, costOfStored, costOfSyzygy } from './probe-cost.ts';
import { RTBW, RTBW_DECODER_BYTES, type SyzygyTables } from '../syzygy/index.ts';
import { withForecasts } from './similar.ts';
import { learn } from './known-table.ts';
import { encodeAs } from './table-packer.ts';
import { loadSlice } from '../table/load-slice.ts';
import { cpuSeconds, runtime } from '#platform/process';
import { calibrate } from './calibrate.ts';
import type { Costs, OptionCost, TableCost } from '../plan/costs.ts';
import { exitShares, samplePositions, visitsIn } from './sample.ts';

/** What `measureCosts` measures, and what it may use. */
export interface MeasureOptions {
  /** The stored tables, whose values are encoded in other ways too. */
  readonly store: TableStore;
  /** Names of the tables to measure; all tables below are measured too. */
  readonly tables: readonly string[];
  readonly metric: Metric;
  /** Syzygy's files (chess), which are options of plans for outcomes beside the tables; default: none. */
  readonly syzygy?: SyzygyTables | undefined;
  /** Encodings to try; the one in which a table is stored is measured in any case. */
  readonly encodings: readonly Encoding[];
  /** Most indices of a table that is tried in other encodings; larger ones are measured as they are stored. */
  readonly most: number;
  /**
   * Seconds after which computing or searching a table stops; the cost model then lacks that figure, or has a lower bound for a
   * question to a kernel.
   */
  readonly patience: number;
  /**
   * Positions in the game's notation, game by game. Questions to a kernel are measured at those where a game enters a table,
   * since these are computed and those after them are known by then. Default, and for tables that no game enters: random positions.
   */
  readonly questions?: readonly (readonly string[])[] | undefined;
  /**
   * Returns what the questions of a game take until one is computed, since a solver tries cheaper methods before. Default: the first
   * question of each game counts as computed, and what comes before that as nothing.
   */
  readonly tried?: ((questions: readonly string[]) => Promise<TriedQuestions>) | undefined;
  /** Bytes for cached values. */
  readonly memory: number;
  /** Costs measured before; they are not measured again. */
  readonly known?: Costs | undefined;
  /**
   * Whether nothing is encoded and nothing searched: tables whose file the known costs lack are measured as they are
   * stored, and their other known options stay; tables without a file get a forecast of one. Default: false.
   */
  readonly asStored?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((what: string, share: number) => void) | undefined;
  /** Called after each table with the costs so far. */
  readonly onTable?: ((costs: Costs, table: TableCost) => void) | undefined;
}

/** The figures of a question to a kernel. */
type QuestionFigure = 'alone' | 'atLeast' | 'tried' | 'computed' | 'fed' | 'feeds';

/** Questions that were tried without computing. */
export interface TriedQuestions {
  /** Seconds of CPU until one had to be computed, or all were answered. */
  readonly seconds: number;
  /** Whether one had to be computed. */
  readonly isComputed: boolean;
}

/** Number of positions of a table that are asked. */
const ASKED = 4;
/** Number of games whose questions are tried by methods that compute nothing. */
const TRIED = 6;
/** Most positions for which an engine predicts its work, to tell how much those that are asked differ from the others. */
const PREDICTED = 60;
/** Number of random positions whose moves are played for `exits`. */
const EXIT_SAMPLE = 5_000;
/** Seconds above which two questions are asked, and above which one is. */
const DEAR = 1;
const DEAREST = 10;
const SEARCH_MEMORY = 64_000_000;
/** Positions that search visits per second, in order of magnitude: it turns seconds into a limit of positions. */
const SEARCH_SPEED = 500_000;
/** Seconds below which a computed table is not searched. */
const AT_ONCE = 0.005;
/** Least seconds of anything: nothing is free. */
const LEAST_SECONDS = 1e-5;

/**
 * Measures the costs of tables and of all tables below them.
 * @throws EndgameError E_TABLE_UNKNOWN, E_TABLE_DAMAGED, E_ABORTED, E_FILE
 */
export async function measureCosts(specialization: Specialization, options: MeasureOptions): Promise<Costs> {
  const measurement = new Measurement(specialization, options);
  return await measurement.run();
}

class Measurement {
  readonly #specialization: Specialization;
  readonly #options: MeasureOptions;
  readonly #values: SliceValues;
  /** Values that a kernel computes with the other tables of the store at hand. */
  readonly #fedValues: SliceValues;
  readonly #planes = new Map<Slice, StoredPlanes | undefined>();
  readonly #costs = new Map<string, TableCost>();
  /** By table: what each game that visits it asks. */
  readonly #visits: ReadonlyMap<string, readonly (readonly Position[])[]>;
  /** Whether the engine that computes slices can start from stored values. */
  readonly #takesValues: boolean;
  /** The slice that is being computed although it is stored. */
  #computing: Slice | undefined;

  constructor(specialization: Specialization, options: MeasureOptions) {
    this.#specialization = specialization;
    this.#options = options;
    const { store, metric, memory } = options;
    this.#values = new SliceValues(specialization, {
      memory,
      metric,
      load: (slice) => (slice === this.#computing ? undefined : loadSlice(specialization, store, slice, metric)),
    });
    this.#fedValues = new SliceValues(specialization, { memory, metric, planes: (slice) => this.#planesOf(slice) });
    this.#visits = visitsIn(specialization, options.questions ?? []);
    const slices = options.tables.flatMap((table) => specialization.slicesOf(table));
    this.#takesValues = !slices.some((slice) => this.#values.solvesParts(slice));
  }

  async run(): Promise<Costs> {
    const { game } = this.#specialization;
    const { tables, metric, known, signal, onProgress, onTable } = this.#options;
    const named = tables.flatMap((table) => this.#specialization.slicesOf(table));
    const order = [...new Set(this.#specialization.closure(named).map((slice) => this.#specialization.tableOf(slice)))];
    for (const table of known?.tables ?? []) this.#costs.set(table.table, table);
    const head = {
      game: game.id,
      rules: game.version,
      metric,
      calibration: known?.calibration ?? calibrate(),
      node: runtime,
      decoders: {
        ...Object.fromEntries(TABLE_CODERS.map(({ coder, decoderBytes }) => [coder.id, decoderBytes])),
        ...(this.#options.syzygy === undefined ? {} : { [RTBW]: RTBW_DECODER_BYTES }),
      },
    };
    const sofar = (): Costs => ({ ...head, tables: [...this.#costs.values()] });
    for (const [i, table] of order.entries()) {
      await giveTurn();
      if (signal?.aborted)
        throw new EndgameError('E_ABORTED', `stopped while measuring ${table}`, 'run it again to go on');
      const measured = this.#costs.get(table);
      if (measured !== undefined && !this.#lacksOptions(measured)) continue;
      onProgress?.(table, i / order.length);
      const cost = await this.#table(table, measured);
      this.#costs.set(table, cost);
      onTable?.(sofar(), cost);
    }
    return this.#options.asStored ? withForecasts(this.#specialization, sofar()) : sofar();
  }

  /** Returns whether known costs lack the table's file, which may have been made since. */
  #lacksOptions({ table, options }: TableCost): boolean {
    const bytes = this.#syzygyBytes(table);
    if (bytes !== undefined && !options.some((each) => each.codec === RTBW && each.bytes === bytes)) return true;
    const stored = this.#stored(table);
    if (stored === undefined) return false;
    if (!this.#options.asStored) return options.length === 0;
    const { name, metric } = RepresentationSpec.of(stored.header);
    if (metric !== this.#options.metric) return false;
    const isFile = ({ representation, codec, bytes }: OptionCost): boolean =>
      representation === name && codec === stored.header.codec && bytes === stored.size;
    return !options.some((each) => each.stored && isFile(each));
  }

  /** @param known what was measured before */
  async #table(table: string, known?: TableCost): Promise<TableCost> {
    const { asStored } = this.#options;
    const stored = this.#stored(table);
    const slices = this.#specialization.slicesOf(table);
    const below = new Set(
      slices.flatMap((slice) => this.#specialization.below(slice).map((lower) => this.#specialization.tableOf(lower))),
    );
    below.delete(table);
    const encoded = stored === undefined ? [] : await this.#ways(table, stored, known?.options);
    const options = [...encoded.filter(({ codec }) => codec !== RTBW), ...this.#bySyzygy(table)];
    const seconds = await this.#compute(slices);
    const { compute = Number.POSITIVE_INFINITY, alone } = seconds;
    const isSearched = !asStored && alone === undefined && compute > AT_ONCE;
    const search = isSearched ? await this.#search(slices, compute) : asStored ? known?.search : undefined;
    return {
      table,
      ...(stored === undefined ? {} : { positions: stored.header.statistics.positions }),
      below: [...below],
      options,
      ...(options.some(({ dependsOnExits }) => dependsOnExits) || (asStored && stored === undefined)
        ? { exits: exitShares(this.#specialization, table, samplePositions(this.#specialization, slices, EXIT_SAMPLE)) }
        : {}),
      ...seconds,
      ...(search === undefined ? {} : { search }),
    };
  }

  /** Returns the bytes of Syzygy's file of outcomes, if there is one and outcomes are asked. */
  #syzygyBytes(table: string): number | undefined {
    const { syzygy, metric } = this.#options;
    return outcomesUnder(metric) === undefined ? undefined : syzygy?.bytesOf(table);
  }

  /** Returns Syzygy's file as an option. Captures lead to other files, as exits do. */
  #bySyzygy(table: string): OptionCost[] {
    const { syzygy, metric, asStored } = this.#options;
    const bytes = this.#syzygyBytes(table);
    if (bytes === undefined) return [];
    const cost = costOfSyzygy(this.#specialization, table, metric, syzygy!);
    if (cost === undefined) return [];
    return [
      {
        representation: 'wdl50',
        codec: RTBW,
        bytes,
        probe: cost.random * 1e-9,
        cold: cost.coldSeconds,
        dependsOnExits: true,
        ...(asStored ? { stored: true } : {}),
      },
    ];
  }

  #stored(table: string): Table | undefined {
    const { game } = this.#specialization;
    const { store, metric } = this.#options;
    const found = store.answering(game.id, game.version, table, metric);
    return found === undefined ? undefined : store.table(game.id, game.version, table, found);
  }

  /** Returns what a kernel reads of a table of the store; undefined if there is none that it can read. */
  #planesOf(slice: Slice): StoredPlanes | undefined {
    if (this.#planes.has(slice)) return this.#planes.get(slice);
    const table = this.#stored(this.#specialization.tableOf(slice));
    const isTelling = table !== undefined && RepresentationSpec.of(table.header).metric === this.#options.metric;
    const planes = isTelling ? tablePlanes(this.#specialization, table, slice, rethrow) : undefined;
    this.#planes.set(slice, planes);
    return planes;
  }

  /**
   * Returns the costs of a table in each encoding: as it is stored and, unless it is too large, in every encoding to
   * try.
   * @param before options measured before, which stay where files are measured as they are
   */
  async #ways(table: string, stored: Table, before: readonly OptionCost[] = []): Promise<OptionCost[]> {
    const specialization = this.#specialization;
    const { store, metric, encodings, most, asStored, signal, onProgress } = this.#options;
    const slices = specialization.slicesOf(table);
    const options = new Map<string, OptionCost>();
    const add = (option: OptionCost): void => {
      options.set(`${option.representation} by ${option.codec}${option.stored ? ', stored' : ''}`, option);
    };
    const { header } = stored;
    if (asStored) for (const option of before) if (!option.stored) add(option);
    // A table of distances answers questions about outcomes, but a plan for outcomes stores another file.
    const kept = RepresentationSpec.of(header);
    if (kept.metric === metric) {
      const option = this.#option(kept, header.codec, stored.size, costOfStored(specialization, table, metric, store));
      add(asStored ? { ...option, stored: true } : option);
    }
    const size = slices.reduce((sum, slice) => sum + specialization.space(slice).size, 0);
    if (asStored || size > most || encodings.length === 0) return sorted(options);
    const known = await learn(specialization, table, metric, store, () => 1, {
      signal,
      onProgress,
    });
    for (const encoding of encodings) {
      onProgress?.(`${table} ${encoding.representation.name} by ${encoding.codec}`, 0);
      await giveTurn();
      const encoded = encodeAs(known, encoding);
      // The result may differ from the encoding asked for: a table stores both sides where one side does not give the
      // other.
      const keeping = RepresentationSpec.of(encoded.header);
      add(this.#option(keeping, encoding.codec, encoded.bytes, costOf(specialization, encoded, store)));
    }
    return sorted(options);
  }

  /** Returns an option. It has no `unpack` where a kernel computes, because a kernel takes no stored values. */
  #option(keeping: RepresentationSpec, codec: string, bytes: number, cost: Cost): OptionCost {
    const { random, coldSeconds, unpack } = cost;
    return {
      representation: keeping.name,
      codec,
      bytes,
      probe: random * 1e-9,
      cold: coldSeconds,
      ...(unpack === undefined ? { dependsOnExits: true } : this.#takesValues ? { unpack } : {}),
    };
  }

  /** Returns the seconds to compute the slices; those that are more than `patience`, or take too much memory, are absent. */
  async #compute(slices: readonly Slice[]): Promise<Pick<TableCost, 'compute' | QuestionFigure>> {
    if (slices.some((slice) => this.#values.solvesParts(slice))) return await this.#question(slices);
    try {
      return { compute: await this.#whole(slices, this.#options.patience) };
    } catch (error) {
      if (this.#options.signal?.aborted || !(exceedsMemory(error) || isAborted(error))) throw error;
      return {};
    }
  }

  async #whole(slices: readonly Slice[], patience: number): Promise<number> {
    const order = this.#specialization.closure(slices).filter((slice) => slices.includes(slice));
    let seconds = 0;
    for (const slice of order) {
      for (const lower of this.#specialization.below(slice)) await this.#values.get(lower, this.#run());
      this.#computing = slice;
      const start = cpuSeconds();
      try {
        await this.#values.get(slice, this.#run(patience));
      } finally {
        this.#computing = undefined;
      }
      seconds += cpuSeconds() - start;
    }
    return Math.max(LEAST_SECONDS, seconds);
  }

  /** Returns what a question takes that a kernel answers; nothing if it takes too much memory. */
  async #question(slices: readonly Slice[]): Promise<Pick<TableCost, QuestionFigure>> {
    const table = this.#specialization.tableOf(slices[0]);
    const visits = this.#visits.get(table) ?? [];
    const entered = visits.map(([first]) => first);
    const positions = visits.length > 0 ? entered : samplePositions(this.#specialization, slices, ASKED);
    // Opening tables anew has closed the ones that were read before.
    this.#planes.clear();
    const withTables = this.#options.asStored ? await this.#asked(this.#fedValues, positions) : undefined;
    const isFed = withTables !== undefined && withTables.fedBy.size > 0;
    const fromNothing = withTables !== undefined && !isFed ? withTables : await this.#asked(this.#values, positions);
    if (fromNothing === undefined) return {};
    const { seconds: alone, atLeast } = fromNothing;
    return {
      alone,
      ...(atLeast ? { atLeast } : {}),
      ...(await this.#tried(visits)),
      ...(isFed ? { fed: withTables.seconds, feeds: this.#feeds(alone - withTables.seconds, withTables.fedBy) } : {}),
    };
  }

  /** Returns what games take before a question is computed, and how many come to that; nothing if that is not to be told. */
  async #tried(visits: readonly (readonly Position[])[]): Promise<Pick<TableCost, 'tried' | 'computed'>> {
    const { tried } = this.#options;
    if (tried === undefined || visits.length === 0) return {};
    const { game } = this.#specialization;
    const some = spread(visits, TRIED);
    let seconds = 0;
    let computed = 0;
    for (const visit of some) {
      const found = await tried(visit.map((p) => game.format(p)));
      seconds += found.seconds;
      if (found.isComputed) computed++;
    }
    return { tried: seconds / some.length, computed: computed / some.length };
  }

  /**
   * Returns what each table saves of a question.
   * @param saved seconds that they save together; nothing if chance made it less than that
   */
  #feeds(saved: number, tables: ReadonlySet<string>): Record<string, number> {
    const weights = [...tables].map((table) => [table, this.#costs.get(table)?.alone ?? 0] as const);
    const sum = weights.reduce((all, [, weight]) => all + weight, 0);
    if (saved <= 0 || sum === 0) return {};
    return Object.fromEntries(weights.map(([table, weight]) => [table, (saved * weight) / sum]));
  }

  /**
   * Returns the seconds of a question, on average, and the tables of the store that were read; undefined if it takes too
   * much memory. Those that were asked are few, so what they took is scaled by what the engine predicts of all positions.
   */
  async #asked(
    values: SliceValues,
    positions: readonly Position[],
  ): Promise<{ readonly seconds: number; readonly atLeast: boolean; readonly fedBy: ReadonlySet<string> } | undefined> {
    const { signal, patience } = this.#options;
    const fedBy = new Set<string>();
    let atLeast = false;
    const ask = async (p: Position): Promise<number> => {
      values.clear();
      const start = cpuSeconds();
      const onSolved = (_: Slice, effort: Effort): void => {
        for (const name of effort.fedBy ?? []) fedBy.add(this.#tableNamed(name));
      };
      try {
        await values.value(p, { ...this.#run(patience), onSolved });
      } catch (error) {
        if (signal?.aborted || !isAborted(error)) throw error;
        atLeast = true;
      }
      return cpuSeconds() - start;
    };
    let seconds = 0;
    let predicted = 0;
    let asked = 0;
    try {
      for (const p of spread(positions, ASKED)) {
        let took = await ask(p);
        // The first question warms up and is asked again, unless it takes too long.
        if (asked === 0 && took <= DEAR) took = await ask(p);
        values.clear();
        predicted += this.#predicted(values, p);
        seconds += took;
        asked++;
        if (took > DEAREST || (took > DEAR && asked > 1)) break;
      }
    } catch (error) {
      if (!exceedsMemory(error)) throw error;
      return undefined;
    }
    values.clear();
    if (asked === 0) return { seconds: LEAST_SECONDS, atLeast, fedBy };
    const all = spread(positions, PREDICTED);
    const mean = all.reduce((sum, p) => sum + this.#predicted(values, p), 0) / all.length;
    return { seconds: Math.max(LEAST_SECONDS, (mean * seconds) / predicted), atLeast, fedBy };
  }

  /** Returns the seconds that an engine predicts for a position, with nothing cached. */
  #predicted(values: SliceValues, p: Position): number {
    return values.secondsFor(p, this.#specialization.sliceOf(p.signature), Number.MAX_VALUE);
  }

  #tableNamed(slice: string): string {
    const { materials, game } = this.#specialization;
    return this.#specialization.tableOf(this.#specialization.sliceOf(materials.parse(slice, game.id)));
  }

  /**
   * Returns the seconds of a question answered by search; undefined if search does not answer every one.
   * @param own seconds to compute the table alone
   */
  async #search(slices: readonly Slice[], own: number): Promise<number | undefined> {
    const { game } = this.#specialization;
    const { metric, patience } = this.#options;
    const positions = samplePositions(this.#specialization, slices, ASKED);
    if (positions.length === 0) return undefined;
    let below = 0;
    for (const slice of this.#specialization.closure(slices))
      below += this.#costs.get(this.#specialization.tableOf(slice))?.compute ?? 0;
    const most = Math.min(patience, own + below);
    const start = cpuSeconds();
    for (const p of positions) {
      if (this.#values.boundsAreCheaper(p)) {
        const { lower, upper } = await this.#values.bounds(p, most, { signal: this.#options.signal });
        if (lower !== upper) return undefined;
        continue;
      }
      const memo = new Memo(p, SEARCH_MEMORY);
      const budget = Math.ceil(most * SEARCH_SPEED);
      const search = new Forward(p, {
        game,
        metric: metric === 'wdl50' ? 'dtz' : metric,
        known: () => undefined,
        memo,
        most: budget,
      });
      for (const _ of search.run()) if (cpuSeconds() - start > most * positions.length) return undefined;
      if (search.lower < search.upper) return undefined;
    }
    return Math.max(LEAST_SECONDS, (cpuSeconds() - start) / positions.length);
  }

  #run(patience?: number): { signal?: AbortSignal } {
    const { signal } = this.#options;
    if (patience === undefined) return signal ? { signal } : {};
    const late = AbortSignal.timeout(1000 * patience);
    return { signal: signal ? AbortSignal.any([signal, late]) : late };
  }
}

/** Returns at most so many of some things, evenly spread. */
function spread<T>(all: readonly T[], most: number): T[] {
  const count = Math.min(most, all.length);
  return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]);
}

function sorted(options: ReadonlyMap<string, OptionCost>): OptionCost[] {
  return [...options.values()].sort((a, b) => a.bytes - b.bytes);
}

function rethrow(error: unknown): never {
  throw error;
}
