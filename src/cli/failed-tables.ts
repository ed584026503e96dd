import type { FailedTable } from '../make/index.ts';
import { rulesError } from './game-argument.ts';
import { describeFailure, print } from './options.ts';

/** What was not made of several tables. */
interface NotMade {
  readonly failed: readonly FailedTable[];
  /** Tables that were not begun because what they need failed. */
  readonly left: readonly string[];
}

/**
 * Tells of the tables that failed, on stderr, and as JSON if wanted; then the command has failed.
 * @param game as on the command line
 */
export function tellFailed(failed: readonly FailedTable[], game: string, json: boolean): void {
  for (const { table, error } of failed) {
    const known = describeFailure(error) === undefined ? rulesError([game], error) : error;
    const failure = describeFailure(known);
    if (failure === undefined) throw error;
    if (json) print(JSON.stringify({ table, made: false, error: failure.line }));
    process.stderr.write(`${failure.line}\n`);
  }
  if (failed.length > 0) process.exitCode = 1;
}

/** Returns what is to be added to a summary. */
export function describeLeft({ failed, left }: NotMade): string[] {
  return [
    ...(failed.length > 0 ? [`${failed.length} failed`] : []),
    ...(left.length > 0 ? [`${left.length} not begun, since they need a table that failed (${left.join(', ')})`] : []),
  ];
}
