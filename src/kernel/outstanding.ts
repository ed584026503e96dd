/** How much there is to solve before a problem is: it and what lies behind its moves out, as far as nobody has it. */

import type { Problem, Problems } from './problem.ts';
import { positionsOfProblem } from './solved.ts';
import { allExits } from './problem-solver.ts';

/** Positions that a problem costs beside its own, in time: finding its moves out and laying out what is behind them. */
const OVERHEAD = 200_000;

export class Outstanding {
  readonly #problems: Problems;
  readonly #has: (problem: Problem) => boolean;
  /** What lies behind a problem's moves out. */
  readonly #behind = new Map<Problem, readonly Problem[]>();

  /** @param has whether a problem is at hand */
  constructor(problems: Problems, has: (problem: Problem) => boolean) {
    this.#problems = problems;
    this.#has = has;
  }

  /** Positions, both sides to move, that are to be solved for a problem; counting ends when there are more than `most`. */
  positions(problem: Problem, most: number): number {
    const missing = new Set([problem]);
    let positions = 0;
    for (const each of missing) {
      if (this.#has(each)) continue;
      positions += 2 * positionsOfProblem(each) + OVERHEAD;
      if (positions > most) break;
      for (const next of this.#behindOf(each)) missing.add(next);
    }
    return positions;
  }

  #behindOf(problem: Problem): readonly Problem[] {
    const known = this.#behind.get(problem);
    if (known !== undefined) return known;
    const found = new Set<Problem>();
    for (const { men, pawns } of allExits(problem).successors.values())
      found.add(this.#problems.resolve(men, pawns).problem);
    const list = [...found];
    this.#behind.set(problem, list);
    return list;
  }
}
