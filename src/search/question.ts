/** The parts of an answer about one position, for all kinds of search. */

import { stuckValue } from '../game/rules.ts';
import type { Game } from '../game/contract.ts';
import type { Position } from '../game/position.ts';
import { loss, type Value, type ValueDomain, WDL, win } from '../game/value.ts';
import { domainOf, type Metric } from '../game/values.ts';

/** Bounds of a position's value, for the side to move. */
export interface Bounds {
  /** The value is at least this. */
  readonly lower: Value;
  /** The value is at most this. */
  readonly upper: Value;
}

/** The least value. */
export const LEAST: Value = loss(0);
/** The greatest value. */
export const MOST: Value = win(0);
/** Bounds of a position of which nothing is known. */
export const NOTHING_KNOWN: Bounds = { lower: LEAST, upper: MOST };

/** Returns the value of a position for its side to move if it is known (from tables or earlier computations). */
export type Known = (p: Position) => Value | undefined;

/**
 * Returns the meaning of values in a metric that searches can find.
 * @throws Error for wdl50: five outcomes do not follow from those of the moves, so a search finds dtz and tells them
 */
export function searchedDomain(game: Game, metric: Metric): ValueDomain {
  if (metric === 'wdl50') throw new Error('no search finds wdl50: dtz tells it');
  return domainOf(game, metric);
}

/**
 * Returns the function that says which moves reset the clock of the 50-move rule; undefined if values do not count it.
 */
export function zeroesUnder(game: Game, metric: Metric): Game['zeroes'] {
  return metric === 'dtz' ? game.zeroes?.bind(game) : undefined;
}

/** Returns the value of a position that the rules or `known` give without its moves. */
export function seenAt(game: Game, domain: ValueDomain, known: Known, p: Position): Value | undefined {
  const ended = game.ended(p);
  if (ended === undefined) return known(p);
  return domain === WDL ? WDL.further(ended) : ended;
}

/** Returns the value of a position without a playable move. */
export function stuckAt(game: Game, domain: ValueDomain, p: Position): Value {
  const v = stuckValue(game, p);
  return domain === WDL ? WDL.further(v) : v;
}
