import { type EndgameError, exceedsMemory } from '../game/errors.ts';
import { isSpoilt, OUTCOME, type Outcome, type Value } from '../game/value.ts';
import type { Metric } from '../game/values.ts';
import type { Distances } from './fifty-moves.ts';
import type { FoundValue } from './found-value.ts';

/** The metrics, those that tell most first. */
const TELLING: readonly Metric[] = ['dtm', 'dtz', 'wdl50', 'wdl'];

/** What is known of one position, metric by metric, from the view of its side to move. */
export class Knowledge {
  readonly #solved: Record<Metric, FoundValue | undefined> = {
    dtm: undefined,
    dtz: undefined,
    wdl50: undefined,
    wdl: undefined,
  };
  #failure: EndgameError | undefined;

  /** Why a metric could not be found: the first error, or the last limit that ended the work. */
  get failure(): EndgameError | undefined {
    return this.#failure;
  }

  /** Takes what was found in a metric. */
  set(metric: Metric, solved: FoundValue): void {
    this.#solved[metric] = solved;
  }

  /** Takes the error of a metric that could not be found. */
  fail(error: EndgameError): void {
    if (this.#failure === undefined || exceedsMemory(error)) this.#failure = error;
  }

  /** The metrics that were asked, those that tell most first. */
  get metrics(): readonly Metric[] {
    return TELLING.filter((metric) => this.#solved[metric] !== undefined);
  }

  /** Returns what was found in a metric; undefined if it was not asked or failed. */
  get(metric: Metric): FoundValue | undefined {
    return this.#solved[metric];
  }

  /** Returns the value in a metric, if it is known exactly. */
  value(metric: Metric): Value | undefined {
    const solved = this.#solved[metric];
    return solved !== undefined && solved.lower === solved.upper ? solved.lower : undefined;
  }

  /** The outcome (the sign of a score), if it is known, in whatever metric. */
  get outcome(): Outcome | undefined {
    for (const metric of TELLING) {
      const solved = this.#solved[metric];
      if (solved === undefined) continue;
      const outcome = OUTCOME.outcome(solved.lower);
      if (solved.lower === solved.upper || OUTCOME.outcome(solved.upper) === outcome) return outcome;
    }
    return undefined;
  }

  /** The outcome with all that tells of it under the 50-move rule; undefined if no outcome is known. */
  get distances(): Distances | undefined {
    const { outcome } = this;
    if (outcome === undefined) return undefined;
    const five = this.value('wdl50');
    const spoilt = five === undefined ? undefined : isSpoilt(five);
    return {
      outcome,
      dtm: pliesOf(this.value('dtm')),
      dtz: pliesOf(this.value('dtz')),
      dtzBetween: this.#dtzBetween,
      spoilt,
    };
  }

  /** The plies to zeroing as Syzygy's files round them; undefined if they are known, or nothing is known of them. */
  get #dtzBetween(): readonly [number, number] | undefined {
    const solved = this.#solved.dtz;
    if (solved?.source !== 'syzygy' || solved.lower === solved.upper) return undefined;
    const plies = [OUTCOME.plies(solved.lower), OUTCOME.plies(solved.upper)];
    return [Math.min(...plies), Math.max(...plies)];
  }

  /** What says most: an exact value, that which tells most, else the closest bounds of the outcome; undefined if all failed. */
  get main(): { readonly metric: Metric; readonly solved: FoundValue } | undefined {
    let best: { metric: Metric; solved: FoundValue } | undefined;
    for (const metric of TELLING) {
      const solved = this.#solved[metric];
      if (solved === undefined) continue;
      if (best === undefined || width(solved) < width(best.solved)) best = { metric, solved };
    }
    return best;
  }
}

function pliesOf(v: Value | undefined): number | undefined {
  return v === undefined ? undefined : OUTCOME.plies(v);
}

/** Returns how little bounds say: 0 for a value, then by the number of outcomes that they leave. */
function width({ lower, upper }: FoundValue): number {
  return lower === upper ? 0 : 1 + Math.sign(upper) - Math.sign(lower);
}
