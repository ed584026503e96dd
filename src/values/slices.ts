/**
 * Values of whole slices on demand, within a memory limit: at hand -> returned; stored -> loaded; else solved, by the
 * game's kernel if it has one for the slice, else by the generic engine after the slices below it. What is at hand is
 * kept for as long as memory allows (kept.ts); a slice that is asked for twice at the same time is solved once.
 */

import { budgetError } from '../game/budget.ts';
import { EndgameError } from '../game/errors.ts';
import { InFlight } from '../platform/in-flight.ts';
import type { Position } from '../game/position.ts';
import { UNUSED, type Value } from '../game/value.ts';
import type { Metric, Values } from '../game/values.ts';
import type { Kernel, KernelBounds, KernelRun } from '../engine/index.ts';
import { kernelOf } from '../kernel/index.ts';
import type { Slice, Specialization } from '../specialize/index.ts';
import type { Effort } from '../retrograde/engine.ts';
import { abortError, MissingSuccessor, predictBytes, solveGeneric } from '../retrograde/generic.ts';
import { CostAwareCache, type Policy } from './cost-aware-cache.ts';

export const ENGINES = ['kernel', 'generic'] as const;
export type EngineId = (typeof ENGINES)[number];

export interface SliceProgress {
  readonly slice: string;
  /** One of the generic engine's phases (engine.ts) or of the kernel's own. */
  readonly phase: string;
  /** Share of the phase that is done, 0..1. */
  readonly share: number;
}

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: SliceProgress) => void) | undefined;
  /** Told of every slice that was solved for this call; not of those that another call was solving already. */
  readonly onSolved?: ((slice: Slice, effort: Effort) => void) | undefined;
}

export interface SlicesOptions {
  /** Where stored slices (of the same metric) come from; undefined means that a slice is not stored. */
  readonly load?: (slice: Slice) => Values | undefined;
  /** Bytes for values at hand and for the analysis under way. */
  readonly memory: number;
  /** Default dtm. The others need a kernel. */
  readonly metric?: Metric | undefined;
  /** What may solve slices; default: the kernel where there is one, else the generic engine. */
  readonly engine?: EngineId | undefined;
  /** Threads that a kernel may use; default 1. The generic engine uses one. */
  readonly threads?: number | undefined;
  /**
   * Default: the kernel of the game, if there is one.
   * @internal
   */
  readonly kernel?: Kernel | undefined;
  /** Which slice goes when room is needed; default lru. */
  readonly policy?: Policy | undefined;
}

/** Share of the memory for what a kernel remembers of its bounds. */
const BOUNDS_MEMORY = 1 / 4;

interface Solved {
  readonly values: Values;
  readonly effort: Effort;
  /** Somebody else keeps them. */
  readonly cached?: boolean;
}

export class SliceValues {
  readonly specialization: Specialization;
  readonly metric: Metric;
  readonly #options: SlicesOptions;
  readonly #kernel: Kernel | undefined;
  readonly #threads: number;
  readonly #cache: CostAwareCache<Values>;
  /** Seconds that solving each slice took, what lies below it not counted. */
  readonly #took = new Map<string, number>();
  readonly #inFlight = new InFlight<Slice, Values>();

  /** @throws EndgameError E_USAGE if the generic engine is to find another metric than dtm */
  constructor(specialization: Specialization, options: SlicesOptions) {
    const { metric = 'dtm', engine, threads = 1, memory } = options;
    if (engine === 'generic' && metric !== 'dtm') {
      const hint = 'leave out one of the two: the generic engine finds dtm only';
      throw new EndgameError('E_USAGE', `the generic engine cannot find ${metric}`, hint);
    }
    this.specialization = specialization;
    this.metric = metric;
    this.#options = options;
    this.#kernel = engine === 'generic' ? undefined : (options.kernel ?? kernelOf(specialization));
    this.#threads = threads;
    this.#cache = new CostAwareCache(Math.max(1, Math.floor(memory)), options.policy);
  }

  /** Bytes of the values at hand, and of what the kernel keeps beside them. */
  get bytes(): number {
    return this.#cache.bytes + (this.#kernel?.cachedBytes ?? 0);
  }

  /** Slices that went to make room for others. */
  get evicted(): number {
    return this.#cache.evicted;
  }

  /** The values of a slice if they are at hand. */
  peek(slice: Slice): Values | undefined {
    return this.#cache.get(slice.name);
  }

  /** Forgets everything at hand. */
  clear(): void {
    this.#kernel?.forget();
    this.#cache.clear();
  }

  /**
   * Values of `slice` by index, UNUSED where an index stands for no legal position (loaded slices may hold any value
   * there).
   * @throws EndgameError E_BUDGET if the working set is larger than the memory, E_ABORTED, E_USAGE as `check`
   */
  async get(slice: Slice, run: RunOptions = {}): Promise<Values> {
    const known = this.#cache.get(slice.name) ?? this.#load(slice);
    if (known) return known;
    return await this.#inFlight.share(
      slice,
      async () => this.#cache.get(slice.name) ?? (await this.#solve(slice, run)),
      (error) => isAborted(error) && !run.signal?.aborted,
    );
  }

  /**
   * Value of one legal position that has not ended. A kernel solves no more than the position needs.
   * @throws EndgameError as `get`
   */
  async value(p: Position, run: RunOptions = {}): Promise<{ value: Value; cached: boolean }> {
    const { specialization } = this;
    const slice = specialization.sliceOf(p.signature);
    const known = this.peek(slice);
    const kernel = known ? undefined : this.#kernelFor(slice);
    if (kernel) {
      const { signal } = run;
      try {
        const { value, effort } = await kernel.value(p, this.#kernelRun(slice, run));
        if (value === UNUSED) throw illegal(specialization, p);
        if (effort.positions > 0) run.onSolved?.(slice, effort);
        return { value, cached: effort.positions === 0 };
      } catch (error) {
        throw signal?.aborted ? abortError(slice.name) : error;
      }
    }
    const values = known ?? (await this.get(slice, run));
    const index = specialization.space(slice).rank(p);
    const value = index < 0 ? UNUSED : values.at(index);
    if (value === UNUSED) throw illegal(specialization, p);
    return { value: value as Value, cached: known !== undefined };
  }

  /** Whether `value` of the position would cost next to nothing. */
  isCached(p: Position): boolean {
    if (this.#kernel?.isCached(p, this.metric)) return true;
    return this.peek(this.specialization.sliceOf(p.signature)) !== undefined;
  }

  /** The value of a legal position that has not ended, if what tells it is at hand. */
  cachedValue(p: Position): Value | undefined {
    const { specialization } = this;
    const known = this.#kernel?.cachedValue(p, this.metric);
    if (known !== undefined) return known === UNUSED ? undefined : known;
    if (this.#cache.bytes === 0) return undefined;
    const slice = specialization.sliceOf(p.signature);
    const values = this.peek(slice);
    const index = values === undefined ? -1 : specialization.space(slice).rank(p);
    const v = index < 0 ? UNUSED : values!.at(index);
    return v === UNUSED ? undefined : (v as Value);
  }

  /** Whether a kernel solves the slice, so that it is found in a fraction of the generic engine's time. */
  accelerated(slice: Slice): boolean {
    return this.#kernel?.supports(slice) === true;
  }

  /** Positions that a kernel would solve for `value` of this one, at most `most` and those of one problem more. */
  outstanding(p: Position, most: number): number {
    const memory = this.#options.memory - this.#cache.bytes;
    return this.#kernel?.outstanding(p, { metric: this.metric, memory }, most) ?? 0;
  }

  /** Whether `bounds` can say something of a position that is too large for `value`. */
  reaches(p: Position): boolean {
    return this.metric === 'wdl' && this.#kernel?.reaches(p) === true;
  }

  /** Whether `bounds` may be far cheaper than `value`, though that could be had. */
  bounded(p: Position): boolean {
    return this.metric === 'wdl' && this.#kernel?.bounded(p) === true;
  }

  /**
   * What a kernel finds out within `seconds` about a position that it `reaches`.
   * @internal
   */
  async bounds(p: Position, seconds: number, { signal, onProgress }: RunOptions = {}): Promise<KernelBounds> {
    const what = this.specialization.materials.name(p.signature);
    try {
      return await this.#kernel!.bounds(p, seconds, {
        metric: this.metric,
        threads: this.#threads,
        memory: Math.floor(this.#options.memory * BOUNDS_MEMORY),
        signal,
        onProgress: onProgress && ((phase, share) => onProgress({ slice: what, phase, share })),
      });
    } catch (error) {
      throw signal?.aborted ? abortError(what) : error;
    }
  }

  /**
   * Bytes that solving the slice takes, values below it included: all of them for the generic engine, those at hand
   * for a kernel, which asks for one after the other.
   * @throws EndgameError E_BUDGET if that is more than the memory; E_USAGE if nothing here can solve the slice
   */
  check(slice: Slice): number {
    const { specialization } = this;
    const kernel = this.#kernelFor(slice);
    const own = kernel
      ? kernel.predict(slice, this.metric, this.#threads)
      : predictBytes(specialization, specialization.space(slice));
    const below = specialization
      .below(slice)
      .reduce((sum, s) => sum + (kernel ? (this.peek(s)?.byteLength ?? 0) : 2 * specialization.space(s).size), 0);
    if (own + below > this.#options.memory)
      throw budgetError(`${specialization.game.id} ${slice.name}`, own + below, this.#options.memory);
    return own + below;
  }

  /** @throws EndgameError E_USAGE if only a kernel will do and none supports the slice */
  #kernelFor(slice: Slice): Kernel | undefined {
    if (this.#kernel?.supports(slice)) return this.#kernel;
    const { engine } = this.#options;
    if (this.metric === 'dtm' && engine !== 'kernel') return undefined;
    const what = `${this.specialization.game.id} ${slice.name}`;
    throw this.metric === 'dtm'
      ? new EndgameError('E_USAGE', `no kernel can solve ${what}`, 'leave out the engine: the generic one can')
      : new EndgameError(
          'E_USAGE',
          `no kernel can find ${this.metric} of ${what}`,
          'without one, only dtm is possible',
        );
  }

  #load(slice: Slice): Values | undefined {
    const values = this.#options.load?.(slice);
    if (values) this.#keep(slice, values);
    return values;
  }

  #keep(slice: Slice, values: Values): void {
    this.#cache.set(slice.name, values, values.byteLength, () => this.#cost(slice));
  }

  /** Seconds to solve a slice again, with everything below it that is not at hand. */
  #cost(slice: Slice): number {
    const missing = new Set([slice]);
    let seconds = 0;
    for (const each of missing) {
      seconds += this.#took.get(each.name) ?? 0;
      for (const lower of this.specialization.below(each)) if (!this.#cache.has(lower.name)) missing.add(lower);
    }
    return seconds;
  }

  /** Forgets what is least worth keeping until `bytes` more fit. */
  #makeRoom(bytes: number): void {
    this.#cache.makeRoom(bytes);
  }

  async #solve(slice: Slice, run: RunOptions): Promise<Values> {
    const kernel = this.#kernelFor(slice);
    const { values, effort, cached } = await (kernel ? this.#byKernel(kernel, slice, run) : this.#byEngine(slice, run));
    run.onSolved?.(slice, effort);
    if (!cached) this.#keep(slice, values);
    return values;
  }

  async #byEngine(slice: Slice, run: RunOptions): Promise<Solved> {
    const { specialization } = this;
    const onProgress: RunOptions['onProgress'] = run.onProgress;
    for (;;) {
      const successors = new Map<Slice, Values>();
      const below = specialization.below(slice);
      const working = this.check(slice);
      const space = specialization.space(slice);
      for (const lower of below) successors.set(lower, await this.get(lower, run));
      this.#makeRoom(working);
      const start = performance.now();
      try {
        const solved = await solveGeneric(specialization, slice, successors, {
          signal: run.signal,
          fetch: async (signature) => {
            specialization.learn(slice, signature);
            const lower = specialization.sliceOf(signature);
            // It begins anew if the indices have another meaning now, or if there is no room to solve one beside the other.
            const fits = this.check(slice) + this.check(lower) <= this.#options.memory;
            return fits && specialization.space(slice) === space ? await this.get(lower, run) : undefined;
          },
          onProgress: onProgress && ((progress) => onProgress({ slice: slice.name, ...progress })),
        });
        this.#took.set(slice.name, (performance.now() - start) / 1000);
        return solved;
      } catch (error) {
        if (!(error instanceof MissingSuccessor)) throw error;
      }
    }
  }

  /** @param own bytes that must stay free for the kernel while slices below are fetched */
  #kernelRun(slice: Slice, run: RunOptions, own = 0): KernelRun {
    const { specialization } = this;
    const { signal, onProgress } = run;
    return {
      metric: this.metric,
      threads: this.#threads,
      memory: this.#options.memory - this.#cache.bytes,
      signal,
      onProgress: onProgress && ((phase, share) => onProgress({ slice: slice.name, phase, share })),
      successor: async (lower) => {
        if (!specialization.below(slice).includes(lower)) specialization.learn(slice, lower.signatures[0]);
        const values = await this.get(lower, run);
        this.#makeRoom(own);
        return values;
      },
    };
  }

  async #byKernel(kernel: Kernel, slice: Slice, run: RunOptions): Promise<Solved> {
    const { specialization, metric } = this;
    for (;;) {
      if (run.signal?.aborted) throw abortError(slice.name);
      const space = specialization.space(slice);
      this.check(slice); // which also marks the successors at hand as used last, so that they are the last to go
      const own = kernel.predict(slice, metric, this.#threads);
      this.#makeRoom(own);
      let solved: Solved;
      try {
        solved = await kernel.solve(slice, this.#kernelRun(slice, run, own));
      } catch (error) {
        // However a kernel ends when it is told to stop, the caller hears the usual error.
        throw run.signal?.aborted ? abortError(slice.name) : error;
      }
      // A successor that no sample had shown can break a symmetry, and then the indices have another meaning.
      if (specialization.space(slice) !== space) continue;
      if (solved.values.length !== space.size)
        throw new Error(
          `the kernel gave ${solved.values.length} values for the ${space.size} indices of ${slice.name}`,
        );
      return solved;
    }
  }
}

function illegal({ game }: Specialization, p: Position): EndgameError {
  return new EndgameError('E_POSITION', `${game.format(p)} is not legal`, 'check the position');
}

function isAborted(error: unknown): boolean {
  return error instanceof EndgameError && error.code === 'E_ABORTED';
}
