/** How long a search may take. */

import type { Limits } from './protocol.ts';

/** Share of the clock for one move within reach. What a position takes at first, its successors do not take again. */
const SHARE = 1 / 5;
/** Share of the clock for one move beyond reach, where every move takes its time and hardly any finds something. */
const SHARE_BEYOND = 1 / 40;
/** Share of the increment that may be used up at once. */
const INCREMENT_SHARE = 0.75;
/** Share of the clock after which a move is played even if nothing is known. */
const HARD_SHARE = 1 / 2;

/** Milliseconds after which what is known will do, and after which the move is told whatever is known. */
export interface SearchTimes {
  readonly soft: number;
  readonly hard: number;
}

/**
 * Returns the times of a search; undefined if nothing limits them.
 * @param overhead milliseconds that an answer takes on its way
 * @param isInReach whether the values of the moves can be found
 */
export function timesFor(
  limits: Limits,
  isWhite: boolean,
  overhead: number,
  isInReach: boolean,
): SearchTimes | undefined {
  const { movetime, movestogo } = limits;
  const left = isWhite ? limits.wtime : limits.btime;
  const increment = (isWhite ? limits.winc : limits.binc) ?? 0;
  const fixed = movetime === undefined ? undefined : Math.max(1, movetime - overhead);
  if (left === undefined) return fixed === undefined ? undefined : { soft: fixed, hard: fixed };
  const usable = Math.max(1, left - overhead);
  const share = movestogo === 1 ? 1 : isInReach ? SHARE : SHARE_BEYOND;
  const soft = Math.min(usable, usable * share + INCREMENT_SHARE * increment, fixed ?? usable);
  return { soft, hard: Math.max(soft, Math.min(usable * HARD_SHARE, fixed ?? usable)) };
}
