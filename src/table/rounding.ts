/**
 * Rounding: distances stored as classes.
 *
 * A cell tells the class [first, last] of the distance; its value has the last distance of the class. Forward search
 * finds the exact value, to a bounded depth. The cell settles whether a position is won within n plies unless n lies in
 * its class. Otherwise the position is won iff some move leads to a position that is lost within n - 1 plies, and so
 * on; n leaves the class after as many plies as the class is long. The same search with sides exchanged tells losses.
 * It needs distances that fall by one per ply, so scores and dtz cannot be rounded. (Distances modulo a number would be
 * smaller still. But they do not determine the value if plies have no parity, nor which of two wins is nearer.)
 */

import { loss, OUTCOME, type Value, win } from '../game/value.ts';
import type { Rounding } from './format.ts';

/** Longest class of distances, plies: search is exponential in it. */
export const LONGEST_CLASS = 12;

/** Returns the class of a number of plies. */
export function classOf(plies: number, { from, step }: Rounding): { first: number; last: number } {
  if (plies < from) return { first: 0, last: from - 1 };
  const first = plies - ((plies - from) % step);
  return { first, last: first + step - 1 };
}

/** Returns the value in the cell for `v`. It rises with `v`. */
export function rounded(v: Value, rounding: Rounding): Value {
  if (v === 0) return v;
  const { last } = classOf(OUTCOME.plies(v), rounding);
  return v > 0 ? win(last) : loss(last);
}

/** Returns the least and the greatest value that `rounded` maps to `v`. */
export function rangeOf(v: Value, rounding: Rounding): { least: Value; most: Value } {
  if (v === 0) return { least: v, most: v };
  const { first, last } = classOf(OUTCOME.plies(v), rounding);
  return v > 0 ? { least: win(last), most: win(first) } : { least: loss(first), most: loss(last) };
}
