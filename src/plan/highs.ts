import { EndgameError } from '../game/errors.ts';
import { loadHighs } from '#platform/highs';

/** The solver HiGHS as a loaded module. */
export type Highs = Awaited<ReturnType<typeof loadHighs>>;

let loaded: Promise<Highs> | undefined;

/** Loads HiGHS at the first call and returns the same module after that. */
export function highs(): Promise<Highs> {
  return (loaded ??= loadHighs());
}

/**
 * Solves a program. A failure leaves the module's memory in disorder, so the next call of `highs` loads it anew.
 * @throws EndgameError E_BUDGET if HiGHS fails
 */
export function solveBy(
  solver: Highs,
  program: string,
  options: Parameters<Highs['solve']>[1],
): ReturnType<Highs['solve']> {
  try {
    return solver.solve(program, options);
  } catch (error) {
    loaded = undefined;
    const hint = 'the numbers may be too large for it; use the method greedy';
    throw new EndgameError('E_BUDGET', "the planner's solver of linear programs failed", hint, { cause: error });
  }
}
