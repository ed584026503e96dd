/** What a worth is in the words of UCI. */

import { RULE_PLIES } from '../../game/value.ts';
import type { Worth } from '../../solve/index.ts';
import { standingOf } from './choice.ts';

/** Centipawns of a win whose mate is not known, less the plies that are. */
const WON = 20_000;
/** Plies that stand for unknown ones. */
const LONG = 1000;

/**
 * Returns "mate 5" (moves, negative for the side that is mated) where the mate comes within the 50-move rule, else centipawns: 20,000 less plies to
 * zeroing for a win, 1 for a win that the rule spoils, 0 for a draw and for what is not known.
 */
export function scoreOf(worth: Worth, clock: number, isRuled: boolean): string {
  const standing = standingOf(worth, isRuled);
  const { dtm, dtz, dtzRounded } = worth;
  const sign = worth.outcome === 'loss' ? -1 : 1;
  if (standing === 'cursed-win' || standing === 'blessed-loss') return `cp ${sign}`;
  if (worth.outcome !== 'win' && worth.outcome !== 'loss') return 'cp 0';
  if (dtm !== undefined && (!isRuled || clock + dtm <= RULE_PLIES))
    return `mate ${dtm === 0 ? 0 : sign * Math.ceil(dtm / 2)}`;
  return `cp ${sign * (WON - (dtz ?? dtzRounded ?? LONG))}`;
}

/** Returns the chances of win, draw and loss in thousandths; undefined if they are not known. */
export function chancesOf(worth: Worth, isRuled: boolean): string | undefined {
  const standing = standingOf(worth, isRuled);
  if (standing === 'win') return '1000 0 0';
  if (standing === 'loss') return '0 0 1000';
  return ['draw', 'cursed-win', 'blessed-loss'].includes(standing) ? '0 1000 0' : undefined;
}
