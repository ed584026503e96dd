/**
 * The order of moves of lichess' server: the outcome, then what ends the game, then the distances, and at last what looks
 * best. Each rule is a number that is smaller for the better move.
 */

import { CATEGORIES, type FormedMove, type LichessMove } from './lichess-answer.ts';

const FAR = 1e6;

/** Returns the numbers by which a move is ordered, the weightiest first. */
export function moveOrder({ move, form }: FormedMove): number[] {
  const isLosing = form.dtz !== null && form.dtz > 0;
  return [
    CATEGORIES.indexOf(form.category),
    form.checkmate ? 0 : 1,
    form.stalemate ? 0 : 1,
    form.insufficient_material ? 0 : 1,
    mateOrder(form),
    form.conversion === isLosing ? 1 : 0,
    ...zeroingOrder(form),
    -move.capture,
    -move.promotion,
  ];
}

/** Returns the numbers by which Syzygy's probers choose a move: mate, then what comes next to the zeroing move. */
export function zeroingMoveOrder({ form }: FormedMove): number[] {
  return [CATEGORIES.indexOf(form.category), form.checkmate ? 0 : 1, ...zeroingOrder(form)];
}

/** The nearest mate first, then what has none, then the longest resistance. */
function mateOrder({ dtz, dtm }: LichessMove): number {
  if (dtz === null || dtz === 0) return 0;
  if (dtz < 0) return dtm === null ? 0 : -FAR - dtm;
  return dtm === null ? 0 : FAR - dtm;
}

/** A winner zeroes if he can, a loser does not; then the nearest win, or the farthest loss. */
function zeroingOrder({ dtz, zeroing }: LichessMove): number[] {
  const isLosing = dtz !== null && dtz > 0;
  return [zeroing === isLosing ? 1 : 0, dtz === null ? -FAR : -dtz];
}

/** Compares lists of numbers as words are compared. */
export function compareOrders(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((each, i) => each !== b[i]);
  return at < 0 ? 0 : a[at] - b[at];
}

/** Returns moves best first. */
export function inOrder<T extends FormedMove>(moves: readonly T[], by: (move: T) => number[] = moveOrder): T[] {
  return moves
    .map((move) => ({ move, order: by(move) }))
    .sort((a, b) => compareOrders(a.order, b.order))
    .map(({ move }) => move);
}
