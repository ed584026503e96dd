import { EndgameError, isAborted, isEndgameError } from '../game/errors.ts';
import type { Outcome } from '../game/value.ts';
import type { Answer, Bounded } from './answer.ts';
import type { Solver } from './solver.ts';

/** What a position is worth, as far as it was found in time. */
interface FoundInTime {
  readonly outcome: Outcome;
  readonly dtm?: number | undefined;
  readonly dtz?: number | undefined;
}

/** Values of single positions, for those who judge moves: what cannot be found in time is undefined. */
export interface SolverAppraiser {
  worth(position: string): Promise<FoundInTime | undefined>;
  /** Returns whether exactly one of several legal moves keeps the outcome of a position. */
  hasOnlyMove(position: string): Promise<boolean | undefined>;
}

/**
 * Returns what a solver knows of single positions.
 * @param deadline milliseconds for each
 * @param signal ends the work: whoever asks then gets E_ABORTED
 */
export function appraiserOf(solver: Solver, deadline: number, signal: AbortSignal): SolverAppraiser {
  const ask = async (position: string, moves: boolean): Promise<Answer | Bounded | undefined> => {
    try {
      const found = await solver.query(position, { deadline, moves, signal });
      if (signal.aborted) throw new EndgameError('E_ABORTED', 'stopped while judging moves', 'run it again');
      return found;
    } catch (error) {
      // A position that cannot be answered stays as it is.
      if (isEndgameError(error) && !isAborted(error)) return undefined;
      throw error;
    }
  };
  return {
    async worth(position): Promise<FoundInTime | undefined> {
      const { outcome, dtm, dtz } = (await ask(position, false)) ?? {};
      return outcome === undefined ? undefined : { outcome, dtm, dtz };
    },
    async hasOnlyMove(position): Promise<boolean | undefined> {
      const { outcome, moves = [] } = (await ask(position, true)) ?? {};
      if (outcome === undefined) return undefined;
      const keeping = moves.filter((move) => move.outcome === outcome).length;
      if (keeping > 1 || moves.length === 1) return false;
      return moves.some((move) => move.outcome === undefined) ? undefined : keeping === 1;
    },
  };
}
