import type { Problem, Problems } from './problem.ts';
import { positionsOfProblem } from './solved.ts';
import { allExits } from './problem-solver.ts';

/**
 * Cost of a problem beside its own positions, as a number of positions: finding its exits and laying out their
 * successors.
 */
const OVERHEAD = 200_000;

/**
 * Counts the positions to solve for a problem: those of the problem and of its exits' successors that are not cached.
 */
export class Outstanding {
  readonly #problems: Problems;
  readonly #has: (problem: Problem) => boolean;
  /** Problems that a problem's exits lead to. */
  readonly #behind = new Map<Problem, readonly Problem[]>();

  /** @param has returns whether a problem is cached */
  constructor(problems: Problems, has: (problem: Problem) => boolean) {
    this.#problems = problems;
    this.#has = has;
  }

  /** Returns the number of positions, both sides to move, to solve for a problem. The count ends above `most`. */
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
