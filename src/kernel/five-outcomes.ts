/** Five outcomes, under the 50-move rule with the clock at 0, from three and the positions that the rule spoils. */

import type { Game } from '../game/contract.ts';
import type { Side } from '../game/schema.ts';
import type { Successor } from './exits.ts';
import { includes, type IndicesBySide } from './index-lists.ts';
import { METRIC_CODES, type MetricCodes } from './metric.ts';
import { LOSS, type PackedCodes, WIN } from './packed.ts';
import type { Outstanding } from './outstanding.ts';
import type { Problem, Problems, Resolved } from './problem.ts';
import type { Codes, CodesBehind, Solved, SolvedBehind } from './solved.ts';
import type { SpoiltPositions } from './spoilt.ts';
import type { FiveOutcomesFinder, KernelTask, Shortcuts, Target } from './task.ts';

/** From a code of a won or lost position to that of the same outcome, spoilt. */
const TO_SPOILT = 2;

/** A problem's five outcomes, as codes of wdl50. */
class FiveOutcomes implements SolvedBehind {
  readonly #three: Solved;
  readonly #spoilt: IndicesBySide;

  constructor(three: Solved, spoilt: IndicesBySide) {
    this.#three = three;
    this.#spoilt = spoilt;
  }

  get problem(): Problem {
    return this.#three.problem;
  }

  /** Codes of a side for which nothing is spoilt stay packed. */
  get codes(): readonly [Codes | CodesBehind, Codes | CodesBehind] {
    const { codes } = this.#three;
    return [spoiltCodes(codes[0], this.#spoilt[0]), spoiltCodes(codes[1], this.#spoilt[1])];
  }

  code(side: Side, index: number): number {
    const code = this.#three.code(side, index);
    return (code === WIN || code === LOSS) && includes(this.#spoilt[side], index) ? code + TO_SPOILT : code;
  }
}

/** @param codes three outcomes, which are packed always */
function spoiltCodes(codes: Codes, spoilt: Uint32Array): Codes | CodesBehind {
  if (spoilt.length === 0) return codes;
  return {
    byteLength: 4 * codes.byteLength,
    write(out) {
      (codes as PackedCodes).unpack(out);
      for (const index of spoilt) out[index] += TO_SPOILT;
    },
  };
}

/** What finds outcomes: a cache of problems. */
export interface OutcomesCache {
  readonly game: Game;
  readonly problems: Problems;
  readonly outstanding: Outstanding;
  solved(problem: Problem, task: KernelTask): Promise<Solved>;
  read(behind: Successor, task: KernelTask): Promise<Target | undefined>;
}

/** Finds five outcomes: from three where the spoilt positions are listed, else by plies. */
export class FiveOutcomesSource implements FiveOutcomesFinder {
  readonly metricCodes: MetricCodes = METRIC_CODES.wdl50;
  readonly #three: OutcomesCache;
  readonly #byPlies: () => OutcomesCache;
  readonly #spoilt: SpoiltPositions;
  readonly shortcuts: Shortcuts;

  /**
   * @param three a cache of three outcomes
   * @param byPlies returns a cache of wdl50
   */
  constructor(three: OutcomesCache, byPlies: () => OutcomesCache, spoilt: SpoiltPositions, shortcuts: Shortcuts) {
    this.#three = three;
    this.#byPlies = byPlies;
    this.#spoilt = spoilt;
    this.shortcuts = shortcuts;
  }

  get game(): Game {
    return this.#three.game;
  }

  get problems(): Problems {
    return this.#three.problems;
  }

  tells(problem: Problem): boolean {
    return this.#spoilt.of(problem) !== undefined;
  }

  async solved(problem: Problem, task: KernelTask): Promise<SolvedBehind> {
    const spoilt = this.#spoilt.of(problem);
    if (spoilt === undefined) return await this.#byPlies().solved(problem, { ...task, five: this });
    const three = await this.#three.solved(problem, { ...task, five: undefined, ...this.shortcuts });
    return new FiveOutcomes(three, spoilt);
  }

  outstanding(problems: Iterable<Problem>, most: number, isFresh: boolean): number {
    const { outstanding } = this.#three;
    return isFresh
      ? outstanding.fresh(problems, most, this.shortcuts)
      : outstanding.positions(problems, most, this.shortcuts);
  }

  async read(behind: Successor, task: KernelTask): Promise<Target | undefined> {
    const { problem } = this.#three.problems.resolve(behind.men, behind.pawns);
    // Indices of what is read are others than those of the lists.
    if (this.#spoilt.of(problem)?.every(({ length }) => length === 0) !== true) return undefined;
    return await this.#three.read(behind, { ...task, five: undefined, ...this.shortcuts });
  }

  async behind(
    { men, pawns }: Pick<Successor, 'men' | 'pawns'>,
    task: KernelTask,
  ): Promise<{ resolved: Resolved; solved: SolvedBehind }> {
    const resolved = this.#three.problems.resolve(men, pawns);
    return { resolved, solved: await this.solved(resolved.problem, task) };
  }
}
