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
}

/**
 * Returns the outcome under the rule; undefined if the distances do not tell. A mate on the last ply of the rule counts.
 * @param clock plies since the last capture or pawn move
 */
export function outcome50({ outcome, dtm, dtz }: Distances, clock: number): Outcome50 | undefined {
  if (outcome === 'draw') return 'draw';
  // Who is mated within the rule's plies is mated whatever is captured on the way.
  const inTime =
    dtz === undefined ? (dtm !== undefined && clock + dtm <= RULE_PLIES ? true : undefined) : clock + dtz <= RULE_PLIES;
  if (inTime === undefined) return undefined;
  if (inTime) return outcome;
  return outcome === 'win' ? 'cursed-win' : 'blessed-loss';
}
