/** The error of work that does not fit into the memory it may use, worded alike by all engines. */

import { EndgameError } from './errors.ts';

/**
 * @param what is to be solved
 * @param needed bytes that would be enough
 * @param memory bytes that there are
 */
export function budgetError(what: string, needed: number, memory: number): EndgameError {
  return new EndgameError(
    'E_BUDGET',
    `solving ${what} needs ${roundUp(needed)}, the budget is ${roundUp(memory)}`,
    `raise the budget to ${roundUp(needed)}, or generate the table and use lookup`,
  );
}

function roundUp(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(Math.ceil(bytes / 1e5) / 10).toFixed(1)} MB`;
}
