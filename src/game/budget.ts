import { EndgameError } from './errors.ts';

/**
 * Returns the error (E_BUDGET) of work that does not fit into its memory, worded alike by all engines.
 * @param what the slice or position to solve
 * @param needed bytes that would be enough
 * @param memory bytes that the work may use
 */
export function budgetError(what: string, needed: number, memory: number): EndgameError {
  return new EndgameError(
    'E_BUDGET',
    `solving ${what} needs ${roundUp(needed)}, the memory is ${roundUp(memory)}`,
    `give it ${roundUp(needed)} of memory, or generate the table and use lookup`,
  );
}

function roundUp(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(Math.ceil(bytes / 1e5) / 10).toFixed(1)} MB`;
}
