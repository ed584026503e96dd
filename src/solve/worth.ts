/** From values, which count in one number, to what answers say of them. */

import type { Game } from '../game/contract.ts';
import {
  DRAW,
  isSpoilt,
  loss,
  MAX_SCORE,
  negate,
  OUTCOME,
  RULE_PLIES,
  type Value,
  WDL,
  WDL50,
  win,
  worthOf,
  zeroed,
} from '../game/value.ts';
import type { Metric } from '../game/values.ts';
import { type Bounds, LEAST, MOST } from '../search/index.ts';
import type { Bound, ValueBounds, Worth } from './answer.ts';
import { type Distances, outcome50, type Outcome50 } from './fifty-moves.ts';
import { Knowledge } from './knowledge.ts';

/** A move as far as its worth depends on it. */
export interface MoveFacts {
  /** Points that the mover scores at once. */
  readonly points: number;
  /** Whether the mover moves again. */
  readonly again: boolean;
  /** Whether the move resets the clock of the 50-move rule; undefined in games without the rule. */
  readonly zeroing: boolean | undefined;
}

/**
 * Returns what is known of a position, as its side to move gets it.
 * @param asked the metric of the question, if it names one
 * @param clock of the 50-move rule
 */
export function worthOfPosition(game: Game, asked: Metric | undefined, knowledge: Knowledge, clock: number): Worth {
  return describe(game, asked, knowledge, (distances) => outcome50(distances, clock));
}

/**
 * Returns what a move is worth to the mover.
 * @param asked the metric of the question, if it names one
 * @param after what is known of the position after it
 * @param clock before it
 */
export function worthOfMove(
  game: Game,
  asked: Metric | undefined,
  after: Knowledge,
  move: MoveFacts,
  clock: number,
): Worth {
  const own = new Knowledge();
  for (const metric of after.metrics) {
    const solved = after.get(metric)!;
    own.set(metric, { ...solved, ...boundsOfMove(game, metric, solved, move) });
  }
  return describe(game, asked, own, (distances) => {
    const { dtm } = distances;
    if (move.zeroing !== true || clock >= RULE_PLIES) return outcome50(distances, clock);
    // The clock starts again, so only the rest of the way to mate counts.
    return outcome50({ ...distances, dtm: dtm === undefined ? undefined : dtm - 1 }, 0);
  });
}

/** Returns the mover's bounds from those of the position after the move. */
function boundsOfMove(game: Game, metric: Metric, { lower, upper }: Bounds, move: MoveFacts): Bounds {
  const isBound = lower < upper;
  const worth = (after: Value): Value => {
    // A bound that says nothing stays one.
    if (isBound && (after === LEAST || after === MOST)) return move.again ? after : negate(after);
    return valueToMover(game, metric, after, move);
  };
  const low = worth(move.again ? lower : upper);
  const high = worth(move.again ? upper : lower);
  if (metric === 'wdl50' && move.zeroing !== true) return passedOn(low, high);
  if (metric !== 'wdl' || move.points === 0) return { lower: low, upper: high };
  // Outcomes of a game of scores: points count for one side, and the rest may outweigh them.
  if (move.points > 0) return { lower: low >= DRAW ? MOST : LEAST, upper: MOST };
  return { lower: LEAST, upper: high <= DRAW ? LEAST : MOST };
}

/**
 * Returns the bounds of five outcomes after a move that passes the clock on. A win in 100 plies behind it is cursed, and
 * so is not told from one in less.
 */
function passedOn(low: Value, high: Value): Bounds {
  return {
    lower: low === MOST ? win(RULE_PLIES + 1) : low,
    upper: high === LEAST ? loss(RULE_PLIES + 1) : high,
  };
}

/** Returns the mover's value of a move, from the value of the position after it for its side to move. */
export function valueToMover(game: Game, metric: Metric, after: Value, { points, again, zeroing }: MoveFacts): Value {
  if (metric === 'wdl') return worthOf(WDL, after, 0, again);
  if (metric === 'wdl50') return worthOf(WDL50, after, 0, again);
  if (metric === 'dtz' && zeroing) return zeroed(after);
  return worthOf(game.domain, after, points, again);
}

/** Says what is known. `under50` tells the outcome under the 50-move rule, as far as the distances do. */
function describe(
  game: Game,
  asked: Metric | undefined,
  knowledge: Knowledge,
  under50: (distances: Distances) => Outcome50 | undefined,
): Worth {
  const { main, distances } = knowledge;
  if (main === undefined) return {};
  if (game.domain.name === 'score') {
    // Whose outcome is asked gets it without the score that it was read from.
    if (asked === 'wdl')
      return distances ? { outcome: distances.outcome } : { bounds: boundsOf(game, 'wdl', main.solved) };
    const points = knowledge.value('dtm');
    if (points !== undefined) return { score: points };
  }
  if (distances === undefined) return { bounds: boundsOf(game, main.metric, main.solved) };
  const { outcome, dtm, dtz, dtzBetween } = distances;
  const isExact = main.solved.lower === main.solved.upper;
  if (game.zeroes === undefined) {
    return {
      outcome,
      ...(dtm === undefined ? {} : { plies: dtm }),
      ...(isExact ? {} : { bounds: boundsOf(game, main.metric, main.solved) }),
    };
  }
  const ruled = under50(distances);
  return {
    outcome,
    ...(ruled === undefined ? {} : { outcome50: ruled }),
    ...(dtm === undefined ? {} : { dtm }),
    ...(dtz === undefined ? {} : { dtz }),
    ...(dtzBetween === undefined ? {} : { dtzRounded: dtzBetween[0] }),
    ...(isExact ? {} : { bounds: boundsOf(game, main.metric, main.solved) }),
  };
}

/** Says what bounds tell. */
export function boundsOf(game: Game, metric: Metric, { lower, upper }: Bounds): ValueBounds {
  return { lower: boundOf(game, metric, lower), upper: boundOf(game, metric, upper) };
}

/** Says what a bound tells; at the ends of the scale it has no distance and no score. */
function boundOf(game: Game, metric: Metric, v: Value): Bound {
  // What is added to the ends of the scale on the way says nothing either.
  if (game.domain.name === 'score' && metric === 'dtm') return Math.abs(v) > MAX_SCORE ? {} : { score: v };
  const isEnd = v === LEAST || v === MOST;
  const outcome = OUTCOME.outcome(v);
  if (metric === 'wdl50') return { outcome, outcome50: outcome50({ outcome, spoilt: isSpoilt(v) }, 0)! };
  if (metric === 'wdl' || isEnd || v === DRAW) return { outcome };
  const plies = OUTCOME.plies(v);
  return game.zeroes === undefined ? { outcome, plies } : { outcome, [metric]: plies };
}
