/** What all forms of the analysis say of moves. */

import type { Game } from '../game/contract.ts';
import { EndgameError } from '../game/errors.ts';
import type { Position } from '../game/position.ts';
import { negate, type Value } from '../game/value.ts';

/**
 * Returns the value of an exit for the mover.
 * @param seen value of the position behind it, for its side to move
 * @param isAgain whether that is the mover
 * @param points that the move scored
 * @param step what a ply takes from |value|
 */
export function worthOfExit(seen: Value, isAgain: boolean, points: number, step: 0 | 1): number {
  const v = isAgain ? negate(seen) : seen;
  return points + (v > 0 ? step - v : v < 0 ? -step - v : 0);
}

/** Returns the error of rules by which a move scores points or keeps the turn within a slice. */
export function staysInSlice(game: Game, p: Position): EndgameError {
  return new EndgameError(
    'E_RULES',
    `${game.id}: a move to ${game.format(p)} scores points or keeps the turn, but does not leave the slice`,
    'only moves that change what is on the board or in reserve may do that',
  );
}

/** Reports a position with more moves within the slice than a byte counts. Two bytes may be enough. */
export class TooManyForAByte extends Error {
  override readonly name = 'TooManyForAByte';
}

/**
 * Returns the error of a position with more moves within the slice than are counted.
 * @param most the moves that are counted
 */
export function tooManyInside(game: Game, moves: number, most: number): Error {
  const what = `${game.id}: ${moves} successors in one slice`;
  if (most < 0xff) return new TooManyForAByte(what);
  return new EndgameError('E_RULES', what, `the engine counts up to ${most}`);
}
