import { type EndgameError, exceedsMemory, isAborted, isEndgameError } from '../game/errors.ts';
import type { Position } from '../game/position.ts';
import { DRAW, type Value } from '../game/value.ts';
import type { Metric } from '../game/values.ts';
import type { Specialization } from '../specialize/index.ts';
import { outcome50 } from './fifty-moves.ts';
import { Finder, type FinderOptions, type FoundValue } from './finder.ts';
import { Knowledge } from './knowledge.ts';
import { type OnDemandRun, OutOfTime } from './on-demand-run.ts';

/** What the finders of a solver share. */
export interface FindersOptions extends Omit<FinderOptions, 'metric' | 'taken' | 'full'> {
  /** The metric to find; undefined: whatever can be told. */
  readonly metric: Metric | undefined;
}

/** Least seconds for a question beside the main one, where no slice can hold the position. */
export const SIDE_SECONDS = 2;
/** Share of the time in which a distance must be found before outcomes alone are tried. */
const DISTANCE_SHARE = 2 / 3;
/** The same for positions whose outcome is likely to be found, but no distance. */
const HASTY_SHARE = 1 / 60;

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

  constructor(specialization: Specialization, options: FindersOptions) {
    this.#specialization = specialization;
    this.#options = options;
    const { game } = specialization;
    this.#hasOthers = game.chessmen !== undefined && options.engine !== 'generic';
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
      const taken = (): number => this.cachedBytes - this.#finders.get(metric)!.cachedBytes;
      const isFound = metric !== 'wdl' || this.#specialization.game.chessmen !== undefined;
      const full = metric === 'wdl50' ? this.finder('dtz') : isFound ? undefined : this.finder('dtm');
      finder = new Finder(this.#specialization, { ...this.#options, metric, taken, full });
      this.#finders.set(metric, finder);
    }
    return finder;
  }

  /**
   * Finds what can be told of a legal position: the metric that was asked, or else the distance to the end and, in
   * chess, the distance to zeroing; the outcome alone if no distance can be found. Failures are among the knowledge.
   */
  async ask(p: Position, run: OnDemandRun): Promise<Knowledge> {
    const knowledge = new Knowledge();
    const { metric, kind } = this.#options;
    if (metric !== undefined) {
      await this.#add(knowledge, metric, p, run);
      return knowledge;
    }
    const hasFallback = this.#hasOthers && kind !== 'lookup';
    await this.#add(knowledge, 'dtm', p, hasFallback ? this.#hastened(p, run) : run);
    if (this.#specialization.game.zeroes !== undefined && this.#hasOthers) {
      const dtm = knowledge.value('dtm');
      // A draw has no distance, whatever it is called.
      if (dtm === DRAW) knowledge.set('dtz', knowledge.get('dtm')!);
      else if (dtm !== undefined || kind === 'lookup') await this.#add(knowledge, 'dtz', p, aside(run));
    }
    const { distances } = knowledge;
    const isTold = distances !== undefined && outcome50(distances, 0) !== undefined;
    if (kind === 'lookup' && this.#hasOthers && !isTold) await this.#add(knowledge, 'wdl50', p, run);
    const isUndecided = knowledge.outcome === undefined;
    if (isUndecided && (hasFallback || kind === 'lookup')) await this.#add(knowledge, 'wdl', p, run);
    return knowledge;
  }

  /** Finds the metrics of other knowledge, for a position that follows. */
  async askLike(knowledge: Knowledge, p: Position, run: OnDemandRun): Promise<Knowledge> {
    const own = new Knowledge();
    // The outcome of a move that scores takes the score of what follows.
    if (this.asked === 'wdl' && this.#specialization.game.domain.name === 'score') {
      await this.#add(own, 'dtm', p, run);
      if (own.outcome !== undefined) return own;
    }
    for (const metric of knowledge.metrics) {
      if (knowledge.value(metric) === undefined && knowledge.metrics.length > 1) continue;
      if (metric === 'dtz' && own.value('dtm') === DRAW) own.set('dtz', own.get('dtm')!);
      // A second distance is no reason to wait long.
      else await this.#add(own, metric, p, own.value('dtm') === undefined ? run : { ...run, longest: SIDE_SECONDS });
    }
    return own;
  }

  /** Adds what a finder says of the position, or why it says nothing. */
  async #add(knowledge: Knowledge, metric: Metric, p: Position, run: OnDemandRun): Promise<void> {
    try {
      const finder = this.finder(metric);
      const found = await this.#find(finder, p, run);
      knowledge.set(metric, found.source === 'table' ? { ...found, store: finder.storeOf(p) } : found);
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
    const { primary } = this;
    // Loops over many positions ask this, so nothing is in between unless there are other finders.
    return this.#finders.size === 1 ? primary.value(p, run) : this.#roomy(primary, () => primary.value(p, run));
  }

  /** Returns the same if it is known or found in time; else undefined. */
  async known(p: Position, run: OnDemandRun): Promise<Value | undefined> {
    const knowledge = new Knowledge();
    const { primary } = this;
    await this.#add(knowledge, primary.metric, p, run);
    return knowledge.value(primary.metric);
  }

  #find(finder: Finder, p: Position, run: OnDemandRun): Promise<FoundValue> {
    return this.#finders.size === 1 ? finder.find(p, run) : this.#roomy(finder, () => finder.find(p, run));
  }

  /** Runs a finder, and once more with all the memory if it needed what the others hold. */
  async #roomy<T>(finder: Finder, find: () => Promise<T>): Promise<T> {
    try {
      return await find();
    } catch (error) {
      if (!exceedsMemory(error) || error instanceof OutOfTime || this.cachedBytes === finder.cachedBytes) throw error;
      for (const other of this.#finders.values()) if (other !== finder) other.forget();
      return await find();
    }
  }

  /**
   * Returns the run for the distance to the end, so that some of the time is left for the outcome. Where the outcome is
   * likely to be found and a distance is not, the distance has little time.
   */
  #hastened(p: Position, run: OnDemandRun): OnDemandRun {
    const reaches = this.primary.reaches(p, 'wdl');
    const share = reaches ? HASTY_SHARE : DISTANCE_SHARE;
    const now = performance.now();
    return {
      ...run,
      seconds: run.seconds === undefined ? (reaches ? 1 : undefined) : run.seconds * share,
      deadline: run.deadline === undefined ? undefined : now + (run.deadline - now) * share,
    };
  }
}

/** Returns the run of a question beside the main one. */
function aside(run: OnDemandRun): OnDemandRun {
  return { ...run, seconds: Math.min(SIDE_SECONDS, run.seconds ?? SIDE_SECONDS) };
}
