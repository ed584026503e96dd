import { LRUCache } from 'lru-cache';
import { knownTo, type Source } from '../engine/index.ts';
import { EndgameError, exceedsMemory, isAborted } from '../game/errors.ts';
import type { Game } from '../game/contract.ts';
import { Pacer } from '../platform/pacer.ts';
import type { Position } from '../game/position.ts';
import { DRAW, loss, type Outcome, type Value, win } from '../game/value.ts';
import type { Metric } from '../game/values.ts';
import { CostAwareCache, type RunOptions, type SliceValues } from '../values/index.ts';
import { type Bounds, Closure, Forward, type Known, LEAST, Memo, MOST, NOTHING_KNOWN } from '../search/index.ts';
import type { Slice, Specialization } from '../specialize/index.ts';
import type { CostEstimate } from './cost-estimate.ts';

/** The methods, cheapest first. */
export const METHODS = ['bounds', 'search', 'closure', 'slice'] as const;
/** How a value that is not stored was found. */
export type Method = (typeof METHODS)[number];

/** Bounds of a value, and how they were found. */
export interface Found extends Bounds {
  /** The method that gave the bounds. */
  readonly method: Method;
  /** Whether the value was cached, so that it cost nothing. */
  readonly cached?: boolean;
}

/** What an on-demand solver works with. */
export interface OnDemandOptions {
  readonly specialization: Specialization;
  readonly metric: Metric;
  readonly slices: SliceValues;
  readonly estimate: CostEstimate;
  /** Sources that may know values at once. */
  readonly sources: readonly Source[];
  /** Bytes for what searches remember and for cached closures. Both are dropped when they exceed `room`. */
  readonly memory: number;
  /** Returns the bytes that slices do not use now. */
  readonly room: () => number;
  /** Methods that may be used; default: all. */
  readonly methods?: readonly Method[] | undefined;
}

/** Options of one question. */
export interface OnDemandRun extends RunOptions {
  /** Time of `performance.now()` from which on bounds are enough. */
  readonly deadline?: number | undefined;
  /** Seconds for a position that no slice can hold; default 60. */
  readonly seconds?: number | undefined;
  /** Called with the positions and moves that searches, closures and bounds visited. */
  readonly onLooked?: ((positions: number, moves: number) => void) | undefined;
}

/** Seconds below which a slice is computed at once. */
const AT_ONCE = 0.02;
/** Shares of the slice's time that the other methods may take before it. */
const BOUNDS_SHARE = 0.25;
/**
 * The first share holds for the generic engine, the second for a kernel, which does a thousand positions while search
 * does one.
 */
const SEARCH_SHARES = [0.1, 0.05] as const;
const CLOSURE_SHARES = [0.25, 0.05] as const;
/** Seconds per position, in order of magnitude. */
const SEARCH_SECONDS = 6e-6;
const CLOSURE_SECONDS = 15e-6;
const DEFAULT_SECONDS = 60;
/** Most single values in the cache. */
const REMEMBERED = 10_000;
/** Most bytes of a closure per position. */
const CLOSURE_BYTES = 400;

/**
 * Answers positions that no table answers, by the cheapest method first:
 *
 *   bounds    the kernel's own for kings and pawns, where it has some
 *   search    forward to known values, for a small part of the time that the slice is expected to take
 *   closure   backward induction over the positions that can follow, for a part of that time
 *   slice     the whole slice by the kernel or the generic engine, with stored successors
 *
 * The time of a method that does not answer is lost: at most a fixed share of what the slice takes (the rule of the ski
 * rental). Each method leaves bounds, which are the answer if time runs out. Draws come from whole slices, complete
 * closures and bounds that meet, never from a path that comes back to itself.
 *
 * As a source it gives the values that it has computed.
 */
export class OnDemandSolver implements Source {
  readonly name = 'cache';
  readonly metric: Metric;
  readonly #game: Game;
  readonly #options: OnDemandOptions;
  readonly #closures: CostAwareCache<Closure>;
  readonly #methods: ReadonlySet<Method>;
  /** Values that `remember` stored, by the position's key. */
  readonly #remembered = new LRUCache<string, Value>({ max: REMEMBERED });
  readonly #known: Known;
  #memo: Memo | undefined;
  #count = 0;

  constructor(options: OnDemandOptions) {
    this.#options = options;
    this.#game = options.specialization.game;
    this.metric = options.metric;
    this.#known = (p) => knownTo(options.sources, p);
    this.#closures = new CostAwareCache(options.memory / 2);
    this.#methods = new Set(options.methods ?? METHODS);
  }

  /** Bytes of closures and of what searches remember. */
  get bytes(): number {
    return this.#closures.bytes + (this.#memo?.byteLength ?? 0);
  }

  /** Drops all computed values. */
  forget(): void {
    this.#memo = undefined;
    this.#closures.clear();
    this.#remembered.clear();
  }

  /** Returns true: any position may have been computed before. */
  mayHold(): boolean {
    return true;
  }

  /**
   * Returns the value of a position that search or closure has found before or `remember` has stored; else undefined.
   */
  probe(p: Position): Value | undefined {
    if (this.#memo !== undefined) {
      this.#memo.find(p);
      if (this.#memo.lower === this.#memo.upper) return this.#memo.lower as Value;
    }
    for (const closure of this.#closures.values()) {
      const v = closure.value(p);
      if (v !== undefined) return v;
    }
    return this.#remembered.size > 0 ? this.#remembered.get(p.key()) : undefined;
  }

  /** Caches the value of a single position, however it was found. */
  remember(p: Position, value: Value): void {
    this.#remembered.set(p.key(), value);
  }

  /**
   * Finds bounds of a legal position that has not ended. They are equal unless the deadline or the signal comes first.
   * @throws EndgameError E_BUDGET if no method can answer within memory and the time given; E_TOO_LARGE if no slice can
   *   hold the position and the question has no time limit
   */
  async find(p: Position, run: OnDemandRun): Promise<Found> {
    const { slices, estimate } = this.#options;
    if (this.bytes > this.#options.room()) this.forget();
    const large = slices.reaches(p);
    if (!large && slices.isCached(p)) return await this.#slice(p, new ClosestBounds(), run);
    const slice = large ? undefined : this.#sliceOf(p, run);
    const seconds = slice === undefined || !this.#may('slice') ? Number.POSITIVE_INFINITY : estimate.seconds(p, slice);
    const refused = slice === undefined || !Number.isFinite(seconds) ? undefined : this.#refusal(slice);
    const best = new ClosestBounds();
    // If the slice cannot be computed, the other methods have all the time there is.
    const limited = !Number.isFinite(seconds) || refused !== undefined;
    const engine = slice !== undefined && slices.solvesParts(slice) ? 1 : 0;
    const share = limited ? (run.seconds ?? DEFAULT_SECONDS) : seconds;
    if (seconds > AT_ONCE || run.deadline !== undefined) {
      const patience = (part: number): number => Math.min(Math.max(part * share, AT_ONCE), left(run));
      // Where the kernel has bounds of its own, it finds in a second what search would not find in a day.
      if (this.#may('bounds') && (large || slices.boundsAreCheaper(p))) {
        const part = large ? share : patience(BOUNDS_SHARE);
        best.add(await this.#kernelBounds(p, Math.min(part, left(run)), run), 'bounds');
      }
      if (best.isExact || this.#timeIsUp(run)) return best.found;
      if (!large && this.#may('search')) {
        best.add(await this.#search(p, patience(limited ? 0.6 : SEARCH_SHARES[engine]), run), 'search');
      }
      if (best.isExact || this.#timeIsUp(run)) return best.found;
      if (!large && this.#may('closure')) {
        best.add(await this.#closure(p, patience(limited ? 0.4 : CLOSURE_SHARES[engine]), run), 'closure');
      }
      if (best.isExact || this.#timeIsUp(run)) return best.found;
    }
    if (refused !== undefined) throw refused;
    if (limited) throw this.#tooLarge(p, best.found, share);
    return await this.#slice(p, best, run);
  }

  #may(method: Method): boolean {
    return this.#methods.has(method);
  }

  /**
   * Returns the slice; undefined if the position has too many men for one and the question has a time limit. Without a
   * limit, looking ahead might never end.
   * @throws EndgameError E_TOO_LARGE
   */
  #sliceOf(p: Position, { seconds, deadline }: OnDemandRun): Slice | undefined {
    const { specialization } = this.#options;
    const isLimited = seconds !== undefined || deadline !== undefined;
    return isLimited ? specialization.find(p.signature) : specialization.sliceOf(p.signature);
  }

  /** Returns why the slice cannot be computed within memory; undefined if it can. */
  #refusal(slice: Slice): EndgameError | undefined {
    const { slices } = this.#options;
    if (slices.solvesParts(slice)) return undefined; // a kernel may solve a part of it
    try {
      slices.check(slice);
      return undefined;
    } catch (error) {
      if (exceedsMemory(error)) return error;
      throw error;
    }
  }

  #timeIsUp({ deadline, signal }: OnDemandRun): boolean {
    return signal?.aborted === true || (deadline !== undefined && performance.now() >= deadline);
  }

  /**
   * Computes the slice. Whatever stops it, finished parts stay cached, so that the same question continues from there.
   */
  async #slice(p: Position, best: ClosestBounds, run: OnDemandRun): Promise<Found> {
    const { deadline } = run;
    const late =
      deadline === undefined ? [] : [AbortSignal.timeout(Math.max(0, Math.ceil(deadline - performance.now())))];
    const signals = run.signal ? [run.signal, ...late] : late;
    try {
      const { value, cached } = await this.#options.slices.value(p, { ...run, signal: AbortSignal.any(signals) });
      return { lower: value, upper: value, method: 'slice', cached };
    } catch (error) {
      if (isAborted(error)) return best.found;
      throw error;
    }
  }

  async #search(p: Position, seconds: number, run: OnDemandRun): Promise<Bounds> {
    const { metric, memory } = this.#options;
    const most = Math.max(1000, Math.round(seconds / SEARCH_SECONDS));
    // The memo is cleared memory, so it is no larger than this search can fill.
    const wanted = Math.min(memory / 2, most * Memo.entryBytes(p));
    if (this.#memo === undefined || this.#memo.byteLength < wanted / 2) this.#memo = new Memo(p, wanted);
    const search = new Forward(p, { game: this.#game, metric, known: this.#known, memo: this.#memo, most });
    const bounds = await this.#paced(search.run(), 'searching', run, () => ({
      lower: search.lower as Value,
      upper: search.upper as Value,
    }));
    run.onLooked?.(search.expanded, 0);
    return bounds;
  }

  async #closure(p: Position, seconds: number, run: OnDemandRun): Promise<Bounds> {
    const { metric, memory } = this.#options;
    const most = Math.floor(Math.min(seconds / CLOSURE_SECONDS, memory / 2 / CLOSURE_BYTES));
    if (most < 1) return NOTHING_KNOWN;
    const closure = new Closure(p, { game: this.#game, metric, known: this.#known, most });
    const bounds = await this.#paced(closure.run(), 'looking ahead', run, () => NOTHING_KNOWN);
    run.onLooked?.(closure.positions, closure.moves);
    if (bounds.lower === bounds.upper && closure.value(p) !== undefined)
      this.#closures.set(String(this.#count++), closure, closure.byteLength, () => 1);
    return bounds;
  }

  async #kernelBounds(p: Position, seconds: number, run: OnDemandRun): Promise<Bounds> {
    try {
      const { lower, upper, problems } = await this.#options.slices.bounds(p, seconds, run);
      run.onLooked?.(problems, 0);
      return { lower: valueOf(lower), upper: valueOf(upper) };
    } catch (error) {
      if (isAborted(error)) return NOTHING_KNOWN;
      throw error;
    }
  }

  /** Runs to the end, the deadline or the signal, and lets timers and signals run meanwhile. */
  async #paced(
    steps: Generator<number, Bounds, void>,
    phase: string,
    run: OnDemandRun,
    sofar: () => Bounds,
  ): Promise<Bounds> {
    const pacer = new Pacer();
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      if (run.deadline !== undefined && performance.now() >= run.deadline) return sofar();
      if (!pacer.isDue) continue;
      run.onProgress?.({ slice: this.#game.id, phase, share: step.value });
      await pacer.pause();
      if (run.signal?.aborted) return sofar();
    }
  }

  #tooLarge(p: Position, { lower, upper }: Bounds, seconds: number): EndgameError {
    const { domain } = this.#game;
    return new EndgameError(
      'E_BUDGET',
      `${this.#game.format(p)}: only bounds after ${seconds} s: at least a ${domain.outcome(lower)} and at most a ${domain.outcome(upper)}`,
      'give it more time',
    );
  }
}

/** Returns the seconds to the deadline; Infinity without one. */
function left({ deadline }: OnDemandRun): number {
  return deadline === undefined ? Number.POSITIVE_INFINITY : Math.max(0, (deadline - performance.now()) / 1000);
}

/** The closest bounds so far, with the method that last improved them. */
export class ClosestBounds {
  found: Found = { lower: LEAST, upper: MOST, method: 'search' };

  get isExact(): boolean {
    return this.found.lower === this.found.upper;
  }

  add({ lower, upper }: Bounds, method: Method): boolean {
    const { found } = this;
    const low = lower > found.lower ? lower : found.lower;
    const high = upper < found.upper ? upper : found.upper;
    if (low > high) throw new Error(`${method}: bounds contradict each other`);
    if (low !== found.lower || high !== found.upper) this.found = { lower: low, upper: high, method };
    return this.isExact;
  }
}

function valueOf(outcome: Outcome): Value {
  return outcome === 'win' ? win(0) : outcome === 'loss' ? loss(0) : DRAW;
}
