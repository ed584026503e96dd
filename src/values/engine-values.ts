import { budgetError } from '../game/budget.ts';
import {
  type EngineRun,
  type EngineBounds,
  type PartEngine,
  type SolvedSlice,
  type Source,
  type StoredPlanes,
  type Successors,
  SuccessorsChanged,
} from '../engine/index.ts';
import type { EngineSet } from '../engines/index.ts';
import { abortError, EndgameError, isAborted } from '../game/errors.ts';
import type { Position } from '../game/position.ts';
import { UNUSED, type Value } from '../game/value.ts';
import { bytesHeld, OutcomeValues } from '../game/outcome-values.ts';
import type { Metric, Values } from '../game/values.ts';
import { InFlight } from '../platform/in-flight.ts';
import type { Slice, Specialization } from '../specialize/index.ts';
import { CostAwareCache } from './cost-aware-cache.ts';
import type { PartsOptions, RunOptions, SlicesOptions } from './options.ts';
import { checkSlicesOptions } from './options-check.ts';
import { SliceEngines } from './slice-engines.ts';

/** Share of the memory for cached bounds. */
const BOUNDS_MEMORY = 1 / 4;

/** Options of `EngineValues`, which has no engines but those it is given. */
export interface EngineValuesOptions extends SlicesOptions {
  /** The first that supports a slice solves it. What engines cache of parts counts as the memory of all that share them. */
  readonly engines: EngineSet;
}

/**
 * Values of whole slices on demand, within a memory limit: cached, else stored, else solved by the first engine of a
 * list that supports the slice. Solved and loaded values are cached while memory allows (cost-aware-cache.ts). Two
 * requests for the same slice at the same time solve it once.
 */
export class EngineValues implements Source {
  readonly name = 'cache';
  readonly specialization: Specialization;
  readonly metric: Metric;
  readonly #load: ((slice: Slice) => Values | undefined) | undefined;
  readonly #planes: ((slice: Slice) => StoredPlanes | undefined) | undefined;
  readonly #parts: PartsOptions | undefined;
  readonly #memory: number;
  readonly #taken: () => number;
  readonly #aside: (() => number) | undefined;
  readonly #threads: number;
  readonly #engines: SliceEngines;
  readonly #cache: CostAwareCache<Values>;
  /** Seconds that solving each slice took, without the slices below it. */
  readonly #took = new Map<string, number>();
  readonly #inFlight = new InFlight<Slice, Values>();

  /** @throws EndgameError E_USAGE if an option is out of range, or the generic engine is to find a metric that counts the clock */
  constructor(specialization: Specialization, options: EngineValuesOptions) {
    checkSlicesOptions(options);
    const { metric = 'dtm', threads = 1, memory, taken = () => 0, load, policy } = options;
    this.#aside = options.aside;
    this.specialization = specialization;
    this.metric = metric;
    this.#load = load;
    this.#planes = options.planes;
    this.#parts = options.parts;
    this.#memory = memory;
    this.#taken = taken;
    this.#threads = threads;
    this.#engines = new SliceEngines(specialization, metric, options);
    this.#cache = new CostAwareCache(Math.max(1, Math.floor(memory)), policy);
  }

  /** Bytes of the cached values and bounds, and of the caches of the engines, which may be shared. */
  get bytes(): number {
    return this.ownBytes + this.#engines.partBytes;
  }

  /**
   * Bytes of the cached values and bounds.
   * @internal
   */
  get ownBytes(): number {
    return this.#cache.bytes + (this.#engines.bounds?.cachedBytes ?? 0);
  }

  /** Bytes that cached values and the analysis in progress may take now. */
  get #limit(): number {
    return this.#memory - this.#taken();
  }

  /** Number of slices evicted to make room for others. */
  get evicted(): number {
    return this.#cache.evicted;
  }

  /** Returns the values of a slice if they are cached. */
  peek(slice: Slice): Values | undefined {
    return this.#cache.get(slice.name);
  }

  /** Keeps for later processes what was asked since the last call. */
  async keep(): Promise<void> {
    for (const { parts } of this.#engines.all) await parts?.keep?.();
  }

  /**
   * Drops the values of a slice, which are read from where they are stored from now on.
   * @internal
   */
  drop(slice: Slice): void {
    this.#cache.delete(slice.name);
  }

  /** Drops everything that is cached. */
  clear(): void {
    for (const { parts } of this.#engines.all) parts?.forget();
    this.clearOwn();
  }

  /**
   * Drops everything that is cached, but not what the engines have cached, which may be shared.
   * @internal
   */
  clearOwn(): void {
    this.#engines.bounds?.forget();
    this.#cache.clear();
  }

  /**
   * Returns whether the 50-move rule spoils a won or lost position with the clock at 0; undefined if no engine knows it
   * without finding distances. A promise only if something must be loaded before.
   */
  isSpoilt(p: Position): boolean | undefined | Promise<boolean | undefined> {
    for (const { parts } of this.#engines.all) {
      const known = parts?.isSpoilt?.(p);
      if (known !== undefined) return known;
    }
    return undefined;
  }

  /**
   * Returns the values of `slice` by index, UNUSED where an index stands for no legal position (loaded slices may hold
   * any value there).
   * @throws EndgameError E_BUDGET if the working set is larger than the memory, E_ABORTED, E_USAGE as `check`
   */
  async get(slice: Slice, run: RunOptions = {}): Promise<Values> {
    const known = this.#available(slice);
    if (known !== undefined) return known;
    return await this.#inFlight.share(
      slice,
      async () => this.#cache.get(slice.name) ?? (await this.#solve(slice, run)),
      (error) => isAborted(error) && !run.signal?.aborted,
    );
  }

  /**
   * Returns the value of one legal position that has not ended. An engine that solves by parts solves only what the
   * position needs.
   * @throws EndgameError as `get`
   */
  async value(p: Position, run: RunOptions = {}): Promise<{ value: Value; cached: boolean }> {
    const { specialization } = this;
    const slice = specialization.sliceOf(p.signature);
    const known = this.peek(slice);
    const parts = known === undefined ? this.#engines.for(slice).parts : undefined;
    if (parts !== undefined) {
      try {
        const { value, effort } = await parts.value(p, this.#engineRun(slice, run));
        if (value === UNUSED) throw illegal(specialization, p);
        if (effort.positions > 0) run.onSolved?.(slice, effort);
        return { value, cached: effort.positions === 0 };
      } catch (error) {
        throw run.signal?.aborted ? abortError(slice.name) : error;
      }
    }
    const values = known ?? (await this.get(slice, run));
    const index = specialization.space(slice).rank(p);
    const value = index < 0 ? UNUSED : values.at(index);
    if (value === UNUSED) throw illegal(specialization, p);
    return { value: value as Value, cached: known !== undefined };
  }

  /**
   * Solves a slice, whether it is cached or not, and returns what its engine gives; undefined if that engine cannot stream
   * cells (`SolvedSlice.cells`).
   * @param settled whether the cells tell which positions an exit settles
   * @throws EndgameError as `get`
   */
  async solvedCells(slice: Slice, settled: boolean, run: RunOptions = {}): Promise<SolvedSlice | undefined> {
    const engine = this.#engines.for(slice);
    if (engine.needsAllBelow) return undefined;
    this.#cache.makeRoom(this.check(slice));
    try {
      const solved = await engine.solve(slice, { ...this.#engineRun(slice, run), settled });
      run.onSolved?.(slice, solved.effort);
      return solved.cells === undefined ? undefined : solved;
    } catch (error) {
      throw run.signal?.aborted ? abortError(slice.name) : error;
    }
  }

  /** Returns whether `value` of the position costs next to nothing. */
  isCached(p: Position): boolean {
    for (const { parts } of this.#engines.all) if (parts?.isCached(p, this.metric)) return true;
    const slice = this.specialization.find(p.signature);
    return slice !== undefined && this.peek(slice) !== undefined;
  }

  /** Returns true: values of any position can be cached. */
  mayHold(): boolean {
    return true;
  }

  /** Returns the value of a legal position that has not ended, if it is cached. */
  probe(p: Position): Value | undefined {
    for (const { parts } of this.#engines.all) {
      const known = parts?.cachedValue(p, this.metric);
      if (known !== undefined) return known === UNUSED ? undefined : known;
    }
    if (this.#cache.bytes === 0) return undefined;
    const slice = this.specialization.find(p.signature);
    const values = slice === undefined ? undefined : this.peek(slice);
    const index = values === undefined ? -1 : this.specialization.space(slice!).rank(p);
    const v = index < 0 ? UNUSED : values!.at(index);
    return v === UNUSED ? undefined : (v as Value);
  }

  /**
   * Returns whether an engine solves only the part of the slice that a position needs, in a fraction of the time of all
   * of it.
   */
  solvesParts(slice: Slice): boolean {
    return this.#engines.find(slice)?.parts !== undefined;
  }

  /** Returns the seconds that `value` of a position of the slice would take now. The count ends above `most`. */
  secondsFor(p: Position, slice: Slice, most: number): number {
    const parts = this.#engines.find(slice)?.parts;
    if (parts === undefined) return this.secondsOf(slice);
    return parts.secondsPerPosition * this.#outstandingOf(parts, p, most / parts.secondsPerPosition);
  }

  /**
   * Returns the number of positions that an engine would solve for `value` of this one, if it solves parts; at most
   * `most` and one problem more.
   */
  outstanding(p: Position, most: number): number {
    const parts = this.#engines.for(this.specialization.sliceOf(p.signature)).parts;
    return parts === undefined ? 0 : this.#outstandingOf(parts, p, most);
  }

  #outstandingOf(parts: PartEngine, p: Position, most: number): number {
    const { metric } = this;
    const successors = this.#successorsOf(this.specialization.sliceOf(p.signature), {}, 0, new Map());
    return parts.outstanding(p, { metric, memory: this.#limit - this.#cache.bytes, successors }, most);
  }

  /** Returns the seconds for solving the whole slice, with everything below it cached; 0 if no engine supports it. */
  secondsOf(slice: Slice): number {
    return this.#engines.find(slice)?.predict(slice, this.metric, this.#threads).seconds ?? 0;
  }

  /** Returns seconds that solving the whole slice takes at least, at no cost. */
  leastSecondsOf(slice: Slice): number {
    return this.#engines.find(slice)?.predictLeast?.(slice, this.metric).seconds ?? 0;
  }

  /** Returns whether `bounds` (in the metric given) can bound a position that is too large for `value`. */
  reaches(p: Position, metric: Metric = this.metric): boolean {
    return this.#engines.bounds?.reaches(p, metric) === true;
  }

  /** Returns whether `bounds` may be far cheaper than `value`, although an engine could compute the value. */
  boundsAreCheaper(p: Position): boolean {
    return this.#engines.bounds?.isCheaper(p, this.metric) === true;
  }

  /** Whether `bounds` of any position meet, given time. */
  get boundsAreComplete(): boolean {
    return this.#engines.bounds?.isComplete === true;
  }

  /**
   * Returns the bounds found within `seconds` of work, or by the deadline, of a position that `reaches` or `boundsAreCheaper` allows.
   * @internal
   */
  async bounds(
    p: Position,
    seconds: number,
    { signal, onProgress, deadline }: RunOptions & { readonly deadline?: number | undefined } = {},
  ): Promise<EngineBounds> {
    const what = this.specialization.materials.name(p.signature);
    try {
      return await this.#engines.bounds!.bounds(p, seconds, {
        metric: this.metric,
        memory: Math.floor(this.#limit * BOUNDS_MEMORY),
        signal,
        deadline,
        onProgress: onProgress && ((phase, share) => onProgress({ slice: what, phase, share })),
      });
    } catch (error) {
      throw signal?.aborted ? abortError(what) : error;
    }
  }

  /**
   * Returns the bytes for solving the slice, with the values below it: all of them for an engine that needs them at the
   * same time, the cached ones for others. By parts any memory is enough, and all of it is used.
   * @throws EndgameError E_BUDGET if that is more than the memory; E_USAGE if no engine here supports the slice
   */
  check(slice: Slice): number {
    const needed = this.#neededFor(slice);
    if (needed <= this.#limit) return needed;
    if (this.#isByParts(slice, needed)) return this.#limit;
    throw budgetError(`${this.specialization.game.id} ${slice.name}`, needed, this.#limit);
  }

  #isByParts(slice: Slice, needed = this.#neededFor(slice)): boolean {
    return (
      this.#parts !== undefined && needed > this.#limit && this.#engines.for(slice).solvesByParts?.(slice) === true
    );
  }

  #neededFor(slice: Slice): number {
    const { specialization } = this;
    const engine = this.#engines.for(slice);
    const own = engine.predict(slice, this.metric, this.#threads).bytes;
    const below = specialization
      .below(slice)
      .reduce(
        (sum, s) =>
          sum +
          (engine.needsAllBelow
            ? bytesHeld(this.metric, specialization.space(s).size)
            : (this.peek(s)?.byteLength ?? 0)),
        0,
      );
    return own + below;
  }

  /**
   * Checks at no cost whether the slice is certainly too large.
   * @throws EndgameError as `check`
   */
  checkLeast(slice: Slice): void {
    const least = this.#engines.for(slice).predictLeast?.(slice, this.metric).bytes ?? 0;
    if (least > this.#limit && !this.#isByParts(slice, least))
      throw budgetError(`${this.specialization.game.id} ${slice.name}`, least, this.#limit);
  }

  /** Returns the values of a slice if they are cached or stored. */
  #available(slice: Slice): Values | undefined {
    const cached = this.peek(slice);
    if (cached !== undefined) return cached;
    const loaded = this.#load?.(slice);
    if (loaded === undefined) return undefined;
    // Engines with rows of their own read outcomes as they are; the generic one needs all of them at the same time.
    const isPacked = this.metric === 'wdl' && this.#engines.find(slice)?.needsAllBelow === true;
    const values = isPacked ? OutcomeValues.of(loaded) : loaded;
    this.#keep(slice, values);
    return values;
  }

  #keep(slice: Slice, values: Values): void {
    this.#cache.set(slice.name, values, values.byteLength, () => this.#cost(slice));
  }

  /** Returns the seconds for solving a slice again, with everything below it that is not cached. */
  #cost(slice: Slice): number {
    const missing = new Set([slice]);
    let seconds = 0;
    for (const each of missing) {
      seconds += this.#took.get(each.name) ?? 0;
      for (const lower of this.specialization.below(each)) if (!this.#cache.has(lower.name)) missing.add(lower);
    }
    return seconds;
  }

  async #solve(slice: Slice, run: RunOptions): Promise<Values> {
    const { specialization, metric } = this;
    const engine = this.#engines.for(slice);
    for (;;) {
      if (run.signal?.aborted) throw abortError(slice.name);
      const space = specialization.space(slice);
      const working = this.check(slice); // which also uses the cached successors, so they are the last to go
      const scratch = this.#isByParts(slice) ? this.#parts!.scratch(slice) : undefined;
      const held = new Map<Slice, Values>();
      if (engine.needsAllBelow)
        for (const lower of specialization.below(slice)) {
          const known = scratch && (this.peek(lower) ?? this.#parts!.stored(lower));
          held.set(lower, known ?? (await this.get(lower, run)));
        }
      const room = engine.needsAllBelow ? working : engine.predict(slice, metric, this.#threads).bytes;
      this.#cache.makeRoom(room);
      const start = performance.now();
      let solved: SolvedSlice;
      try {
        solved = await engine.solve(slice, {
          ...this.#engineRun(slice, run),
          ...(engine.needsAllBelow ? { memory: this.#limit } : {}),
          scratch,
          successors: this.#successorsOf(slice, run, room, held),
        });
      } catch (error) {
        // However an engine ends after the signal, the caller gets the usual error.
        if (run.signal?.aborted) throw abortError(slice.name);
        if (error instanceof SuccessorsChanged) continue;
        throw error;
      }
      // A successor that no sample had shown can break a symmetry, and then the indices have another meaning.
      if (specialization.space(slice) !== space) continue;
      const { values, effort, cached } = solved;
      if (values.length !== space.size)
        throw new Error(`${engine.id} gave ${values.length} values for the ${space.size} indices of ${slice.name}`);
      this.#took.set(slice.name, (performance.now() - start) / 1000);
      run.onSolved?.(slice, effort);
      if (!cached) this.#keep(slice, values);
      return values;
    }
  }

  #engineRun(slice: Slice, run: RunOptions): EngineRun {
    const { onProgress } = run;
    return {
      metric: this.metric,
      threads: this.#threads,
      memory: this.#limit - this.#cache.bytes - (this.#engines.bounds?.cachedBytes ?? 0),
      aside: this.#aside,
      signal: run.signal,
      onProgress: onProgress && ((phase, share) => onProgress({ slice: slice.name, phase, share })),
      successors: this.#successorsOf(slice, run, 0, new Map()),
    };
  }

  /**
   * Returns the door to the slices below.
   * @param room bytes that must stay free for the engine while slices below are fetched
   * @param held values that the engine refers to, cached or not
   */
  #successorsOf(slice: Slice, run: RunOptions, room: number, held: ReadonlyMap<Slice, Values>): Successors {
    const { specialization } = this;
    return {
      values: async (lower) => {
        const known = held.get(lower);
        if (known !== undefined) return known;
        if (!specialization.below(slice).includes(lower)) specialization.learn(slice, lower.signatures[0]);
        const values = await this.get(lower, run);
        this.#cache.makeRoom(room);
        return values;
      },
      available: (lower) => held.get(lower) ?? this.#available(lower),
      planes: (lower) => this.#planes?.(lower),
    };
  }
}

function illegal({ game }: Specialization, p: Position): EndgameError {
  return new EndgameError('E_POSITION', `${game.format(p)} is not legal`, 'check the position');
}
