import { type Kept, knownTo, type Need, type Source } from '../engine/index.ts';
import type { EngineId, EngineSet } from '../engines/index.ts';
import type { Game } from '../game/contract.ts';
import { abortError, EndgameError, isEndgameError } from '../game/errors.ts';
import { Position } from '../game/position.ts';
import type { Value, ValueDomain } from '../game/value.ts';
import { domainOf, type Metric, outcomesUnder } from '../game/values.ts';
import { InFlight } from '../platform/in-flight.ts';
import { Pacer } from '../platform/pacer.ts';
import { LEAST, MOST } from '../search/index.ts';
import type { Specialization } from '../specialize/index.ts';
import type { SyzygyTables } from '../syzygy/index.ts';
import type { TableStore } from '../table/index.ts';
import { EngineValues, type Policy, type RunOptions } from '../values/index.ts';
import type { SourceName } from './answer.ts';
import { CostEstimate, LONG } from './cost-estimate.ts';
import { FiveOutcomes } from './five-outcomes.ts';
import type { Found, Method } from './found.ts';
import { exactly, type FoundValue } from './found-value.ts';
import { KeptValues } from './kept-values.ts';
import { OnDemandSolver } from './on-demand.ts';
import { type OnDemandRun, partOfTime } from './on-demand-run.ts';
import { paced } from './paced.ts';
import { Rights } from './rights.ts';
import { StoredSource } from './stored-source.ts';
import { sharpened, SyzygyAnswers } from './syzygy-answers.ts';

/** The kinds of solver: `lookup` never computes, `compute` has no tables, `hybrid` uses both. */
export const SOLVERS = ['lookup', 'compute', 'hybrid'] as const;
/** One of `SOLVERS`. */
export type SolverKind = (typeof SOLVERS)[number];

/** Questions from one look at the clock to the next. */
const LOOKS_AT_CLOCK = 16;
/** Share of memory for searches, while slices do not need it. */
const SEARCHING = 1 / 8;

/** What a finder works with; see `SolverOptions`. */
export interface FinderOptions {
  readonly kind: SolverKind;
  readonly metric: Metric;
  /** Bytes for what is computed and cached and for the analysis in progress. */
  readonly memory: number;
  /** Returns the bytes of this memory that something else holds now. */
  readonly taken: () => number;
  /**
   * The finder of distances or scores that outcomes are read from: where no engine finds outcomes alone, and for those
   * under the 50-move rule, which do not follow from the outcomes of moves.
   */
  readonly full?: Finder | undefined;
  /** The finder of outcomes alone, for what depends on the 50-move rule. */
  readonly outcomes?: Finder | undefined;
  readonly engines: EngineSet;
  readonly store: TableStore | undefined;
  readonly syzygy: SyzygyTables | undefined;
  readonly engine: EngineId | undefined;
  readonly threads: number | undefined;
  readonly policy: Policy | undefined;
  readonly only: ReadonlySet<string> | undefined;
  readonly costs: ReadonlyMap<string, number> | undefined;
  readonly methods: readonly Method[] | undefined;
  readonly keep: Kept | undefined;
}

/**
 * Seconds in which an outcome may be found without a distance, before a slice is computed: where it is near, it takes less.
 */
const GLANCE_SECONDS = 0.1;

/** What is known of a position when the time is up at the beginning. */
const NOTHING: FoundValue = { lower: LEAST, upper: MOST, source: 'computed' };

/**
 * Finds values of one metric. The three kinds are one short loop: if the game is over, the rules answer; if a source
 * knows the value (stored, found before, cached), it answers; else the value is computed (on-demand.ts) with the help
 * of the sources.
 */
export class Finder {
  readonly metric: Metric;
  /** What values mean under the metric. */
  readonly domain: ValueDomain;
  readonly #game: Game;
  readonly #kind: SolverKind;
  readonly #specialization: Specialization;
  readonly #stored: StoredSource | undefined;
  readonly #syzygy: SyzygyAnswers | undefined;
  readonly #slices: EngineValues;
  readonly #onDemand: OnDemandSolver;
  readonly #estimate: CostEstimate;
  /** Positions with rights that no table holds (castling). */
  readonly #rights: Rights;
  readonly #full: Finder | undefined;
  readonly #outcomes: Finder | undefined;
  readonly #five: FiveOutcomes | undefined;
  /** The sources, in the order in which they are asked. */
  readonly #sources: readonly Source[];
  /** Values of positions that outlast the process. */
  readonly #kept: KeptValues | undefined;
  readonly #pacer = new Pacer();
  #asked = 0;
  /** Positions that are being computed, so that none is computed twice at the same time. */
  readonly #inFlight = new InFlight<string, Found>();

  constructor(specialization: Specialization, options: FinderOptions) {
    const { kind, metric, memory, taken, store, engine, threads, policy } = options;
    const { game } = specialization;
    this.metric = metric;
    this.domain = domainOf(game, metric);
    this.#game = game;
    this.#kind = kind;
    this.#specialization = specialization;
    this.#full = options.full;
    this.#outcomes = options.outcomes;
    this.#slices = new EngineValues(specialization, {
      memory,
      taken,
      aside: kind === 'compute' ? undefined : store && (() => store.bytesBeyondCache),
      metric,
      engine,
      threads,
      policy: policy ?? 'greedy-dual',
      keep: options.keep,
      load: (slice) => this.#stored?.load(slice),
      planes: (slice) => (this.#outcomes ?? this).#stored?.planes(slice),
      engines: options.engines,
    });
    this.#five = options.outcomes && new FiveOutcomes(this.#slices, options.outcomes);
    this.#estimate = new CostEstimate(
      specialization,
      this.#slices,
      (slice) => this.#stored?.seeds(slice) === true,
      options.costs,
    );
    const known: Source[] = [];
    this.#onDemand = new OnDemandSolver({
      specialization,
      metric,
      slices: this.#slices,
      estimate: this.#estimate,
      sources: known,
      memory: Math.floor(memory * SEARCHING),
      room: () => memory - taken() - this.#slices.bytes,
      methods: options.methods,
    });
    const computed = [this.#onDemand, this.#slices];
    if (store && kind !== 'compute') {
      this.#stored = new StoredSource(specialization, store, {
        tolerant: kind === 'hybrid',
        metric,
        only: options.only,
        others: kind === 'hybrid' ? computed : [],
      });
      known.push(this.#stored);
    }
    if (options.syzygy && kind !== 'compute') {
      const mayCompute = kind === 'hybrid';
      const others = [...known, ...(mayCompute ? computed : [])];
      const source = options.syzygy.source(game, { metric, tolerant: mayCompute, others });
      this.#syzygy = new SyzygyAnswers(source, (p) => this.tableOf(p));
      known.push(source);
    }
    known.push(this.#slices);
    this.#kept = options.keep && new KeptValues(options.keep, specialization, metric);
    const sources = [
      ...(this.#syzygy ? [this.#syzygy.source] : []),
      ...(this.#stored ? [this.#stored] : []),
      ...(kind === 'lookup' ? [] : computed),
      // the last to be asked, since it names the position
      ...(this.#kept ? [this.#kept] : []),
    ];
    this.#sources = sources;
    this.#rights = new Rights({
      game,
      metric,
      known: (p) => knownTo(sources, p),
      value: (p, run) => this.find(p, run),
      memory: Math.floor(memory * SEARCHING),
    });
  }

  /** Bytes of cached computed values, without those in the caches of engines. */
  get cachedBytes(): number {
    return this.#slices.ownBytes + this.#onDemand.bytes + this.#rights.bytes;
  }

  /** Number of computed slices that were evicted. */
  get evicted(): number {
    return this.#slices.evicted;
  }

  /** Keeps for later processes what was asked since the last call. */
  async keep(): Promise<void> {
    this.#kept?.keep();
    await this.#slices.keep();
  }

  /** Keeps what is left to keep when no question comes any more. */
  close(): void {
    this.#kept?.keep(true);
  }

  /** Drops what was computed, here and by the engines: the next question starts cold. */
  forget(): void {
    this.#slices.clear();
    this.forgetOwn();
  }

  /** Drops what was computed here, but not what is in the caches of engines. */
  forgetOwn(): void {
    this.#slices.clearOwn();
    this.#onDemand.forget();
    this.#rights.forget();
    this.#stored?.forget();
  }

  /** Returns the errors of damaged tables that have not been reported yet. */
  takeFaults(): EndgameError[] {
    return [...(this.#stored?.takeFaults() ?? []), ...(this.#syzygy?.source.takeFaults() ?? [])];
  }

  /** Returns the name of the store that has the table of the position; undefined without a store. */
  storeOf(p: Position): string | undefined {
    return this.#stored?.storeOf(p);
  }

  /** Returns whether values of a metric can be bounded although no slice can hold the position. */
  reaches(p: Position, metric: Metric): boolean {
    return this.#slices.reaches(p, metric);
  }

  /** Returns the name of the table that holds or would hold the position. */
  tableOf(p: Position): string {
    const specialization = this.#specialization;
    const isKnown = !this.#slices.reaches(p) && specialization.isExplored(p.signature);
    const slice = isKnown ? specialization.find(p.signature) : undefined;
    return slice === undefined ? specialization.materials.name(p.signature) : specialization.tableOf(slice);
  }

  /** Returns the value of a legal position if a source has it at once, even when the signal has fired; else undefined. */
  async atHand(p: Position, { deadline, seconds }: OnDemandRun): Promise<FoundValue | undefined> {
    if (p.flags !== 0) return undefined;
    const theirs = this.#syzygy?.known(p);
    if (theirs !== undefined) return theirs;
    if (this.#slices.reaches(p)) return undefined;
    return (await this.#onDemand.explore(p, { deadline, seconds })) ? this.#told(p) : undefined;
  }

  /** Returns the value of a legal position if it is known without waiting for anything; else undefined. */
  known(p: Position): FoundValue | undefined {
    const ended = this.#game.ended(p);
    if (ended !== undefined) return this.#over(ended);
    if (p.flags !== 0) return undefined;
    const theirs = this.#syzygy?.known(p);
    if (theirs !== undefined) return theirs;
    if (this.#slices.reaches(p) || !this.#specialization.isExplored(p.signature)) return undefined;
    return this.#told(p) ?? (this.metric === 'wdl50' ? this.#five?.known(p) : undefined);
  }

  /** Returns the same; undefined also where `find` tells what is wrong. */
  knownOrNot(p: Position): FoundValue | undefined {
    try {
      return this.known(p);
    } catch (error) {
      if (isEndgameError(error)) return undefined;
      throw error;
    }
  }

  /** Returns what another source says of a position at once. */
  #told(p: Position): FoundValue | undefined {
    for (const source of this.#sources) {
      if (source === this.#syzygy?.source) continue;
      // Most values are those of slices, and to see that no search has met a position takes longer than to find them.
      const solved = source === this.#onDemand ? this.#slices.probe(p) : undefined;
      const answer = typeof solved === 'number' ? solved : source.mayHold(p) ? source.probe(p) : undefined;
      if (typeof answer !== 'number') {
        if (answer !== undefined) return undefined;
        continue;
      }
      if (source !== this.#stored) this.#kept?.add(p, answer);
      return exactly(answer, source.name as SourceName);
    }
    return undefined;
  }

  /** Returns the value of an ended position under the metric. */
  #over(ended: Value): FoundValue {
    return exactly(outcomesUnder(this.metric)?.further(ended) ?? ended, 'rules');
  }

  /**
   * Returns the seconds that computing the slice of a legal position will take, in order of magnitude; Infinity if it
   * cannot be computed, or if that cannot be told in the time of the run.
   */
  async outlook(p: Position, run: OnDemandRun): Promise<number> {
    if (this.#slices.reaches(p) || !(await this.#onDemand.explore(p, run))) return Number.POSITIVE_INFINITY;
    const { signal } = run;
    const found = await paced(this.#estimate.outlook(p, true), { until: partOfTime(run), signal });
    return found?.result.seconds ?? Number.POSITIVE_INFINITY;
  }

  /**
   * Returns the value of a legal position.
   * @throws EndgameError as `find`; E_ABORTED if the time is up before
   */
  value(p: Position, run: RunOptions = {}): Promise<Value> {
    // In loops over known positions the way through `find` takes three times as long as the look-up. It gives timers their turn.
    const known = (this.#asked + 1) % LOOKS_AT_CLOCK === 0 || run.signal?.aborted ? undefined : this.knownOrNot(p);
    if (known === undefined) return this.#found(p, run);
    this.#asked++;
    return Promise.resolve(known.lower);
  }

  async #found(p: Position, run: RunOptions): Promise<Value> {
    const { lower, upper } = await this.find(p, run);
    if (lower < upper) throw abortError(`${this.#game.id} ${this.tableOf(p)}`);
    return lower;
  }

  /**
   * Returns bounds of a legal position. They are equal unless the run's deadline or signal comes first.
   * @throws EndgameError E_TABLE_MISSING (lookup), E_TABLE_DAMAGED (lookup), E_BUDGET, E_TOO_LARGE, E_FILE
   */
  async find(p: Position, run: OnDemandRun): Promise<FoundValue> {
    const ended = this.#game.ended(p);
    if (ended !== undefined) return this.#over(ended);
    // Questions that tables answer wait for nothing, so a loop over them would let no timer and no signal through.
    if (++this.#asked % LOOKS_AT_CLOCK === 0 && this.#pacer.isDue) await this.#pacer.pause();
    if (run.signal?.aborted) return NOTHING;
    if (p.flags !== 0) {
      if (this.metric === 'wdl50') return this.#outcomeOf(await this.#full!.find(p, run));
      return { ...(await this.#rights.find(p, run)), source: 'computed' };
    }
    const told = await this.#valueFrom(this.#syzygy?.source, p, run);
    if (told !== undefined) return this.#syzygy!.exactly(told);
    const isBeyond = this.#slices.reaches(p);
    const isExplored =
      isBeyond || this.#specialization.isExplored(p.signature) || (await this.#onDemand.explore(p, run));
    if (!isExplored) return this.#kind === 'lookup' ? NOTHING : await this.#compute(p, run);
    for (const source of this.#sources) {
      // No table holds a position beyond all slices, and working out its slice would take long.
      if (source === this.#syzygy?.source || (source === this.#stored && isBeyond)) continue;
      const value = await this.#valueFrom(source, p, run);
      if (value === undefined) continue;
      if (source !== this.#stored) this.#kept?.add(p, value);
      return exactly(value, source.name as SourceName);
    }
    const rounded = this.#syzygy?.rounded(p);
    if (rounded !== undefined && !(await this.#beatsRounding(p, run))) return rounded;
    const start = performance.now();
    const compute = (): Promise<FoundValue> => this.#compute(p, run);
    const found = await (rounded === undefined ? compute() : sharpened(rounded, compute));
    if (found.lower === found.upper) this.#kept?.add(p, found.lower, (performance.now() - start) / 1000);
    return found;
  }

  /** Asks a source; what it needs is supplied. */
  async #valueFrom(source: Source | undefined, p: Position, run: OnDemandRun): Promise<Value | undefined> {
    if (source?.mayHold(p) !== true) return undefined;
    const answer = source.probe(p);
    return typeof answer === 'object' ? await this.#supply(source, p, answer, run) : answer;
  }

  /** Returns whether computing a position that is known within one ply takes no longer than the run has time. */
  async #beatsRounding(p: Position, run: OnDemandRun): Promise<boolean> {
    if (this.#kind === 'lookup') return false;
    return run.seconds === undefined || (await this.outlook(p, run)) < run.seconds;
  }

  /** Fetches what a source needs and asks it again, until it answers. Returns undefined if time runs out before. */
  async #supply(source: Source, p: Position, need: Need, run: OnDemandRun): Promise<Value | undefined> {
    for (let next: Value | Need | undefined = need; ; next = source.probe(p)) {
      if (typeof next !== 'object') return next;
      if (next.kind === 'bytes') await next.fetch(run.signal);
      else {
        const { position } = next;
        if (this.#kind === 'lookup') {
          // The user's tables may still hold the position.
          if (source === this.#syzygy?.source && this.#stored !== undefined) return undefined;
          throw this.#missing(p, position);
        }
        const { lower, upper } = await this.find(position, run);
        if (lower < upper) return undefined;
        this.#onDemand.remember(position, lower);
      }
    }
  }

  /**
   * Computes a position.
   * @throws EndgameError E_TABLE_MISSING if the solver is a lookup
   */
  async #compute(p: Position, run: OnDemandRun): Promise<FoundValue> {
    const full = this.#full;
    // Points on the way count before anybody knows who wins.
    if (full !== undefined && this.#game.domain.name === 'score') return this.#outcomeOf(await full.find(p, run));
    if (this.#kind === 'lookup') {
      const five = this.metric === 'wdl50' ? await this.#lookUpFive(p, run) : undefined;
      if (five !== undefined) return five;
      throw this.#missing(p, p);
    }
    if (run.signal?.aborted) return NOTHING;
    if (full === undefined) return await this.#own(p, run);
    if (this.metric === 'wdl50') return (await this.#five?.find(p, run)) ?? this.#outcomeOf(await full.find(p, run));
    const glance = { ...run, seconds: Math.min(GLANCE_SECONDS, run.seconds ?? GLANCE_SECONDS), bounds: true };
    const seen = await this.#own(p, glance);
    if (seen.lower === seen.upper) return seen;
    return (await full.outlook(p, run)) < LONG ? this.#outcomeOf(await full.find(p, run)) : await this.#own(p, run);
  }

  /** Returns five outcomes by a table of three; undefined if there is none. */
  async #lookUpFive(p: Position, run: OnDemandRun): Promise<FoundValue | undefined> {
    try {
      return await this.#five?.find(p, run);
    } catch (error) {
      if (isEndgameError(error) && error.code === 'E_TABLE_MISSING') return undefined;
      throw error;
    }
  }

  /**
   * Returns the outcome under the 50-move rule, the clock at 0, of a position whose outcome is known; undefined if no engine
   * knows it without finding distances.
   */
  async ruled(p: Position, outcome: FoundValue): Promise<FoundValue | undefined> {
    return await this.#five?.ruled(p, outcome);
  }

  /** Returns what distances or scores tell of the outcome. */
  #outcomeOf(found: FoundValue): FoundValue {
    const { domain } = this;
    return { ...found, lower: domain.further(found.lower), upper: domain.further(found.upper) };
  }

  /** Computes a position in the finder's own metric. */
  async #own(p: Position, run: OnDemandRun): Promise<FoundValue> {
    // What engines know of the 50-move rule is loaded, so that the time for plies to zeroing is estimated with it.
    if (this.metric === 'dtz') await this.#slices.isSpoilt(p);
    const { lower, upper, method, cached, failure } = await this.#once(p, run);
    return cached ? exactly(lower, 'cache') : { lower, upper, source: 'computed', method, failure };
  }

  /** Computes a position once, however many questions ask for it at the same time. */
  async #once(p: Position, run: OnDemandRun): Promise<Found> {
    const key = p.key();
    const shared = this.#inFlight.get(key);
    if (shared !== undefined && run.deadline === undefined) {
      const found = await shared.catch(() => undefined);
      if (found !== undefined && found.lower === found.upper) return found;
      // The query that started the computation was stopped.
      if (run.signal?.aborted) return { lower: LEAST, upper: MOST, method: 'search' };
      return this.#once(p, run);
    }
    const own = new Position(this.#game.schema);
    own.copyFrom(p);
    const compute = (): Promise<Found> => this.#onDemand.find(own, run);
    return await (shared === undefined ? this.#inFlight.begin(key, compute) : compute());
  }

  /**
   * Returns the error of a lookup without a table.
   * @param p the position of the query
   * @param lacking the position without a table: the same, or one below that the answer depends on
   */
  #missing(p: Position, lacking: Position): EndgameError {
    const { id } = this.#game;
    const table = (each: Position): string =>
      this.#specialization.tableOf(this.#specialization.sliceOf(each.signature));
    const counted = table(lacking) === table(p) ? '' : `, which table ${table(p)} depends on`;
    // Without a kernel only tables of distances or scores can be made; they answer for outcomes.
    const option = this.metric === 'dtm' || this.#full?.metric === 'dtm' ? '' : ` --metric ${this.metric}`;
    const places = [this.#stored?.store.name, this.#syzygy?.source.place].filter((name) => name !== undefined);
    return new EndgameError(
      'E_TABLE_MISSING',
      `no table ${id} ${table(lacking)} in ${places.join(', ')}${counted}`,
      `generate it with "endgame generate ${id} ${table(lacking)}${option}", or use --solver hybrid`,
    );
  }
}
