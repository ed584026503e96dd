import { checkChoice, checkNumber } from '../game/option.ts';
import { checkSlicesOptions, type UncheckedSlicesOptions } from '../values/index.ts';
import { METHODS } from './found.ts';

const MOST_SECONDS = 1e6;
/** Timers count milliseconds in 31 bits. */
const MOST_MILLISECONDS = 2 ** 31 - 1;

/** The options of a solver, before they have been checked. */
export interface UncheckedSolverOptions extends UncheckedSlicesOptions {
  readonly solver?: unknown;
  readonly methods?: readonly unknown[] | undefined;
}

/** The options of a query, before they have been checked. */
export interface UncheckedQueryOptions {
  readonly deadline?: unknown;
  readonly seconds?: unknown;
  readonly distanceSeconds?: unknown;
}

/**
 * Checks the options of a solver.
 * @param solvers the kinds of solver
 * @throws EndgameError E_USAGE naming the first wrong option
 */
export function checkSolverOptions(options: UncheckedSolverOptions, solvers: readonly string[]): void {
  checkChoice('solver', options.solver, solvers);
  for (const method of options.methods ?? []) checkChoice('method', method, METHODS);
  checkSlicesOptions(options);
}

/**
 * Checks the options of a query.
 * @throws EndgameError E_USAGE naming the first wrong option
 */
export function checkQueryOptions({ deadline, seconds, distanceSeconds }: UncheckedQueryOptions): void {
  checkNumber('deadline', deadline, 0, MOST_MILLISECONDS, 'milliseconds');
  checkNumber('seconds', seconds, 0, MOST_SECONDS, 'seconds');
  checkNumber('distanceSeconds', distanceSeconds, 0, MOST_SECONDS, 'seconds');
}
