import { LRUCache } from 'lru-cache';
import { knownTo, type Source } from '../engine/index.ts';
import { type EndgameError, exceedsMemory, isAborted } from '../game/errors.ts';
import type { Game } from '../game/contract.ts';
import type { Position } from '../game/position.ts';
import type { Value } from '../game/value.ts';
import type { Metric } from '../game/values.ts';
import { CostAwareCache, type EngineValues } from '../values/index.ts';
import { type Bounds, Closure, Forward, type Known, Memo } from '../search/index.ts';
import type { Specialization } from '../specialize/index.ts';
import { type CostEstimate, LONG, type Outlook } from './cost-estimate.ts';
import { ClosestBounds, type Found, type Method, METHODS } from './found.ts';
import { endedBy, isBoundEnough, isTimeUp, type OnDemandRun, partOfTime, secondsTo } from './on-demand-run.ts';
import { paced, type PacedOptions } from './paced.ts';

/** What an on-demand solver works with. */
export interface OnDemandOptions {
  readonly specialization: Specialization;
  readonly metric: Metric;
  readonly slices: EngineValues;
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

/** Seconds below which a slice is computed at once. */
const AT_ONCE = 0.02;
/** Seconds below which a kernel begins without a search. */
const KERNEL_AT_ONCE = 0.3;
/** Share of the slice's time, or of the time given, that bounds may take. */
const BOUNDS_SHARE = 0.25;
/**
 * Seconds of them in any case, if the slice takes as long, and the most of those that need not meet. Of 112 first questions of
 * seven classes of kings and pawns they told 71 within four seconds, 63 of these within two; most others end by themselves,
 * when nothing is left to look into.
 */
const BOUNDS_SECONDS = 3;
/**
 * Shares of the slice's time that search and closure may take before it. The first share holds for the generic engine,
 * the second for a kernel, which does a thousand positions while search does one: in 25,000 questions from games of
 * chess search told 68 values at little cost, and a closure none.
 */
const SEARCH_SHARES = [0.1, 0.02] as const;
const CLOSURE_SHARES = [0.25, 0] as const;
/** Seconds per position, in order of magnitude. */
const SEARCH_SECONDS = 6e-6;
const CLOSURE_SECONDS = 15e-6;
/** Milliseconds of the first turns of search and closure. */
const FIRST_TURN = 20;
const DEFAULT_SECONDS = 60;
/** Seconds before a slice is refused, in case search finds the value at once. */
const LOOK_SECONDS = 2;
/** Most single values in the cache. */
const REMEMBERED = 10_000;
/** Most bytes of a closure per position. */
const CLOSURE_BYTES = 400;

/** The outlook when the time did not suffice for one. */
const UNEXPLORED: Outlook = { seconds: Number.POSITIVE_INFINITY, inParts: false };

/**
 * Answers positions that no table answers, by the cheapest method first:
 *
 *   bounds    of kings and pawns, or of a game of lines, which an engine made for them narrows
 *   search    forward to known values, for a small part of the time that the slice is expected to take
 *   closure   backward induction over the positions that can follow, for a part of that time
 *   slice     the whole slice by the kernel or the generic engine, with stored successors
 *
 * The time of a method that does not answer is lost: at most a fixed share of what the slice takes (the rule of the ski
 * rental). If the slice cannot be computed, search and closure take turns until the time or the memory ends. Each method
 * leaves bounds, which are the answer then. Draws come from whole slices, complete closures and bounds that meet, never
 * from a path that comes back to itself.
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
   * Works out what can follow a position, so that sources find its slice at once. If time is limited, that takes a part
   * of it.
   * @returns false if time or the signal ended it; the next call goes on from there
   */
  async explore(p: Position, run: OnDemandRun): Promise<boolean> {
    const { specialization } = this.#options;
    if (specialization.isExplored(p.signature)) return true;
    const steps = specialization.exploring(p.signature);
    return (await paced(steps, this.#pacing(run, partOfTime(run), 'exploring'))) !== undefined;
  }

  /**
   * Finds bounds of a legal position that has not ended. They are equal unless the deadline or the signal comes first,
   * or time or memory ends in a run to which bounds are enough.
   * @throws EndgameError E_BUDGET if no method can answer within memory and the time given; E_TOO_LARGE if no slice can
   *   hold the position; E_USAGE if no engine can find the metric. A run with a deadline or with `bounds` gets it as
   *   `failure` instead
   */
  async find(p: Position, run: OnDemandRun): Promise<Found> {
    const { slices } = this.#options;
    if (this.bytes > this.#options.room()) this.forget();
    const best = new ClosestBounds();
    const isBeyond = slices.reaches(p);
    const isExplored = isBeyond || (await this.explore(p, run));
    if (!isBeyond && isExplored && slices.isCached(p)) return await this.#slice(p, best, run);
    const outlook = isBeyond || !isExplored ? UNEXPLORED : await this.#outlook(p, run);
    let { refused } = outlook;
    // Within so many seconds a slice that takes hours is as much out of reach as one that memory cannot hold.
    const isHeld =
      run.seconds === undefined ? Number.isFinite(outlook.seconds) : outlook.seconds < (run.longest ?? LONG);
    if (isHeld && this.#may('slice')) {
      await this.#try(p, outlook, best, run);
      if (best.isExact || isTimeUp(run)) return best.found;
      try {
        return await this.#slice(p, best, run);
      } catch (error) {
        if (!exceedsMemory(error) || !isBoundEnough(run)) throw error;
        refused = error;
      }
    }
    const failure = await this.#persist(p, refused, best, run);
    if (best.isExact || isTimeUp(run)) return best.found;
    if (isBoundEnough(run)) return { ...best.found, failure };
    throw failure;
  }

  #may(method: Method): boolean {
    return this.#methods.has(method);
  }

  /** Returns the outlook for computing the slice, as far as the time suffices for one. */
  async #outlook(p: Position, run: OnDemandRun): Promise<Outlook> {
    const isHurried = run.deadline !== undefined || run.seconds !== undefined;
    const steps = this.#options.estimate.outlook(p, isHurried);
    const found = await paced(steps, this.#pacing(run, partOfTime(run), 'estimating'));
    return found?.result ?? UNEXPLORED;
  }

  /** Tries the methods before the slice, each for its share of the time that the slice takes. */
  async #try(p: Position, { seconds, inParts }: Outlook, best: ClosestBounds, run: OnDemandRun): Promise<void> {
    const until = run.deadline ?? Number.POSITIVE_INFINITY;
    if (seconds <= AT_ONCE && run.deadline === undefined) return;
    const engine = inParts ? 1 : 0;
    const patience = (share: number): number => Math.min(Math.max(share * seconds, AT_ONCE), secondsTo(until));
    // Where an engine has bounds of its own, it finds in a second what search would not find in a day.
    const { slices } = this.#options;
    if (this.#may('bounds') && slices.boundsAreCheaper(p)) {
      const most = slices.boundsAreComplete ? Number.POSITIVE_INFINITY : BOUNDS_SECONDS;
      const share = Math.max(BOUNDS_SHARE, Math.min(1, BOUNDS_SECONDS / seconds));
      await this.#bound(p, Math.min(most, patience(share)), best, run);
    }
    if (slices.boundsAreComplete && this.#may('bounds')) return;
    if (this.#may('search') && !best.isExact && !isTimeUp(run)) {
      const most = Math.max(1000, Math.round(patience(SEARCH_SHARES[engine]) / SEARCH_SECONDS));
      // A first search runs code that nothing has warmed up: a thousand positions take a kernel's time for three men.
      if (!inParts || seconds > KERNEL_AT_ONCE) {
        const search = this.#forward(p, most, most);
        await paced(search.run(), this.#pacing(run, until, 'searching'));
        best.add(search.bounds, 'search');
        run.onLooked?.(search.expanded, 0);
      }
    }
    if (this.#may('closure') && CLOSURE_SHARES[engine] > 0 && !best.isExact && !isTimeUp(run)) {
      const closure = this.#around(p, patience(CLOSURE_SHARES[engine]) / CLOSURE_SECONDS);
      const done = await paced(closure.run(), this.#pacing(run, until, 'looking ahead'));
      if (done !== undefined) this.#take(closure, done.result, best);
      run.onLooked?.(closure.positions, closure.moves);
    }
  }

  /**
   * Looks for the value of a position whose slice cannot be computed, until the time or the memory ends.
   * @returns what ended it
   */
  async #persist(
    p: Position,
    refused: EndgameError | undefined,
    best: ClosestBounds,
    run: OnDemandRun,
  ): Promise<EndgameError> {
    const { slices, specialization } = this.#options;
    const start = performance.now();
    const isFree = run.deadline === undefined && run.seconds === undefined;
    const isComplete = slices.boundsAreComplete && this.#may('bounds');
    const brief = refused && !isComplete ? LOOK_SECONDS : DEFAULT_SECONDS;
    const usual = run.deadline === undefined ? brief : Number.POSITIVE_INFINITY;
    const until = Math.min(run.deadline ?? Number.POSITIVE_INFINITY, start + 1000 * (run.seconds ?? usual));
    const isBeyond = slices.reaches(p);
    let full: number | undefined;
    let isOpen = !isBeyond;
    if (this.#may('bounds') && (isBeyond || slices.boundsAreCheaper(p))) {
      const end = await this.#bound(
        p,
        secondsTo(until) * (isBeyond || isComplete ? 1 : BOUNDS_SHARE),
        best,
        run,
        until,
      );
      full = end.full;
      isOpen = (isOpen && !isComplete) || end.exhausted === true;
    }
    if (!best.isExact && isOpen) {
      // Sources look up slices, which must not take long.
      const known = !isBeyond && specialization.isExplored(p.signature) ? this.#known : NOBODY;
      full = await this.#takeTurns(p, until, known, best, run);
    }
    if (refused !== undefined && isFree && !isComplete && (exceedsMemory(refused) || !isBoundEnough(run)))
      return refused;
    return endedBy(this.#game, p, best.found, (performance.now() - start) / 1000, full);
  }

  /**
   * Lets search and closure take turns, which become longer and longer.
   * @returns the bytes that were full, if memory ended the closure
   */
  async #takeTurns(
    p: Position,
    until: number,
    known: Known,
    best: ClosestBounds,
    run: OnDemandRun,
  ): Promise<number | undefined> {
    const search = this.#forward(p, Number.POSITIVE_INFINITY, secondsTo(until) / SEARCH_SECONDS, known);
    const closure = this.#around(p, Number.POSITIVE_INFINITY, known);
    let searching = this.#may('search') ? search.run() : undefined;
    let expanding = this.#may('closure') ? closure.expand() : undefined;
    for (let turn = FIRST_TURN; searching ?? expanding; turn *= 2) {
      if (searching !== undefined) {
        const pacing = this.#pacing(run, Math.min(until, performance.now() + turn), 'searching');
        if (await paced(searching, pacing)) searching = undefined;
        best.add(search.bounds, 'search');
      }
      if (best.isExact || isTimeUp(run) || performance.now() >= until) break;
      if (expanding === undefined) continue;
      const pacing = this.#pacing(run, Math.min(until, performance.now() + turn), 'looking ahead');
      if ((await paced(expanding, pacing)) === undefined) continue;
      expanding = undefined;
      const solved = await paced(closure.solve(), this.#pacing(run, until, 'looking ahead'));
      if (solved !== undefined) this.#take(closure, solved.result, best);
      if (best.isExact) break;
    }
    run.onLooked?.(search.expanded + closure.positions, closure.moves);
    return closure.isComplete || performance.now() >= until ? undefined : closure.byteLength;
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

  /** Returns a search; its memory is no larger than `positions` can fill. */
  #forward(p: Position, most: number, positions: number, known: Known = this.#known): Forward {
    const { metric, memory } = this.#options;
    const wanted = Math.min(memory / 2, Math.max(1000, positions) * Memo.entryBytes(p));
    if (this.#memo === undefined || this.#memo.byteLength < wanted / 2) this.#memo = new Memo(p, wanted);
    return new Forward(p, { game: this.#game, metric, known, memo: this.#memo, most });
  }

  /** Returns the closure of a position, as far as memory allows. */
  #around(p: Position, positions: number, known: Known = this.#known): Closure {
    const { metric, memory } = this.#options;
    const most = Math.floor(Math.min(positions, memory / 2 / CLOSURE_BYTES));
    return new Closure(p, { game: this.#game, metric, known, most });
  }

  /** Takes the bounds of a closure into account and caches it if it is complete. */
  #take(closure: Closure, bounds: Bounds, best: ClosestBounds): void {
    best.add(bounds, 'closure');
    if (closure.isComplete) this.#closures.set(String(this.#count++), closure, closure.byteLength, () => 1);
  }

  /**
   * Takes the bounds of the engine for bounds into account.
   * @param deadline time that ends the search however little was done
   * @returns what ended the search for them
   */
  async #bound(
    p: Position,
    seconds: number,
    best: ClosestBounds,
    run: OnDemandRun,
    deadline: number | undefined = run.deadline,
  ): Promise<BoundsEnd> {
    try {
      const { slices } = this.#options;
      const { lower, upper, problems, full, exhausted } = await slices.bounds(p, seconds, { ...run, deadline });
      run.onLooked?.(problems, 0);
      best.add({ lower, upper }, 'bounds');
      // No slice is cached that would tell it at once.
      if (lower === upper) this.remember(p, lower);
      return { full, exhausted };
    } catch (error) {
      if (!isAborted(error) && !(exceedsMemory(error) && isBoundEnough(run))) throw error;
      return {};
    }
  }

  #pacing(run: OnDemandRun, until: number, phase: string): PacedOptions {
    const start = performance.now();
    const share = (): number =>
      until === Number.POSITIVE_INFINITY ? 0 : (performance.now() - start) / (until - start);
    const onPause = run.onProgress && (() => run.onProgress?.({ slice: this.#game.id, phase, share: share() }));
    return { until: Math.min(until, run.deadline ?? until), signal: run.signal, onPause };
  }
}

const NOBODY: Known = () => undefined;

/** What ended a search for bounds: memory of so many bytes, or a lack of anything to look into; else time. */
interface BoundsEnd {
  readonly full?: number | undefined;
  readonly exhausted?: boolean | undefined;
}
