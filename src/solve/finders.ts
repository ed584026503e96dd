import { DeferredEngines } from '../engines/deferred.ts';
import { type EndgameError, exceedsMemory, isAborted, isEndgameError } from '../game/errors.ts';
import type { Position } from '../game/position.ts';
import { OUTCOME, type Value } from '../game/value.ts';
import type { Metric } from '../game/values.ts';
import type { Specialization } from '../specialize/index.ts';
import { partBytesOf } from '../values/index.ts';
import { type Distances, outcome50 } from './fifty-moves.ts';
import { Finder, type FinderOptions } from './finder.ts';
import type { FoundValue } from './found-value.ts';
import { Knowledge } from './knowledge.ts';
import { isTimeUp, type OnDemandRun, OutOfTime, secondsTo } from './on-demand-run.ts';

/** What the finders of a solver share. */
export interface FindersOptions extends Omit<FinderOptions, 'metric' | 'taken' | 'full' | 'outcomes' | 'engines'> {
  /** The metric to find; undefined: whatever can be told. */
  readonly metric: Metric | undefined;
}

/** Who is told what is known of a position before all is, where distances take a while. */
export interface Early {
  /** The outcome is known. */
  readonly onOutcome?: ((known: Knowledge) => void) | undefined;
  /** The outcome is known, and later plies to zeroing are: by these the moves can be ranked. What is further waits for it. */
  readonly onRankable?: ((known: Knowledge) => Promise<void>) | undefined;
}

/** Least seconds for a question beside the main one, where no slice can hold the position. */
export const SIDE_SECONDS = 2;
/** Seconds, by the outlook, within which a distance is as good as known; the real ones may be four times as many. */
const NEAR_SECONDS = 0.5;
/** Share of the time that is left within which it is, where time is limited. */
const NEAR_SHARE = 1 / 10;
/** Most seconds for a distance where no slice can hold the position and none is likely to be found. */
const HASTY_SECONDS = 1;

/**
 * The finders of a solver, one for each metric that is asked. They share the memory: a finder has what the others do not
 * hold, and when that is too little, the others drop what they have cached.
 */
export class Finders {
  readonly #specialization: Specialization;
  readonly #options: FindersOptions;
  readonly #finders = new Map<Metric, Finder>();
  /** Whether the game has outcomes alone and distances to zeroing beside the distance to the end. */
  readonly #hasOthers: boolean;
  /** The engines of all finders: what one has found helps the others. */
  readonly #engines: DeferredEngines;

  constructor(specialization: Specialization, options: FindersOptions) {
    this.#specialization = specialization;
    this.#options = options;
    const { game } = specialization;
    this.#hasOthers = game.chessmen !== undefined && options.engine !== 'generic';
    this.#engines = new DeferredEngines(specialization, options.engine, options.keep);
  }

  /** Loads what is needed before anything can be computed; what is known at once is known without. */
  async load(): Promise<void> {
    await this.#engines.load();
  }

  /** The metric that was asked, if one was. */
  get asked(): Metric | undefined {
    return this.#options.metric;
  }

  /** The finder of the metric that was asked, or of the distance to the end. */
  get primary(): Finder {
    return this.finder(this.#options.metric ?? 'dtm');
  }

  /** Bytes of cached computed values. */
  get cachedBytes(): number {
    return this.#ownBytes + partBytesOf(this.#engines.engines);
  }

  /** Bytes of what finders cache themselves. */
  get #ownBytes(): number {
    let bytes = 0;
    for (const finder of this.#finders.values()) bytes += finder.cachedBytes;
    return bytes;
  }

  /** Number of computed slices that were evicted. */
  get evicted(): number {
    let evicted = 0;
    for (const finder of this.#finders.values()) evicted += finder.evicted;
    return evicted;
  }

  /** Keeps for later processes what was asked since the last call. */
  async keep(): Promise<void> {
    for (const finder of this.#finders.values()) await finder.keep();
  }

  /** Keeps what is left to keep when no question comes any more. */
  close(): void {
    for (const finder of this.#finders.values()) finder.close();
  }

  /** Drops what was computed. */
  forget(): void {
    for (const finder of this.#finders.values()) finder.forget();
  }

  /** Returns the errors of damaged tables that have not been reported yet. */
  takeFaults(): EndgameError[] {
    return [...this.#finders.values()].flatMap((finder) => finder.takeFaults());
  }

  /** Returns the finder of a metric. */
  finder(metric: Metric): Finder {
    let finder = this.#finders.get(metric);
    if (finder === undefined) {
      const taken = (): number => this.#ownBytes - this.#finders.get(metric)!.cachedBytes;
      const isFound = metric !== 'wdl' || this.#specialization.game.chessmen !== undefined;
      const full = metric === 'wdl50' ? this.finder('dtz') : isFound ? undefined : this.finder('dtm');
      const outcomes = metric === 'wdl50' || metric === 'dtz' ? this.finder('wdl') : undefined;
      const engines = this.#engines.own();
      finder = new Finder(this.#specialization, { ...this.#options, metric, taken, full, outcomes, engines });
      this.#finders.set(metric, finder);
    }
    return finder;
  }

  /**
   * Finds what can be told of a legal position: the metric that was asked, or else the outcome and the distances. Where
   * distances take a while, the outcome comes first and waits for none of them. Failures are among the knowledge.
   * @param early told what is known before all is
   */
  async ask(p: Position, run: OnDemandRun, early: Early = {}): Promise<Knowledge> {
    const knowledge = new Knowledge();
    const { metric, kind } = this.#options;
    if (metric !== undefined) await this.#add(knowledge, metric, p, run);
    else if (kind === 'lookup') await this.#lookUp(knowledge, p, run);
    else if (!this.#hasOthers) await this.#add(knowledge, 'dtm', p, run);
    else if (await this.#isNear(p, run)) await this.#addAll(knowledge, p, run);
    else {
      await this.#add(knowledge, 'wdl', p, run);
      if (knowledge.outcome !== undefined) {
        early.onOutcome?.(knowledge);
        await early.onRankable?.(knowledge);
        await this.#addDistances(knowledge, p, run, early);
      }
    }
    return knowledge;
  }

  /** Returns what `ask` would tell of a legal position if all of it is known without waiting for anything; else undefined. */
  atOnce(p: Position): Knowledge | undefined {
    const knowledge = new Knowledge();
    const { metric, kind } = this.#options;
    const isTelling = this.#addAtOnce(knowledge, metric ?? 'dtm', p);
    if (metric !== undefined || !this.#hasOthers) return isTelling ? knowledge : undefined;
    // A draw has no distance that would have to be found.
    if (!isTelling && !(this.#addAtOnce(knowledge, 'wdl', p) && knowledge.outcome === 'draw')) return undefined;
    if (this.#isClocked && !this.#tellsDraw(knowledge) && !this.#addAtOnce(knowledge, 'dtz', p)) return undefined;
    const { distances } = knowledge;
    const isTold = kind !== 'lookup' || outcome50(distances!, 0) !== undefined;
    return isTold ? knowledge : undefined;
  }

  /**
   * Returns what both distances tell of a legal position, or a draw by the first; undefined if that is not known at once. It
   * does less than `atOnce`, and does not say where they come from.
   */
  distancesAtOnce(p: Position): Distances | undefined {
    const dtm = this.#exactAtOnce('dtm', p);
    if (dtm === undefined) return undefined;
    const outcome = OUTCOME.outcome(dtm);
    if (outcome === 'draw') return { outcome };
    const dtz = this.#exactAtOnce('dtz', p);
    return dtz === undefined ? undefined : { outcome, dtm: OUTCOME.plies(dtm), dtz: OUTCOME.plies(dtz) };
  }

  #exactAtOnce(metric: Metric, p: Position): Value | undefined {
    const found = this.finder(metric).knownOrNot(p);
    return found === undefined || found.lower < found.upper ? undefined : found.lower;
  }

  /** Returns what `askLike` would tell, likewise. */
  atOnceLike(knowledge: Knowledge, p: Position, zeroing: boolean): Knowledge | undefined {
    const { metrics } = knowledge;
    const isScore = this.#specialization.game.domain.name === 'score';
    if ((this.asked === 'wdl' && isScore) || (metrics.length > 1 && knowledge.get('wdl') !== undefined))
      return undefined;
    const own = new Knowledge();
    for (const metric of metrics) {
      if (knowledge.value(metric) === undefined && metrics.length > 1) continue;
      if (own.value(metric) !== undefined) continue;
      if (own.outcome === 'draw') own.set(metric, own.main!.solved);
      else if (!this.#addAtOnce(own, metric === 'dtz' && zeroing ? 'wdl50' : metric, p, metric)) return undefined;
    }
    return own;
  }

  /** Adds a value under a metric if it is known at once; returns whether it is. */
  #addAtOnce(knowledge: Knowledge, metric: Metric, p: Position, as: Metric = metric): boolean {
    const finder = this.finder(metric);
    // Who waits gets the error of a table, or the value from elsewhere.
    const found = finder.knownOrNot(p);
    if (found !== undefined)
      knowledge.set(as, found.source === 'table' ? { store: finder.storeOf(p), ...found } : found);
    return found !== undefined;
  }

  /** Adds all that tables tell. */
  async #lookUp(knowledge: Knowledge, p: Position, run: OnDemandRun): Promise<void> {
    await this.#add(knowledge, 'dtm', p, run);
    if (this.#hasOthers) {
      if (this.#isClocked && !this.#tellsDraw(knowledge)) await this.#add(knowledge, 'dtz', p, run);
      const { distances } = knowledge;
      const isTold = distances !== undefined && outcome50(distances, 0) !== undefined;
      if (!isTold) await this.#add(knowledge, 'wdl50', p, run);
    }
    if (knowledge.outcome === undefined) await this.#add(knowledge, 'wdl', p, run);
  }

  /** Whether the game has a distance to zeroing. */
  get #isClocked(): boolean {
    return this.#specialization.game.zeroes !== undefined;
  }

  /** Returns whether the distance to the end is known or will be in a moment. */
  async #isNear(p: Position, run: OnDemandRun): Promise<boolean> {
    const finder = this.finder('dtm');
    if ((await finder.atHand(p, run)) !== undefined) return true;
    const left = Math.min(run.seconds ?? Number.POSITIVE_INFINITY, secondsTo(run.deadline ?? Number.POSITIVE_INFINITY));
    return (await finder.outlook(p, run)) < Math.min(NEAR_SECONDS, NEAR_SHARE * left);
  }

  /** Adds distances that are near, and the outcome if none is found. */
  async #addAll(knowledge: Knowledge, p: Position, run: OnDemandRun): Promise<void> {
    await this.#add(knowledge, 'dtm', p, run);
    const isFound = knowledge.value('dtm') !== undefined;
    if (this.#isClocked && isFound && !this.#tellsDraw(knowledge)) await this.#add(knowledge, 'dtz', p, aside(run));
    if (knowledge.outcome === undefined) await this.#add(knowledge, 'wdl', p, run);
  }

  /** Adds distances of a position whose outcome is known: to zeroing, which the 50-move rule needs, then to the end. */
  async #addDistances(knowledge: Knowledge, p: Position, run: OnDemandRun, { onRankable }: Early): Promise<void> {
    if (this.#tellsDraw(knowledge)) return;
    const limited = (): OnDemandRun => (this.finder('dtm').reaches(p, 'wdl') ? hastened(run) : distant(run));
    if (this.#isClocked) await this.#add(knowledge, 'dtz', p, aside(limited()));
    if (knowledge.value('dtz') !== undefined && !isTimeUp(limited())) await onRankable?.(knowledge);
    if (!isTimeUp(limited())) await this.#add(knowledge, 'dtm', p, limited());
    if (this.#isClocked && knowledge.value('dtz') === undefined) await this.#addRuled(knowledge, p);
  }

  /** Adds the outcome under the 50-move rule to an outcome, if it is known without distances. */
  async #addRuled(knowledge: Knowledge, p: Position): Promise<void> {
    const outcome = knowledge.get('wdl');
    const ruled = outcome && (await this.finder('wdl50').ruled(p, outcome));
    if (ruled !== undefined) knowledge.set('wdl50', ruled);
  }

  /** Tells the distances of a draw, which has none, whatever they are called. Returns whether it is a draw. */
  #tellsDraw(knowledge: Knowledge): boolean {
    if (knowledge.outcome !== 'draw') return false;
    const { solved } = knowledge.main!;
    knowledge.set('dtm', solved);
    if (this.#isClocked) knowledge.set('dtz', solved);
    return true;
  }

  /**
   * Finds the metrics of other knowledge, for a position that follows. Where the move to it resets the clock, its outcome
   * under the 50-move rule takes the place of its plies to zeroing, since nothing else of these counts before the move.
   * @param own what is known of the position; it gets what is found
   */
  async askLike(
    knowledge: Knowledge,
    p: Position,
    run: OnDemandRun,
    zeroing: boolean,
    own: Knowledge = new Knowledge(),
  ): Promise<Knowledge> {
    if (own.main?.solved.source === 'rules') return own;
    // The outcome of a move that scores takes the score of what follows.
    if (this.asked === 'wdl' && this.#specialization.game.domain.name === 'score') {
      await this.#add(own, 'dtm', p, run);
      if (own.outcome !== undefined) return own;
    }
    const { metrics } = knowledge;
    const isOutcomeFirst = metrics.length > 1 && knowledge.get('wdl') !== undefined;
    const outcome = isOutcomeFirst && own.outcome === undefined ? await this.#outcomeAtHand(p, run) : undefined;
    if (outcome !== undefined) own.set('wdl', outcome);
    // Plies to zeroing take seconds where those to the end take minutes, and say more about a game.
    const ordered = isOutcomeFirst ? [...metrics].sort((a, b) => Number(b === 'dtz') - Number(a === 'dtz')) : metrics;
    for (const metric of ordered) {
      if (own.value(metric) !== undefined || (knowledge.value(metric) === undefined && metrics.length > 1)) continue;
      const isDistance = metric === 'dtm' || metric === 'dtz';
      const limited = isOutcomeFirst && metric !== 'wdl' ? distant(run) : run;
      if (isDistance && own.outcome === 'draw') own.set(metric, own.main!.solved);
      else if (metric !== 'wdl' || own.outcome === undefined) {
        // A second distance is no reason to wait long.
        const patience = own.value('dtm') === undefined ? limited : { ...limited, longest: SIDE_SECONDS };
        await this.#add(own, metric, p, patience, zeroing);
      }
    }
    return own;
  }

  /**
   * Adds what a finder says of the position, or why it says nothing.
   * @param zeroing as in `askLike`
   */
  async #add(knowledge: Knowledge, metric: Metric, p: Position, run: OnDemandRun, zeroing = false): Promise<void> {
    try {
      const finder = this.finder(metric === 'dtz' && zeroing ? 'wdl50' : metric);
      const found = await this.#find(finder, p, run);
      knowledge.set(metric, found.source === 'table' ? { store: finder.storeOf(p), ...found } : found);
      if (found.failure !== undefined) knowledge.fail(found.failure);
    } catch (error) {
      if (!isEndgameError(error) || isAborted(error)) throw error;
      knowledge.fail(error);
    }
  }

  /**
   * Returns the value in the primary metric.
   * @throws EndgameError as `Finder.find`; E_ABORTED if the time is up before
   */
  value(p: Position, run: OnDemandRun): Promise<Value> {
    if (!this.#engines.isLoaded) return this.load().then(() => this.value(p, run));
    const { primary } = this;
    // Loops over many positions ask this, so nothing is in between unless there are other finders.
    return this.#finders.size === 1 ? primary.value(p, run) : this.#roomy(primary, () => primary.value(p, run));
  }

  /**
   * Returns what is known of a position that follows: the value in the primary metric, or, of a draw, the outcome.
   * Undefined if it is not found in time.
   * @param zeroing as in `askLike`
   */
  async known(knowledge: Knowledge, p: Position, run: OnDemandRun, zeroing: boolean): Promise<Value | undefined> {
    const isOutcomeFirst = this.asked === undefined && knowledge.get('wdl') !== undefined;
    const outcome = isOutcomeFirst && knowledge.outcome === 'draw' ? await this.#outcomeAtHand(p, run) : undefined;
    if (outcome !== undefined) return outcome.lower;
    const own = new Knowledge();
    const { metric } = this.primary;
    await this.#add(own, metric, p, isOutcomeFirst ? distant(run) : run, zeroing);
    return own.value(metric);
  }

  async #outcomeAtHand(p: Position, run: OnDemandRun): Promise<FoundValue | undefined> {
    const finder = this.finder('wdl');
    const found = await finder.atHand(p, run);
    return found?.source === 'table' ? { ...found, store: finder.storeOf(p) } : found;
  }

  #find(finder: Finder, p: Position, run: OnDemandRun): Promise<FoundValue> {
    return this.#finders.size === 1 ? finder.find(p, run) : this.#roomy(finder, () => finder.find(p, run));
  }

  /** Runs a finder, and once more with all the memory if it needed what the others hold. */
  async #roomy<T>(finder: Finder, find: () => Promise<T>): Promise<T> {
    try {
      return await find();
    } catch (error) {
      if (!exceedsMemory(error) || error instanceof OutOfTime || this.#ownBytes === finder.cachedBytes) throw error;
      for (const other of this.#finders.values()) if (other !== finder) other.forgetOwn();
      return await find();
    }
  }
}

/** Returns the run of a question beside the main one. */
function aside(run: OnDemandRun): OnDemandRun {
  return { ...run, seconds: Math.min(SIDE_SECONDS, run.seconds ?? SIDE_SECONDS) };
}

/** Returns the run of a distance beside a known outcome: what the time for distances does not suffice for is left out. */
function distant(run: OnDemandRun): OnDemandRun {
  const { distancesUntil, deadline = Number.POSITIVE_INFINITY } = run;
  if (distancesUntil === undefined) return run;
  return { ...aside(run), deadline: Math.min(deadline, distancesUntil), longest: secondsTo(distancesUntil) };
}

/** Returns the run of a distance that is hardly ever found. */
function hastened(run: OnDemandRun): OnDemandRun {
  const until = performance.now() + 1000 * HASTY_SECONDS;
  return { ...run, seconds: HASTY_SECONDS, deadline: Math.min(run.deadline ?? until, until) };
}
