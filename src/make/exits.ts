import { isLegal } from '../game/rules.ts';
import type { Game } from '../game/contract.ts';
import type { Position } from '../game/position.ts';
import type { Value } from '../game/value.ts';
import type { Space } from '../specialize/index.ts';

/**
 * Plays each exit of a position, a legal move that leads to another slice or ends the game, and undoes it.
 * @param space of the position's slice
 * @param moves a buffer for the moves
 * @param shifts whether moves that only shift a man are played; they stay in the slice, but one might end the game
 * @param visit is called after each, with the value of the position if the game is over there, whether the position is
 *   one of another slice, the points that the move scores, and whether the mover moves again
 */
export function forEachExit(
  game: Game,
  space: Space,
  p: Position,
  moves: Int32Array,
  shifts: boolean,
  visit: (ended: Value | undefined, outside: boolean, points: number, again: boolean) => void,
): void {
  const { signature, turn } = p;
  const n = game.moves(p, moves);
  for (let m = 0; m < n; m++) {
    if (!shifts && game.shift!(moves[m]) >= 0) continue;
    const points = game.play(p, moves[m]) ?? 0;
    const outside = p.signature !== signature && !space.holds(p.signature);
    if ((outside || shifts) && isLegal(game, p)) {
      const ended = game.ended(p);
      if (ended !== undefined || outside) visit(ended, outside, points, p.turn === turn);
    }
    p.rewind(0);
  }
}
