import { cpuSeconds } from '#platform/process';
import { isAborted } from '../game/errors.ts';
import type { Solver } from './solver.ts';

/**
 * Asks the questions of a game from nothing, until an engine begins to solve for one of them: a solver tries cheaper methods
 * before.
 * @returns the seconds of CPU until then or until all are answered, and whether something had to be solved
 * @throws EndgameError as `Solver.query`
 */
export async function triedFor(
  solver: Solver,
  questions: readonly string[],
): Promise<{ readonly seconds: number; readonly isComputed: boolean }> {
  solver.forget();
  const start = cpuSeconds();
  const solving = new AbortController();
  const onProgress = ({ phase }: { readonly phase: string }): void => {
    if (phase === 'solving') solving.abort();
  };
  try {
    for (const text of questions) await solver.query(text, { signal: solving.signal, onProgress });
  } catch (error) {
    if (!solving.signal.aborted || !isAborted(error)) throw error;
  }
  return { seconds: cpuSeconds() - start, isComputed: solving.signal.aborted };
}
