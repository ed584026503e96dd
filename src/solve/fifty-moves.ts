/** The 50-move rule: what a distance and a clock together say about an outcome. */

import { type Outcome, RULE_PLIES } from '../game/value.ts';

/** The outcomes under the 50-move rule, best first for the player. */
export const OUTCOMES50 = ['win', 'cursed-win', 'draw', 'blessed-loss', 'loss'] as const;
/**
 * An outcome under the 50-move rule. A cursed win and a blessed loss would be decided without it; with it, one player can
 * claim a draw.
 */
export type Outcome50 = (typeof OUTCOMES50)[number];

/** What is known of a value, in plies to mate (dtm) and to zeroing (dtz). */
export interface Distances {
  readonly outcome: Outcome;
  readonly dtm?: number | undefined;
  readonly dtz?: number | undefined;
  /** The least and the most plies to zeroing, where the number is not known. */
  readonly dtzBetween?: readonly [number, number] | undefined;
  /** Whether the rule spoils the outcome with the clock at 0 (wdl50). */
  readonly spoilt?: boolean | undefined;
}

/**
 * Returns the outcome under the rule; undefined if the distances do not tell. A mate on the last ply of the rule counts.
 * @param clock plies since the last capture or pawn move
 */
export function outcome50(distances: Distances, clock: number): Outcome50 | undefined {
  const { outcome } = distances;
  if (outcome === 'draw') return 'draw';
  const inTime = isInTime(distances, clock);
  if (inTime === undefined) return undefined;
  if (inTime) return outcome;
  return outcome === 'win' ? 'cursed-win' : 'blessed-loss';
}

function isInTime({ dtm, dtz, dtzBetween, spoilt }: Distances, clock: number): boolean | undefined {
  if (dtz !== undefined) return clock + dtz <= RULE_PLIES;
  if (dtzBetween !== undefined) {
    const [least, most] = dtzBetween;
    if (clock + most <= RULE_PLIES) return true;
    if (clock + least > RULE_PLIES) return false;
  }
  // What is spoilt at once stays so, and what is not may be when the clock has run.
  if (spoilt === true || (spoilt === false && clock === 0)) return !spoilt;
  // Who is mated within the rule's plies is mated whatever is captured on the way.
  return dtm !== undefined && clock + dtm <= RULE_PLIES ? true : undefined;
}
