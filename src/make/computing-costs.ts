import { exceedsMemory, isAborted } from '../game/errors.ts';
import type { Position } from '../game/position.ts';
import type { Effort, StoredPlanes } from '../engine/index.ts';
import type { TableCost } from '../plan/costs.ts';
import { cpuSeconds } from '#platform/process';
import { Forward, Memo } from '../search/index.ts';
import type { Slice, Specialization } from '../specialize/index.ts';
import { RepresentationSpec, tablePlanes } from '../table/index.ts';
import { loadSlice } from '../table/load-slice.ts';
import { SliceValues } from '../values/index.ts';
import { answering } from './file-costs.ts';
import type { MeasureOptions } from './measure-options.ts';
import { samplePositions, visitsIn } from './sample.ts';

/** The figures of a question to a kernel. */
type QuestionFigure = 'alone' | 'atLeast' | 'tried' | 'computed' | 'fed' | 'feeds';

/** Number of positions of a table that are asked. */
const ASKED = 4;
/** Number of games whose questions are tried by methods that compute nothing. */
const TRIED = 6;
/** Most positions for which an engine predicts its work, to tell how much those that are asked differ from the others. */
const PREDICTED = 60;
/** Seconds above which two questions are asked, and above which one is. */
const DEAR = 1;
const DEAREST = 10;
const SEARCH_MEMORY = 64_000_000;
/** Positions that search visits per second, in order of magnitude: it turns seconds into a limit of positions. */
const SEARCH_SPEED = 500_000;
/** Least seconds of anything: nothing is free. */
const LEAST_SECONDS = 1e-5;

/** What it takes to do without a table: to compute it, to answer a question about it, to search for the answer. */
export class ComputingCosts {
  readonly #specialization: Specialization;
  readonly #options: MeasureOptions;
  readonly #costs: ReadonlyMap<string, TableCost>;
  readonly #values: SliceValues;
  /** Values that a kernel computes with the other tables of the store at hand. */
  readonly #fedValues: SliceValues;
  readonly #planes = new Map<Slice, StoredPlanes | undefined>();
  /** By table: what each game that visits it asks. */
  readonly #visits: ReadonlyMap<string, readonly (readonly Position[])[]>;
  /** The slice that is being computed although it is stored. */
  #computing: Slice | undefined;
  /** The slices that questions are about, as if they were not stored: a pawn that steps on stays in its class. */
  #asking: readonly Slice[] = [];

  /** @param costs of the tables that have been measured, as they come */
  constructor(specialization: Specialization, options: MeasureOptions, costs: ReadonlyMap<string, TableCost>) {
    this.#specialization = specialization;
    this.#options = options;
    this.#costs = costs;
    const { store, metric, memory } = options;
    this.#values = new SliceValues(specialization, {
      memory,
      metric,
      load: (slice) => (slice === this.#computing ? undefined : loadSlice(specialization, store, slice, metric)),
    });
    this.#fedValues = new SliceValues(specialization, {
      memory,
      metric,
      planes: (slice) => (this.#asking.includes(slice) ? undefined : this.#planesOf(slice)),
    });
    this.#visits = visitsIn(specialization, options.questions ?? []);
  }

  /** Returns whether an engine computes these slices that can start from stored values. */
  takesValues(slices: readonly Slice[]): boolean {
    return !slices.some((slice) => this.#values.solvesParts(slice));
  }

  /** Returns what a kernel reads of a table of the store; undefined if there is none that it can read. */
  #planesOf(slice: Slice): StoredPlanes | undefined {
    if (this.#planes.has(slice)) return this.#planes.get(slice);
    const table = answering(this.#specialization, this.#options, this.#specialization.tableOf(slice));
    const isTelling = table !== undefined && RepresentationSpec.of(table.header).metric === this.#options.metric;
    const planes = isTelling ? tablePlanes(this.#specialization, table, slice, rethrow) : undefined;
    this.#planes.set(slice, planes);
    return planes;
  }

  /** Returns the seconds to compute the slices; those that are more than `patience`, or take too much memory, are absent. */
  async of(slices: readonly Slice[]): Promise<Pick<TableCost, 'compute' | QuestionFigure>> {
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
    this.#asking = slices;
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
  async search(slices: readonly Slice[], own: number): Promise<number | undefined> {
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

function rethrow(error: unknown): never {
  throw error;
}
