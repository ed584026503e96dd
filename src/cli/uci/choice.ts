/**
 * Which move is played, from what the moves are worth.
 *
 * A win is played by the shortest way to mate if that ends within the 50-move rule, else by the shortest way to a capture
 * or pawn move that keeps the win. Either distance falls by one with every ply of the game, so no position comes twice and the clock never
 * runs out. A spoilt loss is held by the longest way to zeroing, for the same reason.
 */

import { RULE_PLIES } from '../../game/value.ts';
import type { MoveAnswer, Worth } from '../../solve/index.ts';
import type { Repetition } from './game-record.ts';

/** What counts beside the worth of the moves. */
export interface Circumstances {
  /** Plies since the last capture or pawn move. */
  readonly clock: number;
  /** Whether the 50-move rule counts. */
  readonly isRuled: boolean;
  readonly repeated: ReadonlyMap<string, Repetition>;
}

/** What a move is expected to bring, best first. "likely" outcomes may be spoilt by the 50-move rule. */
const STANDINGS = [
  'win',
  'likely-win',
  'open-win',
  'cursed-win',
  'at-least-draw',
  'draw',
  'open',
  'at-most-draw',
  'blessed-loss',
  'likely-loss',
  'loss',
] as const;
/** What a move is expected to bring. */
export type Standing = (typeof STANDINGS)[number];

const DRAW_RANK = STANDINGS.indexOf('draw');

/**
 * Returns what is expected of a move or of a position.
 * @param best outcome of the position before the move, if it is known: a move of which nothing is known may bring it
 */
export function standingOf(worth: Worth, isRuled: boolean, best?: Worth): Standing {
  const { outcome, outcome50, bounds } = worth;
  if (outcome === undefined) {
    if (bounds?.lower.outcome === 'draw') return 'at-least-draw';
    if (bounds?.upper.outcome === 'draw') return 'at-most-draw';
    return best?.outcome === 'win' ? 'open-win' : 'open';
  }
  if (outcome === 'draw' || !isRuled) return outcome;
  return outcome50 ?? `likely-${outcome}`;
}

/** Returns the moves in the order in which they would be played. */
export function ordered(moves: readonly MoveAnswer[], best: Worth, circumstances: Circumstances): MoveAnswer[] {
  const { clock, isRuled, repeated } = circumstances;
  const isInTime = ({ dtm }: MoveAnswer): boolean => dtm !== undefined && (!isRuled || clock + dtm <= RULE_PLIES);
  const rankOf = (move: MoveAnswer): number => {
    const rank = STANDINGS.indexOf(standingOf(move, isRuled, best));
    const repetition = repeated.get(move.move);
    if (repetition === 'now') return DRAW_RANK;
    return repetition === undefined ? rank : Math.max(rank, DRAW_RANK);
  };
  const ranks = new Map(moves.map((move) => [move, rankOf(move)]));
  const wins = moves.filter((move) => move.outcome === 'win' && ranks.get(move)! < DRAW_RANK);
  const byMate = wins.some((move) => ranks.get(move) === 0 && isInTime(move));
  const within = (a: MoveAnswer, b: MoveAnswer): number => {
    if (a.outcome === 'win' && b.outcome === 'win') {
      return byMate && (isInTime(a) || isInTime(b))
        ? compare(isInTime(a) ? a.dtm : undefined, isInTime(b) ? b.dtm : undefined)
        : compare(toZeroing(a), toZeroing(b)) || compare(a.zeroing ? 0 : 1, b.zeroing ? 0 : 1);
    }
    if (a.outcome !== 'loss' || b.outcome !== 'loss') return 0;
    const isSpoilt = a.outcome50 === 'blessed-loss' && b.outcome50 === 'blessed-loss';
    const longest = isSpoilt ? 0 : compare(b.dtm, a.dtm);
    return longest || compare(toZeroing(b), toZeroing(a));
  };
  return [...moves].sort((a, b) => ranks.get(a)! - ranks.get(b)! || within(a, b));
}

/** Returns the plies to zeroing, or the most that they may be. */
function toZeroing({ dtz, dtzRounded }: Worth): number | undefined {
  return dtz ?? (dtzRounded === undefined ? undefined : dtzRounded + 1);
}

/** Orders numbers, the least first, what is unknown last. */
function compare(a: number | undefined, b: number | undefined): number {
  if (a === b) return 0;
  return (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY);
}
