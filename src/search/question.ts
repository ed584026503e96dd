/** What an answer about one position is made of, whoever looks for it. */

import { stuckValue } from '../game/rules.ts';
import type { Game } from '../game/contract.ts';
import type { Position } from '../game/position.ts';
import { loss, type Value, type ValueDomain, WDL, win } from '../game/value.ts';
import type { Metric } from '../game/values.ts';

/** The position is worth at least `lower` and at most `upper` to the side to move. */
export interface Bounds {
  readonly lower: Value;
  readonly upper: Value;
}

/** No value is less, and none more. */
export const LEAST: Value = loss(0);
export const MOST: Value = win(0);
/** What is known of a position of which nothing is known. */
export const NOTHING_KNOWN: Bounds = { lower: LEAST, upper: MOST };

/** Value of a position for its side to move, if somebody knows it (tables, what was computed before). */
export type Known = (p: Position) => Value | undefined;

/** What a value means under a metric. */
export function domainOf(game: Game, metric: Metric): ValueDomain {
  return metric === 'wdl' ? WDL : game.domain;
}

/** What the rules or somebody else say of a position without looking at its moves. */
export function seenAt(game: Game, domain: ValueDomain, known: Known, p: Position): Value | undefined {
  const ended = game.ended(p);
  if (ended === undefined) return known(p);
  return domain === WDL ? WDL.further(ended) : ended;
}

/** The value of a position without a playable move. */
export function stuckAt(game: Game, domain: ValueDomain, p: Position): Value {
  const v = stuckValue(game, p);
  return domain === WDL ? WDL.further(v) : v;
}
