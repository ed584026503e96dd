import type { Position } from '../game/position.ts';
import { DRAW, loss, RULE_PLIES, win } from '../game/value.ts';
import type { EngineValues } from '../values/index.ts';
import type { FoundValue } from './found-value.ts';
import type { OnDemandRun } from './on-demand-run.ts';

/** Finds the three outcomes that the 50-move rule does not touch. */
interface ThreeOutcomes {
  known(p: Position): FoundValue | undefined;
  find(p: Position, run: OnDemandRun): Promise<FoundValue>;
  storeOf(p: Position): string | undefined;
}

/** The five outcomes under the 50-move rule, the clock at 0, by three outcomes and by what an engine knows of the rule. */
export class FiveOutcomes {
  readonly #slices: EngineValues;
  readonly #outcomes: ThreeOutcomes;

  constructor(slices: EngineValues, outcomes: ThreeOutcomes) {
    this.#slices = slices;
    this.#outcomes = outcomes;
  }

  /** Returns the outcome of a position if both are known without waiting for anything; else undefined. */
  known(p: Position): FoundValue | undefined {
    const outcome = this.#outcomes.known(p);
    const isSpoilt = outcome === undefined ? undefined : this.#slices.isSpoilt(p);
    return typeof isSpoilt === 'boolean' ? this.#under(p, outcome!, isSpoilt) : undefined;
  }

  /** Returns the outcome of a position; undefined if no engine knows the rule without finding distances. */
  async find(p: Position, run: OnDemandRun): Promise<FoundValue | undefined> {
    const isSpoilt = await this.#spoilt(p);
    return isSpoilt === undefined ? undefined : this.#under(p, await this.#outcomes.find(p, run), isSpoilt);
  }

  /** Returns the same of a position whose outcome without the rule is known. */
  async ruled(p: Position, outcome: FoundValue): Promise<FoundValue | undefined> {
    const isSpoilt = await this.#spoilt(p);
    return isSpoilt === undefined ? undefined : this.#under(p, outcome, isSpoilt);
  }

  async #spoilt(p: Position): Promise<boolean | undefined> {
    return this.#slices.reaches(p) ? undefined : await this.#slices.isSpoilt(p);
  }

  #under(p: Position, outcome: FoundValue, isSpoilt: boolean): FoundValue {
    const found = outcome.source === 'table' ? { ...outcome, store: this.#outcomes.storeOf(p) } : outcome;
    if (found.lower < found.upper || found.lower === DRAW) return found;
    const plies = isSpoilt ? RULE_PLIES + 1 : 0;
    const value = found.lower > DRAW ? win(plies) : loss(plies);
    return { ...found, lower: value, upper: value };
  }
}
